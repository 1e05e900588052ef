/*
 * A quote counts only as the first byte of a cell.  A cell that begins with one goes on to the next quote
 * that is not doubled, over line ends if need be, and what follows must end the cell.
 */
#include "questions/score/records.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* The line end at or behind `from`: `text` and `next` of `end`; false: there is none yet. */
static bool find_line(const struct stretch *s, const char *from, struct record_end *end)
{
    const char *lf = memchr(from, '\n', (size_t)(s->end - from));
    if (lf == NULL && !s->last) {
        return false;
    }
    end->text = lf == NULL ? s->end : lf;
    end->next = lf == NULL ? s->end : lf + 1;
    if (lf != NULL && lf > s->at && lf[-1] == '\r') {
        end->text--;
    }
    return true;
}

/* Behind the quote that closes the cell whose opening one is at `at`; NULL: there is none. */
static const char *behind_close(const char *at, const char *end)
{
    for (at++; at < end;) {
        const char *quote = memchr(at, '"', (size_t)(end - at));
        if (quote == NULL || quote + 1 == end || quote[1] != '"') {
            return quote == NULL ? NULL : quote + 1;
        }
        at = quote + 2;
    }
    return NULL;
}

/* The first cell from `at` on that is quoted, within its line; NULL: there is none. */
static const char *next_quoted(const struct stretch *s, const char *at, const char *line_end,
                               bool starts)
{
    while (at < line_end) {
        if (starts && *at == '"') {
            return at;
        }
        const char *quote = memchr(at, '"', (size_t)(line_end - at));
        if (quote == NULL) {
            return NULL;
        }
        if (quote[-1] == s->separator && quote > at) {
            return quote;
        }
        at = quote + 1;
        starts = false;
    }
    return NULL;
}

/* The record is bad: it is its first line that is refused. */
static bool refuse(struct record_end *end, const struct record_end *first, const char *problem)
{
    *end = *first;
    end->problem = problem;
    return true;
}

static bool too_long(const struct stretch *s, const char *end)
{
    return (size_t)(end - s->at) > RECORDS_MAX;
}

/* Is there so much of a line without its end that it cannot become a record?  (CR LF may follow.) */
static bool endless(const struct stretch *s)
{
    return (size_t)(s->end - s->at) >= RECORDS_MAX + 2;
}

/*
 * Follow the quotes from the first quoted cell on.  `end` comes in as the first line's and moves to that
 * of the line in which the record ends.
 */
static bool follow_quotes(const struct stretch *s, const char *quoted, struct record_end *end)
{
    const struct record_end first = *end;
    while (quoted != NULL) {
        const char *limit = endless(s) ? s->at + RECORDS_MAX + 2 : s->end;
        const char *close = behind_close(quoted, limit);
        if (close == NULL || (close == limit && limit < s->end)) {
            return limit < s->end ? refuse(end, &first, "a quote is not closed within 1 MiB")
                   : s->last && close == NULL ? refuse(end, &first, "a quote is never closed")
                                              : false;
        }
        if (close == s->end && !s->last) {
            return false; /* it may be doubled */
        }
        if (close > end->text) {
            if (!find_line(s, close, end)) {
                return endless(s) ? refuse(end, &first, "a quote is not closed within 1 MiB")
                                  : false;
            }
            if (too_long(s, end->text)) {
                return refuse(end, &first, "a quote is not closed within 1 MiB");
            }
        }
        if (close < end->text && *close != s->separator) {
            return refuse(end, &first, "there is text after a closing quote");
        }
        if (close >= end->text) {
            return true;
        }
        quoted = next_quoted(s, close + 1, end->text, true);
    }
    return true;
}

bool record_find_end(const struct stretch *stretch, struct record_end *end)
{
    *end = (struct record_end){0};
    if (!find_line(stretch, stretch->at, end)) {
        if (!endless(stretch)) {
            return false;
        }
        end->text = end->next = NULL; /* it goes on beyond the stretch */
        end->problem = "a line longer than 1 MiB";
        return true;
    }
    if (too_long(stretch, end->text)) {
        end->problem = "a line longer than 1 MiB";
        return true;
    }
    return follow_quotes(stretch, next_quoted(stretch, stretch->at, end->text, true), end);
}

/* ---- Cells ----------------------------------------------------------------------------------- */

void record_cutter_fini(struct record_cutter *cutter)
{
    free(cutter->cells);
    free(cutter->text);
    *cutter = (struct record_cutter){0};
}

static bool add_cell(struct record_cutter *cutter, const char *bytes, size_t length)
{
    if (cutter->most > 0 && cutter->count >= cutter->most) {
        cutter->count++;
        return true;
    }
    if (cutter->count == cutter->capacity) {
        const size_t capacity = cutter->capacity == 0 ? 64 : 2 * cutter->capacity;
        struct cell_text *cells = realloc(cutter->cells, capacity * sizeof *cells);
        if (cells == NULL) {
            return false;
        }
        cutter->cells = cells;
        cutter->capacity = capacity;
    }
    cutter->cells[cutter->count++] = (struct cell_text){bytes, length};
    return true;
}

/* Room for all of a record, so that cells stay where they are while it is cut. */
static bool room_for_text(struct record_cutter *cutter, size_t length)
{
    if (length > cutter->text_capacity) {
        char *text = realloc(cutter->text, length + length / 2);
        if (text == NULL) {
            return false;
        }
        cutter->text = text;
        cutter->text_capacity = length + length / 2;
    }
    return true;
}

/* Add what stands between the quotes, doubled ones undone; `to` moves behind what was written. */
static bool add_quoted(struct record_cutter *cutter, const char *at, const char *end, char **to)
{
    if (memchr(at, '"', (size_t)(end - at)) == NULL) {
        return add_cell(cutter, at, (size_t)(end - at));
    }
    char *cell = *to;
    while (at < end) {
        *(*to)++ = *at;
        at += *at == '"' ? 2 : 1;
    }
    return add_cell(cutter, cell, (size_t)(*to - cell));
}

bool record_cut(struct record_cutter *cutter, const char *at, const char *end, char separator)
{
    cutter->count = 0;
    const bool quotes = at < end && memchr(at, '"', (size_t)(end - at)) != NULL;
    if (quotes && !room_for_text(cutter, (size_t)(end - at))) {
        return false;
    }
    char *to = cutter->text;
    for (;; at++) {
        const char *behind = at;
        bool good;
        if (quotes && at < end && *at == '"') {
            behind = behind_close(at, end);
            assert(behind != NULL); /* record_find_end() has seen to it */
            good = add_quoted(cutter, at + 1, behind - 1, &to);
        } else {
            behind = at < end ? memchr(at, separator, (size_t)(end - at)) : NULL;
            behind = behind == NULL ? end : behind;
            good = add_cell(cutter, at, (size_t)(behind - at));
        }
        if (!good || behind == end) {
            return good;
        }
        at = behind;
    }
}
