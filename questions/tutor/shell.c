/* The terminal face: single keys, a verdict at once, readline behind ":". */
#include "questions/tutor/shell.h"

#include <stdlib.h>
#include <string.h>

#include "questions/tutor/keys.h"
#include "questions/tutor/lesson.h"
#include "questions/tutor/present.h"
#include "questions/tutor/present_lesson.h"
#include "questions/tutor/terminal.h"

static int64_t now(const struct shell *shell)
{
    return shell->clock.now(shell->clock.context);
}

static void say(struct shell *shell, const char *text)
{
    screen_wrap(shell->screen, STYLE_PLAIN, 0, 0, text);
}

static enum step undo(struct shell *shell)
{
    if (session_undo(shell->session)) {
        say(shell, "Taken back. The question is open again.");
        return STEP_NEXT;
    }
    if (!session_failed(shell->session)) {
        say(shell, "There is nothing to take back.");
    }
    return STEP_STAY;
}

static enum step skip(struct shell *shell)
{
    if (session_skip(shell->session)) {
        say(shell, "Skipped. It counts neither for nor against you; it comes again sooner.");
        return STEP_NEXT;
    }
    if (!session_failed(shell->session)) {
        say(shell, "No question is open, so there is none to skip.");
    }
    return STEP_STAY;
}

/* @turn  the question on the screen; NULL at the end of a round */
static enum step mark(struct shell *shell, const struct turn *turn)
{
    shell_mark(shell, turn);
    return STEP_STAY;
}

/* Layouts follow the window, which may have changed while nobody looked. */
static void measure(struct shell *shell)
{
    screen_measure(shell->screen, shell->screen_options);
}

/* Run what is entered behind ":"; `preset` stands there already ("what-if "). */
static enum step command_line(struct shell *shell, const struct turn *turn, const char *preset)
{
    char *line = NULL;
    screen_gap(shell->screen);
    (void)fflush(shell->screen->file);
    const enum command_line_end end =
        command_line_read(":", preset, shell->history, shell->candidates, shell->context, &line);
    measure(shell); /* a resize meanwhile was readline's */
    if (end != COMMAND_LINE_DONE) {
        return terminal_leaving() != 0 || end == COMMAND_LINE_LEAVING ? STEP_LEAVE : STEP_STAY;
    }
    const enum shell_act act = shell_command(shell, line);
    free(line);
    if (terminal_leaving() != 0) { /* while it ran */
        return STEP_LEAVE;
    }
    switch (act) {
    case ACT_SKIP:
        return skip(shell);
    case ACT_UNDO:
        return undo(shell);
    case ACT_MARK:
        return mark(shell, turn);
    case ACT_HINT:
        shell_hint(shell, turn);
        break;
    case ACT_NEXT:
        return STEP_NEXT;
    case ACT_QUIT:
        return STEP_LEAVE;
    case ACT_NONE:
        break;
    }
    return STEP_STAY;
}

static void show_again(struct shell *shell, const struct turn *turn)
{
    measure(shell);
    screen_gap(shell->screen);
    present_question(shell->screen, turn, now(shell));
}

/* A key that is no option, while a question is open. */
static enum step question_key(struct shell *shell, const struct turn *turn, int key)
{
    enum step step = STEP_STAY;
    switch (key) {
    case 's':
        return skip(shell);
    case 'm':
        return mark(shell, turn);
    case 'h':
        shell_hint(shell, turn);
        return STEP_STAY;
    case 'u':
        return undo(shell);
    case ':':
        step = command_line(shell, turn, "");
        break;
    case '?':
        present_help(shell->screen);
        return STEP_STAY;
    case '\f':
    case TERMINAL_RESIZED:
    case TERMINAL_CONTINUED:
        break;
    default:
        keys_say_idle(shell->screen, key, "yowt");
        return STEP_STAY;
    }
    if (step == STEP_STAY) {
        show_again(shell, turn);
    }
    return step;
}

/* Enter hands in as many letters as are wanted; a single answer hands itself in. */
static bool hands_in(const struct question *q, uint32_t chosen, int key)
{
    return bits_count(chosen) == q->select && (q->select == 1 || keys_enter(key));
}

/* Wait until a page was read: what comes next would push it off the screen. */
static enum step page_read(struct shell *shell, const char *keys)
{
    for (;;) {
        const int key = keys_ask(shell->screen, keys, "Enter, or q");
        if (keys_leave(key)) {
            return keys_leave_by(key);
        }
        if (keys_enter(key) || key == ' ') {
            return STEP_NEXT;
        }
        if (key == 's') {
            return skip(shell);
        }
    }
}

/* STEP_NEXT: it was said, or nobody wants to know; STEP_STAY: another answer is wanted. */
static enum step how_sure(struct shell *shell, int *confidence)
{
    *confidence = -1;
    while (shell->confidence && *confidence < 0) {
        const int key = keys_ask(
            shell->screen, "How sure?  1 a guess  2 think so  3 sure   u other answer  q quit",
            "Sure? 1 to 3, or ?");
        if (keys_leave(key)) {
            return keys_leave_by(key);
        }
        if (key == 'u') {
            return STEP_STAY;
        }
        if (key == '?') {
            say(shell,
                "Before the verdict: 1 for a guess, 2 when you think so, 3 when you are sure. "
                "`amiquiz stats` shows how often you are right then. u takes the letter back.");
        }
        *confidence = shell_confidence(key);
    }
    return STEP_NEXT;
}

static enum step hand_in(struct shell *shell, uint32_t chosen)
{
    int confidence;
    const enum step step = how_sure(shell, &confidence);
    if (step != STEP_NEXT) {
        return step;
    }
    return shell_answer(shell, chosen, confidence) ? STEP_NEXT : STEP_LEAVE;
}

/* The option that a key takes or lets go; 0: none, or one that is struck out.  "h" asks for a hint. */
static uint32_t option_key(struct shell *shell, const struct turn *turn, int key)
{
    const size_t option = key == 'h' ? SIZE_MAX : shell_option(turn->question, key);
    const uint32_t bit = option != SIZE_MAX ? (uint32_t)1 << option : 0;
    return bit != 0 && !shell_struck(shell, turn, bit) ? bit : 0;
}

/* One new fact at a time.  A single one leaves room for the rule. */
static enum step tell_facts(struct shell *shell, const struct turn *turn,
                            const struct lesson *lesson)
{
    const bool several = bits_count(lesson->new_facts) > 1;
    enum step step = STEP_NEXT;
    uint32_t left = lesson->new_facts;
    while (left != 0 && step == STEP_NEXT && !turn->skipped) {
        const uint32_t fact = left & (0 - left);
        if (left != lesson->new_facts) {
            screen_gap(shell->screen);
        }
        left ^= fact;
        present_lesson_facts(shell->screen, lesson, fact);
        if (several) {
            step = page_read(shell, left != 0 ? "Enter: the next fact   s skip  q quit"
                                              : "Enter: the rule   s skip  q quit");
        }
    }
    return step;
}

/* Tell a new rule: what is new in it, then the rule itself. */
static enum step tell_lesson(struct shell *shell, const struct turn *turn)
{
    struct lesson lesson;
    enum step step = STEP_NEXT;
    if (lesson_of(shell->session, turn, &lesson)) {
        present_lesson_heading(shell->screen, &lesson);
        step = tell_facts(shell, turn, &lesson);
        if (step == STEP_NEXT && !turn->skipped) {
            if (lesson.new_facts != 0) { /* else the heading has left room */
                screen_gap(shell->screen);
            }
            present_lesson_rule(shell->screen, &lesson);
            step = page_read(shell, "Enter: a question about it   s skip  q quit");
        }
    }
    lesson_fini(&lesson);
    return step;
}

/* Wait for the answer to the open question. */
static enum step ask(struct shell *shell, const struct turn *turn)
{
    uint32_t chosen = 0;
    present_question(shell->screen, turn, now(shell));
    for (;;) {
        const int key = keys_ask_answer(shell->screen, turn->question, chosen, true);
        if (keys_leave(key)) {
            return keys_leave_by(key);
        }
        const uint32_t option = option_key(shell, turn, key);
        enum step step = STEP_STAY;
        chosen ^= option;
        if (hands_in(turn->question, chosen, key)) {
            step = hand_in(shell, chosen);
            chosen = turn->question->select > 1 ? chosen : 0;
        } else if (keys_enter(key) && turn->question->select > 1) {
            keys_say_how_many(shell->screen, turn->question);
        } else if (option == 0) {
            step = question_key(shell, turn, key);
        }
        if (step != STEP_STAY || session_failed(shell->session)) {
            return step == STEP_STAY ? STEP_LEAVE : step;
        }
    }
}

static void verdict(struct shell *shell, const struct turn *turn, bool whole)
{
    present_verdict(shell->screen, turn, session_weights(shell->session), whole);
}

static enum step what_if(struct shell *shell, const struct turn *turn)
{
    present_facts(shell->screen, turn->question);
    if (turn->question->decision == SIZE_MAX) {
        return STEP_STAY;
    }
    screen_gap(shell->screen);
    say(shell, "The name of a fact turns it round; several may be named. Tab completes.");
    return command_line(shell, turn, "what-if ");
}

/* A key while a verdict is on the screen. */
static enum step verdict_key(struct shell *shell, const struct turn *turn, int key)
{
    switch (key) {
    case '\n':
    case '\r':
    case ' ':
        return STEP_NEXT;
    case 'y':
        verdict(shell, turn, true);
        break;
    case 'o':
        present_other_options(shell->screen, turn, session_weights(shell->session));
        break;
    case 'w':
        return what_if(shell, turn);
    case 't':
        shell_table(shell->screen, turn->question);
        break;
    case 'u':
        return undo(shell);
    case 'm':
        return mark(shell, turn);
    case ':':
        return command_line(shell, turn, "");
    case '?':
        present_help(shell->screen);
        break;
    case '\f':
    case TERMINAL_RESIZED:
    case TERMINAL_CONTINUED:
        measure(shell);
        verdict(shell, turn, false);
        break;
    default:
        keys_say_answered(shell->screen, key);
        break;
    }
    return STEP_STAY;
}

static enum step judge(struct shell *shell)
{
    const struct turn *turn = session_judged(shell->session);
    verdict(shell, turn, false);
    for (;;) {
        const int key = keys_ask(
            shell->screen,
            turn->question->kind == QUESTION_ITEM && turn->question->decision == SIZE_MAX
                ? "Enter next   y why  o others  u undo  m mark  q quit"
                : "Enter next   y why  o others  w what if  t table  u undo  m mark  q quit",
            "Enter, or ?");
        if (keys_leave(key)) {
            return keys_leave_by(key);
        }
        const enum step step = verdict_key(shell, turn, key);
        if (step != STEP_STAY || session_failed(shell->session)) {
            return step == STEP_STAY ? STEP_LEAVE : step;
        }
    }
}

/* A key at the end of a round, other than those that leave or go on. */
static enum step round_key(struct shell *shell, int key)
{
    switch (key) {
    case 'u':
        return undo(shell);
    case 'm':
        return mark(shell, NULL);
    case ':':
        return command_line(shell, NULL, "");
    case '\f':
    case TERMINAL_RESIZED:
    case TERMINAL_CONTINUED:
        measure(shell);
        present_summary(shell->screen, shell->subject, shell->session);
        break;
    case '?':
        present_help(shell->screen);
        break;
    default:
        keys_say_idle(shell->screen, key, "");
        break;
    }
    return STEP_STAY;
}

/* The round is over: another one, or enough? */
static enum step round_over(struct shell *shell)
{
    const bool last = session_exhausted(shell->session);
    present_summary(shell->screen, shell->subject, shell->session);
    for (;;) {
        const int key =
            keys_ask(shell->screen,
                     last ? "Enter or q quit   u undo the last answer  : command"
                          : "Enter next round   u undo the last answer  : command  q quit",
                     "Enter, u, : or q");
        if (keys_leave(key)) {
            return keys_leave_by(key);
        }
        const bool on = keys_enter(key) || key == ' ';
        const enum step step = on ? STEP_NEXT : round_key(shell, key);
        if (step == STEP_NEXT && session_next(shell->session) == NULL &&
            !session_failed(shell->session)) { /* an undo has opened a question */
            if (session_exhausted(shell->session)) {
                return STEP_LEAVE;
            }
            session_next_round(shell->session);
        }
        if (step != STEP_STAY || session_failed(shell->session)) {
            return step == STEP_STAY ? STEP_LEAVE : step;
        }
    }
}

static enum step one_question(struct shell *shell)
{
    measure(shell);
    const struct turn *turn = session_next(shell->session);
    if (turn == NULL) {
        return session_failed(shell->session) ? STEP_LEAVE : round_over(shell);
    }
    enum step step = tell_lesson(shell, turn);
    if (step == STEP_NEXT && !turn->skipped) {
        step = ask(shell, turn);
    }
    if (step == STEP_NEXT && turn->answered) {
        step = judge(shell);
    }
    return step;
}

enum shell_end shell_terminal(struct shell *shell)
{
    enum step step = STEP_NEXT;
    if (!terminal_open()) {
        return SHELL_FAILED;
    }
    shell->before = session_totals(shell->session).answered;
    present_opening(shell->screen, shell->subject, shell->session, shell->version);
    while (step == STEP_NEXT && !shell_enough(shell)) {
        step = one_question(shell);
    }
    const int signal = terminal_leaving();
    terminal_close();
    if (session_failed(shell->session)) {
        return SHELL_FAILED;
    }
    if (signal == 0) {
        present_totals(shell->screen, shell->subject, shell->session);
    }
    if (signal != 0) {
        return SHELL_TERMINATED;
    }
    return step == STEP_INTERRUPTED ? SHELL_INTERRUPTED : SHELL_DONE;
}
