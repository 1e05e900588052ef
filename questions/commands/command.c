/* Messages of the commands, and the look at their options. */
#include "questions/commands/command.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "questions/text/buffer.h"

const char *argument(const struct context *context, const char *name)
{
    const struct option_spec *options = context->args.options;
    size_t i = 0;
    while (options[i].name != NULL && strcmp(options[i].name, name) != 0) {
        i++;
    }
    assert(options[i].name != NULL);
    return context->args.values[i];
}

/* printf into a buffer; longer than any message needs is cut, for names may be of any length. */
__attribute__((format(printf, 2, 0))) static void format_line(struct buffer *line,
                                                              const char *format, va_list args)
{
    char text[2048];
    const int length = vsnprintf(text, sizeof text, format, args);
    buffer_add_text(line, length < 0 ? format : text);
    if (length >= (int)sizeof text) {
        buffer_add_text(line, "...");
    }
}

/* "amiquiz decide: error: unknown fact ..." */
__attribute__((format(printf, 4, 0))) static void print_message(struct context *context,
                                                                enum screen_style style,
                                                                const char *severity,
                                                                const char *format, va_list args)
{
    struct buffer line = {0};
    struct screen *screen = &context->err;
    (void)fflush(stdout); /* so that what was said before stands before it on a terminal */
    screen_put(screen, STYLE_PLAIN, "amiquiz");
    if (context->command != NULL) {
        screen_put(screen, STYLE_PLAIN, " ");
        screen_put(screen, STYLE_PLAIN, context->command->name);
    }
    screen_put(screen, STYLE_PLAIN, ": ");
    format_line(&line, format, args);
    screen_put(screen, style, severity);
    screen_put(screen, STYLE_PLAIN, buffer_text(&line));
    screen_gap(screen);
    buffer_fini(&line);
}

enum status command_error(struct context *context, enum status status, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    print_message(context, STYLE_WRONG, "error: ", format, args);
    va_end(args);
    return status;
}

void command_warning(struct context *context, const char *format, ...)
{
    if (!context->quiet) {
        va_list args;
        va_start(args, format);
        print_message(context, STYLE_STRONG, "warning: ", format, args);
        va_end(args);
    }
}

void command_hint(struct context *context, const char *format, ...)
{
    va_list args;
    struct buffer line = {0};
    va_start(args, format);
    format_line(&line, format, args);
    va_end(args);
    screen_put(&context->err, STYLE_PLAIN, "  hint: ");
    screen_put(&context->err, STYLE_PLAIN, buffer_text(&line));
    screen_gap(&context->err);
    buffer_fini(&line);
}

enum status command_usage(struct context *context, const char *hint, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    print_message(context, STYLE_WRONG, "error: ", format, args);
    va_end(args);
    if (hint != NULL) {
        command_hint(context, "%s", hint);
    } else if (context->command != NULL) {
        command_hint(context, "see amiquiz %s --help", context->command->name);
    } else {
        command_hint(context, "see amiquiz --help");
    }
    return STATUS_USAGE;
}

enum status command_no_memory(struct context *context)
{
    return command_error(context, STATUS_FAILED, "memory ran out");
}
