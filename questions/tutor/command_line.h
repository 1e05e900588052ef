/**
 * The command line behind ":": readline with completion and a history of its own.  The only file that includes
 * readline is command_line.c.
 */
#ifndef QUESTIONS_TUTOR_COMMAND_LINE_H
#define QUESTIONS_TUTOR_COMMAND_LINE_H

#include <stdbool.h>
#include <stddef.h>

/**
 * Words that may stand where the cursor is.
 * @line   the line before the word that is being completed
 * @index  0, 1, 2, ...
 * @return a candidate, however it begins, or NULL after the last; valid until the next call
 */
typedef const char *(*command_line_candidates)(void *context, const char *line, size_t index);

enum command_line_end {
    COMMAND_LINE_DONE,      /* a line was entered */
    COMMAND_LINE_CANCELLED, /* Ctrl-C, Ctrl-D, or nothing was added to the preset */
    COMMAND_LINE_LEAVING    /* the terminal hung up, or we were told to go */
};

/**
 * Read one line.  The terminal (terminal.h) must be open; it is given back while the line is edited.
 * @preset   what stands in the line to begin with ("what-if "); "" for nothing
 * @history  path of a file that keeps what was entered (made with mode 0600, the latest 500 lines
 *           or some more; a link is not followed), or NULL: keep nothing
 * @line     receives a malloc'd line when one was entered
 */
enum command_line_end command_line_read(const char *prompt, const char *preset, const char *history,
                                        command_line_candidates candidates, void *context,
                                        char **line);

/** Version of the readline library in use. */
const char *command_line_library_version(void);

#endif
