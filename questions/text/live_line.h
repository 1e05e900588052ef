/**
 * A line from somebody who waits for what is said to it: nothing behind its line feed is read ahead,
 * as it would be by blocks (questions/text/line_in.h), and however long it is, only so much is kept.
 */
#ifndef QUESTIONS_TEXT_LIVE_LINE_H
#define QUESTIONS_TEXT_LIVE_LINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "questions/text/buffer.h"

/**
 * Read a line, to its line feed or the end of the input.
 * @most  bytes that are kept; what is behind them is read and let go
 * @line  receives it, without the line feed; `failed` when memory ran out
 * @return  false when nothing was there: the end, or reading failed (ferror() tells)
 */
bool live_line_read(FILE *input, size_t most, struct buffer *line);

#endif
