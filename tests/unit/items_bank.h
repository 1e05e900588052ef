/** Banks for tests of the bank file: hostile ones, and those that packs can be asked for. */
#ifndef TESTS_UNIT_ITEMS_BANK_H
#define TESTS_UNIT_ITEMS_BANK_H

#include <stdbool.h>
#include <stddef.h>

#include "questions/bank/bank.h"

struct buffer;  /* questions/text/buffer.h */
struct format;  /* questions/bank/format.h */
struct subject; /* questions/item/subject.h */

/** Fill a zeroed bank with every member in use, hostile text in each, and papers. */
void fill_hostile_bank(struct bank *bank);
/**
 * One item for each spot that a pack can be asked, from `from` on by steps of `step`, with head: told
 * in the first way, options in the frame's order.
 */
void bank_of_pack(const struct subject *subject, size_t from, size_t step, struct bank *bank);
/** All of a bank, papers included, as a format writes it; adds to `out`. */
void write_whole_bank(const struct bank *bank, const struct format *format, bool no_key,
                      struct buffer *out);
/** Check that two banks are equal: heads, items and papers; says where they are not. */
void check_same_bank(const struct bank *got, const struct bank *want);

#endif
