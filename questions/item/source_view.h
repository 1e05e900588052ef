/** Parts of a pack as a person reads them: the sources behind a rule, a fact as a question. */
#ifndef QUESTIONS_ITEM_SOURCE_VIEW_H
#define QUESTIONS_ITEM_SOURCE_VIEW_H

#include <stddef.h>

struct buffer; /* questions/text/buffer.h */
struct fact;   /* engine/pack.h */
struct pack;   /* engine/pack.h */
struct screen; /* questions/text/screen.h */
struct source; /* engine/pack.h */
struct texts;  /* engine/pack.h */

/**
 * Each source with its title, the time in which it stood, and its address on a line of its own that
 * is never cut, so that it can be opened; where several have one address it stands once.  Sources
 * that the pack does not know are shown as they stand.
 * @pack            NULL: none is at hand, so it knows none of them
 * @label, @column  as screen_labelled() takes them; the label stands at the first only
 */
void source_view_list(struct screen *screen, const struct pack *pack, const struct texts *sources,
                      const char *label, size_t column);
/** "TITLE, 2018-02-02 to 2019-05-27" */
void source_view_title(struct buffer *out, const struct source *source);
/** Its address, if it has one, on a line of its own. */
void source_view_address(struct screen *screen, const struct source *source, size_t column);
/** The yes/no question for a fact: its own, else "Is this so: LABEL?". */
void fact_view_question(struct buffer *out, const struct fact *fact);

#endif
