/* A diagnosis on a terminal: single keys; a word while it asks, a whole verdict while it drills. */
#include "questions/tutor/shell_diagnosis.h"

#include "questions/tutor/keys.h"
#include "questions/tutor/pages.h"
#include "questions/tutor/present.h"
#include "questions/tutor/present_diagnosis.h"
#include "questions/tutor/terminal.h"

static void say(struct shell_diagnosis *shell, const char *text)
{
    screen_wrap(shell->screen, STYLE_PLAIN, 0, 0, text);
}

static void measure(struct shell_diagnosis *shell)
{
    screen_measure(shell->screen, shell->screen_options);
}

/* A step that could not be kept ends it; else we stay. */
static enum step unchanged(struct shell_diagnosis *shell, const char *why)
{
    if (diagnosis_failed(shell->diagnosis)) {
        return STEP_LEAVE;
    }
    say(shell, why);
    return STEP_STAY;
}

static enum step undo(struct shell_diagnosis *shell)
{
    if (diagnosis_undo(shell->diagnosis)) {
        say(shell, "Taken back. The question is open again.");
        return STEP_NEXT;
    }
    return unchanged(shell, "There is nothing to take back.");
}

static enum step skip(struct shell_diagnosis *shell)
{
    if (diagnosis_skip(shell->diagnosis)) {
        say(shell, "Skipped. It counts neither for nor against you.");
        return STEP_NEXT;
    }
    return unchanged(shell, "No question is open, so there is none to skip.");
}

static enum step mark(struct shell_diagnosis *shell, const struct turn *turn)
{
    if (diagnosis_mark(shell->diagnosis)) {
        say(shell, turn->marked ? "Marked." : "No longer marked.");
        return STEP_STAY;
    }
    return unchanged(shell, "There is nothing to mark.");
}

static void question(struct shell_diagnosis *shell, const struct turn *turn)
{
    present_question(shell->screen, turn, shell->clock.now(shell->clock.context));
}

/* A key that is no option, while a question is open. */
static enum step question_key(struct shell_diagnosis *shell, const struct turn *turn, int key)
{
    switch (key) {
    case 's':
        return skip(shell);
    case 'm':
        return mark(shell, turn);
    case 'u':
        return undo(shell);
    case '?':
        present_diagnosis_help(shell->screen);
        break;
    case '\f':
    case TERMINAL_RESIZED:
    case TERMINAL_CONTINUED:
        measure(shell);
        question(shell, turn);
        break;
    default:
        keys_say_idle(shell->screen, key, "");
        break;
    }
    return STEP_STAY;
}

static enum step ask(struct shell_diagnosis *shell, const struct turn *turn)
{
    question(shell, turn);
    for (;;) {
        const int key = keys_ask_answer(shell->screen, turn->question, 0, false);
        if (keys_leave(key)) {
            return keys_leave_by(key);
        }
        const size_t option = shell_option(turn->question, key);
        if (option != SIZE_MAX) {
            return diagnosis_answer(shell->diagnosis, (uint32_t)1 << option) ? STEP_NEXT
                                                                             : STEP_LEAVE;
        }
        const enum step step = question_key(shell, turn, key);
        if (step != STEP_STAY) {
            return step;
        }
    }
}

static void verdict(struct shell_diagnosis *shell, const struct turn *turn, bool whole)
{
    present_diagnosis_verdict(shell->screen, shell->diagnosis, turn, whole);
}

/* A key while a verdict is on the screen. */
static enum step verdict_key(struct shell_diagnosis *shell, const struct turn *turn, int key)
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
        present_other_options(shell->screen, turn, diagnosis_weights(shell->diagnosis));
        break;
    case 't':
        shell_table(shell->screen, turn->question);
        break;
    case 'u':
        return undo(shell);
    case 'm':
        return mark(shell, turn);
    case '?':
        present_diagnosis_help(shell->screen);
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

/* The verdict of a drill's question. */
static enum step judge(struct shell_diagnosis *shell)
{
    const struct turn *turn = diagnosis_judged(shell->diagnosis);
    verdict(shell, turn, false);
    for (;;) {
        const int key =
            keys_ask(shell->screen, "Enter next   y why  o others  t table  u undo  m mark  q quit",
                     "Enter, or ?");
        if (keys_leave(key)) {
            return keys_leave_by(key);
        }
        const enum step step = verdict_key(shell, turn, key);
        if (step != STEP_STAY) {
            return step;
        }
    }
}

/* What was found, or that it turned, is on the screen: go on, or back, or leave. */
static enum step pause(struct shell_diagnosis *shell, void (*show)(struct shell_diagnosis *shell),
                       bool goes_on)
{
    show(shell);
    for (;;) {
        const int key = keys_ask(shell->screen,
                                 goes_on ? "Enter go on   u undo the last answer  q quit"
                                         : "Enter done   u undo the last answer",
                                 "Enter, u or q");
        if (keys_leave(key)) {
            return keys_leave_by(key);
        }
        if (keys_enter(key) || key == ' ') {
            return goes_on ? STEP_NEXT : STEP_LEAVE;
        }
        if (key == TERMINAL_RESIZED || key == TERMINAL_CONTINUED) {
            measure(shell);
            show(shell);
        }
        const enum step step = key == 'u' ? undo(shell) : STEP_STAY;
        if (step != STEP_STAY) {
            return step;
        }
    }
}

static void show_finding(struct shell_diagnosis *shell)
{
    struct pages pages;
    pages_begin(&pages, shell->screen);
    present_diagnosis_finding(&pages.screen, shell->diagnosis);
    if (!pages_end(&pages, PAGES_PROMPT)) {
        say(shell, "Memory ran out.");
    }
}

static void show_turned(struct shell_diagnosis *shell)
{
    present_diagnosis_turned(shell->screen, shell->diagnosis);
}

/* Can what was found be drilled?  When the evidence has turned, it was. */
static bool is_drilled(const struct diagnosis *d)
{
    const struct diagnosis_finding f = diagnosis_finding(d);
    const enum hypothesis_kind kind = diagnosis_belief(d)->hypotheses[f.hypothesis].kind;
    return f.sure && kind != HYPOTHESIS_SOUND && kind != HYPOTHESIS_GUESSING;
}

/* @told  was it said what was found? */
static enum step one_step(struct shell_diagnosis *shell, bool *told)
{
    struct diagnosis *d = shell->diagnosis;
    measure(shell);
    *told = *told && diagnosis_finding(d).known;
    if (diagnosis_finding(d).known && !*told) {
        *told = true;
        return pause(shell, show_finding, is_drilled(d));
    }
    const bool drills = diagnosis_stage(d) == DIAGNOSIS_DRILLING;
    const struct turn *turn = diagnosis_next(d);
    if (turn == NULL) {
        return diagnosis_failed(d) ? STEP_LEAVE : pause(shell, show_turned, false);
    }
    const enum step step = ask(shell, turn);
    if (step != STEP_NEXT || !turn->answered) {
        return step;
    }
    if (drills) {
        return judge(shell);
    }
    present_diagnosis_word(shell->screen, turn);
    return STEP_NEXT;
}

enum shell_end shell_diagnosis_terminal(struct shell_diagnosis *shell)
{
    enum step step = STEP_NEXT;
    bool told = false;
    if (!terminal_open()) {
        return SHELL_FAILED;
    }
    present_diagnosis_opening(shell->screen, shell->diagnosis, shell->version);
    while (step == STEP_NEXT) {
        step = one_step(shell, &told);
    }
    const int signal = terminal_leaving();
    terminal_close();
    if (diagnosis_failed(shell->diagnosis)) {
        return SHELL_FAILED;
    }
    if (signal != 0) {
        return SHELL_TERMINATED;
    }
    present_diagnosis_left(shell->screen, shell->diagnosis);
    return step == STEP_INTERRUPTED ? SHELL_INTERRUPTED : SHELL_DONE;
}
