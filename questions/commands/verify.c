/* A bank held against its pack, question by question, in words or as JSON. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "questions/bank/bank_stale.h"
#include "questions/commands/bank_words.h"
#include "questions/commands/banks.h"
#include "questions/commands/commands.h"
#include "questions/commands/output.h"
#include "questions/item/subject.h"
#include "questions/text/buffer.h"
#include "questions/text/json_out.h"

const struct option_spec verify_options[] = {
    {"--from", "FORMAT",
     "The format of BANK: json ndjson gift moodle-xml aiken csv. Default: by the ending of its "
     "name, else by its text."},
    {NULL, NULL, NULL}};

/* A bank, what was found of it, and a walk through its text. */
struct verdict {
    const struct bank_file *file;
    const struct stale *stale;
    struct place_walk cursor;
};

static const struct item *item_of(const struct verdict *v, const struct stale_item *stale)
{
    return &v->file->bank.items[stale->item];
}

/* ---- Words ----------------------------------------------------------------------------------- */

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

/* Ids of beliefs between quotes; "no belief". */
static void add_beliefs(struct buffer *out, const struct texts *beliefs)
{
    for (size_t i = 0; i < beliefs->count; i++) {
        buffer_addf(out, "%s\"%s\"",
                    i == 0                   ? ""
                    : i + 1 < beliefs->count ? ", "
                                             : " and ",
                    beliefs->items[i]);
    }
    if (beliefs->count == 0) {
        buffer_add_text(out, "no belief");
    }
}

static void print_line(struct screen *screen, struct buffer *text)
{
    screen_wrap(screen, STYLE_PLAIN, 2, 4, buffer_text(text));
    buffer_fini(text);
}

static void print_distractors(struct screen *screen, const struct item *item,
                              const struct stale_item *stale)
{
    for (size_t i = 0; i < item->option_count; i++) {
        struct buffer text = {0};
        if ((stale->distractors >> i & 1) != 0) {
            buffer_addf(&text, "distractor: option %s fits ", item->options[i].id);
            add_beliefs(&text, &stale->beliefs[i]);
            buffer_add_text(&text, ", not ");
            add_beliefs(&text, &item->options[i].misconceptions);
            print_line(screen, &text);
        } else if ((stale->gone >> i & 1) != 0) {
            buffer_addf(&text, "distractor: the pack would not offer option %s",
                        item->options[i].id);
            print_line(screen, &text);
        }
    }
}

static void print_item(struct screen *screen, struct verdict *v, const struct stale_item *stale)
{
    const struct item *item = item_of(v, stale);
    struct buffer text = {0};
    buffer_add_text(&text, item->id);
    if (item->place.text != NULL) {
        place_walk_to(&v->cursor, &item->place);
        buffer_addf(&text, " (line %zu)", v->cursor.line);
    }
    screen_wrap(screen, STYLE_STRONG, 0, 2, buffer_text(&text));
    buffer_fini(&text);
    if (stale->finding != NULL) {
        if (stale->finding->kind == PROOF_KEY) {
            buffer_add_text(&text, "key: the bank says ");
            bank_write_options(&text, item, bank_key(item));
            buffer_add_text(&text, ", the pack ");
            bank_write_options(&text, item, stale->finding->right);
        } else {
            buffer_add_text(&text, "not to be derived: ");
            bank_write_finding(&text, v->file->subject, item, stale->finding);
        }
        print_line(screen, &text);
    }
    print_distractors(screen, item, stale);
    if (stale->feedback != 0) {
        buffer_add_text(&text, "feedback: other words for ");
        bank_write_options(&text, item, stale->feedback);
        print_line(screen, &text);
    }
    if (stale->explanation) {
        buffer_add_text(&text, "explanation: other words");
        print_line(screen, &text);
    }
}

static void print_text(struct context *context, struct verdict *v)
{
    const struct bank *bank = &v->file->bank;
    const struct proof *proof = &v->stale->proof;
    struct buffer text = {0};
    for (size_t i = 0; i < v->stale->count; i++) {
        print_item(&context->out, v, &v->stale->items[i]);
    }
    buffer_addf(&text, "%zu question%s, pack \"%s\": %zu key%s derived again", bank->item_count,
                plural(bank->item_count), v->file->subject->pack->id, proof->proved,
                plural(proof->proved));
    if (proof->unproved > 0) {
        buffer_addf(&text, ", %zu with nothing to derive one from", proof->unproved);
    }
    if (v->stale->count > 0) {
        buffer_addf(&text, "; %zu question%s differ%s from the pack", v->stale->count,
                    plural(v->stale->count), v->stale->count == 1 ? "s" : "");
    } else {
        buffer_add_text(&text, proof->proved > 0 ? "; nothing differs from the pack" : "");
    }
    buffer_add_text(&text, ".");
    if (proof->other_bytes) {
        buffer_add_text(&text, " The bank was made from another version of it.");
    }
    screen_wrap(&context->out, v->stale->count == 0 ? STYLE_RIGHT : STYLE_WRONG, 0, 0,
                buffer_text(&text));
    buffer_fini(&text);
}

/* ---- JSON ------------------------------------------------------------------------------------ */

static void json_options(struct json_out *j, const char *key, const struct item *item,
                         uint32_t options)
{
    json_key(j, key);
    json_array_begin(j);
    for (size_t i = 0; i < item->option_count; i++) {
        if ((options >> i & 1) != 0) {
            json_string(j, item->options[i].id);
        }
    }
    json_array_end(j);
}

static void json_texts(struct json_out *j, const char *key, const struct texts *texts)
{
    json_key(j, key);
    json_array_begin(j);
    for (size_t i = 0; i < texts->count; i++) {
        json_string(j, texts->items[i]);
    }
    json_array_end(j);
}

static void json_distractors(struct json_out *j, const struct item *item,
                             const struct stale_item *stale)
{
    const struct texts none = {NULL, 0};
    json_key(j, "distractors");
    json_array_begin(j);
    for (size_t i = 0; i < item->option_count; i++) {
        const bool gone = (stale->gone >> i & 1) != 0;
        if (gone || (stale->distractors >> i & 1) != 0) {
            json_object_begin(j);
            json_member_string(j, "option", item->options[i].id);
            json_member_bool(j, "offered", !gone);
            json_texts(j, "was", &item->options[i].misconceptions);
            json_texts(j, "is", gone ? &none : &stale->beliefs[i]);
            json_object_end(j);
        }
    }
    json_array_end(j);
}

static void json_finding(struct json_out *j, const struct verdict *v, const struct item *item,
                         const struct proof_finding *finding)
{
    const bool other = finding != NULL && finding->kind == PROOF_KEY;
    json_key(j, "key");
    if (other) {
        json_object_begin(j);
        json_options(j, "was", item, bank_key(item));
        json_options(j, "is", item, finding->right);
        json_object_end(j);
    } else {
        json_null(j);
    }
    json_key(j, "problem");
    if (finding == NULL || other) {
        json_null(j);
        return;
    }
    struct buffer text = {0};
    bank_write_finding(&text, v->file->subject, item, finding);
    json_object_begin(j);
    json_member_string(j, "id", bank_finding_id(finding->kind));
    json_member_string(j, "message", buffer_text(&text));
    json_object_end(j);
    buffer_fini(&text);
}

static void json_item(struct json_out *j, struct verdict *v, const struct stale_item *stale)
{
    const struct item *item = item_of(v, stale);
    json_object_begin(j);
    json_member_string(j, "id", item->id);
    json_key(j, "line");
    if (item->place.text != NULL) {
        place_walk_to(&v->cursor, &item->place);
        json_int(j, (int64_t)v->cursor.line);
    } else {
        json_null(j);
    }
    json_finding(j, v, item, stale->finding);
    json_distractors(j, item, stale);
    json_options(j, "feedback", item, stale->feedback);
    json_member_bool(j, "explanation", stale->explanation);
    json_object_end(j);
}

static enum status print_json(struct context *context, struct verdict *v, enum status status)
{
    const struct bank *bank = &v->file->bank;
    const struct proof *proof = &v->stale->proof;
    struct buffer out = {0};
    struct json_out j = {.out = &out};
    json_object_begin(&j);
    json_member_string(&j, "pack", v->file->subject->pack->id);
    json_member_bool(&j, "same_version", !proof->other_bytes);
    json_member_int(&j, "questions", (int64_t)bank->item_count);
    json_member_int(&j, "proved", (int64_t)proof->proved);
    json_member_int(&j, "underived", (int64_t)proof->unproved);
    json_key(&j, "differing");
    json_array_begin(&j);
    for (size_t i = 0; i < v->stale->count; i++) {
        json_item(&j, v, &v->stale->items[i]);
    }
    json_array_end(&j);
    json_object_end(&j);
    return output_line(context, &out, status);
}

/* ---- The command ----------------------------------------------------------------------------- */

static enum status verify(struct context *context, const struct bank_file *file)
{
    struct stale stale = {0};
    struct verdict v = {.file = file, .stale = &stale};
    enum status status;
    if (!bank_stale(file->subject, &file->bank, &stale)) {
        status = command_no_memory(context);
    } else {
        status = stale.count > 0 ? STATUS_NO : STATUS_DONE;
        if (context->json) {
            status = print_json(context, &v, status);
        } else {
            print_text(context, &v);
        }
    }
    stale_fini(&stale);
    return status;
}

enum status command_verify(struct context *context)
{
    const struct arguments *args = &context->args;
    if (args->word_count != 1) {
        return args->word_count > 1
                   ? command_usage(context, NULL, "one word too many: \"%s\"", args->words[1])
                   : command_usage(context, NULL, "a bank must be named");
    }
    struct bank_file file = {0};
    enum status status =
        banks_read(context, args->words[0], argument(context, "--from"), BANKS_UNJUDGED, &file);
    if (status == STATUS_DONE && file.subject == NULL) {
        status = command_error(context, STATUS_BAD_INPUT,
                               "\"%s\" does not say what pack it is from", file.text.name);
        command_hint(context, "--pack names the pack to hold it against");
    } else if (status == STATUS_DONE) {
        status = verify(context, &file);
    }
    bank_file_fini(&file);
    return status;
}
