/* The drill: a session, the learner's progress behind it, and the face that fits the terminal. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/near.h"
#include "engine/short_text.h"
#include "questions/builtin.h"
#include "questions/commands/arguments.h"
#include "questions/commands/banks.h"
#include "questions/commands/clock.h"
#include "questions/commands/commands.h"
#include "questions/commands/dispatch.h"
#include "questions/commands/drill_focus.h"
#include "questions/commands/packs.h"
#include "questions/commands/progress.h"
#include "questions/commands/seed.h"
#include "questions/commands/study_plan.h"
#include "questions/item/subject.h"
#include "questions/text/buffer.h"
#include "questions/tutor/pages.h"
#include "questions/tutor/present.h"
#include "questions/tutor/session.h"
#include "questions/tutor/shell.h"
#include "questions/tutor/store.h"
#include "questions/tutor/terminal.h"

#define WORDS_MAX 64 /* of a line behind ":" */

const struct option_spec drill_options[] = {
    {"--db", "FILE", "Progress database (default: AMIQUIZ_DB, else in the user's data folder)."},
    {"--questions", "N", "Stop after N answers (default: when you have had enough)."},
    STUDY_EXAM_DATE,
    {"--learn", NULL,
     "Introduce the rules one by one, a new fact at a time; goes on where it stopped."},
    {"--cram", NULL,
     "All that raises recall on the day of the exam (else tomorrow); right answers leave the schedule "
     "as it is."},
    DRILL_FOCUS_OPTIONS,
    {"--confidence", NULL,
     "After each answer asks how sure you are: 1 a guess (kept as 33 %), 2 think so (67 %), 3 sure (95 "
     "%). stats shows how often you are right then."},
    {"--from", "FORMAT",
     "The format of BANK: json ndjson gift moodle-xml aiken csv. Default: by the ending of its name, "
     "else by its text."},
    {"--unverified", NULL, "Take keys as they are where the pack is not at hand or does not say."},
    {NULL, NULL, NULL},
};

/** Everything a drill holds on to. */
struct drill {
    struct context *context;
    const struct subject
        *subject;             /* what is asked about; NULL: a bank, and its pack is not at hand */
    struct subject *own;      /* owned: the pack that is asked; NULL when a bank is */
    struct bank_file file;    /* the bank that is asked */
    struct session_bank bank; /* the same for the session; `bank` NULL: none */
    char *course;             /* owned; its name in the database */
    struct progress progress;
    struct session_plan plan;
    struct drill_focus focus;
    struct progress_log log; /* of the sitting */
    struct session *session;
    char *history; /* of the command line */
    char word[80]; /* the completion candidate given last */
};

static bool recall_elsewhere(void *context, const struct outcome_record *record)
{
    struct drill *drill = context;
    return session_recall_elsewhere(drill->session, record);
}

static bool recall(void *context, const struct outcome_record *record)
{
    struct drill *drill = context;
    const bool elsewhere = record->sitting == SITTING_EXAM || record->sitting == SITTING_DIAGNOSE;
    return elsewhere ? session_recall_elsewhere(drill->session, record)
                     : session_recall(drill->session, record);
}

/*
 * The command line's history stands beside the database and has its name, so that it is nobody
 * else's file; a database in memory has none.
 */
static char *history_path(const char *database)
{
    struct buffer path = {0};
    if (strcmp(database, ":memory:") == 0) {
        return NULL;
    }
    buffer_addf(&path, "%s.history", database);
    return buffer_take(&path); /* NULL when memory ran out: then nothing is kept */
}

/* What earlier drills asked; what others asked about the same pack says what is believed, too. */
static enum status tell_history(struct drill *drill)
{
    const char *pack = drill->subject != NULL ? drill->subject->pack->id : NULL;
    const bool bank = drill->bank.bank != NULL;
    struct buffer banks = {0};
    buffer_addf(&banks, BANK_COURSE "%s", pack != NULL ? pack : "");
    const char *own = bank ? drill->bank.name : pack;
    const char *other = bank ? pack : buffer_text(&banks);
    const bool told =
        (other == NULL || store_history(drill->progress.store, other, recall_elsewhere, drill,
                                        &drill->progress.problem)) &&
        store_history(drill->progress.store, own, recall, drill, &drill->progress.problem);
    buffer_fini(&banks);
    return told ? STATUS_DONE : progress_failed(&drill->progress);
}

static enum status open_session(struct drill *drill)
{
    bool empty = false;
    const bool bank = drill->bank.bank != NULL;
    drill->log = (struct progress_log){
        .progress = &drill->progress,
        .what = drill->plan.kind,
        .seed = drill->context->seeded ? drill->context->seed : seed_fresh(),
    };
    struct session_options options = {
        .subject = drill->subject,
        .bank = bank ? &drill->bank : NULL,
        .seed = drill->log.seed,
        .plan = drill->plan,
        .focus = drill->focus.focus,
        .clock = clock_real,
        .log = progress_log(&drill->log),
    };
    if (!store_next_round(drill->progress.store, &options.round, &drill->progress.problem)) {
        return progress_failed(&drill->progress);
    }
    drill->session = session_start(&options, &empty);
    if (empty) {
        return command_error(drill->context, STATUS_BAD_INPUT, "the pack \"%s\" has nothing to ask",
                             drill->subject->pack->id);
    }
    if (drill->session == NULL) {
        return command_no_memory(drill->context);
    }
    const enum status status = tell_history(drill);
    return status == STATUS_DONE && session_exhausted(drill->session)
               ? drill_focus_nothing(drill->context, &drill->focus.focus)
               : status;
}

/* ---- The line behind ":" --------------------------------------------------------------------- */

/* Take a line apart at spaces, in place; more than WORDS_MAX: there are more than that. */
static int split_words(char *line, char *words[WORDS_MAX])
{
    int count = 0;
    char *rest = NULL;
    for (char *word = strtok_r(line, " \t", &rest); word != NULL && count <= WORDS_MAX;
         word = strtok_r(NULL, " \t", &rest)) {
        if (count < WORDS_MAX) {
            words[count] = word;
        }
        count++;
    }
    return count;
}

/* Neither of the shell nor of the program; the hint knows both, and the way in here. */
static void unknown_word(struct context *outer, const char *word)
{
    struct context nobody = {.err = outer->err}; /* the command line speaks, not the drill */
    struct near near = {.word = word};
    char hint[128] = ":help lists what can be said here";
    for (size_t i = 0; shell_own_command(i) != NULL; i++) {
        near_offer(&near, shell_own_command(i));
    }
    for (size_t i = 0; commands[i].name != NULL; i++) {
        near_offer(&near, commands[i].name);
    }
    if (near.best != NULL) {
        (void)snprintf(hint, sizeof hint, "did you mean \":%s\"? :help lists all", near.best);
    }
    (void)command_usage(&nobody, hint, "unknown command \"%s\"", short_text(word).text);
}

/* An option of the drill's that the command has, too, and the user did not give. */
static void hand_down(struct context *inner, const char *name, const char *value)
{
    const struct option_spec *options = inner->args.options;
    for (size_t i = 0; options != NULL && options[i].name != NULL; i++) {
        if (strcmp(options[i].name, name) == 0 && inner->args.values[i] == NULL) {
            inner->args.values[i] = value;
        }
    }
}

/* Does a command read standard input?  What others print may be looked at page by page. */
static bool reads_input(const struct context *inner)
{
    static const char *const names[] = {"advise", "diagnose", "exam", "forget"};
    const struct arguments *args = &inner->args;
    bool reads = false;
    for (size_t i = 0; inner->command != NULL && i < sizeof names / sizeof *names; i++) {
        reads = reads || strcmp(inner->command->name, names[i]) == 0;
    }
    for (size_t i = 0; i < args->word_count; i++) {
        reads = reads || strcmp(args->words[i], "-") == 0;
    }
    for (size_t i = 0; args->options != NULL && args->options[i].name != NULL; i++) {
        reads = reads || (args->values[i] != NULL && strcmp(args->values[i], "-") == 0);
    }
    return reads;
}

/* stats reads a database; one in memory is open here alone. */
static bool is_about_memory(const struct drill *drill, const char *name)
{
    return strcmp(name, "stats") == 0 && strcmp(drill->progress.path, ":memory:") == 0;
}

/* One of the program's commands on the drill's pack and database, on the screen it was given. */
static void run_inner(struct drill *drill, struct context *inner, enum request request)
{
    const struct context *outer = drill->context;
    const char *name = inner->command != NULL ? inner->command->name : NULL;
    inner->quiet = inner->quiet || outer->quiet;
    inner->pack = inner->pack != NULL ? inner->pack : outer->pack;
    if (inner->pack == NULL && drill->subject != NULL) {
        inner->pack = drill->subject->pack->id;
    }
    hand_down(inner, "--db", drill->progress.path);
    if (request == REQUEST_RUN && name == NULL) {
        (void)command_usage(inner, ":help lists what can be said here", "there is no command");
    } else if (request == REQUEST_RUN && strcmp(name, "drill") == 0) {
        (void)command_error(inner, STATUS_USAGE, "you are in the drill already");
    } else if (request == REQUEST_RUN && is_about_memory(drill, name)) {
        present_totals(&inner->out, drill->subject, drill->session);
    } else {
        clearerr(stdin); /* Ctrl-D ended an earlier command's input, not this one's */
        (void)dispatch(inner, request);
    }
}

static void run_words(struct drill *drill, int count, char *const words[])
{
    struct context inner = {0};
    struct pages pages;
    enum request request = REQUEST_RUN;
    bool paged = false;
    if (words[1][0] != '-' && command_find(words[1]) == NULL) {
        unknown_word(drill->context, words[1]);
        return;
    }
    terminal_lend();
    if (arguments_read(&inner, count, words, &request) == STATUS_DONE) {
        paged = request != REQUEST_RUN || !reads_input(&inner);
        inner.out = drill->context->out;
        inner.err = drill->context->err;
        if (paged) {
            pages_begin(&pages, &drill->context->out);
            inner.out = pages.screen;
        }
        run_inner(drill, &inner, request);
    }
    arguments_fini(&inner);
    terminal_take_back();
    if (paged && !pages_end(&pages, PAGES_QUESTION)) {
        (void)command_no_memory(drill->context);
    }
}

static void run_line(void *context, const char *line)
{
    struct drill *drill = context;
    char *words[1 + WORDS_MAX] = {(char *)"amiquiz"};
    char *copy = strdup(line);
    const int count = copy != NULL ? split_words(copy, words + 1) : 0;
    if (copy == NULL) {
        (void)command_no_memory(drill->context);
    } else if (count > WORDS_MAX) {
        (void)command_usage(drill->context,
                            "amiquiz decide --batch reads as many cases as you like",
                            "a line behind \":\" has at most %d words", WORDS_MAX);
    } else if (count > 0) {
        run_words(drill, 1 + count, words);
    }
    free(copy);
}

/* ---- Completion ------------------------------------------------------------------------------ */

/* Candidates for the first word: the shell's commands, then the program's. */
static const char *first_word(size_t index)
{
    size_t own = 0;
    while (shell_own_command(own) != NULL) {
        own++;
    }
    return index < own ? shell_own_command(index) : commands[index - own].name;
}

/* What may follow "pack"; all that work on a pack take the name of one. */
static const char *pack_word(const char *line, size_t index)
{
    static const char *const words[] = {"list", "show", "check", "diff"};
    line += strspn(line, " \t");
    if (*line == '\0') {
        return index < sizeof words / sizeof *words ? words[index] : NULL;
    }
    const bool names = strncmp(line, "list", 4) != 0 && index < builtin_pack_count;
    return names ? builtin_packs[index].id : NULL;
}

/* Candidates for later words: FACT=yes and FACT=no of the pack. */
static const char *later_word(struct drill *drill, size_t index)
{
    const struct pack *pack = drill->subject != NULL ? drill->subject->pack : NULL;
    if (pack == NULL || index >= 2 * pack->fact_count) {
        return NULL;
    }
    (void)snprintf(drill->word, sizeof drill->word, "%s=%s", pack->facts[index / 2].id,
                   index % 2 == 0 ? "yes" : "no");
    return drill->word;
}

static const char *candidate(void *context, const char *line, size_t index)
{
    line += strspn(line, " \t:");
    if (*line == '\0') {
        return first_word(index);
    }
    if (strncmp(line, "pack ", 5) == 0) {
        return pack_word(line + 5, index);
    }
    if (strncmp(line, "help ", 5) == 0) {
        return commands[index].name;
    }
    return later_word(context, index);
}

/* ---- The command ----------------------------------------------------------------------------- */

static enum status run_shell(struct drill *drill, size_t most)
{
    struct context *context = drill->context;
    struct shell shell = {
        .session = drill->session,
        .subject = drill->subject,
        .screen = &context->out,
        .screen_options = &context->screen,
        .version = AMIQUIZ_VERSION,
        .clock = clock_real,
        .confidence = argument(context, "--confidence") != NULL,
        .most = most,
        .history = drill->history,
        .run = run_line,
        .candidates = candidate,
        .context = drill,
    };
    const enum shell_end end = context->json        ? shell_json(&shell, stdin, stdout)
                               : terminal_is_here() ? shell_terminal(&shell)
                                                    : shell_lines(&shell, stdin);
    context->write_error = shell.write_error;
    return progress_left(&drill->progress, end);
}

/* The options that say what is studied for. */
static enum status read_plan(struct drill *drill)
{
    struct context *context = drill->context;
    const bool learn = argument(context, "--learn") != NULL;
    const bool cram = argument(context, "--cram") != NULL;
    if (learn && cram) {
        return command_usage(context, "learn first, then cram",
                             "--learn and --cram cannot be had together");
    }
    if (context->args.word_count > 0 && (learn || cram || argument(context, "--exam-date"))) {
        return command_usage(context, "a bank is asked in its own order: amiquiz drill BANK",
                             "--learn, --cram and --exam-date are about a pack, not a bank");
    }
    drill->plan.kind = learn ? SITTING_LEARN : cram ? SITTING_CRAM : SITTING_DRILL;
    return study_plan_check(context, clock_real.now(clock_real.context)) ? STATUS_DONE
                                                                         : STATUS_USAGE;
}

/* What is asked: a bank that is named, else the pack. */
static enum status open_questions(struct drill *drill)
{
    const struct arguments *args = &drill->context->args;
    const char *path = args->word_count > 0 ? args->words[0] : NULL;
    const char *title;
    enum status status =
        banks_read_to_ask(drill->context, path, "amiquiz drill BANK", &drill->file);
    if (status != STATUS_DONE) {
        return status;
    }
    if (path == NULL) {
        drill->subject = drill->own = packs_subject(drill->context, NULL, PACK_DEFAULT, &status);
        return status;
    }
    drill->subject = drill->file.subject;
    drill->course = bank_file_course(&drill->file, &title);
    drill->bank = (struct session_bank){&drill->file.bank, drill->course, title};
    return drill->course != NULL ? STATUS_DONE : command_no_memory(drill->context);
}

static enum status study(struct drill *drill, size_t most)
{
    enum status status = progress_open(drill->context, &drill->progress);
    if (status == STATUS_DONE) {
        drill->history = history_path(drill->progress.path);
    }
    if (status == STATUS_DONE && drill->subject != NULL) {
        status = study_plan(drill->context, drill->progress.store, drill->subject->pack->id,
                            clock_real.now(clock_real.context), &drill->plan);
    }
    status = status == STATUS_DONE ? open_session(drill) : status;
    status = status == STATUS_DONE ? run_shell(drill, most) : status;
    session_free(drill->session);
    progress_close(&drill->progress);
    return status;
}

enum status command_drill(struct context *context)
{
    struct drill drill = {.context = context};
    uint64_t most = 0;
    if (context->args.word_count > 1) {
        return command_usage(context, NULL, "one word too many: \"%s\"", context->args.words[1]);
    }
    if (!argument_number(context, "--questions", 1, UINT32_MAX, UINT64_MAX, &most)) {
        return STATUS_USAGE;
    }
    enum status status = read_plan(&drill);
    status = status == STATUS_DONE ? open_questions(&drill) : status;
    status = status == STATUS_DONE
                 ? drill_focus_read(context, drill.subject, drill.bank.bank, &drill.focus)
                 : status;
    status = status == STATUS_DONE ? study(&drill, (size_t)most) : status;
    drill_focus_fini(&drill.focus);
    bank_file_fini(&drill.file);
    subject_free(drill.own);
    free(drill.course);
    free(drill.history);
    return status;
}
