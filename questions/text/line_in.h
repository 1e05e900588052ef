/**
 * A text read line by line, in memory that does not grow with it: what NDJSON is read with.  Lines
 * end with LF; a CR before it stays with the line.
 */
#ifndef QUESTIONS_TEXT_LINE_IN_H
#define QUESTIONS_TEXT_LINE_IN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "questions/text/buffer.h"

/** `struct line_in in = {.file = file, .most = 1 << 20};` to begin; line_in_fini() frees. */
struct line_in {
    FILE *file;         /* borrowed */
    size_t most;        /* bytes of a line that are kept */
    struct buffer line; /* without its line feed; its `failed` says that memory ran out */
    size_t number;      /* of the line, from 1 */
    bool too_long;      /* the line is longer than `most`; only its start is there */
    bool ended;         /* with a line feed */
    int error;          /* reading failed: errno, or -1 where the system did not say why; else 0 */
    char block[65536];  /* read, and from `at` to `end` not taken yet */
    size_t at, end;
};

/** The next line; false at the end, or when reading failed (`error`). */
bool line_in_next(struct line_in *in);
/** Is there nothing but spaces, tabs and a CR on the line? */
bool line_in_blank(const struct line_in *in);
void line_in_fini(struct line_in *in);

#endif
