/* The proof of a pack against a brute force, over random packs; then packs of a size that hurts. */
#include "engine/check.h"

#include <stdarg.h>
#include <stdlib.h>

#include "tests/unit/check.h"
#include "tests/unit/pack_file.h"
#include "tests/unit/random_pack.h"
#include "tests/unit/slow_check.h"
#include "tests/unit/slow_engine.h"

#define SEEDS 3000

static size_t seen[FINDING_ONE_CASE + 1]; /* how often each kind was found */
static size_t seen_sibling_twins;

/* ---- Random packs ---------------------------------------------------------------------------- */

/* A sibling of chance: it answers as the truth, as a misconception, or a little otherwise. */
struct random_sibling {
    const struct pack *pack;
    size_t like;      /* a misconception, or SIZE_MAX: the truth */
    uint32_t but_for; /* the case that it answers in a way of its own */
    size_t own;
};

static size_t sibling_outcome(const void *context, size_t decision, uint32_t whole)
{
    const struct random_sibling *s = context;
    if (whole == s->but_for) {
        return s->own;
    }
    if (s->like != SIZE_MAX) {
        const int answer = slow_belief(s->pack, s->like, whole);
        return answer == SLOW_NONE ? CHECK_NOTHING : (size_t)answer;
    }
    const int row = slow_row(s->pack, decision, whole);
    return row == SLOW_NONE ? CHECK_NOTHING : s->pack->decisions[decision].rules[row].then;
}

/* A case in which somebody answers nothing, though it can be asked; else any. */
static uint32_t silent_case(const struct pack *pack, size_t m, uint64_t *random)
{
    for (uint32_t c = 0; c >> pack->fact_count == 0; c++) {
        if (slow_possible(pack, c) && slow_belief(pack, m, c) == SLOW_NONE &&
            slow_row(pack, pack->misconceptions[m].decision, c) != SLOW_NONE) {
            return c;
        }
    }
    return (uint32_t)random_below(random, (size_t)1 << pack->fact_count);
}

static struct random_sibling make_sibling(const struct pack *pack, uint64_t *random)
{
    struct random_sibling s = {.pack = pack, .like = SIZE_MAX, .but_for = UINT32_MAX};
    static const size_t answers[] = {0, CHECK_NOTHING, CHECK_FOREIGN};
    s.own = answers[random_below(random, 3)];
    if (pack->misconception_count > 0 && random_below(random, 4) > 0) {
        s.like = random_below(random, pack->misconception_count);
    }
    if (s.like != SIZE_MAX && random_below(random, 2) == 0) {
        s.but_for = silent_case(pack, s.like, random);
    }
    return s;
}

/* Misconceptions of chance seldom agree; these do, or nearly. */
static void spoil_misconceptions(struct pack *pack, uint64_t *random)
{
    for (size_t m = 0; m < pack->misconception_count; m++) {
        struct misconception *mis = &pack->misconceptions[m];
        const struct misconception *other = &pack->misconceptions[random_below(random, m + 1)];
        switch (random_below(random, 6)) {
        case 0: /* a twin */
            mis->decision = other->decision;
            mis->assume = other->assume;
            mis->rules = other->rules;
            mis->rule_count = other->rule_count;
            break;
        case 1: /* the truth */
            mis->assume = (struct partial){0, 0};
            mis->rule_count = 0;
            break;
        case 2: /* wrong in one case, or in few */
            mis->assume = (struct partial){0, 0};
            mis->rule_count = mis->rule_count > 0 ? 1 : 0;
            for (size_t i = 0; i < mis->rule_count; i++) {
                const uint32_t all = facts_mask(pack->fact_count);
                const uint32_t spare =
                    (uint32_t)random_next(random) & (uint32_t)random_next(random);
                const uint32_t known = all & ~(spare & (uint32_t)random_next(random));
                mis->rules[i].when = (struct partial){known, known & (uint32_t)random_next(random)};
            }
            break;
        default:
            break;
        }
    }
}

/* An outcome whose steps hang on a fact uses it; what the reader made lives elsewhere. */
static void add_steps(struct pack *pack, struct steps_when *steps, uint64_t *random)
{
    const size_t fact = random_below(random, pack->fact_count);
    *steps = (struct steps_when){.when = partial_with((struct partial){0, 0}, fact, true)};
    pack->decisions[0].outcomes[0].steps_when = steps;
    pack->decisions[0].outcomes[0].steps_when_count = 1;
}

static bool same_finding(const struct finding *f, const struct slow_finding *slow)
{
    return f->kind == slow->is.kind && f->decision == slow->is.decision &&
           f->rule == slow->is.rule && f->outcome == slow->is.outcome &&
           f->misconception == slow->is.misconception && f->other == slow->is.other &&
           f->sibling_twin == slow->is.sibling_twin && f->fact == slow->is.fact;
}

static void compare_finding(const struct finding *f, const struct slow_finding *slow)
{
    uint64_t rules = 0;
    for (size_t i = 0; i < f->rule_count; i++) {
        CHECK(i == 0 || f->rules[i - 1] < f->rules[i]);
        rules |= (uint64_t)1 << f->rules[i];
    }
    CHECK_INT(rules, slow->rules);
    CHECK_INT(f->cases, slow->is.cases);
    CHECK_INT(f->has_witness, slow->is.has_witness);
    CHECK_INT(f->witness, slow->is.witness);
    CHECK_INT(f->place.offset, slow->offset);
    CHECK(!f->more);
    if (check_state.bad) {
        printf("# %s: decision %lld, rule %lld, misconception %lld\n", finding_name(f->kind),
               (long long)f->decision, (long long)f->rule, (long long)f->misconception);
    }
}

/* All findings have their slow twins, none is missing, and they stand in order. */
static void compare_findings(const struct findings *found, const struct slow_finding slow[],
                             size_t count)
{
    size_t problems = 0;
    CHECK_INT(found->count, count);
    for (size_t i = 0; i < found->count; i++) {
        const struct finding *f = &found->items[i];
        size_t at = 0;
        while (at < count && !same_finding(f, &slow[at])) {
            at++;
        }
        if (at == count) {
            printf("# %s of decision %lld, rule %lld, misconception %lld\n", finding_name(f->kind),
                   (long long)f->decision, (long long)f->rule, (long long)f->misconception);
        }
        REQUIRE(at < count);
        compare_finding(f, &slow[at]);
        if (i > 0) {
            const struct finding *before = f - 1;
            CHECK(before->kind < f->kind ||
                  (before->kind == f->kind && before->place.offset <= f->place.offset));
            CHECK(before->kind != f->kind || before->place.offset < f->place.offset ||
                  before->other < f->other); /* twins: the sibling comes last */
        }
        problems += finding_is_problem(f->kind);
        seen[f->kind]++;
        seen_sibling_twins += f->sibling_twin;
    }
    CHECK_INT(found->problems, problems);
}

static void compare_pack(uint64_t seed)
{
    uint64_t random = ~seed;
    char *text = random_pack(seed, 3, seed % 8 == 0 ? 12 : 7);
    struct pack *pack = pack_of_text(text);
    REQUIRE(pack != NULL);
    struct steps_when steps;
    spoil_misconceptions(pack, &random);
    if (random_below(&random, 2) == 0) {
        add_steps(pack, &steps, &random);
    }
    const struct random_sibling related = make_sibling(pack, &random);
    const struct check_sibling sibling = {(uint32_t)random_below(&random, 8), sibling_outcome,
                                          &related};
    const struct check_sibling *with = random_below(&random, 3) > 0 ? &sibling : NULL;
    struct findings found = {0};
    size_t count;
    struct slow_finding *slow = slow_check(pack, with, &count);
    CHECK(check_pack(pack, with, &found));
    compare_findings(&found, slow, count);
    findings_fini(&found);
    free(slow);
    pack_free(pack);
    free(text);
}

static void test_random_packs(void)
{
    for (uint64_t seed = 1; seed <= SEEDS && !check_state.bad; seed++) {
        compare_pack(seed);
        if (check_state.bad) {
            printf("# seed %llu\n", (unsigned long long)seed);
        }
    }
    for (size_t kind = 0; kind <= FINDING_ONE_CASE; kind++) {
        if (!check_true(seen[kind] >= 20, __FILE__, __LINE__, "a kind is hardly ever found")) {
            printf("# %s: %zu\n", finding_name((enum finding_kind)kind), seen[kind]);
        }
    }
    CHECK(seen_sibling_twins >= 20);
}

/* ---- Packs of the repository ----------------------------------------------------------------- */

static void test_our_packs(void)
{
    static const char *const names[] = {"data/packs/ami-lecture.json",
                                        "data/packs/ami-current.json", "data/examples/loan.json"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct pack *pack = pack_of_file(names[i]);
        struct findings found = {0};
        REQUIRE(pack != NULL);
        CHECK(check_pack(pack, NULL, &found));
        for (size_t f = 0; f < found.count; f++) {
            if (finding_is_problem(found.items[f].kind)) {
                check_fail(__FILE__, __LINE__, names[i]);
                printf("# %s\n", finding_name(found.items[f].kind));
            }
        }
        CHECK_INT(found.problems, 0);
        findings_fini(&found);
        pack_free(pack);
    }
}

/* ---- Large tables ---------------------------------------------------------------------------- */

static char *text_end; /* where the next piece of a text goes */

__attribute__((format(printf, 1, 2))) static void put(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    text_end += vsprintf(text_end, format, args);
    va_end(args);
}

/* A pack up to its rules; the caller frees. */
static char *begin_pack(size_t facts, const char *impossible, const char *hit)
{
    char *text = malloc((size_t)1 << 21);
    if (text == NULL) {
        abort();
    }
    text_end = text;
    put("{\"format\": \"amiquiz-pack\", \"version\": 1, \"id\": \"large\", \"title\": \"T\",\n"
        "\"facts\": [");
    for (size_t i = 0; i < facts; i++) {
        put("%s{\"id\": \"f%zu\", \"label\": \"F\", \"yes\": [\"y\"], \"no\": [\"n\"]}",
            i == 0 ? "" : ",", i);
    }
    put("], \"impossible\": [%s],\n\"decisions\": [{\"id\": \"d\", \"ask\": \"?\", \"hit\": \"%s\", "
        "\"outcomes\": [{\"id\": \"x\", \"label\": \"X\"}, {\"id\": \"y\", \"label\": \"Y\"}],\n"
        "\"rules\": [",
        impossible, hit);
    return text;
}

static void put_rule(size_t number, const char *when, const char *then)
{
    put("%s{\"id\": \"r%zu\", \"when\": {%s}, \"then\": \"%s\", \"because\": \"b\"}",
        number == 0 ? "" : ",\n", number, when, then);
}

static void check_text(char *text, struct findings *found, struct pack **pack)
{
    put("]}]}\n");
    *pack = pack_of_text(text);
    *found = (struct findings){0};
    REQUIRE(*pack != NULL);
    CHECK(check_pack(*pack, NULL, found));
    free(text);
}

/* Two and a half million pairs that meet: not all are named, but every finding names some. */
static void test_names_are_bounded(void)
{
    char *text = begin_pack(7, "", "unique");
    struct findings found;
    struct pack *pack;
    size_t names = 0, cut = 0;
    for (size_t i = 0; i < 3200; i++) {
        put_rule(i, "", i % 2 == 0 ? "x" : "y");
    }
    check_text(text, &found, &pack);
    CHECK_INT(found.count, 3199 + 7); /* and seven facts that nothing uses */
    for (size_t i = 0; i < found.count && found.items[i].kind == FINDING_CONFLICT; i++) {
        const struct finding *f = &found.items[i];
        const size_t all = (f->rule + 1) / 2; /* half of the earlier ones answer otherwise */
        CHECK_INT(f->cases, 128);
        CHECK_INT(f->witness, 0);
        CHECK(f->more ? f->rule_count < all && f->rule_count >= 8 : f->rule_count == all);
        names += f->rule_count;
        cut += f->more;
    }
    CHECK(cut > 500);
    CHECK(names > 1000000 && names < 1100000);
    findings_fini(&found);
    pack_free(pack);
}

/*
 * Rows that meet, if at all, where the last fact holds: half of the cases are looked at for every
 * pair.  That must end, and what is said must be true.
 */
static void test_looks_are_bounded(void)
{
    char *text = begin_pack(20, "{\"when\": {\"f19\": false}}", "first");
    struct findings found;
    struct pack *pack;
    size_t cut = 0, notes = 0;
    for (size_t i = 0; i < 1200; i++) {
        char when[64];
        const size_t one = i % 18, two = one + 1 + i / 18 % (18 - one);
        (void)snprintf(when, sizeof when, "\"f%zu\": true, \"f%zu\": true", one, two);
        put_rule(i, i == 0 ? "" : when, i % 2 == 0 ? "x" : "y");
    }
    check_text(text, &found, &pack);
    REQUIRE(pack != NULL);
    const struct rule *rules = pack->decisions[0].rules;
    for (size_t i = 0; i < found.count; i++) {
        const struct finding *f = &found.items[i];
        if (f->kind == FINDING_DEAD) { /* all but the first, and through it */
            CHECK_INT(f->rule_count, 1);
            CHECK_INT(f->rules[0], 0);
        } else if (f->kind == FINDING_ORDER_MATTERS) {
            bool shown = false;
            for (size_t j = 0; j < f->rule_count; j++) {
                shown |= partial_matches(rules[f->rules[j]].when, f->witness);
                CHECK(rules[f->rules[j]].then != rules[f->rule].then);
            }
            CHECK(shown); /* nothing forbids any pair: each is half of the earlier rows */
            CHECK(f->more ? f->rule_count < (f->rule + 1) / 2 : f->rule_count == (f->rule + 1) / 2);
            CHECK(partial_matches(rules[f->rule].when, f->witness));
            cut += f->more;
            notes++;
        }
    }
    CHECK_INT(notes, 1199);
    CHECK(cut > 0);
    findings_fini(&found);
    pack_free(pack);
}

/* Two misconceptions, and each of them once more: the table kept for comparing is the wrong one once. */
static void test_crossed_twins(void)
{
    char *text = begin_pack(2, "", "first");
    static const char *const assume[] = {"\"f0\": true", "\"f1\": true", "\"f0\": true",
                                         "\"f1\": true"};
    struct findings found;
    struct pack *pack;
    size_t twins = 0;
    put_rule(0, "\"f0\": true, \"f1\": false", "x");
    put_rule(1, "\"f0\": false, \"f1\": true", "x");
    put_rule(2, "", "y");
    put("]}],\n\"misconceptions\": [");
    for (size_t i = 0; i < 4; i++) {
        put("%s{\"id\": \"m%zu\", \"decision\": \"d\", \"believes\": \"b\", \"correct\": \"c\", "
            "\"assume\": {%s}}",
            i == 0 ? "" : ",", i, assume[i]);
    }
    put("], \"x-end\": [{\"x\": [");
    check_text(text, &found, &pack);
    for (size_t i = 0; i < found.count; i++) {
        if (found.items[i].kind == FINDING_TWINS) {
            CHECK_INT(found.items[i].misconception, found.items[i].other + 2);
            twins++;
        }
    }
    CHECK_INT(twins, 2);
    findings_fini(&found);
    pack_free(pack);
}

int main(void)
{
    RUN(test_random_packs);
    RUN(test_our_packs);
    RUN(test_crossed_twins);
    RUN(test_names_are_bounded);
    RUN(test_looks_are_bounded);
    return check_end();
}
