/*
 * Beliefs of a class against plain counting: banks of everything that the two packs can be asked,
 * random answers, and each definition written out again in loops over the items themselves.
 */
#include "questions/score/beliefs.h"

#include <math.h>
#include <stdlib.h>

#include "questions/text/rng.h"
#include "tests/unit/check.h"
#include "tests/unit/items_bank.h"
#include "tests/unit/score_class.h"
#include "tests/unit/subjects.h"

#define CLASSES  60
#define STUDENTS 40

/* ---- A guesser ------------------------------------------------------------------------------- */

/* Every way in which trials can end, one by one. */
static double slow_guesser(const double chance[], size_t count)
{
    double held = 0;
    for (uint32_t ends = 0; ends >> count == 0; ends++) {
        double likely = 1, successes = 0;
        for (size_t i = 0; i < count; i++) {
            const bool success = (ends >> i & 1) != 0;
            likely *= success ? chance[i] : 1 - chance[i];
            successes += success;
        }
        held += successes * 3 >= (double)count * 2 ? likely : 0;
    }
    return held;
}

static void test_guesser(void)
{
    static const double quarter[] = {0.25, 0.25, 0.25, 0.25};
    struct rng rng;
    CHECK(isnan(belief_guesser(quarter, 2)));
    CHECK(isnan(belief_guesser(quarter, BELIEF_CHANCES_MOST + 1)));
    CHECK_NEAR(belief_guesser(quarter, 3), 10.0 / 64, 1e-15);
    CHECK_NEAR(belief_guesser(quarter, 4), 13.0 / 256, 1e-15);
    rng_seed(&rng, 3);
    for (size_t i = 0; i < 300; i++) {
        double chance[12];
        const size_t count = 3 + rng_below(&rng, 10);
        for (size_t k = 0; k < count; k++) {
            chance[k] = rng_below(&rng, 4) == 0 ? 1 : rng_unit(&rng);
        }
        CHECK_NEAR(belief_guesser(chance, count), slow_guesser(chance, count), 1e-12);
    }
}

static void test_standing(void)
{
    static const struct {
        uint32_t chances, shown;
        enum belief_standing standing;
    } cases[] = {{2, 2, BELIEF_TOO_FEW}, {3, 0, BELIEF_NOT},  {3, 1, BELIEF_SOME},
                 {3, 2, BELIEF_HELD},    {4, 2, BELIEF_SOME}, {4, 3, BELIEF_HELD},
                 {0, 0, BELIEF_TOO_FEW}, {6, 4, BELIEF_HELD}, {7, 4, BELIEF_SOME}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct belief_count count = {cases[i].chances, cases[i].shown};
        CHECK_INT(belief_standing(count), cases[i].standing);
    }
}

/* ---- What shows what ------------------------------------------------------------------------- */

static bool names(const struct item_option *option, const char *id)
{
    bool found = false;
    for (size_t i = 0; i < option->misconceptions.count; i++) {
        found = found || strcmp(option->misconceptions.items[i], id) == 0;
    }
    return found;
}

/* The case of an item. */
static uint32_t case_of(const struct subject *subject, const struct item *item)
{
    uint32_t whole = 0;
    for (size_t i = 0; i < item->fact_count; i++) {
        const size_t fact = pack_fact(subject->pack, item->facts[i].id);
        whole |= item->facts[i].value ? fact_bit(fact) : 0;
    }
    return whole;
}

/* Of an item that simply asks a decision: what the sibling answers there, by id; NULL: nothing. */
static const char *sibling_answer(const struct subject *subject, const struct item *item)
{
    if (item->kind == NULL || item->decision == NULL || strcmp(item->kind, item->decision) != 0) {
        return NULL;
    }
    const size_t decision = pack_decision(subject->pack, item->decision);
    const struct outcome *there = subject_sibling_answer(subject, decision, case_of(subject, item));
    return there != NULL && there->ask ? there->id : NULL;
}

static bool is_plain(const struct item *item)
{
    return item->decision != NULL && item->kind != NULL && strcmp(item->kind, item->decision) == 0;
}

static bool slow_shows(const struct subject *subject, const struct score_belief *belief,
                       const struct item *item, size_t option)
{
    const struct item_option *o = &item->options[option];
    if (o->correct) {
        return false;
    }
    if (!belief->other_edition) {
        return names(o, belief->id);
    }
    const char *there = sibling_answer(subject, item);
    return there != NULL && o->outcome != NULL && strcmp(o->outcome, there) == 0;
}

/* Every option of every question; kinds that are no plain decision are left to what follows. */
static size_t check_options(const struct subject *subject, const struct score_key *key,
                            const struct score_beliefs *beliefs)
{
    size_t today = 0;
    for (size_t b = 0; b < score_belief_count(beliefs); b++) {
        const struct score_belief *belief = score_belief(beliefs, b);
        size_t questions = 0;
        for (size_t q = 0; q < key->question_count; q++) {
            const struct item *item = key->questions[q].item;
            const uint32_t options = score_belief_options(beliefs, b, q);
            questions += options != 0;
            today += belief->other_edition && options != 0;
            for (size_t o = 0; o < item->option_count; o++) {
                if (!belief->other_edition || is_plain(item)) {
                    CHECK(slow_shows(subject, belief, item, o) == ((options >> o & 1) != 0));
                }
                CHECK(!item->options[o].correct || (options >> o & 1) == 0);
            }
        }
        CHECK_INT(belief->questions, questions);
        CHECK(questions > 0);
    }
    return today;
}

/* ---- A class --------------------------------------------------------------------------------- */

/* How a belief stands with a student, counted again. */
static enum belief_standing slow_standing(const struct score_class *c,
                                          const struct score_beliefs *beliefs, size_t belief,
                                          size_t student, double chance[], size_t *chances)
{
    size_t shown = 0;
    *chances = 0;
    for (size_t q = 0; q < c->key.question_count; q++) {
        const struct item *item = c->key.questions[q].item;
        const uint32_t options = score_belief_options(beliefs, belief, q);
        const struct response r =
            code_book_response(sheet_book(c->sheet, q), sheet_answer(c->sheet, student, q));
        if (options == 0 || r.kind == RESPONSE_IS_NONE || r.kind == RESPONSE_IS_BLANK) {
            continue;
        }
        double missed = 1;
        const double own = (double)__builtin_popcount(options);
        for (size_t i = 0; i < item->select; i++) {
            const double left = (double)item->option_count - (double)i;
            missed *= fmax(0, left - own) / left;
        }
        chance[(*chances)++] = 1 - missed;
        shown += r.kind == RESPONSE_IS_OPTIONS && (r.options & options) != 0;
    }
    if (*chances < 3) {
        return BELIEF_TOO_FEW;
    }
    return shown == 0 ? BELIEF_NOT : 3 * shown >= 2 * *chances ? BELIEF_HELD : BELIEF_SOME;
}

struct slow_belief {
    uint64_t standing[4], chances, any, least, most;
    double guessed, guessing;
};

static void slow_count(const struct score_class *c, const struct results *r, size_t belief,
                       struct slow_belief *slow, size_t held[])
{
    *slow = (struct slow_belief){.least = UINT64_MAX};
    for (size_t s = 0; s < sheet_students(c->sheet); s++) {
        double chance[BELIEF_CHANCES_MOST];
        size_t chances;
        const enum belief_standing standing =
            slow_standing(c, r->beliefs, belief, s, chance, &chances);
        slow->standing[standing]++;
        held[s] += standing == BELIEF_HELD && !score_belief(r->beliefs, belief)->other_edition;
        if (chances > 0) {
            slow->chances += chances;
            slow->any++;
            slow->least = chances < slow->least ? chances : slow->least;
            slow->most = chances > slow->most ? chances : slow->most;
        }
        if (standing != BELIEF_TOO_FEW) {
            slow->guessed += belief_guesser(chance, chances);
            slow->guessing++;
        }
    }
}

static void check_class(const struct score_class *c, const struct results *r)
{
    size_t held[STUDENTS] = {0}, by_held[3] = {0};
    for (size_t b = 0; b < score_belief_count(r->beliefs); b++) {
        const struct belief_result *got = &r->belief_results[b];
        struct slow_belief slow;
        slow_count(c, r, b, &slow, held);
        CHECK_INT(got->too_few, slow.standing[BELIEF_TOO_FEW]);
        CHECK_INT(got->none, slow.standing[BELIEF_NOT]);
        CHECK_INT(got->some, slow.standing[BELIEF_SOME]);
        CHECK_INT(got->held, slow.standing[BELIEF_HELD]);
        CHECK_INT(got->too_few + got->none + got->some + got->held, r->all.students);
        CHECK_INT(got->chances_least, slow.any > 0 ? slow.least : 0);
        CHECK_INT(got->chances_most, slow.most);
        CHECK_NEAR(got->chances_mean, slow.any > 0 ? (double)slow.chances / (double)slow.any : NAN,
                   1e-9);
        CHECK_NEAR(got->guesser, slow.guessing > 0 ? slow.guessed / slow.guessing : NAN, 1e-12);
        CHECK(got->question == KEY_NO_QUESTION ||
              score_belief_options(r->beliefs, b, got->question) != 0);
    }
    for (size_t s = 0; s < r->all.students; s++) {
        by_held[held[s] > 2 ? 2 : held[s]]++;
    }
    CHECK_INT(r->all.belief_none, by_held[0]);
    CHECK_INT(r->all.belief_one, by_held[1]);
    CHECK_INT(r->all.belief_more, by_held[2]);
}

/* Some lean to one belief, the others guess; omissions and double marks among them. */
static void fill(struct rng *rng, struct score_class *c)
{
    const struct score_beliefs *beliefs = score_beliefs_new(&c->key);
    REQUIRE(beliefs != NULL);
    const size_t count = score_belief_count(beliefs);
    for (size_t s = 0; s < STUDENTS; s++) {
        char id[24];
        (void)snprintf(id, sizeof id, "s%zu", s);
        const size_t student = score_class_student(c, id, KEY_NO_PAPER);
        const size_t belief = count > 0 ? rng_below(rng, count) : 0;
        for (size_t q = 0; q < c->key.question_count; q++) {
            const struct item *item = c->key.questions[q].item;
            const uint32_t own = count > 0 ? score_belief_options(beliefs, belief, q) : 0;
            struct response r = {.kind = (enum response_kind)rng_below(rng, 4)};
            r.options = r.kind == RESPONSE_IS_OPTIONS
                            ? (uint32_t)1 << rng_below(rng, item->option_count)
                            : 0;
            if (rng_below(rng, 3) > 0) {
                r.kind = RESPONSE_IS_OPTIONS;
                r.options = own != 0 ? own : (uint32_t)1 << rng_below(rng, item->option_count);
            }
            score_class_answer(c, student, q, &r);
        }
    }
    score_beliefs_free((struct score_beliefs *)(uintptr_t)beliefs);
}

static void test_classes(void)
{
    size_t today = 0;
    for (uint64_t seed = 1; seed <= CLASSES && !check_state.bad; seed++) {
        struct rng rng;
        struct bank bank = {0};
        struct score_class c = {0};
        struct subject *subject = subject_of(subject_ids[seed % SUBJECTS]);
        rng_seed(&rng, seed);
        REQUIRE(subject != NULL);
        bank_of_pack(subject, seed, 13 + rng_below(&rng, 200), &bank);
        score_class_bank(&c, &bank, subject);
        REQUIRE(c.sheet != NULL);
        fill(&rng, &c);
        struct results_options options = score_class_options();
        options.threads = 1 + (unsigned)(seed % 3);
        struct results *r = results_new(c.sheet, &options);
        REQUIRE(r != NULL);
        today += check_options(subject, &c.key, r->beliefs);
        check_class(&c, r);
        if (check_state.bad) {
            printf("# seed %llu\n", (unsigned long long)seed);
        }
        results_free(r);
        score_class_fini(&c);
        bank_fini(&bank);
        subject_free(subject);
    }
    CHECK(today > 15); /* questions that tell the editions apart */
}

/* ---- Odd ones -------------------------------------------------------------------------------- */

/* Outcomes that no option names show what tables answer; dropped questions show nothing. */
static void test_outcomes(void)
{
    struct subject *subject = subject_of("ami-lecture");
    struct bank bank = {0};
    struct score_class c = {0};
    size_t seen = 0;
    REQUIRE(subject != NULL);
    bank_of_pack(subject, 0, 7, &bank);
    score_class_bank(&c, &bank, subject);
    REQUIRE(c.sheet != NULL);
    const size_t student = score_class_student(&c, "s", KEY_NO_PAPER);
    struct score_beliefs *beliefs = score_beliefs_new(&c.key);
    REQUIRE(beliefs != NULL);
    for (size_t q = 0; q < c.key.question_count; q++) {
        for (size_t m = 0; m < subject->pack->misconception_count && is_plain(&bank.items[q]);
             m++) {
            const struct response r = {
                .kind = RESPONSE_IS_OUTCOME,
                .outcome = table_outcome(subject->beliefs[m], case_of(subject, &bank.items[q]))};
            struct belief_count counts[PACK_MISCONCEPTIONS_MAX + 1];
            size_t b = 0;
            while (b < score_belief_count(beliefs) &&
                   strcmp(score_belief(beliefs, b)->id, subject->pack->misconceptions[m].id) != 0) {
                b++;
            }
            if (b == score_belief_count(beliefs) || score_belief_options(beliefs, b, q) == 0 ||
                sheet_answer(c.sheet, student, q) != RESPONSE_NONE) {
                continue;
            }
            score_class_answer(&c, student, q, &r);
            struct belief_count before = {0, 0};
            score_belief_counts(beliefs, c.sheet, student, counts);
            CHECK(counts[b].shown > before.shown);
            seen++;
        }
    }
    CHECK(seen > 5);
    score_beliefs_free(beliefs);
    for (size_t q = 0; q < c.key.question_count; q++) {
        c.key.questions[q].status = KEY_DROPPED;
    }
    beliefs = score_beliefs_new(&c.key);
    REQUIRE(beliefs != NULL);
    CHECK_INT(score_belief_count(beliefs), 0);
    score_beliefs_free(beliefs);
    score_class_fini(&c);
    bank_fini(&bank);
    subject_free(subject);
}

/* Without its pack a bank still says which options show what; the words are missing. */
static void test_without_pack(void)
{
    struct subject *subject = subject_of("ami-lecture");
    struct bank bank = {0};
    struct score_class c = {0};
    REQUIRE(subject != NULL);
    bank_of_pack(subject, 0, 31, &bank);
    score_class_bank(&c, &bank, NULL);
    struct score_beliefs *beliefs = score_beliefs_new(&c.key);
    REQUIRE(beliefs != NULL);
    CHECK(score_belief_count(beliefs) > 5);
    for (size_t b = 0; b < score_belief_count(beliefs); b++) {
        CHECK(score_belief(beliefs, b)->believes == NULL);
        CHECK(!score_belief(beliefs, b)->other_edition);
    }
    (void)check_options(subject, &c.key, beliefs);
    score_beliefs_free(beliefs);
    score_class_fini(&c);
    bank_fini(&bank);
    subject_free(subject);
}

int main(void)
{
    RUN(test_guesser);
    RUN(test_standing);
    RUN(test_classes);
    RUN(test_outcomes);
    RUN(test_without_pack);
    return check_end();
}
