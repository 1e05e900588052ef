/** Single keys: prompts that say what may be pressed, the key that was, and where it leads. */
#ifndef QUESTIONS_TUTOR_KEYS_H
#define QUESTIONS_TUTOR_KEYS_H

#include <stdbool.h>
#include <stdint.h>

#include "questions/item/question.h"
#include "questions/text/buffer.h"
#include "questions/text/screen.h"

/** Where a key leads. */
enum step {
    STEP_STAY, /* it is dealt with */
    STEP_NEXT, /* to whatever is to be shown next */
    STEP_LEAVE,
    STEP_INTERRUPTED /* as STEP_LEAVE, by Ctrl-C */
};

bool keys_enter(int key);
/** A key or an event that leaves: q, Ctrl-D, Ctrl-C, a signal. */
bool keys_leave(int key);
/** The step of a key that leaves. */
enum step keys_leave_by(int key);

/**
 * The key that is meant: with Caps Lock on, "S" skips as "s" does.  Letters that may be options (A to I)
 * stay as they are: "H" is one where "h" is a hint.
 */
int keys_meant(int key);

/** A number typed digit by digit, up to four; any other key begins it anew (0). */
size_t keys_number(size_t number, int key);

/** What a prompt says: the keys that are worth knowing now; on a narrow window the way to the others. */
struct prompt {
    const char *wide, *narrow;
};
/** Write a prompt where the cursor stands.  @lead  in front of it; "" for nothing */
void keys_prompt(struct screen *screen, const char *lead, const struct prompt *prompt);
/** Show which key was taken, and end the prompt's line. */
void keys_echo(struct screen *screen, int key);

/** A prompt in a line of its own, then a key, which is shown; the key that is meant. */
int keys_ask(struct screen *screen, const char *wide, const char *narrow);
/**
 * The same for an open question; keys that say nothing there are passed over.
 * @chosen  letters taken so far, where several are wanted
 * @hints   whether "h" gives one
 */
int keys_ask_answer(struct screen *screen, const struct question *question, uint32_t chosen,
                    bool hints);

/**
 * Say that a key does nothing while a question is open; nothing of keys that print nothing.
 * @later  those that do something after an answer
 */
void keys_say_idle(struct screen *screen, int key, const char *later);
/** The same while a verdict is on the screen. */
void keys_say_answered(struct screen *screen, int key);

/** The letters taken so far, between brackets: "[AC]". */
void keys_add_taken(struct buffer *out, const struct question *question, uint32_t chosen);
/** Enter came while it was not as many as the question wants: say how many that is. */
void keys_say_how_many(struct screen *screen, const struct question *question);

#endif
