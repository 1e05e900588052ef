/**
 * The small steps of reading a pack: what fields.h offers, and members that name facts, outcomes and
 * decisions.  Private to the pack_*_read.c files.
 *
 * Where a whole list of facts, decisions or outcomes is missing or faulty, names that it would have
 * declared are not called unknown: that error was reported, and a page of followers would hide it.
 */
#ifndef ENGINE_PACK_FIELDS_H
#define ENGINE_PACK_FIELDS_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/arena.h"
#include "engine/fields.h"
#include "engine/pack.h"

struct cJSON;

/** What a pack owns: one arena for everything that was read. */
struct pack_memory {
    struct arena arena;
};

/** A pack while it is read. */
struct pack_reader {
    struct pack *pack;
    struct fields in;
};

/** A conjunction of facts. */
struct partial field_when(struct pack_reader *r, const struct cJSON *object, const char *key,
                          bool required);
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

/* The parts of a pack, each in a file of its own. */
void pack_read_decisions(struct pack_reader *r, const struct cJSON *root);
void pack_read_misconceptions(struct pack_reader *r, const struct cJSON *root);
void pack_read_statements(struct pack_reader *r, const struct cJSON *root);
void pack_read_tellings(struct pack_reader *r, const struct cJSON *root);
void pack_read_kinds(struct pack_reader *r, const struct cJSON *root);

#endif
