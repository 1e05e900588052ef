/* Members that name facts, outcomes and decisions; see the header. */
#include <cjson/cJSON.h>
#include <stdint.h>
#include <string.h>

#include "engine/near.h"
#include "engine/pack_fields.h"
#include "engine/short_text.h"

static void unknown_fact(struct pack_reader *r, struct place place, const char *id)
{
    if (r->pack->fact_count == 0) {
        return;
    }
    struct diag *diag = diags_add(r->in.diags, DIAG_ERROR, "unknown-fact", &place,
                                  "unknown fact \"%s\"", short_text(id).text);
    struct near near = {.word = id};
    for (size_t i = 0; diag != NULL && i < r->pack->fact_count; i++) {
        near_offer(&near, r->pack->facts[i].id);
    }
    field_suggest(diag, &near, "declare it under \"facts\", or take it out");
}

static void add_condition(struct pack_reader *r, const cJSON *member, struct partial *when)
{
    const size_t fact = pack_fact(r->pack, member->string);
    if (fact == SIZE_MAX) {
        unknown_fact(r, json_in_key_place(r->in.json, member), member->string);
    } else if (!cJSON_IsBool(member)) {
        field_wrong_type(&r->in, member, member->string, "true or false");
    } else {
        *when = partial_with(*when, fact, cJSON_IsTrue(member));
    }
}

struct partial field_when(struct pack_reader *r, const cJSON *object, const char *key,
                          bool required)
{
    struct partial when = {0, 0};
    const cJSON *value = field_member(&r->in, object, key, required);
    if (value == NULL) {
        return when;
    }
    if (!cJSON_IsObject(value)) {
        field_wrong_type(&r->in, value, key, "an object of facts");
        return when;
    }
    const cJSON *member;
    cJSON_ArrayForEach(member, value)
    {
        add_condition(r, member, &when);
    }
    return when;
}

size_t field_fact(struct pack_reader *r, const cJSON *object, const char *key)
{
    const char *id = field_text(&r->in, object, key, true);
    const size_t fact = id != NULL ? pack_fact(r->pack, id) : SIZE_MAX;
    if (id != NULL && fact == SIZE_MAX) {
        unknown_fact(r, json_in_place(r->in.json, json_in_member(object, key)), id);
    }
    return fact;
}

size_t field_outcome_id(struct pack_reader *r, const struct place *place, const char *id,
                        const struct decision *decision)
{
    const size_t found = decision_outcome(decision, id);
    if (found == SIZE_MAX && decision->outcome_count > 0) {
        struct diag *diag = diags_add(r->in.diags, DIAG_ERROR, "unknown-outcome", place,
                                      "decision \"%s\" has no outcome \"%s\"",
                                      short_text(decision->id).text, short_text(id).text);
        struct near near = {.word = id};
        for (size_t i = 0; diag != NULL && i < decision->outcome_count; i++) {
            near_offer(&near, decision->outcomes[i].id);
        }
        field_suggest(diag, &near, "add it to the decision's \"outcomes\", or name one of them");
    }
    return found;
}

size_t field_outcome(struct pack_reader *r, const cJSON *value, const struct decision *decision)
{
    if (!cJSON_IsString(value)) {
        field_error(&r->in, value, "wrong-type", "an outcome must be a text, this is %s",
                    field_type_name(value));
        return SIZE_MAX;
    }
    const struct place place = json_in_place(r->in.json, value);
    return field_outcome_id(r, &place, value->valuestring, decision);
}

size_t field_decision_id(struct pack_reader *r, const struct place *place, const char *id)
{
    const size_t found = pack_decision(r->pack, id);
    if (found == SIZE_MAX && r->pack->decision_count > 0) {
        struct diag *diag = diags_add(r->in.diags, DIAG_ERROR, "unknown-decision", place,
                                      "the pack has no decision \"%s\"", short_text(id).text);
        struct near near = {.word = id};
        for (size_t i = 0; diag != NULL && i < r->pack->decision_count; i++) {
            near_offer(&near, r->pack->decisions[i].id);
        }
        field_suggest(diag, &near, "name one of the pack's decisions");
    }
    return found;
}

size_t field_decision(struct pack_reader *r, const cJSON *object, const char *key)
{
    const cJSON *member = field_member(&r->in, object, key, true);
    const char *id = member != NULL ? field_text(&r->in, object, key, false) : NULL;
    if (id == NULL) {
        return SIZE_MAX;
    }
    const struct place place = json_in_place(r->in.json, member);
    return field_decision_id(r, &place, id);
}
