/* The promised object of `decide --json`, member by member, in the promised order. */
#include "engine/pack.h"
#include "questions/commands/answer.h"
#include "questions/item/subject.h"
#include "questions/text/json_out.h"

#include <string.h>

void answer_json_facts(struct json_out *j, const char *key, const struct pack *pack,
                       struct partial facts)
{
    json_key(j, key);
    json_object_begin(j);
    for (size_t i = 0; i < pack->fact_count; i++) {
        if ((facts.known & fact_bit(i)) != 0) {
            json_member_bool(j, pack->facts[i].id, (facts.value & fact_bit(i)) != 0);
        }
    }
    json_object_end(j);
}

void answer_json_texts(struct json_out *j, const char *key, const struct texts *texts)
{
    json_key(j, key);
    json_array_begin(j);
    for (size_t i = 0; i < texts->count; i++) {
        json_string(j, texts->items[i]);
    }
    json_array_end(j);
}

static const struct decision *decision_of(const struct answer *answer)
{
    return &answer->subject->pack->decisions[answer->decision];
}

static void write_rules(struct json_out *j, const struct answer *answer)
{
    const struct decision *d = decision_of(answer);
    json_key(j, "rules");
    json_array_begin(j);
    for (size_t i = 0; i < d->rule_count; i++) {
        if (answer_row(answer, i)) {
            json_string(j, d->rules[i].id);
        }
    }
    json_array_end(j);
}

/* Did a row before this one, or this one before place `k`, cite the same? */
static bool cited_before(const struct answer *answer, size_t row, size_t k)
{
    const struct decision *d = decision_of(answer);
    const char *id = d->rules[row].source.items[k];
    for (size_t i = 0; i <= row; i++) {
        const struct texts *source = &d->rules[i].source;
        const size_t count = i == row ? k : source->count;
        for (size_t n = 0; answer_row(answer, i) && n < count; n++) {
            if (strcmp(source->items[n], id) == 0) {
                return true;
            }
        }
    }
    return false;
}

/* The union of what the rows cite, in the order of first citation. */
static void write_sources(struct json_out *j, const struct answer *answer)
{
    const struct decision *d = decision_of(answer);
    json_key(j, "source");
    json_array_begin(j);
    for (size_t i = 0; i < d->rule_count; i++) {
        for (size_t k = 0; answer_row(answer, i) && k < d->rules[i].source.count; k++) {
            if (!cited_before(answer, i, k)) {
                json_string(j, d->rules[i].source.items[k]);
            }
        }
    }
    json_array_end(j);
}

uint64_t answer_also(const struct answer *answer)
{
    const struct decision *d = decision_of(answer);
    uint64_t also = answer->own.kind == ANSWER_DECIDED ? UINT64_MAX : 0;
    for (size_t i = 0; i < d->rule_count; i++) {
        if (answer_row(answer, i)) {
            also &= d->rules[i].also;
        }
    }
    return also;
}

static void write_outcomes(struct json_out *j, const char *key, const struct decision *d,
                           uint64_t outcomes)
{
    json_key(j, key);
    json_array_begin(j);
    for (size_t i = 0; i < d->outcome_count; i++) {
        if ((outcomes >> i & 1) != 0) {
            json_string(j, d->outcomes[i].id);
        }
    }
    json_array_end(j);
}

static void write_needs(struct json_out *j, const struct answer *answer)
{
    const struct pack *pack = answer->subject->pack;
    json_key(j, "needs");
    json_array_begin(j);
    if (answer->first_need != SIZE_MAX) {
        json_string(j, pack->facts[answer->first_need].id);
    }
    for (size_t i = 0; i < pack->fact_count; i++) {
        if (i != answer->first_need && (answer->needs & fact_bit(i)) != 0) {
            json_string(j, pack->facts[i].id);
        }
    }
    json_array_end(j);
}

static const char *outcome_name(const struct verdict *verdict, const struct decision *d)
{
    if (verdict->kind == ANSWER_UNDETERMINED) {
        return "undetermined";
    }
    return verdict->outcome == SIZE_MAX ? NULL : d->outcomes[verdict->outcome].id;
}

void answer_json_members(struct json_out *j, const struct answer *answer)
{
    const struct pack *pack = answer->subject->pack;
    const struct decision *d = decision_of(answer);
    const struct verdict *own = &answer->own;
    const bool decided = own->kind == ANSWER_DECIDED;
    const bool alone = decided && own->rule != SIZE_MAX;
    const struct rule *rule = &d->rules[alone ? own->rule : 0];
    static const struct texts no_steps = {NULL, 0};

    json_member_string(j, "pack", pack->id);
    json_member_string(j, "decision", d->id);
    answer_json_facts(j, "facts", pack, answer->facts);
    json_member_string(j, "outcome", outcome_name(own, d));
    json_member_string(j, "rule", alone ? rule->id : NULL);
    write_rules(j, answer);
    json_member_string(j, "owner", decided ? d->outcomes[own->outcome].owner : NULL);
    answer_json_texts(j, "steps", decided ? answer_steps(answer) : &no_steps);
    json_member_string(j, "because", alone ? rule->because : NULL);
    write_sources(j, answer);
    json_member_string(j, "certainty", alone ? certainty_name(rule->certainty) : NULL);
    write_outcomes(j, "also", d, answer_also(answer));
    if (!decided) {
        write_outcomes(j, "outcomes", d, own->open);
        write_needs(j, answer);
    }
}

void answer_json_sibling(struct json_out *j, const struct answer *answer)
{
    json_key(j, "sibling");
    if (answer->sibling_decision == SIZE_MAX) {
        json_null(j);
        return;
    }
    const struct pack *sibling = answer->subject->sibling->pack;
    const struct decision *d = &sibling->decisions[answer->sibling_decision];
    const struct verdict *there = &answer->sibling;
    const bool alone = there->kind == ANSWER_DECIDED && there->rule != SIZE_MAX;
    json_object_begin(j);
    json_member_string(j, "pack", sibling->id);
    json_member_string(j, "label", answer->subject->pack->sibling_label);
    json_member_string(j, "outcome", outcome_name(there, d));
    json_member_string(j, "rule", alone ? d->rules[there->rule].id : NULL);
    json_member_string(j, "because", alone ? d->rules[there->rule].because : NULL);
    json_object_end(j);
}
