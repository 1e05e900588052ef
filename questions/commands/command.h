/**
 * What every command is made of: its words, its options, its function.  One table of these
 * (questions/commands/table.c) drives look-up, help, completion and "did you mean".
 */
#ifndef QUESTIONS_COMMANDS_COMMAND_H
#define QUESTIONS_COMMANDS_COMMAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "questions/text/screen.h"

/** Exit statuses, promised to users. */
enum status {
    STATUS_DONE = 0,
    STATUS_NO = 1,        /* it ran and the answer is no */
    STATUS_USAGE = 2,     /* the command's own words are wrong */
    STATUS_BAD_INPUT = 3, /* bad input data */
    STATUS_FAILED = 4,    /* a file, disk or database failed */
    STATUS_INTERRUPTED = 130
};

/** One option of a command.  A list ends with a NULL name. */
struct option_spec {
    const char *name;     /* "--batch" */
    const char *argument; /* "FILE"; NULL: the option is a flag */
    const char *help;     /* one sentence, with its default */
};

/** What the user wrote, taken apart.  Everything borrows from argv. */
struct arguments {
    const struct option_spec *options;
    const char *
        *values;        /* one for each option, as it stands last; "" for a flag, NULL: not given */
    const char **words; /* the words that are no options */
    size_t word_count;
};

/** What all commands share. */
struct context {
    struct screen out, err;
    struct screen_options screen; /* --color --ascii --accessible --width */
    const char *pack;             /* --pack; NULL: the command's default */
    bool json;                    /* --json */
    bool quiet;                   /* --quiet */
    bool seeded;                  /* --seed was given */
    uint64_t seed;
    struct arguments args; /* of the command */
    const struct command *command;
    int write_error; /* errno of a failed write to standard output, where one was seen; else 0 */
};

struct command {
    const char *name;
    const char *usage;                 /* what follows the name: "FACT=yes|no|unknown ..." */
    const char *summary;               /* one line, for the list */
    const char *details;               /* paragraphs for --help; may be NULL */
    const struct option_spec *options; /* besides the common ones; may be NULL */
    enum status (*run)(struct context *context);
    const char *examples; /* commands for --help, one a line; may be NULL */
};

/** All commands, in the order of the help; ends with a NULL name. */
extern const struct command commands[];

/** The value of an option, NULL when it was not given; the name must be in the command's list. */
const char *argument(const struct context *context, const char *name);

/** A message of the command on standard error, "amiquiz COMMAND: error: ..."; returns `status`. */
__attribute__((format(printf, 3, 4))) enum status
command_error(struct context *context, enum status status, const char *format, ...);
/**
 * As command_error(), status 2, with a hint on a second line: "did you mean ...", or what to do
 * (hint NULL: see --help).
 */
__attribute__((format(printf, 3, 4))) enum status
command_usage(struct context *context, const char *hint, const char *format, ...);
/** "amiquiz COMMAND: warning: ..." on standard error; nothing under --quiet. */
__attribute__((format(printf, 2, 3))) void command_warning(struct context *context,
                                                           const char *format, ...);
/** What to do about the message before it, on a line of its own: "  hint: ...". */
__attribute__((format(printf, 2, 3))) void command_hint(struct context *context, const char *format,
                                                        ...);
/** "memory ran out", status 4. */
enum status command_no_memory(struct context *context);

#endif
