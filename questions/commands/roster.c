/* A roster's file, or a number in its place. */
#include "questions/commands/roster.h"

#include <stdlib.h>
#include <string.h>

#include "questions/bank/bank.h"
#include "questions/commands/arguments.h"
#include "questions/commands/packs.h"
#include "questions/text/diag_print.h"

#define STUDENTS_MAX 10000000

enum status roster_read(struct context *context, const char *path, const char *column,
                        struct score_roster **roster)
{
    enum status status = STATUS_DONE;
    size_t length = 0;
    char *bytes = packs_read_file(context, path, BANK_SIZE_MAX, &length, &status);
    if (bytes == NULL) {
        return status;
    }
    const char *name = strcmp(path, "-") == 0 ? "<stdin>" : path;
    struct diags diags = {0};
    *roster = score_roster_read(&(struct source_text){name, bytes, length, 1}, column, &diags);
    diag_print(&context->err, &diags);
    diags_fini(&diags);
    free(bytes);
    return *roster != NULL ? STATUS_DONE : STATUS_BAD_INPUT;
}

enum status roster_students(struct context *context, const char *word, struct students *students)
{
    uint64_t number = 0;
    if (!number_read(word, STUDENTS_MAX, &number)) {
        const enum status status = roster_read(context, word, NULL, &students->roster);
        students->count = status == STATUS_DONE ? score_roster_count(students->roster) : 0;
        return status;
    }
    students->count = (size_t)number;
    return number > 0 ? STATUS_DONE
                      : command_usage(context, NULL, "there must be one student at least");
}
