/* A format's begin, item and end in their order; see questions/bank/format.h. */
#include "questions/commands/bank_out.h"

enum status bank_out_begin(struct bank_out *out, struct context *context, const char *path,
                           const struct format *format, const struct bank_head *head,
                           const struct write_options *options)
{
    *out = (struct bank_out){.format = format};
    const enum status status = sink_begin(&out->sink, context, path);
    if (status == STATUS_DONE) {
        out->writing =
            (struct writing){.out = &out->sink.pending, .head = head, .options = options};
        out->no_memory = format->begin != NULL && !format->begin(&out->writing);
    }
    return status;
}

bool bank_out_item(struct bank_out *out, const struct item *item)
{
    if (out->no_memory) {
        return false;
    }
    out->writing.number++;
    out->no_memory = !out->format->item(&out->writing, item);
    return !out->no_memory && sink_flush(&out->sink);
}

enum status bank_out_end(struct bank_out *out, enum status status)
{
    if (out->format->end != NULL && !out->format->end(&out->writing)) {
        out->no_memory = true; /* it is called in any case: it frees what the format keeps */
    }
    if (out->no_memory) {
        status = command_no_memory(out->sink.context);
    } else if (sink_failed(&out->sink)) {
        status = STATUS_DONE; /* sink_end() speaks of it */
    }
    return sink_end(&out->sink, status);
}
