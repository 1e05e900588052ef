/** A scoring as a person takes it in at a glance: counts, points, what to look at, what the class believes. */
#ifndef QUESTIONS_SCORE_SUMMARY_H
#define QUESTIONS_SCORE_SUMMARY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "questions/score/scored.h"

struct buffer; /* questions/text/buffer.h */
struct screen; /* questions/text/screen.h */

/** Was something rejected, and nothing scored but blanks? */
bool summary_none(const struct scored *scored);
/** Print all but what was written and what to do next; after summary_none() only what was read.
 * @rejects  some of the rejected lines, one a line, "scan.csv:118: ..."; NULL or "": none to show */
void summary_print(struct screen *screen, const struct scored *scored, const char *rejects);
/** The part about beliefs; nothing where no option of the key shows any. */
void summary_beliefs(struct screen *screen, const struct scored *scored);

/* ---- Pieces that the page says, too ----------------------------------------------------------- */

/** "3,980" */
void summary_count(struct buffer *out, uint64_t number);
/** "46 %"; "-" where the whole is nothing. */
void summary_share(struct buffer *out, double part, double whole);
/** At most two decimals, none that say nothing: "13.1", "20", "0.74"; "-" where undefined. */
void summary_number(struct buffer *out, double value, int decimals);
/** In place of points and passes, where they would all be 0 of 0. */
#define SUMMARY_NO_POINTS "not said: no question counts, all are dropped or unscored"
/** How far a score can be trusted, in words; no full stop. */
void summary_trust(struct buffer *out, const struct class_result *all);

/** The first half of it: "alpha 0.74, good enough for a course test". */
void summary_alpha(struct buffer *out, double alpha);

/** What a belief is called: its words, or its id. */
const char *summary_belief_name(const struct score_belief *belief);
/**
 * The question that shows a belief best: of those where it has an answer of its own, the one where most
 * chose it.  SIZE_MAX: none.
 * @share  receives the share of papers that did
 */
size_t summary_best_question(const struct results *results, size_t belief, double *share);
/**
 * Do clearly more hold a belief than guessers would seem to?  Where the share of those who had enough
 * chances is more than 1.2 times the guesser's rate, and that is no chance: results_at_least() is above
 * the rate.
 */
bool summary_belief_clear(const struct belief_result *r);
/**
 * The misconception to speak about first: of those that are clear, also without the students whom another
 * one fits better, the one whose share then exceeds the guesser's rate by most, of equals the first;
 * `other-edition` is no mistake and never it.  SIZE_MAX: none.
 */
size_t summary_first_belief(const struct results *results);
/**
 * Beliefs in the order in which they are shown: those of which something can be said, the most held
 * first, `other-edition` behind them, then those with too few chances; room for all.
 * @return  how many something can be said of, with `other-edition`
 */
size_t summary_order_beliefs(const struct results *results, size_t order[]);
/** Can anything be said of a belief: did anybody have enough chances? */
bool summary_belief_known(const struct belief_result *r);
/** A text inside quotes in a sentence: without its full stop.  @return how many bytes of it */
size_t summary_clause(const char *text);
/**
 * What a question is called: its number and its id where everybody has the same paper and the id is a
 * long one, else its id: "14 (path-3f652a6b)", "q14".
 */
void summary_question(struct buffer *out, const struct score_key *key, size_t question);
/**
 * Questions in the order in which they want to be looked at, those without a flag last; room for all.
 * @return  false when memory ran out: then the order is the key's
 */
bool summary_order_items(const struct results *results, size_t order[]);

#endif
