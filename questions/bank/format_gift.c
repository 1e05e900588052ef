/*
 * GIFT, as Moodle and gift-pegjs read it:
 *
 *     // [id:path-3f9a2c81] [tag:kms]
 *     ::path-3f9a2c81::[plain]The scenario.\n\nThe question?{
 *     	=the right option#what to say to somebody who chose it
 *     	~a wrong option
 *     	####why the key is the key
 *     }
 *
 * Options and feedback inherit [plain] from the stem, so nothing in them is taken for HTML.  Every
 * text stands on one line (a line break is \n): neither an empty line, which would end the question,
 * nor a line of a text that begins with // can come about.  Several right answers are weights; a
 * wrong choice costs as much as a right one gives, or more, so that guessing does not pay.
 */
#include <string.h>

#include "questions/bank/formats.h"
#include "questions/bank/gift_read.h"
#include "questions/bank/gift_text.h"
#include "questions/bank/plain.h"
#include "questions/text/buffer.h"

/* Of Moodle's list of weights those that are a share of 100 %; 11 to 19 parts have none. */
static const char *const shares[] = {"100",      "50",       "33.33333", "25",       "20",
                                     "16.66667", "14.28571", "12.5",     "11.11111", "10"};
#define SHARES    (sizeof shares / sizeof shares[0])
#define RIGHT_MAX 20 /* right answers that can share 100 %: the smallest positive weight is 5 */

/* ---- What an item becomes -------------------------------------------------------------------- */

/* Why there is no such question in GIFT, or NULL. */
static const char *impossible(const struct item *item)
{
    const size_t right = item_right_count(item);
    if (item->option_count < 2) {
        return "the question (it has fewer than two options)";
    }
    if (right == 0) {
        return "the question (no option is right)";
    }
    return right > RIGHT_MAX ? "the question (more than 20 options are right)" : NULL;
}

static bool is_true_false(const struct item *item)
{
    return item_is_binary(item) && strcmp(item->options[0].text, "True") == 0 &&
           strcmp(item->options[1].text, "False") == 0;
}

/* Weights, or = before what is right?  With = alone it would be a question for a short answer. */
static bool is_weighted(const struct item *item)
{
    const size_t right = item_right_count(item);
    return right > 1 && (item->select > 1 || right == item->option_count);
}

/* Would an arrow in this option make gift-pegjs read a matching question? */
static bool arrow_matters(const struct item *item, size_t option)
{
    return option == 0 && item->options[0].correct && !is_weighted(item);
}

/* The weight of the right option that is the `nth` (from 0) of all right ones. */
static const char *right_weight(size_t right, size_t nth)
{
    if (right <= SHARES) {
        return shares[right - 1];
    }
    return nth < RIGHT_MAX - right ? "10" : "5"; /* 9 times 10 and twice 5 for 11, and so on */
}

static const char *wrong_weight(const struct item *item)
{
    const size_t right = item_right_count(item);
    const size_t wrong = item->option_count - right;
    const size_t fewer = right < wrong ? right : wrong;
    return shares[fewer < SHARES ? fewer - 1 : SHARES - 1];
}

/* ---- Writing --------------------------------------------------------------------------------- */

static void add_category(struct buffer *out, const char *category, bool is_path)
{
    struct plain walk = plain_trimmed(category);
    uint32_t code;
    buffer_add_text(out, "$CATEGORY: ");
    while (plain_next(&walk, &code)) {
        if (code == '/' && !is_path) {
            buffer_add_text(out, "//");
        } else {
            /* Escapes of a category are never undone, so a backslash must not begin one. */
            plain_add(out, code == '\\' || code == '\n' ? '_' : code);
        }
    }
    buffer_add_text(out, "\n\n");
}

static bool begin(struct writing *w)
{
    const char *form = w->options->paper != NULL ? w->options->paper->form : NULL;
    const char *category = w->options->category;
    const char *title = category != NULL ? category : w->head->title;
    if (form != NULL) {
        buffer_add_text(w->out, "// form ");
        plain_add_line(w->out, form);
        buffer_add_text(w->out, "\n\n");
    }
    if (plain_trimmed(title).left > 0) {
        add_category(w->out, title, category != NULL);
    }
    return !w->out->failed;
}

static void add_marks(const struct writing *w, const struct item *item)
{
    const size_t tags = w->options->no_key ? 0 : item->tags.count;
    if (item->id == NULL && tags == 0) {
        return;
    }
    buffer_add_text(w->out, "//");
    if (item->id != NULL) {
        buffer_add_text(w->out, " [id:");
        gift_add_mark(w->out, item->id, GIFT_ID_MAX);
        buffer_add_char(w->out, ']');
    }
    for (size_t i = 0; i < tags; i++) {
        buffer_add_text(w->out, " [tag:");
        gift_add_mark(w->out, item->tags.items[i], SIZE_MAX);
        buffer_add_char(w->out, ']');
    }
    buffer_add_char(w->out, '\n');
}

static void add_feedback(struct buffer *out, const char *feedback)
{
    if (plain_trimmed(feedback).left > 0) {
        buffer_add_char(out, '#');
        gift_add_guarded(out, feedback, false);
    }
}

static void add_explanation(struct buffer *out, const char *explanation)
{
    if (plain_trimmed(explanation).left > 0) {
        buffer_add_text(out, "####");
        gift_add_guarded(out, explanation, false);
    }
}

/* {TRUE#feedback of the wrong answer#feedback of the right one####explanation} */
static void add_true_false(struct buffer *out, const struct item *item)
{
    const struct item_option *right = &item->options[item->options[0].correct ? 0 : 1];
    const struct item_option *wrong = &item->options[item->options[0].correct ? 1 : 0];
    buffer_add_text(out, item->options[0].correct ? "{TRUE" : "{FALSE");
    add_feedback(out, wrong->feedback);
    if (plain_trimmed(right->feedback).left > 0) {
        buffer_add_text(out, plain_trimmed(wrong->feedback).left > 0 ? "" : "#");
        add_feedback(out, right->feedback);
    }
    add_explanation(out, item->explanation);
    buffer_add_text(out, "}\n\n");
}

/* What stands before the text of an option; `nth` counts the right ones before it. */
static void add_mark(struct buffer *out, const struct item *item, size_t option, size_t nth)
{
    const bool right = item->options[option].correct;
    if (!is_weighted(item)) {
        buffer_add_char(out, right ? '=' : '~');
    } else if (right) {
        buffer_addf(out, "~%%%s%%", right_weight(item_right_count(item), nth));
    } else {
        buffer_addf(out, "~%%-%s%%", wrong_weight(item));
    }
}

static void add_choices(const struct writing *w, const struct item *item)
{
    const bool no_key = w->options->no_key;
    size_t nth = 0;
    buffer_add_text(w->out, "{\n");
    for (size_t i = 0; i < item->option_count; i++) {
        const struct item_option *option = &item->options[i];
        buffer_add_char(w->out, '\t');
        if (no_key) {
            buffer_add_char(w->out, '~');
        } else {
            add_mark(w->out, item, i, nth);
        }
        nth += option->correct;
        gift_add_guarded(w->out, option->text, !no_key && arrow_matters(item, i));
        add_feedback(w->out, no_key ? NULL : option->feedback);
        buffer_add_char(w->out, '\n');
    }
    if (!no_key && plain_trimmed(item->explanation).left > 0) {
        buffer_add_char(w->out, '\t');
        add_explanation(w->out, item->explanation);
        buffer_add_char(w->out, '\n');
    }
    buffer_add_text(w->out, "}\n\n");
}

static void add_left_out(struct buffer *out, const struct item *item, const char *why)
{
    buffer_add_text(out, "// left out: ");
    plain_add_line(out, item->id);
    buffer_addf(out, " %s\n\n", why);
}

static bool write_item(struct writing *w, const struct item *item)
{
    const char *why = impossible(item);
    if (why != NULL) {
        add_left_out(w->out, item, why);
        return !w->out->failed;
    }
    add_marks(w, item);
    if (item->id != NULL) {
        buffer_add_text(w->out, "::");
        gift_add_text(w->out, item->id, false);
        buffer_add_text(w->out, "::");
    }
    buffer_add_text(w->out, "[plain]");
    gift_add_text(w->out, item->stem, false);
    if (is_true_false(item) && !w->options->no_key) {
        add_true_false(w->out, item);
    } else {
        add_choices(w, item);
    }
    return !w->out->failed;
}

/* ---- What would be lost ---------------------------------------------------------------------- */

static bool any_placeholder(const struct item *item)
{
    bool found = gift_has_placeholder(item->stem) || gift_has_placeholder(item->explanation);
    for (size_t i = 0; i < item->option_count; i++) {
        found = found || gift_has_placeholder(item->options[i].text) ||
                gift_has_placeholder(item->options[i].feedback);
    }
    return found;
}

static void check(const struct item *item, struct losses *losses)
{
    const char *why = impossible(item);
    if (why != NULL) {
        losses_add(losses, LOSS_DROPPED, item, why);
        return;
    }
    plain_check(item,
                CARRIES_ID | CARRIES_TAGS | CARRIES_FEEDBACK | CARRIES_EXPLANATION |
                    CARRIES_STEM_LINES | CARRIES_OPTION_LINES |
                    (item->select == 1 && !is_weighted(item) ? CARRIES_SELECT : 0u),
                losses);
    bool tags = false;
    for (size_t i = 0; i < item->tags.count; i++) {
        tags = tags || gift_mark_spoiled(item->tags.items[i], SIZE_MAX);
    }
    if (item->id != NULL && gift_mark_spoiled(item->id, GIFT_ID_MAX)) {
        losses_add(losses, LOSS_SPOILED, item, "characters of the id");
    }
    if (tags) {
        losses_add(losses, LOSS_SPOILED, item, "characters of a tag");
    }
    if (any_placeholder(item)) {
        losses_add(losses, LOSS_SPOILED, item, "\"&&\" before a digit");
    }
    if (arrow_matters(item, 0) && strstr(item->options[0].text, "->") != NULL) {
        losses_add(losses, LOSS_SPOILED, item, "\"->\" in a right first option");
    }
}

const struct format format_gift = {
    .name = "gift",
    .ending = ".gift",
    .suffix = ".gift",
    .says = "GIFT text: Moodle and many others",
    .begin = begin,
    .item = write_item,
    .check = check,
    .read = gift_read,
};
