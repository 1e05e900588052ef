/*
 * Piped input: a line answers, or asks as a key would.  There are no prompts, and after a verdict the
 * next question follows at once; y, o, t and w speak of the verdict before it.
 */
#include <stdlib.h>
#include <string.h>

#include "questions/tutor/lesson.h"
#include "questions/tutor/lines.h"
#include "questions/tutor/present.h"
#include "questions/tutor/present_lesson.h"
#include "questions/tutor/shell.h"

enum line_step { LINE_STAY, LINE_NEXT, LINE_LEAVE };

static void say(struct shell *shell, const char *text)
{
    screen_wrap(shell->screen, STYLE_PLAIN, 0, 0, text);
}

/* What an act that changed nothing leaves: nothing goes on after a log that failed. */
static enum line_step unchanged(struct shell *shell, const char *why)
{
    if (session_failed(shell->session)) {
        return LINE_LEAVE;
    }
    say(shell, why);
    return LINE_STAY;
}

static enum line_step undo(struct shell *shell)
{
    if (!session_undo(shell->session)) {
        return unchanged(shell, "There is nothing to take back.");
    }
    say(shell, "Taken back.");
    return LINE_NEXT;
}

static enum line_step from_act(struct shell *shell, const struct turn *turn, enum shell_act act)
{
    switch (act) {
    case ACT_SKIP:
        return session_skip(shell->session) ? LINE_NEXT
                                            : unchanged(shell, "There is nothing to skip.");
    case ACT_UNDO:
        return undo(shell);
    case ACT_MARK:
        shell_mark(shell, turn);
        return session_failed(shell->session) ? LINE_LEAVE : LINE_STAY;
    case ACT_HINT:
        shell_hint(shell, turn);
        return session_failed(shell->session) ? LINE_LEAVE : LINE_STAY;
    case ACT_QUIT:
        return LINE_LEAVE;
    case ACT_NEXT:
    case ACT_NONE:
        break;
    }
    return LINE_STAY;
}

/* y, o, t and w: about the question judged last. */
static void about_verdict(struct shell *shell, const char *line)
{
    const struct turn *turn = session_judged(shell->session);
    const double *weights = session_weights(shell->session);
    if (turn == NULL) {
        say(shell, "Answer a question first: this would give the answer away.");
    } else if (line[0] == 'y') {
        present_verdict(shell->screen, turn, weights, true);
    } else if (line[0] == 'o') {
        present_other_options(shell->screen, turn, weights);
    } else if (line[0] == 't') {
        shell_table(shell->screen, turn->question);
    } else {
        shell_what_if(shell, turn->question, line + 1);
    }
}

/* How sure one is; LINE_STAY: another answer is wanted. */
static enum line_step how_sure(struct shell *shell, struct lines *lines, int *confidence)
{
    *confidence = -1;
    while (shell->confidence && *confidence < 0) {
        const char *line = lines_next(lines, shell->screen);
        if (line == NULL || strcmp(line, "q") == 0) {
            return LINE_LEAVE;
        }
        if (strcmp(line, "u") == 0) {
            say(shell, "Taken back.");
            return LINE_STAY;
        }
        *confidence = line[1] == '\0' ? shell_confidence(line[0]) : -1;
        if (*confidence < 0) {
            say(shell, "How sure are you? Write 1 for a guess, 2 when you think so, 3 when you are "
                       "sure, or u for another answer.");
        }
    }
    return LINE_NEXT;
}

static enum line_step answer(struct shell *shell, struct lines *lines, const struct turn *turn,
                             uint32_t chosen)
{
    int confidence;
    if (shell_struck(shell, turn, chosen)) {
        return LINE_STAY;
    }
    const enum line_step said = how_sure(shell, lines, &confidence);
    if (said != LINE_NEXT) {
        return said;
    }
    if (!shell_answer(shell, chosen, confidence)) {
        return LINE_LEAVE;
    }
    present_verdict(shell->screen, session_judged(shell->session), session_weights(shell->session),
                    false);
    return LINE_NEXT;
}

static bool is_key(const char *line, const char *keys)
{
    return line[0] != '\0' && strchr(keys, line[0]) != NULL &&
           (line[1] == '\0' || (line[0] == 'w' && line[1] == ' '));
}

static enum line_step one_line(struct shell *shell, struct lines *lines, const struct turn *turn,
                               const char *line)
{
    const bool hint =
        strcmp(line, "h") == 0; /* a letter of an option, too, where there are eight */
    const uint32_t chosen = hint ? 0 : shell_options(turn->question, line);
    if (chosen != 0) {
        return answer(shell, lines, turn, chosen);
    }
    if (line[0] == ':') {
        return from_act(shell, turn, shell_command(shell, line));
    }
    if (is_key(line, "ytow")) {
        about_verdict(shell, line);
        return LINE_STAY;
    }
    if (is_key(line, "?")) {
        present_help(shell->screen);
        return LINE_STAY;
    }
    static const struct {
        const char *key;
        enum shell_act act;
    } acts[] = {
        {"s", ACT_SKIP}, {"m", ACT_MARK}, {"u", ACT_UNDO}, {"h", ACT_HINT}, {"q", ACT_QUIT}};
    for (size_t i = 0; i < sizeof acts / sizeof *acts; i++) {
        if (strcmp(line, acts[i].key) == 0) {
            return from_act(shell, turn, acts[i].act);
        }
    }
    lines_not_understood(shell->screen, line, turn->question->select, ", s to skip, q to quit");
    return LINE_STAY;
}

/* Nothing is left to ask; the last answer may be taken back, or what was said of it asked for again. */
static enum line_step after_last(struct shell *shell, const char *line)
{
    if (strcmp(line, "q") == 0) {
        return LINE_LEAVE;
    }
    if (strcmp(line, "u") == 0) {
        return undo(shell);
    }
    if (line[0] == ':') {
        return from_act(shell, NULL, shell_command(shell, line));
    }
    if (is_key(line, "ytow")) {
        about_verdict(shell, line);
        return LINE_STAY;
    }
    say(shell, "Nothing is left to ask. Write u to take the last answer back, or q to quit.");
    return LINE_STAY;
}

/* The question to put; a round that is over is summed up, and the next one begins.  NULL: no more. */
static const struct turn *next_turn(struct shell *shell)
{
    const struct turn *turn = session_next(shell->session);
    if (turn == NULL && !session_failed(shell->session) && !session_exhausted(shell->session)) {
        present_summary(shell->screen, shell->subject, shell->session);
        session_next_round(shell->session);
        turn = session_next(shell->session);
    }
    return turn;
}

/* A rule is told before it is asked about for the first time. */
static void tell_lesson(struct shell *shell, const struct turn *turn)
{
    struct lesson lesson;
    if (lesson_of(shell->session, turn, &lesson)) {
        present_lesson_heading(shell->screen, &lesson);
        present_lesson_facts(shell->screen, &lesson, lesson.new_facts);
        present_lesson_rule(shell->screen, &lesson);
    }
    lesson_fini(&lesson);
}

/* On return `summed` says whether the round was summed up and nothing happened since. */
static void play(struct shell *shell, struct lines *lines, bool *summed)
{
    enum line_step step = LINE_NEXT;
    const struct turn *turn = NULL;
    while (step != LINE_LEAVE && !shell_enough(shell)) {
        if (step == LINE_NEXT) {
            turn = next_turn(shell);
        }
        if (turn == NULL && session_failed(shell->session)) {
            return;
        }
        if (turn == NULL && step == LINE_NEXT) {
            present_summary(shell->screen, shell->subject, shell->session);
        } else if (step == LINE_NEXT) {
            tell_lesson(shell, turn);
            present_question(shell->screen, turn, shell->clock.now(shell->clock.context));
        }
        *summed = turn == NULL;
        const char *line = lines_next(lines, shell->screen);
        if (line == NULL) {
            return;
        }
        step = turn != NULL ? one_line(shell, lines, turn, line) : after_last(shell, line);
    }
}

enum shell_end shell_lines(struct shell *shell, FILE *input)
{
    struct lines lines = {.input = input};
    shell->before = session_totals(shell->session).answered;
    present_opening(shell->screen, shell->subject, shell->session, shell->version);
    bool summed = false;
    play(shell, &lines, &summed);
    shell->write_error = lines.write_error;
    const bool failed = lines.failed || ferror(input) != 0;
    lines_fini(&lines);
    if (session_failed(shell->session) || failed) {
        return SHELL_FAILED;
    }
    if (!summed) {
        present_summary(shell->screen, shell->subject, shell->session);
    }
    return SHELL_DONE;
}
