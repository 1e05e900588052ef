/*
 * Misconceptions, held against the truth, the sibling and each other, over the cases of their decision
 * that can be asked.  256 tables of a million cases would take half a gigabyte, and all pairs of them
 * minutes; so each is compiled, looked over once, let go, and remembered by a number made from its
 * answers.  Where two numbers are equal the answers are compared.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/check_private.h"

#define FOREIGN ((uint8_t)(TABLE_NO_OUTCOME - 1)) /* an answer that is no outcome of ours */

/* What is remembered of a misconception. */
struct belief {
    size_t misconception;
    uint64_t answers; /* equal for those that answer alike */
    size_t like;      /* the first belief that answers alike, or this one itself */
};

struct beliefs {
    const struct pack *pack;
    size_t decision;
    struct findings *findings;
    struct table *truth;
    uint8_t *there;          /* owned; what the sibling answers to each case; NULL: no sibling */
    struct case_set askable; /* cases that can be asked */
    uint32_t read;           /* facts that the decision's rows or its misconceptions speak of */
    struct belief *items;    /* owned; those of the decision */
    size_t count;
    struct table *kept; /* table of a belief that others are compared with; NULL: none yet */
    size_t kept_belief;
};

static struct belief *find_beliefs(const struct pack *pack, size_t decision, size_t *count)
{
    struct belief *items = calloc(pack->misconception_count + 1, sizeof *items);
    *count = 0;
    for (size_t m = 0; items != NULL && m < pack->misconception_count; m++) {
        if (pack->misconceptions[m].decision == decision) {
            items[*count] = (struct belief){.misconception = m, .like = *count};
            (*count)++;
        }
    }
    return items;
}

static uint32_t facts_read(const struct beliefs *b)
{
    const struct decision *d = &b->pack->decisions[b->decision];
    uint32_t read = 0;
    for (size_t i = 0; i < d->rule_count; i++) {
        read |= d->rules[i].when.known;
    }
    for (size_t i = 0; i < b->count; i++) {
        read |= check_facts_of_misconception(&b->pack->misconceptions[b->items[i].misconception]);
    }
    return read;
}

static void find_askable(struct beliefs *b)
{
    const struct outcome *outcomes = b->pack->decisions[b->decision].outcomes;
    struct case_walk walk = case_walk_begin(&b->pack->possible, (struct partial){0, 0});
    for (uint32_t whole; case_walk_next(&walk, &whole);) {
        const uint8_t outcome = table_outcome(b->truth, whole);
        if (outcome != TABLE_NO_OUTCOME && outcomes[outcome].ask) {
            case_set_add(&b->askable, whole);
        }
    }
}

static void ask_sibling(struct beliefs *b, const struct check_sibling *sibling)
{
    struct case_walk walk = case_walk_begin(&b->askable, (struct partial){0, 0});
    for (uint32_t whole; case_walk_next(&walk, &whole);) {
        const size_t outcome = sibling->outcome(sibling->context, b->decision, whole);
        b->there[whole] = outcome == CHECK_NOTHING   ? TABLE_NO_OUTCOME
                          : outcome == CHECK_FOREIGN ? FOREIGN
                                                     : (uint8_t)outcome;
    }
}

static bool init(struct beliefs *b, const struct check_sibling *sibling)
{
    const bool related = sibling != NULL && (sibling->decisions >> b->decision & 1) != 0;
    b->truth = table_of_decision(b->pack, b->decision);
    b->there = related ? malloc(((size_t)1 << b->pack->fact_count) * sizeof *b->there) : NULL;
    if (b->truth == NULL || (related && b->there == NULL) ||
        !case_set_init(&b->askable, b->pack->fact_count)) {
        return false;
    }
    b->read = facts_read(b);
    find_askable(b);
    if (related) {
        ask_sibling(b, sibling);
    }
    return true;
}

static void fini(struct beliefs *b)
{
    table_free(b->truth);
    table_free(b->kept);
    free(b->there);
    free(b->items);
    case_set_fini(&b->askable);
}

static struct finding *add(struct beliefs *b, enum finding_kind kind, size_t misconception)
{
    struct finding *finding =
        check_add(b->findings, kind, &b->pack->misconceptions[misconception].place);
    if (finding != NULL) {
        finding->decision = b->decision;
        finding->misconception = misconception;
    }
    return finding;
}

/* ---- One by one ------------------------------------------------------------------------------ */

/* What a look over all answers of a misconception brings. */
struct view {
    uint64_t answers;
    struct finding shown; /* its cases and its witness: where the truth answers otherwise */
    uint32_t first;       /* the first of these cases */
    bool several;         /* some differ from it in facts that somebody reads */
    const uint8_t
        *there; /* what the sibling answers, as long as this is the same; NULL: it is not */
};

/* One word of cases that can be asked.  @return  those in which the truth answers otherwise. */
static uint64_t look_at_word(const struct beliefs *b, const struct table *table, size_t word,
                             struct view *view)
{
    uint64_t differ = 0;
    for (uint64_t cases = b->askable.bits[word]; cases != 0; cases &= cases - 1) {
        const uint32_t whole = (uint32_t)(word * 64) + (uint32_t)__builtin_ctzll(cases);
        const uint8_t answer = table_outcome(table, whole);
        view->answers = (view->answers ^ answer) * UINT64_C(0x9e3779b97f4a7c15);
        view->answers ^= view->answers >> 29;
        differ |= answer != table_outcome(b->truth, whole) ? cases & (~cases + 1) : 0;
        if (view->there != NULL && view->there[whole] != answer) {
            view->there = NULL;
        }
    }
    return differ;
}

static struct view look(const struct beliefs *b, const struct table *table)
{
    struct view view = {.there = b->there};
    for (size_t word = 0; word < b->askable.words; word++) {
        const uint64_t differ = look_at_word(b, table, word, &view);
        if (differ != 0 && !view.shown.has_witness) {
            view.first = (uint32_t)(word * 64) + (uint32_t)__builtin_ctzll(differ);
        }
        check_witness(&view.shown, word, differ);
        for (uint64_t cases = differ; cases != 0 && !view.several; cases &= cases - 1) {
            const uint32_t whole = (uint32_t)(word * 64) + (uint32_t)__builtin_ctzll(cases);
            view.several = ((whole ^ view.first) & b->read) != 0;
        }
    }
    return view;
}

/* A misconception must show, and better in more than one case. */
static void judge(struct beliefs *b, size_t m, const struct view *view)
{
    if (!view->several) {
        struct finding *finding =
            add(b, view->shown.has_witness ? FINDING_ONE_CASE : FINDING_SAME_AS_KEY, m);
        if (finding != NULL) {
            finding->has_witness = view->shown.has_witness;
            finding->witness = view->shown.witness;
            finding->cases = view->shown.cases;
        }
    }
    if (view->there != NULL) {
        struct finding *finding = add(b, FINDING_TWINS, m);
        if (finding != NULL) {
            finding->sibling_twin = true;
        }
    }
}

/* ---- Pairs ----------------------------------------------------------------------------------- */

static struct table *compile(const struct beliefs *b, size_t belief)
{
    return table_of_misconception(b->pack, b->items[belief].misconception, b->truth);
}

static bool answers_alike(const struct beliefs *b, const struct table *one, const struct table *two)
{
    struct case_walk walk = case_walk_begin(&b->askable, (struct partial){0, 0});
    for (uint32_t whole; case_walk_next(&walk, &whole);) {
        if (table_outcome(one, whole) != table_outcome(two, whole)) {
            return false;
        }
    }
    return true;
}

/* Find the first belief that answers as this one does. */
static void find_like(struct beliefs *b, size_t belief, const struct table *table)
{
    struct belief *items = b->items;
    for (size_t i = 0; i < belief && items[belief].like == belief; i++) {
        if (items[i].like != i || items[i].answers != items[belief].answers) {
            continue;
        }
        if (b->kept == NULL || b->kept_belief != i) {
            table_free(b->kept);
            b->kept = compile(b, i);
            b->kept_belief = i;
        }
        if (b->kept == NULL) {
            b->findings->no_memory = true;
        } else if (answers_alike(b, table, b->kept)) {
            items[belief].like = i;
        }
    }
}

static void name_twins(struct beliefs *b, size_t belief)
{
    for (size_t i = 0; i < belief; i++) {
        struct finding *finding = b->items[i].like == b->items[belief].like
                                      ? add(b, FINDING_TWINS, b->items[belief].misconception)
                                      : NULL;
        if (finding != NULL) {
            finding->other = b->items[i].misconception;
        }
    }
}

void check_beliefs(const struct pack *pack, size_t decision, const struct check_sibling *sibling,
                   struct findings *findings)
{
    struct beliefs b = {.pack = pack, .decision = decision, .findings = findings};
    b.items = find_beliefs(pack, decision, &b.count);
    bool fine = b.items != NULL && (b.count == 0 || init(&b, sibling));
    for (size_t i = 0; fine && i < b.count; i++) {
        struct table *table = compile(&b, i);
        fine = table != NULL;
        if (fine) {
            const struct view view = look(&b, table);
            b.items[i].answers = view.answers;
            judge(&b, b.items[i].misconception, &view);
            find_like(&b, i, table);
            name_twins(&b, i);
        }
        table_free(table);
    }
    findings->no_memory |= !fine;
    fini(&b);
}
