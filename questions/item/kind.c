/* The table of kinds, and look-ups in it. */
#include "questions/item/kind.h"

#include <stdlib.h>
#include <string.h>

#include "questions/item/kinds.h"

const struct kind *const question_kinds[] = {&kind_decision, &kind_owner,     &kind_grant,
                                             &kind_prevent,  &kind_change,    &kind_steps,
                                             &kind_edition,  &kind_statement, NULL};

const struct kind *kind_find(const struct subject *subject, const char *name, size_t *decision)
{
    const size_t found = pack_decision(subject->pack, name);
    if (decision != NULL) {
        *decision = found;
    }
    for (size_t i = 0; question_kinds[i] != NULL; i++) {
        const char *own = question_kinds[i]->name;
        if (found != SIZE_MAX ? own == NULL : own != NULL && strcmp(own, name) == 0) {
            return question_kinds[i];
        }
    }
    return NULL;
}

const char *kind_name(const struct subject *subject, const struct spot *spot)
{
    return spot->kind->name != NULL ? spot->kind->name
                                    : subject->pack->decisions[spot->decision].id;
}

void spots_add(struct spots *spots, const struct spot *spot)
{
    if (spots->count == spots->capacity) {
        const size_t capacity = spots->capacity == 0 ? 256 : 2 * spots->capacity;
        struct spot *items = realloc(spots->items, capacity * sizeof *items);
        if (items == NULL) {
            spots->failed = true;
            return;
        }
        spots->items = items;
        spots->capacity = capacity;
    }
    spots->items[spots->count++] = *spot;
}

void spots_fini(struct spots *spots)
{
    free(spots->items);
    *spots = (struct spots){0};
}
