/*
 * Weighted round robin over classes, then over targets, then over cases, then over tellings; among
 * equals chance decides.  What was used is counted for each spot and telling, so memory is bounded by
 * the pool, however many questions are made.
 */
#include "questions/item/blueprint.h"

#include <stdlib.h>
#include <string.h>

#include "questions/text/buffer.h"
#include "questions/text/rng.h"

#define LOOK_AHEAD 8 /* spots compared before one is taken */

/* How often a spot was asked, and each of its tellings. */
struct spot_use {
    uint32_t used;
    uint32_t *tellings; /* owned; of each telling of the frame; NULL: never looked at */
    size_t **about;     /* owned; the counts of all targets that it is about, NULL at the end */
    size_t *class_used; /* the count of its class */
};

struct target_use {
    size_t used;
    size_t *order; /* owned; the target's spots shuffled; NULL: not yet */
    size_t left;   /* of them; those that cannot be told in a new way any more are taken out */
    size_t next;
};

struct class_use {
    size_t used;
    struct target_use *targets; /* owned; one for each target of the class */
    bool spent;
};

/* A set of 64-bit numbers, open addressing; 0 stands for an empty place. */
struct number_set {
    uint64_t *items; /* owned */
    size_t count, capacity;
};

struct blueprint {
    struct pool *pool;
    struct blueprint_options options;
    struct rng targets; /* the same for every paper */
    struct rng cases;   /* the paper's own */
    struct class_use *classes;
    struct spot_use *spots;
    size_t *telling_uses; /* of each telling of the pack */
    struct number_set ids, stems;
    size_t places[ITEM_OPTIONS_MAX + 1][ITEM_OPTIONS_MAX]; /* [options][place]: keys so far */
    bool failed;
};

/* ---- Sets of numbers ------------------------------------------------------------------------- */

static bool set_grow(struct number_set *set)
{
    struct number_set larger = {.capacity = set->capacity == 0 ? 1024 : 2 * set->capacity};
    larger.items = calloc(larger.capacity, sizeof *larger.items);
    if (larger.items == NULL) {
        return false;
    }
    for (size_t i = 0; i < set->capacity; i++) {
        size_t at = set->items[i] % larger.capacity;
        while (set->items[i] != 0 && larger.items[at] != 0) {
            at = (at + 1) % larger.capacity;
        }
        if (set->items[i] != 0) {
            larger.items[at] = set->items[i];
            larger.count++;
        }
    }
    free(set->items);
    *set = larger;
    return true;
}

/* Put a number in; false when it was there, or memory ran out (`failed`). */
static bool set_add(struct number_set *set, uint64_t number, bool *failed)
{
    number += number == 0;
    if (2 * (set->count + 1) > set->capacity && !set_grow(set)) {
        *failed = true;
        return false;
    }
    size_t at = number % set->capacity;
    while (set->items[at] != 0) {
        if (set->items[at] == number) {
            return false;
        }
        at = (at + 1) % set->capacity;
    }
    set->items[at] = number;
    set->count++;
    return true;
}

/* FNV-1a, 64 bits (Fowler, Noll and Vo): to tell stems apart, not to hide them. */
static uint64_t hash_text(const char *text)
{
    uint64_t hash = 0xcbf29ce484222325u;
    for (; *text != '\0'; text++) {
        hash = (hash ^ (unsigned char)*text) * 0x100000001b3u;
    }
    return hash;
}

/* ---- Beginning and end ----------------------------------------------------------------------- */

static bool begin_classes(struct blueprint *b)
{
    const struct pool *pool = b->pool;
    b->classes = calloc(pool->class_count + 1, sizeof *b->classes);
    for (size_t i = 0; b->classes != NULL && i < pool->class_count; i++) {
        b->classes[i].targets =
            calloc(pool->classes[i].target_count, sizeof *b->classes[i].targets);
        if (b->classes[i].targets == NULL) {
            return false;
        }
    }
    return b->classes != NULL;
}

struct blueprint *blueprint_new(struct pool *pool, const struct blueprint_options *options)
{
    struct blueprint *b = calloc(1, sizeof *b);
    if (b == NULL) {
        return NULL;
    }
    b->pool = pool;
    b->options = *options;
    rng_seed(&b->targets, options->seed);
    b->cases = rng_fork(&b->targets, options->paper);
    b->spots = calloc(pool->spots.count + 1, sizeof *b->spots);
    b->telling_uses = calloc(pool->subject->pack->telling_count + 1, sizeof *b->telling_uses);
    if (b->spots == NULL || b->telling_uses == NULL || !begin_classes(b)) {
        blueprint_free(b);
        return NULL;
    }
    return b;
}

static void free_class(const struct pool_class *c, struct class_use *use)
{
    for (size_t i = 0; use->targets != NULL && i < c->target_count; i++) {
        free(use->targets[i].order);
    }
    free(use->targets);
}

void blueprint_free(struct blueprint *b)
{
    if (b == NULL) {
        return;
    }
    for (size_t i = 0; b->classes != NULL && i < b->pool->class_count; i++) {
        free_class(&b->pool->classes[i], &b->classes[i]);
    }
    for (size_t i = 0; b->spots != NULL && i < b->pool->spots.count; i++) {
        free(b->spots[i].tellings);
        free((void *)b->spots[i].about);
    }
    free(b->classes);
    free(b->spots);
    free(b->telling_uses);
    free(b->ids.items);
    free(b->stems.items);
    free(b);
}

bool blueprint_failed(const struct blueprint *blueprint)
{
    return blueprint->failed;
}

/* ---- Tellings -------------------------------------------------------------------------------- */

/* The wording hangs on the seed and on what is asked: a question reads alike on every paper. */
static uint64_t wording_seed(const struct blueprint *b, uint32_t digest, size_t repeat)
{
    struct rng rng;
    rng_seed(&rng, b->options.seed);
    rng = rng_fork(&rng, digest);
    rng = rng_fork(&rng, repeat);
    return rng_next(&rng);
}

static struct spot_use *look_at(struct blueprint *b, size_t spot)
{
    struct spot_use *use = &b->spots[spot];
    const struct frame *frame = pool_frame(b->pool, spot);
    if (use->tellings == NULL && frame != NULL) {
        use->tellings = calloc(frame->telling_count + 1, sizeof *use->tellings);
    }
    b->failed = b->failed || frame == NULL || use->tellings == NULL;
    return b->failed ? NULL : use;
}

static size_t *uses_of_telling(struct blueprint *b, size_t telling)
{
    const size_t known = b->pool->subject->pack->telling_count;
    return &b->telling_uses[telling < known ? telling : known];
}

/* Take the id and the words of a telling; false when another question has one of them. */
static bool take_words(struct blueprint *b, const struct frame *frame, size_t telling)
{
    const uint32_t digest = frame->digests[telling];
    const uint64_t id = (hash_text(frame->item.kind) << 32) | digest;
    struct buffer stem = {0};
    frame_stem(frame, telling, wording_seed(b, digest, 1), &stem);
    const bool fresh = set_add(&b->ids, id, &b->failed) &&
                       set_add(&b->stems, hash_text(buffer_text(&stem)), &b->failed);
    b->failed = b->failed || stem.failed;
    buffer_fini(&stem);
    return fresh && !b->failed;
}

#define TELLING_DEAD UINT32_MAX /* its id or its words are another question's */

/* The telling used least here, then over all; SIZE_MAX: none is left. */
static size_t least_used(struct blueprint *b, const struct frame *frame, const struct spot_use *use)
{
    size_t best = SIZE_MAX, equals = 0;
    for (size_t i = 0; i < frame->telling_count; i++) {
        if (use->tellings[i] == TELLING_DEAD || (use->tellings[i] > 0 && !b->options.repeats)) {
            continue;
        }
        const size_t here = *uses_of_telling(b, frame->tellings[i]);
        const size_t there = best != SIZE_MAX ? *uses_of_telling(b, frame->tellings[best]) : 0;
        const bool better = best == SIZE_MAX || use->tellings[i] < use->tellings[best] ||
                            (use->tellings[i] == use->tellings[best] && here < there);
        const bool equal = !better && use->tellings[i] == use->tellings[best] && here == there;
        equals = better ? 1 : equals + equal;
        if (better || (equal && rng_below(&b->cases, equals) == 0)) {
            best = i;
        }
    }
    return best;
}

static bool is_about(const struct blueprint *b, size_t spot, const struct pool_target *target)
{
    return target->belief != SIZE_MAX ? pool_belief_shows(b->pool, spot, target->belief) != SIZE_MAX
                                      : target->group == b->pool->spots.items[spot].group;
}

static size_t class_of(const struct blueprint *b, size_t spot)
{
    const struct spot *s = &b->pool->spots.items[spot];
    const struct pool_class *c = b->pool->classes;
    while (c->kind != s->kind || (c->decision != SIZE_MAX && c->decision != s->decision)) {
        c++;
    }
    return (size_t)(c - b->pool->classes);
}

/*
 * A question counts for everything that it is about: its class, its group, and each misconception that
 * shows in it.  So rows are spread over as evenly as beliefs are.
 */
static bool find_counts(struct blueprint *b, size_t spot, struct spot_use *use)
{
    const size_t c = class_of(b, spot);
    const struct pool_class *of = &b->pool->classes[c];
    size_t count = 0;
    for (size_t t = 0; t < of->target_count; t++) {
        count += is_about(b, spot, &of->targets[t]);
    }
    use->about = calloc(count + 1, sizeof *use->about);
    if (use->about == NULL) {
        b->failed = true;
        return false;
    }
    for (size_t t = 0, at = 0; t < of->target_count; t++) {
        if (is_about(b, spot, &of->targets[t])) {
            use->about[at++] = &b->classes[c].targets[t].used;
        }
    }
    use->class_used = &b->classes[c].used;
    return true;
}

static void count_use(struct blueprint *b, size_t spot, struct spot_use *use)
{
    if (use->about != NULL || find_counts(b, spot, use)) {
        ++*use->class_used;
        for (size_t i = 0; use->about[i] != NULL; i++) {
            ++*use->about[i];
        }
    }
}

bool blueprint_take(struct blueprint *b, size_t spot, struct pick *pick)
{
    struct spot_use *use = look_at(b, spot);
    const struct frame *frame = pool_frame(b->pool, spot);
    while (use != NULL && !b->failed) {
        const size_t telling = least_used(b, frame, use);
        if (telling == SIZE_MAX) {
            return false;
        }
        if (use->tellings[telling] == 0 && !take_words(b, frame, telling)) {
            use->tellings[telling] = TELLING_DEAD;
            continue;
        }
        use->tellings[telling]++;
        use->used++;
        ++*uses_of_telling(b, frame->tellings[telling]);
        count_use(b, spot, use);
        *pick = (struct pick){spot, telling, use->tellings[telling]};
        return !b->failed;
    }
    return false;
}

/* ---- Targets --------------------------------------------------------------------------------- */

static bool begin_target(struct blueprint *b, const struct pool_target *target,
                         struct target_use *use)
{
    if (use->order != NULL) {
        return true;
    }
    use->order = malloc(target->count * sizeof *use->order);
    if (use->order == NULL) {
        b->failed = true;
        return false;
    }
    memcpy(use->order, target->spots, target->count * sizeof *use->order);
    use->left = target->count;
    rng_shuffle(&b->cases, use->order, use->left);
    return true;
}

/* Of the next few spots of a target the one asked least. */
static size_t next_place(const struct blueprint *b, const struct target_use *use)
{
    size_t best = use->next % use->left;
    for (size_t i = 1; i < LOOK_AHEAD && i < use->left; i++) {
        const size_t place = (use->next + i) % use->left;
        if (b->spots[use->order[place]].used < b->spots[use->order[best]].used) {
            best = place;
        }
    }
    return best;
}

/* Ask about a target; false when none of its spots can be told anew. */
static bool take_from(struct blueprint *b, const struct pool_target *target, struct target_use *use,
                      struct pick *pick)
{
    if (!begin_target(b, target, use)) {
        return false;
    }
    while (use->left > 0 && !b->failed) {
        const size_t place = next_place(b, use);
        if (blueprint_take(b, use->order[place], pick)) {
            use->next = place + 1;
            return true;
        }
        use->order[place] = use->order[--use->left];
    }
    return false;
}

/* The target of a class that was asked least and is not spent: rows first, then as chance will. */
static size_t due_target(struct blueprint *b, const struct pool_class *c,
                         const struct class_use *use)
{
    size_t best = SIZE_MAX, equals = 0;
    for (size_t i = 0; i < c->target_count; i++) {
        const struct target_use *t = &use->targets[i];
        if (t->order != NULL && t->left == 0) {
            continue;
        }
        const bool row = c->targets[i].belief == SIZE_MAX;
        const bool best_row = best != SIZE_MAX && c->targets[best].belief == SIZE_MAX;
        const bool same = best != SIZE_MAX && t->used == use->targets[best].used;
        const bool better =
            best == SIZE_MAX || t->used < use->targets[best].used || (same && row && !best_row);
        const bool equal = !better && same && row == best_row;
        equals = better ? 1 : equals + equal;
        if (better || (equal && rng_below(&b->targets, equals) == 0)) {
            best = i;
        }
    }
    return best;
}

/* The class that is furthest behind its weight; chance among equals. */
static size_t due_class(struct blueprint *b)
{
    size_t best = SIZE_MAX, equals = 0;
    for (size_t i = 0; i < b->pool->class_count; i++) {
        if (b->classes[i].spent) {
            continue;
        }
        /* used / weight, compared without dividing */
        const size_t here =
            best != SIZE_MAX ? b->classes[i].used * b->pool->classes[best].weight : 0;
        const size_t there =
            best != SIZE_MAX ? b->classes[best].used * b->pool->classes[i].weight : 1;
        equals = here < there ? 1 : equals + (here == there);
        if (here < there || (here == there && rng_below(&b->targets, equals) == 0)) {
            best = i;
        }
    }
    return best;
}

bool blueprint_next(struct blueprint *b, struct pick *pick)
{
    while (!b->failed) {
        const size_t c = due_class(b);
        if (c == SIZE_MAX) {
            return false;
        }
        const size_t target = due_target(b, &b->pool->classes[c], &b->classes[c]);
        if (target == SIZE_MAX) {
            b->classes[c].spent = true;
        } else if (take_from(b, &b->pool->classes[c].targets[target],
                             &b->classes[c].targets[target], pick)) {
            return true;
        }
    }
    return false;
}

/* ---- Items ----------------------------------------------------------------------------------- */

/* The place, of `count`, where keys stood least so far; chance among equals. */
static size_t key_place(struct blueprint *b, size_t count)
{
    size_t best = 0, equals = 0;
    for (size_t i = 0; i < count; i++) {
        const bool better = i == 0 || b->places[count][i] < b->places[count][best];
        const bool equal = !better && b->places[count][i] == b->places[count][best];
        equals = better ? 1 : equals + equal;
        if (better || (equal && rng_below(&b->cases, equals) == 0)) {
            best = i;
        }
    }
    return best;
}

/* Shuffle the options; the only right one goes where it is due. */
static void order_options(struct blueprint *b, const struct frame *frame,
                          unsigned char order[ITEM_OPTIONS_MAX])
{
    const size_t count = frame->item.option_count;
    size_t places[ITEM_OPTIONS_MAX];
    for (size_t i = 0; i < count; i++) {
        places[i] = i;
    }
    if (!frame->keep_order) {
        rng_shuffle(&b->cases, places, count);
    }
    if (!frame->keep_order && frame->item.select == 1) {
        const size_t due = key_place(b, count);
        for (size_t i = 0; i < count; i++) {
            if (frame->item.options[places[i]].correct) {
                const size_t other = places[due];
                places[due] = places[i];
                places[i] = other;
                break;
            }
        }
        b->places[count][due]++;
    }
    for (size_t i = 0; i < count; i++) {
        order[i] = (unsigned char)places[i];
    }
}

void blueprint_order(struct blueprint *blueprint, const struct pick *pick,
                     unsigned char order[ITEM_OPTIONS_MAX])
{
    order_options(blueprint, pool_frame(blueprint->pool, pick->spot), order);
}

/* The wording of a pick, its order left open. */
static struct frame_wording wording_of(const struct blueprint *b, const struct frame *frame,
                                       const struct pick *pick)
{
    return (struct frame_wording){.telling = pick->telling,
                                  .seed =
                                      wording_seed(b, frame->digests[pick->telling], pick->repeat),
                                  .repeat = pick->repeat};
}

bool blueprint_item(struct blueprint *b, const struct pick *pick, struct arena *arena,
                    struct item *item)
{
    const struct frame *frame = pool_frame(b->pool, pick->spot);
    struct frame_wording wording = wording_of(b, frame, pick);
    order_options(b, frame, wording.order);
    return frame_item(frame, &wording, arena, item);
}

bool blueprint_common_item(struct blueprint *b, const struct pick *pick, struct arena *arena,
                           struct item *item, unsigned char order[ITEM_OPTIONS_MAX])
{
    const struct frame *frame = pool_frame(b->pool, pick->spot);
    struct frame_wording wording = wording_of(b, frame, pick);
    size_t places[ITEM_OPTIONS_MAX];
    struct rng rng;
    rng_seed(&rng, wording.seed);
    rng = rng_fork(&rng, 1);
    for (size_t i = 0; i < frame->item.option_count; i++) {
        places[i] = i;
    }
    if (!frame->keep_order) {
        rng_shuffle(&rng, places, frame->item.option_count);
    }
    for (size_t i = 0; i < frame->item.option_count; i++) {
        wording.order[i] = order[i] = (unsigned char)places[i];
    }
    return frame_item(frame, &wording, arena, item);
}
