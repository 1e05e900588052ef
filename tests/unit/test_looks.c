/* What texts look like, what is shown of them, and how two that look alike differ. */
#include "questions/text/looks.h"

#include <string.h>

#include "engine/utf8.h"
#include "questions/text/buffer.h"
#include "tests/unit/check.h"

#define ZERO_WIDTH  "\xe2\x80\x8b" /* U+200B */
#define JOINER      "\xe2\x80\x8d" /* U+200D */
#define MARK        "\xef\xbb\xbf" /* U+FEFF */
#define NO_BREAK    "\xc2\xa0"     /* U+00A0 */
#define SOFT_HYPHEN "\xc2\xad"     /* U+00AD */
#define WIDE_A      "\xef\xbc\xa1" /* U+FF21 */
#define WIDE_1      "\xef\xbc\x91" /* U+FF11 */
#define CYRILLIC_ES "\xd0\xa1"     /* U+0421, as C */
#define CYRILLIC_VE "\xd0\xb2"     /* U+0432, the small one of what looks like B */

typedef void changer(struct buffer *out, const char *bytes, size_t length);

static void check_changed(changer *change, const char *text, const char *wanted)
{
    struct buffer out = {0};
    change(&out, text, strlen(text));
    CHECK_STR(buffer_text(&out), wanted);
    buffer_fini(&out);
}

static void test_plain(void)
{
    check_changed(looks_plain, "s01", "s01");
    check_changed(looks_plain, "s" ZERO_WIDTH "0" JOINER "1" MARK SOFT_HYPHEN, "s01");
    check_changed(looks_plain, NO_BREAK "Ana" NO_BREAK " Lee ", "Ana Lee");
    check_changed(looks_plain, WIDE_A WIDE_1, "A1");
    check_changed(looks_plain, CYRILLIC_ES CYRILLIC_VE, "Cb");
    check_changed(looks_plain,
                  "s\xe2\x80\x93"
                  "1",
                  "s-1");                                           /* an en dash */
    check_changed(looks_plain, "e\xcc\x81", "\xc3\xa9");            /* composed */
    check_changed(looks_plain, "\xe5\xbc\xa0", "\xe5\xbc\xa0");     /* no likeness */
    check_changed(looks_plain, "a\xff" NO_BREAK, "a\xff" NO_BREAK); /* no UTF-8 */
    check_changed(looks_plain, ZERO_WIDTH, "");
}

static void test_fold(void)
{
    check_changed(looks_fold, "S01", "s01");
    check_changed(looks_fold, "007", "7");
    check_changed(looks_fold, "000", "0");
    check_changed(looks_fold, "00x", "00x");
    check_changed(looks_fold, WIDE_A "0" WIDE_1, "a01");
    check_changed(looks_fold, "\xd0\x98\xd0\x92",
                  "\xd0\xb8"
                  "b"); /* capitals: I, and VE as in the small one */
    check_changed(looks_fold, "\xd0\xb8" CYRILLIC_VE,
                  "\xd0\xb8"
                  "b");
    check_changed(looks_fold, "", "");
}

static void test_fold_adds(void)
{
    struct buffer out = {0};
    buffer_add_text(&out, "00");
    looks_fold(&out, "0A", 2);
    looks_fold(&out, "007", 3);
    CHECK_STR(buffer_text(&out), "000a7");
    buffer_fini(&out);
}

static void test_show(void)
{
    check_changed(looks_show, "s" ZERO_WIDTH "01" NO_BREAK, "s\\u{200b}01\\u{a0}");
    check_changed(looks_show, "s 01" WIDE_A "\xc3\xa9\xff", "s 01" WIDE_A "\xc3\xa9\xff");
    check_changed(looks_show_all, "s 01" WIDE_A "\xc3\xa9\xff", "s 01\\u{ff21}\xc3\xa9\xff");
    check_changed(looks_show_all, CYRILLIC_ES SOFT_HYPHEN, "\\u{421}\\u{ad}");
}

static void check_named(uint32_t code, const char *wanted)
{
    struct buffer out = {0};
    looks_name(&out, code);
    CHECK_STR(buffer_text(&out), wanted);
    buffer_fini(&out);
}

static void test_names(void)
{
    check_named(0x200b, "an invisible character (U+200B)");
    check_named(0xfeff, "an invisible character (U+FEFF)");
    check_named(0xad, "an invisible character (U+00AD)");
    check_named(0xa0, "another kind of space (U+00A0)");
    check_named(0x2013, "another kind of dash (U+2013)");
    check_named(0xff21, "a full-width character (U+FF21)");
    check_named(0x410, "a letter of another alphabet (U+0410)");
    check_named(0xb2, "a look-alike character (U+00B2)");
    CHECK_INT((int)looks_odd("e\xc3\xa9\xff", 4), 0);
    CHECK_INT((int)looks_odd("\xc3\xa9" WIDE_A ZERO_WIDTH, 8), 0xff21);
}

static void check_difference(const char *a, const char *b, const char *wanted)
{
    struct buffer out = {0}, one = {0}, other = {0};
    looks_fold(&one, a, strlen(a));
    looks_fold(&other, b, strlen(b));
    CHECK_STR(buffer_text(&one), buffer_text(&other));
    looks_difference(&out, a, strlen(a), b, strlen(b));
    CHECK_STR(buffer_text(&out), wanted);
    buffer_fini(&out);
    buffer_fini(&one);
    buffer_fini(&other);
}

static void test_differences(void)
{
    check_difference("s01", "s" ZERO_WIDTH "01", "differ only by an invisible character (U+200B)");
    check_difference("s01" NO_BREAK, "s01", "differ only by another kind of space (U+00A0)");
    check_difference("s" WIDE_1, "s1", "differ only by a full-width character (U+FF11)");
    check_difference("S01", "s" MARK "01",
                     "look alike, but for case and an invisible character (U+FEFF)");
    check_difference("s01", "S01", "differ only in case");
    check_difference("\xc3\x89va", "\xc3\xa9va", "differ only in case");
    check_difference("7", "007", "differ only in leading zeros");
    check_difference("e\xcc\x81", "\xc3\xa9", "look alike");
    check_difference("a" ZERO_WIDTH "b", "ab" ZERO_WIDTH, "look alike");
}

/* No code point makes anything but text of another, and none that is shown is invisible. */
static void test_every_code(void)
{
    int odd = 0;
    for (uint32_t code = 1; code <= 0x10ffff; code++) {
        char bytes[4];
        if (code >= 0xd800 && code < 0xe000) {
            continue;
        }
        const size_t length = utf8_encode(code, bytes);
        struct buffer once = {0}, twice = {0}, shown = {0};
        looks_plain(&once, bytes, length);
        looks_plain(&twice, buffer_text(&once), once.length);
        CHECK_STR(buffer_text(&twice), buffer_text(&once));
        looks_show(&shown, bytes, length);
        odd += code >= 0x80 && shown.length > 2 && shown.bytes[0] == '\\';
        CHECK(code < 0x80 || once.length > 0 || shown.bytes[0] == '\\');
        buffer_fini(&once);
        buffer_fini(&twice);
        buffer_fini(&shown);
    }
    CHECK(odd > 300); /* tags and variation selectors alone are 353 */
}

int main(void)
{
    RUN(test_plain);
    RUN(test_fold);
    RUN(test_fold_adds);
    RUN(test_show);
    RUN(test_names);
    RUN(test_differences);
    RUN(test_every_code);
    return check_end();
}
