/* A bank in one format becomes a bank in another; what would be lost on the way is said. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "questions/bank/format.h"
#include "questions/commands/bank_out.h"
#include "questions/commands/banks.h"
#include "questions/commands/commands.h"
#include "questions/commands/losses_print.h"
#include "questions/item/subject.h"
#include "questions/text/buffer.h"

const struct option_spec convert_options[] = {
    {"--from", "FORMAT",
     "The format of IN: json ndjson gift moodle-xml aiken csv. Default: by the ending of its name, "
     "else by its text."},
    {"--format", "FORMAT",
     "The format of OUT: json ndjson gift moodle-xml aiken qti12 qti21 anki csv markdown html amc. "
     "Default: by the ending of its name."},
    {"--check", NULL, "Say what the format of OUT cannot carry, or would change."},
    {"--strict", NULL, "Write nothing, with status 1, when anything would be lost or changed."},
    {"--no-key", NULL, "Leave out answers, feedback and all else that tells the key."},
    {"--unverified", NULL, "Take keys as they are where the pack is not at hand or does not say."},
    {"--csv-raw", NULL, "CSV: no ' before cells that a spreadsheet would take for a formula."},
    {"--category", "TEXT", "The category on the platform. Default: the title of the bank."},
    {NULL, NULL, NULL}};

static const struct format *out_format(struct context *context, const char *out)
{
    const char *name = argument(context, "--format");
    if (name != NULL) {
        return banks_format(context, "--format", name, false);
    }
    const struct format *format = format_of_file(out);
    if (format != NULL && format->item != NULL) {
        return format;
    }
    struct buffer hint = {0};
    struct buffer names = {0};
    banks_format_names(&names, false);
    buffer_addf(&hint, "--format says it: %s", buffer_text(&names));
    (void)command_usage(context, buffer_text(&hint), "the name \"%s\" does not tell the format",
                        out);
    buffer_fini(&names);
    buffer_fini(&hint);
    return NULL;
}

static enum status write_bank(struct context *context, const struct bank *bank,
                              const struct format *format, const char *out)
{
    const struct write_options options = {.no_key = argument(context, "--no-key") != NULL,
                                          .csv_raw = argument(context, "--csv-raw") != NULL,
                                          .category = argument(context, "--category"),
                                          .bank = bank};
    struct bank_out file;
    enum status status = bank_out_begin(&file, context, out, format, &bank->head, &options);
    if (status != STATUS_DONE) {
        return status;
    }
    for (size_t i = 0; i < bank->item_count && bank_out_item(&file, &bank->items[i]); i++) {
    }
    return bank_out_end(&file, STATUS_DONE);
}

/* What would be lost: listed under --check, else only said to be so. */
static enum status look_for_losses(struct context *context, const struct bank *bank,
                                   const struct format *format)
{
    struct losses losses = {0};
    for (size_t i = 0; format->check != NULL && i < bank->item_count; i++) {
        format->check(&bank->items[i], &losses);
    }
    enum status status = STATUS_DONE;
    if (losses.failed) {
        status = command_no_memory(context);
    } else if (losses.count > 0 && argument(context, "--strict") != NULL) {
        losses_print(context, format, &losses);
        (void)command_error(context, STATUS_NO,
                            "nothing was written: %s does not carry all of this bank",
                            format->name);
        status = STATUS_NO;
    } else if (argument(context, "--check") != NULL) {
        losses_print(context, format, &losses);
    } else if (losses.count > 0) {
        command_warning(context, "%s does not carry all of this bank: --check says what is lost",
                        format->name);
    }
    losses_fini(&losses);
    return status;
}

enum status command_convert(struct context *context)
{
    const struct arguments *args = &context->args;
    if (args->word_count != 2) {
        return args->word_count > 2
                   ? command_usage(context, NULL, "one word too many: \"%s\"", args->words[2])
                   : command_usage(context, NULL, "two files must be named, IN and OUT");
    }
    const struct format *format = out_format(context, args->words[1]);
    if (format == NULL) {
        return STATUS_USAGE;
    }
    struct bank_file in = {0};
    const enum banks_trust trust =
        argument(context, "--unverified") != NULL ? BANKS_TRUST : BANKS_PROVE;
    enum status status =
        banks_read(context, args->words[0], argument(context, "--from"), trust, &in);
    if (status == STATUS_DONE) {
        status = look_for_losses(context, &in.bank, format);
    }
    if (status == STATUS_DONE) {
        if (in.subject != NULL) { /* titles and addresses of what the questions cite */
            in.bank.head.sources = in.subject->pack->sources;
            in.bank.head.source_count = in.subject->pack->source_count;
        }
        in.bank.head.item_count = in.bank.item_count;
        status = write_bank(context, &in.bank, format, args->words[1]);
    }
    bank_file_fini(&in);
    return status;
}
