/*
 * A diagnosis over a pipe: a line answers, or asks as a key would.  What was found is said as soon as
 * it is known, and the drill that follows goes on as long as there is input.
 */
#include "questions/tutor/lines.h"
#include "questions/tutor/present.h"
#include "questions/tutor/present_diagnosis.h"
#include "questions/tutor/shell_diagnosis.h"

enum line_step { LINE_STAY, LINE_NEXT, LINE_LEAVE };

static enum line_step say(struct shell_diagnosis *shell, const char *text)
{
    screen_wrap(shell->screen, STYLE_PLAIN, 0, 0, text);
    return LINE_STAY;
}

static enum line_step answer(struct shell_diagnosis *shell, size_t option)
{
    struct diagnosis *d = shell->diagnosis;
    const bool drills = diagnosis_stage(d) == DIAGNOSIS_DRILLING;
    if (!diagnosis_answer(d, (uint32_t)1 << option)) {
        return LINE_LEAVE;
    }
    if (drills) {
        present_diagnosis_verdict(shell->screen, d, diagnosis_judged(d), false);
    } else {
        present_diagnosis_word(shell->screen, diagnosis_judged(d));
    }
    return LINE_NEXT;
}

/* y, o, t: about the verdict before; while it asks there is none. */
static enum line_step about_verdict(struct shell_diagnosis *shell, char key)
{
    const struct diagnosis *d = shell->diagnosis;
    const struct turn *turn = diagnosis_judged(d);
    if (turn == NULL || !diagnosis_finding(d).known) {
        return say(shell, "Reasons come when it is clear what you go by.");
    }
    if (key == 'y') {
        present_diagnosis_verdict(shell->screen, d, turn, true);
    } else if (key == 'o') {
        present_other_options(shell->screen, turn, diagnosis_weights(d));
    } else {
        shell_table(shell->screen, turn->question);
    }
    return LINE_STAY;
}

static enum line_step undo(struct shell_diagnosis *shell)
{
    if (diagnosis_undo(shell->diagnosis)) {
        (void)say(shell, "Taken back.");
        return LINE_NEXT;
    }
    return diagnosis_failed(shell->diagnosis) ? LINE_LEAVE
                                              : say(shell, "There is nothing to take back.");
}

static enum line_step mark(struct shell_diagnosis *shell, const struct turn *turn)
{
    if (!diagnosis_mark(shell->diagnosis)) {
        return LINE_LEAVE;
    }
    return say(shell, turn->marked ? "Marked." : "No longer marked.");
}

static enum line_step not_understood(struct shell_diagnosis *shell, const char *line)
{
    lines_not_understood(shell->screen, line, 1, ", s to skip, q to quit");
    return LINE_STAY;
}

static enum line_step one_line(struct shell_diagnosis *shell, const struct turn *turn,
                               const char *line)
{
    const size_t option = shell_option(turn->question, line[0]);
    if (line[1] != '\0') {
        return not_understood(shell, line);
    }
    if (option != SIZE_MAX) {
        return answer(shell, option);
    }
    switch (line[0]) {
    case 's':
        return diagnosis_skip(shell->diagnosis) ? LINE_NEXT : LINE_LEAVE;
    case 'm':
        return mark(shell, turn);
    case 'u':
        return undo(shell);
    case 'q':
        return LINE_LEAVE;
    case '?':
        present_diagnosis_help(shell->screen);
        return LINE_STAY;
    case 'y':
    case 'o':
    case 't':
        return about_verdict(shell, line[0]);
    default:
        return not_understood(shell, line);
    }
}

/* The open question, after what is to be said before it; NULL: it is over, or failed. */
static const struct turn *next_turn(struct shell_diagnosis *shell, bool *told)
{
    struct diagnosis *d = shell->diagnosis;
    const bool known = diagnosis_finding(d).known;
    if (known && !*told) {
        present_diagnosis_finding(shell->screen, d);
    } else if (known && diagnosis_stage(d) == DIAGNOSIS_OVER) {
        present_diagnosis_turned(shell->screen, d);
    }
    *told = known;
    const struct turn *turn = diagnosis_next(d);
    if (turn != NULL) {
        present_question(shell->screen, turn, shell->clock.now(shell->clock.context));
    }
    return turn;
}

static void play(struct shell_diagnosis *shell, struct lines *lines)
{
    enum line_step step = LINE_NEXT;
    const struct turn *turn = NULL;
    bool told = false;
    while (step != LINE_LEAVE) {
        if (step == LINE_NEXT) {
            turn = next_turn(shell, &told);
            if (turn == NULL) {
                return;
            }
        }
        const char *line = lines_next(lines, shell->screen);
        if (line == NULL) {
            break;
        }
        step = one_line(shell, turn, line);
    }
    if (!diagnosis_failed(shell->diagnosis)) {
        present_diagnosis_left(shell->screen, shell->diagnosis);
    }
}

enum shell_end shell_diagnosis_lines(struct shell_diagnosis *shell, FILE *input)
{
    struct lines lines = {.input = input};
    present_diagnosis_opening(shell->screen, shell->diagnosis, shell->version);
    play(shell, &lines);
    shell->write_error = lines.write_error;
    const bool failed = lines.failed || ferror(input) != 0;
    lines_fini(&lines);
    return diagnosis_failed(shell->diagnosis) || failed ? SHELL_FAILED : SHELL_DONE;
}
