/*
 * What the pack says of a question is made again by the code that banks are made with, so nothing here
 * knows how feedback is worded.  A question that asks a decision is made with the options it has; of
 * other kinds the spot is looked up whose frame has the same goal, once for each spot.
 */
#include "questions/bank/bank_stale.h"

#include <stdlib.h>
#include <string.h>

#include "questions/item/frame.h"
#include "questions/item/question.h"
#include "questions/item/scenario.h"
#include "questions/item/subject.h"
#include "questions/text/buffer.h"

/* The spots of a kind, sorted by decision and case, with those frames that were posed for. */
struct spot_frames {
    const struct kind *kind;
    struct spots spots;
    struct frame **frames; /* one a spot; NULL: not made yet */
};

/* While a bank is gone through. */
struct comparison {
    const struct subject *subject;
    const struct bank *bank;
    struct stale *stale;
    struct spot_frames *kinds; /* those that were met */
    size_t kind_count;
    struct arena scratch; /* what the pack says of the question at hand */
};

static bool same_text(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/* ---- What the pack says of a decision's question --------------------------------------------- */

/* The outcome of an option that may be posed for; SIZE_MAX: none. */
static size_t option_outcome(const struct decision *d, const struct item_option *option)
{
    return option->outcome != NULL ? decision_outcome(d, option->outcome) : SIZE_MAX;
}

/*
 * @said  receives what the pack says: explanation and options in the item's order, those without a
 *        meaning left empty
 */
static bool decision_says(struct comparison *c, const struct item *item, const struct posed *posed,
                          struct item *said)
{
    const struct decision *d = &c->subject->pack->decisions[posed->decision];
    struct frame frame = {.subject = c->subject, .arena = c->scratch};
    size_t outcomes[QUESTION_OPTIONS_MAX], place[ITEM_OPTIONS_MAX];
    size_t count = 0;
    for (size_t i = 0; i < item->option_count; i++) {
        const size_t outcome = option_outcome(d, &item->options[i]);
        place[i] = SIZE_MAX;
        if (outcome != SIZE_MAX && count < QUESTION_OPTIONS_MAX) {
            place[i] = count;
            outcomes[count++] = outcome;
        }
    }
    struct question *q = question_decision(c->subject, posed->decision, posed->whole,
                                           SCENARIO_PLAIN, 0, outcomes, count);
    bool fine = q != NULL && item_options(said, &frame.arena, item->option_count) &&
                frame_explanation(&frame, q);
    for (size_t i = 0; fine && i < item->option_count; i++) {
        if (place[i] != SIZE_MAX && d->outcomes[outcomes[place[i]]].ask) {
            said->options[i].outcome = item->options[i].outcome;
            fine = frame_outcome_feedback(&frame, q, place[i], &said->options[i]);
        }
    }
    question_free(q);
    said->explanation = frame.item.explanation;
    c->scratch = frame.arena;
    return fine;
}

/* ---- What it says of other questions --------------------------------------------------------- */

static int compare_spots(const void *a, const void *b)
{
    const struct spot *left = a, *right = b;
    if (left->decision != right->decision) {
        return left->decision < right->decision ? -1 : 1;
    }
    return (left->whole > right->whole) - (left->whole < right->whole);
}

/* The spots of a kind; NULL when memory ran out. */
static struct spot_frames *frames_of(struct comparison *c, const struct kind *kind)
{
    for (size_t i = 0; i < c->kind_count; i++) {
        if (c->kinds[i].kind == kind) {
            return &c->kinds[i];
        }
    }
    struct spot_frames *grown = realloc(c->kinds, (c->kind_count + 1) * sizeof *grown);
    if (grown == NULL) {
        return NULL;
    }
    c->kinds = grown;
    struct spot_frames *known = &grown[c->kind_count++];
    *known = (struct spot_frames){.kind = kind};
    if (kind->missing == NULL || kind->missing(c->subject) == NULL) {
        kind->spots(c->subject, &known->spots);
    }
    known->frames = calloc(known->spots.count + 1, sizeof(struct frame *));
    if (known->spots.count > 0) {
        qsort(known->spots.items, known->spots.count, sizeof(struct spot), compare_spots);
    }
    return known;
}

/* The first spot of a case. */
static size_t first_spot(const struct spots *spots, const struct spot *wanted)
{
    size_t low = 0, high = spots->count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (compare_spots(&spots->items[middle], wanted) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static const struct item_option *same_claim(const struct item *item,
                                            const struct item_option *option)
{
    for (size_t i = 0; i < item->option_count; i++) {
        if (same_text(item->options[i].outcome, option->outcome) &&
            same_text(item->options[i].means, option->means)) {
            return &item->options[i];
        }
    }
    return NULL;
}

/* How many options of a question a frame offers, too. */
static size_t shared_options(const struct frame *frame, const struct item *item)
{
    size_t shared = 0;
    for (size_t i = 0; i < item->option_count; i++) {
        shared += same_claim(&frame->item, &item->options[i]) != NULL;
    }
    return shared;
}

/*
 * The frame of a question's spot; of several with its goal the one with the most of its options.
 * @best  receives NULL when the pack does not ask this any more
 * @return false when memory ran out
 */
static bool find_frame(struct comparison *c, const struct item *item, const struct posed *posed,
                       const struct frame **best)
{
    struct spot_frames *known = frames_of(c, posed->kind);
    const struct spot wanted = {.decision = posed->decision, .whole = posed->whole};
    *best = NULL;
    if (known == NULL || known->frames == NULL || known->spots.failed) {
        return false;
    }
    for (size_t i = first_spot(&known->spots, &wanted);
         i < known->spots.count && compare_spots(&known->spots.items[i], &wanted) == 0; i++) {
        if (known->frames[i] == NULL) {
            known->frames[i] = frame_new(c->subject, &known->spots.items[i]);
        }
        if (known->frames[i] == NULL) {
            return false;
        }
        const struct frame *frame = known->frames[i];
        if (same_text(frame->item.goal, item->goal) &&
            (*best == NULL || shared_options(frame, item) > shared_options(*best, item))) {
            *best = frame;
        }
    }
    return true;
}

static bool frame_says(struct comparison *c, const struct item *item, const struct posed *posed,
                       struct item *said)
{
    const struct frame *frame;
    if (!find_frame(c, item, posed, &frame) ||
        !item_options(said, &c->scratch, item->option_count)) {
        return false;
    }
    for (size_t i = 0; frame != NULL && i < item->option_count; i++) {
        const struct item_option *option = same_claim(&frame->item, &item->options[i]);
        if (option != NULL) {
            said->options[i] = *option;
        }
    }
    said->explanation = frame != NULL ? frame->item.explanation : NULL;
    return true;
}

/* ---- One question ---------------------------------------------------------------------------- */

static bool has_text(const struct texts *texts, const char *text)
{
    bool found = false;
    for (size_t i = 0; i < texts->count; i++) {
        found = found || strcmp(texts->items[i], text) == 0;
    }
    return found;
}

/* The same names in any order; none stands twice. */
static bool same_names(const struct texts *a, const struct texts *b)
{
    bool same = a->count == b->count;
    for (size_t i = 0; same && i < a->count; i++) {
        same = has_text(b, a->items[i]);
    }
    return same;
}

/* @texts  whether feedback came from a pack at all */
static void compare_option(const struct item_option *stored, const struct item_option *said,
                           uint32_t bit, bool texts, struct stale_item *change)
{
    if (stored->outcome == NULL && stored->means == NULL) {
        return; /* nobody but its writer knows what it means */
    }
    if (said->outcome == NULL && said->means == NULL) {
        change->gone |= bit;
        return;
    }
    if (!same_names(&stored->misconceptions, &said->misconceptions)) {
        change->distractors |= bit;
    }
    if (texts && stored->feedback != NULL && !same_text(stored->feedback, said->feedback)) {
        change->feedback |= bit;
    }
}

static bool keep_beliefs(struct comparison *c, const struct item *said, struct stale_item *change)
{
    struct arena *arena = &c->stale->arena;
    change->beliefs = arena_alloc(arena, said->option_count, sizeof *change->beliefs);
    bool fine = change->beliefs != NULL;
    for (size_t i = 0; fine && i < said->option_count; i++) {
        const struct texts *beliefs = &said->options[i].misconceptions;
        for (size_t k = 0; fine && k < beliefs->count; k++) {
            fine = item_add_text(&change->beliefs[i], arena, beliefs->items[k]);
        }
    }
    return fine;
}

static bool compare_item(struct comparison *c, const struct item *item, const struct posed *posed,
                         struct stale_item *change)
{
    struct item said = {0};
    if (!(posed->kind->name == NULL ? decision_says(c, item, posed, &said)
                                    : frame_says(c, item, posed, &said))) {
        return false;
    }
    const bool texts = c->bank->head.pack_sha256 != NULL;
    for (size_t i = 0; i < item->option_count; i++) {
        compare_option(&item->options[i], &said.options[i], (uint32_t)1 << i, texts, change);
    }
    change->explanation =
        texts && item->explanation != NULL && !same_text(item->explanation, said.explanation);
    return change->distractors == 0 || keep_beliefs(c, &said, change);
}

/* ---- The bank -------------------------------------------------------------------------------- */

static bool add_stale(struct stale *stale, const struct stale_item *change)
{
    if (stale->count == stale->capacity) {
        const size_t capacity = stale->capacity == 0 ? 16 : 2 * stale->capacity;
        struct stale_item *items = realloc(stale->items, capacity * sizeof *items);
        if (items == NULL) {
            return false;
        }
        stale->items = items;
        stale->capacity = capacity;
    }
    stale->items[stale->count++] = *change;
    return true;
}

static bool compare_at(struct comparison *c, size_t at, const struct proof_finding *finding)
{
    const struct item *item = &c->bank->items[at];
    struct stale_item change = {.item = at, .finding = finding};
    struct proof_finding unused;
    struct posed posed;
    bool provable;
    arena_fini(&c->scratch);
    if (finding == NULL && item_posed(c->subject, item, &posed, &unused, &provable) &&
        !compare_item(c, item, &posed, &change)) {
        return false;
    }
    const bool differs = finding != NULL || change.distractors != 0 || change.gone != 0 ||
                         change.feedback != 0 || change.explanation;
    return !differs || add_stale(c->stale, &change);
}

static void free_frames(struct comparison *c)
{
    for (size_t i = 0; i < c->kind_count; i++) {
        for (size_t k = 0; c->kinds[i].frames != NULL && k < c->kinds[i].spots.count; k++) {
            frame_free(c->kinds[i].frames[k]);
        }
        free((void *)c->kinds[i].frames);
        spots_fini(&c->kinds[i].spots);
    }
    free(c->kinds);
    arena_fini(&c->scratch);
}

bool bank_stale(const struct subject *subject, const struct bank *bank, struct stale *stale)
{
    struct comparison c = {.subject = subject, .bank = bank, .stale = stale};
    const struct proof *proof = &stale->proof;
    bool fine = bank_prove(subject, bank, &stale->proof);
    size_t next = 0;
    for (size_t i = 0; fine && i < bank->item_count; i++) {
        const bool found = next < proof->count && proof->findings[next].item == i;
        fine = compare_at(&c, i, found ? &proof->findings[next] : NULL);
        next += found;
    }
    free_frames(&c);
    return fine;
}

void stale_fini(struct stale *stale)
{
    proof_fini(&stale->proof);
    free(stale->items);
    arena_fini(&stale->arena);
    *stale = (struct stale){0};
}
