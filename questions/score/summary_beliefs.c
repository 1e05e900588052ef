/* What the class believes: a table where there is room for one, else sentences. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "questions/item/subject.h"
#include "questions/score/summary.h"
#include "questions/text/buffer.h"
#include "questions/text/screen.h"

#define TABLE_LEAST 60 /* columns */
#define FIGURES     37 /* columns of the figures behind a belief */
#define ROWS_MOST   8

static void pad(struct buffer *line, size_t columns)
{
    while (line->length < columns && !line->failed) {
        buffer_add_char(line, ' ');
    }
}

/* A figure flush right in so many columns. */
static void add_right(struct buffer *line, const struct buffer *figure, size_t columns)
{
    for (size_t i = figure->length; i < columns; i++) {
        buffer_add_char(line, ' ');
    }
    buffer_add_text(line, buffer_text(figure));
}

static void add_count(struct buffer *line, uint64_t count, size_t columns)
{
    struct buffer figure = {0};
    summary_count(&figure, count);
    add_right(line, &figure, columns);
    buffer_fini(&figure);
}

static void add_share(struct buffer *line, double part, double whole, size_t columns)
{
    struct buffer figure = {0};
    const double percent = whole > 0 ? 100 * part / whole : (double)NAN;
    summary_number(&figure, percent, 0);
    buffer_add_text(&figure, isfinite(percent) ? " %" : "");
    add_right(line, &figure, columns);
    buffer_fini(&figure);
}

/* "4", or "2-4" where papers differ. */
static void add_chances(struct buffer *out, const struct belief_result *r)
{
    summary_count(out, r->chances_least);
    if (r->chances_most != r->chances_least) {
        buffer_add_char(out, '-');
        summary_count(out, r->chances_most);
    }
}

static void add_figures(struct buffer *line, const struct belief_result *r)
{
    struct buffer chances = {0};
    add_chances(&chances, r);
    add_right(line, &chances, 7);
    buffer_fini(&chances);
    const double asked = (double)(r->held + r->some + r->none);
    add_count(line, r->held, 8);
    add_share(line, (double)r->held, asked, 6);
    add_count(line, r->some, 8);
    add_count(line, r->none, 8);
    add_share(line, r->guesser, isfinite(r->guesser) ? 1 : 0, 8);
}

/* The name in lines of its own, the figures at the end of its last one. */
static void print_row(struct screen *s, const char *name, const struct belief_result *r)
{
    const size_t room = s->width - FIGURES - 8;
    struct buffer line = {0};
    size_t used = 0;
    for (const char *word = name; *word != '\0';) {
        const size_t length = strcspn(word, " ");
        const size_t columns = screen_text_columns(s, word, length);
        if (used > 0 && used + 1 + columns > room) {
            screen_put(s, STYLE_PLAIN, buffer_text(&line));
            screen_gap(s);
            buffer_clear(&line);
            buffer_add_text(&line, "  ");
            used = 2;
        } else if (used > 0) {
            buffer_add_char(&line, ' ');
            used++;
        }
        buffer_add(&line, word, length);
        used += columns;
        word += length + strspn(word + length, " ");
    }
    for (; used < room; used++) {
        buffer_add_char(&line, ' ');
    }
    add_figures(&line, r);
    screen_put(s, STYLE_PLAIN, buffer_text(&line));
    screen_gap(s);
    buffer_fini(&line);
}

static void print_sentence(struct screen *s, const char *name, const struct belief_result *r)
{
    struct buffer text = {0};
    buffer_addf(&text, "%s: ", name);
    const double asked = (double)(r->held + r->some + r->none);
    summary_count(&text, r->held);
    buffer_add_text(&text, " hold it (");
    summary_share(&text, (double)r->held, asked);
    buffer_add_text(&text, "), ");
    summary_count(&text, r->some);
    buffer_add_text(&text, " in some answers, ");
    summary_count(&text, r->none);
    buffer_add_text(&text, " not; ");
    add_chances(&text, r);
    buffer_add_text(&text, " chances; a guesser ");
    summary_share(&text, r->guesser, isfinite(r->guesser) ? 1 : 0);
    buffer_add_char(&text, '.');
    screen_wrap(s, STYLE_PLAIN, 0, 2, buffer_text(&text));
    buffer_fini(&text);
}

static void print_heading(struct screen *s, const struct scored *scored, bool table)
{
    const struct class_result *all = &scored->results->all;
    struct buffer text = {0};
    summary_count(&text, all->students);
    buffer_add_text(&text, all->students == 1 ? " student, " : " students, ");
    summary_count(&text, all->questions);
    buffer_add_text(&text, all->questions == 1 ? " question" : " questions");
    screen_gap(s);
    screen_heading(s, "What the class believes", buffer_text(&text));
    screen_gap(s);
    buffer_clear(&text);
    if (table) {
        pad(&text, s->width - FIGURES - 8);
        buffer_add_text(&text, "chances       hold it    some     not guesser");
        screen_put(s, STYLE_FAINT, buffer_text(&text));
        screen_gap(s);
    }
    buffer_fini(&text);
}

/* The sibling's answers: no mistake in substance. */
static void print_other_edition(struct screen *s, const struct scored *scored)
{
    const struct subject *subject = scored_subject(scored);
    struct buffer text = {0};
    buffer_add_text(&text, "not a mistake in substance: this key goes by \"");
    buffer_add_text(&text, subject != NULL ? subject->pack->title : "another edition");
    buffer_add_char(&text, '"');
    screen_wrap(s, STYLE_PLAIN, 2, 2, buffer_text(&text));
    buffer_fini(&text);
}

static void print_belief(struct screen *s, const struct scored *scored, size_t i, bool table)
{
    const struct results *results = scored->results;
    const struct score_belief *belief = score_belief(results->beliefs, i);
    struct buffer name = {0};
    if (belief->other_edition) {
        screen_put(s, STYLE_PLAIN, "-");
        screen_gap(s);
        buffer_addf(&name, "Answers that fit \"%s\"", summary_belief_name(belief));
    } else {
        const char *words = summary_belief_name(belief);
        buffer_add(&name, words, summary_clause(words));
    }
    if (table) {
        print_row(s, buffer_text(&name), &results->belief_results[i]);
    } else {
        print_sentence(s, buffer_text(&name), &results->belief_results[i]);
    }
    if (belief->other_edition) {
        print_other_edition(s, scored);
    }
    buffer_fini(&name);
}

/* The most held ones; how many more there are is said. */
static void print_rows(struct screen *s, const struct scored *scored, const size_t order[],
                       size_t known, bool table)
{
    const struct results *results = scored->results;
    const size_t count = score_belief_count(results->beliefs);
    struct buffer text = {0};
    size_t left = 0;
    for (size_t i = 0; i < known; i++) {
        const bool other = score_belief(results->beliefs, order[i])->other_edition;
        if (i < ROWS_MOST || other) {
            print_belief(s, scored, order[i], table);
        } else {
            left++;
        }
    }
    if (left > 0) {
        buffer_addf(&text, "and %zu that fewer hold: the report has all\n", left);
    }
    if (count > known) {
        buffer_addf(&text, "%zu %s: too few questions to say", count - known,
                    known > 0            ? "more"
                    : count - known == 1 ? "belief"
                                         : "beliefs");
    }
    if (text.length > 0) {
        screen_wrap(s, STYLE_PLAIN, 0, 2, buffer_text(&text));
    }
    buffer_fini(&text);
}

static void print_legend(struct screen *s, const struct class_result *all)
{
    struct buffer text = {0};
    buffer_add_text(&text, "Holding none of these beliefs ");
    summary_count(&text, all->belief_none);
    buffer_add_text(&text, ", one ");
    summary_count(&text, all->belief_one);
    buffer_add_text(&text, ", two or more ");
    summary_count(&text, all->belief_more);
    buffer_add_text(&text,
                    ".\nhold: the belief's own answer in at least 2 of 3 of its chances (3 or "
                    "more of them). guesser: how often pure guessing would count as holding; "
                    "rows near or below it mean little.");
    screen_gap(s);
    screen_wrap(s, STYLE_PLAIN, 0, 0, buffer_text(&text));
    buffer_fini(&text);
}

/* What to say, and which question shows it. */
static void print_say(struct screen *s, const struct scored *scored)
{
    const struct results *results = scored->results;
    const size_t belief = summary_first_belief(results);
    double share = 0;
    const size_t question =
        belief != SIZE_MAX ? summary_best_question(results, belief, &share) : SIZE_MAX;
    if (question == SIZE_MAX || score_belief(results->beliefs, belief)->correct == NULL) {
        return;
    }
    struct buffer text = {0};
    buffer_addf(&text, "%s Question ", score_belief(results->beliefs, belief)->correct);
    summary_question(&text, scored_key(scored), question);
    buffer_add_text(&text, " shows it best: ");
    summary_share(&text, share, 1);
    buffer_add_text(&text, " answered as this belief does.");
    screen_gap(s);
    screen_labelled(s, "Say in class", 14, buffer_text(&text));
    buffer_fini(&text);
}

void summary_beliefs(struct screen *s, const struct scored *scored)
{
    const bool table = s->width >= TABLE_LEAST && !s->accessible;
    if (score_belief_count(scored->results->beliefs) == 0) {
        return;
    }
    size_t *order = malloc((score_belief_count(scored->results->beliefs) + 1) * sizeof *order);
    if (order == NULL) {
        return; /* the summary is not worth failing for: the files say the same */
    }
    const size_t known = summary_order_beliefs(scored->results, order);
    print_heading(s, scored, table && known > 0);
    print_rows(s, scored, order, known, table);
    free(order);
    if (known > 0) {
        print_legend(s, &scored->results->all);
        print_say(s, scored);
    }
}
