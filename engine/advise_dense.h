/**
 * The best plan of questions by brute force over all partial cases of a few open facts.  For
 * engine/advise.c, where looking only at what can be reached would take longer.
 */
#ifndef ENGINE_ADVISE_DENSE_H
#define ENGINE_ADVISE_DENSE_H

#include <stdbool.h>

#include "engine/advise.h"

#define ADVISE_DENSE_MAX 14u /* open facts: 3^14 partial cases take 38 MB and half a second */

/**
 * @closed  what is known; at most ADVISE_DENSE_MAX facts are not
 * @advice  receives an exact advice
 * @return  false when memory ran out.
 */
bool advise_dense(const struct table *table, const struct case_set *possible, struct partial closed,
                  struct advice *advice);

#endif
