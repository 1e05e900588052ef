/* What can be covered, what is, and the spots that are needed; see the header. */
#include "questions/item/coverage.h"

#include <stdlib.h>
#include <string.h>

/* ---- What there is --------------------------------------------------------------------------- */

static bool add_part(struct coverage *c, size_t decision)
{
    const struct subject *subject = c->pool->subject;
    struct coverage_part *part = &c->parts[c->part_count++];
    part->decision = decision;
    if (!case_set_init(&part->usable, subject->pack->fact_count)) {
        return false;
    }
    for (size_t i = 0; i < c->pool->spots.count; i++) {
        const struct spot *s = &c->pool->spots.items[i];
        if (s->kind->name == NULL && s->decision == decision) {
            case_set_add(&part->usable, s->whole);
        }
    }
    part->task =
        (struct cover_task){subject->pack, decision, subject->truth[decision], &part->usable, NULL};
    return cover_find(&part->task, &part->cover);
}

struct coverage *coverage_new(struct pool *pool)
{
    struct coverage *c = calloc(1, sizeof *c);
    if (c == NULL) {
        return NULL;
    }
    c->pool = pool;
    c->parts = arena_alloc(&c->arena, PACK_DECISIONS_MAX, sizeof *c->parts);
    for (size_t i = 0; c->parts != NULL && i < pool->class_count; i++) {
        if (pool->classes[i].decision != SIZE_MAX && !add_part(c, pool->classes[i].decision)) {
            coverage_free(c);
            return NULL;
        }
    }
    if (c->parts == NULL) {
        coverage_free(c);
        return NULL;
    }
    return c;
}

void coverage_free(struct coverage *coverage)
{
    if (coverage == NULL) {
        return;
    }
    for (size_t i = 0; i < coverage->part_count; i++) {
        cover_fini(&coverage->parts[i].cover);
        case_set_fini(&coverage->parts[i].usable);
    }
    free(coverage->notes);
    arena_fini(&coverage->arena);
    free(coverage);
}

/* ---- Misconceptions told apart --------------------------------------------------------------- */

/* What a believer answers at a spot, if it can be chosen there; SIZE_MAX else. */
static size_t chosen_by(const struct coverage *c, size_t spot, size_t misconception)
{
    const struct spot *s = &c->pool->spots.items[spot];
    const uint8_t truth = table_outcome(c->pool->subject->truth[s->decision], s->whole);
    const uint8_t answer = table_outcome(c->pool->subject->beliefs[misconception], s->whole);
    return answer == truth ? truth : pool_belief_shows(c->pool, spot, misconception);
}

static bool asks_decision(const struct coverage *c, size_t spot, size_t decision)
{
    const struct spot *s = &c->pool->spots.items[spot];
    return s->kind->name == NULL && s->decision == decision;
}

bool coverage_apart(const struct coverage *coverage, size_t spot, size_t a, size_t b)
{
    const struct pack *pack = coverage->pool->subject->pack;
    if (pack->misconceptions[a].decision != pack->misconceptions[b].decision ||
        !asks_decision(coverage, spot, pack->misconceptions[a].decision)) {
        return false;
    }
    const size_t first = chosen_by(coverage, spot, a), second = chosen_by(coverage, spot, b);
    return first != SIZE_MAX && second != SIZE_MAX && first != second;
}

bool coverage_can_tell_apart(const struct coverage *coverage, size_t a, size_t b)
{
    bool found = false;
    for (size_t i = 0; !found && i < coverage->pool->spots.count; i++) {
        found = coverage_apart(coverage, i, a, b);
    }
    return found;
}

/* ---- One case only --------------------------------------------------------------------------- */

/* The facts that some row or misconception of a decision reads. */
static uint32_t facts_read(const struct pack *pack, size_t decision)
{
    const struct decision *d = &pack->decisions[decision];
    uint32_t facts = 0;
    for (size_t i = 0; i < d->rule_count; i++) {
        facts |= d->rules[i].when.known;
    }
    for (size_t m = 0; m < pack->misconception_count; m++) {
        if (pack->misconceptions[m].decision == decision) {
            facts |= pack->misconceptions[m].assume.known;
            for (size_t i = 0; i < pack->misconceptions[m].rule_count; i++) {
                facts |= pack->misconceptions[m].rules[i].when.known;
            }
        }
    }
    return facts;
}

/* The only case in which a misconception shows, as a spot; SIZE_MAX: there are several, or none. */
static size_t only_spot(const struct coverage *c, size_t misconception)
{
    const struct pack *pack = c->pool->subject->pack;
    const uint32_t read = facts_read(pack, pack->misconceptions[misconception].decision);
    size_t only = SIZE_MAX;
    for (size_t i = 0; i < c->pool->spots.count; i++) {
        if (pool_belief_shows(c->pool, i, misconception) == SIZE_MAX) {
            continue;
        }
        if (only == SIZE_MAX) {
            only = i;
        } else if (((c->pool->spots.items[i].whole ^ c->pool->spots.items[only].whole) & read) !=
                   0) {
            return SIZE_MAX;
        }
    }
    return only;
}

size_t coverage_one_case(const struct coverage *coverage, size_t spots[], size_t most)
{
    size_t count = 0;
    for (size_t m = 0; m < coverage->pool->subject->pack->misconception_count; m++) {
        const size_t spot = only_spot(coverage, m);
        if (spot != SIZE_MAX) {
            if (count < most) {
                spots[count] = spot;
            }
            count++;
        }
    }
    return count;
}

/* ---- What is covered ------------------------------------------------------------------------- */

bool coverage_note(struct coverage *coverage, size_t spot, const struct item *item)
{
    if (coverage->note_count == coverage->note_capacity) {
        const size_t capacity = coverage->note_capacity == 0 ? 64 : 2 * coverage->note_capacity;
        struct coverage_note *notes = realloc(coverage->notes, capacity * sizeof *coverage->notes);
        if (notes == NULL) {
            return false;
        }
        coverage->notes = notes;
        coverage->note_capacity = capacity;
    }
    struct coverage_note note = {
        spot, arena_copy(&coverage->arena, item->id, strlen(item->id)), {NULL, 0}};
    for (size_t i = 0; note.id != NULL && i < item->option_count; i++) {
        for (size_t m = 0; m < item->options[i].misconceptions.count; m++) {
            if (!item_add_text(&note.beliefs, &coverage->arena,
                               item->options[i].misconceptions.items[m])) {
                return false;
            }
        }
    }
    coverage->notes[coverage->note_count++] = note;
    return note.id != NULL;
}

size_t coverage_of_rule(const struct coverage *coverage, size_t decision, size_t rule, size_t from)
{
    const struct table *truth = coverage->pool->subject->truth[decision];
    for (size_t i = from; i < coverage->note_count; i++) {
        const size_t spot = coverage->notes[i].spot;
        if (asks_decision(coverage, spot, decision) &&
            table_row(truth, coverage->pool->spots.items[spot].whole) == rule) {
            return i;
        }
    }
    return SIZE_MAX;
}

/* The question that asks a decision about a case; SIZE_MAX: none does. */
static size_t of_case(const struct coverage *c, size_t decision, uint32_t whole)
{
    for (size_t i = 0; i < c->note_count; i++) {
        const size_t spot = c->notes[i].spot;
        if (asks_decision(c, spot, decision) && c->pool->spots.items[spot].whole == whole) {
            return i;
        }
    }
    return SIZE_MAX;
}

bool coverage_of_condition(const struct coverage *coverage, const struct coverage_part *part,
                           const struct cover_condition *condition, size_t notes[2])
{
    for (size_t i = 0; i < condition->count; i++) {
        const struct cover_pair *pair = &part->cover.pairs[condition->first + i];
        notes[0] = of_case(coverage, part->decision, pair->decided);
        notes[1] = notes[0] != SIZE_MAX ? of_case(coverage, part->decision, pair->other) : SIZE_MAX;
        if (notes[1] != SIZE_MAX) {
            return true;
        }
    }
    return false;
}

size_t coverage_of_belief(const struct coverage *coverage, size_t misconception, size_t from)
{
    const char *id = coverage->pool->subject->pack->misconceptions[misconception].id;
    for (size_t i = from; i < coverage->note_count; i++) {
        for (size_t m = 0; m < coverage->notes[i].beliefs.count; m++) {
            if (strcmp(coverage->notes[i].beliefs.items[m], id) == 0) {
                return i;
            }
        }
    }
    return SIZE_MAX;
}

size_t coverage_of_pair(const struct coverage *coverage, size_t a, size_t b)
{
    for (size_t i = 0; i < coverage->note_count; i++) {
        if (coverage_apart(coverage, coverage->notes[i].spot, a, b)) {
            return i;
        }
    }
    return SIZE_MAX;
}
