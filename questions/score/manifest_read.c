/*
 * manifest = { "format", "version", "generator", "key": key, "answers": {"name", "sha256", "shape"},
 *              "roster": null | {"name", "students", "absent"}, "options": {OPTION: text, ...},
 *              "counts": {COUNT: number, ...} }
 * key      = { "name", "sha256", "bank", "title", "copy", "pack_copy" }
 */
#include <cjson/cJSON.h>
#include <string.h>

#include "engine/fields.h"
#include "questions/score/manifest.h"
#include "questions/text/json_out.h"

/* A text, or null where there is none. */
static const char *maybe_text(struct fields *r, const cJSON *object, const char *key)
{
    const cJSON *value = json_in_member(object, key);
    return value == NULL || cJSON_IsNull(value) ? NULL : field_text(r, object, key, false);
}

static const cJSON *object_member(struct fields *r, const cJSON *root, const char *key)
{
    const cJSON *value = field_member(r, root, key, true);
    if (value != NULL && !cJSON_IsObject(value)) {
        field_wrong_type(r, value, key, "an object");
        return NULL;
    }
    return value;
}

/* A copy is looked for beside the manifest, so it must be a name and no path. */
static void check_copy(struct fields *r, const cJSON *key, const char *name, const char *copy)
{
    if (copy != NULL && (strchr(copy, '/') != NULL || copy[0] == '.')) {
        field_error(r, json_in_member(key, name), "bad-copy",
                    "\"%s\" must name a file beside the manifest", name);
    }
}

static void read_key(struct fields *r, const cJSON *root, struct scored *scored)
{
    const cJSON *key = object_member(r, root, "key");
    if (key == NULL) {
        return;
    }
    scored->key_name = field_text(r, key, "name", true);
    scored->key_sha256 = field_text(r, key, "sha256", true);
    scored->key_of_bank = field_bool(r, key, "bank", false);
    scored->title = maybe_text(r, key, "title");
    scored->key_copy = field_text(r, key, "copy", true);
    scored->pack_copy = maybe_text(r, key, "pack_copy");
    check_copy(r, key, "copy", scored->key_copy);
    check_copy(r, key, "pack_copy", scored->pack_copy);
}

static size_t read_count(struct fields *r, const cJSON *object, const char *key)
{
    return field_count(r, object, key, 0, JSON_EXACT_MAX, 0);
}

static void read_answers(struct fields *r, const cJSON *root, struct scored *scored)
{
    const cJSON *answers = object_member(r, root, "answers");
    const cJSON *roster = json_in_member(root, "roster");
    if (answers != NULL) {
        scored->answers_name = field_text(r, answers, "name", true);
        scored->answers_sha256 = field_text(r, answers, "sha256", true);
        scored->shape = field_text(r, answers, "shape", true);
    }
    if (roster != NULL && cJSON_IsObject(roster)) {
        scored->roster_name = field_text(r, roster, "name", true);
        scored->roster_count = read_count(r, roster, "students");
        scored->absent_count = read_count(r, roster, "absent");
    }
}

static void read_counts(struct fields *r, const cJSON *root, struct sheet_counts *counts)
{
    const cJSON *object = object_member(r, root, "counts");
    if (object != NULL) {
        counts->papers_read = read_count(r, object, "papers_read");
        counts->papers_superseded = read_count(r, object, "papers_superseded");
        counts->papers_rejected = read_count(r, object, "papers_rejected");
        counts->read = read_count(r, object, "responses_read");
        counts->scored = read_count(r, object, "responses_scored");
        counts->superseded = read_count(r, object, "responses_superseded");
        counts->rejected = read_count(r, object, "responses_rejected");
        counts->superseded_identical = read_count(r, object, "superseded_identical");
        counts->blank = read_count(r, object, "blank");
        counts->doubled = read_count(r, object, "double_marks");
    }
}

static void read_options(struct fields *r, const cJSON *root, struct scored *scored)
{
    const cJSON *object = object_member(r, root, "options");
    const cJSON *option;
    size_t count = 0;
    cJSON_ArrayForEach(option, object)
    {
        count++;
    }
    struct scored_option *options = field_alloc(r, count, sizeof *options);
    scored->options = options;
    cJSON_ArrayForEach(option, object)
    {
        if (!cJSON_IsString(option)) {
            field_wrong_type(r, option, option->string, "a text");
        } else if (options != NULL) {
            options[scored->option_count++] = (struct scored_option){
                field_copy(r, option->string), field_copy(r, option->valuestring)};
        }
    }
}

static bool is_ours(struct fields *r, const cJSON *root)
{
    const char *format = field_text(r, root, "format", true);
    const size_t version = field_count(r, root, "version", 1, 1000, 0);
    if (format != NULL && strcmp(format, MANIFEST_FORMAT) != 0) {
        field_error(r, json_in_member(root, "format"), "not-a-manifest",
                    "this is no manifest of a scoring");
        return false;
    }
    if (format != NULL && version != MANIFEST_VERSION) {
        field_error(r, root, "unknown-version", "this version of a manifest is not known");
    }
    return format != NULL && version == MANIFEST_VERSION;
}

bool manifest_read(const struct source_text *text, struct arena *arena, struct scored *scored,
                   struct diags *diags)
{
    const size_t errors = diags->errors;
    struct json_in *json = json_in_read(text, diags);
    if (json == NULL) {
        return false;
    }
    struct fields r = {json, arena, diags};
    const cJSON *root = json_in_root(json);
    if (!cJSON_IsObject(root)) {
        field_wrong_type(&r, root, "the manifest", "an object");
    } else if (is_ours(&r, root)) {
        read_key(&r, root, scored);
        read_answers(&r, root, scored);
        read_options(&r, root, scored);
        read_counts(&r, root, &scored->counts);
    }
    json_in_free(json);
    return diags->errors == errors;
}
