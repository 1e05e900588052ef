/** Texts that may be longer than the window, shown page by page. */
#ifndef QUESTIONS_TUTOR_PAGES_H
#define QUESTIONS_TUTOR_PAGES_H

#include <stdio.h>

#include "questions/text/screen.h"

/** Rows of what is shown next: a prompt, or a question and its prompt. */
#define PAGES_PROMPT   2
#define PAGES_QUESTION 18

/** What is to be shown: between pages_begin() and pages_end() it is written to `screen`. */
struct pages {
    struct screen screen;
    struct screen *real; /* private, as what follows */
    FILE *memory;
    char *text; /* owned */
    size_t length;
};
/** Begin a text for a screen; where memory runs out, it is written there at once. */
void pages_begin(struct pages *pages, struct screen *screen);
/**
 * Show it.  On a terminal, which must be open (terminal.h), a page at a time, and the last one waits, too,
 * where what follows would push it off the screen; elsewhere at once.
 * @after   rows of what follows: PAGES_PROMPT, PAGES_QUESTION
 * @return  false when memory ran out, and then nothing was shown
 */
bool pages_end(struct pages *pages, size_t after);

#endif
