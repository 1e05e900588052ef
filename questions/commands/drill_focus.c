/* Words looked up before anything is opened for writing; see the header. */
#include "questions/commands/drill_focus.h"

#include <stdlib.h>
#include <string.h>

#include "engine/near.h"
#include "engine/short_text.h"
#include "questions/bank/bank.h"
#include "questions/item/subject.h"

enum { RULES, KINDS };

void drill_focus_fini(struct drill_focus *focus)
{
    for (size_t i = 0; i < 2; i++) {
        free(focus->texts[i]);
        free(focus->words[i]);
    }
    *focus = (struct drill_focus){0};
}

/* ---- What there is --------------------------------------------------------------------------- */

/* The rows and statements of a pack, or the rules that the items of a bank name; NULL after the last. */
static const char *rule_at(const struct subject *subject, const struct bank *bank, size_t index)
{
    if (bank != NULL) {
        for (size_t i = 0; i < bank->item_count; i++) {
            if (bank->items[i].rule != NULL && index-- == 0) {
                return bank->items[i].rule;
            }
        }
        return NULL;
    }
    const struct pack *pack = subject->pack;
    for (size_t d = 0; d < pack->decision_count; d++) {
        if (index < pack->decisions[d].rule_count) {
            return pack->decisions[d].rules[index].id;
        }
        index -= pack->decisions[d].rule_count;
    }
    return index < pack->statement_count ? pack->statements[index].id : NULL;
}

static const char *kind_at(const struct subject *subject, const struct bank *bank, size_t index)
{
    if (bank != NULL) {
        return index < bank->item_count ? session_item_kind(&bank->items[index]) : NULL;
    }
    const struct pack *pack = subject->pack;
    const bool statements = pack->statement_count > 0;
    return index < pack->decision_count                  ? pack->decisions[index].id
           : index == pack->decision_count && statements ? SESSION_STATEMENT
                                                         : NULL;
}

/* ---- Words ----------------------------------------------------------------------------------- */

static enum status unknown(struct context *context, const char *option, const char *word,
                           const struct near *near, bool bank)
{
    const char *one = strcmp(option, "--rule") == 0 ? "rule" : "kind";
    char hint[96];
    (void)snprintf(hint, sizeof hint, "did you mean \"%s\"?", near->best);
    const char *where = bank || one[0] == 'k' ? NULL : "amiquiz pack show lists them";
    return command_usage(context, near->best != NULL ? hint : where,
                         bank ? "the bank has no question of the %s \"%s\""
                              : "the pack has no %s \"%s\" that could be asked about",
                         one, short_text(word).text);
}

/* Is the word one of what there is? */
static enum status look_up(struct context *context, const char *option, const char *word,
                           const struct subject *subject, const struct bank *bank)
{
    struct near near = {.word = word};
    const bool rules = strcmp(option, "--rule") == 0;
    const char *name;
    for (size_t i = 0;
         (name = rules ? rule_at(subject, bank, i) : kind_at(subject, bank, i)) != NULL; i++) {
        if (strcmp(name, word) == 0) {
            return STATUS_DONE;
        }
        near_offer(&near, name);
    }
    return unknown(context, option, word, &near, bank != NULL);
}

/* Take an option apart at its commas. */
static enum status read_list(struct context *context, const char *option, int which,
                             struct drill_focus *focus, size_t *count)
{
    const char *list = argument(context, option);
    *count = 0;
    if (list == NULL) {
        return STATUS_DONE;
    }
    size_t most = 1;
    for (const char *at = list; *at != '\0'; at++) {
        most += *at == ',';
    }
    char *text = focus->texts[which] = strdup(list);
    focus->words[which] = calloc(most, sizeof *focus->words[which]);
    if (text == NULL || focus->words[which] == NULL) {
        return command_no_memory(context);
    }
    for (char *rest = text; rest != NULL;) {
        char *comma = strchr(rest, ',');
        if (comma != NULL) {
            *comma++ = '\0';
        }
        focus->words[which][(*count)++] = rest;
        rest = comma;
    }
    return STATUS_DONE;
}

static enum status read_only(struct context *context, struct session_focus *focus)
{
    const char *only = argument(context, "--only");
    if (only != NULL && strcmp(only, "mistakes") == 0) {
        focus->only = ONLY_MISTAKES;
    } else if (only != NULL && strcmp(only, "marked") == 0) {
        focus->only = ONLY_MARKED;
    } else if (only != NULL) {
        return command_usage(context, NULL, "--only must be mistakes or marked, not \"%s\"",
                             short_text(only).text);
    }
    if (only != NULL && argument(context, "--learn") != NULL) {
        return command_usage(context, "--learn goes with --rule and --kind",
                             "--learn is about what was never asked, --only about what was");
    }
    return STATUS_DONE;
}

enum status drill_focus_read(struct context *context, const struct subject *subject,
                             const struct bank *bank, struct drill_focus *focus)
{
    struct session_focus *f = &focus->focus;
    enum status status = read_only(context, f);
    status =
        status == STATUS_DONE ? read_list(context, "--rule", RULES, focus, &f->rule_count) : status;
    status =
        status == STATUS_DONE ? read_list(context, "--kind", KINDS, focus, &f->kind_count) : status;
    f->rules = focus->words[RULES];
    f->kinds = focus->words[KINDS];
    for (size_t i = 0; status == STATUS_DONE && i < f->rule_count; i++) {
        status = look_up(context, "--rule", f->rules[i], subject, bank);
    }
    for (size_t i = 0; status == STATUS_DONE && i < f->kind_count; i++) {
        status = look_up(context, "--kind", f->kinds[i], subject, bank);
    }
    return status;
}

enum status drill_focus_nothing(struct context *context, const struct session_focus *focus)
{
    const bool both = focus->rule_count > 0 && focus->kind_count > 0;
    const char *option = focus->rule_count > 0 ? "--rule" : "--kind";
    const bool listed = focus->rule_count + focus->kind_count > 0;
    if (focus->only == ONLY_ANY && both) {
        return command_error(context, STATUS_NO,
                             "nothing to ask: no question is what --rule and --kind say at once");
    }
    if (focus->only == ONLY_ANY) {
        (void)command_error(context, STATUS_NO,
                            "nothing to ask: what %s names is never asked about", option);
        command_hint(context, "what a pack leaves unsettled or only infers makes no question");
        return STATUS_NO;
    }
    (void)command_error(context, STATUS_NO, "nothing to ask: %s",
                        focus->only == ONLY_MARKED ? "nothing is marked"
                                                   : "no latest answer was wrong");
    if (listed) {
        command_hint(context, "%s narrow%s it down; without, there may be more",
                     both ? "--rule and --kind" : option, both ? "" : "s");
    } else if (focus->only == ONLY_MARKED) {
        command_hint(context, "in the drill, m marks a question");
    }
    return STATUS_NO;
}
