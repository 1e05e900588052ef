/**
 * The answer sheet: a code for every student and question, a byte each (two, once a question has met more
 * answers than a byte can tell), and what became of every response that was read.  Readers
 * (questions/score/answers.h) fill it; scoring and statistics only read it, so they are worked out from the
 * very same numbers whatever the files looked like, in which order the lines stood, and on how many threads.
 *
 * Read = scored + superseded + rejected, always.
 */
#ifndef QUESTIONS_SCORE_SHEET_H
#define QUESTIONS_SCORE_SHEET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "questions/score/key.h"
#include "questions/score/response.h"

#define SHEET_STUDENT_MAX 255 /* bytes of a student's id */

struct sheet; /* private to questions/score/sheet.c */

/** What a second, different response to the same question does. */
enum duplicates {
    DUPLICATES_REJECT, /* is rejected; the first is kept */
    DUPLICATES_FIRST,  /* is superseded; the first is kept */
    DUPLICATES_LAST,   /* supersedes the first */
    DUPLICATES_BEST    /* whichever earns more points is kept; of equals the first */
};

/** What became of papers and responses. */
struct sheet_counts {
    uint64_t papers_read;       /* rows of wide and fixed files; of long ones, students met */
    uint64_t papers_superseded; /* rows of which nothing was scored, but something superseded */
    uint64_t papers_rejected;   /* rows refused whole, or all of whose cells met other answers */
    uint64_t read, scored, superseded, rejected; /* responses */
    uint64_t superseded_identical;               /* of `superseded`: the same answer again */
    uint64_t blank, doubled;                     /* of `scored` */
};

/** A student: borrowed texts, valid as long as the sheet. */
struct sheet_student {
    const char *id; /* NUL-terminated, as it stood first */
    size_t length;
    const char *name;    /* from an export; NULL: none */
    const char *section; /* from the roster or an export; NULL: none */
    size_t paper;        /* index into the key's papers; KEY_NO_PAPER: all questions */
};

const struct score_key *sheet_key(const struct sheet *sheet);
size_t sheet_students(const struct sheet *sheet);
/** By number, in order of first appearance. */
struct sheet_student sheet_student(const struct sheet *sheet, size_t student);
/** A student's codes, one for each question of the key; one of the two is NULL. */
struct sheet_row {
    const unsigned char *narrow; /* as long as every code of the sheet fits in a byte */
    const response_code *wide;
};
struct sheet_row sheet_row(const struct sheet *sheet, size_t student);
static inline response_code sheet_row_code(struct sheet_row row, size_t question)
{
    return row.wide == NULL ? row.narrow[question] : row.wide[question];
}
/** The same of one question alone. */
response_code sheet_answer(const struct sheet *sheet, size_t student, size_t question);
const struct code_book *sheet_book(const struct sheet *sheet, size_t question);
/** How many options a question has: as the key says, or the letters that were seen. */
size_t sheet_options(const struct sheet *sheet, size_t question);
/** Is the question on the student's paper? */
bool sheet_presented(const struct sheet *sheet, size_t student, size_t question);
struct sheet_counts sheet_counts(const struct sheet *sheet);

#endif
