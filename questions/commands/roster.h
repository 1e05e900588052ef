/** Who takes part: students named in a file, or just so many of them. */
#ifndef QUESTIONS_COMMANDS_ROSTER_H
#define QUESTIONS_COMMANDS_ROSTER_H

#include <stddef.h>

#include "engine/arena.h"
#include "questions/commands/command.h"

/** Zero-initialise to begin; roster_fini() frees. */
struct roster {
    size_t count;
    const char **names; /* NULL: nobody is named */
    struct arena arena;
};

/**
 * Read a word that is a number, or the name of a file ("-": standard input): one student a line, or
 * CSV, of which the column `student` counts where the first line names one, else the first column.
 * Empty lines are passed over.
 * @return  STATUS_DONE; STATUS_USAGE for no student at all; STATUS_BAD_INPUT after messages with file
 *          and line (a name twice, an empty name, bad CSV); STATUS_FAILED for a file that cannot be read
 */
enum status roster_read(struct context *context, const char *word, struct roster *roster);
void roster_fini(struct roster *roster);

#endif
