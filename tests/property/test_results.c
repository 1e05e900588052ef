/*
 * Scores and figures against their slow twin (tests/unit/slow_score.h), over random classes: ties,
 * omissions, weights, several right answers, alternates, all credit schemes, marks off for wrong
 * answers, statuses, papers of one's own, marks in place of answers, constant items, one student, none.
 * Then the same class in another order and on more threads: bit by bit the same.
 */
#include "questions/score/results.h"

#include <stdio.h>
#include <stdlib.h>

#include "questions/score/key_private.h"
#include "questions/score/sheet_private.h"
#include "questions/text/rng.h"
#include "tests/unit/check.h"
#include "tests/unit/score_class.h"
#include "tests/unit/slow_score.h"

#define CLASSES 4000
#define WITHIN  1e-9

/* ---- A random class -------------------------------------------------------------------------- */

static bool once_in(struct rng *rng, size_t times)
{
    return rng_below(rng, times) == 0;
}

static void random_question(struct rng *rng, const struct slow_class *c, bool plain,
                            struct slow_question *q)
{
    static const double points[] = {1, 1, 2, 0.5, 1.0 / 3, 3, 0.1, 2.25};
    *q = (struct slow_question){.options = 2 + rng_below(rng, SLOW_OPTIONS - 1), .points = 1};
    /* Plain ones that are not alone: sixteen of them are added up at once. */
    q->sets = c->marks || once_in(rng, plain ? 200 : 20) ? 0 : 1 + once_in(rng, plain ? 100 : 6);
    for (size_t k = 0; k < q->sets; k++) {
        const size_t right = plain ? 1 : 1 + rng_below(rng, q->options);
        for (size_t i = 0; i < right; i++) {
            q->right[k][rng_below(rng, q->options)] = true;
        }
    }
    if (plain && !once_in(rng, 30)) {
        return;
    }
    q->points = points[rng_below(rng, sizeof points / sizeof points[0])];
    q->status = once_in(rng, 5) ? (enum slow_status)rng_below(rng, 4) : SLOW_SCORED;
    size_t right = 0;
    for (size_t i = 0; i < q->options; i++) {
        right += q->right[0][i];
    }
    q->choose = q->sets == 1 && right > 1 && once_in(rng, 3) ? 1 + rng_below(rng, right - 1) : 0;
}

/* An answer of somebody who knows with this chance. */
static void random_answer(struct rng *rng, const struct slow_class *c, size_t question,
                          double knows, bool single, struct slow_answer *a)
{
    static const double parts[] = {0, 0.25, 0.5, 0.3333333, 0.9, 1, 1, -0.5};
    const struct slow_question *q = &c->question[question];
    *a = (struct slow_answer){.kind = c->marks ? SLOW_MARK : SLOW_OPTIONS_CHOSEN};
    if (once_in(rng, 9)) {
        a->kind = (enum slow_kind)rng_below(rng, c->marks ? 2 : 3);
    } else if (c->marks) {
        const double part = parts[rng_below(rng, sizeof parts / sizeof parts[0])];
        a->mark = rng_unit(rng) < knows ? q->points : part * q->points;
    } else if (q->sets > 0 && rng_unit(rng) < knows && (!single || q->sets == 1)) {
        for (size_t i = 0; i < q->options; i++) {
            a->chosen[i] = q->right[rng_below(rng, q->sets)][i];
        }
    }
    bool any = false;
    for (size_t i = 0; i < SLOW_OPTIONS; i++) {
        any = any || a->chosen[i];
    }
    if (a->kind == SLOW_OPTIONS_CHOSEN && !any) {
        a->chosen[rng_below(rng, q->options)] = true;
        a->chosen[rng_below(rng, q->options)] |= !single;
    }
}

static void random_papers(struct rng *rng, struct slow_class *c, bool own)
{
    for (size_t s = 0; s < c->students; s++) {
        size_t order[SLOW_QUESTIONS];
        for (size_t q = 0; q < c->questions; q++) {
            order[q] = q;
        }
        c->paper_count[s] = c->questions;
        if (own) {
            rng_shuffle(rng, order, c->questions);
            c->paper_count[s] = 1 + rng_below(rng, c->questions);
        }
        memcpy(c->paper[s], order, sizeof order);
    }
}

static void random_class(struct rng *rng, struct slow_class *c, bool *own)
{
    const bool plain = once_in(rng, 4), constant = once_in(rng, 10);
    memset(c, 0, sizeof *c);
    c->students = once_in(rng, 10) ? rng_below(rng, 3) : rng_below(rng, SLOW_STUDENTS + 1);
    c->questions = 1 + rng_below(rng, SLOW_QUESTIONS);
    c->marks = once_in(rng, 6);
    c->omitted_ignored = once_in(rng, 3);
    c->scheme = (enum slow_scheme)rng_below(rng, 5);
    c->wrong = once_in(rng, 3) ? 0.25 * (double)(1 + rng_below(rng, 4)) : 0;
    c->pass = 0.05 * (double)rng_below(rng, 21);
    for (size_t q = 0; q < c->questions; q++) {
        random_question(rng, c, plain, &c->question[q]);
    }
    *own = once_in(rng, 3);
    random_papers(rng, c, *own);
    for (size_t s = 0; s < c->students; s++) {
        const double knows = constant ? 1 : rng_unit(rng);
        const size_t stops = once_in(rng, 6) ? rng_below(rng, c->questions + 1) : c->questions;
        for (size_t i = 0; i < c->paper_count[s] && i < stops; i++) {
            const size_t q = c->paper[s][i];
            random_answer(rng, c, q, knows, plain, &c->answer[s][q]);
        }
    }
}

/* ---- The same as a key and a sheet ----------------------------------------------------------- */

static void make_question(struct score_key *key, const struct slow_class *c, size_t question)
{
    const struct slow_question *from = &c->question[question];
    struct key_question *to = &key->questions[question];
    char id[24];
    const int length = snprintf(id, sizeof id, "q%zu", question);
    *to = (struct key_question){.id = arena_copy(&key->arena, id, (size_t)length),
                                .option_count = from->options,
                                .option_count_said = true,
                                .right = arena_alloc(&key->arena, 2, sizeof *to->right),
                                .right_count = from->sets,
                                .choose = from->choose,
                                .points = from->points,
                                .status = (enum key_status)from->status};
    REQUIRE(to->id != NULL && to->right != NULL);
    for (size_t k = 0; k < from->sets; k++) {
        for (size_t i = 0; i < from->options; i++) {
            to->right[k] |= from->right[k][i] ? (uint32_t)1 << i : 0;
        }
    }
}

static void make_papers(struct score_key *key, const struct slow_class *c)
{
    struct paper *papers = arena_alloc(&key->arena, c->students + 1, sizeof *papers);
    REQUIRE(papers != NULL);
    for (size_t s = 0; s < c->students; s++) {
        papers[s].question_count = c->paper_count[s];
        papers[s].questions =
            arena_alloc(&key->arena, c->paper_count[s], sizeof *papers[s].questions);
        REQUIRE(papers[s].questions != NULL);
        for (size_t i = 0; i < c->paper_count[s]; i++) {
            papers[s].questions[i].item = c->paper[s][i];
        }
    }
    key->papers = papers;
    key->paper_count = c->students;
}

static struct response response_of(const struct slow_answer *a)
{
    static const enum response_kind kinds[] = {RESPONSE_IS_NONE, RESPONSE_IS_BLANK,
                                               RESPONSE_IS_DOUBLE, RESPONSE_IS_OPTIONS,
                                               RESPONSE_IS_MARK};
    struct response response = {.kind = kinds[a->kind], .mark = a->mark};
    for (size_t i = 0; i < SLOW_OPTIONS; i++) {
        response.options |= a->kind == SLOW_OPTIONS_CHOSEN && a->chosen[i] ? (uint32_t)1 << i : 0;
    }
    return response;
}

/* @order  the students in the order to enter them */
static void make_class(const struct slow_class *c, bool own, const size_t order[],
                       struct score_class *made)
{
    *made = (struct score_class){.key = {.marks = c->marks, .question_count = c->questions}};
    made->key.questions = arena_alloc(&made->key.arena, c->questions, sizeof *made->key.questions);
    REQUIRE(made->key.questions != NULL);
    for (size_t q = 0; q < c->questions; q++) {
        make_question(&made->key, c, q);
    }
    if (own) {
        make_papers(&made->key, c);
    }
    REQUIRE(key_make_index(&made->key));
    made->sheet = sheet_new(&made->key);
    REQUIRE(made->sheet != NULL);
    for (size_t i = 0; i < c->students; i++) {
        const size_t s = order[i];
        char id[24];
        (void)snprintf(id, sizeof id, "s%zu", s);
        const size_t student = score_class_student(made, id, own ? s : KEY_NO_PAPER);
        for (size_t q = 0; q < c->questions; q++) {
            const struct response response = response_of(&c->answer[s][q]);
            score_class_answer(made, student, q, &response);
        }
    }
}

/* @room  how many questions are looked at together: 0: the usual; 1: one */
static struct results *score(const struct slow_class *c, const struct score_class *made,
                             unsigned threads, size_t room)
{
    struct results_options options = score_class_options();
    options.credit = (struct credit){(enum credit_scheme)c->scheme, c->wrong};
    options.omitted_ignored = c->omitted_ignored;
    options.scale.pass = c->pass;
    options.threads = threads;
    options.room = room;
    struct results *results = results_new(made->sheet, &options);
    CHECK(results != NULL);
    return results;
}

/* ---- Compared -------------------------------------------------------------------------------- */

static void compare_students(const struct slow_class *c, const struct slow_results *want,
                             const struct results *got)
{
    for (size_t s = 0; s < c->students; s++) {
        const struct student_result *g = &got->students[s];
        const struct slow_student *w = &want->student[s];
        CHECK_NEAR(g->points, w->points, WITHIN);
        CHECK_NEAR(g->max_points, w->max_points, WITHIN);
        CHECK_NEAR(g->percent, w->percent, WITHIN);
        CHECK_INT(g->answered, w->answered);
        CHECK_INT(g->correct, w->correct);
        CHECK_INT(g->omitted, w->omitted);
        CHECK_INT(g->passed, w->passed);
    }
}

static void compare_option(const struct option_result *g, const struct slow_option *w)
{
    CHECK_INT(g->chosen, w->chosen);
    CHECK_NEAR(g->share, w->share, WITHIN);
    CHECK_NEAR(g->mean_points, w->mean_points, WITHIN);
    CHECK_NEAR(g->option_rest, w->option_rest, WITHIN);
    for (size_t i = 0; i < SLOW_GROUPS; i++) {
        CHECK_NEAR(g->by_group[i], w->by_group[i], WITHIN);
    }
}

static void compare_choices(const struct slow_class *c, const struct results *got, size_t question,
                            const struct slow_item *want)
{
    size_t at = got->choice_first[question];
    const size_t end = got->choice_first[question + 1];
    if (c->question[question].status == SLOW_DROPPED) {
        CHECK_INT(at, end);
        return;
    }
    for (size_t i = 0; !c->marks && i < c->question[question].options; i++, at++) {
        const struct slow_question *q = &c->question[question];
        bool right = false;
        for (size_t k = 0; k < q->sets; k++) {
            right = right || q->right[k][i];
        }
        REQUIRE(at < end);
        CHECK(got->choices[at].of_options && got->choices[at].option == i);
        CHECK(got->choices[at].correct == right);
        CHECK_INT(got->choices[at].question, question);
        compare_option(&got->choices[at], &want->option[i]);
    }
    if (want->doubled.chosen > 0) {
        REQUIRE(at < end);
        CHECK_INT(got->choices[at].response.kind, RESPONSE_IS_DOUBLE);
        compare_option(&got->choices[at++], &want->doubled);
    }
    CHECK_INT(at + 1, end);
    REQUIRE(at + 1 == end);
    CHECK(got->choices[at].blank);
    compare_option(&got->choices[at], &want->blank);
}

static void compare_items(const struct slow_class *c, const struct slow_results *want,
                          const struct results *got)
{
    for (size_t q = 0; q < c->questions; q++) {
        const struct item_result *g = &got->items[q];
        const struct slow_item *w = &want->item[q];
        CHECK_NEAR(g->points, c->question[q].points, 0);
        CHECK_INT(g->presented, w->presented);
        CHECK_INT(g->answered, w->answered);
        CHECK_INT(g->omitted, w->omitted);
        CHECK_INT(g->not_reached, w->not_reached);
        CHECK_INT(g->correct, w->correct);
        CHECK_NEAR(g->facility, w->facility, WITHIN);
        CHECK_NEAR(g->discrimination_27, w->discrimination_27, WITHIN);
        CHECK_NEAR(g->item_total, w->item_total, WITHIN);
        CHECK_NEAR(g->item_rest, w->item_rest, WITHIN);
        CHECK_NEAR(g->alpha_if_deleted, w->alpha_if_deleted,
                   WITHIN * fmax(1, fabs(w->alpha_if_deleted)));
        CHECK_NEAR(g->moodle_discrimination_index, 100 * w->item_rest, 100 * WITHIN);
        CHECK_NEAR(g->moodle_discriminative_efficiency, w->efficiency, 100 * WITHIN);
        CHECK_NEAR(g->moodle_effective_weight, w->weight, 100 * WITHIN);
        CHECK_NEAR(g->moodle_sd, w->sd, 100 * WITHIN);
        compare_choices(c, got, q, w);
        if (check_state.bad) {
            printf("# question %zu, status %d\n", q, (int)c->question[q].status);
            return;
        }
    }
}

static void compare_class(const struct slow_class *c, const struct slow_results *want,
                          const struct results *got)
{
    const struct class_result *g = &got->all;
    CHECK_INT(g->students, c->students);
    CHECK(g->same_questions == want->same_questions);
    CHECK_NEAR(g->max_points, want->max_points, WITHIN);
    CHECK_NEAR(g->mean, want->mean, WITHIN);
    CHECK_NEAR(g->sd, want->sd, WITHIN);
    CHECK_NEAR(g->median, want->median, WITHIN);
    CHECK_NEAR(g->min, want->min, WITHIN);
    CHECK_NEAR(g->max, want->max, WITHIN);
    CHECK_NEAR(g->mean_percent, want->mean_percent, WITHIN);
    CHECK_NEAR(g->alpha, want->alpha, WITHIN * fmax(1, fabs(want->alpha)));
    CHECK_NEAR(g->sem, want->sem, WITHIN);
    CHECK_INT(g->passed, want->passed);
    for (size_t i = 0; i < 20; i++) {
        CHECK_INT(g->histogram[i], want->histogram[i]);
    }
}

/* Figures of questions and class, bit by bit (NAN is one value here: all are the same constant). */
static void compare_bits(const struct results *a, const struct results *b)
{
    const size_t questions = sheet_key(a->sheet)->question_count;
    CHECK(memcmp(a->items, b->items, questions * sizeof *a->items) == 0);
    CHECK(memcmp(&a->all, &b->all, sizeof a->all) == 0);
    REQUIRE(a->choice_count == b->choice_count);
    for (size_t i = 0; i < a->choice_count; i++) {
        const struct option_result *x = &a->choices[i], *y = &b->choices[i];
        CHECK(x->question == y->question && x->chosen == y->chosen && x->option == y->option);
        CHECK(memcmp(&x->share, &y->share, sizeof x->share) == 0);
        CHECK(memcmp(&x->mean_points, &y->mean_points, sizeof x->mean_points) == 0);
        CHECK(memcmp(&x->option_rest, &y->option_rest, sizeof x->option_rest) == 0);
        CHECK(memcmp(x->by_group, y->by_group, sizeof x->by_group) == 0);
    }
}

static void compare_orders(struct rng *rng, const struct slow_class *c, bool own,
                           const struct results *results)
{
    struct score_class scrambled;
    size_t order[SLOW_STUDENTS];
    for (size_t s = 0; s < c->students; s++) {
        order[s] = s;
    }
    rng_shuffle(rng, order, c->students);
    make_class(c, own, order, &scrambled);
    for (unsigned threads = 1; threads <= 7; threads += threads == 1 ? 1 : 5) {
        struct results *again = score(c, &scrambled, threads, rng_below(rng, 3) * 20000);
        REQUIRE(again != NULL);
        compare_bits(results, again);
        for (size_t i = 0; i < c->students; i++) {
            CHECK(memcmp(&results->students[order[i]].points, &again->students[i].points,
                         sizeof(double)) == 0);
        }
        results_free(again);
    }
    score_class_fini(&scrambled);
}

static void test_random_classes(void)
{
    static struct slow_class c;
    static struct slow_results want;
    size_t order[SLOW_STUDENTS];
    for (size_t s = 0; s < SLOW_STUDENTS; s++) {
        order[s] = s;
    }
    for (uint64_t seed = 1; seed <= CLASSES && !check_state.bad; seed++) {
        struct rng rng;
        struct score_class made;
        bool own;
        rng_seed(&rng, seed);
        random_class(&rng, &c, &own);
        make_class(&c, own, order, &made);
        slow_score(&c, &want);
        struct results *got = score(&c, &made, 1, seed % 2);
        REQUIRE(got != NULL);
        compare_students(&c, &want, got);
        compare_class(&c, &want, got);
        compare_items(&c, &want, got);
        if (seed % 8 == 0) {
            compare_orders(&rng, &c, own, got);
        }
        if (check_state.bad) {
            printf("# seed %llu: %zu students, %zu questions, own papers %d, marks %d\n",
                   (unsigned long long)seed, c.students, c.questions, own, c.marks);
        }
        results_free(got);
        score_class_fini(&made);
    }
}

int main(void)
{
    RUN(test_random_classes);
    return check_end();
}
