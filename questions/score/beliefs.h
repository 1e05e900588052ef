/**
 * What answers say about beliefs.  An option that is the answer of a misconception shows that belief
 * when it is chosen; an option that the sibling pack's tables call right where the key is wrong there
 * shows `other-edition`: who answers so makes no mistake in substance.
 */
#ifndef QUESTIONS_SCORE_BELIEFS_H
#define QUESTIONS_SCORE_BELIEFS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "questions/score/sheet.h"

#define BELIEF_CHANCES_LEAST 3 /* fewer chances: nothing is said */
#define BELIEF_CHANCES_MOST  1000
#define BELIEF_OTHER_EDITION "other-edition"

/** How a belief stands with one student. */
enum belief_standing {
    BELIEF_TOO_FEW, /* fewer than BELIEF_CHANCES_LEAST chances */
    BELIEF_NOT,     /* its answer was never given */
    BELIEF_SOME,    /* given, but in less than two thirds of the chances */
    BELIEF_HELD
};

/** A belief that some option of the key's questions shows. */
struct score_belief {
    const char *id; /* of the misconception, or BELIEF_OTHER_EDITION */
    const char *
        believes; /* in words; of other-edition the sibling's label; NULL: the pack is not at hand */
    const char *correct; /* what holds instead; NULL: not at hand */
    bool other_edition;
    size_t questions; /* in which it has an answer of its own, over the whole key */
};

struct score_beliefs; /* private to beliefs.c */

/**
 * Which options of which questions show what.  @return NULL when memory ran out.
 * Questions that are dropped show nothing.
 */
struct score_beliefs *score_beliefs_new(const struct score_key *key);
void score_beliefs_free(struct score_beliefs *beliefs);
size_t score_belief_count(const struct score_beliefs *beliefs);
/** In the pack's order, other-edition last. */
const struct score_belief *score_belief(const struct score_beliefs *beliefs, size_t belief);
/** The options of a question that show it (bit i); 0: it has no answer of its own there. */
uint32_t score_belief_options(const struct score_beliefs *beliefs, size_t belief, size_t question);

/** One belief and one student. */
struct belief_count {
    uint32_t chances; /* questions answered in which the belief has an answer of its own */
    uint32_t shown;   /* of these, answered just so */
};
/**
 * Count for one student; `counts` has score_belief_count() places.  A belief is shown by a choice that
 * has an option of its own in it, and by an outcome that no option names if its table answers so.
 */
void score_belief_counts(const struct score_beliefs *beliefs, const struct sheet *sheet,
                         size_t student, struct belief_count counts[]);
enum belief_standing belief_standing(struct belief_count count);
/**
 * The chances that a student had: how likely somebody who chooses at random would show the belief in
 * each, in the order of the key.
 * @chance  room for `most`
 * @return  how many there are, which may be more than `most`
 */
size_t score_belief_chances(const struct score_beliefs *beliefs, const struct sheet *sheet,
                            size_t student, size_t belief, double chance[], size_t most);

/**
 * How often somebody who chooses at random counts as holding a belief: chance of success in at least
 * two thirds of independent trials (Poisson binomial, by convolution).
 * @chance  chance of each trial; `count` of them; fewer than BELIEF_CHANCES_LEAST or more than
 *          BELIEF_CHANCES_MOST: NAN
 */
double belief_guesser(const double chance[], size_t count);

#endif
