/* One function a kind, each from the definition in data/README.md; see the header. */
#include "tests/unit/slow_kinds.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/unit/slow_engine.h"

/* Who answers: the table itself, or somebody with a misconception. */
struct mind {
    const struct pack *pack;
    size_t misconception; /* SIZE_MAX: nobody's */
};

static int answer(struct mind mind, size_t decision, uint32_t whole)
{
    if (mind.misconception != SIZE_MAX &&
        mind.pack->misconceptions[mind.misconception].decision == decision) {
        return slow_belief(mind.pack, mind.misconception, whole);
    }
    const int row = slow_row(mind.pack, decision, whole);
    return row < 0 ? SLOW_NONE : (int)mind.pack->decisions[decision].rules[row].then;
}

static const char *outcome_id(const struct pack *pack, size_t decision, int outcome)
{
    return outcome < 0 ? "" : pack->decisions[decision].outcomes[outcome].id;
}

static size_t fact_of(const struct pack *pack, const char *id, size_t length)
{
    for (size_t i = 0; i < pack->fact_count; i++) {
        if (strlen(pack->facts[i].id) == length && strncmp(pack->facts[i].id, id, length) == 0) {
            return i;
        }
    }
    return SIZE_MAX;
}

bool slow_case(const struct pack *pack, const struct item *item, uint32_t *whole)
{
    *whole = 0;
    for (size_t i = 0; i < item->fact_count; i++) {
        const size_t fact = fact_of(pack, item->facts[i].id, strlen(item->facts[i].id));
        if (fact == SIZE_MAX) {
            return false;
        }
        *whole |= item->facts[i].value ? (uint32_t)1 << fact : 0;
    }
    return item->fact_count == pack->fact_count;
}

static size_t decision_of(const struct pack *pack, const struct item *item)
{
    size_t d = 0;
    while (strcmp(pack->decisions[d].id, item->decision) != 0) {
        d++;
    }
    return d;
}

static uint32_t case_of(const struct pack *pack, const struct item *item)
{
    uint32_t whole = 0;
    (void)slow_case(pack, item, &whole);
    return whole;
}

/* "shared=yes": the case with that fact so. */
static uint32_t changed(const struct pack *pack, const char *means, uint32_t whole)
{
    const char *sign = strchr(means, '=');
    const size_t fact = sign != NULL ? fact_of(pack, means, (size_t)(sign - means)) : SIZE_MAX;
    if (fact == SIZE_MAX) {
        return whole;
    }
    const uint32_t bit = (uint32_t)1 << fact;
    return strcmp(sign + 1, "yes") == 0 ? whole | bit : whole & ~bit;
}

uint32_t slow_fact_of(const struct pack *pack, const char *means)
{
    return changed(pack, means, 0) | ~changed(pack, means, UINT32_MAX);
}

/* ---- grant ----------------------------------------------------------------------------------- */

static uint32_t owners(const struct pack *pack)
{
    uint32_t facts = 0;
    for (size_t i = 0; i < pack->fact_count; i++) {
        facts |= pack->facts[i].control == CONTROL_OWNER ? (uint32_t)1 << i : 0;
    }
    return facts;
}

/* All sets of grants are tried; the smallest that reaches the goal, 0 when there are several. */
static uint32_t least_grant(struct mind mind, size_t decision, uint32_t whole, const char *goal)
{
    const uint32_t may = owners(mind.pack) & ~whole;
    uint32_t best = 0;
    int size = 99, equals = 0;
    if (strcmp(outcome_id(mind.pack, decision, answer(mind, decision, whole)), goal) == 0) {
        return 0;
    }
    for (uint32_t set = 1; set >> mind.pack->fact_count == 0; set++) {
        const uint32_t then = whole | set;
        if ((set & ~may) != 0 || !slow_possible(mind.pack, then) ||
            strcmp(outcome_id(mind.pack, decision, answer(mind, decision, then)), goal) != 0) {
            continue;
        }
        const int count = slow_count(set);
        equals = count < size ? 1 : equals + (count == size);
        best = count < size ? set : best;
        size = count < size ? count : size;
    }
    return equals == 1 && size <= 2 ? best : 0;
}

static bool in_least_grant(struct mind mind, const struct item *item, size_t option)
{
    const uint32_t whole = case_of(mind.pack, item);
    const uint32_t key = least_grant(mind, decision_of(mind.pack, item), whole, item->goal);
    const char *means = item->options[option].means;
    return strchr(means, '=') != NULL && (changed(mind.pack, means, 0) & key) != 0;
}

bool slow_rival_grant(const struct subject *subject, const struct item *item)
{
    const struct mind truth = {subject->pack, SIZE_MAX};
    const size_t decision = decision_of(subject->pack, item);
    const uint32_t whole = case_of(subject->pack, item);
    const uint32_t key = least_grant(truth, decision, whole, item->goal);
    for (size_t a = 0; a < item->option_count; a++) {
        for (size_t b = a; b < item->option_count; b++) {
            const uint32_t set = changed(subject->pack, item->options[a].means, 0) |
                                 changed(subject->pack, item->options[b].means, 0);
            if ((a == b) != (item->select == 1) || (set & ~whole) == key || set == 0) {
                continue;
            }
            const int there = answer(truth, decision, whole | set);
            if (slow_possible(subject->pack, whole | set) &&
                strcmp(outcome_id(subject->pack, decision, there), item->goal) == 0) {
                return true;
            }
        }
    }
    return false;
}

/* ---- prevent --------------------------------------------------------------------------------- */

static const struct ability *ability_of(const struct pack *pack, const char *id)
{
    const struct ability *a = pack->kinds.abilities;
    while (strcmp(a->id, id) != 0) {
        a++;
    }
    return a;
}

static bool can(struct mind mind, const struct ability *ability, uint32_t whole)
{
    if (ability->decision == SIZE_MAX) {
        return true;
    }
    const int outcome = answer(mind, ability->decision, whole);
    return outcome >= 0 && (ability->outcomes >> outcome & 1) != 0;
}

static bool prevents(struct mind mind, const struct item *item, size_t option)
{
    const char *colon = strchr(item->goal, ':');
    const size_t fact = fact_of(mind.pack, item->goal, (size_t)(colon - item->goal));
    const uint32_t before = case_of(mind.pack, item);
    const uint32_t after = fact < PACK_FACTS_MAX ? before & ~((uint32_t)1 << fact) : before;
    const struct ability *ability = ability_of(mind.pack, item->options[option].means);
    if (!slow_possible(mind.pack, after)) {
        return false;
    }
    return strcmp(colon + 1, "stops") == 0
               ? can(mind, ability, before) && !can(mind, ability, after)
               : can(mind, ability, after);
}

/* ---- The other kinds ------------------------------------------------------------------------- */

/* Does a misconception name a fact, in a row of its own or as taken for granted? */
static bool is_about(const struct pack *pack, size_t misconception, uint32_t fact)
{
    const struct misconception *m = &pack->misconceptions[misconception];
    bool found = (m->assume.known & fact) != 0;
    for (size_t i = 0; i < m->rule_count; i++) {
        found = found || (m->rules[i].when.known & fact) != 0;
    }
    return found;
}

static bool turns(struct mind mind, const struct item *item, size_t option)
{
    const size_t decision = decision_of(mind.pack, item);
    const uint32_t whole = case_of(mind.pack, item);
    const uint32_t then = changed(mind.pack, item->options[option].means, whole);
    return then != whole && slow_possible(mind.pack, then) &&
           answer(mind, decision, then) != answer(mind, decision, whole);
}

/* The steps of the answer in a case, as a sentence has them. */
static void join_steps(const struct pack *pack, size_t decision, uint32_t whole, char joined[1000])
{
    const struct mind truth = {pack, SIZE_MAX};
    const struct outcome *outcome =
        &pack->decisions[decision].outcomes[answer(truth, decision, whole)];
    const struct texts *steps = &outcome->steps;
    joined[0] = '\0';
    for (size_t i = 0; i < outcome->steps_when_count; i++) {
        if (slow_when(pack, outcome->steps_when[i].when, whole)) {
            steps = &outcome->steps_when[i].steps;
            break;
        }
    }
    for (size_t i = 0; i < steps->count; i++) {
        (void)snprintf(joined + strlen(joined), 1000 - strlen(joined), "%s%s",
                       i > 0 ? ", then " : "", steps->items[i]);
    }
}

static bool steps_right(const struct pack *pack, const struct item *item, size_t option)
{
    char joined[1000];
    join_steps(pack, decision_of(pack, item), case_of(pack, item), joined);
    return strcmp(joined, item->options[option].text) == 0;
}

bool slow_other_calls(const struct pack *pack, const struct item *item, size_t option)
{
    char now[1000], then[1000];
    const uint32_t whole = case_of(pack, item);
    join_steps(pack, decision_of(pack, item), whole, now);
    join_steps(pack, decision_of(pack, item), changed(pack, item->options[option].means, whole),
               then);
    return strcmp(now, then) != 0;
}

static bool owner_right(const struct pack *pack, const struct item *item, size_t option)
{
    const struct mind truth = {pack, SIZE_MAX};
    const size_t decision = decision_of(pack, item);
    const uint32_t whole = case_of(pack, item);
    const struct outcome *outcome =
        &pack->decisions[decision].outcomes[answer(truth, decision, whole)];
    const bool mine = (whole >> pack->kinds.origin_fact & 1) != 0;
    const struct party *origin =
        &pack->kinds.parties[mine ? pack->kinds.origin_yes : pack->kinds.origin_no];
    return strcmp(item->options[option].means,
                  strcmp(item->goal, "result") == 0 ? outcome->owner : origin->id) == 0;
}

static bool edition_right(const struct subject *s, const struct item *item, size_t option)
{
    const struct pack *there = s->sibling->pack;
    uint32_t whole = 0;
    for (size_t i = 0; i < item->fact_count; i++) {
        const size_t fact = fact_of(there, item->facts[i].id, strlen(item->facts[i].id));
        whole |= item->facts[i].value ? (uint32_t)1 << fact : 0;
    }
    const size_t decision = decision_of(there, item);
    const struct mind truth = {there, SIZE_MAX};
    return slow_possible(there, whole) &&
           strcmp(item->options[option].outcome,
                  outcome_id(there, decision, answer(truth, decision, whole))) == 0;
}

static bool is_true_sentence(const struct pack *pack, const char *sentence)
{
    bool found = false;
    for (size_t i = 0; i < pack->statement_count; i++) {
        for (size_t w = 0; w < pack->statements[i].is_true.count; w++) {
            found = found || strcmp(pack->statements[i].is_true.items[w], sentence) == 0;
        }
    }
    return found;
}

static bool is_false_sentence(const struct pack *pack, const char *sentence)
{
    bool found = false;
    for (size_t i = 0; i < pack->statement_count; i++) {
        for (size_t w = 0; w < pack->statements[i].is_false.count; w++) {
            found = found || strcmp(pack->statements[i].is_false.items[w], sentence) == 0;
        }
    }
    return found;
}

bool slow_right(const struct subject *subject, const struct item *item, size_t option)
{
    const struct pack *pack = subject->pack;
    const struct mind truth = {pack, SIZE_MAX};
    if (strcmp(item->kind, "statement") == 0) {
        return is_true_sentence(pack, item->options[option].text);
    }
    if (strcmp(item->kind, "grant") == 0) {
        return in_least_grant(truth, item, option);
    }
    if (strcmp(item->kind, "prevent") == 0) {
        return prevents(truth, item, option);
    }
    if (strcmp(item->kind, "change") == 0) {
        return turns(truth, item, option);
    }
    if (strcmp(item->kind, "steps") == 0) {
        return steps_right(pack, item, option);
    }
    if (strcmp(item->kind, "owner") == 0) {
        return owner_right(pack, item, option);
    }
    if (strcmp(item->kind, "edition") == 0) {
        return edition_right(subject, item, option);
    }
    const size_t decision = decision_of(pack, item);
    const int outcome = answer(truth, decision, case_of(pack, item));
    return strcmp(item->options[option].outcome, outcome_id(pack, decision, outcome)) == 0;
}

bool slow_fits(const struct subject *subject, const struct item *item, size_t option,
               size_t misconception)
{
    const struct pack *pack = subject->pack;
    const struct mind mind = {pack, misconception};
    const size_t about = pack->misconceptions[misconception].decision;
    if (item->decision == NULL || strcmp(item->kind, "owner") == 0 ||
        strcmp(item->kind, "edition") == 0 || item->options[option].correct) {
        return false;
    }
    if (strcmp(item->kind, "prevent") == 0) {
        const struct ability *ability = ability_of(pack, item->options[option].means);
        const char *colon = strchr(item->goal, ':');
        const size_t fact = fact_of(pack, item->goal, (size_t)(colon - item->goal));
        return ability->decision == about && prevents(mind, item, option) &&
               (strcmp(colon, ":stops") != 0 || fact >= PACK_FACTS_MAX ||
                is_about(pack, misconception, (uint32_t)1 << fact));
    }
    if (about != decision_of(pack, item)) {
        return false;
    }
    if (strcmp(item->kind, "grant") == 0) {
        return in_least_grant(mind, item, option);
    }
    if (strcmp(item->kind, "change") == 0) {
        return is_about(pack, misconception, slow_fact_of(pack, item->options[option].means)) &&
               turns(mind, item, option);
    }
    return item->options[option].means == NULL &&
           strcmp(item->options[option].outcome,
                  outcome_id(pack, about, slow_belief(pack, misconception, case_of(pack, item)))) ==
               0;
}

/* ---- What the sibling says ------------------------------------------------------------------- */

/* Do the sibling's tables settle every ability, before and after? */
static bool settles_abilities(struct mind there, const struct item *item)
{
    const char *colon = strchr(item->goal, ':');
    const size_t fact = fact_of(there.pack, item->goal, (size_t)(colon - item->goal));
    const uint32_t before = case_of(there.pack, item);
    const uint32_t after = before & ~((uint32_t)1 << fact);
    bool settled = true;
    for (size_t i = 0; i < item->option_count; i++) {
        const struct ability *a = ability_of(there.pack, item->options[i].means);
        for (int time = 0; a->decision != SIZE_MAX && time < 2; time++) {
            const int outcome = answer(there, a->decision, time == 0 ? before : after);
            settled =
                settled && outcome >= 0 && there.pack->decisions[a->decision].outcomes[outcome].ask;
        }
    }
    return settled;
}

bool slow_same_there(const struct subject *subject, const struct item *item)
{
    const struct mind here = {subject->pack, SIZE_MAX}, there = {subject->sibling->pack, SIZE_MAX};
    bool same = true;
    if (strcmp(item->kind, "statement") == 0) {
        for (size_t i = 0; i < item->option_count; i++) {
            same = same && (item->options[i].correct
                                ? is_true_sentence(there.pack, item->options[i].text)
                                : is_false_sentence(there.pack, item->options[i].text));
        }
        return same;
    }
    const size_t ours = decision_of(here.pack, item), theirs = decision_of(there.pack, item);
    const int answer_here = answer(here, ours, case_of(here.pack, item));
    const int answer_there = answer(there, theirs, case_of(there.pack, item));
    const bool by_case = strcmp(item->kind, "grant") != 0 && strcmp(item->kind, "prevent") != 0 &&
                         strcmp(item->kind, "change") != 0;
    if (by_case && strcmp(outcome_id(here.pack, ours, answer_here),
                          outcome_id(there.pack, theirs, answer_there)) != 0) {
        return false;
    }
    if (strcmp(item->kind, "prevent") == 0 && !settles_abilities(there, item)) {
        return false;
    }
    for (size_t i = 0; i < item->option_count; i++) {
        same = same && slow_right(subject->sibling, item, i) == item->options[i].correct;
    }
    return same;
}
