/*
 * Figures of a question from its tally.  Sums are whole numbers of units, taken from a centre near the
 * mean, so that the one subtraction in a variance loses nothing.
 */
#include <math.h>
#include <stdlib.h>

#include "questions/score/results_private.h"

/* ---- Moments --------------------------------------------------------------------------------- */

/* The sum of products of differences from the means, by n - 1. */
static double covariance(units_sum products, units_sum a, units_sum b, double n)
{
    return ((double)products - (double)a * (double)b / n) / (n - 1);
}

double moments_correlation(double cov, double variance_a, double variance_b)
{
    if (!(variance_a > 0) || !(variance_b > 0)) {
        return NAN;
    }
    return fmax(-1, fmin(1, cov / (sqrt(variance_a) * sqrt(variance_b))));
}

/* The mean of the item's points, rounded. */
static int64_t centre_of(const struct tally *tally, const int64_t own[])
{
    units_sum sum = 0;
    for (size_t code = 0; code < tally->codes; code++) {
        sum += (units_sum)own[code] * (units_sum)tally->answers[code].students;
    }
    return tally->students > 0 ? (int64_t)(sum / (units_sum)tally->students) : 0;
}

static bool varies(const struct tally *tally, const int64_t own[])
{
    bool any = false, differ = false;
    int64_t first = 0;
    for (size_t code = 0; code < tally->codes; code++) {
        if (tally->answers[code].students > 0) {
            first = any ? first : own[code];
            differ = differ || own[code] != first;
            any = true;
        }
    }
    return differ;
}

static bool rest_varies(const struct tally *tally)
{
    bool differ = false;
    for (size_t i = 1; i < tally->rest_count; i++) {
        differ = differ || tally->rests[i].rest != tally->rests[0].rest;
    }
    return differ;
}

/* A variance of what does not vary is 0, whatever rounding says. */
static struct moments moments_of(const struct scoring *s, const struct tally *tally)
{
    const int64_t *own = s->own + s->first[tally->question];
    struct moments m = {.n = (double)tally->students, .x_centre = centre_of(tally, own)};
    units_sum x = 0, xx = 0, t = 0, xt = 0;
    const units_sum tt = tally->squares;
    for (size_t code = 0; code < tally->codes; code++) {
        const struct answer_tally *answer = &tally->answers[code];
        const units_sum above = own[code] - m.x_centre, n = (units_sum)answer->students;
        x += above * n;
        xx += above * above * n;
        t += answer->above;
        xt += above * answer->above;
    }
    const bool counts = s->key->questions[tally->question].status == KEY_SCORED;
    const units_sum r = counts ? t - x : t, rr = counts ? tt + xx - 2 * xt : tt;
    const units_sum xr = counts ? xt - xx : xt;
    m.x_varies = varies(tally, own);
    m.t_varies = tally->least != tally->most;
    m.r_varies = rest_varies(tally);
    m.x = (double)x;
    m.t = (double)t;
    m.r = (double)r;
    m.xx = m.x_varies ? covariance(xx, x, x, m.n) : 0;
    m.tt = m.t_varies ? covariance(tt, t, t, m.n) : 0;
    m.rr = m.r_varies ? covariance(rr, r, r, m.n) : 0;
    m.xt = m.x_varies && m.t_varies ? covariance(xt, x, t, m.n) : 0;
    m.xr = m.x_varies && m.r_varies ? covariance(xr, x, r, m.n) : 0;
    return m;
}

/* ---- Answers in order of points -------------------------------------------------------------- */

/* A code and what it earns. */
struct valued {
    int64_t points;
    size_t code;
};

static int compare_valued(const void *a, const void *b)
{
    const struct valued *left = a, *right = b;
    if (left->points != right->points) {
        return left->points < right->points ? -1 : 1;
    }
    return (left->code > right->code) - (left->code < right->code);
}

/* All codes of the question by rising points; the caller frees.  NULL when memory ran out. */
static struct valued *order_codes(const struct scoring *s, const struct tally *tally)
{
    const int64_t *own = s->own + s->first[tally->question];
    struct valued *valued = malloc(tally->codes * sizeof *valued);
    for (size_t code = 0; valued != NULL && code < tally->codes; code++) {
        valued[code] = (struct valued){own[code], code};
    }
    if (valued != NULL) {
        qsort(valued, tally->codes, sizeof *valued, compare_valued);
    }
    return valued;
}

/* ---- The most that a covariance could be ----------------------------------------------------- */

static int compare_rests(const void *a, const void *b)
{
    const struct rest_count *left = a, *right = b;
    return (left->rest > right->rest) - (left->rest < right->rest);
}

/* Merge neighbouring runs of the list that rise, from `from` into `to`.  @return whether it rises now */
static bool merge_runs(const struct rest_count from[], struct rest_count to[], size_t count)
{
    size_t at = 0, merges = 0;
    while (at < count) {
        size_t middle = at + 1;
        while (middle < count && compare_rests(&from[middle - 1], &from[middle]) <= 0) {
            middle++;
        }
        size_t end = middle < count ? middle + 1 : middle;
        while (end < count && compare_rests(&from[end - 1], &from[end]) <= 0) {
            end++;
        }
        size_t a = at, b = middle;
        for (size_t out = at; out < end; out++) {
            const bool first = b >= end || (a < middle && compare_rests(&from[a], &from[b]) <= 0);
            to[out] = first ? from[a++] : from[b++];
        }
        at = end;
        merges++;
    }
    return merges <= 1;
}

/*
 * Order the rests.  They come by rising total, and of one number of points they rise: bring those
 * together (by counting), then merge the few runs.  False when memory ran out.
 */
static bool sort_rests(struct tally *tally, const size_t class_of[], size_t classes)
{
    size_t *next = calloc(classes + 1, sizeof *next);
    struct rest_count *other = calloc(tally->rest_count + 1, sizeof *other);
    if (next == NULL || other == NULL) {
        free(next);
        free(other);
        return false;
    }
    for (size_t i = 0; i < tally->rest_count; i++) {
        next[class_of[tally->rests[i].code] + 1]++;
    }
    for (size_t i = 1; i <= classes; i++) {
        next[i] += next[i - 1];
    }
    for (size_t i = 0; i < tally->rest_count; i++) {
        other[next[class_of[tally->rests[i].code]]++] = tally->rests[i];
    }
    struct rest_count *from = other, *to = tally->rests;
    bool sorted = false;
    while (!sorted) {
        sorted = merge_runs(from, to, tally->rest_count);
        struct rest_count *swapped = from;
        from = to;
        to = swapped;
    }
    tally->rests = from;
    tally->rest_capacity = tally->rest_count;
    free(to);
    free(next);
    return true;
}

/* The sum of products when the best points meet the best rests. */
static units_sum best_products(const struct scoring *s, const struct tally *tally,
                               const struct valued valued[], int64_t x_centre)
{
    const int64_t gift = scoring_gift(s, tally->question);
    units_sum sum = 0;
    size_t value = 0;
    uint64_t left = tally->answers[valued[0].code].students;
    for (size_t i = 0; i < tally->rest_count; i++) {
        const units_sum rest =
            tally->rests[i].rest + gift - s->centre +
            (s->key->questions[tally->question].status == KEY_SCORED ? x_centre : 0);
        for (uint64_t students = tally->rests[i].students; students > 0;) {
            while (left == 0) {
                left = tally->answers[valued[++value].code].students;
            }
            const uint64_t taken = students < left ? students : left;
            sum += (units_sum)(valued[value].points - x_centre) * rest * (units_sum)taken;
            students -= taken;
            left -= taken;
        }
    }
    return sum;
}

/* The most that the covariance of item and rest could be; NAN when memory ran out. */
static double most_covariance(struct scoring *s, struct tally *tally, const struct valued valued[],
                              const struct moments *m)
{
    size_t *class_of = malloc(tally->codes * sizeof *class_of);
    double most = NAN;
    if (class_of != NULL) {
        size_t classes = 0;
        for (size_t i = 0; i < tally->codes; i++) {
            classes += i > 0 && valued[i].points != valued[i - 1].points;
            class_of[valued[i].code] = classes;
        }
        if (sort_rests(tally, class_of, classes + 1)) {
            const units_sum sum = best_products(s, tally, valued, m->x_centre);
            most = ((double)sum - m->x * m->r / m->n) / (m->n - 1);
        }
    }
    if (isnan(most)) {
        atomic_store(&s->failed, true);
    }
    free(class_of);
    return most;
}

/* ---- Figures --------------------------------------------------------------------------------- */

static void set_counts(const struct scoring *s, const struct tally *tally, struct item_result *item)
{
    const unsigned char *right = s->right + s->first[tally->question];
    item->presented = tally->students;
    item->not_reached = atomic_load(&s->not_reached[tally->question]);
    item->omitted =
        tally->answers[RESPONSE_NONE].students + tally->answers[RESPONSE_BLANK].students;
    item->answered = item->presented - item->omitted;
    for (size_t code = 0; code < tally->codes; code++) {
        item->correct += right[code] ? tally->answers[code].students : 0;
    }
}

/*
 * Points of the best 27 % less those of the worst.  Parts of students are whole numbers; those with the
 * same points are added up first, so that no numbering of codes shows in the sum.
 */
static double sum_of_best_less_worst(const struct tally *tally, const struct valued valued[])
{
    double difference = 0;
    units_sum parts = 0;
    for (size_t i = 0; i < tally->codes; i++) {
        const struct answer_tally *answer = &tally->answers[valued[i].code];
        parts += answer->best - answer->worst;
        if (i + 1 == tally->codes || valued[i + 1].points != valued[i].points) {
            difference += (double)valued[i].points * ((double)parts / (double)PARTS_PER_STUDENT);
            parts = 0;
        }
    }
    return difference;
}

static void set_shares(const struct scoring *s, const struct tally *tally,
                       const struct valued valued[], struct item_result *item)
{
    const double over = s->units.per_point * item->points;
    const uint64_t students =
        s->results->options.omitted_ignored ? item->answered : item->presented;
    units_sum sum = 0;
    for (size_t i = 0; i < tally->codes; i++) {
        sum += (units_sum)valued[i].points * (units_sum)tally->answers[valued[i].code].students;
    }
    item->facility = students > 0 ? (double)sum / ((double)students * over) : NAN;
    if (tally->students > 0) {
        item->discrimination_27 =
            sum_of_best_less_worst(tally, valued) / (0.27 * (double)tally->students * over);
    }
}

static void set_relations(struct scoring *s, struct tally *tally, const struct valued valued[],
                          const struct moments *m, struct item_result *item)
{
    if (tally->students < 2) {
        return;
    }
    item->item_total = moments_correlation(m->xt, m->xx, m->tt);
    item->item_rest = moments_correlation(m->xr, m->xx, m->rr);
    item->moodle_discrimination_index = 100 * item->item_rest;
    item->moodle_sd = 100 * sqrt(m->xx) / (s->units.per_point * item->points);
    if (m->x_varies && m->r_varies) {
        const double most = most_covariance(s, tally, valued, m);
        item->moodle_discriminative_efficiency = most > 0 ? 100 * m->xr / most : NAN;
    }
    s->shares[tally->question] = (struct item_share){m->xx, m->rr, m->xt};
}

void results_item(struct scoring *s, struct tally *tally)
{
    struct item_result *item = &s->results->items[tally->question];
    set_counts(s, tally, item);
    if (s->key->questions[tally->question].status == KEY_DROPPED) {
        return;
    }
    struct valued *valued = order_codes(s, tally);
    if (valued == NULL) {
        atomic_store(&s->failed, true);
        return;
    }
    const struct moments m = moments_of(s, tally);
    set_shares(s, tally, valued, item);
    set_relations(s, tally, valued, &m, item);
    results_choices(s, tally, &m);
    free(valued);
}
