/**
 * Where a command's result goes: a file, which appears whole or not at all, or standard output ("-").
 * Pieces are gathered, so that many small ones make few writes.
 */
#ifndef QUESTIONS_COMMANDS_SINK_H
#define QUESTIONS_COMMANDS_SINK_H

#include "questions/commands/command.h"
#include "questions/text/buffer.h"
#include "questions/text/whole_file.h"

/** Zero-initialise to begin. */
struct sink {
    struct context *context;
    const char *path;      /* borrowed */
    struct buffer pending; /* put what is to be written here, then call sink_flush() */
    struct whole_file file;
    bool standard; /* standard output */
    bool failed;   /* a write was */
};

/** STATUS_DONE, or STATUS_FAILED after a message. */
enum status sink_begin(struct sink *sink, struct context *context, const char *path);
/** Call it after every piece: it writes once there is enough.  False: stop, sink_end() says why. */
bool sink_flush(struct sink *sink);
/** Could not all be written so far?  Then sink_end() says so, and no other message is needed. */
bool sink_failed(const struct sink *sink);
/** All is written: bring it to disk, but not into its place yet.  False: sink_end() says why. */
bool sink_settle(struct sink *sink);
/** Put a settled one in place; sink_end() makes it last.  False: sink_end() says why. */
bool sink_place(struct sink *sink);
/**
 * The end, in any case.
 * @status  what became of the work so far: anything but STATUS_DONE or STATUS_NO, and the file is
 *          given up
 * @return  `status`, or STATUS_FAILED after a message when the result was not written whole
 */
enum status sink_end(struct sink *sink, enum status status);

#endif
