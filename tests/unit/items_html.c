/* See the header. */
#include "tests/unit/items_html.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "questions/bank/formats.h"
#include "questions/item/feedback.h"
#include "questions/item/scenario.h"
#include "questions/text/buffer.h"
#include "tests/unit/check.h"

#define DIGEST "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

/* Options with text and feedback, in pairs; bit i of key: option i is right. */
static void fill_options(struct bank *bank, struct item *item, const char *const texts[][2],
                         size_t count, unsigned key)
{
    REQUIRE(item_options(item, &bank->arena, count));
    for (size_t i = 0; i < count; i++) {
        item->options[i].text = texts[i][0];
        item->options[i].feedback = texts[i][1];
        item->options[i].correct = (key >> i & 1) != 0;
    }
}

/* A paper with every question, its options as they are. */
static void add_paper(struct bank *bank, const char *form, const char *student)
{
    bank->papers = arena_alloc(&bank->arena, 1, sizeof *bank->papers);
    REQUIRE(bank->papers != NULL);
    bank->paper_count = 1;
    bank->papers[0] = (struct paper){.form = form, .student = student};
    bank->papers[0].question_count = bank->item_count;
    bank->head.item_count = bank->item_count;
}

void items_small(struct bank *bank)
{
    static const struct source sources[] = {
        {"S1", "The guide, \"Doors\"", "https://example.org/doors?a=1&b=2", "2018-02-02", NULL},
        {"S2", "A word in the hall", NULL, NULL, NULL}};
    static const char *const first[][2] = {{"Push", "It opens inwards.\n\nTry it."},
                                           {"Pull < 1", "That fits \"doors open outwards\"."}};
    static const char *const second[][2] = {{"Red", NULL}, {"Green", NULL}, {"Blue", ""}};
    bank->head = (struct bank_head){.title = "Doors & colours",
                                    .pack_id = "doors",
                                    .pack_sha256 = DIGEST,
                                    .generator = "amiquiz 1.0",
                                    .seeded = true,
                                    .seed = 7,
                                    .sources = sources,
                                    .source_count = 2};
    struct item *item = bank_add(bank);
    REQUIRE(item != NULL);
    item->id = "open-1";
    item->stem = "You stand before a door.\nIt is shut.\n\nHow do you open it?";
    item->explanation = "The door opens inwards.";
    item->rule = "inwards";
    item->points = 2.5;
    fill_options(bank, item, first, 2, 1);
    REQUIRE(item_add_text(&item->source, &bank->arena, "S1"));
    REQUIRE(item_add_text(&item->source, &bank->arena, "S2"));
    REQUIRE(item_add_text(&item->source, &bank->arena, "S3"));
    item = bank_add(bank);
    REQUIRE(item != NULL);
    item->stem = "Which ones?";
    item->select = 2;
    fill_options(bank, item, second, 3, 5);
    add_paper(bank, "031", "s20231187");
}

/* ---- Hostile ------------------------------------------------------------------------------- */

/* A text of the bank's that holds everything, and the name of the place where it stands. */
static const char *hostile(struct bank *bank, const char *place)
{
    static const char poison[] =
        "<script>alert(1)</script><img src=x onerror=alert(1)>\"' onfocus='x' autofocus=\"x\" "
        "&amp; &lt; &#60; & ]]> --> <!-- </style></title></textarea> {\"Effect\":\"Allow\"} %50% "
        "-> = ~ # \\ javascript:x\ttab  two  \x1b[31mred\x07 \x7f \xc2\x9b "
        "\xe2\x80\xae"
        "esrever\xe2\x80\xac \xe2\x80\x8f \xd9\x85\xd8\xb1\xd8\xad\xd8\xa8\xd8\xa7 "
        "\xef\xbf\xbe \xff\xc3 \xf0\x9f\x90\xb4 \xef\xbb\xbf\xe2\x80\xa8 $(x) `x`\n"
        "second line\r\nthird\rfourth\n\nparagraph\n\n\nlast ";
    const size_t size = strlen(place) + strlen(poison) + 2;
    char *text = arena_alloc(&bank->arena, size, 1);
    if (text == NULL) {
        check_fail(__FILE__, __LINE__, "memory for a text");
        return "";
    }
    (void)snprintf(text, size, "%s %s", place, poison);
    return text;
}

static void hostile_item(struct bank *bank, size_t options, size_t select)
{
    struct item *item = bank_add(bank);
    REQUIRE(item != NULL);
    item->id = hostile(bank, "id");
    item->stem = hostile(bank, "stem");
    item->explanation = hostile(bank, "explanation");
    item->rule = hostile(bank, "rule");
    item->select = select;
    REQUIRE(item_options(item, &bank->arena, options));
    for (size_t i = 0; i < options; i++) {
        item->options[i].id = hostile(bank, "option-id");
        item->options[i].text = hostile(bank, "option");
        item->options[i].feedback = hostile(bank, "feedback");
        item->options[i].correct = i < select;
    }
    REQUIRE(item_add_text(&item->source, &bank->arena, "S1"));
    REQUIRE(item_add_text(&item->source, &bank->arena, "javascript:alert(1)"));
    REQUIRE(item_add_text(&item->source, &bank->arena, hostile(bank, "source")));
    REQUIRE(item_add_text(&item->source, &bank->arena, hostile(bank, "https://example.org/")));
}

void items_hostile(struct bank *bank)
{
    struct source *source = arena_alloc(&bank->arena, 1, sizeof *source);
    REQUIRE(source != NULL);
    *source = (struct source){"S1", hostile(bank, "source-title"),
                              hostile(bank, "https://example.org/title"),
                              hostile(bank, "source-from"), hostile(bank, "source-until")};
    bank->head = (struct bank_head){.title = hostile(bank, "title"),
                                    .pack_id = hostile(bank, "pack"),
                                    .pack_sha256 = "<b>'\"&",
                                    .generator = hostile(bank, "generator"),
                                    .sources = source,
                                    .source_count = 1};
    hostile_item(bank, 1, 1);
    hostile_item(bank, ITEM_OPTIONS_MAX, 3);
    add_paper(bank, hostile(bank, "form"), hostile(bank, "student"));
}

/* ---- Real ---------------------------------------------------------------------------------- */

/* What a function of feedback.h adds, as a text of the bank's. */
static const char *kept(struct bank *bank, struct buffer *text)
{
    const char *copy = arena_copy(&bank->arena, buffer_text(text), text->length);
    buffer_clear(text);
    return copy != NULL ? copy : "";
}

static void say_option(const struct question *q, size_t option, struct buffer *out)
{
    if ((q->key >> option & 1) != 0) {
        feedback_why(q, out);
        return;
    }
    if (feedback_belief(q, option, "This answer", NULL, out)) {
        buffer_add_char(out, ' ');
    }
    feedback_option(q, option, out);
    const size_t before = out->length;
    buffer_add_text(out, " It would be ");
    if (!feedback_change(q, option, out)) {
        out->length = before;
    }
}

static void item_of_question(struct bank *bank, const struct question *q)
{
    struct buffer text = {0};
    struct item *item = bank_add(bank);
    REQUIRE(item != NULL);
    buffer_addf(&text, "%s%s%s", q->story, q->story[0] != '\0' ? "\n\n" : "", q->ask);
    item->stem = kept(bank, &text);
    item->id = arena_copy(&bank->arena, q->id, strlen(q->id));
    item->rule = question_rule(q);
    item->select = q->select;
    item->source = *feedback_sources(q);
    feedback_why(q, &text);
    const size_t before = text.length;
    buffer_addf(&text, "\n\n%s: ", q->subject->pack->sibling_label);
    if (!feedback_sibling(q, &text)) {
        text.length = before;
    }
    item->explanation = kept(bank, &text);
    REQUIRE(item_options(item, &bank->arena, q->option_count));
    for (size_t i = 0; i < q->option_count; i++) {
        item->options[i].text =
            arena_copy(&bank->arena, q->options[i].text, strlen(q->options[i].text));
        item->options[i].correct = (q->key >> i & 1) != 0;
        say_option(q, i, &text);
        item->options[i].feedback = kept(bank, &text);
    }
    buffer_fini(&text);
}

/* Ask a decision about a case, told in one of the ways that there are for it. */
static void add_decision(struct bank *bank, const struct subject *subject, size_t decision,
                         uint32_t whole)
{
    size_t tellings[64];
    size_t outcomes[QUESTION_OPTIONS];
    REQUIRE(subject->pack->telling_count < sizeof tellings / sizeof tellings[0]);
    const size_t usable = scenario_tellings(subject, decision, whole, tellings);
    const size_t count = question_choose(subject, decision, whole, NULL, outcomes);
    const size_t turn = bank->item_count % count; /* so that the key's place varies */
    size_t turned[QUESTION_OPTIONS];
    for (size_t i = 0; i < count; i++) {
        turned[i] = outcomes[(i + turn) % count];
    }
    struct question *q = question_decision(subject, decision, whole,
                                           tellings[bank->item_count % usable], 7, turned, count);
    REQUIRE(q != NULL);
    item_of_question(bank, q);
    question_free(q);
}

/* The last case that a row decides: of all that could be, it tends to have the longest story. */
static bool case_of_row(const struct subject *subject, size_t decision, size_t row, uint32_t *whole)
{
    bool any = false;
    for (uint32_t c = 0; c >> subject->pack->fact_count == 0; c++) {
        if (subject_askable(subject, decision, c) &&
            table_row(subject->truth[decision], c) == row) {
            any = true;
            *whole = c;
        }
    }
    return any;
}

static void add_by_hand(struct bank *bank)
{
    static const char *const options[][2] = {
        {"ec2:RunInstances", "The first statement allows it on every resource."},
        {"ec2:CopyImage", "No statement allows it."},
        {"kms:CreateGrant",
         "The second statement allows it on "
         "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab."},
        {"ec2:ModifyImageAttribute", NULL},
        {"ec2:DeregisterImage", NULL}};
    struct item *item = bank_add(bank);
    REQUIRE(item != NULL);
    item->stem =
        "This policy is all that a role is given:\n\n"
        "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n"
        "    { \"Effect\": \"Allow\", \"Action\": \"ec2:RunInstances\", \"Resource\": \"*\" },\n"
        "    { \"Effect\": \"Allow\", \"Action\": \"kms:CreateGrant\",\n"
        "      \"Resource\": "
        "\"arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab\" }\n"
        "  ]\n}\n\nWhich two actions may the role call?";
    item->explanation = "Whatever no statement allows is denied.";
    item->select = 2;
    item->points = 2;
    fill_options(bank, item, options, 5, 5);
}

void items_real(struct bank *bank, const struct subject *subject)
{
    const struct pack *pack = subject->pack;
    for (size_t r = 0; bank->item_count < 10; r++) {
        for (size_t d = 0; d < pack->decision_count && bank->item_count < 10; d++) {
            uint32_t whole;
            if (r < pack->decisions[d].rule_count && case_of_row(subject, d, r, &whole)) {
                add_decision(bank, subject, d, whole);
            }
        }
    }
    struct question *q = question_statement(subject, 0, 7);
    REQUIRE(q != NULL);
    item_of_question(bank, q);
    question_free(q);
    add_by_hand(bank);
    char digest[SHA256_HEX_SIZE];
    subject_digest(subject, digest);
    bank->head = (struct bank_head){.title = pack->title,
                                    .pack_id = pack->id,
                                    .pack_sha256 = arena_copy(&bank->arena, digest, strlen(digest)),
                                    .generator = "amiquiz 1.0",
                                    .seeded = true,
                                    .seed = 7,
                                    .sources = pack->sources,
                                    .source_count = pack->source_count};
    add_paper(bank, "031", "s20231187");
}

/* ---- Pages --------------------------------------------------------------------------------- */

bool items_page(const struct bank *bank, bool no_key, const struct paper *paper, struct buffer *out)
{
    const struct write_options options = {.no_key = no_key, .paper = paper};
    struct writing w = {.out = out, .head = &bank->head, .options = &options};
    bool fine = format_html.begin(&w);
    for (size_t i = 0; fine && i < bank->item_count; i++) {
        w.number = i + 1;
        fine = format_html.item(&w, &bank->items[i]);
    }
    return format_html.end(&w) && fine;
}
