/* How the class did: a few sentences, and a histogram. */
#include "questions/score/page_private.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define BARS        20
#define LEFT        52
#define RIGHT       (SVG_WIDTH - 16)
#define TOP         16
#define BOTTOM      150
#define HEIGHT      186
#define SMALL_CLASS 30 /* below this a correlation may be off by more than a third */

static double bar_x(double percent)
{
    return LEFT + percent / 100 * (RIGHT - LEFT);
}

/* A round number at or above the largest count: 1, 2 or 5 times a power of ten, or 4 steps of one. */
static uint64_t round_up(uint64_t most)
{
    uint64_t unit = 1;
    while (unit * 10 < most) {
        unit *= 10;
    }
    const uint64_t steps[] = {1, 2, 4, 5, 8, 10};
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        if (steps[i] * unit >= most) {
            return steps[i] * unit;
        }
    }
    return most;
}

static void add_axes(struct buffer *out, uint64_t top)
{
    struct buffer label = {0};
    const uint64_t ticks = top % 4 == 0 ? 4 : top % 5 == 0 ? 5 : top == 2 ? 2 : 1;
    for (uint64_t i = 0; i <= ticks; i++) {
        const double y = BOTTOM - (double)i / (double)ticks * (BOTTOM - TOP);
        svg_line(out, i == 0 ? "axis" : "grid", LEFT, y, RIGHT, y);
        summary_count(&label, top / ticks * i);
        svg_text(out, "tick", LEFT - 4, y + 3.5, "end", buffer_text(&label));
        page_piece_end(out, &label);
    }
    for (int percent = 0; percent <= 100; percent += 20) {
        buffer_addf(&label, "%d %%", percent);
        svg_text(out, "tick", bar_x(percent), BOTTOM + 14, "middle", buffer_text(&label));
        page_piece_end(out, &label);
    }
    svg_text(out, "tick", (LEFT + RIGHT) / 2.0, BOTTOM + 30, "middle", "share of the points");
    page_piece_end(out, &label);
}

static void add_pass_mark(struct buffer *out, double pass)
{
    const double x = bar_x(100 * pass);
    const bool left = pass > 0.75;
    svg_line(out, "mark", x, TOP - 8, x, BOTTOM);
    svg_text(out, "label", left ? x - 4 : x + 4, TOP - 2, left ? "end" : "start", "pass mark");
}

static void add_histogram(struct buffer *out, const struct scored *scored)
{
    const struct class_result *all = &scored->results->all;
    uint64_t most = 1;
    for (int i = 0; i < BARS; i++) {
        most = all->histogram[i] > most ? all->histogram[i] : most;
    }
    const uint64_t top = round_up(most);
    svg_begin(out, "hist", HEIGHT, "How many students earned which share of the points",
              "A bar for every five percent. The table below has the numbers.");
    add_axes(out, top);
    for (int i = 0; i < BARS; i++) {
        const double height = (double)all->histogram[i] / (double)top * (BOTTOM - TOP);
        if (all->histogram[i] > 0) {
            svg_rect(out, "bar", bar_x(5 * i) + 1, BOTTOM - height, bar_x(5) - LEFT - 2, height);
        }
    }
    add_pass_mark(out, scored->results->options.scale.pass);
    svg_end(out);
}

static void add_histogram_table(struct buffer *out, const struct class_result *all)
{
    buffer_add_text(out, "<details><summary>The same as a table</summary>\n<table>\n<caption "
                         "class=\"unseen\">Students by share of the points</caption>\n"
                         "<thead><tr><th scope=\"col\">Share of the points</th>"
                         "<th scope=\"col\" class=\"n\">Students</th></tr></thead>\n<tbody>\n");
    for (int i = 0; i < BARS; i++) {
        buffer_addf(out, "<tr><th scope=\"row\">%d to %s%d %%</th><td class=\"n\">", 5 * i,
                    i + 1 < BARS ? "below " : "", 5 * (i + 1));
        summary_count(out, all->histogram[i]);
        buffer_add_text(out, "</td></tr>\n");
    }
    buffer_add_text(out, "</tbody></table></details>\n");
}

/* ---- In short -------------------------------------------------------------------------------- */

static void say_points(struct buffer *out, const struct class_result *all)
{
    buffer_add_text(out, "<li>On average a student earned ");
    summary_number(out, all->mean, 1);
    if (isfinite(all->max_points)) {
        buffer_add_text(out, " of ");
        summary_number(out, all->max_points, 2);
    }
    buffer_add_text(out, " points (");
    summary_share(out, all->mean_percent, 100);
    buffer_add_text(out, "). Half of the class has at least ");
    summary_number(out, all->median, 1);
    buffer_add_text(out, "; the lowest score is ");
    summary_number(out, all->min, 1);
    buffer_add_text(out, ", the highest ");
    summary_number(out, all->max, 1);
    buffer_add_text(out, ".</li>\n");
}

static void say_passed(struct buffer *out, const struct scored *scored)
{
    const struct class_result *all = &scored->results->all;
    buffer_add_text(out, "<li>");
    summary_count(out, all->passed);
    buffer_add_text(out, " of ");
    summary_count(out, all->students);
    buffer_add_text(out, " passed (");
    summary_share(out, (double)all->passed, (double)all->students);
    buffer_add_text(out, "): the pass mark is ");
    summary_number(out, 100 * scored->results->options.scale.pass, 2);
    buffer_add_text(out, " % of the points.</li>\n");
}

/* The standard error of measurement in a sentence: two of three lie within one of it (a normal
 * distribution). */
static void say_trust(struct buffer *out, const struct class_result *all)
{
    buffer_add_text(out, "<li>How far to trust a score: ");
    if (isfinite(all->sem) && isfinite(all->alpha)) {
        buffer_add_text(out,
                        "over many tests with questions like these, two in three students would "
                        "come to an average within ");
        summary_number(out, all->sem, 1);
        buffer_add_text(out, " points of their score here (");
        summary_alpha(out, all->alpha);
        buffer_add_text(out, ").");
    } else {
        summary_trust(out, all);
    }
    buffer_add_text(out, "</li>\n");
}

/* Figures of single questions are for classes large enough. */
static void say_small(struct buffer *out, const struct class_result *all)
{
    if (all->students > 1 && all->students < SMALL_CLASS) {
        buffer_add_text(out,
                        "<li>The class is small: what is said of single questions below is mostly "
                        "chance. A correlation may be off by ");
        summary_number(out, fmin(1, results_noise(all->students)), 1);
        buffer_add_text(out, " either way.</li>\n");
    }
}

static void say_flagged(struct buffer *out, const struct scored *scored, size_t flagged,
                        const size_t order[])
{
    if (flagged == 0) {
        buffer_add_text(out, "<li>No question stands out as doubtful.</li>\n");
        return;
    }
    buffer_addf(out, "<li>%zu question%s to look at: ", flagged, flagged == 1 ? "" : "s");
    for (size_t i = 0; i < flagged && i < 8; i++) {
        buffer_add_text(out, i > 0 ? ", " : "");
        page_question_link(out, scored, order[i]);
    }
    buffer_add_text(out, flagged > 8 ? ", &hellip;</li>\n" : ".</li>\n");
}

static void say_belief(struct buffer *out, const struct results *results)
{
    const size_t first = summary_first_belief(results);
    if (first == SIZE_MAX) {
        return;
    }
    const struct belief_result *r = &results->belief_results[first];
    buffer_add_text(out,
                    "<li>The wrong belief that stands out most from guessing: <q dir=\"auto\">");
    page_belief(out, score_belief(results->beliefs, first));
    buffer_add_text(out, "</q>, held by ");
    summary_count(out, r->held);
    buffer_add_text(out, " of ");
    summary_count(out, r->held + r->some + r->none);
    buffer_add_text(out, ". <a href=\"#beliefs\">All beliefs</a></li>\n");
}

static void say_rejected(struct buffer *out, const struct scored *scored)
{
    if (scored->counts.rejected > 0) {
        buffer_add_text(out, "<li>Not everything could be scored: ");
        summary_count(out, scored->counts.rejected);
        buffer_add_text(out, " of ");
        summary_count(out, scored->counts.read);
        buffer_add_text(out, scored->counts.rejected == 1 ? " answers was" : " answers were");
        buffer_add_text(out, " rejected. <a href=\"#origin\">The counts</a></li>\n");
    }
    if (scored->absent_count > 0) {
        buffer_add_text(out, "<li>");
        summary_count(out, scored->absent_count);
        buffer_add_text(out, " of ");
        summary_count(out, scored->roster_count);
        buffer_add_text(out, " students on the roster have no paper.</li>\n");
    }
}

static void add_short(struct buffer *out, const struct scored *scored)
{
    const struct results *results = scored->results;
    const size_t count = scored_key(scored)->question_count;
    size_t *order = malloc((count + 1) * sizeof *order);
    size_t flagged = 0;
    if (order == NULL) {
        out->failed = true;
        return;
    }
    out->failed = !summary_order_items(results, order) || out->failed;
    while (flagged < count && results->items[order[flagged]].flags != 0) {
        flagged++;
    }
    page_heading(out, 2, "short", "In short");
    buffer_add_text(out, "<ul class=\"short\">\n");
    if (results->all.questions == 0) {
        buffer_add_text(out, "<li>Points: " SUMMARY_NO_POINTS ".</li>\n");
    } else {
        say_points(out, &results->all);
        say_passed(out, scored);
        say_trust(out, &results->all);
    }
    say_small(out, &results->all);
    say_flagged(out, scored, flagged, order);
    say_belief(out, results);
    say_rejected(out, scored);
    buffer_add_text(out, "</ul>\n");
    free(order);
}

void page_scores(struct buffer *out, const struct scored *scored)
{
    add_short(out, scored);
    page_heading(out, 2, "scores", "Scores");
    buffer_add_text(out, "<figure>\n");
    add_histogram(out, scored);
    buffer_add_text(out,
                    "<figcaption>How many students earned which share of the points; a bar for "
                    "every five percent.</figcaption>\n");
    add_histogram_table(out, &scored->results->all);
    buffer_add_text(out, "</figure>\n");
}
