/* What a pack offers once it is read: look-ups, its possible cases, why facts cannot hold together. */
#include "engine/pack.h"

#include <stdlib.h>
#include <string.h>

#include "engine/pack_fields.h"

void pack_free(struct pack *pack)
{
    if (pack != NULL) {
        case_set_fini(&pack->possible);
        arena_fini(&pack->memory->arena);
        free(pack->memory);
        free(pack);
    }
}

size_t pack_fact(const struct pack *pack, const char *id)
{
    for (size_t i = 0; i < pack->fact_count; i++) {
        if (strcmp(pack->facts[i].id, id) == 0) {
            return i;
        }
    }
    return SIZE_MAX;
}

size_t pack_decision(const struct pack *pack, const char *id)
{
    for (size_t i = 0; i < pack->decision_count; i++) {
        if (strcmp(pack->decisions[i].id, id) == 0) {
            return i;
        }
    }
    return SIZE_MAX;
}

const struct source *pack_source(const struct pack *pack, const char *id)
{
    for (size_t i = 0; i < pack->source_count; i++) {
        if (strcmp(pack->sources[i].id, id) == 0) {
            return &pack->sources[i];
        }
    }
    return NULL;
}

size_t decision_outcome(const struct decision *decision, const char *id)
{
    for (size_t i = 0; i < decision->outcome_count; i++) {
        if (strcmp(decision->outcomes[i].id, id) == 0) {
            return i;
        }
    }
    return SIZE_MAX;
}

const char *fact_clause(const struct fact *fact, bool value)
{
    return value ? fact->yes.items[0] : fact->no.items[0];
}

const char *rule_not_because(const struct rule *rule, size_t outcome)
{
    for (size_t i = 0; i < rule->not_count; i++) {
        if (rule->not_outcomes[i].outcome == outcome) {
            return rule->not_outcomes[i].because;
        }
    }
    return NULL;
}

size_t pack_rule_count(const struct pack *pack)
{
    size_t count = 0;
    for (size_t i = 0; i < pack->decision_count; i++) {
        count += pack->decisions[i].rule_count;
    }
    return count;
}

const struct texts *outcome_steps(const struct outcome *outcome, uint32_t whole)
{
    for (size_t i = 0; i < outcome->steps_when_count; i++) {
        if (partial_matches(outcome->steps_when[i].when, whole)) {
            return &outcome->steps_when[i].steps;
        }
    }
    return &outcome->steps;
}

const char *certainty_name(enum certainty certainty)
{
    static const char *const names[] = {"documented", "maintainer", "field", "lecture", "inferred"};
    return names[certainty];
}

/*
 * Leave out the combinations that add nothing to the cases forbidden by those before them.
 * @seen    an empty set
 * @return  how many are left
 */
static size_t drop_followers(const struct pack *pack, struct partial facts, size_t which[],
                             size_t count, struct case_set *seen)
{
    size_t left = 0;
    for (size_t i = 0; i < count; i++) {
        const struct partial when = pack->impossibles[which[i]].when;
        const struct partial both = {facts.known | when.known, facts.value | when.value};
        struct word_walk walk = word_walk_begin(pack->fact_count, both);
        bool fresh = false;
        for (size_t word; word_walk_next(&walk, &word);) {
            fresh = fresh || (walk.mask & ~seen->bits[word]) != 0;
            seen->bits[word] |= walk.mask;
        }
        if (fresh) {
            which[left++] = which[i];
        }
    }
    return left;
}

/* One combination more, or one less, forbids each of these cases; is one of them down to none? */
static bool change_count(uint16_t times[], size_t facts, struct partial p, bool add)
{
    const uint32_t free_bits = facts_mask(facts) & ~p.known;
    uint32_t varying = 0;
    bool none = false;
    do {
        uint16_t *n = &times[p.value | varying];
        *n = (uint16_t)(add ? *n + 1 : *n - 1);
        none = none || *n == 0;
        varying = (varying - free_bits) & free_bits;
    } while (varying != 0);
    return none;
}

/* Leave out, from the last to the first, whatever the others do without.  @times  2^facts zeros. */
static size_t drop_needless(const struct pack *pack, struct partial facts, size_t which[],
                            size_t count, uint16_t times[])
{
    for (size_t pass = 0; pass < 2; pass++) {
        for (size_t i = count; i-- > 0;) {
            const struct partial when = pack->impossibles[which[i]].when;
            const struct partial both = {facts.known | when.known, facts.value | when.value};
            if (pass == 0) {
                (void)change_count(times, pack->fact_count, both, true);
            } else if (change_count(times, pack->fact_count, both, false)) {
                (void)change_count(times, pack->fact_count, both, true); /* it is needed */
            } else {
                memmove(which + i, which + i + 1, (count - i - 1) * sizeof *which);
                count--;
            }
        }
    }
    return count;
}

size_t pack_impossible(const struct pack *pack, struct partial facts, size_t which[])
{
    struct partial closed;
    if (partial_close(&pack->possible, facts, &closed)) {
        return 0;
    }
    size_t count = 0;
    for (size_t i = 0; i < pack->impossible_count; i++) {
        const struct partial when = pack->impossibles[i].when;
        if ((when.known & ~facts.known) == 0 && partial_compatible(when, facts)) {
            which[0] = i; /* this one alone forbids what is known */
            return 1;
        }
        if (partial_compatible(when, facts)) {
            which[count++] = i;
        }
    }
    struct case_set seen = {0};
    uint16_t *times = calloc((size_t)1 << pack->fact_count, sizeof *times);
    if (times != NULL && case_set_init(&seen, pack->fact_count)) {
        count = drop_followers(pack, facts, which, count, &seen);
        count = drop_needless(pack, facts, which, count, times);
    } /* without memory the answer is longer than it need be, and still true */
    case_set_fini(&seen);
    free(times);
    return count;
}
