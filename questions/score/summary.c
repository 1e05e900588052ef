/* The summary: labelled lines, a histogram of signs, a table of beliefs.  Narrow screens, and readers
 * who listen, get the same as sentences. */
#include "questions/score/summary.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "questions/text/buffer.h"
#include "questions/text/screen.h"

#define COLUMN     11 /* of what stands behind the labels */
#define LOOK_AT    5  /* questions shown */
#define BARS_LEAST 30 /* columns below which a histogram has no bars */
#define SIGNS_MOST 4  /* of a bar, for one student */

static void say(struct screen *s, const char *label, struct buffer *text)
{
    screen_labelled(s, label, COLUMN, buffer_text(text));
    buffer_fini(text);
}

static void add_part(struct buffer *out, const char *joint, uint64_t count, const char *what)
{
    buffer_add_text(out, joint);
    summary_count(out, count);
    buffer_addf(out, " %s", what);
}

bool summary_none(const struct scored *scored)
{
    return scored->counts.scored == scored->counts.blank && scored->counts.rejected > 0;
}

/* ---- What was read --------------------------------------------------------------------------- */

static void print_head(struct screen *s, const struct scored *scored)
{
    const struct score_key *key = scored_key(scored);
    size_t proved = 0;
    for (size_t q = 0; q < key->question_count; q++) {
        proved += key->questions[q].proved ? 1 : 0;
    }
    struct buffer text = {0};
    buffer_addf(&text, "%s (", scored->key_name);
    add_part(&text, "", key->question_count,
             key->question_count == 1 ? "question, " : "questions, ");
    if (proved == 0) {
        buffer_add_text(&text, "keys typed");
    } else if (proved == key->question_count) {
        buffer_add_text(&text, "keys proved");
    } else {
        add_part(&text, "", proved, "keys proved");
    }
    buffer_addf(&text, ") x %s (%s)", scored->answers_name, scored->shape);
    screen_wrap(s, STYLE_STRONG, 0, 2, buffer_text(&text));
    screen_gap(s);
    buffer_fini(&text);
}

static void print_papers(struct screen *s, const struct scored *scored)
{
    const struct sheet_counts *c = &scored->counts;
    struct buffer text = {0};
    add_part(&text, "", c->papers_read, "read = ");
    const uint64_t others = c->papers_superseded + c->papers_rejected;
    add_part(&text, "", c->papers_read >= others ? c->papers_read - others : 0, "scored");
    if (c->papers_superseded > 0) {
        add_part(&text, " + ", c->papers_superseded, "superseded");
    }
    if (c->papers_rejected > 0) {
        add_part(&text, " + ", c->papers_rejected, "rejected");
    }
    say(s, "Papers", &text);
}

static void print_answers(struct screen *s, const struct scored *scored)
{
    const struct sheet_counts *c = &scored->counts;
    struct buffer text = {0};
    add_part(&text, "", c->read, "read = ");
    add_part(&text, "", c->scored, "scored");
    if (c->blank + c->doubled > 0) {
        add_part(&text, " (", c->scored - c->blank - c->doubled, "given");
        add_part(&text, ", ", c->blank, "blank");
        if (c->doubled > 0) {
            add_part(&text, ", ", c->doubled, c->doubled == 1 ? "double mark" : "double marks");
        }
        buffer_add_char(&text, ')');
    }
    if (c->superseded > 0) {
        add_part(&text, " + ", c->superseded, "superseded");
        if (c->superseded_identical == c->superseded) {
            buffer_add_text(&text, " (identical)");
        } else if (c->superseded_identical > 0) {
            add_part(&text, " (", c->superseded_identical, "identical)");
        }
    }
    if (c->rejected > 0) {
        add_part(&text, " + ", c->rejected, "rejected");
    }
    say(s, "Answers", &text);
}

static void print_roster(struct screen *s, const struct scored *scored)
{
    if (scored->roster_name == NULL) {
        return;
    }
    struct buffer text = {0};
    add_part(&text, "", scored->roster_count, "= ");
    add_part(&text, "", scored->roster_count - scored->absent_count, "with a paper + ");
    add_part(&text, "", scored->absent_count, "absent");
    say(s, "Roster", &text);
}

/* ---- Points ---------------------------------------------------------------------------------- */

static void add_named(struct buffer *out, const char *name, double value)
{
    buffer_addf(out, "  %s ", name);
    summary_number(out, value, 1);
}

static void print_points(struct screen *s, const struct scored *scored)
{
    const struct class_result *all = &scored->results->all;
    struct buffer text = {0};
    buffer_add_text(&text, "mean ");
    summary_number(&text, all->mean, 1);
    if (isfinite(all->max_points)) {
        buffer_add_text(&text, " of ");
        summary_number(&text, all->max_points, 2);
    }
    if (isfinite(all->mean_percent)) {
        buffer_add_text(&text, " (");
        summary_share(&text, all->mean_percent, 100);
        buffer_add_char(&text, ')');
    }
    add_named(&text, "sd", all->sd);
    add_named(&text, "median", all->median);
    add_named(&text, "lowest", all->min);
    add_named(&text, "highest", all->max);
    say(s, "Points", &text);
}

static void print_passed(struct screen *s, const struct scored *scored)
{
    const struct class_result *all = &scored->results->all;
    const struct results_options *options = &scored->results->options;
    struct buffer text = {0};
    add_part(&text, "", all->passed, "of ");
    summary_count(&text, all->students);
    buffer_add_text(&text, " (");
    summary_share(&text, (double)all->passed, (double)all->students);
    buffer_add_text(&text, ")");
    if (isfinite(all->max_points)) {
        buffer_add_text(&text, " at ");
        summary_number(&text, options->scale.pass * all->max_points, 2);
        buffer_add_text(&text, " points");
    }
    buffer_add_text(&text, " (--pass ");
    summary_number(&text, 100 * options->scale.pass, 2);
    buffer_add_text(&text, "%)");
    say(s, "Passed", &text);
    if (options->scaled) {
        buffer_add_text(&text, "scaled scores are estimated: no real table is public");
        say(s, "Scale", &text);
    }
    summary_trust(&text, all);
    say(s, "Trust", &text);
}

/* ---- The histogram --------------------------------------------------------------------------- */

#define ROWS       10 /* of the histogram: tenths */
#define RANGE_WIDE 10 /* columns of "  90-100 %" */

static void print_bar(struct screen *s, int row, uint64_t count, uint64_t most, size_t bar)
{
    struct buffer text = {0};
    const int low = 100 / ROWS * row;
    const int high = row == ROWS - 1 ? 100 : low + 100 / ROWS - 1;
    if (s->accessible) {
        buffer_addf(&text, "%d to %d percent: ", low, high);
        summary_count(&text, count);
        buffer_add_text(&text, count == 1 ? " student" : " students");
    } else {
        struct buffer range = {0};
        buffer_addf(&range, "%d-%d %%", low, high);
        for (size_t i = range.length; i < RANGE_WIDE; i++) {
            buffer_add_char(&text, ' ');
        }
        buffer_add_text(&text, buffer_text(&range));
        buffer_fini(&range);
        buffer_add_text(&text, bar > 0 ? " | " : "  ");
        const size_t length =
            (size_t)((double)count / (double)most * (double)bar + (count > 0 ? 0.9999 : 0));
        for (size_t i = 0; i < length && i < bar; i++) {
            buffer_add_char(&text, '#');
        }
        buffer_add_text(&text, bar > 0 && count > 0 ? " " : "");
        if (bar == 0 || count > 0) {
            summary_count(&text, count);
        }
    }
    while (text.length > 0 && text.bytes[text.length - 1] == ' ') {
        text.bytes[--text.length] = '\0';
    }
    screen_put(s, STYLE_PLAIN, buffer_text(&text));
    screen_gap(s);
    buffer_fini(&text);
}

static void print_histogram(struct screen *s, const struct class_result *all)
{
    uint64_t rows[ROWS], most = 0;
    int first = ROWS, last = -1;
    for (int i = 0; i < ROWS; i++) {
        rows[i] = all->histogram[2 * i] + all->histogram[2 * i + 1];
        most = rows[i] > most ? rows[i] : most;
        first = rows[i] > 0 && first == ROWS ? i : first;
        last = rows[i] > 0 ? i : last;
    }
    if (most == 0) {
        return;
    }
    struct buffer number = {0};
    summary_count(&number, most);
    const size_t taken = RANGE_WIDE + 4 + number.length;
    size_t bar = s->width < BARS_LEAST || s->width <= taken ? 0 : s->width - taken;
    bar = bar > most * SIGNS_MOST ? (size_t)most * SIGNS_MOST : bar;
    buffer_fini(&number);
    screen_gap(s);
    screen_wrap(s, STYLE_STRONG, 0, 0, "Students by share of the points");
    for (int i = first; i <= last; i++) {
        print_bar(s, i, rows[i], most, bar);
    }
}

/* ---- What to look at ------------------------------------------------------------------------- */

static void look_at(struct screen *s, const struct scored *scored, size_t question)
{
    const struct item_result *r = &scored->results->items[question];
    struct buffer text = {0};
    summary_question(&text, scored_key(scored), question);
    buffer_add_text(&text, isfinite(r->facility) || isfinite(r->item_rest) ? ", " : "");
    if (isfinite(r->facility)) {
        summary_share(&text, r->facility, 1);
        buffer_add_text(&text, " right");
    }
    if (isfinite(r->item_rest)) {
        buffer_add_text(&text, isfinite(r->facility) ? ", rest correlation " : "rest correlation ");
        summary_number(&text, r->item_rest, 2);
    }
    buffer_add_text(&text, ": ");
    results_flag_words(&text, scored->results, question);
    screen_wrap(s, STYLE_PLAIN, 2, 6, buffer_text(&text));
    buffer_fini(&text);
}

static void print_look_at(struct screen *s, const struct scored *scored)
{
    const size_t count = scored_key(scored)->question_count;
    size_t *order = malloc((count + 1) * sizeof *order);
    size_t flagged = 0;
    if (order == NULL) {
        return;
    }
    (void)summary_order_items(scored->results, order); /* else they stand as in the key */
    while (flagged < count && scored->results->items[order[flagged]].flags != 0) {
        flagged++;
    }
    if (flagged > 0) {
        screen_gap(s);
        screen_wrap(s, STYLE_STRONG, 0, 0, "Questions to look at");
    }
    for (size_t i = 0; i < flagged && i < LOOK_AT; i++) {
        look_at(s, scored, order[i]);
    }
    if (flagged > LOOK_AT) {
        struct buffer text = {0};
        add_part(&text, "and ", flagged - LOOK_AT, "more: items.csv and the report name them");
        screen_wrap(s, STYLE_PLAIN, 2, 6, buffer_text(&text));
        buffer_fini(&text);
    }
    free(order);
}

void summary_print(struct screen *s, const struct scored *scored, const char *rejects)
{
    print_head(s, scored);
    print_papers(s, scored);
    print_answers(s, scored);
    print_roster(s, scored);
    if (rejects != NULL && rejects[0] != '\0') {
        screen_labelled(s, "Rejected", COLUMN, rejects);
    }
    if (scored->results->all.students == 0 || summary_none(scored)) {
        return;
    }
    screen_gap(s);
    if (scored->results->all.questions == 0) {
        screen_labelled(s, "Points", COLUMN, SUMMARY_NO_POINTS);
    } else {
        print_points(s, scored);
        print_passed(s, scored);
        print_histogram(s, &scored->results->all);
    }
    print_look_at(s, scored);
    summary_beliefs(s, scored);
}
