/*
 * How soon simulated learners are named: a table on standard output, points for the picture in a file.
 * Each holds one hypothesis (sound, a misconception, the other edition; with "pairs" also two
 * misconceptions, in either order), answers by it, and slips in 5 of 100 answers.  Sure at 0.95.
 *
 * "fewest" is the least number of answers that can make anybody sure of it, were no slip made, whatever is
 * asked (tests/unit/fewest.h).
 *
 *   diagnose_runs RUNS POINTS     RUNS for each hypothesis; run in the top folder
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "tests/unit/fewest.h"
#include "tests/unit/learners.h"
#include "tests/unit/subjects.h"

/* @fewest  the least number of answers, in the mean, that can do it; 0: not known */
static void line(const char *pack, const char *decision, const char *who, size_t misconceptions,
                 const struct runs *r, double fewest)
{
    printf("%-12s %-12s %-18s %3zu %8zu %7.2f %6zu %6zu %7.1f", pack, decision, who, misconceptions,
           r->count, runs_mean(r), runs_quantile(r, 0.95), runs_quantile(r, 1),
           100 * (double)r->right / (double)r->count);
    if (fewest > 0) {
        printf(" %7.2f", fewest);
    }
    printf("\n");
}

/* The least mean there can be: what is open at first, over the most that one answer can tell. */
static double bound_of(const struct learners *l)
{
    double bits = 0, most = 0;
    double *told = calloc(l->belief.count, sizeof *told);
    (void)probes_told(&l->probes, &l->belief, told);
    for (size_t h = 0; h < l->belief.count; h++) {
        bits -= told[h] > 0 ? told[h] * log2(told[h]) : 0;
    }
    free(told);
    const double slip = l->belief.options.slip;
    for (size_t i = 0; i < l->probes.count; i++) {
        const double options = l->probes.items[i].options;
        const double capacity =
            log2(options) + (1 - slip) * log2(1 - slip) + slip * log2(slip / (options - 1));
        most = capacity > most ? capacity : most;
    }
    return bits / most;
}

static void points(FILE *file, const char *name, const struct runs *r)
{
    for (size_t i = 0; i < LEARNERS_CURVE; i++) {
        fprintf(file, "%s\t%zu\t%.4f\n", name, i, r->posterior[i] / (double)r->count);
    }
}

/** Who is run, apart. */
enum who { SOUND, MISCONCEPTION, OTHER, PAIR, WHO_COUNT };
static const char *const who_words[] = {"sound", "one misconception", "other edition", "pairs"};

static enum who who_of(const struct learners *l, size_t hypothesis)
{
    switch (l->belief.hypotheses[hypothesis].kind) {
    case HYPOTHESIS_SOUND:
        return SOUND;
    case HYPOTHESIS_OTHER_EDITION:
        return OTHER;
    case HYPOTHESIS_PAIR:
        return PAIR;
    default:
        return MISCONCEPTION;
    }
}

static size_t misconceptions_of(const struct learners *l)
{
    size_t count = 0;
    for (size_t h = 0; h < l->belief.count; h++) {
        count += l->belief.hypotheses[h].kind == HYPOTHESIS_MISCONCEPTION;
    }
    return count;
}

/* The fewest answers that can name somebody, in the mean over those who are told by their own names. */
static double fewest_of(const struct learners *l, enum who who)
{
    size_t answers = 0, count = 0;
    for (size_t h = 0; h < l->belief.count; h++) {
        const bool own = l->probes.told_as[l->probes.class_of[h]] == h;
        if (learners_has(l, h) && own && (who == WHO_COUNT || who_of(l, h) == who)) {
            answers += fewest_answers(l, h);
            count++;
        }
    }
    return count == 0 ? 0 : (double)answers / (double)count;
}

/* Everybody who may be asked about one decision.  Adds to what all decisions have in common. */
static void run_decision(const struct subject *s, size_t decision, bool pairs, size_t times,
                         struct runs *best, struct runs *chance)
{
    static struct runs by[WHO_COUNT], all, random;
    struct learners l;
    if (!learners_open(&l, s, decision, pairs)) {
        exit(1);
    }
    memset(by, 0, sizeof by);
    all = random = (struct runs){0};
    double fewest[WHO_COUNT + 1] = {0};
    for (enum who w = 0; !pairs && w <= WHO_COUNT; w++) {
        fewest[w] = fewest_of(&l, w);
    }
    const clock_t begun = clock();
    for (size_t h = 0; h < l.belief.count; h++) {
        for (size_t i = 0; learners_has(&l, h) && i < times; i++) {
            learners_run(&l, h, 100000 * h + i, &by[who_of(&l, h)]);
        }
    }
    const double each = (double)(clock() - begun) / CLOCKS_PER_SEC;
    l.random = true;
    for (size_t h = 0; !pairs && h < l.belief.count; h++) {
        for (size_t i = 0; learners_has(&l, h) && i < times; i++) {
            learners_run(&l, h, 100000 * h + i, &random);
        }
    }
    const char *pack = s->pack->id, *id = s->pack->decisions[decision].id;
    for (size_t w = 0; w < WHO_COUNT; w++) {
        if (by[w].count > 0) {
            line(pack, id, who_words[w], misconceptions_of(&l), &by[w], fewest[w]);
            runs_add(&all, &by[w]);
        }
    }
    line(pack, id, "all", misconceptions_of(&l), &all, fewest[WHO_COUNT]);
    if (!pairs) {
        line(pack, id, "cases by chance", misconceptions_of(&l), &random, 0);
        printf("%-12s %-12s by chance takes %.1f times as many\n", pack, id,
               runs_mean(&random) / runs_mean(&all));
    }
    printf("%-12s %-12s choosing and weighing an answer: %.3f ms\n\n", pack, id,
           1000 * each / (double)all.questions);
    runs_add(best, &all);
    runs_add(chance, &random);
    learners_close(&l);
}

static void run_all(struct subject *subjects[SUBJECTS], bool pairs, size_t times, FILE *file)
{
    static struct runs first_best, first_chance, best, chance;
    first_best = first_chance = best = chance = (struct runs){0};
    printf("%s\n%-12s %-12s %-18s %3s %8s %7s %6s %6s %7s %7s\n",
           pairs ? "With pairs (--pairs)" : "One misconception each, or none", "pack", "decision",
           "who", "of", "runs", "mean", "95 %", "most", "right %", "fewest");
    for (size_t p = 0; p < SUBJECTS; p++) {
        for (size_t d = 0; d < subjects[p]->pack->decision_count; d++) {
            run_decision(subjects[p], d, pairs, times, d == 0 ? &first_best : &best,
                         d == 0 ? &first_chance : &chance);
        }
    }
    line("both", "the first", "all", 0, &first_best, 0);
    points(file, pairs ? "the best question, with pairs" : "the best question", &first_best);
    if (!pairs) {
        line("both", "the first", "cases by chance", 0, &first_chance, 0);
        printf("by chance takes %.1f times as many\n",
               runs_mean(&first_chance) / runs_mean(&first_best));
        points(file, "a case by chance", &first_chance);
    }
    runs_add(&best, &first_best);
    line("both", "all", "all", 0, &best, 0);
    printf("\n");
}

int main(int argc, char **argv)
{
    struct subject *subjects[SUBJECTS];
    FILE *file = argc == 3 ? fopen(argv[2], "w") : NULL;
    const size_t times = argc == 3 ? (size_t)strtoul(argv[1], NULL, 10) : 0;
    if (file == NULL || times == 0) {
        fprintf(stderr, "diagnose_runs RUNS POINTS\n");
        return 2;
    }
    for (size_t p = 0; p < SUBJECTS; p++) {
        subjects[p] = subject_of(subject_ids[p]);
        struct learners l;
        if (subjects[p] == NULL || !learners_open(&l, subjects[p], 0, false)) {
            return 1;
        }
        fprintf(file, "%s\tbound\t%.4f\n", subjects[p]->pack->id, bound_of(&l));
        learners_close(&l);
    }
    run_all(subjects, false, times, file);
    run_all(subjects, true, 1 + times / 10, file);
    for (size_t p = 0; p < SUBJECTS; p++) {
        subject_free(subjects[p]);
    }
    return fclose(file) == 0 ? 0 : 1;
}
