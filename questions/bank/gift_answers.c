/*
 * What stands between the braces of a question:
 *
 *     answers    = (true-false | choices) ["####" explanation]
 *     true-false = ("T" | "TRUE" | "F" | "FALSE") ["#" of-wrong ["#" of-right]]
 *     choices    = 2*26(("=" | "~") [weight] text ["#" feedback])
 *     weight     = "%" ["-"] digits ["." digits] "%"
 *
 * With any = only one option is to be chosen, and each = is right.  Without, every option with a
 * positive weight is right, and all of those are to be chosen.
 */
#include <string.h>

#include "questions/bank/gift_private.h"
#include "questions/bank/plain_read.h"

/* How many options of a question were read, and what was said about them. */
struct choices {
    struct item_option options[ITEM_OPTIONS_MAX];
    bool wholly[ITEM_OPTIONS_MAX]; /* which earn all the credit alone */
    size_t count;
    size_t equals;  /* options with = */
    size_t partial; /* offset of the first weight that is more than 0 and less than 100 */
    bool any_partial;
};

static size_t length_of(struct piece piece)
{
    return piece.end - piece.start;
}

static bool is(const struct gift *g, struct piece piece, const char *word)
{
    return strlen(word) == length_of(piece) &&
           memcmp(g->copy + piece.start, word, length_of(piece)) == 0;
}

/* Where the last unescaped "####" stands; the end when there is none. */
static size_t find_explanation(const struct gift *g, struct piece piece)
{
    size_t found = piece.end;
    for (size_t at = gift_find(g, piece, "#"); at < piece.end;
         at = gift_find(g, (struct piece){at + 1, piece.end}, "#")) {
        if (piece.end - at >= 4 && memcmp(g->copy + at, "####", 4) == 0) {
            found = at;
        }
    }
    return found;
}

/* NULL where nothing is said. */
static const char *text_if_any(struct gift *g, struct piece piece, enum gift_format format)
{
    const char *text = gift_text(g, piece, format);
    return text != NULL && text[0] == '\0' ? NULL : text;
}

/* ---- Weights --------------------------------------------------------------------------------- */

/* The weight in per cent before the text of an option; false when it is none. */
static bool read_weight(const struct gift *g, struct piece *option, double *weight)
{
    const char *start = g->copy + option->start + 1;
    const size_t length = option->end - option->start - 1;
    const char *stop = memchr(start, '%', length);
    if (stop == NULL || !plain_read_number(start, (size_t)(stop - start), weight) ||
        *weight < -100 || *weight > 100) {
        return false;
    }
    option->start += (size_t)(stop - start) + 2;
    return true;
}

/* The weight of an option, 100 for =, 0 for ~ alone; false after an error. */
static bool weigh(struct gift *g, bool equals, struct piece *option, double *weight)
{
    *weight = equals ? 100 : 0;
    *option = gift_trim(g, *option);
    if (option->start == option->end || g->copy[option->start] != '%') {
        return true;
    }
    const size_t start = option->start;
    if (!read_weight(g, option, weight) || (equals && *weight < 100)) {
        struct diag *diag =
            equals ? gift_error(g, "weight", start, 1, "an option with = has all the credit")
                   : gift_error(g, "weight", start, 1, "this is no weight");
        diag_hint(diag, equals ? "write ~ before a weight"
                               : "weights are written like ~%%50%%, from -100 to 100; a text that "
                                 "begins with %% has [plain] before it");
        return false;
    }
    return true;
}

/* ---- Choices --------------------------------------------------------------------------------- */

/* One option: the stretch behind its = or ~. */
static void read_choice(struct gift *g, struct choices *all, bool equals, struct piece piece,
                        enum gift_format format)
{
    const size_t mark = piece.start - 1;
    double weight;
    if (!weigh(g, equals, &piece, &weight)) {
        return;
    }
    if (all->count == ITEM_OPTIONS_MAX) {
        gift_error(g, "too-many-options", mark, 1, "a question has at most 26 options");
        return;
    }
    const size_t cut = gift_find(g, piece, "#");
    all->wholly[all->count] = weight >= 100;
    struct item_option *option = &all->options[all->count++];
    option->text = gift_text(g, (struct piece){piece.start, cut}, format);
    option->correct = weight > 0;
    if (cut < piece.end) {
        option->feedback = text_if_any(g, (struct piece){cut + 1, piece.end}, format);
    }
    if (option->text != NULL && option->text[0] == '\0') {
        gift_error(g, "empty-text", mark, 1, "an option without a text");
    }
    all->equals += equals;
    if (weight > 0 && weight < 100 && !all->any_partial) {
        all->any_partial = true;
        all->partial = mark;
    }
}

/* With =, an option that is not wholly right is wrong. */
static void settle_single(struct gift *g, struct choices *all)
{
    for (size_t i = 0; i < all->count; i++) {
        all->options[i].correct = all->wholly[i];
    }
    if (all->any_partial) {
        const struct place place = {g->text, all->partial, 1};
        struct diag *diag = diags_add(g->diags, DIAG_WARNING, "part-credit", &place,
                                      "an option that earns a part of the credit is read as wrong");
        diag_hint(diag, "leave out the = where several options are to be chosen");
    }
}

static void read_all_choices(struct gift *g, struct choices *all, struct piece answers,
                             enum gift_format format)
{
    size_t at = answers.start;
    while (at < answers.end && !g->failed) {
        const bool equals = g->copy[at] == '=';
        const size_t next = gift_find(g, (struct piece){at + 1, answers.end}, "=~");
        read_choice(g, all, equals, (struct piece){at + 1, next}, format);
        at = next;
    }
    if (all->equals > 0) {
        settle_single(g, all);
    }
}

static void keep_choices(struct gift *g, const struct choices *all, struct item *item)
{
    if (!item_options(item, &g->bank->arena, all->count)) {
        g->failed = true;
        return;
    }
    for (size_t i = 0; i < all->count; i++) {
        const char *id = item->options[i].id;
        item->options[i] = all->options[i];
        item->options[i].id = id;
    }
    item->select = all->equals > 0 ? 1 : item_right_count(item);
}

static void read_choices(struct gift *g, struct piece answers, enum gift_format format,
                         struct item *item)
{
    struct choices all = {.count = 0};
    const size_t errors = g->diags->errors;
    const size_t first = gift_find(g, answers, "=~");
    if (first > answers.start) {
        struct diag *diag =
            gift_error(g, "loose-text", answers.start, 1, "a text before the first option");
        diag_hint(diag, "an option begins with = (right) or ~ (wrong)");
        return;
    }
    read_all_choices(g, &all, answers, format);
    if (g->failed || g->diags->errors > errors) {
        return;
    }
    keep_choices(g, &all, item);
    if (all.count < 2) {
        gift_error(g, "one-option", answers.start, 1, "a question with a single option");
    } else if (!g->failed && item_right_count(item) == 0) {
        struct diag *diag = gift_error(g, "no-right-option", answers.start, 1,
                                       "no option of this question is right");
        diag_hint(diag, "begin the right one with =");
    }
}

/* ---- True or false --------------------------------------------------------------------------- */

static void read_true_false(struct gift *g, bool truth, struct piece comments,
                            enum gift_format format, struct item *item)
{
    if (!item_options(item, &g->bank->arena, 2)) {
        g->failed = true;
        return;
    }
    item->options[0].text = "True";
    item->options[1].text = "False";
    item->options[truth ? 0 : 1].correct = true;
    if (comments.start < comments.end) {
        const struct piece wrong = {
            comments.start + 1,
            gift_find(g, (struct piece){comments.start + 1, comments.end}, "#")};
        item->options[truth ? 1 : 0].feedback = text_if_any(g, wrong, format);
        if (wrong.end < comments.end) {
            const struct piece right = {wrong.end + 1, comments.end};
            item->options[truth ? 0 : 1].feedback = text_if_any(g, right, format);
        }
    }
}

/* ---- All ------------------------------------------------------------------------------------- */

/* What kind of question is this, if it is none that can be read?  NULL: it can. */
static const char *other_type(const struct gift *g, struct piece answers)
{
    const size_t tilde = gift_find(g, answers, "~");
    const size_t equals = gift_find(g, answers, "=");
    if (answers.start == answers.end) {
        return "an essay question cannot be read";
    }
    if (g->copy[answers.start] == '#') {
        return "a numerical question cannot be read";
    }
    if (tilde < answers.end) {
        return NULL;
    }
    for (size_t at = equals; at + 1 < answers.end; at++) {
        if (g->copy[at] == '-' && g->copy[at + 1] == '>') {
            return "a matching question cannot be read";
        }
    }
    return "a question for a short answer cannot be read";
}

void gift_read_answers(struct gift *g, struct piece answers, enum gift_format format,
                       struct item *item)
{
    answers = gift_trim(g, answers);
    const size_t cut = find_explanation(g, answers);
    const struct piece body = gift_trim(g, (struct piece){answers.start, cut});
    const struct piece comments = {gift_find(g, body, "#"), body.end};
    const struct piece word = gift_trim(g, (struct piece){body.start, comments.start});
    if (cut < answers.end) {
        item->explanation = text_if_any(g, (struct piece){cut + 4, answers.end}, format);
    }
    const bool is_true = is(g, word, "T") || is(g, word, "TRUE");
    const bool is_false = is(g, word, "F") || is(g, word, "FALSE");
    if ((is_true || is_false) && gift_find(g, body, "~") == body.end) {
        read_true_false(g, is_true, comments, format, item);
        return;
    }
    const char *other = other_type(g, body);
    if (other != NULL) {
        struct diag *diag = gift_error(g, "question-type", answers.start, 1, other);
        diag_hint(diag, "only multiple choice and true/false can be read");
        return;
    }
    read_choices(g, body, format, item);
}
