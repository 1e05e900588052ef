/* A bank as CSV: exact bytes, the guard against formulas, every message, and the round trip. */
#include "questions/bank/formats.h"

#include "questions/text/file_kind.h"
#include "tests/unit/bank_samples.h"
#include "tests/unit/check.h"

static struct bank bank;
static struct buffer messages;

static bool read_text(const char *text)
{
    struct diags diags = {0};
    bank_fini(&bank);
    buffer_clear(&messages);
    const bool good = read_bank(&bank, &format_csv, text, strlen(text), &diags);
    add_messages(&messages, &diags);
    diags_fini(&diags);
    return good;
}

#define HEADER                                                                                     \
    "id,kind,decision,goal,stem,select,answer,points,difficulty,explanation,tags,facts,rule,"      \
    "source,option_a,feedback_a,option_b,feedback_b"

static void test_exact(void)
{
    struct bank sample = {0};
    struct buffer out = {0};
    REQUIRE(sample_bank(&sample));
    write_bank(&out, &format_csv, &sample, NULL);
    CHECK_STR(
        buffer_text(&out), HEADER
        ",option_c,feedback_c,option_d,feedback_d,option_e,feedback_e\n"
        "path-3f9a2c81,path,path,,\"Account 111122223333 shared an AMI with you. It carries a "
        "billing product code.\n\nWhat is the most direct way to an AMI of your own?\",1,C,1,0.4,"
        "With a product code only launching is left.,ami;product code,"
        "\"owned=no,shared=yes,product_code=yes\",billing-code,R23;R24,Copy the image,A product "
        "code forbids the copy.,Copy its snapshot and register it,You may not read its snapshots.,"
        "Launch it and make an image of the instance,\"Yes: an instance is yours, and so is its "
        "image.\",It is not possible,,,\n"
        "statement-00aa11bb,statement,,,Whoever copies an AMI owns the copy.,1,A,1,,\"Sharing "
        "changes no owner, copying makes a new one.\",,,,,True,Right: a copy belongs to who made "
        "it.,False,Think of who pays for its storage.,,,,,,\n"
        "statement-00aa11bc,,,,Sharing an AMI makes you its owner.,1,B,1,,,,,,,True,,False,,,,,,,\n"
        "grant-77aa01ff,grant,,,What must the owner grant so that you can copy it? Choose two.,2,"
        "BD,2,,Snapshot and key: the rest is yours already.,,,,,Launch permission,,Read on every "
        "snapshot,,A new key pair,Nobody needs your key pair.,Use of the key,,A quota for images,\n");
    buffer_fini(&out);
    bank_fini(&sample);
}

static void test_no_key(void)
{
    struct bank sample = {0};
    struct buffer out = {0};
    const struct write_options options = {.no_key = true};
    REQUIRE(sample_bank(&sample));
    sample.item_count = 1;
    write_bank(&out, &format_csv, &sample, &options);
    CHECK_STR(buffer_text(&out),
              HEADER ",option_c,feedback_c,option_d,feedback_d\n"
                     "path-3f9a2c81,path,path,,\"Account 111122223333 shared an AMI with you. It "
                     "carries a billing product code.\n\nWhat is the most direct way to an AMI of "
                     "your own?\",1,,1,0.4,,,,,,Copy the image,,Copy its snapshot and register it,,"
                     "Launch it and make an image of the instance,,It is not possible,\n");
    buffer_fini(&out);
    bank_fini(&sample);
}

static void test_empty_bank(void)
{
    struct bank none = {0};
    struct buffer out = {0};
    write_bank(&out, &format_csv, &none, NULL);
    CHECK_STR(buffer_text(&out), "id,kind,decision,goal,stem,select,answer,points,difficulty,"
                                 "explanation,tags,facts,rule,source\n");
    buffer_fini(&out);
}

/* The guard, its undoing, and a text that looks as if it had one. */
static void test_guard(void)
{
    struct bank one = {0};
    struct buffer out = {0};
    struct diags diags = {0};
    const struct write_options raw = {.csv_raw = true};
    const char *const texts[] = {"=1", "'=1", "''=1", "-5", "'-5", "'x", "@a", NULL};
    REQUIRE(add_question(&one, "i", "+x", texts, 0) != NULL);
    write_bank(&out, &format_csv, &one, NULL);
    CHECK(strstr(buffer_text(&out),
                 "\ni,,,,'+x,1,A,1,,,,,,,'=1,,''=1,,'''=1,,-5,,'-5,,'x,,'@a,\n") != NULL);
    CHECK(read_bank(&bank, &format_csv, buffer_text(&out), out.length, &diags));
    check_items(&bank, &one);
    bank_fini(&bank);
    buffer_clear(&out);
    write_bank(&out, &format_csv, &one, &raw);
    CHECK(strstr(buffer_text(&out), "\ni,,,,+x,1,A,1,,,,,,,=1,,'=1,,''=1,,-5,,'-5,,'x,,@a,\n") !=
          NULL);
    buffer_fini(&out);
    diags_fini(&diags);
    bank_fini(&one);
}

/* What somebody chose: the last column, where it is known of any question and the key may be told. */
static void test_chosen(void)
{
    struct bank two = {0};
    struct buffer out = {0};
    struct diags diags = {0};
    const struct write_options raw = {.csv_raw = true}, no_key = {.no_key = true};
    const char *const many[] = {"a", "b", "c", NULL}, *const few[] = {"a", "b", NULL};
    REQUIRE(add_question(&two, "i", "s", few, 0) != NULL &&
            add_question(&two, "k", "t", many, 0) != NULL &&
            add_question(&two, "l", "u", few, 0) != NULL);
    two.items[0].chosen = "You chose B.";
    two.items[2].chosen = "=You took, \"that\"";
    write_bank(&out, &format_csv, &two, NULL);
    CHECK_STR(buffer_text(&out),
              HEADER ",option_c,feedback_c,chosen\n"
                     "i,,,,s,1,A,1,,,,,,,a,,b,,,,You chose B.\n"
                     "k,,,,t,1,A,1,,,,,,,a,,b,,c,,\n"
                     "l,,,,u,1,A,1,,,,,,,a,,b,,,,\"'=You took, \"\"that\"\"\"\n");
    CHECK(read_bank(&bank, &format_csv, buffer_text(&out), out.length, &diags));
    CHECK_INT(diags.count, 0);
    CHECK_INT(bank.item_count, 3);
    CHECK(bank.items[0].chosen == NULL);
    bank_fini(&bank);
    buffer_clear(&out);
    write_bank(&out, &format_csv, &two, &raw);
    CHECK(strstr(buffer_text(&out), "a,,b,,,,\"=You took, \"\"that\"\"\"\n") != NULL);
    buffer_clear(&out);
    write_bank(&out, &format_csv, &two, &no_key);
    CHECK(strstr(buffer_text(&out), "chose") == NULL);
    CHECK(strstr(buffer_text(&out), HEADER ",option_c,feedback_c\ni,") != NULL);
    buffer_fini(&out);
    diags_fini(&diags);
    bank_fini(&two);
}

static void test_losses(void)
{
    struct bank sample = {0};
    struct buffer out = {0};
    REQUIRE(sample_bank(&sample));
    add_losses(&out, &format_csv, &sample);
    CHECK_STR(buffer_text(&out), "");
    REQUIRE(item_add_text(&sample.items[0].tags, &sample.arena, "a;b"));
    sample.items[1].stem = "\x1b";
    sample.items[2].id = "i\x1a"; /* found by the fuzzer */
    sample.items[3].kind = "k\x1a";
    add_losses(&out, &format_csv, &sample);
    CHECK_STR(buffer_text(&out), "path-3f9a2c81: spoiled: characters of a tag or source\n"
                                 "statement-00aa11bb: spoiled: control characters\n"
                                 "i\x1a: spoiled: control characters\n"
                                 "grant-77aa01ff: spoiled: characters of an id\n");
    buffer_fini(&out);
    bank_fini(&sample);
}

/* ---- Reading --------------------------------------------------------------------------------- */

static void test_reading(void)
{
    CHECK(read_text("\xef\xbb\xbf Option_B ;STEM;answer;option_a;option_c;feedback_c;;Points\r\n"
                    "\r\n;;;\r\nb;\"one\r\ntwo\";c, a;a;c;because;;0.5\r\n"));
    CHECK_STR(buffer_text(&messages), "");
    REQUIRE(bank.item_count == 1);
    const struct item *item = &bank.items[0];
    CHECK_STR(item->stem, "one\ntwo");
    REQUIRE(item->option_count == 3);
    CHECK_STR(item->options[1].text, "b");
    CHECK(item->options[0].correct && !item->options[1].correct && item->options[2].correct);
    CHECK_STR(item->options[2].feedback, "because");
    CHECK_INT(item->select, 2);
    CHECK_NEAR(item->points, 0.5, 0);
    CHECK(item->difficulty < 0 && item->kind == NULL && item->explanation == NULL);
    CHECK(strncmp(item->id, "q-", 2) == 0);
}

static void test_lists(void)
{
    CHECK(read_text("stem\tanswer\toption_a\toption_b\ttags\tfacts\tselect\n"
                    "s\tA\ta\tb\t; x ;y y;\t owned=no, shared=yes \t1\n"));
    CHECK_STR(buffer_text(&messages), "");
    REQUIRE(bank.item_count == 1);
    const struct item *item = &bank.items[0];
    REQUIRE(item->tags.count == 2 && item->fact_count == 2);
    CHECK_STR(item->tags.items[0], "x");
    CHECK_STR(item->tags.items[1], "y y");
    CHECK_STR(item->facts[0].id, "owned");
    CHECK_STR(item->facts[1].id, "shared");
    CHECK(!item->facts[0].value && item->facts[1].value);
}

#define REFUSES(text, want)                                                                        \
    do {                                                                                           \
        CHECK(!read_text(text));                                                                   \
        CHECK_STR(buffer_text(&messages), want);                                                   \
    } while (0)

#define SHORT "stem,answer,option_a,option_b,option_c,points,facts,select,feedback_b\n"

static void test_header_messages(void)
{
    REFUSES("", "t:1:1: error: there is no question in it\n");
    REFUSES("\n\n", "t:1:1: error: there is no question in it\n");
    REFUSES("stem,answer\n", "t:1:1: error: there is no column \"option_a\" (the first line names "
                             "the columns)\n"
                             "t:1:1: error: there is no column \"option_b\" (the first line names "
                             "the columns)\n");
    REFUSES("stem,answer,option_a,option_b,Stem\n", "t:1:31: error: two columns have this name\n");
    REFUSES("\"stem\",answer,option_a,option_b,\"a \"\",\"\" b\",anwser\n",
            "t:1:33: warning: the column \"a \",\" b\" is passed over\n"
            "t:1:45: warning: the column \"anwser\" is passed over (did you mean \"answer\"?)\n"
            "t:1:1: error: there is no question in it\n");
}

static void test_row_messages(void)
{
    REFUSES(SHORT ",A,a,b\n", "t:2:1: error: a question without a text\n");
    REFUSES(SHORT "s,D,a,b,c\n", "t:2:3: error: this names no option, or one twice (the letters of "
                                 "all right options, such as C or AC)\n");
    REFUSES(SHORT "s,AA,a,b\n", "t:2:3: error: this names no option, or one twice (the letters of "
                                "all right options, such as C or AC)\n");
    REFUSES(SHORT "s,,a,b\n", "t:2:3: error: no option of this question is right\n");
    REFUSES(SHORT "s,A,a,,c\n", "t:2:8: error: an option behind one that is empty\n");
    REFUSES(SHORT "s,A,a,,,,,,f\n", "t:2:12: error: feedback for an option that is empty\n");
    REFUSES(SHORT "s,A,a\n", "t:2:1: error: a question has at least two options\n");
    REFUSES(SHORT "s,A,a,b,,x\n",
            "t:2:10: error: this is no number that fits (points goes from 0 to 1e+06)\n");
    REFUSES(SHORT "s,A,a,b,,-1\n",
            "t:2:10: error: this is no number that fits (points goes from 0 to 1e+06)\n");
    REFUSES(SHORT "s,A,a,b,,,owned\n",
            "t:2:11: error: these are no facts (they are written like owned=no,shared=yes)\n");
    REFUSES(SHORT "s,A,a,b,,,\"owned=no,owned=yes\"\n",
            "t:2:11: error: a fact stands here twice (leave \"owned\" once)\n");
    REFUSES(SHORT "s,A,a,b,,,,3\n", "t:2:12: error: so many options cannot be chosen\n");
    REFUSES(SHORT "s,A,a,b,,,,1.5\n", "t:2:12: error: so many options cannot be chosen\n");
    REFUSES(SHORT "s,A,a,b,,,,,,x\n", "t:2:14: error: more cells than the first line has\n");
}

static void test_file_messages(void)
{
    REFUSES(SHORT "s,A,a,b\n\"s\",A,a,\"b\n", "t:3:1: error: a quote is never closed\n");
    REFUSES(SHORT "s,A,a,b\n\"s\ns\"x,A,a,b\n",
            "t:3:1: error: there is text after a closing quote\n");
    REFUSES("id,stem,answer,option_a,option_b\nx,\"s\n\",A,a,b\n\nx,t,A,a,b\n",
            "t:5:1: error: two questions have the id \"x\" (give each its own)\n"
            "t:2:1: note: the first one is here\n");
    REFUSES(SHORT "\xff", "t:2:1: error: byte 0xff is no text in UTF-8 (" FILE_KIND_TO_UTF8 ")\n");
}

/* ---- Round trips ----------------------------------------------------------------------------- */

/* A tag is on one line, trimmed, and has no semicolon. */
static const char *change(struct arena *arena, const char *text, const struct item *item,
                          int option)
{
    (void)item;
    if (option != -2) {
        return text;
    }
    struct buffer tag = carried_text(text, true, true);
    for (size_t i = 0; i < tag.length; i++) {
        tag.bytes[i] = tag.bytes[i] == ';' ? ',' : tag.bytes[i];
    }
    const char *kept = arena_copy(arena, buffer_text(&tag), tag.length);
    buffer_fini(&tag);
    return kept;
}

static void round_trip(const struct bank *given)
{
    static const struct carrying carrying = {
        .ids = true, .tags = true, .points = true, .notes = true, .pack = true, .change = change};
    struct bank want = {0};
    struct bank got = {0};
    struct buffer out = {0};
    struct diags diags = {0};
    carried_bank(&want, given, &carrying);
    write_bank(&out, &format_csv, given, NULL);
    CHECK(read_bank(&got, &format_csv, buffer_text(&out), out.length, &diags));
    check_items(&got, &want);
    CHECK_INT(diags.count, 0);
    diags_fini(&diags);
    buffer_fini(&out);
    bank_fini(&got);
    bank_fini(&want);
}

static void test_round_trip(void)
{
    struct bank given = {0};
    REQUIRE(sample_bank(&given));
    round_trip(&given);
    bank_fini(&given);
}

static void test_hostile_round_trip(void)
{
    struct bank given = {0};
    REQUIRE(hostile_bank(&given));
    round_trip(&given);
    bank_fini(&given);
}

int main(void)
{
    RUN(test_exact);
    RUN(test_no_key);
    RUN(test_empty_bank);
    RUN(test_guard);
    RUN(test_chosen);
    RUN(test_losses);
    RUN(test_reading);
    RUN(test_lists);
    RUN(test_header_messages);
    RUN(test_row_messages);
    RUN(test_file_messages);
    RUN(test_round_trip);
    RUN(test_hostile_round_trip);
    bank_fini(&bank);
    buffer_fini(&messages);
    return check_end();
}
