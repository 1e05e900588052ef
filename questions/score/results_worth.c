/* What every answer to every question is worth, worked out once; and of whole rows. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "questions/score/narrow.h"
#include "questions/score/results_private.h"

bool scoring_in_total(const struct score_key *key, size_t question)
{
    const enum key_status status = key->questions[question].status;
    return status == KEY_SCORED || status == KEY_ALL_CREDIT;
}

/* The points of every answer to a question. */
static void set_points(const struct scoring *s, size_t question, double points[])
{
    const struct code_book *book = sheet_book(s->sheet, question);
    const size_t options = sheet_options(s->sheet, question);
    for (size_t code = 0; code < code_book_codes(book); code++) {
        const bool beyond = code >= RESPONSE_OPTION + options && code < RESPONSE_ENTERED;
        const struct response response = code_book_response(book, (response_code)code);
        const bool judged = !beyond && s->key->questions[question].status != KEY_DROPPED;
        points[code] = judged ? credit_points(&s->results->options.credit, s->key, question,
                                              options, &response)
                              : 0;
        s->right[s->first[question] + code] =
            !beyond && credit_is_right(s->key, question, &response);
    }
}

/* What the size of no total exceeds. */
static double most_of(const struct scoring *s, const double points[])
{
    double all = 0;
    for (size_t q = 0; q < s->key->question_count; q++) {
        double most = s->key->questions[q].points;
        for (size_t i = s->first[q]; i < s->first[q + 1]; i++) {
            most = fabs(points[i]) > most ? fabs(points[i]) : most;
        }
        all += most;
    }
    return all;
}

static void set_worth(struct scoring *s, const double points[])
{
    for (size_t q = 0; q < s->key->question_count; q++) {
        for (size_t i = s->first[q]; i < s->first[q + 1]; i++) {
            const size_t code = i - s->first[q];
            const bool answered = code != RESPONSE_NONE && code != RESPONSE_BLANK;
            s->own[i] = units_of(&s->units, points[i]);
            s->worth[i].units = scoring_counts(s, q) ? s->own[i] : 0;
            s->worth[i].counts =
                scoring_in_total(s->key, q) && answered ? 1 + (s->right[i] ? COUNT_RIGHT : 0) : 0;
        }
    }
}

/* Points of all answers become whole numbers.  False when memory ran out. */
static bool make_units(struct scoring *s)
{
    const size_t questions = s->key->question_count;
    const size_t answers = s->first[questions];
    double *points = calloc(answers + 1, sizeof *points);
    double *values = calloc(answers + questions + 1, sizeof *values);
    s->own = malloc((answers + 1) * sizeof *s->own);
    s->worth = malloc((answers + 1) * sizeof *s->worth);
    s->right = malloc(answers + 1);
    const bool fine =
        points != NULL && values != NULL && s->own != NULL && s->worth != NULL && s->right != NULL;
    if (fine) {
        for (size_t q = 0; q < questions; q++) {
            set_points(s, q, points + s->first[q]);
            values[answers + q] = s->key->questions[q].points;
        }
        for (size_t i = 0; i < answers; i++) {
            values[i] = points[i];
        }
        s->units = units_find(values, answers + questions, most_of(s, points), s->students);
        set_worth(s, points);
    }
    free(points);
    free(values);
    return fine;
}

static bool make_first(struct scoring *s)
{
    const size_t questions = s->key->question_count;
    s->first = malloc((questions + 1) * sizeof *s->first);
    if (s->first == NULL) {
        return false;
    }
    size_t at = 0;
    for (size_t q = 0; q < questions; q++) {
        s->first[q] = at;
        at += code_book_codes(sheet_book(s->sheet, q));
    }
    s->first[questions] = at;
    return true;
}

/* ---- Plain questions --------------------------------------------------------------------------- */

/* The one code that is right and earns all there is, RESPONSE_NONE if it is not as simple as that. */
static size_t plain_code(const struct scoring *s, size_t question)
{
    const struct worth *worth = s->worth + s->first[question];
    const size_t codes = s->first[question + 1] - s->first[question];
    size_t right = RESPONSE_NONE;
    for (size_t code = 0; code < codes; code++) {
        const bool answered = code > RESPONSE_BLANK;
        const bool is_right = answered && worth[code].counts > COUNT_RIGHT;
        if (worth[code].counts != (answered ? 1 : 0) + (is_right ? COUNT_RIGHT : 0) ||
            (is_right ? right != RESPONSE_NONE || code > UINT8_MAX : worth[code].units != 0)) {
            return RESPONSE_NONE;
        }
        right = is_right ? code : right;
    }
    return right;
}

/*
 * Which blocks of questions are plain: each with one right answer, and all worth the same.  Blocks, not keys:
 * where one question has two right answers, the others are still added up quickly.
 */
static bool find_plain(struct scoring *s)
{
    const size_t blocks = s->key->question_count / NARROW_BLOCK;
    s->plain_right = malloc(blocks * NARROW_BLOCK + 1);
    s->not_plain = calloc(blocks + 1, 1);
    if (s->plain_right == NULL || s->not_plain == NULL) {
        return false;
    }
    for (size_t q = 0; q < blocks * NARROW_BLOCK; q++) {
        const size_t right = plain_code(s, q);
        const int64_t units = s->worth[s->first[q] + right].units;
        s->plain_right[q] = (unsigned char)right;
        const bool plain = right != RESPONSE_NONE && units != 0;
        s->plain_units = plain && s->plain_units == 0 ? units : s->plain_units;
        s->not_plain[q / NARROW_BLOCK] |= !plain || units != s->plain_units;
    }
    return true;
}

bool worth_make(struct scoring *s)
{
    return make_first(s) && make_units(s) && find_plain(s);
}

/* ---- Rows ------------------------------------------------------------------------------------ */

/* Questions one after the other. */
static inline void add_some(const struct scoring *s, struct sheet_row row, size_t from, size_t to,
                            struct worth *sum)
{
    for (size_t q = from; q < to; q++) {
        const struct worth *worth = &s->worth[s->first[q] + sheet_row_code(row, q)];
        sum->units += worth->units;
        sum->counts += worth->counts;
    }
}

struct worth worth_of_row(const struct scoring *s, struct sheet_row row)
{
    const size_t questions = s->key->question_count;
    const size_t blocks = row.wide == NULL ? questions / NARROW_BLOCK : 0;
    struct worth sum = {0, 0};
    for (size_t b = 0; b < blocks; b++) {
        if (s->not_plain[b] != 0) {
            add_some(s, row, NARROW_BLOCK * b, NARROW_BLOCK * (b + 1), &sum);
        }
    }
    add_some(s, row, NARROW_BLOCK * blocks, questions, &sum);
    if (blocks > 0) {
        const struct narrow_sum plain =
            narrow_sum(row.narrow, s->plain_right, s->not_plain, blocks);
        sum.units += (int64_t)plain.right * s->plain_units;
        sum.counts += plain.answered + plain.right * COUNT_RIGHT;
    }
    return sum;
}
