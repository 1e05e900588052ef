/*
 * Partial cases over k open facts are numbers in base 3, one digit a fact: 0 no, 1 yes, 2 unknown.
 * Answering a question makes the number smaller, so that counting upwards meets every plan after the
 * two plans that it is made of.
 */
#include "engine/advise_dense.h"

#include <assert.h>
#include <stdlib.h>

#define MIXED ((uint8_t)(TABLE_NO_OUTCOME - 1)) /* no outcome has this number: 64 at most */

/* The best plan for one partial case. */
struct plan {
    uint32_t total; /* questions summed over the possible cases */
    uint16_t count; /* possible cases: 2^14 at most */
    uint8_t worst;
    uint8_t outcome; /* of all of them, or MIXED; without meaning when there are none */
};

struct dense {
    const struct table *table;
    const struct case_set *possible;
    uint32_t facts[ADVISE_DENSE_MAX]; /* bits of the open facts, in pack order */
    size_t power[ADVISE_DENSE_MAX + 1];
    unsigned char digit[ADVISE_DENSE_MAX]; /* of the number at hand */
    size_t open;
    struct plan *plans;
};

/* Every fact has its answer: one case. */
static struct plan plan_of_case(const struct dense *d, uint32_t whole)
{
    return (struct plan){.count = case_set_has(d->possible, whole) ? 1 : 0,
                         .outcome = table_outcome(d->table, whole)};
}

/* The outcome of two halves together. */
static uint8_t join(const struct plan *no, const struct plan *yes)
{
    if (no->count == 0) {
        return yes->outcome;
    }
    return yes->count == 0 || yes->outcome == no->outcome ? no->outcome : MIXED;
}

/* Try each unknown fact; the first of equals stays.  @fact  receives its place among the open ones. */
static struct plan best_plan(const struct dense *d, size_t number, size_t *fact)
{
    struct plan best = {.worst = UINT8_MAX};
    bool begun = false;
    for (size_t i = 0; i < d->open; i++) {
        if (d->digit[i] != 2) {
            continue;
        }
        const struct plan *no = &d->plans[number - 2 * d->power[i]];
        const struct plan *yes = &d->plans[number - d->power[i]];
        const uint32_t count = (uint32_t)no->count + yes->count;
        if (!begun) {
            best.count = (uint16_t)count;
            best.outcome = join(no, yes);
            if (count == 0 || best.outcome != MIXED) {
                best.worst = 0;
                return best;
            }
        }
        const uint32_t total = count + no->total + yes->total;
        const uint8_t worst = (uint8_t)(1 + (no->worst > yes->worst ? no->worst : yes->worst));
        if (!begun || total < best.total || (total == best.total && worst < best.worst)) {
            best.total = total;
            best.worst = worst;
            *fact = i;
        }
        begun = true;
    }
    return best;
}

/* The next number, and the case that its answers make. */
static void count_up(struct dense *d, uint32_t *whole)
{
    for (size_t i = 0; i < d->open; i++) {
        d->digit[i] = (unsigned char)((d->digit[i] + 1) % 3);
        *whole = d->digit[i] == 1 ? *whole | d->facts[i] : *whole & ~d->facts[i];
        if (d->digit[i] != 0) {
            return;
        }
    }
}

static bool is_whole(const struct dense *d)
{
    for (size_t i = 0; i < d->open; i++) {
        if (d->digit[i] == 2) {
            return false;
        }
    }
    return true;
}

/* All plans; the last one is what we want.  @fact  receives what it asks first. */
static struct plan work_out(struct dense *d, uint32_t whole, size_t *fact)
{
    const size_t numbers = d->power[d->open];
    for (size_t number = 0; number < numbers; number++) {
        d->plans[number] = is_whole(d) ? plan_of_case(d, whole) : best_plan(d, number, fact);
        count_up(d, &whole);
    }
    return d->plans[numbers - 1];
}

static size_t number_of_fact(uint32_t bit)
{
    size_t fact = 0;
    while (bit >> fact != 1) {
        fact++;
    }
    return fact;
}

bool advise_dense(const struct table *table, const struct case_set *possible, struct partial closed,
                  struct advice *advice)
{
    struct dense d = {.table = table, .possible = possible, .power = {1}};
    for (size_t f = 0; f < table->facts; f++) {
        if ((closed.known & fact_bit(f)) == 0) {
            assert(d.open < ADVISE_DENSE_MAX);
            d.facts[d.open++] = fact_bit(f);
            d.power[d.open] = d.power[d.open - 1] * 3;
        }
    }
    d.plans = malloc(d.power[d.open] * sizeof *d.plans);
    if (d.plans == NULL) {
        return false;
    }
    size_t first = SIZE_MAX;
    const struct plan plan = work_out(&d, closed.value, &first);
    assert(plan.count > 0); /* what is closed has a case */
    *advice =
        (struct advice){.fact = plan.outcome != MIXED ? SIZE_MAX : number_of_fact(d.facts[first]),
                        .mean = (double)plan.total / plan.count,
                        .worst = plan.worst,
                        .exact = true};
    free(d.plans);
    return true;
}
