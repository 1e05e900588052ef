/**
 * The faces that a session shows: a terminal with single keys, piped input line by line, and JSON
 * for programs.  They only translate: whatever is to be known or decided is in session.h, and what
 * a person reads is in present.h.
 */
#ifndef QUESTIONS_TUTOR_SHELL_H
#define QUESTIONS_TUTOR_SHELL_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "questions/text/screen.h"
#include "questions/tutor/command_line.h"
#include "questions/tutor/session.h"

enum shell_end {
    SHELL_DONE,
    SHELL_INTERRUPTED, /* Ctrl-C */
    SHELL_TERMINATED,  /* another signal asked us to leave: terminal_leaving() */
    SHELL_FAILED       /* session_failed(), or input could not be read */
};

/** What a face works with; everything is borrowed. */
struct shell {
    struct session *session;
    const struct subject *subject; /* NULL: a bank is asked, and no pack is at hand */
    struct screen *screen;
    const struct screen_options *screen_options;
    const char *version;
    struct session_clock clock;
    bool confidence;     /* ask how sure one is before the verdict */
    size_t most;         /* questions to ask; SIZE_MAX: until the learner has enough */
    size_t before;       /* answered when the face began; the faces set it */
    const char *history; /* file of the command line's history; NULL: none */
    /** Run a command of the program other than the shell's own. */
    void (*run)(void *context, const char *line);
    command_line_candidates candidates;
    void *context;
    int write_error; /* errno of what could not be written; else 0.  The faces set it */
};

/** Single keys on a terminal (standard input). */
enum shell_end shell_terminal(struct shell *shell);
/** One line of `input` after the other, no prompts. */
enum shell_end shell_lines(struct shell *shell, FILE *input);
/** One JSON object a line, both ways, as the interface promises. */
enum shell_end shell_json(struct shell *shell, FILE *input, FILE *output);

/* What the faces share. */

/** Have as many questions been answered as were wanted?  An answer taken back does not count. */
bool shell_enough(const struct shell *shell);

/**
 * The option that a key names: digits 1 to 9, capitals A to Z, and small letters as far as the keys
 * with another meaning let them, which is a to i.  SIZE_MAX: none of the question's.
 */
size_t shell_option(const struct question *question, int key);
/** "C", "A C", "AC": the options named, as many as are wanted, none twice; 0 when it is no answer. */
uint32_t shell_options(const struct question *question, const char *line);
/** The table of the question's decision, its row marked; that there is none, where there is. */
void shell_table(struct screen *screen, const struct question *question);
/** "encrypted=no shared=yes" applied to the question's case; says what is wrong with the words. */
void shell_what_if(struct shell *shell, const struct question *question, const char *words);

/**
 * Mark the latest question, or take its mark away, and say which.
 * @turn  that question; NULL at the end of a round
 */
void shell_mark(struct shell *shell, const struct turn *turn);

/** Give a hint to the open question, or say that there is none. */
void shell_hint(struct shell *shell, const struct turn *turn);
/** Is one of these options struck out by a hint?  Then that is said, and they are no answer. */
bool shell_struck(struct shell *shell, const struct turn *turn, uint32_t chosen);
/** How sure "1", "2" and "3" are: 0 to 100; -1: the key says nothing of that kind. */
int shell_confidence(int key);
/** Judge an answer.  @confidence  0 to 100, -1: nothing was said */
bool shell_answer(struct shell *shell, uint32_t chosen, int confidence);

/** What a line after ":" asks the face itself to do. */
enum shell_act { ACT_NONE, ACT_HINT, ACT_SKIP, ACT_MARK, ACT_UNDO, ACT_NEXT, ACT_QUIT };
/** Run a line of the command line; what only the face can do is returned. */
enum shell_act shell_command(struct shell *shell, const char *line);
/** The shell's own commands, "what-if" and the like; NULL after the last. */
const char *shell_own_command(size_t index);

#endif
