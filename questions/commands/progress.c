#include "questions/commands/progress.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "engine/short_text.h"
#include "questions/text/buffer.h"
#include "questions/tutor/terminal.h"

static void find(struct context *context, struct progress *progress)
{
    const char *given = argument(context, "--db");
    progress->context = context;
    progress->default_path = given == NULL ? store_default_path() : NULL;
    progress->path = given != NULL ? given : progress->default_path;
}

static enum status opened(struct progress *progress, struct store *store)
{
    progress->store = store;
    return store != NULL ? STATUS_DONE : progress_failed(progress);
}

static bool is_missing(const struct progress *progress)
{
    struct stat status;
    return progress->path != NULL && stat(progress->path, &status) != 0 && errno == ENOENT;
}

static enum status missing(struct progress *progress)
{
    (void)command_error(progress->context, STATUS_NO, "there is no progress at \"%s\" yet",
                        short_text(progress->path).text);
    command_hint(progress->context, "it is made by the first question: amiquiz drill");
    return STATUS_NO;
}

enum status progress_open(struct context *context, struct progress *progress)
{
    find(context, progress);
    return opened(progress, store_open(progress->path, &progress->problem));
}

enum status progress_open_old(struct context *context, struct progress *progress)
{
    find(context, progress);
    return is_missing(progress) ? missing(progress)
                                : opened(progress, store_open(progress->path, &progress->problem));
}

enum status progress_open_to_read(struct context *context, struct progress *progress)
{
    find(context, progress);
    return is_missing(progress)
               ? missing(progress)
               : opened(progress, store_open_to_read(progress->path, &progress->problem));
}

enum status progress_open_or_empty(struct context *context, struct progress *progress)
{
    find(context, progress);
    const char *path = is_missing(progress) ? ":memory:" : progress->path;
    return opened(progress, store_open_to_read(path, &progress->problem));
}

void progress_close(struct progress *progress)
{
    store_close(progress->store);
    free(progress->default_path);
    *progress = (struct progress){0};
}

static bool count_record(void *context, const struct outcome_record *record)
{
    struct progress_count *count = context;
    const int64_t at = record->asked.at;
    count->first = count->asked == 0 || at < count->first ? at : count->first;
    count->last = count->asked == 0 || at > count->last ? at : count->last;
    count->asked++;
    count->answered += record->answered;
    count->right += record->answered && record->correct;
    return true;
}

/* Names of all courses, each ended by a NUL: the store cannot be asked again while it tells them. */
static bool add_name(void *context, const char *pack)
{
    struct buffer *names = context;
    buffer_add(names, pack, strlen(pack) + 1);
    return !names->failed;
}

enum status progress_count(struct progress *progress, const char *pack,
                           struct progress_count *count)
{
    struct buffer names = {0};
    *count = (struct progress_count){0};
    bool good = true;
    if (pack != NULL) {
        (void)add_name(&names, pack);
    } else {
        good = store_courses(progress->store, add_name, &names, &progress->problem);
    }
    for (size_t at = 0; good && at < names.length; at += strlen(names.bytes + at) + 1) {
        good = store_history(progress->store, names.bytes + at, count_record, count,
                             &progress->problem);
    }
    const bool failed = names.failed;
    buffer_fini(&names);
    return !good    ? progress_failed(progress)
           : failed ? command_no_memory(progress->context)
                    : STATUS_DONE;
}

static bool log_asked(void *context, const struct asked *asked, int64_t *id)
{
    struct progress_log *log = context;
    struct progress *progress = log->progress;
    struct setting setting = log->setting != NULL ? *log->setting : (struct setting){0};
    setting.at = asked->at;
    const struct sitting sitting = {.at = asked->at,
                                    .what = log->what,
                                    .pack = asked->pack,
                                    .digest = asked->digest,
                                    .seed = log->seed,
                                    .settings = &setting,
                                    .setting_count = log->setting != NULL};
    if (log->sitting == 0 &&
        !store_sitting(progress->store, &sitting, &log->sitting, &progress->problem)) {
        return false;
    }
    struct asked own = *asked;
    own.sitting = log->sitting;
    return store_asked(progress->store, &own, id, &progress->problem);
}

static bool log_event(void *context, const struct event *event)
{
    struct progress_log *log = context;
    return store_event(log->progress->store, event, &log->progress->problem);
}

struct session_log progress_log(struct progress_log *log)
{
    return (struct session_log){log_asked, log_event, log};
}

enum status progress_left(struct progress *progress, enum shell_end end)
{
    switch (end) {
    case SHELL_INTERRUPTED:
        return STATUS_INTERRUPTED;
    case SHELL_TERMINATED:
        return (enum status)(128 + terminal_leaving());
    case SHELL_FAILED:
        return progress->problem.text[0] != '\0'
                   ? progress_failed(progress)
                   : command_error(progress->context, STATUS_FAILED,
                                   "input could not be read, or memory ran out");
    case SHELL_DONE:
        break;
    }
    return STATUS_DONE;
}

enum status progress_failed(struct progress *progress)
{
    command_error(progress->context, STATUS_FAILED, "%s", progress->problem.text);
    if (progress->problem.hint[0] != '\0') {
        command_hint(progress->context, "%s", progress->problem.hint);
    }
    return STATUS_FAILED;
}
