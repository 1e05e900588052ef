/* Growth, NUL-termination, printf's rules, hand-over, and the memory of a failure. */
#include "questions/text/buffer.h"

#include <stdint.h>
#include <stdlib.h>

#include "tests/unit/check.h"

static void test_empty(void)
{
    struct buffer b = {0};
    CHECK_STR(buffer_text(&b), "");
    buffer_add(&b, "", 0);
    buffer_add(&b, NULL, 0);
    buffer_add_text(&b, "");
    CHECK(b.bytes == NULL);
    buffer_clear(&b);
    buffer_fini(&b);
    buffer_addf(&b, "%s", "");
    CHECK_STR(buffer_text(&b), "");
    buffer_fini(&b);
}

static void test_pieces(void)
{
    struct buffer b = {0};
    buffer_add_text(&b, "one");
    buffer_add_char(&b, ' ');
    buffer_add(&b, "two three", 3);
    buffer_addf(&b, " %d%%", 3);
    CHECK_STR(buffer_text(&b), "one two 3%");
    CHECK_INT(b.length, 10);
    CHECK(b.capacity > b.length);
    buffer_clear(&b);
    CHECK_STR(buffer_text(&b), "");
    buffer_add(&b, "a\0b", 3);
    CHECK_INT(b.length, 3);
    CHECK(memcmp(b.bytes, "a\0b", 4) == 0);
    buffer_fini(&b);
    CHECK(b.bytes == NULL && b.length == 0 && b.capacity == 0 && !b.failed);
}

static void test_written_in_place(void)
{
    struct buffer b = {0};
    size_t wrong = 0;
    for (size_t i = 0; i < 1000; i++) {
        char *room = buffer_room(&b, i);
        REQUIRE(room != NULL);
        memset(room, 'x', i);
        buffer_added(&b, i / 2);
        wrong += b.bytes[b.length] != '\0' || strlen(buffer_text(&b)) != b.length;
    }
    CHECK_INT(wrong, 0);
    CHECK_INT(b.length, 249500);
    CHECK(buffer_room(&b, SIZE_MAX / 2) == NULL);
    CHECK(b.failed);
    buffer_fini(&b);
}

static void test_room(void)
{
    struct buffer b = {0};
    char *room = buffer_room(&b, 200);
    REQUIRE(room != NULL);
    memset(room, 'x', 200);
    buffer_added(&b, 2);
    CHECK_STR(buffer_text(&b), "xx");
    room = buffer_room(&b, 3);
    REQUIRE(room == b.bytes + 2);
    memcpy(room, "yes", 3);
    buffer_added(&b, 3);
    CHECK_STR(buffer_text(&b), "xxyes");
    buffer_added(&b, 0);
    CHECK_INT(b.length, 5);
    CHECK(buffer_room(&b, SIZE_MAX / 2) == NULL);
    CHECK(b.failed && buffer_room(&b, 1) == NULL);
    buffer_fini(&b);
}

static void test_growth_keeps_everything(void)
{
    struct buffer b = {0};
    for (int i = 0; i < 100000; i++) {
        buffer_addf(&b, "%d,", i);
    }
    CHECK(!b.failed);
    CHECK_INT(b.length, strlen(buffer_text(&b)));
    const char *at = buffer_text(&b);
    int wrong = 0;
    for (int i = 0; i < 100000; i++) {
        char *end;
        wrong += strtol(at, &end, 10) != i || *end != ',';
        at = end + 1;
    }
    CHECK_INT(wrong, 0);
    buffer_fini(&b);
}

static void test_formatted_text_of_every_length(void)
{
    struct buffer b = {0};
    size_t wrong = 0;
    for (int length = 0; length < 300; length++) {
        buffer_fini(&b);
        buffer_addf(&b, "%*s", length, "");
        wrong += b.length != (size_t)length || strlen(buffer_text(&b)) != (size_t)length;
    }
    CHECK_INT(wrong, 0);
    buffer_fini(&b);
}

static void test_take(void)
{
    struct buffer b = {0};
    char *text = buffer_take(&b);
    CHECK_STR(text, "");
    free(text);
    buffer_add_text(&b, "mine");
    text = buffer_take(&b);
    CHECK_STR(text, "mine");
    CHECK_STR(buffer_text(&b), "");
    buffer_add_text(&b, "next");
    CHECK_STR(buffer_text(&b), "next");
    CHECK_STR(text, "mine");
    free(text);
    buffer_fini(&b);
}

static void test_failure_is_remembered(void)
{
    struct buffer b = {0};
    buffer_add_text(&b, "kept");
    buffer_add(&b, "x", SIZE_MAX - 8); /* refused before anything is read */
    CHECK(b.failed);
    CHECK_STR(buffer_text(&b), "kept");
    buffer_add_text(&b, "more");
    buffer_addf(&b, "%d", 1);
    buffer_add_char(&b, 'c');
    CHECK_STR(buffer_text(&b), "kept");
    CHECK(buffer_take(&b) == NULL);
    CHECK(!b.failed && b.bytes == NULL);
    buffer_add_text(&b, "again");
    buffer_add(&b, "x", SIZE_MAX - 8);
    buffer_clear(&b);
    CHECK(!b.failed);
    buffer_add_text(&b, "fresh");
    CHECK_STR(buffer_text(&b), "fresh");
    buffer_fini(&b);
}

int main(void)
{
    RUN(test_empty);
    RUN(test_pieces);
    RUN(test_written_in_place);
    RUN(test_room);
    RUN(test_growth_keeps_everything);
    RUN(test_formatted_text_of_every_length);
    RUN(test_take);
    RUN(test_failure_is_remembered);
    return check_end();
}
