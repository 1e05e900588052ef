/*
 * A message copies all that it shows, so that it outlives the text it speaks of.  Of a long line
 * (packs without line breaks are common) only the surroundings of the place are copied: a hundred
 * messages about one line of 16 MiB must not take 1.6 GiB.
 */
#include "engine/diag.h"

#include <assert.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/utf8.h"

#define EXCERPT_SIDE 512 /* bytes kept on each side of a place: a screen has 100 columns at most */

static void diag_fini(struct diag *diag)
{
    free(diag->file);
    free(diag->excerpt);
    free(diag->text);
    free(diag->hint);
}

void diags_fini(struct diags *diags)
{
    for (size_t i = 0; i < diags->count; i++) {
        diag_fini(&diags->items[i]);
    }
    free(diags->items);
    *diags = (struct diags){0};
}

/* ---- Text ---------------------------------------------------------------------------------- */

static char *copy_bytes(const char *bytes, size_t length)
{
    char *copy = malloc(length + 1);
    if (copy != NULL) {
        memcpy(copy, bytes, length);
        copy[length] = '\0';
    }
    return copy;
}

/* printf's text as a string of its own; NULL when memory ran out. */
__attribute__((format(printf, 1, 0))) static char *format_text(const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    const int length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    char *text = length < 0 ? NULL : malloc((size_t)length + 1);
    if (text != NULL) {
        vsnprintf(text, (size_t)length + 1, format, args);
    }
    return text;
}

/* ---- Places -------------------------------------------------------------------------------- */

/* Characters in some bytes; a byte that is not UTF-8 is one, too. */
static size_t count_characters(const char *bytes, size_t length)
{
    size_t count = 0;
    size_t at = 0;
    while (at < length) {
        uint64_t eight = UINT64_MAX;
        if (length - at >= sizeof eight) {
            memcpy(&eight, bytes + at, sizeof eight);
        }
        size_t step = sizeof eight; /* eight ASCII bytes at once: lines may be very long */
        if ((eight & UINT64_C(0x8080808080808080)) == 0) {
            count += sizeof eight;
        } else {
            uint32_t code;
            step = utf8_decode(bytes + at, length - at, &code);
            step = step == 0 ? 1 : step;
            count++;
        }
        at += step;
    }
    return count;
}

/* Count line feeds, and say where the last line begins. */
static size_t count_lines(const char *bytes, size_t length, size_t *line_start)
{
    size_t count = 0;
    const char *at = bytes;
    const char *end = bytes + length;
    for (const char *lf; at < end && (lf = memchr(at, '\n', (size_t)(end - at))) != NULL;) {
        count++;
        at = lf + 1;
    }
    *line_start = (size_t)(at - bytes);
    return count;
}

/* Where the line with `offset` ends, its line end (LF or CRLF) not counted. */
static size_t find_line_end(const struct source_text *text, size_t start, size_t offset)
{
    const char *lf = memchr(text->bytes + offset, '\n', text->length - offset);
    size_t end = lf == NULL ? text->length : (size_t)(lf - text->bytes);
    if (lf != NULL && end > start && text->bytes[end - 1] == '\r') {
        end--;
    }
    return end < offset ? offset : end; /* a place may be the CR itself */
}

/* From `at` to the nearest start of a character that is not before it. */
static size_t next_character(const char *bytes, size_t at, size_t end)
{
    while (at < end && ((unsigned char)bytes[at] & 0xc0) == 0x80) {
        at++;
    }
    return at;
}

/* Copy the line from start to end, or the part of it around `offset`. */
static bool set_excerpt(struct diag *diag, const char *bytes, size_t start, size_t end,
                        size_t offset)
{
    size_t from = start;
    size_t to = end;
    if (end - start > (size_t)2 * EXCERPT_SIDE) {
        from = offset - start > EXCERPT_SIDE ? offset - EXCERPT_SIDE : start;
        to = end - from > (size_t)2 * EXCERPT_SIDE ? from + (size_t)2 * EXCERPT_SIDE : end;
        from = from == start ? start : next_character(bytes, from, offset);
        to = next_character(bytes, to, end);
    }
    diag->excerpt_column = 1 + count_characters(bytes + start, from - start);
    diag->excerpt = copy_bytes(bytes + from, to - from);
    return diag->excerpt != NULL;
}

/* A byte order mark is no part of the first line: nobody sees it, nobody counts it. */
static size_t after_mark(const struct source_text *text, size_t start, size_t offset)
{
    static const char mark[] = "\xef\xbb\xbf";
    const size_t length = sizeof mark - 1;
    return start == 0 && offset >= length && memcmp(text->bytes, mark, length) == 0 ? length
                                                                                    : start;
}

/* Turn a place into what a person reads.  False when memory ran out. */
static bool set_place(struct diag *diag, const struct place *where)
{
    diag->span = 1;
    if (where == NULL || where->text == NULL) {
        return true;
    }
    const struct source_text *text = where->text;
    diag->file = copy_bytes(text->name, strlen(text->name));
    if (diag->file == NULL || text->bytes == NULL) {
        return diag->file != NULL;
    }
    const size_t offset = where->offset < text->length ? where->offset : text->length;
    size_t start;
    diag->line = text->first_line + count_lines(text->bytes, offset, &start);
    start = after_mark(text, start, offset);
    diag->column = 1 + count_characters(text->bytes + start, offset - start);
    const size_t end = find_line_end(text, start, offset);
    const size_t length = where->length < end - offset ? where->length : end - offset;
    const size_t span = count_characters(text->bytes + offset, length);
    diag->span = span == 0 ? 1 : span;
    return set_excerpt(diag, text->bytes, start, end, offset);
}

void place_walk_to(struct place_walk *walk, const struct place *place)
{
    const struct source_text *text = place->text;
    if (walk->line == 0 || place->offset < walk->offset) {
        const size_t start = after_mark(text, 0, text->length);
        *walk = (struct place_walk){start, text->first_line, 1};
    }
    for (; walk->offset < place->offset && walk->offset < text->length; walk->offset++) {
        const unsigned char byte = (unsigned char)text->bytes[walk->offset];
        if (byte == '\n') {
            walk->line++;
            walk->column = 1;
        } else if ((byte & 0xc0) != 0x80) { /* a later byte of a character counts with its first */
            walk->column++;
        }
    }
}

/* ---- The list ------------------------------------------------------------------------------ */

/* Drop the last message that is no error, so that an error behind many warnings is still seen. */
static bool drop_lesser(struct diags *diags)
{
    size_t i = diags->count;
    while (i > 0 && diags->items[i - 1].severity == DIAG_ERROR) {
        i--;
    }
    if (i == 0) {
        return false;
    }
    diag_fini(&diags->items[i - 1]);
    memmove(&diags->items[i - 1], &diags->items[i], (diags->count - i) * sizeof diags->items[0]);
    diags->count--;
    return true;
}

static bool make_room(struct diags *diags, enum diag_severity severity)
{
    if (diags->count == DIAG_MAX) {
        diags->truncated = true;
        return severity == DIAG_ERROR && drop_lesser(diags);
    }
    if (diags->count < diags->capacity) {
        return true;
    }
    const size_t capacity = diags->capacity == 0 ? 8 : diags->capacity * 2;
    struct diag *items = realloc(diags->items, capacity * sizeof *items);
    if (items == NULL) {
        diags->truncated = true;
        return false;
    }
    diags->items = items;
    diags->capacity = capacity;
    return true;
}

struct diag *diags_add(struct diags *diags, enum diag_severity severity, const char *id,
                       const struct place *where, const char *format, ...)
{
    diags->errors += severity == DIAG_ERROR ? 1 : 0;
    if (!make_room(diags, severity)) {
        return NULL;
    }
    struct diag diag = {.severity = severity, .id = id};
    va_list args;
    va_start(args, format);
    diag.text = format_text(format, args);
    va_end(args);
    if (diag.text == NULL || !set_place(&diag, where)) {
        diag_fini(&diag);
        diags->truncated = true;
        return NULL;
    }
    diags->items[diags->count] = diag;
    return &diags->items[diags->count++];
}

void diag_hint(struct diag *diag, const char *format, ...)
{
    if (diag == NULL) {
        return;
    }
    va_list args;
    va_start(args, format);
    char *hint = format_text(format, args);
    va_end(args);
    if (hint != NULL) {
        free(diag->hint);
        diag->hint = hint;
    }
}

/* ---- Order --------------------------------------------------------------------------------- */

static int compare_sizes(size_t a, size_t b)
{
    return (a > b) - (a < b);
}

static int compare_places(const struct diag *a, const struct diag *b)
{
    if (a->file == NULL || b->file == NULL) {
        return (a->file != NULL) - (b->file != NULL);
    }
    const int files = strcmp(a->file, b->file);
    if (files != 0) {
        return files;
    }
    const int lines = compare_sizes(a->line, b->line);
    return lines != 0 ? lines : compare_sizes(a->column, b->column);
}

/* How many messages from `first` on belong together: one, and the notes that explain it. */
static size_t group_size(const struct diags *diags, size_t first)
{
    size_t size = 1;
    while (first + size < diags->count && diags->items[first + size].severity == DIAG_NOTE) {
        size++;
    }
    return size;
}

/* The first group among `count` sorted messages that must stand behind `diag`. */
static size_t find_slot(const struct diags *diags, size_t count, const struct diag *diag)
{
    size_t at = 0;
    while (at < count && compare_places(&diags->items[at], diag) <= 0) {
        at += group_size(diags, at);
    }
    return at < count ? at : count;
}

/* Insertion sort by groups: at most DIAG_MAX messages, mostly in order already. */
void diags_sort(struct diags *diags)
{
    struct diag group[DIAG_MAX];
    assert(diags->count <= DIAG_MAX);
    for (size_t first = 0; first < diags->count;) {
        const size_t size = group_size(diags, first);
        const size_t slot = find_slot(diags, first, &diags->items[first]);
        memcpy(group, &diags->items[first], size * sizeof group[0]);
        memmove(&diags->items[slot + size], &diags->items[slot], (first - slot) * sizeof group[0]);
        memcpy(&diags->items[slot], group, size * sizeof group[0]);
        first += size;
    }
}
