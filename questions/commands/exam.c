/* The exam: begun or taken up again, sat, and then reviewed as it stands in the store. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/short_text.h"
#include "questions/commands/arguments.h"
#include "questions/commands/banks.h"
#include "questions/commands/clock.h"
#include "questions/commands/commands.h"
#include "questions/commands/packs.h"
#include "questions/commands/progress.h"
#include "questions/commands/seed.h"
#include "questions/commands/shares.h"
#include "questions/item/subject.h"
#include "questions/text/buffer.h"
#include "questions/tutor/exam_face.h"
#include "questions/tutor/exam_plan.h"
#include "questions/tutor/exam_sitting.h"
#include "questions/tutor/terminal.h"

const struct option_spec exam_options[] = {
    {"--bank", "FILE", "Ask the questions of a bank (default: they are made from the pack)."},
    {"--questions", "N", "How many questions (default: 10)."},
    {"--minutes", "N", "How many minutes (default: 20)."},
    {"--pass", "SHARE", "The share of the points that is enough (default: 70%)."},
    {"--scale", "LOW:MARK:HIGH",
     "The estimated score for nothing, just enough and everything (default: 100:720:1000)."},
    {"--new", NULL, "Begin another one: an exam that is unfinished is handed in as it is."},
    {"--db", "FILE", "Progress database (default: AMIQUIZ_DB, else in the user's data folder)."},
    {"--from", "FORMAT", "The format of --bank: json ndjson gift moodle-xml aiken csv."},
    {"--unverified", NULL, "Take keys as they are where the pack is not at hand or does not say."},
    {NULL, NULL, NULL},
};

/** Everything an exam holds on to. */
struct sat {
    struct context *context;
    uint64_t questions, minutes;
    const char *pass, *scale;
    struct bank_file file;  /* of --bank */
    char *course;           /* owned; what the exam is kept under; NULL: whatever is open */
    const char *title;      /* of --bank */
    struct subject *chosen; /* owned; of --pack, or of the default for a new exam */
    struct subject *own;    /* owned; of the exam, byte for byte; NULL: not at hand */
    struct progress progress;
    struct exam_sitting sitting;
    bool resumed;
    bool left; /* neither that one nor another was wanted */
};

/* ---- Words ---- */

static enum status read_scale(struct sat *sat)
{
    struct scale scale;
    const char *pass = argument(sat->context, "--pass");
    const char *words = argument(sat->context, "--scale");
    sat->pass = pass != NULL ? pass : SCALE_PASS;
    sat->scale = words != NULL ? words : SCALE_DEFAULT;
    const char *fault = scale_read_pass(sat->pass, &scale);
    if (fault != NULL) {
        struct buffer hint = {0};
        shares_hint_percent(&hint, sat->pass);
        const enum status status =
            command_usage(sat->context, shares_hint(&hint), "--pass %s, not \"%s\"", fault,
                          short_text(sat->pass).text);
        buffer_fini(&hint);
        return status;
    }
    fault = scale_read(sat->scale, &scale);
    if (fault != NULL) {
        return command_usage(sat->context, NULL, "--scale %s, not \"%s\"", fault,
                             short_text(sat->scale).text);
    }
    return STATUS_DONE;
}

static enum status read_words(struct sat *sat)
{
    struct context *context = sat->context;
    if (context->args.word_count > 0) {
        return command_usage(context, "amiquiz exam --bank FILE", "unexpected word \"%s\"",
                             context->args.words[0]);
    }
    if (!argument_number(context, "--questions", 1, EXAM_QUESTIONS_MAX, EXAM_QUESTIONS,
                         &sat->questions) ||
        !argument_number(context, "--minutes", 1, EXAM_MINUTES_MAX, EXAM_MINUTES, &sat->minutes)) {
        return STATUS_USAGE;
    }
    return read_scale(sat);
}

/* ---- What is asked ---- */

static enum status open_pack(struct sat *sat)
{
    enum status status = STATUS_DONE;
    sat->chosen = packs_subject(sat->context, NULL, PACK_DEFAULT, &status);
    if (status == STATUS_DONE) {
        free(sat->course);
        sat->course = strdup(sat->chosen->pack->id);
        status = sat->course != NULL ? STATUS_DONE : command_no_memory(sat->context);
    }
    return status;
}

/* What was named, if anything was: an open exam of that, and no other, goes on. */
static enum status open_named(struct sat *sat)
{
    const char *path = argument(sat->context, "--bank");
    const enum status status =
        banks_read_to_ask(sat->context, path, "amiquiz exam --bank FILE", &sat->file);
    if (status != STATUS_DONE) {
        return status;
    }
    if (path == NULL) {
        return sat->context->pack != NULL ? open_pack(sat) : STATUS_DONE;
    }
    sat->course = bank_file_course(&sat->file, &sat->title);
    return sat->course != NULL ? STATUS_DONE : command_no_memory(sat->context);
}

static const struct subject *asked_subject(const struct sat *sat)
{
    return argument(sat->context, "--bank") != NULL ? sat->file.subject : sat->chosen;
}

/* ---- Beginning ---- */

static bool plan(struct sat *sat, uint64_t seed, struct buffer *ndjson, size_t *made)
{
    const struct subject *subject = asked_subject(sat);
    if (argument(sat->context, "--bank") != NULL) {
        return exam_plan_bank(&sat->file.bank, seed, (size_t)sat->questions, ndjson, made);
    }
    char digest[SHA256_HEX_SIZE];
    subject_digest(subject, digest);
    const struct bank_head head = {.title = subject->pack->title,
                                   .pack_id = subject->pack->id,
                                   .pack_sha256 = digest,
                                   .sources = subject->pack->sources,
                                   .source_count = subject->pack->source_count,
                                   .generator = "amiquiz " AMIQUIZ_VERSION,
                                   .seeded = true,
                                   .seed = seed};
    return exam_plan_pack(subject, &head, seed, (size_t)sat->questions, ndjson, made);
}

static enum status keep(struct sat *sat, uint64_t seed, const struct buffer *ndjson, int64_t *id)
{
    const struct subject *subject = asked_subject(sat);
    const char *pack = sat->context->pack;
    const char *title = subject != NULL ? subject->pack->title : sat->course;
    char digest[SHA256_HEX_SIZE];
    char *file = pack != NULL && !packs_builtin(pack) ? realpath(pack, NULL) : NULL;
    if (subject != NULL) {
        subject_digest(subject, digest);
    }
    const struct exam_begin begin = {
        .at = clock_real.now(clock_real.context),
        .course = sat->course,
        .digest = subject != NULL ? digest : NULL,
        .subject = subject,
        .seed = seed,
        .title = sat->title != NULL ? sat->title : title,
        .pack_file = file,
        .minutes = (int64_t)sat->minutes,
        .pass = sat->pass,
        .scale = sat->scale,
        .ndjson = ndjson,
    };
    const bool kept = exam_sitting_begin(sat->progress.store, &begin, id, &sat->progress.problem);
    free(file);
    return kept ? STATUS_DONE : progress_failed(&sat->progress);
}

static enum status begin(struct sat *sat)
{
    struct context *context = sat->context;
    const uint64_t seed = context->seeded ? context->seed : seed_fresh();
    struct buffer ndjson = {0};
    size_t made = 0;
    int64_t id = 0;
    enum status status = sat->course == NULL ? open_pack(sat) : STATUS_DONE;
    if (status == STATUS_DONE && !plan(sat, seed, &ndjson, &made)) {
        status = command_no_memory(context);
    }
    if (status == STATUS_DONE && made == 0) {
        status = command_error(context, STATUS_BAD_INPUT, "the pack \"%s\" has nothing to ask",
                               sat->course);
    }
    if (status == STATUS_DONE && made < sat->questions &&
        argument(context, "--questions") != NULL) {
        command_warning(context, "there are no more than %zu such questions", made);
    }
    status = status == STATUS_DONE ? keep(sat, seed, &ndjson, &id) : status;
    buffer_fini(&ndjson);
    if (status == STATUS_DONE &&
        !exam_sitting_find(sat->progress.store, NULL, id, &sat->sitting, &sat->progress.problem)) {
        status = progress_failed(&sat->progress);
    }
    return status;
}

static struct exam_face face_of(struct sat *sat)
{
    return (struct exam_face){
        .exam = sat->sitting.exam,
        .subject = sat->own,
        .screen = &sat->context->out,
        .screen_options = &sat->context->screen,
        .words = {AMIQUIZ_VERSION, sat->sitting.title, &sat->sitting.scale, sat->resumed},
        .minutes = sat->sitting.minutes,
    };
}

/* ---- Taking up ---- */

static bool is_given(const struct sat *sat, const char *option)
{
    return argument(sat->context, option) != NULL;
}

/* Are all questions of the exam in the bank that was named?  Mended ones are: they keep their ids. */
static bool of_bank(const struct sat *sat)
{
    const struct bank *bank = &sat->file.bank;
    size_t count;
    const struct turn *turns = exam_turns(sat->sitting.exam, &count);
    for (size_t i = 0; i < count; i++) {
        size_t at = bank->item_count;
        while (at > 0 && strcmp(bank->items[at - 1].id, turns[i].question->id) != 0) {
            at--;
        }
        if (at == 0) {
            return false;
        }
    }
    return true;
}

/* The first option that asks for something else than the exam that goes on is; NULL: none. */
static const char *asked_otherwise(const struct sat *sat)
{
    const struct exam_sitting *s = &sat->sitting;
    struct scale pass = s->scale, scale = s->scale; /* as they were read before, without fault */
    size_t count;
    (void)exam_turns(s->exam, &count);
    (void)scale_read_pass(sat->pass, &pass);
    (void)scale_read(sat->scale, &scale);
    if (is_given(sat, "--bank") && !of_bank(sat)) {
        return "--bank";
    }
    if (is_given(sat, "--questions") && sat->questions != count + s->damaged_count) {
        return "--questions";
    }
    if (is_given(sat, "--minutes") && (int64_t)sat->minutes != s->minutes) {
        return "--minutes";
    }
    if (is_given(sat, "--pass") && pass.pass != s->scale.pass) {
        return "--pass";
    }
    const bool same =
        scale.low == s->scale.low && scale.mark == s->scale.mark && scale.high == s->scale.high;
    return is_given(sat, "--scale") && !same ? "--scale" : NULL;
}

/* "3", "3 and 7", "3, 4 and 7": questions of the exam that cannot be read any more. */
static void say_damaged(struct sat *sat)
{
    const struct exam_sitting *s = &sat->sitting;
    struct buffer text = {0};
    size_t left = s->damaged_count;
    for (size_t i = 0; left > 0; i++) {
        if (s->damaged[i]) {
            buffer_addf(&text, "%zu%s", i + 1, left == 1 ? "" : left == 2 ? " and " : ", ");
            left--;
        }
    }
    if (s->damaged_count > 0) {
        const bool one = s->damaged_count == 1;
        command_warning(sat->context,
                        "question%s %s of this exam %s damaged in the database: %s left out, and "
                        "count%s neither for nor against you",
                        one ? "" : "s", buffer_text(&text), one ? "is" : "are",
                        one ? "it is" : "they are", one ? "s" : "");
    }
    buffer_fini(&text);
}

/* The pack of the exam, if it is still what it was. */
static enum status open_own(struct sat *sat)
{
    const struct exam_sitting *s = &sat->sitting;
    const char *name = NULL;
    enum status status = STATUS_DONE;
    char digest[SHA256_HEX_SIZE];
    if (s->pack_file != NULL && access(s->pack_file, R_OK) == 0) {
        name = s->pack_file;
    } else if (s->pack_file == NULL && s->pack != NULL && packs_builtin(s->pack)) {
        name = s->pack;
    }
    if (name != NULL) {
        sat->own = packs_subject(sat->context, name, name, &status);
    }
    if (sat->own != NULL) {
        subject_digest(sat->own, digest);
        if (strcmp(digest, s->digest) != 0) {
            subject_free(sat->own);
            sat->own = NULL;
        }
    }
    if (sat->own == NULL && s->pack != NULL) {
        command_warning(
            sat->context,
            "the pack \"%s\" is not what it was when the exam began: answers are judged "
            "by what the questions themselves say",
            s->pack);
    }
    return STATUS_DONE;
}

/* The exam that was found, ready to be sat. */
static enum status open_found(struct sat *sat)
{
    const enum status status = open_own(sat);
    if (status == STATUS_DONE && !exam_sitting_open(sat->progress.store, &sat->sitting, sat->own,
                                                    &clock_real, &sat->progress.problem)) {
        return progress_failed(&sat->progress);
    }
    say_damaged(sat);
    return status;
}

static enum status begin_anew(struct sat *sat)
{
    exam_sitting_fini(&sat->sitting);
    subject_free(sat->own);
    sat->own = NULL;
    sat->resumed = false;
    const enum status status = begin(sat);
    return status == STATUS_DONE ? open_found(sat) : status;
}

/* --new: whatever is open of what was named is over. */
static enum status give_up(struct sat *sat)
{
    size_t ended = 0;
    if (!exam_sittings_end(sat->progress.store, sat->course, clock_real.now(clock_real.context),
                           &ended, &sat->progress.problem)) {
        return progress_failed(&sat->progress);
    }
    if (ended == 1) {
        command_warning(sat->context, "the exam that was unfinished is handed in as it was");
    } else if (ended > 1) {
        command_warning(sat->context, "%zu exams that were unfinished are handed in as they were",
                        ended);
    }
    return begin_anew(sat);
}

/*
 * An exam of something else goes on beside the one that was named: that is not to be a surprise.  Nor is it
 * in the way, even where it cannot be read.
 */
static void say_another(struct sat *sat)
{
    struct exam_sitting other = {0};
    struct store_problem problem = {{0}, {0}};
    if (!exam_sitting_find(sat->progress.store, NULL, 0, &other, &problem)) {
        command_warning(sat->context, "%s", problem.text);
    } else if (other.id != 0 &&
               clock_real.now(clock_real.context) < other.began + 60 * other.minutes) {
        command_warning(sat->context,
                        "another exam is unfinished, \"%s\": its clock goes on, and amiquiz exam "
                        "comes back to it after this one",
                        short_text(other.title != NULL ? other.title : other.course).text);
    }
    exam_sitting_fini(&other);
}

/* An exam goes on, and perhaps another one was asked for. */
static enum status go_on(struct sat *sat)
{
    struct buffer option = {0};
    enum status status = open_found(sat);
    const char *name = status == STATUS_DONE ? asked_otherwise(sat) : NULL;
    sat->resumed = true;
    if (name == NULL) {
        return status;
    }
    buffer_addf(&option, "%s %s", name, short_text(argument(sat->context, name)).text);
    enum exam_choice choice = EXAM_GO_ON;
    if (terminal_is_here() && !sat->context->json && exam_tick(sat->sitting.exam)) {
        struct exam_face face = face_of(sat);
        choice = exam_terminal_which(&face, buffer_text(&option));
    } else {
        command_warning(sat->context,
                        "an exam is open and goes on as it was begun; %s is for another one, which "
                        "amiquiz exam --new begins",
                        buffer_text(&option));
    }
    buffer_fini(&option);
    if (choice == EXAM_BEGIN_ANEW) {
        status =
            exam_hand_in(sat->sitting.exam) ? begin_anew(sat) : progress_failed(&sat->progress);
    }
    sat->left = choice == EXAM_LEAVE;
    return status;
}

static enum status open_exam(struct sat *sat)
{
    if (argument(sat->context, "--new") != NULL) {
        return give_up(sat);
    }
    if (!exam_sitting_find(sat->progress.store, sat->course, 0, &sat->sitting,
                           &sat->progress.problem)) {
        return progress_failed(&sat->progress);
    }
    if (sat->sitting.id != 0) {
        return go_on(sat);
    }
    if (sat->course != NULL) {
        say_another(sat);
    }
    return begin_anew(sat);
}

/* ---- Sitting ---- */

static enum status play(struct sat *sat)
{
    struct exam_face face = face_of(sat);
    if (!exam_tick(sat->sitting.exam)) { /* its time ran out while nobody looked */
        return exam_failed(sat->sitting.exam) ? progress_failed(&sat->progress) : STATUS_DONE;
    }
    const enum shell_end end = sat->context->json   ? exam_json(&face, stdin, stdout)
                               : terminal_is_here() ? exam_terminal(&face)
                                                    : exam_lines(&face, stdin);
    sat->context->write_error = face.write_error;
    return progress_left(&sat->progress, end);
}

/* Read it again: another terminal may have had a part in it. */
static enum status read_again(struct sat *sat)
{
    const int64_t id = sat->sitting.id;
    exam_sitting_fini(&sat->sitting);
    return exam_sitting_find(sat->progress.store, NULL, id, &sat->sitting,
                             &sat->progress.problem) &&
                   exam_sitting_open(sat->progress.store, &sat->sitting, sat->own, &clock_real,
                                     &sat->progress.problem)
               ? STATUS_DONE
               : progress_failed(&sat->progress);
}

/* The last line for a program.  @result  NULL: nothing was handed in */
static void say_end(struct sat *sat, const struct exam_result *result)
{
    struct exam_face face = face_of(sat);
    face.result = result;
    exam_json_end(&face, stdout);
    if (sat->context->write_error == 0) {
        sat->context->write_error = face.write_error;
    }
}

static enum status show_review(struct sat *sat, const struct exam_result *result)
{
    struct exam_face face = face_of(sat);
    face.result = result;
    if (sat->context->json) {
        say_end(sat, result);
    } else if (terminal_is_here()) {
        return progress_left(&sat->progress, exam_terminal_review(&face));
    } else {
        exam_lines_review(&face);
    }
    return STATUS_DONE;
}

static enum status review(struct sat *sat)
{
    struct exam_result result;
    size_t count;
    const enum status status = read_again(sat);
    if (status != STATUS_DONE) {
        return status;
    }
    const struct turn *turns = exam_turns(sat->sitting.exam, &count);
    const bool counted = exam_result(&result, turns, count, sat->own, &sat->sitting.scale);
    const enum status shown = counted ? show_review(sat, &result) : command_no_memory(sat->context);
    exam_result_fini(&result);
    return shown;
}

static enum status sit(struct sat *sat)
{
    enum status status = progress_open(sat->context, &sat->progress);
    status = status == STATUS_DONE ? open_exam(sat) : status;
    if (sat->left) {
        return status;
    }
    status = status == STATUS_DONE ? play(sat) : status;
    if (status == STATUS_DONE && exam_end(sat->sitting.exam) != END_OPEN) {
        status = review(sat);
    } else if (status == STATUS_DONE && sat->context->json) {
        say_end(sat, NULL);
    }
    return status;
}

enum status command_exam(struct context *context)
{
    struct sat sat = {.context = context};
    enum status status = read_words(&sat);
    status = status == STATUS_DONE ? open_named(&sat) : status;
    status = status == STATUS_DONE ? sit(&sat) : status;
    exam_sitting_fini(&sat.sitting);
    progress_close(&sat.progress);
    bank_file_fini(&sat.file);
    subject_free(sat.chosen);
    subject_free(sat.own);
    free(sat.course);
    return status;
}
