/* Lines from a pipe: what is one, what is passed over, and that memory does not grow with them. */
#include "questions/tutor/lines.h"

#include <stdlib.h>
#include <string.h>

#include "questions/text/screen.h"
#include "tests/unit/check.h"

#define STRING_(x) #x
#define STRING(x)  STRING_(x)
#define TOO_LONG                                                                                   \
    "A line of more than " STRING(LINES_MOST) " bytes is no answer here: it was passed over.\n"

/* What is read of `input`, a line each, with what is said between: "[line]" and the words. */
static char *heard(FILE *input, size_t *memory)
{
    struct screen_options options = {.width = 100};
    char *text = NULL;
    size_t length = 0;
    FILE *file = open_memstream(&text, &length);
    struct lines lines = {.input = input};
    struct screen screen;
    if (input == NULL || file == NULL) {
        abort();
    }
    screen_init(&screen, file, &options);
    for (const char *line; (line = lines_next(&lines, &screen)) != NULL;) {
        fprintf(file, strlen(line) < 20 ? "[%s]\n" : "[%.3s...]\n", line);
    }
    CHECK(!lines.failed);
    CHECK_INT(lines.write_error, 0);
    *memory = lines.line.capacity;
    lines_fini(&lines);
    (void)fclose(file);
    (void)fclose(input);
    return text;
}

static FILE *of_bytes(const char *bytes, size_t length)
{
    FILE *file = tmpfile();
    if (file == NULL || fwrite(bytes, 1, length, file) != length) {
        abort();
    }
    rewind(file);
    return file;
}

static void check_bytes(const char *bytes, size_t length, const char *want)
{
    size_t memory = 0;
    char *got = heard(of_bytes(bytes, length), &memory);
    CHECK_STR(got, want);
    free(got);
}

static void test_lines(void)
{
    static const char nul[] = "a\0b\n\0\nc";
    check_bytes("", 0, "");
    check_bytes("\n \t\r\n", 5, "");
    check_bytes("A\n\n  B C \r\n\tD", 13, "[A]\n[B C]\n[D]\n");
    check_bytes(nul, sizeof nul - 1,
                "[a\x01"
                "b]\n[\x01]\n[c]\n");
}

/* A line, space around it included, of `length` bytes between two others. */
static char *between(size_t length, const char *begin, const char *end, size_t *memory)
{
    FILE *file = tmpfile();
    if (file == NULL) {
        abort();
    }
    fprintf(file, "A\n%s", begin);
    for (size_t i = strlen(begin); i < length; i++) {
        (void)putc('x', file);
    }
    fprintf(file, "\n%s", end);
    rewind(file);
    return heard(file, memory);
}

static void test_longest(void)
{
    size_t memory = 0;
    char *got = between(LINES_MOST, "", "B\n", &memory);
    CHECK_STR(got, "[A]\n[xxx...]\n[B]\n");
    free(got);
    got = between(LINES_MOST + 1, "", "B\n", &memory);
    CHECK_STR(got, "[A]\n" TOO_LONG "[B]\n");
    free(got);
    /* What its beginning looks like is nothing to go by. */
    got = between(LINES_MOST + 1, "q \n   ", "", &memory);
    CHECK_STR(got, "[A]\n[q]\n"
                   "[xxx...]\n");
    free(got);
    got = between(LINES_MOST + 1, "q                 ", "", &memory);
    CHECK_STR(got, "[A]\n" TOO_LONG);
    free(got);
    /* However long, no more memory. */
    got = between(20 * (size_t)LINES_MOST, "", "B\nC", &memory);
    CHECK_STR(got, "[A]\n" TOO_LONG "[B]\n[C]\n");
    CHECK(memory <= 4 * (size_t)LINES_MOST);
    free(got);
}

/* Nothing is read that nobody could be told of, and a file that cannot be read says nothing. */
static void test_failures(void)
{
    struct screen_options options = {.width = 100};
    FILE *full = fopen("/dev/full", "w"), *input = of_bytes("A\n", 2), *folder = fopen("/", "r");
    struct lines lines = {.input = input};
    struct screen screen;
    REQUIRE(full != NULL && folder != NULL);
    screen_init(&screen, full, &options);
    screen_wrap(&screen, STYLE_PLAIN, 0, 0, "a question");
    CHECK(lines_next(&lines, &screen) == NULL);
    CHECK(lines.write_error != 0);
    CHECK_INT(ftell(input), 0);
    lines_fini(&lines);
    lines.input = folder;
    screen_init(&screen, stdout, &options);
    CHECK(lines_next(&lines, &screen) == NULL);
    CHECK(ferror(folder) != 0);
    lines_fini(&lines);
    (void)fclose(full);
    (void)fclose(folder);
    (void)fclose(input);
}

int main(void)
{
    RUN(test_lines);
    RUN(test_longest);
    RUN(test_failures);
    return check_end();
}
