/* The bank as JSON and NDJSON: what is written, that it is read back equal, and what is refused. */
#include "questions/bank/bank_json.h"

#include <stdlib.h>

#include "questions/bank/bank_load.h"
#include "questions/bank/formats.h"
#include "questions/text/buffer.h"
#include "questions/text/rng.h"
#include "tests/unit/check.h"
#include "tests/unit/items_bank.h"

#define HEAD "\"format\":\"amiquiz-bank\",\"version\":1"

/* A bank that was read, or not, with its messages. */
static struct source_text source;
static struct bank bank;
static struct diags diags;

static bool load(const struct format *format, const char *name, const char *bytes, size_t length)
{
    bank_fini(&bank);
    diags_fini(&diags);
    source = (struct source_text){name, bytes, length, 1};
    const bool loaded = bank_load(&source, format, &bank, &diags);
    CHECK(loaded == (diags.errors == 0));
    return loaded;
}

static bool load_text(const char *text)
{
    return load(&format_json, "b.json", text, strlen(text));
}

/* A bank of one question, given as the members of it. */
static bool load_question(const char *members)
{
    static struct buffer text;
    buffer_clear(&text);
    buffer_addf(&text, "{" HEAD ",\"questions\":[\n{%s}]}", members);
    const bool loaded = load_text(buffer_text(&text));
    if (members[0] == '\0') {
        buffer_fini(&text);
    }
    return loaded;
}

static void done(void)
{
    bank_fini(&bank);
    diags_fini(&diags);
}

/* ---- Written --------------------------------------------------------------------------------- */

static void small_bank(struct bank *small)
{
    static const char *beliefs[] = {"b1", "b2"};
    static struct item_fact facts[] = {{"owned", false}, {"shared", true}};
    small->head = (struct bank_head){
        .title = "A bank", .pack_id = "p", .generator = "amiquiz X", .seeded = true, .seed = 7};
    struct item *item = bank_add(small);
    *item = (struct item){.id = "q1",
                          .kind = "grant",
                          .decision = "path",
                          .goal = "copy",
                          .facts = facts,
                          .fact_count = 2,
                          .stem = "Line\n\nQuestion?",
                          .select = 1,
                          .explanation = "Because.",
                          .rule = "r",
                          .source = {beliefs, 1},
                          .points = 1,
                          .difficulty = 0.4,
                          .tags = {beliefs, 2}};
    CHECK(item_options(item, &small->arena, 2));
    item->options[0].text = "No";
    item->options[0].outcome = "no";
    item->options[0].means = "m";
    item->options[0].misconceptions = (struct texts){beliefs, 2};
    item->options[0].feedback = "Not so.";
    item->options[1].text = "Yes";
    item->options[1].correct = true;
    item = bank_add(small);
    item->id = "q2";
    item->stem = "S";
    CHECK(item_options(item, &small->arena, 1));
    item->options[0].text = "O";
    item->options[0].correct = true;
    struct paper *paper = bank_add_paper(small);
    static struct paper_question question = {0, {1, 0}};
    *paper = (struct paper){"031", "s1", &question, 1};
}

#define QUESTION_1                                                                                 \
    "{\"id\":\"q1\",\"kind\":\"grant\",\"decision\":\"path\",\"goal\":\"copy\",\"facts\":{"        \
    "\"owned\":false,\"shared\":true},\"stem\":\"Line\\n\\nQuestion?\",\"select\":1,"              \
    "\"options\":[{\"id\":\"A\",\"text\":\"No\",\"correct\":false,\"outcome\":\"no\","             \
    "\"means\":\"m\",\"misconceptions\":[\"b1\",\"b2\"],\"feedback\":\"Not so.\"},"                \
    "{\"id\":\"B\",\"text\":\"Yes\",\"correct\":true,\"misconceptions\":[]}],\"answer\":[\"B\"],"  \
    "\"explanation\":\"Because.\",\"rule\":\"r\",\"source\":[\"b1\"],\"points\":1,"                \
    "\"difficulty\":0.4,\"tags\":[\"b1\",\"b2\"]}"
#define QUESTION_2                                                                                 \
    "{\"id\":\"q2\",\"stem\":\"S\",\"select\":1,\"options\":[{\"id\":\"A\",\"text\":\"O\","        \
    "\"correct\":true,\"misconceptions\":[]}],\"answer\":[\"A\"],\"source\":[],\"points\":1,"      \
    "\"tags\":[]}"
#define PAPER                                                                                      \
    "{\"form\":\"031\",\"student\":\"s1\",\"questions\":[{\"id\":\"q1\",\"options\":["             \
    "\"B\",\"A\"]}]}"
#define WRITTEN_HEAD                                                                               \
    "{" HEAD ",\"title\":\"A bank\",\"pack\":{\"id\":\"p\"},\"generator\":\"amiquiz X\""

static void test_written_as_it_is_promised(void)
{
    struct bank small = {0};
    struct buffer out = {0};
    small_bank(&small);
    write_whole_bank(&small, &format_json, false, &out);
    CHECK_STR(buffer_text(&out), WRITTEN_HEAD ",\"seed\":7,\"questions\":[\n" QUESTION_1
                                              ",\n" QUESTION_2 "\n],\"papers\":[\n" PAPER "\n]}\n");
    buffer_clear(&out);
    write_whole_bank(&small, &format_ndjson, false, &out);
    CHECK_STR(buffer_text(&out),
              WRITTEN_HEAD ",\"seed\":7}\n" QUESTION_1 "\n" QUESTION_2 "\n{\"paper\":" PAPER "}\n");
    buffer_clear(&out);
    small.paper_count = 0;
    write_whole_bank(&small, &format_json, false, &out);
    CHECK_STR(buffer_text(&out),
              WRITTEN_HEAD ",\"seed\":7,\"questions\":[\n" QUESTION_1 ",\n" QUESTION_2 "\n]}\n");
    buffer_fini(&out);
    bank_fini(&small);
}

/* Neither answers nor what leads to them: feedback, row, sources, tags, the case, the seed. */
static void test_written_without_its_key(void)
{
    struct bank small = {0};
    struct buffer out = {0};
    small_bank(&small);
    write_whole_bank(&small, &format_ndjson, true, &out);
    CHECK_STR(buffer_text(&out), WRITTEN_HEAD
              "}\n{\"id\":\"q1\",\"kind\":\"grant\",\"decision\":\"path\",\"goal\":\"copy\","
              "\"stem\":\"Line\\n\\nQuestion?\",\"select\":1,\"options\":[{\"id\":\"A\","
              "\"text\":\"No\",\"outcome\":\"no\",\"means\":\"m\"},{\"id\":\"B\","
              "\"text\":\"Yes\"}],\"points\":1,\"difficulty\":0.4}\n"
              "{\"id\":\"q2\",\"stem\":\"S\",\"select\":1,\"options\":[{\"id\":\"A\","
              "\"text\":\"O\"}],\"points\":1}\n{\"paper\":" PAPER "}\n");
    CHECK(!load(&format_ndjson, "b.ndjson", out.bytes, out.length)); /* it has no key */
    CHECK_STR(diags.items[0].text, "no option of this question is right");
    buffer_fini(&out);
    bank_fini(&small);
    done();
}

/* ---- Read back ------------------------------------------------------------------------------- */

static void round_trip(const struct bank *want, const struct format *format)
{
    struct buffer out = {0}, again = {0};
    write_whole_bank(want, format, false, &out);
    CHECK(load(format, "b", out.bytes, out.length));
    for (size_t i = 0; i < diags.count; i++) {
        printf("# %zu:%zu: %s\n", diags.items[i].line, diags.items[i].column, diags.items[i].text);
    }
    check_same_bank(&bank, want);
    write_whole_bank(&bank, format, false, &again);
    CHECK_STR(buffer_text(&again), buffer_text(&out));
    buffer_fini(&out);
    buffer_fini(&again);
}

static void test_read_back_equal(void)
{
    struct bank want = {0};
    fill_hostile_bank(&want);
    round_trip(&want, &format_json);
    round_trip(&want, &format_ndjson);
    want.head = (struct bank_head){0};
    want.paper_count = 0;
    round_trip(&want, &format_json);
    want.item_count = 0;
    round_trip(&want, &format_json);
    round_trip(&want, &format_ndjson);
    bank_fini(&want);
    done();
}

/* Whatever a file is called, it shows itself which of the two it is. */
static void test_either_is_read_as_the_other(void)
{
    struct bank want = {0};
    struct buffer out = {0};
    fill_hostile_bank(&want);
    write_whole_bank(&want, &format_json, false, &out);
    CHECK(load(&format_ndjson, "b", out.bytes, out.length));
    check_same_bank(&bank, &want);
    buffer_clear(&out);
    write_whole_bank(&want, &format_ndjson, false, &out);
    CHECK(load(&format_json, "b", out.bytes, out.length));
    check_same_bank(&bank, &want);
    const char *line = "{" HEAD ",\"questions\":[{\"stem\":\"S\",\"options\":[\"O\"],"
                       "\"answer\":\"A\"}]}\n";
    CHECK(load(&format_ndjson, "b", line, strlen(line)));
    CHECK_INT(bank.item_count, 1);
    CHECK(load(&format_ndjson, "b", "{" HEAD "}\n", strlen("{" HEAD "}\n")));
    CHECK_INT(bank.item_count, 0);
    CHECK(!load(&format_json, "b", "{" HEAD "}\n", strlen("{" HEAD "}\n")));
    CHECK_STR(diags.items[0].text, "\"questions\" is missing");
    buffer_fini(&out);
    bank_fini(&want);
    done();
}

static void test_format_by_name_and_look(void)
{
    source = (struct source_text){"x/b.ndjson", "", 0, 1};
    CHECK(bank_format(&source) == &format_ndjson);
    source = (struct source_text){"x.json", "", 0, 1};
    CHECK(bank_format(&source) == &format_json);
    source = (struct source_text){"-", "\xef\xbb\xbf\n {", 6, 1};
    CHECK(bank_format(&source) == &format_json);
    source = (struct source_text){".json", "", 0, 1};
    CHECK(bank_format(&source) == NULL);
}

/* ---- Written by hand ------------------------------------------------------------------------- */

static void test_written_by_hand(void)
{
    const char *text =
        "\xef\xbb\xbf{\r\n \"format\": \"amiquiz-bank\", \"version\": 1, \"x-note\": [1],\r\n"
        " \"questions\": [ {\"stem\": \"1+1\", \"options\": [\"1\", \"2\"], "
        "\"answer\": \"B\", \"kind\": \"\"},\r\n {\"stem\": \"Two\", \"x-a\": {}, "
        "\"options\": [{\"text\": \"a\", \"correct\": true, \"feedback\": \"\"}, \"b\", "
        "{\"id\": \"third\", \"text\": \"c\", \"correct\": true}]} ] }\r\n";
    CHECK(load_text(text));
    REQUIRE(bank.item_count == 2);
    const struct item *item = &bank.items[0];
    CHECK_STR(item->id, "q-d8807c0c"); /* printf '1+1\0001\0002\000' | sha256sum */
    CHECK(item->kind == NULL);
    CHECK_INT(item->select, 1);
    CHECK_NEAR(item->points, 1, 0);
    CHECK_NEAR(item->difficulty, -1, 0);
    CHECK(!item->options[0].correct && item->options[1].correct);
    CHECK_STR(item->options[1].id, "B");
    CHECK_INT(item->place.offset, 79);
    item = &bank.items[1];
    CHECK_INT(item->select, 2);
    CHECK_STR(item->options[1].id, "B");
    CHECK_STR(item->options[2].id, "third");
    CHECK(item->options[0].correct && !item->options[1].correct && item->options[2].correct);
    CHECK(item->options[0].feedback == NULL);
    done();
}

/* Equal questions, and ids that are taken already: no two are the same, whatever was given. */
static void test_made_ids(void)
{
    const char *same = "{\"stem\":\"1+1\",\"options\":[\"1\",\"2\"],\"answer\":[\"B\"]}";
    struct buffer text = {0};
    buffer_addf(&text, "{" HEAD ",\"questions\":[%s,%s,{\"id\":\"q-d8807c0c\",\"stem\":\"S\",",
                same, same);
    buffer_addf(&text,
                "\"options\":[\"O\"],\"answer\":\"A\"},{\"id\":\"q-d8807c0c-2\",\"stem\":\"S\","
                "\"options\":[\"O\"],\"answer\":\"A\"},%s]}",
                same);
    CHECK(load_text(buffer_text(&text)));
    REQUIRE(bank.item_count == 5);
    CHECK_STR(bank.items[2].id, "q-d8807c0c");
    CHECK_STR(bank.items[3].id, "q-d8807c0c-2");
    CHECK_STR(bank.items[0].id, "q-d8807c0c-4"); /* -2 was taken */
    CHECK_STR(bank.items[1].id, "q-d8807c0c-3");
    CHECK_STR(bank.items[4].id, "q-d8807c0c-8");
    buffer_fini(&text);
    done();
}

static void test_the_key_said_twice(void)
{
    CHECK(load_question("\"stem\":\"S\",\"options\":[{\"text\":\"a\",\"correct\":false},\"b\"],"
                        "\"answer\":[\"B\"]"));
    CHECK(bank.items[0].options[1].correct);
    CHECK(load_question("\"stem\":\"S\",\"options\":[{\"text\":\"a\",\"correct\":true},\"b\"],"
                        "\"answer\":[\"A\"],\"select\":1"));
    CHECK(bank.items[0].options[0].correct && !bank.items[0].options[1].correct);
    done();
}

static void test_seeds(void)
{
    static const struct {
        const char *text;
        uint64_t seed;
    } good[] = {{"0", 0},
                {"9007199254740992", (uint64_t)1 << 53},
                {"\"9007199254740993\"", ((uint64_t)1 << 53) + 1},
                {"\"18446744073709551615\"", UINT64_MAX}};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        struct buffer text = {0};
        buffer_addf(&text, "{" HEAD ",\"seed\":%s,\"questions\":[]}", good[i].text);
        CHECK(load_text(buffer_text(&text)));
        CHECK(bank.head.seeded && bank.head.seed == good[i].seed);
        buffer_fini(&text);
    }
    done();
}

/* ---- Refused --------------------------------------------------------------------------------- */

/* Messages as "line:column: text | hint", one a line. */
static const char *messages(void)
{
    static char all[4096];
    size_t length = 0;
    all[0] = '\0';
    diags_sort(&diags);
    for (size_t i = 0; i < diags.count && length < sizeof all; i++) {
        const struct diag *d = &diags.items[i];
        length += (size_t)snprintf(all + length, sizeof all - length, "%s%zu:%zu: %s | %s",
                                   i > 0 ? "\n" : "", d->line, d->column, d->text,
                                   d->hint != NULL ? d->hint : "");
    }
    return all;
}

static void refused_question(const char *members, const char *want)
{
    CHECK(!load_question(members));
    CHECK_STR(messages(), want);
}

static void refused(const char *text, const char *want)
{
    CHECK(!load_text(text));
    CHECK_STR(messages(), want);
}

#define S "\"stem\":\"S\","

static void test_refused_keys(void)
{
    refused_question(S "\"options\":[\"a\",\"b\"]",
                     "2:13: no option of this question is right | mark one with \"correct\": true, "
                     "or name it: \"answer\": [\"A\"]");
    refused_question(S "\"options\":[\"a\"],\"answer\":[]",
                     "2:38: no option of this question is right | mark one with \"correct\": true, "
                     "or name it: \"answer\": [\"A\"]");
    refused_question(S "\"options\":[\"a\",\"b\"],\"answer\":\"C\"",
                     "2:42: no option has the id \"C\" | an option's \"id\", or its letter where "
                     "it has none: A for the first");
    refused_question(S "\"options\":[{\"id\":\"yes\",\"text\":\"b\"}],\"answer\":[\"yess\"]",
                     "2:59: no option has the id \"yess\" | did you mean \"yes\"?");
    refused_question(S "\"options\":[{\"text\":\"a\",\"correct\":true},\"b\"],\"answer\":[\"B\"]",
                     "2:66: \"answer\" and \"correct\" disagree about option \"A\" | mend one of "
                     "them, or leave \"answer\" out");
    refused_question(S "\"options\":[{\"text\":\"a\",\"correct\":true},\"b\"],"
                       "\"answer\":[\"A\",\"B\"]",
                     "2:66: \"answer\" and \"correct\" disagree about option \"B\" | mend one of "
                     "them, or leave \"answer\" out");
    refused_question(S "\"options\":[\"a\",\"b\"],\"answer\":[\"A\",\"B\"],\"select\":1",
                     "2:61: 2 options are right, but \"select\" is 1 | mend the key, or leave "
                     "\"select\" out");
    refused_question(S "\"options\":[\"a\",\"b\"],\"answer\":1",
                     "2:42: \"answer\" must be a list, this is a number | ");
    refused_question(S "\"options\":[\"a\"],\"answer\":[1]",
                     "2:39: an entry of \"answer\" must be a text, this is a number | ");
    refused_question(S "\"options\":[{\"text\":\"a\",\"correct\":\"true\"}]",
                     "2:46: \"correct\" must be true or false, this is a text | without quotes");
}

static void test_refused_options(void)
{
    refused_question(S "\"options\":[]", "2:23: a question needs at least one option | ");
    refused_question(S "\"options\":\"a\"",
                     "2:23: \"options\" must be a list, this is a text | put it between [ and ]");
    refused_question(S "\"options\":[{\"id\":\"B\",\"text\":\"a\"},\"b\"],\"answer\":\"B\"",
                     "2:46: two options of this question have the id \"B\" | an option without an "
                     "\"id\" has the letter of its place");
    refused_question(S "\"options\":[1]", "2:24: an option must be an object, this is a number | ");
    refused_question(S "\"options\":[\"\"]", "2:24: an option must not be empty | ");
    refused_question(S "\"options\":[{\"text\":\"\"}]", "2:32: \"text\" must not be empty | ");
    refused_question(S "\"options\":[{\"txet\":\"a\"}]",
                     "2:24: \"text\" is missing | the object that begins here needs it\n"
                     "2:25: an option has no member \"txet\" | did you mean \"text\"?");
    refused_question(S "\"options\":[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\",\"10\","
                       "\"11\",\"12\",\"13\",\"14\",\"15\",\"16\",\"17\",\"18\",\"19\",\"20\","
                       "\"21\",\"22\",\"23\",\"24\",\"25\",\"26\",\"27\"]",
                     "2:13: \"options\" holds 27 entries, at most 26 are allowed | ");
}

#define GOOD "\"stem\":\"S\",\"options\":[\"a\"],\"answer\":\"A\","

static void test_refused_members(void)
{
    refused_question("\"options\":[\"a\"],\"answer\":\"A\"",
                     "2:1: \"stem\" is missing | the object that begins here needs it");
    refused_question(GOOD "\"id\":\"\"", "2:47: \"id\" must not be empty | ");
    refused_question(GOOD "\"id\":7", "2:47: \"id\" must be a text, this is a number | ");
    refused_question(GOOD "\"facts\":[]",
                     "2:50: \"facts\" must be an object of facts, this is a list | ");
    refused_question(GOOD "\"facts\":{\"a\":\"yes\"}",
                     "2:55: \"a\" must be true or false, this is a text | without quotes");
    refused_question(GOOD "\"points\":\"1\"",
                     "2:51: \"points\" must be a number, this is a text | ");
    refused_question(GOOD "\"points\":-1",
                     "2:51: \"points\" must be a number from 0 to 1000000 | ");
    refused_question(GOOD "\"difficulty\":1.5",
                     "2:55: \"difficulty\" must be a number from 0 to 1 | ");
    refused_question(GOOD "\"select\":1.5",
                     "2:51: \"select\" must be a whole number from 1 to 26 | ");
    refused_question(GOOD "\"tags\":[\"\"]", "2:50: an entry of \"tags\" must not be empty | ");
    refused_question(GOOD "\"kind\":null", "2:49: \"kind\" must be a text, this is null | ");
    refused_question(GOOD "\"explaination\":\"E\"",
                     "2:42: a question has no member \"explaination\" | did you mean "
                     "\"explanation\"?");
    refused_question(GOOD "\"id\":\"a\",\"\\u0069d\":\"b\"",
                     "2:51: the member \"id\" stands twice in one object | keep one of the two");
}

static void test_refused_heads(void)
{
    refused("[1]", "1:1: a bank must be an object, this is a list | ");
    refused("{\"questions\":[]}",
            "1:1: \"format\" is missing | the object that begins here needs it\n"
            "1:1: \"version\" is missing | the object that begins here needs it");
    refused("{\"format\":\"amiquiz-pack\",\"facts\":[]}",
            "1:11: this is no bank: its format is \"amiquiz-pack\" | a bank says \"format\": "
            "\"amiquiz-bank\"");
    refused("{\"format\":\"amiquiz-bank\",\"version\":2,\"questions\":[]}",
            "1:36: this version of the bank format is not known | this program reads version 1");
    refused("{" HEAD ",\"questions\":{}}",
            "1:50: \"questions\" must be a list | put it between [ and ]");
    refused("{" HEAD ",\"pack\":{\"id\":\"p\",\"sha256\":\"ABC\"},\"questions\":[]}",
            "1:64: \"sha256\" must be 64 lower-case hexadecimal digits | leave it out if it is not "
            "known");
    refused("{" HEAD ",\"pack\":\"p\",\"questions\":[]}",
            "1:45: \"pack\" must be an object, this is a text | ");
    static const char *const seeds[] = {"-1",   "1.5",    "\"\"",
                                        "true", "\"1x\"", "\"18446744073709551616\""};
    for (size_t i = 0; i < sizeof seeds / sizeof *seeds; i++) {
        struct buffer text = {0};
        buffer_addf(&text, "{" HEAD ",\"seed\":%s,\"questions\":[]}", seeds[i]);
        refused(buffer_text(&text),
                "1:45: \"seed\" must be a whole number from 0 to 18446744073709551615 | from "
                "9007199254740993 on it stands in quotes");
        buffer_fini(&text);
    }
}

#define Q(id) "{\"id\":\"" id "\",\"stem\":\"S\",\"options\":[\"a\",\"b\"],\"answer\":\"A\"}"

static void test_refused_banks(void)
{
    refused("", "1:1: the file is empty | is it the right one?");
    refused("{" HEAD ",\"questions\":[\n" Q("a") ",\n" Q("b") ",\n" Q("a") "]}",
            "4:7: the question id \"a\" is used twice, first in line 2 | give one of them another "
            "id");
    refused("{" HEAD ",\"questions\":[\n" Q("a") "\n" Q("b") "]}",
            "3:1: a comma or \"]\" should stand here | is the comma after the value before it "
            "missing?");
    refused("{" HEAD ",\"questions\":[\n\"a\",7]}",
            "2:1: a question must be an object, this is a text | \n"
            "2:5: a question must be an object, this is a number | ");
}

static void test_refused_papers(void)
{
#define PAPERS(papers) "{" HEAD ",\"questions\":[" Q("a") "," Q("b") "],\n\"papers\":[" papers "]}"
    refused(PAPERS("{\"form\":\"1\",\"questions\":[{\"id\":\"c\"}]}"),
            "2:42: the bank has no question \"c\" | a paper names questions of its bank by their "
            "ids");
    refused(PAPERS("{\"form\":\"1\",\"questions\":[{\"id\":\"a\"},{\"id\":\"a\"}]}"),
            "2:53: the paper has question \"a\" twice | take one of the two out");
    refused(PAPERS("{\"form\":\"1\",\"questions\":[{\"id\":\"a\",\"options\":[\"A\",\"A\"]}]}"),
            "2:56: these are not the options of question \"a\", each of them once | list the ids "
            "of its options in the order printed, or leave the list out");
    refused(PAPERS("{\"form\":\"1\",\"questions\":[{\"id\":\"a\",\"options\":[\"B\"]}]}"),
            "2:56: these are not the options of question \"a\", each of them once | list the ids "
            "of its options in the order printed, or leave the list out");
    refused(PAPERS("{\"form\":\"1\",\"questions\":[]},{\"form\":\"1\",\"questions\":[]}"),
            "2:47: the form id \"1\" is used twice, first in line 2 | give one of them another id");
    refused(PAPERS("{\"student\":\"x\"}"),
            "2:11: \"form\" is missing | the object that begins here needs it\n"
            "2:11: \"questions\" is missing | the object that begins here needs it");
    refused("{" HEAD ",\"questions\":[],\"papers\":1}",
            "1:62: \"papers\" must be a list | put it between [ and ]");
}

static void test_refused_lines(void)
{
    const char *head = "{" HEAD "}\n";
    struct buffer text = {0};
    refused(Q("a") "\n" Q("b") "\n",
            "1:1: the first line is a question, not the head of the bank | put "
            "{\"format\":\"amiquiz-bank\",\"version\":1} before it");
    buffer_addf(&text, "%s\n  \n%s\n%s", head, Q("a"), Q("a"));
    refused(buffer_text(&text),
            "5:7: the question id \"a\" is used twice, first in line 4 | give one of them another "
            "id");
    buffer_clear(&text);
    buffer_addf(&text, "%s%s\n{\"stem\":\n%s", head, Q("a"), "[]");
    refused(buffer_text(&text),
            "3:9: the text ends where a value should stand | is the file whole?\n"
            "4:1: a question must be an object, this is a list | ");
    buffer_clear(&text);
    buffer_addf(&text, "%s%s\n{\"paper\":%s}\n%s\n", head, Q("a"),
                "{\"form\":\"1\",\"questions\":[]}", Q("b"));
    refused(buffer_text(&text),
            "4:1: a question stands behind a paper | put all questions before the first paper");
    buffer_fini(&text);
    done();
}

/* ---- Knocked about --------------------------------------------------------------------------- */

/* Bytes changed by chance: no crash, and what is refused is refused with a message. */
static void test_knocked_about(void)
{
    struct bank small = {0};
    struct buffer out = {0};
    struct rng rng;
    static const char odd[] = "\"\\{}[],:01e-\x80\xc3 \n\x00t";
    small_bank(&small);
    rng_seed(&rng, 5);
    for (int lines = 0; lines < 2; lines++) {
        const struct format *format = lines != 0 ? &format_ndjson : &format_json;
        buffer_clear(&out);
        write_whole_bank(&small, format, false, &out);
        for (int i = 0; i < 4000; i++) {
            const size_t at = rng_below(&rng, out.length);
            const char kept = out.bytes[at];
            out.bytes[at] = odd[rng_below(&rng, sizeof odd - 1)];
            (void)load(format, "b", out.bytes, i % 4 == 0 ? at : out.length);
            out.bytes[at] = kept;
        }
        CHECK(load(format, "b", out.bytes, out.length));
    }
    buffer_fini(&out);
    bank_fini(&small);
    done();
}

int main(void)
{
    RUN(test_written_as_it_is_promised);
    RUN(test_written_without_its_key);
    RUN(test_read_back_equal);
    RUN(test_either_is_read_as_the_other);
    RUN(test_format_by_name_and_look);
    RUN(test_written_by_hand);
    RUN(test_made_ids);
    RUN(test_the_key_said_twice);
    RUN(test_seeds);
    RUN(test_refused_keys);
    RUN(test_refused_options);
    RUN(test_refused_members);
    RUN(test_refused_heads);
    RUN(test_refused_banks);
    RUN(test_refused_papers);
    RUN(test_refused_lines);
    RUN(test_knocked_about);
    (void)load_question("");
    done();
    return check_end();
}
