/* Questions guessed by their ids: never a wrong one, and nearly all of them. */
#include "questions/score/guess.h"

#include <stdio.h>

#include "tests/unit/check.h"

static void add(struct ids *ids, const char *text)
{
    const struct id_key key = ids_key(text, strlen(text));
    REQUIRE(ids_add(ids, &key));
}

static uint32_t guess_text(const struct guess *guess, const char *text)
{
    char bytes[2 * IDS_SLACK] = "";
    (void)snprintf(bytes, sizeof bytes, "%s", text);
    return guess_find(guess, ids_words(bytes, strlen(text)));
}

static void test_usual(void)
{
    enum { COUNT = 1000 };
    struct ids ids = {0};
    struct guess guess = {0};
    char text[32];
    size_t right = 0;
    for (int i = 0; i < COUNT; i++) {
        (void)snprintf(text, sizeof text, i % 2 == 0 ? "q%d" : "question-%d", i);
        add(&ids, text);
    }
    REQUIRE(guess_init(&guess, &ids));
    for (int i = 0; i < COUNT; i++) {
        (void)snprintf(text, sizeof text, i % 2 == 0 ? "q%d" : "question-%d", i);
        const uint32_t number = guess_text(&guess, text);
        CHECK(number == (uint32_t)i || number == GUESS_NONE);
        right += number == (uint32_t)i ? 1 : 0;
        (void)snprintf(text, sizeof text, i % 2 == 0 ? "Q%d" : "question-%d ", i);
        CHECK_INT(guess_text(&guess, text), GUESS_NONE);
    }
    CHECK(right > COUNT / 10 * 9);
    guess_fini(&guess);
    ids_fini(&ids);
}

/* Ids that are too long, too many ids, and none. */
static void test_odd(void)
{
    struct ids ids = {0};
    struct guess guess = {0};
    REQUIRE(guess_init(&guess, &ids));
    CHECK_INT(guess_text(&guess, "q1"), GUESS_NONE);
    guess_fini(&guess);
    add(&ids, "an id of 16 byte");
    add(&ids, "an id of 17 bytes");
    REQUIRE(guess_init(&guess, &ids));
    CHECK_INT(guess_text(&guess, "an id of 16 byte"), 0);
    CHECK_INT(guess_text(&guess, "an id of 17 byte"), GUESS_NONE);
    guess_fini(&guess);
    for (int i = 0; i < UINT16_MAX; i++) {
        char text[16];
        (void)snprintf(text, sizeof text, "q%d", i);
        add(&ids, text);
    }
    REQUIRE(guess_init(&guess, &ids));
    CHECK_INT(guess_text(&guess, "q1"), GUESS_NONE);
    guess_fini(&guess);
    ids_fini(&ids);
}

int main(void)
{
    RUN(test_usual);
    RUN(test_odd);
    return check_end();
}
