/*
 * Markdown for people: questions first, all answers at the end.  Foreign text is escaped so that it
 * makes no heading, list, link, image, HTML, table, formula or code, in CommonMark and in its usual
 * extensions; a line break stays one, and indentation is kept by no-break spaces.
 */
#include <stdlib.h>
#include <string.h>

#include "questions/bank/formats.h"
#include "questions/bank/plain.h"
#include "questions/text/buffer.h"

#define NO_BREAK_SPACE 0xa0u

/* ---- Text ------------------------------------------------------------------------------------ */

/* How a text is written. */
struct style {
    const char *indent; /* before every line but the first */
    bool one_line;      /* a line break becomes a space */
};

static bool is_digit(uint32_t code)
{
    return code >= '0' && code <= '9';
}

/* Does it mean something wherever it stands? */
static bool is_inline(const struct plain *next, uint32_t before, uint32_t code)
{
    if (code >= 0x80 || code == 0) {
        return false;
    }
    const bool url = code == ':' && next->left > 0 && next->at[0] == '/';
    const bool www = code == '.' && (before == 'w' || before == 'W');
    return url || www || strchr("\\`*_[]<>&~|$^@", (int)code) != NULL;
}

/* Does it mean something at the start of a line (digits before it aside)? */
static bool is_leading(uint32_t code, bool digits)
{
    const char *list = digits ? ".)" : "#-+=:";
    return code < 0x80 && code != 0 && strchr(list, (int)code) != NULL;
}

/* Add the line break that `lines` line feeds were. */
static void add_break(struct buffer *out, const struct style *style, size_t lines)
{
    if (style->one_line) {
        buffer_add_char(out, ' ');
        return;
    }
    /* Two spaces at the end of a line break it; every viewer knows that. */
    buffer_add_text(out, lines > 1 ? "\n\n" : "  \n");
    buffer_add_text(out, style->indent);
}

static void add_text(struct buffer *out, const char *text, struct style style)
{
    struct plain walk = plain_trimmed(plain_or_dash(text));
    size_t lines = 0;
    bool starts = true; /* a line: nothing but digits in it yet */
    bool digits = false;
    uint32_t code;
    for (uint32_t before = '\n'; plain_next(&walk, &code); before = code) {
        if (code == '\n') {
            lines++;
            continue;
        }
        if (lines > 0) {
            add_break(out, &style, lines);
            starts = true;
            digits = false;
            lines = 0;
        }
        if ((code == ' ' || code == '\t') && (before == ' ' || before == '\n' || before == '\t')) {
            plain_add(out, NO_BREAK_SPACE);
            continue;
        }
        if (is_inline(&walk, before, code) || (starts && is_leading(code, digits))) {
            buffer_add_char(out, '\\');
        }
        plain_add(out, code == '\t' ? ' ' : code);
        starts = starts && is_digit(code);
        digits = starts;
    }
}

/* ---- Questions ------------------------------------------------------------------------------- */

static const struct style paragraph = {"", false};
static const struct style in_list = {"  ", false};
static const struct style heading = {"", true};

/* The state is the text of the answers, which come last. */
static bool begin(struct writing *w)
{
    const char *title = w->head->title;
    const struct paper *paper = w->options->paper;
    w->state = calloc(1, sizeof(struct buffer));
    buffer_add_text(w->out, "# ");
    add_text(w->out, plain_trimmed(title).left > 0 ? title : "Questions", heading);
    buffer_add_text(w->out, "\n\n");
    if (paper != NULL && paper->form != NULL) {
        buffer_add_text(w->out, "Form ");
        add_text(w->out, paper->form, heading);
        buffer_add_text(w->out, "\n\n");
    }
    return w->state != NULL && !w->out->failed;
}

static void add_notes(struct buffer *out, const struct item *item)
{
    if (plain_must_say_how_many(item)) {
        buffer_addf(out, "(Choose %zu.)\n\n", item->select);
    }
    if (item->points < 1 || item->points > 1) {
        buffer_add_text(out, "(Points: ");
        plain_add_number(out, item->points);
        buffer_add_text(out, ")\n\n");
    }
}

/* "## 1: A, C (path-3f9a2c81)" */
static void add_key(struct buffer *out, size_t number, const struct item *item)
{
    bool first = true;
    buffer_addf(out, "## %zu:", number);
    for (size_t i = 0; i < item->option_count; i++) {
        if (item->options[i].correct) {
            buffer_addf(out, "%s %c", first ? "" : ",", item_letter(i));
            first = false;
        }
    }
    if (plain_trimmed(item->id).left > 0) {
        buffer_add_text(out, " (");
        add_text(out, item->id, heading);
        buffer_add_char(out, ')');
    }
    buffer_add_text(out, "\n\n");
}

static void add_answer(struct buffer *out, size_t number, const struct item *item)
{
    bool any = false;
    add_key(out, number, item);
    if (item->chosen != NULL) {
        add_text(out, item->chosen, paragraph);
        buffer_add_text(out, "\n\n");
    }
    if (plain_trimmed(item->explanation).left > 0) {
        add_text(out, item->explanation, paragraph);
        buffer_add_text(out, "\n\n");
    }
    for (size_t i = 0; i < item->option_count; i++) {
        const char *feedback = item->options[i].feedback;
        if (plain_trimmed(feedback).left > 0) {
            buffer_addf(out, "- %c) ", item_letter(i));
            add_text(out, feedback, in_list);
            buffer_add_char(out, '\n');
            any = true;
        }
    }
    buffer_add_text(out, any ? "\n" : "");
}

static bool write_item(struct writing *w, const struct item *item)
{
    struct buffer *answers = w->state;
    buffer_addf(w->out, "## %zu\n\n", w->number);
    add_text(w->out, item->stem, paragraph);
    buffer_add_text(w->out, "\n\n");
    add_notes(w->out, item);
    for (size_t i = 0; i < item->option_count; i++) {
        buffer_addf(w->out, "- %c) ", item_letter(i));
        add_text(w->out, item->options[i].text, in_list);
        buffer_add_char(w->out, '\n');
    }
    buffer_add_char(w->out, '\n');
    if (!w->options->no_key) {
        add_answer(answers, w->number, item);
    }
    return !w->out->failed && !answers->failed;
}

static bool end(struct writing *w)
{
    struct buffer *answers = w->state;
    if (answers == NULL) {
        return false;
    }
    const bool whole = !answers->failed;
    if (answers->length > 0) {
        buffer_add_text(w->out, "# Answers\n\n");
        buffer_add(w->out, answers->bytes, answers->length);
    }
    buffer_fini(answers);
    free(answers);
    w->state = NULL;
    return whole && !w->out->failed;
}

static void check(const struct item *item, struct losses *losses)
{
    plain_check(item, ~(unsigned)(CARRIES_TAGS | CARRIES_OUTER_SPACE), losses);
}

const struct format format_markdown = {
    .name = "markdown",
    .ending = ".md",
    .suffix = ".md",
    .says = "Markdown to read or print, answers at the end",
    .printed = true,
    .begin = begin,
    .item = write_item,
    .end = end,
    .check = check,
};
