/*
 * readline's callback interface beside a poll(), so that Ctrl-C, a resize and a hang-up are seen at
 * once (plain readline() returns only at Enter).  readline keeps its state in globals and its
 * callbacks take no context, hence the one static variable here.
 */
#include "questions/tutor/command_line.h"

#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include <readline/history.h>
#include <readline/readline.h>

#include "questions/tutor/terminal.h"

#define HISTORY_LINES    500  /* that are kept */
#define HISTORY_TOO_MANY 1000 /* the file is shortened when it holds more */

static struct {
    bool prepared;
    bool history_read;
    size_t history_lines; /* in the file, as far as we know */
    bool entered;         /* readline called back */
    char *line;           /* what it gave; NULL at end of input */
    command_line_candidates candidates;
    void *context;
    size_t next;
    const char *preset;
} state;

static void on_line(char *line)
{
    state.entered = true;
    state.line = line;
    rl_callback_handler_remove(); /* at once, else the prompt would be drawn again */
}

/* readline asks for one match after the other until NULL. */
static char *next_match(const char *text, int again)
{
    const size_t length = strlen(text);
    char *before =
        strndup(rl_line_buffer, (size_t)rl_point >= length ? (size_t)rl_point - length : 0);
    char *found = NULL;
    state.next = again == 0 ? 0 : state.next;
    while (before != NULL && found == NULL) {
        const char *candidate = state.candidates(state.context, before, state.next++);
        if (candidate == NULL) {
            break;
        }
        found = strncasecmp(candidate, text, length) == 0 ? strdup(candidate) : NULL;
    }
    free(before);
    return found;
}

static char **complete(const char *text, int start, int end)
{
    (void)start;
    (void)end;
    rl_attempted_completion_over = 1; /* never file names */
    rl_completion_suppress_append = 0;
    char **matches = rl_completion_matches(text, next_match);
    if (matches != NULL && matches[0] != NULL && matches[0][0] != '\0' &&
        matches[0][strlen(matches[0]) - 1] == '=') {
        rl_completion_suppress_append = 1; /* a value follows at once */
    }
    return matches;
}

/* readline asks for it when a line begins. */
static int insert_preset(void)
{
    (void)rl_insert_text(state.preset);
    return 0;
}

static void prepare(void)
{
    if (state.prepared) {
        return;
    }
    state.prepared = true;
    (void)setlocale(LC_CTYPE, ""); /* so that readline knows how wide a character is */
    rl_readline_name = "amiquiz";
    rl_catch_signals = 0;
    rl_catch_sigwinch = 0;
    rl_attempted_completion_function = complete;
    rl_startup_hook = insert_preset;
    rl_completer_word_break_characters = " ,";
    using_history();
    stifle_history(HISTORY_LINES);
}

/* ---- History --------------------------------------------------------------------------------- */

/* Losing a line of history is no failure, so nothing here complains.  -1: there is no such file. */
static int open_history(const char *path, int flags)
{
    struct stat what;
    const int file = open(path, flags | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0600);
    if (file >= 0 && (fstat(file, &what) != 0 || !S_ISREG(what.st_mode))) {
        (void)close(file);
        return -1;
    }
    return file;
}

static FILE *open_stream(const char *path, int flags, const char *mode)
{
    const int file = open_history(path, flags);
    FILE *stream = file >= 0 ? fdopen(file, mode) : NULL;
    if (file >= 0 && stream == NULL) {
        (void)close(file);
    }
    return stream;
}

static bool write_entries(FILE *out)
{
    HIST_ENTRY **entries = history_list();
    for (size_t i = 0; entries != NULL && entries[i] != NULL; i++) {
        (void)fprintf(out, "%s\n", entries[i]->line);
    }
    return fflush(out) == 0 && ferror(out) == 0 && fsync(fileno(out)) == 0;
}

/* The file becomes what readline remembers: a new one takes its place, or it stays as it is. */
static void shorten_history(const char *path)
{
    char fresh[4096];
    if (snprintf(fresh, sizeof fresh, "%s.new", path) >= (int)sizeof fresh) {
        return;
    }
    (void)unlink(fresh); /* of one who died half way */
    FILE *out = open_stream(fresh, O_WRONLY | O_CREAT | O_EXCL, "w");
    if (out == NULL) {
        return;
    }
    const bool whole = write_entries(out);
    if (fclose(out) == 0 && whole && rename(fresh, path) == 0) {
        state.history_lines = (size_t)history_length;
    } else {
        (void)unlink(fresh);
    }
}

static void read_history_once(const char *path)
{
    char *line = NULL;
    size_t size = 0;
    if (path == NULL || state.history_read) {
        return;
    }
    state.history_read = true;
    FILE *in = open_stream(path, O_RDONLY, "r");
    if (in == NULL) {
        return;
    }
    while (getline(&line, &size, in) >= 0) {
        line[strcspn(line, "\n")] = '\0';
        add_history(line);
        state.history_lines++;
    }
    free(line);
    (void)fclose(in);
}

/* Not by append_history(): it fails when the file is missing, and follows links. */
static void keep_in_history(const char *path, const char *line)
{
    const HIST_ENTRY *last =
        history_length > 0 ? history_get(history_base + history_length - 1) : NULL;
    if (last != NULL && strcmp(last->line, line) == 0) {
        return;
    }
    add_history(line);
    const int file = path != NULL ? open_history(path, O_WRONLY | O_CREAT | O_APPEND) : -1;
    if (file >= 0) {
        (void)dprintf(file, "%s\n",
                      line); /* one write, so that two drills do not mix their lines */
        (void)close(file);
        state.history_lines++;
    }
    if (file >= 0 && state.history_lines > HISTORY_TOO_MANY) {
        shorten_history(path);
    }
}

/* ---- Editing --------------------------------------------------------------------------------- */

/* Wait until a line is there or something ends the editing. */
static enum command_line_end edit(void)
{
    while (!state.entered) {
        struct pollfd waits[2] = {{.fd = STDIN_FILENO, .events = POLLIN},
                                  {.fd = terminal_signal_fd(), .events = POLLIN}};
        if (poll(waits, 2, -1) < 0 && errno != EINTR) {
            return COMMAND_LINE_LEAVING;
        }
        const int event = terminal_signal();
        if (event == TERMINAL_RESIZED) {
            rl_resize_terminal();
        } else if (event == TERMINAL_CONTINUED) {
            rl_deprep_terminal(); /* it believes its modes to be in force still */
            rl_prep_terminal(1);
            rl_forced_update_display();
        } else if (event == TERMINAL_INTERRUPT) {
            return COMMAND_LINE_CANCELLED;
        } else if ((waits[0].revents & POLLIN) != 0) {
            rl_callback_read_char();
        } else if (waits[0].revents != 0) {
            return COMMAND_LINE_LEAVING;
        }
    }
    return state.line != NULL ? COMMAND_LINE_DONE : COMMAND_LINE_CANCELLED;
}

/* Nothing but blanks, or the preset and blanks. */
static bool says_nothing(const char *line)
{
    const size_t preset = strlen(state.preset);
    line += strncmp(line, state.preset, preset) == 0 ? preset : 0;
    return line[strspn(line, " \t")] == '\0';
}

enum command_line_end command_line_read(const char *prompt, const char *preset, const char *history,
                                        command_line_candidates candidates, void *context,
                                        char **line)
{
    prepare();
    read_history_once(history);
    state.candidates = candidates;
    state.context = context;
    state.preset = preset;
    state.entered = false;
    state.line = NULL;
    terminal_suspend();
    rl_callback_handler_install(prompt, on_line);
    enum command_line_end end = edit();
    if (!state.entered) {
        rl_free_line_state();
        rl_callback_sigcleanup(); /* a search that was going on ends, too */
        rl_callback_handler_remove();
        (void)fputc('\n', stdout);
    } else if (state.line == NULL) {
        (void)fputc('\n', stdout);
    }
    terminal_resume();
    if (end == COMMAND_LINE_DONE && says_nothing(state.line)) {
        end = COMMAND_LINE_CANCELLED;
    }
    if (end == COMMAND_LINE_DONE) {
        keep_in_history(history, state.line);
        *line = state.line;
    } else {
        free(state.line);
    }
    state.line = NULL;
    return end;
}

const char *command_line_library_version(void)
{
    return rl_library_version;
}
