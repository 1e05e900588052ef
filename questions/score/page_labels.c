/* Boxes are compared with all others: some hundred marks, a hundred thousand comparisons at most. */
#include "questions/score/page_labels.h"

#include <stdlib.h>
#include <string.h>

#define ASCENT  8.0 /* of a text of 10 units, from its base line */
#define DESCENT 2.0
#define MIDDLE  3.5 /* a base line so far below a mark's middle has the text beside it */
#define GAP     2.0 /* between a mark and its label */
#define PAD     2.0 /* free to both sides of a label, so that two do not read as one */

bool labels_take(struct labels *labels, struct label_box box)
{
    if (labels->count == labels->capacity) {
        const size_t capacity = 2 * labels->capacity + 64;
        struct label_box *taken = realloc(labels->taken, capacity * sizeof *taken);
        if (taken == NULL) {
            return false;
        }
        labels->taken = taken;
        labels->capacity = capacity;
    }
    labels->taken[labels->count++] = box;
    return true;
}

bool labels_take_mark(struct labels *labels, double x, double y)
{
    return labels_take(labels, (struct label_box){x - LABELS_MARK, y - LABELS_MARK, x + LABELS_MARK,
                                                  y + LABELS_MARK});
}

static bool is_free(const struct labels *labels, struct label_box box)
{
    const struct label_box *room = &labels->room;
    if (box.left < room->left || box.right > room->right || box.top < room->top ||
        box.bottom > room->bottom) {
        return false;
    }
    for (size_t i = 0; i < labels->count; i++) {
        const struct label_box *other = &labels->taken[i];
        if (box.left < other->right && other->left < box.right && box.top < other->bottom &&
            other->top < box.bottom) {
            return false;
        }
    }
    return true;
}

bool labels_place_one(struct labels *labels, double x, double y, const char *anchor, double width,
                      struct label_place *place)
{
    const double left = x - (*anchor == 's' ? 0 : *anchor == 'e' ? width : width / 2);
    const struct label_box box = {left - PAD, y - ASCENT, left + width + PAD, y + DESCENT};
    *place = (struct label_place){x, y, anchor};
    return is_free(labels, box) && labels_take(labels, box);
}

bool labels_place(struct labels *labels, double x, double y, double width,
                  struct label_place *place)
{
    const double mark = LABELS_MARK, beside = mark + GAP, above = -mark - DESCENT,
                 below = mark + ASCENT, corner = mark + PAD;
    /* Beside the mark first, where it is looked for; then above and below; then in the corners. */
    const struct label_place places[] = {
        {beside, MIDDLE, "start"},   {-beside, MIDDLE, "end"},     {0, above, "middle"},
        {0, below, "middle"},        {corner, above + 4, "start"}, {corner, below - 4, "start"},
        {-corner, above + 4, "end"}, {-corner, below - 4, "end"},
    };
    bool found = false;
    for (size_t i = 0; i < sizeof places / sizeof places[0] && !found; i++) {
        found = labels_place_one(labels, x + places[i].x, y + places[i].y, places[i].anchor, width,
                                 place);
    }
    return found;
}

void labels_fini(struct labels *labels)
{
    free(labels->taken);
    labels->taken = NULL;
    labels->count = labels->capacity = 0;
}

/* The widths of DejaVu Sans and Verdana, the widest of the fonts, rounded up. */
double labels_width(const char *text)
{
    double width = 0;
    for (const char *c = text; *c != '\0'; c++) {
        const unsigned char byte = (unsigned char)*c;
        width += byte >= 0xe0                          ? 10 /* anything: a character of Chinese */
                 : byte >= 0xc0                        ? 8
                 : byte >= 0x80                        ? 0
                 : strchr("mwMW@%+", *c) != NULL       ? 10
                 : strchr(" ijlftr.,:;-'", *c) != NULL ? 4.5
                 : *c >= 'A' && *c <= 'Z'              ? 8
                                                       : 6.5;
    }
    return width;
}
