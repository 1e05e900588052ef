/* Places (line, column, span, excerpt), the list's limit, and its order. */
#include "engine/diag.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "engine/utf8.h"
#include "tests/unit/check.h"

static struct source_text source(const char *bytes)
{
    return (struct source_text){.name = "f.json", .bytes = bytes, .length = strlen(bytes), 1};
}

/* `line:column+span|excerpt` of a place in some bytes. */
static const char *place(const char *bytes, size_t offset, size_t length)
{
    static char text[200];
    const struct source_text f = source(bytes);
    struct diags diags = {0};
    const struct diag *d =
        diags_add(&diags, DIAG_ERROR, "id", &(struct place){&f, offset, length}, "t");
    snprintf(text, sizeof text, "%zu:%zu+%zu|%s", d->line, d->column, d->span, d->excerpt);
    CHECK_INT(d->excerpt_column, 1);
    diags_fini(&diags);
    return text;
}

static void test_message(void)
{
    struct diags diags = {0};
    struct diag *d = diags_add(&diags, DIAG_WARNING, "some-id", NULL, "%d of \"%s\"", 3, "x");
    diag_hint(d, "try %d", 4);
    CHECK_INT(diags.count, 1);
    CHECK_INT(diags.errors, 0);
    CHECK_INT(d->severity, DIAG_WARNING);
    CHECK_STR(d->id, "some-id");
    CHECK_STR(d->text, "3 of \"x\"");
    CHECK_STR(d->hint, "try 4");
    CHECK(d->file == NULL && d->excerpt == NULL);
    CHECK_INT(d->line, 0);
    CHECK_INT(d->span, 1);
    diag_hint(d, "better");
    CHECK_STR(d->hint, "better");
    diag_hint(NULL, "nobody");
    diags_add(&diags, DIAG_ERROR, "e", &(struct place){0}, "no text, no place");
    CHECK(diags.items[1].file == NULL);
    CHECK_INT(diags.errors, 1);
    CHECK(!diags.truncated);
    diags_fini(&diags);
    CHECK(diags.items == NULL && diags.count == 0 && diags.errors == 0);
    diags_fini(&diags);
}

static void test_lines(void)
{
    CHECK_STR(place("abc\ndef\nghi", 0, 1), "1:1+1|abc");
    CHECK_STR(place("abc\ndef\nghi", 2, 1), "1:3+1|abc");
    CHECK_STR(place("abc\ndef\nghi", 3, 1), "1:4+1|abc"); /* the line feed ends its line */
    CHECK_STR(place("abc\ndef\nghi", 4, 2), "2:1+2|def");
    CHECK_STR(place("abc\ndef\nghi", 10, 1), "3:3+1|ghi");
    CHECK_STR(place("abc\ndef\nghi", 11, 1), "3:4+1|ghi"); /* behind the end */
    CHECK_STR(place("abc\ndef\nghi", 99, 1), "3:4+1|ghi");
    CHECK_STR(place("abc\n", 4, 1), "2:1+1|");
    CHECK_STR(place("", 0, 0), "1:1+1|");
    CHECK_STR(place("\n\n\nx", 2, 1), "3:1+1|");
}

static void test_line_ends(void)
{
    CHECK_STR(place("abc\r\ndef\r\n", 1, 1), "1:2+1|abc");
    CHECK_STR(place("abc\r\ndef\r\n", 5, 3), "2:1+3|def");
    CHECK_STR(place("abc\r\ndef\r\n", 3, 1), "1:4+1|abc");
    CHECK_STR(place("abc\r\ndef\r\n", 4, 1), "1:5+1|abc\r"); /* the place is within the line end */
    CHECK_STR(place("a\rb\n", 2, 1), "1:3+1|a\rb");
    CHECK_STR(place("a\r", 0, 1), "1:1+1|a\r");
}

static void test_span(void)
{
    CHECK_STR(place("abcdef\nx", 1, 0), "1:2+1|abcdef");
    CHECK_STR(place("abcdef\nx", 1, 3), "1:2+3|abcdef");
    CHECK_STR(place("abcdef\nx", 4, 99), "1:5+2|abcdef"); /* not beyond the line */
    CHECK_STR(place("abcdef\r\nx", 4, 99), "1:5+2|abcdef");
    CHECK_STR(place("abcdef", 4, SIZE_MAX), "1:5+2|abcdef");
}

static void test_characters(void)
{
    CHECK_STR(place("\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80x", 9, 1),
              "1:4+1|\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80x");
    CHECK_STR(place("ab\xc3\xa9\xc3\xa9"
                    "cd",
                    2, 4),
              "1:3+2|ab\xc3\xa9\xc3\xa9"
              "cd");
    CHECK_STR(place("a\xff\x80x", 3, 1), "1:4+1|a\xff\x80x"); /* a stray byte is one */
    CHECK_STR(place("plain text\n\xc3\xa9\xc3\xa9x", 15, 1), "2:3+1|\xc3\xa9\xc3\xa9x");
    CHECK_STR(place("\xc3\xa9\xc3\xa9\nplain text", 10, 1), "2:6+1|plain text");
    CHECK_STR(place("\xc3", 1, 1), "1:2+1|\xc3");
}

static void test_part_of_something_larger(void)
{
    struct source_text f = source("a\nb\n");
    f.first_line = 1000;
    struct diags diags = {0};
    const struct diag *d = diags_add(&diags, DIAG_ERROR, "i", &(struct place){&f, 2, 1}, "t");
    CHECK_INT(d->line, 1001);
    CHECK_STR(d->excerpt, "b");
    f.bytes = NULL; /* only the file can be named */
    d = diags_add(&diags, DIAG_ERROR, "i", &(struct place){&f, 2, 1}, "t");
    CHECK_STR(d->file, "f.json");
    CHECK_INT(d->line, 0);
    CHECK(d->excerpt == NULL);
    diags_fini(&diags);
}

/* Of a long line only the surroundings are kept, cut between characters of `size` bytes each. */
static void check_long_line(const char *character, size_t size)
{
    enum { LENGTH = 60000, BEFORE = 2000 };
    static char text[BEFORE + LENGTH + 1];
    char *const bytes = text + BEFORE;
    memset(text, '-', BEFORE);
    bytes[-1] = '\n';
    for (size_t i = 0; i < LENGTH; i += size) {
        memcpy(bytes + i, character, size);
    }
    const struct source_text f = source(text);
    for (size_t offset = 0; offset < LENGTH; offset += 199 * size) {
        struct diags diags = {0};
        const struct place here = {&f, BEFORE + offset, size};
        const struct diag *d = diags_add(&diags, DIAG_ERROR, "i", &here, "t");
        REQUIRE(d != NULL);
        const size_t length = strlen(d->excerpt);
        const size_t start = (d->excerpt_column - 1) * size;
        CHECK(d->line == 2 && d->column == offset / size + 1 && d->span == 1);
        CHECK(start <= offset && length <= 1100);
        CHECK(start == 0 || offset - start >= 505);
        CHECK(start + length == LENGTH || start + length - offset >= 505);
        CHECK(length % size == 0 && memcmp(d->excerpt, bytes + start, length) == 0);
        diags_fini(&diags);
    }
}

static void test_long_lines(void)
{
    check_long_line("x", 1);
    check_long_line("\xc3\xa9", 2);
    check_long_line("\xe2\x82\xac", 3);
    check_long_line("\xf0\x9f\x98\x80", 4);
}

static void test_columns_of_every_offset(void)
{
    static const char bytes[] =
        "plain ascii, long enough for eight at once \xc3\xa9\xff and more text";
    const struct source_text f = source(bytes);
    size_t column = 1;
    for (size_t at = 0; at < sizeof bytes - 1; column++) {
        struct diags diags = {0};
        const struct diag *d = diags_add(&diags, DIAG_ERROR, "i", &(struct place){&f, at, 1}, "t");
        CHECK_INT(d->column, column);
        diags_fini(&diags);
        uint32_t code;
        const size_t size = utf8_decode(bytes + at, sizeof bytes - 1 - at, &code);
        at += size == 0 ? 1 : size;
    }
}

/* A walk finds the line and the column that a message has, forwards and backwards. */
static void test_walk(void)
{
    static const char *const texts[] = {"", "a", "\xef\xbb\xbf{\"a\":\n1}",
                                        "x\r\ny\xc3\xa4z\n\n\xf0\x9f\x98\x80!"};
    for (size_t t = 0; t < sizeof texts / sizeof texts[0]; t++) {
        const struct source_text f = {"f.json", texts[t], strlen(texts[t]), 1 + 6 * t};
        struct place_walk walk = {0};
        for (size_t step = 0; step <= 2 * f.length + 4; step++) {
            const size_t offset = step <= f.length + 2 ? step : 2 * f.length + 4 - step;
            if (offset < f.length && ((unsigned char)f.bytes[offset] & 0xc0) == 0x80) {
                continue; /* no place begins inside a character */
            }
            const struct place where = {&f, offset, 1};
            struct diags diags = {0};
            const struct diag *d = diags_add(&diags, DIAG_ERROR, "id", &where, "t");
            place_walk_to(&walk, &where);
            CHECK_INT(walk.line, d->line);
            CHECK_INT(walk.column, d->column);
            diags_fini(&diags);
        }
    }
}

static void test_limit(void)
{
    struct diags diags = {0};
    for (int i = 0; i < DIAG_MAX; i++) {
        CHECK(diags_add(&diags, i == 50 ? DIAG_WARNING : DIAG_ERROR, "i", NULL, "%d", i) != NULL);
    }
    CHECK(!diags.truncated);
    CHECK(diags_add(&diags, DIAG_WARNING, "i", NULL, "late warning") == NULL);
    CHECK(diags.truncated);
    CHECK_INT(diags.count, DIAG_MAX);
    CHECK(diags_add(&diags, DIAG_ERROR, "i", NULL, "late error") != NULL);
    CHECK_STR(diags.items[DIAG_MAX - 1].text, "late error");
    CHECK_STR(diags.items[50].text, "51"); /* the warning made room */
    CHECK(diags_add(&diags, DIAG_ERROR, "i", NULL, "last error") == NULL);
    CHECK_INT(diags.count, DIAG_MAX);
    CHECK_INT(diags.errors, DIAG_MAX + 1);
    diags_fini(&diags);
}

/* The texts of sorted messages, each given as file, offset, severity and its text. */
static void test_order(void)
{
    const struct source_text b = {"b.json", "0123\n567", 8, 1};
    const struct source_text a = {"a.json", "0123", 4, 1};
    struct diags diags = {0};
    diags_add(&diags, DIAG_ERROR, "i", &(struct place){&b, 5, 1}, "5");
    diags_add(&diags, DIAG_NOTE, "i", &(struct place){&a, 0, 1}, "6 explains 5");
    diags_add(&diags, DIAG_NOTE, "i", NULL, "7 explains 5");
    diags_add(&diags, DIAG_WARNING, "i", &(struct place){&b, 2, 1}, "3");
    diags_add(&diags, DIAG_ERROR, "i", &(struct place){&b, 2, 1}, "4");
    diags_add(&diags, DIAG_ERROR, "i", &(struct place){&a, 3, 1}, "2");
    diags_add(&diags, DIAG_ERROR, "i", NULL, "1");
    diags_sort(&diags);
    static const char *const want[] = {"1", "2", "3", "4", "5", "6 explains 5", "7 explains 5"};
    for (size_t i = 0; i < 7; i++) {
        CHECK_STR(diags.items[i].text, want[i]);
    }
    diags_sort(&diags);
    for (size_t i = 0; i < 7; i++) {
        CHECK_STR(diags.items[i].text, want[i]);
    }
    diags_fini(&diags);
    diags_sort(&diags);
}

static void test_order_of_many(void)
{
    static char bytes[DIAG_MAX + 1];
    memset(bytes, 'x', DIAG_MAX);
    const struct source_text f = source(bytes);
    struct diags diags = {0};
    diags_add(&diags, DIAG_NOTE, "i", NULL, "a note in front explains nothing");
    for (size_t i = 1; i < DIAG_MAX; i++) {
        const size_t offset = i * 37 % DIAG_MAX / 2;
        diags_add(&diags, i % 5 == 0 ? DIAG_NOTE : DIAG_ERROR, "i", &(struct place){&f, offset, 1},
                  "%zu", i);
    }
    diags_sort(&diags);
    size_t wrong = 0;
    const struct diag *before = &diags.items[0];
    for (size_t i = 1; i < DIAG_MAX; i++) {
        const struct diag *d = &diags.items[i];
        if (d->severity == DIAG_NOTE) { /* behind the message it came after */
            wrong += atoi(d->text) != atoi(diags.items[i - 1].text) + 1;
        } else {
            const bool tie = d->column == before->column;
            wrong += d->column < before->column;
            wrong += tie && before->file != NULL && atoi(d->text) < atoi(before->text);
            before = d;
        }
    }
    CHECK_INT(wrong, 0);
    diags_fini(&diags);
}

int main(void)
{
    RUN(test_message);
    RUN(test_lines);
    RUN(test_line_ends);
    RUN(test_span);
    RUN(test_characters);
    RUN(test_part_of_something_larger);
    RUN(test_long_lines);
    RUN(test_columns_of_every_offset);
    RUN(test_walk);
    RUN(test_limit);
    RUN(test_order);
    RUN(test_order_of_many);
    return check_end();
}
