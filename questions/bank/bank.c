/* A bank's lists and its end; see the header. */
#include "questions/bank/bank.h"

#include <string.h>

void bank_fini(struct bank *bank)
{
    arena_fini(&bank->arena);
    *bank = (struct bank){0};
}

struct item *bank_add(struct bank *bank)
{
    if (bank->item_count == bank->item_capacity) {
        /* The arena keeps the old list until the end: in all no more than the new one takes. */
        const size_t capacity = bank->item_capacity == 0 ? 16 : 2 * bank->item_capacity;
        struct item *items = arena_alloc(&bank->arena, capacity, sizeof *items);
        if (items == NULL) {
            return NULL;
        }
        if (bank->item_count > 0) {
            memcpy(items, bank->items, bank->item_count * sizeof *items);
        }
        bank->items = items;
        bank->item_capacity = capacity;
    }
    struct item *item = &bank->items[bank->item_count++];
    *item = (struct item){.select = 1, .points = 1, .difficulty = -1};
    return item;
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
