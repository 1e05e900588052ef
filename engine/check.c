/* The list of findings, and those that concern a pack as a whole: its cases and its facts. */
#include "engine/check.h"

#include <stdlib.h>

#include "engine/check_private.h"

static const struct {
    const char *name;
    bool problem;
} kinds[] = {
    [FINDING_CONTRADICTION] = {"contradiction", true},
    [FINDING_GAP] = {"gap", true},
    [FINDING_CONFLICT] = {"conflict", true},
    [FINDING_DEAD] = {"dead", true},
    [FINDING_REDUNDANT] = {"redundant", true},
    [FINDING_UNREACHABLE_OUTCOME] = {"unreachable-outcome", true},
    [FINDING_UNUSED_FACT] = {"unused-fact", true},
    [FINDING_SAME_AS_KEY] = {"same-as-key", true},
    [FINDING_TWINS] = {"twins", true},
    [FINDING_ORDER_MATTERS] = {"order-matters", false},
    [FINDING_DECOY] = {"decoy", false},
    [FINDING_ONE_CASE] = {"one-case", false},
};

const char *finding_name(enum finding_kind kind)
{
    return kinds[kind].name;
}

bool finding_is_problem(enum finding_kind kind)
{
    return kinds[kind].problem;
}

void findings_fini(struct findings *findings)
{
    for (size_t i = 0; i < findings->count; i++) {
        free(findings->items[i].rules);
    }
    free(findings->items);
    *findings = (struct findings){0};
}

struct finding *check_add(struct findings *findings, enum finding_kind kind,
                          const struct place *place)
{
    if (findings->count == findings->capacity) {
        const size_t capacity = findings->capacity == 0 ? 32 : findings->capacity * 2;
        struct finding *grown = realloc(findings->items, capacity * sizeof *grown);
        if (grown == NULL) {
            findings->no_memory = true;
            return NULL;
        }
        findings->items = grown;
        findings->capacity = capacity;
    }
    struct finding *finding = &findings->items[findings->count++];
    *finding = (struct finding){.kind = kind,
                                .decision = SIZE_MAX,
                                .rule = SIZE_MAX,
                                .outcome = SIZE_MAX,
                                .misconception = SIZE_MAX,
                                .other = SIZE_MAX,
                                .fact = SIZE_MAX,
                                .place = *place};
    findings->problems += kinds[kind].problem;
    return finding;
}

/*
 * Naming is the one part that grows with the square of the rows: ten thousand rows that all meet are
 * fifty million names, which nobody reads.  A table of a thousand rows is named in full.
 */
#define NAMES_ALL ((size_t)1 << 20) /* names of all findings together */
#define NAMES_OWN 8                 /* a finding has these in any case */
#define LOOKS_ALL ((size_t)1 << 26) /* words and cases looked at to find them */
#define LOOKS_OWN 4096

bool check_involve(struct findings *findings, struct finding *finding, size_t rule)
{
    const size_t count = finding->rule_count;
    if (findings->names >= NAMES_ALL && count >= NAMES_OWN) {
        finding->more = true;
        return false;
    }
    if ((count & (count - 1)) == 0) { /* a power of two, or none: full */
        size_t *grown = realloc(finding->rules, (count == 0 ? 1 : 2 * count) * sizeof *grown);
        if (grown == NULL) {
            findings->no_memory = true;
            return false;
        }
        finding->rules = grown;
    }
    finding->rules[finding->rule_count++] = rule;
    findings->names++;
    return true;
}

bool check_afford(struct findings *findings, struct finding *finding, size_t cost, size_t *own)
{
    size_t *used = findings->looks < LOOKS_ALL ? &findings->looks : own;
    if (used == own && *own >= LOOKS_OWN) {
        finding->more = true;
        return false;
    }
    *used += cost;
    return true;
}

void check_witness(struct finding *finding, size_t word, uint64_t cases)
{
    /* Entry n: the numbers 0 to 63 with n bits set. */
    static const uint64_t with_bits[7] = {
        UINT64_C(0x0000000000000001), UINT64_C(0x0000000100010116), UINT64_C(0x0001011601161668),
        UINT64_C(0x0116166816686880), UINT64_C(0x1668688068808000), UINT64_C(0x6880800080000000),
        UINT64_C(0x8000000000000000)};
    if (cases == 0) {
        return;
    }
    finding->cases += check_bits(cases);
    const size_t high = check_bits(word);
    if (finding->has_witness && check_bits(finding->witness) <= high) {
        return;
    }
    size_t low = 0;
    while ((cases & with_bits[low]) == 0) {
        low++;
    }
    if (!finding->has_witness || high + low < check_bits(finding->witness)) {
        finding->has_witness = true;
        finding->witness =
            (uint32_t)(word * 64) + (uint32_t)__builtin_ctzll(cases & with_bits[low]);
    }
}

/* ---- Facts ----------------------------------------------------------------------------------- */

static uint32_t facts_of_tables(const struct pack *pack)
{
    uint32_t used = 0;
    for (size_t i = 0; i < pack->impossible_count; i++) {
        used |= pack->impossibles[i].when.known;
    }
    for (size_t d = 0; d < pack->decision_count; d++) {
        const struct decision *decision = &pack->decisions[d];
        for (size_t i = 0; i < decision->rule_count; i++) {
            used |= decision->rules[i].when.known;
        }
        for (size_t o = 0; o < decision->outcome_count; o++) {
            for (size_t i = 0; i < decision->outcomes[o].steps_when_count; i++) {
                used |= decision->outcomes[o].steps_when[i].when.known;
            }
        }
    }
    return used;
}

uint32_t check_facts_of_misconception(const struct misconception *m)
{
    uint32_t used = m->assume.known;
    for (size_t i = 0; i < m->rule_count; i++) {
        used |= m->rules[i].when.known;
    }
    return used;
}

static void check_facts(const struct pack *pack, struct findings *findings)
{
    const uint32_t tables = facts_of_tables(pack);
    uint32_t believed = 0;
    for (size_t m = 0; m < pack->misconception_count; m++) {
        believed |= check_facts_of_misconception(&pack->misconceptions[m]);
    }
    for (size_t i = 0; i < pack->fact_count; i++) {
        if ((tables & fact_bit(i)) == 0) {
            struct finding *finding = check_add(
                findings, (believed & fact_bit(i)) != 0 ? FINDING_DECOY : FINDING_UNUSED_FACT,
                &pack->facts[i].place);
            if (finding != NULL) {
                finding->fact = i;
            }
        }
    }
}

/* ---- All of it ------------------------------------------------------------------------------- */

/* By kind; those of one kind stay in the order of the file. */
static int compare_findings(const void *a, const void *b)
{
    const struct finding *left = a, *right = b;
    if (left->kind != right->kind) {
        return left->kind < right->kind ? -1 : 1;
    }
    if (left->place.offset != right->place.offset) {
        return left->place.offset < right->place.offset ? -1 : 1;
    }
    return (left->other > right->other) - (left->other < right->other);
}

static void find_all(const struct pack *pack, const struct check_sibling *sibling,
                     struct findings *findings)
{
    for (size_t d = 0; d < pack->decision_count; d++) {
        check_rows(pack, d, findings);
        check_beliefs(pack, d, sibling, findings);
    }
    check_facts(pack, findings);
}

bool check_pack(const struct pack *pack, const struct check_sibling *sibling,
                struct findings *findings)
{
    if (case_set_count(&pack->possible) == 0) {
        /* Without impossible combinations every case is possible, so there is one. */
        (void)check_add(findings, FINDING_CONTRADICTION, &pack->impossibles[0].place);
    } else {
        find_all(pack, sibling, findings);
        if (findings->count > 1) { /* else there may be no array */
            qsort(findings->items, findings->count, sizeof *findings->items, compare_findings);
        }
    }
    return !findings->no_memory;
}
