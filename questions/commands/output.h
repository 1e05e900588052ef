/**
 * Standard output, seen from its end: what could not be written must fail the program, but a reader
 * who has had enough (a closed pipe) is no failure.
 */
#ifndef QUESTIONS_COMMANDS_OUTPUT_H
#define QUESTIONS_COMMANDS_OUTPUT_H

#include "questions/commands/command.h"

struct buffer; /* questions/text/buffer.h */

/** First thing in main: a closed pipe becomes an error that is seen, closed streams stay shut. */
void output_begin(void);
/**
 * Last thing in main: everything is written out.
 * @return `status`, or STATUS_FAILED after a message when the output was not written whole.
 */
enum status output_end(struct context *context, enum status status);

/** Write bytes to standard output and remember why that failed.  False: going on makes no sense. */
bool output_write(struct context *context, const char *bytes, size_t length);
/**
 * Write a buffer and a line feed to standard output, and empty it.
 * @return `status`, or STATUS_FAILED when memory had run out while the buffer was filled.
 */
enum status output_line(struct context *context, struct buffer *buffer, enum status status);

#endif
