/* Exact pages at several widths, the settings' precedence, and the properties of all wrapping. */
#include "questions/text/screen.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "questions/text/buffer.h"
#include "questions/text/rng.h"
#include "tests/unit/check.h"

/* ---- A screen whose page can be looked at ---------------------------------------------------- */

static struct screen s;
static char *page;
static size_t page_size;

static void begin(size_t width)
{
    s = (struct screen){.file = open_memstream(&page, &page_size), .width = width};
}

/* What was printed since begin(); valid until the next call. */
static const char *printed(void)
{
    static char *last;
    free(last);
    fclose(s.file);
    last = page;
    return last;
}

static const char *wrapped(size_t width, size_t indent, size_t hang, const char *text)
{
    begin(width);
    screen_wrap(&s, STYLE_PLAIN, indent, hang, text);
    return printed();
}

static const char *labelled(size_t width, const char *label, size_t column, const char *text)
{
    begin(width);
    screen_labelled(&s, label, column, text);
    return printed();
}

static const char *heading(size_t width, const char *left, const char *right)
{
    begin(width);
    screen_heading(&s, left, right);
    return printed();
}

/* ---- Settings -------------------------------------------------------------------------------- */

static const char *const variables[] = {"NO_COLOR", "CLICOLOR_FORCE", "TERM", "COLUMNS",
                                        "ACCESSIBLE"};

/* Settings of a file that is no terminal, under the variables given as "NAME=value" or NULL. */
static struct screen settled(struct screen_options options, const char *a, const char *b)
{
    for (size_t i = 0; i < sizeof variables / sizeof variables[0]; i++) {
        unsetenv(variables[i]);
    }
    const char *const set[] = {a, b};
    for (size_t i = 0; i < 2; i++) {
        if (set[i] != NULL) {
            char name[40];
            snprintf(name, sizeof name, "%.*s", (int)strcspn(set[i], "="), set[i]);
            setenv(name, strchr(set[i], '=') + 1, 1);
        }
    }
    struct screen settled_screen = {0};
    FILE *file = fopen("/dev/null", "w");
    screen_init(&settled_screen, file, &options);
    fclose(file);
    return settled_screen;
}

static bool colour(enum screen_colour asked, const char *a, const char *b)
{
    return settled((struct screen_options){.colour = asked}, a, b).colour;
}

static void test_colour(void)
{
    CHECK(!colour(SCREEN_COLOUR_AUTO, NULL, NULL)); /* no terminal */
    CHECK(colour(SCREEN_COLOUR_ALWAYS, "NO_COLOR=1", "TERM=dumb"));
    CHECK(!colour(SCREEN_COLOUR_NEVER, "CLICOLOR_FORCE=1", NULL));
    CHECK(colour(SCREEN_COLOUR_AUTO, "CLICOLOR_FORCE=1", "TERM=dumb"));
    CHECK(!colour(SCREEN_COLOUR_AUTO, "CLICOLOR_FORCE=0", NULL));
    CHECK(!colour(SCREEN_COLOUR_AUTO, "CLICOLOR_FORCE=", NULL));
    CHECK(!colour(SCREEN_COLOUR_AUTO, "CLICOLOR_FORCE=1", "NO_COLOR=1"));
    CHECK(colour(SCREEN_COLOUR_AUTO, "CLICOLOR_FORCE=1", "NO_COLOR="));
}

static size_t width(int asked, const char *columns)
{
    return settled((struct screen_options){.width = asked}, columns, NULL).width;
}

static void test_width(void)
{
    CHECK_INT(width(0, NULL), 80);
    CHECK_INT(width(60, "COLUMNS=40"), 60);
    CHECK_INT(width(0, "COLUMNS=40"), 40);
    CHECK_INT(width(0, "COLUMNS=4"), 10);
    CHECK_INT(width(0, "COLUMNS=400"), 100);
    CHECK_INT(width(0, "COLUMNS=99999999999999999999"), 100);
    CHECK_INT(width(0, "COLUMNS=0"), 80);
    CHECK_INT(width(0, "COLUMNS=-5"), 80);
    CHECK_INT(width(0, "COLUMNS=40x"), 80);
    CHECK_INT(width(0, "COLUMNS="), 80);
    CHECK_INT(width(0, "COLUMNS= 40"), 80);
    CHECK_INT(width(0, "COLUMNS=+40"), 80);
    CHECK_INT(width(3, NULL), 10);
    CHECK_INT(width(1000, NULL), 100);
    CHECK_INT(width(-1, NULL), 80);
}

static void test_accessible(void)
{
    CHECK(!settled((struct screen_options){0}, NULL, NULL).accessible);
    CHECK(!settled((struct screen_options){0}, "ACCESSIBLE=", NULL).accessible);
    CHECK(settled((struct screen_options){0}, "ACCESSIBLE=1", NULL).accessible);
    CHECK(settled((struct screen_options){.accessible = true}, NULL, NULL).accessible);
    CHECK(settled((struct screen_options){.ascii = true}, NULL, NULL).ascii);
    CHECK(!settled((struct screen_options){0}, NULL, NULL).terminal);
}

static void resize(int terminal, unsigned short wide)
{
    const struct winsize size = {.ws_row = 24, .ws_col = wide};
    CHECK_INT(ioctl(terminal, TIOCSWINSZ, &size), 0);
}

static void test_terminal(void)
{
    const int terminal = posix_openpt(O_RDWR | O_NOCTTY);
    REQUIRE(terminal >= 0 && grantpt(terminal) == 0 && unlockpt(terminal) == 0);
    const int other_end = open(ptsname(terminal), O_RDWR | O_NOCTTY);
    REQUIRE(other_end >= 0);
    FILE *file = fdopen(other_end, "w");
    settled((struct screen_options){0}, "COLUMNS=33", "TERM=xterm");
    struct screen_options options = {0};
    struct screen on = {0};
    resize(terminal, 57);
    screen_init(&on, file, &options);
    CHECK(on.terminal && on.colour);
    CHECK_INT(on.width, 57);
    resize(terminal, 200);
    screen_measure(&on, &options);
    CHECK_INT(on.width, 100);
    options.width = 70;
    screen_measure(&on, &options);
    CHECK_INT(on.width, 70);
    options.width = 0;
    resize(terminal, 0);
    screen_measure(&on, &options);
    CHECK_INT(on.width, 33);
    setenv("TERM", "dumb", 1);
    screen_init(&on, file, &options);
    CHECK(on.terminal && !on.colour);
    setenv("TERM", "xterm", 1);
    setenv("NO_COLOR", "1", 1);
    screen_init(&on, file, &options);
    CHECK(!on.colour);
    fclose(file);
    close(terminal);
}

/* ---- Measuring ------------------------------------------------------------------------------- */

static size_t columns(const char *text)
{
    return screen_columns(text, strlen(text));
}

static void test_columns(void)
{
    CHECK_INT(columns(""), 0);
    CHECK_INT(columns("abc"), 3);
    CHECK_INT(columns("na\xc3\xafve"), 5);
    CHECK_INT(columns("nai\xcc\x88ve"), 5);            /* combining diaeresis */
    CHECK_INT(columns("\xe6\x97\xa5\xe6\x9c\xac"), 4); /* two wide characters */
    CHECK_INT(columns("\xf0\x9f\x98\x80"), 2);
    CHECK_INT(columns("\033[1m"), 9); /* \u{1b}[1m */
    CHECK_INT(columns("\xff"), 4);    /* \xff */
    CHECK_INT(columns("a\tb"), 7);
    begin(80);
    CHECK_INT(screen_text_columns(&s, "a\xe2\x80\xa6", 4), 2);
    CHECK_INT(screen_text_columns(&s, "a\tb\n", 4), 12);
    s.ascii = true;
    CHECK_INT(screen_text_columns(&s, "a\xe2\x80\xa6", 4), 4);
    CHECK_STR(printed(), "");
}

/* ---- Wrapping -------------------------------------------------------------------------------- */

static void test_wrap(void)
{
    CHECK_STR(wrapped(20, 0, 0, "the quick brown fox jumps over"),
              "the quick brown fox\njumps over\n");
    CHECK_STR(wrapped(20, 0, 0, "exactly twenty chars"), "exactly twenty chars\n");
    CHECK_STR(wrapped(20, 2, 4, "the quick brown fox jumps over"),
              "  the quick brown\n    fox jumps over\n");
    CHECK_STR(wrapped(20, 0, 0, ""), "\n");
    CHECK_STR(wrapped(20, 4, 0, ""), "\n");
    CHECK_STR(wrapped(20, 2, 2, "one\ntwo"), "  one\n  two\n");
    CHECK_STR(wrapped(20, 0, 2, "one\n\ntwo\n"), "one\n\n  two\n");
    CHECK_STR(wrapped(20, 0, 0, "\n"), "\n");
    CHECK_STR(wrapped(20, 0, 0, "\n\n"), "\n\n");
    CHECK_STR(wrapped(20, 0, 0, "  \t \n x"), "\n x\n");
}

static void test_spaces(void)
{
    CHECK_STR(wrapped(20, 0, 0, "one  two "), "one  two\n");
    CHECK_STR(wrapped(20, 0, 0, "a\tb"), "a b\n");
    CHECK_STR(wrapped(12, 0, 0, "one two     three"), "one two\nthree\n");
    CHECK_STR(wrapped(20, 0, 0, "  two spaces"), "  two spaces\n");
    CHECK_STR(wrapped(11, 0, 0, " abcde fghi"), " abcde fghi\n");
    CHECK_STR(wrapped(12, 0, 0, "              far"), "    far\n");
    CHECK_STR(wrapped(12, 2, 0, "              far"), "    far\n");
    CHECK_STR(wrapped(10, 0, 0,
                      "no\xc2\xa0"
                      "break here"),
              "no\xc2\xa0"
              "break\nhere\n");
    CHECK_STR(wrapped(10, 0, 0,
                      "no\xc2\xa0"
                      "break\xc2\xa0"
                      "here"),
              "no\xc2\xa0"
              "break\xc2\xa0h\nere\n");
}

/* The lead of an aside stays with its word, as long as a line holds both. */
static void test_asides(void)
{
    CHECK_STR(wrapped(20, 0, 0, "the code is  (row: code)"), "the code is\n(row: code)\n");
    CHECK_STR(wrapped(24, 0, 0, "the code is  (row: code)"), "the code is  (row: code)\n");
    CHECK_STR(wrapped(20, 0, 6, "it is a code (row: snapshot)"),
              "it is a code (row:\n      snapshot)\n");
    CHECK_STR(wrapped(20, 0, 4, "it is a code (row: snapshot) x"),
              "it is a code\n    (row: snapshot)\n    x\n");
    CHECK_STR(wrapped(12, 0, 0, "it is so, row: code"), "it is so,\nrow: code\n");
    CHECK_STR(wrapped(12, 0, 0, "it ends (so:"), "it ends (so:\n");
    CHECK_STR(wrapped(12, 0, 0, "it ends (so: "), "it ends (so:\n");
    CHECK_STR(wrapped(10, 0, 0, "(:"), "(:\n");
}

static void test_narrow(void)
{
    CHECK_STR(wrapped(10, 8, 9, "abcdefghij klm"), "   abcdefg\n   hij klm\n");
    CHECK_STR(wrapped(10, 0, 0, "supercalifragilistic word"), "supercalif\nragilistic\nword\n");
    CHECK_STR(wrapped(10, 0, 0, "a supercalifragilistic"), "a\nsupercalif\nragilistic\n");
    CHECK_STR(wrapped(10, 0, 0, "supercalifr ag"), "supercalif\nr ag\n");
    CHECK_STR(wrapped(10, 3, 0, "supercalifr ag"), "   superca\nlifr ag\n");
    CHECK_STR(wrapped(1, 9, 9, "\xe6\x97\xa5\xe6\x97\xa5 ab"), /* no screen of ours, but an end */
              "\xe6\x97\xa5\n\xe6\x97\xa5\na\nb\n");
}

static void test_wide_and_combining(void)
{
    /* Five wide characters are ten columns; the sixth goes to the next line. */
    CHECK_STR(wrapped(10, 0, 0,
                      "\xe6\x97\xa5\xe6\x97\xa5\xe6\x97\xa5\xe6\x97\xa5\xe6\x97\xa5"
                      "\xe6\x97\xa5"),
              "\xe6\x97\xa5\xe6\x97\xa5\xe6\x97\xa5\xe6\x97\xa5\xe6\x97\xa5\n\xe6\x97\xa5\n");
    CHECK_STR(wrapped(10, 1, 0, "\xe6\x97\xa5\xe6\x97\xa5\xe6\x97\xa5\xe6\x97\xa5\xe6\x97\xa5"),
              " \xe6\x97\xa5\xe6\x97\xa5\xe6\x97\xa5\xe6\x97\xa5\n\xe6\x97\xa5\n");
    /* A combining mark stays with the letter at the line's end. */
    CHECK_STR(wrapped(10, 0, 0, "abcdefghie\xcc\x81x"), "abcdefghie\xcc\x81\nx\n");
}

static void test_foreign_text_is_harmless(void)
{
    CHECK_STR(wrapped(20, 0, 0, "\033[2Jx\r\n\x9b"), "\\u{1b}[2Jx\\u{d}\n\\x9b\n");
    CHECK_STR(labelled(80, "\033[2J", 9, "\b"), "\\u{1b}[2J \\u{8}\n");
    CHECK_STR(labelled(80, "a\nb", 9, "x"), "a\\u{a}b  x\n");
    CHECK_STR(heading(20, "left", "r\nr"), "left         r\\u{a}r\n");
    CHECK_STR(
        heading(80, "\n", "\a"),
        "\\u{a}                                                                      \\u{7}\n");
    begin(80);
    screen_put(&s, STYLE_PLAIN, "a\nb");
    screen_gap(&s);
    CHECK_STR(printed(), "a\\u{a}b\n");
}

/* ---- Styles ---------------------------------------------------------------------------------- */

static void test_styles(void)
{
    begin(20);
    s.colour = true;
    screen_wrap(&s, STYLE_RIGHT, 2, 2, "the quick brown fox jumps");
    screen_wrap(&s, STYLE_WRONG, 0, 0, "\nno");
    screen_wrap(&s, STYLE_FAINT, 0, 0, "faint");
    screen_put(&s, STYLE_STRONG, "bold");
    screen_put(&s, STYLE_STRONG, "");
    screen_put(&s, STYLE_PLAIN, "plain");
    screen_gap(&s);
    screen_labelled(&s, "Why", 7, "because");
    CHECK_STR(printed(), "  \033[1;32mthe quick brown\033[0m\n  \033[1;32mfox jumps\033[0m\n"
                         "\n\033[1;31mno\033[0m\nfaint\n\033[1mbold\033[0mplain\n"
                         "\033[1mWhy\033[0m\033[1m:\033[0m because\n");
    begin(40);
    s.colour = true;
    screen_labelled_in(&s, STYLE_WRONG, "Why", 7, "because");
    screen_heading(&s, "left", "right");
    CHECK_STR(printed(), "\033[1;31mWhy\033[0m    because\n"
                         "\033[1mleft\033[0m                               right\n");
}

static void test_ascii(void)
{
    begin(20);
    s.ascii = true;
    screen_wrap(&s, STYLE_PLAIN, 0, 0,
                "\xe2\x80\x9cit\xe2\x80\x99s\xe2\x80\x9d \xe2\x80\x93 na\xc3\xafve\xe2\x80\xa6");
    screen_wrap(&s, STYLE_PLAIN, 0, 0,
                "a\xe2\x80\x94z \xc2\xab"
                "b\xc2\xbb \xe2\x80\x98q\xe2\x80\xaf?");
    screen_wrap(&s, STYLE_PLAIN, 0, 0, "twelve chars and\xc2\xa0on");
    CHECK_STR(printed(), "\"it's\" - na\xc3\xafve...\na--z \"b\" 'q ?\ntwelve chars and on\n");
    begin(12);
    s.ascii = true;
    screen_wrap(&s, STYLE_PLAIN, 0, 0, "five six and\xc2\xa0on");
    CHECK_STR(printed(), "five six\nand on\n");
}

/* ---- Labels and headings --------------------------------------------------------------------- */

static const char windows[] =
    "A Windows AMI carries a billing product code, so it cannot be copied.";

static void test_labels(void)
{
    CHECK_STR(labelled(50, "Why", 7, windows), "Why    A Windows AMI carries a billing product\n"
                                               "       code, so it cannot be copied.\n");
    CHECK_STR(labelled(50, "  A", 5, "Copy the AMI"), "  A  Copy the AMI\n");
    CHECK_STR(labelled(50, "", 7, "no label"), "       no label\n");
    CHECK_STR(labelled(50, "Much longer", 7, "than its column"), "Much longer than its column\n");
    CHECK_STR(labelled(50, "seven77", 7, "x"), "seven77 x\n");
    CHECK_STR(labelled(50, "Why", 7, ""), "Why\n");
    CHECK_STR(labelled(50, "Why", 7, "one\ntwo"), "Why    one\n       two\n");
    CHECK_STR(labelled(40, "Wh\xc3\xa9", 40, "x"), "Wh\xc3\xa9                 x\n");
}

static void test_label_that_fills_its_line(void)
{
    CHECK_STR(labelled(40, "Course rules (to May 2019)", 28, "None, until the owner does more"),
              "Course rules (to May 2019): None, until\nthe owner does more\n");
    CHECK_STR(labelled(60, "Course rules (to May 2019)", 28, "None, until the owner does more"),
              "Course rules (to May 2019)  None, until the owner does more\n");
    CHECK_STR(labelled(40, "A label that leaves hardly any room", 4, "for what follows it"),
              "A label that leaves hardly any room for\n    what follows it\n");
    CHECK_STR(labelled(40, "A label that leaves hardly any room ", 4, "supercalifragilistic"),
              "A label that leaves hardly any room\n    supercalifragilistic\n");
}

static void test_labels_without_room(void)
{
    CHECK_STR(labelled(39, "Why", 7, windows),
              "Why: A Windows AMI carries a billing\nproduct code, so it cannot be copied.\n");
    CHECK_STR(labelled(20, "  A ", 5, "Copy the AMI now!"), "A: Copy the AMI now!\n");
    CHECK_STR(labelled(20, "Really?", 5, "yes"), "Really? yes\n");
    CHECK_STR(labelled(20, "Note:", 5, "yes"), "Note: yes\n");
    CHECK_STR(labelled(20, "", 5, "yes"), "yes\n");
    CHECK_STR(labelled(20, "Why", 5, ""), "Why:\n");
    CHECK_STR(labelled(10, "Today", 5, "supercalifragi"), "Today:\nsupercalif\nragi\n");
    CHECK_STR(labelled(10, "A", 5, "x\nsupercalifragi"), "A: x\nsupercalif\nragi\n");
    CHECK_STR(labelled(10, "", 5, "supercalifragi"), "supercalif\nragi\n");
    CHECK_STR(labelled(40, "", 20, "supercalifragilistic!"),
              "                    supercalifragilistic\n                    !\n");
    begin(80);
    s.accessible = true;
    screen_labelled(&s, "Why", 7, windows);
    CHECK_STR(printed(),
              "Why: A Windows AMI carries a billing product code, so it cannot be copied.\n");
}

static void test_headings(void)
{
    CHECK_STR(heading(30, "Question 4 of 10", "course rules"), "Question 4 of 10  course rules\n");
    CHECK_STR(heading(29, "Question 4 of 10", "course rules"), "Question 4 of 10\ncourse rules\n");
    CHECK_STR(heading(30, "Question 4", NULL), "Question 4\n");
    CHECK_STR(heading(30, "Question 4", ""), "Question 4\n");
    CHECK_STR(heading(10, "Question 4 of 10", "rules"), "Question 4\nof 10\nrules\n");
    begin(80);
    s.accessible = true;
    screen_heading(&s, "Question 4", "rules");
    CHECK_STR(printed(), "Question 4\nrules\n");
}

/* ---- Properties ------------------------------------------------------------------------------ */

static void add_random_text(struct rng *rng, struct buffer *text)
{
    static const char *const pieces[] = {
        "a",   "be", "word",         "longer", "\xc3\xa9",  "\n",       " ",
        " ",   "  ", "\xe6\x97\xa5", "\t",     "e\xcc\x81", "\xc2\xa0", "incomprehensibility",
        "\x1b"};
    for (size_t n = rng_below(rng, 60); n > 0; n--) {
        buffer_add_text(text, pieces[rng_below(rng, sizeof pieces / sizeof pieces[0])]);
    }
}

/* Everything but spaces and line feeds, in order. */
static void squeeze(struct buffer *out, const char *text)
{
    for (; *text != '\0'; text++) {
        if (strchr(" \t\n", *text) == NULL) {
            buffer_add_char(out, *text);
        }
    }
}

static bool lines_are_good(const char *text, size_t limit)
{
    while (*text != '\0') {
        const size_t length = strcspn(text, "\n");
        if (text[length] != '\n' || screen_columns(text, length) > limit ||
            (length > 0 && text[length - 1] == ' ')) {
            return false;
        }
        text += length + 1;
    }
    return true;
}

/* Whether a coloured page is the plain one with escape sequences of ours within lines. */
static bool same_without_escapes(const char *coloured, const char *plain)
{
    bool on = false;
    while (*coloured != '\0') {
        if (*coloured == '\033') {
            const char *const expected = on ? "\033[0m" : "\033[1;32m";
            if (strncmp(coloured, expected, strlen(expected)) != 0) {
                return false;
            }
            coloured += strlen(expected);
            on = !on;
        } else if (*coloured != *plain || (on && *plain == '\n')) {
            return false;
        } else {
            coloured++;
            plain++;
        }
    }
    return *plain == '\0' && !on;
}

static void check_wrapping(const char *text, size_t columns_wide, size_t indent, size_t hang)
{
    struct buffer plain = {0};
    struct buffer got = {0};
    struct buffer want = {0};
    buffer_add_text(&plain, wrapped(columns_wide, indent, hang, text));
    CHECK(lines_are_good(buffer_text(&plain), columns_wide));
    squeeze(&got, buffer_text(&plain));
    for (; *text != '\0'; text++) { /* the one control among the pieces becomes visible */
        char piece[2] = {*text, '\0'};
        squeeze(&want, *text == '\x1b' ? "\\u{1b}" : piece);
    }
    CHECK_STR(buffer_text(&got), buffer_text(&want));
    buffer_fini(&got);
    buffer_fini(&want);
    buffer_fini(&plain);
}

static void test_properties(void)
{
    struct rng rng;
    rng_seed(&rng, 10);
    for (int i = 0; i < 5000 && !check_state.bad; i++) {
        struct buffer text = {0};
        add_random_text(&rng, &text);
        const size_t wide = 10 + rng_below(&rng, 91);
        const size_t indent = rng_below(&rng, 20);
        const size_t hang = rng_below(&rng, 20);
        check_wrapping(buffer_text(&text), wide, indent, hang);
        struct buffer plain = {0};
        buffer_add_text(&plain, wrapped(wide, indent, hang, buffer_text(&text)));
        begin(wide);
        s.colour = true;
        screen_wrap(&s, STYLE_RIGHT, indent, hang, buffer_text(&text));
        CHECK(same_without_escapes(printed(), buffer_text(&plain)));
        CHECK(lines_are_good(labelled(wide, "Label", indent, buffer_text(&text)), wide));
        buffer_fini(&plain);
        buffer_fini(&text);
    }
}

int main(void)
{
    RUN(test_colour);
    RUN(test_width);
    RUN(test_accessible);
    RUN(test_terminal);
    RUN(test_columns);
    RUN(test_wrap);
    RUN(test_spaces);
    RUN(test_asides);
    RUN(test_narrow);
    RUN(test_wide_and_combining);
    RUN(test_foreign_text_is_harmless);
    RUN(test_styles);
    RUN(test_ascii);
    RUN(test_labels);
    RUN(test_label_that_fills_its_line);
    RUN(test_labels_without_room);
    RUN(test_headings);
    RUN(test_properties);
    return check_end();
}
