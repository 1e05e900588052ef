/* A learner's progress in one pack, as a screen or as JSON. */
#include "questions/commands/stats.h"

#include "questions/commands/commands.h"
#include "questions/commands/output.h"
#include "questions/text/buffer.h"

const struct option_spec stats_options[] = {
    {"--db", "FILE", "Progress database (default: AMIQUIZ_DB, else in the user's data folder)."},
    {"--rebuild", NULL, "Check the whole database first, then work all of it out again."},
    {NULL, NULL, NULL},
};

enum status command_stats(struct context *context)
{
    struct study study;
    struct buffer out = {0};
    enum status status = study_open(context, argument(context, "--rebuild") != NULL, &study);
    if (status == STATUS_DONE && context->json) {
        status = stats_json(&study, &out) ? output_line(context, &out, STATUS_DONE)
                                          : command_no_memory(context);
    } else if (status == STATUS_DONE && !stats_view(&study, &context->out)) {
        status = command_no_memory(context);
    }
    buffer_fini(&out);
    study_close(&study);
    return status;
}
