/* The public interface, fourth part: arrays of cases, and the cases that show a table at work. */
#include <assert.h>
#include <stdlib.h>

#include "engine/amiquiz_private.h"
#include "engine/cover.h"
#include "engine/table_many.h"

static_assert(AMIQUIZ_NO_OUTCOME == TABLE_NO_OUTCOME, "both stand for no outcome");
static_assert(AMIQUIZ_NO_ROW == TABLE_GAP, "both stand for no row");

/* ---- Many cases at once ---------------------------------------------------------------------- */

/* A table of its own, in which an impossible case is as one that no row matches. */
struct amiquiz_many {
    struct table table; /* `row` owned, `then` borrowed from the pack */
    struct table_many *ways;
};

struct amiquiz_many *amiquiz_many_new(const struct amiquiz_pack *p, size_t decision)
{
    struct amiquiz_many *many = decision_at(p, decision) != NULL ? calloc(1, sizeof *many) : NULL;
    if (many == NULL) {
        return NULL;
    }
    const size_t cases = (size_t)1 << p->pack->fact_count;
    many->table = *p->tables[decision];
    many->table.row = malloc(cases * sizeof *many->table.row);
    if (many->table.row == NULL) {
        free(many);
        return NULL;
    }
    for (uint32_t whole = 0; whole < cases; whole++) {
        const size_t row = amiquiz_row(p, decision, whole);
        many->table.row[whole] = row != AMIQUIZ_NONE ? (uint16_t)row : TABLE_GAP;
    }
    many->ways = table_many_new(&many->table, MANY_BEST);
    if (many->ways == NULL) {
        amiquiz_many_free(many);
        return NULL;
    }
    return many;
}

void amiquiz_many_free(struct amiquiz_many *many)
{
    if (many != NULL) {
        table_many_free(many->ways);
        free(many->table.row);
        free(many);
    }
}

void amiquiz_many_outcomes(const struct amiquiz_many *many, const uint32_t cases[], size_t count,
                           uint8_t outcomes[])
{
    table_many_outcomes_32(many->ways, cases, count, outcomes);
}

void amiquiz_many_rows(const struct amiquiz_many *many, const uint32_t cases[], size_t count,
                       uint16_t rows[])
{
    table_many_rows_32(many->ways, cases, count, rows);
}

/* ---- Tests from a table ---------------------------------------------------------------------- */

/* The tests as strangers see them, and the choice that owns their cases. */
struct kept_tests {
    struct amiquiz_tests shown; /* first: amiquiz_tests_free() is given its address */
    struct cover_choice choice;
    struct amiquiz_condition conditions[];
};

/* Why a condition cannot be shown.  Every possible case may be used here, so none is withheld. */
static enum amiquiz_shown public_why(enum cover_why why)
{
    static const enum amiquiz_shown shown[] = {[COVER_SHOWN] = AMIQUIZ_SHOWN,
                                               [COVER_CONSTANT] = AMIQUIZ_CONSTANT,
                                               [COVER_UNDECIDED] = AMIQUIZ_NO_OTHER,
                                               [COVER_SAME] = AMIQUIZ_SAME,
                                               [COVER_GIVEN_UP] = AMIQUIZ_GIVEN_UP};
    assert(why != COVER_WITHHELD);
    return shown[why];
}

/* Takes the choice, which is empty afterwards; NULL when memory ran out. */
static struct amiquiz_tests *keep_tests(const struct cover *cover, struct cover_choice *choice)
{
    struct kept_tests *kept =
        calloc(1, sizeof *kept + cover->condition_count * sizeof kept->conditions[0]);
    if (kept == NULL) {
        return NULL;
    }
    for (size_t i = 0; i < cover->condition_count; i++) {
        const struct cover_condition *c = &cover->conditions[i];
        struct cover_pair pair = c->witness;
        const bool held = cover_pair_in(cover, i, choice, &pair);
        kept->conditions[i] = (struct amiquiz_condition){.rule = c->rule,
                                                         .fact = c->fact,
                                                         .shown = public_why(c->why),
                                                         .held = held,
                                                         .decided = pair.decided,
                                                         .other = pair.other};
    }
    kept->choice = *choice;
    *choice = (struct cover_choice){0};
    kept->shown = (struct amiquiz_tests){.cases = kept->choice.cases,
                                         .count = kept->choice.count,
                                         .smallest = kept->choice.smallest,
                                         .at_least = kept->choice.at_least,
                                         .conditions = kept->conditions,
                                         .condition_count = cover->condition_count};
    return &kept->shown;
}

struct amiquiz_tests *amiquiz_tests_of(const struct amiquiz_pack *p, size_t decision,
                                       enum amiquiz_aim aim)
{
    struct cover cover = {0};
    struct cover_choice choice = {0};
    struct amiquiz_tests *tests = NULL;
    if (decision_at(p, decision) == NULL) {
        return NULL;
    }
    const struct cover_task task = {
        .pack = p->pack, .decision = decision, .table = p->tables[decision]};
    if (cover_find(&task, &cover) &&
        (aim == AMIQUIZ_PAIRWISE ? cover_pairwise(&task, &choice)
                                 : cover_choose(&task, &cover, &choice))) {
        tests = keep_tests(&cover, &choice);
    }
    cover_choice_fini(&choice);
    cover_fini(&cover);
    return tests;
}

void amiquiz_tests_free(struct amiquiz_tests *tests)
{
    if (tests != NULL) {
        struct kept_tests *kept = (struct kept_tests *)tests;
        cover_choice_fini(&kept->choice);
        free(kept);
    }
}
