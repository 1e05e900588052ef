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

static void say(struct exam_face *face, const char *text)
{
    screen_wrap(face->screen, STYLE_PLAIN, 0, 0, text);
}

void exam_face_left(struct exam_face *face)
{
    struct buffer text = {0};
    size_t count;
    (void)exam_turns(face->exam, &count);
    buffer_addf(&text, "The exam stays open: %zu of %zu answered, ",
                count - exam_unanswered(face->exam), count);
    exam_view_left(&text, exam_left(face->exam));
    buffer_add_text(&text, ". The clock goes on; `amiquiz exam` comes back to it.");
    screen_gap(face->screen);
    screen_wrap(face->screen, STYLE_PLAIN, 0, 0, buffer_text(&text));
    buffer_fini(&text);
}

static const struct turn *current(const struct exam_face *face)
{
    size_t count;
    return &exam_turns(face->exam, &count)[exam_at(face->exam)];
}

static void show(struct exam_face *face)
{
    struct buffer left = {0};
    exam_view_left(&left, exam_left(face->exam));
    present_exam_question(face->screen, current(face), buffer_text(&left));
    buffer_fini(&left);
}

/* Behind the last one comes the overview: what is still open is the learner's to see. */
static enum step next(struct exam_face *face)
{
    size_t count;
    (void)exam_turns(face->exam, &count);
    if (exam_at(face->exam) + 1 < count) {
        exam_go(face->exam, exam_at(face->exam) + 1);
        return STEP_SHOW;
    }
    exam_view_overview(face->screen, face->exam);
    say(face, "This was the last one. x hands in, #1 goes to the first.");
    return STEP_STAY;
}

static enum step previous(struct exam_face *face)
{
    if (exam_at(face->exam) == 0) {
        say(face, "This is the first one.");
        return STEP_STAY;
    }
    exam_go(face->exam, exam_at(face->exam) - 1);
    return STEP_SHOW;
}

static enum step undo(struct exam_face *face)
{
    if (exam_undo(face->exam)) {
        say(face, "Taken back.");
        return STEP_SHOW;
    }
    if (exam_end(face->exam) == END_OPEN && !exam_failed(face->exam)) {
        say(face, "There is nothing to take back.");
    }
    return STEP_STAY;
}

static enum step mark(struct exam_face *face)
{
    if (exam_mark(face->exam)) {
        say(face, current(face)->marked ? "Marked." : "No longer marked.");
    }
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
        say(face, buffer_text(&text));
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
        say(face, buffer_text(&text));
        buffer_fini(&text);
        const char *line = lines_next(lines, face->screen->file);
        if (line == NULL) {
            return STEP_LEAVE;
        }
        if (strcmp(line, "y") != 0) {
            say(face, "Not handed in.");
            return STEP_SHOW;
        }
    }
    (void)exam_hand_in(face->exam);
    return STEP_LEAVE;
}

static enum step not_understood(struct exam_face *face, const char *line)
{
    struct buffer text = {0};
    const size_t select = current(face)->question->select;
    buffer_addf(&text, "\"%s\" is no answer here. Write ", short_text(line).text);
    if (select > 1) {
        buffer_addf(&text, "the letters of %zu options", select);
    } else {
        buffer_add_text(&text, "the letter of an option");
    }
    buffer_add_text(&text, ", n or p to go on or back, x to hand in, or ? for help.");
    say(face, buffer_text(&text));
    buffer_fini(&text);
    return STEP_STAY;
}

static enum step one_key(struct exam_face *face, const char *line)
{
    switch (line[1] == '\0' ? line[0] : '\0') {
    case 'n':
        return next(face);
    case 'p':
        return previous(face);
    case 's':
        return exam_skip(face->exam) ? next(face) : STEP_STAY;
    case 'm':
        return mark(face);
    case 'u':
        return undo(face);
    case 'o':
        exam_view_overview(face->screen, face->exam);
        return STEP_STAY;
    case '?':
        exam_view_help(face->screen, false);
        return STEP_STAY;
    case 'q':
        return STEP_LEAVE;
    default:
        return not_understood(face, line);
    }
}

static enum step one_line(struct exam_face *face, const char *line)
{
    const uint32_t chosen = shell_options(current(face)->question, line);
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
            show(face);
        }
        line = lines_next(lines, face->screen->file);
        if (line == NULL || !exam_tick(face->exam)) {
            break;
        }
        step = strcmp(line, "x") == 0 ? hand_in(face, lines) : one_line(face, line);
    }
    if (line == NULL && exam_unanswered(face->exam) == 0 && feof(lines->input) != 0 &&
        exam_end(face->exam) == END_OPEN && !exam_failed(face->exam)) {
        (void)exam_hand_in(face->exam);
    }
}

enum shell_end exam_lines(struct exam_face *face, FILE *input)
{
    struct lines lines = {.input = input};
    exam_view_opening(face->screen, face->exam, &face->words, face->minutes);
    play(face, &lines);
    lines_fini(&lines);
    if (exam_failed(face->exam) || ferror(input)) {
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
