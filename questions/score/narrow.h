/**
 * Adding up rows of codes of one byte each (sheet.h), sixteen questions at once.
 */
#ifndef QUESTIONS_SCORE_NARROW_H
#define QUESTIONS_SCORE_NARROW_H

#include <stddef.h>
#include <stdint.h>

#define NARROW_BLOCK 16 /* questions */

/** How often a block of one row is answered, and right. */
struct narrow_sum {
    uint64_t answered, right;
};

/**
 * Add up the blocks of a row.
 * @row     NARROW_BLOCK * `blocks` codes
 * @right   of each question the code that is right
 * @skip    of each block: not 0 where it is left out
 */
struct narrow_sum narrow_sum(const unsigned char row[], const unsigned char right[],
                             const unsigned char skip[], size_t blocks);

#endif
