/* pack list, pack show: what there is to study, and the tables to read. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "engine/diag.h"
#include "engine/near.h"
#include "engine/pack.h"
#include "questions/builtin.h"
#include "questions/commands/commands.h"
#include "questions/commands/facts.h"
#include "questions/commands/output.h"
#include "questions/commands/packs.h"
#include "questions/item/pack_view.h"
#include "questions/text/buffer.h"
#include "questions/text/json_out.h"

const struct option_spec pack_options[] = {
    {"--decision", "ID",
     "show, tests: only this decision. Default: show draws all, tests takes the first."},
    {"--pairwise", NULL, "tests: show every two values of two facts, in place of conditions."},
    {NULL, NULL, NULL}};

/* ---- list ------------------------------------------------------------------------------------ */

static void list_json(struct json_out *j, const struct pack *pack)
{
    json_object_begin(j);
    json_member_string(j, "pack", pack->id);
    json_member_string(j, "title", pack->title);
    json_member_string(j, "edition", pack->edition);
    json_member_int(j, "facts", (int64_t)pack->fact_count);
    json_member_int(j, "possible_cases", (int64_t)case_set_count(&pack->possible));
    json_member_int(j, "decisions", (int64_t)pack->decision_count);
    json_member_int(j, "rules", (int64_t)pack_rule_count(pack));
    json_member_int(j, "misconceptions", (int64_t)pack->misconception_count);
    json_member_string(j, "sibling", pack->sibling_pack);
    json_object_end(j);
}

static void list_text(struct screen *screen, const struct pack *pack)
{
    struct buffer text = {0};
    screen_heading(screen, pack->id, NULL);
    screen_wrap(screen, STYLE_PLAIN, 2, 2, pack->title);
    if (pack->edition != NULL) {
        buffer_addf(&text, "Edition: %s", pack->edition);
        screen_wrap(screen, STYLE_PLAIN, 2, 4, buffer_text(&text));
        buffer_fini(&text);
    }
    buffer_addf(&text, "%zu facts, %zu possible cases, %zu decisions, %zu rows, %zu misconceptions",
                pack->fact_count, case_set_count(&pack->possible), pack->decision_count,
                pack_rule_count(pack), pack->misconception_count);
    screen_wrap(screen, STYLE_PLAIN, 2, 2, buffer_text(&text));
    buffer_fini(&text);
}

static enum status pack_list(struct context *context)
{
    struct buffer json = {0};
    struct json_out j = {.out = &json};
    enum status status = STATUS_DONE;
    json_object_begin(&j);
    json_key(&j, "packs");
    json_array_begin(&j);
    for (size_t i = 0; i < builtin_pack_count && status == STATUS_DONE; i++) {
        struct pack *pack = packs_read(context, builtin_packs[i].id, NULL, &status);
        if (pack == NULL) {
            break;
        }
        if (context->json) {
            list_json(&j, pack);
        } else {
            if (i > 0) {
                screen_gap(&context->out);
            }
            list_text(&context->out, pack);
        }
        pack_free(pack);
    }
    json_array_end(&j);
    json_object_end(&j);
    if (context->json && status == STATUS_DONE) {
        return output_line(context, &json, STATUS_DONE);
    }
    buffer_fini(&json);
    return status;
}

/* ---- show ------------------------------------------------------------------------------------ */

static enum status show(struct context *context, const struct pack *pack)
{
    const char *id = argument(context, "--decision");
    size_t decision = SIZE_MAX;
    enum status status = STATUS_DONE;
    if (id != NULL) {
        status = facts_decision(context, pack, id, &decision);
    }
    if (status != STATUS_DONE) {
        return status;
    }
    if (context->json) {
        (void)output_write(context, pack->text.bytes, pack->text.length); /* output_end() looks */
    } else {
        pack_show(&context->out, pack, decision);
    }
    return STATUS_DONE;
}

static enum status pack_show_command(struct context *context)
{
    enum status status = STATUS_DONE;
    const char *name = context->args.word_count > 1 ? context->args.words[1] : NULL;
    struct pack *pack = packs_read(context, name, PACK_DEFAULT, &status);
    if (pack != NULL) {
        status = show(context, pack);
    }
    pack_free(pack);
    return status;
}

/* ---- The words after "pack" ------------------------------------------------------------------ */

static const struct subcommand {
    const char *name;
    size_t words; /* how many may follow */
    enum status (*run)(struct context *context);
} subcommands[] = {{"list", 0, pack_list},           {"show", 1, pack_show_command},
                   {"check", 1, pack_check_command}, {"diff", 2, pack_diff_command},
                   {"tests", 1, pack_tests_command}, {NULL, 0, NULL}};

static enum status unknown_subcommand(struct context *context, const char *word)
{
    struct near near = {.word = word};
    char hint[128];
    size_t length = (size_t)snprintf(hint, sizeof hint, "say one of these after pack:");
    for (size_t i = 0; subcommands[i].name != NULL; i++) {
        near_offer(&near, subcommands[i].name);
        length += (size_t)snprintf(hint + length, sizeof hint - length, " %s", subcommands[i].name);
    }
    if (near.best != NULL) {
        (void)snprintf(hint, sizeof hint, "did you mean \"pack %s\"?", near.best);
    }
    if (*word == '\0') {
        return command_usage(context, hint, "pack does nothing alone");
    }
    return command_usage(context, hint, "pack knows no \"%s\"", word);
}

enum status command_pack(struct context *context)
{
    const struct arguments *args = &context->args;
    const char *word = args->word_count > 0 ? args->words[0] : "";
    size_t i = 0;
    while (subcommands[i].name != NULL && strcmp(subcommands[i].name, word) != 0) {
        i++;
    }
    if (subcommands[i].name == NULL) {
        return unknown_subcommand(context, word);
    }
    if (args->word_count - 1 > subcommands[i].words) {
        return command_usage(context, NULL, "one word too many: \"%s\"",
                             args->words[subcommands[i].words + 1]);
    }
    if (argument(context, "--pairwise") != NULL && subcommands[i].run != pack_tests_command) {
        return command_usage(context, NULL, "--pairwise belongs to pack tests, not to pack %s",
                             word);
    }
    return subcommands[i].run(context);
}
