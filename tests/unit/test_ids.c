/* Ids to numbers: of every length, many of them, near and far keys alike. */
#include "questions/score/ids.h"

#include <stdio.h>

#include "tests/unit/check.h"

static void make_id(char id[64], size_t number)
{
    const size_t length = 1 + number % 40;
    memset(id, 0, 64);
    for (size_t i = 0, n = number; i < length; i++, n /= 26) {
        id[i] = (char)('a' + n % 26);
    }
}

static void test_many(void)
{
    enum { COUNT = 20000 };
    struct ids ids = {0};
    char id[64];
    static uint32_t numbers[COUNT];
    size_t short_ones = 0, quick_ones = 0;
    for (size_t i = 0; i < COUNT; i++) {
        make_id(id, i);
        const struct id_key key = ids_key(id, strlen(id));
        numbers[i] = ids_find(&ids, &key);
        if (numbers[i] == IDS_NONE) {
            numbers[i] = (uint32_t)ids.count;
            REQUIRE(ids_add(&ids, &key));
        }
    }
    CHECK(ids.count > COUNT / 2);
    for (size_t i = 0; i < COUNT; i++) {
        make_id(id, i);
        const struct id_key far = ids_key(id, strlen(id));
        struct id_key near;
        ids_key_near(id, strlen(id), &near);
        CHECK(ids_find(&ids, &far) == numbers[i] && ids_find(&ids, &near) == numbers[i]);
        const uint32_t quick = ids_find_quickly(&ids, &near);
        CHECK(quick == numbers[i] || quick == IDS_NONE);
        short_ones += near.length <= IDS_SLACK ? 1 : 0;
        quick_ones += quick != IDS_NONE ? 1 : 0;
        CHECK(strcmp(ids.texts[numbers[i]].bytes, id) == 0);
    }
    CHECK(quick_ones <= short_ones && quick_ones > short_ones / 10 * 9);
    ids_fini(&ids);
}

/* What lies behind an id does not matter, and a NUL in it does. */
static void test_ends(void)
{
    struct ids ids = {0};
    char text[64] = "abcdefghijklmnopqrstuvwxyzabcdefghij";
    for (size_t length = 1; length <= 33; length++) {
        struct id_key key;
        ids_key_near(text, length, &key);
        CHECK_INT(ids_find(&ids, &key), IDS_NONE);
        REQUIRE(ids_add(&ids, &key));
    }
    for (size_t length = 1; length <= 33; length++) {
        char other[64] = "";
        memset(other, 'Z', sizeof other);
        memcpy(other, text, length);
        struct id_key key;
        ids_key_near(other, length, &key);
        CHECK_INT(ids_find(&ids, &key), length - 1);
    }
    const struct id_key with_nul = ids_key("a\0", 2), without = ids_key("a", 1);
    CHECK_INT(ids_find(&ids, &with_nul), IDS_NONE);
    CHECK_INT(ids_find_quickly(&ids, &with_nul), IDS_NONE);
    CHECK_INT(ids_find(&ids, &without), 0);
    REQUIRE(ids_add(&ids, &with_nul));
    CHECK_INT(ids_find(&ids, &with_nul), 33);
    CHECK_INT(ids_find(&ids, &without), 0);
    ids_fini(&ids);
}

int main(void)
{
    RUN(test_many);
    RUN(test_ends);
    return check_end();
}
