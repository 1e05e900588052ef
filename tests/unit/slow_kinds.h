/**
 * The keys of all kinds of question a second time, slow and obvious: from the rows as they are
 * written (tests/unit/slow_engine.h), by trying everything.  It shares no line with questions/item/.
 */
#ifndef TESTS_UNIT_SLOW_KINDS_H
#define TESTS_UNIT_SLOW_KINDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "questions/item/item.h"
#include "questions/item/subject.h"

/** The case that an item tells of, read from its facts; false when one is missing. */
bool slow_case(const struct pack *pack, const struct item *item, uint32_t *whole);
/** Is an option right? */
bool slow_right(const struct subject *subject, const struct item *item, size_t option);
/** Does somebody with this misconception choose a wrong option? */
bool slow_fits(const struct subject *subject, const struct item *item, size_t option,
               size_t misconception);
/** Of a `grant`: do other options than the key, as many as are to be chosen, reach the goal, too? */
bool slow_rival_grant(const struct subject *subject, const struct item *item);

/** The fact that "shared=yes" speaks of, as a bit; 0: none. */
uint32_t slow_fact_of(const struct pack *pack, const char *means);
/** Of a `change`: are the calls of the case's answer others after this change? */
bool slow_other_calls(const struct pack *pack, const struct item *item, size_t option);

/**
 * Has a question the same answer under the sibling's rules: the same options right, and, where it
 * is about the way that the case itself leads to, that very way?  Of sentences: the same of each.
 */
bool slow_same_there(const struct subject *subject, const struct item *item);

#endif
