/**
 * The key that answers are scored by: which questions, what is right, what it is worth.  It is made
 * from a bank, whose keys the engine has derived again, or from a CSV file that somebody typed; both
 * can be corrected by status (dropped, all-credit, unscored) without touching the questions.
 */
#ifndef QUESTIONS_SCORE_KEY_H
#define QUESTIONS_SCORE_KEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/arena.h"
#include "engine/diag.h"
#include "questions/bank/bank.h"

struct subject; /* questions/item/subject.h */

#define KEY_OPTIONS_MAX   ITEM_OPTIONS_MAX /* letters A to Z */
#define KEY_OPTIONS_LEAST 4                /* A to D, where nobody says how many there are */
#define KEY_NO_PAPER      SIZE_MAX
#define KEY_NO_QUESTION   SIZE_MAX

/** What a question does to the total. */
enum key_status {
    KEY_SCORED,     /* its points count */
    KEY_DROPPED,    /* out of the total, for everybody; no statistics */
    KEY_ALL_CREDIT, /* everybody whose paper has it gets all its points */
    KEY_UNSCORED    /* statistics, but no points: a question on trial */
};

/** One question of the key. */
struct key_question {
    const char *id;
    const struct item
        *item;           /* borrowed from the bank; NULL: a CSV key, so letters are all there is */
    size_t option_count; /* at most KEY_OPTIONS_MAX; of a CSV key as far as known before reading */
    bool option_count_said; /* false: letters seen in the answers add to it (sheet_options) */
    /** Sets of options (bit i: option i) that are right: the key, then its alternates.  Of a bank: one. */
    uint32_t *right;
    size_t right_count; /* 0: nothing is right (--marks, or a question without a key) */
    size_t choose;      /* how many of a set are to be chosen; 0: all.  A bank's question with two
                           right options may ask for one of them */
    double points;      /* the most it can earn; more than 0 */
    enum key_status status;
    bool proved; /* the engine derived this key: it is not doubted */
};

/** Zero-initialise; key_fini() frees.  All in it lives in its arena, or in the bank it was made of. */
struct score_key {
    struct arena arena;
    const struct bank *bank; /* borrowed; NULL: a CSV key */
    const struct subject
        *subject; /* borrowed; NULL: no pack at hand, nothing is judged by an engine */
    struct key_question *questions;
    size_t question_count;
    /** Papers as banks have them; `item` is the index of a question of the key.  A bank's own are
     * borrowed: of a national exam they are larger than anything else here. */
    const struct paper *papers;
    size_t
        paper_count; /* 0: everybody has all questions, in key order, with options as they stand */
    bool marks;      /* --marks: cells are marks */
    struct key_index *index; /* private to key.c */
};

/**
 * A key of a bank.  A question worth no points is unscored, as if it were worth one.
 * @proved  one flag for each item: its key was derived again; NULL: none was
 * @return  false when memory ran out; key_fini() in any case
 */
bool key_of_bank(struct score_key *key, const struct bank *bank, const struct subject *subject,
                 const bool proved[]);
/**
 * A key read from CSV, `question,answer[,points][,status][,options][,form][,position]`, columns in any
 * order.  Questions stand in the order of their first rows.  With `form` each form is a paper: its rows,
 * or `position` from 1 on, say which question stands where, and the letters in `answer` are those of
 * that form.  The options of a question are numbered as on its first form; on another form the right
 * ones are matched with those in order (so an answer must have the same shape on each: "A|BC" and
 * "D|AB", not "A|B"), and the wrong ones, too.  `position` alone is the order of the questions.
 * @marks  cells will be marks, `points` the most: `answer` is not needed, nor looked at
 * @text   must live as long as the key
 * @diags  receives every fault that one run can find, with line and column
 * @return false after at least one error; key_fini() in any case
 */
bool key_of_csv(struct score_key *key, const struct source_text *text, bool marks,
                struct diags *diags);
void key_fini(struct score_key *key);

/**
 * Which question has this id; KEY_NO_QUESTION: none.  Exactly so, else but for case (of ASCII), if only
 * one is meant.  The same for forms and students below.
 */
size_t key_question(const struct score_key *key, const char *id, size_t length);
/**
 * The first question from number `from` on whose id is this one but for case and zeros that begin a number
 * (names_without_zeros()): "Q1" for "Q01"; KEY_NO_QUESTION: none.  Cost: O(questions).
 */
size_t key_question_but_zeros(const struct score_key *key, const char *id, size_t length,
                              size_t from);
/**
 * Which paper has this form, or belongs to this student; KEY_NO_PAPER: none.  A form that is a number
 * may have lost its leading zeros, as it does in spreadsheets.
 */
size_t key_paper_of_form(const struct score_key *key, const char *form, size_t length);
size_t key_paper_of_student(const struct score_key *key, const char *student, size_t length);
/** The place of a question on a paper, from 0; SIZE_MAX: it is not on it.  Cost: O(log places). */
size_t key_place_of(const struct score_key *key, size_t paper, size_t question);

#endif
