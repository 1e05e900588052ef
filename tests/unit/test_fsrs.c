/* FSRS-6 against a slow twin, and where it bends. */
#include <inttypes.h>

#include "questions/text/rng.h"
#include "questions/tutor/fsrs.h"
#include "tests/unit/check.h"
#include "tests/unit/slow_fsrs.h"

#define HISTORIES 3000
#define REVIEWS   40
#define SEED      20261126

static struct fsrs_state after(const int ratings[], const int days[], size_t count)
{
    struct fsrs_state state = {0};
    for (size_t i = 0; i < count; i++) {
        state = fsrs_review(state, days[i], (enum fsrs_rating)ratings[i]);
    }
    return state;
}

static void test_first_review(void)
{
    static const double stability[] = {0.212, 1.2931, 2.3065, 8.2956};
    static const double difficulty[] = {6.4133, 5.11217071, 2.11810397, 1};
    CHECK(!fsrs_known((struct fsrs_state){0}));
    for (int rating = FSRS_AGAIN; rating <= FSRS_EASY; rating++) {
        /* Days have no meaning yet. */
        const struct fsrs_state state =
            fsrs_review((struct fsrs_state){0}, rating * 7, (enum fsrs_rating)rating);
        CHECK(fsrs_known(state));
        CHECK_NEAR(state.stability, stability[rating - 1], 1e-12);
        CHECK_NEAR(state.difficulty, difficulty[rating - 1], 1e-12);
    }
}

/* Worked out with bc -l from the formulas, 40 digits. */
static void test_known_values(void)
{
    const struct fsrs_state good = after((const int[]){3, 3}, (const int[]){0, 2}, 2);
    CHECK_NEAR(good.difficulty, 2.11121424, 1e-8);
    CHECK_NEAR(fsrs_recall(after((const int[]){3}, (const int[]){0}, 1), 2), 0.90949326, 2e-8);
    CHECK_NEAR(good.stability, 10.96433232, 1e-6);
    const struct fsrs_state lapsed = after((const int[]){3, 1}, (const int[]){0, 2}, 2);
    CHECK_NEAR(lapsed.stability, 0.60758010, 1e-7);
    CHECK_NEAR(lapsed.difficulty, 7.39450274, 1e-7);
}

static bool close_to(double got, long double want)
{
    const long double off = fabsl((long double)got - want);
    return off <= 1e-6L || off <= 1e-6L * fabsl(want);
}

/* Mostly days as a schedule gives them, some of them the same day, some after years. */
static int random_days(struct rng *rng)
{
    switch (rng_below(rng, 8)) {
    case 0:
    case 1:
        return 0;
    case 2:
        return (int)rng_below(rng, 4000);
    default:
        return (int)rng_below(rng, 30) + 1;
    }
}

static bool same_history(struct rng *rng)
{
    struct slow_review slow[REVIEWS];
    struct fsrs_state state = {0};
    bool same = true;
    for (size_t i = 0; i < REVIEWS; i++) {
        slow[i] =
            (struct slow_review){.days = random_days(rng), .rating = (int)rng_below(rng, 4) + 1};
    }
    slow_fsrs(slow, REVIEWS);
    for (size_t i = 0; i < REVIEWS; i++) {
        same = same && (i == 0 || close_to(fsrs_recall(state, slow[i].days), slow[i].recall));
        state = fsrs_review(state, slow[i].days, (enum fsrs_rating)slow[i].rating);
        same = same && close_to(state.stability, slow[i].stability) &&
               close_to(state.difficulty, slow[i].difficulty);
    }
    return same;
}

static void test_as_slow_twin(void)
{
    struct rng rng;
    size_t same = 0;
    rng_seed(&rng, SEED);
    for (size_t i = 0; i < HISTORIES; i++) {
        same += same_history(&rng);
    }
    printf("# %d histories of %d reviews, seed %d\n", HISTORIES, REVIEWS, SEED);
    CHECK_INT(same, HISTORIES);
}

static void test_bounds(void)
{
    int ratings[200], days[200];
    for (size_t i = 0; i < 200; i++) {
        ratings[i] = FSRS_EASY;
        days[i] = 36500;
    }
    const struct fsrs_state best = after(ratings, days, 200);
    CHECK_NEAR(best.stability, 36500, 0);
    CHECK_NEAR(best.difficulty, 1, 0);
    CHECK_INT(fsrs_interval(best, fsrs_modifier(0.5)), FSRS_INTERVAL_MAX);
    for (size_t i = 0; i < 200; i++) {
        ratings[i] = FSRS_AGAIN;
        days[i] = 0;
    }
    const struct fsrs_state worst = after(ratings, days, 200);
    CHECK(worst.stability >= 0.001 && worst.stability < 0.01);
    CHECK(worst.difficulty > 9.9 && worst.difficulty <= 10);
    CHECK_INT(fsrs_interval(worst, fsrs_modifier(0.9)), 1);
}

/* Later the same day nothing is lost but by forgetting; a lapse never leaves more than there was. */
static void test_directions(void)
{
    for (int first = FSRS_AGAIN; first <= FSRS_EASY; first++) {
        const struct fsrs_state before = after((const int[]){first}, (const int[]){0}, 1);
        for (int rating = FSRS_AGAIN; rating <= FSRS_EASY; rating++) {
            const struct fsrs_state now = fsrs_review(before, 0, (enum fsrs_rating)rating);
            CHECK(rating == FSRS_AGAIN ? now.stability < before.stability
                                       : now.stability >= before.stability);
        }
        for (int days = 1; days < 1000; days += 37) {
            CHECK(fsrs_review(before, days, FSRS_AGAIN).stability <= before.stability);
            CHECK(fsrs_review(before, days, FSRS_HARD).stability > before.stability);
            CHECK(fsrs_recall(before, days) < fsrs_recall(before, days - 1));
        }
    }
}

static void test_intervals(void)
{
    CHECK_NEAR(fsrs_modifier(0.9), 1, 1e-6);
    CHECK_INT(fsrs_interval((struct fsrs_state){29.5, 5}, 1), 30);
    CHECK_INT(fsrs_interval((struct fsrs_state){29.49, 5}, 1), 29);
    CHECK_INT(fsrs_interval((struct fsrs_state){0.2, 5}, 1), 1);
    CHECK_INT(fsrs_interval((struct fsrs_state){100, 5}, fsrs_modifier(1)), 1);
    for (int percent = 70; percent < 100; percent++) {
        const double modifier = fsrs_modifier(percent / 100.0);
        CHECK_NEAR(modifier * 1000, (double)slow_fsrs_interval(1000, (long double)percent / 100),
                   1e-3 * modifier);
        CHECK_NEAR(fsrs_recall((struct fsrs_state){100, 5}, (int64_t)(modifier * 100)),
                   percent / 100.0, 0.005);
    }
}

static void test_days(void)
{
    const int64_t midnight = INT64_C(1795651200); /* 2026-11-26 00:00:00 UTC */
    CHECK_INT(fsrs_day(0), 0);
    CHECK_INT(fsrs_day(-1), -1);
    CHECK_INT(fsrs_day(86399), 0);
    CHECK_INT(fsrs_day(86400), 1);
    CHECK_INT(midnight % 86400, 0);
    CHECK_INT(fsrs_days(midnight - 1, midnight), 1); /* one second, another day */
    CHECK_INT(fsrs_days(midnight, midnight + 86399), 0);
    CHECK_INT(fsrs_days(midnight, midnight - 86400 * 3), 0); /* a clock that went back */
    CHECK_INT(fsrs_days(0, INT64_C(253402300799)), 2932896); /* to the end of the year 9999 */
}

int main(void)
{
    RUN(test_first_review);
    RUN(test_known_values);
    RUN(test_as_slow_twin);
    RUN(test_bounds);
    RUN(test_directions);
    RUN(test_intervals);
    RUN(test_days);
    return check_end();
}
