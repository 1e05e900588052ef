/* Published algorithms, a golden sequence that must never change, and fairness. */
#include "questions/text/rng.h"

#include <stdlib.h>

#include "tests/unit/check.h"

/* SplitMix64 and xoshiro256** once more, as their authors describe them, word by word. */
static uint64_t other_splitmix(uint64_t *x)
{
    *x += 0x9e3779b97f4a7c15u;
    uint64_t z = *x;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

static uint64_t other_rotl(uint64_t x, int k)
{
    return (x << k) | (x >> (64 - k));
}

static uint64_t other_next(uint64_t s[4])
{
    const uint64_t result = other_rotl(s[1] * 5, 7) * 9;
    const uint64_t t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = other_rotl(s[3], 45);
    return result;
}

static void test_published_values(void)
{
    /* SplitMix64 from 1234567, and xoshiro256** from the state 1, 2, 3, 4: values that the
     * implementations of many languages test against. */
    uint64_t x = 1234567;
    CHECK(other_splitmix(&x) == 6457827717110365317u);
    CHECK(other_splitmix(&x) == 3203168211198807973u);
    struct rng rng;
    rng_seed(&rng, 1234567);
    CHECK(rng.state[0] == 6457827717110365317u);
    CHECK(rng.state[1] == 3203168211198807973u);
    CHECK(rng.state[2] == 9817491932198370423u);
    CHECK(rng.state[3] == 4593380528125082431u);
    rng = (struct rng){.state = {1, 2, 3, 4}};
    CHECK(rng_next(&rng) == 11520u);
    CHECK(rng_next(&rng) == 0u);
    CHECK(rng_next(&rng) == 1509978240u);
    CHECK(rng_next(&rng) == 1215971899390074240u);
}

static void test_second_implementation(void)
{
    size_t wrong = 0;
    for (uint64_t seed = 0; seed < 1000; seed++) {
        struct rng rng;
        uint64_t state[4];
        uint64_t x = seed * seed * seed;
        rng_seed(&rng, x);
        for (int i = 0; i < 4; i++) {
            state[i] = other_splitmix(&x);
        }
        for (int i = 0; i < 100; i++) {
            wrong += rng_next(&rng) != other_next(state);
        }
    }
    CHECK_INT(wrong, 0);
}

/* Banks are made again from their seed: if this test fails, it is not the test that is wrong. */
static void test_golden(void)
{
    static const size_t below_ten[16] = {4, 4, 8, 4, 4, 1, 6, 6, 8, 9, 3, 6, 7, 1, 0, 3};
    static const size_t shuffled[10] = {7, 8, 0, 9, 2, 1, 4, 3, 6, 5};
    struct rng rng;
    rng_seed(&rng, 7);
    for (size_t i = 0; i < 16; i++) {
        CHECK_INT(rng_below(&rng, 10), below_ten[i]);
    }
    size_t indices[10];
    for (size_t i = 0; i < 10; i++) {
        indices[i] = i;
    }
    rng_shuffle(&rng, indices, 10);
    for (size_t i = 0; i < 10; i++) {
        CHECK_INT(indices[i], shuffled[i]);
    }
    struct rng part = rng_fork(&rng, 3);
    CHECK(rng_next(&part) == 12069350284439123517u);
    CHECK(rng_next(&rng) == 2375270863237993824u);
}

static void test_below_is_fair(void)
{
    enum { BOUND = 6, DRAWS = 60000 };
    size_t counts[BOUND] = {0};
    struct rng rng;
    rng_seed(&rng, 11);
    for (int i = 0; i < DRAWS; i++) {
        const size_t number = rng_below(&rng, BOUND);
        REQUIRE(number < BOUND);
        counts[number]++;
    }
    /* Chi-squared with 5 degrees of freedom is above 20.5 once in a thousand. */
    double chi = 0;
    for (size_t i = 0; i < BOUND; i++) {
        const double off = (double)counts[i] - DRAWS / (double)BOUND;
        chi += off * off / (DRAWS / (double)BOUND);
    }
    CHECK(chi < 20.5);
}

/* With a bound of 3/4 of 2^64, plain "modulo" would give the lower third twice as often. */
static void test_below_has_no_bias(void)
{
    struct rng rng;
    rng_seed(&rng, 5);
    const size_t bound = SIZE_MAX / 4 * 3;
    int low = 0;
    for (int i = 0; i < 30000; i++) {
        const size_t number = rng_below(&rng, bound);
        REQUIRE(number < bound);
        low += number < bound / 3;
    }
    CHECK(low > 9600 && low < 10400);
    CHECK_INT(rng_below(&rng, 1), 0);
}

static void test_unit(void)
{
    struct rng rng;
    double sum = 0;
    rng_seed(&rng, 3);
    for (int i = 0; i < 100000; i++) {
        const double number = rng_unit(&rng);
        REQUIRE(number >= 0 && number < 1);
        sum += number;
    }
    CHECK_NEAR(sum / 100000, 0.5, 0.005);
    rng = (struct rng){.state = {0, UINT64_MAX, 0, 0}};
    CHECK(rng_unit(&rng) < 1);
}

static void test_shuffle_is_fair(void)
{
    size_t counts[24] = {0};
    struct rng rng;
    rng_seed(&rng, 9);
    for (int i = 0; i < 24000; i++) {
        size_t p[4] = {0, 1, 2, 3};
        rng_shuffle(&rng, p, 4);
        size_t number = 0; /* of the permutation, by counting inversions */
        for (size_t a = 0; a < 4; a++) {
            size_t smaller = 0;
            for (size_t b = a + 1; b < 4; b++) {
                smaller += p[b] < p[a];
            }
            number = number * (4 - a) + smaller;
        }
        REQUIRE(number < 24);
        counts[number]++;
    }
    for (size_t i = 0; i < 24; i++) {
        CHECK(counts[i] > 850 && counts[i] < 1150);
    }
    rng_shuffle(&rng, NULL, 0);
}

static void test_parts_do_not_disturb_one_another(void)
{
    struct rng rng;
    rng_seed(&rng, 7);
    const struct rng before = rng;
    struct rng one = rng_fork(&rng, 1);
    struct rng two = rng_fork(&rng, 2);
    struct rng again = rng_fork(&rng, 1);
    CHECK(memcmp(&before, &rng, sizeof rng) == 0);
    CHECK(memcmp(&one, &again, sizeof one) == 0);
    size_t same = 0;
    for (int i = 0; i < 64; i++) {
        const uint64_t a = rng_next(&one);
        same += a == rng_next(&two);
        same += a == rng_next(&rng);
    }
    CHECK_INT(same, 0);
    one = rng_fork(&rng, 1); /* rng was drawn from since */
    CHECK(memcmp(&one, &again, sizeof one) != 0);
}

int main(void)
{
    RUN(test_published_values);
    RUN(test_second_implementation);
    RUN(test_golden);
    RUN(test_below_is_fair);
    RUN(test_below_has_no_bias);
    RUN(test_unit);
    RUN(test_shuffle_is_fair);
    RUN(test_parts_do_not_disturb_one_another);
    return check_end();
}
