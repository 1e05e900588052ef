/**
 * From a share of points to a score on a scale and to pass or fail.  The scale of a real exam is not
 * published, so ours is two straight lines, and what comes of it is always called estimated.
 */
#ifndef QUESTIONS_ITEM_SCALE_H
#define QUESTIONS_ITEM_SCALE_H

#include <stdbool.h>
#include <stdint.h>

#define SCALE_PASS    "70%"
#define SCALE_DEFAULT "100:720:1000"

/** Which score stands for nothing, for just enough and for everything. */
struct scale {
    double pass; /* share of the points that is enough, 0 to 1 */
    double low, mark, high;
};

/**
 * Read a pass mark, "70%" or "66.5%", from 0 % to 100 %.
 * @return NULL, or what is wrong with the text, which is left to be named by the caller
 */
const char *scale_read_pass(const char *text, struct scale *scale);
/** Read "100:720:1000": three rising numbers of at most 6 digits.  @return as scale_read_pass() */
const char *scale_read(const char *text, struct scale *scale);

/** Is that enough?  Sums of fractions of points are given the benefit of their rounding. */
bool scale_passes(const struct scale *scale, double points, double most);
/**
 * The score: on the straight line through (0, low) and (pass, mark) below the pass mark, and through
 * (pass, mark) and (1, high) from it on.  @most  above 0; points from 0 to most
 */
double scale_score(const struct scale *scale, double points, double most);
/** The same as a whole number; what is not enough is never rounded up to the mark. */
int64_t scale_whole(const struct scale *scale, double points, double most);

#endif
