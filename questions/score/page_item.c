/* A question as the class met it: its text, who chose what, what that means, its curves and figures. */
#include "questions/score/page_private.h"

#include <math.h>

#define STEM_MOST   2000 /* bytes; a page of 500 questions stays within some MB */
#define OPTION_MOST 600
#define ID_MOST     100
#define OTHERS_MOST 12 /* answers that are no single option */

static void add_heading(struct buffer *out, const struct scored *scored, size_t question)
{
    const struct key_question *key = &scored_key(scored)->questions[question];
    buffer_addf(out, "<article class=\"item\" id=\"q%zu\">\n<h3>Question <span dir=\"auto\">",
                question + 1);
    struct buffer name = {0};
    summary_question(&name, scored_key(scored), question);
    page_cut(out, buffer_text(&name), ID_MOST);
    page_piece_end(out, &name);
    buffer_add_text(out, "</span>");
    struct buffer flag = {0};
    results_flag_words(&flag, scored->results, question);
    if (flag.length > 0) {
        buffer_add_text(out, " <span class=\"flag\">");
        html_text(out, buffer_text(&flag));
        buffer_add_text(out, "</span>");
    }
    page_piece_end(out, &flag);
    buffer_add_text(out, "</h3>\n");
    static const char *const status[] = {
        NULL, "This question was dropped: it counts for nobody, and there are no figures.",
        "Everybody gets all points of this question.",
        "This question is on trial: it counts for nobody."};
    if (status[key->status] != NULL) {
        buffer_addf(out, "<p class=\"status\">%s</p>\n", status[key->status]);
    }
    if (key->item != NULL && key->item->stem != NULL) {
        buffer_add_text(out, "<div class=\"stem\" dir=\"auto\">");
        page_cut_paragraphs(out, key->item->stem, STEM_MOST);
        buffer_add_text(out, "</div>\n");
    }
}

/* A bar as wide as the share; the words beside it say the same. */
static void add_strip(struct buffer *out, const struct option_result *choice)
{
    buffer_addf(out,
                "<svg class=\"strip\" viewBox=\"0 0 %d 10\" preserveAspectRatio=\"none\" "
                "aria-hidden=\"true\">\n",
                SVG_WIDTH);
    svg_rect(out, "none", 0, 0, SVG_WIDTH, 10);
    svg_rect(out, choice->correct ? "held" : "some", 0, 0,
             isfinite(choice->share) ? SVG_WIDTH * choice->share : 0, 10);
    svg_end(out);
}

static void add_who(struct buffer *out, const struct option_result *choice)
{
    buffer_add_text(out, "<p class=\"who\">");
    if (choice->correct) {
        buffer_add_text(out, "<b class=\"right\">Right answer.</b> ");
    }
    if (choice->chosen == 0) {
        buffer_add_text(out, "Nobody.</p>\n");
        return;
    }
    buffer_add_text(out, "<b>");
    summary_share(out, choice->share, 1);
    buffer_add_text(out, "</b> (");
    summary_count(out, choice->chosen);
    buffer_add_text(out, choice->chosen == 1 ? " student" : " students");
    if (isfinite(choice->mean_points)) {
        buffer_add_text(out, choice->chosen == 1 ? ", with " : ", on average with ");
        summary_number(out, choice->mean_points, 1);
        buffer_add_text(out, " points in all");
    }
    buffer_add_text(out, ")</p>\n");
}

static void add_name(struct buffer *out, const struct scored *scored,
                     const struct option_result *choice)
{
    const struct key_question *key = &scored_key(scored)->questions[choice->question];
    if (choice->blank) {
        buffer_add_text(out, "<b class=\"letter\">&ndash;</b><div><p>no answer</p>\n");
    } else if (!choice->of_options) {
        struct buffer words = {0};
        results_response_words(&words, scored->results->sheet, choice->question, &choice->response);
        buffer_add_text(out, "<b class=\"letter\">*</b><div><p dir=\"auto\">");
        page_cut(out, buffer_text(&words), OPTION_MOST);
        buffer_add_text(out, "</p>\n");
        page_piece_end(out, &words);
    } else {
        buffer_addf(out, "<b class=\"letter\">%c</b><div>", item_letter(choice->option));
        if (key->item != NULL && choice->option < key->item->option_count) {
            buffer_add_text(out, "<p dir=\"auto\">");
            page_cut(out, key->item->options[choice->option].text, OPTION_MOST);
            buffer_add_text(out, "</p>\n");
        }
    }
}

static void add_choices(struct buffer *out, const struct scored *scored, size_t question)
{
    const struct results *results = scored->results;
    size_t others = 0;
    buffer_add_text(out, "<ol class=\"choices\">\n");
    for (size_t c = results->choice_first[question]; c < results->choice_first[question + 1]; c++) {
        const struct option_result *choice = &results->choices[c];
        const bool other = !choice->of_options && !choice->blank;
        others += other ? 1 : 0;
        if ((other && others > OTHERS_MOST) || (!choice->of_options && choice->chosen == 0)) {
            continue;
        }
        buffer_add_text(out, "<li>");
        add_name(out, scored, choice);
        add_strip(out, choice);
        add_who(out, choice);
        buffer_add_text(out, "</div></li>\n");
    }
    buffer_add_text(out, "</ol>\n");
    if (others > OTHERS_MOST) {
        buffer_addf(out, "<p>And %zu other answers: options.csv has them all.</p>\n",
                    others - OTHERS_MOST);
    }
}

static void add_figure(struct buffer *out, const char *name, double value, int decimals)
{
    buffer_addf(out, "<div><dt>%s</dt><dd>", name);
    summary_number(out, value, decimals);
    buffer_add_text(out, "</dd></div>\n");
}

static void add_figures(struct buffer *out, const struct item_result *r)
{
    buffer_add_text(out, "<dl class=\"figures\">\n");
    add_figure(out, "Facility", r->facility, 2);
    add_figure(out, "Correlation with the rest", r->item_rest, 2);
    add_figure(out, "Best less worst 27&nbsp;%", r->discrimination_27, 2);
    add_figure(out, "Alpha without it", r->alpha_if_deleted, 2);
    buffer_add_text(out, "</dl>\n");
}

void page_item(struct buffer *out, const struct scored *scored, size_t question)
{
    const struct item_result *r = &scored->results->items[question];
    const bool dropped = scored_key(scored)->questions[question].status == KEY_DROPPED;
    add_heading(out, scored, question);
    if (!dropped) {
        add_choices(out, scored, question);
        page_meaning(out, scored, question);
        page_curves(out, scored, question);
        add_figures(out, r);
    }
    buffer_add_text(out, "</article>\n");
}
