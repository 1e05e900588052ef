/*
 * The thing that meets most goals at once is taken next, as long as one thing can meet any; else both
 * things of an option.  Gains change with every step, so they are kept in a heap in which outdated
 * entries are recognised when they come up.
 */
#include "engine/cover_search.h"

#include <stdlib.h>
#include <string.h>

#define ROUNDS_MAX 64u
#define STEPS_MAX  ((size_t)1 << 22) /* options gone through, in all rounds together */

/** One round.  Arrays by thing, option or goal as their names say; all owned. */
struct greedy {
    const struct cover_problem *problem;
    size_t *first_of_thing;   /* where the options of a thing begin in options_of_thing; one more */
    size_t *options_of_thing; /* numbers of options */
    size_t *goal_of_option;
    uint32_t *degree;     /* of a thing: in how many goals it occurs */
    uint32_t *gain;       /* of a thing: options of goals not met that lack nothing else */
    size_t *full;         /* of a goal: its options that are chosen whole */
    uint64_t *heap;       /* entries: gain, degree, chance; greatest first */
    uint32_t *heap_thing; /* the thing of each entry */
    size_t heap_count;
    uint32_t *order; /* things as they were chosen */
    size_t order_count;
    bool *chosen, *best;
    size_t *hardest; /* goals with few options first */
    uint64_t round;
};

/* ---- The heap -------------------------------------------------------------------------------- */

/* Chance that is the same everywhere: SplitMix64's finish of the number and the round. */
static uint64_t mix(uint64_t z)
{
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

/* 20 bits of gain, 20 of degree, 24 of chance; in the first round the lowest number wins. */
static uint64_t key_of(const struct greedy *g, uint32_t thing)
{
    const uint64_t most = (1u << 20) - 1;
    const uint64_t gain = g->gain[thing] < most ? g->gain[thing] : most;
    const uint64_t degree = g->degree[thing] < most ? g->degree[thing] : most;
    const uint64_t chance =
        g->round == 0 ? ((1u << 24) - 1) - thing : mix(thing + (g->round << 32)) >> 40;
    return gain << 44 | (g->round % 2 == 0 ? degree << 24 : 0) | chance;
}

static void heap_put(struct greedy *g, size_t at, uint64_t key, uint32_t thing)
{
    g->heap[at] = key;
    g->heap_thing[at] = thing;
}

static void heap_push(struct greedy *g, uint32_t thing)
{
    const uint64_t key = key_of(g, thing);
    size_t at = g->heap_count++;
    for (; at > 0 && g->heap[(at - 1) / 2] < key; at = (at - 1) / 2) {
        heap_put(g, at, g->heap[(at - 1) / 2], g->heap_thing[(at - 1) / 2]);
    }
    heap_put(g, at, key, thing);
}

static void heap_drop(struct greedy *g)
{
    const uint64_t key = g->heap[--g->heap_count];
    const uint32_t thing = g->heap_thing[g->heap_count];
    size_t at = 0;
    for (size_t child; (child = 2 * at + 1) < g->heap_count; at = child) {
        child += child + 1 < g->heap_count && g->heap[child + 1] > g->heap[child];
        if (g->heap[child] <= key) {
            break;
        }
        heap_put(g, at, g->heap[child], g->heap_thing[child]);
    }
    heap_put(g, at, key, thing);
}

/* ---- Choosing -------------------------------------------------------------------------------- */

/* The thing that an option lacks, when it is one. */
static bool lacks_one(const struct greedy *g, const struct cover_option *option, uint32_t *thing)
{
    *thing = g->chosen[option->a] ? option->b : option->a;
    return !g->chosen[*thing] &&
           (option->a == option->b || g->chosen[option->a] != g->chosen[option->b]);
}

/* A goal is met: what would have met it gains nothing from it any more. */
static void meet(struct greedy *g, size_t goal)
{
    const struct cover_goal *of = &g->problem->goals[goal];
    for (size_t i = of->first; i < of->first + of->count; i++) {
        uint32_t thing;
        if (lacks_one(g, &g->problem->options[i], &thing)) {
            g->gain[thing]--;
            heap_push(g, thing);
        }
    }
}

static void choose(struct greedy *g, uint32_t thing)
{
    const size_t begin = g->first_of_thing[thing], end = g->first_of_thing[thing + 1];
    g->order[g->order_count++] = thing;
    g->chosen[thing] = true;
    for (size_t i = begin; i < end; i++) {
        uint32_t other;
        if (g->full[g->goal_of_option[g->options_of_thing[i]]] == 0 &&
            lacks_one(g, &g->problem->options[g->options_of_thing[i]], &other)) {
            g->gain[other]++;
            heap_push(g, other);
        }
    }
    for (size_t i = begin; i < end; i++) {
        const struct cover_option *option = &g->problem->options[g->options_of_thing[i]];
        const size_t goal = g->goal_of_option[g->options_of_thing[i]];
        if (g->chosen[option->a] && g->chosen[option->b] && g->full[goal]++ == 0) {
            meet(g, goal);
        }
    }
}

/* No single thing helps: of the option whose things occur in most goals both. */
static void choose_two(struct greedy *g, size_t goal)
{
    const struct cover_goal *of = &g->problem->goals[goal];
    const struct cover_option *best = &g->problem->options[of->first];
    uint64_t most = 0;
    for (size_t i = of->first; i < of->first + of->count; i++) {
        const struct cover_option *option = &g->problem->options[i];
        const uint64_t degrees = (uint64_t)g->degree[option->a] + g->degree[option->b];
        const uint64_t chance = g->round == 0 ? 0 : mix(i + (g->round << 32)) >> 52;
        const uint64_t key = degrees << 12 | chance;
        if (key > most) {
            best = option;
            most = key;
        }
    }
    choose(g, best->a);
    choose(g, best->b);
}

static bool take_most_useful(struct greedy *g)
{
    while (g->heap_count > 0) {
        const uint32_t thing = g->heap_thing[0];
        const bool current =
            !g->chosen[thing] && g->gain[thing] > 0 && g->heap[0] == key_of(g, thing);
        heap_drop(g);
        if (current) {
            choose(g, thing);
            return true;
        }
    }
    return false;
}

static void choose_all(struct greedy *g)
{
    for (size_t i = 0; i < g->problem->goal_count; i++) {
        const size_t goal = g->hardest[i];
        while (g->full[goal] == 0) {
            if (!take_most_useful(g)) {
                choose_two(g, goal);
            }
        }
    }
}

/* Let go, the last first, what every goal can do without. */
static void let_go(struct greedy *g)
{
    for (size_t k = g->order_count; k-- > 0;) {
        const uint32_t thing = g->order[k];
        const size_t begin = g->first_of_thing[thing], end = g->first_of_thing[thing + 1];
        bool needed = false;
        size_t i = begin;
        for (; i < end && !needed; i++) {
            const struct cover_option *option = &g->problem->options[g->options_of_thing[i]];
            if (g->chosen[option->a] && g->chosen[option->b]) {
                needed = --g->full[g->goal_of_option[g->options_of_thing[i]]] == 0;
            }
        }
        while (needed && i-- > begin) {
            const struct cover_option *option = &g->problem->options[g->options_of_thing[i]];
            g->full[g->goal_of_option[g->options_of_thing[i]]] +=
                g->chosen[option->a] && g->chosen[option->b];
        }
        g->chosen[thing] = needed;
    }
}

/* ---- Rounds ---------------------------------------------------------------------------------- */

static void begin_round(struct greedy *g, uint64_t round)
{
    const struct cover_problem *p = g->problem;
    g->round = round;
    g->heap_count = g->order_count = 0;
    memset(g->chosen, 0, p->things * sizeof *g->chosen);
    memset(g->gain, 0, p->things * sizeof *g->gain);
    memset(g->full, 0, p->goal_count * sizeof *g->full);
    for (size_t i = 0; i < p->option_count; i++) {
        g->gain[p->options[i].a] += p->options[i].a == p->options[i].b;
    }
    for (uint32_t thing = 0; thing < p->things; thing++) {
        if (g->gain[thing] > 0) {
            heap_push(g, thing);
        }
    }
}

static void run_rounds(struct greedy *g, struct cover_answer *answer)
{
    const size_t cost = g->problem->option_count + g->problem->things + 1;
    answer->count = SIZE_MAX;
    for (uint64_t round = 0; round < ROUNDS_MAX && (round == 0 || round * cost < STEPS_MAX);
         round++) {
        size_t count = 0;
        begin_round(g, round);
        choose_all(g);
        let_go(g);
        for (size_t i = 0; i < g->problem->things; i++) {
            count += g->chosen[i];
        }
        if (count < answer->count) {
            answer->count = count;
            memcpy(answer->chosen, g->chosen, g->problem->things * sizeof *g->chosen);
        }
    }
    answer->at_least = answer->count > 0;
}

/* ---- Room ------------------------------------------------------------------------------------ */

static bool make_room(struct greedy *g)
{
    const struct cover_problem *p = g->problem;
    const size_t ends = 2 * p->option_count + 1;
    g->first_of_thing = calloc(p->things + 2, sizeof *g->first_of_thing);
    g->options_of_thing = calloc(ends, sizeof *g->options_of_thing);
    g->goal_of_option = calloc(p->option_count + 1, sizeof *g->goal_of_option);
    g->degree = calloc(p->things + 1, sizeof *g->degree);
    g->gain = calloc(p->things + 1, sizeof *g->gain);
    g->full = calloc(p->goal_count + 1, sizeof *g->full);
    /* An entry a thing to begin with; for every end of an option one when it comes to lack only that
     * thing, and one when its goal is met. */
    g->heap = calloc(p->things + 2 * ends, sizeof *g->heap);
    g->heap_thing = calloc(p->things + 2 * ends, sizeof *g->heap_thing);
    g->order = calloc(p->things + 1, sizeof *g->order);
    g->chosen = calloc(p->things + 1, sizeof *g->chosen);
    g->hardest = calloc(p->goal_count + 1, sizeof *g->hardest);
    return g->first_of_thing != NULL && g->options_of_thing != NULL && g->goal_of_option != NULL &&
           g->degree != NULL && g->gain != NULL && g->full != NULL && g->heap != NULL &&
           g->heap_thing != NULL && g->order != NULL && g->chosen != NULL && g->hardest != NULL;
}

static void free_room(struct greedy *g)
{
    free(g->first_of_thing);
    free(g->options_of_thing);
    free(g->goal_of_option);
    free(g->degree);
    free(g->gain);
    free(g->full);
    free(g->heap);
    free(g->heap_thing);
    free(g->order);
    free(g->chosen);
    free(g->hardest);
}

/* For each thing the options it occurs in; by counting, as a sort. */
static void link_options(struct greedy *g)
{
    const struct cover_problem *p = g->problem;
    for (size_t i = 0; i < p->option_count; i++) {
        const struct cover_option *o = &p->options[i];
        g->first_of_thing[o->a + 2]++;
        g->first_of_thing[o->b + 2] += o->a != o->b;
    }
    for (size_t i = 2; i < p->things + 2; i++) {
        g->first_of_thing[i] += g->first_of_thing[i - 1];
    }
    for (size_t i = 0; i < p->option_count; i++) {
        const struct cover_option *o = &p->options[i];
        g->options_of_thing[g->first_of_thing[o->a + 1]++] = i;
        if (o->a != o->b) {
            g->options_of_thing[g->first_of_thing[o->b + 1]++] = i;
        }
    }
}

/* In how many goals each thing occurs; `seen` is room for one mark a thing. */
static void count_degrees(struct greedy *g, size_t seen[])
{
    const struct cover_problem *p = g->problem;
    for (size_t goal = 0; goal < p->goal_count; goal++) {
        const struct cover_goal *of = &p->goals[goal];
        for (size_t i = of->first; i < of->first + of->count; i++) {
            const uint32_t ends[2] = {p->options[i].a, p->options[i].b};
            for (size_t k = 0; k < 2; k++) {
                g->degree[ends[k]] += seen[ends[k]] != goal + 1;
                seen[ends[k]] = goal + 1;
            }
            g->goal_of_option[i] = goal;
        }
    }
}

/* Goals by the number of their options. */
struct rank {
    size_t options, goal;
};

static int compare_ranks(const void *a, const void *b)
{
    const struct rank *left = a, *right = b;
    if (left->options != right->options) {
        return left->options < right->options ? -1 : 1;
    }
    return (left->goal > right->goal) - (left->goal < right->goal);
}

static bool prepare(struct greedy *g)
{
    const struct cover_problem *p = g->problem;
    size_t *seen = calloc(p->things + 1, sizeof *seen);
    struct rank *ranks = calloc(p->goal_count + 1, sizeof *ranks);
    const bool fine = seen != NULL && ranks != NULL;
    if (fine) {
        link_options(g);
        count_degrees(g, seen);
        for (size_t i = 0; i < p->goal_count; i++) {
            ranks[i] = (struct rank){p->goals[i].count, i};
        }
        qsort(ranks, p->goal_count, sizeof *ranks, compare_ranks);
        for (size_t i = 0; i < p->goal_count; i++) {
            g->hardest[i] = ranks[i].goal;
        }
    }
    free(seen);
    free(ranks);
    return fine;
}

bool cover_search_greedy(const struct cover_problem *problem, struct cover_answer *answer)
{
    struct greedy g = {.problem = problem};
    const bool fine = make_room(&g) && prepare(&g);
    if (fine) {
        run_rounds(&g, answer);
    }
    free_room(&g);
    return fine;
}
