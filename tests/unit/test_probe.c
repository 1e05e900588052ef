/* Probes and classes against plain comparison of everything with everything; what is chosen; how soon. */
#include "questions/tutor/probe.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "questions/text/buffer.h"
#include "tests/unit/check.h"
#include "tests/unit/fewest.h"
#include "tests/unit/learners.h"
#include "tests/unit/random_pack.h"
#include "tests/unit/subjects.h"

static const struct belief_options with_pairs = {BELIEF_SLIP, 0, true};
static const struct belief_options without = {BELIEF_SLIP, 0, false};

/* The probe that has a case; `count` when none has. */
static size_t probe_of(const struct probes *p, uint32_t whole)
{
    for (size_t i = 0; i < p->count; i++) {
        for (size_t k = 0; k < p->items[i].cases; k++) {
            if (p->cases[p->items[i].first + k] == whole) {
                return i;
            }
        }
    }
    return p->count;
}

static bool same_answers(const struct belief *b, uint32_t one, uint32_t other)
{
    for (size_t h = 0; h < b->count; h++) {
        if (belief_outcome(b, h, one) != belief_outcome(b, h, other)) {
            return false;
        }
    }
    return true;
}

/* Every askable case is in one probe, and two are in the same exactly when nothing tells them apart. */
static void compare_cases(const struct belief *b, const struct probes *p)
{
    size_t askable = 0, listed = 0;
    for (uint32_t c = 0; c >> b->subject->pack->fact_count == 0; c++) {
        const size_t probe = probe_of(p, c);
        CHECK_INT(probe < p->count, subject_askable(b->subject, b->decision, c));
        askable += probe < p->count;
    }
    for (size_t i = 0; i < p->count; i++) {
        const uint32_t *cases = p->cases + p->items[i].first;
        listed += p->items[i].cases;
        for (size_t k = 0; k < p->items[i].cases; k++) {
            CHECK(same_answers(b, cases[0], cases[k]));
        }
        for (size_t other = 0; other < i; other++) {
            CHECK(!same_answers(b, cases[0], p->cases[p->items[other].first]));
        }
    }
    CHECK_INT(listed, askable);
}

static size_t options_of(const struct probe *probe, size_t outcomes[PROBE_OPTIONS])
{
    for (size_t i = 0; i < probe->options; i++) {
        outcomes[i] = probe->outcomes[i];
    }
    return probe->options;
}

/* Options are the outcomes that may be asked for, the key among them; answers are what tables say. */
static void compare_options(const struct belief *b, const struct probes *p, size_t i)
{
    const struct decision *d = &b->subject->pack->decisions[b->decision];
    const struct probe *probe = &p->items[i];
    const uint32_t whole = p->cases[probe->first];
    size_t askable = 0;
    for (size_t o = 0; o < d->outcome_count; o++) {
        askable += d->outcomes[o].ask;
    }
    CHECK_INT(probe->options, askable < PROBE_OPTIONS ? askable : PROBE_OPTIONS);
    for (size_t o = 0; o < probe->options; o++) {
        CHECK(d->outcomes[probe->outcomes[o]].ask);
        CHECK(o == 0 || probe->outcomes[o] > probe->outcomes[o - 1]);
    }
    CHECK(probes_answer(p, i, 0) != PROBE_AT_RANDOM);
    for (size_t h = 0; h < b->count; h++) {
        const size_t outcome = belief_outcome(b, h, whole);
        const uint8_t option = probes_answer(p, i, h);
        size_t place = 0;
        while (place < probe->options && probe->outcomes[place] != outcome) {
            place++;
        }
        CHECK_INT(option, place < probe->options ? place : PROBE_AT_RANDOM);
    }
    size_t outcomes[PROBE_OPTIONS];
    const size_t count = options_of(probe, outcomes);
    CHECK_NEAR(probes_information(p, b, i), belief_information(b, whole, outcomes, count), 1e-12);
}

static bool alike(const struct probes *p, size_t one, size_t other)
{
    for (size_t i = 0; i < p->count; i++) {
        if (probes_answer(p, i, one) != probes_answer(p, i, other)) {
            return false;
        }
    }
    return true;
}

static bool same_pair(const struct hypothesis *a, const struct hypothesis *b)
{
    return a->kind == HYPOTHESIS_PAIR && b->kind == HYPOTHESIS_PAIR &&
           a->misconception == b->second && a->second == b->misconception;
}

/* The first that answers alike; of a pair its other order, if nothing simpler names that either. */
static size_t told_slowly(const struct belief *b, const struct probes *p, size_t hypothesis)
{
    size_t first = 0;
    while (!alike(p, first, hypothesis)) {
        first++;
    }
    for (size_t other = 0; other < first; other++) {
        if (same_pair(&b->hypotheses[other], &b->hypotheses[first])) {
            size_t simplest = 0;
            while (!alike(p, simplest, other)) {
                simplest++;
            }
            return simplest == other ? other : first;
        }
    }
    return first;
}

static void compare_classes(const struct belief *b, const struct probes *p)
{
    double *told = calloc(b->count, sizeof *told), *slow = calloc(b->count, sizeof *slow);
    for (size_t h = 0; h < b->count; h++) {
        CHECK_INT(p->told_as[p->class_of[h]], told_slowly(b, p, h));
        slow[told_slowly(b, p, h)] += b->hypotheses[h].probability;
        for (size_t other = 0; other < h; other++) {
            CHECK_INT(p->class_of[h] == p->class_of[other], alike(p, h, other));
        }
    }
    const size_t leader = probes_told(p, b, told);
    for (size_t h = 0; h < b->count; h++) {
        CHECK_NEAR(told[h], slow[h], 1e-12);
        CHECK(told[h] <= told[leader]);
    }
    free(told);
    free(slow);
}

static void compare(const struct subject *s, size_t decision, const struct belief_options *options)
{
    struct belief b;
    struct probes p;
    uint64_t chance = decision + 3;
    REQUIRE(belief_init(&b, s, decision, options));
    REQUIRE(probes_init(&p, &b));
    compare_cases(&b, &p);
    for (int answers = 0; answers < 4 && p.count > 0; answers++) {
        for (size_t i = 0; i < p.count; i++) {
            compare_options(&b, &p, i);
        }
        size_t outcomes[PROBE_OPTIONS];
        const struct probe *probe = &p.items[random_below(&chance, p.count)];
        const size_t count = options_of(probe, outcomes);
        belief_update(&b, p.cases[probe->first], outcomes, count, random_below(&chance, count));
    }
    compare_classes(&b, &p);
    probes_fini(&p);
    belief_fini(&b);
}

static void test_our_packs(void)
{
    for (size_t i = 0; i < SUBJECTS; i++) {
        struct subject *s = subject_of(subject_ids[i]);
        REQUIRE(s != NULL);
        for (size_t d = 0; d < s->pack->decision_count; d++) {
            compare(s, d, &without);
            compare(s, d, &with_pairs);
        }
        subject_free(s);
    }
}

static void test_random_packs(void)
{
    for (uint64_t seed = 1; seed <= 300 && !check_state.bad; seed++) {
        char *text = random_pack(seed, 1, 7);
        struct subject *s = subject_of_text(text);
        REQUIRE(s != NULL);
        for (size_t d = 0; d < s->pack->decision_count; d++) {
            compare(s, d, &with_pairs);
        }
        subject_free(s);
        free(text);
        if (check_state.bad) {
            printf("# seed %llu\n", (unsigned long long)seed);
        }
    }
}

/* Eight outcomes to ask for: the key, what is believed, then others in the pack's order. */
static void test_many_outcomes(void)
{
    struct subject *s = subject_of_text(
        "{\"format\":\"amiquiz-pack\",\"version\":1,\"id\":\"wide\",\"title\":\"T\",\"facts\":["
        "{\"id\":\"a\",\"label\":\"a\",\"yes\":[\"a\"],\"no\":[\"no a\"]},"
        "{\"id\":\"b\",\"label\":\"b\",\"yes\":[\"b\"],\"no\":[\"no b\"]}],"
        "\"decisions\":[{\"id\":\"d\",\"ask\":\"?\",\"hit\":\"first\",\"outcomes\":["
        "{\"id\":\"o0\",\"label\":\"0\"},{\"id\":\"o1\",\"label\":\"1\"},{\"id\":\"o2\",\"label\":\"2\"},"
        "{\"id\":\"o3\",\"label\":\"3\"},{\"id\":\"o4\",\"label\":\"4\"},{\"id\":\"o5\",\"label\":\"5\"},"
        "{\"id\":\"o6\",\"label\":\"6\"},{\"id\":\"o7\",\"label\":\"7\"}],\"rules\":["
        "{\"id\":\"r7\",\"when\":{\"a\":true},\"then\":\"o7\",\"because\":\".\"},"
        "{\"id\":\"r0\",\"when\":{},\"then\":\"o0\",\"because\":\".\"}]}],\"misconceptions\":["
        "{\"id\":\"m\",\"decision\":\"d\",\"believes\":\".\",\"correct\":\".\",\"rules\":["
        "{\"when\":{},\"then\":\"o6\"}]}]}");
    REQUIRE(s != NULL);
    struct belief b;
    struct probes p;
    REQUIRE(belief_init(&b, s, 0, &without) && probes_init(&p, &b));
    REQUIRE(p.count == 2);
    for (size_t i = 0; i < 2; i++) {
        compare_options(&b, &p, i);
        const bool a = (p.cases[p.items[i].first] & 1) != 0;
        const size_t with_a[] = {0, 1, 2, 3, 6, 7}, with_no_a[] = {0, 1, 2, 3, 4, 6};
        for (size_t o = 0; o < PROBE_OPTIONS; o++) {
            CHECK_INT(p.items[i].outcomes[o], (a ? with_a : with_no_a)[o]);
        }
    }
    probes_fini(&p);
    belief_fini(&b);
    subject_free(s);
}

/* The most that any case tells now, options and all, by the plain way. */
static double most_bits(const struct belief *b, const struct probes *p, uint32_t but)
{
    double most = 0;
    for (size_t i = 0; i < p->count; i++) {
        size_t outcomes[PROBE_OPTIONS];
        const size_t count = options_of(&p->items[i], outcomes);
        if (p->items[i].cases > 1 || p->cases[p->items[i].first] != but) {
            most = fmax(most, belief_information(b, p->cases[p->items[i].first], outcomes, count));
        }
    }
    return most;
}

/* A sitting with answers by chance: what is asked tells as good as most, and never one case twice. */
static void sit(const struct subject *s, size_t decision, const struct belief_options *options,
                uint64_t seed, size_t *again)
{
    struct belief b;
    struct probes p;
    struct rng rng;
    uint32_t asked[40];
    rng_seed(&rng, seed);
    REQUIRE(belief_init(&b, s, decision, options) && probes_init(&p, &b));
    for (size_t n = 0; n < 40; n++) {
        uint32_t whole;
        const struct probe_past past = {asked, n};
        const double most = most_bits(&b, &p, n > 0 ? asked[n - 1] : UINT32_MAX);
        const size_t probe = probes_choose(&p, &b, 0.95, past, &rng, &whole);
        CHECK_INT(probe_of(&p, whole), probe);
        CHECK(probes_information(&p, &b, probe) >= most - 0.06 - 0.03 - 2e-6);
        CHECK(n == 0 || whole != asked[n - 1]);
        for (size_t i = 0; i < n; i++) {
            *again += asked[i] == whole;
        }
        asked[n] = whole;
        size_t outcomes[PROBE_OPTIONS];
        const size_t count = options_of(&p.items[probe], outcomes);
        belief_update(&b, whole, outcomes, count, rng_below(&rng, count));
    }
    probes_fini(&p);
    belief_fini(&b);
}

static void test_choosing(void)
{
    for (size_t i = 0; i < SUBJECTS; i++) {
        struct subject *s = subject_of(subject_ids[i]);
        REQUIRE(s != NULL);
        for (size_t d = 0; d < s->pack->decision_count; d++) {
            size_t again = 0;
            sit(s, d, &without, d + 1, &again);
            sit(s, d, &with_pairs, d + 1, &again);
            /* Many cases tell the same: with 142 of them few come again; `share` has but few that tell. */
            CHECK(d != 0 || again < 60);
        }
        subject_free(s);
    }
}

/* A pack of one case has nothing else to ask, and says it again. */
static void test_a_single_case(void)
{
    struct subject *s = subject_of_text(
        "{\"format\":\"amiquiz-pack\",\"version\":1,\"id\":\"one\",\"title\":\"T\",\"facts\":["
        "{\"id\":\"a\",\"label\":\"a\",\"yes\":[\"a\"],\"no\":[\"no a\"]}],"
        "\"impossible\":[{\"when\":{\"a\":true},\"because\":\".\"}],"
        "\"decisions\":[{\"id\":\"d\",\"ask\":\"?\",\"hit\":\"first\",\"outcomes\":["
        "{\"id\":\"x\",\"label\":\"x\"},{\"id\":\"y\",\"label\":\"y\"}],\"rules\":["
        "{\"id\":\"r\",\"when\":{},\"then\":\"x\",\"because\":\".\"}]}]}");
    struct belief b;
    struct probes p;
    struct rng rng;
    uint32_t asked[] = {0, 0}, whole = 7;
    rng_seed(&rng, 1);
    REQUIRE(s != NULL && belief_init(&b, s, 0, &without) && probes_init(&p, &b));
    CHECK_INT(p.count, 1);
    CHECK_INT(probes_choose(&p, &b, 0.95, (struct probe_past){asked, 2}, &rng, &whole), 0);
    CHECK_INT(whole, 0);
    probes_fini(&p);
    belief_fini(&b);
    subject_free(s);
}

/* A million cases and 33 hypotheses: some cases are left out, but every fact is seen both ways. */
static void test_a_very_large_pack(void)
{
    struct buffer text = {0};
    buffer_add_text(&text,
                    "{\"format\":\"amiquiz-pack\",\"version\":1,\"id\":\"large\",\"title\":\"T\","
                    "\"facts\":[");
    for (int f = 0; f < 20; f++) {
        buffer_addf(&text, "%s{\"id\":\"f%d\",\"label\":\"f\",\"yes\":[\"y\"],\"no\":[\"n\"]}",
                    f > 0 ? "," : "", f);
    }
    buffer_add_text(&text,
                    "],\"decisions\":[{\"id\":\"d\",\"ask\":\"?\",\"hit\":\"first\",\"outcomes\":["
                    "{\"id\":\"x\",\"label\":\"x\"},{\"id\":\"y\",\"label\":\"y\"}],\"rules\":["
                    "{\"id\":\"r\",\"when\":{},\"then\":\"x\",\"because\":\".\"}]}],"
                    "\"misconceptions\":[");
    for (int m = 0; m < 31; m++) {
        buffer_addf(&text,
                    "%s{\"id\":\"m%d\",\"decision\":\"d\",\"believes\":\".\",\"correct\":\".\","
                    "\"rules\":[{\"when\":{\"f%d\":true,\"f%d\":true},\"then\":\"y\"}]}",
                    m > 0 ? "," : "", m, m % 20, (m + 1 + m / 20 * 5) % 20);
    }
    buffer_add_text(&text, "]}");
    struct subject *s = subject_of_text(buffer_text(&text));
    struct belief b;
    struct probes p;
    REQUIRE(s != NULL && belief_init(&b, s, 0, &without) && probes_init(&p, &b));
    uint32_t with = 0, lacking = 0;
    size_t cases = 0;
    for (size_t i = 0; i < p.count; i++) {
        cases += p.items[i].cases;
    }
    for (size_t i = 0; i < cases; i++) {
        with |= p.cases[i];
        lacking |= ~p.cases[i];
    }
    CHECK(cases < (size_t)1 << 20 && cases > (size_t)1 << 17);
    CHECK_INT(with, facts_mask(20));
    CHECK_INT(lacking & facts_mask(20), facts_mask(20));
    CHECK_INT(p.classes, b.count); /* all of them can still be told apart */
    probes_fini(&p);
    belief_fini(&b);
    subject_free(s);
    buffer_fini(&text);
}

/* How soon simulated learners are named; `make bench T=diagnose` runs many times as many. */
struct promise {
    const char *pack;
    bool pairs;
    size_t times;                        /* runs a hypothesis */
    double mean, right, times_as_random; /* at most, at least, at least */
    size_t most;                         /* 95th percentile */
};

static void reach(const struct promise *promise)
{
    struct subject *s = subject_of(promise->pack);
    struct learners l;
    static struct runs best, random;
    best = random = (struct runs){0};
    REQUIRE(s != NULL && learners_open(&l, s, 0, promise->pairs));
    for (size_t h = 0; h < l.belief.count; h++) {
        for (size_t i = 0; learners_has(&l, h) && i < promise->times; i++) {
            l.random = false;
            learners_run(&l, h, 1000 * h + i, &best);
            l.random = true;
            if (!promise->pairs) {
                learners_run(&l, h, 1000 * h + i, &random);
            }
        }
    }
    printf("# %s%s: mean %.2f, 95th percentile %zu, right %.1f %%\n", promise->pack,
           promise->pairs ? " with pairs" : "", runs_mean(&best), runs_quantile(&best, 0.95),
           100 * (double)best.right / (double)best.count);
    CHECK(runs_mean(&best) <= promise->mean);
    CHECK(runs_quantile(&best, 0.95) <= promise->most);
    CHECK((double)best.right >= promise->right * (double)best.count);
    CHECK(promise->pairs || runs_mean(&random) >= promise->times_as_random * runs_mean(&best));
    learners_close(&l);
    subject_free(s);
}

static void test_learners_are_named_soon(void)
{
    static const struct promise promises[] = {{"ami-lecture", false, 60, 5, 0.97, 4.6, 10},
                                              {"ami-current", false, 60, 5, 0.97, 4, 10},
                                              {"ami-lecture", true, 3, 8, 0.95, 0, 13},
                                              {"ami-current", true, 3, 8, 0.95, 0, 13}};
    for (size_t i = 0; i < sizeof promises / sizeof *promises; i++) {
        reach(&promises[i]);
    }
}

/* Is there a row of questions, each answered by the hypothesis, after which it is sure?  By belief.h alone. */
static bool can_be_sure(struct learners *l, size_t hypothesis, size_t answers)
{
    struct belief *b = &l->belief;
    double *told = calloc(b->count, 2 * sizeof *told), *before = told + b->count;
    (void)probes_told(&l->probes, b, told);
    bool sure = told[hypothesis] >= l->sure;
    for (size_t h = 0; h < b->count; h++) {
        before[h] = b->hypotheses[h].probability;
    }
    for (size_t p = 0; !sure && answers > 0 && p < l->probes.count; p++) {
        const struct probe *probe = &l->probes.items[p];
        const uint8_t own = probes_answer(&l->probes, p, hypothesis);
        size_t outcomes[PROBE_OPTIONS];
        for (size_t i = 0; i < probe->options; i++) {
            outcomes[i] = probe->outcomes[i];
        }
        if (own != PROBE_AT_RANDOM) {
            belief_update(b, l->probes.cases[probe->first], outcomes, probe->options, own);
            sure = can_be_sure(l, hypothesis, answers - 1);
        }
        for (size_t h = 0; h < b->count; h++) {
            b->hypotheses[h].probability = before[h];
        }
    }
    free(told);
    return sure;
}

/* Luck may name whoever answers at random sooner. */
static bool is_ever_at_random(const struct learners *l, size_t hypothesis)
{
    bool ever = false;
    for (size_t p = 0; p < l->probes.count; p++) {
        ever = ever || probes_answer(&l->probes, p, hypothesis) == PROBE_AT_RANDOM;
    }
    return ever;
}

/* Nobody who never slips is named by fewer answers than the fewest, and the fewest are enough. */
static void test_fewest_answers(void)
{
    size_t searched = 0;
    for (size_t p = 0; p < SUBJECTS; p++) {
        struct subject *s = subject_of(subject_ids[p]);
        REQUIRE(s != NULL);
        for (size_t d = 0; d < s->pack->decision_count; d++) {
            struct learners l;
            REQUIRE(learners_open(&l, s, d, false));
            l.slip = 0;
            for (size_t h = 0; h < l.belief.count; h++) {
                static struct runs runs;
                runs = (struct runs){0};
                if (!learners_has(&l, h) || l.probes.told_as[l.probes.class_of[h]] != h) {
                    continue;
                }
                learners_run(&l, h, h, &runs);
                belief_reset(&l.belief);
                const size_t fewest = fewest_answers(&l, h);
                CHECK(runs.right == 0 || is_ever_at_random(&l, h) || fewest <= runs.questions);
                if (pow((double)l.probes.count, (double)fewest) < 1e5) {
                    searched++;
                    CHECK(can_be_sure(&l, h, fewest) && !can_be_sure(&l, h, fewest - 1));
                }
            }
            learners_close(&l);
        }
        subject_free(s);
    }
    CHECK(searched > 20);
    printf("# %zu searched\n", searched);
}

int main(void)
{
    RUN(test_our_packs);
    RUN(test_random_packs);
    RUN(test_many_outcomes);
    RUN(test_choosing);
    RUN(test_a_single_case);
    RUN(test_a_very_large_pack);
    RUN(test_learners_are_named_soon);
    RUN(test_fewest_answers);
    return check_end();
}
