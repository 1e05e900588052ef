/** Prompts for single keys: what may be pressed, and which key was. */
#ifndef QUESTIONS_TUTOR_KEYS_H
#define QUESTIONS_TUTOR_KEYS_H

#include <stdbool.h>
#include <stdint.h>

#include "questions/item/question.h"
#include "questions/text/screen.h"

/** The keys that are worth knowing now; on a narrow window only the way to the others. */
void keys_prompt(struct screen *screen, const char *text, const char *narrow);
/**
 * The same for an open question.
 * @chosen  letters taken so far, where several are wanted
 * @hints   whether "h" gives one
 */
void keys_question(struct screen *screen, const struct question *question, uint32_t chosen,
                   bool hints);
/** Show which key was taken, and end the prompt's line. */
void keys_echo(struct screen *screen, int key);

bool keys_enter(int key);
/** A key or an event that leaves: q, Ctrl-D, Ctrl-C, a signal. */
bool keys_leave(int key);

#endif
