/* The calendar: every day against the C library's, texts there and back, and what is no day. */
#include <stdlib.h>
#include <time.h>

#include "questions/text/buffer.h"
#include "questions/text/day.h"
#include "tests/unit/check.h"

static void test_every_day(void)
{
    /* 1970 to 2100, which is no leap year though it can be divided by 4. */
    for (int64_t day = 0; day < 47900 && !check_state.bad; day++) {
        const time_t at = (time_t)(day * 86400);
        struct tm parts;
        char want[32], short_want[32];
        int64_t read = -1;
        struct buffer text = {0}, brief = {0};
        REQUIRE(gmtime_r(&at, &parts) != NULL);
        (void)strftime(want, sizeof want, "%Y-%m-%d", &parts);
        (void)strftime(short_want, sizeof short_want, "%b", &parts);
        day_write(&text, day);
        day_write_short(&brief, day, day);
        CHECK_STR(buffer_text(&text), want);
        CHECK(day_read(want, &read));
        CHECK_INT(read, day);
        CHECK_INT(atoi(buffer_text(&brief)), parts.tm_mday);
        CHECK(strstr(buffer_text(&brief), short_want) != NULL);
        (void)strftime(want, sizeof want, "%a", &parts);
        CHECK_STR(day_of_week(day), want);
        buffer_fini(&text);
        buffer_fini(&brief);
    }
}

static void test_year_is_said_when_it_is_another(void)
{
    struct buffer text = {0};
    int64_t today = 0, day = 0;
    REQUIRE(day_read("2026-12-31", &today) && day_read("2027-01-01", &day));
    day_write_short(&text, day, today);
    CHECK_STR(buffer_text(&text), "1 Jan 2027");
    buffer_clear(&text);
    day_write_short(&text, today, today);
    CHECK_STR(buffer_text(&text), "31 Dec");
    buffer_clear(&text);
    day_write(&text, -1);
    CHECK_STR(buffer_text(&text), "1969-12-31");
    buffer_fini(&text);
}

static void test_what_is_no_day(void)
{
    static const char *const bad[] = {
        "",           "2026-12-1",  "2026-13-01", "2026-00-10", "2026-02-29",  "2100-02-29",
        "2026-04-31", "2026-12-00", "2026-12-32", "1969-12-31", "2026/12/15",  "15-12-2026",
        "2026-1a-01", " 026-12-15", "2026-12-+1", "tomorrow",   "2026-12-150", "-026-12-15"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        int64_t day = 77;
        CHECK(!day_read(bad[i], &day));
        CHECK_INT(day, 77);
    }
    int64_t day = 0;
    CHECK(day_read("2024-02-29", &day) && day_read("2000-02-29", &day));
    CHECK(day_read("9999-12-31", &day));
    CHECK_INT(day, 2932896);
}

int main(void)
{
    RUN(test_every_day);
    RUN(test_year_is_said_when_it_is_another);
    RUN(test_what_is_no_day);
    return check_end();
}
