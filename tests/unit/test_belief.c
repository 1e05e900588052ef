/* The posterior and the information of a question, worked out a second time without the tables. */
#include "questions/tutor/belief.h"

#include <stdio.h>
#include <stdlib.h>

#include "questions/item/question.h"
#include "tests/unit/check.h"
#include "tests/unit/random_pack.h"
#include "tests/unit/slow_engine.h"
#include "tests/unit/subjects.h"

#define HYPOTHESES_MAX 300

/** How a belief may be kept: as the drill does, as a diagnosis does, with pairs, with another slip. */
static const struct belief_options kept[] = {
    {0.05, 0.000001, false}, {0.05, 0, false}, {0.05, 0, true}, {0.2, 0.0001, true}};
#define KEPT (sizeof kept / sizeof *kept)

/* The outcome that a hypothesis answers; SLOW_NONE: none, so it picks at random. */
static int own_outcome(const struct belief *b, size_t hypothesis, uint32_t whole)
{
    const struct hypothesis *h = &b->hypotheses[hypothesis];
    const struct pack *pack = b->subject->pack, *there = b->subject->sibling->pack;
    int row;
    switch (h->kind) {
    case HYPOTHESIS_SOUND:
        row = slow_row(pack, b->decision, whole);
        return row < 0 ? SLOW_NONE : (int)pack->decisions[b->decision].rules[row].then;
    case HYPOTHESIS_MISCONCEPTION:
        return slow_belief(pack, h->misconception, whole);
    case HYPOTHESIS_OTHER_EDITION:
        /* Both editions have their facts and decisions in the same order; test_pairs checks it. */
        row = slow_row(there, b->decision, whole);
        if (row >= 0) {
            const size_t outcome =
                decision_outcome(&pack->decisions[b->decision],
                                 there->decisions[b->decision]
                                     .outcomes[there->decisions[b->decision].rules[row].then]
                                     .id);
            return outcome != SIZE_MAX ? (int)outcome : SLOW_NONE;
        }
        return SLOW_NONE;
    case HYPOTHESIS_PAIR:
        return slow_pair(pack, h->misconception, h->second, whole);
    case HYPOTHESIS_GUESSING:
        break;
    }
    return SLOW_NONE;
}

/* P(option | hypothesis), as interface.md, section 5, has it. */
static double likelihood(const struct belief *b, size_t hypothesis, uint32_t whole,
                         const size_t outcomes[], size_t count, size_t option)
{
    const int own = own_outcome(b, hypothesis, whole);
    bool offered = false;
    for (size_t i = 0; i < count; i++) {
        offered = offered || (int)outcomes[i] == own;
    }
    if (!offered) {
        return 1.0 / (double)count;
    }
    const double slip = b->options.slip;
    return (int)outcomes[option] == own ? 1 - slip : slip / (double)(count - 1);
}

/* A random askable case of a decision, and options for it. */
static size_t draw(const struct subject *s, size_t decision, uint64_t *chance, uint32_t *whole,
                   size_t outcomes[QUESTION_OPTIONS])
{
    do {
        *whole = (uint32_t)random_below(chance, (size_t)1 << s->pack->fact_count);
    } while (!subject_askable(s, decision, *whole));
    return question_choose(s, decision, *whole, NULL, outcomes);
}

static void test_pairs(void)
{
    for (size_t p = 0; p < SUBJECTS; p++) {
        struct subject *s = subject_of(subject_ids[p]);
        REQUIRE(s != NULL);
        for (size_t f = 0; f < s->pack->fact_count; f++) {
            CHECK_STR(s->sibling->pack->facts[f].id, s->pack->facts[f].id);
        }
        for (size_t d = 0; d < s->pack->decision_count; d++) {
            struct belief b;
            size_t misconceptions = 0;
            CHECK_STR(s->sibling->pack->decisions[d].id, s->pack->decisions[d].id);
            REQUIRE(belief_init(&b, s, d, NULL));
            for (size_t m = 0; m < s->pack->misconception_count; m++) {
                misconceptions += s->pack->misconceptions[m].decision == d;
            }
            CHECK_INT(b.count, misconceptions + 3);
            CHECK_STR(belief_name(&b, 0), "sound");
            CHECK_STR(belief_name(&b, b.count - 2), "other-edition");
            CHECK_STR(belief_name(&b, b.count - 1), "guessing");
            for (size_t i = 0; i < b.count; i++) {
                CHECK_NEAR(b.hypotheses[i].probability, 1.0 / (double)b.count, 1e-15);
                CHECK_INT(b.hypotheses[i].misconception != SIZE_MAX,
                          b.hypotheses[i].kind == HYPOTHESIS_MISCONCEPTION);
            }
            belief_fini(&b);
        }
        subject_free(s);
    }
}

/* One answer, slowly: times its likelihood, to a sum of 1, none below the floor, to 1 again. */
static void update_slowly(const struct belief *b, double p[], uint32_t whole,
                          const size_t outcomes[], size_t count, size_t chosen)
{
    double sum = 0, all = 0;
    for (size_t i = 0; i < b->count; i++) {
        p[i] *= likelihood(b, i, whole, outcomes, count, chosen);
        sum += p[i];
    }
    for (size_t i = 0; i < b->count; i++) {
        p[i] = p[i] / sum < b->options.floor ? b->options.floor : p[i] / sum;
        all += p[i];
    }
    for (size_t i = 0; i < b->count; i++) {
        p[i] /= all;
    }
}

static void test_posterior(void)
{
    uint64_t chance = 1;
    for (size_t run = 0; run < 80; run++) {
        struct subject *s = subject_of(subject_ids[run % SUBJECTS]);
        struct belief b;
        const size_t decision = run % (run % 3 == 0 ? 1 : 5); /* the longest list more often */
        REQUIRE(s != NULL && belief_init(&b, s, decision, &kept[run / 2 % KEPT]));
        REQUIRE(b.count <= HYPOTHESES_MAX);
        double wanted[HYPOTHESES_MAX];
        for (size_t i = 0; i < b.count; i++) {
            wanted[i] = b.hypotheses[i].kind == HYPOTHESIS_PAIR ? 0.5 : 1;
        }
        for (int answers = 0; answers < 12; answers++) {
            uint32_t whole;
            size_t outcomes[QUESTION_OPTIONS];
            const size_t count = draw(s, b.decision, &chance, &whole, outcomes);
            const size_t chosen = random_below(&chance, count);
            update_slowly(&b, wanted, whole, outcomes, count, chosen);
            belief_update(&b, whole, outcomes, count, chosen);
        }
        double all = 0;
        for (size_t i = 0; i < b.count; i++) {
            CHECK_NEAR(b.hypotheses[i].probability, wanted[i], 1e-12);
            all += b.hypotheses[i].probability;
        }
        CHECK_NEAR(all, 1, 1e-12);
        belief_reset(&b);
        CHECK_NEAR(b.hypotheses[0].probability, 2 * b.hypotheses[b.count - 1].probability,
                   b.options.pairs ? 1e-15 : 1);
        belief_fini(&b);
        subject_free(s);
    }
}

/* Sum over hypotheses h and options o of p(h) p(o|h) log2(p(o|h) / p(o)). */
static double information(const struct belief *b, uint32_t whole, const size_t outcomes[],
                          size_t count)
{
    double bits = 0;
    for (size_t o = 0; o < count; o++) {
        double p = 0;
        for (size_t h = 0; h < b->count; h++) {
            p += b->hypotheses[h].probability * likelihood(b, h, whole, outcomes, count, o);
        }
        for (size_t h = 0; h < b->count; h++) {
            const double given = likelihood(b, h, whole, outcomes, count, o);
            bits += given > 0 ? b->hypotheses[h].probability * given * log2(given / p) : 0;
        }
    }
    return bits;
}

static void test_information(void)
{
    uint64_t chance = 2;
    double most = 0;
    for (size_t run = 0; run < 60; run++) {
        struct subject *s = subject_of(subject_ids[run % SUBJECTS]);
        struct belief b;
        const size_t decision = run % (run % 3 == 0 ? 1 : 5);
        REQUIRE(s != NULL && belief_init(&b, s, decision, &kept[run / 2 % KEPT]));
        for (int answers = 0; answers < 10; answers++) {
            uint32_t whole;
            size_t outcomes[QUESTION_OPTIONS];
            const size_t count = draw(s, b.decision, &chance, &whole, outcomes);
            const double bits = belief_information(&b, whole, outcomes, count);
            CHECK_NEAR(bits, information(&b, whole, outcomes, count), 1e-10);
            CHECK(bits > -1e-12);
            CHECK(bits <= log2((double)count) + 1e-12);
            most = bits > most ? bits : most;
            belief_update(&b, whole, outcomes, count, random_below(&chance, count));
        }
        belief_fini(&b);
        subject_free(s);
    }
    CHECK(most > 0.3); /* the cases are not all dull */
}

/* The askable case that tells most now. */
static size_t best_case(const struct belief *b, uint64_t *chance, uint32_t *whole,
                        size_t outcomes[QUESTION_OPTIONS])
{
    double most = -1;
    size_t best = 0;
    for (uint32_t c = 0; c >> b->subject->pack->fact_count == 0; c++) {
        size_t options[QUESTION_OPTIONS];
        if (!subject_askable(b->subject, b->decision, c)) {
            continue;
        }
        const size_t count = question_choose(b->subject, b->decision, c, NULL, options);
        const double bits =
            belief_information(b, c, options, count) + 1e-3 * (double)random_below(chance, 10);
        if (bits > most) {
            most = bits;
            best = count;
            *whole = c;
            for (size_t i = 0; i < count; i++) {
                outcomes[i] = options[i];
            }
        }
    }
    return best;
}

/* An answer by one hypothesis: its own option, by chance where it has none to offer.  Is it wrong? */
static bool answer_by(struct belief *b, size_t hypothesis, uint64_t *chance, uint32_t whole,
                      const size_t outcomes[], size_t count)
{
    size_t chosen = random_below(chance, count);
    for (size_t o = 0; o < count; o++) {
        chosen = (int)outcomes[o] == own_outcome(b, hypothesis, whole) ? o : chosen;
    }
    belief_update(b, whole, outcomes, count, chosen);
    return (int)outcomes[chosen] != own_outcome(b, 0, whole);
}

/* A learner with one hypothesis who never slips: after `questions` good questions it leads. */
static void recognise(const struct subject *s, size_t decision, size_t hypothesis, int questions,
                      size_t *recognised)
{
    struct belief b;
    uint64_t chance = hypothesis + 100 * decision;
    REQUIRE(belief_init(&b, s, decision, NULL));
    for (int i = 0; i < questions; i++) {
        uint32_t whole = 0;
        size_t outcomes[QUESTION_OPTIONS];
        const size_t count = best_case(&b, &chance, &whole, outcomes);
        (void)answer_by(&b, hypothesis, &chance, whole, outcomes, count);
    }
    size_t leader = 0;
    for (size_t i = 1; i < b.count; i++) {
        leader = b.hypotheses[i].probability > b.hypotheses[leader].probability ? i : leader;
    }
    if (leader != hypothesis) {
        printf("# %s %s: taken for %s\n", s->pack->id, belief_name(&b, hypothesis),
               belief_name(&b, leader));
    }
    *recognised += leader == hypothesis;
    belief_fini(&b);
}

static void test_learners_are_recognised(void)
{
    for (size_t p = 0; p < SUBJECTS; p++) {
        struct subject *s = subject_of(subject_ids[p]);
        REQUIRE(s != NULL);
        for (size_t d = 0; d < s->pack->decision_count; d++) {
            struct belief b;
            size_t recognised = 0, all = 0;
            REQUIRE(belief_init(&b, s, d, NULL));
            for (size_t h = 0; h < b.count; h++) {
                /* A guesser hits upon anything, and the sibling may answer alike everywhere. */
                if (b.hypotheses[h].kind == HYPOTHESIS_SOUND ||
                    b.hypotheses[h].kind == HYPOTHESIS_MISCONCEPTION) {
                    recognise(s, d, h, 14, &recognised);
                    all++;
                }
            }
            CHECK_INT(recognised, all);
            belief_fini(&b);
        }
        subject_free(s);
    }
}

/* Hundreds of right answers, then somebody with one misconception: ten errors name it. */
static void lapse(const struct subject *s, size_t decision, size_t hypothesis)
{
    struct belief b;
    uint64_t chance = 7 + hypothesis;
    uint32_t whole;
    size_t outcomes[QUESTION_OPTIONS];
    REQUIRE(belief_init(&b, s, decision, NULL));
    for (int i = 0; i < 300; i++) {
        const size_t count = draw(s, decision, &chance, &whole, outcomes);
        (void)answer_by(&b, 0, &chance, whole, outcomes, count);
    }
    for (size_t i = 0; i < b.count; i++) {
        CHECK(b.hypotheses[i].probability > 0.9e-6); /* nothing is given up */
    }
    for (int errors = 0; errors < 10;) {
        const size_t count = draw(s, decision, &chance, &whole, outcomes);
        errors += answer_by(&b, hypothesis, &chance, whole, outcomes, count);
    }
    CHECK(b.hypotheses[hypothesis].probability > 0.9);
    if (b.hypotheses[hypothesis].probability <= 0.9) {
        printf("# %s %s: %g\n", s->pack->id, belief_name(&b, hypothesis),
               b.hypotheses[hypothesis].probability);
    }
    belief_fini(&b);
}

static void test_a_late_lapse_is_named(void)
{
    for (size_t p = 0; p < SUBJECTS; p++) {
        struct subject *s = subject_of(subject_ids[p]);
        REQUIRE(s != NULL);
        for (size_t d = 0; d < s->pack->decision_count; d++) {
            struct belief b;
            REQUIRE(belief_init(&b, s, d, NULL));
            for (size_t h = 0; h < b.count; h++) {
                if (b.hypotheses[h].kind == HYPOTHESIS_MISCONCEPTION) {
                    lapse(s, d, h);
                }
            }
            belief_fini(&b);
        }
        subject_free(s);
    }
}

/* Both orders of every two, side by side, half a share each. */
static void test_the_list_with_pairs(void)
{
    struct subject *s = subject_of("ami-lecture");
    struct belief plain, b;
    REQUIRE(s != NULL && belief_init(&plain, s, 0, NULL) && belief_init(&b, s, 0, &kept[2]));
    const size_t own = plain.count - 3;
    REQUIRE(b.count == plain.count + own * (own - 1));
    double all = 0;
    for (size_t i = 0; i < b.count; i++) {
        all += b.hypotheses[i].probability;
        CHECK_INT(b.hypotheses[i].kind == HYPOTHESIS_PAIR, i >= plain.count);
        CHECK_NEAR(b.hypotheses[i].probability,
                   b.hypotheses[0].probability * (i < plain.count ? 1 : 0.5), 1e-15);
    }
    CHECK_NEAR(all, 1, 1e-12);
    for (size_t i = plain.count; i < b.count; i += 2) {
        CHECK_INT(b.hypotheses[i].misconception, b.hypotheses[i + 1].second);
        CHECK_INT(b.hypotheses[i].second, b.hypotheses[i + 1].misconception);
        CHECK(b.hypotheses[i].misconception < b.hypotheses[i].second);
    }
    belief_fini(&plain);
    belief_fini(&b);
    subject_free(s);
}

/* Without slips one answer settles what it can, and nothing is divided by nothing. */
static void test_nobody_slips(void)
{
    struct subject *s = subject_of("ami-lecture");
    const struct belief_options never = {0, 0, false};
    struct belief b;
    uint64_t chance = 9;
    REQUIRE(s != NULL && belief_init(&b, s, 0, &never));
    for (int i = 0; i < 40; i++) {
        uint32_t whole;
        size_t outcomes[QUESTION_OPTIONS];
        const size_t count = draw(s, 0, &chance, &whole, outcomes);
        const double bits = belief_information(&b, whole, outcomes, count);
        CHECK_NEAR(bits, information(&b, whole, outcomes, count), 1e-10);
        belief_update(&b, whole, outcomes, count, random_below(&chance, count));
    }
    /* Whoever chooses anything is a guesser: no table answers so. */
    CHECK_NEAR(b.hypotheses[b.count - 1].probability, 1, 1e-12);
    belief_fini(&b);
    subject_free(s);
}

int main(void)
{
    RUN(test_the_list_with_pairs);
    RUN(test_nobody_slips);
    RUN(test_pairs);
    RUN(test_posterior);
    RUN(test_information);
    RUN(test_learners_are_recognised);
    RUN(test_a_late_lapse_is_named);
    return check_end();
}
