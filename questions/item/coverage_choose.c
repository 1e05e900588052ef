/*
 * The smallest bank: a hitting set.  Things are the spots of one decision, goals what must be
 * covered, and a goal is met by one spot or by a pair.  Decisions have nothing in common, so each is a
 * problem of its own (engine/cover_search.h).
 */
#include <stdlib.h>

#include "engine/cover_reduce.h"
#include "engine/cover_search.h"
#include "questions/item/coverage.h"

/* A problem while it grows. */
struct maker {
    const struct coverage *coverage;
    const struct coverage_part *part;
    struct cover_problem problem;
    size_t option_capacity, goal_capacity;
    size_t *spots;    /* owned; of each thing */
    uint32_t *things; /* owned; of each case of the pack, or no thing */
    bool failed;
};

#define NO_THING UINT32_MAX

static void begin_goal(struct maker *m)
{
    struct cover_problem *p = &m->problem;
    if (p->goal_count == m->goal_capacity) {
        const size_t capacity = m->goal_capacity == 0 ? 64 : 2 * m->goal_capacity;
        struct cover_goal *goals = realloc(p->goals, capacity * sizeof *goals);
        if (goals == NULL) {
            m->failed = true;
            return;
        }
        p->goals = goals;
        m->goal_capacity = capacity;
    }
    p->goals[p->goal_count++] = (struct cover_goal){p->option_count, 0};
}

static void add_option(struct maker *m, uint32_t a, uint32_t b)
{
    struct cover_problem *p = &m->problem;
    if (p->option_count == m->option_capacity) {
        const size_t capacity = m->option_capacity == 0 ? 256 : 2 * m->option_capacity;
        struct cover_option *options = realloc(p->options, capacity * sizeof *options);
        if (options == NULL) {
            m->failed = true;
            return;
        }
        p->options = options;
        m->option_capacity = capacity;
    }
    if (!m->failed) {
        p->options[p->option_count++] = (struct cover_option){a, b};
        p->goals[p->goal_count - 1].count++;
    }
}

/* A goal that nothing can meet is none: what cannot be covered is said elsewhere. */
static void end_goal(struct maker *m)
{
    struct cover_problem *p = &m->problem;
    if (!m->failed && p->goals[p->goal_count - 1].count == 0) {
        p->goal_count--;
    }
}

/* ---- Goals ----------------------------------------------------------------------------------- */

static void add_rules(struct maker *m)
{
    const struct subject *subject = m->coverage->pool->subject;
    for (size_t r = 0; !m->failed && r < m->part->cover.rule_count; r++) {
        begin_goal(m);
        for (uint32_t t = 0; !m->failed && t < m->problem.things; t++) {
            const uint32_t whole = m->coverage->pool->spots.items[m->spots[t]].whole;
            if (table_row(subject->truth[m->part->decision], whole) == r) {
                add_option(m, t, t);
            }
        }
        end_goal(m);
    }
}

static void add_conditions(struct maker *m)
{
    for (size_t i = 0; !m->failed && i < m->part->cover.condition_count; i++) {
        const struct cover_condition *condition = &m->part->cover.conditions[i];
        begin_goal(m);
        for (size_t p = 0; !m->failed && p < condition->count; p++) {
            const struct cover_pair *pair = &m->part->cover.pairs[condition->first + p];
            const uint32_t a = m->things[pair->decided], b = m->things[pair->other];
            if (a != NO_THING && b != NO_THING) {
                add_option(m, a, b);
            }
        }
        end_goal(m);
    }
}

static void add_belief(struct maker *m, size_t belief)
{
    begin_goal(m);
    for (uint32_t t = 0; !m->failed && t < m->problem.things; t++) {
        if (pool_belief_shows(m->coverage->pool, m->spots[t], belief) != SIZE_MAX) {
            add_option(m, t, t);
        }
    }
    end_goal(m);
}

static void add_pair(struct maker *m, size_t a, size_t b)
{
    begin_goal(m);
    for (uint32_t t = 0; !m->failed && t < m->problem.things; t++) {
        if (coverage_apart(m->coverage, m->spots[t], a, b)) {
            add_option(m, t, t);
        }
    }
    end_goal(m);
}

static void add_beliefs(struct maker *m)
{
    const struct pack *pack = m->coverage->pool->subject->pack;
    for (size_t a = 0; !m->failed && a < pack->misconception_count; a++) {
        if (pack->misconceptions[a].decision != m->part->decision) {
            continue;
        }
        add_belief(m, a);
        for (size_t b = a + 1; !m->failed && b < pack->misconception_count; b++) {
            if (pack->misconceptions[b].decision == m->part->decision) {
                add_pair(m, a, b);
            }
        }
    }
}

/* ---- One decision ---------------------------------------------------------------------------- */

static bool begin(struct maker *m, const struct coverage *coverage,
                  const struct coverage_part *part)
{
    const struct pool *pool = coverage->pool;
    const size_t cases = (size_t)1 << pool->subject->pack->fact_count;
    *m = (struct maker){.coverage = coverage, .part = part};
    m->spots = malloc((pool->spots.count + 1) * sizeof *m->spots);
    m->things = malloc(cases * sizeof *m->things);
    if (m->spots == NULL || m->things == NULL) {
        return false;
    }
    for (size_t i = 0; i < cases; i++) {
        m->things[i] = NO_THING;
    }
    for (size_t i = 0; i < pool->spots.count; i++) {
        const struct spot *s = &pool->spots.items[i];
        if (s->kind->name == NULL && s->decision == part->decision) {
            m->things[s->whole] = (uint32_t)m->problem.things;
            m->spots[m->problem.things++] = i;
        }
    }
    return true;
}

static void end(struct maker *m)
{
    free(m->problem.options);
    free(m->problem.goals);
    free(m->spots);
    free(m->things);
}

static bool solve(struct maker *m, struct coverage_plan *plan)
{
    struct cover_answer answer = {calloc(m->problem.things + 1, sizeof *answer.chosen), 0, 0};
    const bool solved = answer.chosen != NULL && cover_reduce(&m->problem) &&
                        cover_search_greedy(&m->problem, &answer) &&
                        cover_search_exact(&m->problem, &answer);
    for (size_t t = 0; solved && t < m->problem.things; t++) {
        if (answer.chosen[t]) {
            plan->spots[plan->count++] = m->spots[t];
        }
    }
    plan->smallest = plan->smallest && answer.at_least == answer.count;
    free(answer.chosen);
    return solved;
}

static bool choose_part(const struct coverage *coverage, const struct coverage_part *part,
                        unsigned goals, struct coverage_plan *plan)
{
    struct maker m;
    bool done = begin(&m, coverage, part);
    if (done && (goals & COVER_RULES) != 0) {
        add_rules(&m);
    }
    if (done && (goals & COVER_CONDITIONS) != 0) {
        add_conditions(&m);
    }
    if (done && (goals & COVER_BELIEFS) != 0) {
        add_beliefs(&m);
    }
    done = done && !m.failed && (m.problem.goal_count == 0 || solve(&m, plan));
    end(&m);
    return done;
}

bool coverage_choose(const struct coverage *coverage, unsigned goals, struct coverage_plan *plan)
{
    *plan = (struct coverage_plan){malloc((coverage->pool->spots.count + 1) * sizeof *plan->spots),
                                   0, true};
    bool done = plan->spots != NULL;
    for (size_t i = 0; done && i < coverage->part_count; i++) {
        done = choose_part(coverage, &coverage->parts[i], goals, plan);
    }
    return done;
}

void coverage_plan_fini(struct coverage_plan *plan)
{
    free(plan->spots);
    *plan = (struct coverage_plan){0};
}
