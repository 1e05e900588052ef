/** A bank, or one paper of it, written item by item in some format to where a command's result goes. */
#ifndef QUESTIONS_COMMANDS_BANK_OUT_H
#define QUESTIONS_COMMANDS_BANK_OUT_H

#include <stdbool.h>

#include "questions/bank/format.h"
#include "questions/commands/sink.h"

/** Private but for its size; it must not be moved once it has begun. */
struct bank_out {
    struct sink sink;
    const struct format *format;
    struct writing writing;
    bool no_memory;
};

/**
 * Begin a file ("-": standard output).
 * @head, @options  must live until bank_out_end()
 * @return  STATUS_DONE, or STATUS_FAILED after a message: then there is nothing to end
 */
enum status bank_out_begin(struct bank_out *out, struct context *context, const char *path,
                           const struct format *format, const struct bank_head *head,
                           const struct write_options *options);
/** The next item.  False: stop, bank_out_end() says why. */
bool bank_out_item(struct bank_out *out, const struct item *item);
/**
 * The end of what has begun, in any case.
 * @status  what became of the work so far; when bank_out_item() stopped it: anything
 * @return  `status`, or STATUS_FAILED after a message when the result was not written whole
 */
enum status bank_out_end(struct bank_out *out, enum status status);

#endif
