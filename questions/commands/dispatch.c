/* Help, version, or the command itself. */
#include "questions/commands/dispatch.h"

#include "questions/commands/commands.h"
#include "questions/commands/help.h"
#include "questions/tutor/terminal.h"

/* Nothing was asked for: a person wants to study, a script has lost its words. */
static enum status run_default(struct context *context)
{
    if (terminal_is_here()) {
        context->command = command_find("drill");
        context->args.options = context->command->options;
        return context->command->run(context);
    }
    help_short(&context->err);
    return STATUS_USAGE;
}

enum status dispatch(struct context *context, enum request request)
{
    if (request == REQUEST_VERSION) {
        help_version(&context->out);
    } else if (request == REQUEST_HELP && context->command != NULL) {
        help_command(&context->out, context->command);
    } else if (request == REQUEST_HELP) {
        help_program(&context->out);
    } else if (context->command != NULL) {
        return context->command->run(context);
    } else {
        return run_default(context);
    }
    return STATUS_DONE;
}
