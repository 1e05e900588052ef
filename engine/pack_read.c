/*
 * pack = { "format", "version", "id", "title", ["edition"], ["sibling"], ["sources"], "facts",
 *          ["impossible"], "decisions", ["misconceptions"], ["statements"], ["names"], ["tellings"],
 *          ["kinds"], ["opening"] }
 *
 * Parts that others name are read first: facts, then decisions, then what refers to them.
 */
#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

#include "engine/pack_fields.h"
#include "engine/short_text.h"

/* What another kind of file is would be called a hundred unknown members: one error is enough. */
static bool is_pack(struct pack_reader *r, const cJSON *root)
{
    const cJSON *format = json_in_member(root, "format");
    if (!cJSON_IsString(format) || strcmp(format->valuestring, "amiquiz-pack") == 0) {
        return true;
    }
    diag_hint(field_error(&r->in, format, "not-a-pack", "this is no pack: its format is \"%s\"",
                          short_text(format->valuestring).text),
              "a pack says \"format\": \"amiquiz-pack\"");
    return false;
}

static void read_head(struct pack_reader *r, const cJSON *root)
{
    static const char *const known[] = {
        "format",  "version",    "id",        "title",          "edition",    "sibling", "sources",
        "facts",   "impossible", "decisions", "misconceptions", "statements", "names",   "tellings",
        "opening", "kinds",      NULL};
    struct pack *pack = r->pack;
    struct place place;
    if (!field_object(&r->in, root, "a pack", known)) {
        return;
    }
    (void)field_text(&r->in, root, "format", true);
    const cJSON *version = field_member(&r->in, root, "version", true);
    if (version != NULL && !cJSON_IsNumber(version)) {
        field_error(&r->in, version, "wrong-type", "\"version\" must be a number");
    } else if (version != NULL && version->valuedouble != 1) {
        diag_hint(field_error(&r->in, version, "unknown-version",
                              "this version of the pack format is not known"),
                  "this program reads version 1");
    }
    pack->id = field_id(&r->in, root, '-', &place);
    pack->title = field_text(&r->in, root, "title", true);
    pack->edition = field_text(&r->in, root, "edition", false);
}

static void read_sibling(struct pack_reader *r, const cJSON *root)
{
    static const char *const known[] = {"pack", "label", NULL};
    const cJSON *sibling = json_in_member(root, "sibling");
    if (sibling != NULL && field_object(&r->in, sibling, "a sibling", known)) {
        r->pack->sibling_pack = field_text(&r->in, sibling, "pack", true);
        r->pack->sibling_label = field_text(&r->in, sibling, "label", true);
    }
}

static void read_source(struct pack_reader *r, const cJSON *value)
{
    static const char *const known[] = {"title", "url", "from", "until", NULL};
    if (!field_object(&r->in, value, "a source", known)) {
        return;
    }
    r->pack->sources[r->pack->source_count++] = (struct source){
        .id = field_copy(&r->in, value->string),
        .title = field_text(&r->in, value, "title", true),
        .url = field_text(&r->in, value, "url", false),
        .from = field_text(&r->in, value, "from", false),
        .until = field_text(&r->in, value, "until", false),
    };
}

static void read_sources(struct pack_reader *r, const cJSON *root)
{
    const cJSON *sources = json_in_member(root, "sources");
    if (sources == NULL) {
        return;
    }
    if (!cJSON_IsObject(sources)) {
        field_error(&r->in, sources, "wrong-type",
                    "\"sources\" must be an object of sources by their ids");
        return;
    }
    const size_t count = (size_t)cJSON_GetArraySize(sources);
    r->pack->sources = field_alloc(&r->in, count, sizeof *r->pack->sources);
    const cJSON *value;
    cJSON_ArrayForEach(value, sources)
    {
        if (r->pack->sources != NULL) {
            read_source(r, value);
        }
    }
}

static void read_fact(struct pack_reader *r, const cJSON *value, struct fact *fact)
{
    static const char *const known[] = {"id", "label", "ask",      "control", "yes",
                                        "no", "grant", "withdraw", NULL};
    static const char *const controls[] = {"owner", "you", "nobody", NULL};
    *fact = (struct fact){.id = "", .place = json_in_place(r->in.json, value)};
    if (!field_object(&r->in, value, "a fact", known)) {
        return;
    }
    fact->id = field_id(&r->in, value, '_', &fact->place);
    fact->label = field_text(&r->in, value, "label", true);
    fact->ask = field_text(&r->in, value, "ask", false);
    fact->yes = field_texts(&r->in, value, "yes", true, false);
    fact->no = field_texts(&r->in, value, "no", true, false);
    fact->grant = field_text(&r->in, value, "grant", false);
    fact->withdraw = field_text(&r->in, value, "withdraw", false);
    const size_t control = field_choice(&r->in, value, "control", controls, false, SIZE_MAX);
    fact->control = control == SIZE_MAX ? CONTROL_UNSAID : (enum control)(control + 1);
}

static void read_facts(struct pack_reader *r, const cJSON *root)
{
    size_t count;
    const cJSON *list = field_list(&r->in, root, "facts", true, PACK_FACTS_MAX, &count);
    r->pack->facts = field_alloc(&r->in, count, sizeof *r->pack->facts);
    struct id_use *uses = field_alloc(&r->in, count, sizeof *uses);
    if (list == NULL || r->pack->facts == NULL || uses == NULL) {
        return;
    }
    if (count == 0) {
        field_error(&r->in, list, "empty-list", "a pack needs at least one fact");
    }
    const cJSON *value;
    cJSON_ArrayForEach(value, list)
    {
        struct fact *fact = &r->pack->facts[r->pack->fact_count];
        read_fact(r, value, fact);
        uses[r->pack->fact_count++] = (struct id_use){fact->id, fact->place};
    }
    field_unique_ids(r->in.diags, uses, count, "fact");
}

static void read_impossibles(struct pack_reader *r, const cJSON *root)
{
    static const char *const known[] = {"when", "because", "source", NULL};
    size_t count;
    const cJSON *list = field_list(&r->in, root, "impossible", false, PACK_RULES_MAX, &count);
    r->pack->impossibles = field_alloc(&r->in, count, sizeof *r->pack->impossibles);
    if (list == NULL || r->pack->impossibles == NULL) {
        return;
    }
    const cJSON *value;
    cJSON_ArrayForEach(value, list)
    {
        if (field_object(&r->in, value, "an impossible combination", known)) {
            r->pack->impossibles[r->pack->impossible_count++] = (struct impossible){
                .when = field_when(r, value, "when", true),
                .because = field_text(&r->in, value, "because", false),
                .source = field_texts(&r->in, value, "source", false, false),
                .place = json_in_place(r->in.json, value),
            };
        }
    }
}

static bool find_possible(struct pack *pack)
{
    if (!case_set_init(&pack->possible, pack->fact_count)) {
        return false;
    }
    case_set_fill(&pack->possible);
    for (size_t i = 0; i < pack->impossible_count; i++) {
        case_set_remove_matching(&pack->possible, pack->impossibles[i].when);
    }
    return true;
}

/* A pack that owns a copy of its bytes and nothing else yet. */
static struct pack *new_pack(const char *name, const char *bytes, size_t length)
{
    struct pack *pack = calloc(1, sizeof *pack);
    if (pack == NULL || (pack->memory = calloc(1, sizeof *pack->memory)) == NULL) {
        free(pack);
        return NULL;
    }
    struct arena *arena = &pack->memory->arena;
    pack->text = (struct source_text){arena_copy(arena, name, strlen(name)),
                                      arena_copy(arena, bytes, length), length, 1};
    if (pack->text.name == NULL || pack->text.bytes == NULL) {
        pack_free(pack);
        return NULL;
    }
    return pack;
}

/* The parts that are not needed to decide: left unread when only the tables are wanted. */
static const char *const beside_tables[] = {"misconceptions", "statements", "names", "tellings",
                                            "opening",        "kinds",      NULL};

static void read_parts(struct pack_reader *r, bool whole)
{
    const cJSON *root = json_in_root(r->in.json);
    if (!is_pack(r, root)) {
        return;
    }
    read_head(r, root);
    if (!cJSON_IsObject(root)) {
        return;
    }
    read_sibling(r, root);
    read_sources(r, root);
    read_facts(r, root);
    read_impossibles(r, root);
    pack_read_decisions(r, root);
    if (whole) {
        pack_read_misconceptions(r, root);
        pack_read_statements(r, root);
        pack_read_tellings(r, root);
        pack_read_kinds(r, root);
    }
    if (!find_possible(r->pack)) {
        diags_add(r->in.diags, DIAG_ERROR, "memory", NULL, "memory ran out");
    }
}

static struct pack *read_pack(const char *name, const char *bytes, size_t length, bool whole,
                              struct diags *diags)
{
    const size_t errors_before = diags->errors;
    if (length > JSON_SIZE_MAX) {
        diag_hint(diags_add(diags, DIAG_ERROR, "json-size", NULL, "%s is larger than 16 MiB", name),
                  "is it a pack at all?");
        return NULL;
    }
    struct pack *pack = new_pack(name, bytes, length);
    if (pack == NULL) {
        diags_add(diags, DIAG_ERROR, "memory", NULL, "memory ran out");
        return NULL;
    }
    struct json_in *json = json_in_read_without(&pack->text, whole ? NULL : beside_tables, diags);
    if (json != NULL) {
        struct pack_reader reader = {.pack = pack, .in = {json, &pack->memory->arena, diags}};
        read_parts(&reader, whole);
        json_in_free(json);
    }
    if (diags->errors > errors_before) {
        pack_free(pack);
        return NULL;
    }
    return pack;
}

struct pack *pack_read(const char *name, const char *bytes, size_t length, struct diags *diags)
{
    return read_pack(name, bytes, length, true, diags);
}

struct pack *pack_read_tables(const char *name, const char *bytes, size_t length,
                              struct diags *diags)
{
    return read_pack(name, bytes, length, false, diags);
}
