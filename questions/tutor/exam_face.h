/**
 * The faces of an exam: a terminal with single keys and a running clock, piped input line by line, and
 * JSON for programs.  Each leads through the exam until it is handed in, timed out or left; the review
 * is shown by another call, once the exam was read again as it stands in the store.
 */
#ifndef QUESTIONS_TUTOR_EXAM_FACE_H
#define QUESTIONS_TUTOR_EXAM_FACE_H

#include <stdbool.h>
#include <stdio.h>

#include "questions/tutor/exam_view.h"
#include "questions/tutor/shell.h"

/** What a face works with; everything is borrowed. */
struct exam_face {
    struct exam *exam;
    const struct subject *subject; /* NULL: no pack is at hand */
    struct screen *screen;
    const struct screen_options *screen_options;
    struct exam_words words;
    int64_t minutes;
    const struct exam_result *result; /* for the reviews; NULL before */
    int write_error; /* errno of what could not be written; else 0.  The faces set it */
};

/** Single keys on a terminal (standard input). */
enum shell_end exam_terminal(struct exam_face *face);
/** What is to become of an exam that goes on while another one was asked for. */
enum exam_choice { EXAM_GO_ON, EXAM_BEGIN_ANEW, EXAM_LEAVE };
/** Ask that on the terminal.  @option  what was said of the other one: "--questions 65" */
enum exam_choice exam_terminal_which(struct exam_face *face, const char *option);
enum shell_end exam_terminal_review(struct exam_face *face);

/**
 * One line of `input` after the other, no prompts.  Where input ends and every question is answered,
 * the exam is handed in; else it is left open.
 */
enum shell_end exam_lines(struct exam_face *face, FILE *input);
void exam_lines_review(struct exam_face *face);

/**
 * One JSON object a line, both ways.  Whoever goes on past the last question has handed in; where
 * input ends before, the exam is left open.
 */
enum shell_end exam_json(struct exam_face *face, FILE *input, FILE *output);
/** {"type":"end",...}; `result` of the face may be NULL: nothing was handed in. */
void exam_json_end(struct exam_face *face, FILE *output);

/* What the faces for people share. */

void exam_face_say(struct exam_face *face, const char *text);
/** The question that is looked at. */
const struct turn *exam_face_turn(const struct exam_face *face);
/** Show it, with the time that is left. */
void exam_face_show(struct exam_face *face);
/** Nothing has ended it, and nothing has failed. */
bool exam_face_goes_on(const struct exam_face *face);

/** Look at the next one, or the one before; false: there is none, which of the first is said. */
bool exam_face_next(struct exam_face *face);
bool exam_face_previous(struct exam_face *face);
/** Mark it, or take the mark away, and say which. */
void exam_face_mark(struct exam_face *face);
/** Take the latest answer back; false: there is none, or it could not be kept. */
bool exam_face_undo(struct exam_face *face);

/** The exam is left open: what the clock does, and how one comes back. */
void exam_face_left(struct exam_face *face);

#endif
