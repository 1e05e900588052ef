/*
 * An exam by lines: a line answers, or asks as a key would.  There are no prompts; after a step that
 * changes what is looked at, the question is shown.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/short_text.h"
#include "questions/text/buffer.h"
#include "questions/text/screen.h"
#include "questions/tutor/exam_face.h"
#include "questions/tutor/lines.h"
#include "questions/tutor/present.h"

enum step { STEP_STAY, STEP_SHOW, STEP_LEAVE };

/* Behind the last one comes the overview: what is still open is the learner's to see. */
static enum step next(struct exam_face *face)
{
    if (exam_face_next(face)) {
        return STEP_SHOW;
    }
    exam_view_overview(face->screen, face->exam);
    exam_face_say(face, "This was the last one. x hands in, #1 goes to the first.");
    return STEP_STAY;
}

/* "#7" */
static enum step go_to(struct exam_face *face, const char *number)
{
    size_t count;
    char *end;
    (void)exam_turns(face->exam, &count);
    const unsigned long place = strtoul(number, &end, 10);
    if (strchr("0123456789", number[0]) == NULL || *end != '\0' || place < 1 || place > count) {
        struct buffer text = {0};
        buffer_addf(&text, "There is no question \"%s\": they are numbered from 1 to %zu.",
                    short_text(number).text, count);
        exam_face_say(face, buffer_text(&text));
        buffer_fini(&text);
        return STEP_STAY;
    }
    exam_go(face->exam, place - 1);
    return STEP_SHOW;
}

/* Handing in what has open questions takes a second line that says so. */
static enum step hand_in(struct exam_face *face, struct lines *lines)
{
    if (exam_unanswered(face->exam) > 0) {
        struct buffer text = {0};
        exam_view_open(&text, face->exam);
        buffer_add_text(&text, " y hands in all the same.");
        exam_face_say(face, buffer_text(&text));
        buffer_fini(&text);
        const char *line = lines_next(lines, face->screen);
        if (line == NULL) {
            return STEP_LEAVE;
        }
        if (strcmp(line, "y") != 0) {
            exam_face_say(face, "Not handed in.");
            return STEP_SHOW;
        }
    }
    (void)exam_hand_in(face->exam);
    return STEP_LEAVE;
}

static enum step one_key(struct exam_face *face, const char *line)
{
    switch (line[1] == '\0' ? line[0] : '\0') {
    case 'n':
        return next(face);
    case 'p':
        return exam_face_previous(face) ? STEP_SHOW : STEP_STAY;
    case 's':
        return exam_skip(face->exam) ? next(face) : STEP_STAY;
    case 'm':
        exam_face_mark(face);
        return STEP_STAY;
    case 'u':
        return exam_face_undo(face) ? STEP_SHOW : STEP_STAY;
    case 'o':
        exam_view_overview(face->screen, face->exam);
        return STEP_STAY;
    case '?':
        exam_view_help(face->screen, false);
        return STEP_STAY;
    case 'q':
        return STEP_LEAVE;
    default:
        lines_not_understood(face->screen, line, exam_face_turn(face)->question->select,
                             ", n or p to go on or back, x to hand in");
        return STEP_STAY;
    }
}

static enum step one_line(struct exam_face *face, const char *line)
{
    const uint32_t chosen = shell_options(exam_face_turn(face)->question, line);
    if (chosen != 0) {
        return exam_answer(face->exam, chosen) ? next(face) : STEP_STAY;
    }
    return line[0] == '#' ? go_to(face, line + 1) : one_key(face, line);
}

static void play(struct exam_face *face, struct lines *lines)
{
    enum step step = STEP_SHOW;
    const char *line = "";
    while (step != STEP_LEAVE && exam_tick(face->exam)) {
        if (step == STEP_SHOW) {
            exam_face_show(face);
        }
        line = lines_next(lines, face->screen);
        if (line == NULL || !exam_tick(face->exam)) {
            break;
        }
        step = strcmp(line, "x") == 0 ? hand_in(face, lines) : one_line(face, line);
    }
    if (line == NULL && exam_unanswered(face->exam) == 0 && feof(lines->input) != 0 &&
        !lines->failed && exam_end(face->exam) == END_OPEN && !exam_failed(face->exam)) {
        (void)exam_hand_in(face->exam);
    }
}

enum shell_end exam_lines(struct exam_face *face, FILE *input)
{
    struct lines lines = {.input = input};
    exam_view_opening(face->screen, face->exam, &face->words, face->minutes);
    play(face, &lines);
    face->write_error = lines.write_error;
    const bool failed = lines.failed || ferror(input) != 0;
    lines_fini(&lines);
    if (exam_failed(face->exam) || failed) {
        return SHELL_FAILED;
    }
    if (exam_end(face->exam) == END_OPEN) {
        exam_face_left(face);
    }
    return SHELL_DONE;
}

void exam_lines_review(struct exam_face *face)
{
    size_t count;
    const struct turn *turns = exam_turns(face->exam, &count);
    exam_view_end(face->screen, exam_end(face->exam));
    exam_view_result(face->screen, face->result, &face->words, face->subject);
    for (size_t i = 0; i < count; i++) {
        exam_view_item(face->screen, &turns[face->result->order[i]], face->result);
    }
}
