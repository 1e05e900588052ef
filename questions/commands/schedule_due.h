/** What is due when. */
#ifndef QUESTIONS_COMMANDS_SCHEDULE_DUE_H
#define QUESTIONS_COMMANDS_SCHEDULE_DUE_H

#include "questions/commands/command.h"

/** The days to come on which rules are due, as a list or as JSON. */
enum status schedule_due(struct context *context);

#endif
