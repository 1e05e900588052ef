/* Cards looked through one by one: a bank is read whole anyway, and a question is asked by hand. */
#include "questions/tutor/deck.h"

#include <assert.h>
#include <stdlib.h>

#include "questions/bank/bank.h"
#include "questions/bank/bank_prove.h"

bool deck_init(struct deck *deck, const struct bank *bank, const struct subject *subject)
{
    *deck = (struct deck){.bank = bank, .subject = subject};
    deck->progress.questions = bank->item_count;
    deck->cards = calloc(bank->item_count + 1, sizeof *deck->cards);
    return deck->cards != NULL && bank_index_init(&deck->index, bank);
}

void deck_fini(struct deck *deck)
{
    free(deck->cards);
    bank_index_fini(&deck->index);
    *deck = (struct deck){0};
}

const struct item *deck_find(const struct deck *deck, const char *id)
{
    const size_t index = bank_index_find(&deck->index, id);
    return index != SIZE_MAX ? &deck->bank->items[index] : NULL;
}

static struct card *card_of(struct deck *deck, const struct item *item)
{
    return item != NULL ? &deck->cards[item - deck->bank->items] : NULL;
}

/* Change a card, and what is counted. */
static void set_card(struct deck *deck, struct card *card, struct card now)
{
    deck->progress.seen += now.seen;
    deck->progress.seen -= card->seen;
    deck->progress.again += now.seen && !now.right;
    deck->progress.again -= card->seen && !card->right;
    *card = now;
}

void deck_note_asked(struct deck *deck, const struct item *item, size_t number)
{
    struct card *card = card_of(deck, item);
    if (card != NULL) {
        struct card now = *card;
        now.asked = number;
        now.was_seen = card->seen;
        now.was_right = card->right;
        now.was_wrong = card->wrong;
        set_card(deck, card, now);
    }
}

void deck_note_done(struct deck *deck, const struct item *item, enum deck_done done)
{
    struct card *card = card_of(deck, item);
    if (card != NULL) {
        struct card now = *card;
        now.seen = true;
        now.right = done == DECK_RIGHT;
        now.wrong = done == DECK_WRONG || (done == DECK_SKIPPED && card->wrong);
        set_card(deck, card, now);
    }
}

void deck_note_undo(struct deck *deck, const struct item *item)
{
    struct card *card = card_of(deck, item);
    if (card != NULL) {
        struct card now = *card;
        now.seen = card->was_seen;
        now.right = card->was_right;
        now.wrong = card->was_wrong;
        set_card(deck, card, now);
    }
}

/* What is due before what: never seen, then wrong or skipped, then right. */
static int rank(const struct card *card)
{
    return !card->seen ? 0 : card->right ? 2 : 1;
}

static bool comes_before(const struct card *a, const struct card *b)
{
    return rank(a) != rank(b) ? rank(a) < rank(b) : a->asked < b->asked;
}

size_t deck_place(const struct deck *deck, const struct item *item)
{
    return (size_t)(item - deck->bank->items);
}

size_t deck_left(const struct deck *deck)
{
    size_t left = 0;
    for (size_t i = 0; i < deck->bank->item_count; i++) {
        left += !deck->cards[i].left_out;
    }
    return left;
}

/* The first of the cards that are due most; all but the latest few may come. */
static size_t due(const struct deck *deck, size_t number)
{
    const size_t count = deck_left(deck);
    const size_t apart = count < SESSION_ROUND ? count - 1 : SESSION_ROUND - 1;
    size_t best = SIZE_MAX;
    for (size_t i = 0; i < deck->bank->item_count; i++) {
        const struct card *card = &deck->cards[i];
        const bool lately = card->asked > 0 && card->asked + apart > number;
        if (!card->left_out && !lately &&
            (best == SIZE_MAX || comes_before(card, &deck->cards[best]))) {
            best = i;
        }
    }
    assert(best != SIZE_MAX); /* of `count` cards at most `apart` were asked lately */
    return best;
}

struct question *deck_question(const struct deck *deck, const struct item *item,
                               const unsigned char order[])
{
    struct posed posed = {NULL, SIZE_MAX, 0};
    struct proof_finding finding;
    bool provable;
    if (deck->subject == NULL || !item_posed(deck->subject, item, &posed, &finding, &provable)) {
        posed.decision = SIZE_MAX;
        posed.whole = 0;
    }
    unsigned char same[ITEM_OPTIONS_MAX];
    for (size_t i = 0; i < ITEM_OPTIONS_MAX; i++) {
        same[i] = (unsigned char)i;
    }
    return question_item(deck->subject, item, posed.decision, posed.whole,
                         order != NULL ? order : same);
}

struct question *deck_draw(const struct deck *deck, size_t number, struct rng *rng)
{
    const struct item *item = &deck->bank->items[due(deck, number)];
    size_t shuffled[ITEM_OPTIONS_MAX];
    unsigned char order[ITEM_OPTIONS_MAX] = {0};
    for (size_t i = 0; i < item->option_count; i++) {
        shuffled[i] = i;
    }
    if (!item_keeps_order(item)) {
        rng_shuffle(rng, shuffled, item->option_count);
    }
    for (size_t i = 0; i < item->option_count; i++) {
        order[i] = (unsigned char)shuffled[i];
    }
    return deck_question(deck, item, order);
}

struct session_progress deck_progress(const struct deck *deck)
{
    return deck->progress;
}
