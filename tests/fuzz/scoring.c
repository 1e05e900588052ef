/* The class is scored once, by the command itself; then its files are harmed and reported on. */
#include <string.h>
#include <unistd.h>

#include "questions/commands/arguments.h"
#include "questions/commands/commands.h"
#include "questions/commands/dispatch.h"
#include "questions/commands/score.h"
#include "questions/score/kept.h"
#include "questions/score/out.h"
#include "questions/score/page.h"
#include "questions/score/sheet_private.h"
#include "questions/score/summary.h"
#include "questions/text/buffer.h"
#include "tests/fuzz/fuzz.h"

static const char key_text[] = "question,answer,points,form,position\n"
                               "q1,C,1,1,1\nq2,AD,2,1,2\nq3,B|AC,1,1,3\n"
                               "q3,A|BC,1,2,1\nq1,B,1,2,2\nq2,AB,2,2,3\n";
static const char answers_text[] = "student,form,Q1,Q2,Q3,section,name\n"
                                   "s1,1,C,AD,B,north,Ann\n"
                                   "s2,2,A,B,\"A,B\",north,\"=Bob, 'B'\"\n"
                                   "s3,1,A,*,,south,\xc3\x84nne\n"
                                   "'s4,2,,B,AB,,\n";

static struct {
    char folder[FUZZ_FOLDER], key[300], answers[300], database[300];
} class;

/* ---- Files ----------------------------------------------------------------------------------- */

static void file_name(char name[400], const char *file)
{
    (void)snprintf(name, 400, "%s/%s", class.folder, file);
}

void fuzz_scoring_write(const char *name, const void *bytes, size_t size)
{
    char path[400];
    file_name(path, name);
    FILE *file = fopen(path, "wb");
    FUZZ_HOLDS(file != NULL && fwrite(bytes, 1, size, file) == size && fclose(file) == 0);
}

static void remove_files(void)
{
    static const char *const inside[] = {
        "manifest.json", "responses.csv", "key.csv",     "scores.csv",  "items.csv", "options.csv",
        "beliefs.csv",   "rejects.csv",   "report.html", "answers.csv", "scoring.db"};
    char path[400];
    for (size_t i = 0; i < sizeof inside / sizeof *inside; i++) {
        file_name(path, inside[i]);
        (void)unlink(path);
    }
    (void)rmdir(class.folder);
}

static enum status score(void)
{
    char program[] = "amiquiz", command[] = "score", key[] = "--key", out[] = "-o", db[] = "--db",
         quiet[] = "--quiet";
    char *const words[] = {program,        command, key,          class.key,
                           class.answers,  out,     class.folder, db,
                           class.database, quiet,   NULL};
    struct context context = {0};
    enum request request = REQUEST_RUN;
    FILE *nothing = fopen("/dev/null", "wb");
    FUZZ_HOLDS(nothing != NULL);
    fuzz_output_begin(fileno(nothing));
    enum status status = arguments_read(&context, 10, words, &request);
    status = status == STATUS_DONE ? dispatch(&context, request) : status;
    fuzz_output_end();
    arguments_fini(&context);
    (void)fclose(nothing);
    return status;
}

const char *fuzz_scoring(void)
{
    if (class.folder[0] == '\0') {
        fuzz_folder(class.folder);
        (void)atexit(remove_files);
        (void)snprintf(class.key, sizeof class.key, "%s/key.csv", class.folder);
        (void)snprintf(class.answers, sizeof class.answers, "%s/answers.csv", class.folder);
        (void)snprintf(class.database, sizeof class.database, "%s/scoring.db", class.folder);
        fuzz_scoring_write("key.csv", key_text, sizeof key_text - 1);
        fuzz_scoring_write("answers.csv", answers_text, sizeof answers_text - 1);
        FUZZ_HOLDS(score() == STATUS_DONE);
    }
    return class.folder;
}

/* ---- The report ------------------------------------------------------------------------------ */

static bool go_on(void *context)
{
    (void)context;
    return true;
}

/* What a writer writes; it must be text, and what is foreign in it no tag: the corpus is full of <zz>. */
static void check_written(struct buffer *text)
{
    FUZZ_HOLDS(!text->failed);
    fuzz_text(buffer_text(text), text->length);
    FUZZ_HOLDS(buffer_text(text)[0] != '<' || strstr(buffer_text(text), "<zz") == NULL);
    buffer_clear(text);
}

/* In cells of CSV names and sections go out as the bytes they came as. */
static void write_all(const struct scored *scored)
{
    static out_writer *const tables[] = {out_scores, out_items,  out_options,  out_beliefs,
                                         out_moodle, out_canvas, out_responses};
    static out_writer *const texts[] = {page_report, page_index, out_manifest};
    struct buffer text = {0};
    struct out out = {.buffer = &text, .ready = go_on};
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        FUZZ_HOLDS(tables[i](&out, scored) && !text.failed);
        buffer_clear(&text);
    }
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        FUZZ_HOLDS(texts[i](&out, scored));
        check_written(&text);
    }
    for (size_t s = 0; s < scored->results->all.students && s < 4; s++) {
        FUZZ_HOLDS(page_student(&out, scored, s, "index.html"));
        check_written(&text);
        page_student_file(&text, scored, s);
        FUZZ_HOLDS(text.length > 0 && strchr(buffer_text(&text), '/') == NULL);
        check_written(&text);
    }
    out_summary_json(&text, scored);
    check_written(&text);
    buffer_fini(&text);
}

/* Kept again, and read again, the answers are the same. */
static void keep_again(const struct scored *scored)
{
    struct buffer first = {0}, second = {0}, problem = {0};
    struct out out = {.buffer = &first, .ready = go_on};
    struct sheet *sheet = sheet_new(scored_key(scored));
    FUZZ_HOLDS(sheet != NULL && out_responses(&out, scored) && !first.failed);
    FILE *file = fmemopen(first.bytes, first.length, "rb");
    FUZZ_HOLDS(file != NULL && kept_read(file, sheet, &problem));
    const struct results_options options = {
        .scale = {.pass = 0.7, .low = 100, .mark = 720, .high = 1000}, .threads = 1};
    struct results *results = results_new(sheet, &options);
    struct scored again = *scored;
    FUZZ_HOLDS(results != NULL);
    again.results = results;
    again.anonymous = false; /* the names that were made up are their names now */
    out.buffer = &second;
    FUZZ_HOLDS(out_responses(&out, &again) && first.length == second.length);
    FUZZ_HOLDS(memcmp(buffer_text(&first), buffer_text(&second), first.length) == 0);
    (void)fclose(file);
    results_free(results);
    sheet_free(sheet);
    buffer_fini(&first);
    buffer_fini(&second);
    buffer_fini(&problem);
}

enum status fuzz_report(const char *path)
{
    char *said = NULL;
    size_t length = 0;
    struct score_kept kept = {0};
    struct context context = {.command = command_find("report")};
    context.err = (struct screen){.file = open_memstream(&said, &length), .width = 80};
    context.out = context.err;
    FUZZ_HOLDS(context.err.file != NULL);
    const enum status status = score_kept_read(&context, path, &kept);
    (void)fclose(context.err.file);
    fuzz_visible(said, length);
    FUZZ_HOLDS(status == STATUS_DONE || status == STATUS_BAD_INPUT || status == STATUS_FAILED);
    FUZZ_HOLDS(status == STATUS_DONE || length > 0);
    if (status == STATUS_DONE) {
        write_all(&kept.scored);
        keep_again(&kept.scored);
    }
    score_kept_fini(&kept);
    free(said);
    return status;
}
