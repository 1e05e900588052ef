/* All questions at once: a map of facility against correlation with the rest, and a table. */
#include "questions/score/page_private.h"

#include <math.h>
#include <string.h>

#define LEFT       40
#define RIGHT      (SVG_WIDTH - 16)
#define TOP        10
#define BOTTOM     226
#define HEIGHT     262
#define LABELS_ALL 60 /* questions up to which all have labels; above, only those to look at */
#define LABEL_MOST 6  /* bytes of an id */
#define LABEL_WIDE 24 /* room of a label */
#define LABEL_HIGH 10

static double map_x(double facility)
{
    const double held = facility < 0 ? 0 : facility > 1 ? 1 : facility;
    return LEFT + held * (RIGHT - LEFT);
}

/* From -0.4 to 1; what lies below is drawn at the edge. */
static double map_y(double rest)
{
    const double held = rest < -0.4 ? -0.4 : rest > 1 ? 1 : rest;
    return BOTTOM - (held + 0.4) / 1.4 * (BOTTOM - TOP);
}

static void add_axes(struct buffer *out)
{
    struct buffer label = {0};
    svg_rect(out, "doubt", LEFT, map_y(0), RIGHT - LEFT, BOTTOM - map_y(0));
    for (int i = -2; i <= 5; i++) {
        const double rest = i / 5.0;
        svg_line(out, i == 0 ? "axis" : "grid", LEFT, map_y(rest), RIGHT, map_y(rest));
        summary_number(&label, rest, 1);
        svg_text(out, "tick", LEFT - 4, map_y(rest) + 3.5, "end", buffer_text(&label));
        page_piece_end(out, &label);
    }
    for (int percent = 0; percent <= 100; percent += 20) {
        buffer_addf(&label, "%d %%", percent);
        svg_text(out, "tick", map_x(percent / 100.0), BOTTOM + 14, "middle", buffer_text(&label));
        page_piece_end(out, &label);
    }
    svg_text(out, "tick", (LEFT + RIGHT) / 2.0, BOTTOM + 30, "middle",
             "points earned (easy questions are at the right)");
    svg_text(out, "tick", LEFT + 4, BOTTOM - 5, "start", "the wrong way round");
}

/* What a mark is called on the map: the number of the question, or a short id. */
static void add_label_text(struct buffer *out, const struct score_key *key, size_t question)
{
    const char *id = key->questions[question].id;
    if (key->paper_count > 0 || strlen(id) <= LABEL_MOST) {
        page_cut(out, id, LABEL_MOST);
    } else {
        buffer_addf(out, "%zu", question + 1);
    }
}

static void add_point(struct buffer *out, const struct scored *scored, size_t question)
{
    const struct item_result *r = &scored->results->items[question];
    const double x = map_x(r->facility), y = map_y(r->item_rest);
    struct buffer name = {0};
    summary_question(&name, scored_key(scored), question);
    buffer_addf(out, "<a href=\"#q%zu\"><title>", question + 1);
    page_cut(out, buffer_text(&name), 120);
    buffer_add_text(out, ": ");
    summary_share(out, r->facility, 1);
    buffer_add_text(out, ", correlation ");
    summary_number(out, r->item_rest, 2);
    buffer_add_text(out, "</title>");
    if (r->flags != 0) { /* a diamond, which also shows without colour */
        buffer_add_text(out, "<path class=\"look\" d=\"M");
        svg_number(out, x);
        buffer_add_char(out, ' ');
        svg_number(out, y - 5);
        buffer_add_text(out, "l5 5l-5 5l-5-5z\"/>");
    } else {
        buffer_add_text(out, "<circle class=\"fine\" cx=\"");
        svg_number(out, x);
        buffer_add_text(out, "\" cy=\"");
        svg_number(out, y);
        buffer_add_text(out, "\" r=\"3.5\"/>");
    }
    buffer_add_text(out, "</a>\n");
    page_piece_end(out, &name);
}

/* Labels that stand already; a new one that would lie over one of them is left out. */
struct labels {
    size_t count;
    struct {
        double x, y;
    } at[PAGE_ITEMS_MAX];
};

static void add_label(struct buffer *out, const struct scored *scored, size_t question,
                      struct labels *labels)
{
    const struct item_result *r = &scored->results->items[question];
    const bool left = map_x(r->facility) > RIGHT - LABEL_WIDE;
    const double x = map_x(r->facility) + (left ? -7 : 7), y = map_y(r->item_rest) + 3.5;
    for (size_t i = 0; i < labels->count; i++) {
        if (fabs(labels->at[i].x - x) < LABEL_WIDE && fabs(labels->at[i].y - y) < LABEL_HIGH) {
            return;
        }
    }
    labels->at[labels->count].x = x;
    labels->at[labels->count++].y = y;
    struct buffer name = {0};
    add_label_text(&name, scored_key(scored), question);
    buffer_addf(out, "<text class=\"label\" text-anchor=\"%s\" x=\"", left ? "end" : "start");
    svg_number(out, x);
    buffer_add_text(out, "\" y=\"");
    svg_number(out, y);
    buffer_addf(out, "\">%s</text>\n", buffer_text(&name));
    page_piece_end(out, &name);
}

/* Questions that have both figures. */
static size_t count_shown(const struct scored *scored, const size_t order[])
{
    size_t count = 0;
    for (size_t i = 0; i < scored_key(scored)->question_count && i < PAGE_ITEMS_MAX; i++) {
        const struct item_result *r = &scored->results->items[order[i]];
        count += isfinite(r->facility) && isfinite(r->item_rest) ? 1 : 0;
    }
    return count;
}

void page_map(struct buffer *out, const struct scored *scored, const size_t order[])
{
    const size_t shown = count_shown(scored, order);
    const size_t count = scored_key(scored)->question_count;
    if (shown == 0) {
        return;
    }
    page_heading(out, 2, "map", "All questions on a map");
    buffer_add_text(out, "<figure>\n");
    svg_begin(
        out, "map", HEIGHT,
        "Questions by how many points were earned and how they go with the rest",
        "A mark for each question: to the right the easy ones, at the top those that tell best who "
        "does well. The table below has the numbers.");
    add_axes(out);
    /* Those to look at last, so that they lie on top. */
    for (size_t i = count < PAGE_ITEMS_MAX ? count : PAGE_ITEMS_MAX; i > 0; i--) {
        const struct item_result *r = &scored->results->items[order[i - 1]];
        if (isfinite(r->facility) && isfinite(r->item_rest)) {
            add_point(out, scored, order[i - 1]);
        }
    }
    struct labels labels = {0};
    for (size_t i = 0; i < count && i < PAGE_ITEMS_MAX; i++) {
        const struct item_result *r = &scored->results->items[order[i]];
        if (isfinite(r->facility) && isfinite(r->item_rest) &&
            (r->flags != 0 || shown <= LABELS_ALL)) {
            add_label(out, scored, order[i], &labels);
        }
    }
    svg_end(out);
    buffer_add_text(
        out, "<figcaption>Upwards: the correlation with the rest of the test. Good questions "
             "lie in the upper half; diamonds are to be looked at. A mark leads to its "
             "question.</figcaption>\n</figure>\n");
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
