/*
 * A piece of the file is looked through for separators and line ends ("marks"); a line is then as
 * many marks as there are columns.
 *
 * Pieces become shorter where lines are not simple, so that nothing is looked through again and
 * again.
 */
#include "questions/commands/decide_batch_simple.h"

#include <stdlib.h>
#include <string.h>

#include "questions/commands/decide_batch.h"
#include "questions/commands/decide_batch_csv.h"
#include "questions/commands/decide_batch_ending.h"
#include "questions/text/csv_in.h"
#include "questions/text/marks.h"

#define PIECE_LEAST ((size_t)256)
#define PIECE_MOST  ((size_t)32 * 1024) /* it and its marks stay in a second-level cache */
#define ROOM        ((size_t)96 * 1024) /* for lines with their endings */
#define COPY        ((size_t)64)        /* bytes copied at once, over the end if need be */

/* What may be read over the end. */
_Static_assert(CSV_SLACK >= MARKS_SLACK, "looking for marks");
_Static_assert(CSV_SLACK >= COPY, "copying a line");
_Static_assert(CSV_SLACK >= ENDING_SLACK, "reading cells");
_Static_assert(ENDING_SLACK >= COPY, "copying an ending");

struct simple {
    struct batch *batch;
    const struct columns *columns;
    struct endings *endings; /* owned */
    size_t from, past;       /* of endings_span() */
    uint32_t *ends;          /* owned; where the cells of a line end that needs a list of its own */
    size_t piece;            /* bytes looked through at once */
    uint32_t marks[1 + PIECE_MOST]; /* first one that is none: each cell begins behind a mark */
};

/* A piece of the file, and how far we are in it. */
struct piece {
    const char *bytes;
    const char *end;
    bool quotes;           /* there are some in it */
    const uint32_t *marks; /* of the line in hand; marks[-1] is the last of the line before it */
    const uint32_t *marks_end;
    size_t lines; /* taken */
    size_t taken; /* bytes of these */
    char *out;    /* what is to be written next */
    char *out_end;
};

struct simple *simple_new(struct batch *batch, const struct columns *columns)
{
    struct simple *s = calloc(1, sizeof *s);
    if (s == NULL) {
        return NULL;
    }
    s->batch = batch;
    s->columns = columns;
    s->piece = PIECE_LEAST;
    s->endings = endings_new(batch, columns);
    s->ends = calloc(columns->count + 1, sizeof *s->ends);
    if (s->endings == NULL || s->ends == NULL) {
        simple_free(s);
        return NULL;
    }
    endings_span(s->endings, &s->from, &s->past);
    return s;
}

void simple_free(struct simple *simple)
{
    if (simple != NULL) {
        endings_free(simple->endings);
        free(simple->ends);
        free(simple);
    }
}

/* ---- Lines with quotes ----------------------------------------------------------------------- */

/* Behind the closing quote of a cell; NULL: none in this piece.  @cell  at the opening one. */
static const char *behind_quotes(const char *cell, const char *end)
{
    for (const char *at = cell + 1; at < end;) {
        const char *quote = memchr(at, '"', (size_t)(end - at));
        if (quote == NULL || quote + 1 == end) {
            return NULL;
        }
        if (quote[1] != '"') {
            return quote + 1;
        }
        at = quote + 2;
    }
    return NULL;
}

/*
 * Take the cell at `start` of a line with quotes: separators within these do not count.
 * @mark    the first mark that may end it
 * @return  the mark that does; NULL: the line is not simple, also where it goes on in the next line
 */
static const uint32_t *find_end(const struct piece *p, uint32_t start, const uint32_t *mark,
                                bool last)
{
    const char *cell = p->bytes + start;
    const char *behind = *cell == '"' ? behind_quotes(cell, p->end) : cell;
    while (behind != NULL && mark < p->marks_end && p->bytes + *mark < behind &&
           p->bytes[*mark] != '\n') {
        mark++;
    }
    if (behind == NULL || mark == p->marks_end) {
        return NULL;
    }
    const char *end = p->bytes + *mark;
    const bool near =
        *cell != '"' || end == behind || (last && *behind == '\r' && end == behind + 1);
    return near && (*end == '\n') == last ? mark : NULL;
}

/* Write down where the cells of a line with quotes end.  @return its marks; 0: it is not simple. */
static size_t find_ends(struct simple *s, const struct piece *p)
{
    const uint32_t *mark = p->marks;
    s->ends[0] = p->marks[-1];
    for (size_t i = 0; i < s->columns->count; i++) {
        mark = find_end(p, s->ends[i] + 1, mark, i + 1 == s->columns->count);
        if (mark == NULL) {
            return 0;
        }
        s->ends[i + 1] = *mark++;
    }
    return (size_t)(mark - p->marks);
}

/* ---- Lines ----------------------------------------------------------------------------------- */

/* Are the marks of some columns separators? */
static inline bool are_separators(const struct simple *s, const struct piece *p, size_t from,
                                  size_t past)
{
    unsigned other = 0;
    for (size_t i = from; i < past; i++) {
        other |= (unsigned char)(p->bytes[p->marks[i]] ^ s->columns->separator);
    }
    return other == 0;
}

/* Are all marks of the line what they must be, where that is not for endings_find() to see? */
static inline bool has_columns(const struct simple *s, const struct piece *p)
{
    const size_t last = s->columns->count - 1;
    const size_t behind = s->past > 0 ? s->past - 1 : 0;
    return p->bytes[p->marks[last]] == '\n' && are_separators(s, p, 0, s->from) &&
           are_separators(s, p, behind, last);
}

/*
 * Find the cells of the line at p->marks, which has marks enough.
 * @return  how many marks it has; 0: it is not simple
 */
static inline size_t find_cells(struct simple *s, const struct piece *p, struct line_cells *line)
{
    const size_t count = s->columns->count;
    const uint32_t start = p->marks[-1] + 1;
    const uint32_t end = p->marks[count - 1];
    size_t marks = count;
    *line = (struct line_cells){p->bytes, p->marks, false};
    if (p->quotes && memchr(p->bytes + start, '"', end - start) != NULL) {
        line->certain = true;
        marks = find_ends(s, p);
    } else if (!has_columns(s, p)) {
        return 0;
    } else if (end == start || p->bytes[end - 1] != '\r') {
        return marks;
    } else {
        memcpy(s->ends, p->marks - 1, (count + 1) * sizeof *s->ends);
    }
    line->ends = s->ends + 1;
    if (marks > 0 && s->ends[count] > start && p->bytes[s->ends[count] - 1] == '\r') {
        s->ends[count]--; /* it belongs to the line end */
    }
    return marks;
}

/* Copy by strides that few lines outgrow, over the end of either side: both have room. */
static inline void copy(char *to, const char *from, size_t length)
{
    memcpy(to, from, COPY);
    for (size_t i = COPY; i < length; i += COPY) {
        memcpy(to + i, from + i, COPY);
    }
}

/* Take the line at p->marks.  False: it is not simple, or there is no room for it. */
static inline bool take_line(struct simple *s, struct piece *p)
{
    struct line_cells line;
    struct ending ending;
    const size_t marks = find_cells(s, p, &line);
    if (marks == 0 || !endings_find(s->endings, &line, &ending)) {
        return false;
    }
    const uint32_t start = p->marks[-1] + 1;
    const size_t length = line.ends[s->columns->count - 1] - start;
    if ((size_t)(p->out_end - p->out) < length + ending.length + 2 * COPY) {
        return false;
    }
    copy(p->out, p->bytes + start, length);
    copy(p->out + length, ending.bytes, ending.length);
    p->out += length + ending.length;
    p->taken = (size_t)p->marks[marks - 1] + 1;
    p->marks += marks;
    p->lines++;
    return true;
}

/* Are there marks enough for a line? */
static inline bool has_line(const struct simple *s, const struct piece *p)
{
    return (size_t)(p->marks_end - p->marks) >= s->columns->count;
}

void simple_decide(struct simple *s, struct csv_in *csv)
{
    size_t length;
    const char *bytes = csv_ahead(csv, &length);
    length = length < s->piece ? length : s->piece;
    char *out = length == 0 ? NULL : buffer_room(&s->batch->out, ROOM);
    if (out == NULL) {
        return;
    }
    s->marks[0] = UINT32_MAX; /* and 1 is where the piece begins */
    const size_t marks = marks_find(bytes, length, s->columns->separator, '\n', s->marks + 1);
    struct piece p = {.bytes = bytes,
                      .end = bytes + length,
                      .quotes = memchr(bytes, '"', length) != NULL,
                      .marks = s->marks + 1,
                      .marks_end = s->marks + 1 + marks,
                      .out = out,
                      .out_end = out + ROOM};
    bool simple = true;
    while (simple && has_line(s, &p)) {
        simple = take_line(s, &p);
    }
    buffer_added(&s->batch->out, (size_t)(p.out - out));
    csv_skip(csv, p.taken, p.lines);
    if (simple) {
        s->piece = s->piece < PIECE_MOST ? s->piece * 2 : PIECE_MOST;
    } else {
        s->piece = s->piece > PIECE_LEAST ? s->piece / 2 : PIECE_LEAST;
    }
}
