/* What the class believes: bars with the guesser's mark, each with the same in words. */
#include "questions/score/page_private.h"

#include <math.h>
#include <stdlib.h>

#include "questions/item/subject.h"

#define BAR_HEIGHT    14
#define NEAR_GUESSING 1.2 /* times the guesser's rate */

/* Three parts of one bar, told apart by pattern as well as by colour: held, some, not. */
static void add_bar(struct buffer *out, const struct belief_result *r)
{
    const double asked = (double)(r->held + r->some + r->none);
    const double held = SVG_WIDTH * (double)r->held / asked;
    const double some = SVG_WIDTH * (double)r->some / asked;
    buffer_addf(out,
                "<svg class=\"strip\" viewBox=\"0 0 %d %d\" preserveAspectRatio=\"none\" "
                "aria-hidden=\"true\">\n",
                SVG_WIDTH, BAR_HEIGHT + 4);
    svg_rect(out, "none", 0, 2, SVG_WIDTH, BAR_HEIGHT);
    svg_rect(out, "held", 0, 2, held, BAR_HEIGHT);
    svg_rect(out, "some", held, 2 + BAR_HEIGHT / 4.0, some, BAR_HEIGHT / 2.0);
    if (isfinite(r->guesser)) {
        const double x = SVG_WIDTH * r->guesser;
        svg_line(out, "guesser", x, 0, x, BAR_HEIGHT + 4);
    }
    svg_end(out);
}

static void add_chances(struct buffer *out, const struct belief_result *r)
{
    summary_count(out, r->chances_least);
    if (r->chances_most != r->chances_least) {
        buffer_add_text(out, " to ");
        summary_count(out, r->chances_most);
    }
    buffer_add_text(out, r->chances_most == 1 ? " chance" : " chances");
}

static void add_words(struct buffer *out, const struct belief_result *r)
{
    const double asked = (double)(r->held + r->some + r->none);
    buffer_add_text(out, "<p><b>");
    summary_count(out, r->held);
    buffer_add_text(out, " of ");
    summary_count(out, r->held + r->some + r->none);
    buffer_add_text(out, " hold it (");
    summary_share(out, (double)r->held, asked);
    buffer_add_text(out, ")</b>, ");
    if (r->outdone > 0) {
        summary_count(out, r->outdone);
        buffer_add_text(out, " of them also another belief that more of their answers fit; ");
    }
    summary_count(out, r->some);
    buffer_add_text(out, " answered so now and then, ");
    summary_count(out, r->none);
    buffer_add_text(out, " never. ");
    add_chances(out, r);
    buffer_add_text(out, " a student");
    if (isfinite(r->guesser)) {
        buffer_add_text(out, "; pure guessing would look like holding it in ");
        summary_share(out, r->guesser, 1);
        buffer_add_text(out, " of cases");
        if (r->held > 0 && (double)r->held / asked <= NEAR_GUESSING * r->guesser) {
            buffer_add_text(out, ", so this figure means little");
        }
    }
    buffer_add_text(out, ".</p>\n");
}

/* Which question shows it. */
static void add_shown(struct buffer *out, const struct scored *scored, size_t belief)
{
    double share = 0;
    const size_t question = summary_best_question(scored->results, belief, &share);
    if (question != SIZE_MAX && share > 0) {
        buffer_add_text(out, "<p>Question ");
        page_question_link(out, scored, question);
        buffer_add_text(out, " shows it best: ");
        summary_share(out, share, 1);
        buffer_add_text(out, " answered so.</p>\n");
    }
}

/* In quotes: it is wrong; or what the other edition of the rules says, which is not. */
static void add_name(struct buffer *out, const struct score_belief *belief)
{
    buffer_add_text(out, belief->other_edition ? "Answers that fit <q dir=\"auto\">"
                                               : "<q dir=\"auto\">");
    page_belief(out, belief);
    buffer_add_text(out, belief->other_edition ? "</q>: no mistake in substance" : "</q>");
}

static void add_too_few(struct buffer *out, const struct score_belief *belief)
{
    buffer_add_text(out, "<li>");
    add_name(out, belief);
    buffer_add_text(out, "</li>\n");
}

static void add_belief(struct buffer *out, const struct scored *scored, size_t i)
{
    const struct score_belief *belief = score_belief(scored->results->beliefs, i);
    const struct belief_result *r = &scored->results->belief_results[i];
    buffer_add_text(out, "<li>\n<h3>");
    add_name(out, belief);
    buffer_add_text(out, "</h3>\n");
    add_bar(out, r);
    add_words(out, r);
    if (belief->correct != NULL && !belief->other_edition) {
        buffer_add_text(out, "<p><b>What holds:</b> <span dir=\"auto\">");
        page_cut(out, belief->correct, 1000);
        buffer_add_text(out, "</span></p>\n");
    }
    add_shown(out, scored, i);
    buffer_add_text(out, "</li>\n");
}

/* Those that can be told, and how many hold how many of them. */
static void add_known(struct buffer *out, const struct scored *scored, const size_t order[],
                      size_t known)
{
    const struct class_result *all = &scored->results->all;
    buffer_add_text(out,
                    "<p class=\"key\">In each bar, from the left: <span class=\"swatch "
                    "held\"></span> hold it, <span class=\"swatch some\"></span> answered so "
                    "now and then, <span class=\"swatch none\"></span> never. The upright line "
                    "is where a class of guessers would be.</p>\n");
    buffer_add_text(out, "<p>Students who hold none of the wrong beliefs below: ");
    summary_count(out, all->belief_none);
    buffer_add_text(out, "; one: ");
    summary_count(out, all->belief_one);
    buffer_add_text(out, "; two or more: ");
    summary_count(out, all->belief_more);
    buffer_add_text(out, ".</p>\n<ol class=\"beliefs\">\n");
    for (size_t i = 0; i < known; i++) {
        add_belief(out, scored, order[i]);
    }
    buffer_add_text(out, "</ol>\n");
}

void page_beliefs(struct buffer *out, const struct scored *scored)
{
    const struct results *results = scored->results;
    const size_t count = score_belief_count(results->beliefs);
    size_t *order = count > 0 ? malloc(count * sizeof *order) : NULL;
    if (order == NULL) {
        out->failed = out->failed || count > 0;
        return;
    }
    const size_t known = summary_order_beliefs(results, order);
    page_heading(out, 2, "beliefs", "What the class believes");
    buffer_add_text(
        out, "<p>Many wrong options are what people with one particular wrong idea answer. A "
             "student <b>holds</b> a belief who had at least three chances to answer by it, "
             "and did in two of three of them or more.</p>\n");
    if (known > 0) {
        add_known(out, scored, order, known);
    }
    if (known < count) {
        buffer_addf(
            out,
            "<p class=\"few\">Too few questions (fewer than %d) show these beliefs to say who holds "
            "them:</p>\n<ul class=\"few\">\n",
            BELIEF_CHANCES_LEAST);
        for (size_t i = known; i < count; i++) {
            add_too_few(out, score_belief(results->beliefs, order[i]));
        }
        buffer_add_text(out, "</ul>\n");
    }
    free(order);
}
