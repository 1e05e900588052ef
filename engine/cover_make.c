/* Numbers for cases, there and back. */
#include "engine/cover_make.h"

#include <stdlib.h>

#include "engine/cover_reduce.h"

bool cover_maker_init(struct cover_maker *maker, size_t facts, size_t cases, size_t options,
                      size_t goals)
{
    *maker = (struct cover_maker){0};
    maker->number = calloc((size_t)1 << facts, sizeof *maker->number);
    maker->cases = calloc(cases + 1, sizeof *maker->cases);
    maker->problem.options = calloc(options + 1, sizeof *maker->problem.options);
    maker->problem.goals = calloc(goals + 1, sizeof *maker->problem.goals);
    return maker->number != NULL && maker->cases != NULL && maker->problem.options != NULL &&
           maker->problem.goals != NULL;
}

void cover_maker_fini(struct cover_maker *maker)
{
    free(maker->number);
    free(maker->cases);
    free(maker->problem.options);
    free(maker->problem.goals);
    *maker = (struct cover_maker){0};
}

uint32_t cover_number(struct cover_maker *maker, uint32_t whole)
{
    if (maker->number[whole] == 0) {
        maker->cases[maker->problem.things++] = whole;
        maker->number[whole] = (uint32_t)maker->problem.things;
    }
    return maker->number[whole] - 1;
}

void cover_goal_begin(struct cover_maker *maker)
{
    struct cover_problem *p = &maker->problem;
    p->goals[p->goal_count++] = (struct cover_goal){p->option_count, 0};
}

void cover_goal_option(struct cover_maker *maker, uint32_t a, uint32_t b)
{
    struct cover_problem *p = &maker->problem;
    p->options[p->option_count++] = (struct cover_option){a, b};
    p->goals[p->goal_count - 1].count++;
}

/* ---- The answer ------------------------------------------------------------------------------ */

/** A case with the row that decides it, to sort by. */
struct placed {
    uint16_t row;
    uint32_t whole;
};

static int compare_placed(const void *a, const void *b)
{
    const struct placed *left = a, *right = b;
    if (left->row != right->row) {
        return left->row < right->row ? -1 : 1;
    }
    return (left->whole > right->whole) - (left->whole < right->whole);
}

size_t cover_choice_find(const struct cover_choice *choice, const struct table *table,
                         uint32_t whole)
{
    const struct placed wanted = {table_row(table, whole), whole};
    size_t from = 0, to = choice->count;
    while (from < to) {
        const size_t middle = from + (to - from) / 2;
        const uint32_t there = choice->cases[middle];
        const struct placed found = {table_row(table, there), there};
        if (compare_placed(&found, &wanted) < 0) {
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    return from < choice->count && choice->cases[from] == whole ? from : SIZE_MAX;
}

static bool take_answer(const struct cover_task *task, struct cover_maker *maker,
                        const struct cover_answer *answer, struct cover_choice *choice)
{
    struct placed *placed = calloc(answer->count + 1, sizeof *placed);
    choice->cases = calloc(answer->count + 1, sizeof *choice->cases);
    if (placed == NULL || choice->cases == NULL ||
        !case_set_init(&choice->set, task->table->facts)) {
        free(placed);
        return false;
    }
    for (size_t i = 0; i < maker->problem.things; i++) {
        if (answer->chosen[i]) {
            const uint32_t whole = maker->cases[i];
            placed[choice->count++] = (struct placed){table_row(task->table, whole), whole};
            case_set_add(&choice->set, whole);
        }
    }
    qsort(placed, choice->count, sizeof *placed, compare_placed);
    for (size_t i = 0; i < choice->count; i++) {
        choice->cases[i] = placed[i].whole;
    }
    free(placed);
    return true;
}

bool cover_make_choice(const struct cover_task *task, struct cover_maker *maker, bool whole_problem,
                       size_t at_least, struct cover_choice *choice)
{
    struct cover_answer answer = {0};
    *choice = (struct cover_choice){0};
    answer.chosen = calloc(maker->problem.things + 1, sizeof *answer.chosen);
    const bool fine = answer.chosen != NULL && cover_reduce(&maker->problem) &&
                      cover_search_greedy(&maker->problem, &answer) &&
                      cover_search_exact(&maker->problem, &answer) &&
                      take_answer(task, maker, &answer, choice);
    free(answer.chosen);
    if (!fine) {
        cover_choice_fini(choice);
        return false;
    }
    choice->at_least = whole_problem && answer.at_least > at_least ? answer.at_least : at_least;
    choice->smallest = choice->at_least == choice->count;
    return true;
}

void cover_choice_fini(struct cover_choice *choice)
{
    free(choice->cases);
    case_set_fini(&choice->set);
    *choice = (struct cover_choice){0};
}
