/*
 * Beliefs of the class: students are counted in stretches, each into sums of its own, which are whole
 * numbers.  What a guesser would be taken for is worked out again only where a student's chances are
 * others than those of somebody before.
 */
#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "questions/score/crew.h"
#include "questions/score/results_private.h"

#define GUESS_GRID     (1LL << 52) /* means of chances are sums of whole numbers */
#define GUESS_REMEMBER 64          /* chances up to so many are remembered */

/* One belief over some students. */
struct belief_sums {
    uint64_t standing[BELIEF_HELD + 1];
    uint64_t chances, with_any, least, most;
    uint64_t outdone;
    units_sum guessed;
    uint64_t guessing;
};

/* The last chances of each number, and what came of them. */
struct remembered {
    double chance[GUESS_REMEMBER];
    int64_t held;
    bool known;
};

struct counting {
    struct scoring *scoring;
    const struct score_beliefs *beliefs;
    size_t count;
    struct belief_sums *sums; /* owned; of all stretches so far */
    uint64_t holding[3];      /* students by how many misconceptions they hold */
    pthread_mutex_t lock;     /* for the two above */
};

/* ---- A stretch of students ------------------------------------------------------------------- */

/* A stretch's own. */
struct stretch {
    struct belief_sums *sums;
    struct belief_count *counts;
    struct remembered *remembered; /* by belief and number of chances */
    uint64_t holding[3];
};

static int64_t guess(const struct counting *c, struct stretch *stretch, size_t belief,
                     size_t student)
{
    double chance[BELIEF_CHANCES_MOST];
    const size_t count = score_belief_chances(c->beliefs, c->scoring->sheet, student, belief,
                                              chance, BELIEF_CHANCES_MOST);
    struct remembered *r = count <= GUESS_REMEMBER
                               ? &stretch->remembered[belief * (GUESS_REMEMBER + 1) + count]
                               : NULL;
    if (r != NULL && r->known && memcmp(r->chance, chance, count * sizeof *chance) == 0) {
        return r->held;
    }
    const double held = belief_guesser(chance, count);
    const int64_t rounded = isnan(held) ? -1 : (int64_t)llround(held * (double)GUESS_GRID);
    if (r != NULL) {
        memcpy(r->chance, chance, count * sizeof *chance);
        r->held = rounded;
        r->known = true;
    }
    return rounded;
}

static void count_belief(const struct counting *c, struct stretch *stretch, size_t belief,
                         size_t student)
{
    struct belief_sums *sums = &stretch->sums[belief];
    const struct belief_count count = stretch->counts[belief];
    const enum belief_standing standing = belief_standing(count);
    sums->standing[standing]++;
    if (count.chances > 0) {
        sums->least =
            sums->with_any == 0 || count.chances < sums->least ? count.chances : sums->least;
        sums->most = count.chances > sums->most ? count.chances : sums->most;
        sums->chances += count.chances;
        sums->with_any++;
    }
    if (standing != BELIEF_TOO_FEW) {
        const int64_t held = guess(c, stretch, belief, student);
        sums->guessed += held >= 0 ? held : 0;
        sums->guessing += held >= 0;
    }
}

static void count_student(const struct counting *c, struct stretch *stretch, size_t student)
{
    size_t held = 0;
    uint32_t most = 0; /* answers that fit a misconception which the student holds */
    score_belief_counts(c->beliefs, c->scoring->sheet, student, stretch->counts);
    for (size_t b = 0; b < c->count; b++) {
        const struct belief_count count = stretch->counts[b];
        count_belief(c, stretch, b, student);
        if (!score_belief(c->beliefs, b)->other_edition && belief_standing(count) == BELIEF_HELD) {
            held++;
            most = count.shown > most ? count.shown : most;
        }
    }
    for (size_t b = 0; b < c->count; b++) {
        const struct belief_count count = stretch->counts[b];
        stretch->sums[b].outdone += belief_standing(count) == BELIEF_HELD && count.shown < most;
    }
    stretch->holding[held < 2 ? held : 2]++;
}

static void add_sums(struct belief_sums *to, const struct belief_sums *from)
{
    for (size_t i = 0; i <= BELIEF_HELD; i++) {
        to->standing[i] += from->standing[i];
    }
    if (from->with_any > 0) {
        to->least = to->with_any == 0 || from->least < to->least ? from->least : to->least;
        to->most = from->most > to->most ? from->most : to->most;
    }
    to->outdone += from->outdone;
    to->chances += from->chances;
    to->with_any += from->with_any;
    to->guessed += from->guessed;
    to->guessing += from->guessing;
}

static void add_stretch(struct counting *c, const struct stretch *stretch)
{
    (void)pthread_mutex_lock(&c->lock);
    for (size_t b = 0; b < c->count; b++) {
        add_sums(&c->sums[b], &stretch->sums[b]);
    }
    for (size_t i = 0; i < 3; i++) {
        c->holding[i] += stretch->holding[i];
    }
    (void)pthread_mutex_unlock(&c->lock);
}

static void count_stretch(void *context, size_t number)
{
    struct counting *c = context;
    const size_t students = c->scoring->students;
    const size_t from = number * CHUNK_STUDENTS;
    const size_t to = from + CHUNK_STUDENTS < students ? from + CHUNK_STUDENTS : students;
    struct stretch stretch = {
        .sums = calloc(c->count + 1, sizeof *stretch.sums),
        .counts = calloc(c->count + 1, sizeof *stretch.counts),
        .remembered = calloc((c->count + 1) * (GUESS_REMEMBER + 1), sizeof *stretch.remembered)};
    if (stretch.sums == NULL || stretch.counts == NULL || stretch.remembered == NULL) {
        atomic_store(&c->scoring->failed, true);
    } else {
        for (size_t i = from; i < to; i++) {
            count_student(c, &stretch, i);
        }
        add_stretch(c, &stretch);
    }
    free(stretch.sums);
    free(stretch.counts);
    free(stretch.remembered);
}

/* ---- The class ------------------------------------------------------------------------------- */

/* The question in which most gave the belief's answer: of equals the first. */
static size_t question_of(const struct scoring *s, size_t belief)
{
    const struct results *r = s->results;
    size_t best = KEY_NO_QUESTION;
    uint64_t most = 0;
    for (size_t q = 0; q < s->key->question_count; q++) {
        const uint32_t options = score_belief_options(r->beliefs, belief, q);
        uint64_t chosen = 0;
        for (size_t i = r->choice_first[q]; options != 0 && i < r->choice_first[q + 1]; i++) {
            const struct option_result *row = &r->choices[i];
            chosen += row->of_options && (options >> row->option & 1) != 0 ? row->chosen : 0;
        }
        best = chosen > most ? q : best;
        most = chosen > most ? chosen : most;
    }
    return best;
}

static void set_belief(const struct scoring *s, size_t belief, const struct belief_sums *sums)
{
    struct belief_result *r = &s->results->belief_results[belief];
    *r = (struct belief_result){
        .chances_mean = sums->with_any > 0 ? (double)sums->chances / (double)sums->with_any : NAN,
        .chances_least = sums->least,
        .chances_most = sums->most,
        .too_few = sums->standing[BELIEF_TOO_FEW],
        .held = sums->standing[BELIEF_HELD],
        .some = sums->standing[BELIEF_SOME],
        .none = sums->standing[BELIEF_NOT],
        .outdone = sums->outdone,
        .guesser = sums->guessing > 0
                       ? (double)sums->guessed / ((double)sums->guessing * (double)GUESS_GRID)
                       : NAN,
        .question = question_of(s, belief)};
}

bool results_count_beliefs(struct scoring *s)
{
    struct results *r = s->results;
    r->beliefs = score_beliefs_new(s->key);
    if (r->beliefs == NULL) {
        return false;
    }
    struct counting c = {
        .scoring = s, .beliefs = r->beliefs, .count = score_belief_count(r->beliefs)};
    c.sums = calloc(c.count + 1, sizeof *c.sums);
    r->belief_results = calloc(c.count + 1, sizeof *r->belief_results);
    if (c.sums != NULL && r->belief_results != NULL) {
        (void)pthread_mutex_init(&c.lock, NULL);
        if (c.count > 0) {
            crew_run(s->crew, (s->students + CHUNK_STUDENTS - 1) / CHUNK_STUDENTS, count_stretch,
                     &c);
        } else {
            c.holding[0] = s->students;
        }
        (void)pthread_mutex_destroy(&c.lock);
        for (size_t b = 0; b < c.count; b++) {
            set_belief(s, b, &c.sums[b]);
        }
        r->all.belief_none = c.holding[0];
        r->all.belief_one = c.holding[1];
        r->all.belief_more = c.holding[2];
    }
    const bool fine = c.sums != NULL && r->belief_results != NULL && !atomic_load(&s->failed);
    free(c.sums);
    return fine;
}
