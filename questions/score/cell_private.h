/** What cell_tables.c prepares and cell.c reads by. */
#ifndef QUESTIONS_SCORE_CELL_PRIVATE_H
#define QUESTIONS_SCORE_CELL_PRIVATE_H

#include "engine/arena.h"
#include "questions/score/cell.h"

/** A name of an outcome: its id or an alias, folded. */
struct cell_name {
    struct cell_text text;
    const char *id; /* of the outcome */
    size_t outcome; /* index into the outcomes of the decision; SIZE_MAX: no pack at hand */
};

struct cell_question {
    const struct item *item; /* NULL: a CSV key, letters are all there is */
    bool letters;            /* its options' ids are A, B, C, ... in order */
    size_t limit;            /* options that a cell may name */
    struct cell_text *texts; /* of the options, folded; NULL: none */
    struct cell_text stem;   /* folded */
    const struct cell_name *names;
    size_t name_count;
};

struct cells {
    const struct score_key *key;
    struct arena arena;
    struct cell_question *questions;
};

#endif
