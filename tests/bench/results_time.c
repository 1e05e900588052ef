/*
 * results_time ROUNDS: wall time of all scores and figures of 100,000 students and 100 questions (ten
 * million answers in memory, nothing read or written), beside one bare sum over the same answers.
 * Right or wrong; with coverage credit and several right answers; marks of one decimal; marks of which
 * nearly every student has a total of his own.  One thread, then two.  Prints median, lowest and
 * highest of the rounds in milliseconds.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "questions/score/key_private.h"
#include "questions/score/results.h"
#include "questions/score/sheet_private.h"
#include "questions/text/rng.h"

#define STUDENTS    100000
#define QUESTIONS   100
#define ROUNDS_MOST 101

static double now(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void must(bool fine)
{
    if (!fine) {
        (void)fputs("results_time: memory ran out\n", stderr);
        exit(1);
    }
}

enum kind { RIGHT_OR_WRONG, SEVERAL, MARKS, FINE_MARKS, CLASSES };
static const char *const names[CLASSES] = {"right or wrong", "several, coverage", "marks",
                                           "marks, all totals differ"};

static struct key_question questions[QUESTIONS];
static uint32_t right[QUESTIONS];
static char ids[QUESTIONS][16];

static void make_key(struct score_key *key, enum kind kind)
{
    *key = (struct score_key){.questions = questions, .question_count = QUESTIONS};
    key->marks = kind >= MARKS;
    for (size_t q = 0; q < QUESTIONS; q++) {
        (void)snprintf(ids[q], sizeof ids[q], "q%zu", q);
        right[q] = kind == SEVERAL ? 5u << q % 2 : 1u << q % 4;
        questions[q] = (struct key_question){.id = ids[q],
                                             .option_count = 4,
                                             .option_count_said = true,
                                             .right = &right[q],
                                             .right_count = key->marks ? 0 : 1,
                                             .points = 1};
    }
    must(key_make_index(key));
}

static struct response answer(struct rng *rng, enum kind kind, size_t question, double knows)
{
    const bool known = rng_unit(rng) < knows;
    struct response r = {.kind = RESPONSE_IS_OPTIONS,
                         .options = known             ? right[question]
                                    : kind == SEVERAL ? (uint32_t)(1 + rng_below(rng, 15))
                                                      : (uint32_t)1 << rng_below(rng, 4)};
    if (kind >= MARKS) {
        const size_t parts = kind == MARKS ? 10 : 10000;
        r = (struct response){.kind = RESPONSE_IS_MARK,
                              .mark = known ? 1 : (double)rng_below(rng, parts) / (double)parts};
    } else if (rng_below(rng, 40) == 0) {
        r.kind = RESPONSE_IS_BLANK;
    }
    return r;
}

static struct sheet *make_sheet(const struct score_key *key, enum kind kind)
{
    struct rng rng;
    struct sheet *sheet = sheet_new(key);
    const struct entering how = {.duplicates = DUPLICATES_REJECT};
    struct sheet_counts counts = {0};
    rng_seed(&rng, kind);
    must(sheet != NULL);
    for (size_t s = 0; s < STUDENTS; s++) {
        char id[16];
        size_t student;
        const int length = snprintf(id, sizeof id, "s%zu", s);
        const struct id_key name = ids_key(id, (size_t)length);
        must(sheet_add_student(sheet, &name, KEY_NO_PAPER, NULL, NULL, &student));
        const double knows = 0.2 + 0.7 * rng_unit(&rng);
        for (size_t q = 0; q < QUESTIONS; q++) {
            const struct response response = answer(&rng, kind, q, knows);
            response_code code;
            must(sheet_code(sheet, q, &response, &code));
            if (code != RESPONSE_NONE) {
                (void)sheet_enter(sheet, &counts, &how, student, q, code);
            }
        }
    }
    return sheet;
}

static int rising(const void *a, const void *b)
{
    const double left = *(const double *)a, other = *(const double *)b;
    return (left > other) - (left < other);
}

static void print(const char *name, const char *how, double times[], size_t rounds)
{
    qsort(times, rounds, sizeof *times, rising);
    printf("%-26s %-10s %7.1f  (%.1f to %.1f)\n", name, how, times[rounds / 2], times[0],
           times[rounds - 1]);
}

static void measure(const struct sheet *sheet, const char *name, unsigned threads, size_t rounds,
                    enum credit_scheme scheme)
{
    double times[ROUNDS_MOST];
    const struct results_options options = {
        .credit = {scheme, 0}, .scale = {.pass = 0.7, .high = 1}, .threads = threads};
    for (size_t i = 0; i < rounds; i++) {
        const double begin = now();
        struct results *results = results_new(sheet, &options);
        times[i] = now() - begin;
        must(results != NULL);
        results_free(results);
    }
    print(name, threads == 1 ? "1 thread" : "2 threads", times, rounds);
}

static void measure_sum(const struct sheet *sheet, size_t rounds)
{
    double times[ROUNDS_MOST];
    volatile size_t kept = 0;
    for (size_t i = 0; i < rounds; i++) {
        const double begin = now();
        size_t sum = 0;
        for (size_t s = 0; s < STUDENTS; s++) {
            const struct sheet_row row = sheet_row(sheet, s);
            for (size_t q = 0; q < QUESTIONS; q++) {
                sum += sheet_row_code(row, q);
            }
        }
        kept = kept + sum;
        times[i] = now() - begin;
    }
    print("(a bare sum)", "1 thread", times, rounds);
}

int main(int argc, char **argv)
{
    const size_t said = argc > 1 ? (size_t)strtoul(argv[1], NULL, 10) : 11;
    const size_t rounds = said < 1 ? 1 : said > ROUNDS_MOST ? ROUNDS_MOST : said;
    for (int kind = 0; kind < CLASSES; kind++) {
        struct score_key key;
        make_key(&key, (enum kind)kind);
        struct sheet *sheet = make_sheet(&key, (enum kind)kind);
        for (unsigned threads = 1; threads <= 2; threads++) {
            measure(sheet, names[kind], threads, rounds,
                    kind == SEVERAL ? CREDIT_COVERAGE : CREDIT_ALL_OR_NOTHING);
        }
        if (kind == 0) {
            measure_sum(sheet, rounds);
        }
        sheet_free(sheet);
        key_fini(&key);
    }
    return 0;
}
