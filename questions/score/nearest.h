/**
 * Whom or what a name meant that nobody knows, where files name the same ones again and again: each is
 * compared with all known names once.
 */
#ifndef QUESTIONS_SCORE_NEAREST_H
#define QUESTIONS_SCORE_NEAREST_H

#include <stddef.h>

#include "questions/score/ids.h"

#define NEAREST_AMONG    20000             /* known names; among more none is sought */
#define NEAREST_COMPARED ((size_t)2 << 20) /* comparisons in all: a second or some */
#define NEAREST_KEPT     4096              /* texts that are remembered, */
#define NEAREST_TEXT     255               /* of at most so many bytes: some 1.2 MB in all */

/** Names that were asked for.  Zero-initialise; nearest_fini() frees. */
struct nearest {
    struct ids asked;
    const char **found; /* owned; for each: the nearest name, or NULL */
    size_t compared;    /* comparisons so far */
};

/** The known ones: the same in all calls, and as long as what was found is used. */
struct nearest_names {
    const char *(*name)(const void *of, size_t number);
    const void *of;
    size_t count;
};

/**
 * The nearest name (engine/near.h) to a text; NULL: none is near, there are too many, or so many texts were
 * sought that to go on would take too long.  What that depends on is the order of the texts alone, but where
 * memory runs out: then a text is sought again next time.
 */
const char *nearest_find(struct nearest *nearest, const char *text,
                         const struct nearest_names *names);
void nearest_fini(struct nearest *nearest);

#endif
