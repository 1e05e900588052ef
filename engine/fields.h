/**
 * The small steps of reading a file of ours: one member of one object, checked, with a message at its
 * place when it is not as the format wants it.  For packs there is more in pack_fields.h.
 *
 * Every function goes on after a fault with a harmless value, so that one run finds all of them.
 */
#ifndef ENGINE_FIELDS_H
#define ENGINE_FIELDS_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/arena.h"
#include "engine/json_in.h"
#include "engine/pack.h"

#define FIELD_LIST_MAX PACK_RULES_MAX /* texts in a list of texts */

struct cJSON;
struct near; /* engine/near.h */

/** What is being read: where values stand, where copies live, who hears of faults. */
struct fields {
    const struct json_in *json;
    struct arena *arena;
    struct diags *diags;
};

/** An id and where it stands, to find repeated ones. */
struct id_use {
    const char *id;
    struct place place;
};

/** An error at a value. */
__attribute__((format(printf, 4, 5))) struct diag *
field_error(struct fields *r, const struct cJSON *value, const char *id, const char *format, ...);
/** Zeroed memory of the arena; NULL, and an error, when it ran out.  count 0 gives an address, too. */
void *field_alloc(struct fields *r, size_t count, size_t size);
/** A copy in the arena; "", and an error, when memory ran out. */
const char *field_copy(struct fields *r, const char *text);

/** What a value is, in words: "an object", "a text", ... */
const char *field_type_name(const struct cJSON *value);
/** An error: `name` must be what `wanted` says ("a list"). */
void field_wrong_type(struct fields *r, const struct cJSON *value, const char *name,
                      const char *wanted);
/** An error: an entry of a list is no text. */
void field_entry_type(struct fields *r, const struct cJSON *value, const char *key);
/** Hint at the nearest of the names that were offered, or say what to do when none is near. */
void field_suggest(struct diag *diag, const struct near *near, const char *otherwise);

/** Is it an object?  If so, name every member that is none of `known` (NULL at its end; "x-" is free). */
bool field_object(struct fields *r, const struct cJSON *value, const char *what,
                  const char *const known[]);
/** A member; an error when it is required and absent. */
const struct cJSON *field_member(struct fields *r, const struct cJSON *object, const char *key,
                                 bool required);
/** A text that is not empty; NULL when absent or faulty. */
const char *field_text(struct fields *r, const struct cJSON *object, const char *key,
                       bool required);
/** A list of texts; `may_be_empty` concerns the texts.  count 0 when absent or faulty. */
struct texts field_texts(struct fields *r, const struct cJSON *object, const char *key,
                         bool required, bool may_be_empty);
bool field_bool(struct fields *r, const struct cJSON *object, const char *key, bool otherwise);
/** A number from `least` to `most`; `otherwise` when absent or faulty. */
double field_number(struct fields *r, const struct cJSON *object, const char *key, double least,
                    double most, double otherwise);
/** A whole number in that range. */
size_t field_count(struct fields *r, const struct cJSON *object, const char *key, size_t least,
                   size_t most, size_t otherwise);
/** One of `names` (NULL at its end) as its index; `otherwise` when absent or faulty. */
size_t field_choice(struct fields *r, const struct cJSON *object, const char *key,
                    const char *const names[], bool required, size_t otherwise);
/** A list; NULL when absent or faulty. `most` = the limit of the format. */
const struct cJSON *field_list(struct fields *r, const struct cJSON *object, const char *key,
                               bool required, size_t most, size_t *count);
/** An id: lower-case letters and digits beginning with a letter, parts joined by `joint`. */
const char *field_id(struct fields *r, const struct cJSON *object, char joint, struct place *place);
/** Ids that stand twice are errors.  Sorts `uses`.  @what "fact", "rule", ... */
void field_unique_ids(struct diags *diags, struct id_use uses[], size_t count, const char *what);

#endif
