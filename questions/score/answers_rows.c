/*
 * Rows of wide CSV that hold a student and then simple answers are read cell by cell in one walk; of rows
 * in the key's order, eight letters at once.  What is not simple needs a closer look (answers_wide.c).
 */
#include <string.h>

#include "questions/score/answers_private.h"

#define LETTERS 8 /* cells read at once */

struct row_walk rows_walk(struct piece *piece)
{
    const struct answers *a = piece->answers;
    const struct columns *c = &a->file.columns;
    struct row_walk walk = {.usual = a->key->paper_count == 0 && a->file.shape == &shape_wide &&
                                     c->student == 0 && c->count == c->answer_count + 1,
                            .in_order = true};
    for (size_t i = 0; i < c->answer_count && walk.usual; i++) {
        walk.usual = c->answers[i].cell == i + 1;
        walk.in_order = walk.in_order && c->answers[i].question == c->answers[0].question + i;
    }
    walk.usual = walk.usual && piece_room_for_row(piece, c->answer_count);
    return walk;
}

/* ---- Cells ----------------------------------------------------------------------------------- */

/* The code of a cell that is one letter or empty and ends with `ends`; CODE_FAILED: it is not so. */
static inline uint32_t simple_code(const struct answers *a, uint32_t question, const char **at,
                                   char ends)
{
    const char *cell = *at;
    if (cell[0] == ends) {
        *at = cell + 1;
        return RESPONSE_BLANK;
    }
    const unsigned char option = a->letters[(unsigned char)cell[0]];
    if (option >= a->fast_limit[question] || cell[1] != ends) {
        return CODE_FAILED;
    }
    *at = cell + 2;
    return RESPONSE_OPTION + (uint32_t)option;
}

/*
 * A cell of another kind, without quotes and NUL bytes; the same.  One that is refused is not taken here: the
 * reason may be one for which all of its row is refused.
 */
static uint32_t other_code(struct piece *piece, uint32_t question, const char **at, char separator)
{
    const char *cell = *at, *end = cell;
    while (*end != separator && *end != '\n' && *end != '\0') {
        end++;
    }
    if (*cell == '"' || *end != separator || end >= piece->to) {
        return CODE_FAILED;
    }
    const struct cell_place place = {.question = question, .comma = separator != ','};
    const uint32_t code = piece_code(piece, &place, cell, (size_t)(end - cell));
    *at = end + 1;
    return code == CODE_REFUSED ? CODE_FAILED : code;
}

/* The last cell of a row, one letter or empty, and the end of the line. */
static uint32_t last_code(const struct answers *a, uint32_t question, const char **at)
{
    const char *cell = *at;
    if (cell[0] != '\r' && (cell[0] == '\n' || cell[1] != '\r')) {
        return simple_code(a, question, at, '\n');
    }
    const uint32_t code = simple_code(a, question, at, '\r');
    if (code == CODE_FAILED || **at != '\n') {
        return CODE_FAILED;
    }
    ++*at;
    return code;
}

static inline uint32_t cell_code(struct piece *piece, size_t column, const char **at)
{
    const struct answers *a = piece->answers;
    const uint32_t question = (uint32_t)a->file.columns.answers[column].question;
    if (column + 1 == a->file.columns.answer_count) {
        return last_code(a, question, at);
    }
    const uint32_t code = simple_code(a, question, at, a->file.separator);
    return code != CODE_FAILED ? code : other_code(piece, question, at, a->file.separator);
}

/*
 * Codes of LETTERS cells of one letter each, every one with a separator behind it.
 * @limits  how many letters each of the questions has
 * @return  false: some are not so; the codes mean nothing then
 */
static inline bool letter_codes(const char *at, char separator, const unsigned char limits[],
                                unsigned char codes[])
{
#if defined(__SSE2__)
    const __m128i low = _mm_set1_epi16(0xff);
    const __m128i text = _mm_loadu_si128((const __m128i *)(const void *)at);
    const __m128i behind =
        _mm_cmpeq_epi16(_mm_srli_epi16(text, 8), _mm_set1_epi16((short)(unsigned char)separator));
    const __m128i small = _mm_or_si128(_mm_and_si128(text, low), _mm_set1_epi16('a' - 'A'));
    const __m128i options = _mm_sub_epi16(small, _mm_set1_epi16('a'));
    const __m128i most = _mm_unpacklo_epi8(_mm_loadl_epi64((const __m128i *)(const void *)limits),
                                           _mm_setzero_si128());
    const __m128i known = _mm_andnot_si128(_mm_cmplt_epi16(options, _mm_setzero_si128()),
                                           _mm_cmplt_epi16(options, most));
    const __m128i found = _mm_add_epi16(options, _mm_set1_epi16(RESPONSE_OPTION));
    _mm_storel_epi64((__m128i *)(void *)codes, _mm_packus_epi16(found, found));
    return _mm_movemask_epi8(_mm_and_si128(behind, known)) == 0xffff;
#else
    (void)at, (void)separator, (void)limits, (void)codes;
    return false; /* one after the other, then */
#endif
}

/* ---- Rows ------------------------------------------------------------------------------------ */

/* The student's cell; of length 0: it needs a closer look. */
static struct cell_text find_id(const char *at, char separator)
{
    const char *end = at;
    while (*end != separator && *end != '\n') {
        end++;
    }
    const struct cell_text id = {at, (size_t)(end - at)};
    const bool plain = *end != '\n' && *at != '"' && judge_trim(id).length == id.length;
    return (struct cell_text){at, plain ? id.length : 0};
}

static const char *next_row(struct piece *piece, const char *at)
{
    piece->line++;
    return at < piece->to ? at : piece->to;
}

/* May the row that ends before `next` be too long? */
static bool is_long(const char *at, const char *next)
{
    return (size_t)(next - at) > RECORDS_MAX;
}

/* Codes of the cells of a row in the key's order; its end, or NULL: it needs a closer look. */
static const char *walk_in_order(struct piece *piece, const char *cell, unsigned char codes[],
                                 uint32_t *blank)
{
    const struct answers *a = piece->answers;
    const size_t count = a->file.columns.answer_count;
    const unsigned char *limits = a->fast_limit + a->file.columns.answers[0].question;
    size_t alone = 0; /* cells still to read one by one, where eight were not so */
    for (size_t i = 0; i < count;) {
        if (alone == 0 && i + LETTERS < count) {
            if (letter_codes(cell, a->file.separator, limits + i, codes + i)) {
                cell += 2 * LETTERS;
                i += LETTERS;
                continue;
            }
            alone = LETTERS;
        }
        const uint32_t code = cell_code(piece, i, &cell);
        if (code > UINT8_MAX || code == RESPONSE_DOUBLE) {
            return NULL;
        }
        *blank += code == RESPONSE_BLANK;
        codes[i++] = (unsigned char)code;
        alone -= alone > 0;
    }
    return cell;
}

/* Take a row in the key's order whose codes are all known; NULL: it is not so. */
static const char *take_in_order(struct piece *piece, const char *at, struct cell_text id)
{
    const struct columns *c = &piece->answers->file.columns;
    const struct person person = {.student = id};
    const uint32_t first = (uint32_t)c->answers[0].question;
    struct last_student who = {0};
    unsigned char *codes = piece->row_codes;
    uint32_t blank = 0;
    const char *end = walk_in_order(piece, at + id.length + 1, codes, &blank);
    if (end == NULL || is_long(at, end) || judge_student(piece, &person, &who, NULL) != CELL_READ) {
        return NULL;
    }
    struct run *run = piece_streak(piece, &who, at, first);
    if (run == NULL) {
        return NULL;
    }
    struct bucket *b = &piece->buckets[who.partition];
    memcpy(b->codes + b->code_count, codes, c->answer_count);
    b->code_count += c->answer_count;
    run->count = (uint32_t)c->answer_count;
    run->blank = blank;
    piece->counts.papers_read++;
    return next_row(piece, end);
}

/* Take a row cell by cell; NULL: it needs a closer look. */
static const char *take_cells(struct piece *piece, const char *at, struct cell_text id)
{
    const struct columns *c = &piece->answers->file.columns;
    const char *cell = at + id.length + 1;
    for (size_t i = 0; i < c->answer_count; i++) {
        piece->row[i].question = (uint32_t)c->answers[i].question;
        piece->codes[i] = cell_code(piece, i, &cell);
        if (piece->codes[i] == CODE_FAILED) {
            return NULL;
        }
    }
    struct last_student who = {0};
    const struct person person = {.student = id};
    if (is_long(at, cell) || judge_student(piece, &person, &who, NULL) != CELL_READ) {
        return NULL;
    }
    piece_take_row(piece, &who, at, c->answer_count);
    return next_row(piece, cell);
}

const char *rows_take(struct piece *piece, const struct row_walk *walk, const char *at)
{
    const size_t pending = piece->pending_count;
    const struct cell_text id =
        walk->usual ? find_id(at, piece->answers->file.separator) : (struct cell_text){0};
    const char *next = NULL;
    if (id.length > 0 && walk->in_order) {
        next = take_in_order(piece, at, id);
    }
    if (id.length > 0 && next == NULL) {
        piece->pending_count = pending; /* what a row says counts once it is taken */
        next = take_cells(piece, at, id);
    }
    if (next == NULL) {
        piece->pending_count = pending;
    }
    return next;
}
