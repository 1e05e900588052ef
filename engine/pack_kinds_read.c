/*
 * kinds     = { ["change"], ["steps"], ["edition"]: asks, ["owner"], ["grant"], ["prevent"] }
 * asks      = { decision: [texts] }
 * owner     = { "parties": [{"id", "text"}], "origin": {"fact", "yes", "no"},
 *               ["result"], ["source"]: ownership }
 * ownership = { "ask": [texts], ["because"], ["not": {party: text}], ["source"] }
 * grant     = { "goals": [{"decision", "outcome", "ask": [texts]}], ["decoys"] }
 * decoys    = [{"id", "text", "because"}]
 * prevent   = { "abilities": [{"id", "text", ["because"], "decision", "outcomes": [ids]
 *               (both left out: always)}], "stops": [texts], "keeps": [texts] }
 */
#include <cjson/cJSON.h>
#include <string.h>

#include "engine/near.h"
#include "engine/pack_fields.h"
#include "engine/short_text.h"

#define PARTIES_MAX   16u
#define GOALS_MAX     64u
#define DECOYS_MAX    64u
#define ABILITIES_MAX 26u /* each is an option of one question: A to Z */

static struct texts *read_asks(struct pack_reader *r, const cJSON *kinds, const char *key)
{
    const cJSON *object = json_in_member(kinds, key);
    if (object == NULL) {
        return NULL;
    }
    if (!cJSON_IsObject(object)) {
        field_error(&r->in, object, "wrong-type", "\"%s\" must be an object of decisions and texts",
                    key);
        return NULL;
    }
    struct texts *asks = field_alloc(&r->in, r->pack->decision_count, sizeof *asks);
    const cJSON *entry;
    cJSON_ArrayForEach(entry, object)
    {
        const struct place place = json_in_key_place(r->in.json, entry);
        const size_t decision = field_decision_id(r, &place, entry->string);
        if (asks != NULL && decision != SIZE_MAX) {
            asks[decision] = field_texts(&r->in, object, entry->string, true, false);
        }
    }
    return asks;
}

/* ---- Who owns what --------------------------------------------------------------------------- */

static void read_parties(struct pack_reader *r, const cJSON *owner)
{
    static const char *const known[] = {"id", "text", NULL};
    struct pack_kinds *kinds = &r->pack->kinds;
    size_t count;
    const cJSON *list = field_list(&r->in, owner, "parties", true, PARTIES_MAX, &count);
    kinds->parties = field_alloc(&r->in, count, sizeof *kinds->parties);
    struct id_use uses[PARTIES_MAX];
    const cJSON *value;
    cJSON_ArrayForEach(value, list)
    {
        if (kinds->parties == NULL || !field_object(&r->in, value, "a party", known)) {
            continue;
        }
        struct party *party = &kinds->parties[kinds->party_count];
        party->id = field_id(&r->in, value, '-', &party->place);
        party->text = field_text(&r->in, value, "text", true);
        uses[kinds->party_count++] = (struct id_use){party->id, party->place};
    }
    field_unique_ids(r->in.diags, uses, kinds->party_count, "party");
}

/* The index of a party; SIZE_MAX when there is none of that name, which is an error at `place`. */
static size_t party_named(struct pack_reader *r, const struct place *place, const char *id)
{
    const struct pack_kinds *kinds = &r->pack->kinds;
    struct near near = {.word = id};
    for (size_t i = 0; i < kinds->party_count; i++) {
        if (strcmp(kinds->parties[i].id, id) == 0) {
            return i;
        }
        near_offer(&near, kinds->parties[i].id);
    }
    if (kinds->party_count > 0) {
        field_suggest(diags_add(r->in.diags, DIAG_ERROR, "unknown-party", place,
                                "there is no party \"%s\"", short_text(id).text),
                      &near, "name one of the \"parties\"");
    }
    return SIZE_MAX;
}

/* The index of the party that a member names; 0 after an error, for the pack is refused anyway. */
static size_t read_party(struct pack_reader *r, const cJSON *object, const char *key)
{
    const char *id = field_text(&r->in, object, key, true);
    if (id == NULL) {
        return 0;
    }
    const struct place place = json_in_place(r->in.json, json_in_member(object, key));
    const size_t party = party_named(r, &place, id);
    return party != SIZE_MAX ? party : 0;
}

static void read_origin(struct pack_reader *r, const cJSON *owner)
{
    static const char *const known[] = {"fact", "yes", "no", NULL};
    struct pack_kinds *kinds = &r->pack->kinds;
    const cJSON *origin = field_member(&r->in, owner, "origin", true);
    if (origin == NULL || !field_object(&r->in, origin, "an origin", known)) {
        return;
    }
    kinds->origin_fact = field_fact(r, origin, "fact");
    kinds->origin_yes = read_party(r, origin, "yes");
    kinds->origin_no = read_party(r, origin, "no");
}

static const char **read_no_owners(struct pack_reader *r, const cJSON *ownership)
{
    const cJSON *object = json_in_member(ownership, "not");
    if (object == NULL) {
        return NULL;
    }
    if (!cJSON_IsObject(object)) {
        field_error(&r->in, object, "wrong-type",
                    "\"not\" must be an object of parties and reasons");
        return NULL;
    }
    const char **reasons = field_alloc(&r->in, r->pack->kinds.party_count, sizeof *reasons);
    const cJSON *entry;
    cJSON_ArrayForEach(entry, object)
    {
        const struct place place = json_in_key_place(r->in.json, entry);
        const size_t party = party_named(r, &place, entry->string);
        const char *reason = field_text(&r->in, object, entry->string, true);
        if (reasons != NULL && party != SIZE_MAX) {
            reasons[party] = reason;
        }
    }
    return reasons;
}

static struct ownership read_ownership(struct pack_reader *r, const cJSON *owner, const char *key)
{
    static const char *const known[] = {"ask", "because", "not", "source", NULL};
    struct ownership ownership = {.because = NULL};
    const cJSON *value = json_in_member(owner, key);
    if (value != NULL && field_object(&r->in, value, "an ownership", known)) {
        ownership.ask = field_texts(&r->in, value, "ask", true, false);
        ownership.because = field_text(&r->in, value, "because", false);
        ownership.not_because = read_no_owners(r, value);
        ownership.source = field_texts(&r->in, value, "source", false, false);
    }
    return ownership;
}

/* A result's owner is one of the parties: the outcomes name them, too. */
static void check_owners(struct pack_reader *r)
{
    const struct pack_kinds *kinds = &r->pack->kinds;
    for (size_t d = 0; d < r->pack->decision_count; d++) {
        for (size_t o = 0; o < r->pack->decisions[d].outcome_count; o++) {
            const struct outcome *outcome = &r->pack->decisions[d].outcomes[o];
            bool known = outcome->owner == NULL || kinds->party_count == 0;
            for (size_t i = 0; !known && i < kinds->party_count; i++) {
                known = strcmp(kinds->parties[i].id, outcome->owner) == 0;
            }
            if (!known) {
                diag_hint(diags_add(r->in.diags, DIAG_ERROR, "unknown-party", &outcome->place,
                                    "the owner \"%s\" of this outcome is none of the parties",
                                    short_text(outcome->owner).text),
                          "add it to the \"parties\" of \"owner\" in \"kinds\"");
            }
        }
    }
}

static void read_owner(struct pack_reader *r, const cJSON *kinds)
{
    static const char *const known[] = {"parties", "origin", "result", "source", NULL};
    const cJSON *owner = json_in_member(kinds, "owner");
    if (owner == NULL || !field_object(&r->in, owner, "\"owner\"", known)) {
        return;
    }
    read_parties(r, owner);
    read_origin(r, owner);
    r->pack->kinds.result = read_ownership(r, owner, "result");
    r->pack->kinds.origin = read_ownership(r, owner, "source");
    check_owners(r);
}

/* ---- What to grant --------------------------------------------------------------------------- */

static void read_goals(struct pack_reader *r, const cJSON *grant)
{
    static const char *const known[] = {"decision", "outcome", "ask", NULL};
    struct pack_kinds *kinds = &r->pack->kinds;
    size_t count;
    const cJSON *list = field_list(&r->in, grant, "goals", true, GOALS_MAX, &count);
    kinds->goals = field_alloc(&r->in, count, sizeof *kinds->goals);
    const cJSON *value;
    cJSON_ArrayForEach(value, list)
    {
        if (kinds->goals == NULL || !field_object(&r->in, value, "a goal", known)) {
            continue;
        }
        struct goal goal = {.decision = field_decision(r, value, "decision")};
        goal.ask = field_texts(&r->in, value, "ask", true, false);
        const cJSON *outcome = field_member(&r->in, value, "outcome", true);
        if (outcome != NULL && goal.decision != SIZE_MAX) {
            goal.outcome = field_outcome(r, outcome, &r->pack->decisions[goal.decision]);
            kinds->goals[kinds->goal_count++] = goal;
        }
    }
}

static void read_decoys(struct pack_reader *r, const cJSON *grant)
{
    static const char *const known[] = {"id", "text", "because", NULL};
    struct pack_kinds *kinds = &r->pack->kinds;
    size_t count;
    const cJSON *list = field_list(&r->in, grant, "decoys", false, DECOYS_MAX, &count);
    kinds->decoys = field_alloc(&r->in, count, sizeof *kinds->decoys);
    struct id_use uses[DECOYS_MAX];
    const cJSON *value;
    cJSON_ArrayForEach(value, list)
    {
        if (kinds->decoys == NULL || !field_object(&r->in, value, "a decoy", known)) {
            continue;
        }
        struct decoy *decoy = &kinds->decoys[kinds->decoy_count];
        decoy->id = field_id(&r->in, value, '-', &decoy->place);
        decoy->text = field_text(&r->in, value, "text", true);
        decoy->because = field_text(&r->in, value, "because", true);
        uses[kinds->decoy_count++] = (struct id_use){decoy->id, decoy->place};
    }
    field_unique_ids(r->in.diags, uses, kinds->decoy_count, "decoy");
}

static void read_grant(struct pack_reader *r, const cJSON *kinds)
{
    static const char *const known[] = {"goals", "decoys", NULL};
    const cJSON *grant = json_in_member(kinds, "grant");
    if (grant != NULL && field_object(&r->in, grant, "\"grant\"", known)) {
        read_goals(r, grant);
        read_decoys(r, grant);
    }
}

/* ---- What a withdrawal stops ----------------------------------------------------------------- */

static void read_ability(struct pack_reader *r, const cJSON *value, struct ability *ability)
{
    *ability = (struct ability){.decision = SIZE_MAX};
    ability->id = field_id(&r->in, value, '-', &ability->place);
    ability->text = field_text(&r->in, value, "text", true);
    ability->because = field_text(&r->in, value, "because", false);
    if (json_in_member(value, "decision") == NULL && json_in_member(value, "outcomes") == NULL) {
        return;
    }
    ability->decision = field_decision(r, value, "decision");
    size_t count;
    const cJSON *list = field_list(&r->in, value, "outcomes", true, PACK_OUTCOMES_MAX, &count);
    const cJSON *entry;
    cJSON_ArrayForEach(entry, list)
    {
        const size_t outcome = ability->decision != SIZE_MAX
                                   ? field_outcome(r, entry, &r->pack->decisions[ability->decision])
                                   : SIZE_MAX;
        ability->outcomes |= outcome != SIZE_MAX ? (uint64_t)1 << outcome : 0;
    }
}

static void read_prevent(struct pack_reader *r, const cJSON *all)
{
    static const char *const known[] = {"abilities", "stops", "keeps", NULL};
    static const char *const ability[] = {"id", "text", "because", "decision", "outcomes", NULL};
    struct pack_kinds *kinds = &r->pack->kinds;
    const cJSON *prevent = json_in_member(all, "prevent");
    if (prevent == NULL || !field_object(&r->in, prevent, "\"prevent\"", known)) {
        return;
    }
    size_t count;
    const cJSON *list = field_list(&r->in, prevent, "abilities", true, ABILITIES_MAX, &count);
    kinds->abilities = field_alloc(&r->in, count, sizeof *kinds->abilities);
    struct id_use uses[ABILITIES_MAX];
    const cJSON *value;
    cJSON_ArrayForEach(value, list)
    {
        if (kinds->abilities != NULL && field_object(&r->in, value, "an ability", ability)) {
            struct ability *one = &kinds->abilities[kinds->ability_count];
            read_ability(r, value, one);
            uses[kinds->ability_count++] = (struct id_use){one->id, one->place};
        }
    }
    field_unique_ids(r->in.diags, uses, kinds->ability_count, "ability");
    kinds->stops = field_texts(&r->in, prevent, "stops", true, false);
    kinds->keeps = field_texts(&r->in, prevent, "keeps", true, false);
}

void pack_read_kinds(struct pack_reader *r, const cJSON *root)
{
    static const char *const known[] = {"change", "steps",   "edition", "owner",
                                        "grant",  "prevent", NULL};
    r->pack->kinds.origin_fact = SIZE_MAX;
    const cJSON *kinds = json_in_member(root, "kinds");
    if (kinds == NULL || !field_object(&r->in, kinds, "\"kinds\"", known)) {
        return;
    }
    r->pack->kinds.change = read_asks(r, kinds, "change");
    r->pack->kinds.steps = read_asks(r, kinds, "steps");
    r->pack->kinds.edition = read_asks(r, kinds, "edition");
    read_owner(r, kinds);
    read_grant(r, kinds);
    read_prevent(r, kinds);
}
