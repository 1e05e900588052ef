/**
 * A pack as a person reads it: its facts, its decisions drawn as tables, what learners get wrong,
 * what it rests on.  Where a screen is too narrow for columns (below 60), and in accessible mode, a
 * table becomes a list.
 */
#ifndef QUESTIONS_ITEM_PACK_VIEW_H
#define QUESTIONS_ITEM_PACK_VIEW_H

#include <stddef.h>

struct pack;   /* engine/pack.h */
struct screen; /* questions/text/screen.h */

/** An id and what it says, beside each other (the text from `column`) where there is room. */
void pack_view_entry(struct screen *screen, const char *id, size_t column, const char *text);
/**
 * A decision as a table: a row's number, its conditions, its answer; beneath, its name and reason.
 * @marked_row  the row to point out (0-based), SIZE_MAX: none
 */
void pack_show_decision(struct screen *screen, const struct pack *pack, size_t decision,
                        size_t marked_row);
/** The whole pack, or (decision not SIZE_MAX) one decision with what belongs to it. */
void pack_show(struct screen *screen, const struct pack *pack, size_t decision);

#endif
