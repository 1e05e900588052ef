/*
 * What every answer is worth is worked out once, for each question and code.  Then three walks: the
 * students' totals (tasks are stretches of students), the tallies of questions (tasks are ranges of
 * questions), the beliefs (students again).  No two tasks write to the same figure, and where several
 * add to one they add whole numbers.
 */
#include "questions/score/results.h"

#include <math.h>
#include <stdlib.h>

#include "questions/score/crew.h"
#include "questions/score/large.h"
#include "questions/score/results_private.h"

#define ROUNDINGS    1e-13
#define PERCENT_GRID (1LL << 40) /* means of percents are sums of whole numbers, too */

bool scoring_counts(const struct scoring *s, size_t question)
{
    return s->key->questions[question].status == KEY_SCORED;
}

int64_t scoring_gift(const struct scoring *s, size_t question)
{
    const struct key_question *q = &s->key->questions[question];
    return q->status == KEY_ALL_CREDIT ? units_of(&s->units, q->points) : 0;
}

/* ---- Students -------------------------------------------------------------------------------- */

/* What a paper has, whatever is answered. */
struct paper_sums {
    int64_t points, gifts; /* units */
    uint32_t questions;    /* in the total */
};

static void add_question(const struct scoring *s, size_t question, struct paper_sums *sums)
{
    if (scoring_in_total(s->key, question)) {
        sums->points += units_of(&s->units, s->key->questions[question].points);
        sums->gifts += scoring_gift(s, question);
        sums->questions++;
    }
}

static struct paper_sums sums_of(const struct scoring *s, size_t paper)
{
    struct paper_sums sums = {0};
    if (paper == KEY_NO_PAPER) {
        for (size_t q = 0; q < s->key->question_count; q++) {
            add_question(s, q, &sums);
        }
        return sums;
    }
    for (size_t i = 0; i < s->key->papers[paper].question_count; i++) {
        add_question(s, s->key->papers[paper].questions[i].item, &sums);
    }
    return sums;
}

static void add_one(atomic_uint_fast64_t *count, uint64_t one)
{
    (void)atomic_fetch_add_explicit(count, one, memory_order_relaxed);
}

/* Which questions a paper has, and which of them are blanks behind its last answer. */
static void count_places(struct scoring *s, struct sheet_row row, size_t paper)
{
    const struct paper_question *places =
        paper != KEY_NO_PAPER ? s->key->papers[paper].questions : NULL;
    size_t i = places != NULL ? s->key->papers[paper].question_count : s->key->question_count;
    bool reached = false;
    while (i-- > 0 && (places != NULL || !reached)) {
        const size_t q = places != NULL ? places[i].item : i;
        const response_code code = sheet_row_code(row, q);
        reached = reached || (code != RESPONSE_NONE && code != RESPONSE_BLANK);
        if (!reached) {
            add_one(&s->not_reached[q], 1);
        }
        if (places != NULL) {
            add_one(&s->presented[q], 1);
        }
    }
}

static void set_student(const struct scoring *s, struct student_result *r, int64_t total,
                        uint64_t counts, struct paper_sums sums)
{
    const struct results_options *options = &s->results->options;
    r->points = units_points(&s->units, total);
    r->max_points = units_points(&s->units, sums.points);
    r->answered = (uint32_t)counts;
    r->correct = (uint32_t)(counts / COUNT_RIGHT);
    r->omitted = sums.questions - r->answered;
    r->percent = NAN;
    r->scaled = NAN;
    if (sums.points > 0) {
        r->percent = (double)((units_sum)100 * total) / (double)sums.points;
        r->passed = scale_passes(&options->scale, r->points, r->max_points);
        const double earned = r->points < 0               ? 0
                              : r->points > r->max_points ? r->max_points
                                                          : r->points;
        r->scaled =
            options->scaled ? (double)scale_whole(&options->scale, earned, r->max_points) : NAN;
    }
}

static void score_students(void *context, size_t number)
{
    struct scoring *s = context;
    const size_t from = number * CHUNK_STUDENTS;
    const size_t to = from + CHUNK_STUDENTS < s->students ? from + CHUNK_STUDENTS : s->students;
    const struct paper_sums whole = sums_of(s, KEY_NO_PAPER);
    uint64_t wholes = 0; /* students who have every question */
    for (size_t i = from; i < to; i++) {
        const struct sheet_row row = sheet_row(s->sheet, i);
        const size_t paper =
            s->key->paper_count > 0 ? sheet_student(s->sheet, i).paper : KEY_NO_PAPER;
        const struct paper_sums sums = paper == KEY_NO_PAPER ? whole : sums_of(s, paper);
        const struct worth worth = worth_of_row(s, row);
        s->totals[i] = sums.gifts + worth.units;
        set_student(s, &s->results->students[i], s->totals[i], worth.counts, sums);
        count_places(s, row, paper);
        wholes += paper == KEY_NO_PAPER;
    }
    for (size_t q = 0; q < s->key->question_count; q++) {
        add_one(&s->presented[q], wholes);
    }
}

/* ---- Questions ------------------------------------------------------------------------------- */

static void clear_item(const struct score_key *key, size_t question, struct item_result *item)
{
    *item = (struct item_result){.points = key->questions[question].points,
                                 .facility = NAN,
                                 .discrimination_27 = NAN,
                                 .item_total = NAN,
                                 .item_rest = NAN,
                                 .alpha_if_deleted = NAN,
                                 .moodle_discrimination_index = NAN,
                                 .moodle_discriminative_efficiency = NAN,
                                 .moodle_effective_weight = NAN,
                                 .moodle_sd = NAN};
}

/* The ranges that are tallied at once. */
struct ranges {
    struct scoring *scoring;
    size_t *begin; /* owned; one more at the end */
};

static void tally_task(void *context, size_t number)
{
    const struct ranges *ranges = context;
    tally_questions(ranges->scoring, ranges->begin[number], ranges->begin[number + 1],
                    results_item);
}

static bool tally_items(struct scoring *s)
{
    const size_t questions = s->key->question_count;
    const size_t share = questions / s->results->options.threads + 1;
    struct ranges ranges = {s, malloc((questions + 1) * sizeof *ranges.begin)};
    size_t count = 0;
    if (ranges.begin == NULL) {
        return false;
    }
    for (size_t q = 0; q < questions;) {
        const size_t most = tally_range(s, q);
        ranges.begin[count++] = q;
        q += most < share ? most : share;
    }
    ranges.begin[count] = questions;
    crew_run(s->crew, count, tally_task, &ranges);
    free(ranges.begin);
    return !atomic_load(&s->failed);
}

/* Room for rows of every question, one behind the other. */
static bool make_choice_room(struct scoring *s)
{
    struct results *r = s->results;
    size_t room = 0;
    for (size_t q = 0; q < s->key->question_count; q++) {
        r->choice_first[q] = room;
        s->choice_end[q] = room;
        room += results_choice_room(s, q);
    }
    r->choices = malloc((room + 1) * sizeof *r->choices);
    return r->choices != NULL;
}

/* Close the gaps between the questions' rows. */
static void close_choices(struct scoring *s)
{
    struct results *r = s->results;
    for (size_t q = 0; q < s->key->question_count; q++) {
        const size_t begin = r->choice_first[q];
        r->choice_first[q] = r->choice_count;
        for (size_t i = begin; i < s->choice_end[q]; i++) {
            r->choices[r->choice_count++] = r->choices[i];
        }
    }
    r->choice_first[s->key->question_count] = r->choice_count;
}

/* ---- The class ------------------------------------------------------------------------------- */

static double variance_of_totals(const struct scoring *s)
{
    const double n = (double)s->students;
    units_sum sum = 0, squares = 0;
    for (size_t i = 0; i < s->levels.count; i++) {
        const units_sum above = s->levels.totals[i] - s->centre;
        sum += above * (units_sum)s->levels.students[i];
        squares += above * above * (units_sum)s->levels.students[i];
    }
    if (s->students < 2) {
        return NAN;
    }
    return s->levels.count > 1 ? ((double)squares - (double)sum * (double)sum / n) / (n - 1) : 0;
}

/* The total of the student at a place in the order of totals. */
static int64_t total_at(const struct scoring *s, uint64_t place)
{
    size_t level = 0;
    while (place >= s->levels.students[level]) {
        place -= s->levels.students[level++];
    }
    return s->levels.totals[level];
}

static void set_points_of_class(const struct scoring *s, double variance)
{
    struct class_result *all = &s->results->all;
    units_sum sum = 0;
    for (size_t i = 0; i < s->students; i++) {
        sum += s->totals[i];
    }
    all->mean = all->sd = all->median = all->min = all->max = NAN;
    if (s->students > 0) {
        const units_sum middle =
            (units_sum)total_at(s, (s->students - 1) / 2) + total_at(s, s->students / 2);
        all->mean = (double)sum / ((double)s->students * s->units.per_point);
        all->sd = sqrt(variance) / s->units.per_point;
        all->median = (double)middle / (2 * s->units.per_point);
        all->min = units_points(&s->units, s->levels.totals[0]);
        all->max = units_points(&s->units, s->levels.totals[s->levels.count - 1]);
    }
}

/* Of twenty stretches of percents; what is below 0 is in the first, 100 in the last. */
static size_t stretch_of(const struct student_result *student)
{
    const double at = floor(student->percent / 5);
    return at < 0 ? 0 : at > 19 ? 19 : (size_t)at;
}

static void set_shares_of_class(const struct scoring *s)
{
    struct class_result *all = &s->results->all;
    units_sum percents = 0;
    uint64_t count = 0;
    all->max_points = s->students > 0 ? s->results->students[0].max_points : NAN;
    for (size_t i = 0; i < s->students; i++) {
        const struct student_result *student = &s->results->students[i];
        all->passed += student->passed;
        if (student->max_points != all->max_points) {
            all->max_points = NAN;
        }
        if (!isnan(student->percent)) {
            percents += llround(student->percent * (double)PERCENT_GRID);
            all->histogram[stretch_of(student)]++;
            count++;
        }
    }
    all->mean_percent = count > 0 ? (double)percents / ((double)count * (double)PERCENT_GRID) : NAN;
}

/*
 * Cronbach's alpha (Psychometrika 16, 1951) of k items whose variances add up to `items`.  It is never
 * above 1, and one that misses 1 by its roundings only is 1: its root would show them in the sem.
 */
static double alpha_of(size_t k, double items, double total)
{
    if (k < 2 || !(total > 0)) {
        return NAN;
    }
    const double alpha = (double)k / (double)(k - 1) * (1 - items / total);
    return alpha > 1 - ROUNDINGS ? 1 : alpha;
}

/* What wants to know of all items: alpha and without each, Moodle's weights. */
static void finish_items(const struct scoring *s, double variance)
{
    struct results *r = s->results;
    double variances = 0, weights = 0;
    size_t scored = 0;
    r->all.same_questions = true;
    for (size_t q = 0; q < s->key->question_count; q++) {
        const struct item_result *item = &r->items[q];
        r->all.questions += scoring_in_total(s->key, q);
        if (scoring_in_total(s->key, q) && item->presented != 0 && item->presented != s->students) {
            r->all.same_questions = false;
        }
        if (scoring_counts(s, q) && item->presented > 1) {
            scored++;
            variances += s->shares[q].variance;
            weights += s->shares[q].covariance > 0 ? sqrt(s->shares[q].covariance) : 0;
        }
    }
    const bool same = r->all.same_questions;
    r->all.alpha = same ? alpha_of(scored, variances, variance) : NAN;
    r->all.sem = r->all.alpha <= 1 ? r->all.sd * sqrt(1 - r->all.alpha) : NAN;
    for (size_t q = 0; q < s->key->question_count; q++) {
        if (!scoring_counts(s, q) || r->items[q].presented < 2) {
            continue;
        }
        const struct item_share *share = &s->shares[q];
        if (same) {
            r->items[q].alpha_if_deleted =
                alpha_of(scored - 1, variances - share->variance, share->rest_variance);
        }
        if (weights > 0 && share->covariance >= 0) {
            r->items[q].moodle_effective_weight = 100 * sqrt(share->covariance) / weights;
        }
    }
}

/* ---- All of it ------------------------------------------------------------------------------- */

static bool make_room(struct scoring *s)
{
    struct results *r = s->results;
    const size_t questions = s->key->question_count;
    r->students = large_alloc((s->students + 1) * sizeof *r->students);
    r->items = calloc(questions + 1, sizeof *r->items);
    r->choice_first = calloc(questions + 1, sizeof *r->choice_first);
    s->totals = malloc((s->students + 1) * sizeof *s->totals);
    s->not_reached = calloc(questions + 1, sizeof *s->not_reached);
    s->presented = calloc(questions + 1, sizeof *s->presented);
    s->shares = calloc(questions + 1, sizeof *s->shares);
    s->choice_end = calloc(questions + 1, sizeof *s->choice_end);
    s->crew = crew_new(r->options.threads);
    return r->students != NULL && r->items != NULL && r->choice_first != NULL &&
           s->totals != NULL && s->not_reached != NULL && s->presented != NULL &&
           s->shares != NULL && s->choice_end != NULL && s->crew != NULL;
}

static void set_centre(struct scoring *s)
{
    units_sum sum = 0;
    for (size_t i = 0; i < s->students; i++) {
        sum += s->totals[i];
    }
    s->centre = s->students > 0 ? (int64_t)(sum / (units_sum)s->students) : 0;
}

static bool work_out(struct scoring *s)
{
    struct results *r = s->results;
    if (!make_room(s) || !worth_make(s) || !make_choice_room(s)) {
        return false;
    }
    for (size_t q = 0; q < s->key->question_count; q++) {
        clear_item(s->key, q, &r->items[q]);
    }
    crew_run(s->crew, (s->students + CHUNK_STUDENTS - 1) / CHUNK_STUDENTS, score_students, s);
    set_centre(s);
    if (!levels_make(&s->levels, s->totals, s->students) ||
        !levels_order(&s->levels, s->students) || !tally_items(s)) {
        return false;
    }
    close_choices(s);
    const double variance = variance_of_totals(s);
    r->all.students = s->students;
    set_points_of_class(s, variance);
    set_shares_of_class(s);
    finish_items(s, variance);
    return results_count_sections(s) && results_count_beliefs(s);
}

static void fini(struct scoring *s)
{
    crew_free(s->crew);
    levels_fini(&s->levels);
    free(s->first);
    free(s->worth);
    free(s->own);
    free(s->right);
    free(s->plain_right);
    free(s->not_plain);
    free(s->totals);
    free(s->shares);
    free((void *)s->not_reached);
    free((void *)s->presented);
    free(s->choice_end);
}

struct results *results_new(const struct sheet *sheet, const struct results_options *options)
{
    struct results *results = calloc(1, sizeof *results);
    if (results == NULL) {
        return NULL;
    }
    results->sheet = sheet;
    results->options = *options;
    struct scoring s = {.sheet = sheet,
                        .key = sheet_key(sheet),
                        .results = results,
                        .students = sheet_students(sheet)};
    const bool fine = work_out(&s);
    fini(&s);
    if (!fine) {
        results_free(results);
        return NULL;
    }
    results_set_flags(results);
    return results;
}

void results_free(struct results *results)
{
    if (results != NULL) {
        score_beliefs_free(results->beliefs);
        free(results->students);
        free(results->items);
        free(results->choices);
        free(results->choice_first);
        free(results->belief_results);
        free(results->sections);
        free(results);
    }
}
