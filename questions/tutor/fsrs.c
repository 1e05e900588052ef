/* The formulas of FSRS-6 in the order in which they are written down; see the header. */
#include "questions/tutor/fsrs.h"

#include <assert.h>
#include <math.h>

/* The published defaults of FSRS-6: 21 numbers, named as in the formulas. */
static const double w[21] = {0.212,  1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194,
                             0.001,  1.8722, 0.1666, 0.796,  1.4835, 0.0614, 0.2629,
                             1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542};

#define FIRST_STABILITY_MIN 0.1 /* after the first review */
#define STABILITY_MIN       0.001
#define STABILITY_MAX       36500.0
#define DAY_SECONDS         86400

static double clamp(double x, double least, double most)
{
    return fmin(fmax(x, least), most);
}

/* To 8 decimals, halves upwards, as the reference does after each step. */
static double rounded(double x)
{
    return floor(x * 1e8 + 0.5) / 1e8;
}

/* What makes recall 0.9 when as many days have passed as the stability says. */
static double factor(void)
{
    return rounded(exp(log(0.9) / -w[20]) - 1);
}

/* ---- Difficulty ------------------------------------------------------------------------------ */

/* D0(G) = w4 - e^(w5 (G - 1)) + 1, not yet clamped. */
static double first_difficulty(int rating)
{
    return rounded(w[4] - exp((rating - 1) * w[5]) + 1);
}

/*
 * D' = D - w6 (G - 3) (10 - D) / 9, then back towards D0(4) by the share w7.  D0(4) is taken as it
 * is, below 1: only the result is clamped.
 */
static double next_difficulty(double d, int rating)
{
    const double damped = d + rounded(-w[6] * (rating - 3) * (10 - d) / 9);
    return clamp(rounded(w[7] * first_difficulty(FSRS_EASY) + (1 - w[7]) * damped), 1, 10);
}

/* ---- Stability ------------------------------------------------------------------------------- */

/* S' = S (1 + e^w8 (11 - D) S^-w9 (e^(w10 (1 - R)) - 1) w15 if hard, w16 if easy) */
static double after_recall(struct fsrs_state s, double r, int rating)
{
    const double hard = rating == FSRS_HARD ? w[15] : 1;
    const double easy = rating == FSRS_EASY ? w[16] : 1;
    const double growth = exp(w[8]) * (11 - s.difficulty) * pow(s.stability, -w[9]) *
                          (exp((1 - r) * w[10]) - 1) * hard * easy;
    return rounded(clamp(s.stability * (1 + growth), STABILITY_MIN, STABILITY_MAX));
}

/* S' = w11 D^-w12 ((S + 1)^w13 - 1) e^(w14 (1 - R)), and never above S / e^(w17 w18) */
static double after_lapse(struct fsrs_state s, double r)
{
    const double kept = w[11] * pow(s.difficulty, -w[12]) * (pow(s.stability + 1, w[13]) - 1) *
                        exp((1 - r) * w[14]);
    const double most = rounded(s.stability / exp(w[17] * w[18]));
    return fmin(fmax(most, STABILITY_MIN), rounded(clamp(kept, STABILITY_MIN, STABILITY_MAX)));
}

/* S' = S S^-w19 e^(w17 (G - 3 + w18)), which only "again" can make smaller */
static double same_day(struct fsrs_state s, int rating)
{
    const double change = pow(s.stability, -w[19]) * exp(w[17] * (rating - 3 + w[18]));
    const double held = rating >= FSRS_HARD ? fmax(change, 1) : change;
    return rounded(clamp(s.stability * held, STABILITY_MIN, STABILITY_MAX));
}

/* ---- What is asked from outside -------------------------------------------------------------- */

bool fsrs_known(struct fsrs_state state)
{
    return state.stability > 0;
}

/* R = (1 + factor t / S)^-w20 */
double fsrs_recall(struct fsrs_state state, int64_t days)
{
    assert(fsrs_known(state) && days >= 0);
    return rounded(pow(1 + factor() * (double)days / state.stability, -w[20]));
}

struct fsrs_state fsrs_review(struct fsrs_state state, int64_t days, enum fsrs_rating rating)
{
    assert(rating >= FSRS_AGAIN && rating <= FSRS_EASY && days >= 0);
    const int grade = (int)rating;
    if (!fsrs_known(state)) {
        return (struct fsrs_state){fmax(w[grade - 1], FIRST_STABILITY_MIN),
                                   clamp(first_difficulty(grade), 1, 10)};
    }
    const double r = fsrs_recall(state, days);
    return (struct fsrs_state){days == 0             ? same_day(state, grade)
                               : grade == FSRS_AGAIN ? after_lapse(state, r)
                                                     : after_recall(state, r, grade),
                               next_difficulty(state.difficulty, grade)};
}

double fsrs_modifier(double retention)
{
    assert(retention > 0 && retention <= 1);
    return rounded((pow(retention, 1 / -w[20]) - 1) / factor());
}

int64_t fsrs_interval(struct fsrs_state state, double modifier)
{
    return (int64_t)clamp(floor(state.stability * modifier + 0.5), 1, FSRS_INTERVAL_MAX);
}

int64_t fsrs_day(int64_t at)
{
    return at / DAY_SECONDS - (at % DAY_SECONDS < 0);
}

int64_t fsrs_days(int64_t from, int64_t to)
{
    const int64_t days = fsrs_day(to) - fsrs_day(from);
    return days > 0 ? days : 0;
}
