/* Foreign words cut to what a message can show. */
#include "engine/short_text.h"

#include "tests/unit/check.h"

static void check_short(const char *piece, size_t pieces, size_t kept)
{
    char text[512] = "", want[512] = "";
    for (size_t i = 0; i < pieces; i++) {
        strcat(text, piece);
        strcat(want, i < kept ? piece : "");
    }
    strcat(want, kept < pieces ? "..." : "");
    CHECK_STR(short_text(text).text, want);
}

static void test_whole_and_cut(void)
{
    check_short("", 0, 0);
    check_short("x", 1, 1);
    check_short("x", SHORT_TEXT_MAX, SHORT_TEXT_MAX);
    check_short("x", SHORT_TEXT_MAX + 1, SHORT_TEXT_MAX);
    check_short("x", 400, SHORT_TEXT_MAX);
}

/* Never in the middle of a character. */
static void test_between_characters(void)
{
    check_short("\xc3\xa4", 50, 50);
    check_short("\xc3\xa4", 51, 50);
    check_short("\xe2\x82\xac", 40, 33);
    check_short("\xf0\x9f\x98\x80", 40, 25);
    check_short("\xf0\x9f\x98\x80", 26, 25);
}

/* What is no UTF-8 at all has no place to cut at; it must not be looked for before the start. */
static void test_no_characters(void)
{
    check_short("\x80", 200, 0);
}

int main(void)
{
    RUN(test_whole_and_cut);
    RUN(test_between_characters);
    RUN(test_no_characters);
    return check_end();
}
