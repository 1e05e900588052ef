/*
 * Every two values of two facts are a goal, and every case that has them an option.  Where that would
 * be too much, some cases stand for all: taken in a scattered order, as long as they bring a pair that
 * few others have.
 */
#include "engine/cover.h"

#include <stdlib.h>
#include <string.h>

#include "engine/cover_make.h"

#define OPTIONS_MAX ((size_t)1 << 21) /* of the problem made */
#define FEW         12u               /* cases for each pair of values, where not all are taken */
#define STRIDE      UINT32_C(0x9e3779b1) /* odd: its multiples come to every case of 2^n once */

/** Pairs of values: which occur in some case, in which cases of those taken. */
struct pairwise {
    const struct cover_task *task;
    struct case_set usable;                              /* decided ones only */
    size_t seen[2 * PACK_FACTS_MAX][PACK_FACTS_MAX * 2]; /* cases taken that have both values */
    uint32_t *taken;                                     /* owned */
    size_t taken_count;
    bool *row_taken; /* owned; of each row: a case taken is decided by it */
};

/* A value of a fact, as an index of `seen`. */
static size_t value_of(size_t fact, uint32_t whole)
{
    return 2 * fact + ((whole & fact_bit(fact)) != 0);
}

/* Does a case bring a pair of values, or a row, that is rare so far? */
static bool brings(const struct pairwise *p, uint32_t whole, size_t few)
{
    const size_t facts = p->task->table->facts;
    if (!p->row_taken[table_row(p->task->table, whole)]) {
        return true;
    }
    for (size_t a = 0; a < facts; a++) {
        for (size_t b = 0; b <= a; b++) {
            if (p->seen[value_of(a, whole)][value_of(b, whole)] < few) {
                return true;
            }
        }
    }
    return false;
}

static void take(struct pairwise *p, uint32_t whole)
{
    const size_t facts = p->task->table->facts;
    p->taken[p->taken_count++] = whole;
    p->row_taken[table_row(p->task->table, whole)] = true;
    for (size_t a = 0; a < facts; a++) {
        for (size_t b = 0; b <= a; b++) {
            p->seen[value_of(a, whole)][value_of(b, whole)]++;
        }
    }
}

/* @return whether every case was taken. */
static bool take_cases(struct pairwise *p)
{
    const size_t facts = p->task->table->facts;
    const size_t goals = facts * (facts - 1) / 2 + 2;
    const bool all = case_set_count(&p->usable) * goals <= OPTIONS_MAX;
    for (uint32_t i = 0; i <= facts_mask(facts); i++) {
        const uint32_t whole = all ? i : (i * STRIDE) & facts_mask(facts);
        if (case_set_has(&p->usable, whole) && (all || brings(p, whole, FEW))) {
            take(p, whole);
        }
    }
    return all;
}

/* ---- Goals ----------------------------------------------------------------------------------- */

static void add_values(const struct pairwise *p, struct cover_maker *maker, struct partial values)
{
    bool begun = false;
    for (size_t i = 0; i < p->taken_count; i++) {
        if (partial_matches(values, p->taken[i])) {
            if (!begun) {
                cover_goal_begin(maker);
                begun = true;
            }
            cover_goal_option(maker, (uint32_t)i, (uint32_t)i);
        }
    }
}

/* The pairs of values; of a single fact its two values. */
static void add_pairs(const struct pairwise *p, struct cover_maker *maker)
{
    const size_t facts = p->task->table->facts;
    for (size_t a = 0; a < facts; a++) {
        for (size_t b = facts == 1 ? 0 : a + 1; b < facts; b++) {
            for (size_t values = 0; values < (facts == 1 ? 2 : 4); values++) {
                struct partial both = partial_with((struct partial){0, 0}, b, values % 2 == 0);
                both = facts == 1 ? both : partial_with(both, a, values / 2 == 0);
                add_values(p, maker, both);
            }
        }
    }
}

/* Sorts the cases taken by row, so that each row is a goal.  @return how many rows there are. */
static size_t add_rows(const struct pairwise *p, struct cover_maker *maker, uint32_t head[],
                       uint32_t next[])
{
    size_t rows = 0;
    for (size_t i = p->taken_count; i-- > 0;) {
        const uint16_t row = table_row(p->task->table, p->taken[i]);
        next[i] = head[row];
        head[row] = (uint32_t)i + 1;
    }
    for (size_t row = 0; row < p->task->table->rows; row++) {
        if (head[row] != 0) {
            rows++;
            cover_goal_begin(maker);
        }
        for (uint32_t i = head[row]; i != 0; i = next[i - 1]) {
            cover_goal_option(maker, i - 1, i - 1);
        }
    }
    return rows;
}

static bool make_and_search(struct pairwise *p, struct cover_maker *maker, bool all,
                            struct cover_choice *choice)
{
    const size_t facts = p->task->table->facts, rows = p->task->table->rows;
    const size_t pairs = facts * (facts - 1) / 2 + 1;
    uint32_t *head = calloc(rows + 1, sizeof *head);
    uint32_t *next = calloc(p->taken_count + 1, sizeof *next);
    bool fine = cover_maker_init(maker, facts, p->taken_count, p->taken_count * (pairs + 1),
                                 4 * pairs + rows);
    fine = fine && head != NULL && next != NULL;
    if (fine) {
        for (size_t i = 0; i < p->taken_count; i++) {
            (void)cover_number(maker, p->taken[i]);
        }
        add_pairs(p, maker);
        const size_t least = add_rows(p, maker, head, next);
        fine = cover_make_choice(p->task, maker, all, least, choice);
    }
    free(head);
    free(next);
    return fine;
}

/* Only cases with an outcome. */
static void drop_undecided(struct pairwise *p, const struct case_set *usable)
{
    case_set_copy(&p->usable, usable);
    struct case_walk walk = case_walk_begin(usable, (struct partial){0, 0});
    for (uint32_t whole; case_walk_next(&walk, &whole);) {
        if (table_row(p->task->table, whole) >= TABLE_CLASH) {
            case_set_remove(&p->usable, whole);
        }
    }
}

bool cover_pairwise(const struct cover_task *task, struct cover_choice *choice)
{
    const struct case_set *usable = task->usable != NULL ? task->usable : &task->pack->possible;
    struct pairwise *p = calloc(1, sizeof *p);
    struct cover_maker maker = {0};
    *choice = (struct cover_choice){0};
    bool fine = p != NULL && case_set_init(&p->usable, task->table->facts);
    if (fine) {
        p->task = task;
        drop_undecided(p, usable);
        p->taken = calloc(case_set_count(&p->usable) + 1, sizeof *p->taken);
        p->row_taken = calloc(task->table->rows + 1, sizeof *p->row_taken);
        fine = p->taken != NULL && p->row_taken != NULL;
    }
    fine = fine && make_and_search(p, &maker, take_cases(p), choice);
    cover_maker_fini(&maker);
    if (p != NULL) {
        case_set_fini(&p->usable);
        free(p->taken);
        free(p->row_taken);
        free(p);
    }
    return fine;
}
