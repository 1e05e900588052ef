/**
 * The proof of a pack: what is wrong with its tables, found by looking at every possible case, each
 * finding with the rows involved and a witness.  Dead rows are found against the *union* of the rows
 * before them, redundant ones against all others; nothing is estimated.
 */
#ifndef ENGINE_CHECK_H
#define ENGINE_CHECK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/pack.h"
#include "engine/table.h"

/** What a finding says.  The first ones are problems; from FINDING_ORDER_MATTERS on they are notes. */
enum finding_kind {
    FINDING_CONTRADICTION, /* the impossible combinations leave no case: nothing else is judged */
    FINDING_GAP,           /* a possible case that no row matches */
    FINDING_CONFLICT, /* "unique": rows with different outcomes match one case (table.h: a clash) */
    FINDING_DEAD,     /* a row that decides no possible case ("unique": matches none) */
    FINDING_REDUNDANT,           /* a row whose removal changes nothing */
    FINDING_UNREACHABLE_OUTCOME, /* an outcome that no row leads to */
    FINDING_UNUSED_FACT,         /* a fact that nothing uses */
    FINDING_SAME_AS_KEY,         /* a misconception that is none */
    FINDING_TWINS,               /* two misconceptions that answer alike */
    FINDING_ORDER_MATTERS,       /* "first": rows with different outcomes match one case */
    FINDING_DECOY,               /* a fact that only misconceptions use */
    FINDING_ONE_CASE             /* a misconception that shows in a single case */
};

/**
 * SIZE_MAX stands for "none" in the numbers.  The other rows involved are
 *   conflict, order-matters  the earlier rows with another outcome that match a case it matches;
 *   dead                     the rows that decide the cases it matches;
 *   redundant                the rows that decide, without it, the cases it decides (unique: matches).
 * All are named unless there are millions of names in a pack: `more` says that some are left out.
 */
struct finding {
    enum finding_kind kind;
    size_t decision;
    size_t rule;   /* the row at fault */
    size_t *rules; /* owned; the other rows involved, in file order */
    size_t rule_count;
    bool more; /* there are, or may be, others: too many to name, or to look for */
    size_t outcome;
    size_t misconception;
    size_t other;      /* the other misconception of a pair of twins */
    bool sibling_twin; /* twins: the other one is the sibling's table */
    size_t fact;
    size_t cases; /* how many possible cases show it; 0: it is none that cases show */
    bool has_witness;
    uint32_t witness;   /* of these cases with the fewest facts set the one of the lowest number */
    struct place place; /* in the pack's text, which must outlive the findings */
};

struct findings {
    struct finding *items; /* owned; problems and notes in the order of the kinds, then by place */
    size_t count, capacity;
    size_t problems; /* how many of them are problems */
    bool no_memory;
    size_t names, looks; /* private: what naming rows has cost so far */
};

/** What outcome() gives beside outcomes. */
#define CHECK_NOTHING SIZE_MAX       /* the sibling has no answer */
#define CHECK_FOREIGN (SIZE_MAX - 1) /* it answers what our decision does not know */

/** The sibling, seen from our pack. */
struct check_sibling {
    uint32_t decisions; /* bit i: it has a table for our decision i */
    /* What it answers to a case of ours, as an outcome of our decision.  Asked once a case. */
    size_t (*outcome)(const void *context, size_t decision, uint32_t whole);
    const void *context;
};

/**
 * Prove a pack.
 * @sibling   NULL: it has none at hand
 * @findings  zeroed; receives what was found; findings_fini() frees
 * @return    false when memory ran out
 * Cost: for each row the words of the bitmap that it touches, for each misconception all cases;
 * pairs of rows are compared only to name them.  Memory: some 12 bytes a case, and 16 MiB of names.
 */
bool check_pack(const struct pack *pack, const struct check_sibling *sibling,
                struct findings *findings);
void findings_fini(struct findings *findings);

/** "gap", "dead", ...: the name that users see. */
const char *finding_name(enum finding_kind kind);
bool finding_is_problem(enum finding_kind kind);

#endif
