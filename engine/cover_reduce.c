/*
 * Both questions are whether one sorted list is inside another: the options of a thing, with itself
 * left out, and the options of a goal.  A word of hashed members answers most of them with "no".
 */
#include "engine/cover_reduce.h"

#include <stdlib.h>
#include <string.h>

#define THINGS_MAX  4096u
#define GOALS_MAX   4096u
#define OPTIONS_MAX ((size_t)1 << 17)
#define STEPS_MAX   ((size_t)1 << 27)
#define ALONE       UINT32_MAX /* the partner of a thing that is an option by itself */

/* What a list is made of: a goal and a partner, or the two things of an option. */
typedef uint64_t member;

struct list {
    size_t first, count; /* in an array of members; sorted */
    uint64_t hashes;     /* a bit for each member */
};

struct reducer {
    struct cover_problem *problem;
    member *members;     /* of things or goals */
    struct list *things; /* one each */
    struct list *goals;
    bool *dropped;
    size_t steps;
};

static uint64_t hash_bit(member m)
{
    return (uint64_t)1 << (m * UINT64_C(0x9e3779b97f4a7c15) >> 58);
}

static int compare_members(const void *a, const void *b)
{
    const member left = *(const member *)a, right = *(const member *)b;
    return (left > right) - (left < right);
}

/* Sort the members of a list and note their bits. */
static void finish_list(struct reducer *r, struct list *list)
{
    qsort(r->members + list->first, list->count, sizeof(member), compare_members);
    list->hashes = 0;
    for (size_t i = list->first; i < list->first + list->count; i++) {
        list->hashes |= hash_bit(r->members[i]);
    }
}

/* Is every member of one list in the other? */
static bool is_inside(struct reducer *r, const struct list *inner, const struct list *outer)
{
    r->steps++;
    if ((inner->hashes & ~outer->hashes) != 0 || inner->count > outer->count) {
        return false;
    }
    const member *in = r->members + inner->first, *out = r->members + outer->first;
    size_t i = 0;
    for (size_t k = 0; i < inner->count && k < outer->count && out[k] <= in[i]; k++) {
        i += out[k] == in[i];
        r->steps++;
    }
    return i == inner->count;
}

/* Which of the lists are to go, because another that stays makes up for them? */
static void find_dropped(struct reducer *r, const struct list lists[], size_t count,
                         bool inner_goes)
{
    memset(r->dropped, 0, count * sizeof *r->dropped);
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < count && !r->dropped[i] && r->steps < STEPS_MAX; k++) {
            const bool other = k != i && !r->dropped[k] && lists[k].count > 0 && lists[i].count > 0;
            const struct list *inner = inner_goes ? &lists[i] : &lists[k];
            const struct list *outer = inner_goes ? &lists[k] : &lists[i];
            /* Of two that are the same the first one stays. */
            r->dropped[i] =
                other && (lists[i].count != lists[k].count || k < i) && is_inside(r, inner, outer);
        }
    }
}

/* ---- Things ---------------------------------------------------------------------------------- */

static void list_things(struct reducer *r)
{
    const struct cover_problem *p = r->problem;
    memset(r->things, 0, (p->things + 1) * sizeof *r->things);
    for (size_t i = 0; i < p->option_count; i++) {
        r->things[p->options[i].a].count++;
        r->things[p->options[i].b].count += p->options[i].a != p->options[i].b;
    }
    for (size_t i = 0, first = 0; i < p->things; i++) {
        r->things[i].first = first;
        first += r->things[i].count;
        r->things[i].count = 0;
    }
    for (size_t goal = 0; goal < p->goal_count; goal++) {
        const struct cover_goal *of = &p->goals[goal];
        for (size_t i = of->first; i < of->first + of->count; i++) {
            const uint32_t a = p->options[i].a, b = p->options[i].b;
            struct list *at = &r->things[a];
            r->members[at->first + at->count++] = (member)goal << 32 | (a == b ? ALONE : b);
            if (a != b) {
                at = &r->things[b];
                r->members[at->first + at->count++] = (member)goal << 32 | a;
            }
        }
    }
    for (size_t i = 0; i < p->things; i++) {
        finish_list(r, &r->things[i]);
    }
}

/* Keep the options whose things stay.  No goal loses all of them. */
static bool drop_things(struct reducer *r)
{
    struct cover_problem *p = r->problem;
    size_t kept = 0;
    list_things(r);
    find_dropped(r, r->things, p->things, true);
    for (size_t goal = 0; goal < p->goal_count; goal++) {
        const struct cover_goal of = p->goals[goal];
        p->goals[goal] = (struct cover_goal){kept, 0};
        for (size_t i = of.first; i < of.first + of.count; i++) {
            if (!r->dropped[p->options[i].a] && !r->dropped[p->options[i].b]) {
                p->options[kept++] = p->options[i];
                p->goals[goal].count++;
            }
        }
    }
    const bool fewer = kept < p->option_count;
    p->option_count = kept;
    return fewer;
}

/* ---- Goals ----------------------------------------------------------------------------------- */

static void list_goals(struct reducer *r)
{
    const struct cover_problem *p = r->problem;
    for (size_t goal = 0; goal < p->goal_count; goal++) {
        const struct cover_goal *of = &p->goals[goal];
        r->goals[goal] = (struct list){of->first, of->count, 0};
        for (size_t i = of->first; i < of->first + of->count; i++) {
            const uint32_t a = p->options[i].a, b = p->options[i].b;
            r->members[i] = a < b ? (member)a << 32 | b : (member)b << 32 | a;
        }
        finish_list(r, &r->goals[goal]);
    }
}

static bool drop_goals(struct reducer *r)
{
    struct cover_problem *p = r->problem;
    size_t kept = 0, options = 0;
    list_goals(r);
    find_dropped(r, r->goals, p->goal_count, false);
    for (size_t goal = 0; goal < p->goal_count; goal++) {
        const struct cover_goal of = p->goals[goal];
        if (!r->dropped[goal]) {
            memmove(p->options + options, p->options + of.first, of.count * sizeof *p->options);
            p->goals[kept++] = (struct cover_goal){options, of.count};
            options += of.count;
        }
    }
    const bool fewer = kept < p->goal_count;
    p->goal_count = kept;
    p->option_count = options;
    return fewer;
}

bool cover_reduce(struct cover_problem *problem)
{
    struct reducer r = {.problem = problem};
    if (problem->things > THINGS_MAX || problem->goal_count > GOALS_MAX ||
        problem->option_count > OPTIONS_MAX) {
        return true;
    }
    const size_t most =
        problem->things > problem->goal_count ? problem->things : problem->goal_count;
    r.members = calloc(2 * problem->option_count + 1, sizeof *r.members);
    r.things = calloc(problem->things + 1, sizeof *r.things);
    r.goals = calloc(problem->goal_count + 1, sizeof *r.goals);
    r.dropped = calloc(most + 1, sizeof *r.dropped);
    const bool fine = r.members != NULL && r.things != NULL && r.goals != NULL && r.dropped != NULL;
    bool fewer = fine;
    while (fewer) {
        fewer = drop_goals(&r);
        fewer = drop_things(&r) || fewer;
    }
    free(r.members);
    free(r.things);
    free(r.goals);
    free(r.dropped);
    return fine;
}
