/*
 * Text goes three steps: prepare() makes it safe (and, where asked, ASCII), a flow breaks it into
 * lines, and put_piece() writes each with its style, so that no escape sequence reaches over a line
 * end.
 */
#include "questions/text/screen.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <utf8proc.h>

#include "engine/utf8.h"
#include "questions/text/buffer.h"
#include "questions/text/safe.h"

#define WIDTH_MIN     10
#define WIDTH_MAX     100 /* longer lines are hard to read */
#define WIDTH_DEFAULT 80
#define WIDTH_ALIGNED 40 /* from here on labels stand in a column of their own */

/* Nothing bright, black or white: those vanish on one kind of background or the other. */
static const char *const style_on[STYLE_COUNT] = {
    [STYLE_PLAIN] = "",           [STYLE_STRONG] = "\033[1m", [STYLE_RIGHT] = "\033[1;32m",
    [STYLE_WRONG] = "\033[1;31m", [STYLE_FAINT] = "",
};
static const char style_off[] = "\033[0m";

/* ---- The stream ------------------------------------------------------------------------------ */

static bool is_set(const char *name)
{
    const char *value = getenv(name);
    return value != NULL && *value != '\0';
}

static bool is_set_to(const char *name, const char *wanted)
{
    const char *value = getenv(name);
    return value != NULL && strcmp(value, wanted) == 0;
}

static bool wants_colour(enum screen_colour asked, bool terminal)
{
    if (asked != SCREEN_COLOUR_AUTO) {
        return asked == SCREEN_COLOUR_ALWAYS;
    }
    if (is_set("NO_COLOR")) {
        return false;
    }
    if (is_set("CLICOLOR_FORCE") && !is_set_to("CLICOLOR_FORCE", "0")) {
        return true;
    }
    return terminal && is_set("TERM") && !is_set_to("TERM", "dumb");
}

/* COLUMNS as a number; 0 when it is none. */
static long columns_variable(void)
{
    const char *value = getenv("COLUMNS");
    if (value == NULL || *value < '0' || *value > '9') {
        return 0;
    }
    char *end;
    const long columns = strtol(value, &end, 10);
    return *end == '\0' ? columns : 0;
}

/* The window of a terminal; of anything else one of no size. */
static struct winsize window_of(FILE *file)
{
    struct winsize size = {0};
    const int descriptor = fileno(file);
    return descriptor >= 0 && ioctl(descriptor, TIOCGWINSZ, &size) == 0 ? size
                                                                        : (struct winsize){0};
}

size_t screen_rows(const struct screen *s)
{
    return window_of(s->file).ws_row;
}

void screen_measure(struct screen *s, const struct screen_options *options)
{
    long width = options->width;
    if (width <= 0) {
        width = window_of(s->file).ws_col;
    }
    if (width <= 0) {
        width = columns_variable();
    }
    if (width <= 0) {
        width = WIDTH_DEFAULT;
    }
    s->width = (size_t)(width < WIDTH_MIN ? WIDTH_MIN : width > WIDTH_MAX ? WIDTH_MAX : width);
}

void screen_init(struct screen *s, FILE *file, const struct screen_options *options)
{
    const int descriptor = fileno(file); /* -1 for a stream in memory */
    s->file = file;
    s->terminal = descriptor >= 0 && isatty(descriptor) == 1;
    s->colour = wants_colour(options->colour, s->terminal);
    s->ascii = options->ascii;
    s->accessible = options->accessible || is_set("ACCESSIBLE");
    screen_measure(s, options);
}

/* ---- Measuring ------------------------------------------------------------------------------- */

/* How many bytes the character at the start takes, and how many columns.  The text is safe. */
static size_t measure_character(const char *bytes, size_t length, size_t *columns)
{
    uint32_t code;
    const size_t size = utf8_decode(bytes, length, &code);
    const int width = size == 0 ? 1 : utf8proc_charwidth((utf8proc_int32_t)code);
    *columns = width > 0 ? (size_t)width : 0;
    return size == 0 ? 1 : size;
}

static size_t measure_safe(const char *bytes, size_t length)
{
    size_t sum = 0;
    for (size_t at = 0; at < length;) {
        size_t columns;
        at += measure_character(bytes + at, length - at, &columns);
        sum += columns;
    }
    return sum;
}

size_t screen_columns(const char *bytes, size_t length)
{
    struct buffer safe = {0};
    safe_line(&safe, bytes, length);
    const size_t columns = measure_safe(buffer_text(&safe), safe.length);
    buffer_fini(&safe);
    return columns;
}

/* How many bytes fit into some columns; what combines stays with its letter. */
static size_t fitting_bytes(const char *bytes, size_t length, size_t room)
{
    size_t at = 0;
    size_t sum = 0;
    while (at < length) {
        size_t columns;
        const size_t size = measure_character(bytes + at, length - at, &columns);
        if (sum + columns > room) {
            break;
        }
        sum += columns;
        at += size;
    }
    return at;
}

/* ---- Preparing ------------------------------------------------------------------------------- */

/* What stands for a typographic character in ASCII; NULL: it stays. */
static const char *ascii_for(uint32_t code)
{
    switch (code) {
    case 0x2018: /* quotes */
    case 0x2019:
    case 0x201a:
    case 0x201b:
    case 0x2039:
    case 0x203a:
        return "'";
    case 0x201c:
    case 0x201d:
    case 0x201e:
    case 0x201f:
    case 0x00ab:
    case 0x00bb:
        return "\"";
    case 0x2010: /* hyphens, figure dash, en dash, minus sign */
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2212:
        return "-";
    case 0x2014: /* em dash, horizontal bar */
    case 0x2015:
        return "--";
    case 0x2026:
        return "...";
    default:
        return NULL;
    }
}

static bool is_no_break_space(uint32_t code)
{
    return code == 0x00a0 || code == 0x202f || code == 0x2007;
}

static void add_ascii(struct buffer *out, const char *bytes, size_t length)
{
    for (size_t at = 0; at < length;) {
        uint32_t code = 0;
        const size_t size = utf8_decode(bytes + at, length - at, &code);
        const char *ascii = ascii_for(code);
        if (ascii != NULL) {
            buffer_add_text(out, ascii);
        } else {
            buffer_add(out, bytes + at, size);
        }
        at += size == 0 ? 1 : size; /* safe text has no such bytes */
    }
}

/*
 * Foreign text as it may be laid out.  No-break spaces wait for put_piece(): until the lines are
 * made they must stay apart from other spaces.
 */
static void prepare_bytes(const struct screen *s, struct buffer *out, const char *bytes,
                          size_t length, bool lines)
{
    struct buffer safe = {0};
    (lines ? safe_terminal : safe_line)(&safe, bytes, length);
    if (s->ascii) {
        add_ascii(out, buffer_text(&safe), safe.length);
    } else {
        buffer_add(out, buffer_text(&safe), safe.length);
    }
    buffer_fini(&safe);
}

static void prepare(const struct screen *s, struct buffer *out, const char *text, bool lines)
{
    prepare_bytes(s, out, text, strlen(text), lines);
}

size_t screen_text_columns(const struct screen *s, const char *bytes, size_t length)
{
    struct buffer text = {0};
    prepare_bytes(s, &text, bytes, length, false);
    const size_t columns = measure_safe(buffer_text(&text), text.length);
    buffer_fini(&text);
    return columns;
}

/* ---- Writing --------------------------------------------------------------------------------- */

static void put_spaces(const struct screen *s, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        putc(' ', s->file);
    }
}

static void put_ascii_spaces(const struct screen *s, const char *bytes, size_t length)
{
    for (size_t at = 0; at < length;) {
        uint32_t code = 0;
        size_t size = utf8_decode(bytes + at, length - at, &code);
        size = size == 0 ? 1 : size;
        if (is_no_break_space(code)) {
            putc(' ', s->file);
        } else {
            fwrite(bytes + at, 1, size, s->file);
        }
        at += size;
    }
}

/* Write part of a line, prepared, in a style. */
static void put_piece(const struct screen *s, enum screen_style style, const char *bytes,
                      size_t length)
{
    const bool styled = s->colour && length > 0 && *style_on[style] != '\0';
    if (styled) {
        fputs(style_on[style], s->file);
    }
    if (s->ascii) {
        put_ascii_spaces(s, bytes, length);
    } else {
        fwrite(bytes, 1, length, s->file);
    }
    if (styled) {
        fputs(style_off, s->file);
    }
}

void screen_put(struct screen *s, enum screen_style style, const char *text)
{
    struct buffer line = {0};
    prepare(s, &line, text, false);
    put_piece(s, style, buffer_text(&line), line.length);
    buffer_fini(&line);
}

void screen_gap(struct screen *s)
{
    putc('\n', s->file);
}

/* ---- Wrapping -------------------------------------------------------------------------------- */

/* A paragraph on its way out.  `line` is a piece of the text: lines are never put together. */
struct flow {
    struct screen *screen;
    enum screen_style style;
    const char *line; /* start of the line's text */
    size_t length;    /* bytes of it so far, up to the end of its last word */
    size_t columns;   /* they take */
    size_t pad;       /* spaces to write before them */
    size_t start;     /* column they start at */
    size_t hang;      /* the same for the lines that follow */
    bool labelled;    /* something stands on the line already */
};

static void end_line(struct flow *f)
{
    if (f->length > 0) {
        put_spaces(f->screen, f->pad);
        put_piece(f->screen, f->style, f->line, f->length);
    }
    putc('\n', f->screen->file);
    f->length = 0;
    f->columns = 0;
    f->pad = f->hang;
    f->start = f->hang;
    f->labelled = false;
}

static size_t room(const struct flow *f)
{
    const size_t used = f->start + f->columns;
    return used < f->screen->width ? f->screen->width - used : 0;
}

/* Let the line go on up to `end`. */
static void take(struct flow *f, const char *begin, const char *end, size_t columns)
{
    if (f->length == 0) {
        f->line = begin;
    }
    f->length = (size_t)(end - f->line);
    f->columns += columns;
}

/* A word that is longer than a line, in pieces. */
static void take_cut(struct flow *f, const char *word, const char *end)
{
    while (word < end) {
        size_t size = fitting_bytes(word, (size_t)(end - word), room(f));
        if (size == 0) { /* not even one character: it comes anyway */
            size_t columns;
            size = measure_character(word, (size_t)(end - word), &columns);
        }
        take(f, word, word + size, measure_safe(word, size));
        word += size;
        if (word < end) {
            end_line(f);
        }
    }
}

/* A word and the `gap` spaces before it. */
static void take_word(struct flow *f, size_t gap, const char *word, const char *end)
{
    const size_t columns = measure_safe(word, (size_t)(end - word));
    if (gap + columns > room(f) && (f->length > 0 || f->labelled)) {
        end_line(f);
        gap = 0;
    }
    if (f->length == 0) {
        /* Spaces at the start of a line of the text: more indent, as far as there is room. */
        const size_t third = f->screen->width / 3;
        const size_t more = f->start + gap <= third ? gap : third > f->start ? third - f->start : 0;
        f->pad += more;
        f->start += more;
        gap = 0;
    }
    if (columns > room(f)) {
        take_cut(f, word, end);
    } else {
        take(f, word, end, gap + columns);
    }
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t';
}

/*
 * "(row:" and the word behind it are one word, where a line can hold both: the lead of an aside says
 * nothing alone at the end of a line.
 */
static const char *with_next(const struct flow *f, const char *word, const char *word_end,
                             const char *end)
{
    if (*word != '(' || word_end[-1] != ':' || word_end == end) {
        return word_end;
    }
    const char *next = word_end;
    while (next < end && is_space(*next)) {
        next++;
    }
    if (next == end) {
        return word_end;
    }
    while (next < end && !is_space(*next)) {
        next++;
    }
    const size_t columns = measure_safe(word, (size_t)(next - word));
    return f->hang + columns <= f->screen->width ? next : word_end;
}

/* One line of the text: words between spaces. */
static void flow_line(struct flow *f, const char *at, const char *end)
{
    while (at < end) {
        const char *word = at;
        while (word < end && is_space(*word)) {
            word++;
        }
        const char *word_end = word;
        while (word_end < end && !is_space(*word_end)) {
            word_end++;
        }
        if (word < word_end) {
            word_end = with_next(f, word, word_end, end);
            take_word(f, (size_t)(word - at), word, word_end);
        }
        at = word_end;
    }
    end_line(f);
}

static void flow_text(struct flow *f, const char *text)
{
    struct buffer prepared = {0};
    prepare(f->screen, &prepared, text, true);
    for (size_t i = 0; i < prepared.length; i++) {
        if (prepared.bytes[i] == '\t') {
            prepared.bytes[i] = ' '; /* spaces of a line go out as they stand in the text */
        }
    }
    const char *at = buffer_text(&prepared);
    const char *end = at + prepared.length;
    do {
        const char *lf = memchr(at, '\n', (size_t)(end - at));
        const char *line_end = lf == NULL ? end : lf;
        flow_line(f, at, line_end);
        at = lf == NULL ? end : lf + 1;
    } while (at < end);
    buffer_fini(&prepared);
}

static size_t at_most(size_t number, size_t limit)
{
    return number < limit ? number : limit;
}

void screen_wrap(struct screen *s, enum screen_style style, size_t indent, size_t hang,
                 const char *text)
{
    const size_t third = s->width / 3;
    const size_t start = at_most(indent, third);
    struct flow flow = {
        .screen = s, .style = style, .pad = start, .start = start, .hang = at_most(hang, third)};
    flow_text(&flow, text);
}

/* ---- Labels and headings --------------------------------------------------------------------- */

/* Spaces are for the place of the text to make; a label with a line of its own must end it. */
static void trim_end(struct buffer *label)
{
    while (label->length > 0 && is_space(label->bytes[label->length - 1])) {
        label->bytes[--label->length] = '\0';
    }
}

/* "label: text", wrapped as one paragraph. */
static void labelled_plainly(struct screen *s, enum screen_style style, const char *label,
                             const char *text)
{
    while (is_space(*label)) {
        label++;
    }
    const size_t length = strlen(label);
    const bool colon = length > 0 && strchr(":?!.", label[length - 1]) == NULL;
    put_piece(s, style, label, length);
    if (colon) {
        put_piece(s, style, ":", 1);
    }
    const size_t used = measure_safe(label, length) + (colon ? 1 : 0);
    const size_t pad = used > 0 ? 1 : 0;
    struct flow flow = {
        .screen = s, .style = STYLE_PLAIN, .pad = pad, .start = used + pad, .labelled = used > 0};
    flow_text(&flow, text);
}

static void labelled_aligned(struct screen *s, enum screen_style style, const char *label,
                             size_t column, const char *text)
{
    const size_t used = measure_safe(label, strlen(label));
    const size_t hang = at_most(column, s->width / 2);
    const size_t start = used == 0 || used < hang ? hang : used + 1;
    put_piece(s, style, label, strlen(label));
    struct flow flow = {.screen = s,
                        .style = STYLE_PLAIN,
                        .pad = start - used,
                        .start = start,
                        .hang = hang,
                        .labelled = used > 0};
    flow_text(&flow, text);
}

void screen_labelled_in(struct screen *s, enum screen_style style, const char *label, size_t column,
                        const char *text)
{
    struct buffer prepared = {0};
    prepare(s, &prepared, label, false);
    trim_end(&prepared);
    const size_t used = measure_safe(buffer_text(&prepared), prepared.length);
    const bool too_wide = used >= s->width / 2 && column > s->width / 2;
    if (s->accessible || s->width < WIDTH_ALIGNED || too_wide) {
        labelled_plainly(s, style, buffer_text(&prepared), text);
    } else {
        labelled_aligned(s, style, buffer_text(&prepared), column, text);
    }
    buffer_fini(&prepared);
}

void screen_labelled(struct screen *s, const char *label, size_t column, const char *text)
{
    screen_labelled_in(s, STYLE_STRONG, label, column, text);
}

void screen_heading(struct screen *s, const char *left, const char *right)
{
    struct buffer a = {0};
    struct buffer b = {0};
    prepare(s, &a, left, false);
    prepare(s, &b, right == NULL ? "" : right, false);
    const size_t used = measure_safe(buffer_text(&a), a.length);
    const size_t wanted = measure_safe(buffer_text(&b), b.length);
    if (b.length > 0 && !s->accessible && used + 2 + wanted <= s->width) {
        put_piece(s, STYLE_STRONG, buffer_text(&a), a.length);
        put_spaces(s, s->width - used - wanted);
        put_piece(s, STYLE_PLAIN, buffer_text(&b), b.length);
        putc('\n', s->file);
    } else {
        screen_wrap(s, STYLE_STRONG, 0, 0, left);
        if (b.length > 0) {
            screen_wrap(s, STYLE_PLAIN, 0, 0, right);
        }
    }
    buffer_fini(&a);
    buffer_fini(&b);
}
