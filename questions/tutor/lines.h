/** Piped input, line by line. */
#ifndef QUESTIONS_TUTOR_LINES_H
#define QUESTIONS_TUTOR_LINES_H

#include <stddef.h>
#include <stdio.h>

struct screen; /* questions/text/screen.h */

/** Zeroed but for `input`, it is ready; lines_fini() frees. */
struct lines {
    FILE *input;
    char *memory; /* owned */
    size_t size;
    int write_error; /* errno of what could not be got out; else 0 */
};
void lines_fini(struct lines *lines);

/**
 * The next line that is not blank, without outer space; NULL at the end.  Nothing is judged that nobody
 * could read: when what was written to `output` cannot be got out, there are no more lines.
 */
const char *lines_next(struct lines *lines, FILE *output);

/**
 * Say that a line is no answer, and what would be one.
 * @select  how many options the question wants
 * @others  what may be written besides: ", s to skip"
 */
void lines_not_understood(struct screen *screen, const char *line, size_t select,
                          const char *others);

#endif
