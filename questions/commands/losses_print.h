/** What a format cannot carry, or would change, as a person reads it. */
#ifndef QUESTIONS_COMMANDS_LOSSES_PRINT_H
#define QUESTIONS_COMMANDS_LOSSES_PRINT_H

#include "questions/bank/format.h"
#include "questions/commands/command.h"

/**
 * A line on standard error for every kind of loss, with how many questions have it and the first
 * ids, in order of first appearance:
 *
 *     aiken cannot carry feedback: 12 questions (path-3f9a2c81, path-11aa22bb, path-0c9d1e2f, ...)
 *
 * Without a loss one line says so.
 */
void losses_print(struct context *context, const struct format *format,
                  const struct losses *losses);

#endif
