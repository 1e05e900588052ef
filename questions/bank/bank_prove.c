/* The judges of questions/item/kind.h, posed about every option of every question. */
#include "questions/bank/bank_prove.h"

#include <stdlib.h>
#include <string.h>

#include "questions/item/subject.h"

/* ---- What is posed --------------------------------------------------------------------------- */

static bool claims(const struct item_option *option)
{
    return option->outcome != NULL || option->means != NULL;
}

static bool any_claims(const struct item *item)
{
    bool any = false;
    for (size_t i = 0; i < item->option_count; i++) {
        any = any || claims(&item->options[i]);
    }
    return any;
}

static bool refuse(struct proof_finding *finding, enum proof_kind kind, const char *name)
{
    finding->kind = kind;
    finding->name = name;
    return false;
}

/* The case of a question: every fact of the pack, and no other. */
static bool read_case(const struct pack *pack, const struct item *item, uint32_t *whole,
                      struct proof_finding *finding)
{
    uint32_t known = 0;
    *whole = 0;
    for (size_t i = 0; i < item->fact_count; i++) {
        const size_t fact = pack_fact(pack, item->facts[i].id);
        if (fact == SIZE_MAX) {
            return refuse(finding, PROOF_NO_FACT, item->facts[i].id);
        }
        known |= fact_bit(fact);
        *whole |= item->facts[i].value ? fact_bit(fact) : 0;
    }
    for (size_t i = 0; i < pack->fact_count; i++) {
        if ((known & fact_bit(i)) == 0) {
            return refuse(finding, PROOF_LACKS_FACT, pack->facts[i].id);
        }
    }
    return case_set_has(&pack->possible, *whole) || refuse(finding, PROOF_IMPOSSIBLE, NULL);
}

bool item_posed(const struct subject *subject, const struct item *item, struct posed *posed,
                struct proof_finding *finding, bool *provable)
{
    const char *kind = item->kind != NULL ? item->kind : item->decision;
    *posed = (struct posed){NULL, SIZE_MAX, 0};
    *provable =
        kind != NULL && any_claims(item) && (item->decision == NULL || item->fact_count > 0);
    if (!*provable) {
        return false;
    }
    posed->kind = kind_find(subject, kind, &posed->decision);
    if (posed->kind == NULL) {
        return refuse(finding, PROOF_NO_KIND, kind);
    }
    const size_t decision =
        item->decision != NULL ? pack_decision(subject->pack, item->decision) : posed->decision;
    const bool other = posed->decision != SIZE_MAX && decision != posed->decision;
    if (other || (item->decision != NULL && decision == SIZE_MAX)) {
        return refuse(finding, PROOF_NO_DECISION, item->decision);
    }
    posed->decision = decision;
    if (decision == SIZE_MAX) {
        return true;
    }
    if (item->fact_count == 0) {
        *provable = false;
        return false;
    }
    return read_case(subject->pack, item, &posed->whole, finding);
}

/* ---- The key --------------------------------------------------------------------------------- */

/*
 * Judge every option.  An option without a claim is a wrong one that somebody added; as a right one
 * it would have to claim something.
 */
static bool judge_options(const struct subject *subject, const struct item *item,
                          const struct posed *posed, struct proof_finding *finding)
{
    finding->right = 0;
    for (size_t i = 0; i < item->option_count; i++) {
        const struct item_option *o = &item->options[i];
        const struct claim claim = {posed->decision, item->goal, o->outcome, o->means};
        const enum judgement judgement = claims(o)
                                             ? posed->kind->judge(subject, &claim, posed->whole)
                                             : (o->correct ? JUDGED_NOTHING : JUDGED_WRONG);
        if (judgement == JUDGED_NOTHING) {
            finding->option = i;
            return refuse(finding, PROOF_NO_MEANING, claims(o) ? o->outcome : NULL);
        }
        finding->right |= judgement == JUDGED_RIGHT ? (uint32_t)1 << i : 0;
    }
    return true;
}

static bool same_key(const struct item *item, uint32_t right)
{
    bool same = true;
    for (size_t i = 0; i < item->option_count; i++) {
        same = same && item->options[i].correct == ((right >> i & 1) != 0);
    }
    return same;
}

/* ---- The bank -------------------------------------------------------------------------------- */

static bool add_finding(struct proof *proof, const struct proof_finding *finding)
{
    if (proof->count == proof->capacity) {
        const size_t capacity = proof->capacity == 0 ? 16 : 2 * proof->capacity;
        struct proof_finding *findings = realloc(proof->findings, capacity * sizeof *findings);
        if (findings == NULL) {
            return false;
        }
        proof->findings = findings;
        proof->capacity = capacity;
    }
    proof->findings[proof->count++] = *finding;
    proof->wrong += finding->kind == PROOF_KEY;
    return true;
}

static bool prove_item(const struct subject *subject, const struct item *item, size_t at,
                       struct proof *proof)
{
    struct proof_finding finding = {.item = at, .option = SIZE_MAX};
    struct posed posed;
    bool provable;
    const bool understood = item_posed(subject, item, &posed, &finding, &provable);
    if (!provable) {
        proof->unproved++;
        return true;
    }
    if (understood && judge_options(subject, item, &posed, &finding)) {
        if (same_key(item, finding.right)) {
            proof->proved++;
            return true;
        }
        finding.kind = PROOF_KEY;
    }
    return add_finding(proof, &finding);
}

bool bank_prove(const struct subject *subject, const struct bank *bank, struct proof *proof)
{
    *proof = (struct proof){0};
    if (bank->head.pack_sha256 != NULL) {
        char hex[SHA256_HEX_SIZE];
        subject_digest(subject, hex);
        proof->other_bytes = strcmp(hex, bank->head.pack_sha256) != 0;
    }
    bool fine = true;
    for (size_t i = 0; fine && i < bank->item_count; i++) {
        fine = prove_item(subject, &bank->items[i], i, proof);
    }
    return fine;
}

void proof_fini(struct proof *proof)
{
    free(proof->findings);
    *proof = (struct proof){0};
}
