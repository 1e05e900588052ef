/* See the header. */
#include "tests/unit/bank_samples.h"

#include <stdlib.h>
#include <string.h>

#include "engine/utf8.h"
#include "questions/text/json_out.h"
#include "tests/unit/check.h"

const char *const hostile_texts[] = {
    "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"ec2:*\"}]}",
    "[[\"a\", \"b\"], [1, 2]] and [[1]]",
    "%50% of the key, %-100% too",
    "copy -> register -> launch",
    "-> at the start",
    "]]> <![CDATA[ x ]]>",
    "He said \"yes\" & 'no' <b>bold</b> &amp; <i-0abc> <AccountId>",
    "\ttab at the start, a\ttab within, one at the end\t",
    "emoji \xf0\x9f\x9a\x80, Arabic \xd8\xa7\xd9\x84\xd8\xb9, marks \xe2\x80\x8f\xe2\x80\xae here",
    "escape \x1b[31mred\x1b[0m bell \x07 back \x08 del \x7f c1 \xc2\x9b",
    "not UTF-8: \xff\xfe and \xc3( and a cut one \xe2\x82",
    "C:\\new\\folder \\n \\\\ \\{ \\: \\",
    "first line\nsecond line\n\nafter an empty line\n// looks like a comment",
    "windows\r\nline\r\nends and a lone\rone",
    "// a comment, or is it?",
    "::a name::and what follows",
    "$CATEGORY: elsewhere",
    "= equals, ~ tilde, # number, ####general, {braces}, : colon",
    "&&058; and &&092; and && alone",
    "[html]<p>x</p>",
    "[plain]text",
    "[moodle] x",
    "T",
    "TRUE",
    "False",
    "A. Copy it",
    "B) Copy it",
    "ANSWER: B",
    "x",
    "0",
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1:A9)",
    "'=1",
    "''=1",
    "'quoted'",
    "-1.5e3",
    "a,b;c\td\"e\"",
    "#separator:comma",
    "tags: a b",
    "{{c1::gap}} [sound:x.mp3] [latex]x[/latex] \\(x^2\\) \\[y\\] $z$",
    "* star\n+ plus\n- minus\n# heading\n1. one\n23) two\n> quote\n=====\n-----\n```\ncode\n```",
    "![image](http://example.org/x.png) [link](http://example.org) <http://example.org> "
    "http://example.org www.example.org me@example.org [ref]: x",
    "    four spaces\n        eight",
    "!picture.png! [_italic_] [*bold*] [|code|] [==title==] [verbatim]x[/verbatim] [[\\input{x}]]",
    "Title: mine\nCode: 8\nIncludeFile: /etc/passwd\nunknown: x",
    "\xc2\xa0# no-break space first\n\xc2\xa0# and again\n\xe2\x80\x83* wide",
    "line\xe2\x80\xa8separator \xe2\x80\xa9paragraph \xc2\x85nel",
    "arn:aws:kms:eu-west-1:111122223333:key/1234",
    "trailing spaces   ",
    "`code` ``more`` ~~struck~~ _a_ __b__ *c* **d** | a | b |",
    "\xef\xbb\xbf starts with a byte order mark",
    "line one\n \n \nline four",
    "\\",
    "$x$ %TEMP% ~ ^ _ & #1",
    NULL};

/* ---- Items ----------------------------------------------------------------------------------- */

static const char *numbered(struct bank *bank, const char *name, size_t number)
{
    char text[64];
    (void)snprintf(text, sizeof text, "%s-%03zu", name, number);
    return arena_copy(&bank->arena, text, strlen(text));
}

struct item *add_question(struct bank *bank, const char *id, const char *stem,
                          const char *const texts[], size_t right)
{
    size_t count = 0;
    while (texts[count] != NULL) {
        count++;
    }
    struct item *item = bank_add(bank);
    if (item == NULL || !item_options(item, &bank->arena, count)) {
        check_fail(__FILE__, __LINE__, "memory ran out");
        return NULL;
    }
    item->id = id;
    item->stem = stem;
    for (size_t i = 0; i < count; i++) {
        item->options[i].text = texts[i];
        item->options[i].correct = i == right;
    }
    return item;
}

static const char *const four[] = {"Copy the image", "Copy its snapshot and register it",
                                   "Launch it and make an image of the instance",
                                   "It is not possible", NULL};
static const char *const true_false[] = {"True", "False", NULL};
static const char *const grants[] = {"Launch permission",  "Read on every snapshot",
                                     "A new key pair",     "Use of the key",
                                     "A quota for images", NULL};

static struct item *add_decision(struct bank *bank)
{
    struct item *item = add_question(
        bank, "path-3f9a2c81",
        "Account 111122223333 shared an AMI with you. It carries a billing product code.\n\nWhat is "
        "the most direct way to an AMI of your own?",
        four, 2);
    if (item != NULL) {
        item->kind = "path";
        item->decision = "path";
        item->facts = arena_alloc(&bank->arena, 3, sizeof *item->facts);
        item->fact_count = item->facts != NULL ? 3 : 0;
        if (item->fact_count > 0) {
            item->facts[0] = (struct item_fact){"owned", false};
            item->facts[1] = (struct item_fact){"shared", true};
            item->facts[2] = (struct item_fact){"product_code", true};
        }
        item->options[0].feedback = "A product code forbids the copy.";
        item->options[1].feedback = "You may not read its snapshots.";
        item->options[2].feedback = "Yes: an instance is yours, and so is its image.";
        item->explanation = "With a product code only launching is left.";
        item->rule = "billing-code";
        item->difficulty = 0.4;
        (void)item_add_text(&item->source, &bank->arena, "R23");
        (void)item_add_text(&item->source, &bank->arena, "R24");
        (void)item_add_text(&item->tags, &bank->arena, "ami");
        (void)item_add_text(&item->tags, &bank->arena, "product code");
    }
    return item;
}

bool sample_bank(struct bank *bank)
{
    bank->head.title = "Sharing AMIs";
    bank->head.pack_id = "ami-lecture";
    struct item *first = add_decision(bank);
    struct item *truth = add_question(bank, "statement-00aa11bb",
                                      "Whoever copies an AMI owns the copy.", true_false, 0);
    if (truth != NULL) {
        truth->kind = "statement";
        truth->options[0].feedback = "Right: a copy belongs to who made it.";
        truth->options[1].feedback = "Think of who pays for its storage.";
        truth->explanation = "Sharing changes no owner, copying makes a new one.";
    }
    struct item *lie = add_question(bank, "statement-00aa11bc",
                                    "Sharing an AMI makes you its owner.", true_false, 1);
    struct item *two =
        add_question(bank, "grant-77aa01ff",
                     "What must the owner grant so that you can copy it? Choose two.", grants, 1);
    if (two != NULL) {
        two->kind = "grant";
        two->options[3].correct = true;
        two->select = 2;
        two->points = 2;
        two->options[2].feedback = "Nobody needs your key pair.";
        two->explanation = "Snapshot and key: the rest is yours already.";
    }
    return first != NULL && truth != NULL && lie != NULL && two != NULL;
}

/* Every text in every place of one question; which option is right changes. */
static bool add_hostile(struct bank *bank, size_t number)
{
    const char *text = hostile_texts[number];
    const char *const texts[] = {text, "plain", number % 2 == 0 ? text : "third", "fourth", NULL};
    struct item *item =
        add_question(bank, numbered(bank, "hostile", number), text, texts, number % 4);
    if (item == NULL) {
        return false;
    }
    item->options[0].feedback = text;
    item->options[3].feedback = text;
    item->explanation = text;
    return item_add_text(&item->tags, &bank->arena, text);
}

/* From 2 to 26 options, and as many right ones as fit. */
static bool add_many(struct bank *bank, size_t options)
{
    const char *texts[ITEM_OPTIONS_MAX + 1] = {NULL};
    for (size_t i = 0; i < options; i++) {
        texts[i] = numbered(bank, "option", i);
    }
    struct item *item =
        add_question(bank, numbered(bank, "many", options), "Choose half of them.", texts, 0);
    for (size_t i = 0; item != NULL && i < options / 2; i++) {
        item->options[2 * i].correct = true;
    }
    if (item != NULL) {
        item->select = item_right_count(item);
    }
    return item != NULL;
}

bool hostile_bank(struct bank *bank)
{
    bool good = true;
    bank->head.title = "Hostile / \\: {texts}\n\x1b[31m";
    for (size_t i = 0; good && hostile_texts[i] != NULL; i++) {
        good = add_hostile(bank, i);
    }
    for (size_t i = 2; good && i <= ITEM_OPTIONS_MAX; i++) {
        good = add_many(bank, i);
    }
    return good;
}

/* ---- Writing and reading --------------------------------------------------------------------- */

void write_bank(struct buffer *out, const struct format *format, const struct bank *bank,
                const struct write_options *options)
{
    const struct write_options none = {0};
    struct buffer piece = {0};
    struct writing w = {
        .out = &piece, .head = &bank->head, .options = options != NULL ? options : &none};
    bool good = format->begin == NULL || format->begin(&w);
    for (size_t i = 0; good && i < bank->item_count; i++) {
        w.number = i + 1;
        good = format->item(&w, &bank->items[i]);
        buffer_add(out, buffer_text(&piece), piece.length);
        buffer_clear(&piece); /* as the caller of a format does */
    }
    good = (format->end == NULL || format->end(&w)) && good;
    buffer_add(out, buffer_text(&piece), piece.length);
    buffer_fini(&piece);
    CHECK(good && !out->failed);
}

bool read_bank(struct bank *bank, const struct format *format, const char *text, size_t length,
               struct diags *diags)
{
    /* Without a byte behind it, so that a sanitizer sees who reads too far. */
    char *bytes = malloc(length > 0 ? length : 1);
    if (bytes == NULL) {
        check_fail(__FILE__, __LINE__, "memory ran out");
        return false;
    }
    memcpy(bytes, text, length);
    const struct source_text source = {
        .name = "t", .bytes = bytes, .length = length, .first_line = 1};
    const size_t errors = diags->errors;
    const bool good = format->read(&source, bank, diags);
    CHECK(good == (diags->errors == errors));
    for (size_t i = 0; i < bank->item_count; i++) {
        bank->items[i].place.text = NULL; /* the text goes now */
    }
    free(bytes);
    return good;
}

void add_messages(struct buffer *out, const struct diags *diags)
{
    static const char *const words[] = {"error", "warning", "note"};
    for (size_t i = 0; i < diags->count; i++) {
        const struct diag *d = &diags->items[i];
        buffer_addf(out, "%s:%zu:%zu: %s: %s", d->file != NULL ? d->file : "-", d->line, d->column,
                    words[d->severity], d->text);
        if (d->hint != NULL) {
            buffer_addf(out, " (%s)", d->hint);
        }
        buffer_add_char(out, '\n');
    }
}

void add_losses(struct buffer *out, const struct format *format, const struct bank *bank)
{
    struct losses losses = {0};
    for (size_t i = 0; i < bank->item_count; i++) {
        format->check(&bank->items[i], &losses);
    }
    for (size_t i = 0; i < losses.count; i++) {
        const struct loss *loss = &losses.items[i];
        buffer_addf(out, "%s: %s: %s\n", loss->item != NULL ? loss->item : "-",
                    loss->kind == LOSS_DROPPED ? "dropped" : "spoiled", loss->what);
    }
    CHECK(!losses.failed);
    losses_fini(&losses);
}

/* ---- What is expected ------------------------------------------------------------------------ */

static bool is_white(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* One pass that mends, in memory of its own; then the other passes work on that. */
static void mend(struct buffer *out, const char *text)
{
    const size_t length = strlen(text);
    for (size_t i = 0; i < length;) {
        uint32_t code = 0;
        const size_t size = utf8_decode(text + i, length - i, &code);
        if (text[i] == '\r') {
            buffer_add_char(out, '\n');
            i += text[i + 1] == '\n' ? 2 : 1;
        } else if (size == 0 || (code < 32 && code != 9 && code != 10) ||
                   (code > 126 && code < 160) || code == 0xfffe || code == 0xffff) {
            buffer_add_text(out, "\xef\xbf\xbd");
            i += size == 0 ? 1 : size;
        } else {
            buffer_add(out, text + i, size);
            i += size;
        }
    }
}

struct buffer carried_text(const char *text, bool trim, bool line)
{
    struct buffer mended = {0};
    struct buffer out = {0};
    mend(&mended, text);
    const char *at = buffer_text(&mended);
    size_t length = mended.length;
    while (trim && length > 0 && is_white(at[0])) {
        at++;
        length--;
    }
    while (trim && length > 0 && is_white(at[length - 1])) {
        length--;
    }
    for (size_t i = 0; i < length; i++) {
        size_t stop = i;
        while (stop < length && is_white(at[stop])) {
            stop++;
        }
        if (line && stop > i && memchr(at + i, '\n', stop - i) != NULL) {
            buffer_add_char(&out, ' ');
            i = stop - 1;
        } else {
            buffer_add(&out, at + i, stop > i ? stop - i : 1);
            i = stop > i ? stop - 1 : i;
        }
    }
    buffer_fini(&mended);
    return out;
}

/* A text as it is carried; NULL stays NULL. */
static const char *carry(struct bank *bank, const char *text, const struct item *item, int option,
                         const struct carrying *how)
{
    if (text == NULL) {
        return NULL;
    }
    struct buffer carried = carried_text(text, how->trim, how->line);
    const char *kept = arena_copy(&bank->arena, buffer_text(&carried), carried.length);
    buffer_fini(&carried);
    return kept != NULL && how->change != NULL ? how->change(&bank->arena, kept, item, option)
                                               : kept;
}

static void carry_pack(struct item *to, const struct item *from)
{
    to->kind = from->kind;
    to->decision = from->decision;
    to->goal = from->goal;
    to->rule = from->rule;
    to->source = from->source;
    to->difficulty = from->difficulty;
    to->facts = from->facts;
    to->fact_count = from->fact_count;
}

static void carry_item(struct bank *bank, struct item *to, const struct item *from,
                       const struct carrying *how)
{
    to->id = how->ids ? from->id : NULL;
    to->stem = carry(bank, from->stem, from, -1, how);
    to->select = from->select;
    to->points = how->points ? from->points : 1;
    to->explanation = how->notes ? carry(bank, from->explanation, from, -1, how) : NULL;
    if (how->pack) {
        carry_pack(to, from);
    }
    for (size_t i = 0; how->tags && i < from->tags.count; i++) {
        const char *tag = carry(bank, from->tags.items[i], from, -2, how);
        CHECK(tag == NULL || item_add_text(&to->tags, &bank->arena, tag));
    }
    REQUIRE(item_options(to, &bank->arena, from->option_count));
    for (size_t i = 0; i < from->option_count; i++) {
        const struct item_option *option = &from->options[i];
        to->options[i].correct = option->correct;
        to->options[i].text = carry(bank, option->text, from, (int)i, how);
        to->options[i].feedback = how->notes ? carry(bank, option->feedback, from, -1, how) : NULL;
    }
}

void carried_bank(struct bank *carried, const struct bank *bank, const struct carrying *how)
{
    for (size_t i = 0; i < bank->item_count; i++) {
        struct item *to = bank_add(carried);
        REQUIRE(to != NULL);
        carry_item(carried, to, &bank->items[i], how);
    }
}

void check_items(const struct bank *got, const struct bank *want)
{
    CHECK_INT(got->item_count, want->item_count);
    for (size_t i = 0; i < got->item_count && i < want->item_count; i++) {
        const struct item *a = &got->items[i];
        struct item b = want->items[i];
        b.id = b.id == NULL ? a->id : b.id; /* where none is carried one is made */
        if (item_equal(a, &b)) {
            continue;
        }
        check_fail(__FILE__, __LINE__, "the items differ");
        CHECK_STR(a->id, b.id);
        CHECK_STR(a->stem, b.stem);
        CHECK_STR(a->explanation, b.explanation);
        CHECK_INT(a->select, b.select);
        CHECK_INT(a->option_count, b.option_count);
        CHECK_INT(a->tags.count, b.tags.count);
        for (size_t k = 0; k < a->tags.count && k < b.tags.count; k++) {
            CHECK_STR(a->tags.items[k], b.tags.items[k]);
        }
        for (size_t k = 0; k < a->option_count && k < b.option_count; k++) {
            CHECK_STR(a->options[k].text, b.options[k].text);
            CHECK_STR(a->options[k].feedback, b.options[k].feedback);
            CHECK_INT(a->options[k].correct, b.options[k].correct);
        }
    }
}

static void add_carried(struct json_out *j, const char *key, const char *text)
{
    if (text != NULL) {
        struct buffer carried = carried_text(text, true, false);
        json_member_string(j, key, buffer_text(&carried));
        buffer_fini(&carried);
    }
}

static void add_item(struct json_out *j, const struct item *item)
{
    json_object_begin(j);
    json_member_string(j, "id", item->id);
    add_carried(j, "stem", item->stem);
    json_member_int(j, "select", (int64_t)item->select);
    json_member_number(j, "points", item->points);
    add_carried(j, "explanation", item->explanation);
    json_key(j, "tags");
    json_array_begin(j);
    for (size_t i = 0; i < item->tags.count; i++) {
        struct buffer tag = carried_text(item->tags.items[i], true, false);
        json_string(j, buffer_text(&tag));
        buffer_fini(&tag);
    }
    json_array_end(j);
    json_key(j, "options");
    json_array_begin(j);
    for (size_t i = 0; i < item->option_count; i++) {
        json_object_begin(j);
        add_carried(j, "text", item->options[i].text);
        json_member_bool(j, "correct", item->options[i].correct);
        add_carried(j, "feedback", item->options[i].feedback);
        json_object_end(j);
    }
    json_array_end(j);
    json_object_end(j);
}

void add_expected(struct buffer *out, const struct bank *bank)
{
    for (size_t i = 0; i < bank->item_count; i++) {
        struct json_out j = {.out = out};
        add_item(&j, &bank->items[i]);
        buffer_add_char(out, '\n');
    }
}
