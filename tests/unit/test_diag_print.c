/* The exact text of messages: what a person sees when something is wrong. */
#include "questions/text/diag_print.h"

#include <stdio.h>
#include <stdlib.h>

#include "engine/diag.h"
#include "questions/text/buffer.h"
#include "questions/text/rng.h"
#include "questions/text/screen.h"
#include "tests/unit/check.h"

static struct screen s = {.width = 80};

/* All messages as printed; valid until the next call.  The list is freed. */
static const char *printed(struct diags *diags)
{
    static char *last;
    size_t size;
    free(last);
    s.file = open_memstream(&last, &size);
    diag_print(&s, diags);
    fclose(s.file);
    diags_fini(diags);
    return last;
}

/* One error over `length` bytes of a text. */
static const char *error_in(const char *bytes, size_t offset, size_t length, const char *hint)
{
    const struct source_text f = {"f.json", bytes, strlen(bytes), 1};
    struct diags diags = {0};
    struct diag *d =
        diags_add(&diags, DIAG_ERROR, "id", &(struct place){&f, offset, length}, "bad");
    if (hint != NULL) {
        diag_hint(d, "%s", hint);
    }
    return printed(&diags);
}

static const char pack[] =
    "{\n\n\n\n\n\n\n\n\n\n\n\n\n    \"when\": { \"is_encrpyted\": true },\n}\n";

static void test_as_the_style_guide_shows(void)
{
    static const char predicates[] = "\n\n\n\n\n\n\n\n    \"is_encrypted\"";
    const struct source_text a = {"data/predicates.json", predicates, strlen(predicates), 1};
    const struct source_text b = {"data/backup.json", pack, strlen(pack), 1};
    struct diags diags = {0};
    struct diag *d = diags_add(&diags, DIAG_ERROR, "unknown-predicate",
                               &(struct place){&b, (size_t)(strstr(pack, "\"is_") - pack), 14},
                               "unknown predicate \"%s\"", "is_encrpyted");
    diag_hint(d, "did you mean \"%s\"?", "is_encrypted");
    diags_add(&diags, DIAG_NOTE, NULL, &(struct place){&a, 12, 0},
              "\"is_encrypted\" is declared here");
    CHECK_STR(
        printed(&diags),
        "data/backup.json:14:15: error: unknown predicate \"is_encrpyted\" [unknown-predicate]\n"
        "   14 |     \"when\": { \"is_encrpyted\": true },\n"
        "      |               ^~~~~~~~~~~~~~ did you mean \"is_encrypted\"?\n"
        "data/predicates.json:9:5: note: \"is_encrypted\" is declared here\n"
        "    9 |     \"is_encrypted\"\n"
        "      |     ^\n");
}

static void test_without_place(void)
{
    struct diags diags = {0};
    diags_add(&diags, DIAG_WARNING, "memory", NULL, "memory is short");
    diag_hint(diags_add(&diags, DIAG_ERROR, "option", NULL, "unknown option --x"), "see --help");
    CHECK_STR(printed(&diags), "amiquiz: warning: memory is short [memory]\n"
                               "amiquiz: error: unknown option --x [option]\n"
                               "  hint: see --help\n");
    CHECK_STR(printed(&diags), "");
}

static void test_file_without_line(void)
{
    const struct source_text f = {"a.json", NULL, 0, 1};
    struct diags diags = {0};
    diag_hint(diags_add(&diags, DIAG_ERROR, "file", &(struct place){&f, 0, 0}, "cannot be opened"),
              "is the name right?");
    CHECK_STR(printed(&diags), "a.json: error: cannot be opened [file]\n"
                               "  hint: is the name right?\n");
}

static void test_characters_before_the_place(void)
{
    CHECK_STR(error_in("\xc3\xa9\xc3\xa9 x", 5, 1, NULL), "f.json:1:4: error: bad [id]\n"
                                                          "    1 | \xc3\xa9\xc3\xa9 x\n"
                                                          "      |    ^\n");
    CHECK_STR(error_in("\xe6\x97\xa5\xe6\x9c\xac x", 7, 1, NULL), /* two columns each */
              "f.json:1:4: error: bad [id]\n"
              "    1 | \xe6\x97\xa5\xe6\x9c\xac x\n"
              "      |      ^\n");
    CHECK_STR(error_in("e\xcc\x81 \xe6\x97\xa5\xe6\x9c\xac", 4, 6, NULL), /* none, then wide */
              "f.json:1:4: error: bad [id]\n"
              "    1 | e\xcc\x81 \xe6\x97\xa5\xe6\x9c\xac\n"
              "      |   ^~~~\n");
}

static void test_tabs_and_controls(void)
{
    CHECK_STR(error_in("\t\tx\ty", 2, 3, NULL), "f.json:1:3: error: bad [id]\n"
                                                "    1 |   x y\n"
                                                "      |   ^~~\n");
    CHECK_STR(error_in("\033\xff x", 3, 1, NULL), "f.json:1:4: error: bad [id]\n"
                                                  "    1 | \\u{1b}\\xff x\n"
                                                  "      |            ^\n");
    CHECK_STR(error_in("a\xff"
                       "b",
                       1, 1, "save the file as UTF-8"),
              "f.json:1:2: error: bad [id]\n"
              "    1 | a\\xffb\n"
              "      |  ^~~~ save the file as UTF-8\n");
    CHECK_STR(error_in("a  \r\nb", 0, 1, NULL), "f.json:1:1: error: bad [id]\n"
                                                "    1 | a\n"
                                                "      | ^\n");
}

static void test_ends_of_lines(void)
{
    CHECK_STR(error_in("abc\n", 3, 1, NULL), "f.json:1:4: error: bad [id]\n"
                                             "    1 | abc\n"
                                             "      |    ^\n");
    CHECK_STR(error_in("abc\n", 4, 1, "it ends too early"), "f.json:2:1: error: bad [id]\n"
                                                            "    2 |\n"
                                                            "      | ^ it ends too early\n");
    CHECK_STR(error_in("abc\ndef", 1, 5, NULL), "f.json:1:2: error: bad [id]\n"
                                                "    1 | abc\n"
                                                "      |  ^~\n");
}

static void test_foreign_names_are_harmless(void)
{
    const struct source_text f = {"\033[2J\n.json", "x", 1, 1};
    struct diags diags = {0};
    struct diag *d =
        diags_add(&diags, DIAG_ERROR, "id", &(struct place){&f, 0, 1}, "%s", "\x9b\n\xc2\x85");
    diag_hint(d, "\a");
    CHECK_STR(printed(&diags), "\\u{1b}[2J\\u{a}.json:1:1: error: \\x9b\\u{a}\\u{85} [id]\n"
                               "    1 | x\n"
                               "      | ^ \\u{7}\n");
}

static const char digits[] = /* 140 of them */
    "0123456789012345678901234567890123456789012345678901234567890123456789"
    "0123456789012345678901234567890123456789012345678901234567890123456789";

static void test_long_lines(void)
{
    s.width = 40; /* 32 columns beside the line's number */
    CHECK_STR(error_in(digits, 4, 3, NULL), "f.json:1:5: error: bad [id]\n"
                                            "    1 | 01234567890123456789012345678...\n"
                                            "      |     ^~~\n");
    CHECK_STR(error_in(digits, 26, 3, NULL), "f.json:1:27: error: bad [id]\n"
                                             "    1 | 01234567890123456789012345678...\n"
                                             "      |                           ^~~\n");
    CHECK_STR(error_in(digits, 27, 3, NULL), "f.json:1:28: error: bad [id]\n"
                                             "    1 | ...78901234567890123456789012...\n"
                                             "      |              ^~~\n");
    CHECK_STR(error_in(digits, 70, 90, NULL), "f.json:1:71: error: bad [id]\n"
                                              "    1 | ...01234567890123456789012345...\n"
                                              "      |              ^~~~~~~~~~~~~~~~\n");
    CHECK_STR(error_in(digits, 138, 2, NULL), "f.json:1:139: error: bad [id]\n"
                                              "    1 | ...12345678901234567890123456789\n"
                                              "      |                               ^~\n");
    CHECK_STR(error_in(digits, 140, 1, "go on"), "f.json:1:141: error: bad [id]\n"
                                                 "    1 | ...2345678901234567890123456789\n"
                                                 "      |                                ^"
                                                 " go on\n");
    CHECK_STR(error_in(digits + 108, 31, 1, NULL), "f.json:1:32: error: bad [id]\n"
                                                   "    1 | 89012345678901234567890123456789\n"
                                                   "      |                                ^\n");
    s.width = 80;
}

/* Far into a line of which the message itself holds only a part. */
static void test_very_long_line(void)
{
    struct buffer text = {0};
    for (int i = 0; i < 2000; i++) {
        buffer_addf(&text, "%05d,", i);
    }
    s.width = 40;
    CHECK_STR(error_in(buffer_text(&text), 6000, 5, NULL),
              "f.json:1:6001: error: bad [id]\n"
              "    1 | ...998,00999,01000,01001,0100...\n"
              "      |              ^~~~~\n");
    CHECK_STR(error_in(buffer_text(&text), 11994, 5, NULL),
              "f.json:1:11995: error: bad [id]\n"
              "    1 | ...1995,01996,01997,01998,01999,\n"
              "      |                           ^~~~~\n");
    s.width = 80;
    buffer_fini(&text);
}

/* Of a line full of what takes no columns a part is missing although all that is there fits. */
static void test_cut_line_that_takes_no_columns(void)
{
    struct buffer text = {0};
    for (int i = 0; i < 2000; i++) {
        buffer_add_text(&text, i == 1000 ? "b" : "\xcc\x81");
    }
    const char *out = error_in(buffer_text(&text), 2000, 1, NULL);
    CHECK(strncmp(out, "f.json:1:1001: error: bad [id]\n    1 | ...\xcc\x81", 41) == 0);
    CHECK(strstr(out, "b\xcc\x81") != NULL);
    CHECK_STR(strrchr(out, '|'), "|    ^\n");
    buffer_fini(&text);
}

static void test_narrow_screen(void)
{
    s.width = 23;
    CHECK_STR(error_in("abc", 1, 1, "mend it"), "f.json:1:2: error: bad [id]\n"
                                                "  hint: mend it\n");
    s.width = 24;
    CHECK_STR(error_in("abcdefghijklmnopqrst", 18, 1, "mend it"),
              "f.json:1:19: error: bad [id]\n"
              "    1 | ...hijklmnopqrst\n"
              "      |               ^ mend it\n");
    s.width = 80;
}

static void test_large_line_numbers(void)
{
    const struct source_text f = {"f.ndjson", "abc", 3, 1000000};
    struct diags diags = {0};
    diags_add(&diags, DIAG_ERROR, "id", &(struct place){&f, 1, 1}, "bad");
    CHECK_STR(printed(&diags), "f.ndjson:1000000:2: error: bad [id]\n"
                               "1000000 | abc\n"
                               "        |  ^\n");
}

static void test_colour(void)
{
    s.colour = true;
    CHECK_STR(error_in("abc", 1, 2, "mend it"), "f.json:1:2: \033[1;31merror:\033[0m bad [id]\n"
                                                "    1 | abc\n"
                                                "      |  \033[1;31m^~\033[0m mend it\n");
    struct diags diags = {0};
    diags_add(&diags, DIAG_WARNING, "w", NULL, "odd");
    CHECK_STR(printed(&diags), "amiquiz: \033[1mwarning:\033[0m odd [w]\n");
    s.colour = false;
}

static void test_ascii(void)
{
    s.ascii = true; /* the ellipsis takes three columns then */
    CHECK_STR(error_in("a\xe2\x80\xa6 x", 5, 1, NULL), "f.json:1:4: error: bad [id]\n"
                                                       "    1 | a... x\n"
                                                       "      |      ^\n");
    s.ascii = false;
}

static void test_order_and_truncation(void)
{
    const struct source_text f = {"f.json", "abc", 3, 1};
    struct diags diags = {0};
    for (size_t i = 0; i <= DIAG_MAX; i++) {
        diags_add(&diags, DIAG_ERROR, "id", NULL, "%zu", i);
    }
    const char *text = printed(&diags);
    CHECK_STR(strstr(text, "amiquiz: error: 98 "),
              "amiquiz: error: 98 [id]\namiquiz: error: 99 [id]\n"
              "amiquiz: note: further messages are not shown\n");
    diags_add(&diags, DIAG_ERROR, "id", &(struct place){&f, 2, 1}, "third");
    diags_add(&diags, DIAG_ERROR, "id", &(struct place){&f, 0, 1}, "second");
    diags_add(&diags, DIAG_ERROR, "id", NULL, "first");
    diag_print(&(struct screen){.file = fopen("/dev/null", "w"), .width = 80}, &diags);
    CHECK_STR(diags.items[0].text, "third"); /* the list itself stays as it was */
    text = printed(&diags);
    CHECK(strstr(text, "first") < strstr(text, "second"));
    CHECK(strstr(text, "second") < strstr(text, "third"));
}

/* Whatever the source: no line of it is wider than the screen, and no control gets out. */
static void test_random_sources(void)
{
    struct rng rng;
    rng_seed(&rng, 12);
    for (int i = 0; i < 3000 && !check_state.bad; i++) {
        struct buffer text = {0};
        static const char *const pieces[] = {"a", "bc ", "\xe6\x97\xa5", "\t", "\x1b", "e\xcc\x81"};
        for (size_t n = 1 + rng_below(&rng, 200); n > 0; n--) {
            buffer_add_text(&text, pieces[rng_below(&rng, 6)]);
        }
        s.width = 24 + rng_below(&rng, 77);
        const char *at =
            error_in(buffer_text(&text), rng_below(&rng, text.length), rng_below(&rng, 40), NULL);
        for (size_t length; *at != '\0'; at += length + 1) {
            length = strcspn(at, "\n");
            CHECK(screen_columns(at, length) <= (s.width > 33 ? s.width : 33));
            CHECK(length == 0 || at[length - 1] != ' ');
        }
        buffer_fini(&text);
    }
    s.width = 80;
}

int main(void)
{
    RUN(test_as_the_style_guide_shows);
    RUN(test_without_place);
    RUN(test_file_without_line);
    RUN(test_characters_before_the_place);
    RUN(test_tabs_and_controls);
    RUN(test_ends_of_lines);
    RUN(test_foreign_names_are_harmless);
    RUN(test_long_lines);
    RUN(test_very_long_line);
    RUN(test_cut_line_that_takes_no_columns);
    RUN(test_narrow_screen);
    RUN(test_large_line_numbers);
    RUN(test_colour);
    RUN(test_ascii);
    RUN(test_order_and_truncation);
    RUN(test_random_sources);
    return check_end();
}
