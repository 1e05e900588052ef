/**
 * Who takes part: a CSV text `student[,section][,name]`, or one student a line.  `generate` prints papers
 * for those on it, `score` takes no answers but theirs.
 */
#ifndef QUESTIONS_SCORE_ROSTER_H
#define QUESTIONS_SCORE_ROSTER_H

#include <stddef.h>

#include "engine/diag.h"

struct score_roster; /* private to roster.c */

/** A student of the roster; texts live as long as it. */
struct roster_entry {
    const char *id;
    const char *name, *section; /* NULL: not said */
};

/**
 * Read a roster.  The first row names the columns, in any order and case; where none of them is called
 * `student`, `section` or `name`, nor as `column` says, every row is a student's, who stands in the first
 * column.  Other columns are passed over, and so are empty rows.  Space around a cell is none of it.  A
 * line "sep=;" before all others names the separator (text/csv_in.h).
 * @text    copied as far as it is needed
 * @column  what the students' column is called where none is called `student`; NULL: nothing else
 * @diags   receives every fault: it is no text or no CSV, no column is the students', a student stands
 *          twice, a row names none, an id has control characters or over 255 bytes, nobody is named at all;
 *          or that memory ran out
 * @return NULL after at least one of these; score_roster_free() frees it
 */
struct score_roster *score_roster_read(const struct source_text *text, const char *column,
                                       struct diags *diags);
void score_roster_free(struct score_roster *roster);
size_t score_roster_count(const struct score_roster *roster);
/** In the order of the file. */
struct roster_entry score_roster_entry(const struct score_roster *roster, size_t number);
/** Who has this id, exactly; SIZE_MAX: nobody. */
size_t score_roster_find(const struct score_roster *roster, const char *id, size_t length);
/** Who has an id that looks like this one (text/looks.h); SIZE_MAX: nobody, or the roster is too long to look. */
size_t score_roster_alike(const struct score_roster *roster, const char *id, size_t length);

#endif
