/**
 * The slow, obvious twin of questions/score/answers.h: a file read record by record with the plain
 * readers, every name looked up by going through all of them, every answer compared with every way to
 * write it.  Headers must be spelled as the README spells them.
 */
#ifndef TESTS_UNIT_SLOW_ANSWERS_H
#define TESTS_UNIT_SLOW_ANSWERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "questions/score/answers.h"
#include "questions/score/cell.h"

enum slow_shape { SLOW_LONG, SLOW_WIDE, SLOW_MOODLE, SLOW_CANVAS, SLOW_NDJSON, SLOW_FIXED };

#define SLOW_QUESTIONS 66000 /* of a key, at most */

struct slow_student {
    char *id; /* owned */
    size_t paper;
    struct response *row; /* owned; one for each question */
};

struct slow_reject {
    unsigned long long line, responses;
};

struct slow_answers {
    const struct score_key *key;
    enum slow_shape shape;
    enum duplicates duplicates;
    const struct fixed_layout *layout;
    char separator; /* 0: found */
    struct slow_student *students;
    size_t student_count;
    struct slow_reject *rejects;
    size_t reject_count;
    struct sheet_counts counts;
    uint32_t named[SLOW_QUESTIONS]; /* letters that responses to a question named, bit 0 is A */
};

/** Zero-initialise, set the first five; slow_fini() frees.  False: the file is no answer file. */
bool slow_read(struct slow_answers *slow, const char *bytes, size_t length);
void slow_fini(struct slow_answers *slow);
/** How many options a question has: as the key says, else as letters were seen in it and in responses. */
size_t slow_options(const struct slow_answers *slow, size_t question);
/** Bytes of a space beyond ASCII at the beginning, or at the end, of a text; 0: there is none. */
size_t slow_space(const char *bytes, size_t length, bool behind);
/** What a cell says; false: it is refused. */
bool slow_cell(const struct score_key *key, const struct cell_place *place, const char *bytes,
               size_t length, struct response *response);

#endif
