/**
 * What is said about an answer, piece by piece: why the key is the key, which belief a wrong choice
 * fits and the fact that speaks against it, what would make it right, and what holds under the
 * sibling's rules.  Of a pack's question it comes from the tables; of a bank's item it is what the
 * item says, and the tables fill in what it leaves out where they know its case.  Each function adds
 * plain sentences to a buffer; laying them out is the caller's.
 */
#ifndef QUESTIONS_ITEM_FEEDBACK_H
#define QUESTIONS_ITEM_FEEDBACK_H

#include <stdbool.h>
#include <stddef.h>

#include "questions/item/question.h"

struct buffer; /* questions/text/buffer.h */

/** Letter of an option: 'A' for 0. */
char feedback_letter(size_t option);

/** "C: Launch an instance from it, then create an AMI"; a sentence, or a long text of an item, has
 * its letter only.  */
void feedback_options(const struct question *q, uint32_t options, struct buffer *out);

/**
 * Why the right answer is right: the reason of the row or the statement that decides; the item's
 * explanation, else its feedback to the right option.  Nothing when nobody says.
 */
void feedback_why(const struct question *q, struct buffer *out);

/**
 * The misconceptions that answer an option in this very case.
 * @fitting  receives their numbers, the heaviest first; room for the pack's misconception_count
 * @weight   of each misconception of the pack; NULL: pack order
 * @return   how many; always 0 for the key and where options are no outcomes
 */
size_t feedback_beliefs(const struct question *q, size_t option, const double weight[],
                        size_t fitting[]);
/** The heaviest of them; NULL: none, or memory ran out. */
const struct misconception *feedback_heaviest(const struct question *q, size_t option,
                                              const double weight[]);
/** Does the item's own feedback tell that belief already? */
bool feedback_tells(const struct question *q, size_t option,
                    const struct misconception *misconception);

/**
 * The belief that a wrong option fits, the fact here that speaks against it, and what is right
 * instead; false when none fits, and when memory ran out, which `out` then knows.
 * @who  what the sentence begins with: "A" (the option's letter), "This answer"
 */
bool feedback_belief(const struct question *q, size_t option, const char *who,
                     const double weight[], struct buffer *out);

/** What a misconception says, between quotes and without its full stop. */
void feedback_believes(const struct misconception *misconception, struct buffer *out);

/**
 * Why an option is not the answer: the item's own feedback, else the pack's reason, else the condition
 * that fails; of the right one, why it is right; of a sentence, first whether it is true.  Nothing
 * when nobody says.
 */
void feedback_option(const struct question *q, size_t option, struct buffer *out);

/** The smallest change of facts that would make a wrong option right; false when nothing would, and
 * when memory ran out, which `out` then knows. */
bool feedback_change(const struct question *q, size_t option, struct buffer *out);

/**
 * What holds under the sibling's rules; false when there is no sibling, it has no such decision, or the
 * question is no such thing: an item that neither simply asks a decision nor tells it itself.
 */
bool feedback_sibling(const struct question *q, struct buffer *out);
/**
 * What the sibling, which must be at hand, says of the sentence that is the answer: the same, the
 * reverse, or nothing.
 * @truth     does our pack say that it is true?
 * @all_same  does it say the same of every option?  Only then is the answer to the question the same.
 */
void feedback_sibling_sentence(const struct subject *subject, const char *sentence, bool truth,
                               bool all_same, struct buffer *out);
/** Does the sibling, which must be at hand, say the same of a sentence? */
bool feedback_sibling_same(const struct subject *subject, const char *sentence, bool truth);
/** What it says of a sentence that is not the answer, behind its label; nothing where that is the same. */
void feedback_sibling_wrong(const struct subject *subject, const char *sentence, bool truth,
                            struct buffer *out);
/** Does the sibling answer as this option does, where the pack answers otherwise? */
bool feedback_sibling_agrees(const struct question *q, size_t option);

/** Those of some facts that do not follow from the others named before them, in the pack's order. */
uint32_t feedback_worth_naming(const struct pack *pack, uint32_t facts, uint32_t whole);

/** The sources of the row or statement that decides, by id. */
const struct texts *feedback_sources(const struct question *q);

#endif
