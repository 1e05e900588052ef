/** `schedule --replay`: review logs, line by line, with what the scheduler makes of each review. */
#ifndef QUESTIONS_COMMANDS_SCHEDULE_REPLAY_H
#define QUESTIONS_COMMANDS_SCHEDULE_REPLAY_H

#include "questions/commands/command.h"

/**
 * Replay the NDJSON file that --replay names.  Memory does not grow with the number of lines.
 * @retention  above 0, at most 1
 */
enum status schedule_replay(struct context *context, double retention);

#endif
