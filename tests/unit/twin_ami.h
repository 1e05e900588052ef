/**
 * The AMI rules a second time: slow and obvious, written from the decision lists of
 * domain/ami-rules.md (3.1, 3.2, 3.5) and the impossible combinations of interface.md, not from the
 * packs.  The row of the list that each answer comes from stands beside it.
 */
#ifndef TESTS_UNIT_TWIN_AMI_H
#define TESTS_UNIT_TWIN_AMI_H

#include <stdbool.h>

enum ami_edition { AMI_LECTURE, AMI_CURRENT };

/** A case in the words of interface.md, section 1. */
struct ami {
    bool owned, shared, is_public, encrypted, customer_key, key_access;
    bool product_code, marketplace, snapshot_access, instance_store, other_region;
};

#define AMI_FACTS 11
extern const char *const ami_fact_ids[AMI_FACTS]; /* in the order of the members */

/** The case whose bit i is fact i of ami_fact_ids. */
struct ami ami_of_bits(unsigned bits);
bool ami_possible(const struct ami *a);
/** The outcome's id; `decision` is path, launch, run-there, share or make-public. */
const char *ami_decide(enum ami_edition edition, const char *decision, const struct ami *a);
/**
 * The id of the pack's row that must decide, likewise written from the lists: the row whose
 * conditions, in their order, are the first to hold.
 */
void ami_rule(enum ami_edition edition, const char *decision, const struct ami *a, char id[40]);

#endif
