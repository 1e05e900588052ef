/*
 * The cases possible in both packs are listed once.  For each decision those that differ are sorted by
 * their two outcomes, and each such set is described in patterns; what is not possible in both does not
 * matter to them.
 */
#include "engine/diff.h"

#include <stdlib.h>
#include <string.h>

#include "engine/patterns.h"

void differences_fini(struct differences *differences)
{
    for (size_t i = 0; i < PACK_DECISIONS_MAX; i++) {
        free(differences->a_rows[i]);
        free(differences->b_rows[i]);
    }
    free(differences->items);
    *differences = (struct differences){0};
}

bool diff_match_facts(const struct pack *a, const struct pack *b, size_t facts[PACK_FACTS_MAX])
{
    for (size_t i = 0; i < a->fact_count; i++) {
        facts[i] = pack_fact(b, a->facts[i].id);
        if (facts[i] == SIZE_MAX) {
            return false;
        }
    }
    return a->fact_count == b->fact_count;
}

uint32_t diff_map_case(const size_t facts[], size_t count, uint32_t whole)
{
    uint32_t mapped = 0;
    for (size_t i = 0; i < count; i++) {
        mapped |= (whole & fact_bit(i)) != 0 ? fact_bit(facts[i]) : 0;
    }
    return mapped;
}

#define SIDES ((size_t)PACK_OUTCOMES_MAX + 1) /* an outcome, or none (the last) */
#define PAIRS (SIDES * SIDES)                 /* also: the outcomes are the same */

/** Two packs, and one pair of decisions being compared. */
struct comparison {
    const struct pack *a, *b;
    size_t count;           /* of cases possible in both */
    uint32_t *here, *there; /* owned; these cases in a's and in b's order of facts */
    uint32_t *sorted;       /* owned; those that differ (as in `here`), by pair of outcomes */
    size_t *starts;         /* owned; where each pair begins in `sorted`; PAIRS + 2 entries */
    struct case_set must, may, both; /* owned */
    size_t decision, other;
    struct table *left, *right; /* owned */
    size_t same
        [PACK_OUTCOMES_MAX]; /* number of each of the right outcomes on the left side, or none */
    struct differences *out;
};

/* ---- Cases possible in both --------------------------------------------------------------------- */

static bool comparison_init(struct comparison *c)
{
    const size_t facts = c->a->fact_count;
    const size_t room = case_set_count(&c->a->possible) + 1;
    c->here = calloc(room, sizeof *c->here);
    c->there = calloc(room, sizeof *c->there);
    c->sorted = calloc(room, sizeof *c->sorted);
    c->starts = calloc(PAIRS + 2, sizeof *c->starts);
    return c->here != NULL && c->there != NULL && c->sorted != NULL && c->starts != NULL &&
           case_set_init(&c->must, facts) && case_set_init(&c->may, facts) &&
           case_set_init(&c->both, facts);
}

static void comparison_fini(struct comparison *c)
{
    free(c->here);
    free(c->there);
    free(c->sorted);
    free(c->starts);
    case_set_fini(&c->must);
    case_set_fini(&c->may);
    case_set_fini(&c->both);
}

static void find_possible_in_both(struct comparison *c, const size_t facts[])
{
    struct case_walk walk = case_walk_begin(&c->a->possible, (struct partial){0, 0});
    for (uint32_t whole; case_walk_next(&walk, &whole);) {
        const uint32_t mapped = diff_map_case(facts, c->a->fact_count, whole);
        if (case_set_has(&c->b->possible, mapped)) {
            case_set_add(&c->both, whole);
            c->here[c->count] = whole;
            c->there[c->count++] = mapped;
        }
    }
    c->out->cases = c->count;
    c->out->only_a = case_set_count(&c->a->possible) - c->count;
    c->out->only_b = case_set_count(&c->b->possible) - c->count;
}

/* ---- One decision ------------------------------------------------------------------------------- */

/* Outcomes are the same when their ids are: the lists may be others. */
static void match_outcomes(struct comparison *c)
{
    const struct decision *right = &c->b->decisions[c->other];
    for (size_t i = 0; i < right->outcome_count; i++) {
        c->same[i] = decision_outcome(&c->a->decisions[c->decision], right->outcomes[i].id);
    }
}

/* The pair of outcomes of the case at a place of the list; PAIRS when they are the same. */
static size_t pair_at(const struct comparison *c, size_t at)
{
    const uint8_t a = table_outcome(c->left, c->here[at]);
    const uint8_t b = table_outcome(c->right, c->there[at]);
    if (b == TABLE_NO_OUTCOME ? a == TABLE_NO_OUTCOME : c->same[b] == a) {
        return PAIRS;
    }
    return (a == TABLE_NO_OUTCOME ? SIDES - 1 : a) * SIDES +
           (b == TABLE_NO_OUTCOME ? SIDES - 1 : b);
}

/* The outcome that one half of a pair stands for. */
static size_t outcome_of(size_t half)
{
    return half == SIDES - 1 ? SIZE_MAX : half;
}

static void note_rows(struct comparison *c, size_t at)
{
    const uint16_t a = table_row(c->left, c->here[at]), b = table_row(c->right, c->there[at]);
    if (a < TABLE_CLASH) {
        c->out->a_rows[c->decision][a] = true;
    }
    if (b < TABLE_CLASH) {
        c->out->b_rows[c->decision][b] = true;
    }
}

/* A counting sort: starts[p] and starts[p + 1] are then the ends of pair p in `sorted`. */
static void sort_by_pair(struct comparison *c)
{
    memset(c->starts, 0, (PAIRS + 2) * sizeof *c->starts);
    for (size_t i = 0; i < c->count; i++) {
        const size_t pair = pair_at(c, i);
        if (pair != PAIRS) {
            c->starts[pair + 2]++;
            c->out->differing[c->decision]++;
            note_rows(c, i);
        }
    }
    for (size_t p = 2; p < PAIRS + 2; p++) {
        c->starts[p] += c->starts[p - 1];
    }
    for (size_t i = 0; i < c->count; i++) {
        const size_t pair = pair_at(c, i);
        if (pair != PAIRS) {
            c->sorted[c->starts[pair + 1]++] = c->here[i];
        }
    }
}

static bool add_difference(struct comparison *c, struct partial when, size_t pair)
{
    struct differences *out = c->out;
    if (out->count == out->capacity) {
        const size_t capacity = out->capacity == 0 ? 32 : out->capacity * 2;
        struct difference *grown = realloc(out->items, capacity * sizeof *grown);
        if (grown == NULL) {
            return false;
        }
        out->items = grown;
        out->capacity = capacity;
    }
    struct difference difference = {.decision = c->decision,
                                    .other = c->other,
                                    .when = when,
                                    .a = outcome_of(pair / SIDES),
                                    .b = outcome_of(pair % SIDES)};
    struct case_walk walk = case_walk_begin(&c->must, when);
    for (uint32_t whole; case_walk_next(&walk, &whole);) {
        if (difference.cases == 0 || bits_count(whole) < bits_count(difference.witness)) {
            difference.witness = whole;
        }
        difference.cases++;
    }
    out->items[out->count++] = difference;
    return true;
}

/* Describe all cases with one pair of outcomes. */
static bool describe_pair(struct comparison *c, size_t pair)
{
    struct patterns patterns = {0};
    case_set_fill(&c->may);
    for (size_t i = 0; i < c->may.words; i++) {
        c->may.bits[i] &= ~c->both.bits[i];
        c->must.bits[i] = 0;
    }
    for (size_t i = c->starts[pair]; i < c->starts[pair + 1]; i++) {
        case_set_add(&c->must, c->sorted[i]);
        case_set_add(&c->may, c->sorted[i]);
    }
    bool fine = patterns_describe(&c->must, &c->may, &patterns);
    for (size_t i = 0; fine && i < patterns.count; i++) {
        fine = add_difference(c, patterns.items[i], pair);
    }
    patterns_fini(&patterns);
    return fine;
}

static bool compare_decision(struct comparison *c)
{
    const size_t d = c->decision;
    c->left = table_of_decision(c->a, d);
    c->right = table_of_decision(c->b, c->other);
    c->out->a_rows[d] = calloc(c->a->decisions[d].rule_count + 1, sizeof(bool));
    c->out->b_rows[d] = calloc(c->b->decisions[c->other].rule_count + 1, sizeof(bool));
    bool fine = c->left != NULL && c->right != NULL && c->out->a_rows[d] != NULL &&
                c->out->b_rows[d] != NULL;
    if (fine) {
        match_outcomes(c);
        sort_by_pair(c);
    }
    for (size_t p = 0; fine && p < PAIRS; p++) {
        fine = c->starts[p] == c->starts[p + 1] || describe_pair(c, p);
    }
    table_free(c->left);
    table_free(c->right);
    return fine;
}

bool diff_packs(const struct pack *a, const struct pack *b, const size_t facts[],
                struct differences *differences)
{
    struct comparison c = {.a = a, .b = b, .out = differences};
    bool fine = comparison_init(&c);
    if (fine) {
        find_possible_in_both(&c, facts);
    }
    for (size_t d = 0; fine && d < a->decision_count; d++) {
        c.decision = d;
        c.other = pack_decision(b, a->decisions[d].id);
        fine = c.other == SIZE_MAX || compare_decision(&c);
    }
    comparison_fini(&c);
    return fine;
}
