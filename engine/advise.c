/*
 * A state is what is certain once the answers are in (partial_close), which names the set of cases
 * left exactly: two ways of asking that leave the same cases meet in one state.  The cases of a
 * state stand together in one array that is partitioned as questions are tried, as in quicksort.
 * Results are kept in an open-addressing hash table.  Where most partial cases can be reached this is
 * slow, and with few open facts engine/advise_dense.c, which looks at all of them, takes over.
 */
#include "engine/advise.h"

#include <stdlib.h>
#include <string.h>

#include "engine/advise_dense.h"

struct state {
    struct partial closed; /* known == 0 and value == 0 with total == SIZE_MAX: free slot */
    size_t total;          /* questions summed over the cases of the state */
    size_t worst;
    size_t fact;
};

#define FREE_SLOT SIZE_MAX
/* Work for one question: cases split, and what it takes to look up a state, counted as so many cases.
   Few: the dense search takes over then.  Many: under a second. */
#define WORK_FEW  ((size_t)1 << 21)
#define WORK_MANY ((size_t)1 << 25)
#define WORK_STEP 64

struct advise {
    const struct table *table;
    const struct case_set *possible;
    struct state *states; /* owned */
    size_t count, capacity;
    size_t work, work_most; /* for the question at hand */
    bool gave_up;           /* too many states, too much work, or no memory for it */
    bool no_memory;
};

struct advise *advise_new(const struct table *table, const struct case_set *possible)
{
    struct advise *advise = calloc(1, sizeof *advise);
    if (advise != NULL) {
        advise->table = table;
        advise->possible = possible;
    }
    return advise;
}

void advise_free(struct advise *advise)
{
    if (advise != NULL) {
        free(advise->states);
        free(advise);
    }
}

static struct state *slot_of(struct state *states, size_t capacity, struct partial closed)
{
    uint64_t hash = ((uint64_t)closed.known << 32 | closed.value) * UINT64_C(0x9e3779b97f4a7c15);
    size_t at = (size_t)(hash >> 40) & (capacity - 1); /* the high bits hang on both halves */
    while (states[at].total != FREE_SLOT &&
           (states[at].closed.known != closed.known || states[at].closed.value != closed.value)) {
        at = (at + 1) & (capacity - 1);
    }
    return &states[at];
}

static bool grow(struct advise *a)
{
    const size_t capacity = a->capacity == 0 ? 1024 : a->capacity * 2;
    struct state *states = calloc(capacity, sizeof *states);
    if (states == NULL) {
        return false;
    }
    for (size_t i = 0; i < capacity; i++) {
        states[i].total = FREE_SLOT;
    }
    for (size_t i = 0; i < a->capacity; i++) {
        if (a->states[i].total != FREE_SLOT) {
            *slot_of(states, capacity, a->states[i].closed) = a->states[i];
        }
    }
    free(a->states);
    a->states = states;
    a->capacity = capacity;
    return true;
}

static void keep(struct advise *a, const struct state *state)
{
    if (a->count >= ADVISE_STATES_MAX) {
        a->gave_up = true;
        return;
    }
    if (a->count * 2 >= a->capacity && !grow(a)) {
        a->gave_up = a->no_memory = true;
        return;
    }
    *slot_of(a->states, a->capacity, state->closed) = *state;
    a->count++;
}

/* What all of some cases have in common, and whether they have one outcome. */
static struct partial common_facts(const struct advise *a, const uint32_t cases[], size_t count,
                                   bool *settled)
{
    uint32_t always = facts_mask(a->table->facts), ever = 0;
    const uint8_t outcome = table_outcome(a->table, cases[0]);
    *settled = true;
    for (size_t i = 0; i < count; i++) {
        always &= cases[i];
        ever |= cases[i];
        *settled = *settled && table_outcome(a->table, cases[i]) == outcome;
    }
    return (struct partial){facts_mask(a->table->facts) & ~(always ^ ever), always};
}

/* Put the cases without the fact first; how many they are. */
static size_t split(uint32_t cases[], size_t count, uint32_t fact)
{
    size_t without = 0;
    for (size_t i = 0; i < count; i++) {
        if ((cases[i] & fact) == 0) {
            const uint32_t swap = cases[i];
            cases[i] = cases[without];
            cases[without++] = swap;
        }
    }
    return without;
}

static struct state solve(struct advise *a, uint32_t cases[], size_t count);

/* Ask for each open fact in turn and keep the best; the first of equals stays. */
static void choose(struct advise *a, uint32_t cases[], size_t count, struct state *best)
{
    for (size_t fact = 0; fact < a->table->facts && !a->gave_up; fact++) {
        if ((best->closed.known & fact_bit(fact)) != 0) {
            continue;
        }
        a->work += count + WORK_STEP;
        a->gave_up = a->work > a->work_most;
        const size_t without = split(cases, count, fact_bit(fact));
        const struct state no = solve(a, cases, without);
        if (best->fact != SIZE_MAX && count + no.total > best->total) {
            continue; /* worse already, whatever the other half takes */
        }
        const struct state yes = solve(a, cases + without, count - without);
        const size_t total = count + no.total + yes.total;
        const size_t worst = 1 + (no.worst > yes.worst ? no.worst : yes.worst);
        if (best->fact == SIZE_MAX || total < best->total ||
            (total == best->total && worst < best->worst)) {
            *best = (struct state){best->closed, total, worst, fact};
        }
    }
}

/* The best plan for a set of cases, which is not empty. */
static struct state solve(struct advise *a, uint32_t cases[], size_t count)
{
    bool settled;
    struct state state = {.fact = SIZE_MAX};
    state.closed = common_facts(a, cases, count, &settled);
    if (settled || a->gave_up) {
        return state;
    }
    if (a->capacity != 0) {
        const struct state *known = slot_of(a->states, a->capacity, state.closed);
        if (known->total != FREE_SLOT) {
            return *known;
        }
    }
    choose(a, cases, count, &state);
    if (!a->gave_up) { /* else it is not the best, only the best so far */
        keep(a, &state);
    }
    return state;
}

/* How many cases would still be undecided after asking for a fact; SIZE_MAX: it splits nothing. */
static size_t left_undecided(struct advise *a, uint32_t cases[], size_t count, uint32_t fact)
{
    const size_t without = split(cases, count, fact);
    bool no_settled, yes_settled;
    if (without == 0 || without == count) {
        return SIZE_MAX;
    }
    (void)common_facts(a, cases, without, &no_settled);
    (void)common_facts(a, cases + without, count - without, &yes_settled);
    return (no_settled ? 0 : without * without) +
           (yes_settled ? 0 : (count - without) * (count - without));
}

static size_t greedy_fact(struct advise *a, uint32_t cases[], size_t count)
{
    size_t best = SIZE_MAX, fewest = SIZE_MAX;
    for (size_t fact = 0; fact < a->table->facts; fact++) {
        const size_t left = left_undecided(a, cases, count, fact_bit(fact));
        if (left < fewest) {
            fewest = left;
            best = fact;
        }
    }
    return best;
}

/* What was too much once may be little when more is known: every question is tried anew. */
static void begin_question(struct advise *a)
{
    a->work = 0;
    a->gave_up = a->no_memory = false;
    if (a->count >= ADVISE_STATES_MAX) {
        free(a->states);
        a->states = NULL;
        a->count = a->capacity = 0;
    }
}

static void advise_cases(struct advise *a, uint32_t cases[], size_t count, struct advice *advice)
{
    bool settled;
    const struct partial closed = common_facts(a, cases, count, &settled);
    const bool few = a->table->facts - bits_count(closed.known) <= ADVISE_DENSE_MAX;
    begin_question(a);
    a->work_most = few ? WORK_FEW : WORK_MANY;
    const struct state best = solve(a, cases, count);
    if (!a->gave_up) {
        *advice = (struct advice){best.fact, (double)best.total / (double)count, best.worst, true};
    } else if (few && !a->no_memory) {
        a->no_memory = !advise_dense(a->table, a->possible, closed, advice);
    } else {
        /* Something is open, else there had been nothing to search. */
        *advice = (struct advice){greedy_fact(a, cases, count), 0, 0, false};
    }
}

bool advise_next(struct advise *advise, struct partial facts, struct advice *advice)
{
    uint32_t *cases = malloc(((size_t)1 << advise->table->facts) * sizeof *cases);
    if (cases == NULL) {
        return false;
    }
    size_t count = 0;
    struct case_walk walk = case_walk_begin(advise->possible, facts);
    for (uint32_t whole; case_walk_next(&walk, &whole);) {
        cases[count++] = whole;
    }
    *advice = (struct advice){.fact = SIZE_MAX, .exact = true};
    if (count > 0) {
        advise_cases(advise, cases, count, advice);
    }
    free(cases);
    return !advise->no_memory;
}
