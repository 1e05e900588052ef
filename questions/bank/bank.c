/* A bank's lists and its end; see the header. */
#include "questions/bank/bank.h"

#include <string.h>

void bank_fini(struct bank *bank)
{
    arena_fini(&bank->arena);
    *bank = (struct bank){0};
}

/*
 * Room for one element more: the list, or a larger copy of it.  NULL when memory ran out.  The arena
 * keeps the old list until the end: in all no more than the new one takes.
 */
static void *make_room(struct bank *bank, void *list, size_t count, size_t *capacity, size_t size)
{
    if (count < *capacity) {
        return list;
    }
    const size_t wanted = *capacity == 0 ? 16 : 2 * *capacity;
    void *larger = arena_alloc(&bank->arena, wanted, size);
    if (larger != NULL) {
        if (count > 0) {
            memcpy(larger, list, count * size);
        }
        *capacity = wanted;
    }
    return larger;
}

struct item *bank_add(struct bank *bank)
{
    struct item *items =
        make_room(bank, bank->items, bank->item_count, &bank->item_capacity, sizeof *items);
    if (items == NULL) {
        return NULL;
    }
    bank->items = items;
    struct item *item = &bank->items[bank->item_count++];
    *item = (struct item){.select = 1, .points = 1, .difficulty = -1};
    return item;
}

struct paper *bank_add_paper(struct bank *bank)
{
    struct paper *papers =
        make_room(bank, bank->papers, bank->paper_count, &bank->paper_capacity, sizeof *papers);
    if (papers == NULL) {
        return NULL;
    }
    bank->papers = papers;
    struct paper *paper = &bank->papers[bank->paper_count++];
    *paper = (struct paper){0};
    return paper;
}

const struct item *bank_item(const struct bank *bank, const char *id)
{
    for (size_t i = 0; i < bank->item_count; i++) {
        if (bank->items[i].id != NULL && strcmp(bank->items[i].id, id) == 0) {
            return &bank->items[i];
        }
    }
    return NULL;
}
