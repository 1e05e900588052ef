/* An exam on a terminal: single keys, and a clock that runs in the prompt. */
#include <stdlib.h>
#include <string.h>

#include "questions/item/feedback.h"
#include "questions/text/buffer.h"
#include "questions/text/screen.h"
#include "questions/tutor/exam_face.h"
#include "questions/tutor/present.h"
#include "questions/tutor/terminal.h"

#define TICK 250 /* milliseconds between two looks at the clock */

/* Where a step leaves us. */
enum step { STEP_STAY, STEP_SHOW, STEP_OVERVIEW, STEP_LEAVE, STEP_INTERRUPTED };

/* A face and what it has said already. */
struct play {
    struct exam_face *face;
    bool warned_five, warned_one;
};

static void say(struct exam_face *face, const char *text)
{
    screen_wrap(face->screen, STYLE_PLAIN, 0, 0, text);
}

static bool goes_on(const struct exam_face *face)
{
    return exam_end(face->exam) == END_OPEN && !exam_failed(face->exam);
}

static const struct turn *current(const struct exam_face *face)
{
    size_t count;
    return &exam_turns(face->exam, &count)[exam_at(face->exam)];
}

/* Layouts follow the window, which may have changed while nobody looked. */
static void measure(struct exam_face *face)
{
    screen_measure(face->screen, face->screen_options);
}

/* ---- The prompt ---- */

/* A prompt: what is worth knowing now, and less of it for a narrow window. */
struct prompt {
    const char *wide, *narrow;
};

static void draw(struct exam_face *face, const struct prompt *prompt, bool clock)
{
    struct buffer text = {0};
    if (clock) {
        exam_view_clock(&text, exam_left(face->exam), face->minutes);
        buffer_add_text(&text, "  ");
    }
    const size_t room = face->screen->width;
    const bool fits = text.length + strlen(prompt->wide) + 3 <= room;
    buffer_add_text(&text, fits ? prompt->wide : prompt->narrow);
    screen_put(face->screen, STYLE_FAINT, buffer_text(&text));
    screen_put(face->screen, STYLE_PLAIN, " ");
    (void)fflush(face->screen->file);
    buffer_fini(&text);
}

/* Show which key was taken, and end the prompt's line. */
static void echo(struct exam_face *face, int key)
{
    const char text[] = {(char)(key >= 0x20 && key < 0x7f ? key : ' '), '\0'};
    screen_put(face->screen, STYLE_PLAIN, text);
    screen_gap(face->screen);
}

/* Say once that time runs short; the prompt's line is over then. */
static bool warn(struct play *play)
{
    const int64_t left = exam_left(play->face->exam);
    const bool one = left <= 60 && !play->warned_one;
    const bool five = left <= 300 && !play->warned_five;
    play->warned_one = play->warned_one || one;
    play->warned_five = play->warned_five || five;
    if (one || five) {
        screen_gap(play->face->screen);
        screen_wrap(play->face->screen, STYLE_STRONG, 0, 0,
                    one ? "One minute left." : "Five minutes left.");
    }
    return one || five;
}

/*
 * Wait for a key while the clock runs.  The prompt is written anew in its line every second, except
 * in accessible mode, where nothing on the screen may change by itself.
 * @return TERMINAL_QUIET when the exam is over
 */
static int wait_key(struct play *play, const struct prompt *prompt)
{
    struct exam_face *face = play->face;
    screen_gap(face->screen);
    int64_t shown = exam_left(face->exam);
    draw(face, prompt, true);
    for (;;) {
        const int key = terminal_key_within(TICK);
        if (!exam_tick(face->exam)) {
            screen_gap(face->screen);
            return TERMINAL_QUIET;
        }
        if (key != TERMINAL_QUIET) {
            return key;
        }
        if (warn(play)) {
            shown = exam_left(face->exam);
            draw(face, prompt, true);
        } else if (exam_left(face->exam) != shown && !face->screen->accessible) {
            shown = exam_left(face->exam);
            (void)fputc('\r', face->screen->file);
            draw(face, prompt, true);
        }
    }
}

/* ---- Steps ---- */

static bool is_enter(int key)
{
    return key == '\n' || key == '\r';
}

static bool leaves(int key)
{
    return key == 'q' || key == TERMINAL_END || key == TERMINAL_INTERRUPT || key == TERMINAL_QUIET;
}

static enum step leave_by(int key)
{
    return key == TERMINAL_INTERRUPT ? STEP_INTERRUPTED : STEP_LEAVE;
}

static enum step next(struct exam_face *face)
{
    size_t count;
    (void)exam_turns(face->exam, &count);
    if (exam_at(face->exam) + 1 == count) {
        return STEP_OVERVIEW;
    }
    exam_go(face->exam, exam_at(face->exam) + 1);
    return STEP_SHOW;
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

static enum step answer(struct exam_face *face, uint32_t chosen)
{
    if (!exam_answer(face->exam, chosen)) {
        return STEP_LEAVE;
    }
    say(face, "Saved.");
    return next(face);
}

static enum step skip(struct exam_face *face)
{
    if (!exam_skip(face->exam)) {
        return STEP_LEAVE;
    }
    say(face, "Left open.");
    return next(face);
}

static enum step mark(struct exam_face *face)
{
    if (!exam_mark(face->exam)) {
        return STEP_LEAVE;
    }
    say(face, current(face)->marked ? "Marked." : "No longer marked.");
    return STEP_STAY;
}

static enum step undo(struct exam_face *face)
{
    if (exam_undo(face->exam)) {
        say(face, "Taken back.");
        return STEP_SHOW;
    }
    if (goes_on(face)) {
        say(face, "There is nothing to take back.");
    }
    return STEP_STAY;
}

static enum step hand_in(struct play *play)
{
    struct exam_face *face = play->face;
    struct buffer text = {0};
    exam_view_open(&text, face->exam);
    buffer_add_text(&text,
                    exam_unanswered(face->exam) > 0 ? " Hand in all the same?" : " Hand in?");
    screen_gap(face->screen);
    say(face, buffer_text(&text));
    buffer_fini(&text);
    const struct prompt prompt = {"y yes, hand in   any other key no", "y, or not"};
    const int key = wait_key(play, &prompt);
    echo(face, key);
    if (key == TERMINAL_INTERRUPT || key == TERMINAL_END || key == TERMINAL_QUIET) {
        return leave_by(key);
    }
    if (key != 'y') {
        return STEP_SHOW;
    }
    (void)exam_hand_in(face->exam);
    return STEP_LEAVE;
}

/* A key that is no option. */
static enum step question_key(struct play *play, int key)
{
    struct exam_face *face = play->face;
    switch (key) {
    case 'n':
    case ' ':
        return next(face);
    case 'p':
        return previous(face);
    case 's':
        return skip(face);
    case 'm':
        return mark(face);
    case 'u':
        return undo(face);
    case 'o':
        return STEP_OVERVIEW;
    case 'x':
        return hand_in(play);
    case '?':
        exam_view_help(face->screen, true);
        return STEP_STAY;
    case TERMINAL_RESIZED:
    case TERMINAL_CONTINUED:
        return STEP_SHOW;
    default:
        return STEP_STAY;
    }
}

/* ---- A question ---- */

static void show(struct exam_face *face)
{
    struct buffer left = {0};
    measure(face);
    exam_view_left(&left, exam_left(face->exam));
    present_exam_question(face->screen, current(face), buffer_text(&left));
    buffer_fini(&left);
}

/* The letters taken so far, between brackets. */
static void add_taken(const struct question *q, uint32_t chosen, struct buffer *text)
{
    buffer_add_char(text, '[');
    for (size_t i = 0; i < q->option_count; i++) {
        if ((chosen >> i & 1) != 0) {
            buffer_add_char(text, feedback_letter(i));
        }
    }
    buffer_add_char(text, ']');
}

/* Wait for a key while a question is on the screen. */
static int question_wait(struct play *play, const struct question *q, uint32_t chosen)
{
    struct buffer wide = {0}, narrow = {0};
    if (q->select > 1) {
        buffer_addf(&wide, "%zu letters, then Enter  ", q->select);
        add_taken(q, chosen, &wide);
        buffer_addf(&narrow, "%zu, Enter ", q->select);
        add_taken(q, chosen, &narrow);
    } else {
        buffer_addf(&wide, "A-%c", feedback_letter(q->option_count - 1));
        buffer_addf(&narrow, "A-%c or ?", feedback_letter(q->option_count - 1));
    }
    buffer_add_text(&wide, "  n next  p back  m mark  o overview  x hand in  ?");
    const struct prompt prompt = {buffer_text(&wide), buffer_text(&narrow)};
    const int key = wait_key(play, &prompt);
    buffer_fini(&wide);
    buffer_fini(&narrow);
    return key;
}

/* Enter: hands in the letters of a question with several, where they are others than before. */
static enum step enter(struct exam_face *face, uint32_t chosen)
{
    const struct turn *turn = current(face);
    const uint32_t before = turn->answered ? turn->chosen : 0;
    if (turn->question->select == 1 || chosen == before) {
        return next(face);
    }
    if (bits_count(chosen) == turn->question->select) {
        return answer(face, chosen);
    }
    struct buffer text = {0};
    buffer_addf(&text, "Choose %zu options: a letter takes one, the same letter lets it go.",
                turn->question->select);
    say(face, buffer_text(&text));
    buffer_fini(&text);
    return STEP_STAY;
}

/* One question, until another is to be looked at. */
static enum step ask(struct play *play)
{
    struct exam_face *face = play->face;
    const struct question *q = current(face)->question;
    uint32_t chosen = current(face)->answered ? current(face)->chosen : 0;
    enum step step = STEP_STAY;
    show(face);
    while (step == STEP_STAY && goes_on(face)) {
        const int key = question_wait(play, q, chosen);
        echo(face, key);
        const size_t option = shell_option(q, key);
        if (leaves(key)) {
            step = leave_by(key);
        } else if (option != SIZE_MAX && q->select == 1) {
            step = answer(face, (uint32_t)1 << option);
        } else if (option != SIZE_MAX) {
            chosen ^= (uint32_t)1 << option;
        } else if (is_enter(key)) {
            step = enter(face, chosen);
        } else {
            step = question_key(play, key);
        }
    }
    return step;
}

/* ---- The overview ---- */

/* Enter in the overview: to the question whose number was typed, else back. */
static enum step overview_enter(struct exam_face *face, size_t number)
{
    size_t count;
    (void)exam_turns(face->exam, &count);
    if (number > count) {
        say(face, "There is no question of that number.");
        return STEP_OVERVIEW;
    }
    if (number > 0) {
        exam_go(face->exam, number - 1);
    }
    return STEP_SHOW;
}

static enum step overview(struct play *play)
{
    struct exam_face *face = play->face;
    size_t number = 0;
    measure(face);
    exam_view_overview(face->screen, face->exam);
    while (goes_on(face)) {
        struct buffer wide = {0};
        buffer_addf(&wide, "number, Enter: go there  Enter: back  x hand in  q leave  [%zu]",
                    number);
        const struct prompt none = {"number, Enter: go there  Enter: back  x hand in  q leave",
                                    "number, x, q"};
        const struct prompt some = {buffer_text(&wide), "Enter goes there"};
        const int key = wait_key(play, number > 0 ? &some : &none);
        buffer_fini(&wide);
        echo(face, key);
        if (leaves(key)) {
            return leave_by(key);
        }
        if (is_enter(key)) {
            return overview_enter(face, number);
        }
        if (key == 'x') {
            return hand_in(play);
        }
        if (key == TERMINAL_RESIZED || key == TERMINAL_CONTINUED) {
            return STEP_OVERVIEW;
        }
        const bool digit = key >= '0' && key <= '9';
        number = digit && number < 1000 ? number * 10 + (size_t)(key - '0') : 0;
    }
    return STEP_LEAVE;
}

/* ---- The exam ---- */

enum shell_end exam_terminal(struct exam_face *face)
{
    struct play play = {.face = face};
    enum step step = STEP_SHOW;
    if (!terminal_open()) {
        return SHELL_FAILED;
    }
    play.warned_five = exam_left(face->exam) <= 300; /* the opening says how much is left */
    play.warned_one = exam_left(face->exam) <= 60;
    exam_view_opening(face->screen, face->exam, &face->words, face->minutes);
    while (step != STEP_LEAVE && step != STEP_INTERRUPTED && goes_on(face)) {
        step = step == STEP_OVERVIEW ? overview(&play) : ask(&play);
    }
    const int signal = terminal_leaving();
    terminal_close();
    if (exam_failed(face->exam)) {
        return SHELL_FAILED;
    }
    if (signal != 0) {
        return SHELL_TERMINATED;
    }
    if (exam_end(face->exam) == END_OPEN) {
        exam_face_left(face);
    }
    return step == STEP_INTERRUPTED && exam_end(face->exam) == END_OPEN ? SHELL_INTERRUPTED
                                                                        : SHELL_DONE;
}

/* ---- The review ---- */

/* Wait for Enter; other keys tell more of the item.  @turn NULL: none is on the screen yet */
static int review_key(struct exam_face *face, const struct turn *turn, const struct prompt *prompt)
{
    for (;;) {
        screen_gap(face->screen);
        draw(face, prompt, false);
        const int key = terminal_key();
        echo(face, key);
        if (leaves(key) || is_enter(key) || key == ' ') {
            return key;
        }
        measure(face);
        if (turn != NULL && key == 'o') {
            present_other_options(face->screen, turn, face->result->weights);
        } else if (turn != NULL && key == 'y') {
            present_verdict(face->screen, turn, face->result->weights, true);
        } else if (turn != NULL && (key == TERMINAL_RESIZED || key == TERMINAL_CONTINUED)) {
            exam_view_item(face->screen, turn, face->result);
        } else if (key == TERMINAL_RESIZED || key == TERMINAL_CONTINUED) {
            exam_view_result(face->screen, face->result, &face->words, face->subject);
        }
    }
}

static int review(struct exam_face *face)
{
    static const struct prompt first = {"Enter the questions, those to look at first   q end",
                                        "Enter, or q"};
    static const struct prompt each = {"Enter next   y why  o others  q end", "Enter, y, o or q"};
    size_t count;
    const struct turn *turns = exam_turns(face->exam, &count);
    exam_view_end(face->screen, exam_end(face->exam));
    exam_view_result(face->screen, face->result, &face->words, face->subject);
    int key = review_key(face, NULL, &first);
    for (size_t i = 0; i < count && !leaves(key); i++) {
        const struct turn *turn = &turns[face->result->order[i]];
        exam_view_item(face->screen, turn, face->result);
        key = review_key(face, turn, &each);
    }
    return key;
}

enum shell_end exam_terminal_review(struct exam_face *face)
{
    if (!terminal_open()) {
        return SHELL_FAILED;
    }
    const int key = review(face);
    const int signal = terminal_leaving();
    terminal_close();
    return signal != 0                 ? SHELL_TERMINATED
           : key == TERMINAL_INTERRUPT ? SHELL_INTERRUPTED
                                       : SHELL_DONE;
}
