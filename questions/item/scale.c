/* Pass marks and scales; see the header. */
#include "questions/item/scale.h"

#include <ctype.h>
#include <math.h>
#include <stddef.h>

#define DIGITS_MAX 6 /* before and behind the point each */
#define ROUNDING   1e-9

/*
 * digits [ "." digits ]; no sign, no exponent, no other locale's comma.
 * @return what stands behind it; NULL: it is no such number
 */
static const char *read_number(const char *text, double *number)
{
    double value = 0, unit = 1;
    int before = 0, behind = 0;
    for (; isdigit((unsigned char)*text); text++, before++) {
        value = value * 10 + (*text - '0');
    }
    if (before > 0 && *text == '.') {
        for (text++; isdigit((unsigned char)*text); text++, behind++) {
            value = value * 10 + (*text - '0');
            unit *= 10;
        }
        before = behind == 0 ? 0 : before;
    }
    *number = value / unit;
    return before > 0 && before <= DIGITS_MAX && behind <= DIGITS_MAX ? text : NULL;
}

const char *scale_read_pass(const char *text, struct scale *scale)
{
    double percent;
    const char *rest = read_number(text, &percent);
    if (rest == NULL || rest[0] != '%' || rest[1] != '\0') {
        return "must be a share of the points, such as 70%";
    }
    if (percent > 100) {
        return "must be at most 100%";
    }
    scale->pass = percent / 100;
    return NULL;
}

const char *scale_read(const char *text, struct scale *scale)
{
    double numbers[3];
    for (size_t i = 0; i < 3; i++) {
        text = read_number(text, &numbers[i]);
        if (text == NULL || *text != (i < 2 ? ':' : '\0')) {
            return "must be three numbers, the least score, the pass mark and the most, such as "
                   "100:720:1000";
        }
        text++;
    }
    if (numbers[0] >= numbers[1] || numbers[1] >= numbers[2]) {
        return "must rise from the least score over the pass mark to the most";
    }
    scale->low = numbers[0];
    scale->mark = numbers[1];
    scale->high = numbers[2];
    return NULL;
}

bool scale_passes(const struct scale *scale, double points, double most)
{
    return points / most >= scale->pass - ROUNDING;
}

double scale_score(const struct scale *scale, double points, double most)
{
    const double share = points / most;
    if (!scale_passes(scale, points, most)) {
        return scale->low + share / scale->pass * (scale->mark - scale->low);
    }
    const double above = share > scale->pass ? share - scale->pass : 0;
    const double rise = scale->pass < 1 ? above / (1 - scale->pass) : 1;
    return scale->mark + rise * (scale->high - scale->mark);
}

int64_t scale_whole(const struct scale *scale, double points, double most)
{
    const double whole = floor(scale_score(scale, points, most) + 0.5);
    if (!scale_passes(scale, points, most) && whole >= scale->mark) {
        return (int64_t)ceil(scale->mark) - 1;
    }
    return (int64_t)whole;
}
