/*
 * The students are walked in order of totals, those with the same total together, so each question sees
 * its answers by rising total.  Where many have the same total their answers are counted first, in a
 * row of codes that stays near the processor.
 */
#include <stdlib.h>
#include <string.h>

#include "questions/score/fetch.h"
#include "questions/score/results_private.h"

#define ROOM_USUAL ((size_t)16 << 20) /* bytes of a range's tallies */
#define MANY       8                  /* students with one total who are worth counting */
#define AHEAD      8                  /* students whose rows are asked for before they are read */
#define LINE       64                 /* bytes that come from memory at once */

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
    if (low == from && high == to) {
        return PARTS_PER_STUDENT; /* nearly always, and a division takes its time */
    }
    const units_sum size = (units_sum)(to - from);
    if (high <= low || size == 0) {
        return 0;
    }
    return ((units_sum)(high - low) * PARTS_PER_STUDENT + size / 2) / size;
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
    if (students == 0) {
        return;
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

/* ---- A range of questions -------------------------------------------------------------------- */

/* One walk. */
struct walk {
    const struct scoring *s;
    size_t from, to;
    struct tally *tallies; /* owned; of each question of the range */
    uint32_t *row;       /* owned; how many of a level gave each answer, all zero between levels */
    struct given *given; /* owned; room for all answers to any one question */
};

/* Ask for a row that will soon be wanted: rows are not read in the order in which they lie. */
static void fetch_row(const struct walk *w, size_t student)
{
    const struct sheet_row row = sheet_row(w->s->sheet, student);
    for (size_t q = w->from; row.wide == NULL && q < w->to; q += LINE) {
        fetch_soon(&row.narrow[q]);
    }
    for (size_t q = w->from; row.wide != NULL && q < w->to; q += LINE / sizeof *row.wide) {
        fetch_soon(&row.wide[q]);
    }
}

static void count_row(const struct walk *w, size_t student)
{
    const struct scoring *s = w->s;
    const struct sheet_row codes = sheet_row(s->sheet, student);
    const size_t *first = s->first, base = first[w->from], to = w->to;
    uint32_t *row = w->row;
    if (s->key->paper_count == 0 && codes.wide == NULL) {
        for (size_t q = w->from; q < to; q++) {
            row[first[q] - base + codes.narrow[q]]++;
        }
        return;
    }
    for (size_t q = w->from; q < to; q++) {
        const bool there = s->key->paper_count == 0 || sheet_presented(s->sheet, student, q);
        row[first[q] - base + sheet_row_code(codes, q)] += there;
    }
}

/* A level that many have: all their rows, then each question's counts. */
static void count_many(struct walk *w, size_t level, size_t at, size_t count)
{
    const struct scoring *s = w->s;
    for (size_t i = at; i < at + count; i++) {
        if (i + AHEAD < s->students) {
            fetch_row(w, s->levels.order[i + AHEAD]);
        }
        count_row(w, s->levels.order[i]);
    }
    for (size_t q = w->from; q < w->to; q++) {
        struct tally *tally = &w->tallies[q - w->from];
        uint32_t *counts = w->row + (s->first[q] - s->first[w->from]);
        size_t answers = 0;
        for (size_t code = 0; code < tally->codes; code++) {
            if (counts[code] > 0) {
                w->given[answers++] = (struct given){code, counts[code]};
                counts[code] = 0;
            }
        }
        add_level(s, tally, s->levels.totals[level], w->given, answers);
    }
}

/* A level that few have: each question's answers straight from their rows. */
static void count_few(struct walk *w, size_t level, size_t at, size_t count)
{
    const struct scoring *s = w->s;
    const uint32_t *students = s->levels.order + at;
    struct sheet_row rows[MANY] = {{0}};
    for (size_t i = 0; i < count; i++) {
        if (at + i + AHEAD < s->students) {
            fetch_row(w, students[i + AHEAD]);
        }
        rows[i] = sheet_row(s->sheet, students[i]);
    }
    for (size_t q = w->from; q < w->to; q++) {
        struct given given[MANY];
        size_t answers = 0;
        for (size_t i = 0; i < count; i++) {
            const response_code code = sheet_row_code(rows[i], q);
            size_t k = 0;
            while (k < answers && given[k].code != code) {
                k++;
            }
            if (s->key->paper_count == 0 || sheet_presented(s->sheet, students[i], q)) {
                given[k] = k < answers ? (struct given){given[k].code, given[k].students + 1}
                                       : (struct given){code, 1};
                answers += k == answers;
            }
        }
        add_level(s, &w->tallies[q - w->from], s->levels.totals[level], given, answers);
    }
}

void tally_fini(struct tally *tally)
{
    free(tally->answers);
    free(tally->rests);
    *tally = (struct tally){0};
}

static bool begin_walk(struct walk *w)
{
    const struct scoring *s = w->s;
    size_t most = 0;
    bool fine = true;
    w->tallies = calloc(w->to - w->from, sizeof *w->tallies);
    w->row = calloc(s->first[w->to] - s->first[w->from] + 1, sizeof *w->row);
    for (size_t q = w->from; w->tallies != NULL && q < w->to; q++) {
        struct tally *tally = &w->tallies[q - w->from];
        tally->question = q;
        tally->codes = s->first[q + 1] - s->first[q];
        tally->presented = atomic_load(&s->presented[q]);
        tally->answers = calloc(tally->codes, sizeof *tally->answers);
        fine = fine && tally->answers != NULL;
        most = tally->codes > most ? tally->codes : most;
    }
    w->given = malloc((most + 1) * sizeof *w->given);
    return fine && w->tallies != NULL && w->row != NULL && w->given != NULL;
}

static void end_walk(struct walk *w)
{
    for (size_t q = w->from; w->tallies != NULL && q < w->to; q++) {
        tally_fini(&w->tallies[q - w->from]);
    }
    free(w->tallies);
    free(w->row);
    free(w->given);
}

size_t tally_range(const struct scoring *s, size_t from)
{
    const size_t said = s->results->options.room;
    const size_t most = said > 0 ? said : ROOM_USUAL;
    size_t to = from, room = 0;
    while (to < s->key->question_count && (to == from || room <= most)) {
        const size_t codes = s->first[to + 1] - s->first[to];
        const size_t rests =
            s->levels.count < s->students / codes ? s->levels.count * codes : s->students;
        room += codes * sizeof(struct answer_tally) + rests * sizeof(struct rest_count);
        to++;
    }
    return to - from - (room > most && to > from + 1 ? 1 : 0);
}

void tally_questions(struct scoring *s, size_t from, size_t to,
                     void (*use)(struct scoring *s, struct tally *tally))
{
    struct walk w = {.s = s, .from = from, .to = to};
    bool failed = !begin_walk(&w);
    size_t at = 0;
    for (size_t level = 0; !failed && level < s->levels.count; level++) {
        const size_t count = (size_t)s->levels.students[level];
        if (count >= MANY) {
            count_many(&w, level, at, count);
        } else {
            count_few(&w, level, at, count);
        }
        at += count;
    }
    for (size_t q = from; !failed && q < to; q++) {
        failed = w.tallies[q - from].failed;
        if (!failed) {
            use(s, &w.tallies[q - from]);
        }
    }
    if (failed) {
        atomic_store(&s->failed, true);
    }
    end_walk(&w);
}
