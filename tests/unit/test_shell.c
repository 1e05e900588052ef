/* The faces that need no terminal: what they do when the log fails, and what they leave to others. */
#include "questions/tutor/shell.h"

#include <stdlib.h>
#include <string.h>

#include "tests/unit/check.h"
#include "tests/unit/fake_log.h"
#include "tests/unit/subjects.h"

/** A face at work: input from a text, output into memory. */
struct stage {
    struct subject *subject;
    struct fake_log log;
    struct screen screen;
    struct screen_options options;
    struct shell shell;
    FILE *input, *output;
    char *said; /* what was printed; valid after stage_play() */
    size_t length;
    char ran[200]; /* the last line given to run() */
};

static void run(void *context, const char *line)
{
    struct stage *stage = context;
    (void)snprintf(stage->ran, sizeof stage->ran, "%s", line);
}

static bool stage_open(struct stage *stage, const char *input)
{
    *stage = (struct stage){.subject = subject_of("ami-lecture"), .options = {.width = 80}};
    stage->output = open_memstream(&stage->said, &stage->length);
    stage->input = tmpfile();
    if (stage->subject == NULL || stage->output == NULL || stage->input == NULL) {
        return false;
    }
    (void)fputs(input, stage->input);
    rewind(stage->input);
    screen_init(&stage->screen, stage->output, &stage->options);
    stage->shell = (struct shell){.session = fake_session(&stage->log, stage->subject, 7),
                                  .subject = stage->subject,
                                  .screen = &stage->screen,
                                  .screen_options = &stage->options,
                                  .version = "0",
                                  .clock = fake_clock(&stage->log),
                                  .most = SIZE_MAX,
                                  .run = run,
                                  .context = stage};
    return stage->shell.session != NULL;
}

static void stage_close(struct stage *stage)
{
    session_free(stage->shell.session);
    fake_log_fini(&stage->log);
    subject_free(stage->subject);
    (void)fclose(stage->input);
    (void)fclose(stage->output);
    free(stage->said);
}

static enum shell_end stage_play(struct stage *stage, bool json)
{
    const enum shell_end end = json ? shell_json(&stage->shell, stage->input, stage->output)
                                    : shell_lines(&stage->shell, stage->input);
    (void)fflush(stage->output);
    return end;
}

static size_t count_of(const char *text, const char *word)
{
    size_t count = 0;
    for (; (text = strstr(text, word)) != NULL; text += strlen(word)) {
        count++;
    }
    return count;
}

static size_t answers_kept(const struct fake_log *log)
{
    size_t count = 0;
    for (size_t i = 0; i < log->event_count; i++) {
        count += log->events[i].event.what == HAPPENED_ANSWER;
    }
    return count;
}

/* No question before it is kept, no verdict before its answer is: whichever call of the log fails. */
static void play_failing(bool json, const char *input, size_t fail_at, bool *reached)
{
    struct stage stage;
    REQUIRE(stage_open(&stage, input));
    stage.log.fail_at = fail_at;
    const enum shell_end end = stage_play(&stage, json);
    *reached = stage.log.calls >= fail_at;
    CHECK_INT(end, *reached ? SHELL_FAILED : SHELL_DONE);
    const size_t verdicts =
        json ? count_of(stage.said, "\"type\":\"verdict\"")
             : count_of(stage.said, "\nRight. ") + count_of(stage.said, "\nWrong: ");
    CHECK_INT(verdicts, answers_kept(&stage.log));
    if (json) {
        CHECK_INT(count_of(stage.said, "\"type\":\"end\""), !*reached);
        CHECK(count_of(stage.said, "\"type\":\"question\"") >= stage.log.asked_count);
    } else {
        CHECK_INT(count_of(stage.said, "\nRound: "), !*reached);
        CHECK_INT(count_of(stage.said, "There is nothing"), 0); /* that would be no reason */
    }
    stage_close(&stage);
}

static void test_a_log_that_fails(void)
{
    static const char lines[] = "A\nB\ns\nu\nm\nm\nA\nu\nB\nA\n";
    static const char json[] =
        "{\"answer\":\"A\"}\n{\"answer\":\"B\"}\n{\"command\":\"skip\"}\n"
        "{\"command\":\"undo\"}\n{\"command\":\"mark\"}\n{\"answer\":\"A\"}\n"
        "{\"command\":\"undo\"}\n{\"answer\":\"B\"}\n";
    for (int face = 0; face < 2; face++) {
        bool reached = true;
        size_t n = 1;
        for (; reached && n < 100; n++) {
            play_failing(face == 1, face == 1 ? json : lines, n, &reached);
        }
        CHECK(n > 8);
    }
}

/* Input that cannot be read is a failure, not an end. */
static void test_input_that_fails(void)
{
    for (int face = 0; face < 2; face++) {
        struct stage stage;
        REQUIRE(stage_open(&stage, ""));
        (void)fclose(stage.input);
        stage.input = fopen(".", "r"); /* a folder opens, and does not read */
        REQUIRE(stage.input != NULL);
        CHECK_INT(stage_play(&stage, face == 1), SHELL_FAILED);
        stage_close(&stage);
    }
}

static void test_options(void)
{
    struct stage stage;
    REQUIRE(stage_open(&stage, ""));
    const struct question *q = session_next(stage.shell.session)->question;
    static const char keys[] = "aAbBcCdD1234";
    static const size_t wanted[] = {0, 0, 1, 1, 2, 2, 3, 3, 0, 1, 2, 3};
    REQUIRE(q->option_count == 4);
    for (int key = -1; key < 300; key++) {
        const char *at = key > 0 && key < 128 ? strchr(keys, key) : NULL;
        CHECK_INT(shell_option(q, key), at != NULL ? wanted[at - keys] : SIZE_MAX);
    }
    stage_close(&stage);
}

static void test_commands(void)
{
    struct stage stage;
    REQUIRE(stage_open(&stage, ""));
    for (size_t i = 1; shell_own_command(i) != NULL; i++) {
        CHECK(strcmp(shell_own_command(i - 1), shell_own_command(i)) < 0);
    }
    CHECK_INT(shell_command(&stage.shell, ":skip"), ACT_SKIP);
    CHECK_INT(shell_command(&stage.shell, "  : mark"), ACT_MARK);
    CHECK_INT(shell_command(&stage.shell, "undo now"), ACT_UNDO);
    CHECK_INT(shell_command(&stage.shell, "next"), ACT_NEXT);
    CHECK_INT(shell_command(&stage.shell, "quit"), ACT_QUIT);
    CHECK_INT(shell_command(&stage.shell, ":"), ACT_NONE);
    CHECK_INT(shell_command(&stage.shell, ""), ACT_NONE);
    CHECK_STR(stage.ran, "");
    CHECK_INT(shell_command(&stage.shell, ":skipped it"), ACT_NONE); /* not ours */
    CHECK_STR(stage.ran, "skipped it");
    CHECK_INT(shell_command(&stage.shell, ":help decide"), ACT_NONE);
    CHECK_STR(stage.ran, "help decide");
    CHECK_INT(shell_command(&stage.shell, ":help   decide"), ACT_NONE);
    CHECK_STR(stage.ran, "help decide");
    CHECK_INT(shell_command(&stage.shell, ":help\tdecide"), ACT_NONE);
    CHECK_STR(stage.ran, "help decide");
    stage_close(&stage);
}

/* Before an answer the commands that would give it away say only that. */
static void test_nothing_is_given_away(void)
{
    struct stage stage;
    REQUIRE(stage_open(&stage, "y\no\nt\nw\n:what-if shared=no\n:table\n"));
    CHECK_INT(stage_play(&stage, false), SHELL_DONE);
    CHECK_INT(count_of(stage.said, "Answer a question first: this would give the answer away."), 6);
    CHECK_INT(count_of(stage.said, "shared="), 0);
    CHECK_INT(count_of(stage.said, question_rule(session_next(stage.shell.session)->question)), 0);
    stage_close(&stage);
}

/* Yes, no, or nothing, which turns it round; another value changes nothing, nor does a fact twice. */
static void test_what_if(void)
{
    static const char *const bad[] = {"encrypted=nope",
                                      "encrypted=y",
                                      "=yes",
                                      "encrypted=unknown",
                                      "encrypted=no encrypted=no",
                                      "encrypted=no,encrypted=yes",
                                      "encrypted encrypted",
                                      "encrypted encrypted=yes"};
    static const char *const good[] = {"encrypted=no", "encrypted=FALSE",
                                       "encrypted=0",  " encrypted=true ,shared=1 ",
                                       "encrypted",    "encrypted="};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct stage stage;
        REQUIRE(stage_open(&stage, ""));
        shell_what_if(&stage.shell, session_next(stage.shell.session)->question, bad[i]);
        (void)fflush(stage.output);
        CHECK_INT(count_of(stage.said, "answer"), 0);
        CHECK_INT(count_of(stage.said, "There is no fact \"\".") +
                      count_of(stage.said, "Say what it becomes: encrypted=yes or encrypted=no.") +
                      count_of(stage.said, "You gave encrypted twice. Say each fact once."),
                  1);
        stage_close(&stage);
    }
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        struct stage stage;
        REQUIRE(stage_open(&stage, ""));
        shell_what_if(&stage.shell, session_next(stage.shell.session)->question, good[i]);
        (void)fflush(stage.output);
        CHECK(count_of(stage.said, "answer") > 0);
        stage_close(&stage);
    }
}

/* A mark and its end are told apart, and a line is cut between two characters. */
static void test_what_lines_say(void)
{
    struct stage stage;
    REQUIRE(stage_open(&stage,
                       "m\nm\n:mark\ns\nu\n"
                       "an answer of 99 bytes and more, so that it must be cut in the middle "
                       "of a letter: ..............\xc3\xa4\xc3\xa4\xc3\xa4\n"));
    CHECK_INT(stage_play(&stage, false), SHELL_DONE);
    CHECK_INT(count_of(stage.said, "\nMarked."), 2);
    CHECK_INT(count_of(stage.said, "\nNo longer marked."), 1);
    CHECK_INT(count_of(stage.said, "\nTaken back."), 1);
    CHECK_INT(count_of(stage.said, "\\xc3"), 0);
    CHECK_INT(count_of(stage.said, "\xef\xbf\xbd"), 0);
    stage_close(&stage);
}

/* Nothing is judged that nobody can read. */
static void test_output_that_fails(void)
{
    struct stage stage;
    REQUIRE(stage_open(&stage, "A\nB\nA\n"));
    FILE *full = fopen("/dev/full", "w");
    REQUIRE(full != NULL);
    stage.screen.file = full;
    CHECK_INT(stage_play(&stage, false), SHELL_DONE); /* output_end() says what happened */
    CHECK_INT(answers_kept(&stage.log), 0);
    (void)fclose(full);
    stage_close(&stage);
}

int main(void)
{
    RUN(test_a_log_that_fails);
    RUN(test_input_that_fails);
    RUN(test_options);
    RUN(test_commands);
    RUN(test_nothing_is_given_away);
    RUN(test_what_if);
    RUN(test_what_lines_say);
    RUN(test_output_that_fails);
    return check_end();
}
