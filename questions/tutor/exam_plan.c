/* Choosing the questions of an exam; see the header. */
#include "questions/tutor/exam_plan.h"

#include <stdlib.h>
#include <string.h>

#include "questions/bank/format.h"
#include "questions/bank/formats.h"
#include "questions/item/blueprint.h"
#include "questions/text/buffer.h"
#include "questions/text/rng.h"

/* ---- Lines ---- */

static const struct write_options as_it_is = {0};

static bool begin_lines(struct writing *w, struct buffer *out, const struct bank_head *head)
{
    *w = (struct writing){.out = out, .head = head, .options = &as_it_is};
    return format_ndjson.begin(w);
}

static bool add_line(struct writing *w, const struct item *item)
{
    w->number++;
    return format_ndjson.item(w, item);
}

/* ---- From a pack ---- */

static bool add_picks(struct blueprint *blueprint, struct writing *w, size_t count, size_t *made)
{
    struct arena arena = {0};
    struct pick pick;
    bool good = true;
    while (good && *made < count && blueprint_next(blueprint, &pick)) {
        struct item item;
        arena_clear(&arena);
        good = blueprint_item(blueprint, &pick, &arena, &item) && add_line(w, &item);
        ++*made;
    }
    arena_fini(&arena);
    return good && !blueprint_failed(blueprint);
}

bool exam_plan_pack(const struct subject *subject, const struct bank_head *head, uint64_t seed,
                    size_t count, struct buffer *ndjson, size_t *made)
{
    const struct pool_wishes wishes = pool_all(subject);
    const struct blueprint_options options = {.seed = seed};
    struct pool *pool = pool_new(subject, &wishes);
    struct blueprint *blueprint = pool != NULL ? blueprint_new(pool, &options) : NULL;
    struct writing w;
    *made = 0;
    bool good = blueprint != NULL && begin_lines(&w, ndjson, head);
    if (good) {
        good = add_picks(blueprint, &w, count, made);
        good = format_ndjson.end(&w) && good;
    }
    blueprint_free(blueprint);
    pool_free(pool);
    return good && !ndjson->failed;
}

/* ---- From a bank ---- */

/* A question of the bank and how many of the same rule were drawn before it. */
struct card {
    size_t item; /* index in the bank, shuffled */
    size_t round;
    size_t order; /* place in the shuffle: decides between equals */
};

static bool same_text(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/* Of one row, or, where none is said, of one kind. */
static bool same_group(const struct item *a, const struct item *b)
{
    return same_text(a->rule, b->rule) && (a->rule != NULL || same_text(a->kind, b->kind));
}

static int by_round(const void *a, const void *b)
{
    const struct card *left = a, *right = b;
    if (left->round != right->round) {
        return left->round < right->round ? -1 : 1;
    }
    return (left->order > right->order) - (left->order < right->order);
}

/*
 * The questions in the order in which they are drawn: shuffled, then one of each rule, then a second
 * of each, and so on.  A stem that came already is left out.
 * @return how many there are.  Cost: a look at every pair.
 */
static size_t deal(const struct bank *bank, const size_t shuffled[], struct card cards[])
{
    size_t count = 0;
    for (size_t i = 0; i < bank->item_count; i++) {
        const struct item *item = &bank->items[shuffled[i]];
        struct card card = {.item = shuffled[i], .order = i};
        bool fresh = true;
        for (size_t j = 0; j < count && fresh; j++) {
            const struct item *other = &bank->items[cards[j].item];
            card.round += same_group(item, other) ? 1 : 0;
            fresh = strcmp(item->stem, other->stem) != 0;
        }
        if (fresh) {
            cards[count++] = card;
        }
    }
    qsort(cards, count, sizeof *cards, by_round);
    return count;
}

/* An item with its options in an order of the exam's own. */
static bool add_shuffled(struct writing *w, const struct item *item, struct rng *rng,
                         struct arena *arena)
{
    size_t indices[ITEM_OPTIONS_MAX];
    unsigned char order[ITEM_OPTIONS_MAX] = {0};
    struct item arranged;
    for (size_t i = 0; i < item->option_count; i++) {
        indices[i] = i;
    }
    if (!item_keeps_order(item)) {
        rng_shuffle(rng, indices, item->option_count);
    }
    for (size_t i = 0; i < item->option_count; i++) {
        order[i] = (unsigned char)indices[i];
    }
    arena_clear(arena);
    return item_arrange(&arranged, item, order, arena) && add_line(w, &arranged);
}

static bool add_cards(const struct bank *bank, const struct card cards[], struct rng *rng,
                      struct writing *w, size_t count)
{
    struct arena arena = {0};
    bool good = true;
    for (size_t i = 0; i < count && good; i++) {
        good = add_shuffled(w, &bank->items[cards[i].item], rng, &arena);
    }
    arena_fini(&arena);
    return good;
}

bool exam_plan_bank(const struct bank *bank, uint64_t seed, size_t count, struct buffer *ndjson,
                    size_t *made)
{
    size_t *shuffled = calloc(bank->item_count + 1, sizeof *shuffled);
    struct card *cards = calloc(bank->item_count + 1, sizeof *cards);
    struct writing w;
    struct rng rng;
    rng_seed(&rng, seed);
    bool good = shuffled != NULL && cards != NULL && begin_lines(&w, ndjson, &bank->head);
    if (good) {
        for (size_t i = 0; i < bank->item_count; i++) {
            shuffled[i] = i;
        }
        rng_shuffle(&rng, shuffled, bank->item_count);
        const size_t most = deal(bank, shuffled, cards);
        *made = count < most ? count : most;
        good = add_cards(bank, cards, &rng, &w, *made);
        good = format_ndjson.end(&w) && good;
    }
    free(shuffled);
    free(cards);
    return good && !ndjson->failed;
}
