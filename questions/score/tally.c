/*
 * A range of questions is counted in one table, a row of codes for each level of totals, in one walk
 * over the sheet; then each question's columns are read by rising total.  Where totals have so many
 * levels that a question's columns would not fit (marks), the students are walked in order of totals
 * instead.  Both ways come to the same calls of add_level().
 */
#include <stdlib.h>
#include <string.h>

#include "questions/score/results_private.h"

#define TABLE_RANGE ((size_t)1 << 19) /* counts of a range: two megabytes stay near the processor */
#define TABLE_MOST  ((size_t)1 << 22) /* counts of a single question; more: the other way */

/* How many of a level gave an answer. */
struct given {
    size_t code;
    uint64_t students;
};

/* ---- One level ------------------------------------------------------------------------------- */

/* How much of one student of a level is in each group, in parts. */
struct parts {
    units_sum fifths[RESULTS_GROUPS], best, worst;
};

/* Places of a level and of a group, in hundredths of a student. */
static units_sum overlap(uint64_t from, uint64_t to, uint64_t begin, uint64_t end)
{
    const uint64_t low = from > begin ? from : begin, high = to < end ? to : end;
    return high > low ? (units_sum)(high - low) * PARTS_PER_STUDENT / (units_sum)(to - from) : 0;
}

static struct parts parts_of(const struct tally *tally, uint64_t students)
{
    const uint64_t from = 100 * tally->students, to = from + 100 * students;
    const uint64_t all = tally->presented;
    struct parts parts;
    for (uint64_t g = 0; g < RESULTS_GROUPS; g++) {
        const uint64_t fifth = 100 / RESULTS_GROUPS * all;
        parts.fifths[g] = overlap(from, to, g * fifth, (g + 1) * fifth);
    }
    parts.worst = overlap(from, to, 0, 27 * all);
    parts.best = overlap(from, to, 73 * all, 100 * all);
    return parts;
}

static bool add_rest(struct tally *tally, int64_t rest, struct given given)
{
    if (tally->rest_count == tally->rest_capacity) {
        const size_t capacity = tally->rest_capacity == 0 ? 256 : 2 * tally->rest_capacity;
        struct rest_count *rests = realloc(tally->rests, capacity * sizeof *rests);
        if (rests == NULL) {
            return false;
        }
        tally->rests = rests;
        tally->rest_capacity = capacity;
    }
    tally->rests[tally->rest_count++] = (struct rest_count){rest, given.students, given.code};
    return true;
}

/* All students with the same total who have the question, by their answers; levels come rising. */
static void add_level(const struct scoring *s, struct tally *tally, int64_t total,
                      const struct given given[], size_t count)
{
    const struct worth *worth = s->worth + s->first[tally->question];
    const int64_t gift = scoring_gift(s, tally->question);
    const int64_t above = total - s->centre;
    uint64_t students = 0;
    for (size_t i = 0; i < count; i++) {
        students += given[i].students;
    }
    const struct parts parts = parts_of(tally, students);
    for (size_t i = 0; i < count; i++) {
        struct answer_tally *answer = &tally->answers[given[i].code];
        const units_sum n = (units_sum)given[i].students;
        answer->students += given[i].students;
        answer->above += above * n;
        answer->best += n * parts.best;
        answer->worst += n * parts.worst;
        for (size_t g = 0; g < RESULTS_GROUPS; g++) {
            answer->fifths[g] += n * parts.fifths[g];
        }
        const int64_t rest = total - gift - worth[given[i].code].units;
        tally->failed = tally->failed || !add_rest(tally, rest, given[i]);
    }
    tally->least = tally->students == 0 ? total : tally->least;
    tally->most = total;
    tally->students += students;
    tally->squares += (units_sum)above * above * (units_sum)students;
}

/* ---- By a table ------------------------------------------------------------------------------ */

static size_t codes_of(const struct scoring *s, size_t from, size_t to)
{
    return s->first[to] - s->first[from];
}

/* Count one student's answers into the row of his level. */
static void count_row(const struct scoring *s, size_t student, size_t from, size_t to,
                      uint32_t *row)
{
    const response_code *codes = sheet_row(s->sheet, student);
    if (s->key->paper_count == 0) {
        for (size_t q = from; q < to; q++) {
            row[s->first[q] - s->first[from] + codes[q]]++;
        }
        return;
    }
    for (size_t q = from; q < to; q++) {
        row[s->first[q] - s->first[from] + codes[q]] += sheet_presented(s->sheet, student, q);
    }
}

/* One question's columns of the table. */
static void read_columns(const struct scoring *s, struct tally *tally, const uint32_t *columns,
                         size_t width, struct given given[])
{
    for (size_t level = 0; level < s->levels.count; level++) {
        for (size_t code = 0; code < tally->codes; code++) {
            tally->presented += columns[level * width + code];
        }
    }
    for (size_t level = 0; level < s->levels.count; level++) {
        size_t count = 0;
        for (size_t code = 0; code < tally->codes; code++) {
            const uint32_t students = columns[level * width + code];
            if (students > 0) {
                given[count++] = (struct given){code, students};
            }
        }
        if (count > 0) {
            add_level(s, tally, s->levels.totals[level], given, count);
        }
    }
}

/* ---- By students in order -------------------------------------------------------------------- */

/* The students of one level, from `at` on in the order. */
static void read_level(const struct scoring *s, struct tally *tally, size_t level, size_t at,
                       uint64_t counts[], struct given given[])
{
    size_t count = 0;
    for (size_t i = at; i < at + s->levels.students[level]; i++) {
        const size_t student = s->levels.order[i];
        const size_t code = sheet_row(s->sheet, student)[tally->question];
        if (!sheet_presented(s->sheet, student, tally->question)) {
            continue;
        }
        if (counts[code]++ == 0) {
            given[count++].code = code;
        }
    }
    for (size_t i = 0; i < count; i++) {
        given[i].students = counts[given[i].code];
        counts[given[i].code] = 0;
    }
    if (count > 0) {
        add_level(s, tally, s->levels.totals[level], given, count);
    }
}

static void read_students(const struct scoring *s, struct tally *tally, struct given given[])
{
    uint64_t *counts = calloc(tally->codes, sizeof *counts);
    if (counts == NULL) {
        tally->failed = true;
        return;
    }
    for (size_t i = 0; i < s->students; i++) {
        tally->presented += sheet_presented(s->sheet, i, tally->question);
    }
    size_t at = 0;
    for (size_t level = 0; level < s->levels.count; level++) {
        read_level(s, tally, level, at, counts, given);
        at += s->levels.students[level];
    }
    free(counts);
}

/* ---- Questions ------------------------------------------------------------------------------- */

void tally_fini(struct tally *tally)
{
    free(tally->answers);
    free(tally->rests);
    *tally = (struct tally){0};
}

/* @table  the range's; NULL: too large */
static void tally_one(struct scoring *s, size_t question, const uint32_t *columns, size_t width,
                      void (*use)(struct scoring *s, struct tally *tally))
{
    struct tally tally = {.question = question, .codes = codes_of(s, question, question + 1)};
    struct given *given = malloc(tally.codes * sizeof *given);
    tally.answers = calloc(tally.codes, sizeof *tally.answers);
    tally.failed = given == NULL || tally.answers == NULL;
    if (!tally.failed && columns != NULL) {
        read_columns(s, &tally, columns, width, given);
    } else if (!tally.failed) {
        read_students(s, &tally, given);
    }
    if (tally.failed) {
        atomic_store(&s->failed, true);
    } else {
        use(s, &tally);
    }
    free(given);
    tally_fini(&tally);
}

size_t tally_range(const struct scoring *s, size_t from)
{
    size_t to = from + 1;
    const size_t said = s->results->options.table;
    const size_t most = said > 0 ? said : TABLE_RANGE;
    while (to < s->key->question_count && codes_of(s, from, to + 1) * s->levels.count <= most) {
        to++;
    }
    return to - from;
}

void tally_questions(struct scoring *s, size_t from, size_t to,
                     void (*use)(struct scoring *s, struct tally *tally))
{
    const size_t width = codes_of(s, from, to);
    const size_t said = s->results->options.table;
    const bool fits = width <= (said > 0 ? said : TABLE_MOST) / (s->levels.count + 1);
    uint32_t *table = fits ? calloc(width * s->levels.count + 1, sizeof *table) : NULL;
    if (fits && table == NULL) {
        atomic_store(&s->failed, true);
        return;
    }
    for (size_t i = 0; fits && i < s->students; i++) {
        count_row(s, i, from, to, table + width * s->levels.of[i]);
    }
    for (size_t q = from; q < to; q++) {
        tally_one(s, q, fits ? table + codes_of(s, from, q) : NULL, width, use);
    }
    free(table);
}
