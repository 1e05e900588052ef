/** Banks to make pages of: a small one, a hostile one, and one of real questions. */
#ifndef TESTS_UNIT_ITEMS_HTML_H
#define TESTS_UNIT_ITEMS_HTML_H

#include <stdbool.h>

#include "questions/bank/bank.h"

struct buffer;  /* questions/text/buffer.h */
struct subject; /* questions/item/subject.h */

/** Two short questions, the second with two right answers and little else; and one paper. */
void items_small(struct bank *bank);
/**
 * The same, every text hostile: markup, quotes, references, ends of CDATA and of styles, control
 * characters, marks of direction, bytes that are not UTF-8, line breaks of every kind; a question
 * with one option, and one with 26.
 */
void items_hostile(struct bank *bank);
/** Twelve questions of a pack, with a reason for every option; the last is written by hand, asks
 * for two answers and quotes a JSON policy. */
void items_real(struct bank *bank, const struct subject *subject);

/** A bank as a page, all of it; false when memory ran out.  paper may be NULL. */
bool items_page(const struct bank *bank, bool no_key, const struct paper *paper,
                struct buffer *out);

#endif
