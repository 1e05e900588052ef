/*
 * The calendar by counting: a year at a time, then a month at a time.  Eight thousand years make
 * eight thousand steps, and only a handful of days are ever read or written.
 */
#include "questions/text/day.h"

#include <string.h>

#include "questions/text/buffer.h"

static const char months[12][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

struct date {
    int64_t year, month, day; /* month and day from 1 */
};

static bool is_leap(int64_t year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int64_t days_of_year(int64_t year)
{
    return is_leap(year) ? 366 : 365;
}

static int64_t days_of_month(int64_t year, int64_t month)
{
    static const int64_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

static struct date date_of(int64_t day)
{
    struct date date = {1970, 1, 1};
    while (day < 0) {
        day += days_of_year(--date.year);
    }
    for (; day >= days_of_year(date.year); date.year++) {
        day -= days_of_year(date.year);
    }
    for (; day >= days_of_month(date.year, date.month); date.month++) {
        day -= days_of_month(date.year, date.month);
    }
    date.day += day;
    return date;
}

/* So many digits as a number; -1 when they are not there. */
static int64_t digits(const char *text, int count)
{
    int64_t number = 0;
    for (int i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9') {
            return -1;
        }
        number = number * 10 + (text[i] - '0');
    }
    return number;
}

bool day_read(const char *text, int64_t *day)
{
    if (strlen(text) != 10 || text[4] != '-' || text[7] != '-') {
        return false;
    }
    const struct date date = {digits(text, 4), digits(text + 5, 2), digits(text + 8, 2)};
    if (date.year < 1970 || date.month < 1 || date.month > 12 || date.day < 1 ||
        date.day > days_of_month(date.year, date.month)) {
        return false;
    }
    *day = date.day - 1;
    for (int64_t year = 1970; year < date.year; year++) {
        *day += days_of_year(year);
    }
    for (int64_t month = 1; month < date.month; month++) {
        *day += days_of_month(date.year, month);
    }
    return true;
}

void day_write(struct buffer *out, int64_t day)
{
    const struct date date = date_of(day);
    buffer_addf(out, "%04lld-%02lld-%02lld", (long long)date.year, (long long)date.month,
                (long long)date.day);
}

void day_write_short(struct buffer *out, int64_t day, int64_t today)
{
    const struct date date = date_of(day);
    buffer_addf(out, "%lld %s", (long long)date.day, months[date.month - 1]);
    if (date.year != date_of(today).year) {
        buffer_addf(out, " %lld", (long long)date.year);
    }
}

const char *day_of_week(int64_t day)
{
    static const char *const names[] = {"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"};
    return names[(day % 7 + 7) % 7];
}
