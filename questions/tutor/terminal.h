/**
 * Single keys from a terminal.  While it is open the terminal does not wait for Enter and does not
 * echo; it is put back on every way out: at the end, on Ctrl-C, Ctrl-Z, a hang-up, an abort or a
 * crash.  It is never touched while another program has it (job control).
 *
 * There is one terminal in a process, so this module keeps its state in one place of its own: signal
 * handlers have nowhere else to look.
 */
#ifndef QUESTIONS_TUTOR_TERMINAL_H
#define QUESTIONS_TUTOR_TERMINAL_H

#include <stdbool.h>

/** What a call to terminal_key() may say besides a character (below 128, as typed). */
enum terminal_event {
    TERMINAL_END = 256, /* Ctrl-D on its own, or the terminal is gone */
    TERMINAL_INTERRUPT, /* Ctrl-C, or SIGTERM or SIGHUP came: leave */
    TERMINAL_RESIZED,   /* the window has another size */
    TERMINAL_CONTINUED, /* back after a stop, its modes in force again: the screen may be gone */
    TERMINAL_LEFT,      /* arrows */
    TERMINAL_RIGHT,     /* */
    TERMINAL_OTHER,     /* a key we have no use for (other arrows, letters beyond ASCII) */
    TERMINAL_QUIET      /* nothing came in the time that was given */
};

/** Is there a person at both ends: are standard input and standard output a terminal? */
bool terminal_is_here(void);
/** Take the terminal on standard input over; false when it is none. */
bool terminal_open(void);
/** Give it back.  May be called at any time. */
void terminal_close(void);
/** Give it back for a while (the command line edits by its own rules), and take it over again. */
void terminal_suspend(void);
void terminal_resume(void);

/**
 * The same for code that reads standard input by itself and knows nothing of us.  In between, the
 * first Ctrl-C ends its input, as if the file had ended there; a second one, or another signal that
 * asks to leave, ends the program at once.  Without an open terminal both do nothing.
 */
void terminal_lend(void);
void terminal_take_back(void);

/** Wait for a key or an event. */
int terminal_key(void);
/** The same for so many milliseconds at most; negative: for ever. */
int terminal_key_within(int milliseconds);

/**
 * A file descriptor that becomes readable when a signal came, to wait on beside standard input;
 * terminal_signal() then says which event it was (0: none after all).
 */
int terminal_signal_fd(void);
int terminal_signal(void);
/** Which signal other than Ctrl-C's asked to leave, 0 if none; the exit status is 128 + this. */
int terminal_leaving(void);

#endif
