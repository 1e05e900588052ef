/**
 * Calendar days as numbers (0 is 1 January 1970), read and written.  Days are those of UTC: whoever
 * travels, or moves the clock an hour, stays on the same calendar.
 */
#ifndef QUESTIONS_TEXT_DAY_H
#define QUESTIONS_TEXT_DAY_H

#include <stdbool.h>
#include <stdint.h>

struct buffer; /* questions/text/buffer.h */

/** "2026-12-15" as a number; false when it is no day of the years 1970 to 9999. */
bool day_read(const char *text, int64_t *day);
/** "2026-12-15". */
void day_write(struct buffer *out, int64_t day);
/** "15 Dec", with the year where it is another than that of `today`: "15 Jan 2027". */
void day_write_short(struct buffer *out, int64_t day, int64_t today);
/** "Mon" to "Sun". */
const char *day_of_week(int64_t day);

#endif
