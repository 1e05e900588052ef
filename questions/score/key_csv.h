/**
 * The rows of a key as CSV, and how they become its questions and papers.  Between key_csv.c, which
 * reads them, and key_rows.c; private to these two.
 */
#ifndef QUESTIONS_SCORE_KEY_CSV_H
#define QUESTIONS_SCORE_KEY_CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "questions/score/key.h"

#define KEY_SETS_MAX     64u /* alternates of one answer: a letter's sets are bits of a word */
#define KEY_POSITION_MAX 100000u

/** One row; texts and sets live in the key's arena. */
struct key_row {
    const char *id, *form; /* form "": none said */
    uint32_t *sets;        /* right options, by the letters of this form */
    size_t set_count;      /* 0: no answer was given */
    double points;         /* 0: unsaid */
    bool status_said;
    enum key_status status;
    size_t options;  /* 0: unsaid */
    size_t position; /* from 1; 0: unsaid */
    struct place place, answer_place, form_place, position_place;
    size_t question; /* of the key; set by key_of_rows() */
    size_t paper;    /* number of its form; set by key_of_rows() */
};

/** Zero-initialise but for `arena`; key_rows_fini() frees. */
struct key_rows {
    struct arena *arena;
    struct key_row *items; /* owned */
    size_t count, capacity;
};
void key_rows_fini(struct key_rows *rows);
/** A new, zeroed row at the end, valid until the next one is added; NULL when memory ran out. */
struct key_row *key_rows_add(struct key_rows *rows);

/**
 * Make the questions, papers and look-ups of a key.
 * @diags  receives what does not agree
 * @return false when memory ran out
 */
bool key_of_rows(struct score_key *key, struct key_rows *rows, struct diags *diags);

#endif
