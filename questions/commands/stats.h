/** The two faces of `stats`. */
#ifndef QUESTIONS_COMMANDS_STATS_H
#define QUESTIONS_COMMANDS_STATS_H

#include "questions/commands/study.h"

struct buffer; /* questions/text/buffer.h */

/** One JSON object, without a line feed.  False when memory ran out. */
bool stats_json(const struct study *study, struct buffer *out);
/** A screen with bars.  False when memory ran out. */
bool stats_view(const struct study *study, struct screen *screen);

#endif
