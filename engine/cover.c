/*
 * The cases are sorted by the row that decides them; then each condition of a row goes through the
 * cases of that row and looks where the fact leads.  Cases come in rising order, so that where not
 * all pairs can be kept those with few facts set remain, and conditions tend to share their cases.
 */
#include "engine/cover.h"

#include <stdlib.h>
#include <string.h>

#include "engine/cover_flips.h"

/** The usable cases that are decided, by row. */
struct by_row {
    uint32_t *cases;
    size_t *first; /* for each row, and one more: where its cases begin */
};

/** What one search for pairs works with. */
struct finder {
    const struct cover_task *task;
    const struct case_set *usable, *contrast;
    struct by_row by_row;
    struct cover *cover;
    uint32_t constant;  /* facts with one value in all possible cases */
    size_t steps, most; /* for each condition: what may be looked at, how many pairs are kept */
};

/* ---- Cases by row ---------------------------------------------------------------------------- */

static bool sort_cases(const struct cover_task *task, const struct case_set *usable,
                       struct by_row *by_row)
{
    const size_t rows = task->table->rows;
    by_row->first = calloc(rows + 2, sizeof *by_row->first);
    by_row->cases = malloc((case_set_count(usable) + 1) * sizeof *by_row->cases);
    if (by_row->first == NULL || by_row->cases == NULL) {
        return false;
    }
    struct case_walk walk = case_walk_begin(usable, (struct partial){0, 0});
    for (uint32_t whole; case_walk_next(&walk, &whole);) {
        const uint16_t row = table_row(task->table, whole);
        if (row < TABLE_CLASH) {
            by_row->first[row + 2]++;
        }
    }
    for (size_t row = 2; row < rows + 2; row++) {
        by_row->first[row] += by_row->first[row - 1];
    }
    /* Filling moves the beginning of each row to its end, which is the beginning of the next. */
    walk = case_walk_begin(usable, (struct partial){0, 0});
    for (uint32_t whole; case_walk_next(&walk, &whole);) {
        const uint16_t row = table_row(task->table, whole);
        if (row < TABLE_CLASH) {
            by_row->cases[by_row->first[row + 1]++] = whole;
        }
    }
    return true;
}

static void note_rows(struct finder *f)
{
    for (size_t row = 0; row < f->cover->rule_count; row++) {
        const bool decides = f->by_row.first[row] < f->by_row.first[row + 1];
        f->cover->row_case[row] = decides ? f->by_row.cases[f->by_row.first[row]] : COVER_NO_CASE;
        f->cover->rows += decides;
    }
}

/* ---- Pairs ----------------------------------------------------------------------------------- */

/* Append a pair; those of the same case before it, from `first` on, are kept in order. */
static bool add_pair(struct cover *cover, size_t first, struct cover_pair pair)
{
    if (cover->pair_count == cover->pair_capacity) {
        const size_t capacity = cover->pair_capacity == 0 ? 256 : cover->pair_capacity * 2;
        struct cover_pair *grown = realloc(cover->pairs, capacity * sizeof *grown);
        if (grown == NULL) {
            return false;
        }
        cover->pairs = grown;
        cover->pair_capacity = capacity;
    }
    size_t at = cover->pair_count++;
    for (; at > first && cover->pairs[at - 1].decided == pair.decided &&
           cover->pairs[at - 1].other > pair.other;
         at--) {
        cover->pairs[at] = cover->pairs[at - 1];
    }
    cover->pairs[at] = pair;
    return true;
}

/* A case that a changed fact leads to: is it a pair, and if not, does it say more of the reason? */
static bool look_at(struct finder *f, struct cover_condition *condition, struct cover_pair pair)
{
    const struct table *table = f->task->table;
    const uint8_t outcome = table_outcome(table, pair.other);
    enum cover_why why = COVER_SAME;
    if (outcome == TABLE_NO_OUTCOME) {
        why = COVER_UNDECIDED;
    } else if (outcome != table_outcome(table, pair.decided)) {
        const bool may =
            case_set_has(f->usable, pair.other) && case_set_has(f->contrast, pair.other);
        why = may ? COVER_SHOWN : COVER_WITHHELD;
    }
    if (why < condition->why) {
        condition->why = why;
        condition->witness = pair;
    }
    if (why != COVER_SHOWN) {
        return true;
    }
    if (condition->count == f->most) {
        condition->all = false;
        return true;
    }
    condition->count++;
    return add_pair(f->cover, condition->first, pair);
}

/* Look at where the fact leads from one case of the row. */
static bool look_from(struct finder *f, struct cover_condition *condition, uint32_t whole,
                      const struct cover_flips *flips)
{
    for (size_t k = 0; k < flips->count; k++) {
        if (!look_at(f, condition, (struct cover_pair){whole, whole ^ flips->sets[k]})) {
            return false;
        }
    }
    return true;
}

/* @farther  not only the nearest cases count */
static bool find_pairs(struct finder *f, struct cover_condition *condition, bool farther)
{
    const size_t end = f->by_row.first[condition->rule + 1];
    struct cover_flips flips = {.steps = f->steps};
    condition->all = true;
    condition->why = COVER_GIVEN_UP;
    for (size_t i = f->by_row.first[condition->rule]; i < end && condition->all; i++) {
        const uint32_t whole = f->by_row.cases[i];
        cover_flips_find(f->task->pack, whole, condition->fact, &flips);
        condition->all = flips.all;
        if (!farther) {
            cover_flips_nearest(&flips);
        }
        if (!look_from(f, condition, whole, &flips)) {
            return false;
        }
    }
    /* What was not looked at might have shown it. */
    if (!condition->all && condition->why != COVER_SHOWN) {
        condition->why = COVER_GIVEN_UP;
    }
    return true;
}

static bool find_condition(struct finder *f, struct cover_condition *condition)
{
    condition->first = f->cover->pair_count;
    condition->all = true;
    if ((f->constant & fact_bit(condition->fact)) != 0) {
        condition->why = COVER_CONSTANT;
        return true;
    }
    if (!find_pairs(f, condition, false) ||
        (condition->why != COVER_SHOWN && !find_pairs(f, condition, true))) {
        return false;
    }
    f->cover->shown += condition->why == COVER_SHOWN;
    return true;
}

/* ---- All of it ------------------------------------------------------------------------------- */

static bool list_conditions(struct finder *f)
{
    const struct decision *d = &f->task->pack->decisions[f->task->decision];
    struct cover *cover = f->cover;
    for (size_t pass = 0; pass < 2; pass++) {
        size_t count = 0;
        for (size_t row = 0; row < d->rule_count; row++) {
            uint32_t known = cover->row_case[row] != COVER_NO_CASE ? d->rules[row].when.known : 0;
            for (; known != 0; known &= known - 1) {
                if (pass == 1) {
                    cover->conditions[count] =
                        (struct cover_condition){.rule = row, .fact = (size_t)__builtin_ctz(known)};
                }
                count++;
            }
        }
        cover->condition_count = count;
        if (pass == 0 &&
            (cover->conditions = calloc(count + 1, sizeof *cover->conditions)) == NULL) {
            return false;
        }
    }
    return true;
}

static bool find_all(struct finder *f)
{
    struct cover *cover = f->cover;
    const struct pack *pack = f->task->pack;
    struct partial closed = {0, 0};
    cover->rule_count = pack->decisions[f->task->decision].rule_count;
    cover->row_case = malloc((cover->rule_count + 1) * sizeof *cover->row_case);
    if (cover->row_case == NULL || !sort_cases(f->task, f->usable, &f->by_row)) {
        return false;
    }
    note_rows(f);
    if (!list_conditions(f)) {
        return false;
    }
    (void)partial_close(&pack->possible, (struct partial){0, 0}, &closed);
    f->constant = closed.known;
    const size_t share = cover->condition_count + 1;
    f->steps = COVER_STEPS / share;
    f->most = COVER_PAIRS / share > 16 ? COVER_PAIRS / share : 16;
    for (size_t i = 0; i < cover->condition_count; i++) {
        if (!find_condition(f, &cover->conditions[i])) {
            return false;
        }
    }
    return true;
}

bool cover_find(const struct cover_task *task, struct cover *cover)
{
    struct finder finder = {.task = task, .cover = cover};
    finder.usable = task->usable != NULL ? task->usable : &task->pack->possible;
    finder.contrast = task->contrast != NULL ? task->contrast : finder.usable;
    const bool fine = find_all(&finder);
    free(finder.by_row.first);
    free(finder.by_row.cases);
    if (!fine) {
        cover_fini(cover);
    }
    return fine;
}

void cover_fini(struct cover *cover)
{
    free(cover->row_case);
    free(cover->conditions);
    free(cover->pairs);
    *cover = (struct cover){0};
}

bool cover_pair_in(const struct cover *cover, size_t condition, const struct cover_choice *choice,
                   struct cover_pair *pair)
{
    const struct cover_condition *c = &cover->conditions[condition];
    for (size_t i = c->first; i < c->first + c->count; i++) {
        if (case_set_has(&choice->set, cover->pairs[i].decided) &&
            case_set_has(&choice->set, cover->pairs[i].other)) {
            *pair = cover->pairs[i];
            return true;
        }
    }
    return false;
}
