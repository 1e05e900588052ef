/* The steps of one scoring. */
#include "questions/commands/score_run.h"

#include <stdlib.h>
#include <string.h>

#include "questions/commands/packs.h"
#include "questions/commands/roster.h"
#include "questions/item/subject.h"
#include "questions/score/db.h"
#include "questions/text/buffer.h"

void score_run_fini(struct score_run *run)
{
    results_free(run->results);
    answers_free(run->answers);
    score_roster_free(run->roster);
    score_key_file_fini(&run->key);
    db_out_drop(run->listening.db);
    score_listening_fini(&run->listening);
    score_files_fini(&run->files);
    buffer_fini(&run->answers_name);
    buffer_fini(&run->key_copy);
    free(run->absent);
}

/* ---- Begin ----------------------------------------------------------------------------------- */

static enum status begin_database(struct score_run *run, const char *name)
{
    const char *path = NULL;
    struct buffer problem = {0};
    enum status status = score_files_database(&run->files, name, &path);
    if (status == STATUS_DONE) {
        run->listening.db = db_out_begin(path, run->wishes.anonymous, &problem);
        if (run->listening.db == NULL) {
            status = command_error(run->context, STATUS_FAILED, "\"%s\" cannot be written: %s",
                                   name, buffer_text(&problem));
        }
    }
    buffer_fini(&problem);
    return status;
}

static enum status begin_rejects(struct score_run *run, size_t place, const char *name, bool inside)
{
    struct score_file *file = NULL;
    const enum status status = score_files_begin(&run->files, name, inside, &file);
    if (status == STATUS_DONE) {
        run->listening.files[place] = file;
        out_reject(&file->out, NULL, false);
    }
    return status;
}

enum status score_run_begin(struct score_run *run)
{
    const char *folder = argument(run->context, "-o");
    const char *rejects = argument(run->context, "--rejects");
    const char *database = argument(run->context, "--db");
    run->files.context = run->context;
    run->files.raw = run->wishes.raw;
    run->listening.context = run->context;
    run->listening.anonymous = run->wishes.anonymous;
    enum status status = STATUS_DONE;
    if (folder != NULL) {
        status = score_files_folder(&run->files, folder);
        if (status == STATUS_DONE) {
            status = begin_rejects(run, 0, "rejects.csv", true);
        }
    }
    if (status == STATUS_DONE && rejects != NULL) {
        status = begin_rejects(run, 1, rejects, false);
    }
    if (status == STATUS_DONE && database != NULL) {
        status = begin_database(run, database);
    }
    return status;
}

/* ---- Read ------------------------------------------------------------------------------------ */

static enum status read_files(struct score_run *run)
{
    const struct arguments *args = &run->context->args;
    for (size_t i = 0; i < args->word_count; i++) {
        const char *problem = NULL;
        const char *path = args->words[i];
        const enum answers_end end = answers_read(run->answers, path, &problem);
        score_listening_file_end(&run->listening, path);
        switch (end) {
        case ANSWERS_READ:
            break;
        case ANSWERS_STOPPED: /* rejects could not be written: the file's end says why */
            return STATUS_FAILED;
        case ANSWERS_BAD:
            return command_error(run->context, STATUS_BAD_INPUT, "%s", problem);
        case ANSWERS_FAILED:
            return command_error(run->context, STATUS_FAILED, "%s", problem);
        }
    }
    return STATUS_DONE;
}

enum status score_run_read(struct score_run *run)
{
    const struct answers_listener listener = score_listener(&run->listening);
    run->wishes.answers.roster = run->roster;
    run->wishes.answers.digest = run->context->json || argument(run->context, "-o") != NULL ||
                                 argument(run->context, "--db") != NULL ||
                                 argument(run->context, "--report") != NULL;
    run->answers = answers_new(&run->key.key, &run->wishes.answers, &listener);
    if (run->answers == NULL) {
        return command_no_memory(run->context);
    }
    const enum status status = read_files(run);
    if (status != STATUS_DONE) {
        return status;
    }
    if (sheet_counts(answers_sheet(run->answers)).read == 0) {
        const struct arguments *args = &run->context->args;
        const bool one = args->word_count == 1;
        const char *file = strcmp(args->words[0], "-") == 0 ? "standard input" : args->words[0];
        return command_error(run->context, STATUS_BAD_INPUT, "there are no answers in %s",
                             one ? file : "any of the files");
    }
    if (!run->context->quiet &&
        !score_doubts(run->context, answers_sheet(run->answers), run->wishes.anonymous)) {
        return command_no_memory(run->context);
    }
    run->results = results_new(answers_sheet(run->answers), &run->wishes.results);
    return run->results != NULL ? STATUS_DONE : command_no_memory(run->context);
}

/* ---- Roster ---------------------------------------------------------------------------------- */

enum status score_run_roster(struct score_run *run)
{
    const char *path = argument(run->context, "--roster");
    return path != NULL
               ? roster_read(run->context, path, argument(run->context, "--student"), &run->roster)
               : STATUS_DONE;
}

/* Who of the roster has no paper. */
static enum status find_absent(struct score_run *run)
{
    const struct sheet *sheet = answers_sheet(run->answers);
    const size_t count = run->roster != NULL ? score_roster_count(run->roster) : 0;
    bool *present = calloc(count + 1, sizeof *present);
    run->absent = calloc(count + 1, sizeof *run->absent);
    if (present == NULL || run->absent == NULL) {
        free(present);
        return command_no_memory(run->context);
    }
    for (size_t s = 0; count > 0 && s < sheet_students(sheet); s++) {
        const struct sheet_student who = sheet_student(sheet, s);
        const size_t place = score_roster_find(run->roster, who.id, who.length);
        present[place == SIZE_MAX ? count : place] = true;
    }
    size_t absent = 0;
    for (size_t i = 0; i < count; i++) {
        if (!present[i]) {
            const struct roster_entry entry = score_roster_entry(run->roster, i);
            run->absent[absent++] = (struct absentee){entry.id, entry.section, entry.name};
        }
    }
    free(present);
    if (run->roster != NULL) {
        run->scored.roster_name = argument(run->context, "--roster");
        run->scored.roster_count = count;
        run->scored.absent = run->absent;
        run->scored.absent_count = absent;
    }
    return STATUS_DONE;
}

/* ---- Describe -------------------------------------------------------------------------------- */

static bool pack_is_kept(const struct score_run *run)
{
    const char *pack = run->context->pack;
    return run->key.bank.subject != NULL && pack != NULL && !packs_builtin(pack);
}

/* "scan.csv", "scan.csv and 2 more" */
static void name_answers(struct score_run *run)
{
    const struct arguments *args = &run->context->args;
    const char *first = args->words[0];
    buffer_add_text(&run->answers_name, strcmp(first, "-") == 0 ? "standard input" : first);
    if (args->word_count > 1) {
        buffer_addf(&run->answers_name, " and %zu more", args->word_count - 1);
    }
}

enum status score_run_describe(struct score_run *run)
{
    struct scored *s = &run->scored;
    name_answers(run);
    if (run->wishes.anonymous && run->key.of_bank) {
        buffer_add_text(&run->key_copy, "key.json"); /* written anew, without names */
    } else {
        score_key_copy_name(&run->key_copy, &run->key);
    }
    if (run->wishes.answers.digest) {
        answers_digest(run->answers, run->answers_sha256);
    }
    s->results = run->results;
    s->counts = sheet_counts(answers_sheet(run->answers));
    s->title = run->key.of_bank ? run->key.bank.bank.head.title : NULL;
    s->key_name = run->key.name;
    s->key_sha256 = run->key.sha256;
    s->key_of_bank = run->key.of_bank;
    s->key_copy = buffer_text(&run->key_copy);
    s->pack_copy = pack_is_kept(run) ? "pack.json" : NULL;
    s->answers_name = buffer_text(&run->answers_name);
    s->answers_sha256 = run->answers_sha256;
    s->shape = answers_shape(run->answers);
    s->options = run->wishes.said;
    s->option_count = run->wishes.said_count;
    s->anonymous = run->wishes.anonymous;
    return run->key_copy.failed || run->answers_name.failed ? command_no_memory(run->context)
                                                            : find_absent(run);
}
