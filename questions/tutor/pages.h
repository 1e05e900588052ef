/** A text that may be longer than the window, shown page by page between two questions. */
#ifndef QUESTIONS_TUTOR_PAGES_H
#define QUESTIONS_TUTOR_PAGES_H

struct screen; /* questions/text/screen.h */

/**
 * Show lines that are laid out already.  On a terminal, which must be open (terminal.h), a page at a
 * time, and the last one waits, too, where the question that follows would push it off the screen;
 * elsewhere at once.
 */
void pages_show(struct screen *screen, const char *text);

#endif
