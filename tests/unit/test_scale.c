/* Pass marks and scaled scores: what is read, what is refused and in which words, the two lines. */
#include "questions/item/scale.h"
#include "tests/unit/check.h"

static struct scale usual(void)
{
    struct scale scale = {0};
    CHECK_STR(scale_read_pass(SCALE_PASS, &scale), NULL);
    CHECK_STR(scale_read(SCALE_DEFAULT, &scale), NULL);
    return scale;
}

static void test_usual(void)
{
    const struct scale s = usual();
    CHECK_NEAR(s.pass, 0.7, 0);
    CHECK_NEAR(s.low, 100, 0);
    CHECK_NEAR(s.mark, 720, 0);
    CHECK_NEAR(s.high, 1000, 0);
    CHECK_INT(scale_whole(&s, 0, 10), 100);
    CHECK_INT(scale_whole(&s, 6, 10), 631); /* 100 + 6/7 of 620 = 631.4 */
    CHECK_INT(scale_whole(&s, 7, 10), 720);
    CHECK_INT(scale_whole(&s, 10, 10), 1000);
    CHECK_NEAR(scale_score(&s, 8.5, 10), 860, 1e-9);
    CHECK(!scale_passes(&s, 6, 10) && scale_passes(&s, 7, 10));
    CHECK(!scale_passes(&s, 45, 65) && scale_passes(&s, 46, 65));
}

/* Every number of right answers: the pass mark is where 10 x points reaches 7 x most, in whole numbers. */
static void test_every_share(void)
{
    const struct scale s = usual();
    for (int most = 1; most <= 200; most++) {
        int64_t before = -1;
        for (int points = 0; points <= most; points++) {
            const int64_t score = scale_whole(&s, points, most);
            const bool passes = points * 10 >= most * 7;
            CHECK(scale_passes(&s, points, most) == passes);
            CHECK((score >= 720) == passes);
            CHECK(score > before || (score == before && most > 100));
            before = score;
        }
        CHECK_INT(before, 1000);
    }
}

static void test_fractions_of_points(void)
{
    struct scale s = usual();
    double points = 0;
    for (int i = 0; i < 8; i++) {
        points += 0.1;
    }
    CHECK_STR(scale_read_pass("80%", &s), NULL);
    CHECK(points < 0.8); /* as sums are */
    CHECK(scale_passes(&s, points, 1));
    CHECK_INT(scale_whole(&s, points, 1), 720);
    CHECK(!scale_passes(&s, 0.7999, 1));
    CHECK_INT(scale_whole(&s, 0.7999, 1), 719); /* 719.9 is not 720 */
}

static void test_ends(void)
{
    struct scale s = usual();
    CHECK_STR(scale_read_pass("100%", &s), NULL);
    CHECK(scale_passes(&s, 10, 10) && !scale_passes(&s, 9, 10));
    CHECK_INT(scale_whole(&s, 10, 10), 1000);
    CHECK_INT(scale_whole(&s, 9, 10), 658);
    CHECK_STR(scale_read_pass("0%", &s), NULL);
    CHECK(scale_passes(&s, 0, 10));
    CHECK_INT(scale_whole(&s, 0, 10), 720);
    CHECK_INT(scale_whole(&s, 5, 10), 860);
    CHECK_STR(scale_read_pass("66.5%", &s), NULL);
    CHECK_NEAR(s.pass, 0.665, 1e-15);
    CHECK_STR(scale_read("0:0.5:1", &s), NULL);
    CHECK_NEAR(s.mark, 0.5, 0);
}

static void test_refused(void)
{
    static const char *const passes[] = {"",     "70",  "%",    "70 %", "-1%",  "+1%",
                                         "7e1%", ".5%", "70.%", "70%x", "1,5%", "1234567%"};
    static const char *const scales[] = {
        "",       "100",  "100:720", "100:720:1000:", "a:b:c",   "1:2:3:4",     "1 :2:3",
        "-1:2:3", "1:2:", ":1:2",    "1::3",          "1:2:1e3", "1:2:1234567", "0x1:2:3"};
    struct scale s = {.pass = 5, .low = 6};
    for (size_t i = 0; i < sizeof passes / sizeof *passes; i++) {
        CHECK_STR(scale_read_pass(passes[i], &s), "must be a share of the points, such as 70%");
    }
    CHECK_STR(scale_read_pass("100.5%", &s), "must be at most 100%");
    for (size_t i = 0; i < sizeof scales / sizeof *scales; i++) {
        CHECK_STR(scale_read(scales[i], &s),
                  "must be three numbers, the least score, the pass mark and the most, such as "
                  "100:720:1000");
    }
    CHECK_STR(scale_read("100:100:1000", &s),
              "must rise from the least score over the pass mark to the most");
    CHECK_STR(scale_read("100:720:720", &s),
              "must rise from the least score over the pass mark to the most");
    CHECK_NEAR(s.pass, 5, 0); /* left alone */
    CHECK_NEAR(s.low, 6, 0);
}

int main(void)
{
    RUN(test_usual);
    RUN(test_every_share);
    RUN(test_fractions_of_points);
    RUN(test_ends);
    RUN(test_refused);
    return check_end();
}
