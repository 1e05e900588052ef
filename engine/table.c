/*
 * Rows are laid over the cases in file order, each on the cases that are still open.  Open cases are
 * a bitmap, so that a row that finds nothing costs 2^facts / 64 steps at most: ten thousand rows that
 * always match take no longer than a table of use.
 */
#include "engine/table.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static struct table *new_table(size_t facts, size_t rows)
{
    struct table *table = calloc(1, sizeof *table);
    if (table == NULL) {
        return NULL;
    }
    const size_t cases = (size_t)1 << facts;
    table->facts = facts;
    table->rows = rows;
    table->row = malloc(cases * sizeof *table->row);
    table->then = calloc(rows + 1, sizeof *table->then);
    if (table->row == NULL || table->then == NULL) {
        table_free(table);
        return NULL;
    }
    for (size_t i = 0; i < cases; i++) {
        table->row[i] = TABLE_GAP;
    }
    return table;
}

void table_free(struct table *table)
{
    if (table != NULL) {
        free(table->row);
        free(table->then);
        free(table);
    }
}

/* Give a row all cases that match and are still open; they are open no longer. */
static void lay_row(struct table *table, struct case_set *open, uint16_t row, struct partial when)
{
    struct word_walk walk = word_walk_begin(table->facts, when);
    for (size_t word; word_walk_next(&walk, &word);) {
        for (uint64_t fresh = open->bits[word] & walk.mask; fresh != 0; fresh &= fresh - 1) {
            table->row[word * 64 + (size_t)__builtin_ctzll(fresh)] = row;
        }
        open->bits[word] &= ~walk.mask;
    }
}

/*
 * The cases that rows with different outcomes match.  @sets  three empty ones: cases that some outcome
 * met so far has, those that several have (the result), those of one outcome.
 */
static void find_clashes(const struct decision *d, struct case_set sets[3])
{
    struct case_set *once = &sets[0], *twice = &sets[1], *one = &sets[2];
    for (size_t outcome = 0; outcome < d->outcome_count; outcome++) {
        memset(one->bits, 0, one->words * sizeof *one->bits);
        for (size_t i = 0; i < d->rule_count; i++) {
            if (d->rules[i].then == outcome) {
                case_set_add_matching(one, d->rules[i].when);
            }
        }
        for (size_t word = 0; word < one->words; word++) {
            twice->bits[word] |= once->bits[word] & one->bits[word];
            once->bits[word] |= one->bits[word];
        }
    }
}

static bool mark_clashes(struct table *table, const struct decision *d)
{
    struct case_set sets[3] = {{0}};
    bool fine = true;
    for (size_t i = 0; i < 3; i++) {
        fine = fine && case_set_init(&sets[i], table->facts);
    }
    if (fine) {
        find_clashes(d, sets);
        struct case_walk walk = case_walk_begin(&sets[1], (struct partial){0, 0});
        for (uint32_t whole; case_walk_next(&walk, &whole);) {
            table->row[whole] = TABLE_CLASH;
        }
    }
    for (size_t i = 0; i < 3; i++) {
        case_set_fini(&sets[i]);
    }
    return fine;
}

struct table *table_of_decision(const struct pack *pack, size_t decision)
{
    const struct decision *d = &pack->decisions[decision];
    struct table *table = new_table(pack->fact_count, d->rule_count);
    struct case_set open = {0};
    if (table == NULL || !case_set_init(&open, pack->fact_count)) {
        table_free(table);
        return NULL;
    }
    case_set_fill(&open);
    for (size_t i = 0; i < d->rule_count; i++) {
        table->then[i] = (uint8_t)d->rules[i].then;
        lay_row(table, &open, (uint16_t)i, d->rules[i].when);
    }
    case_set_fini(&open);
    if (d->hit == HIT_UNIQUE && !mark_clashes(table, d)) {
        table_free(table);
        return NULL;
    }
    return table;
}

struct table *table_of_misconception(const struct pack *pack, size_t misconception,
                                     const struct table *truth)
{
    const struct misconception *m = &pack->misconceptions[misconception];
    struct table *table = new_table(pack->fact_count, m->rule_count + truth->rows);
    struct case_set open = {0};
    if (table == NULL || !case_set_init(&open, pack->fact_count)) {
        table_free(table);
        return NULL;
    }
    table->own_rows = m->rule_count;
    memcpy(table->then + m->rule_count, truth->then, truth->rows);
    case_set_fill(&open);
    for (size_t i = 0; i < m->rule_count; i++) {
        table->then[i] = (uint8_t)m->rules[i].then;
        lay_row(table, &open, (uint16_t)i, m->rules[i].when);
    }
    struct case_walk walk = case_walk_begin(&open, (struct partial){0, 0});
    for (uint32_t whole; case_walk_next(&walk, &whole);) {
        const uint16_t row = truth->row[partial_apply(m->assume, whole)];
        table->row[whole] = row < TABLE_CLASH ? (uint16_t)(m->rule_count + row) : row;
    }
    case_set_fini(&open);
    return table;
}

uint8_t table_pair_outcome(const struct pack *pack, size_t first, size_t second,
                           const struct table *truth, struct table *const tables[], uint32_t whole)
{
    const size_t in_turn[] = {first, second};
    for (size_t i = 0; i < 2; i++) {
        const struct table *table = tables[in_turn[i]];
        const uint16_t row = table->row[whole];
        if (row < table->own_rows) {
            return table->then[row];
        }
    }
    const uint32_t assumed = partial_apply(pack->misconceptions[first].assume, whole);
    return table_outcome(truth, partial_apply(pack->misconceptions[second].assume, assumed));
}

uint64_t table_open_outcomes(const struct table *table, const struct case_set *possible,
                             struct partial facts, bool rows[], bool *undecided)
{
    uint64_t open = 0;
    bool none = false;
    if (rows != NULL) {
        memset(rows, 0, table->rows * sizeof *rows);
    }
    struct case_walk walk = case_walk_begin(possible, facts);
    for (uint32_t whole; case_walk_next(&walk, &whole);) {
        const uint16_t row = table->row[whole];
        if (row >= TABLE_CLASH) {
            none = true;
            continue;
        }
        open |= (uint64_t)1 << table->then[row];
        if (rows != NULL) {
            rows[row] = true;
        }
    }
    if (undecided != NULL) {
        *undecided = none;
    }
    return open;
}

#define FLIPS_TRIED                                                                                \
    2 /* other facts changed by trial; beyond, the cases themselves are gone through */

/* A search for the cases that differ from `from` in one fact and in as few others as must be. */
struct flip_search {
    const struct table *table;
    const struct case_set *possible;
    struct partial within; /* cases that count */
    uint32_t from;
    uint8_t outcome; /* of `from` */
    bool found;      /* a possible case was met */
    bool changes;    /* one of them has another outcome */
};

/* Try `changed` with every choice of `more` further facts out of `may_change` changed, too. */
static void try_flips(struct flip_search *s, uint32_t changed, uint32_t may_change, size_t more)
{
    if (more == 0) {
        if (case_set_has(s->possible, s->from ^ changed)) {
            s->found = true;
            s->changes |= table_outcome(s->table, s->from ^ changed) != s->outcome;
        }
        return;
    }
    for (; may_change != 0 && !s->changes; may_change &= may_change - 1) {
        const uint32_t fact = may_change & (~may_change + 1);
        try_flips(s, changed | fact, may_change & ~fact, more - 1);
    }
}

/* Where many facts hang together there are few cases: look at each, and keep to the nearest. */
static void look_at_cases(struct flip_search *s, size_t fact)
{
    size_t nearest = SIZE_MAX;
    const bool value = (s->from & fact_bit(fact)) == 0;
    struct case_walk walk = case_walk_begin(s->possible, partial_with(s->within, fact, value));
    for (uint32_t whole; case_walk_next(&walk, &whole);) {
        const size_t distance = bits_count(whole ^ s->from);
        const bool changes = table_outcome(s->table, whole) != s->outcome;
        s->changes = distance < nearest    ? changes
                     : distance == nearest ? s->changes || changes
                                           : s->changes;
        nearest = distance < nearest ? distance : nearest;
    }
}

static bool flip_changes_outcome(struct flip_search *s, size_t fact, uint32_t others)
{
    s->found = s->changes = false;
    for (size_t more = 0; more <= FLIPS_TRIED && !s->found; more++) {
        try_flips(s, fact_bit(fact), others, more);
    }
    if (!s->found) {
        look_at_cases(s, fact);
    }
    return s->changes;
}

uint32_t table_needs(const struct table *table, const struct case_set *possible,
                     struct partial facts)
{
    uint32_t needs = 0;
    struct partial closed = facts;
    if (!partial_close(possible, facts, &closed)) {
        return 0;
    }
    const uint32_t open = facts_mask(table->facts) & ~closed.known;
    struct case_walk walk = case_walk_begin(possible, closed);
    for (uint32_t whole; needs != open && case_walk_next(&walk, &whole);) {
        struct flip_search search = {.table = table,
                                     .possible = possible,
                                     .within = closed,
                                     .from = whole,
                                     .outcome = table_outcome(table, whole)};
        for (size_t fact = 0; fact < table->facts; fact++) {
            if ((open & ~needs & fact_bit(fact)) != 0 &&
                flip_changes_outcome(&search, fact, open & ~fact_bit(fact))) {
                needs |= fact_bit(fact);
            }
        }
    }
    return needs;
}
