/*
 * The rows of one decision, laid over the possible cases as bitmaps.  Two numbers a case are enough:
 * the row that matches first and the one that matches next.  A row is dead when it comes first
 * nowhere; it is redundant when, wherever it comes first, the next one has its outcome.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/check_private.h"

#define NO_ROW UINT16_MAX

struct rows {
    const struct pack *pack;
    const struct decision *d;
    size_t decision;
    struct findings *findings;
    uint16_t *first;       /* owned; for each case the first row that matches, NO_ROW: none */
    uint16_t *next;        /* owned; the one that would match without it */
    uint16_t *heir;        /* owned; for each row: one that is next where it comes first; NO_ROW */
    bool *alive;           /* owned; for each row: it comes first (unique: matches) somewhere */
    bool *named;           /* owned; room to mark the rows that a finding names */
    size_t wanted;         /* possible cases that two rows have not matched yet */
    struct case_set open;  /* possible cases that no row matched so far */
    struct case_set once;  /* those that one row matched */
    struct case_set seen;  /* cases that some row matched so far */
    struct case_set mixed; /* those that rows with different outcomes matched */
    struct case_set *of;   /* owned; for each outcome the cases that a row of it matched */
};

static bool init_sets(struct rows *r)
{
    const size_t facts = r->pack->fact_count;
    bool fine = case_set_init(&r->open, facts) && case_set_init(&r->once, facts) &&
                case_set_init(&r->seen, facts) && case_set_init(&r->mixed, facts);
    r->of = calloc(r->d->outcome_count + 1, sizeof *r->of);
    fine = fine && r->of != NULL;
    for (size_t i = 0; fine && i < r->d->outcome_count; i++) {
        fine = case_set_init(&r->of[i], facts);
    }
    return fine;
}

static bool init(struct rows *r)
{
    const size_t cases = (size_t)1 << r->pack->fact_count;
    r->first = malloc(cases * sizeof *r->first);
    r->next = malloc(cases * sizeof *r->next);
    r->heir = malloc((r->d->rule_count + 1) * sizeof *r->heir);
    r->alive = calloc(r->d->rule_count + 1, sizeof *r->alive);
    r->named = calloc(r->d->rule_count + 1, sizeof *r->named);
    if (r->first == NULL || r->next == NULL || r->heir == NULL || r->alive == NULL ||
        r->named == NULL || !init_sets(r)) {
        return false;
    }
    memset(r->first, 0xff, cases * sizeof *r->first);
    memset(r->next, 0xff, cases * sizeof *r->next);
    memset(r->heir, 0xff, r->d->rule_count * sizeof *r->heir);
    case_set_copy(&r->open, &r->pack->possible);
    return true;
}

static void fini(struct rows *r)
{
    free(r->first);
    free(r->next);
    free(r->heir);
    free(r->alive);
    free(r->named);
    case_set_fini(&r->open);
    case_set_fini(&r->once);
    case_set_fini(&r->seen);
    case_set_fini(&r->mixed);
    for (size_t i = 0; r->of != NULL && i < r->d->outcome_count; i++) {
        case_set_fini(&r->of[i]);
    }
    free(r->of);
}

static void set_cases(uint16_t numbers[], size_t word, uint64_t cases, uint16_t row)
{
    for (; cases != 0; cases &= cases - 1) {
        numbers[word * 64 + (size_t)__builtin_ctzll(cases)] = row;
    }
}

/* A row takes the open cases it matches, and comes next where one row came before. */
static void lay(struct rows *r, size_t row)
{
    struct word_walk walk = word_walk_begin(r->pack->fact_count, r->d->rules[row].when);
    for (size_t word; r->wanted > 0 && word_walk_next(&walk, &word);) {
        const uint64_t next = r->once.bits[word] & walk.mask;
        const uint64_t first = r->open.bits[word] & walk.mask;
        set_cases(r->next, word, next, (uint16_t)row);
        set_cases(r->first, word, first, (uint16_t)row);
        r->once.bits[word] = (r->once.bits[word] & ~next) | first;
        r->open.bits[word] &= ~first;
        r->alive[row] |= first != 0;
        r->wanted -= next != 0 ? check_bits(next) : 0;
    }
}

static bool matches_something(const struct rows *r, size_t row)
{
    struct case_walk walk = case_walk_begin(&r->pack->possible, r->d->rules[row].when);
    uint32_t whole;
    return case_walk_next(&walk, &whole);
}

static void lay_all(struct rows *r)
{
    r->wanted = case_set_count(&r->pack->possible);
    for (size_t i = 0; i < r->d->rule_count; i++) {
        lay(r, i);
        if (r->d->hit == HIT_UNIQUE) {
            r->alive[i] = matches_something(r, i);
        }
    }
}

static struct finding *add(struct rows *r, enum finding_kind kind, size_t row)
{
    const struct place *place = row != SIZE_MAX ? &r->d->rules[row].place : &r->d->place;
    struct finding *finding = check_add(r->findings, kind, place);
    if (finding != NULL) {
        finding->decision = r->decision;
        finding->rule = row;
    }
    return finding;
}

static void find_gap(struct rows *r)
{
    struct finding *finding = NULL;
    for (size_t word = 0; word < r->open.words; word++) {
        if (r->open.bits[word] != 0) {
            finding = finding != NULL ? finding : add(r, FINDING_GAP, SIZE_MAX);
            if (finding == NULL) {
                return;
            }
            check_witness(finding, word, r->open.bits[word]);
        }
    }
}

/* ---- Rows that meet -------------------------------------------------------------------------- */

/* Is there a possible case that two rows match? */
static bool rows_meet(struct rows *r, struct finding *finding, size_t a, size_t b, size_t *own)
{
    const struct partial left = r->d->rules[a].when, right = r->d->rules[b].when;
    if (!partial_compatible(left, right)) {
        return false;
    }
    const struct partial both = {left.known | right.known, left.value | right.value};
    if (case_set_has(&r->pack->possible, both.value)) {
        return true;
    }
    struct word_walk walk = word_walk_begin(r->pack->fact_count, both);
    for (size_t word; word_walk_next(&walk, &word);) {
        if ((r->pack->possible.bits[word] & walk.mask) != 0) {
            return true;
        }
        if (!check_afford(r->findings, finding, 1, own)) {
            return false;
        }
    }
    return false;
}

/* The earlier rows of other outcomes that a row meets; among them those that match the witness. */
static void name_met(struct rows *r, struct finding *finding, size_t row)
{
    size_t own = 0;
    for (size_t i = 0; i < row; i++) {
        const struct rule *earlier = &r->d->rules[i];
        if (earlier->then != r->d->rules[row].then &&
            (partial_matches(earlier->when, finding->witness) ||
             rows_meet(r, finding, i, row, &own)) &&
            !check_involve(r->findings, finding, i)) {
            return;
        }
    }
}

/* Note that a row meets earlier ones of other outcomes, if it does; then count it among the earlier. */
static struct finding *meet(struct rows *r, size_t row, enum finding_kind kind)
{
    struct finding *finding = NULL;
    uint64_t *same = r->of[r->d->rules[row].then].bits;
    struct word_walk walk = word_walk_begin(r->pack->fact_count, r->d->rules[row].when);
    for (size_t word; word_walk_next(&walk, &word);) {
        const uint64_t others = r->mixed.bits[word] | (r->seen.bits[word] & ~same[word]);
        const uint64_t met = others & walk.mask & r->pack->possible.bits[word];
        if (met != 0) {
            finding = finding != NULL ? finding : add(r, kind, row);
            if (finding == NULL) {
                return NULL;
            }
            check_witness(finding, word, met);
        }
        r->mixed.bits[word] |= others & walk.mask;
        r->seen.bits[word] |= walk.mask;
        same[word] |= walk.mask;
    }
    return finding;
}

/* One finding for each row that meets earlier rows of other outcomes; true when there is any. */
static bool find_meetings(struct rows *r, enum finding_kind kind)
{
    bool any = false;
    for (size_t i = 0; i < r->d->rule_count && !r->findings->no_memory; i++) {
        struct finding *finding = meet(r, i, kind);
        if (finding != NULL) {
            name_met(r, finding, i);
            any = true;
        }
    }
    return any;
}

/* ---- Rows that are too many ------------------------------------------------------------------ */

/* Mark the rows that decide when a row is taken away, in the cases it decides (unique: matches). */
static void mark_deciding(struct rows *r, struct finding *finding, size_t row)
{
    size_t own = 0;
    const bool all = finding->kind == FINDING_DEAD || r->d->hit == HIT_UNIQUE;
    struct word_walk walk = word_walk_begin(r->pack->fact_count, r->d->rules[row].when);
    for (size_t word; word_walk_next(&walk, &word);) {
        uint64_t cases = r->pack->possible.bits[word] & walk.mask;
        if (cases == 0) {
            continue;
        }
        if (!check_afford(r->findings, finding, check_bits(cases), &own)) {
            return;
        }
        for (; cases != 0; cases &= cases - 1) {
            const size_t whole = word * 64 + (size_t)__builtin_ctzll(cases);
            if (r->first[whole] == row) {
                r->named[r->next[whole]] = true;
            } else if (all) {
                r->named[r->first[whole]] = true;
            }
        }
    }
}

static void name_deciding(struct rows *r, struct finding *finding, size_t row)
{
    memset(r->named, 0, r->d->rule_count * sizeof *r->named);
    if (finding->kind == FINDING_REDUNDANT && r->heir[row] != NO_ROW) {
        r->named[r->heir[row]] = true; /* one at least, however far from the others */
    }
    mark_deciding(r, finding, row);
    const bool *at = r->named, *end = r->named + r->d->rule_count;
    while ((at = memchr(at, 1, (size_t)(end - at))) != NULL &&
           check_involve(r->findings, finding, (size_t)(at - r->named))) {
        at++;
    }
}

/* Note for every row whether some case needs it: there the next is missing, or answers otherwise. */
static bool *needed_rows(struct rows *r)
{
    bool *needed = calloc(r->d->rule_count + 1, sizeof *needed);
    struct case_walk walk = case_walk_begin(&r->pack->possible, (struct partial){0, 0});
    for (uint32_t whole; needed != NULL && case_walk_next(&walk, &whole);) {
        const uint16_t first = r->first[whole], next = r->next[whole];
        if (first == NO_ROW) {
            continue;
        }
        r->heir[first] = next;
        if (next == NO_ROW || r->d->rules[next].then != r->d->rules[first].then) {
            needed[first] = true;
        }
    }
    return needed;
}

/* @needed  NULL: redundant rows are not judged */
static void find_spare(struct rows *r, const bool needed[])
{
    for (size_t i = 0; i < r->d->rule_count && !r->findings->no_memory; i++) {
        struct finding *finding = NULL;
        if (!r->alive[i]) {
            finding = add(r, FINDING_DEAD, i);
        } else if (needed != NULL && !needed[i]) {
            finding = add(r, FINDING_REDUNDANT, i);
        }
        if (finding != NULL) {
            name_deciding(r, finding, i);
        }
    }
}

static void find_unreachable(struct rows *r)
{
    for (size_t outcome = 0; outcome < r->d->outcome_count; outcome++) {
        bool reached = false;
        for (size_t i = 0; i < r->d->rule_count && !reached; i++) {
            reached = r->d->rules[i].then == outcome && r->alive[i];
        }
        if (!reached) {
            struct finding *finding =
                check_add(r->findings, FINDING_UNREACHABLE_OUTCOME, &r->d->outcomes[outcome].place);
            if (finding != NULL) {
                finding->decision = r->decision;
                finding->outcome = outcome;
            }
        }
    }
}

void check_rows(const struct pack *pack, size_t decision, struct findings *findings)
{
    struct rows r = {
        .pack = pack, .d = &pack->decisions[decision], .decision = decision, .findings = findings};
    if (!init(&r)) {
        findings->no_memory = true;
        fini(&r);
        return;
    }
    lay_all(&r);
    find_gap(&r);
    const bool unique = r.d->hit == HIT_UNIQUE;
    const bool conflict = find_meetings(&r, unique ? FINDING_CONFLICT : FINDING_ORDER_MATTERS);
    const bool clash = unique && conflict;
    bool *needed = clash ? NULL : needed_rows(&r);
    findings->no_memory |= !clash && needed == NULL;
    find_spare(&r, needed);
    find_unreachable(&r);
    free(needed);
    fini(&r);
}
