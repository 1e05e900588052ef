/*
 * Moodle XML, written.  Texts go out as `plain_text`: Moodle then escapes them itself, shows line
 * ends and doubled spaces, and lets no filter at them ($$ stays $$, a policy's braces stay braces),
 * where `html` is open to every filter of the site.  One thing plain_text spoils: references such as
 * `&#60;` are shown as the character (its function s() undoes their escape), so a text with one of
 * those goes out as `html`.
 *
 * Source: question/format/xml/format.php and question/type/multichoice/questiontype.php of Moodle,
 * s() and format_text() in its lib/weblib.php, read 2026-11-25.
 */
#include <ctype.h>
#include <string.h>

#include "engine/utf8.h"
#include "questions/bank/formats.h"
#include "questions/bank/moodle.h"
#include "questions/bank/platform.h"
#include "questions/text/buffer.h"
#include "questions/text/xml_out.h"

#define ID_MAX    100 /* characters of an idnumber in Moodle's database */
#define TAG_MAX   50  /* characters of a tag there */
#define SHARE_MAX 20  /* right answers that Moodle's weights can share 100 % among */

static bool has_text(const char *text)
{
    return text != NULL && *text != '\0';
}

static size_t count_characters(const char *text)
{
    size_t count = 0;
    for (; *text != '\0'; text++) {
        count += ((unsigned char)*text & 0xc0) != 0x80;
    }
    return count;
}

bool moodle_tag_is_ours(const char *tag)
{
    static const char *const prefixes[] = {MOODLE_TAG_KIND, MOODLE_TAG_DECISION, MOODLE_TAG_RULE,
                                           MOODLE_TAG_SOURCE, MOODLE_TAG_DIFFICULTY};
    for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++) {
        if (strncmp(tag, prefixes[i], strlen(prefixes[i])) == 0) {
            return true;
        }
    }
    return false;
}

/* ---- Texts --------------------------------------------------------------------------------- */

/* Does a numeric character reference stand in the text, which Moodle would resolve? */
static bool has_reference(const char *text)
{
    for (const char *at = text; (at = strstr(at, "&#")) != NULL; at += 2) {
        const bool hex = at[2] == 'x' || at[2] == 'X';
        const char *digits = at + (hex ? 3 : 2);
        const size_t length = strspn(digits, hex ? "0123456789abcdefABCDEF" : "0123456789");
        if (length > 0 && digits[length] == ';') {
            return true;
        }
    }
    return false;
}

static const char *format_of(const char *text)
{
    return text != NULL && has_reference(text) ? "html" : "plain_text";
}

static void add_text(struct xml_out *x, const char *text)
{
    const char *some = text != NULL ? text : "";
    if (has_reference(some)) {
        xml_leaf_html(x, "text", some, NULL);
    } else {
        xml_leaf(x, "text", some, NULL);
    }
}

/* An element with a format and a text in it. */
static void add_formatted(struct xml_out *x, const char *name, const char *text)
{
    xml_begin(x, name, XML_PAIRS("format", format_of(text)));
    add_text(x, text);
    xml_end(x, name);
}

static void add_plain(struct xml_out *x, const char *name, const char *text)
{
    xml_begin(x, name, NULL);
    xml_leaf(x, "text", text, NULL);
    xml_end(x, name);
}

/* ---- The category -------------------------------------------------------------------------- */

/* Where the bank comes from, for people: Moodle shows it beside the category. */
static void add_origin(struct xml_out *x, const struct bank_head *head)
{
    struct buffer text = {0};
    buffer_add_text(&text, has_text(head->generator) ? head->generator : "amiquiz");
    if (has_text(head->pack_id)) {
        buffer_addf(&text, ", pack %s", head->pack_id);
    }
    if (has_text(head->pack_sha256)) {
        buffer_addf(&text, " (SHA-256 %s)", head->pack_sha256);
    }
    if (head->seeded) {
        buffer_addf(&text, ", seed %llu", (unsigned long long)head->seed);
    }
    add_formatted(x, "info", buffer_text(&text));
    x->out->failed |= text.failed;
    buffer_fini(&text);
}

static bool moodle_begin(struct writing *w)
{
    struct xml_out x = {.out = w->out};
    struct buffer title = {0};
    struct buffer path = {0};
    platform_title(&title, w);
    buffer_add_text(&path, "$course$/top/");
    for (const char *at = buffer_text(&title); *at != '\0'; at++) {
        buffer_add(&path, "//", *at == '/' ? 2 : 0);
        buffer_add(&path, at, *at == '/' ? 0 : 1);
    }
    xml_declaration(&x);
    xml_begin(&x, "quiz", NULL);
    xml_begin(&x, "question", XML_PAIRS("type", "category"));
    add_plain(&x, "category", buffer_text(&path));
    add_origin(&x, w->head);
    xml_end(&x, "question");
    w->out->failed |= title.failed || path.failed;
    buffer_fini(&title);
    buffer_fini(&path);
    return !w->out->failed;
}

/* ---- Weights ------------------------------------------------------------------------------- */

/* 100 % divided by 1 to 10, as Moodle's list of weights has it. */
static const char *const shares[] = {"100",      "50",       "33.33333", "25",       "20",
                                     "16.66667", "14.28571", "12.5",     "11.11111", "10"};

/* The weight of the `which`-th right answer of `right`: equal shares; above 10, tens and then fives,
 * because Moodle knows nothing between.  Above 20 the sum is over 100 (see check()). */
static const char *right_weight(size_t right, size_t which)
{
    const size_t tens = right < SHARE_MAX ? SHARE_MAX - right : 0;
    return right <= 10 ? shares[right - 1] : which < tens ? "10" : "5";
}

/* What a wrong answer takes off: as much as a right one gives, and more where few are wrong, so that
 * whoever ticks all gets nothing. */
static const char *wrong_weight(size_t right, size_t wrong)
{
    const size_t fewer = right < wrong ? right : wrong;
    return shares[fewer <= 10 ? fewer - 1 : 9];
}

static void add_weight(struct buffer *out, const struct writing *w, const struct item *item,
                       size_t option)
{
    const size_t right = item_right_count(item);
    const bool correct = item->options[option].correct;
    if (w->options->no_key || right == 0 || (!correct && !platform_many(item))) {
        buffer_add_text(out, "0");
    } else if (!correct) {
        buffer_addf(out, "-%s", wrong_weight(right, item->option_count - right));
    } else {
        size_t which = 0;
        for (size_t i = 0; i < option; i++) {
            which += item->options[i].correct;
        }
        buffer_add_text(out, right_weight(right, which));
    }
}

/* ---- A question ---------------------------------------------------------------------------- */

static void add_answer(struct xml_out *x, const struct writing *w, const struct item *item,
                       size_t option)
{
    const struct item_option *o = &item->options[option];
    const bool true_false = platform_true_false(item);
    struct buffer weight = {0};
    add_weight(&weight, w, item, option);
    xml_begin(x, "answer",
              XML_PAIRS("fraction", buffer_text(&weight), "format",
                        true_false ? "moodle_auto_format" : format_of(o->text)));
    if (true_false) {
        xml_leaf(x, "text", strcmp(o->text, "True") == 0 ? "true" : "false", NULL);
    } else {
        add_text(x, o->text);
    }
    if (!w->options->no_key && has_text(o->feedback)) {
        add_formatted(x, "feedback", o->feedback);
    }
    xml_end(x, "answer");
    x->out->failed |= weight.failed;
    buffer_fini(&weight);
}

static void add_tag(struct xml_out *x, const char *prefix, const char *text)
{
    struct buffer tag = {0};
    if (has_text(text)) {
        buffer_add_text(&tag, prefix);
        buffer_add_text(&tag, text);
        add_plain(x, "tag", buffer_text(&tag));
    }
    x->out->failed |= tag.failed;
    buffer_fini(&tag);
}

/* The row and its sources lead to the key, so they stay at home with it. */
static void add_tags(struct xml_out *x, const struct writing *w, const struct item *item)
{
    const bool key = !w->options->no_key;
    const size_t sources = key ? item->source.count : 0;
    const char *rule = key ? item->rule : NULL;
    if (!has_text(item->kind) && !has_text(item->decision) && !has_text(rule) && sources == 0 &&
        item->difficulty < 0 && item->tags.count == 0) {
        return;
    }
    xml_begin(x, "tags", NULL);
    add_tag(x, MOODLE_TAG_KIND, item->kind);
    add_tag(x, MOODLE_TAG_DECISION, item->decision);
    add_tag(x, MOODLE_TAG_RULE, rule);
    for (size_t i = 0; i < sources; i++) {
        add_tag(x, MOODLE_TAG_SOURCE, item->source.items[i]);
    }
    if (item->difficulty >= 0) {
        add_tag(x, MOODLE_TAG_DIFFICULTY, xml_number(item->difficulty).text);
    }
    for (size_t i = 0; i < item->tags.count; i++) {
        add_tag(x, "", item->tags.items[i]);
    }
    xml_end(x, "tags");
}

/* What Moodle wants to know of a question with options, true/false having only one way. */
static void add_settings(struct xml_out *x, const struct writing *w, const struct item *item)
{
    if (!platform_true_false(item)) {
        xml_leaf(x, "single", platform_many(item) ? "false" : "true", NULL);
        xml_leaf(x, "shuffleanswers", platform_shuffle(w, item) ? "true" : "false", NULL);
        xml_leaf(x, "answernumbering", "ABCD", NULL);
    }
}

static bool id_fits(const struct item *item)
{
    return has_text(item->id) && count_characters(item->id) <= ID_MAX;
}

static bool moodle_item(struct writing *w, const struct item *item)
{
    struct xml_out x = {.out = w->out, .depth = 1};
    struct buffer name = {0};
    platform_name(&name, w, item);
    xml_begin(&x, "question",
              XML_PAIRS("type", platform_true_false(item) ? "truefalse" : "multichoice"));
    add_plain(&x, "name", buffer_text(&name));
    add_formatted(&x, "questiontext", item->stem);
    if (!w->options->no_key && has_text(item->explanation)) {
        add_formatted(&x, "generalfeedback", item->explanation);
    }
    xml_leaf(&x, "defaultgrade", xml_number(item->points).text, NULL);
    if (id_fits(item)) {
        xml_leaf(&x, "idnumber", item->id, NULL);
    }
    add_settings(&x, w, item);
    for (size_t i = 0; i < item->option_count; i++) {
        add_answer(&x, w, item, i);
    }
    add_tags(&x, w, item);
    xml_end(&x, "question");
    w->out->failed |= name.failed;
    buffer_fini(&name);
    return !w->out->failed;
}

static bool moodle_end(struct writing *w)
{
    struct xml_out x = {.out = w->out, .depth = 1};
    xml_end(&x, "quiz");
    return !w->out->failed;
}

/* ---- Losses -------------------------------------------------------------------------------- */

static bool has_outer_space(const char *text)
{
    return *text != '\0' && (isspace((unsigned char)text[0]) != 0 ||
                             isspace((unsigned char)text[strlen(text) - 1]) != 0);
}

/* Whether Moodle changes a tag, or our reader takes it for another. */
static bool tag_spoils(const char *tag)
{
    return count_characters(tag) > TAG_MAX || strpbrk(tag, "<>`\n\t") != NULL ||
           has_outer_space(tag) || moodle_tag_is_ours(tag) || !xml_holds(tag);
}

static void check_limits(const struct item *item, struct losses *losses)
{
    const size_t right = item_right_count(item);
    if (has_text(item->id) && !id_fits(item)) {
        losses_add(losses, LOSS_DROPPED, item, "an id of more than 100 characters");
    }
    if (item->option_count < 2) {
        losses_add(losses, LOSS_SPOILED, item, "a single option, which Moodle refuses");
    }
    if (right > SHARE_MAX) {
        losses_add(losses, LOSS_SPOILED, item, "more than 20 right answers: 20 of them score all");
    }
    if (item->select != (right > 0 ? right : 1)) {
        losses_add(losses, LOSS_DROPPED, item, "how many options are to be chosen");
    }
}

static bool is_empty_option(const struct item *item)
{
    bool empty = false;
    for (size_t i = 0; i < item->option_count; i++) {
        empty = empty || !has_text(item->options[i].text);
    }
    return empty;
}

static void moodle_check(const struct item *item, struct losses *losses)
{
    platform_check(item, losses);
    check_limits(item, losses);
    if (is_empty_option(item)) {
        losses_add(losses, LOSS_DROPPED, item, "an option without text, which Moodle drops");
    }
    if (platform_any_text(item, has_outer_space)) {
        losses_add(losses, LOSS_SPOILED, item, "space at the start or end of a text");
    }
    bool spoiled = false;
    for (size_t i = 0; i < item->tags.count; i++) {
        spoiled = spoiled || tag_spoils(item->tags.items[i]);
    }
    if (spoiled) {
        losses_add(losses, LOSS_SPOILED, item,
                   "a tag that is long, or has characters that Moodle takes out");
    }
}

const struct format format_moodle_xml = {
    .name = "moodle-xml",
    .suffix = ".xml",
    .says = "Moodle's question bank; without key every answer is wrong until Moodle is told",
    .begin = moodle_begin,
    .item = moodle_item,
    .end = moodle_end,
    .check = moodle_check,
    .read = moodle_read,
    .looks = moodle_looks,
};
