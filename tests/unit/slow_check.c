/* Loops within loops; see the header. */
#include "tests/unit/slow_check.h"

#include <stdlib.h>

#include "tests/unit/slow_engine.h"

struct slow_list {
    struct slow_finding *items;
    size_t count;
};

static struct slow_finding *add(struct slow_list *list, enum finding_kind kind, size_t offset)
{
    list->items = realloc(list->items, (list->count + 1) * sizeof *list->items);
    if (list->items == NULL) {
        abort();
    }
    struct slow_finding *new = &list->items[list->count++];
    *new = (struct slow_finding){.is = {.kind = kind,
                                        .decision = SIZE_MAX,
                                        .rule = SIZE_MAX,
                                        .outcome = SIZE_MAX,
                                        .misconception = SIZE_MAX,
                                        .other = SIZE_MAX,
                                        .fact = SIZE_MAX},
                                 .offset = offset};
    return new;
}

static struct slow_finding *add_row(struct slow_list *list, enum finding_kind kind,
                                    const struct pack *pack, size_t d, size_t row)
{
    struct slow_finding *new = add(list, kind, pack->decisions[d].rules[row].place.offset);
    new->is.decision = d;
    new->is.rule = row;
    return new;
}

static void show(struct slow_finding *finding, uint32_t whole)
{
    finding->is.cases++;
    if (!finding->is.has_witness || slow_count(whole) < slow_count(finding->is.witness)) {
        finding->is.has_witness = true;
        finding->is.witness = whole;
    }
}

static uint32_t all_cases(const struct pack *pack)
{
    return (uint32_t)1 << pack->fact_count;
}

static bool row_matches(const struct pack *pack, size_t d, size_t row, uint32_t whole)
{
    return slow_when(pack, pack->decisions[d].rules[row].when, whole);
}

/* ---- Rows ------------------------------------------------------------------------------------ */

static void slow_gap(const struct pack *pack, size_t d, struct slow_list *list)
{
    struct slow_finding *gap = NULL;
    for (uint32_t c = 0; c < all_cases(pack); c++) {
        bool matched = !slow_possible(pack, c);
        for (size_t i = 0; i < pack->decisions[d].rule_count; i++) {
            matched = matched || row_matches(pack, d, i, c);
        }
        if (!matched) {
            gap = gap != NULL ? gap : add(list, FINDING_GAP, pack->decisions[d].place.offset);
            gap->is.decision = d;
            show(gap, c);
        }
    }
}

/* Pairs of rows with different outcomes that match one possible case. */
static bool slow_meetings(const struct pack *pack, size_t d, struct slow_list *list)
{
    const struct decision *decision = &pack->decisions[d];
    const bool unique = decision->hit == HIT_UNIQUE;
    bool any = false;
    for (size_t i = 0; i < decision->rule_count; i++) {
        struct slow_finding *finding = NULL;
        for (uint32_t c = 0; c < all_cases(pack); c++) {
            uint64_t met = 0;
            for (size_t j = 0; j < i; j++) {
                if (decision->rules[i].then != decision->rules[j].then && slow_possible(pack, c) &&
                    row_matches(pack, d, i, c) && row_matches(pack, d, j, c)) {
                    met |= (uint64_t)1 << j;
                }
            }
            if (met != 0) {
                finding = finding != NULL
                              ? finding
                              : add_row(list, unique ? FINDING_CONFLICT : FINDING_ORDER_MATTERS,
                                        pack, d, i);
                finding->rules |= met;
                show(finding, c);
            }
        }
        any = any || finding != NULL;
    }
    return any;
}

static bool slow_alive(const struct pack *pack, size_t d, size_t row)
{
    for (uint32_t c = 0; c < all_cases(pack); c++) {
        if (slow_possible(pack, c) &&
            (pack->decisions[d].hit == HIT_UNIQUE ? row_matches(pack, d, row, c)
                                                  : slow_row(pack, d, c) == (int)row)) {
            return true;
        }
    }
    return false;
}

static void slow_dead(const struct pack *pack, size_t d, size_t row, struct slow_list *list)
{
    struct slow_finding *dead = add_row(list, FINDING_DEAD, pack, d, row);
    for (uint32_t c = 0; c < all_cases(pack); c++) {
        if (slow_possible(pack, c) && row_matches(pack, d, row, c)) {
            dead->rules |= (uint64_t)1 << slow_row(pack, d, c);
        }
    }
}

/* The pack with one row taken out of a decision; free_without() frees it. */
static struct pack pack_without(const struct pack *pack, size_t d, size_t row)
{
    struct pack without = *pack;
    without.decisions = calloc(pack->decision_count, sizeof *without.decisions);
    struct rule *rules = calloc(pack->decisions[d].rule_count, sizeof *rules);
    if (without.decisions == NULL || rules == NULL) {
        abort();
    }
    for (size_t i = 0; i < pack->decision_count; i++) {
        without.decisions[i] = pack->decisions[i];
    }
    without.decisions[d].rules = rules;
    without.decisions[d].rule_count = 0;
    for (size_t i = 0; i < pack->decisions[d].rule_count; i++) {
        if (i != row) {
            rules[without.decisions[d].rule_count++] = pack->decisions[d].rules[i];
        }
    }
    return without;
}

static void free_without(struct pack *without, size_t d)
{
    free(without->decisions[d].rules);
    free(without->decisions);
}

static int outcome_of(const struct pack *pack, size_t d, int row)
{
    return row == SLOW_NONE ? SLOW_NONE : (int)pack->decisions[d].rules[row].then;
}

/* A row is taken away, and all outcomes are compared. */
static void slow_redundant(const struct pack *pack, size_t d, size_t row, struct slow_list *list)
{
    struct pack without = pack_without(pack, d, row);
    const bool unique = pack->decisions[d].hit == HIT_UNIQUE;
    uint64_t rules = 0;
    bool same = true;
    for (uint32_t c = 0; c < all_cases(pack); c++) {
        if (!slow_possible(pack, c)) {
            continue;
        }
        const int with = slow_row(pack, d, c), left = slow_row(&without, d, c);
        same = same && outcome_of(pack, d, with) == outcome_of(&without, d, left);
        if (left != SLOW_NONE && (unique ? row_matches(pack, d, row, c) : with == (int)row)) {
            rules |= (uint64_t)1 << (left >= (int)row ? left + 1 : left);
        }
    }
    free_without(&without, d);
    if (same) {
        add_row(list, FINDING_REDUNDANT, pack, d, row)->rules = rules;
    }
}

static void slow_decision(const struct pack *pack, size_t d, struct slow_list *list)
{
    const struct decision *decision = &pack->decisions[d];
    slow_gap(pack, d, list);
    const bool conflict = slow_meetings(pack, d, list) && decision->hit == HIT_UNIQUE;
    for (size_t i = 0; i < decision->rule_count; i++) {
        if (!slow_alive(pack, d, i)) {
            slow_dead(pack, d, i, list);
        } else if (!conflict) {
            slow_redundant(pack, d, i, list);
        }
    }
    for (size_t o = 0; o < decision->outcome_count; o++) {
        bool reached = false;
        for (size_t i = 0; i < decision->rule_count; i++) {
            reached = reached || (decision->rules[i].then == o && slow_alive(pack, d, i));
        }
        if (!reached) {
            struct slow_finding *finding =
                add(list, FINDING_UNREACHABLE_OUTCOME, decision->outcomes[o].place.offset);
            finding->is.decision = d;
            finding->is.outcome = o;
        }
    }
}

/* ---- Facts ----------------------------------------------------------------------------------- */

static bool names(struct partial when, size_t fact)
{
    return (when.known >> fact) % 2 == 1;
}

static bool used_by_misconceptions(const struct pack *pack, size_t decision, size_t fact)
{
    bool used = false;
    for (size_t m = 0; m < pack->misconception_count; m++) {
        const struct misconception *mis = &pack->misconceptions[m];
        if (decision != SIZE_MAX && mis->decision != decision) {
            continue;
        }
        used = used || names(mis->assume, fact);
        for (size_t i = 0; i < mis->rule_count; i++) {
            used = used || names(mis->rules[i].when, fact);
        }
    }
    return used;
}

static bool used_by_rows(const struct pack *pack, size_t d, size_t fact)
{
    bool used = false;
    for (size_t i = 0; i < pack->decisions[d].rule_count; i++) {
        used = used || names(pack->decisions[d].rules[i].when, fact);
    }
    return used;
}

static bool used_by_steps(const struct decision *decision, size_t fact)
{
    bool used = false;
    for (size_t o = 0; o < decision->outcome_count; o++) {
        for (size_t i = 0; i < decision->outcomes[o].steps_when_count; i++) {
            used = used || names(decision->outcomes[o].steps_when[i].when, fact);
        }
    }
    return used;
}

static void slow_facts(const struct pack *pack, struct slow_list *list)
{
    for (size_t f = 0; f < pack->fact_count; f++) {
        bool used = false;
        for (size_t i = 0; i < pack->impossible_count; i++) {
            used = used || names(pack->impossibles[i].when, f);
        }
        for (size_t d = 0; d < pack->decision_count; d++) {
            used = used || used_by_rows(pack, d, f) || used_by_steps(&pack->decisions[d], f);
        }
        if (!used) {
            const bool decoy = used_by_misconceptions(pack, SIZE_MAX, f);
            add(list, decoy ? FINDING_DECOY : FINDING_UNUSED_FACT, pack->facts[f].place.offset)
                ->is.fact = f;
        }
    }
}

/* ---- Misconceptions -------------------------------------------------------------------------- */

static bool slow_askable(const struct pack *pack, size_t d, uint32_t whole)
{
    const int truth = outcome_of(pack, d, slow_row(pack, d, whole));
    return slow_possible(pack, whole) && truth != SLOW_NONE &&
           pack->decisions[d].outcomes[truth].ask;
}

/* Can somebody who looks at the facts in use tell two cases apart? */
static bool told_apart(const struct pack *pack, size_t d, uint32_t one, uint32_t two)
{
    for (size_t f = 0; f < pack->fact_count; f++) {
        if ((one >> f) % 2 != (two >> f) % 2 &&
            (used_by_rows(pack, d, f) || used_by_misconceptions(pack, d, f))) {
            return true;
        }
    }
    return false;
}

static void slow_shown(const struct pack *pack, size_t m, struct slow_list *list)
{
    const struct misconception *mis = &pack->misconceptions[m];
    const size_t d = mis->decision;
    struct slow_finding shown = {0};
    uint32_t first = 0;
    bool several = false;
    for (uint32_t c = 0; c < all_cases(pack); c++) {
        if (slow_askable(pack, d, c) &&
            slow_belief(pack, m, c) != outcome_of(pack, d, slow_row(pack, d, c))) {
            first = shown.is.cases == 0 ? c : first;
            several = several || told_apart(pack, d, first, c);
            show(&shown, c);
        }
    }
    if (!several) {
        struct slow_finding *finding = add(
            list, shown.is.cases == 0 ? FINDING_SAME_AS_KEY : FINDING_ONE_CASE, mis->place.offset);
        finding->is.decision = d;
        finding->is.misconception = m;
        finding->is.cases = shown.is.cases;
        finding->is.has_witness = shown.is.has_witness;
        finding->is.witness = shown.is.witness;
    }
}

/* The answer there: of another misconception, or (SIZE_MAX) of the sibling. */
static size_t answer_of(const struct pack *pack, const struct check_sibling *sibling, size_t d,
                        size_t other, uint32_t whole)
{
    if (other == SIZE_MAX) {
        return sibling->outcome(sibling->context, d, whole);
    }
    const int answer = slow_belief(pack, other, whole);
    return answer == SLOW_NONE ? CHECK_NOTHING : (size_t)answer;
}

static void slow_twins(const struct pack *pack, const struct check_sibling *sibling, size_t m,
                       size_t other, struct slow_list *list)
{
    const size_t d = pack->misconceptions[m].decision;
    for (uint32_t c = 0; c < all_cases(pack); c++) {
        if (slow_askable(pack, d, c) &&
            answer_of(pack, sibling, d, m, c) != answer_of(pack, sibling, d, other, c)) {
            return;
        }
    }
    struct slow_finding *finding = add(list, FINDING_TWINS, pack->misconceptions[m].place.offset);
    finding->is.decision = d;
    finding->is.misconception = m;
    finding->is.other = other;
    finding->is.sibling_twin = other == SIZE_MAX;
}

static void slow_misconceptions(const struct pack *pack, const struct check_sibling *sibling,
                                struct slow_list *list)
{
    for (size_t m = 0; m < pack->misconception_count; m++) {
        const size_t d = pack->misconceptions[m].decision;
        slow_shown(pack, m, list);
        for (size_t other = 0; other < m; other++) {
            if (pack->misconceptions[other].decision == d) {
                slow_twins(pack, sibling, m, other, list);
            }
        }
        if (sibling != NULL && (sibling->decisions >> d) % 2 == 1) {
            slow_twins(pack, sibling, m, SIZE_MAX, list);
        }
    }
}

struct slow_finding *slow_check(const struct pack *pack, const struct check_sibling *sibling,
                                size_t *count)
{
    struct slow_list list = {0};
    bool any = false;
    for (uint32_t c = 0; c < all_cases(pack); c++) {
        any = any || slow_possible(pack, c);
    }
    if (any) {
        for (size_t d = 0; d < pack->decision_count; d++) {
            slow_decision(pack, d, &list);
        }
        slow_facts(pack, &list);
        slow_misconceptions(pack, sibling, &list);
    } else {
        (void)add(&list, FINDING_CONTRADICTION, pack->impossibles[0].place.offset);
    }
    *count = list.count;
    return list.items;
}
