/* The slow twin of questions/tutor/fsrs.c; see the header. */
#include "tests/unit/slow_fsrs.h"

#include <math.h>

/* By what each is for, not in one list. */
static const long double first_s[] = {0.212L, 1.2931L, 2.3065L, 8.2956L};
static const long double d_first = 6.4133L, d_steep = 0.8334L, d_step = 3.0194L, d_back = 0.001L;
static const long double s_growth = 1.8722L, s_saturation = 0.1666L, s_spacing = 0.796L;
static const long double lapse = 1.4835L, lapse_d = 0.0614L, lapse_s = 0.2629L, lapse_r = 1.6483L;
static const long double hard = 0.6014L, easy = 1.8729L;
static const long double day_step = 0.5425L, day_shift = 0.0912L, day_saturation = 0.0658L;
static const long double decay = 0.1542L;

static long double between(long double x, long double low, long double high)
{
    return x < low ? low : x > high ? high : x;
}

/* The curve goes through 0.9 at t = s. */
static long double curve(long double t, long double s)
{
    const long double bend = powl(0.9L, -1 / decay) - 1;
    return powl(1 + bend * t / s, -decay);
}

/* Where the curve meets `retention`: solved by halving, not by the formula. */
long double slow_fsrs_interval(long double stability, long double retention)
{
    long double low = 0, high = 1;
    while (curve(high, stability) > retention) {
        high *= 2;
    }
    for (int i = 0; i < 200; i++) {
        const long double middle = (low + high) / 2;
        if (curve(middle, stability) > retention) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return high;
}

static long double new_difficulty(long double d, int rating)
{
    const long double easiest = d_first - expl(d_steep * 3) + 1;
    const long double change = d_step * (3 - rating) * (10 - d) / 9;
    return between((d + change) + d_back * (easiest - (d + change)), 1, 10);
}

static long double new_stability(const struct slow_review *before, const struct slow_review *now)
{
    const long double s = before->stability, d = before->difficulty, forgotten = 1 - now->recall;
    if (now->days == 0) {
        const long double change =
            expl(day_step * (now->rating - 3 + day_shift) - day_saturation * logl(s));
        return between(now->rating > 1 && change < 1 ? s : s * change, 0.001L, 36500);
    }
    if (now->rating == 1) {
        const long double left =
            lapse * powl(d, -lapse_d) * (powl(s + 1, lapse_s) - 1) * expl(lapse_r * forgotten);
        const long double most = s * expl(-day_step * day_shift);
        return between(left < most ? left : most, 0.001L, 36500);
    }
    long double gain = expl(s_growth) * (11 - d) * powl(s, -s_saturation);
    gain *= expl(s_spacing * forgotten) - 1;
    gain *= now->rating == 2 ? hard : now->rating == 4 ? easy : 1;
    return between(s + s * gain, 0.001L, 36500);
}

void slow_fsrs(struct slow_review reviews[], size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct slow_review *now = &reviews[i];
        if (i == 0) {
            now->recall = -1;
            now->stability = first_s[now->rating - 1];
            now->difficulty = between(d_first - expl(d_steep * (now->rating - 1)) + 1, 1, 10);
        } else {
            const struct slow_review *before = &reviews[i - 1];
            now->recall = curve(now->days, before->stability);
            now->difficulty = new_difficulty(before->difficulty, now->rating);
            now->stability = new_stability(before, now);
        }
    }
}
