/* Nothing here is clever: that is its use. */
#include "tests/unit/slow_score.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SAME 1e-9

/* ---- Means and relations --------------------------------------------------------------------- */

static double mean(const double v[], size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        sum += v[i];
    }
    return n > 0 ? sum / (double)n : NAN;
}

static double covariance(const double a[], const double b[], size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        sum += (a[i] - mean(a, n)) * (b[i] - mean(b, n));
    }
    return n > 1 ? sum / (double)(n - 1) : NAN;
}

static bool constant(const double v[], size_t n)
{
    bool same = true;
    for (size_t i = 1; i < n; i++) {
        same = same && fabs(v[i] - v[0]) < SAME;
    }
    return same;
}

static double correlation(const double a[], const double b[], size_t n)
{
    if (n < 2 || constant(a, n) || constant(b, n)) {
        return NAN;
    }
    return covariance(a, b, n) / sqrt(covariance(a, a, n) * covariance(b, b, n));
}

static int rising(const void *a, const void *b)
{
    const double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

static double best_covariance(const double a[], const double b[], size_t n)
{
    double x[SLOW_STUDENTS], y[SLOW_STUDENTS];
    memcpy(x, a, n * sizeof *x);
    memcpy(y, b, n * sizeof *y);
    qsort(x, n, sizeof *x, rising);
    qsort(y, n, sizeof *y, rising);
    return covariance(x, y, n);
}

/* ---- Credit ---------------------------------------------------------------------------------- */

static double share_of(const struct slow_class *c, const struct slow_question *q,
                       const bool right[], const bool chosen[])
{
    double all_right = 0, r = 0, w = 0, options = (double)q->options;
    for (size_t i = 0; i < q->options; i++) {
        all_right += right[i];
        r += right[i] && chosen[i];
        w += !right[i] && chosen[i];
    }
    if (q->choose > 0) { /* any so many of them are the set */
        const double wanted = (double)q->choose;
        w += r > wanted ? r - wanted : 0;
        r = r > wanted ? wanted : r;
        all_right = wanted;
    }
    const double n = all_right, m = options - all_right;
    double share = 0;
    switch (c->scheme) {
    case SLOW_ALL_OR_NOTHING:
        share = r == n && w == 0;
        break;
    case SLOW_NET_RIGHT:
        share = (r - w) / n;
        break;
    case SLOW_COVERAGE:
        share = (r / n) * (r / (r + w));
        break;
    case SLOW_EACH_OPTION:
        share = (r + (m - w)) / options;
        break;
    case SLOW_FALSE2:
        share = r / n - w / (m > 2 ? m : 2);
        break;
    }
    return share < SAME ? 0 : share;
}

static bool is_right(const struct slow_question *q, const struct slow_answer *a)
{
    bool any = a->kind == SLOW_MARK && a->mark >= q->points;
    for (size_t k = 0; a->kind == SLOW_OPTIONS_CHOSEN && k < q->sets; k++) {
        size_t right = 0, chosen = 0, wrong = 0;
        for (size_t i = 0; i < q->options; i++) {
            right += q->right[k][i];
            chosen += a->chosen[i] && q->right[k][i];
            wrong += a->chosen[i] && !q->right[k][i];
        }
        any = any || (wrong == 0 && chosen == (q->choose > 0 ? q->choose : right));
    }
    return any;
}

double slow_points(const struct slow_class *c, size_t question, const struct slow_answer *a)
{
    const struct slow_question *q = &c->question[question];
    double best = 0;
    if (a->kind == SLOW_NONE || a->kind == SLOW_BLANK) {
        return 0;
    }
    if (a->kind == SLOW_MARK) {
        return a->mark;
    }
    for (size_t k = 0; a->kind == SLOW_OPTIONS_CHOSEN && k < q->sets; k++) {
        best = fmax(best, share_of(c, q, q->right[k], a->chosen));
    }
    return best > 0 ? best * q->points : q->sets > 0 ? -c->wrong * q->points : 0;
}

/* ---- Students -------------------------------------------------------------------------------- */

static bool has(const struct slow_class *c, size_t student, size_t question)
{
    bool found = false;
    for (size_t i = 0; i < c->paper_count[student]; i++) {
        found = found || c->paper[student][i] == question;
    }
    return found;
}

static bool in_total(const struct slow_class *c, size_t question)
{
    return c->question[question].status == SLOW_SCORED ||
           c->question[question].status == SLOW_ALL_CREDIT;
}

/* What a question adds to a student's total. */
static double part(const struct slow_class *c, size_t student, size_t question)
{
    const struct slow_question *q = &c->question[question];
    if (!has(c, student, question) || !in_total(c, question)) {
        return 0;
    }
    return q->status == SLOW_ALL_CREDIT ? q->points
                                        : slow_points(c, question, &c->answer[student][question]);
}

static bool is_answer(const struct slow_answer *a)
{
    return a->kind != SLOW_NONE && a->kind != SLOW_BLANK;
}

static void score_student(const struct slow_class *c, size_t s, struct slow_student *r)
{
    *r = (struct slow_student){0};
    for (size_t q = 0; q < c->questions; q++) {
        if (has(c, s, q) && in_total(c, q)) {
            const bool answered = is_answer(&c->answer[s][q]);
            r->points += part(c, s, q);
            r->max_points += c->question[q].points;
            r->answered += answered;
            r->omitted += !answered;
            r->correct += is_right(&c->question[q], &c->answer[s][q]);
        }
    }
    r->percent = r->max_points > 0 ? 100 * r->points / r->max_points : NAN;
    r->passed = r->max_points > 0 && r->points / r->max_points >= c->pass - SAME;
}

/* ---- Questions ------------------------------------------------------------------------------- */

/* Those who have a question, with their points, totals and totals less it. */
struct population {
    size_t n, who[SLOW_STUDENTS];
    double x[SLOW_STUDENTS], t[SLOW_STUDENTS], r[SLOW_STUDENTS];
};

static void gather(const struct slow_class *c, const struct slow_results *all, size_t question,
                   struct population *p)
{
    p->n = 0;
    for (size_t s = 0; s < c->students; s++) {
        if (has(c, s, question)) {
            p->who[p->n] = s;
            p->x[p->n] = slow_points(c, question, &c->answer[s][question]);
            p->t[p->n] = all->student[s].points;
            p->r[p->n] = p->t[p->n] - part(c, s, question);
            p->n++;
        }
    }
}

/* How much of a student is among the places from `begin` to `end`, counted from the worst. */
static double part_in(const struct population *p, size_t i, double begin, double end)
{
    double below = 0, tied = 0;
    for (size_t k = 0; k < p->n; k++) {
        tied += fabs(p->t[k] - p->t[i]) < SAME;
        below += p->t[k] < p->t[i] - SAME;
    }
    return fmax(0, fmin(end, below + tied) - fmax(begin, below)) / tied;
}

static double not_reached(const struct slow_class *c, size_t s, size_t question)
{
    bool later = false; /* is anything answered from the question on? */
    bool seen = false;
    for (size_t i = 0; i < c->paper_count[s]; i++) {
        seen = seen || c->paper[s][i] == question;
        later = later || (seen && is_answer(&c->answer[s][c->paper[s][i]]));
    }
    return seen && !later;
}

static void set_option(const struct population *p, const double chosen[], struct slow_option *o)
{
    double points = 0, n = (double)p->n;
    *o = (struct slow_option){0};
    for (size_t i = 0; i < p->n; i++) {
        o->chosen += chosen[i] > 0;
        points += chosen[i] * p->t[i];
        for (size_t g = 0; g < SLOW_GROUPS; g++) {
            o->by_group[g] += chosen[i] * part_in(p, i, (double)g * n / SLOW_GROUPS,
                                                  (double)(g + 1) * n / SLOW_GROUPS);
        }
    }
    for (size_t g = 0; g < SLOW_GROUPS; g++) {
        o->by_group[g] = p->n > 0 ? o->by_group[g] / (n / SLOW_GROUPS) : NAN;
    }
    o->share = p->n > 0 ? (double)o->chosen / n : NAN;
    o->mean_points = o->chosen > 0 ? points / (double)o->chosen : NAN;
    o->option_rest = correlation(chosen, p->r, p->n);
}

static void set_options(const struct slow_class *c, size_t question, const struct population *p,
                        struct slow_item *item)
{
    double chosen[SLOW_STUDENTS] = {0};
    for (size_t k = 0; k < SLOW_OPTIONS + 2; k++) {
        for (size_t i = 0; i < p->n; i++) {
            const struct slow_answer *a = &c->answer[p->who[i]][question];
            chosen[i] = k < SLOW_OPTIONS    ? a->kind == SLOW_OPTIONS_CHOSEN && a->chosen[k]
                        : k == SLOW_OPTIONS ? a->kind == SLOW_DOUBLE
                                            : !is_answer(a);
        }
        set_option(p, chosen,
                   k < SLOW_OPTIONS    ? &item->option[k]
                   : k == SLOW_OPTIONS ? &item->doubled
                                       : &item->blank);
    }
}

static void set_discrimination(const struct slow_question *q, const struct population *p,
                               struct slow_item *item)
{
    const double n = (double)p->n, places = 0.27 * n;
    double best = 0, worst = 0;
    for (size_t i = 0; i < p->n; i++) {
        worst += p->x[i] / q->points * part_in(p, i, 0, places);
        best += p->x[i] / q->points * part_in(p, i, n - places, n);
    }
    item->discrimination_27 = p->n > 0 ? best / places - worst / places : NAN;
}

static void score_item(const struct slow_class *c, const struct slow_results *all, size_t question,
                       struct slow_item *item)
{
    const struct slow_question *q = &c->question[question];
    struct population p;
    double sum = 0;
    gather(c, all, question, &p);
    *item = (struct slow_item){.presented = p.n};
    for (size_t i = 0; i < p.n; i++) {
        const struct slow_answer *a = &c->answer[p.who[i]][question];
        item->answered += is_answer(a);
        item->omitted += !is_answer(a);
        item->correct += is_right(q, a);
        item->not_reached += not_reached(c, p.who[i], question) > 0;
        sum += p.x[i] / q->points;
    }
    item->facility = item->discrimination_27 = item->item_total = item->item_rest = NAN;
    item->alpha_if_deleted = item->efficiency = item->weight = item->sd = NAN;
    if (q->status == SLOW_DROPPED) {
        return;
    }
    const size_t over = c->omitted_ignored ? item->answered : p.n;
    item->facility = over > 0 ? sum / (double)over : NAN;
    item->item_total = correlation(p.x, p.t, p.n);
    item->item_rest = correlation(p.x, p.r, p.n);
    item->sd = p.n > 1 ? 100 * sqrt(covariance(p.x, p.x, p.n)) / q->points : NAN;
    if (p.n > 1 && !constant(p.x, p.n) && !constant(p.r, p.n)) {
        item->efficiency = 100 * covariance(p.x, p.r, p.n) / best_covariance(p.x, p.r, p.n);
    }
    set_discrimination(q, &p, item);
    set_options(c, question, &p, item);
}

/* Moodle's weights: roots of covariances with the total, by their sum. */
static void set_weights(const struct slow_class *c, struct slow_results *r)
{
    double sum = 0, root[SLOW_QUESTIONS];
    struct population p;
    for (size_t q = 0; q < c->questions; q++) {
        gather(c, r, q, &p);
        const double cov = covariance(p.x, p.t, p.n);
        root[q] = c->question[q].status == SLOW_SCORED && cov > -SAME ? sqrt(fmax(0, cov)) : NAN;
        root[q] = fabs(cov) < SAME && !isnan(root[q]) ? 0 : root[q];
        sum += root[q] > 0 ? root[q] : 0;
    }
    for (size_t q = 0; q < c->questions; q++) {
        r->item[q].weight = sum > 1e-9 ? 100 * root[q] / sum : NAN;
    }
}

/* ---- The class ------------------------------------------------------------------------------- */

/* Alpha over the scored questions but one. */
static double alpha(const struct slow_class *c, const struct slow_results *r, size_t without)
{
    double items = 0, k = 0, total[SLOW_STUDENTS];
    for (size_t s = 0; s < c->students; s++) {
        total[s] = r->student[s].points - (without < c->questions ? part(c, s, without) : 0);
    }
    for (size_t q = 0; q < c->questions; q++) {
        double x[SLOW_STUDENTS];
        for (size_t s = 0; s < c->students; s++) {
            x[s] = part(c, s, q);
        }
        if (q != without && c->question[q].status == SLOW_SCORED && r->item[q].presented > 0) {
            items += covariance(x, x, c->students);
            k++;
        }
    }
    if (!r->same_questions || c->students < 2 || k < 2 || constant(total, c->students)) {
        return NAN;
    }
    const double result = k / (k - 1) * (1 - items / covariance(total, total, c->students));
    return result > 1 - 1e-12 ? 1 : result;
}

static void score_class(const struct slow_class *c, struct slow_results *r)
{
    double points[SLOW_STUDENTS] = {0}, percents = 0;
    size_t counted = 0;
    r->same_questions = true;
    r->max_points = c->students > 0 ? r->student[0].max_points : NAN;
    for (size_t s = 0; s < c->students; s++) {
        points[s] = r->student[s].points;
        for (size_t q = 0; q < c->questions; q++) {
            if (in_total(c, q) && has(c, s, q) != has(c, 0, q)) {
                r->same_questions = false;
            }
        }
        if (fabs(r->student[s].max_points - r->max_points) > SAME) {
            r->max_points = NAN;
        }
        r->passed += r->student[s].passed;
        if (!isnan(r->student[s].percent)) {
            const double percent = r->student[s].percent;
            percents += percent;
            counted++;
            r->histogram[percent < 0 ? 0 : percent > 99 ? 19 : (size_t)((percent + SAME) / 5)]++;
        }
    }
    const size_t n = c->students;
    r->mean = mean(points, n);
    r->sd = n > 1 ? sqrt(covariance(points, points, n)) : NAN;
    qsort(points, n, sizeof *points, rising);
    r->min = n > 0 ? points[0] : NAN;
    r->max = n > 0 ? points[n - 1] : NAN;
    r->median = n > 0 ? (points[(n - 1) / 2] + points[n / 2]) / 2 : NAN;
    r->mean_percent = counted > 0 ? percents / (double)counted : NAN;
}

void slow_score(const struct slow_class *c, struct slow_results *r)
{
    memset(r, 0, sizeof *r);
    for (size_t s = 0; s < c->students; s++) {
        score_student(c, s, &r->student[s]);
    }
    score_class(c, r);
    for (size_t q = 0; q < c->questions; q++) {
        score_item(c, r, q, &r->item[q]);
    }
    set_weights(c, r);
    for (size_t q = 0; q < c->questions; q++) {
        r->item[q].alpha_if_deleted =
            c->question[q].status == SLOW_SCORED && r->item[q].presented > 0 ? alpha(c, r, q) : NAN;
    }
    r->alpha = alpha(c, r, SIZE_MAX);
    r->sem = r->sd * sqrt(fmax(0, 1 - r->alpha)) + (isnan(r->alpha) ? NAN : 0);
}
