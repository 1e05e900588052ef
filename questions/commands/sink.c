/* A file is ended here, standard output in output_end(). */
#include "questions/commands/sink.h"

#include <string.h>

#include "questions/commands/output.h"
#include "questions/text/safe.h"

#define ENOUGH ((size_t)256 * 1024) /* bytes gathered before a write */

static enum status cannot_write(struct sink *sink)
{
    return command_error(sink->context, STATUS_FAILED, "\"%s\" cannot be written: %s", sink->path,
                         strerror(sink->file.error));
}

enum status sink_begin(struct sink *sink, struct context *context, const char *path)
{
    *sink = (struct sink){.context = context, .path = path, .standard = strcmp(path, "-") == 0};
    return sink->standard || whole_file_begin(&sink->file, path) ? STATUS_DONE : cannot_write(sink);
}

/* A terminal would obey what foreign texts hold; a pipe gets the bytes as they are. */
static bool write_standard(struct sink *sink)
{
    if (!sink->context->out.terminal) {
        return output_write(sink->context, buffer_text(&sink->pending), sink->pending.length);
    }
    struct buffer safe = {0};
    safe_terminal(&safe, buffer_text(&sink->pending), sink->pending.length);
    sink->pending.failed = safe.failed;
    const bool written =
        !safe.failed && output_write(sink->context, buffer_text(&safe), safe.length);
    buffer_fini(&safe);
    return written;
}

static bool write_pending(struct sink *sink)
{
    const bool written =
        !sink->pending.failed &&
        (sink->standard
             ? write_standard(sink)
             : whole_file_write(&sink->file, buffer_text(&sink->pending), sink->pending.length));
    sink->failed = sink->failed || (!written && !sink->pending.failed);
    if (!sink->pending.failed) {
        buffer_clear(&sink->pending); /* what failed once is not tried again */
    }
    return written;
}

bool sink_flush(struct sink *sink)
{
    return sink->pending.length < ENOUGH && !sink->pending.failed ? true : write_pending(sink);
}

bool sink_failed(const struct sink *sink)
{
    return sink->failed;
}

bool sink_settle(struct sink *sink)
{
    return sink->standard ? !sink->pending.failed && !sink->failed
                          : write_pending(sink) && whole_file_settle(&sink->file);
}

bool sink_place(struct sink *sink)
{
    return sink->standard || whole_file_place(&sink->file);
}

enum status sink_end(struct sink *sink, enum status status)
{
    const bool good = status == STATUS_DONE || status == STATUS_NO;
    if (good && sink->pending.failed) {
        status = command_no_memory(sink->context);
    } else if (good && sink->standard) {
        (void)write_pending(sink); /* output_end() looks */
    } else if (good && !(sink_settle(sink) && whole_file_end(&sink->file))) {
        status = cannot_write(sink);
    }
    whole_file_drop(&sink->file);
    buffer_fini(&sink->pending);
    return status;
}
