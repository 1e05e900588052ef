/* Grants and withdrawals, tried one after the other; see the header. */
#include "questions/item/owner_acts.h"

uint32_t owner_facts(const struct pack *pack)
{
    uint32_t facts = 0;
    for (size_t i = 0; i < pack->fact_count; i++) {
        facts |= pack->facts[i].control == CONTROL_OWNER ? fact_bit(i) : 0;
    }
    return facts;
}

/* A search for the fewest facts that must go with an act. */
struct search {
    const struct pack *pack;
    bool value;       /* what the facts are set to */
    size_t fewest;    /* facts of the best so far; nothing larger is looked at */
    size_t equals;    /* sets of that size */
    uint32_t reached; /* the case that the last of them leads to */
};

/* The first combination that a case breaks; NULL: it is possible. */
static const struct impossible *broken_by(const struct pack *pack, uint32_t whole)
{
    if (case_set_has(&pack->possible, whole)) {
        return NULL;
    }
    const struct impossible *row = pack->impossibles;
    while (((whole ^ row->when.value) & row->when.known) != 0) {
        row++;
    }
    return row;
}

/*
 * A combination that is broken stays so until one of its own facts is set: only those are tried, each
 * set of them once, because a fact that was tried is closed to the tries after it.  So the work hangs on
 * how far an act reaches and not on how many facts the owner has.
 */
static void follow(struct search *s, uint32_t whole, uint32_t open, size_t count)
{
    const struct impossible *row = broken_by(s->pack, whole);
    if (row == NULL) {
        s->equals = count < s->fewest ? 1 : s->equals + 1;
        s->fewest = count;
        s->reached = whole;
        return;
    }
    uint32_t tries = open & row->when.known & (s->value ? ~row->when.value : row->when.value);
    while (tries != 0 && count < s->fewest) {
        const uint32_t fact = tries & (~tries + 1);
        tries &= ~fact;
        open &= ~fact;
        follow(s, whole ^ fact, open, count + 1);
    }
}

bool owner_act(const struct pack *pack, uint32_t whole, uint32_t facts, bool value, uint32_t *after)
{
    const uint32_t open = owner_facts(pack) & ~facts & (value ? ~whole : whole);
    struct search s = {.pack = pack, .value = value, .fewest = PACK_FACTS_MAX};
    follow(&s, value ? whole | facts : whole & ~facts, open, 0);
    if (s.equals > 0) {
        *after = s.reached;
    }
    return s.equals == 1;
}

/* Does granting these reach the outcome? */
static bool reaches(const struct pack *pack, const struct table *table, uint32_t whole,
                    size_t outcome)
{
    return case_set_has(&pack->possible, whole) && table_outcome(table, whole) == outcome;
}

bool owner_least_grant(const struct pack *pack, const struct table *table, uint32_t whole,
                       size_t outcome, uint32_t *set)
{
    const uint32_t open = owner_facts(pack) & ~whole;
    size_t ones = 0, twos = 0;
    uint32_t one = 0, two = 0;
    if (table_outcome(table, whole) == outcome) {
        return false;
    }
    for (uint32_t left = open; left != 0; left &= left - 1) {
        const uint32_t fact = left & (~left + 1);
        const bool enough = reaches(pack, table, whole | fact, outcome);
        ones += enough;
        one = enough ? fact : one;
        for (uint32_t rest = left & (left - 1); ones == 0 && rest != 0; rest &= rest - 1) {
            const uint32_t both = fact | (rest & (~rest + 1));
            const bool reached = reaches(pack, table, whole | both, outcome);
            twos += reached;
            two = reached ? both : two;
        }
    }
    *set = ones == 1 ? one : ones == 0 && twos == 1 ? two : *set;
    return ones == 1 || (ones == 0 && twos == 1);
}
