/* Reviews kept as numbers, and states worked out from them; see the header. */
#include "questions/tutor/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "questions/item/question.h"
#include "questions/tutor/choose.h"
#include "questions/tutor/record_case.h"

/* ---- Items ----------------------------------------------------------------------------------- */

/* Where the rows of a decision, or the statements, begin in `item_of`. */
static size_t offset_of(const struct pack *pack, size_t decision)
{
    size_t offset = 0;
    for (size_t d = 0; d < pack->decision_count && d != decision; d++) {
        offset += pack->decisions[d].rule_count;
    }
    return offset;
}

bool memory_init(struct memory *memory, const struct subject *subject,
                 const struct targets *targets)
{
    const struct pack *pack = subject->pack;
    const size_t places = offset_of(pack, SIZE_MAX) + pack->statement_count;
    *memory = (struct memory){.subject = subject};
    memory->items = calloc(targets->count + 1, sizeof *memory->items);
    memory->item_of = calloc(places + 1, sizeof *memory->item_of);
    if (memory->items == NULL || memory->item_of == NULL) {
        return false;
    }
    for (size_t i = 0; i < places; i++) {
        memory->item_of[i] = SIZE_MAX;
    }
    for (size_t i = 0; i < targets->count; i++) {
        const struct target *t = &targets->items[i];
        if (t->kind != TARGET_MISCONCEPTION) {
            memory->item_of[offset_of(pack, t->decision) + t->index] = memory->count;
            memory->items[memory->count++] =
                (struct memory_item){.decision = t->decision, .index = t->index};
        }
    }
    return true;
}

void memory_fini(struct memory *memory)
{
    free(memory->items);
    free(memory->item_of);
    free(memory->reviews);
    *memory = (struct memory){0};
}

size_t memory_item_of(const struct memory *memory, size_t decision, size_t index)
{
    return memory->item_of[offset_of(memory->subject->pack, decision) + index];
}

/* ---- What the log says ----------------------------------------------------------------------- */

static size_t statement_item(const struct memory *memory, const struct asked *asked)
{
    const struct pack *pack = memory->subject->pack;
    for (size_t i = 0; asked->rule != NULL && i < pack->statement_count; i++) {
        if (strcmp(pack->statements[i].id, asked->rule) == 0) {
            return memory_item_of(memory, SIZE_MAX, i);
        }
    }
    return SIZE_MAX;
}

static bool has_rule(const struct decision *decision, const char *id)
{
    for (size_t i = 0; i < decision->rule_count; i++) {
        if (strcmp(decision->rules[i].id, id) == 0) {
            return true;
        }
    }
    return false;
}

/*
 * The row that decides the case now.  It has to be the one that did, unless that name is gone: a row
 * that is there, but no longer decides the case, has other conditions than it had.
 */
static size_t case_item(const struct memory *memory, const struct asked *asked)
{
    const struct pack *pack = memory->subject->pack;
    const size_t decision = pack_decision(pack, asked->decision);
    uint32_t whole;
    if (decision == SIZE_MAX || asked->facts == NULL ||
        !question_read_facts(pack, asked->facts, &whole) ||
        !subject_askable(memory->subject, decision, whole)) {
        return SIZE_MAX;
    }
    const struct decision *d = &pack->decisions[decision];
    const size_t row = table_row(memory->subject->truth[decision], whole);
    const struct rule *rule = &d->rules[row];
    const bool other = asked->rule != NULL && strcmp(rule->id, asked->rule) != 0;
    if (strcmp(d->outcomes[rule->then].id, asked->key) != 0 ||
        (other && has_rule(d, asked->rule))) {
        return SIZE_MAX;
    }
    return memory_item_of(memory, decision, row);
}

size_t memory_item_asked(const struct memory *memory, const struct asked *asked)
{
    return asked->decision != NULL ? case_item(memory, asked) : statement_item(memory, asked);
}

/* ---- Reviews --------------------------------------------------------------------------------- */

enum fsrs_rating memory_rating(const struct memory_answer *answer)
{
    if (!answer->correct) {
        return FSRS_AGAIN;
    }
    if (answer->hint || (answer->has_confidence && answer->confidence < MEMORY_UNSURE)) {
        return FSRS_HARD;
    }
    const bool sure = answer->has_confidence && answer->confidence >= MEMORY_SURE;
    return sure && answer->milliseconds <= MEMORY_QUICK ? FSRS_EASY : FSRS_GOOD;
}

static void cram(struct memory_item *item, const struct memory_review *review)
{
    const bool same_day = item->crammed > 0 && fsrs_day(item->crammed_at) == fsrs_day(review->at);
    item->crammed = same_day ? item->crammed + 1 : 1;
    item->crammed_at = review->at;
}

static void apply(struct memory *memory, const struct memory_review *review)
{
    struct memory_item *item = &memory->items[review->item];
    item->wrong = review->skipped ? item->wrong : review->rating == FSRS_AGAIN;
    if (review->crammed && review->rating != FSRS_AGAIN) {
        cram(item, review);
        return;
    }
    item->crammed = 0;
    const int64_t days = item->reviews > 0 ? fsrs_days(item->last, review->at) : 0;
    item->state = fsrs_review(item->state, days, review->rating);
    item->last = review->at; /* not the latest of all times: that may have been a wrong clock's */
    item->reviews++;
    item->lapses += review->rating == FSRS_AGAIN;
}

static bool add_review(struct memory *memory, const struct memory_review *review)
{
    if (memory->review_count == memory->review_capacity) {
        const size_t capacity = memory->review_capacity == 0 ? 64 : memory->review_capacity * 2;
        struct memory_review *grown = realloc(memory->reviews, capacity * sizeof *grown);
        if (grown == NULL) {
            return false;
        }
        memory->reviews = grown;
        memory->review_capacity = capacity;
    }
    const bool behind = memory->review_count == 0 ||
                        memory->reviews[memory->review_count - 1].number < review->number;
    memory->reviews[memory->review_count++] = *review;
    if (!behind) {
        memory->stale = true;
    } else if (!memory->stale) {
        apply(memory, review);
    }
    return true;
}

bool memory_note(struct memory *memory, int64_t number, int64_t at, size_t item,
                 const struct memory_answer *answer)
{
    const struct memory_review review = {
        number, at, item, memory_rating(answer), answer->crammed, answer->skipped};
    return item == SIZE_MAX || add_review(memory, &review);
}

bool memory_note_record(struct memory *memory, const struct outcome_record *record)
{
    const bool exam = record->sitting == SITTING_EXAM;
    const bool skipped = record->skipped && !exam && record->sitting != SITTING_DIAGNOSE;
    if (!record_is_answer(record) && !skipped) {
        return true;
    }
    const struct memory_answer answer = {.correct = record->answered && record->correct,
                                         .skipped = skipped,
                                         .hint = record->hints > 0,
                                         .crammed = record->sitting == SITTING_CRAM,
                                         .has_confidence = record->has_confidence,
                                         .confidence = record->confidence,
                                         .milliseconds = record->milliseconds};
    const size_t item = memory_item_asked(memory, &record->asked);
    return memory_note(memory, record->id, record->answered_at, item, &answer);
}

void memory_take_back(struct memory *memory, int64_t number)
{
    size_t at = memory->review_count;
    while (at > 0 && memory->reviews[at - 1].number != number) {
        at--;
    }
    if (at > 0) {
        memmove(&memory->reviews[at - 1], &memory->reviews[at],
                (memory->review_count - at) * sizeof *memory->reviews);
        memory->review_count--;
        memory->stale = true;
    }
}

static int compare_reviews(const void *a, const void *b)
{
    const struct memory_review *left = a, *right = b;
    return (left->number > right->number) - (left->number < right->number);
}

void memory_settle(struct memory *memory)
{
    if (!memory->stale) {
        return;
    }
    memory->stale = false;
    qsort(memory->reviews, memory->review_count, sizeof *memory->reviews, compare_reviews);
    for (size_t i = 0; i < memory->count; i++) {
        const struct memory_item *item = &memory->items[i];
        memory->items[i] = (struct memory_item){.decision = item->decision, .index = item->index};
    }
    for (size_t i = 0; i < memory->review_count; i++) {
        apply(memory, &memory->reviews[i]);
    }
}

/* ---- What it comes to ------------------------------------------------------------------------ */

/* Days from the latest review; a clock that went back makes it none. */
static int64_t days_since(const struct memory_item *item, int64_t day)
{
    const int64_t days = day - fsrs_day(item->last);
    return days > 0 ? days : 0;
}

double memory_recall(const struct memory_item *item, int64_t day)
{
    return item->reviews == 0 ? 0 : fsrs_recall(item->state, days_since(item, day));
}

int64_t memory_due(const struct memory_item *item)
{
    return fsrs_day(item->last) + fsrs_interval(item->state, fsrs_modifier(FSRS_RETENTION));
}

/* The chance of recall on another day after an answer of today. */
static double recall_after(const struct memory_item *item, int64_t today, int64_t day,
                           enum fsrs_rating rating)
{
    const int64_t days = item->reviews == 0 ? 0 : days_since(item, today);
    return fsrs_recall(fsrs_review(item->state, days, rating), day > today ? day - today : 0);
}

double memory_gain(const struct memory_item *item, int64_t today, int64_t day)
{
    const double right = item->reviews == 0 ? MEMORY_FIRST : memory_recall(item, today);
    const double after = right * recall_after(item, today, day, FSRS_GOOD) +
                         (1 - right) * recall_after(item, today, day, FSRS_AGAIN);
    return fmax(after - memory_recall(item, day), 0);
}
