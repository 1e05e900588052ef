/**
 * The command line taken apart: which command, its options and words, and the options that all
 * commands share, which may stand anywhere.  `--name value` and `--name=value` are the same, `--`
 * ends the options, and a lone `-` is a word.
 */
#ifndef QUESTIONS_COMMANDS_ARGUMENTS_H
#define QUESTIONS_COMMANDS_ARGUMENTS_H

#include <stdbool.h>
#include <stdint.h>

#include "questions/commands/command.h"

/** An option that every command has. */
struct common_option {
    struct option_spec spec;
    /** Puts the value ("" for a flag) into the context; false: it is not what `expects` says. */
    bool (*set)(struct context *context, const char *value);
    const char *expects; /* "auto, always or never"; NULL: any value will do */
};

/** In the order of the help; ends with a NULL name. */
extern const struct common_option common_options[];

/** What the words ask for. */
enum request { REQUEST_RUN, REQUEST_HELP, REQUEST_VERSION };

/**
 * Read the command line into a zeroed context: the command (NULL: none was named), its arguments
 * and all that is common; the screens are ready afterwards, also on failure.
 * @return STATUS_DONE, or STATUS_USAGE after a message.
 */
enum status arguments_read(struct context *context, int argc, char *const argv[],
                           enum request *request);
/** "unknown command", status 2, with the nearest name. */
enum status arguments_unknown_command(struct context *context, const char *word);
/** Frees what arguments_read() allocated. */
void arguments_fini(struct context *context);

/** A whole number in decimal digits, nothing before or after it, at most `most`. */
bool number_read(const char *text, uint64_t most, uint64_t *number);
/**
 * The number an option was given, `otherwise` when it was not.
 * @return false after a message (STATUS_USAGE) when it is no whole number from `least` to `most`.
 */
bool argument_number(struct context *context, const char *name, uint64_t least, uint64_t most,
                     uint64_t otherwise, uint64_t *number);

/**
 * The share an option was given, in decimal digits with a point ("0.9"); unchanged when it was not.
 * @return false after a message (STATUS_USAGE) when it is no number above 0 and at most 1.
 */
bool argument_share(struct context *context, const char *name, double *share);

#endif
