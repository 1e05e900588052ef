/** Help, all of it made from the table of commands and the lists of options. */
#ifndef QUESTIONS_COMMANDS_HELP_H
#define QUESTIONS_COMMANDS_HELP_H

#include "questions/commands/command.h"

/** What the program is, its commands, the common options: `amiquiz --help`. */
void help_program(struct screen *screen);
/** Usage, options and examples of one command: `amiquiz COMMAND --help`. */
void help_command(struct screen *screen, const struct command *command);
/** The few lines for who gave no command at all. */
void help_short(struct screen *screen);
/** `amiquiz --version` */
void help_version(struct screen *screen);

#endif
