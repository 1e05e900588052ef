/*
 * The mark under a word is placed by terminal columns: the text before it is measured as it will be
 * printed, after control characters became visible.
 */
#include "questions/text/diag_print.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "engine/diag.h"
#include "engine/utf8.h"
#include "questions/text/buffer.h"
#include "questions/text/screen.h"

#define QUOTING_WIDTH 24 /* below, a quoted line has no room beside its number */
#define GUTTER        5  /* columns of a line number; more where it needs more */
#define CUT           "..."
#define ROOM_MIN      8 /* columns of a quoted line, however wide its number */
#define CUT_COLUMNS   3

/* A source line ready to be shown.  Offsets are bytes of `text`. */
struct quote {
    struct buffer text; /* the line, tabs as spaces */
    size_t mark;        /* where the mark begins */
    size_t mark_end;
    size_t from; /* the part to be shown */
    size_t to;
    bool cut; /* something before it is not shown */
};

static const char *severity_word(enum diag_severity severity)
{
    return severity == DIAG_ERROR ? "error" : severity == DIAG_WARNING ? "warning" : "note";
}

static enum screen_style severity_style(enum diag_severity severity)
{
    return severity == DIAG_ERROR ? STYLE_WRONG : STYLE_STRONG;
}

/* ---- The first line -------------------------------------------------------------------------- */

static void print_message(struct screen *screen, const struct diag *diag)
{
    struct buffer text = {0};
    buffer_add_text(&text, diag->file == NULL ? "amiquiz" : diag->file);
    if (diag->file != NULL && diag->line > 0) {
        buffer_addf(&text, ":%zu:%zu", diag->line, diag->column);
    }
    buffer_add_text(&text, ": ");
    screen_put(screen, STYLE_PLAIN, buffer_text(&text));
    buffer_clear(&text);
    buffer_addf(&text, "%s:", severity_word(diag->severity));
    screen_put(screen, severity_style(diag->severity), buffer_text(&text));
    buffer_clear(&text);
    buffer_addf(&text, " %s", diag->text);
    if (diag->id != NULL) {
        buffer_addf(&text, " [%s]", diag->id);
    }
    screen_put(screen, STYLE_PLAIN, buffer_text(&text));
    screen_gap(screen); /* ends the line */
    buffer_fini(&text);
}

/* ---- The quoted line ------------------------------------------------------------------------- */

/* Bytes of the first `count` characters; a byte that is not UTF-8 is one, as in diag.c. */
static size_t skip_characters(const char *bytes, size_t length, size_t count)
{
    size_t at = 0;
    for (size_t i = 0; i < count && at < length; i++) {
        uint32_t code;
        const size_t size = utf8_decode(bytes + at, length - at, &code);
        at += size == 0 ? 1 : size;
    }
    return at;
}

/* Columns of one character as it will be printed, and its bytes. */
static size_t next_columns(const struct screen *screen, const char *bytes, size_t length,
                           size_t *size)
{
    *size = skip_characters(bytes, length, 1);
    return screen_text_columns(screen, bytes, *size);
}

/* Bytes at the start that take at least `columns` (all of them when they take less). */
static size_t skip_columns(const struct screen *screen, const char *bytes, size_t length,
                           size_t columns)
{
    size_t at = 0;
    size_t size;
    for (size_t sum = 0; at < length && sum < columns; at += size) {
        sum += next_columns(screen, bytes + at, length - at, &size);
    }
    return at;
}

/* Bytes at the start that take at most `columns`. */
static size_t keep_columns(const struct screen *screen, const char *bytes, size_t length,
                           size_t columns)
{
    size_t at = 0;
    size_t sum = 0;
    while (at < length) {
        size_t size;
        sum += next_columns(screen, bytes + at, length - at, &size);
        if (sum > columns) {
            break;
        }
        at += size;
    }
    return at;
}

/* Choose what is shown of a line that does not fit into `room` columns. */
static void choose_window(const struct screen *screen, struct quote *q, size_t room)
{
    const char *bytes = buffer_text(&q->text);
    const size_t length = q->text.length;
    const size_t before = screen_text_columns(screen, bytes, q->mark);
    const size_t mark = screen_text_columns(screen, bytes + q->mark, q->mark_end - q->mark);
    if (before + mark + CUT_COLUMNS > room && before > room / 3) {
        /*
         * Some of what stands before is left for orientation, but no room is wasted behind the end.
         * (The line takes more than room - CUT_COLUMNS, or mark and all would fit.)
         */
        const size_t most = screen_text_columns(screen, bytes, length) - (room - CUT_COLUMNS);
        const size_t skip = before - room / 3;
        q->from = skip_columns(screen, bytes, length, skip < most ? skip : most);
        q->cut = true;
    }
    room -= q->cut ? CUT_COLUMNS : 0;
    if (screen_text_columns(screen, bytes + q->from, length - q->from) > room) {
        q->to =
            q->from + keep_columns(screen, bytes + q->from, length - q->from, room - CUT_COLUMNS);
    }
}

static void make_quote(const struct screen *screen, struct quote *q, const struct diag *diag,
                       size_t room)
{
    buffer_add_text(&q->text, diag->excerpt);
    for (size_t i = 0; i < q->text.length; i++) {
        if (q->text.bytes[i] == '\t') {
            q->text.bytes[i] = ' ';
        }
    }
    const char *bytes = buffer_text(&q->text);
    const size_t length = q->text.length;
    const size_t first = diag->excerpt_column;
    q->mark = skip_characters(bytes, length, diag->column > first ? diag->column - first : 0);
    q->mark_end = q->mark + skip_characters(bytes + q->mark, length - q->mark, diag->span);
    q->to = length;
    q->cut = first > 1;
    if (screen_text_columns(screen, bytes + q->mark, length - q->mark) == 0) {
        room--; /* the mark itself stands behind the end */
    }
    if (q->cut || screen_text_columns(screen, bytes, length) > room) {
        choose_window(screen, q, room);
    }
}

/* `   14 | ...ts": true },` */
static void print_source(struct screen *screen, const struct quote *q, size_t gutter, size_t number)
{
    struct buffer text = {0};
    buffer_addf(&text, "%*zu | %s", (int)gutter, number, q->cut ? CUT : "");
    buffer_add(&text, buffer_text(&q->text) + q->from, q->to - q->from);
    buffer_add_text(&text, q->to < q->text.length ? CUT : "");
    while (text.length > 0 && text.bytes[text.length - 1] == ' ') {
        text.bytes[--text.length] = '\0';
    }
    screen_put(screen, STYLE_PLAIN, buffer_text(&text));
    screen_gap(screen);
    buffer_fini(&text);
}

/* `      |    ^~~~ hint` */
static void print_mark(struct screen *screen, const struct quote *q, size_t gutter,
                       const struct diag *diag)
{
    const char *bytes = buffer_text(&q->text);
    const size_t end = q->mark_end < q->to ? q->mark_end : q->to;
    const size_t length = end > q->mark ? end - q->mark : 0;
    const size_t before = screen_text_columns(screen, bytes + q->from, q->mark - q->from) +
                          (q->cut ? CUT_COLUMNS : 0);
    struct buffer text = {0};
    buffer_addf(&text, "%*s | %*s", (int)gutter, "", (int)before, "");
    screen_put(screen, STYLE_PLAIN, buffer_text(&text));
    buffer_clear(&text);
    buffer_add_char(&text, '^');
    for (size_t n = screen_text_columns(screen, bytes + q->mark, length); n > 1; n--) {
        buffer_add_char(&text, '~');
    }
    screen_put(screen, severity_style(diag->severity), buffer_text(&text));
    if (diag->hint != NULL) {
        screen_put(screen, STYLE_PLAIN, " ");
        screen_put(screen, STYLE_PLAIN, diag->hint);
    }
    screen_gap(screen);
    buffer_fini(&text);
}

static void print_quote(struct screen *screen, const struct diag *diag)
{
    size_t gutter = 1;
    for (size_t rest = diag->line; rest >= 10; rest /= 10) {
        gutter++;
    }
    gutter = gutter < GUTTER ? GUTTER : gutter;
    const size_t beside = gutter + strlen(" | ");
    const size_t room = screen->width > beside + ROOM_MIN ? screen->width - beside : ROOM_MIN;
    struct quote q = {0};
    make_quote(screen, &q, diag, room);
    print_source(screen, &q, gutter, diag->line);
    print_mark(screen, &q, gutter, diag);
    buffer_fini(&q.text);
}

/* ---- All of them ----------------------------------------------------------------------------- */

static void print_diag(struct screen *screen, const struct diag *diag)
{
    print_message(screen, diag);
    if (diag->excerpt != NULL && diag->line > 0 && screen->width >= QUOTING_WIDTH) {
        print_quote(screen, diag);
    } else if (diag->hint != NULL) {
        screen_put(screen, STYLE_PLAIN, "  hint: ");
        screen_put(screen, STYLE_PLAIN, diag->hint);
        screen_gap(screen);
    }
}

static void print_all(struct screen *screen, const struct diags *diags)
{
    for (size_t i = 0; i < diags->count; i++) {
        print_diag(screen, &diags->items[i]);
    }
    if (diags->truncated) {
        const struct diag more = {.severity = DIAG_NOTE,
                                  .text = (char[]){"further messages are not shown"}};
        print_diag(screen, &more);
    }
}

void diag_print(struct screen *screen, const struct diags *diags)
{
    if (diags->count == 0) {
        print_all(screen, diags);
        return;
    }
    struct diags sorted = *diags; /* the messages stay the caller's; only their order is ours */
    sorted.items = malloc(diags->count * sizeof *sorted.items);
    if (sorted.items == NULL) {
        print_all(screen, diags);
        return;
    }
    memcpy(sorted.items, diags->items, diags->count * sizeof *sorted.items);
    diags_sort(&sorted);
    print_all(screen, &sorted);
    free(sorted.items);
}
