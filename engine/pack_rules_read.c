/*
 * decision      = { "id", "ask", "hit", "outcomes", "rules" }
 * outcome       = { "id", "label", ["steps"], ["steps_when"], ["owner"], ["alias"], ["ask"] }
 * rule          = { "id", "when", "then", ["also"], ["not"], "because", ["source"], ["certainty"] }
 * misconception = { "id", "decision", "believes", "correct", ["assume"], ["rules"] }
 */
#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

#include "engine/pack_fields.h"

static void read_steps_when(struct pack_reader *r, const cJSON *value, struct outcome *outcome)
{
    static const char *const known[] = {"when", "steps", NULL};
    size_t count;
    const cJSON *list = field_list(&r->in, value, "steps_when", false, PACK_RULES_MAX, &count);
    outcome->steps_when = field_alloc(&r->in, count, sizeof *outcome->steps_when);
    if (list == NULL || outcome->steps_when == NULL) {
        return;
    }
    const cJSON *entry;
    cJSON_ArrayForEach(entry, list)
    {
        if (field_object(&r->in, entry, "an entry of \"steps_when\"", known)) {
            outcome->steps_when[outcome->steps_when_count++] =
                (struct steps_when){field_when(r, entry, "when", true),
                                    field_texts(&r->in, entry, "steps", true, false)};
        }
    }
}

static void read_outcome(struct pack_reader *r, const cJSON *value, struct outcome *outcome)
{
    static const char *const known[] = {"id",    "label", "steps", "steps_when",
                                        "owner", "alias", "ask",   NULL};
    *outcome = (struct outcome){.id = "", .place = json_in_place(r->in.json, value)};
    if (!field_object(&r->in, value, "an outcome", known)) {
        return;
    }
    outcome->id = field_id(&r->in, value, '-', &outcome->place);
    outcome->label = field_text(&r->in, value, "label", true);
    outcome->steps = field_texts(&r->in, value, "steps", false, false);
    outcome->owner = field_text(&r->in, value, "owner", false);
    outcome->alias = field_texts(&r->in, value, "alias", false, false);
    outcome->ask = field_bool(&r->in, value, "ask", true);
    read_steps_when(r, value, outcome);
}

static void read_outcomes(struct pack_reader *r, const cJSON *value, struct decision *decision)
{
    size_t count;
    const cJSON *list = field_list(&r->in, value, "outcomes", true, PACK_OUTCOMES_MAX, &count);
    decision->outcomes = field_alloc(&r->in, count, sizeof *decision->outcomes);
    struct id_use *uses = field_alloc(&r->in, count, sizeof *uses);
    if (list == NULL || decision->outcomes == NULL || uses == NULL) {
        return;
    }
    if (count == 0) {
        field_error(&r->in, list, "empty-list", "a decision needs at least one outcome");
    }
    const cJSON *entry;
    cJSON_ArrayForEach(entry, list)
    {
        struct outcome *outcome = &decision->outcomes[decision->outcome_count];
        read_outcome(r, entry, outcome);
        uses[decision->outcome_count++] = (struct id_use){outcome->id, outcome->place};
    }
    field_unique_ids(r->in.diags, uses, count, "outcome");
}

static uint64_t read_also(struct pack_reader *r, const cJSON *value,
                          const struct decision *decision)
{
    uint64_t also = 0;
    size_t count;
    const cJSON *list = field_list(&r->in, value, "also", false, PACK_OUTCOMES_MAX, &count);
    const cJSON *entry;
    cJSON_ArrayForEach(entry, list)
    {
        const size_t outcome = field_outcome(r, entry, decision);
        also |= outcome != SIZE_MAX ? (uint64_t)1 << outcome : 0;
    }
    return also;
}

static void read_not(struct pack_reader *r, const cJSON *value, const struct decision *decision,
                     struct rule *rule)
{
    const cJSON *object = json_in_member(value, "not");
    if (object == NULL) {
        return;
    }
    if (!cJSON_IsObject(object)) {
        field_error(&r->in, object, "wrong-type",
                    "\"not\" must be an object of outcomes and reasons");
        return;
    }
    const size_t count = (size_t)cJSON_GetArraySize(object);
    if (count > PACK_OUTCOMES_MAX) {
        field_error(&r->in, object, "too-many", "\"not\" holds %zu entries, at most %u are allowed",
                    count, PACK_OUTCOMES_MAX);
        return;
    }
    rule->not_outcomes = field_alloc(&r->in, count, sizeof *rule->not_outcomes);
    const cJSON *entry;
    cJSON_ArrayForEach(entry, object)
    {
        const struct place place = json_in_key_place(r->in.json, entry);
        const size_t outcome = field_outcome_id(r, &place, entry->string, decision);
        const char *because = field_text(&r->in, object, entry->string, true);
        if (outcome != SIZE_MAX && rule->not_outcomes != NULL) {
            rule->not_outcomes[rule->not_count++] = (struct rule_not){outcome, because};
        }
    }
}

/* The outcome that "then" names; 0 after an error, for the pack is refused anyway. */
static size_t read_then(struct pack_reader *r, const cJSON *value, const struct decision *decision)
{
    const cJSON *then = field_member(&r->in, value, "then", true);
    const size_t outcome = then != NULL ? field_outcome(r, then, decision) : SIZE_MAX;
    return outcome != SIZE_MAX ? outcome : 0;
}

static void read_rule(struct pack_reader *r, const cJSON *value, const struct decision *decision,
                      struct rule *rule)
{
    static const char *const known[] = {"id",      "when",   "then",      "also", "not",
                                        "because", "source", "certainty", NULL};
    static const char *const certainties[] = {"documented", "maintainer", "field",
                                              "lecture",    "inferred",   NULL};
    *rule = (struct rule){.id = "", .place = json_in_place(r->in.json, value)};
    if (!field_object(&r->in, value, "a rule", known)) {
        return;
    }
    rule->id = field_id(&r->in, value, '-', &rule->place);
    rule->when = field_when(r, value, "when", true);
    rule->then = read_then(r, value, decision);
    rule->also = read_also(r, value, decision);
    rule->because = field_text(&r->in, value, "because", true);
    rule->source = field_texts(&r->in, value, "source", false, false);
    rule->certainty = (enum certainty)field_choice(&r->in, value, "certainty", certainties, false,
                                                   CERTAINTY_DOCUMENTED);
    read_not(r, value, decision, rule);
}

static void read_rules(struct pack_reader *r, const cJSON *value, struct decision *decision)
{
    size_t count;
    const cJSON *list = field_list(&r->in, value, "rules", true, PACK_RULES_MAX, &count);
    decision->rules = field_alloc(&r->in, count, sizeof *decision->rules);
    const cJSON *entry;
    cJSON_ArrayForEach(entry, list)
    {
        if (decision->rules != NULL) {
            read_rule(r, entry, decision, &decision->rules[decision->rule_count++]);
        }
    }
}

static void read_decision(struct pack_reader *r, const cJSON *value, struct decision *decision)
{
    static const char *const known[] = {"id", "ask", "hit", "outcomes", "rules", NULL};
    static const char *const hits[] = {"first", "unique", NULL};
    *decision = (struct decision){.id = "", .place = json_in_place(r->in.json, value)};
    if (!field_object(&r->in, value, "a decision", known)) {
        return;
    }
    decision->id = field_id(&r->in, value, '-', &decision->place);
    decision->ask = field_text(&r->in, value, "ask", true);
    decision->hit = (enum hit_policy)field_choice(&r->in, value, "hit", hits, true, HIT_FIRST);
    read_outcomes(r, value, decision);
    read_rules(r, value, decision);
}

/* Rule ids are unique in the whole pack: an answer names its rule by the id alone. */
static void check_rule_ids(struct pack_reader *r)
{
    size_t total = 0;
    for (size_t d = 0; d < r->pack->decision_count; d++) {
        total += r->pack->decisions[d].rule_count;
    }
    struct id_use *uses = field_alloc(&r->in, total, sizeof *uses);
    if (uses == NULL) {
        return;
    }
    size_t at = 0;
    for (size_t d = 0; d < r->pack->decision_count; d++) {
        const struct decision *decision = &r->pack->decisions[d];
        for (size_t i = 0; i < decision->rule_count; i++) {
            uses[at++] = (struct id_use){decision->rules[i].id, decision->rules[i].place};
        }
    }
    field_unique_ids(r->in.diags, uses, total, "rule");
}

void pack_read_decisions(struct pack_reader *r, const cJSON *root)
{
    size_t count;
    const cJSON *list = field_list(&r->in, root, "decisions", true, PACK_DECISIONS_MAX, &count);
    r->pack->decisions = field_alloc(&r->in, count, sizeof *r->pack->decisions);
    struct id_use *uses = field_alloc(&r->in, count, sizeof *uses);
    if (list == NULL || r->pack->decisions == NULL || uses == NULL) {
        return;
    }
    if (count == 0) {
        field_error(&r->in, list, "empty-list", "a pack needs at least one decision");
    }
    const cJSON *value;
    cJSON_ArrayForEach(value, list)
    {
        struct decision *decision = &r->pack->decisions[r->pack->decision_count];
        read_decision(r, value, decision);
        uses[r->pack->decision_count++] = (struct id_use){decision->id, decision->place};
    }
    field_unique_ids(r->in.diags, uses, count, "decision");
    check_rule_ids(r);
}

static void read_belief_rules(struct pack_reader *r, const cJSON *value,
                              struct misconception *misconception)
{
    static const char *const known[] = {"when", "then", NULL};
    size_t count;
    const cJSON *list = field_list(&r->in, value, "rules", false, PACK_RULES_MAX, &count);
    misconception->rules = field_alloc(&r->in, count, sizeof *misconception->rules);
    if (list == NULL || misconception->rules == NULL || misconception->decision == SIZE_MAX) {
        return;
    }
    const struct decision *decision = &r->pack->decisions[misconception->decision];
    const cJSON *entry;
    cJSON_ArrayForEach(entry, list)
    {
        if (field_object(&r->in, entry, "a rule of a misconception", known)) {
            misconception->rules[misconception->rule_count++] = (struct belief_rule){
                field_when(r, entry, "when", true), read_then(r, entry, decision),
                json_in_place(r->in.json, entry)};
        }
    }
}

static void read_misconception(struct pack_reader *r, const cJSON *value,
                               struct misconception *misconception)
{
    static const char *const known[] = {"id",     "decision", "believes", "correct",
                                        "assume", "rules",    NULL};
    *misconception = (struct misconception){
        .id = "", .decision = SIZE_MAX, .place = json_in_place(r->in.json, value)};
    if (!field_object(&r->in, value, "a misconception", known)) {
        return;
    }
    misconception->id = field_id(&r->in, value, '-', &misconception->place);
    misconception->decision = field_decision(r, value, "decision");
    misconception->believes = field_text(&r->in, value, "believes", true);
    misconception->correct = field_text(&r->in, value, "correct", true);
    misconception->assume = field_when(r, value, "assume", false);
    read_belief_rules(r, value, misconception);
}

void pack_read_misconceptions(struct pack_reader *r, const cJSON *root)
{
    size_t count;
    const cJSON *list =
        field_list(&r->in, root, "misconceptions", false, PACK_MISCONCEPTIONS_MAX, &count);
    r->pack->misconceptions = field_alloc(&r->in, count, sizeof *r->pack->misconceptions);
    struct id_use *uses = field_alloc(&r->in, count, sizeof *uses);
    if (list == NULL || r->pack->misconceptions == NULL || uses == NULL) {
        return;
    }
    const cJSON *value;
    cJSON_ArrayForEach(value, list)
    {
        struct misconception *m = &r->pack->misconceptions[r->pack->misconception_count];
        read_misconception(r, value, m);
        uses[r->pack->misconception_count++] = (struct id_use){m->id, m->place};
    }
    field_unique_ids(r->in.diags, uses, count, "misconception");
}
