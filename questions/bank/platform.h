/**
 * What the formats for learning platforms share: how a bank and a question are called there, what
 * kind of question it is to them, and what none of them can carry.
 */
#ifndef QUESTIONS_BANK_PLATFORM_H
#define QUESTIONS_BANK_PLATFORM_H

#include <stdbool.h>
#include <stddef.h>

#include "questions/bank/format.h"

struct buffer; /* questions/text/buffer.h */

/** The name of the bank there: the category asked for, else its title, else "amiquiz"; a paper's form
 * in parentheses behind it. */
void platform_title(struct buffer *out, const struct writing *w);
/** The name of a question that an instructor sees in lists: its id, else the start of its stem. */
void platform_name(struct buffer *out, const struct writing *w, const struct item *item);
/**
 * An identifier that XML schemas accept as NCName, unique where ids are: the id itself where it is
 * one (ASCII only), else "amiquiz-" and the number of the question in the file.
 */
void platform_ident(struct buffer *out, const struct writing *w, const struct item *item);

/** May several options be chosen? */
bool platform_many(const struct item *item);
/** Are the options the words True and False, in either order, one to be chosen? */
bool platform_true_false(const struct item *item);
/** May the platform shuffle the options?  Not two of them, and not those of a printed paper. */
bool platform_shuffle(const struct writing *w, const struct item *item);

/** The losses of every such format: what only a pack understands, and characters XML forbids. */
void platform_check(const struct item *item, struct losses *losses);
/** The losses of both QTI formats beside those: they have no place for tags and where a question comes
 * from, and what they show is HTML. */
void platform_check_qti(const struct item *item, struct losses *losses);
/** Is one of the item's texts (stem, options, feedback, explanation) so? */
bool platform_any_text(const struct item *item, bool (*is_so)(const char *text));

#endif
