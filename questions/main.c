/**
 * The program.  It finds the command that is asked for (commands/table.c), runs it, and turns its
 * end into an exit status.
 *
 *     questions/commands/   one file a command: its options, its usage, its work
 *     questions/tutor/      the study session, the learner's progress
 *     questions/item/       a case becomes a question; a pack becomes something to ask
 *     questions/text/       bytes in and out: screen, JSON, CSV, chance
 *     engine/               packs, cases, tables, explanations: decides, and knows nothing of us
 */
#include "questions/commands/arguments.h"
#include "questions/commands/dispatch.h"
#include "questions/commands/output.h"

int main(int argc, char *argv[])
{
    struct context context = {0};
    enum request request = REQUEST_RUN;
    output_begin();
    enum status status = arguments_read(&context, argc, argv, &request);
    if (status == STATUS_DONE) {
        status = dispatch(&context, request);
    }
    status = output_end(&context, status);
    arguments_fini(&context);
    return (int)status;
}
