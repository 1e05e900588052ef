/**
 * A case told as a short story.  What a story tells is known exactly (the conditions of the pieces it
 * is made of), and a way of telling is used for a case only when the facts told settle everything
 * that hangs on the case: the answer, what every misconception answers, and what the sibling says.
 * So no question can turn on something that was left unsaid.
 */
#ifndef QUESTIONS_ITEM_SCENARIO_H
#define QUESTIONS_ITEM_SCENARIO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "questions/item/subject.h"

struct buffer; /* questions/text/buffer.h */

/** The plain way, for packs without tellings: one sentence for every fact that is not a consequence. */
#define SCENARIO_PLAIN SIZE_MAX

/** The facts that a telling of the pack reveals about a case. */
struct partial scenario_told(const struct pack *pack, size_t telling, uint32_t whole);

/** May this telling be used to ask the decision about the case? */
bool scenario_usable(const struct subject *subject, size_t decision, uint32_t whole,
                     size_t telling);

/**
 * The tellings that may be used.
 * @usable  receives their numbers; room for the pack's telling_count + 1.  When there is none,
 *          SCENARIO_PLAIN stands alone.
 * @return  how many, at least 1.
 */
size_t scenario_tellings(const struct subject *subject, size_t decision, uint32_t whole,
                         size_t usable[]);

/**
 * Tell a case.
 * @seed   chooses among wordings and names; the same seed, the same story
 * @story  receives the scenario
 * @ask    receives the question that ends it
 */
void scenario_tell(const struct subject *subject, size_t decision, uint32_t whole, size_t telling,
                   uint64_t seed, struct buffer *story, struct buffer *ask);

/**
 * Add a question of another kind that is to stand behind a story, its {names} filled in as the
 * telling calls them.  What stands in braces and is no name stays as it is.
 */
void scenario_fill(const struct pack *pack, size_t telling, uint64_t seed, const char *text,
                   struct buffer *out);

/** A clause as a sentence: a capital at its beginning, a full stop at its end. */
void scenario_sentence(struct buffer *out, const char *clause);

#endif
