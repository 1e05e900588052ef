/** "Did you mean": the nearest of some names to a word that is none of them. */
#ifndef ENGINE_NEAR_H
#define ENGINE_NEAR_H

#include <stddef.h>

/** A word and the nearest name so far.  Zero-initialise but for `word`.  Owns nothing. */
struct near {
    const char *word;
    const char *best; /* the nearest name offered that is near enough, or NULL */
    size_t distance;  /* of best; without meaning while best is NULL */
};

/**
 * Offer one name.  Of equally near names the first offered stays.
 *
 * Distance: optimal string alignment (insert, delete, change, swap of neighbours) in bytes, letter
 * case of ASCII ignored, '-' and '_' equal.  A word that is a whole beginning of the name, three
 * letters or more, counts as distance 1.
 *
 * Near enough: at most a third of the longer word's length (rounded down), at least 1, but never
 * the whole of it: "x" is not near "y".  Words or names of more than 64 bytes are never near.
 *
 * @name  must live as long as `best` is used.
 *
 * Cost: O(length of word times length of name).  Allocates nothing.
 */
void near_offer(struct near *near, const char *name);

#endif
