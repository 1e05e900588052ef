/* Texts mended and cut into lines; numbers; ids given; and the twin used by the tests of formats. */
#include "questions/bank/plain.h"

#include <stdio.h>
#include <stdlib.h>

#include "questions/bank/plain_read.h"
#include "questions/text/rng.h"
#include "tests/unit/bank_samples.h"
#include "tests/unit/check.h"

static struct buffer out;

static const char *whole(struct plain walk)
{
    uint32_t code;
    buffer_clear(&out);
    while (plain_next(&walk, &code)) {
        plain_add(&out, code);
    }
    return buffer_text(&out);
}

static const char *line(const char *text)
{
    buffer_clear(&out);
    plain_add_line(&out, text);
    return buffer_text(&out);
}

static void test_mending(void)
{
    CHECK_STR(whole(plain_whole("a\r\nb\rc\n\td")), "a\nb\nc\n\td");
    CHECK_STR(whole(plain_whole("\x1b\x7f\xc2\x9b\xff\xef\xbf\xbe")),
              "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
    CHECK_STR(whole(plain_whole("\xd8\xa7\xe2\x80\x8f\xf0\x9f\x9a\x80")),
              "\xd8\xa7\xe2\x80\x8f\xf0\x9f\x9a\x80");
    CHECK_STR(whole(plain_trimmed(" \t\r\na b\n ")), "a b");
    CHECK_STR(whole(plain_trimmed(NULL)), "");
    CHECK_STR(whole(plain_trimmed(" \n")), "");
}

static void test_lines(void)
{
    CHECK_STR(line("a\nb"), "a b");
    CHECK_STR(line(" a \n \n\t b  c\t\td "), "a b  c\t\td");
    CHECK_STR(line("a\r\n\r\nb"), "a b");
    CHECK_STR(line(NULL), "");
}

/* The walk and its slow twin agree on every hostile text and on random bytes. */
static void test_twin(void)
{
    struct rng rng;
    rng_seed(&rng, 4);
    for (size_t i = 0; i < 20000; i++) {
        static const char bytes[] = "a \t\r\n\x1b\xc3\xa9\xe2\x80\xff\xc2\x9b";
        char text[13] = "";
        for (size_t k = 0; k < sizeof text - 1; k++) {
            text[k] = bytes[rng_below(&rng, sizeof bytes)]; /* the NUL, too */
        }
        struct buffer twin = carried_text(text, true, false);
        CHECK_STR(whole(plain_trimmed(text)), buffer_text(&twin));
        buffer_fini(&twin);
        twin = carried_text(text, false, false);
        CHECK_STR(whole(plain_whole(text)), buffer_text(&twin));
        buffer_fini(&twin);
        twin = carried_text(text, true, true);
        CHECK_STR(line(text), buffer_text(&twin));
        buffer_fini(&twin);
    }
}

static bool number(const char *text, double *value)
{
    return plain_read_number(text, strlen(text), value);
}

static void test_numbers(void)
{
    static const char *const good[] = {
        "0",        "1",   "-1",      "0.1",   "33.33333",         "123456789012345",
        "0.000001", "1e3", "2.5E-07", "-1e+2", "0.100000000000000"};
    static const char *const bad[] = {"",    "-",  "+1",  ".5",    "1.",
                                      "1,5", "1e", "e5",  "1e999", "1234567890123456",
                                      " 1",  "1 ", "0x1", "nan",   "1e-400"};
    double value = 7;
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        CHECK(number(good[i], &value));
        CHECK(!(value < strtod(good[i], NULL)) && !(value > strtod(good[i], NULL)));
    }
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        CHECK(!number(bad[i], &value));
        CHECK(!check_state.bad);
    }
}

/* What is written is read, to the last bit. */
static void test_number_round_trip(void)
{
    struct rng rng;
    rng_seed(&rng, 5);
    for (size_t i = 0; i < 20000; i++) {
        const double given = (double)rng_below(&rng, 1000000) / 1000;
        double got = -1;
        buffer_clear(&out);
        plain_add_number(&out, given);
        CHECK(number(buffer_text(&out), &got));
        CHECK(!(got < given) && !(got > given));
    }
}

static void test_says_how_many(void)
{
    const struct item said = {.stem = "Which? (Choose two.)", .select = 2};
    const struct item selected = {.stem = "SELECT 2", .select = 2};
    const struct item unsaid = {.stem = "Which?", .select = 2};
    const struct item one = {.stem = "Which?", .select = 1};
    CHECK(!plain_must_say_how_many(&said) && !plain_must_say_how_many(&selected));
    CHECK(plain_must_say_how_many(&unsaid) && !plain_must_say_how_many(&one));
}

static void test_ids(void)
{
    CHECK(plain_id("path-3f.A_9") && !plain_id("") && !plain_id("a b") && !plain_id(NULL));
    CHECK(!plain_id("a\xc3\xa9"));
}

int main(void)
{
    RUN(test_mending);
    RUN(test_lines);
    RUN(test_twin);
    RUN(test_numbers);
    RUN(test_number_round_trip);
    RUN(test_says_how_many);
    RUN(test_ids);
    buffer_fini(&out);
    return check_end();
}
