/* Which line shows what, and why something is not shown. */
#include "questions/commands/pack_tests_view.h"

#include <stdlib.h>

#include "questions/text/buffer.h"

const struct decision *pack_tests_decision(const struct pack_tests *tests)
{
    return &tests->task.pack->decisions[tests->task.decision];
}

/* ---- Who shows what -------------------------------------------------------------------------- */

static int compare_parts(const void *a, const void *b)
{
    const struct shown_part *left = a, *right = b;
    if (left->line != right->line) {
        return left->line < right->line ? -1 : 1;
    }
    return (left->condition > right->condition) - (left->condition < right->condition);
}

bool pack_tests_match(struct pack_tests *tests)
{
    if (tests->pairwise) {
        return true;
    }
    const struct table *table = tests->task.table;
    tests->pairs = calloc(tests->cover.condition_count + 1, sizeof *tests->pairs);
    tests->parts = calloc(2 * tests->cover.condition_count + 1, sizeof *tests->parts);
    if (tests->pairs == NULL || tests->parts == NULL) {
        return false;
    }
    for (size_t i = 0; i < tests->cover.condition_count; i++) {
        struct cover_pair pair;
        if (cover_pair_in(&tests->cover, i, &tests->choice, &pair)) {
            const size_t decided = cover_choice_find(&tests->choice, table, pair.decided);
            const size_t other = cover_choice_find(&tests->choice, table, pair.other);
            tests->pairs[tests->pair_count++] = (struct shown_pair){i, decided, other};
            tests->parts[tests->part_count++] = (struct shown_part){decided, i};
            tests->parts[tests->part_count++] = (struct shown_part){other, i};
        }
    }
    qsort(tests->parts, tests->part_count, sizeof *tests->parts, compare_parts);
    return true;
}

bool pack_tests_shows_row(const struct pack_tests *tests, size_t line)
{
    const struct table *table = tests->task.table;
    const uint32_t *cases = tests->choice.cases;
    return line == 0 || table_row(table, cases[line]) != table_row(table, cases[line - 1]);
}

static bool some_case(const struct case_set *set, struct partial values)
{
    struct case_walk walk = case_walk_begin(set, values);
    uint32_t whole;
    return case_walk_next(&walk, &whole);
}

/* The values of a pair by its number; false: there are no more. */
static bool values_of(const struct pack_tests *tests, size_t number, struct partial *values)
{
    const size_t facts = tests->task.pack->fact_count;
    size_t a = 0, b = 1, left = number / 4;
    if (facts == 1) {
        *values = (struct partial){1, number == 0};
        return number < 2;
    }
    while (a + 1 < facts && left >= facts - 1 - a) {
        left -= facts - 1 - a;
        a++;
    }
    b = a + 1 + left;
    if (a + 1 >= facts) {
        return false;
    }
    *values = partial_with((struct partial){0, 0}, a, number % 4 < 2);
    *values = partial_with(*values, b, number % 2 == 0);
    return true;
}

bool pack_tests_values(const struct pack_tests *tests, size_t number, struct value_pair *pair)
{
    if (!values_of(tests, number, &pair->values)) {
        return false;
    }
    pair->shown = some_case(&tests->choice.set, pair->values);
    pair->possible = pair->shown || some_case(&tests->task.pack->possible, pair->values);
    return true;
}

void pack_tests_count_values(const struct pack_tests *tests, size_t *shown, size_t *all)
{
    struct value_pair pair;
    *shown = *all = 0;
    for (; pack_tests_values(tests, *all, &pair); ++*all) {
        *shown += pair.shown;
    }
}

size_t pack_tests_new_values(const struct pack_tests *tests, size_t line)
{
    size_t fresh = 0;
    struct partial values;
    for (size_t number = 0; values_of(tests, number, &values); number++) {
        bool is_new = partial_matches(values, tests->choice.cases[line]);
        for (size_t i = 0; i < line && is_new; i++) {
            is_new = !partial_matches(values, tests->choice.cases[i]);
        }
        fresh += is_new;
    }
    return fresh;
}

/* ---- Why not --------------------------------------------------------------------------------- */

const char *pack_tests_why(enum cover_why why)
{
    static const char *const names[] = {"shown",     "constant",     "withheld",
                                        "undecided", "same-outcome", "given-up"};
    return names[why];
}

void pack_tests_reason(struct buffer *out, const struct pack_tests *tests,
                       const struct cover_condition *condition)
{
    const struct decision *d = pack_tests_decision(tests);
    const char *fact = tests->task.pack->facts[condition->fact].id;
    const struct rule *rule = &d->rules[condition->rule];
    if (condition->why == COVER_CONSTANT) {
        const bool value = (rule->when.value & fact_bit(condition->fact)) != 0;
        buffer_addf(out, "no possible case has %s=%s", fact, value ? "no" : "yes");
    } else if (condition->why == COVER_UNDECIDED) {
        buffer_addf(out, "where %s changes, the outcome stays \"%s\", or no outcome is given", fact,
                    d->outcomes[rule->then].id);
    } else if (condition->why == COVER_SAME) {
        const uint16_t row = table_row(tests->task.table, condition->witness.other);
        buffer_addf(out, "wherever %s changes, the outcome stays \"%s\", as by row \"%s\"", fact,
                    d->outcomes[rule->then].id, d->rules[row].id);
    } else {
        buffer_add_text(out, "no two cases were found in the steps allowed");
    }
}

bool pack_tests_value_reason(struct buffer *out, const struct pack_tests *tests,
                             const struct value_pair *pair)
{
    const struct pack *pack = tests->task.pack;
    if (pair->possible) {
        buffer_add_text(out, "no case with both has an outcome");
        return true;
    }
    size_t *which = calloc(pack->impossible_count + 1, sizeof *which);
    if (which == NULL) {
        return false;
    }
    const size_t count = pack_impossible(pack, pair->values, which);
    buffer_add_text(out, "impossible together");
    for (size_t i = 0; i < count; i++) {
        const char *because = pack->impossibles[which[i]].because;
        if (because != NULL) {
            buffer_addf(out, "%s %s", i == 0 ? ":" : "", because);
        }
    }
    free(which);
    return true;
}
