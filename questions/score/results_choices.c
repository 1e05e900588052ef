/* Rows of options: each a yes or no of every student, so that its figures are sums over answers. */
#include <math.h>
#include <string.h>

#include "questions/score/results_private.h"

/* Students who chose something, added up over the answers that say so. */
struct chosen {
    uint64_t students;
    units_sum totals; /* less the centre */
    units_sum rests;  /* the same less the item, less its centre */
    units_sum fifths[RESULTS_GROUPS];
};

static void add(const struct scoring *s, const struct tally *tally, size_t code,
                const struct moments *m, struct chosen *chosen)
{
    const struct answer_tally *answer = &tally->answers[code];
    const bool counts = s->key->questions[tally->question].status == KEY_SCORED;
    const units_sum own = counts ? s->own[s->first[tally->question] + code] - m->x_centre : 0;
    chosen->students += answer->students;
    chosen->totals += answer->above;
    chosen->rests += answer->above - own * (units_sum)answer->students;
    for (size_t g = 0; g < RESULTS_GROUPS; g++) {
        chosen->fifths[g] += answer->fifths[g];
    }
}

static void set_figures(const struct scoring *s, const struct tally *tally, const struct moments *m,
                        const struct chosen *chosen, struct option_result *row)
{
    const double n = (double)chosen->students;
    const units_sum total = chosen->totals + (units_sum)s->centre * (units_sum)chosen->students;
    row->chosen = chosen->students;
    row->share = m->n > 0 ? n / m->n : NAN;
    row->mean_points = n > 0 ? (double)total / (n * s->units.per_point) : NAN;
    row->option_rest = NAN;
    if (m->n >= 2) {
        const double variance = n * (m->n - n) / (m->n * (m->n - 1));
        const double covariance = ((double)chosen->rests - n * m->r / m->n) / (m->n - 1);
        row->option_rest = moments_correlation(covariance, variance, m->rr);
    }
    for (size_t g = 0; g < RESULTS_GROUPS; g++) {
        row->by_group[g] =
            tally->students > 0
                ? (double)chosen->fifths[g] / (double)PARTS_PER_STUDENT * RESULTS_GROUPS / m->n
                : NAN;
    }
}

static void add_row(struct scoring *s, const struct tally *tally, const struct moments *m,
                    const struct chosen *chosen, struct option_result row)
{
    size_t *end = &s->choice_end[tally->question];
    row.question = tally->question;
    set_figures(s, tally, m, chosen, &row);
    s->results->choices[(*end)++] = row;
}

static void add_option(struct scoring *s, const struct tally *tally, const struct moments *m,
                       size_t option)
{
    const struct key_question *question = &s->key->questions[tally->question];
    const struct code_book *book = sheet_book(s->sheet, tally->question);
    const uint32_t bit = (uint32_t)1 << option;
    struct chosen chosen = {0};
    bool correct = false;
    for (size_t code = 0; code < tally->codes; code++) {
        const struct response response = code_book_response(book, (response_code)code);
        if (response.kind == RESPONSE_IS_OPTIONS && (response.options & bit) != 0) {
            add(s, tally, code, m, &chosen);
        }
    }
    for (size_t k = 0; k < question->right_count; k++) {
        correct = correct || (question->right[k] & bit) != 0;
    }
    const struct response response = {.kind = RESPONSE_IS_OPTIONS, .options = bit};
    add_row(s, tally, m, &chosen,
            (struct option_result){
                .of_options = true, .option = option, .response = response, .correct = correct});
}

/* The outcomes that no option names and that somebody gave, by rising number. */
static void add_outcomes(struct scoring *s, const struct tally *tally, const struct moments *m)
{
    const struct code_book *book = sheet_book(s->sheet, tally->question);
    size_t least = 0; /* all below have their rows */
    for (bool found = true; found;) {
        struct response next = {.outcome = SIZE_MAX};
        size_t at = 0;
        for (size_t code = RESPONSE_ENTERED; code < tally->codes; code++) {
            const struct response response = code_book_response(book, (response_code)code);
            if (response.kind == RESPONSE_IS_OUTCOME && response.outcome >= least &&
                response.outcome < next.outcome && tally->answers[code].students > 0) {
                next = response;
                at = code;
            }
        }
        found = next.outcome != SIZE_MAX;
        least = next.outcome + 1;
        if (found) {
            struct chosen chosen = {0};
            add(s, tally, at, m, &chosen);
            const bool right = s->right[s->first[tally->question] + at] != 0;
            add_row(s, tally, m, &chosen,
                    (struct option_result){.response = next, .correct = right});
        }
    }
}

size_t results_choice_room(const struct scoring *s, size_t question)
{
    const struct code_book *book = sheet_book(s->sheet, question);
    size_t rows = 2; /* a double mark, blank */
    if (s->key->questions[question].status == KEY_DROPPED) {
        return 0;
    }
    for (size_t i = 0; i < book->count; i++) {
        rows += book->entries[i].kind == RESPONSE_IS_OUTCOME;
    }
    return rows + (s->key->marks ? 0 : sheet_options(s->sheet, question));
}

void results_choices(struct scoring *s, const struct tally *tally, const struct moments *moments)
{
    const size_t options = s->key->marks ? 0 : sheet_options(s->sheet, tally->question);
    for (size_t i = 0; i < options; i++) {
        add_option(s, tally, moments, i);
    }
    if (tally->answers[RESPONSE_DOUBLE].students > 0) {
        struct chosen chosen = {0};
        add(s, tally, RESPONSE_DOUBLE, moments, &chosen);
        add_row(s, tally, moments, &chosen,
                (struct option_result){.response = {.kind = RESPONSE_IS_DOUBLE}});
    }
    add_outcomes(s, tally, moments);
    struct chosen blank = {0};
    add(s, tally, RESPONSE_NONE, moments, &blank);
    add(s, tally, RESPONSE_BLANK, moments, &blank);
    add_row(s, tally, moments, &blank,
            (struct option_result){.blank = true, .response = {.kind = RESPONSE_IS_BLANK}});
}
