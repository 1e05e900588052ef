/* The smallest bank covers all that can be covered, and nothing of it can be spared. */
#include <stdlib.h>
#include <string.h>

#include "questions/item/coverage.h"
#include "questions/item/question.h"
#include "tests/unit/check.h"
#include "tests/unit/slow_engine.h"
#include "tests/unit/subjects.h"

/* Everything below works on the cases of one decision, by the slow engine alone. */
struct bank {
    const struct pack *pack;
    size_t decision;
    uint32_t cases[200];
    bool left_out[200];
    size_t count;
};

static bool has_case(const struct bank *b, uint32_t whole)
{
    bool found = false;
    for (size_t i = 0; i < b->count; i++) {
        found = found || (!b->left_out[i] && b->cases[i] == whole);
    }
    return found;
}

static int outcome(const struct bank *b, uint32_t whole)
{
    const int row = slow_row(b->pack, b->decision, whole);
    return row < 0 ? SLOW_NONE : (int)b->pack->decisions[b->decision].rules[row].then;
}

static bool askable(const struct bank *b, uint32_t whole)
{
    const int o = slow_possible(b->pack, whole) ? outcome(b, whole) : SLOW_NONE;
    return o >= 0 && b->pack->decisions[b->decision].outcomes[o].ask;
}

/* Two cases show a fact of the row that decides the first: by the definition of pack tests. */
static bool shows(const struct bank *b, uint32_t decided, uint32_t other, size_t row, size_t fact)
{
    const uint32_t differ = decided ^ other;
    if (slow_row(b->pack, b->decision, decided) != (int)row || (differ >> fact & 1) == 0 ||
        outcome(b, decided) == outcome(b, other)) {
        return false;
    }
    for (uint32_t part = 0; part < differ; part++) {
        if ((part & ~differ) == 0 && (part >> fact & 1) != 0 &&
            slow_possible(b->pack, decided ^ part)) {
            return false; /* less would have been enough */
        }
    }
    return true;
}

/* Can the condition be shown by askable cases (all of them), or is it by those of the bank? */
static bool shown(const struct bank *b, size_t row, size_t fact, bool by_bank)
{
    for (uint32_t a = 0; a >> b->pack->fact_count == 0; a++) {
        if (!askable(b, a) || slow_row(b->pack, b->decision, a) != (int)row ||
            (by_bank && !has_case(b, a))) {
            continue;
        }
        for (uint32_t c = 0; c >> b->pack->fact_count == 0; c++) {
            if (((a ^ c) >> fact & 1) != 0 && (!by_bank || has_case(b, c)) && askable(b, c) &&
                shows(b, a, c, row, fact)) {
                return true;
            }
        }
    }
    return false;
}

static size_t count_rules(const struct bank *b, bool by_bank)
{
    size_t count = 0;
    for (size_t r = 0; r < b->pack->decisions[b->decision].rule_count; r++) {
        bool decides = false;
        for (uint32_t a = 0; !decides && a >> b->pack->fact_count == 0; a++) {
            decides = askable(b, a) && slow_row(b->pack, b->decision, a) == (int)r &&
                      (!by_bank || has_case(b, a));
        }
        count += decides;
    }
    return count;
}

static size_t count_conditions(const struct bank *b, bool by_bank)
{
    size_t count = 0;
    for (size_t r = 0; r < b->pack->decisions[b->decision].rule_count; r++) {
        for (size_t fact = 0; fact < b->pack->fact_count; fact++) {
            count += (b->pack->decisions[b->decision].rules[r].when.known >> fact & 1) != 0 &&
                     shown(b, r, fact, by_bank);
        }
    }
    return count;
}

/* Is what two believers choose different, and can both be chosen? */
static bool apart(const struct subject *s, const struct bank *b, uint32_t whole, size_t m, size_t n)
{
    size_t options[QUESTION_OPTIONS];
    const size_t count = question_choose(s, b->decision, whole, NULL, options);
    const int first = slow_belief(b->pack, m, whole), second = slow_belief(b->pack, n, whole);
    size_t offered = 0;
    for (size_t i = 0; i < count; i++) {
        offered += (int)options[i] == first || (int)options[i] == second;
    }
    return first != second && offered == 2;
}

static size_t count_pairs(const struct subject *s, const struct bank *b, bool by_bank)
{
    size_t pairs = 0;
    for (size_t m = 0; m < b->pack->misconception_count; m++) {
        for (size_t n = m + 1; n < b->pack->misconception_count; n++) {
            bool told = b->pack->misconceptions[m].decision != b->decision ||
                        b->pack->misconceptions[n].decision != b->decision;
            const bool other = told;
            for (uint32_t a = 0; !told && a >> b->pack->fact_count == 0; a++) {
                told = askable(b, a) && (!by_bank || has_case(b, a)) && apart(s, b, a, m, n);
            }
            pairs += told && !other;
        }
    }
    return pairs;
}

/* In how many beliefs does somebody choose an option that is wrong? */
static size_t count_beliefs(const struct subject *s, const struct bank *b, bool by_bank)
{
    size_t beliefs = 0;
    for (size_t m = 0; m < b->pack->misconception_count; m++) {
        bool shows_it = false;
        for (uint32_t a = 0; !shows_it && a >> b->pack->fact_count == 0; a++) {
            size_t options[QUESTION_OPTIONS];
            const int answer = slow_belief(b->pack, m, a);
            if (b->pack->misconceptions[m].decision != b->decision || !askable(b, a) ||
                answer == outcome(b, a) || (by_bank && !has_case(b, a))) {
                continue;
            }
            const size_t count = question_choose(s, b->decision, a, NULL, options);
            for (size_t i = 0; i < count; i++) {
                shows_it = shows_it || (int)options[i] == answer;
            }
        }
        beliefs += shows_it;
    }
    return beliefs;
}

static bool covers_all(const struct subject *s, const struct bank *b, const size_t wanted[4],
                       unsigned goals)
{
    return ((goals & COVER_RULES) == 0 || count_rules(b, true) == wanted[0]) &&
           ((goals & COVER_CONDITIONS) == 0 || count_conditions(b, true) == wanted[1]) &&
           ((goals & COVER_BELIEFS) == 0 ||
            (count_pairs(s, b, true) == wanted[2] && count_beliefs(s, b, true) == wanted[3]));
}

static void check_plan(struct subject *s, size_t decision, unsigned goals)
{
    const struct pool_wishes wishes = {(uint32_t)1 << decision, 0, true};
    struct pool *pool = pool_new(s, &wishes);
    struct coverage *coverage = coverage_new(pool);
    struct coverage_plan plan;
    struct bank bank = {.pack = s->pack, .decision = decision};
    REQUIRE(coverage != NULL && coverage_choose(coverage, goals, &plan));
    for (size_t i = 0; i < plan.count; i++) {
        bank.cases[bank.count++] = pool->spots.items[plan.spots[i]].whole;
    }
    const size_t wanted[4] = {count_rules(&bank, false), count_conditions(&bank, false),
                              count_pairs(s, &bank, false), count_beliefs(s, &bank, false)};
    CHECK(plan.smallest);
    CHECK(covers_all(s, &bank, wanted, goals));
    for (size_t i = 0; i < bank.count; i++) {
        bank.left_out[i] = true;
        CHECK(!covers_all(s, &bank, wanted, goals));
        bank.left_out[i] = false;
    }
    coverage_plan_fini(&plan);
    coverage_free(coverage);
    pool_free(pool);
}

static void test_plans(void)
{
    static const unsigned goals[] = {COVER_RULES, COVER_CONDITIONS, COVER_ALL};
    for (size_t n = 0; n < SUBJECTS; n++) {
        struct subject *s = subject_of(subject_ids[n]);
        REQUIRE(s != NULL);
        for (size_t d = 0; d < s->pack->decision_count; d++) {
            for (size_t g = 0; g < 3; g++) {
                check_plan(s, d, goals[g]);
            }
        }
        subject_free(s);
    }
}

/* What is noted is what is found again. */
static void test_notes(void)
{
    struct subject *s = subject_of("ami-lecture");
    const struct pool_wishes wishes = pool_all(s);
    struct pool *pool = pool_new(s, &wishes);
    struct coverage *coverage = coverage_new(pool);
    REQUIRE(coverage != NULL);
    CHECK_INT(coverage_of_rule(coverage, 0, 0, 0), SIZE_MAX);
    for (size_t i = 0; i < 20; i++) {
        struct item item = pool_frame(pool, i)->item;
        char id[20];
        (void)snprintf(id, sizeof id, "path-%zu", i);
        item.id = id;
        CHECK(coverage_note(coverage, i, &item));
    }
    for (size_t i = 0; i < 20; i++) {
        const struct spot *spot = &pool->spots.items[i];
        const size_t row = table_row(s->truth[0], spot->whole);
        size_t note = coverage_of_rule(coverage, 0, row, i);
        CHECK_INT(note, i);
        for (size_t m = 0; m < s->pack->misconception_count; m++) {
            const bool named = pool_belief_shows(pool, i, m) != SIZE_MAX;
            CHECK_INT(coverage_of_belief(coverage, m, i) == i, named);
        }
    }
    coverage_free(coverage);
    pool_free(pool);
    subject_free(s);
}

int main(void)
{
    RUN(test_plans);
    RUN(test_notes);
    return check_end();
}
