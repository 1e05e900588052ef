/** Piped input, line by line, in memory that does not grow with a line. */
#ifndef QUESTIONS_TUTOR_LINES_H
#define QUESTIONS_TUTOR_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "questions/text/buffer.h"

struct screen; /* questions/text/screen.h */

/** Bytes that a line may have: no answer is so long, and no command, file names and all. */
#define LINES_MOST 65536

/** Zeroed but for `input`, it is ready; lines_fini() frees. */
struct lines {
    FILE *input;
    struct buffer line; /* the one read last */
    int write_error;    /* errno of what could not be got out; else 0 */
    bool failed;        /* memory ran out */
};
void lines_fini(struct lines *lines);

/**
 * The next line that is not blank, without outer space, valid until the next call; NULL at the end, or when
 * reading failed (ferror()) or memory ran out (`failed`).  A line of more than LINES_MOST bytes is passed
 * over, and that is said.  Nothing is judged that nobody could read: when what was written to the screen
 * cannot be got out, there are no more lines.
 */
const char *lines_next(struct lines *lines, struct screen *screen);

/**
 * Say that a line is no answer, and what would be one.
 * @select  how many options the question wants
 * @others  what may be written besides: ", s to skip"
 */
void lines_not_understood(struct screen *screen, const char *line, size_t select,
                          const char *others);

#endif
