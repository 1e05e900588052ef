/* Labels beside marks: never over a mark, another label or the edge; left out only where nothing is free. */
#include "questions/score/page_labels.h"

#include <stdint.h>
#include <stdlib.h>

#include "tests/unit/check.h"

static const struct label_box room = {0, 0, 340, 230};

static bool meet(struct label_box a, struct label_box b)
{
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/* The box of a label as a browser would draw it: 7.5 units high, of the width that was said. */
static struct label_box drawn(const struct label_place *place, double width)
{
    const double left = strcmp(place->anchor, "start") == 0 ? place->x
                        : strcmp(place->anchor, "end") == 0 ? place->x - width
                                                            : place->x - width / 2;
    return (struct label_box){left, place->y - 7.5, left + width, place->y};
}

static void check_place(struct labels *labels, double x, double y, const char *anchor, double at_x,
                        double at_y)
{
    struct label_place place = {0, 0, NULL};
    const bool found = labels_place(labels, x, y, 12, &place);
    CHECK_STR(found ? place.anchor : "none", anchor);
    CHECK_NEAR(found ? place.x : 0, at_x, 1e-9);
    CHECK_NEAR(found ? place.y : 0, at_y, 1e-9);
}

/* One mark, labelled again and again: each place once, then none. */
static void test_order(void)
{
    struct labels labels = {.room = room};
    CHECK(labels_take_mark(&labels, 100, 100));
    check_place(&labels, 100, 100, "start", 108, 103.5);
    check_place(&labels, 100, 100, "end", 92, 103.5);
    check_place(&labels, 100, 100, "middle", 100, 92);
    check_place(&labels, 100, 100, "middle", 100, 114);
    check_place(&labels, 100, 100, "none", 0, 0); /* the corners are taken by those */
    labels_fini(&labels);
}

static void test_edges(void)
{
    struct labels labels = {.room = room};
    CHECK(labels_take_mark(&labels, 330, 100));
    check_place(&labels, 330, 100, "end", 322, 103.5); /* no room to the right */
    CHECK(labels_take_mark(&labels, 3, 226));
    CHECK(labels_take_mark(&labels, 17, 232)); /* nothing beside, below or straight above */
    check_place(&labels, 3, 226, "start", 11, 222);
    labels_fini(&labels);
}

static uint64_t state = 1;
static double chance(void)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (double)(state >> 11) / 9007199254740992.0;
}

/* Clouds of marks, thin and dense. */
static void test_clouds(void)
{
    size_t placed_thin = 0, placed_dense = 0;
    for (size_t round = 0; round < 200; round++) {
        const bool dense = round % 2 == 1;
        struct {
            double x, y;
        } marks[100];
        struct label_box boxes[100];
        struct labels labels = {.room = room};
        size_t placed = 0;
        for (size_t i = 0; i < 100; i++) {
            marks[i].x = dense ? 150 + 60 * chance() : 340 * chance();
            marks[i].y = dense ? 100 + 40 * chance() : 230 * chance();
            CHECK(labels_take_mark(&labels, marks[i].x, marks[i].y));
        }
        for (size_t i = 0; i < 100; i++) {
            struct label_place place;
            const double width = labels_width(i % 10 == 0 ? "q-long" : "17");
            if (labels_place(&labels, marks[i].x, marks[i].y, width, &place)) {
                boxes[placed++] = drawn(&place, width);
            }
        }
        for (size_t i = 0; i < placed; i++) {
            const struct label_box b = boxes[i];
            CHECK(b.left >= room.left && b.right <= room.right && b.top >= room.top &&
                  b.bottom <= room.bottom);
            for (size_t j = 0; j < i; j++) {
                CHECK(!meet(b, boxes[j]));
            }
            for (size_t j = 0; j < 100; j++) { /* a round mark is drawn 3.5 units wide */
                CHECK(!meet(b, (struct label_box){marks[j].x - 3.5, marks[j].y - 3.5,
                                                  marks[j].x + 3.5, marks[j].y + 3.5}));
            }
        }
        *(dense ? &placed_dense : &placed_thin) += placed;
        labels_fini(&labels);
    }
    CHECK(placed_thin > 100 * 75); /* nearly all find a place */
    CHECK(placed_dense < placed_thin && placed_dense > 100 * 5);
}

static void test_width(void)
{
    CHECK_NEAR(labels_width(""), 0, 0);
    CHECK_NEAR(labels_width("17"), 13, 1e-9);
    CHECK_NEAR(labels_width("W\xc3\xa4\xe2\x80\xa6"), 28, 1e-9);
}

int main(void)
{
    RUN(test_order);
    RUN(test_edges);
    RUN(test_clouds);
    RUN(test_width);
    return check_end();
}
