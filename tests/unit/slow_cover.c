/* Loops within loops; see the header. */
#include "tests/unit/slow_cover.h"

#include <stdlib.h>
#include <string.h>

/* ---- Goals ----------------------------------------------------------------------------------- */

void slow_goal_add(struct slow_goal *goal, uint32_t a, uint32_t b)
{
    if (goal->count == goal->capacity) {
        goal->capacity = goal->capacity == 0 ? 16 : 2 * goal->capacity;
        goal->ways = realloc(goal->ways, goal->capacity * sizeof *goal->ways);
        if (goal->ways == NULL) {
            abort();
        }
    }
    goal->ways[goal->count][0] = a;
    goal->ways[goal->count++][1] = b;
}

void slow_goal_fini(struct slow_goal *goal)
{
    free(goal->ways);
    memset(goal, 0, sizeof *goal);
}

bool slow_goal_met(const struct slow_goal *goal, const bool chosen[])
{
    for (size_t i = 0; i < goal->count; i++) {
        if (chosen[goal->ways[i][0]] && chosen[goal->ways[i][1]]) {
            return true;
        }
    }
    return false;
}

/* ---- Pairs ----------------------------------------------------------------------------------- */

/* Does putting back some of the changed facts, but not this one, give a possible case? */
static bool changes_too_much(const struct slow *slow, uint32_t from, uint32_t changed,
                             uint32_t mask)
{
    const uint32_t others = changed & ~mask;
    if (others == 0) {
        return false;
    }
    uint32_t some = others; /* all proper parts of it */
    do {
        some = (some - 1) & others;
        if (slow->possible[from ^ (mask | some)]) {
            return true;
        }
    } while (some != 0);
    return false;
}

/* Minimal changes of a fact from one case, as bits; @return how many. */
static size_t minimal_changes(const struct slow *slow, uint32_t from, size_t fact, uint32_t sets[])
{
    const uint32_t mask = (uint32_t)1 << fact;
    size_t count = 0;
    if (slow->possible[from ^ mask]) {
        sets[0] = mask; /* no other can be minimal */
        return 1;
    }
    for (size_t i = 0; i < slow->count; i++) {
        const uint32_t changed = slow->list[i] ^ from;
        if ((changed & mask) != 0 && !changes_too_much(slow, from, changed, mask)) {
            sets[count++] = changed;
        }
    }
    return count;
}

static int compare_ways(const void *a, const void *b)
{
    const uint32_t *left = a, *right = b;
    const size_t at = left[0] == right[0] ? 1 : 0;
    return (left[at] > right[at]) - (left[at] < right[at]);
}

struct seeker {
    const struct slow *slow;
    const struct slow_may *may;
    struct slow_condition *condition;
    bool farther;
};

static void try_change(struct seeker *s, uint32_t from, uint32_t there)
{
    const int outcome = s->slow->outcome[there];
    if (outcome == SLOW_NONE) {
        s->condition->undecided = true;
    } else if (outcome != s->slow->outcome[from]) {
        if (s->may->use[there] && s->may->contrast[there]) {
            slow_goal_add(&s->condition->goal, from, there);
        } else {
            s->condition->withheld = true;
        }
    }
}

static void try_case(struct seeker *s, uint32_t from, size_t fact, uint32_t sets[])
{
    const size_t count = minimal_changes(s->slow, from, fact, sets);
    int nearest = 99;
    for (size_t i = 0; i < count; i++) {
        nearest = slow_count(sets[i]) < nearest ? slow_count(sets[i]) : nearest;
    }
    for (size_t i = 0; i < count; i++) {
        if (s->farther || slow_count(sets[i]) == nearest) {
            try_change(s, from, from ^ sets[i]);
        }
    }
}

struct slow_condition slow_condition(const struct slow *slow, const struct slow_may *may, int row,
                                     size_t fact)
{
    struct slow_condition condition = {.constant = true};
    uint32_t *sets = calloc(slow->count + 1, sizeof *sets);
    for (size_t i = 0; i < slow->count; i++) {
        const uint32_t differ = slow->list[i] ^ slow->list[0];
        condition.constant = condition.constant && (differ >> fact) % 2 == 0;
    }
    for (int farther = 0; sets != NULL && farther < 2 && condition.goal.count == 0; farther++) {
        struct seeker seeker = {slow, may, &condition, farther == 1};
        for (size_t i = 0; i < slow->count; i++) {
            if (slow->row[slow->list[i]] == row && may->use[slow->list[i]]) {
                try_case(&seeker, slow->list[i], fact, sets);
            }
        }
    }
    free(sets);
    if (condition.goal.count > 0) {
        qsort(condition.goal.ways, condition.goal.count, sizeof *condition.goal.ways, compare_ways);
    }
    return condition;
}

/* ---- Fewer? ---------------------------------------------------------------------------------- */

struct prover {
    const struct slow_goal *goals;
    size_t count, cases;
    bool *chosen;
    size_t chosen_count;
    bool *used; /* of each case: by a goal that was counted */
    size_t steps;
    bool too_long;
};

/* How many more cases does this way take? */
static size_t lacks(const struct prover *p, const uint32_t way[2])
{
    return (size_t)!p->chosen[way[0]] + (way[0] != way[1] && !p->chosen[way[1]] ? 1 : 0);
}

/*
 * A goal that is not met needs a new case: of the first cases of its ways unless one of these is
 * chosen, and likewise of the second ones; if both are, of all that its ways lack.
 * @side  0, 1, or 2 for all
 */
static bool needs_side(const struct prover *p, const struct slow_goal *goal, size_t side)
{
    bool have[2] = {false, false};
    for (size_t i = 0; i < goal->count; i++) {
        have[0] = have[0] || p->chosen[goal->ways[i][0]];
        have[1] = have[1] || p->chosen[goal->ways[i][1]];
    }
    return side == 2 ? have[0] && have[1] : !have[side];
}

/* Are the cases that one of them must come from all unused?  Then use them. */
static bool stands_apart(struct prover *p, const struct slow_goal *goal, size_t side)
{
    for (size_t pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < goal->count; i++) {
            for (size_t end = side == 2 ? 0 : side; end < (side == 2 ? 2 : side + 1); end++) {
                const uint32_t whole = goal->ways[i][end];
                if (pass == 0 && !p->chosen[whole] && p->used[whole]) {
                    return false;
                }
                p->used[whole] = p->used[whole] || pass == 1;
            }
        }
    }
    return true;
}

/* Goals are sorted by the number of their ways, so the narrow ones are counted first. */
static size_t at_least(struct prover *p)
{
    size_t apart = 0;
    memset(p->used, 0, p->cases * sizeof *p->used);
    for (size_t g = 0; g < p->count; g++) {
        if (slow_goal_met(&p->goals[g], p->chosen)) {
            continue;
        }
        for (size_t side = 0; side < 3; side++) {
            apart += needs_side(p, &p->goals[g], side) && stands_apart(p, &p->goals[g], side);
        }
    }
    return apart;
}

static bool can(struct prover *p, size_t most)
{
    const struct slow_goal *open = NULL;
    for (size_t g = 0; g < p->count && open == NULL; g++) {
        open = slow_goal_met(&p->goals[g], p->chosen) ? NULL : &p->goals[g];
    }
    if (open == NULL) {
        return p->chosen_count <= most;
    }
    p->too_long = p->too_long || p->steps == 0;
    if (p->too_long || p->chosen_count + at_least(p) > most) {
        return false;
    }
    p->steps--;
    for (size_t i = 0; i < open->count; i++) {
        const uint32_t *way = open->ways[i];
        const bool had[2] = {p->chosen[way[0]], p->chosen[way[1]]};
        const size_t more = lacks(p, way);
        p->chosen[way[0]] = p->chosen[way[1]] = true;
        p->chosen_count += more;
        const bool fine = can(p, most);
        p->chosen[way[1]] = had[1];
        p->chosen[way[0]] = had[0];
        p->chosen_count -= more;
        if (fine) {
            return true;
        }
    }
    return false;
}

static int fewer_ways_first(const void *a, const void *b)
{
    const struct slow_goal *left = a, *right = b;
    return (left->count > right->count) - (left->count < right->count);
}

enum slow_answer slow_can(const struct slow_goal goals[], size_t count, size_t cases, size_t most,
                          size_t steps)
{
    struct prover p = {.count = count, .cases = cases, .steps = steps};
    struct slow_goal *sorted = calloc(count + 1, sizeof *sorted);
    p.chosen = calloc(cases, sizeof *p.chosen);
    p.used = calloc(cases, sizeof *p.used);
    if (sorted == NULL || p.chosen == NULL || p.used == NULL) {
        abort();
    }
    memcpy(sorted, goals, count * sizeof *sorted);
    qsort(sorted, count, sizeof *sorted, fewer_ways_first);
    p.goals = sorted;
    const bool fine = can(&p, most);
    free(sorted);
    free(p.chosen);
    free(p.used);
    return fine ? SLOW_YES : p.too_long ? SLOW_TOO_LONG : SLOW_NO;
}
