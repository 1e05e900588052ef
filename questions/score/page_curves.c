/*
 * Option curves: of each fifth of the students, by their points, the share that chose each option.  A
 * good question's key rises from left to right and every other option falls.  Lines are told apart by
 * letters at both ends and by their dashes, never by colour alone.
 */
#include "questions/score/page_private.h"

#include <math.h>

#define LEFT   58
#define RIGHT  (SVG_WIDTH - 30)
#define TOP    10
#define BOTTOM 130
#define HEIGHT 164
#define APART  11 /* least distance of two letters */
#define DASHES 4  /* kinds of dashes */

static double group_x(size_t group)
{
    return LEFT + (double)group / (RESULTS_GROUPS - 1) * (RIGHT - LEFT);
}

static double share_y(double share)
{
    return BOTTOM - share * (BOTTOM - TOP);
}

static void add_axes(struct buffer *out)
{
    static const char *const names[RESULTS_GROUPS] = {"lowest", "", "middle", "", "highest"};
    for (int i = 0; i <= 4; i++) {
        struct buffer label = {0};
        buffer_addf(&label, "%d %%", 25 * i);
        svg_line(out, i == 0 ? "axis" : "grid", LEFT, share_y(i / 4.0), RIGHT, share_y(i / 4.0));
        svg_text(out, "tick", LEFT - 18, share_y(i / 4.0) + 3.5, "end", buffer_text(&label));
        page_piece_end(out, &label);
    }
    for (size_t g = 0; g < RESULTS_GROUPS; g++) {
        const char *anchor = g == 0 ? "start" : g + 1 == RESULTS_GROUPS ? "end" : "middle";
        if (names[g][0] != '\0') {
            svg_text(out, "tick", group_x(g), BOTTOM + 14, anchor, names[g]);
        }
    }
    svg_text(out, "tick", (LEFT + RIGHT) / 2.0, BOTTOM + 29, "middle",
             "fifth of the students, by points");
}

/* Letters at one end, moved apart where lines meet. */
struct letters {
    size_t count;
    struct {
        char letter;
        bool correct;
        double y;
    } at[KEY_OPTIONS_MAX];
};

static void add_letter(struct letters *letters, const struct option_result *choice, double share)
{
    size_t place = letters->count++;
    const double y = share_y(share);
    for (; place > 0 && letters->at[place - 1].y > y; place--) {
        letters->at[place] = letters->at[place - 1];
    }
    letters->at[place].letter = item_letter(choice->option);
    letters->at[place].correct = choice->correct;
    letters->at[place].y = y;
}

static void print_letters(struct buffer *out, struct letters *letters, double x, const char *anchor)
{
    double least = BOTTOM;
    for (size_t i = letters->count; i > 0; i--) { /* from below, so that none falls off the axis */
        double *y = &letters->at[i - 1].y;
        *y = *y > least ? least : *y;
        least = *y - APART;
    }
    for (size_t i = 0; i < letters->count; i++) {
        char text[] = {letters->at[i].letter, '\0'};
        svg_text(out, letters->at[i].correct ? "letter key" : "letter", x, letters->at[i].y + 3.5,
                 anchor, text);
    }
}

static void add_curve(struct buffer *out, const struct option_result *choice)
{
    buffer_addf(out, "<polyline class=\"%s dash%zu\" points=\"",
                choice->correct ? "right" : "wrong", choice->correct ? 0 : choice->option % DASHES);
    bool any = false;
    for (size_t g = 0; g < RESULTS_GROUPS; g++) {
        if (isfinite(choice->by_group[g])) {
            buffer_add_text(out, any ? " " : "");
            svg_number(out, group_x(g));
            buffer_add_char(out, ',');
            svg_number(out, share_y(choice->by_group[g]));
            any = true;
        }
    }
    buffer_add_text(out, "\"/>\n");
}

/* Options that nobody took lie on the axis and say nothing. */
static bool is_drawn(const struct option_result *choice)
{
    return choice->of_options && (choice->chosen > 0 || choice->correct) &&
           isfinite(choice->by_group[0]) && isfinite(choice->by_group[RESULTS_GROUPS - 1]);
}

static void add_plot(struct buffer *out, const struct results *results, size_t question)
{
    struct letters left = {0}, right = {0};
    struct buffer name = {0};
    buffer_addf(&name, "c%zu", question + 1);
    svg_begin(
        out, buffer_text(&name), HEIGHT, "Who chose what, from the lowest to the highest scores",
        "A line for each option over five groups of students. The table below has the numbers.");
    page_piece_end(out, &name);
    add_axes(out);
    for (size_t c = results->choice_first[question]; c < results->choice_first[question + 1]; c++) {
        const struct option_result *choice = &results->choices[c];
        if (is_drawn(choice)) {
            add_curve(out, choice);
            add_letter(&left, choice, choice->by_group[0]);
            add_letter(&right, choice, choice->by_group[RESULTS_GROUPS - 1]);
        }
    }
    print_letters(out, &left, LEFT - 4, "end");
    print_letters(out, &right, RIGHT + 5, "start");
    svg_end(out);
}

static void add_table(struct buffer *out, const struct results *results, size_t question)
{
    buffer_add_text(out, "<details><summary>The same as a table</summary>\n<table><caption "
                         "class=\"unseen\">Share of each fifth of the students that chose an "
                         "option</caption>\n<thead><tr><th scope=\"col\">Option</th>"
                         "<th scope=\"col\" class=\"n\">lowest</th><th scope=\"col\" "
                         "class=\"n\">2nd</th><th scope=\"col\" class=\"n\">middle</th><th "
                         "scope=\"col\" class=\"n\">4th</th><th scope=\"col\" "
                         "class=\"n\">highest</th></tr></thead>\n<tbody>\n");
    for (size_t c = results->choice_first[question]; c < results->choice_first[question + 1]; c++) {
        const struct option_result *choice = &results->choices[c];
        if (!is_drawn(choice)) {
            continue;
        }
        buffer_addf(out, "<tr><th scope=\"row\">%c%s</th>", item_letter(choice->option),
                    choice->correct ? ", right" : "");
        for (size_t g = 0; g < RESULTS_GROUPS; g++) {
            buffer_add_text(out, "<td class=\"n\">");
            summary_share(out, choice->by_group[g], isfinite(choice->by_group[g]) ? 1 : 0);
            buffer_add_text(out, "</td>");
        }
        buffer_add_text(out, "</tr>\n");
    }
    buffer_add_text(out, "</tbody></table></details>\n");
}

void page_curves(struct buffer *out, const struct scored *scored, size_t question)
{
    const struct results *results = scored->results;
    bool any = false;
    for (size_t c = results->choice_first[question]; c < results->choice_first[question + 1]; c++) {
        any = any || is_drawn(&results->choices[c]);
    }
    if (!any || results->items[question].presented < PAGE_CURVE_LEAST) {
        return;
    }
    buffer_add_text(out, "<figure>\n");
    add_plot(out, results, question);
    buffer_add_text(out,
                    "<figcaption>Who chose what, from the lowest to the highest scores. The right "
                    "answer should rise to the right, the others fall.</figcaption>\n");
    add_table(out, results, question);
    buffer_add_text(out, "</figure>\n");
}
