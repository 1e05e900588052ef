/**
 * What a user says of a case, in words: FACT=yes, FACT=no, FACT=unknown.  The words are read by
 * questions/item/fact_words.h; here are the commands' messages about them.
 */
#ifndef QUESTIONS_COMMANDS_FACTS_H
#define QUESTIONS_COMMANDS_FACTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/cases.h"
#include "questions/commands/command.h"
#include "questions/item/fact_words.h"

struct buffer; /* questions/text/buffer.h */
struct pack;   /* engine/pack.h */

/**
 * Words such as "shared=yes".
 * @facts  receives what is known
 * @return STATUS_DONE, or STATUS_USAGE after a message: an unknown fact (with the nearest name), no
 *         value or another, a fact given twice.
 */
enum status facts_read(struct context *context, const struct pack *pack, const char *const words[],
                       size_t count, struct partial *facts);
/** Names of facts joined by commas, as bits; messages as above. */
enum status facts_read_names(struct context *context, const struct pack *pack, const char *names,
                             uint32_t *bits);
/** The decision that --decision names, without the option the pack's first. */
enum status facts_decision(struct context *context, const struct pack *pack, const char *id,
                           size_t *decision);
/** An outcome by its id or an alias, in any letter case. */
enum status facts_outcome(struct context *context, const struct pack *pack, size_t decision,
                          const char *name, size_t *outcome);

/** "owned=no shared=yes", in pack order. */
void facts_write(struct buffer *out, const struct pack *pack, struct partial facts);
/** "owned, shared": the facts of some bits, in pack order. */
void facts_write_names(struct buffer *out, const struct pack *pack, uint32_t bits);

#endif
