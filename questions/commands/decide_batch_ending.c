/*
 * Three tables, each a hash table in which a newer entry takes the place of an older one: from all
 * cells of the facts, where they stand side by side, to the ending; from one cell of at most eight
 * bytes to what it means; from the facts to the ending.  What is in none of them goes through
 * fact_value_read() and batch_decide(), as on the careful way.
 */
#include "questions/commands/decide_batch_ending.h"

#include <stdlib.h>
#include <string.h>

#include "questions/commands/decide_batch.h"
#include "questions/commands/decide_batch_csv.h"
#include "questions/item/fact_words.h"
#include "questions/item/subject.h"
#include "questions/text/marks.h"

#define SPAN_BITS     12
#define SPAN_WORDS    7
#define SPAN_BYTES    ((size_t)8 * SPAN_WORDS)
#define ONES_8        -1, -1, -1, -1, -1, -1, -1, -1
#define SPELLING_BITS 7
#define ANSWER_BITS   12

/* Where an ending stands in `texts`. */
struct spot {
    uint32_t start; /* 0: none */
    uint32_t length;
};

/* All cells of the facts, with the separators between them: one line of a processor's cache. */
struct span {
    uint64_t words[SPAN_WORDS]; /* the first byte lowest; 0 behind the last */
    struct spot spot;
};

/* A cell, and its meaning as bits to be moved to the fact's place: value low, known high. */
struct spelling {
    uint64_t bytes;
    uint64_t meaning;
};

#define MEANS_UNKNOWN UINT64_C(0)
#define MEANS_NO      (UINT64_C(1) << 32)
#define MEANS_YES     (UINT64_C(1) << 32 | 1)

struct known {
    uint64_t facts;
    struct spot spot;
};

_Static_assert(sizeof(struct span) == 64, "aligned_alloc() wants a power of two");

struct fact_column {
    size_t column;
    unsigned fact;
};

struct endings {
    struct batch *batch;
    const struct columns *columns;
    struct fact_column facts[PACK_FACTS_MAX];
    size_t count;        /* of them */
    size_t from, past;   /* see endings_span() */
    struct buffer texts; /* endings, each with ENDING_SLACK bytes behind it */
    uint32_t *starts;    /* owned; in `texts`, by the number of an answer; 0: not made yet */
    struct span *spans;  /* owned; 1 << SPAN_BITS */
    struct spelling spelling[1 << SPELLING_BITS];
    struct known known[1 << ANSWER_BITS];
};

/* ---- Beginning and end ----------------------------------------------------------------------- */

static void find_facts(struct endings *e)
{
    for (size_t i = 0; i < e->columns->count; i++) {
        if (e->columns->facts[i] != NO_FACT) {
            e->facts[e->count++] = (struct fact_column){i, e->columns->facts[i]};
        }
    }
    if (e->count > 0 && e->facts[e->count - 1].column - e->facts[0].column + 1 == e->count) {
        e->from = e->facts[0].column;
        e->past = e->from + e->count;
    }
}

struct endings *endings_new(struct batch *batch, const struct columns *columns)
{
    const struct decision *d = &batch->subject->pack->decisions[batch->decision];
    struct endings *e = calloc(1, sizeof *e);
    if (e == NULL) {
        return NULL;
    }
    e->batch = batch;
    e->columns = columns;
    e->starts = calloc(d->rule_count + d->outcome_count + 1, sizeof *e->starts);
    e->spans = aligned_alloc(sizeof *e->spans, sizeof *e->spans << SPAN_BITS);
    if (e->starts == NULL || e->spans == NULL) {
        endings_free(e);
        return NULL;
    }
    memset(e->spans, 0, sizeof *e->spans << SPAN_BITS);
    find_facts(e);
    return e;
}

void endings_free(struct endings *endings)
{
    if (endings != NULL) {
        buffer_fini(&endings->texts);
        free(endings->starts);
        free(endings->spans);
        free(endings);
    }
}

void endings_span(const struct endings *endings, size_t *from, size_t *past)
{
    *from = endings->from;
    *past = endings->past;
}

/* ---- Facts to an ending ---------------------------------------------------------------------- */

static size_t slot(uint64_t key, unsigned bits)
{
    return (size_t)(key * UINT64_C(0x9e3779b97f4a7c15) >> (64 - bits)); /* 2^64 / golden ratio */
}

/* The text for one answer, made when it is needed first; false: memory ran out. */
static bool spot_of(struct endings *e, const struct batch_result *result, struct spot *spot)
{
    static const char slack[ENDING_SLACK] = "";
    struct buffer *texts = &e->texts;
    uint32_t *start = &e->starts[result->answer];
    if (*start == 0) {
        buffer_add(texts, slack, texts->length == 0 ? 1 : 0); /* so that none begins at 0 */
        const size_t new_start = texts->length;
        columns_add_ending(e->columns, texts, result->outcome, result->rule);
        buffer_add_char(texts, '\0');
        buffer_add(texts, slack, sizeof slack);
        if (texts->failed) {
            return false;
        }
        *start = (uint32_t)new_start;
    }
    *spot = (struct spot){*start, (uint32_t)strlen(texts->bytes + *start)};
    return true;
}

/* False: these facts have no answer. */
static bool answer_of(struct endings *e, uint64_t facts, struct spot *spot)
{
    struct known *known = &e->known[slot(facts, ANSWER_BITS)];
    if (known->facts != facts || known->spot.start == 0) {
        const struct partial said = {(uint32_t)(facts >> 32), (uint32_t)facts};
        const struct batch_result *result = batch_decide(e->batch, said);
        if (result->kind == ANSWER_IMPOSSIBLE || result->kind == ANSWER_FAULTY ||
            !spot_of(e, result, spot)) {
            return false;
        }
        *known = (struct known){facts, *spot};
    }
    *spot = known->spot;
    return true;
}

/* ---- Cells to facts -------------------------------------------------------------------------- */

/* The first `length` (at most 8) bytes of a word. */
static inline uint64_t first_bytes(uint64_t word, size_t length)
{
    static const uint64_t masks[16] = {0,          0xff,         0xffff,         0xffffff,
                                       0xffffffff, 0xffffffffff, 0xffffffffffff, 0xffffffffffffff,
                                       UINT64_MAX};
    return word & masks[length % 16];
}

static inline const char *cell_of(const struct line_cells *line, size_t column, size_t *length)
{
    const uint32_t start = line->ends[(ptrdiff_t)column - 1] + 1;
    *length = line->ends[column] - start;
    return line->bytes + start;
}

/* A cell that begins with a quote ends with one, or else it would not have been cut so. */
static bool read_cell(const char *cell, size_t length, uint64_t *meaning)
{
    enum fact_value value;
    if (length > 0 && cell[0] == '"') {
        cell++;
        length -= 2;
    }
    if (!fact_value_read(cell, length, &value)) { /* no word has a quote in it */
        return false;
    }
    *meaning = value == FACT_YES ? MEANS_YES : value == FACT_NO ? MEANS_NO : MEANS_UNKNOWN;
    return true;
}

/* Cell by cell, where a spelling is not in its slot. */
static bool read_new_facts(struct endings *e, const struct line_cells *line, uint64_t *facts)
{
    *facts = 0;
    for (size_t i = 0; i < e->count; i++) {
        size_t length;
        uint64_t meaning;
        const char *cell = cell_of(line, e->facts[i].column, &length);
        if (length > 8 || !read_cell(cell, length, &meaning)) {
            return false;
        }
        const uint64_t word = first_bytes(marks_load(cell), length);
        e->spelling[slot(word, SPELLING_BITS)] = (struct spelling){word, meaning};
        *facts |= meaning << e->facts[i].fact;
    }
    return true;
}

/* False: a cell says nothing that is known, or nothing in eight bytes. */
static bool read_facts(struct endings *e, const struct line_cells *line, uint64_t *facts)
{
    uint64_t said = 0, strange = 0;
    for (size_t i = 0; i < e->count; i++) {
        size_t length;
        const char *cell = cell_of(line, e->facts[i].column, &length);
        const uint64_t word = first_bytes(marks_load(cell), length);
        const struct spelling *spelling = &e->spelling[slot(word, SPELLING_BITS)];
        strange |= (spelling->bytes ^ word) | (length > 8 ? 1 : 0);
        said |= spelling->meaning << e->facts[i].fact;
    }
    *facts = said;
    return strange == 0 || read_new_facts(e, line, facts);
}

static bool has_separators(const struct endings *e, const struct line_cells *line)
{
    bool good = true;
    for (size_t i = e->from; i + 1 < e->past; i++) {
        good = good && line->bytes[line->ends[i]] == e->columns->separator;
    }
    return good;
}

/* Not inlined: it is for rare lines, and would take registers from the others. */
__attribute__((noinline)) static bool
find_by_cells(struct endings *e, const struct line_cells *line, struct spot *spot)
{
    uint64_t facts;
    return (line->certain || has_separators(e, line)) && read_facts(e, line, &facts) &&
           answer_of(e, facts, spot);
}

/* ---- Spans ----------------------------------------------------------------------------------- */

/* Word i of a text of `length` bytes; from `window` on stand that many ones, then zeros. */
static inline uint64_t word_of(const char *text, const char *window, size_t i)
{
    return marks_load(text + 8 * i) & marks_load(window + 8 * i);
}

/*
 * Read a span of at most SPAN_BYTES bytes.  Always all words, written out: how long spans are changes
 * from line to line, and a processor that guesses wrong loses more time than the words take.
 */
static inline void read_span(const char *text, size_t length, struct span *span)
{
    static const char ones[2 * SPAN_BYTES] = {ONES_8, ONES_8, ONES_8, ONES_8,
                                              ONES_8, ONES_8, ONES_8};
    const char *window = ones + SPAN_BYTES - length;
    span->words[0] = word_of(text, window, 0);
    span->words[1] = word_of(text, window, 1);
    span->words[2] = word_of(text, window, 2);
    span->words[3] = word_of(text, window, 3);
    span->words[4] = word_of(text, window, 4);
    span->words[5] = word_of(text, window, 5);
    span->words[6] = word_of(text, window, 6);
}

/* The highest bits of a sum of products with odd numbers of chance: each byte counts in them. */
static inline size_t slot_of_span(const struct span *span)
{
    const uint64_t *w = span->words;
    const uint64_t hash =
        w[0] * UINT64_C(0x9e3779b97f4a7c15) + w[1] * UINT64_C(0xd1342543de82ef95) +
        w[2] * UINT64_C(0xaf251af3b0f025b5) + w[3] * UINT64_C(0xb564ef22ec7aece5) +
        w[4] * UINT64_C(0xf7c2ebc08f67f2b5) + w[5] * UINT64_C(0x8664f205a53ff9ad) +
        w[6] * UINT64_C(0xda942042e4dd58b5);
    return (size_t)(hash >> (64 - SPAN_BITS));
}

/* No NUL is in a span, so words that are the same have the same length, too; none is all zeros. */
static inline bool same_span(const struct span *a, const struct span *b)
{
    const uint64_t *v = a->words, *w = b->words;
    return ((v[0] ^ w[0]) | (v[1] ^ w[1]) | (v[2] ^ w[2]) | (v[3] ^ w[3]) | (v[4] ^ w[4]) |
            (v[5] ^ w[5]) | (v[6] ^ w[6])) == 0;
}

bool endings_find(struct endings *e, const struct line_cells *line, struct ending *ending)
{
    struct span span, *kept = NULL;
    struct spot spot;
    const uint32_t start = e->past == 0 ? 0 : line->ends[(ptrdiff_t)e->from - 1] + 1;
    const size_t length = e->past == 0 ? 0 : line->ends[e->past - 1] - start;
    if (length > 0 && length <= SPAN_BYTES) {
        read_span(line->bytes + start, length, &span);
        kept = &e->spans[slot_of_span(&span)];
    }
    if (kept != NULL && same_span(kept, &span)) {
        spot = kept->spot;
    } else if (!find_by_cells(e, line, &spot)) {
        return false;
    } else if (kept != NULL) {
        span.spot = spot;
        *kept = span;
    }
    *ending = (struct ending){e->texts.bytes + spot.start, spot.length};
    return true;
}
