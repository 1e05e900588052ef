/**
 * Labels beside the marks of a plot, so placed that none covers a mark, another label or a text that
 * stands already: one after another, each at the first of eight places around its mark that is free (the
 * greedy way of Christensen, Marks and Shieber, "An Empirical Study of Algorithms for Point-Feature Label
 * Placement", 1995).
 */
#ifndef QUESTIONS_SCORE_PAGE_LABELS_H
#define QUESTIONS_SCORE_PAGE_LABELS_H

#include <stdbool.h>
#include <stddef.h>

/** A box of a plot, in its units, y downwards. */
struct label_box {
    double left, top, right, bottom;
};

/** What is taken.  Zero-initialise but for `room`; labels_fini() frees. */
struct labels {
    struct label_box room;   /* no label goes beyond it */
    struct label_box *taken; /* owned */
    size_t count, capacity;
};

/** Where a label goes, as SVG writes it. */
struct label_place {
    double x, y;        /* y: of the base line */
    const char *anchor; /* "start", "middle" or "end" */
};

#define LABELS_MARK                                                                                \
    6.0 /* a mark, and what keeps other marks' labels off, reaches so far to every side */

/** Nothing may cover this box; false when memory ran out. */
bool labels_take(struct labels *labels, struct label_box box);
/** The same of a mark. */
bool labels_take_mark(struct labels *labels, double x, double y);
/**
 * Find a place for the label of a mark, whose own box must be taken, and take it.
 * @width   of the text
 * @return  false when no place is free, or memory ran out
 */
bool labels_place(struct labels *labels, double x, double y, double width,
                  struct label_place *place);
/** The same at one place, `x` being where the anchor says; false when it is not free. */
bool labels_place_one(struct labels *labels, double x, double y, const char *anchor, double width,
                      struct label_place *place);
void labels_fini(struct labels *labels);

/** How wide a text is at most, at 10 units a line, in the fonts that browsers choose for our pages. */
double labels_width(const char *text);

#endif
