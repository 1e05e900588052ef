/* Answer files become scores: what is wanted, what is read, what is written. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "questions/bank/format.h"
#include "questions/commands/commands.h"
#include "questions/commands/output.h"
#include "questions/commands/score.h"
#include "questions/commands/score_run.h"
#include "questions/score/summary.h"
#include "questions/text/buffer.h"
#include "questions/text/path.h"

const struct option_spec score_options[] = {
    {"--key", "BANK|KEY.csv",
     "What to score by: a bank in any format that can be read, its keys proved, or CSV with columns "
     "question, answer and, where wanted, points, status, options, form, position."},
    {"-o", "DIR", "Write all files of a scoring into this folder. Default: nothing is written."},
    {"--scores", "FILE", "Write scores.csv alone, under this name (- is standard output)."},
    {"--items", "FILE", "The same for items.csv: every question with its statistics."},
    {"--options", "FILE", "The same for options.csv: who chose what."},
    {"--beliefs", "FILE", "The same for beliefs.csv: what each student believes."},
    {"--rejects", "FILE", "The same for rejects.csv: what was not scored, and why."},
    {"--report", "FILE", "The same for report.html, a page to show."},
    {"--db", "FILE", "All of it as one SQLite database."},
    {"--moodle-grades", "FILE", "Points as Moodle's grade book imports them."},
    {"--canvas-grades", "FILE", "Points as Canvas's grade book imports them."},
    {"--roster", "FILE",
     "Who takes part: CSV with student[,section][,name]. Others are rejected, absent ones listed."},
    {"--pass", "PERCENT", "Share of the points that passes, such as 62.5%. Default: 70%."},
    {"--scale", "LOW:PASS:HIGH",
     "Scaled scores, estimated: 100:720:1000 puts the pass mark at 720. Default: none."},
    {"--credit", "SCHEME",
     "Several right answers: all-or-nothing net-right coverage each-option false2. Default: "
     "all-or-nothing."},
    {"--wrong", "SHARE",
     "Share of a question's points taken off for an answer that earns none. Default: 0."},
    {"--omitted", "wrong|ignore",
     "How blanks count in the facility of a question. Default: wrong."},
    {"--duplicates", "reject|first|last|best",
     "What a second, different answer to the same question does. Default: reject."},
    {"--drop", "Q,...",
     "Questions to leave out of the total: by their ids, or (not with papers) numbers."},
    {"--compare-key", "OLD",
     "Say who gains, who loses and who changes from pass to fail against this key; writes nothing."},
    {"--marks", NULL, "Cells are marks, not answers."},
    {"--layout", "FIELDS",
     "Fixed columns, counted from 1: 'student=1-8 form=9 answers=11-110'. Default: CSV or NDJSON."},
    {"--student", "COLUMN", "The column that names the student, in a roster, too. Default: found."},
    {"--separator", "CHAR", "What stands between cells: , ; | : or tab. Default: found."},
    {"--from", "FORMAT", "Format of a bank given as key. Default: found."},
    {"--unverified", NULL, "Take a bank's keys as they are where its pack is not at hand."},
    {"--anonymous", NULL, "Students go out as student-0001 and so on, without name and section."},
    {"--csv-raw", NULL, "CSV: no ' before cells that a spreadsheet would take for a formula."},
    {"--threads", "N",
     "Threads to read and count with; the result is the same. Default: all processors."},
    {"--strict", NULL, "Status 1 when anything was rejected."},
    {NULL, NULL, NULL}};

static const char *command_value(void *source, const char *name)
{
    return argument(source, name);
}

/* Words that cannot go together, and what is missing. */
static enum status check_words(struct context *context)
{
    if (argument(context, "--key") == NULL) {
        return command_usage(context, "a bank made by generate, or CSV with question,answer",
                             "--key must say what to score by");
    }
    if (context->args.word_count == 0) {
        return command_usage(context, "- is standard input", "no file of answers was named");
    }
    if (argument(context, "--anonymous") != NULL &&
        (argument(context, "--moodle-grades") != NULL ||
         argument(context, "--canvas-grades") != NULL)) {
        return command_usage(context, NULL, "a grade book cannot take nameless students");
    }
    if (argument(context, "--compare-key") != NULL && score_compare_words(context) != STATUS_DONE) {
        return STATUS_USAGE;
    }
    size_t standard = strcmp(argument(context, "--key"), "-") == 0 ? 1 : 0;
    for (size_t i = 0; i < context->args.word_count; i++) {
        standard += strcmp(context->args.words[i], "-") == 0 ? 1 : 0;
    }
    const char *roster = argument(context, "--roster");
    standard += roster != NULL && strcmp(roster, "-") == 0 ? 1 : 0;
    if (standard > 1) {
        return command_usage(context, NULL, "standard input can be read only once");
    }
    for (size_t i = 0; context->json && score_options[i].name != NULL; i++) {
        const char *value = argument(context, score_options[i].name);
        const bool file =
            score_options[i].argument != NULL && strcmp(score_options[i].argument, "FILE") == 0;
        if (file && value != NULL && strcmp(value, "-") == 0 &&
            strcmp(score_options[i].name, "--roster") != 0) {
            return command_usage(context, NULL, "--json and %s cannot both go to standard output",
                                 score_options[i].name);
        }
    }
    if (argument(context, "--db") != NULL && strcmp(argument(context, "--db"), "-") == 0) {
        return command_usage(context, NULL, "a database cannot be written to standard output");
    }
    return STATUS_DONE;
}

/* ---- What is said ----------------------------------------------------------------------------- */

static void add_written(struct buffer *out, const struct score_run *run)
{
    const struct score_files *files = &run->files;
    if (files->folder != NULL) {
        path_join(out, files->folder, "");
        buffer_add_char(out, ':');
    }
    for (size_t i = 0; i < files->count; i++) {
        const char *path = files->files[i].path;
        const char *name = files->files[i].inside ? strrchr(path, '/') + 1 : path;
        if (strcmp(path, "-") != 0) {
            buffer_addf(out, "%s%s", out->length > 0 ? " " : "", name);
        }
    }
    if (files->database != NULL) {
        buffer_addf(out, "%s%s", out->length > 0 ? " " : "", files->database);
    }
}

/* The question that wants to be looked at most, if any does. */
static size_t doubtful(const struct results *results)
{
    const size_t count = sheet_key(results->sheet)->question_count;
    size_t *order = malloc((count + 1) * sizeof *order);
    size_t first = SIZE_MAX;
    if (order != NULL && count > 0) {
        const unsigned grave = (unsigned)FLAG_NEGATIVE | (unsigned)FLAG_BEST_CHOSE_OTHER;
        (void)summary_order_items(results, order);
        first = (results->items[order[0]].flags & grave) != 0 ? order[0] : SIZE_MAX;
    }
    free(order);
    return first;
}

static void add_next(struct buffer *out, const struct score_run *run)
{
    const char *key = argument(run->context, "--key");
    const size_t question = run->results->all.students > 0 ? doubtful(run->results) : SIZE_MAX;
    if (question != SIZE_MAX) {
        buffer_addf(out, "amiquiz score ... --drop %s --compare-key %s: who would change",
                    run->key.key.questions[question].id, key);
    }
    if (run->files.folder != NULL) {
        buffer_addf(out, "%samiquiz report %s --students: a page for each student",
                    out->length > 0 ? "\n" : "", run->files.folder);
    } else if (run->files.count == 0 && run->files.database == NULL) {
        buffer_addf(out, "%samiquiz score ... -o results: scores, statistics and a page as files",
                    out->length > 0 ? "\n" : "");
    }
}

static enum status say(struct score_run *run, bool elsewhere)
{
    struct context *context = run->context;
    struct buffer text = {0};
    score_most_warn(run);
    if (context->json) {
        score_none_warn(run);
        out_summary_json(&text, &run->scored);
        return output_line(context, &text, STATUS_DONE);
    }
    struct screen *screen = elsewhere ? &context->err : &context->out;
    if (elsewhere && context->quiet) {
        return STATUS_DONE;
    }
    if (score_none(run)) {
        score_none_print(screen, run);
    }
    score_run_rejects(&text, run);
    summary_print(screen, &run->scored, buffer_text(&text));
    buffer_clear(&text);
    add_written(&text, run);
    const bool wrote = text.length > 0;
    if (wrote) {
        screen_gap(screen);
        screen_labelled(screen, "Wrote", 11, buffer_text(&text));
    }
    buffer_clear(&text);
    add_next(&text, run);
    if (text.length > 0 && !context->quiet && !score_none(run)) {
        if (!wrote) {
            screen_gap(screen);
        }
        screen_labelled(screen, "Next", 11, buffer_text(&text));
    }
    buffer_fini(&text);
    return STATUS_DONE;
}

/* Read, work out, write; then say it. */
static enum status run_score(struct score_run *run)
{
    enum status status = score_run_begin(run);
    if (status == STATUS_DONE) {
        status = score_run_read(run);
    }
    if (status == STATUS_DONE) {
        status = score_run_describe(run);
    }
    if (status == STATUS_DONE) {
        status = score_run_write(run);
    }
    const bool standard = score_files_standard(&run->files);
    status = score_run_end(run, status);
    if (status == STATUS_DONE) {
        status = say(run, standard);
    }
    const bool strict = run->wishes.strict && run->scored.counts.rejected > 0;
    return status == STATUS_DONE && strict ? STATUS_NO : status;
}

enum status command_score(struct context *context)
{
    struct score_run run = {.context = context};
    enum status status = check_words(context);
    if (status == STATUS_DONE) {
        status = score_targets_check(context);
    }
    if (status == STATUS_DONE) {
        status = score_wishes_read(context, command_value, context, &run.wishes);
    }
    if (status == STATUS_DONE) {
        status = score_key_read(context, argument(context, "--key"), &run.wishes, true, &run.key);
    }
    if (status == STATUS_DONE) {
        status = score_run_roster(&run);
    }
    if (status == STATUS_DONE) {
        status = argument(context, "--compare-key") != NULL ? score_compare(&run) : run_score(&run);
    }
    score_run_fini(&run);
    return status;
}
