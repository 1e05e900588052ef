/**
 * The small steps of reading a pack: one member of one object, checked, with a message at its place
 * when it is not as the format wants it.  Private to the pack_*_read.c files.
 *
 * Every function goes on after a fault with a harmless value, so that one run finds all of them.
 * Where a whole list of facts, decisions or outcomes is missing or faulty, names that it would have
 * declared are not called unknown: that error was reported, and a page of followers would hide it.
 */
#ifndef ENGINE_PACK_FIELDS_H
#define ENGINE_PACK_FIELDS_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/arena.h"
#include "engine/json_in.h"
#include "engine/pack.h"

struct cJSON;
struct near; /* engine/near.h */

/** What a pack owns: one arena for everything that was read. */
struct pack_memory {
    struct arena arena;
};

/** A pack while it is read. */
struct pack_reader {
    struct pack *pack;
    const struct json_in *json;
    struct diags *diags;
};

/** An id and where it stands, to find repeated ones. */
struct id_use {
    const char *id;
    struct place place;
};

/** An error at a value (or, `at_key`, at the name of a member). */
__attribute__((format(printf, 4, 5))) struct diag *field_error(struct pack_reader *r,
                                                               const struct cJSON *value,
                                                               const char *id, const char *format,
                                                               ...);
/** Zeroed memory of the pack; NULL, and an error, when it ran out.  count 0 gives an address, too. */
void *field_alloc(struct pack_reader *r, size_t count, size_t size);
/** A copy that the pack owns; "", and an error, when memory ran out. */
const char *field_copy(struct pack_reader *r, const char *text);

/** Is it an object?  If so, name every member that is none of `known` (NULL at its end; "x-" is free). */
bool field_object(struct pack_reader *r, const struct cJSON *value, const char *what,
                  const char *const known[]);
/** A member; an error when it is required and absent. */
const struct cJSON *field_member(struct pack_reader *r, const struct cJSON *object, const char *key,
                                 bool required);
/** An error: an entry of a list is no text. */
void field_entry_type(struct pack_reader *r, const struct cJSON *value, const char *key);
/** A text that is not empty; NULL when absent or faulty. */
const char *field_text(struct pack_reader *r, const struct cJSON *object, const char *key,
                       bool required);
/** A list of texts; `may_be_empty` concerns the texts.  count 0 when absent or faulty. */
struct texts field_texts(struct pack_reader *r, const struct cJSON *object, const char *key,
                         bool required, bool may_be_empty);
bool field_bool(struct pack_reader *r, const struct cJSON *object, const char *key, bool otherwise);
/** One of `names` (NULL at its end) as its index; `otherwise` when absent or faulty. */
size_t field_choice(struct pack_reader *r, const struct cJSON *object, const char *key,
                    const char *const names[], bool required, size_t otherwise);
/** A list; NULL when absent or faulty. `most` = the limit of the format. */
const struct cJSON *field_list(struct pack_reader *r, const struct cJSON *object, const char *key,
                               bool required, size_t most, size_t *count);
/** An id: lower-case letters and digits beginning with a letter, parts joined by `joint`. */
const char *field_id(struct pack_reader *r, const struct cJSON *object, char joint,
                     struct place *place);
/** A conjunction of facts. */
struct partial field_when(struct pack_reader *r, const struct cJSON *object, const char *key,
                          bool required);
/** Hint at the nearest of the names that were offered, or say what to do when none is near. */
void field_suggest(struct diag *diag, const struct near *near, const char *otherwise);
/** The fact that a member names; SIZE_MAX when it names none. */
size_t field_fact(struct pack_reader *r, const struct cJSON *object, const char *key);
/** The index of an outcome by id, an error at `place` when the decision has none of this name. */
size_t field_outcome_id(struct pack_reader *r, const struct place *place, const char *id,
                        const struct decision *decision);
/** The same of a decision. */
size_t field_decision_id(struct pack_reader *r, const struct place *place, const char *id);
/** The index of an outcome named by a value that should be a text; SIZE_MAX when it is none. */
size_t field_outcome(struct pack_reader *r, const struct cJSON *value,
                     const struct decision *decision);
/** The index of the decision that a member names; SIZE_MAX when it names none. */
size_t field_decision(struct pack_reader *r, const struct cJSON *object, const char *key);
/** Ids that stand twice are errors.  Sorts `uses`.  @what "fact", "rule", ... */
void field_unique_ids(struct pack_reader *r, struct id_use uses[], size_t count, const char *what);

/* The parts of a pack, each in a file of its own. */
void pack_read_decisions(struct pack_reader *r, const struct cJSON *root);
void pack_read_misconceptions(struct pack_reader *r, const struct cJSON *root);
void pack_read_statements(struct pack_reader *r, const struct cJSON *root);
void pack_read_tellings(struct pack_reader *r, const struct cJSON *root);
void pack_read_kinds(struct pack_reader *r, const struct cJSON *root);

#endif
