/** Piped input, line by line. */
#ifndef QUESTIONS_TUTOR_LINES_H
#define QUESTIONS_TUTOR_LINES_H

#include <stddef.h>
#include <stdio.h>

/** Zeroed but for `input`, it is ready; lines_fini() frees. */
struct lines {
    FILE *input;
    char *memory; /* owned */
    size_t size;
};
void lines_fini(struct lines *lines);

/**
 * The next line that is not blank, without outer space; NULL at the end.  Nothing is judged that nobody
 * could read: when what was written to `output` cannot be got out, there are no more lines.
 */
const char *lines_next(struct lines *lines, FILE *output);

#endif
