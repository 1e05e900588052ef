/**
 * Points as whole numbers.  Points are fractions with small denominators (halves, thirds, marks with a
 * few decimals), so there is a unit of which all are multiples: sums of them are exact, equal totals are
 * equal, and no order of summation matters.  Where there is none small enough, points are rounded to a
 * fine grid.
 */
#ifndef QUESTIONS_SCORE_UNITS_H
#define QUESTIONS_SCORE_UNITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Sums of products of two totals over all students fit into it. */
__extension__ typedef __int128 units_sum;

struct units {
    double per_point; /* units in one point: a whole number */
    bool exact;       /* every value is a multiple of the unit; else it was rounded to one */
};

/**
 * Find the unit.
 * @values    `count` of them, finite; put in order
 * @most      what no total exceeds, nor falls below with a minus sign; at least every value's size
 * @students  how many totals there are
 * The result depends on the set of values only.
 */
struct units units_find(double values[], size_t count, double most, uint64_t students);
/** The nearest whole number of units. */
int64_t units_of(const struct units *units, double value);
/** Units as points, correctly rounded if the unit is exact. */
double units_points(const struct units *units, units_sum sum);

#endif
