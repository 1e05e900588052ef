/* Explanations by plain search; see the header. */
#include "engine/explain.h"

#include <stdlib.h>

uint32_t explain_failing(const struct rule *rule, uint32_t whole)
{
    return (whole ^ rule->when.value) & rule->when.known;
}

size_t explain_first_failing(const struct rule *rule, uint32_t whole)
{
    const uint32_t failing = explain_failing(rule, whole);
    size_t fact = 0;
    if (failing == 0) {
        return SIZE_MAX;
    }
    while ((failing & fact_bit(fact)) == 0) {
        fact++;
    }
    return fact;
}

struct why_not explain_why_not(const struct decision *decision, const struct table *table,
                               uint32_t whole, size_t outcome)
{
    struct why_not best = {SIZE_MAX, 0, SIZE_MAX};
    size_t fewest = SIZE_MAX;
    for (size_t i = 0; i < decision->rule_count; i++) {
        const uint32_t failing = explain_failing(&decision->rules[i], whole);
        if (decision->rules[i].then == outcome && bits_count(failing) < fewest) {
            fewest = bits_count(failing);
            best.rule = i;
            best.failing = failing;
        }
    }
    if (best.rule != SIZE_MAX && best.failing == 0) {
        const uint16_t row = table_row(table, whole);
        best.taken_by = row < TABLE_CLASH ? row : SIZE_MAX;
    }
    return best;
}

/* How many facts must change at least; SIZE_MAX when nothing leads there. */
static size_t fewest_changes(const struct table *table, const struct case_set *possible,
                             uint32_t whole, size_t outcome, struct partial fixed)
{
    size_t fewest = SIZE_MAX;
    struct case_walk walk = case_walk_begin(possible, fixed);
    for (uint32_t there; case_walk_next(&walk, &there);) {
        if (table_outcome(table, there) == outcome && bits_count(there ^ whole) < fewest) {
            fewest = bits_count(there ^ whole);
        }
    }
    return fewest;
}

static int compare_sets(const void *a, const void *b)
{
    const uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;
    return (left > right) - (left < right);
}

bool explain_changes(const struct table *table, const struct case_set *possible, uint32_t whole,
                     size_t outcome, uint32_t may_change, struct changes *changes)
{
    const uint32_t kept = facts_mask(table->facts) & ~may_change;
    const struct partial fixed = {kept, whole & kept};
    const size_t fewest = fewest_changes(table, possible, whole, outcome, fixed);
    *changes = (struct changes){0};
    if (fewest == SIZE_MAX) {
        return true;
    }
    size_t capacity = 0;
    struct case_walk walk = case_walk_begin(possible, fixed);
    for (uint32_t there; case_walk_next(&walk, &there);) {
        if (table_outcome(table, there) != outcome || bits_count(there ^ whole) != fewest) {
            continue;
        }
        if (changes->count == capacity) {
            capacity = capacity == 0 ? 8 : capacity * 2;
            uint32_t *grown = realloc(changes->sets, capacity * sizeof *grown);
            if (grown == NULL) {
                changes_fini(changes);
                return false;
            }
            changes->sets = grown;
        }
        changes->sets[changes->count++] = there ^ whole;
    }
    qsort(changes->sets, changes->count, sizeof *changes->sets, compare_sets);
    return true;
}

void changes_fini(struct changes *changes)
{
    free(changes->sets);
    *changes = (struct changes){0};
}
