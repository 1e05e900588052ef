/* The public interface, third part: what is wrong with a pack, and where two packs part. */
#include <stdlib.h>
#include <string.h>

#include "engine/amiquiz_private.h"
#include "engine/check.h"
#include "engine/diff.h"

/* ---- The sibling of a pack that is proved ---------------------------------------------------- */

struct pair {
    const struct amiquiz_pack *ours, *theirs;
    size_t facts[PACK_FACTS_MAX];        /* their number of each of our facts */
    size_t decision[PACK_DECISIONS_MAX]; /* their decision of the same id as ours; SIZE_MAX: none */
};

/* What they answer to a case of ours, as an outcome of our decision (engine/check.h). */
static size_t their_outcome(const void *context, size_t decision, uint32_t whole)
{
    const struct pair *pair = context;
    const struct pack *ours = pair->ours->pack, *theirs = pair->theirs->pack;
    const size_t there = pair->decision[decision];
    const uint32_t mapped = diff_map_case(pair->facts, ours->fact_count, whole);
    const uint8_t outcome = table_outcome(pair->theirs->tables[there], mapped);
    if (!case_set_has(&theirs->possible, mapped) || outcome == TABLE_NO_OUTCOME) {
        return CHECK_NOTHING;
    }
    const char *id = theirs->decisions[there].outcomes[outcome].id;
    const size_t same = decision_outcome(&ours->decisions[decision], id);
    return same != SIZE_MAX ? same : CHECK_FOREIGN;
}

/* The sibling seen from our pack; @pair receives what it needs, and must live as long. */
static struct check_sibling see_sibling(struct pair *pair)
{
    struct check_sibling sibling = {.outcome = their_outcome, .context = pair};
    const struct pack *ours = pair->ours->pack;
    for (size_t i = 0; i < ours->decision_count; i++) {
        pair->decision[i] = pack_decision(pair->theirs->pack, ours->decisions[i].id);
        sibling.decisions |= pair->decision[i] != SIZE_MAX ? fact_bit(i) : 0;
    }
    return sibling;
}

/* ---- Findings -------------------------------------------------------------------------------- */

/* The list as strangers see it, and the one that owns the names of rows. */
struct kept_findings {
    struct amiquiz_findings shown; /* first: amiquiz_findings_free() is given its address */
    struct findings findings;
    struct amiquiz_finding items[];
};

static struct amiquiz_finding public_finding(const struct finding *f, struct place_walk *walk)
{
    place_walk_to(walk, &f->place);
    return (struct amiquiz_finding){.id = finding_name(f->kind),
                                    .problem = finding_is_problem(f->kind),
                                    .decision = f->decision,
                                    .rule = f->rule,
                                    .rules = f->rules,
                                    .rule_count = f->rule_count,
                                    .more = f->more,
                                    .outcome = f->outcome,
                                    .misconception = f->misconception,
                                    .other = f->other,
                                    .fact = f->fact,
                                    .cases = f->cases,
                                    .has_witness = f->has_witness,
                                    .witness = f->witness,
                                    .line = walk->line,
                                    .column = walk->column};
}

/* Takes the list, which is empty afterwards; NULL when memory ran out. */
static struct amiquiz_findings *keep_findings(struct findings *findings)
{
    struct kept_findings *kept = calloc(1, sizeof *kept + findings->count * sizeof kept->items[0]);
    struct place_walk walk = {0};
    if (kept == NULL) {
        findings_fini(findings);
        return NULL;
    }
    for (size_t i = 0; i < findings->count; i++) {
        kept->items[i] = public_finding(&findings->items[i], &walk);
    }
    kept->shown = (struct amiquiz_findings){kept->items, findings->count, findings->problems};
    kept->findings = *findings;
    *findings = (struct findings){0};
    return &kept->shown;
}

struct amiquiz_findings *amiquiz_check(const struct amiquiz_pack *p,
                                       const struct amiquiz_pack *sibling)
{
    struct findings findings = {0};
    struct pair pair = {.ours = p, .theirs = sibling};
    struct check_sibling seen = {0};
    const bool with = sibling != NULL && diff_match_facts(p->pack, sibling->pack, pair.facts);
    if (with) {
        seen = see_sibling(&pair);
    }
    if (!check_pack(p->pack, with ? &seen : NULL, &findings)) {
        findings_fini(&findings);
        return NULL;
    }
    return keep_findings(&findings);
}

void amiquiz_findings_free(struct amiquiz_findings *findings)
{
    if (findings != NULL) {
        struct kept_findings *kept = (struct kept_findings *)findings;
        findings_fini(&kept->findings);
        free(kept);
    }
}

/* ---- Differences ----------------------------------------------------------------------------- */

struct kept_differences {
    struct amiquiz_differences shown; /* first: amiquiz_differences_free() is given its address */
    size_t differing[PACK_DECISIONS_MAX];
    struct amiquiz_difference items[];
};

static struct amiquiz_differences *keep_differences(const struct differences *found)
{
    struct kept_differences *kept = calloc(1, sizeof *kept + found->count * sizeof kept->items[0]);
    if (kept == NULL) {
        return NULL;
    }
    for (size_t i = 0; i < found->count; i++) {
        const struct difference *d = &found->items[i];
        kept->items[i] = (struct amiquiz_difference){.decision = d->decision,
                                                     .other = d->other,
                                                     .when = public_case(d->when),
                                                     .a = d->a,
                                                     .b = d->b,
                                                     .cases = d->cases,
                                                     .witness = d->witness};
    }
    memcpy(kept->differing, found->differing, sizeof kept->differing);
    kept->shown = (struct amiquiz_differences){.items = kept->items,
                                               .count = found->count,
                                               .cases = found->cases,
                                               .only_a = found->only_a,
                                               .only_b = found->only_b,
                                               .differing = kept->differing};
    return &kept->shown;
}

bool amiquiz_same_facts(const struct amiquiz_pack *a, const struct amiquiz_pack *b)
{
    size_t facts[PACK_FACTS_MAX];
    return diff_match_facts(a->pack, b->pack, facts);
}

struct amiquiz_differences *amiquiz_diff(const struct amiquiz_pack *a, const struct amiquiz_pack *b)
{
    size_t facts[PACK_FACTS_MAX];
    struct differences found = {0};
    struct amiquiz_differences *shown = NULL;
    if (diff_match_facts(a->pack, b->pack, facts) && diff_packs(a->pack, b->pack, facts, &found)) {
        shown = keep_differences(&found);
    }
    differences_fini(&found);
    return shown;
}

void amiquiz_differences_free(struct amiquiz_differences *differences)
{
    free(differences); /* the address of all that was kept */
}
