/*
 * The denominator of each value is found by its continued fraction (the convergent that first comes
 * close enough: Khinchin, Continued Fractions, chapter II), and taken into the common one.
 */
#include "questions/score/units.h"

#include <math.h>
#include <stdlib.h>

#define BITS_MOST       53         /* totals are exact as double */
#define DENOMINATOR_MAX 67108864.0 /* 2^26: beyond it a double does not tell fractions apart */
#define NEAR            (1.0 / (1LL << 50)) /* a few roundings */

static int compare(const void *a, const void *b)
{
    const double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

static bool is_near(double value, double to)
{
    return fabs(value - to) <= NEAR * fabs(value);
}

/* The least q for which q times a positive value is nearly whole; 0: none is small enough. */
static double denominator(double value)
{
    double before = 0, q = 1; /* of the last two convergents */
    double rest = value;
    while (q <= DENOMINATOR_MAX) {
        if (is_near(value * q, floor(value * q + 0.5))) {
            return q;
        }
        const double part = rest - floor(rest);
        if (!(part > 0)) {
            return 0;
        }
        rest = 1 / part;
        const double next = floor(rest) * q + before;
        before = q;
        q = next;
    }
    return 0;
}

/* Bits of totals: sums of squares of their differences must stay below 2^126. */
static int bits_allowed(uint64_t students)
{
    int bits = BITS_MOST;
    int of_students = 0;
    while (of_students < 63 && students >> of_students != 0) {
        of_students++;
    }
    while (2 * bits + 4 + of_students > 126) {
        bits--;
    }
    return bits;
}

static double power_of_two(int exponent)
{
    return ldexp(1, exponent);
}

struct units units_find(double values[], size_t count, double most, uint64_t students)
{
    const double limit = power_of_two(bits_allowed(students));
    struct units units = {1, true};
    if (count > 0) {
        qsort(values, count, sizeof *values, compare);
    }
    for (size_t i = 0; units.exact && i < count; i++) {
        const double value = fabs(values[i]) * units.per_point;
        const bool known = (i > 0 && values[i] == values[i - 1]) || !(value > 0);
        const double q = known ? 1 : denominator(value);
        units.per_point *= q;
        units.exact = q > 0 && units.per_point * most < limit;
    }
    for (size_t i = 0; units.exact && i < count; i++) {
        const double value = fabs(values[i]) * units.per_point;
        units.exact = is_near(value, floor(value + 0.5));
    }
    if (!units.exact) {
        units.per_point = 1;
        while (units.per_point * most < limit / 2) {
            units.per_point *= 2;
        }
        while (units.per_point * most >= limit) {
            units.per_point /= 2;
        }
    }
    return units;
}

int64_t units_of(const struct units *units, double value)
{
    return (int64_t)llround(value * units->per_point);
}

double units_points(const struct units *units, units_sum sum)
{
    return (double)sum / units->per_point;
}
