/*
 * A file is cut at its empty lines; each piece is one question.
 *
 *     file     = *(piece 1*empty-line)
 *     piece    = comments, and ("$CATEGORY:" path | question)
 *     comment  = a line that begins with "//"; of interest are its [id:...] and [tag:...]
 *     question = ["::" name "::"] [format] text "{" answers "}" [text]
 *     format   = "[plain]" | "[html]" | "[moodle]" | "[markdown]"
 *
 * A copy of the file is worked on, in which comments become spaces: offsets stay those of the file.
 * What counts as what is as in Moodle's importer (question/format/gift/format.php).  answers are
 * read by gift_answers.c.
 */
#include "questions/bank/gift_read.h"

#include <stdlib.h>
#include <string.h>

#include "questions/bank/gift_private.h"
#include "questions/bank/gift_text.h"
#include "questions/bank/plain.h"
#include "questions/bank/plain_read.h"
#include "questions/text/buffer.h"
#include "questions/text/html_in.h"

#define NAME_AS_ID_MAX 64 /* a longer name is a sentence, not an id */

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct piece gift_trim(const struct gift *g, struct piece piece)
{
    while (piece.start < piece.end && is_space(g->copy[piece.start])) {
        piece.start++;
    }
    while (piece.end > piece.start && is_space(g->copy[piece.end - 1])) {
        piece.end--;
    }
    return piece;
}

struct diag *gift_error(struct gift *g, const char *id, size_t offset, size_t length,
                        const char *words)
{
    const struct place place = {g->text, offset, length};
    return diags_add(g->diags, DIAG_ERROR, id, &place, "%s", words);
}

size_t gift_find(const struct gift *g, struct piece piece, const char *what)
{
    for (size_t at = piece.start; at < piece.end; at++) {
        const bool more = at + 1 < piece.end;
        if (g->copy[at] == '\\' && more && gift_is_special(g->copy[at + 1])) {
            at++;
        } else if (strchr(what, g->copy[at]) != NULL) {
            return at;
        }
    }
    return piece.end;
}

/* ---- Texts ----------------------------------------------------------------------------------- */

static enum gift_format read_format(const struct gift *g, struct piece *piece,
                                    enum gift_format inherited)
{
    static const struct {
        const char *mark;
        enum gift_format format;
    } marks[] = {{"[plain]", GIFT_PLAIN},
                 {"[html]", GIFT_HTML},
                 {"[moodle]", GIFT_PLAIN},
                 {"[markdown]", GIFT_PLAIN}};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        const size_t length = strlen(marks[i].mark);
        if (piece->end - piece->start >= length &&
            memcmp(g->copy + piece->start, marks[i].mark, length) == 0) {
            piece->start += length;
            return marks[i].format;
        }
    }
    return inherited;
}

/* Keep what is in `scratch` in the bank, as HTML if it is. */
static const char *keep(struct gift *g, struct buffer *scratch, enum gift_format format)
{
    struct buffer text = {0};
    if (format == GIFT_HTML) {
        /* What cannot be kept (pictures) is nothing that GIFT can hold anyway. */
        (void)html_plain(&text, buffer_text(scratch), HTML_LINES_SPACE);
    } else {
        buffer_add(&text, buffer_text(scratch), scratch->length);
    }
    const bool failed = scratch->failed || text.failed;
    const char *kept = failed ? NULL : arena_copy(&g->bank->arena, buffer_text(&text), text.length);
    g->failed = g->failed || kept == NULL;
    buffer_fini(&text);
    buffer_fini(scratch);
    return kept;
}

const char *gift_text(struct gift *g, struct piece piece, enum gift_format inherited)
{
    struct buffer scratch = {0};
    piece = gift_trim(g, piece);
    const enum gift_format format = read_format(g, &piece, inherited);
    gift_unescape(&scratch, g->copy + piece.start, piece.end - piece.start);
    return keep(g, &scratch, format);
}

/* ---- Comments -------------------------------------------------------------------------------- */

/* The text of a mark such as [id:...], of which *at goes to its end; NULL: memory ran out. */
static const char *mark_text(struct gift *g, size_t *at, size_t end)
{
    struct buffer text = {0};
    for (; *at < end && g->copy[*at] != ']'; ++*at) {
        *at += g->copy[*at] == '\\' && *at + 1 < end && g->copy[*at + 1] == ']' ? 1 : 0;
        buffer_add_char(&text, g->copy[*at]);
    }
    const struct plain trimmed = plain_trimmed(buffer_text(&text));
    const char *kept = text.failed ? NULL : arena_copy(&g->bank->arena, trimmed.at, trimmed.left);
    g->failed = g->failed || kept == NULL;
    buffer_fini(&text);
    return kept;
}

static bool starts(const struct gift *g, size_t at, size_t end, const char *what)
{
    const size_t length = strlen(what);
    return end - at >= length && memcmp(g->copy + at, what, length) == 0;
}

/* Take the marks of the comment in a line. */
static void read_comment(struct gift *g, struct piece line, struct marks *marks)
{
    for (size_t at = line.start; at < line.end && !g->failed; at++) {
        const size_t start = at;
        if (starts(g, at, line.end, "[id:") && marks->id == NULL) {
            at += strlen("[id:");
            const char *id = mark_text(g, &at, line.end);
            marks->id = id != NULL && id[0] != '\0' ? id : NULL;
            marks->id_at = start;
        } else if (starts(g, at, line.end, "[tag:")) {
            at += strlen("[tag:");
            const char *tag = mark_text(g, &at, line.end);
            if (tag != NULL && tag[0] != '\0') {
                g->failed = !item_add_text(&marks->tags, &g->bank->arena, tag);
            }
        }
    }
    memset(g->copy + line.start, ' ', line.end - line.start);
}

/* ---- Questions ------------------------------------------------------------------------------- */

/* A stem, and the text behind the answers, with a gap between them. */
static const char *read_stem(struct gift *g, struct piece stem, struct piece rest,
                             enum gift_format *format)
{
    struct buffer scratch = {0};
    stem = gift_trim(g, stem);
    rest = gift_trim(g, rest);
    *format = read_format(g, &stem, GIFT_PLAIN);
    gift_unescape(&scratch, g->copy + stem.start, stem.end - stem.start);
    if (rest.start < rest.end) {
        buffer_add_text(&scratch, scratch.length > 0 ? " _____ " : "_____ ");
        gift_unescape(&scratch, g->copy + rest.start, rest.end - rest.start);
    }
    return keep(g, &scratch, *format);
}

/* Take "::name::" off the start of a question; false after an error. */
static bool read_name(struct gift *g, struct piece *question, struct marks *marks)
{
    if (!starts(g, question->start, question->end, "::")) {
        return true;
    }
    struct piece name = {question->start + 2, question->start + 2};
    for (struct piece rest = {name.start, question->end};; rest.start = name.end + 1) {
        name.end = gift_find(g, rest, ":");
        if (name.end + 1 >= question->end) {
            gift_error(g, "name-end", question->start, 2, "this name has no \"::\" at its end");
            return false;
        }
        if (g->copy[name.end + 1] == ':') {
            break;
        }
    }
    const char *text = gift_text(g, name, GIFT_PLAIN);
    const bool good = text != NULL && plain_id(text) && strlen(text) <= NAME_AS_ID_MAX;
    if (marks->id == NULL && good) {
        marks->id = text;
        marks->id_at = name.start;
    }
    question->start = name.end + 2;
    *question = gift_trim(g, *question);
    return true;
}

/* Find the braces of a question; false after an error. */
static bool find_answers(struct gift *g, struct piece question, struct piece *answers)
{
    const size_t open = gift_find(g, question, "{}");
    if (open == question.end) {
        struct diag *diag = gift_error(g, "question-type", question.start, 1,
                                       "a description: this text has no answers in { }");
        diag_hint(diag, "only multiple choice and true/false can be read");
        return false;
    }
    const size_t close = gift_find(g, (struct piece){open + 1, question.end}, "{}");
    const size_t more = close < question.end
                            ? gift_find(g, (struct piece){close + 1, question.end}, "{}")
                            : question.end;
    const bool opens = g->copy[open] == '{';
    const bool closes = close < question.end && g->copy[close] == '}';
    if (!opens || !closes || more < question.end) {
        const size_t bad = !opens || close == question.end ? open : closes ? more : close;
        struct diag *diag = gift_error(g, "brace", bad, 1, "this brace belongs to no answers");
        diag_hint(diag, "a brace of a text is written \\{ or \\}; an empty line ends a question");
        return false;
    }
    *answers = (struct piece){open + 1, close};
    return true;
}

static void read_question(struct gift *g, struct piece question, struct marks marks)
{
    struct piece answers;
    const size_t start = question.start;
    if (!read_name(g, &question, &marks) || !find_answers(g, question, &answers)) {
        return;
    }
    struct item *item = bank_add(g->bank);
    if (item == NULL) {
        g->failed = true;
        return;
    }
    enum gift_format format;
    item->id = marks.id;
    item->tags = marks.tags;
    item->place = plain_place(g->text, marks.id != NULL ? marks.id_at : start, 1);
    item->stem = read_stem(g, (struct piece){question.start, answers.start - 1},
                           (struct piece){answers.end + 1, question.end}, &format);
    if (item->stem != NULL && item->stem[0] == '\0') {
        gift_error(g, "empty-text", question.start, 1, "a question without a text");
    }
    gift_read_answers(g, answers, format, item);
}

/* The last part of a category's path, in which // stands for a slash, is the title of the bank. */
static void read_category(struct gift *g, struct piece path)
{
    struct buffer title = {0};
    path = gift_trim(g, path);
    for (size_t at = path.start; at < path.end && g->copy[at] != '\n'; at++) {
        if (g->copy[at] != '/') {
            buffer_add_char(&title, g->copy[at]);
        } else if (at + 1 < path.end && g->copy[at + 1] == '/') {
            buffer_add_char(&title, g->copy[at++]);
        } else {
            g->failed = g->failed || title.failed;
            buffer_clear(&title);
        }
    }
    const struct plain trimmed = plain_trimmed(buffer_text(&title));
    if (g->bank->head.title == NULL && trimmed.left > 0) {
        g->bank->head.title = arena_copy(&g->bank->arena, trimmed.at, trimmed.left);
        g->failed = g->failed || g->bank->head.title == NULL;
    }
    g->failed = g->failed || title.failed;
    buffer_fini(&title);
}

/* ---- Pieces ---------------------------------------------------------------------------------- */

static struct piece next_line(const struct gift *g, size_t at)
{
    struct piece line = {at, at};
    while (line.end < g->text->length && g->copy[line.end] != '\n' && g->copy[line.end] != '\r') {
        line.end++;
    }
    return line;
}

/* Behind the line end at `at`: LF, CR LF or CR. */
static size_t skip_line_end(const struct gift *g, size_t at)
{
    const bool crlf = starts(g, at, g->text->length, "\r\n");
    return at < g->text->length ? at + (crlf ? 2 : 1) : at;
}

static void read_piece(struct gift *g, struct piece piece)
{
    struct marks marks = {0};
    for (size_t at = piece.start; at < piece.end;) {
        const struct piece line = next_line(g, at);
        const struct piece trimmed = gift_trim(g, line);
        if (starts(g, trimmed.start, trimmed.end, "//")) {
            read_comment(g, line, &marks);
        }
        at = skip_line_end(g, line.end);
    }
    piece = gift_trim(g, piece);
    if (starts(g, piece.start, piece.end, "$CATEGORY:")) {
        piece.start += strlen("$CATEGORY:");
        read_category(g, piece);
    } else if (piece.start < piece.end && !g->failed) {
        read_question(g, piece, marks);
    }
}

static void read_pieces(struct gift *g, size_t start)
{
    struct piece piece = {start, start};
    for (size_t at = start; at < g->text->length && !g->failed;) {
        const struct piece line = next_line(g, at);
        const struct piece trimmed = gift_trim(g, line);
        at = skip_line_end(g, line.end);
        if (trimmed.start == trimmed.end) {
            read_piece(g, piece);
            piece = (struct piece){at, at};
        } else {
            piece.end = line.end;
        }
    }
    if (!g->failed) {
        read_piece(g, piece);
    }
}

bool gift_read(const struct source_text *text, struct bank *bank, struct diags *diags)
{
    size_t start;
    const size_t errors = diags->errors;
    if (!plain_read_begin(text, &start, diags)) {
        return false;
    }
    struct gift g = {.text = text, .bank = bank, .diags = diags, .copy = malloc(text->length + 1)};
    if (g.copy != NULL) {
        if (text->length > 0) {
            memcpy(g.copy, text->bytes, text->length);
        }
        read_pieces(&g, start);
        free(g.copy);
    }
    return plain_read_end(bank, text, g.failed || g.copy == NULL, errors, diags);
}
