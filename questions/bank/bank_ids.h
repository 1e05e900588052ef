/**
 * The ids of a bank's items: made from content where somebody left them out, told when they stand
 * twice, found quickly where there are many to look up.
 */
#ifndef QUESTIONS_BANK_BANK_IDS_H
#define QUESTIONS_BANK_BANK_IDS_H

#include <stdbool.h>
#include <stddef.h>

struct bank;  /* questions/bank/bank.h */
struct diags; /* engine/diag.h */

/**
 * Give every item without an id one made of its stem and options, "q-3f9a2c81" (the first digits of
 * their SHA-256), so that it stays the same when anything else is mended, and in whatever format the
 * question is read; where that is taken, "-2", "-3" or another number follows it.
 * @return false when memory ran out
 */
bool bank_ids_make(struct bank *bank);

/**
 * The same, once no id that was given stands twice.
 * @diags  receives an error for every id that stands twice, or when memory ran out
 * @return false after an error
 */
bool bank_ids_settle(struct bank *bank, struct diags *diags);

/** The items of a bank, sorted by id. */
struct bank_index {
    size_t *order; /* owned; indices into the bank's items */
    const struct bank *bank;
};
/** False when memory ran out.  Every item must have an id, and none may be added afterwards. */
bool bank_index_init(struct bank_index *index, const struct bank *bank);
void bank_index_fini(struct bank_index *index);
/** Which item has this id; SIZE_MAX: none. */
size_t bank_index_find(const struct bank_index *index, const char *id);

#endif
