/** From words to a command that runs: shared by the program's own words and the drill's ":" line. */
#ifndef QUESTIONS_COMMANDS_DISPATCH_H
#define QUESTIONS_COMMANDS_DISPATCH_H

#include "questions/commands/arguments.h"
#include "questions/commands/command.h"

/** Do what arguments_read() found to be asked for. */
enum status dispatch(struct context *context, enum request request);

#endif
