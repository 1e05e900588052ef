/**
 * The answer sheet while it is filled: for readers of answer files, and for tests.  Nobody may read it
 * (sheet.h) at the same time, but where it is said.
 */
#ifndef QUESTIONS_SCORE_SHEET_PRIVATE_H
#define QUESTIONS_SCORE_SHEET_PRIVATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "questions/score/credit.h"
#include "questions/score/ids.h"
#include "questions/score/sheet.h"

/** An empty sheet for a key, which must outlive it; NULL when memory ran out. */
struct sheet *sheet_new(const struct score_key *key);
void sheet_free(struct sheet *sheet);

/** So many students are expected in all: room for them is made at once, where there is memory for it. */
void sheet_expect(struct sheet *sheet, size_t students);

/** All students' ids; an id's number is the student's. */
const struct ids *sheet_ids(const struct sheet *sheet);
/**
 * The number of a student, who is added if he is new.
 * @id       1 to SHEET_STUDENT_MAX bytes; copied
 * @paper    index into the key's papers, or KEY_NO_PAPER; of a new student only
 * @name     and @section, too; may be NULL; copied
 * @return   false when memory ran out
 */
bool sheet_add_student(struct sheet *sheet, const struct id_key *id, size_t paper, const char *name,
                       const char *section, size_t *student);

/**
 * The code of a response to a question; letters that it names are options of the question from now on.
 * @return  false when memory ran out or the book is full: sheet_book_is_full() tells which.  If it was
 *          memory, the sheet is of no use any more
 */
bool sheet_code(struct sheet *sheet, size_t question, const struct response *response,
                response_code *code);
bool sheet_book_is_full(const struct sheet *sheet, size_t question);
/** Options up to the one of this number exist; of a key that does not say how many there are. */
void sheet_see_option(struct sheet *sheet, size_t question, size_t option);

/** How responses are entered. */
struct entering {
    enum duplicates duplicates;
    const struct credit *credit; /* of DUPLICATES_BEST only */
};
/** What became of a response, and of the one it met. */
enum entered {
    ENTERED_SCORED,
    ENTERED_IDENTICAL,  /* superseded: the same was there */
    ENTERED_SUPERSEDED, /* superseded: another one was there, which stays */
    ENTERED_SUPERSEDES, /* scored: another one was there, which is superseded */
    ENTERED_REJECTED    /* rejected: another one was there, which stays */
};
/**
 * Enter a response and count it, as read too.  Several threads may do so at once, if each has students
 * and counts of its own.
 * @code  not RESPONSE_NONE
 */
enum entered sheet_enter(struct sheet *sheet, struct sheet_counts *counts,
                         const struct entering *how, size_t student, size_t question,
                         response_code code);
/**
 * Where responses lie, for those who enter many and look ahead: rows in chunks, as many in each as fit in a
 * large page.  Borrowed, valid until a student is added or an answer gets a code.
 */
struct sheet_grid {
    unsigned char *const *chunks;
    size_t row;          /* codes of a row: the key's questions */
    uint64_t per_chunk;  /* 2^64 / chunk_rows, rounded up: for numbers below 2^32 it is exact */
    uint32_t chunk_rows; /* at least 2 */
    bool wide;           /* codes have two bytes */
};
struct sheet_grid sheet_grid(const struct sheet *sheet);
/** Where the response of a student to a question lies. */
static inline unsigned char *sheet_grid_cell(const struct sheet_grid *grid, size_t student,
                                             size_t question)
{
    const uint32_t chunk = ids_high((uint64_t)student, grid->per_chunk);
    const size_t at = (student - (size_t)chunk * grid->chunk_rows) * grid->row + question;
    return grid->chunks[chunk] + (at << grid->wide);
}
/** What lies there. */
static inline response_code sheet_cell_code(const unsigned char *cell, bool wide)
{
    response_code code;
    if (!wide) {
        return *cell;
    }
    memcpy(&code, cell, sizeof code);
    return code;
}
static inline void sheet_cell_put(unsigned char *cell, bool wide, response_code code)
{
    if (wide) {
        memcpy(cell, &code, sizeof code);
    } else {
        *cell = (unsigned char)code;
    }
}
/** sheet_enter() where the place is found already. */
enum entered sheet_enter_at(struct sheet *sheet, struct sheet_counts *counts,
                            const struct entering *how, unsigned char *cell, size_t question,
                            response_code code);
/** Add counts of a thread's, or of a reader's own. */
void sheet_count(struct sheet *sheet, const struct sheet_counts *counts);

#endif
