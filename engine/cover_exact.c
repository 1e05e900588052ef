/*
 * Branch and bound.  In each step some things are in, some are out.  Every goal that is not met yet
 * asks for one more thing out of some set: an end of an option that can still be had.  Of two ends each
 * side is such a demand of its own.  Demands that have nothing in common need a thing each; as many of
 * them as are found, the smallest demands first, are the bound.  Then one thing of the smallest demand
 * is taken in, and, when all was tried with it, left out.
 */
#include "engine/cover_search.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define THINGS_MAX  8192u
#define OPTIONS_MAX ((size_t)1 << 17)
#define ROOM_MAX    ((size_t)1 << 19) /* words in a bitmap of things for each goal */
#define STEPS_MAX   ((size_t)1 << 25) /* words and options looked at: some tenths of a second */

/* One of some things must come in.  Its things are words of a bitmap elsewhere. */
struct demand {
    size_t size;
    const uint64_t *things;
};

struct exact {
    const struct cover_problem *problem;
    size_t words;           /* of a bitmap of things */
    uint64_t *goal_things;  /* for each goal of single things: which */
    bool *single;           /* of each goal: all its options are single things */
    uint64_t *demand_room;  /* two bitmaps a goal, and one for the sum */
    struct demand *demands; /* two a goal */
    size_t demand_count;
    uint64_t *levels; /* what is in, what is out, level by level */
    size_t *degree;
    size_t steps;
    bool given_up;
    struct cover_answer *answer;
};

/* What one look at the state of things says. */
enum state { STATE_OPEN, STATE_MET, STATE_HOPELESS };

static bool has(const uint64_t *bits, uint32_t thing)
{
    return (bits[thing / 64] >> (thing % 64) & 1) != 0;
}

static void put(uint64_t *bits, uint32_t thing)
{
    bits[thing / 64] |= (uint64_t)1 << (thing % 64);
}

static size_t count_bits(const uint64_t *bits, size_t words)
{
    size_t count = 0;
    for (size_t i = 0; i < words; i++) {
        count += (size_t)__builtin_popcountll(bits[i]);
    }
    return count;
}

/* ---- Demands --------------------------------------------------------------------------------- */

/* The next bitmap for a demand, empty. */
static uint64_t *new_demand(struct exact *e)
{
    uint64_t *things = e->demand_room + e->demand_count * e->words;
    memset(things, 0, e->words * sizeof *things);
    return things;
}

static void keep_demand(struct exact *e, const uint64_t *things)
{
    e->demands[e->demand_count++] = (struct demand){count_bits(things, e->words), things};
}

/* A goal of single things.  @return whether it is met, or can be. */
static bool look_at_single(struct exact *e, size_t goal, const uint64_t *in, const uint64_t *out)
{
    const uint64_t *of = e->goal_things + goal * e->words;
    uint64_t *things = new_demand(e);
    uint64_t any = 0;
    e->steps += e->words;
    for (size_t i = 0; i < e->words; i++) {
        if ((of[i] & in[i]) != 0) {
            return true;
        }
        any |= things[i] = of[i] & ~out[i];
    }
    keep_demand(e, things);
    return any != 0;
}

/* What the options of a goal still say. */
struct sides {
    bool met, open;            /* open: some option can be had */
    bool have_a, have_b;       /* an option that can be had has this end already */
    uint64_t *a, *b, *missing; /* ends that it lacks */
};

static void look_at_options(struct exact *e, size_t goal, const uint64_t *in, const uint64_t *out,
                            struct sides *s)
{
    const struct cover_goal *of = &e->problem->goals[goal];
    e->steps += of->count;
    for (size_t i = of->first; i < of->first + of->count && !s->met; i++) {
        const struct cover_option *o = &e->problem->options[i];
        if (has(out, o->a) || has(out, o->b)) {
            continue;
        }
        const bool in_a = has(in, o->a), in_b = has(in, o->b);
        s->open = true;
        s->met = in_a && in_b;
        s->have_a = s->have_a || in_a;
        s->have_b = s->have_b || in_b;
        put(s->a, o->a);
        put(s->b, o->b);
        if (!in_a) {
            put(s->missing, o->a);
        }
        if (!in_b) {
            put(s->missing, o->b);
        }
    }
}

/* A goal with pairs. */
static bool look_at_pairs(struct exact *e, size_t goal, const uint64_t *in, const uint64_t *out)
{
    struct sides s = {.a = new_demand(e)};
    s.b = s.a + e->words;
    s.missing = s.b + e->words;
    memset(s.b, 0, 2 * e->words * sizeof *s.b);
    look_at_options(e, goal, in, out, &s);
    if (s.met || !s.open) {
        return s.open;
    }
    if (s.have_a && s.have_b) {
        memcpy(s.a, s.missing, e->words * sizeof *s.a);
        keep_demand(e, s.a);
        return true;
    }
    if (s.have_a) {
        memcpy(s.a, s.b, e->words * sizeof *s.a);
    }
    keep_demand(e, s.a);
    if (!s.have_a && !s.have_b) {
        keep_demand(e, s.b);
    }
    return true;
}

static int compare_demands(const void *a, const void *b)
{
    const struct demand *left = a, *right = b;
    if (left->size != right->size) {
        return left->size < right->size ? -1 : 1;
    }
    return (left->things > right->things) - (left->things < right->things);
}

static enum state find_demands(struct exact *e, const uint64_t *in, const uint64_t *out)
{
    e->demand_count = 0;
    for (size_t goal = 0; goal < e->problem->goal_count; goal++) {
        if (!(e->single[goal] ? look_at_single(e, goal, in, out)
                              : look_at_pairs(e, goal, in, out))) {
            return STATE_HOPELESS;
        }
    }
    qsort(e->demands, e->demand_count, sizeof *e->demands, compare_demands);
    return e->demand_count == 0 ? STATE_MET : STATE_OPEN;
}

/* ---- Bound and branch ------------------------------------------------------------------------ */

/* How many demands have nothing in common, as far as taking the smallest first finds them. */
static size_t bound(struct exact *e)
{
    uint64_t *used = e->demand_room + e->demand_count * e->words;
    size_t apart = 0;
    memset(used, 0, e->words * sizeof *used);
    for (size_t k = 0; k < e->demand_count; k++) {
        const uint64_t *things = e->demands[k].things;
        uint64_t common = 0;
        for (size_t i = 0; i < e->words; i++) {
            common |= used[i] & things[i];
        }
        for (size_t i = 0; common == 0 && i < e->words; i++) {
            used[i] |= things[i];
        }
        apart += common == 0;
        e->steps += e->words;
    }
    return apart;
}

/* Of the smallest demand the thing that most demands ask for. */
static uint32_t most_wanted(struct exact *e)
{
    const uint64_t *smallest = e->demands[0].things;
    uint32_t best = UINT32_MAX;
    size_t most = 0;
    for (size_t i = 0; i < e->words; i++) {
        for (uint64_t bits = smallest[i]; bits != 0; bits &= bits - 1) {
            const uint32_t thing = (uint32_t)(i * 64) + (uint32_t)__builtin_ctzll(bits);
            size_t wanted = 0;
            for (size_t k = 0; k < e->demand_count; k++) {
                wanted += has(e->demands[k].things, thing);
            }
            e->steps += e->demand_count;
            if (wanted > most) {
                most = wanted;
                best = thing;
            }
        }
    }
    return best;
}

static void record(struct exact *e, const uint64_t *in, size_t count)
{
    e->answer->count = count;
    for (uint32_t thing = 0; thing < e->problem->things; thing++) {
        e->answer->chosen[thing] = has(in, thing);
    }
}

/* @level  how many things are in or out, by a choice that may be taken back */
static void search(struct exact *e, size_t level)
{
    uint64_t *in = e->levels + level * 2 * e->words, *out = in + e->words;
    while (!e->given_up) {
        const size_t count = count_bits(in, e->words);
        const enum state state = find_demands(e, in, out);
        if (state == STATE_MET) {
            assert(count < e->answer->count); /* the bound of the step before let it come so far */
            record(e, in, count);
        }
        const size_t least = state == STATE_OPEN ? count + bound(e) : count;
        if (level == 0 && state == STATE_OPEN && least > e->answer->at_least) {
            /* What is out at this level was tried, and is in no smaller answer. */
            e->answer->at_least = least < e->answer->count ? least : e->answer->count;
        }
        if (state != STATE_OPEN || least >= e->answer->count) {
            return;
        }
        const uint32_t thing = most_wanted(e);
        if (e->demands[0].size == 1) {
            put(in, thing);
            continue;
        }
        memcpy(in + 2 * e->words, in, 2 * e->words * sizeof *in);
        put(in + 2 * e->words, thing);
        search(e, level + 1);
        put(out, thing);
        e->given_up = e->given_up || e->steps > STEPS_MAX;
    }
}

/* ---- Room ------------------------------------------------------------------------------------ */

static bool make_room(struct exact *e)
{
    const struct cover_problem *p = e->problem;
    e->words = p->things / 64 + 1;
    e->goal_things = calloc((p->goal_count + 1) * e->words, sizeof *e->goal_things);
    e->single = calloc(p->goal_count + 1, sizeof *e->single);
    e->demand_room = calloc((2 * p->goal_count + 3) * e->words, sizeof *e->demand_room);
    e->demands = calloc(2 * p->goal_count + 1, sizeof *e->demands);
    /* No branch is deeper than the answer is large: each level takes one thing in. */
    e->levels = calloc((e->answer->count + 2) * 2 * e->words, sizeof *e->levels);
    return e->goal_things != NULL && e->single != NULL && e->demand_room != NULL &&
           e->demands != NULL && e->levels != NULL;
}

static void free_room(const struct exact *e)
{
    free(e->goal_things);
    free(e->single);
    free(e->demand_room);
    free(e->demands);
    free(e->levels);
}

static void find_singles(struct exact *e)
{
    const struct cover_problem *p = e->problem;
    for (size_t goal = 0; goal < p->goal_count; goal++) {
        const struct cover_goal *of = &p->goals[goal];
        e->single[goal] = true;
        for (size_t i = of->first; i < of->first + of->count; i++) {
            e->single[goal] = e->single[goal] && p->options[i].a == p->options[i].b;
            put(e->goal_things + goal * e->words, p->options[i].a);
        }
    }
}

bool cover_search_exact(const struct cover_problem *problem, struct cover_answer *answer)
{
    struct exact e = {.problem = problem, .answer = answer};
    if (problem->things > THINGS_MAX || problem->option_count > OPTIONS_MAX ||
        problem->goal_count * (problem->things / 64 + 1) > ROOM_MAX || answer->count == 0) {
        return true;
    }
    const bool fine = make_room(&e);
    const struct exact room = e; /* what is to be freed */
    if (fine) {
        find_singles(&e);
        search(&e, 0);
        if (!e.given_up) {
            answer->at_least = answer->count;
        }
    }
    free_room(&room);
    return fine;
}
