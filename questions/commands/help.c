/* Nothing is written down twice: all that is said of a command stands in its row of the table. */
#include "questions/commands/help.h"

#include <string.h>

#include "questions/commands/arguments.h"
#include "questions/commands/commands.h"
#include "questions/text/buffer.h"

#define NAME_COLUMN   12 /* where the summaries of the commands begin */
#define OPTION_COLUMN 24 /* where the help of the options begins */

void help_version(struct screen *screen)
{
    screen_put(screen, STYLE_PLAIN, "amiquiz " AMIQUIZ_VERSION);
    screen_gap(screen);
    screen_wrap(screen, STYLE_PLAIN, 0, 0,
                "License GPL-3.0-or-later: free software, no warranty. "
                "https://www.gnu.org/licenses/gpl-3.0.html");
}

static void print_option(struct screen *screen, const struct option_spec *option)
{
    struct buffer label = {0};
    buffer_addf(&label, "  %s%s%s", option->name, option->argument == NULL ? "" : " ",
                option->argument == NULL ? "" : option->argument);
    if (label.length < OPTION_COLUMN || screen->accessible || screen->width < 3 * OPTION_COLUMN) {
        screen_labelled(screen, buffer_text(&label), OPTION_COLUMN, option->help);
    } else { /* a label that reaches into the text's column has a line to itself */
        screen_wrap(screen, STYLE_STRONG, 0, 4, buffer_text(&label));
        screen_wrap(screen, STYLE_PLAIN, OPTION_COLUMN, OPTION_COLUMN, option->help);
    }
    buffer_fini(&label);
}

static void print_common_options(struct screen *screen)
{
    for (size_t i = 0; common_options[i].spec.name != NULL; i++) {
        print_option(screen, &common_options[i].spec);
    }
    const struct option_spec help = {"--help", NULL, "Help; after a command, of that command."};
    const struct option_spec version = {"--version", NULL, "The version and the license."};
    print_option(screen, &help);
    print_option(screen, &version);
}

static void print_commands(struct screen *screen)
{
    for (size_t i = 0; commands[i].name != NULL; i++) {
        struct buffer label = {0};
        buffer_addf(&label, "  %s", commands[i].name);
        screen_labelled(screen, buffer_text(&label), NAME_COLUMN, commands[i].summary);
        buffer_fini(&label);
    }
}

void help_program(struct screen *screen)
{
    screen_wrap(screen, STYLE_PLAIN, 0, 0, "Usage: amiquiz [COMMAND] [OPTION...]");
    screen_gap(screen);
    screen_wrap(
        screen, STYLE_PLAIN, 0, 0,
        "Study the rules of an exam: every answer is explained by the rule that decides it. "
        "amiquiz alone, at a terminal, starts the drill.");
    screen_gap(screen);
    screen_heading(screen, "Commands", NULL);
    print_commands(screen);
    screen_gap(screen);
    screen_heading(screen, "Options of all commands", NULL);
    print_common_options(screen);
    screen_gap(screen);
    screen_wrap(screen, STYLE_PLAIN, 0, 0,
                "amiquiz help COMMAND, or amiquiz COMMAND --help, says more.");
}

/* One example a line; what wraps is set in, so that it is seen to go on. */
static void print_examples(struct screen *screen, const char *examples)
{
    while (*examples != '\0') {
        const size_t length = strcspn(examples, "\n");
        struct buffer line = {0};
        buffer_add(&line, examples, length);
        screen_wrap(screen, STYLE_PLAIN, 2, 6, buffer_text(&line));
        buffer_fini(&line);
        examples += examples[length] == '\n' ? length + 1 : length;
    }
}

void help_command(struct screen *screen, const struct command *command)
{
    struct buffer usage = {0};
    buffer_addf(&usage, "Usage: amiquiz %s %s%s[OPTION...]", command->name, command->usage,
                *command->usage == '\0' ? "" : " ");
    screen_wrap(screen, STYLE_PLAIN, 0, 4, buffer_text(&usage));
    buffer_fini(&usage);
    screen_gap(screen);
    screen_wrap(screen, STYLE_PLAIN, 0, 0,
                command->details == NULL ? command->summary : command->details);
    if (command->options != NULL && command->options[0].name != NULL) {
        screen_gap(screen);
        screen_heading(screen, "Options", NULL);
        for (size_t i = 0; command->options[i].name != NULL; i++) {
            print_option(screen, &command->options[i]);
        }
    }
    screen_gap(screen);
    screen_heading(screen, "Options of all commands", NULL);
    print_common_options(screen);
    if (command->examples != NULL) {
        screen_gap(screen);
        screen_heading(screen, "Examples", NULL);
        print_examples(screen, command->examples);
    }
}

void help_short(struct screen *screen)
{
    screen_wrap(screen, STYLE_PLAIN, 0, 0, "Usage: amiquiz [COMMAND] [OPTION...]");
    struct buffer list = {0};
    buffer_add_text(&list, "Commands:");
    for (size_t i = 0; commands[i].name != NULL; i++) {
        buffer_addf(&list, " %s", commands[i].name);
    }
    screen_wrap(screen, STYLE_PLAIN, 0, 2, buffer_text(&list));
    buffer_fini(&list);
    screen_wrap(screen, STYLE_PLAIN, 0, 0,
                "See amiquiz --help. Without a command, at a terminal, the drill starts.");
}

enum status command_help(struct context *context)
{
    if (context->args.word_count == 0) {
        help_program(&context->out);
        return STATUS_DONE;
    }
    const struct command *command = command_find(context->args.words[0]);
    if (command == NULL) {
        return arguments_unknown_command(context, context->args.words[0]);
    }
    help_command(&context->out, command);
    return STATUS_DONE;
}
