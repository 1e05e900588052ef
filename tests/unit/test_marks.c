/* Both ways to find marks, against a look at every byte. */
#include "questions/text/marks.h"

#include "tests/unit/check.h"
#include "tests/unit/random_pack.h"

#define LENGTH_MAX 700

static size_t find_slowly(const char *bytes, size_t length, char a, char b, uint32_t places[])
{
    size_t count = 0;
    for (size_t i = 0; i < length; i++) {
        if (bytes[i] == a || bytes[i] == b) {
            places[count++] = (uint32_t)i;
        }
    }
    return count;
}

static void compare(const char *bytes, size_t length, char a, char b)
{
    uint32_t want[LENGTH_MAX], got[LENGTH_MAX];
    const size_t count = find_slowly(bytes, length, a, b, want);
    CHECK_INT(marks_find(bytes, length, a, b, got), count);
    CHECK(memcmp(got, want, count * sizeof *got) == 0);
    CHECK_INT(marks_find_plain(bytes, length, a, b, got), count);
    CHECK(memcmp(got, want, count * sizeof *got) == 0);
}

/* Few kinds of bytes, so that marks are frequent; behind the text there are some that do not count. */
static void test_random_texts(void)
{
    static const char kinds[][10] = {",\nab", ",,,,\n\n", "\x80\xac\x8a,\n\x2d", "\x01\x00\x02,\n"};
    uint64_t random = 5;
    for (size_t n = 0; n < 4000 && !check_state.bad; n++) {
        char bytes[8 + LENGTH_MAX + MARKS_SLACK];
        const size_t start = random_below(&random, 8);
        const size_t length = random_below(&random, LENGTH_MAX);
        const size_t kind = random_below(&random, 4);
        for (size_t i = 0; i < sizeof bytes; i++) {
            bytes[i] = kinds[kind][random_below(&random, 5)];
        }
        compare(bytes + start, length, ',', '\n');
        compare(bytes + start, length, '\0', '\xff');
    }
}

/* Each byte beside each other: what is one off must not be taken for it. */
static void test_every_byte(void)
{
    char bytes[256 + MARKS_SLACK] = "";
    for (size_t i = 0; i < 256; i++) {
        bytes[i] = (char)i;
    }
    for (size_t a = 0; a < 256; a++) {
        compare(bytes, 256, (char)a, (char)(255 - a));
        compare(bytes, 256, (char)a, (char)a);
    }
}

static void test_load(void)
{
    CHECK(marks_load("\x01\x02\x03\x04\x05\x06\x07\x88") == UINT64_C(0x8807060504030201));
}

int main(void)
{
    RUN(test_random_texts);
    RUN(test_every_byte);
    RUN(test_load);
    return check_end();
}
