/** Who takes part, as commands are told it: a file that names students, or just so many of them. */
#ifndef QUESTIONS_COMMANDS_ROSTER_H
#define QUESTIONS_COMMANDS_ROSTER_H

#include <stddef.h>

#include "questions/commands/command.h"
#include "questions/score/roster.h"

/**
 * Read a roster from a file ("-": standard input); every fault is printed.
 * @column  what the students' column is called where none is called `student`; NULL: nothing else
 * @roster  receives it on STATUS_DONE, to be freed by score_roster_free()
 * @return  STATUS_DONE, STATUS_BAD_INPUT or STATUS_FAILED
 */
enum status roster_read(struct context *context, const char *path, const char *column,
                        struct score_roster **roster);

/** So many students.  Zero-initialise; score_roster_free(roster) frees. */
struct students {
    size_t count;
    struct score_roster *roster; /* NULL: nobody is named */
};
/**
 * Read a word that is a number of students, or a roster's file.
 * @return  as roster_read(); STATUS_USAGE for none at all
 */
enum status roster_students(struct context *context, const char *word, struct students *students);

#endif
