/* A file becomes a bank, and a bank is believed only as far as its pack goes. */
#include "questions/commands/banks.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/near.h"
#include "engine/pack.h"
#include "questions/bank/bank_load.h"
#include "questions/bank/bank_prove.h"
#include "questions/commands/bank_words.h"
#include "questions/commands/packs.h"
#include "questions/item/subject.h"
#include "questions/text/buffer.h"
#include "questions/text/diag_print.h"
#include "questions/text/file_kind.h"

void bank_file_fini(struct bank_file *file)
{
    bank_fini(&file->bank);
    subject_free(file->subject);
    free(file->bytes);
    *file = (struct bank_file){0};
}

/* ---- Formats --------------------------------------------------------------------------------- */

static bool can(const struct format *format, bool reading)
{
    return reading ? format->read != NULL : format->item != NULL;
}

void banks_format_names(struct buffer *out, bool reading)
{
    for (size_t i = 0; formats[i] != NULL; i++) {
        if (can(formats[i], reading)) {
            buffer_addf(out, "%s%s", out->length > 0 ? " " : "", formats[i]->name);
        }
    }
}

const struct format *banks_format(struct context *context, const char *option, const char *name,
                                  bool reading)
{
    const struct format *format = format_find(name);
    if (format != NULL && can(format, reading)) {
        return format;
    }
    struct buffer hint = {0};
    struct near near = {.word = name};
    for (size_t i = 0; formats[i] != NULL; i++) {
        if (can(formats[i], reading)) {
            near_offer(&near, formats[i]->name);
        }
    }
    if (format == NULL && near.best != NULL) {
        buffer_addf(&hint, "did you mean \"%s\"?", near.best);
    } else {
        banks_format_names(&hint, reading);
    }
    (void)command_usage(context, buffer_text(&hint),
                        format == NULL ? "%s knows no format \"%s\""
                        : reading      ? "%s: the format \"%s\" can be written, not read"
                                       : "%s: the format \"%s\" can be read, not written",
                        option, name);
    buffer_fini(&hint);
    return NULL;
}

static enum status choose_format(struct context *context, const char *name, struct bank_file *file)
{
    if (name != NULL) {
        file->format = banks_format(context, "--from", name, true);
        return file->format != NULL ? STATUS_DONE : STATUS_USAGE;
    }
    file->format = bank_format(&file->text);
    if (file->format != NULL) {
        return STATUS_DONE;
    }
    const struct file_kind *kind = file_kind_foreign(file->text.bytes, file->text.length);
    if (kind != NULL) {
        (void)command_error(context, STATUS_BAD_INPUT, "\"%s\" is %s", file->text.name, kind->what);
        command_hint(context, "%s", kind->advice);
        return STATUS_BAD_INPUT;
    }
    struct buffer hint = {0};
    buffer_add_text(&hint, "--from says it: ");
    struct buffer names = {0};
    banks_format_names(&names, true);
    buffer_add_text(&hint, buffer_text(&names));
    (void)command_usage(context, buffer_text(&hint),
                        "neither its name nor its text tells the format of \"%s\"",
                        file->text.name);
    buffer_fini(&names);
    buffer_fini(&hint);
    return STATUS_USAGE;
}

/* ---- Proof ----------------------------------------------------------------------------------- */

/* The pack that the keys hang on; STATUS_DONE without a subject: there is none to be asked. */
static enum status find_subject(struct context *context, enum banks_trust trust,
                                struct bank_file *file)
{
    enum status status = STATUS_DONE;
    const char *id = file->bank.head.pack_id;
    if (context->pack == NULL && id == NULL) {
        return STATUS_DONE;
    }
    if (context->pack == NULL && !packs_builtin(id)) {
        if (trust == BANKS_TRUST) {
            return STATUS_DONE;
        }
        status = command_error(context, STATUS_BAD_INPUT,
                               "\"%s\" was made from the pack \"%s\", which is not built in",
                               file->text.name, id);
        command_hint(context, trust == BANKS_PROVE
                                  ? "--pack FILE names it; --unverified takes the keys as they are"
                                  : "--pack FILE names it");
        return status;
    }
    file->subject = packs_subject(context, context->pack == NULL ? id : NULL, NULL, &status);
    if (file->subject != NULL && id != NULL && strcmp(file->subject->pack->id, id) != 0) {
        return command_usage(context, "--pack must name the pack that the bank was made from",
                             "\"%s\" was made from the pack \"%s\", not from \"%s\"",
                             file->text.name, id, file->subject->pack->id);
    }
    return status;
}

/* One line for each: "bank.json:3:8: error: question "path-1": ... [wrong-key]". */
static void print_findings(struct context *context, const struct bank_file *file,
                           const struct proof *proof, bool wrong)
{
    struct place_walk cursor = {0};
    for (size_t i = 0; i < proof->count; i++) {
        const struct proof_finding *finding = &proof->findings[i];
        const struct item *item = &file->bank.items[finding->item];
        if ((finding->kind == PROOF_KEY) != wrong) {
            continue;
        }
        struct buffer line = {0};
        buffer_add_text(&line, file->text.name);
        if (item->place.text != NULL) {
            place_walk_to(&cursor, &item->place);
            buffer_addf(&line, ":%zu:%zu", cursor.line, cursor.column);
        }
        buffer_addf(&line, ": error: question \"%s\": ", item->id);
        bank_write_finding(&line, file->subject, item, finding);
        buffer_addf(&line, " [%s]", bank_finding_id(finding->kind));
        screen_put(&context->err, STYLE_PLAIN, buffer_text(&line));
        screen_gap(&context->err);
        buffer_fini(&line);
    }
}

/* How many of how many, with the verb: "1 of 3 keys is", "2 of 3 keys are". */
static enum status refuse(struct context *context, const struct bank_file *file, size_t count,
                          const char *why)
{
    return command_error(context, STATUS_BAD_INPUT, "\"%s\" is refused: %zu of its %zu keys %s %s",
                         file->text.name, count, file->bank.item_count, count == 1 ? "is" : "are",
                         why);
}

static enum status judge(struct context *context, enum banks_trust trust,
                         const struct bank_file *file, const struct proof *proof)
{
    const size_t underived = proof->count - proof->wrong;
    enum status status = STATUS_DONE;
    if (proof->wrong > 0) {
        print_findings(context, file, proof, true);
        status = refuse(context, file, proof->wrong, "not what the pack answers");
        command_hint(context,
                     "amiquiz verify lists all that differs; mend the bank, or make it anew");
    } else if (underived > 0 && trust == BANKS_PROVE) {
        print_findings(context, file, proof, false);
        status = refuse(context, file, underived, "not to be derived from the pack");
        command_hint(context, "--unverified takes them as they are");
    } else if (underived > 0) {
        command_warning(context, "%zu of %zu keys of \"%s\" cannot be derived from the pack",
                        underived, file->bank.item_count, file->text.name);
    } else if (proof->other_bytes && proof->proved > 0) {
        command_warning(context,
                        "\"%s\" was made from another version of the pack \"%s\"; all its keys "
                        "agree with this one",
                        file->text.name, file->subject->pack->id);
    }
    return status;
}

static enum status prove(struct context *context, enum banks_trust trust,
                         const struct bank_file *file)
{
    struct proof proof;
    const enum status status = bank_prove(file->subject, &file->bank, &proof)
                                   ? judge(context, trust, file, &proof)
                                   : command_no_memory(context);
    proof_fini(&proof);
    return status;
}

/* ---- All of it ------------------------------------------------------------------------------- */

static enum status load(struct context *context, struct bank_file *file)
{
    struct diags diags = {0};
    const bool loaded = bank_load(&file->text, file->format, &file->bank, &diags);
    if (!loaded || !context->quiet) {
        diag_print(&context->err, &diags);
    }
    diags_fini(&diags);
    return loaded ? STATUS_DONE : STATUS_BAD_INPUT;
}

enum status banks_read(struct context *context, const char *path, const char *format,
                       enum banks_trust trust, struct bank_file *file)
{
    enum status status = STATUS_DONE;
    size_t length = 0;
    char *bytes = packs_read_file(context, path, BANK_SIZE_MAX, &length, &status);
    if (bytes == NULL) {
        return status;
    }
    return banks_take(context, strcmp(path, "-") == 0 ? "<stdin>" : path, bytes, length, format,
                      trust, file);
}

enum status banks_take(struct context *context, const char *name, char *bytes, size_t length,
                       const char *format, enum banks_trust trust, struct bank_file *file)
{
    file->bytes = bytes;
    file->text = (struct source_text){name, bytes, length, 1};
    enum status status = choose_format(context, format, file);
    if (status == STATUS_DONE) {
        status = load(context, file);
    }
    if (status == STATUS_DONE) {
        status = find_subject(context, trust, file);
    }
    if (status == STATUS_DONE && file->subject != NULL && trust != BANKS_UNJUDGED) {
        status = prove(context, trust, file);
    }
    return status;
}

/* No bank: words about one are too many. */
static enum status no_bank(struct context *context, const char *usage)
{
    static const char *const of_banks[] = {"--from", "--unverified"};
    for (size_t i = 0; i < sizeof of_banks / sizeof *of_banks; i++) {
        if (argument(context, of_banks[i]) != NULL) {
            return command_usage(context, usage, "%s is about a bank, and none is named",
                                 of_banks[i]);
        }
    }
    return STATUS_DONE;
}

enum status banks_read_to_ask(struct context *context, const char *path, const char *usage,
                              struct bank_file *file)
{
    if (path == NULL) {
        return no_bank(context, usage);
    }
    if (strcmp(path, "-") == 0) {
        return command_usage(context, usage,
                             "standard input is for the answers, the bank must be a file");
    }
    const enum banks_trust trust =
        argument(context, "--unverified") != NULL ? BANKS_TRUST : BANKS_PROVE;
    const enum status status = banks_read(context, path, argument(context, "--from"), trust, file);
    if (status != STATUS_DONE && file->bytes == NULL && packs_builtin(path)) {
        command_hint(context, "a pack is named by --pack: amiquiz %s --pack %s",
                     context->command->name, path);
    }
    return status == STATUS_DONE && file->bank.item_count == 0
               ? command_error(context, STATUS_BAD_INPUT, "the bank \"%s\" has no questions",
                               file->text.name)
               : status;
}

char *bank_file_course(const struct bank_file *file, const char **title)
{
    const struct bank_head *head = &file->bank.head;
    const char *slash = strrchr(file->text.name, '/');
    const char *name = slash != NULL ? slash + 1 : file->text.name;
    struct buffer course = {0};
    *title = head->title != NULL && head->title[0] != '\0' ? head->title : name;
    buffer_addf(&course, BANK_COURSE "%s", head->pack_id != NULL ? head->pack_id : *title);
    return buffer_take(&course);
}
