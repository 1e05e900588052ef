/* An exam on a terminal: single keys, and a clock that runs in the prompt. */
#include "questions/item/feedback.h"
#include "questions/text/buffer.h"
#include "questions/text/screen.h"
#include "questions/tutor/exam_face.h"
#include "questions/tutor/keys.h"
#include "questions/tutor/terminal.h"

#define TICK 250 /* milliseconds between two looks at the clock */

/* A face, what it has said already, and what it shows next. */
struct play {
    struct exam_face *face;
    bool warned_five, warned_one;
    bool overview; /* next is the overview, not the question that is looked at */
};

/* Layouts follow the window, which may have changed while nobody looked. */
static void measure(struct exam_face *face)
{
    screen_measure(face->screen, face->screen_options);
}

/* ---- The prompt ---- */

static void draw(struct exam_face *face, const struct prompt *prompt)
{
    struct buffer clock = {0};
    exam_view_clock(&clock, exam_left(face->exam), face->minutes);
    buffer_add_text(&clock, "  ");
    keys_prompt(face->screen, buffer_text(&clock), prompt);
    buffer_fini(&clock);
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
    draw(face, prompt);
    for (;;) {
        const int key = terminal_key_within(TICK);
        if (!exam_tick(face->exam)) {
            screen_gap(face->screen);
            return TERMINAL_QUIET;
        }
        if (key != TERMINAL_QUIET) {
            keys_echo(face->screen, key);
            return keys_meant(key);
        }
        if (warn(play)) {
            shown = exam_left(face->exam);
            draw(face, prompt);
        } else if (exam_left(face->exam) != shown && !face->screen->accessible) {
            shown = exam_left(face->exam);
            (void)fputc('\r', face->screen->file);
            draw(face, prompt);
        }
    }
}

static bool leaves(int key)
{
    return keys_leave(key) || key == TERMINAL_QUIET;
}

/* ---- Steps ---- */

/* Behind the last one comes the overview: what is still open is the learner's to see. */
static enum step next(struct play *play)
{
    play->overview = !exam_face_next(play->face);
    return STEP_NEXT;
}

static enum step answer(struct play *play, uint32_t chosen)
{
    if (!exam_answer(play->face->exam, chosen)) {
        return STEP_LEAVE;
    }
    exam_face_say(play->face, "Saved.");
    return next(play);
}

static enum step skip(struct play *play)
{
    if (!exam_skip(play->face->exam)) {
        return STEP_LEAVE;
    }
    exam_face_say(play->face, "Left open.");
    return next(play);
}

static enum step hand_in(struct play *play)
{
    struct exam_face *face = play->face;
    struct buffer text = {0};
    exam_view_open(&text, face->exam);
    buffer_add_text(&text,
                    exam_unanswered(face->exam) > 0 ? " Hand in all the same?" : " Hand in?");
    screen_gap(face->screen);
    exam_face_say(face, buffer_text(&text));
    buffer_fini(&text);
    const struct prompt prompt = {"y yes, hand in   any other key no", "y, or not"};
    const int key = wait_key(play, &prompt);
    if (leaves(key) && key != 'q') {
        return keys_leave_by(key);
    }
    if (key != 'y') {
        return STEP_NEXT;
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
    case TERMINAL_RIGHT:
        return next(play);
    case 'p':
    case TERMINAL_LEFT:
        return exam_face_previous(face) ? STEP_NEXT : STEP_STAY;
    case 's':
        return skip(play);
    case 'm':
        exam_face_mark(face);
        return STEP_STAY;
    case 'u':
        return exam_face_undo(face) ? STEP_NEXT : STEP_STAY;
    case 'o':
        play->overview = true;
        return STEP_NEXT;
    case 'x':
        return hand_in(play);
    case '?':
        exam_view_help(face->screen, true);
        return STEP_STAY;
    case '\f':
    case TERMINAL_RESIZED:
    case TERMINAL_CONTINUED:
        return STEP_NEXT;
    default:
        keys_say_idle(face->screen, key, "");
        return STEP_STAY;
    }
}

/* ---- A question ---- */

/* Wait for a key while a question is on the screen. */
static int question_wait(struct play *play, const struct question *q, uint32_t chosen)
{
    struct buffer wide = {0}, narrow = {0};
    if (q->select > 1) {
        buffer_addf(&wide, "%zu letters, Enter  ", q->select);
        keys_add_taken(&wide, q, chosen);
        buffer_addf(&narrow, "%zu, Enter ", q->select);
        keys_add_taken(&narrow, q, chosen);
    } else {
        buffer_addf(&wide, "A-%c", feedback_letter(q->option_count - 1));
        buffer_addf(&narrow, "A-%c ? help", feedback_letter(q->option_count - 1));
    }
    /* Where letters and Enter need the room, the help alone tells of marks.  No bare "?" at the end:
     * a key that is shown behind it would look like a second one. */
    buffer_addf(&wide, "  n next  p back%s  o overview  x hand in  ? help",
                q->select > 1 ? "" : "  m mark");
    const struct prompt prompt = {buffer_text(&wide), buffer_text(&narrow)};
    const int key = wait_key(play, &prompt);
    buffer_fini(&wide);
    buffer_fini(&narrow);
    return key;
}

/*
 * Enter hands in the letters of a question with several.  Where there is nothing to hand in it does
 * nothing: one that comes after an answer must not pass over the question that follows.
 */
static enum step enter(struct play *play, uint32_t chosen)
{
    const struct turn *turn = exam_face_turn(play->face);
    const uint32_t before = turn->answered ? turn->chosen : 0;
    if (chosen == before) {
        exam_face_say(play->face, "n goes to the next question.");
        return STEP_STAY;
    }
    if (bits_count(chosen) == turn->question->select) {
        return answer(play, chosen);
    }
    keys_say_how_many(play->face->screen, turn->question);
    return STEP_STAY;
}

/* One question, until another is to be looked at. */
static enum step ask(struct play *play)
{
    struct exam_face *face = play->face;
    const struct turn *turn = exam_face_turn(face);
    const struct question *q = turn->question;
    uint32_t chosen = turn->answered ? turn->chosen : 0;
    enum step step = STEP_STAY;
    measure(face);
    exam_face_show(face);
    while (step == STEP_STAY && exam_face_goes_on(face)) {
        const int key = question_wait(play, q, chosen);
        const size_t option = shell_option(q, key);
        if (leaves(key)) {
            step = keys_leave_by(key);
        } else if (option != SIZE_MAX && q->select == 1) {
            step = answer(play, (uint32_t)1 << option);
        } else if (option != SIZE_MAX) {
            chosen ^= (uint32_t)1 << option;
        } else if (keys_enter(key)) {
            step = enter(play, chosen);
        } else {
            step = question_key(play, key);
        }
    }
    return step;
}

/* ---- The overview ---- */

/* Enter in the overview: to the question whose number was typed, else back. */
static void overview_enter(struct play *play, size_t number)
{
    struct exam_face *face = play->face;
    size_t count;
    (void)exam_turns(face->exam, &count);
    if (number > count) {
        exam_face_say(face, "There is no question of that number.");
        play->overview = true;
    } else if (number > 0) {
        exam_go(face->exam, number - 1);
    }
}

/* Wait for a key below the overview.  @number  typed so far; 0: none */
static int overview_wait(struct play *play, size_t number)
{
    struct buffer wide = {0};
    buffer_add_text(&wide, "number, Enter: go there  Enter: back  x hand in  q leave");
    if (number > 0) {
        buffer_addf(&wide, "  [%zu]", number);
    }
    const struct prompt prompt = {buffer_text(&wide),
                                  number > 0 ? "Enter goes there" : "number, Enter, x, q"};
    const int key = wait_key(play, &prompt);
    buffer_fini(&wide);
    return key;
}

static enum step overview(struct play *play)
{
    struct exam_face *face = play->face;
    size_t number = 0;
    play->overview = false;
    measure(face);
    exam_view_overview(face->screen, face->exam);
    while (exam_face_goes_on(face)) {
        const int key = overview_wait(play, number);
        if (leaves(key)) {
            return keys_leave_by(key);
        }
        if (keys_enter(key)) {
            overview_enter(play, number);
            return STEP_NEXT;
        }
        if (key == 'x') {
            return hand_in(play);
        }
        if (key == TERMINAL_RESIZED || key == TERMINAL_CONTINUED) {
            play->overview = true;
            return STEP_NEXT;
        }
        number = keys_number(number, key);
    }
    return STEP_LEAVE;
}

/* ---- Which exam ---- */

enum exam_choice exam_terminal_which(struct exam_face *face, const char *option)
{
    int key = 0;
    if (!terminal_open()) {
        return EXAM_LEAVE;
    }
    exam_view_unfinished(face->screen, face->exam, &face->words, face->minutes, option);
    while (key != 'g' && key != 'n' && !keys_leave(key)) {
        key = keys_ask(face->screen, "g go on with it   n hand it in and begin another   q neither",
                       "g go on  n new  q");
    }
    terminal_close();
    return key == 'g' ? EXAM_GO_ON : key == 'n' ? EXAM_BEGIN_ANEW : EXAM_LEAVE;
}

/* ---- The exam ---- */

enum shell_end exam_terminal(struct exam_face *face)
{
    struct play play = {.face = face};
    enum step step = STEP_NEXT;
    if (!terminal_open()) {
        return SHELL_FAILED;
    }
    play.warned_five = exam_left(face->exam) <= 300; /* the opening says how much is left */
    play.warned_one = exam_left(face->exam) <= 60;
    exam_view_opening(face->screen, face->exam, &face->words, face->minutes);
    while (step == STEP_NEXT && exam_face_goes_on(face)) {
        step = play.overview ? overview(&play) : ask(&play);
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
