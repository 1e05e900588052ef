/*
 * What both kinds of files need.  Lines mostly repeat a few combinations of facts, so what was
 * worked out is kept in a table that a newer result simply takes over: it never grows.
 */
#include "questions/commands/decide_batch.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "engine/near.h"
#include "engine/pack.h"
#include "engine/table.h"
#include "questions/commands/facts.h"
#include "questions/commands/output.h"
#include "questions/item/subject.h"

#define FLUSH_AT ((size_t)1 << 16) /* bytes put together before they are written */

/* ---- Deciding -------------------------------------------------------------------------------- */

static void work_out(const struct batch *batch, struct batch_result *result)
{
    const struct pack *pack = batch->subject->pack;
    const struct table *table = batch->subject->truth[batch->decision];
    const struct decision *d = &pack->decisions[batch->decision];
    uint16_t row = TABLE_GAP;
    result->kind = ANSWER_IMPOSSIBLE;
    result->outcome = "error";
    result->rule = NULL;
    struct case_walk walk = case_walk_begin(&pack->possible, result->facts);
    for (uint32_t whole; case_walk_next(&walk, &whole);) {
        const uint16_t this_row = table_row(table, whole);
        if (this_row >= TABLE_CLASH) {
            result->kind = ANSWER_FAULTY;
            result->outcome = "error";
            result->rule = NULL;
            return;
        }
        if (result->kind == ANSWER_IMPOSSIBLE) {
            row = this_row;
            result->kind = ANSWER_DECIDED;
            result->outcome = d->outcomes[table->then[row]].id;
            result->rule = d->rules[row].id;
            result->answer = row;
        } else if (this_row != row && result->kind == ANSWER_DECIDED) {
            result->rule = NULL;
            result->answer = d->rule_count + table->then[row];
            if (table->then[this_row] != table->then[row]) {
                result->kind = ANSWER_UNDETERMINED;
                result->outcome = "undetermined";
                result->answer = d->rule_count + d->outcome_count;
            }
        }
    }
}

const struct batch_result *batch_decide(struct batch *batch, struct partial facts)
{
    const uint64_t key = (uint64_t)facts.known << 32 | facts.value;
    const size_t slot = (size_t)(key * UINT64_C(0x9e3779b97f4a7c15) >> (64 - BATCH_RESULTS_BITS));
    struct batch_result *result = &batch->results[slot];
    if (!result->filled || result->facts.known != facts.known ||
        result->facts.value != facts.value) {
        result->facts = facts;
        result->filled = true;
        work_out(batch, result);
    }
    return result;
}

/* ---- Writing --------------------------------------------------------------------------------- */

bool batch_flush(struct batch *batch, bool all)
{
    if (batch->out.length < FLUSH_AT && !all) {
        return true;
    }
    if (batch->out.failed) {
        batch->failed = true;
        (void)command_no_memory(batch->context);
        return false;
    }
    const bool written = output_write(batch->context, buffer_text(&batch->out), batch->out.length);
    buffer_clear(&batch->out);
    return written; /* what went wrong is for output_end() to say */
}

/* "FILE:LINE: SEVERITY: ..." */
static void print_message(struct batch *batch, size_t line, enum screen_style style,
                          const char *severity, const char *text)
{
    struct screen *screen = &batch->context->err;
    struct buffer place = {0};
    buffer_addf(&place, "%s:%zu: ", batch->name, line);
    screen_put(screen, STYLE_PLAIN, buffer_text(&place));
    screen_put(screen, style, severity);
    screen_put(screen, STYLE_PLAIN, text);
    screen_gap(screen);
    buffer_fini(&place);
}

void batch_bad_line(struct batch *batch, size_t line, const char *format, ...)
{
    char text[1024]; /* what is longer is cut: a cell may be as long as a record */
    va_list args;
    va_start(args, format);
    (void)vsnprintf(text, sizeof text, format, args);
    va_end(args);
    print_message(batch, line, STYLE_WRONG, "error: ", text);
    batch->bad = true;
}

static void refuse_impossible(struct batch *batch, size_t line, struct partial facts)
{
    const struct pack *pack = batch->subject->pack;
    size_t *which = calloc(pack->impossible_count + 1, sizeof *which);
    struct buffer text = {0};
    const size_t count = which == NULL ? 0 : pack_impossible(pack, facts, which);
    for (size_t i = 0; i < count; i++) {
        const struct impossible *combination = &pack->impossibles[which[i]];
        buffer_add_text(&text, i == 0 ? "" : "; ");
        facts_write(&text, pack, combination->when);
        if (combination->because != NULL) {
            buffer_addf(&text, " (%s)", combination->because);
        }
    }
    batch_bad_line(batch, line, "these facts cannot hold together: %s", buffer_text(&text));
    buffer_fini(&text);
    free(which);
}

void batch_refuse(struct batch *batch, size_t line, const struct batch_result *result)
{
    if (result->kind == ANSWER_IMPOSSIBLE) {
        refuse_impossible(batch, line, result->facts);
    } else {
        batch_bad_line(batch, line,
                       "the pack \"%s\" is faulty: not every case with these facts has one outcome "
                       "(amiquiz pack check shows where)",
                       batch->subject->pack->id);
    }
}

void batch_warn_near(struct batch *batch, size_t line, const char *what, const char *name)
{
    const struct pack *pack = batch->subject->pack;
    struct near near = {.word = name};
    for (size_t i = 0; i < pack->fact_count; i++) {
        near_offer(&near, pack->facts[i].id);
    }
    if (near.best != NULL && !batch->context->quiet) {
        struct buffer text = {0};
        buffer_addf(&text, "the %s \"%s\" is no fact; did you mean \"%s\"?", what, name, near.best);
        print_message(batch, line, STYLE_STRONG, "warning: ", buffer_text(&text));
        buffer_fini(&text);
    }
}

enum status batch_refuse_column(struct batch *batch, size_t line, const char *what,
                                const char *name)
{
    batch_bad_line(batch, line, "there is a %s \"%s\" already; rename it, and it passes through",
                   what, name);
    return STATUS_BAD_INPUT;
}

/* ---- The run --------------------------------------------------------------------------------- */

static bool ends_with(const char *name, const char *end)
{
    const size_t length = strlen(name), wanted = strlen(end);
    return length >= wanted && strcmp(name + length - wanted, end) == 0;
}

/* By its name, else by its first byte, before which a byte order mark may stand. */
static bool is_ndjson(const struct batch *batch)
{
    static const unsigned char mark[3] = {0xef, 0xbb, 0xbf};
    unsigned char bytes[4];
    size_t count = 0;
    int c;
    if (ends_with(batch->name, ".ndjson") || ends_with(batch->name, ".jsonl")) {
        return true;
    }
    while (count < sizeof bytes && (c = getc(batch->file)) != EOF) {
        bytes[count++] = (unsigned char)c;
        if (count > sizeof mark || bytes[count - 1] != mark[count - 1]) {
            break;
        }
    }
    const bool found = (count == 1 || count == sizeof bytes) && bytes[count - 1] == '{';
    while (count > 0) {
        (void)ungetc(bytes[--count], batch->file);
    }
    return found;
}

/* `given` NULL: to be found from the header.  False: no separator is called that. */
static bool read_separator(const char *given, char *separator)
{
    static const struct {
        const char *name;
        char separator;
    } names[] = {{"comma", ','}, {"semicolon", ';'}, {"tab", '\t'}, {",", ','},
                 {";", ';'},     {"\t", '\t'},       {"\\t", '\t'}};
    *separator = '\0';
    for (size_t i = 0; given != NULL && i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(names[i].name, given) == 0) {
            *separator = names[i].separator;
        }
    }
    return given == NULL || *separator != '\0';
}

static enum status run(struct batch *batch, char separator)
{
    batch->results = calloc((size_t)1 << BATCH_RESULTS_BITS, sizeof *batch->results);
    if (batch->results == NULL) {
        return command_no_memory(batch->context);
    }
    enum status status =
        is_ndjson(batch) ? decide_batch_ndjson(batch) : decide_batch_csv(batch, separator);
    (void)batch_flush(batch, true);
    if (status == STATUS_DONE && batch->failed) {
        status = STATUS_FAILED;
    }
    if (status == STATUS_DONE && batch->bad) {
        status = STATUS_BAD_INPUT;
    }
    buffer_fini(&batch->out);
    free(batch->results);
    return status;
}

enum status decide_batch(struct context *context, const struct subject *subject, size_t decision)
{
    const char *path = argument(context, "--batch");
    const bool is_input = strcmp(path, "-") == 0;
    struct batch batch = {.context = context, .subject = subject, .decision = decision};
    char separator;
    if (context->args.word_count > 0) {
        return command_usage(context, NULL, "\"%s\": with --batch the facts come from the file",
                             context->args.words[0]);
    }
    if (!read_separator(argument(context, "--separator"), &separator)) {
        return command_usage(context, NULL,
                             "--separator must be comma, semicolon or tab, not \"%s\"",
                             argument(context, "--separator"));
    }
    batch.name = is_input ? "<stdin>" : path;
    batch.file = is_input ? stdin : fopen(path, "rb");
    if (batch.file == NULL) {
        return command_error(context, STATUS_FAILED, "\"%s\" cannot be read: %s", path,
                             strerror(errno));
    }
    const enum status status = run(&batch, separator);
    if (!is_input) {
        (void)fclose(batch.file);
    }
    return status;
}
