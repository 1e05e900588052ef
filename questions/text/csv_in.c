/*
 * A record is looked at line by line: find the line's end, copy the line to `text`, cut it there
 * into cells (a NUL over each separator, quotes taken off in place), and take in another line while
 * a quote is open.  `raw` stays untouched, so a record that turns out to be none can be given up
 * and reading resumed at its second line.
 *
 * Both areas have their full size from the start: addresses stay valid while a record grows, and
 * pages that are never touched cost nothing.
 */
#include "questions/text/csv_in.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define BLOCK_SIZE    ((size_t)64 * 1024)  /* a second-level cache holds it and its copy */
#define WINDOW        (CSV_RECORD_MAX + 2) /* a record of the greatest length and its CRLF */
#define SHOWN_OF_LONG ((size_t)1024) /* bytes given as the raw text of a line that is too long */

/* One line within `data`, as offsets from the start of the record. */
struct line {
    size_t start;
    size_t end;  /* where its text ends: at LF, CRLF, or the end of the file */
    size_t next; /* where the next line starts */
};

/* How taking a record apart stands. */
struct cutter {
    char *read;  /* next byte of `text` to look at */
    char *cell;  /* start of the quoted cell that is open */
    char *write; /* its end so far */
    bool open;   /* a quoted cell goes on in the next line */
};

struct csv_in {
    FILE *file;
    size_t block; /* bytes asked of the stream at once */
    char separator;
    bool crlf;    /* the first record ended with CRLF */
    bool eof;     /* the stream gives no more */
    bool failed;  /* the stream or memory failed: for ever */
    bool nul;     /* a NUL byte was seen somewhere: records must be searched for it */
    size_t given; /* bytes handed out so far */
    size_t vain;  /* bytes looked at for closing quotes that never came */

    char *data;   /* WINDOW + block + CSV_SLACK bytes */
    size_t begin; /* of what was not given out yet */
    size_t end;
    size_t line; /* 1-based number of the line at begin */

    char *text; /* WINDOW + 1 bytes: the record, cut into cells */
    struct csv_cell *cells;
    size_t count;
    size_t capacity;

    const char *problem;
};

/*
 * An open quote that is never closed costs a look at up to 1 MiB, and the next line may open one
 * again.  Looks in vain may cost so much for each byte of the file, and no more: beyond, a quote must be
 * closed in its own line, so that the time stays in proportion to the file.
 */
#define VAIN_FREE  ((size_t)16 << 20)
#define VAIN_SHARE 16

enum found { FOUND_LINE, FOUND_END, FOUND_LONG, FOUND_FAILURE };

/* ---- Input ----------------------------------------------------------------------------------- */

static enum found fail(struct csv_in *csv, const char *problem)
{
    csv->failed = true;
    csv->problem = problem;
    return FOUND_FAILURE;
}

/* Read on behind what is there.  False when there is no more (eof or failed is set). */
static bool fill(struct csv_in *csv)
{
    if (csv->eof || csv->failed) {
        return false;
    }
    if (csv->begin > 0) {
        memmove(csv->data, csv->data + csv->begin, csv->end - csv->begin);
        csv->end -= csv->begin;
        csv->begin = 0;
    }
    assert(csv->end <= WINDOW);
    errno = 0;
    const size_t got = fread(csv->data + csv->end, 1, csv->block, csv->file);
    if (ferror(csv->file)) {
        fail(csv, errno == 0 ? "reading failed" : strerror(errno));
        return false;
    }
    csv->nul = csv->nul || memchr(csv->data + csv->end, '\0', got) != NULL;
    csv->end += got;
    csv->eof = got < csv->block;
    return got > 0;
}

/* Find the line that starts `start` bytes behind the start of the record. */
static enum found find_line(struct csv_in *csv, size_t start, struct line *line)
{
    size_t seen = start;
    const char *lf = NULL;
    for (;;) {
        const char *from = csv->data + csv->begin + seen;
        const size_t there = csv->end - csv->begin;
        lf = memchr(from, '\n', there - seen);
        seen = there;
        if (lf != NULL || there >= WINDOW || !fill(csv)) {
            break;
        }
    }
    if (csv->failed) {
        return FOUND_FAILURE;
    }
    const char *record = csv->data + csv->begin;
    line->start = start;
    line->next = lf == NULL ? seen : (size_t)(lf - record) + 1;
    line->end = lf == NULL ? seen : line->next - 1;
    if (lf != NULL && line->end > start && lf[-1] == '\r') {
        line->end--;
    }
    if (line->end > CSV_RECORD_MAX) {
        return FOUND_LONG;
    }
    return lf == NULL && seen == start ? FOUND_END : FOUND_LINE;
}

/* Go behind the next line feed, however far away it is. */
static void skip_line(struct csv_in *csv)
{
    const char *lf;
    while ((lf = memchr(csv->data + csv->begin, '\n', csv->end - csv->begin)) == NULL) {
        csv->begin = csv->end;
        if (!fill(csv)) {
            return;
        }
    }
    csv->begin = (size_t)(lf + 1 - csv->data);
}

/* ---- The first record tells separator and line end ------------------------------------------- */

/* What is known of the first record while its lines are looked at. */
struct sniffer {
    const char *candidates; /* separators that may be */
    size_t counts[3];       /* how often each stands outside quotes */
    bool quoted;            /* a quote is open */
    bool quotes;            /* quotes have their meaning */
};

static void sniff_line(struct sniffer *s, const char *bytes, size_t length)
{
    bool starts = true; /* the next byte is the first of a cell, as far as can be said */
    for (size_t i = 0; i < length; i++) {
        const char *candidate = bytes[i] == '\0' ? NULL : strchr(s->candidates, bytes[i]);
        if (s->quotes && bytes[i] == '"' && (s->quoted || starts)) {
            /* A doubled quote closes and opens again, for behind a closing one "starts" holds. */
            s->quoted = !s->quoted;
            starts = true;
        } else {
            starts = !s->quoted && candidate != NULL;
            if (starts) {
                s->counts[candidate - s->candidates]++;
            }
        }
    }
}

/* Look at the first record that is not empty.  False when its last quote is never closed. */
static bool sniff(struct csv_in *csv, struct sniffer *s)
{
    struct line line;
    size_t start = 0;
    while (find_line(csv, start, &line) == FOUND_LINE) {
        sniff_line(s, csv->data + csv->begin + start, line.end - start);
        csv->crlf = line.next - line.end == 2;
        if (!s->quoted && line.end > line.start) {
            return true;
        }
        start = line.next;
    }
    return !s->quoted;
}

static void find_dialect(struct csv_in *csv, char separator)
{
    const char given[2] = {separator, '\0'};
    struct sniffer s = {.candidates = separator == '\0' ? ",;\t" : given, .quotes = true};
    if (!sniff(csv, &s)) {
        s = (struct sniffer){.candidates = s.candidates, .quotes = false};
        sniff(csv, &s);
    }
    size_t most = 0;
    for (size_t i = 1; i < 3; i++) {
        most = s.counts[i] > s.counts[most] ? i : most;
    }
    csv->separator = s.candidates[most];
}

size_t csv_separator_line(const char *bytes, size_t length, char *separator)
{
    static const char word[] = "sep=";
    size_t at = sizeof word - 1;
    if (length <= at || strncasecmp(bytes, word, at) != 0 || bytes[at] == '\0' ||
        strchr(CSV_SEPARATORS, bytes[at]) == NULL) {
        return 0;
    }
    const char named = bytes[at++];
    at += at < length && bytes[at] == '\r' ? 1 : 0;
    if (at < length && bytes[at] != '\n') {
        return 0;
    }
    *separator = named;
    return at + (at < length ? 1 : 0);
}

static void skip_byte_order_mark(struct csv_in *csv)
{
    while (csv->end < 3 && fill(csv)) {
    }
    if (csv->end >= 3 && memcmp(csv->data, "\xef\xbb\xbf", 3) == 0) {
        csv->begin = 3;
    }
}

/* ---- Opening and closing --------------------------------------------------------------------- */

struct csv_in *csv_open_block(FILE *file, char separator, size_t block)
{
    assert(block > 0);
    struct csv_in *csv = calloc(1, sizeof *csv);
    if (csv == NULL) {
        return NULL;
    }
    *csv = (struct csv_in){.file = file, .block = block, .line = 1, .problem = ""};
    csv->data = malloc(WINDOW + block + CSV_SLACK);
    csv->text = malloc(WINDOW + 1);
    if (csv->data == NULL || csv->text == NULL) {
        csv_close(csv);
        return NULL;
    }
    skip_byte_order_mark(csv);
    find_dialect(csv, separator);
    return csv;
}

struct csv_in *csv_open(FILE *file, char separator)
{
    return csv_open_block(file, separator, BLOCK_SIZE);
}

void csv_close(struct csv_in *csv)
{
    if (csv != NULL) {
        free(csv->data);
        free(csv->text);
        free(csv->cells);
        free(csv);
    }
}

/* ---- Cutting --------------------------------------------------------------------------------- */

static bool grow_cells(struct csv_in *csv)
{
    const size_t capacity = csv->capacity == 0 ? 64 : csv->capacity * 2;
    struct csv_cell *cells = realloc(csv->cells, capacity * sizeof *cells);
    if (cells == NULL) {
        fail(csv, "memory ran out");
        return false;
    }
    csv->cells = cells;
    csv->capacity = capacity;
    return true;
}

/* Take down a cell that ends before `end`, over whose byte a NUL is written. */
static bool add_cell(struct csv_in *csv, const char *bytes, char *end, bool quoted)
{
    if (csv->count == csv->capacity && !grow_cells(csv)) {
        return false;
    }
    *end = '\0';
    csv->cells[csv->count++] = (struct csv_cell){bytes, (size_t)(end - bytes), quoted};
    return true;
}

/*
 * Take the quoted cell on from c->read, up to its end or that of the text.  Doubled quotes are
 * undone by moving what follows to the left.
 * @return  NULL, or what is wrong.
 */
static const char *cut_quoted(struct csv_in *csv, struct cutter *c, char *end)
{
    for (;;) {
        char *quote = memchr(c->read, '"', (size_t)(end - c->read));
        char *stop = quote == NULL ? end : quote;
        memmove(c->write, c->read, (size_t)(stop - c->read));
        c->write += stop - c->read;
        c->open = quote == NULL;
        if (c->open) {
            c->read = end;
            return NULL;
        }
        c->read = quote + 1;
        if (c->read == end || *c->read != '"') {
            break;
        }
        *c->write++ = *c->read++;
    }
    if (c->read < end && *c->read != csv->separator) {
        return "there is text after a closing quote";
    }
    return add_cell(csv, c->cell, c->write, true) ? NULL : csv->problem;
}

/*
 * Cut the line that ends at `end`, where a byte may be overwritten.
 *   line = cell *(separator cell)
 * @return  NULL (then c->open says whether a quote goes on), or what is wrong.
 */
static const char *cut_line(struct csv_in *csv, struct cutter *c, char *end)
{
    const char separator = csv->separator;
    *end = separator; /* so that nothing below need ask whether the end is reached */
    for (;; c->read++) {
        if (!c->open && *c->read == '"') {
            c->cell = c->write = ++c->read;
            c->open = true;
        }
        if (c->open) {
            const char *problem = cut_quoted(csv, c, end);
            if (problem != NULL || c->open) {
                return problem;
            }
        } else {
            char *cell = c->read;
            while (*c->read != separator) {
                c->read++;
            }
            if (!add_cell(csv, cell, c->read, false)) {
                return csv->problem;
            }
        }
        if (c->read == end) {
            return NULL;
        }
    }
}

/* Take in and cut lines from the first on, until no quote is open.  `line` becomes the last one. */
static const char *cut_record(struct csv_in *csv, struct line *line, size_t *lines)
{
    struct cutter c = {.read = csv->text};
    for (;;) {
        /* The line end is copied, too: in an open quote it belongs to the cell. */
        const char *raw = csv->data + csv->begin;
        memcpy(csv->text + line->start, raw + line->start, line->next - line->start);
        const char *problem = cut_line(csv, &c, csv->text + line->end);
        ++*lines;
        if (problem != NULL || !c.open) {
            return problem;
        }
        if (csv->vain > VAIN_FREE && csv->vain - VAIN_FREE > VAIN_SHARE * csv->given) {
            return "a quote is not closed in its line, as many before it";
        }
        /* cut_line() overwrote one byte of the line end, and stopped before it. */
        memcpy(c.write, raw + line->end, line->next - line->end);
        c.write += line->next - line->end;
        c.read = csv->text + line->next;
        switch (find_line(csv, line->next, line)) {
        case FOUND_LINE:
            break;
        case FOUND_END:
            return "a quote is never closed";
        case FOUND_LONG:
            return "a quote is not closed within 1 MiB";
        case FOUND_FAILURE:
            return csv->problem;
        }
    }
}

/* ---- Records --------------------------------------------------------------------------------- */

/* Report a record that is none, made of the `lines` lines before `next`. */
static enum csv_status refuse(struct csv_in *csv, const char *problem, size_t lines, size_t next)
{
    csv->problem = problem;
    csv->line += lines;
    csv->begin += next;
    csv->given += next;
    return CSV_BAD;
}

/* A line that is too long is thrown away as it is read; only its start is kept to be shown. */
static enum csv_status refuse_long(struct csv_in *csv, struct csv_record *record)
{
    memcpy(csv->text, csv->data + csv->begin, SHOWN_OF_LONG);
    record->raw = csv->text;
    record->raw_length = SHOWN_OF_LONG;
    skip_line(csv);
    return csv->failed ? CSV_FAILED : refuse(csv, "a line longer than 1 MiB", 1, 0);
}

static enum csv_status next_record(struct csv_in *csv, struct csv_record *record,
                                   const struct line *first)
{
    struct line line = *first;
    size_t lines = 0;
    csv->count = 0;
    const char *problem = cut_record(csv, &line, &lines);
    record->raw = csv->data + csv->begin; /* only now: taking in more lines may move it */
    record->raw_length = first->end;
    if (csv->failed) {
        return CSV_FAILED;
    }
    if (problem != NULL) {
        csv->vain += line.next - first->next;
        return refuse(csv, problem, 1, first->next);
    }
    record->raw_length = line.end;
    if (csv->nul && memchr(record->raw, '\0', line.end) != NULL) {
        return refuse(csv, "a NUL byte", lines, line.next);
    }
    record->cells = csv->cells;
    record->count = csv->count;
    csv->line += lines;
    csv->begin += line.next;
    csv->given += line.next;
    return CSV_RECORD;
}

enum csv_status csv_next(struct csv_in *csv, struct csv_record *record)
{
    struct line line;
    *record = (struct csv_record){.line = csv->line, .raw = ""};
    if (csv->failed) {
        return CSV_FAILED;
    }
    switch (find_line(csv, 0, &line)) {
    case FOUND_LINE:
        return next_record(csv, record, &line);
    case FOUND_LONG:
        return refuse_long(csv, record);
    case FOUND_END:
        return CSV_END;
    case FOUND_FAILURE:
        break;
    }
    return CSV_FAILED;
}

/* The caller is spared the NUL bytes: what has any goes through csv_next(), for the rest of the file. */
const char *csv_ahead(const struct csv_in *csv, size_t *length)
{
    *length = csv->nul || csv->failed ? 0 : csv->end - csv->begin;
    return csv->data + csv->begin;
}

void csv_skip(struct csv_in *csv, size_t length, size_t lines)
{
    assert(length <= csv->end - csv->begin);
    csv->begin += length;
    csv->given += length;
    csv->line += lines;
}

const char *csv_problem(const struct csv_in *csv)
{
    return csv->problem;
}

/* Behind so many separators outside quotes. */
size_t csv_cell_offset(const struct csv_in *csv, const struct csv_record *record, size_t cell)
{
    const char *bytes = record->raw;
    size_t at = 0;
    bool quoted = false;
    bool begins = true;
    while (at < record->raw_length && cell > 0) {
        const bool separates = !quoted && bytes[at] == csv->separator;
        if (bytes[at] == '"' && (quoted || begins)) {
            quoted = !quoted; /* a doubled quote closes and opens again */
            begins = quoted ? begins : true;
        } else {
            begins = separates;
        }
        cell -= separates ? 1 : 0;
        at++;
    }
    return at;
}

char csv_separator(const struct csv_in *csv)
{
    return csv->separator;
}

const char *csv_line_end(const struct csv_in *csv)
{
    return csv->crlf ? "\r\n" : "\n";
}
