/* What texts that are no share, or no percentage, seem to mean; and those that mean nothing. */
#include "questions/commands/shares.h"

#include "questions/text/buffer.h"
#include "tests/unit/check.h"

static void check_percent(const char *text, const char *wanted)
{
    struct buffer hint = {0};
    shares_hint_percent(&hint, text);
    CHECK_STR(shares_hint(&hint), wanted);
    buffer_fini(&hint);
}

static void check_number(const char *text, double least, double most, const char *wanted)
{
    struct buffer hint = {0};
    shares_hint_number(&hint, text, least, most);
    CHECK_STR(shares_hint(&hint), wanted);
    buffer_fini(&hint);
}

static void test_percent(void)
{
    check_percent("70", "did you mean \"70%\"?");
    check_percent("70 %", "did you mean \"70%\"?");
    check_percent("62,5%", "did you mean \"62.5%\"?");
    check_percent("62.5", "did you mean \"62.5%\"?");
    check_percent("0.7", "did you mean \"70%\"?");
    check_percent(".7", "did you mean \"70%\"?");
    check_percent("0,625", "did you mean \"62.5%\"?");
    check_percent("100", "did you mean \"100%\"?");
    check_percent("0", "did you mean \"0%\"?");
}

static void test_no_percent(void)
{
    static const char *const none[] = {"1",   "",     "%",   ".",    "-70", "101",
                                       "70x", "70%%", " 70", "7 0%", "1e1", "0000000000000070"};
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
        check_percent(none[i], NULL);
        check_number(none[i], 0, 0.6, NULL);
    }
}

static void test_number(void)
{
    check_number("25%", 0, 1, "did you mean \"0.25\"?");
    check_number("25", 0, 1, "did you mean \"0.25\"?");
    check_number("0,25", 0, 1, "did you mean \"0.25\"?");
    check_number("2 %", 0, 1, "did you mean \"0.02\"?");
    check_number("100%", 0, 1, "did you mean \"1\"?");
    check_number("2", 0, 1, NULL);
    check_number("60%", 0, 0.5, NULL);
    check_number("40%", 0.5, 1, NULL);
}

int main(void)
{
    RUN(test_percent);
    RUN(test_no_percent);
    RUN(test_number);
    return check_end();
}
