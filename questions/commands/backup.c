/* A copy of the learner's progress. */
#include "engine/short_text.h"
#include "questions/commands/commands.h"
#include "questions/commands/output.h"
#include "questions/commands/progress.h"
#include "questions/text/buffer.h"
#include "questions/text/json_out.h"

const struct option_spec backup_options[] = {
    {"--db", "FILE", "Progress database (default: AMIQUIZ_DB, else in the user's data folder)."},
    {NULL, NULL, NULL},
};

static enum status say(struct context *context, const char *file, uint64_t answers)
{
    struct buffer text = {0};
    if (context->json) {
        struct json_out j = {.out = &text};
        json_object_begin(&j);
        json_member_string(&j, "file", file);
        json_member_int(&j, "answers", (int64_t)answers);
        json_object_end(&j);
        return output_line(context, &text, STATUS_DONE);
    }
    if (!context->quiet) {
        buffer_addf(&text, "Copied %llu answer%s to \"%s\".", (unsigned long long)answers,
                    answers == 1 ? "" : "s", short_text(file).text);
        screen_wrap(&context->out, STYLE_PLAIN, 0, 0, buffer_text(&text));
    }
    buffer_fini(&text);
    return STATUS_DONE;
}

enum status command_backup(struct context *context)
{
    struct progress progress = {0};
    const struct arguments *args = &context->args;
    if (args->word_count != 1) {
        return args->word_count == 0
                   ? command_usage(context, "amiquiz backup progress-2026.db", "FILE is missing")
                   : command_usage(context, NULL, "one word too many: \"%s\"", args->words[1]);
    }
    struct progress_count count;
    enum status status = progress_open_to_read(context, &progress);
    status = status == STATUS_DONE ? progress_count(&progress, NULL, &count) : status;
    if (status == STATUS_DONE && count.asked == 0) { /* it might take the place of a full one */
        status = command_error(context, STATUS_NO, "there is nothing in \"%s\" to copy",
                               short_text(progress.path).text);
    }
    if (status == STATUS_DONE && !store_backup(progress.store, args->words[0], &progress.problem)) {
        status = progress_failed(&progress);
    }
    status = status == STATUS_DONE ? say(context, args->words[0], count.answered) : status;
    progress_close(&progress);
    return status;
}
