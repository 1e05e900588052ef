/**
 * "Did you mean" for options that want a share of something: "70" where "70%" is wanted, "25%" where 0.25
 * is.  Private to the commands.
 */
#ifndef QUESTIONS_COMMANDS_SHARES_H
#define QUESTIONS_COMMANDS_SHARES_H

struct buffer; /* questions/text/buffer.h */

/**
 * What a text that is no percentage seems to mean: `did you mean "70%"?` of "70", "70 %", "0.7" and "0,7".
 * Adds nothing where that is not from 0 % to 100 %, nor of "1", which may mean either end.
 */
void shares_hint_percent(struct buffer *out, const char *text);
/**
 * The same where a number is wanted: `did you mean "0.25"?` of "25%", "25" and "0,25"; nothing of numbers from
 * 1 to below 10, which are none in a hundred.
 * @least, most  what would be taken
 */
void shares_hint_number(struct buffer *out, const char *text, double least, double most);
/** The hint of a buffer for command_usage(): NULL where nothing was added. */
const char *shares_hint(const struct buffer *hint);

#endif
