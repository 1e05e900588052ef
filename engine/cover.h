/**
 * Small sets of cases that show every row and every condition of a decision at work: what testers
 * call MC/DC (modified condition/decision coverage), on a table whose facts hang together.
 *
 * A row is shown by a case that it decides.  A condition of a row, say "encrypted is yes", is shown
 * by two possible cases:
 *   - the row decides one of them (the row that table_row() names, in `first` and `unique` tables);
 *   - the other has another outcome.  A case without an outcome (a gap, a clash) shows nothing;
 *   - they differ in the fact of the condition, and besides only in facts that must change with it:
 *     putting back any of these, alone or together, gives a case that is not possible.
 * So where the fact can change alone, nothing else may.  Where an impossible combination is in the
 * way, there may be several ways out of it.  Those that change the fewest facts count, as in
 * table_needs() and explain_changes(); only for a condition that cannot be shown so do the others
 * count, too.  Another condition of the row may be among the facts that must change.  In a `first`
 * table the other case may be decided by a row before this one: what counts is that the outcome
 * changes when the fact does.
 *
 * First cover_find() looks for the pairs, or the reason why there is none; then cover_choose() picks
 * as few cases as it can so that each row and each condition that can be shown is.
 */
#ifndef ENGINE_COVER_H
#define ENGINE_COVER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/cases.h"
#include "engine/pack.h"
#include "engine/table.h"

/** What is to be shown, and by which cases. */
struct cover_task {
    const struct pack *pack;
    size_t decision;
    const struct table *table;     /* of that decision */
    const struct case_set *usable; /* cases that may be chosen; NULL: every possible one */
    const struct case_set
        *contrast; /* of these, the ones that may stand for another outcome; NULL: all */
};

/** Can a condition be shown?  If not, the first of these reasons that holds. */
enum cover_why {
    COVER_SHOWN,
    COVER_CONSTANT,  /* the fact has one value in all possible cases */
    COVER_WITHHELD,  /* only by cases that may not be used */
    COVER_UNDECIDED, /* it leads to cases without an outcome, but to no other outcome */
    COVER_SAME,      /* the outcome stays the same wherever the fact changes */
    COVER_GIVEN_UP   /* not found in the steps allowed: nobody knows */
};

/** Two cases that show a condition, as near to each other as can be. */
struct cover_pair {
    uint32_t decided; /* by the row */
    uint32_t other;   /* it has another outcome */
};

/** A condition of a row that decides something. */
struct cover_condition {
    size_t rule, fact;
    enum cover_why why;
    size_t first, count; /* its pairs in `pairs`, in rising order; count 0 unless shown */
    bool all;            /* these are all there are: the search was not cut short */
    /* Not shown, and the fact can change: one case of the row, and the case that it leads to. */
    struct cover_pair witness;
};

/** All rows and conditions of one decision. */
struct cover {
    size_t rule_count;
    uint32_t *row_case; /* for each row the lowest usable case that it decides, or COVER_NO_CASE */
    size_t rows;        /* how many of them decide a usable case */
    struct cover_condition *conditions; /* of those rows; by row, then by fact */
    size_t condition_count;
    size_t shown; /* how many of them can be shown */
    struct cover_pair *pairs;
    size_t pair_count, pair_capacity;
};

#define COVER_NO_CASE UINT32_MAX

/**
 * Find what can be shown.
 * @cover   zeroed; receives it; cover_fini() frees
 * @return  false when memory ran out
 * Takes a bounded number of steps (COVER_STEPS) and keeps a bounded number of pairs
 * (COVER_PAIRS, or 16 a condition): what is cut short has `all` false.
 */
bool cover_find(const struct cover_task *task, struct cover *cover);
void cover_fini(struct cover *cover);

#define COVER_STEPS ((size_t)1 << 27)
#define COVER_PAIRS ((size_t)1 << 20)

/** Some cases, chosen. */
struct cover_choice {
    uint32_t *cases; /* owned; by the row that decides, then rising */
    size_t count;
    struct case_set set; /* the same ones */
    bool smallest;       /* proved: no smaller set does */
    size_t at_least;     /* no set of fewer cases does; == count when smallest */
};

/**
 * Choose as few cases as can be found so that every row that decides a usable case decides one of
 * them, and every condition that can be shown is shown by two of them.
 * @choice  zeroed; receives them; cover_choice_fini() frees
 * @return  false when memory ran out
 * Takes a bounded number of steps; the same task gets the same cases on every machine.
 */
bool cover_choose(const struct cover_task *task, const struct cover *cover,
                  struct cover_choice *choice);

/**
 * Choose as few cases as can be found so that every row that decides a usable case decides one of
 * them, and every two values of two facts that some usable case has together stand together in one
 * (of a pack with a single fact: every value).  Undecided cases are left out.
 */
bool cover_pairwise(const struct cover_task *task, struct cover_choice *choice);
void cover_choice_fini(struct cover_choice *choice);

/** Where a case stands in a choice; SIZE_MAX: it is not in it. */
size_t cover_choice_find(const struct cover_choice *choice, const struct table *table,
                         uint32_t whole);
/** The pair of a condition that a choice holds whole, the first of them; false: none. */
bool cover_pair_in(const struct cover *cover, size_t condition, const struct cover_choice *choice,
                   struct cover_pair *pair);

#endif
