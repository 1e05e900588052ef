/**
 * The scaled score: the straight lines through (0, low), (pass share, mark), (1, high).  It is always
 * called estimated, because no real table is public.
 */
#ifndef QUESTIONS_ITEM_SCALE_H
#define QUESTIONS_ITEM_SCALE_H

#include <stdbool.h>

struct scale {
    double low, mark, high; /* rising; 100, 720, 1000 unless said */
};

/** "100:720:1000"; false: it is none, and `scale` is unchanged. */
bool scale_read(const char *text, struct scale *scale);
/** "70%" or "70" to 0.70, more than 0 and at most 1; false: it is none. */
bool scale_read_pass(const char *text, double *pass);
/** @share of the points, held to 0 to 1; @pass share, more than 0 and at most 1 */
double scale_of(const struct scale *scale, double share, double pass);

#endif
