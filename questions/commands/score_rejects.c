/* What is heard while answers are read: rejected lines go to their file at once, progress to a terminal. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "questions/commands/score.h"
#include "questions/score/db.h"
#include "questions/score/summary.h"
#include "questions/text/buffer.h"
#include "questions/text/file_kind.h"
#include "questions/text/safe.h"

#define TEXT_MOST     1024                 /* bytes of a rejected line that are told */
#define PROGRESS_STEP ((uint64_t)32 << 20) /* bytes between two looks */
#define PROGRESS_FROM ((uint64_t)64 << 20) /* what is read sooner needs none */

static bool wants_progress(const struct context *context)
{
    return !context->quiet && context->err.terminal && !context->err.accessible;
}

/* Is its line UTF-8?  It is looked at once, though every refused cell of it is told. */
static void look_at_line(struct score_listening *l, const struct reject *reject)
{
    const bool seen = reject->line == l->line_seen;
    l->line_seen = reject->line;
    if (!seen &&
        !file_kind_is_utf8(reject->text, reject->text_length, reject->text_length >= TEXT_MOST)) {
        l->not_utf8_line = l->not_utf8 == 0 ? reject->line : l->not_utf8_line;
        l->not_utf8++;
    }
}

static bool hear_reject(void *context, const struct reject *reject)
{
    struct score_listening *l = context;
    l->lines++;
    look_at_line(l, reject);
    score_none_look(l, reject);
    if (l->lines <= SCORE_REJECTS_SHOWN && !l->anonymous) {
        buffer_addf(&l->shown, "%s%s:%llu: %s", l->shown.length > 0 ? "\n" : "", reject->file,
                    (unsigned long long)reject->line, reject->reason);
    }
    bool go = l->db == NULL || db_out_reject(l->db, reject);
    for (size_t i = 0; i < sizeof l->files / sizeof l->files[0]; i++) {
        if (l->files[i] != NULL) {
            struct out *out = &l->files[i]->out;
            out_reject(out, reject, l->anonymous);
            go = out->ready(out->context) && go;
        }
    }
    return go;
}

static void hear_note(void *context, const char *file, const char *text)
{
    const struct score_listening *l = context;
    command_warning(l->context, "%s: %s", file, text);
}

/* One line that is written over again and again; where the screen is read aloud, none. */
static void hear_progress(void *context, uint64_t done, uint64_t all)
{
    struct score_listening *l = context;
    if (!wants_progress(l->context) || done < PROGRESS_FROM || done < l->next) {
        return;
    }
    l->next = done + PROGRESS_STEP;
    l->line_open = true;
    (void)fprintf(l->context->err.file, "\rread %llu MB", (unsigned long long)(done / 1000000));
    if (all > 0) {
        (void)fprintf(l->context->err.file, " of %llu (%d %%)", (unsigned long long)(all / 1000000),
                      (int)(100.0 * (double)done / (double)all));
    }
    (void)fflush(l->context->err.file);
}

/* Once for all lines: which there are, the rejects say. */
static void warn_not_utf8(struct score_listening *l, const char *file)
{
    struct buffer more = {0};
    if (l->not_utf8 > 1) {
        buffer_add_text(&more, l->not_utf8 == 2 ? ", nor is " : ", nor are ");
        summary_count(&more, l->not_utf8 - 1);
        buffer_add_text(&more, " more");
    }
    command_warning(l->context, "%s:%llu: this rejected line is not UTF-8%s",
                    strcmp(file, "-") == 0 ? "<stdin>" : file, (unsigned long long)l->not_utf8_line,
                    buffer_text(&more));
    command_hint(l->context, FILE_KIND_TO_UTF8);
    buffer_fini(&more);
}

static void end_progress(struct score_listening *l)
{
    if (l->line_open) {
        (void)fprintf(l->context->err.file, "\r%30s\r", "");
        (void)fflush(l->context->err.file);
        l->line_open = false;
    }
}

void score_listening_file_end(struct score_listening *l, const char *file)
{
    end_progress(l);
    if (l->not_utf8 > 0 && !l->context->quiet) {
        warn_not_utf8(l, file);
    }
    l->not_utf8 = l->line_seen = 0;
}

struct answers_listener score_listener(struct score_listening *listening)
{
    return (struct answers_listener){hear_reject, hear_note, hear_progress, listening};
}

void score_listening_fini(struct score_listening *listening)
{
    buffer_fini(&listening->shown);
}

/* ---- Work without a measure ------------------------------------------------------------------ */

void score_busy(const struct context *context, const char *what, size_t done, size_t all)
{
    if (wants_progress(context)) {
        struct buffer text = {0};
        safe_line(&text, what, strlen(what));
        (void)fprintf(context->err.file, "\r%.40s", buffer_text(&text));
        if (all > 0) {
            (void)fprintf(context->err.file, " %zu of %zu", done, all);
        }
        (void)fflush(context->err.file);
        buffer_fini(&text);
    }
}

void score_busy_end(const struct context *context)
{
    if (wants_progress(context)) {
        (void)fprintf(context->err.file, "\r%70s\r", "");
        (void)fflush(context->err.file);
    }
}
