/*
 * AMC-TXT, the plain format of Auto Multiple Choice, which prints papers and reads them by scanner:
 *
 *     *[id=path-3f9a2c81] The question
 *     + the right option
 *     - a wrong option
 *
 * `**` is a question with any number of right options.  The mark-up of AMC-TXT (raw LaTeX, images,
 * bold, verbatim) cannot be escaped, so the header switches it off: `Disable`.  Then only the start
 * of a line means something, and every line that we write begins with a mark of ours, but for the
 * later lines of a stem: one that would be taken for something else is put behind the line before.
 */
#include <string.h>

#include "questions/bank/formats.h"
#include "questions/bank/plain.h"
#include "questions/text/buffer.h"

static const char header[] = "Lang: EN\n"
                             "Disable: verbatim local_latex images embf title\n"
                             "CompleteMulti: 0\n";

static const char *impossible(const struct item *item)
{
    return item->option_count < 2 ? "the question (it has fewer than two options)" : NULL;
}

static bool begin(struct writing *w)
{
    const struct paper *paper = w->options->paper;
    const char *title = w->head->title;
    buffer_add_text(w->out, header);
    /* A paper is in its order already; else AMC may shuffle for each student, as it likes to. */
    buffer_add_text(w->out, paper != NULL ? "ShuffleQuestions: 0\n" : "");
    buffer_add_text(w->out, "Title: ");
    plain_add_line(w->out, plain_trimmed(title).left > 0 ? title : "Questions");
    if (paper != NULL && paper->form != NULL) {
        buffer_add_text(w->out, " (form ");
        plain_add_line(w->out, paper->form);
        buffer_add_char(w->out, ')');
    }
    buffer_add_text(w->out, "\n\n");
    return !w->out->failed;
}

/* ---- Stems ----------------------------------------------------------------------------------- */

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
}

/* Would AMC take a line that begins so for a comment, question, option, or "Name: value"? */
static bool is_taken(struct plain line)
{
    size_t word = 0;
    while (word < line.left && is_word(line.at[word])) {
        word++;
    }
    const bool option = word > 0 && word < line.left && line.at[word] == ':';
    return line.left > 0 && (option || strchr("#*+-", line.at[0]) != NULL);
}

/* White space as Perl's \s knows it: a # behind it would still begin a comment. */
static bool is_space(uint32_t code)
{
    return code == ' ' || code == '\t' || code == '\n' || code == 0xa0 || code == 0x1680 ||
           (code >= 0x2000 && code <= 0x200a) || code == 0x2028 || code == 0x2029 ||
           code == 0x202f || code == 0x205f || code == 0x3000;
}

/* Go over white space, to where the next line that is not empty begins. */
static struct plain skip_space(struct plain walk)
{
    uint32_t code;
    for (struct plain ahead = walk; plain_next(&ahead, &code) && is_space(code);) {
        walk = ahead;
    }
    return walk;
}

/* Lines become paragraphs, for LaTeX takes a single line break for a space. */
static void add_stem(struct buffer *out, const char *stem)
{
    struct plain walk = plain_trimmed(plain_or_dash(stem));
    uint32_t code;
    while (plain_next(&walk, &code)) {
        if (code == '\n') {
            walk = skip_space(walk);
            buffer_add_text(out, is_taken(walk) ? " " : "\n\n");
        } else {
            plain_add(out, code);
        }
    }
}

/* Is there a line that add_stem() puts behind the one before? */
static bool joins(const char *stem)
{
    struct plain walk = plain_trimmed(stem);
    uint32_t code;
    bool found = false;
    while (!found && plain_next(&walk, &code)) {
        found = code == '\n' && is_taken(skip_space(walk));
    }
    return found;
}

/* ---- Questions ------------------------------------------------------------------------------- */

static bool is_multiple(const struct item *item)
{
    return item->select > 1 || item_right_count(item) != 1;
}

/* The id goes into LaTeX as it stands, and a comma would end it. */
static void add_id(struct buffer *out, const char *id)
{
    for (const char *c = id; *c != '\0'; c++) {
        const char one[2] = {*c, '\0'};
        buffer_add_char(out, plain_id(one) && *c != '_' ? *c : '-');
    }
}

/* Points: all or nothing where several are right; AMC's own default is one for a simple question. */
static void add_scoring(struct buffer *out, const struct item *item)
{
    const bool one = !(item->points < 1) && !(item->points > 1);
    if (is_multiple(item) || !one) {
        buffer_add_text(out, is_multiple(item) ? "{mz=" : "{b=");
        plain_add_number(out, item->points);
        buffer_add_char(out, '}');
    }
}

static bool write_item(struct writing *w, const struct item *item)
{
    const bool named = item->id != NULL && item->id[0] != '\0';
    if (impossible(item) != NULL) {
        return true;
    }
    buffer_add_text(w->out, is_multiple(item) ? "**" : "*");
    if (named || w->options->paper != NULL) {
        buffer_add_char(w->out, '[');
        buffer_add_text(w->out, w->options->paper != NULL ? "ordered" : "");
        buffer_add_text(w->out, named && w->options->paper != NULL ? "," : "");
        buffer_add_text(w->out, named ? "id=" : "");
        add_id(w->out, named ? item->id : "");
        buffer_add_char(w->out, ']');
    }
    add_scoring(w->out, item);
    buffer_add_char(w->out, ' ');
    add_stem(w->out, item->stem);
    buffer_add_char(w->out, '\n');
    for (size_t i = 0; i < item->option_count; i++) {
        const bool right = item->options[i].correct && !w->options->no_key;
        buffer_add_text(w->out, right ? "+ " : "- ");
        plain_add_line(w->out, plain_or_dash(item->options[i].text));
        buffer_add_char(w->out, '\n');
    }
    buffer_add_char(w->out, '\n');
    return !w->out->failed;
}

static void check(const struct item *item, struct losses *losses)
{
    const char *why = impossible(item);
    if (why != NULL) {
        losses_add(losses, LOSS_DROPPED, item, why);
        return;
    }
    plain_check(item, CARRIES_ID | CARRIES_POINTS | CARRIES_STEM_LINES, losses);
    if (item->id != NULL && (!plain_id(item->id) || strchr(item->id, '_') != NULL)) {
        losses_add(losses, LOSS_SPOILED, item, "characters of the id");
    }
    if (joins(item->stem)) {
        losses_add(losses, LOSS_SPOILED, item, "line breaks of the stem");
    }
}

const struct format format_amc = {
    .name = "amc",
    .suffix = ".txt",
    .says = "AMC-TXT: papers to print and scan with Auto Multiple Choice",
    .begin = begin,
    .item = write_item,
    .check = check,
};
