/* Loops within loops; see the header. */
#include "tests/unit/slow_engine.h"

#include <stdlib.h>
#include <string.h>

static bool bit(uint32_t word, size_t at)
{
    return (word >> at) % 2 == 1;
}

int slow_count(uint32_t bits)
{
    int count = 0;
    for (size_t i = 0; i < 32; i++) {
        count += bit(bits, i) ? 1 : 0;
    }
    return count;
}

bool slow_when(const struct pack *pack, struct partial when, uint32_t whole)
{
    for (size_t i = 0; i < pack->fact_count; i++) {
        if (bit(when.known, i) && bit(when.value, i) != bit(whole, i)) {
            return false;
        }
    }
    return true;
}

bool slow_possible(const struct pack *pack, uint32_t whole)
{
    for (size_t i = 0; i < pack->impossible_count; i++) {
        if (slow_when(pack, pack->impossibles[i].when, whole)) {
            return false;
        }
    }
    return true;
}

int slow_row(const struct pack *pack, size_t decision, uint32_t whole)
{
    const struct decision *d = &pack->decisions[decision];
    int found = SLOW_NONE;
    for (size_t i = 0; i < d->rule_count; i++) {
        if (!slow_when(pack, d->rules[i].when, whole)) {
            continue;
        }
        if (d->hit == HIT_FIRST) {
            return (int)i;
        }
        if (found != SLOW_NONE && d->rules[found].then != d->rules[i].then) {
            return SLOW_NONE;
        }
        if (found == SLOW_NONE) {
            found = (int)i;
        }
    }
    return found;
}

/* What they assume, put into the case as they see it. */
static uint32_t assume(const struct pack *pack, const struct misconception *m, uint32_t whole)
{
    uint32_t seen = 0;
    for (size_t i = 0; i < pack->fact_count; i++) {
        const bool value = bit(m->assume.known, i) ? bit(m->assume.value, i) : bit(whole, i);
        seen |= value ? (uint32_t)1 << i : 0;
    }
    return seen;
}

static int slow_beliefs(const struct pack *pack, const size_t held[], size_t count, uint32_t whole)
{
    uint32_t seen = whole;
    for (size_t b = 0; b < count; b++) {
        const struct misconception *m = &pack->misconceptions[held[b]];
        for (size_t i = 0; i < m->rule_count; i++) {
            if (slow_when(pack, m->rules[i].when, whole)) {
                return (int)m->rules[i].then;
            }
        }
        seen = assume(pack, m, seen);
    }
    const size_t decision = pack->misconceptions[held[0]].decision;
    const int row = slow_row(pack, decision, seen);
    return row == SLOW_NONE ? SLOW_NONE : (int)pack->decisions[decision].rules[row].then;
}

int slow_belief(const struct pack *pack, size_t misconception, uint32_t whole)
{
    return slow_beliefs(pack, &misconception, 1, whole);
}

int slow_pair(const struct pack *pack, size_t first, size_t second, uint32_t whole)
{
    const size_t both[] = {first, second};
    return slow_beliefs(pack, both, 2, whole);
}

static struct slow new_slow(const struct pack *pack)
{
    struct slow slow = {.facts = pack->fact_count, .cases = (size_t)1 << pack->fact_count};
    slow.possible = calloc(slow.cases, sizeof *slow.possible);
    slow.row = calloc(slow.cases, sizeof *slow.row);
    slow.outcome = calloc(slow.cases, sizeof *slow.outcome);
    slow.list = calloc(slow.cases, sizeof *slow.list);
    if (slow.possible == NULL || slow.row == NULL || slow.outcome == NULL || slow.list == NULL) {
        abort();
    }
    for (uint32_t c = 0; c < slow.cases; c++) {
        slow.possible[c] = slow_possible(pack, c);
        if (slow.possible[c]) {
            slow.list[slow.count++] = c;
        }
    }
    return slow;
}

struct slow slow_of_decision(const struct pack *pack, size_t decision)
{
    struct slow slow = new_slow(pack);
    for (uint32_t c = 0; c < slow.cases; c++) {
        slow.row[c] = slow_row(pack, decision, c);
        slow.outcome[c] = slow.row[c] == SLOW_NONE
                              ? SLOW_NONE
                              : (int)pack->decisions[decision].rules[slow.row[c]].then;
    }
    return slow;
}

struct slow slow_of_misconception(const struct pack *pack, size_t misconception)
{
    struct slow slow = new_slow(pack);
    for (uint32_t c = 0; c < slow.cases; c++) {
        slow.row[c] = SLOW_NONE;
        slow.outcome[c] = slow_belief(pack, misconception, c);
    }
    return slow;
}

void slow_free(struct slow *slow)
{
    free(slow->possible);
    free(slow->row);
    free(slow->outcome);
    free(slow->list);
    memset(slow, 0, sizeof *slow);
}

static bool fits(const struct slow *slow, struct partial facts, uint32_t whole)
{
    for (size_t i = 0; i < slow->facts; i++) {
        if (bit(facts.known, i) && bit(facts.value, i) != bit(whole, i)) {
            return false;
        }
    }
    return true;
}

bool slow_close(const struct slow *slow, struct partial facts, struct partial *closed)
{
    bool any = false;
    *closed = (struct partial){0, 0};
    for (size_t f = 0; f < slow->facts; f++) {
        bool yes = false, no = false;
        for (size_t i = 0; i < slow->count; i++) {
            if (fits(slow, facts, slow->list[i])) {
                any = true;
                yes = yes || bit(slow->list[i], f);
                no = no || !bit(slow->list[i], f);
            }
        }
        if (yes != no) {
            closed->known |= (uint32_t)1 << f;
            closed->value |= yes ? (uint32_t)1 << f : 0;
        }
    }
    return any;
}

uint64_t slow_open(const struct slow *slow, struct partial facts, bool rows[], size_t row_count,
                   bool *undecided)
{
    uint64_t open = 0;
    *undecided = false;
    for (size_t i = 0; i < row_count; i++) {
        rows[i] = false;
    }
    for (size_t i = 0; i < slow->count; i++) {
        const uint32_t c = slow->list[i];
        if (!fits(slow, facts, c)) {
            continue;
        }
        if (slow->outcome[c] == SLOW_NONE) {
            *undecided = true;
        } else {
            open |= (uint64_t)1 << slow->outcome[c];
            rows[slow->row[c]] = true;
        }
    }
    return open;
}

/* Among the completions that differ from `from` in the fact, the nearest: has one another outcome? */
static bool fact_matters_at(const struct slow *slow, const uint32_t cases[], size_t count,
                            uint32_t from, size_t fact)
{
    int nearest = 99;
    bool matters = false;
    for (size_t i = 0; i < count; i++) {
        const uint32_t there = cases[i];
        const int distance = slow_count(there ^ from);
        if (bit(there, fact) == bit(from, fact) || distance > nearest) {
            continue;
        }
        matters = distance == nearest && matters;
        matters = matters || slow->outcome[there] != slow->outcome[from];
        nearest = distance;
    }
    return matters;
}

uint32_t slow_needs(const struct slow *slow, struct partial facts)
{
    uint32_t needs = 0;
    size_t count = 0;
    uint32_t *cases = calloc(slow->count + 1, sizeof *cases);
    for (size_t i = 0; cases != NULL && i < slow->count; i++) {
        if (fits(slow, facts, slow->list[i])) {
            cases[count++] = slow->list[i];
        }
    }
    for (size_t f = 0; f < slow->facts; f++) {
        for (size_t i = 0; i < count; i++) {
            if (fact_matters_at(slow, cases, count, cases[i], f)) {
                needs |= (uint32_t)1 << f;
                break;
            }
        }
    }
    free(cases);
    return needs;
}

size_t slow_changes(const struct slow *slow, uint32_t whole, int outcome, uint32_t may_change,
                    uint32_t sets[])
{
    /* By size: as soon as some sets of a size lead there, these are all the smallest. */
    for (int size = 0; size <= (int)slow->facts; size++) {
        size_t found = 0;
        for (uint32_t set = 0; set < slow->cases; set++) {
            const bool allowed = (set & ~may_change) == 0 && slow_count(set) == size;
            if (allowed && slow->possible[whole ^ set] && slow->outcome[whole ^ set] == outcome) {
                sets[found++] = set;
            }
        }
        if (found > 0) {
            return found;
        }
    }
    return 0;
}

struct slow_plan slow_advise(const struct slow *slow, struct partial facts)
{
    struct slow_plan best = {0, 0, 0};
    int outcome = SLOW_NONE;
    bool settled = true, chosen = false;
    for (size_t i = 0; i < slow->count; i++) {
        const uint32_t c = slow->list[i];
        if (fits(slow, facts, c)) {
            settled = settled && (best.cases == 0 || slow->outcome[c] == outcome);
            outcome = slow->outcome[c];
            best.cases++;
        }
    }
    for (size_t f = 0; !settled && f < slow->facts; f++) {
        if (bit(facts.known, f)) {
            continue;
        }
        const uint32_t mask = (uint32_t)1 << f;
        const struct slow_plan no =
            slow_advise(slow, (struct partial){facts.known | mask, facts.value});
        const struct slow_plan yes =
            slow_advise(slow, (struct partial){facts.known | mask, facts.value | mask});
        const size_t total = best.cases + no.total + yes.total;
        const size_t worst = 1 + (no.worst > yes.worst ? no.worst : yes.worst);
        if (!chosen || total < best.total || (total == best.total && worst < best.worst)) {
            best.total = total;
            best.worst = worst;
            chosen = true;
        }
    }
    return best;
}
