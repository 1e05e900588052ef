/**
 * What an owner can do to a case: grant (turn facts under its control from no to yes) and withdraw
 * (the other way round), with what must follow from that.
 */
#ifndef QUESTIONS_ITEM_OWNER_ACTS_H
#define QUESTIONS_ITEM_OWNER_ACTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/pack.h"
#include "engine/table.h"

/** Facts under the owner's control: bit i is fact i. */
uint32_t owner_facts(const struct pack *pack);

/**
 * Set some of the owner's facts, and as few more of them (to the same value) as make the case
 * possible.
 * @facts   of owner_facts(); bit i is fact i
 * @after   receives the case that comes of it; on false it may have changed
 * @return  false when no possible case comes of it, or several do that are equally near
 *
 * Cost: every set of the owner's facts that are left is tried, 2^n of them.
 */
bool owner_act(const struct pack *pack, uint32_t whole, uint32_t facts, bool value,
               uint32_t *after);

/**
 * The least that must be granted so that a table answers an outcome: the smallest set of one or two
 * facts.
 * @set     receives it, whole: what must follow from a grant is in it; on false it may have changed
 * @return  false when the table answers so already, when two grants are not enough, or when there
 *          are several smallest sets
 */
bool owner_least_grant(const struct pack *pack, const struct table *table, uint32_t whole,
                       size_t outcome, uint32_t *set);

#endif
