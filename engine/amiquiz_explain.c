/* The public interface, second part: why, why not, what would have to change, what to ask next. */
#include <stdlib.h>

#include "engine/advise.h"
#include "engine/amiquiz_private.h"
#include "engine/explain.h"

uint32_t amiquiz_failing(const struct amiquiz_pack *p, size_t decision, size_t rule, uint32_t whole)
{
    const struct rule *r = rule_at(p, decision, rule);
    return r != NULL ? explain_failing(r, case_of(p, whole)) : 0;
}

struct amiquiz_obstacle amiquiz_why_not(const struct amiquiz_pack *p, size_t decision,
                                        uint32_t whole, size_t outcome)
{
    const struct decision *d = decision_at(p, decision);
    if (d == NULL) {
        return (struct amiquiz_obstacle){AMIQUIZ_NONE, 0, AMIQUIZ_NONE};
    }
    const struct why_not why = explain_why_not(d, p->tables[decision], case_of(p, whole), outcome);
    return (struct amiquiz_obstacle){why.rule, why.failing, why.taken_by};
}

/* ---- Changes --------------------------------------------------------------------------------- */

/* The list as strangers see it, and the one that owns it. */
struct kept_changes {
    struct amiquiz_changes shown; /* first: amiquiz_changes_free() is given its address */
    struct changes changes;
};

struct amiquiz_changes *amiquiz_changes_to(const struct amiquiz_pack *p, size_t decision,
                                           uint32_t whole, size_t outcome, uint32_t may_change)
{
    struct kept_changes *kept = calloc(1, sizeof *kept);
    if (kept == NULL || decision_at(p, decision) == NULL ||
        outcome >= p->pack->decisions[decision].outcome_count) {
        return kept == NULL ? NULL : &kept->shown; /* nothing leads to what is not there */
    }
    if (!explain_changes(p->tables[decision], &p->pack->possible, case_of(p, whole), outcome,
                         may_change, &kept->changes)) {
        free(kept);
        return NULL;
    }
    kept->shown = (struct amiquiz_changes){kept->changes.sets, kept->changes.count};
    return &kept->shown;
}

void amiquiz_changes_free(struct amiquiz_changes *changes)
{
    if (changes != NULL) {
        struct kept_changes *kept = (struct kept_changes *)changes;
        changes_fini(&kept->changes);
        free(kept);
    }
}

/* ---- Plans ----------------------------------------------------------------------------------- */

struct amiquiz_plan {
    const struct amiquiz_pack *pack;
    struct advise *advise; /* owned */
};

struct amiquiz_plan *amiquiz_plan_new(const struct amiquiz_pack *p, size_t decision)
{
    struct amiquiz_plan *plan = decision_at(p, decision) != NULL ? calloc(1, sizeof *plan) : NULL;
    if (plan == NULL) {
        return NULL;
    }
    plan->pack = p;
    plan->advise = advise_new(p->tables[decision], &p->pack->possible);
    if (plan->advise == NULL) {
        free(plan);
        return NULL;
    }
    return plan;
}

void amiquiz_plan_free(struct amiquiz_plan *plan)
{
    if (plan != NULL) {
        advise_free(plan->advise);
        free(plan);
    }
}

bool amiquiz_plan_next(struct amiquiz_plan *plan, struct amiquiz_case facts,
                       struct amiquiz_advice *advice)
{
    struct advice next;
    if (!advise_next(plan->advise, partial_of(plan->pack, facts), &next)) {
        return false;
    }
    *advice = (struct amiquiz_advice){next.fact, next.mean, next.worst, next.exact};
    return true;
}
