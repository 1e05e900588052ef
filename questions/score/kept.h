/**
 * What is kept of a scoring, so that it can be reported on later: every student with a cell for each
 * question.  It is scored again by the same key with the same code, so that a page can never say anything
 * else than the files.
 *
 * A cell: empty (no answer), "*" (a double mark), letters joined by ";" (options of the question, whatever
 * letters the student's paper had), "outcome:ID", or under --marks a number.
 */
#ifndef QUESTIONS_SCORE_KEPT_H
#define QUESTIONS_SCORE_KEPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "questions/score/sheet.h"

struct buffer; /* questions/text/buffer.h */

/** The columns of responses.csv before the questions. */
#define KEPT_COLUMNS 4 /* student, section, name, paper (from 1; empty: none) */

/** The decision whose outcomes answer a question; SIZE_MAX: there is none. */
size_t kept_decision(const struct score_key *key, size_t question);
/** A response as a cell. */
void kept_cell(struct buffer *out, const struct score_key *key, size_t question,
               const struct response *response);

/** A student that comes back; `paper` as in struct sheet_student. */
struct kept_student {
    const char *id;
    size_t length;
    const char *section, *name; /* NULL or "": none */
    size_t paper;
};
/**
 * Put a student into a sheet.
 * @problem  receives what is wrong, static, when the result is false
 */
bool kept_student(struct sheet *sheet, const struct kept_student *who, size_t *student,
                  const char **problem);
/** Put a cell there. */
bool kept_answer(struct sheet *sheet, size_t student, size_t question, const char *cell,
                 size_t length, const char **problem);

/**
 * Read responses.csv into an empty sheet.
 * @problem  receives a sentence with the line in it when the result is false
 */
bool kept_read(FILE *file, struct sheet *sheet, struct buffer *problem);

#endif
