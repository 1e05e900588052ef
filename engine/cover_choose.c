/* Conditions and rows become goals, and the cases of their pairs become what is chosen from. */
#include "engine/cover.h"

#include <stdlib.h>

#include "engine/cover_make.h"

/* What is needed beside the maker: for each row whether it will decide anyway, and its cases. */
struct rows {
    bool *has_condition; /* one of its conditions can be shown */
    uint32_t *head;      /* its first numbered case, plus 1; 0: none */
    uint32_t *next;      /* of a numbered case: the next of the same row, plus 1 */
};

/* @return whether all pairs are there. */
static bool add_conditions(struct cover_maker *maker, const struct cover *cover,
                           bool has_condition[])
{
    bool all = true;
    for (size_t i = 0; i < cover->condition_count; i++) {
        const struct cover_condition *c = &cover->conditions[i];
        all = all && c->all;
        if (c->why != COVER_SHOWN) {
            continue;
        }
        has_condition[c->rule] = true;
        cover_goal_begin(maker);
        for (size_t k = c->first; k < c->first + c->count; k++) {
            const uint32_t decided = cover_number(maker, cover->pairs[k].decided);
            cover_goal_option(maker, decided, cover_number(maker, cover->pairs[k].other));
        }
    }
    return all;
}

/*
 * Rows of which nothing else is to be shown.  Any case that may show a condition of another row, too,
 * is as good as any; where there is none, one case is as good as another.
 */
static void add_rows(struct cover_maker *maker, const struct cover_task *task,
                     const struct cover *cover, struct rows *rows)
{
    for (size_t i = maker->problem.things; i-- > 0;) {
        const uint16_t row = table_row(task->table, maker->cases[i]);
        rows->next[i] = rows->head[row];
        rows->head[row] = (uint32_t)i + 1;
    }
    for (size_t row = 0; row < cover->rule_count; row++) {
        if (cover->row_case[row] == COVER_NO_CASE || rows->has_condition[row]) {
            continue;
        }
        cover_goal_begin(maker);
        for (uint32_t i = rows->head[row]; i != 0; i = rows->next[i - 1]) {
            cover_goal_option(maker, i - 1, i - 1);
        }
        if (rows->head[row] == 0) {
            const uint32_t alone = cover_number(maker, cover->row_case[row]);
            cover_goal_option(maker, alone, alone);
        }
    }
}

static bool make_and_search(const struct cover_task *task, const struct cover *cover,
                            struct rows *rows, struct cover_maker *maker,
                            struct cover_choice *choice)
{
    const size_t every = (size_t)1 << task->table->facts;
    size_t cases = 2 * cover->pair_count + cover->rows;
    cases = cases < every ? cases : every;
    rows->has_condition = calloc(cover->rule_count + 1, sizeof *rows->has_condition);
    rows->head = calloc(cover->rule_count + 1, sizeof *rows->head);
    rows->next = calloc(cases + 1, sizeof *rows->next);
    if (!cover_maker_init(maker, task->table->facts, cases, cover->pair_count + cases + cover->rows,
                          cover->condition_count + cover->rows) ||
        rows->has_condition == NULL || rows->head == NULL || rows->next == NULL) {
        return false;
    }
    const bool all = add_conditions(maker, cover, rows->has_condition);
    add_rows(maker, task, cover, rows);
    return cover_make_choice(task, maker, all, cover->rows, choice);
}

bool cover_choose(const struct cover_task *task, const struct cover *cover,
                  struct cover_choice *choice)
{
    struct rows rows = {0};
    struct cover_maker maker = {0};
    *choice = (struct cover_choice){0};
    const bool fine = make_and_search(task, cover, &rows, &maker, choice);
    free(rows.has_condition);
    free(rows.head);
    free(rows.next);
    cover_maker_fini(&maker);
    return fine;
}
