/*
 * Rows lie in chunks: as many rows, with a byte for each code, as fit in a large page.  Which chunk a
 * student's row is in is a division by that number, done as a multiplication.  Should some code need two
 * bytes, all get them, a chunk after the other, so that never much more memory is needed than for those.
 */
#include "questions/score/sheet_private.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "questions/score/large.h"

#define CHUNK_BYTES LARGE_PAGE

struct student {
    const char *name, *section; /* in the sheet's arena; NULL: none */
    size_t paper;
};

struct sheet {
    const struct score_key *key;
    struct ids ids;
    struct student *students; /* owned */
    size_t student_capacity;
    size_t expected;        /* students in all, as far as somebody guessed */
    unsigned char **chunks; /* owned; of codes with one byte, or two if wide */
    size_t chunk_count, chunk_capacity;
    bool wide;
    uint32_t chunk_rows;     /* rows a chunk */
    uint64_t per_chunk;      /* 2^64 / chunk_rows, rounded up: for numbers below 2^32 it is exact */
    struct code_book *books; /* owned; one for each question */
    unsigned char *seen;     /* owned; options seen of each question */
    uint64_t *presented;     /* owned; a row of bits for each paper */
    size_t presented_words;  /* of a row */
    struct sheet_counts counts;
    struct arena arena; /* names and sections */
};

/* ---- Making one ------------------------------------------------------------------------------ */

static void note_papers(struct sheet *sheet)
{
    for (size_t p = 0; p < sheet->key->paper_count; p++) {
        const struct paper *paper = &sheet->key->papers[p];
        uint64_t *bits = sheet->presented + p * sheet->presented_words;
        for (size_t i = 0; i < paper->question_count; i++) {
            const size_t q = paper->questions[i].item;
            bits[q / 64] |= UINT64_C(1) << q % 64;
        }
    }
}

struct sheet *sheet_new(const struct score_key *key)
{
    struct sheet *sheet = calloc(1, sizeof *sheet);
    if (sheet == NULL) {
        return NULL;
    }
    const size_t questions = key->question_count;
    sheet->key = key;
    sheet->chunk_rows = questions == 0 ? 2 : (uint32_t)(CHUNK_BYTES / questions);
    sheet->chunk_rows = sheet->chunk_rows < 2 ? 2 : sheet->chunk_rows;
    sheet->per_chunk = UINT64_MAX / sheet->chunk_rows + 1;
    sheet->presented_words = (questions + 63) / 64;
    sheet->books = calloc(questions + 1, sizeof *sheet->books);
    sheet->seen = calloc(questions + 1, sizeof *sheet->seen);
    sheet->presented =
        calloc(key->paper_count * sheet->presented_words + 1, sizeof *sheet->presented);
    if (sheet->books == NULL || sheet->seen == NULL || sheet->presented == NULL) {
        sheet_free(sheet);
        return NULL;
    }
    note_papers(sheet);
    return sheet;
}

void sheet_free(struct sheet *sheet)
{
    if (sheet == NULL) {
        return;
    }
    for (size_t q = 0; sheet->books != NULL && q < sheet->key->question_count; q++) {
        code_book_fini(&sheet->books[q]);
    }
    for (size_t i = 0; i < sheet->chunk_count; i++) {
        free(sheet->chunks[i]);
    }
    ids_fini(&sheet->ids);
    arena_fini(&sheet->arena);
    free(sheet->students);
    free(sheet->chunks);
    free(sheet->books);
    free(sheet->seen);
    free(sheet->presented);
    free(sheet);
}

/* ---- Students -------------------------------------------------------------------------------- */

static bool grow_students(struct sheet *sheet, size_t capacity)
{
    struct student *students = realloc(sheet->students, capacity * sizeof *students);
    if (students == NULL) {
        return false;
    }
    sheet->students = students;
    sheet->student_capacity = capacity;
    return true;
}

void sheet_expect(struct sheet *sheet, size_t students)
{
    sheet->expected = students > sheet->expected ? students : sheet->expected;
    /* Where this fails, room is made as students come, and if that fails it is told. */
    (void)(students <= sheet->ids.count ||
           (ids_reserve(&sheet->ids, students) &&
            (students <= sheet->student_capacity || grow_students(sheet, students))));
}

/*
 * Chunk `number` of codes, all RESPONSE_NONE.  Most classes need no more than a part of the first one, of
 * which no page that nobody writes to takes memory.
 */
static unsigned char *make_chunk(const struct sheet *sheet, size_t number, bool wide)
{
    const bool small = number == 0 && sheet->expected <= sheet->chunk_rows;
    const size_t questions = sheet->key->question_count > 0 ? sheet->key->question_count : 1;
    const size_t size = (sheet->chunk_rows * questions) << wide;
    return small ? calloc(size, 1) : large_alloc(size);
}

/* Give every code two bytes; false: memory ran out, and some have two, some one. */
static bool widen(struct sheet *sheet)
{
    const size_t rows = sheet->chunk_rows, questions = sheet->key->question_count;
    for (size_t i = 0; i < sheet->chunk_count; i++) {
        const size_t left = sheet->ids.count - i * rows;
        const size_t cells = (left < rows ? left : rows) * questions;
        unsigned char *narrow = sheet->chunks[i], *wide = make_chunk(sheet, i, true);
        if (wide == NULL) {
            return false;
        }
        for (size_t c = 0; c < cells; c++) {
            sheet_cell_put(wide + c * sizeof(response_code), true, narrow[c]);
        }
        sheet->chunks[i] = wide;
        free(narrow);
    }
    sheet->wide = true;
    return true;
}

/* Room for one more student and his row. */
static bool make_room(struct sheet *sheet)
{
    const size_t count = sheet->ids.count;
    if (count == sheet->student_capacity && !grow_students(sheet, count + count / 2 + 64)) {
        return false;
    }
    if (count / sheet->chunk_rows < sheet->chunk_count) {
        return true;
    }
    if (sheet->chunk_count == sheet->chunk_capacity) {
        const size_t capacity = 2 * sheet->chunk_capacity + 16;
        unsigned char **chunks = realloc(sheet->chunks, capacity * sizeof *chunks);
        if (chunks == NULL) {
            return false;
        }
        sheet->chunks = chunks;
        sheet->chunk_capacity = capacity;
    }
    unsigned char *chunk = make_chunk(sheet, sheet->chunk_count, sheet->wide);
    if (chunk == NULL) {
        return false;
    }
    sheet->chunks[sheet->chunk_count++] = chunk;
    return true;
}

/* A copy in the sheet's arena, NULL of NULL and of nothing; false when memory ran out. */
static bool keep_text(struct sheet *sheet, const char *text, const char **kept)
{
    *kept = NULL;
    if (text != NULL && *text != '\0') {
        *kept = arena_copy(&sheet->arena, text, strlen(text));
        return *kept != NULL;
    }
    return true;
}

bool sheet_add_student(struct sheet *sheet, const struct id_key *id, size_t paper, const char *name,
                       const char *section, size_t *student)
{
    assert(id->length > 0 && id->length <= SHEET_STUDENT_MAX);
    const uint32_t known = ids_find_fresh(&sheet->ids, id);
    if (known != IDS_NONE) {
        *student = known;
        return true;
    }
    struct student fresh = {.paper = paper};
    if (!make_room(sheet) || !keep_text(sheet, name, &fresh.name) ||
        !keep_text(sheet, section, &fresh.section) || !ids_add(&sheet->ids, id)) {
        return false;
    }
    *student = sheet->ids.count - 1;
    sheet->students[*student] = fresh;
    return true;
}

/* ---- Responses ------------------------------------------------------------------------------- */

void sheet_see_option(struct sheet *sheet, size_t question, size_t option)
{
    if (option >= sheet->seen[question]) {
        sheet->seen[question] = (unsigned char)(option + 1);
    }
}

bool sheet_code(struct sheet *sheet, size_t question, const struct response *response,
                response_code *code)
{
    if (response->kind == RESPONSE_IS_OPTIONS) {
        sheet_see_option(sheet, question, 31 - (size_t)__builtin_clz(response->options));
    }
    return code_book_enter(&sheet->books[question], response, code) &&
           (*code <= UINT8_MAX || sheet->wide || widen(sheet));
}

bool sheet_book_is_full(const struct sheet *sheet, size_t question)
{
    return code_book_codes(&sheet->books[question]) > RESPONSE_MAX;
}

struct sheet_grid sheet_grid(const struct sheet *sheet)
{
    return (struct sheet_grid){.chunks = sheet->chunks,
                               .row = sheet->key->question_count,
                               .per_chunk = sheet->per_chunk,
                               .chunk_rows = sheet->chunk_rows,
                               .wide = sheet->wide};
}

/* Options of a question as far as two responses to it and the key say: the same in whatever order
 * anything was read. */
static size_t options_between(const struct sheet *sheet, size_t question, const struct response *a,
                              const struct response *b)
{
    const struct key_question *q = &sheet->key->questions[question];
    size_t count = q->option_count;
    if (!q->option_count_said) {
        const uint32_t named = (a->kind == RESPONSE_IS_OPTIONS ? a->options : 0) |
                               (b->kind == RESPONSE_IS_OPTIONS ? b->options : 0);
        const size_t letters = named == 0 ? 0 : 32 - (size_t)__builtin_clz(named);
        count = count > letters ? count : letters;
        count = count > KEY_OPTIONS_LEAST ? count : KEY_OPTIONS_LEAST;
    }
    return count;
}

static bool earns_more(const struct sheet *sheet, const struct entering *how, size_t question,
                       response_code code, response_code than)
{
    const struct response a = code_book_response(&sheet->books[question], code);
    const struct response b = code_book_response(&sheet->books[question], than);
    const size_t options = options_between(sheet, question, &a, &b);
    return credit_points(how->credit, sheet->key, question, options, &a) >
           credit_points(how->credit, sheet->key, question, options, &b);
}

/* Count a scored response (or, with -1, one that is so no longer). */
static void count_scored(struct sheet_counts *counts, response_code code, uint64_t one)
{
    counts->scored += one;
    counts->blank += code == RESPONSE_BLANK ? one : 0;
    counts->doubled += code == RESPONSE_DOUBLE ? one : 0;
}

enum entered sheet_enter_at(struct sheet *sheet, struct sheet_counts *counts,
                            const struct entering *how, unsigned char *cell, size_t question,
                            response_code code)
{
    const response_code there = sheet_cell_code(cell, sheet->wide);
    counts->read++;
    if (there == RESPONSE_NONE) {
        sheet_cell_put(cell, sheet->wide, code);
        count_scored(counts, code, 1);
        return ENTERED_SCORED;
    }
    if (there == code) {
        counts->superseded++;
        counts->superseded_identical++;
        return ENTERED_IDENTICAL;
    }
    if (how->duplicates == DUPLICATES_REJECT) {
        counts->rejected++;
        return ENTERED_REJECTED;
    }
    counts->superseded++;
    if (how->duplicates == DUPLICATES_FIRST ||
        (how->duplicates == DUPLICATES_BEST && !earns_more(sheet, how, question, code, there))) {
        return ENTERED_SUPERSEDED;
    }
    count_scored(counts, there, UINT64_MAX); /* one less */
    count_scored(counts, code, 1);
    sheet_cell_put(cell, sheet->wide, code);
    return ENTERED_SUPERSEDES;
}

enum entered sheet_enter(struct sheet *sheet, struct sheet_counts *counts,
                         const struct entering *how, size_t student, size_t question,
                         response_code code)
{
    assert(code != RESPONSE_NONE);
    const struct sheet_grid grid = sheet_grid(sheet);
    return sheet_enter_at(sheet, counts, how, sheet_grid_cell(&grid, student, question), question,
                          code);
}

void sheet_count(struct sheet *sheet, const struct sheet_counts *counts)
{
    struct sheet_counts *all = &sheet->counts;
    all->papers_read += counts->papers_read;
    all->papers_superseded += counts->papers_superseded;
    all->papers_rejected += counts->papers_rejected;
    all->read += counts->read;
    all->scored += counts->scored;
    all->superseded += counts->superseded;
    all->rejected += counts->rejected;
    all->superseded_identical += counts->superseded_identical;
    all->blank += counts->blank;
    all->doubled += counts->doubled;
}

/* ---- Reading it ------------------------------------------------------------------------------ */

const struct ids *sheet_ids(const struct sheet *sheet)
{
    return &sheet->ids;
}

const struct score_key *sheet_key(const struct sheet *sheet)
{
    return sheet->key;
}

size_t sheet_students(const struct sheet *sheet)
{
    return sheet->ids.count;
}

struct sheet_student sheet_student(const struct sheet *sheet, size_t student)
{
    assert(student < sheet->ids.count);
    const struct student *s = &sheet->students[student];
    return (struct sheet_student){.id = sheet->ids.texts[student].bytes,
                                  .length = sheet->ids.texts[student].length,
                                  .name = s->name,
                                  .section = s->section,
                                  .paper = s->paper};
}

struct sheet_row sheet_row(const struct sheet *sheet, size_t student)
{
    assert(student < sheet->ids.count);
    const struct sheet_grid grid = sheet_grid(sheet);
    const unsigned char *row = sheet_grid_cell(&grid, student, 0);
    return sheet->wide ? (struct sheet_row){NULL, (const response_code *)(const void *)row}
                       : (struct sheet_row){row, NULL};
}

response_code sheet_answer(const struct sheet *sheet, size_t student, size_t question)
{
    assert(student < sheet->ids.count);
    const struct sheet_grid grid = sheet_grid(sheet);
    return sheet_cell_code(sheet_grid_cell(&grid, student, question), sheet->wide);
}

const struct code_book *sheet_book(const struct sheet *sheet, size_t question)
{
    return &sheet->books[question];
}

size_t sheet_options(const struct sheet *sheet, size_t question)
{
    const struct key_question *q = &sheet->key->questions[question];
    if (q->option_count_said) {
        return q->option_count;
    }
    const size_t known = q->option_count > KEY_OPTIONS_LEAST ? q->option_count : KEY_OPTIONS_LEAST;
    return known > sheet->seen[question] ? known : sheet->seen[question];
}

bool sheet_presented(const struct sheet *sheet, size_t student, size_t question)
{
    const size_t paper = sheet->students[student].paper;
    return paper == KEY_NO_PAPER ||
           (sheet->presented[paper * sheet->presented_words + question / 64] >> question % 64 &
            1) != 0;
}

struct sheet_counts sheet_counts(const struct sheet *sheet)
{
    return sheet->counts;
}
