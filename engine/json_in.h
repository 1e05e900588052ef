/**
 * JSON read strictly, with the place of every value.  cJSON builds the tree, but only from bytes that
 * passed a scan of our own, for it accepts what we must refuse: repeated keys, trailing text, NUL
 * (also as \u0000), bad UTF-8, lone surrogates, raw control characters, numbers such as 01 or 1e999
 * and nesting over 32 levels.  A byte order mark is passed over.
 */
#ifndef ENGINE_JSON_IN_H
#define ENGINE_JSON_IN_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/diag.h"

#define JSON_DEPTH_MAX 32
#define JSON_SIZE_MAX  ((size_t)16 * 1024 * 1024) /* bytes of one value */
#define JSON_LARGE_MAX ((size_t)1 << 30)          /* of a text that is read in parts */

struct cJSON;
struct json_in; /* private to engine/json_in.c */

/**
 * Read one JSON value.
 * @text    must live as long as the result: places point into it.
 * @diags   receives at least one error on failure.
 * @return  NULL on failure; json_in_free() frees it.
 */
struct json_in *json_in_read(const struct source_text *text, struct diags *diags);
/**
 * The same, but members of the outermost object that `skip` (NULL at its end) names are only
 * scanned: they read as null, or, where the value is shorter than that word, as it is or as an empty
 * list, and repeated names in them go unseen.  For texts that are known to be good and of which little
 * is wanted, and for those whose long lists are read with json_in_read_part(): up to JSON_LARGE_MAX
 * bytes.
 */
struct json_in *json_in_read_without(const struct source_text *text, const char *const skip[],
                                     struct diags *diags);
/**
 * The same of one value in a stretch of a text of up to JSON_LARGE_MAX bytes: a line, an element of a
 * list.  Places are those of the whole text.
 */
struct json_in *json_in_read_part(const struct source_text *text, size_t from, size_t length,
                                  struct diags *diags);
void json_in_free(struct json_in *json);
const struct cJSON *json_in_root(const struct json_in *json);

/**
 * Where a value, or the name of a member, stands.  The place is found through `valueint`, which
 * json_in_read() sets for itself in every value: a number is read from `valuedouble`.
 */
struct place json_in_place(const struct json_in *json, const struct cJSON *value);
struct place json_in_key_place(const struct json_in *json, const struct cJSON *value);

/** A member by its exact name (cJSON's own look-up ignores letter case); NULL when absent. */
const struct cJSON *json_in_member(const struct cJSON *object, const char *key);

#endif
