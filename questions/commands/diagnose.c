/* diagnose: a diagnosis, the learner's progress behind it, and the face that fits the terminal. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "questions/commands/arguments.h"
#include "questions/commands/clock.h"
#include "questions/commands/commands.h"
#include "questions/commands/facts.h"
#include "questions/commands/packs.h"
#include "questions/commands/progress.h"
#include "questions/commands/seed.h"
#include "questions/commands/shares.h"
#include "questions/item/subject.h"
#include "questions/text/buffer.h"
#include "questions/tutor/diagnosis.h"
#include "questions/tutor/shell_diagnosis.h"
#include "questions/tutor/store.h"
#include "questions/tutor/terminal.h"

#define SETTING     "diagnosis" /* name of the setting that says how a sitting is made */
#define GOES_ON_FOR 86400       /* seconds after which what one believes is asked anew */

const struct option_spec diagnose_options[] = {
    {"--decision", "ID", "Which question of the pack. Default: its first."},
    {"--pairs", NULL, "Weigh every two misconceptions together, too."},
    {"--slip", "P", "Chance of another option than the belief's own. Default: 0.05."},
    {"--sure", "P", "How sure to be before something is said. Default: 0.95."},
    {"--questions", "N", "Give up after so many answers. Default: 30."},
    {"--db", "FILE", "Progress database (default: AMIQUIZ_DB, else in the user's data folder)."},
    {NULL, NULL, NULL},
};

/** Everything the command holds on to. */
struct diagnose {
    struct context *context;
    struct subject *subject; /* owned */
    struct progress progress;
    struct progress_log log; /* of the sitting, a new one or one that goes on */
    struct setting setting;  /* `made`, as it is kept */
    struct diagnosis_options options;
    struct diagnosis *diagnosis;
    struct buffer made; /* how it is made, in words: a sitting goes on only if it was made so */
    char digest[SHA256_HEX_SIZE];
};

/* ---- Going on -------------------------------------------------------------------------------- */

/** The latest sitting that may go on. */
struct found {
    struct diagnose *diagnose;
    int64_t id; /* 0: none */
    uint64_t seed;
};

static bool look_at(void *context, const struct sitting_record *record)
{
    struct found *found = context;
    const struct diagnose *d = found->diagnose;
    const int64_t age = clock_real.now(clock_real.context) - record->sitting.at;
    if (record->end == END_OPEN && age < GOES_ON_FOR &&
        strcmp(record->sitting.pack, d->subject->pack->id) == 0 &&
        strcmp(record->sitting.digest, d->digest) == 0 &&
        (!d->context->seeded || record->sitting.seed == d->context->seed)) {
        found->id = record->id;
        found->seed = record->sitting.seed;
    }
    return true;
}

/* Find the sitting that was cut off, if it was made as this one is to be. */
static bool find_open(struct diagnose *d)
{
    struct found found = {.diagnose = d};
    char *made = NULL;
    bool fine =
        store_sittings(d->progress.store, SITTING_DIAGNOSE, look_at, &found, &d->progress.problem);
    if (fine && found.id != 0) {
        fine =
            store_setting(d->progress.store, NULL, found.id, SETTING, &made, &d->progress.problem);
    }
    if (fine && made != NULL && strcmp(made, buffer_text(&d->made)) == 0) {
        d->log.sitting = found.id;
        d->options.seed = found.seed;
    }
    free(made);
    return fine;
}

static bool recall(void *context, const struct outcome_record *record)
{
    struct diagnose *d = context;
    return diagnosis_recall(d->diagnosis, record);
}

/* ---- Options --------------------------------------------------------------------------------- */

/* A probability in decimal digits: "0.05", ".05", "0". */
static bool read_probability(const char *text, double *number)
{
    const size_t whole = strspn(text, "0123456789");
    const bool point = text[whole] == '.';
    const size_t part = point ? strspn(text + whole + 1, "0123456789") : 0;
    double value = 0, unit = 1;
    if (whole + part == 0 || whole + part > 15 || text[whole + (size_t)point + part] != '\0') {
        return false;
    }
    for (const char *c = text; *c != '\0'; c++) {
        value = *c != '.' ? 10 * value + (*c - '0') : value;
        unit *= c > text + whole ? 10 : 1;
    }
    *number = value / unit;
    return true;
}

static bool option_probability(struct diagnose *d, const char *name, double least, double below,
                               double *number)
{
    const char *text = argument(d->context, name);
    if (text == NULL || (read_probability(text, number) && *number >= least && *number < below)) {
        return true;
    }
    struct buffer hint = {0};
    shares_hint_number(&hint, text, least, nextafter(below, 0));
    (void)command_usage(d->context, shares_hint(&hint),
                        "%s must be a number from %g to below %g, not \"%s\"", name, least, below,
                        text);
    buffer_fini(&hint);
    return false;
}

static size_t misconceptions(const struct pack *pack, size_t decision)
{
    size_t count = 0;
    for (size_t m = 0; m < pack->misconception_count; m++) {
        count += pack->misconceptions[m].decision == decision;
    }
    return count;
}

static enum status read_options(struct diagnose *d)
{
    struct context *context = d->context;
    struct diagnosis_options *o = &d->options;
    uint64_t most = DIAGNOSIS_MOST;
    *o = (struct diagnosis_options){.slip = BELIEF_SLIP, .sure = BELIEF_SURE};
    if (context->args.word_count > 0) {
        return command_usage(context, NULL, "one word too many: \"%s\"", context->args.words[0]);
    }
    if (!option_probability(d, "--slip", 0, 0.5, &o->slip) ||
        !option_probability(d, "--sure", 0.5, 1, &o->sure) ||
        !argument_number(context, "--questions", 1, 1000, DIAGNOSIS_MOST, &most)) {
        return STATUS_USAGE;
    }
    o->most = (size_t)most;
    o->pairs = argument(context, "--pairs") != NULL;
    o->seed = context->seeded ? context->seed : seed_fresh();
    o->clock = clock_real;
    d->log = (struct progress_log){.progress = &d->progress,
                                   .what = SITTING_DIAGNOSE,
                                   .seed = o->seed,
                                   .setting = &d->setting};
    o->log = progress_log(&d->log);
    return STATUS_DONE;
}

static enum status open_subject(struct diagnose *d)
{
    enum status status = STATUS_DONE;
    struct diagnosis_options *o = &d->options;
    d->subject = packs_subject(d->context, NULL, PACK_DEFAULT, &status);
    if (d->subject == NULL) {
        return status;
    }
    const struct pack *pack = d->subject->pack;
    status = facts_decision(d->context, pack, argument(d->context, "--decision"), &o->decision);
    if (status != STATUS_DONE) {
        return status;
    }
    const size_t count = misconceptions(pack, o->decision);
    if (o->pairs && count > BELIEF_PAIRS_MOST) {
        return command_usage(
            d->context, "leave --pairs out, or choose another --decision",
            "--pairs weighs every two of at most %d misconceptions, and \"%s\" has "
            "%zu",
            BELIEF_PAIRS_MOST, pack->decisions[o->decision].id, count);
    }
    o->subject = d->subject;
    subject_digest(d->subject, d->digest);
    buffer_addf(&d->made, "decision=%s slip=%g sure=%g pairs=%s questions=%zu",
                pack->decisions[o->decision].id, o->slip, o->sure, o->pairs ? "yes" : "no",
                o->most);
    d->setting = (struct setting){.name = SETTING, .value = buffer_text(&d->made)};
    return d->made.failed ? command_no_memory(d->context) : STATUS_DONE;
}

/* ---- The command ----------------------------------------------------------------------------- */

static enum status start(struct diagnose *d)
{
    bool empty = false;
    if (!find_open(d) ||
        !store_next_round(d->progress.store, &d->options.round, &d->progress.problem)) {
        return progress_failed(&d->progress);
    }
    d->diagnosis = diagnosis_start(&d->options, &empty);
    if (empty) {
        return command_error(d->context, STATUS_BAD_INPUT,
                             "the decision \"%s\" of the pack \"%s\" has no case to ask",
                             d->subject->pack->decisions[d->options.decision].id,
                             d->subject->pack->id);
    }
    if (d->diagnosis == NULL) {
        return command_no_memory(d->context);
    }
    if (d->log.sitting != 0 && !store_sitting_history(d->progress.store, d->log.sitting, recall, d,
                                                      &d->progress.problem)) {
        return progress_failed(&d->progress);
    }
    return diagnosis_failed(d->diagnosis) ? command_no_memory(d->context) : STATUS_DONE;
}

static enum shell_end run_face(struct diagnose *d)
{
    struct context *context = d->context;
    struct shell_diagnosis shell = {.diagnosis = d->diagnosis,
                                    .screen = &context->out,
                                    .screen_options = &context->screen,
                                    .version = AMIQUIZ_VERSION,
                                    .clock = clock_real};
    const enum shell_end end = context->json        ? shell_diagnosis_json(&shell, stdin, stdout)
                               : terminal_is_here() ? shell_diagnosis_terminal(&shell)
                                                    : shell_diagnosis_lines(&shell, stdin);
    context->write_error = shell.write_error;
    return end;
}

/* What was found and said is done with; the next time begins anew. */
static enum status finish(struct diagnose *d, enum shell_end end)
{
    const bool left = end == SHELL_DONE || end == SHELL_INTERRUPTED;
    if (left && d->log.sitting != 0 && diagnosis_finding(d->diagnosis).known &&
        !store_end(d->progress.store, d->log.sitting, clock_real.now(clock_real.context),
                   END_FINISHED, &d->progress.problem)) {
        return progress_failed(&d->progress);
    }
    return progress_left(&d->progress, end);
}

static enum status diagnose(struct diagnose *d)
{
    enum status status = progress_open(d->context, &d->progress);
    status = status == STATUS_DONE ? start(d) : status;
    status = status == STATUS_DONE ? finish(d, run_face(d)) : status;
    diagnosis_free(d->diagnosis);
    progress_close(&d->progress);
    return status;
}

enum status command_diagnose(struct context *context)
{
    struct diagnose d = {.context = context};
    enum status status = read_options(&d);
    status = status == STATUS_DONE ? open_subject(&d) : status;
    status = status == STATUS_DONE ? diagnose(&d) : status;
    buffer_fini(&d.made);
    subject_free(d.subject);
    return status;
}
