/* Everything is worked out once, here; later looks are array accesses. */
#include "questions/item/subject.h"

#include <stdlib.h>
#include <string.h>

static bool compile_tables(struct subject *subject)
{
    const struct pack *pack = subject->pack;
    /* One element more: calloc(0) may give NULL where nothing is wrong. */
    subject->truth = calloc(pack->decision_count + 1, sizeof(struct table *));
    subject->beliefs = calloc(pack->misconception_count + 1, sizeof(struct table *));
    if (subject->truth == NULL || subject->beliefs == NULL) {
        return false;
    }
    for (size_t i = 0; i < pack->decision_count; i++) {
        subject->truth[i] = table_of_decision(pack, i);
        if (subject->truth[i] == NULL) {
            return false;
        }
    }
    for (size_t i = 0; i < pack->misconception_count; i++) {
        const struct table *truth = subject->truth[pack->misconceptions[i].decision];
        subject->beliefs[i] = table_of_misconception(pack, i, truth);
        if (subject->beliefs[i] == NULL) {
            return false;
        }
    }
    return true;
}

/* Find each of our facts in the sibling; false when the two have not the same ones. */
static bool match_facts(struct subject *subject, const struct pack *sibling)
{
    if (sibling->fact_count != subject->pack->fact_count) {
        return false;
    }
    for (size_t i = 0; i < sibling->fact_count; i++) {
        subject->sibling_facts[i] = pack_fact(sibling, subject->pack->facts[i].id);
        if (subject->sibling_facts[i] == SIZE_MAX) {
            return false;
        }
    }
    return true;
}

/* Takes `sibling` in any case. */
static bool take_sibling(struct subject *subject, struct subject *sibling)
{
    subject->sibling = sibling;
    if (sibling == NULL) {
        return true;
    }
    subject->sibling_facts = calloc(subject->pack->fact_count + 1, sizeof(size_t));
    if (subject->sibling_facts == NULL) {
        return false;
    }
    if (!match_facts(subject, sibling->pack)) {
        subject_free(sibling);
        subject->sibling = NULL;
    }
    return true;
}

void subject_digest(const struct subject *subject, char hex[SHA256_HEX_SIZE])
{
    sha256_hex(subject->pack->text.bytes, subject->pack->text.length, hex);
}

struct subject *subject_new(struct pack *pack, struct subject *sibling)
{
    struct subject *subject = calloc(1, sizeof *subject);
    if (subject == NULL) {
        pack_free(pack);
        subject_free(sibling);
        return NULL;
    }
    subject->pack = pack;
    if (!take_sibling(subject, sibling) || !compile_tables(subject)) {
        subject_free(subject);
        return NULL;
    }
    return subject;
}

static void free_tables(struct table **tables, size_t count)
{
    for (size_t i = 0; tables != NULL && i < count; i++) {
        table_free(tables[i]);
    }
    free((void *)tables);
}

void subject_free(struct subject *subject)
{
    if (subject != NULL) {
        free_tables(subject->truth, subject->pack->decision_count);
        free_tables(subject->beliefs, subject->pack->misconception_count);
        free(subject->sibling_facts);
        subject_free(subject->sibling);
        pack_free(subject->pack);
        free(subject);
    }
}

uint32_t subject_sibling_case(const struct subject *subject, uint32_t whole)
{
    uint32_t there = 0;
    for (size_t i = 0; i < subject->pack->fact_count; i++) {
        if ((whole & fact_bit(i)) != 0) {
            there |= fact_bit(subject->sibling_facts[i]);
        }
    }
    return there;
}

struct partial subject_sibling_facts(const struct subject *subject, struct partial facts)
{
    return (struct partial){subject_sibling_case(subject, facts.known),
                            subject_sibling_case(subject, facts.value)};
}

size_t subject_sibling_decision(const struct subject *subject, size_t decision)
{
    if (subject->sibling == NULL) {
        return SIZE_MAX;
    }
    return pack_decision(subject->sibling->pack, subject->pack->decisions[decision].id);
}

const struct rule *subject_sibling_rule(const struct subject *subject, size_t decision,
                                        uint32_t whole)
{
    const size_t there = subject_sibling_decision(subject, decision);
    if (there == SIZE_MAX) {
        return NULL;
    }
    const struct subject *sibling = subject->sibling;
    const uint32_t the_case = subject_sibling_case(subject, whole);
    const uint16_t row = table_row(sibling->truth[there], the_case);
    if (row >= TABLE_CLASH || !case_set_has(&sibling->pack->possible, the_case)) {
        return NULL;
    }
    return &sibling->pack->decisions[there].rules[row];
}

const struct outcome *subject_sibling_answer(const struct subject *subject, size_t decision,
                                             uint32_t whole)
{
    const struct rule *rule = subject_sibling_rule(subject, decision, whole);
    if (rule == NULL) {
        return NULL;
    }
    const size_t there = subject_sibling_decision(subject, decision);
    return &subject->sibling->pack->decisions[there].outcomes[rule->then];
}

size_t subject_sibling_outcome(const struct subject *subject, size_t decision, uint32_t whole)
{
    const struct outcome *answer = subject_sibling_answer(subject, decision, whole);
    return answer != NULL ? decision_outcome(&subject->pack->decisions[decision], answer->id)
                          : SIZE_MAX;
}

bool subject_askable(const struct subject *subject, size_t decision, uint32_t whole)
{
    const uint8_t outcome = table_outcome(subject->truth[decision], whole);
    return outcome != TABLE_NO_OUTCOME && case_set_has(&subject->pack->possible, whole) &&
           subject->pack->decisions[decision].outcomes[outcome].ask;
}
