/* The scheduler, from outside. */
#include "questions/commands/arguments.h"
#include "questions/commands/commands.h"
#include "questions/commands/schedule_due.h"
#include "questions/commands/schedule_replay.h"
#include "questions/tutor/fsrs.h"

const struct option_spec schedule_options[] = {
    {"--db", "FILE", "Progress database (default: AMIQUIZ_DB, else in the user's data folder)."},
    {"--replay", "FILE", "Review logs, NDJSON, one card a line; - is standard input."},
    {"--retention", "SHARE",
     "The recall that intervals aim at, above 0 and at most 1 (default: 0.9)."},
    {NULL, NULL, NULL},
};

enum status command_schedule(struct context *context)
{
    double retention = FSRS_RETENTION;
    if (context->args.word_count > 0) {
        return command_usage(context, NULL, "one word too many: \"%s\"", context->args.words[0]);
    }
    if (!argument_share(context, "--retention", &retention)) {
        return STATUS_USAGE;
    }
    if (argument(context, "--replay") == NULL) {
        return argument(context, "--retention") == NULL
                   ? schedule_due(context)
                   : command_usage(context, "amiquiz schedule --replay FILE --retention 0.9",
                                   "--retention goes with --replay");
    }
    return schedule_replay(context, retention);
}
