/**
 * The engine a second time, slow and obvious: it interprets the rows of a pack case by case and tries
 * everything.  It shares only the pack structs with the engine, none of its algorithms.
 */
#ifndef TESTS_UNIT_SLOW_ENGINE_H
#define TESTS_UNIT_SLOW_ENGINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/pack.h"

#define SLOW_NONE (-1)

/** Everything about one decision (or one misconception) of a pack, for every case. */
struct slow {
    size_t facts, cases; /* cases: 2 to the facts */
    bool *possible;      /* of each case */
    int *row;            /* the row that decides; SLOW_NONE: none, or two that differ */
    int *outcome;        /* its outcome, or SLOW_NONE */
    uint32_t *list;      /* the possible cases in rising order */
    size_t count;
};

bool slow_when(const struct pack *pack, struct partial when, uint32_t whole);
bool slow_possible(const struct pack *pack, uint32_t whole);
/** The row of a decision that answers; SLOW_NONE: none, or (unique) two with different outcomes. */
int slow_row(const struct pack *pack, size_t decision, uint32_t whole);
/** What somebody with a misconception answers; SLOW_NONE: nothing. */
int slow_belief(const struct pack *pack, size_t misconception, uint32_t whole);
/** The same of somebody with two of one decision. */
int slow_pair(const struct pack *pack, size_t first, size_t second, uint32_t whole);

struct slow slow_of_decision(const struct pack *pack, size_t decision);
struct slow slow_of_misconception(const struct pack *pack, size_t misconception);
void slow_free(struct slow *slow);

/** Facts set in a word. */
int slow_count(uint32_t bits);
/** See the functions of the same names in engine/. */
bool slow_close(const struct slow *slow, struct partial facts, struct partial *closed);
uint64_t slow_open(const struct slow *slow, struct partial facts, bool rows[], size_t row_count,
                   bool *undecided);
uint32_t slow_needs(const struct slow *slow, struct partial facts);
/** The smallest sets of changes, rising; @sets has room for every case. @return how many. */
size_t slow_changes(const struct slow *slow, uint32_t whole, int outcome, uint32_t may_change,
                    uint32_t sets[]);

/** Questions that the best plan asks: in sum over the cases left, and at worst. */
struct slow_plan {
    size_t cases, total, worst;
};
/** Tries every plan there is, without remembering anything: at most 6 unknown facts or so. */
struct slow_plan slow_advise(const struct slow *slow, struct partial facts);

#endif
