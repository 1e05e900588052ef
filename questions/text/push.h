/** Bytes that somebody waits for: out of our buffers at once, and why not if they are not. */
#ifndef QUESTIONS_TEXT_PUSH_H
#define QUESTIONS_TEXT_PUSH_H

#include <stddef.h>
#include <stdio.h>

/**
 * Write the bytes and flush the stream, what stood in its buffer before included.
 * @return  0, or the errno of the write that failed: ferror() keeps only that one did.  EIO where the
 *          system says no reason, as of a stream that failed before.
 */
int push_out(FILE *file, const char *bytes, size_t length);

#endif
