/* All questions at once: a map of facility against correlation with the rest, and a table. */
#include "questions/score/page_private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "questions/score/page_labels.h"

#define LEFT       40
#define RIGHT      (SVG_WIDTH - 16)
#define TOP        10
#define BOTTOM     226
#define HEIGHT     262
#define LABEL_MOST 8   /* bytes of an id */
#define SAME_PLACE 1.0 /* marks that are no farther apart look like one */
#define HIGHEST    "goes with the rest of the test"
#define LOWEST     "the wrong way round"

/* A question on the map. */
struct map_mark {
    size_t question;
    double x, y;
    size_t others; /* that look like one with it, and come after it */
    bool hidden;   /* one before it looks like one with it */
    bool labelled;
};

struct map {
    const struct scored *scored;
    struct map_mark marks[PAGE_ITEMS_MAX]; /* those to look at first */
    size_t count;
    int low,
        high; /* what the upright axis shows, in fifths: as much as is needed, and 0 to 0.4 always */
};

static double map_x(double facility)
{
    const double held = facility < 0 ? 0 : facility > 1 ? 1 : facility;
    return LEFT + held * (RIGHT - LEFT);
}

static double map_y(const struct map *map, double rest)
{
    return BOTTOM - (5 * rest - map->low) / (map->high - map->low) * (BOTTOM - TOP);
}

/* Has it both figures? */
static bool is_on_map(const struct item_result *r)
{
    return isfinite(r->facility) && isfinite(r->item_rest);
}

bool page_has_map(const struct scored *scored)
{
    bool any = false;
    for (size_t q = 0; q < scored_key(scored)->question_count; q++) {
        any = any || is_on_map(&scored->results->items[q]);
    }
    return any;
}

static size_t shown_count(const struct scored *scored)
{
    const size_t count = scored_key(scored)->question_count;
    return count < PAGE_ITEMS_MAX ? count : PAGE_ITEMS_MAX;
}

static void find_marks(struct map *map, const struct scored *scored, const size_t order[])
{
    const struct item_result *items = scored->results->items;
    *map = (struct map){.scored = scored, .low = -1, .high = 2};
    for (size_t i = 0; i < shown_count(scored); i++) {
        if (is_on_map(&items[order[i]])) {
            const int low = (int)floor(5 * items[order[i]].item_rest - 1e-9);
            const int high = (int)ceil(5 * items[order[i]].item_rest + 1e-9);
            map->marks[map->count++].question = order[i];
            map->low = low < map->low ? low : map->low;
            map->high = high > map->high ? high : map->high;
        }
    }
    map->low = map->low < -5 ? -5 : map->low;
    map->high = map->high > 5 ? 5 : map->high;
    for (size_t i = 0; i < map->count; i++) {
        struct map_mark *mark = &map->marks[i];
        mark->x = map_x(items[mark->question].facility);
        mark->y = map_y(map, items[mark->question].item_rest);
        for (size_t j = 0; j < i && !mark->hidden; j++) {
            struct map_mark *first = &map->marks[j];
            mark->hidden = !first->hidden && fabs(first->x - mark->x) <= SAME_PLACE &&
                           fabs(first->y - mark->y) <= SAME_PLACE;
            first->others += mark->hidden ? 1 : 0;
        }
    }
}

static void add_axes(struct buffer *out, const struct map *map)
{
    struct buffer label = {0};
    svg_rect(out, "doubt", LEFT, map_y(map, 0), RIGHT - LEFT, BOTTOM - map_y(map, 0));
    for (int i = map->low; i <= map->high; i++) {
        const double y = map_y(map, i / 5.0);
        svg_line(out, i == 0 ? "axis" : "grid", LEFT, y, RIGHT, y);
        summary_number(&label, i / 5.0, 1);
        svg_text(out, "tick", LEFT - 4, y + 3.5, "end", buffer_text(&label));
        page_piece_end(out, &label);
    }
    for (int percent = 0; percent <= 100; percent += 20) {
        buffer_addf(&label, "%d %%", percent);
        svg_text(out, "tick", map_x(percent / 100.0), BOTTOM + 14, "middle", buffer_text(&label));
        page_piece_end(out, &label);
    }
    svg_text(out, "tick", (LEFT + RIGHT) / 2.0, BOTTOM + 30, "middle",
             "points earned (easy questions are at the right)");
}

static void add_mark(struct buffer *out, const struct map *map, const struct map_mark *mark)
{
    const struct item_result *r = &map->scored->results->items[mark->question];
    struct buffer name = {0};
    summary_question(&name, scored_key(map->scored), mark->question);
    buffer_addf(out, "<a href=\"#q%zu\"><title>", mark->question + 1);
    page_cut(out, buffer_text(&name), 120);
    buffer_add_text(out, ": ");
    summary_share(out, r->facility, 1);
    buffer_add_text(out, ", correlation ");
    summary_number(out, r->item_rest, 2);
    if (mark->others > 0) {
        buffer_addf(out, "; %zu more at this place", mark->others);
    }
    buffer_add_text(out, "</title>");
    if (r->flags != 0) { /* a diamond, which also shows without colour */
        buffer_add_text(out, "<path class=\"look\" d=\"M");
        svg_number(out, mark->x);
        buffer_add_char(out, ' ');
        svg_number(out, mark->y - 5);
        buffer_add_text(out, "l5 5l-5 5l-5-5z\"/>");
    } else {
        buffer_add_text(out, "<circle class=\"fine\" cx=\"");
        svg_number(out, mark->x);
        buffer_add_text(out, "\" cy=\"");
        svg_number(out, mark->y);
        buffer_add_text(out, "\" r=\"3.5\"/>");
    }
    buffer_add_text(out, "</a>\n");
    page_piece_end(out, &name);
}

/* ---- Labels ---------------------------------------------------------------------------------- */

/*
 * What a mark is called: a short id, else the number of the question; where papers differ questions have no
 * numbers, and the end of an id tells more than its beginning.  "+2": so many more at this place.
 */
static void add_label_text(struct buffer *out, const struct score_key *key,
                           const struct map_mark *mark)
{
    const char *id = key->questions[mark->question].id;
    const size_t length = strlen(id);
    if (length <= LABEL_MOST) {
        buffer_add_text(out, id);
    } else if (key->paper_count > 0) {
        const char *end = id + length - LABEL_MOST / 2;
        while (((unsigned char)*end & 0xc0) == 0x80) {
            end++;
        }
        buffer_addf(out, "\xe2\x80\xa6%s", end);
    } else {
        buffer_addf(out, "%zu", mark->question + 1);
    }
    if (mark->others > 0) {
        buffer_addf(out, " +%zu", mark->others);
    }
}

static void add_label(struct buffer *out, const struct map *map, struct map_mark *mark,
                      struct labels *labels)
{
    struct buffer text = {0};
    struct label_place place;
    add_label_text(&text, scored_key(map->scored), mark);
    mark->labelled =
        labels_place(labels, mark->x, mark->y, labels_width(buffer_text(&text)), &place);
    if (mark->labelled) {
        svg_text(out, place.y > map_y(map, 0) ? "label low" : "label", place.x, place.y,
                 place.anchor, buffer_text(&text));
    }
    page_piece_end(out, &text);
}

/* What an end of the upright axis means, where there is room for it: at the left, or at the right. */
static void add_meaning(struct buffer *out, struct labels *labels, double y, const char *text)
{
    struct label_place place;
    if (labels_place_one(labels, LEFT + 4, y, "start", labels_width(text), &place) ||
        labels_place_one(labels, RIGHT - 4, y, "end", labels_width(text), &place)) {
        svg_text(out, "tick", place.x, place.y, place.anchor, text);
    }
}

/* Those to look at first, so that they have the choice. */
static void add_labels(struct buffer *out, struct map *map)
{
    struct labels labels = {.room = {LEFT, 0, SVG_WIDTH, BOTTOM + 4}};
    bool good = true;
    for (size_t i = 0; i < map->count && good; i++) {
        good = map->marks[i].hidden || labels_take_mark(&labels, map->marks[i].x, map->marks[i].y);
    }
    add_meaning(out, &labels, TOP + 12, HIGHEST);
    add_meaning(out, &labels, BOTTOM - 5, LOWEST);
    for (size_t i = 0; i < map->count && good; i++) {
        if (!map->marks[i].hidden) {
            add_label(out, map, &map->marks[i], &labels);
        }
    }
    out->failed = out->failed || !good;
    labels_fini(&labels);
}

/* ---- All of it ------------------------------------------------------------------------------- */

static void add_caption(struct buffer *out, const struct map *map)
{
    const size_t missing = shown_count(map->scored) - map->count;
    bool crowded = false, same = false;
    for (size_t i = 0; i < map->count; i++) {
        const struct map_mark *mark = &map->marks[i];
        crowded = crowded || (!mark->hidden && !mark->labelled);
        same = same || (mark->others > 0 && mark->labelled);
    }
    buffer_add_text(out,
                    "<figcaption>Upwards: the correlation with the rest of the test. Good "
                    "questions lie above 0.2; diamonds are to be looked at. A mark leads to its "
                    "question.");
    if (same) {
        buffer_add_text(out, " &ldquo;+1&rdquo; is one more question at the same place.");
    }
    if (crowded) {
        buffer_add_text(out, " Where marks are crowded, some have no label.");
    }
    if (missing > 0) {
        buffer_addf(out, " %zu question%s not here: without students who differ %s no correlation.",
                    missing, missing == 1 ? " is" : "s are", missing == 1 ? "it has" : "they have");
    }
    buffer_add_text(out, "</figcaption>\n</figure>\n");
}

void page_map(struct buffer *out, const struct scored *scored, const size_t order[])
{
    struct map *map = malloc(sizeof *map);
    if (map == NULL) {
        out->failed = true;
        return;
    }
    find_marks(map, scored, order);
    if (map->count > 0) {
        page_heading(out, 2, "map", "All questions on a map");
        buffer_add_text(out, "<figure>\n");
        svg_begin(
            out, "map", HEIGHT,
            "Questions by how many points were earned and how they go with the rest",
            "A mark for each question: to the right the easy ones, at the top those that tell "
            "best who does well. The table below has the numbers.");
        add_axes(out, map);
        for (size_t i = map->count; i > 0; i--) { /* those to look at last: they lie on top */
            add_mark(out, map, &map->marks[i - 1]);
        }
        add_labels(out, map);
        svg_end(out);
        add_caption(out, map);
    }
    free(map);
}

/* ---- The table ------------------------------------------------------------------------------- */

/* A cell that sorts by its number; undefined ones come last. */
static void add_cell(struct buffer *out, double value, bool percent)
{
    buffer_add_text(out, "<td class=\"n\" data-v=\"");
    if (isfinite(value)) {
        html_number(out, value);
    }
    buffer_add_text(out, "\">");
    if (percent) {
        summary_share(out, value, isfinite(value) ? 1 : 0);
    } else {
        summary_number(out, value, 2);
    }
    buffer_add_text(out, "</td>");
}

static void add_row(struct buffer *out, const struct scored *scored, size_t question, size_t place)
{
    const struct item_result *r = &scored->results->items[question];
    buffer_addf(out, "<tr><th scope=\"row\" data-v=\"%zu\">", question);
    if (place < PAGE_ITEMS_MAX) {
        page_question_link(out, scored, question);
    } else {
        page_cut(out, scored_key(scored)->questions[question].id, 100);
    }
    struct buffer flag = {0};
    results_flag_words(&flag, scored->results, question);
    if (flag.length > 0) {
        buffer_add_text(out, "<br><small>");
        html_text(out, buffer_text(&flag));
        buffer_add_text(out, "</small>");
    }
    page_piece_end(out, &flag);
    buffer_add_text(out, "</th>");
    add_cell(out, r->facility, true);
    add_cell(out, r->item_rest, false);
    add_cell(out, r->discrimination_27, false);
    add_cell(out, r->presented > 0 ? (double)r->omitted / (double)r->presented : (double)NAN, true);
    buffer_add_text(out, "</tr>\n");
}

void page_table(struct buffer *out, const struct scored *scored, const size_t order[])
{
    const size_t count = scored_key(scored)->question_count;
    page_heading(out, 2, "table", "All questions in a table");
    if (count > PAGE_ROWS_MAX) {
        buffer_addf(out, "<p>The first %d of %zu, those to look at first; items.csv has all.</p>\n",
                    PAGE_ROWS_MAX, count);
    }
    buffer_add_text(
        out, "<table class=\"all\" data-sorts>\n<caption>Those to look at first stand first. "
             "</caption>\n<thead><tr><th scope=\"col\">Question</th><th scope=\"col\" "
             "class=\"n\">Points earned</th><th scope=\"col\" class=\"n\">Goes with the "
             "rest</th><th scope=\"col\" class=\"n\">Best less worst</th><th scope=\"col\" "
             "class=\"n\">Blank</th></tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < count && i < PAGE_ROWS_MAX; i++) {
        add_row(out, scored, order[i], i);
    }
    buffer_add_text(out, "</tbody>\n</table>\n");
}
