/*
 * statement = { "id", "true", "false", "because", ["source"] }
 * names     = { POOL: [text, ...], ... }
 * telling   = { "id", ["decisions"], ["when"], "parts", ["ask"], ["names"] }
 * part      = [ choice, ... ] ; choice = { "when", "text" }
 * opening   = { "decision", "facts", ["telling"] }
 */
#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

#include "engine/near.h"
#include "engine/pack_fields.h"
#include "engine/short_text.h"

void pack_read_statements(struct pack_reader *r, const cJSON *root)
{
    static const char *const known[] = {"id", "true", "false", "because", "source", NULL};
    size_t count;
    const cJSON *list = field_list(&r->in, root, "statements", false, PACK_RULES_MAX, &count);
    r->pack->statements = field_alloc(&r->in, count, sizeof *r->pack->statements);
    struct id_use *uses = field_alloc(&r->in, count, sizeof *uses);
    if (list == NULL || r->pack->statements == NULL || uses == NULL) {
        return;
    }
    const cJSON *value;
    cJSON_ArrayForEach(value, list)
    {
        struct statement *s = &r->pack->statements[r->pack->statement_count];
        if (!field_object(&r->in, value, "a statement", known)) {
            continue;
        }
        struct id_use *use = &uses[r->pack->statement_count++];
        s->id = use->id = field_id(&r->in, value, '-', &use->place);
        s->is_true = field_texts(&r->in, value, "true", true, false);
        s->is_false = field_texts(&r->in, value, "false", true, false);
        s->because = field_text(&r->in, value, "because", true);
        s->source = field_texts(&r->in, value, "source", false, false);
    }
    field_unique_ids(r->in.diags, uses, r->pack->statement_count, "statement");
}

/* The lists of names that an object holds under "names"; NULL when there are none. */
static struct name_pool *read_names(struct pack_reader *r, const cJSON *object, size_t *count)
{
    const cJSON *names = json_in_member(object, "names");
    *count = 0;
    if (names == NULL) {
        return NULL;
    }
    if (!cJSON_IsObject(names)) {
        field_error(&r->in, names, "wrong-type", "\"names\" must be an object of lists");
        return NULL;
    }
    const size_t size = (size_t)cJSON_GetArraySize(names);
    if (size > PACK_POOLS_MAX) {
        field_error(&r->in, names, "too-many",
                    "\"names\" holds %zu entries, at most %u are allowed", size, PACK_POOLS_MAX);
        return NULL;
    }
    struct name_pool *pools = field_alloc(&r->in, size, sizeof *pools);
    const cJSON *value;
    cJSON_ArrayForEach(value, names)
    {
        if (pools != NULL) {
            pools[(*count)++] =
                (struct name_pool){field_copy(&r->in, value->string),
                                   field_texts(&r->in, names, value->string, true, false)};
        }
    }
    return pools;
}

static bool pool_is_known(const struct pack *pack, const char *name, size_t length)
{
    for (size_t i = 0; i < pack->pool_count; i++) {
        if (strlen(pack->pools[i].id) == length && memcmp(pack->pools[i].id, name, length) == 0) {
            return true;
        }
    }
    return false;
}

/* The first {name} in a text that is no pool; NULL when all are.  @length  receives the name's. */
static const char *unknown_name(const struct pack *pack, const char *text, size_t *length)
{
    for (const char *open = strchr(text, '{'); open != NULL; open = strchr(open + 1, '{')) {
        *length = strcspn(open + 1, "{}");
        if (open[1 + *length] != '}' || !pool_is_known(pack, open + 1, *length)) {
            return open + 1;
        }
    }
    return NULL;
}

static void no_such_pool(struct pack_reader *r, struct diag *diag, const char *id)
{
    struct near near = {.word = id};
    for (size_t i = 0; diag != NULL && i < r->pack->pool_count; i++) {
        near_offer(&near, r->pack->pools[i].id);
    }
    field_suggest(diag, &near, "declare it under \"names\"");
}

/* Every {name} in a text must be a pool. */
static void check_names(struct pack_reader *r, const cJSON *value)
{
    size_t length;
    const char *name = unknown_name(r->pack, value->valuestring, &length);
    if (name == NULL) {
        return;
    }
    if (name[length] != '}') {
        diag_hint(
            field_error(&r->in, value, "unknown-name", "a \"{\" stands here without its \"}\""),
            "a list of names is told as {its-name}");
        return;
    }
    char id[64 + 1]; /* what is longer is near to no name */
    length = length < 64 ? length : 64;
    memcpy(id, name, length);
    id[length] = '\0';
    no_such_pool(r, field_error(&r->in, value, "unknown-name", "\"{%s}\" is no list of names", id),
                 id);
}

static struct texts read_story_texts(struct pack_reader *r, const cJSON *object, const char *key)
{
    const struct texts texts = field_texts(&r->in, object, key, true, true);
    const cJSON *list = json_in_member(object, key);
    const cJSON *value;
    cJSON_ArrayForEach(value, list)
    {
        if (cJSON_IsString(value) && texts.count > 0) { /* 0: the list was refused */
            check_names(r, value);
        }
    }
    return texts;
}

static void read_part(struct pack_reader *r, const cJSON *value, struct telling_part *part)
{
    static const char *const known[] = {"when", "text", NULL};
    *part = (struct telling_part){0};
    if (!cJSON_IsArray(value)) {
        field_error(&r->in, value, "wrong-type", "a part of a telling must be a list of choices");
        return;
    }
    part->choices = field_alloc(&r->in, (size_t)cJSON_GetArraySize(value), sizeof *part->choices);
    const cJSON *entry;
    cJSON_ArrayForEach(entry, value)
    {
        if (field_object(&r->in, entry, "a choice of a telling", known) && part->choices != NULL) {
            part->choices[part->choice_count++] = (struct telling_choice){
                field_when(r, entry, "when", true), read_story_texts(r, entry, "text")};
        }
    }
}

static void read_parts(struct pack_reader *r, const cJSON *value, struct telling *telling)
{
    size_t count;
    const cJSON *list = field_list(&r->in, value, "parts", true, PACK_RULES_MAX, &count);
    telling->parts = field_alloc(&r->in, count, sizeof *telling->parts);
    const cJSON *entry;
    cJSON_ArrayForEach(entry, list)
    {
        if (telling->parts != NULL) {
            read_part(r, entry, &telling->parts[telling->part_count++]);
        }
    }
}

static void read_telling_asks(struct pack_reader *r, const cJSON *value, struct telling *telling)
{
    telling->ask = field_alloc(&r->in, r->pack->decision_count, sizeof *telling->ask);
    const cJSON *asks = json_in_member(value, "ask");
    if (asks == NULL || telling->ask == NULL) {
        return;
    }
    if (!cJSON_IsObject(asks)) {
        field_error(&r->in, asks, "wrong-type", "\"ask\" must be an object of lists");
        return;
    }
    const cJSON *entry;
    cJSON_ArrayForEach(entry, asks)
    {
        const struct place place = json_in_key_place(r->in.json, entry);
        const size_t decision = field_decision_id(r, &place, entry->string);
        if (decision != SIZE_MAX) {
            telling->ask[decision] = read_story_texts(r, asks, entry->string);
        }
    }
}

static uint32_t read_telling_decisions(struct pack_reader *r, const cJSON *value)
{
    size_t count;
    const cJSON *list = field_list(&r->in, value, "decisions", false, PACK_DECISIONS_MAX, &count);
    uint32_t decisions = list == NULL ? UINT32_MAX : 0;
    const cJSON *entry;
    cJSON_ArrayForEach(entry, list)
    {
        if (!cJSON_IsString(entry)) {
            field_entry_type(&r->in, entry, "decisions");
            continue;
        }
        const struct place place = json_in_place(r->in.json, entry);
        const size_t decision = field_decision_id(r, &place, entry->valuestring);
        decisions |= decision != SIZE_MAX ? fact_bit(decision) : 0;
    }
    return decisions;
}

/* What a telling calls otherwise: names that the pack has, in texts that may hold its {names}. */
static void read_telling_names(struct pack_reader *r, const cJSON *value, struct telling *telling)
{
    telling->names = read_names(r, value, &telling->name_count);
    const cJSON *list;
    const cJSON *names = telling->name_count > 0 ? json_in_member(value, "names") : NULL;
    cJSON_ArrayForEach(list, names)
    {
        if (!pool_is_known(r->pack, list->string, strlen(list->string))) {
            const struct place place = json_in_key_place(r->in.json, list);
            const struct short_text id = short_text(list->string);
            no_such_pool(r,
                         diags_add(r->in.diags, DIAG_ERROR, "unknown-name", &place,
                                   "the pack has no list of names \"%s\" to replace", id.text),
                         list->string);
        }
        const cJSON *entry;
        cJSON_ArrayForEach(entry, list)
        {
            if (cJSON_IsString(entry)) {
                check_names(r, entry);
            }
        }
    }
}

static void read_telling(struct pack_reader *r, const cJSON *value, struct id_use *use)
{
    static const char *const known[] = {"id", "decisions", "when", "parts", "ask", "names", NULL};
    *use = (struct id_use){.id = ""};
    if (!field_object(&r->in, value, "a telling", known)) {
        return;
    }
    struct telling *telling = &r->pack->tellings[r->pack->telling_count++];
    telling->id = use->id = field_id(&r->in, value, '-', &use->place);
    telling->decisions = read_telling_decisions(r, value);
    telling->when = field_when(r, value, "when", false);
    read_parts(r, value, telling);
    read_telling_asks(r, value, telling);
    read_telling_names(r, value, telling);
}

static void find_opening_telling(struct pack_reader *r, const cJSON *value)
{
    const char *id = field_text(&r->in, value, "telling", false);
    struct near near = {.word = id};
    for (size_t i = 0; id != NULL && i < r->pack->telling_count; i++) {
        if (strcmp(r->pack->tellings[i].id, id) == 0) {
            r->pack->opening.telling = i;
            return;
        }
        near_offer(&near, r->pack->tellings[i].id);
    }
    if (id != NULL) {
        field_suggest(field_error(&r->in, json_in_member(value, "telling"), "unknown-telling",
                                  "the pack has no telling \"%s\"", short_text(id).text),
                      &near, "name one of the pack's tellings");
    }
}

/* The opening is a whole case, and a possible one. */
static void check_opening_facts(struct pack_reader *r, const cJSON *value, struct partial facts)
{
    for (size_t i = 0; i < r->pack->fact_count; i++) {
        if ((facts.known & fact_bit(i)) == 0) {
            diag_hint(field_error(&r->in, value, "missing-fact",
                                  "an opening gives every fact, \"%s\" too", r->pack->facts[i].id),
                      "add it, true or false");
            return;
        }
    }
    for (size_t i = 0; i < r->pack->impossible_count; i++) {
        if (partial_matches(r->pack->impossibles[i].when, facts.value)) {
            diag_hint(field_error(&r->in, value, "impossible-opening",
                                  "this case is impossible: %s",
                                  r->pack->impossibles[i].because != NULL
                                      ? short_text(r->pack->impossibles[i].because).text
                                      : "an impossible combination matches it"),
                      "change a fact");
            return;
        }
    }
}

static void read_opening(struct pack_reader *r, const cJSON *root)
{
    static const char *const known[] = {"decision", "facts", "telling", NULL};
    const cJSON *value = json_in_member(root, "opening");
    if (value == NULL || !field_object(&r->in, value, "an opening", known)) {
        return;
    }
    const size_t decision = field_decision(r, value, "decision");
    const size_t errors_before = r->in.diags->errors;
    const struct partial facts = field_when(r, value, "facts", true);
    const cJSON *given = json_in_member(value, "facts");
    if (r->in.diags->errors == errors_before) {
        check_opening_facts(r, given, facts);
    }
    r->pack->opening = (struct opening){
        .given = true, .decision = decision, .facts = facts.value, .telling = SIZE_MAX};
    find_opening_telling(r, value);
}

void pack_read_tellings(struct pack_reader *r, const cJSON *root)
{
    r->pack->pools = read_names(r, root, &r->pack->pool_count);
    size_t count;
    const cJSON *list = field_list(&r->in, root, "tellings", false, PACK_RULES_MAX, &count);
    r->pack->tellings = field_alloc(&r->in, count, sizeof *r->pack->tellings);
    struct id_use *uses = field_alloc(&r->in, count, sizeof *uses);
    size_t at = 0;
    const cJSON *value;
    cJSON_ArrayForEach(value, list)
    {
        if (r->pack->tellings != NULL && uses != NULL) {
            read_telling(r, value, &uses[at++]);
        }
    }
    field_unique_ids(r->in.diags, uses, at, "telling");
    read_opening(r, root);
}
