/*
 * The review on a terminal: the result, then each question with its verdict, those that were not right
 * first.  One moves on, back, or to a question by its number.
 */
#include <string.h>

#include "questions/text/buffer.h"
#include "questions/text/screen.h"
#include "questions/tutor/exam_face.h"
#include "questions/tutor/keys.h"
#include "questions/tutor/pages.h"
#include "questions/tutor/present.h"
#include "questions/tutor/terminal.h"

struct review {
    struct exam_face *face;
    const struct turn *turns;
    size_t count;
    size_t page;   /* 0: the result; then the questions in the order of the review */
    size_t number; /* typed so far; 0: none */
};

/* The question on the screen; NULL: the result is. */
static const struct turn *on_screen(const struct review *review)
{
    return review->page > 0 ? &review->turns[review->face->result->order[review->page - 1]] : NULL;
}

static void show(struct review *review)
{
    struct exam_face *face = review->face;
    screen_measure(face->screen, face->screen_options);
    if (review->page > 0) {
        exam_view_item(face->screen, on_screen(review), face->result);
        return;
    }
    struct pages pages;
    pages_begin(&pages, face->screen);
    exam_view_result(&pages.screen, face->result, &face->words, face->subject);
    if (!pages_end(&pages, PAGES_PROMPT)) {
        exam_face_say(face, "Memory ran out.");
    }
}

static int wait_key(struct review *review)
{
    struct buffer wide = {0};
    const bool last = review->page == review->count;
    buffer_add_text(&wide, review->page == 0 ? "Enter the questions, those to look at first"
                           : last            ? "Enter end   p back  y why  o others"
                                             : "Enter next   p back  y why  o others");
    buffer_add_text(&wide, last ? "  ? help" : "  ? help  q end");
    if (review->number > 0) {
        buffer_addf(&wide, "  [%zu]", review->number);
    }
    const int key = keys_ask(review->face->screen, buffer_text(&wide),
                             review->number > 0 ? "Enter goes there" : "Enter, or ?");
    buffer_fini(&wide);
    return key;
}

/* To the question whose number was typed. */
static enum step go_to(struct review *review, size_t number)
{
    for (size_t page = 1; page <= review->count; page++) {
        if (review->face->result->order[page - 1] == number - 1) {
            review->page = page;
            return STEP_NEXT;
        }
    }
    exam_face_say(review->face, "There is no question of that number.");
    return STEP_STAY;
}

static enum step next(struct review *review)
{
    if (review->page == review->count) {
        return STEP_LEAVE;
    }
    review->page++;
    return STEP_NEXT;
}

static enum step previous(struct review *review)
{
    if (review->page == 0) {
        exam_face_say(review->face, "This is the result; the questions come after it.");
        return STEP_STAY;
    }
    review->page--;
    return STEP_NEXT;
}

/* More about the question on the screen. */
static enum step tell_more(struct review *review, int key)
{
    struct exam_face *face = review->face;
    const struct turn *turn = on_screen(review);
    if (turn == NULL) {
        exam_face_say(face, "Enter first goes to a question.");
    } else if (key == 'o') {
        present_other_options(face->screen, turn, face->result->weights);
    } else {
        present_verdict(face->screen, turn, face->result->weights, true);
    }
    return STEP_STAY;
}

static enum step press(struct review *review, int key)
{
    const size_t number = review->number;
    review->number = keys_number(number, key);
    switch (key) {
    case '\n':
    case '\r':
        return number > 0 ? go_to(review, number) : next(review);
    case 'n':
    case ' ':
    case TERMINAL_RIGHT:
        return next(review);
    case 'p':
    case TERMINAL_LEFT:
        return previous(review);
    case 'y':
    case 'o':
        return tell_more(review, key);
    case '?':
        exam_view_review_help(review->face->screen);
        return STEP_STAY;
    case TERMINAL_RESIZED:
    case TERMINAL_CONTINUED:
        return STEP_NEXT;
    default:
        return STEP_STAY;
    }
}

static enum step turn_pages(struct review *review)
{
    enum step step = STEP_NEXT;
    while (step == STEP_NEXT || step == STEP_STAY) {
        if (step == STEP_NEXT) {
            show(review);
        }
        const int key = wait_key(review);
        step = keys_leave(key) ? keys_leave_by(key) : press(review, key);
    }
    return step;
}

enum shell_end exam_terminal_review(struct exam_face *face)
{
    struct review review = {.face = face};
    review.turns = exam_turns(face->exam, &review.count);
    if (!terminal_open()) {
        return SHELL_FAILED;
    }
    exam_view_end(face->screen, exam_end(face->exam));
    const enum step step = turn_pages(&review);
    const int signal = terminal_leaving();
    terminal_close();
    return signal != 0                ? SHELL_TERMINATED
           : step == STEP_INTERRUPTED ? SHELL_INTERRUPTED
                                      : SHELL_DONE;
}
