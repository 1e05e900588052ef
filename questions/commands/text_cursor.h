/** A walk through a text that finds lines and columns of places: quick where they come in order. */
#ifndef QUESTIONS_COMMANDS_TEXT_CURSOR_H
#define QUESTIONS_COMMANDS_TEXT_CURSOR_H

#include <stddef.h>

struct source_text; /* engine/diag.h */

/** Zero-initialise to begin. */
struct text_cursor {
    size_t offset;
    size_t line, column; /* 1-based; columns in characters, as in all messages */
};

/** Go to a byte of the text; a step back begins again at its start. */
void text_cursor_go(struct text_cursor *cursor, const struct source_text *text, size_t offset);

#endif
