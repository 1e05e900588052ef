/**
 * A pack ready for use: its tables compiled, its misconceptions as tables, and the pack
 * that it names as its sibling, if that is at hand.  Read-only once made.
 */
#ifndef QUESTIONS_ITEM_SUBJECT_H
#define QUESTIONS_ITEM_SUBJECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/pack.h"
#include "engine/table.h"
#include "questions/text/sha256.h"

struct subject {
    struct pack *pack;       /* owned */
    struct table **truth;    /* owned; one for each decision */
    struct table **beliefs;  /* owned; one for each misconception */
    struct subject *sibling; /* owned; NULL: none at hand, or its facts are others */
    size_t *sibling_facts;   /* owned; the sibling's number of each of our facts */
};

/**
 * Compile a pack, which the subject then owns (also on failure).
 * @sibling  a subject for its sibling (owned from now on, also on failure), or NULL.  It is let go
 *           when it has not just the same facts.
 * @return   NULL when memory ran out; subject_free() frees it with all it owns.
 */
struct subject *subject_new(struct pack *pack, struct subject *sibling);
void subject_free(struct subject *subject);

/** SHA-256 of the pack's bytes.  Worked out at each call: a millisecond for a large pack. */
void subject_digest(const struct subject *subject, char hex[SHA256_HEX_SIZE]);

/** A case in the sibling's order of facts.  Only with a sibling. */
uint32_t subject_sibling_case(const struct subject *subject, uint32_t whole);
/** Known facts in the sibling's order.  Only with a sibling. */
struct partial subject_sibling_facts(const struct subject *subject, struct partial facts);
/** The sibling's decision of the same id; SIZE_MAX: no sibling, or it has none. */
size_t subject_sibling_decision(const struct subject *subject, size_t decision);
/**
 * The sibling's row that decides a case of ours, and the outcome it gives; NULL when there is no
 * sibling, no such decision, no row, or the case is impossible there.
 */
const struct rule *subject_sibling_rule(const struct subject *subject, size_t decision,
                                        uint32_t whole);
const struct outcome *subject_sibling_answer(const struct subject *subject, size_t decision,
                                             uint32_t whole);
/**
 * What the sibling answers, as an outcome of our decision; SIZE_MAX when it has no answer, or one
 * that our decision does not know.
 */
size_t subject_sibling_outcome(const struct subject *subject, size_t decision, uint32_t whole);

/** May a question be made of this case: possible, decided, and its outcome may be asked for? */
bool subject_askable(const struct subject *subject, size_t decision, uint32_t whole);

#endif
