/* Deleting the learner's progress, after asking. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "engine/short_text.h"
#include "questions/commands/commands.h"
#include "questions/commands/output.h"
#include "questions/commands/progress.h"
#include "questions/text/buffer.h"
#include "questions/text/json_out.h"

#define DAY 86400 /* seconds */

const struct option_spec forget_options[] = {
    {"--db", "FILE", "Progress database (default: AMIQUIZ_DB, else in the user's data folder)."},
    {"--yes", NULL, "Do not ask."},
    {NULL, NULL, NULL},
};

/* "2026-11-20", in UTC, as days are counted. */
static void add_date(struct buffer *out, int64_t at)
{
    const time_t seconds = (time_t)at;
    struct tm day;
    if (gmtime_r(&seconds, &day) != NULL) {
        buffer_addf(out, "%04d-%02d-%02d", day.tm_year + 1900, day.tm_mon + 1, day.tm_mday);
    }
}

static const char *plural(uint64_t count)
{
    return count == 1 ? "" : "s";
}

/* "34 questions, 30 answered (26 right), 2026-11-20 to 2026-11-26" */
static void add_count(struct buffer *out, const struct progress_count *count)
{
    buffer_addf(out, "%" PRIu64 " question%s, %" PRIu64 " answered (%" PRIu64 " right), ",
                count->asked, plural(count->asked), count->answered, count->right);
    if (count->first / DAY == count->last / DAY) {
        buffer_add_text(out, "on ");
    } else {
        add_date(out, count->first);
        buffer_add_text(out, " to ");
    }
    add_date(out, count->last);
}

/* Whether the person says yes; only "yes" in full is. */
static bool confirmed(struct context *context, const struct progress *progress, const char *pack,
                      const struct progress_count *count)
{
    struct buffer text = {0};
    char *line = NULL;
    size_t room = 0;
    buffer_add_text(&text, "This deletes ");
    add_count(&text, count);
    if (pack != NULL) {
        buffer_addf(&text, ", asked from \"%s\"", short_text(pack).text);
    }
    buffer_addf(&text, ", from \"%s\". Nothing brings it back but a backup (amiquiz backup FILE).",
                short_text(progress->path).text);
    screen_wrap(&context->err, STYLE_PLAIN, 0, 0, buffer_text(&text));
    screen_put(&context->err, STYLE_STRONG, "Type yes to delete it: ");
    (void)fflush(context->err.file);
    const ssize_t length = getline(&line, &room, stdin);
    if (length < 0) {
        screen_gap(&context->err);
    }
    const bool yes = length > 0 && (strcmp(line, "yes\n") == 0 || strcmp(line, "yes") == 0);
    free(line);
    buffer_fini(&text);
    return yes;
}

/* The line editor's history stands beside the database and tells of it. */
static void remove_history(const struct progress *progress)
{
    struct buffer path = {0};
    buffer_addf(&path, "%s.history", progress->path);
    if (!path.failed && unlink(buffer_text(&path)) != 0 && errno != ENOENT) {
        command_warning(progress->context, "\"%s\" cannot be removed: %s",
                        short_text(buffer_text(&path)).text, strerror(errno));
    }
    buffer_fini(&path);
}

static enum status say(struct context *context, const struct progress_count *count)
{
    struct buffer text = {0};
    if (context->json) {
        struct json_out j = {.out = &text};
        json_object_begin(&j);
        json_member_int(&j, "questions", (int64_t)count->asked);
        json_member_int(&j, "answered", (int64_t)count->answered);
        json_object_end(&j);
        return output_line(context, &text, STATUS_DONE);
    }
    if (!context->quiet) {
        buffer_add_text(&text, "Deleted ");
        add_count(&text, count);
        buffer_add_char(&text, '.');
        screen_wrap(&context->out, STYLE_PLAIN, 0, 0, buffer_text(&text));
    }
    buffer_fini(&text);
    return STATUS_DONE;
}

static enum status nothing(struct context *context, struct progress *progress, const char *pack)
{
    if (pack == NULL) {
        return command_error(context, STATUS_NO, "there is nothing in \"%s\"",
                             short_text(progress->path).text);
    }
    (void)command_error(context, STATUS_NO, "nothing was asked from \"%s\"", short_text(pack).text);
    command_hint(context,
                 "amiquiz stats lists what was asked from; without a name, all is deleted");
    return STATUS_NO;
}

static enum status forget(struct context *context, struct progress *progress, const char *pack)
{
    struct progress_count count;
    const bool sure = argument(context, "--yes") != NULL;
    enum status status = progress_count(progress, pack, &count);
    if (status != STATUS_DONE) {
        return status;
    }
    if (count.asked == 0) {
        return nothing(context, progress, pack);
    }
    if (!sure && isatty(STDIN_FILENO) != 1) {
        return command_usage(context, "say --yes",
                             "there is no terminal to ask whether you are sure");
    }
    if (!sure && !confirmed(context, progress, pack, &count)) {
        return command_error(context, STATUS_NO, "nothing was deleted");
    }
    if (!store_forget(progress->store, pack, &progress->problem)) {
        return progress_failed(progress);
    }
    if (pack == NULL) {
        remove_history(progress);
    }
    return say(context, &count);
}

enum status command_forget(struct context *context)
{
    struct progress progress = {0};
    const struct arguments *args = &context->args;
    if (args->word_count > 1) {
        return command_usage(context, NULL, "one word too many: \"%s\"", args->words[1]);
    }
    enum status status = progress_open_old(context, &progress);
    if (status == STATUS_DONE) {
        status = forget(context, &progress, args->word_count == 1 ? args->words[0] : NULL);
    }
    progress_close(&progress);
    return status;
}
