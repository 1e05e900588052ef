/* The drill: a session, the learner's progress behind it, and the face that fits the terminal. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "engine/near.h"
#include "engine/short_text.h"
#include "questions/builtin.h"
#include "questions/commands/arguments.h"
#include "questions/commands/commands.h"
#include "questions/commands/dispatch.h"
#include "questions/commands/packs.h"
#include "questions/commands/seed.h"
#include "questions/item/subject.h"
#include "questions/text/buffer.h"
#include "questions/tutor/session.h"
#include "questions/tutor/shell.h"
#include "questions/tutor/store.h"
#include "questions/tutor/terminal.h"

#define WORDS_MAX 64 /* of a line behind ":" */

const struct option_spec drill_options[] = {
    {"--db", "FILE", "Progress database (default: AMIQUIZ_DB, else in the user's data folder)."},
    {"--questions", "N", "Stop after N answers (default: when you have had enough)."},
    {NULL, NULL, NULL},
};

/** Everything a drill holds on to. */
struct drill {
    struct context *context;
    struct subject *subject;
    struct store *store;
    struct store_problem problem;
    struct session *session;
    const char *database; /* its path; NULL: there is no place for it */
    char *history;        /* of the command line */
    char word[80];        /* the completion candidate given last */
};

static int64_t unix_time(void *context)
{
    (void)context;
    return (int64_t)time(NULL);
}

static int64_t steady_milliseconds(void *context)
{
    struct timespec now = {0};
    (void)context;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static const struct session_clock real_clock = {unix_time, steady_milliseconds, NULL};

static bool log_asked(void *context, const struct asked *asked, int64_t *id)
{
    struct drill *drill = context;
    return store_asked(drill->store, asked, id, &drill->problem);
}

static bool log_event(void *context, const struct event *event)
{
    struct drill *drill = context;
    return store_event(drill->store, event, &drill->problem);
}

static bool recall(void *context, const struct outcome_record *record)
{
    struct drill *drill = context;
    return session_recall(drill->session, record);
}

static enum status store_failed(struct drill *drill)
{
    command_error(drill->context, STATUS_FAILED, "%s", drill->problem.text);
    if (drill->problem.hint[0] != '\0') {
        command_hint(drill->context, "%s", drill->problem.hint);
    }
    return STATUS_FAILED;
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

static enum status open_store(struct drill *drill)
{
    drill->store = store_open(drill->database, &drill->problem);
    if (drill->store == NULL) {
        return store_failed(drill);
    }
    drill->history = history_path(drill->database);
    return STATUS_DONE;
}

static enum status open_session(struct drill *drill)
{
    bool empty = false;
    struct session_options options = {
        .subject = drill->subject,
        .seed = drill->context->seeded ? drill->context->seed : seed_fresh(),
        .clock = real_clock,
        .log = {log_asked, log_event, drill},
    };
    if (!store_next_round(drill->store, &options.round, &drill->problem)) {
        return store_failed(drill);
    }
    drill->session = session_start(&options, &empty);
    if (empty) {
        return command_error(drill->context, STATUS_BAD_INPUT, "the pack \"%s\" has nothing to ask",
                             drill->subject->pack->id);
    }
    if (drill->session == NULL) {
        return command_no_memory(drill->context);
    }
    if (!store_history(drill->store, drill->subject->pack->id, recall, drill, &drill->problem)) {
        return store_failed(drill);
    }
    return STATUS_DONE;
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

/* One of the program's commands on the drill's pack and database, on the drill's screen. */
static void run_inner(struct drill *drill, struct context *inner, enum request request)
{
    const struct context *outer = drill->context;
    const char *name = inner->command != NULL ? inner->command->name : NULL;
    inner->out = outer->out;
    inner->err = outer->err;
    inner->quiet = inner->quiet || outer->quiet;
    inner->pack = inner->pack != NULL ? inner->pack : outer->pack;
    inner->pack = inner->pack != NULL ? inner->pack : drill->subject->pack->id;
    hand_down(inner, "--db", drill->database);
    if (request == REQUEST_RUN && name == NULL) {
        (void)command_usage(inner, ":help lists what can be said here", "there is no command");
    } else if (request == REQUEST_RUN && strcmp(name, "drill") == 0) {
        (void)command_error(inner, STATUS_USAGE, "you are in the drill already");
    } else {
        clearerr(stdin); /* Ctrl-D ended an earlier command's input, not this one's */
        (void)dispatch(inner, request);
    }
}

static void run_words(struct drill *drill, int count, char *const words[])
{
    struct context inner = {0};
    enum request request = REQUEST_RUN;
    if (words[1][0] != '-' && command_find(words[1]) == NULL) {
        unknown_word(drill->context, words[1]);
        return;
    }
    terminal_lend();
    if (arguments_read(&inner, count, words, &request) == STATUS_DONE) {
        run_inner(drill, &inner, request);
    }
    arguments_fini(&inner);
    terminal_take_back();
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
    const struct pack *pack = drill->subject->pack;
    if (index >= 2 * pack->fact_count) {
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

static enum status status_of(struct drill *drill, enum shell_end end)
{
    switch (end) {
    case SHELL_INTERRUPTED:
        return STATUS_INTERRUPTED;
    case SHELL_TERMINATED:
        return (enum status)(128 + terminal_leaving());
    case SHELL_FAILED:
        if (drill->problem.text[0] != '\0') {
            return store_failed(drill);
        }
        return command_error(drill->context, STATUS_FAILED,
                             "input could not be read, or memory ran out");
    case SHELL_DONE:
        break;
    }
    return STATUS_DONE;
}

static enum status run_shell(struct drill *drill, size_t most)
{
    struct context *context = drill->context;
    struct shell shell = {
        .session = drill->session,
        .subject = drill->subject,
        .screen = &context->out,
        .screen_options = &context->screen,
        .version = AMIQUIZ_VERSION,
        .clock = real_clock,
        .most = most,
        .history = drill->history,
        .run = run_line,
        .candidates = candidate,
        .context = drill,
    };
    if (context->json) {
        return status_of(drill, shell_json(&shell, stdin, stdout));
    }
    if (isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1) {
        return status_of(drill, shell_terminal(&shell));
    }
    return status_of(drill, shell_lines(&shell, stdin));
}

enum status command_drill(struct context *context)
{
    struct drill drill = {.context = context};
    uint64_t most = 0;
    enum status status = STATUS_DONE;
    char *default_path = NULL;
    if (context->args.word_count > 0) {
        return command_usage(context, NULL, "unexpected word \"%s\"", context->args.words[0]);
    }
    if (!argument_number(context, "--questions", 1, UINT32_MAX, UINT64_MAX, &most)) {
        return STATUS_USAGE;
    }
    drill.subject = packs_subject(context, NULL, PACK_DEFAULT, &status);
    if (drill.subject != NULL) {
        default_path = store_default_path();
        drill.database = argument(context, "--db");
        drill.database = drill.database != NULL ? drill.database : default_path;
        status = open_store(&drill);
        status = status == STATUS_DONE ? open_session(&drill) : status;
        status = status == STATUS_DONE ? run_shell(&drill, (size_t)most) : status;
    }
    session_free(drill.session);
    store_close(drill.store);
    subject_free(drill.subject);
    free(default_path);
    free(drill.history);
    return status;
}
