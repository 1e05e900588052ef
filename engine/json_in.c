/*
 * A strict scan (json_scan.c) notes where each value begins, in document order.  cJSON then builds the
 * tree from the same bytes; walking that tree in the same order gives every node the number of its
 * place, kept in its `valueint`, which nobody needs: a text of 16 MiB may hold eight million values,
 * and a table from nodes to places would have to be sorted.  Repeated keys are looked for in the tree,
 * where escapes are undone already ("a" and "\u0061" are one key).
 */
#include "engine/json_in.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

#include "engine/json_scan.h"
#include "engine/short_text.h"

#define FEW_MEMBERS 16 /* of an object: up to here each is compared with each */

struct json_in {
    const struct source_text *text;
    cJSON *root;
    struct json_spots spots;
};

/* Number the nodes in document order, from `next` on; the depth was limited by the scan. */
static int number_nodes(cJSON *node, int next)
{
    node->valueint = next++;
    cJSON *child;
    cJSON_ArrayForEach(child, node)
    {
        next = number_nodes(child, next);
    }
    return next;
}

static int compare_keys(const void *a, const void *b)
{
    const cJSON *left = *(const cJSON *const *)a, *right = *(const cJSON *const *)b;
    const int order = strcmp(left->string, right->string);
    return order != 0 ? order : left->valueint - right->valueint;
}

/* Nearly every object is small and sound: see that without sorting. */
static bool few_and_different(const cJSON *object)
{
    const cJSON *child;
    if (cJSON_GetArraySize(object) > FEW_MEMBERS) {
        return false;
    }
    cJSON_ArrayForEach(child, object)
    {
        for (const cJSON *other = child->next; other != NULL; other = other->next) {
            if (child->string[0] == other->string[0] && strcmp(child->string, other->string) == 0) {
                return false;
            }
        }
    }
    return true;
}

static bool repeats_in(const struct json_in *json, const cJSON *object, struct diags *diags)
{
    if (few_and_different(object)) {
        return false;
    }
    const size_t count = (size_t)cJSON_GetArraySize(object);
    const cJSON **members = calloc(count, sizeof *members);
    if (members == NULL) {
        diags_add(diags, DIAG_ERROR, "memory", NULL, "memory ran out");
        return true;
    }
    size_t at = 0;
    const cJSON *child;
    cJSON_ArrayForEach(child, object)
    {
        members[at++] = child;
    }
    qsort(members, count, sizeof *members, compare_keys);
    bool repeats = false;
    for (size_t i = 1; i < count; i++) {
        if (strcmp(members[i - 1]->string, members[i]->string) == 0) {
            const struct place here = json_in_key_place(json, members[i]);
            diag_hint(diags_add(diags, DIAG_ERROR, "json-repeated-key", &here,
                                "the member \"%s\" stands twice in one object",
                                short_text(members[i]->string).text),
                      "keep one of the two");
            repeats = true;
        }
    }
    free(members);
    return repeats;
}

static bool any_repeats(const struct json_in *json, const cJSON *node, struct diags *diags)
{
    bool repeats = cJSON_IsObject(node) && repeats_in(json, node, diags);
    const cJSON *child;
    cJSON_ArrayForEach(child, node)
    {
        repeats = any_repeats(json, child, diags) || repeats;
    }
    return repeats;
}

static bool build_tree(struct json_in *json, size_t end, struct diags *diags)
{
    const char *bytes = json->spots.blanked != NULL ? json->spots.blanked : json->text->bytes;
    const size_t start = json->spots.items[0].offset;
    json->root = cJSON_ParseWithLengthOpts(bytes + start, end - start, NULL, 0);
    if (json->root == NULL) {
        diags_add(diags, DIAG_ERROR, "memory", NULL, "memory ran out");
        return false;
    }
    (void)number_nodes(json->root, 0);
    return !any_repeats(json, json->root, diags);
}

/* Read the value between two places of a text; at most `most` bytes. */
static struct json_in *read_stretch(const struct source_text *text, size_t from, size_t end,
                                    const char *const skip[], size_t most, struct diags *diags)
{
    if (end - from > most || end > JSON_LARGE_MAX) {
        diag_hint(diags_add(diags, DIAG_ERROR, "json-size", &(struct place){text, from, 1},
                            "the text is larger than %zu MiB", most / 1024 / 1024),
                  "is it the right file?");
        return NULL;
    }
    struct json_in *json = calloc(1, sizeof *json);
    if (json == NULL) {
        diags_add(diags, DIAG_ERROR, "memory", NULL, "memory ran out");
        return NULL;
    }
    json->text = text;
    const bool fine =
        json_scan(text, from, end, skip, &json->spots, diags) && build_tree(json, end, diags);
    free(json->spots.blanked); /* the tree is built; the spots are needed still */
    json->spots.blanked = NULL;
    if (!fine) {
        json_in_free(json);
        return NULL;
    }
    return json;
}

struct json_in *json_in_read(const struct source_text *text, struct diags *diags)
{
    return read_stretch(text, 0, text->length, NULL, JSON_SIZE_MAX, diags);
}

struct json_in *json_in_read_without(const struct source_text *text, const char *const skip[],
                                     struct diags *diags)
{
    return read_stretch(text, 0, text->length, skip, JSON_LARGE_MAX, diags);
}

struct json_in *json_in_read_part(const struct source_text *text, size_t from, size_t length,
                                  struct diags *diags)
{
    return read_stretch(text, from, from + length, NULL, JSON_SIZE_MAX, diags);
}

void json_in_free(struct json_in *json)
{
    if (json != NULL) {
        cJSON_Delete(json->root);
        json_spots_fini(&json->spots);
        free(json);
    }
}

const cJSON *json_in_root(const struct json_in *json)
{
    return json->root;
}

struct place json_in_place(const struct json_in *json, const cJSON *value)
{
    const struct json_spot *spot = &json->spots.items[value->valueint];
    return (struct place){json->text, spot->offset, spot->length};
}

struct place json_in_key_place(const struct json_in *json, const cJSON *value)
{
    const struct json_spot *spot = &json->spots.items[value->valueint];
    if (spot->key_length == 0) {
        return json_in_place(json, value);
    }
    return (struct place){json->text, spot->key_offset, spot->key_length};
}

const cJSON *json_in_member(const cJSON *object, const char *key)
{
    return cJSON_GetObjectItemCaseSensitive(object, key);
}
