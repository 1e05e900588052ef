/* What the faces for people have in common; see the header. */
#include "questions/tutor/exam_face.h"

#include "questions/text/buffer.h"
#include "questions/text/screen.h"
#include "questions/tutor/present.h"

void exam_face_say(struct exam_face *face, const char *text)
{
    screen_wrap(face->screen, STYLE_PLAIN, 0, 0, text);
}

const struct turn *exam_face_turn(const struct exam_face *face)
{
    size_t count;
    return &exam_turns(face->exam, &count)[exam_at(face->exam)];
}

bool exam_face_goes_on(const struct exam_face *face)
{
    return exam_end(face->exam) == END_OPEN && !exam_failed(face->exam);
}

void exam_face_show(struct exam_face *face)
{
    struct buffer left = {0};
    exam_view_left(&left, exam_left(face->exam));
    present_exam_question(face->screen, exam_face_turn(face), buffer_text(&left));
    buffer_fini(&left);
}

bool exam_face_next(struct exam_face *face)
{
    size_t count;
    (void)exam_turns(face->exam, &count);
    if (exam_at(face->exam) + 1 == count) {
        return false;
    }
    exam_go(face->exam, exam_at(face->exam) + 1);
    return true;
}

bool exam_face_previous(struct exam_face *face)
{
    if (exam_at(face->exam) == 0) {
        exam_face_say(face, "This is the first one.");
        return false;
    }
    exam_go(face->exam, exam_at(face->exam) - 1);
    return true;
}

void exam_face_mark(struct exam_face *face)
{
    if (exam_mark(face->exam)) {
        exam_face_say(face, exam_face_turn(face)->marked ? "Marked." : "No longer marked.");
    }
}

bool exam_face_undo(struct exam_face *face)
{
    const bool undone = exam_undo(face->exam);
    if (undone) {
        exam_face_say(face, "Taken back.");
    } else if (exam_face_goes_on(face)) {
        exam_face_say(face, "There is nothing to take back.");
    }
    return undone;
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
    exam_face_say(face, buffer_text(&text));
    buffer_fini(&text);
}
