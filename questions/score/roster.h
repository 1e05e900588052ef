/** Who takes part: a CSV file `student[,section][,name]`, or one student a line. */
#ifndef QUESTIONS_SCORE_ROSTER_H
#define QUESTIONS_SCORE_ROSTER_H

#include <stdbool.h>
#include <stddef.h>

struct score_roster; /* private to roster.c */

/** A student of the roster; texts live as long as it. */
struct roster_entry {
    const char *id;
    const char *name, *section; /* NULL: not said */
};

/**
 * Read a roster ("-": standard input).  The first line names the columns, in any order and case; where
 * none of them is called `student`, every line is a student's, who stands in the first column.  Other
 * columns are passed over; empty lines, too.
 * @problem  receives a sentence that begins with file and line, to be freed by the caller, when the
 *           result is NULL (NULL then, too: memory ran out): it cannot be read, it is no CSV, a student
 *           stands twice, a line names none, it names nobody at all
 * @failed   receives whether the file or memory failed, in place of what is in it
 * @return   score_roster_free() frees it
 */
struct score_roster *score_roster_read(const char *path, char **problem, bool *failed);
void score_roster_free(struct score_roster *roster);
size_t score_roster_count(const struct score_roster *roster);
/** In the order of the file. */
struct roster_entry score_roster_entry(const struct score_roster *roster, size_t number);
/** Who has this id, exactly; SIZE_MAX: nobody. */
size_t score_roster_find(const struct score_roster *roster, const char *id, size_t length);

#endif
