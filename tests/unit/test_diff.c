/*
 * Packs compared by the engine and by loops over all cases: random packs over the same facts, the
 * second with its facts, decisions and outcomes in another order and some of them missing.
 */
#include "engine/diff.h"

#include <stdio.h>
#include <stdlib.h>

#include "tests/unit/check.h"
#include "tests/unit/pack_file.h"
#include "tests/unit/random_pack.h"
#include "tests/unit/slow_engine.h"

#define SEEDS 1000

/* ---- Two packs that belong together ------------------------------------------------------------- */

/** A pack being written; the order of its facts is a permutation. */
struct writer {
    char text[65536];
    size_t length;
    uint64_t random;
    size_t facts;
    size_t order[12];
};

#define PUT(w, ...)                                                                                \
    ((w)->length +=                                                                                \
     (size_t)snprintf((w)->text + (w)->length, sizeof(w)->text - (w)->length, __VA_ARGS__))

static void shuffle(struct writer *w, size_t items[], size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const size_t k = random_below(&w->random, i + 1);
        items[i] = items[k];
        items[k] = i;
    }
}

static void put_when(struct writer *w, size_t rare)
{
    const char *comma = "";
    PUT(w, "\"when\": {");
    for (size_t i = 0; i < w->facts; i++) {
        if (random_below(&w->random, rare) == 0) {
            PUT(w, "%s\"f%zu\": %s", comma, i, random_below(&w->random, 2) == 0 ? "true" : "false");
            comma = ", ";
        }
    }
    PUT(w, "}");
}

/* Outcomes have the names o0 to o4, of which a decision has some, in an order of its own. */
static void put_decision(struct writer *w, size_t number, bool first)
{
    size_t names[5] = {0}, outcomes = 1 + random_below(&w->random, 5);
    shuffle(w, names, 5);
    PUT(w, "%s{\"id\": \"d%zu\", \"ask\": \"?\", \"hit\": \"%s\", \"outcomes\": [",
        first ? "" : ",\n", number, random_below(&w->random, 3) == 0 ? "unique" : "first");
    for (size_t i = 0; i < outcomes; i++) {
        PUT(w, "%s{\"id\": \"o%zu\", \"label\": \"O\"}", i == 0 ? "" : ", ", names[i]);
    }
    PUT(w, "], \"rules\": [");
    const size_t rules = 1 + random_below(&w->random, 8);
    for (size_t i = 0; i < rules; i++) {
        PUT(w, "%s{\"id\": \"r%zu-%zu\", ", i == 0 ? "" : ",\n ", number, i);
        put_when(w, i + 1 == rules && random_below(&w->random, 2) == 0 ? 1000000 : 3);
        PUT(w, ", \"then\": \"o%zu\", \"because\": \"b\"}",
            names[random_below(&w->random, outcomes)]);
    }
    PUT(w, "]}");
}

static const char *write_pack(struct writer *w, uint64_t seed, size_t facts)
{
    w->random = seed;
    w->length = 0;
    w->facts = facts;
    shuffle(w, w->order, facts);
    PUT(w, "{\"format\": \"amiquiz-pack\", \"version\": 1, \"id\": \"p\", \"title\": \"T\",\n");
    PUT(w, "\"facts\": [");
    for (size_t i = 0; i < facts; i++) {
        PUT(w, "%s{\"id\": \"f%zu\", \"label\": \"F\", \"yes\": [\"y\"], \"no\": [\"n\"]}",
            i == 0 ? "" : ", ", w->order[i]);
    }
    PUT(w, "],\n\"impossible\": [");
    const size_t impossible = random_below(&w->random, 4);
    for (size_t i = 0; i < impossible; i++) {
        const size_t fact = random_below(&w->random, facts);
        PUT(w, "%s{\"when\": {\"f%zu\": %s", i == 0 ? "" : ", ", fact,
            random_below(&w->random, 2) == 0 ? "true" : "false");
        if (random_below(&w->random, 6) != 0 && facts > 1) {
            PUT(w, ", \"f%zu\": %s", (fact + 1) % facts,
                random_below(&w->random, 2) == 0 ? "true" : "false");
        }
        PUT(w, "}}");
    }
    PUT(w, "],\n\"decisions\": [");
    size_t numbers[4] = {0}, decisions = 1 + random_below(&w->random, 3);
    shuffle(w, numbers, 4);
    for (size_t i = 0; i < decisions; i++) {
        put_decision(w, numbers[i], i == 0);
    }
    PUT(w, "]}\n");
    return w->text;
}

/* ---- Case by case ------------------------------------------------------------------------------- */

/** One decision that both packs have. */
struct pair {
    const struct pack *a, *b;
    size_t decision, other;
    const struct differences *found;
};

/* The same case in the facts of the other pack. */
static uint32_t translate(const struct pack *from, const struct pack *to, uint32_t whole)
{
    uint32_t translated = 0;
    for (size_t i = 0; i < from->fact_count; i++) {
        for (size_t k = 0; k < to->fact_count; k++) {
            if ((whole >> i) % 2 == 1 && strcmp(from->facts[i].id, to->facts[k].id) == 0) {
                translated |= (uint32_t)1 << k;
            }
        }
    }
    return translated;
}

/* What a pack answers, by name; NULL: nothing. */
static const char *answer(const struct pack *pack, size_t decision, uint32_t whole)
{
    const int row = slow_row(pack, decision, whole);
    const struct decision *d = &pack->decisions[decision];
    return row == SLOW_NONE ? NULL : d->outcomes[d->rules[row].then].id;
}

static bool same_answer(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static const char *outcome_name(const struct decision *d, size_t outcome)
{
    return outcome == SIZE_MAX ? NULL : d->outcomes[outcome].id;
}

static bool possible_in_both(const struct pair *p, uint32_t whole)
{
    return slow_possible(p->a, whole) && slow_possible(p->b, translate(p->a, p->b, whole));
}

/* The differences of this decision: each case that one matches has its two answers. */
static void check_difference(const struct pair *p, const struct difference *d)
{
    size_t cases = 0;
    int fewest = 99;
    CHECK_INT(d->other, p->other);
    for (uint32_t c = 0; c >> p->a->fact_count == 0; c++) {
        if (!possible_in_both(p, c) || !slow_when(p->a, d->when, c)) {
            continue;
        }
        const char *a = answer(p->a, p->decision, c);
        const char *b = answer(p->b, p->other, translate(p->a, p->b, c));
        CHECK(same_answer(a, outcome_name(&p->a->decisions[p->decision], d->a)));
        CHECK(same_answer(b, outcome_name(&p->b->decisions[p->other], d->b)));
        CHECK(!same_answer(a, b));
        fewest = slow_count(c) < fewest ? slow_count(c) : fewest;
        cases++;
    }
    CHECK(cases > 0);
    CHECK_INT(d->cases, cases);
    CHECK(possible_in_both(p, d->witness) && slow_when(p->a, d->when, d->witness));
    CHECK_INT(slow_count(d->witness), fewest);
}

static bool is_described(const struct pair *p, uint32_t whole)
{
    bool described = false;
    for (size_t i = 0; i < p->found->count; i++) {
        described = described || (p->found->items[i].decision == p->decision &&
                                  slow_when(p->a, p->found->items[i].when, whole));
    }
    return described;
}

/* Every case that differs is described, no other one is; the rows that answer them are named. */
static void check_pair(const struct pair *p)
{
    bool a_rows[16] = {false}, b_rows[16] = {false};
    size_t differing = 0;
    for (uint32_t c = 0; c >> p->a->fact_count == 0; c++) {
        const uint32_t there = translate(p->a, p->b, c);
        const int a_row = slow_row(p->a, p->decision, c), b_row = slow_row(p->b, p->other, there);
        if (!possible_in_both(p, c)) {
            continue;
        }
        const bool differs =
            !same_answer(answer(p->a, p->decision, c), answer(p->b, p->other, there));
        CHECK(is_described(p, c) == differs);
        differing += differs;
        a_rows[a_row == SLOW_NONE ? 15 : a_row] |= differs;
        b_rows[b_row == SLOW_NONE ? 15 : b_row] |= differs;
    }
    CHECK_INT(p->found->differing[p->decision], differing);
    for (size_t i = 0; i < p->a->decisions[p->decision].rule_count; i++) {
        CHECK(p->found->a_rows[p->decision][i] == a_rows[i]);
    }
    for (size_t i = 0; i < p->b->decisions[p->other].rule_count; i++) {
        CHECK(p->found->b_rows[p->decision][i] == b_rows[i]);
    }
}

static size_t order_of(const struct difference *d)
{
    return (d->decision * 65 + (d->a == SIZE_MAX ? 64 : d->a)) * 65 +
           (d->b == SIZE_MAX ? 64 : d->b);
}

static void check_counts(const struct pack *a, const struct pack *b,
                         const struct differences *found)
{
    struct pair p = {.a = a, .b = b};
    size_t both = 0, only_a = 0, only_b = 0;
    for (uint32_t c = 0; c >> a->fact_count == 0; c++) {
        const bool here = slow_possible(a, c), there = slow_possible(b, translate(a, b, c));
        CHECK(possible_in_both(&p, c) == (here && there));
        both += here && there;
        only_a += here && !there;
        only_b += !here && there;
    }
    CHECK_INT(found->cases, both);
    CHECK_INT(found->only_a, only_a);
    CHECK_INT(found->only_b, only_b);
    for (size_t i = 1; i < found->count; i++) {
        CHECK(order_of(&found->items[i - 1]) <= order_of(&found->items[i]));
    }
}

static void compare_packs(const struct pack *a, const struct pack *b)
{
    size_t facts[PACK_FACTS_MAX];
    struct differences found = {0};
    REQUIRE(diff_match_facts(a, b, facts) && diff_packs(a, b, facts, &found));
    check_counts(a, b, &found);
    for (size_t d = 0; d < a->decision_count; d++) {
        struct pair p = {.a = a, .b = b, .decision = d, .other = SIZE_MAX, .found = &found};
        for (size_t k = 0; k < b->decision_count; k++) {
            p.other = strcmp(a->decisions[d].id, b->decisions[k].id) == 0 ? k : p.other;
        }
        for (size_t i = 0; i < found.count; i++) {
            if (found.items[i].decision == d) {
                check_difference(&p, &found.items[i]);
            }
        }
        if (p.other != SIZE_MAX) {
            check_pair(&p);
        } else {
            CHECK_INT(found.differing[d], 0);
            CHECK(found.a_rows[d] == NULL && found.b_rows[d] == NULL);
        }
    }
    differences_fini(&found);
}

static void check_no_difference(const struct pack *pack)
{
    size_t facts[PACK_FACTS_MAX];
    struct differences found = {0};
    REQUIRE(diff_match_facts(pack, pack, facts) && diff_packs(pack, pack, facts, &found));
    CHECK_INT(found.count, 0);
    CHECK_INT(found.cases, case_set_count(&pack->possible));
    CHECK_INT(found.only_a + found.only_b, 0);
    for (size_t d = 0; d < PACK_DECISIONS_MAX; d++) {
        CHECK_INT(found.differing[d], 0);
    }
    differences_fini(&found);
}

static void test_random_packs(void)
{
    static struct writer w;
    for (uint64_t seed = 1; seed <= SEEDS && !check_state.bad; seed++) {
        const size_t facts = seed % 20 == 0 ? 9 + seed / 20 % 4 : 1 + seed % 8;
        struct pack *a = pack_of_text(write_pack(&w, 2 * seed, facts));
        struct pack *b = pack_of_text(write_pack(&w, 2 * seed + 1, facts));
        REQUIRE(a != NULL && b != NULL);
        compare_packs(a, b);
        compare_packs(b, a);
        check_no_difference(a);
        if (check_state.bad) {
            printf("# seed %llu\n", (unsigned long long)seed);
        }
        pack_free(a);
        pack_free(b);
    }
}

/* ---- Packs at hand ------------------------------------------------------------------------------ */

static void test_ami_packs(void)
{
    static const struct {
        const char *decision;
        size_t differing;
    } want[] = {{"path", 20}, {"launch", 12}, {"run-there", 16}, {"share", 54}, {"make-public", 0}};
    struct pack *packs[2] = {pack_of_file("data/packs/ami-lecture.json"),
                             pack_of_file("data/packs/ami-current.json")};
    REQUIRE(packs[0] != NULL && packs[1] != NULL);
    for (size_t turn = 0; turn < 2; turn++) {
        const struct pack *a = packs[turn], *b = packs[1 - turn];
        size_t facts[PACK_FACTS_MAX];
        struct differences found = {0};
        compare_packs(a, b);
        check_no_difference(a);
        REQUIRE(diff_match_facts(a, b, facts) && diff_packs(a, b, facts, &found));
        CHECK_INT(found.cases, 142);
        CHECK_INT(found.count, 13);
        for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
            CHECK_INT(found.differing[pack_decision(a, want[i].decision)], want[i].differing);
        }
        differences_fini(&found);
    }
    pack_free(packs[0]);
    pack_free(packs[1]);
}

static void test_other_facts(void)
{
    static struct writer w;
    size_t facts[PACK_FACTS_MAX];
    struct pack *two = pack_of_text(write_pack(&w, 1, 2));
    struct pack *three = pack_of_text(write_pack(&w, 1, 3));
    REQUIRE(two != NULL && three != NULL);
    CHECK(!diff_match_facts(two, three, facts));
    CHECK(!diff_match_facts(three, two, facts));
    pack_free(two);
    pack_free(three);
}

int main(void)
{
    RUN(test_random_packs);
    RUN(test_ami_packs);
    RUN(test_other_facts);
    return check_end();
}
