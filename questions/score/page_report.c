/* The page for the class: what it begins with, its sections in order, what the words mean, where its
 * numbers come from. */
#include "questions/score/page_private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *page_title(const struct scored *scored)
{
    return scored->title != NULL && scored->title[0] != '\0' ? scored->title : "Results";
}

static void add_fact(struct buffer *out, const char *name, struct buffer *value)
{
    buffer_addf(out, "<div><dt>%s</dt><dd>%s</dd></div>\n", name, buffer_text(value));
    page_piece_end(out, value);
}

static void add_about(struct buffer *out, const struct scored *scored)
{
    const struct class_result *all = &scored->results->all;
    struct buffer value = {0};
    buffer_add_text(out, "<dl class=\"about\">\n");
    summary_count(&value, all->students);
    add_fact(out, "Students", &value);
    summary_count(&value, all->questions);
    add_fact(out, "Questions", &value);
    summary_share(&value, all->mean_percent, isfinite(all->mean_percent) ? 100 : 0);
    add_fact(out, "Points earned", &value);
    summary_share(&value, (double)all->passed, (double)all->students);
    add_fact(out, "Passed", &value);
    summary_number(&value, all->alpha, 2);
    add_fact(out, "Alpha", &value);
    buffer_add_text(out, "</dl>\n");
}

static void add_contents(struct buffer *out, const struct scored *scored)
{
    buffer_add_text(out, "<nav aria-label=\"Contents\"><ul>\n"
                         "<li><a href=\"#short\">In short</a></li>\n"
                         "<li><a href=\"#scores\">Scores</a></li>\n");
    if (score_belief_count(scored->results->beliefs) > 0) {
        buffer_add_text(out, "<li><a href=\"#beliefs\">What the class believes</a></li>\n");
    }
    if (page_has_map(scored)) {
        buffer_add_text(out, "<li><a href=\"#map\">All questions on a map</a></li>\n");
    }
    buffer_add_text(out, "<li><a href=\"#questions\">Questions, the doubtful ones first</a></li>\n"
                         "<li><a href=\"#table\">All questions in a table</a></li>\n"
                         "<li><a href=\"#words\">What the words mean</a></li>\n"
                         "<li><a href=\"#origin\">Where the numbers come from</a></li>\n"
                         "</ul></nav>\n");
}

static bool add_items(struct out *out, const struct scored *scored, const size_t order[])
{
    const size_t count = scored_key(scored)->question_count;
    bool go = true;
    page_heading(out->buffer, 2, "questions", "Questions, the doubtful ones first");
    if (count > PAGE_ITEMS_MAX) {
        buffer_addf(out->buffer,
                    "<p>The first %d of %zu; items.csv and options.csv have all.</p>\n",
                    PAGE_ITEMS_MAX, count);
    }
    for (size_t i = 0; go && i < count && i < PAGE_ITEMS_MAX; i++) {
        page_item(out->buffer, scored, order[i]);
        go = out->ready(out->context);
    }
    return go;
}

void page_legend(struct buffer *out)
{
    page_heading(out, 2, "words", "What the words mean");
    buffer_add_text(
        out,
        "<dl class=\"words\">\n"
        "<dt>Points earned, facility</dt><dd>The mean share of a question's points that students "
        "earned: 100 % means that all had it right.</dd>\n"
        "<dt>Goes with the rest, correlation with the rest</dt><dd>The correlation of a question's points with the points of the "
        "rest of the test, from -1 to 1. Above 0.2 is good; near 0 the question tells nothing; below 0 "
        "it works the wrong way round.</dd>\n"
        "<dt>Best less worst 27 %</dt><dd>How much more of its points the best 27 % of the students "
        "earned than the worst 27 %.</dd>\n"
        "<dt>Alpha</dt><dd>Cronbach's alpha: how far the questions agree with each other about who knows "
        "more. 1 is perfect, 0 is noise; 0.7 does for a course test. <b>Alpha without it</b>: what alpha "
        "would be if the question were left out; higher than alpha means that it does harm.</dd>\n"
        "<dt>SEM</dt><dd>The standard error of measurement: how far a score is likely to be off by "
        "chance alone.</dd>\n"
        "<dt>Belief</dt><dd>A wrong idea that answers some questions in its own way. Who chooses its "
        "answers again and again probably holds it; a single such answer says little.</dd>\n"
        "<dt>Guesser</dt><dd>Somebody who chooses at random. Their rate is what chance alone would "
        "give.</dd>\n</dl>\n");
}

/* Of a scoring that came back the names of options are as foreign as all else. */
static void add_row(struct buffer *out, const char *name, const char *text)
{
    buffer_add_text(out, "<tr><th scope=\"row\">");
    html_text(out, name);
    buffer_add_text(out, "</th><td dir=\"auto\">");
    html_text(out, text);
    buffer_add_text(out, "</td></tr>\n");
}

static void add_count_row(struct buffer *out, const char *name, uint64_t count)
{
    struct buffer text = {0};
    summary_count(&text, count);
    add_row(out, name, buffer_text(&text));
    page_piece_end(out, &text);
}

void page_origin(struct buffer *out, const struct scored *scored)
{
    const struct sheet_counts *c = &scored->counts;
    page_heading(out, 2, "origin", "Where the numbers come from");
    buffer_add_text(out,
                    "<table class=\"origin\">\n<caption class=\"unseen\">Files, counts and options "
                    "of this scoring</caption>\n<tbody>\n");
    add_row(out, "Key", scored->key_name);
    add_row(out, "SHA-256 of the key", scored->key_sha256);
    add_row(out, "Answers", scored->answers_name);
    add_row(out, "Shape", scored->shape);
    add_row(out, "SHA-256 of the answers", scored->answers_sha256);
    add_count_row(out, "Papers read", c->papers_read);
    add_count_row(out, "Answers read", c->read);
    add_count_row(out, "of these scored", c->scored);
    add_count_row(out, "superseded by the same student's other answer", c->superseded);
    add_count_row(out, "rejected (rejects.csv says why)", c->rejected);
    add_count_row(out, "Blank, of those scored", c->blank);
    for (size_t i = 0; i < scored->option_count; i++) {
        if (scored->options[i].value[0] != '\0') {
            add_row(out, scored->options[i].name, scored->options[i].value);
        }
    }
    add_row(out, "Made by", "amiquiz " AMIQUIZ_VERSION);
    buffer_add_text(out, "</tbody>\n</table>\n");
}

static bool add_sections(struct out *out, const struct scored *scored, size_t order[])
{
    out->buffer->failed = !summary_order_items(scored->results, order) || out->buffer->failed;
    page_scores(out->buffer, scored);
    page_beliefs(out->buffer, scored);
    page_map(out->buffer, scored, order);
    if (!add_items(out, scored, order)) {
        return false;
    }
    page_table(out->buffer, scored, order);
    page_legend(out->buffer);
    page_origin(out->buffer, scored);
    return out->ready(out->context);
}

bool page_report(struct out *out, const struct scored *scored)
{
    struct buffer *b = out->buffer;
    size_t *order = malloc((scored_key(scored)->question_count + 1) * sizeof *order);
    bool go = true;
    html_page_begin(b, &(struct html_page){.title = page_title(scored),
                                           .generator = "amiquiz " AMIQUIZ_VERSION,
                                           .styles = page_report_style,
                                           .script = page_script,
                                           .dark = true});
    buffer_add_text(b, "<header>\n<h1 dir=\"auto\">");
    page_cut(b, page_title(scored), 300);
    buffer_add_text(b, "</h1>\n");
    add_about(b, scored);
    if (scored->results->all.students > 0) {
        add_contents(b, scored);
    }
    buffer_add_text(b, "</header>\n<main>\n");
    if (order == NULL) {
        b->failed = true;
    } else if (scored->results->all.students == 0) {
        buffer_add_text(b, "<p>No answer could be scored.</p>\n");
        page_origin(b, scored);
    } else {
        go = add_sections(out, scored, order);
    }
    buffer_add_text(b, "</main>\n");
    html_page_end_script(b, page_script);
    free(order);
    return go && out->ready(out->context);
}
