/*
 * A file with another roster's students has a line to tell of for each response, so whatever is sought for
 * every line is sought a million times.
 */
#include "questions/score/nearest.h"

#include <stdlib.h>

#include "engine/near.h"

static const char *seek(const char *text, const struct nearest_names *names)
{
    struct near near = {.word = text};
    for (size_t i = 0; i < names->count; i++) {
        near_offer(&near, names->name(names->of, i));
    }
    return near.best;
}

/* Remember what was found; of a file full of strangers only so much, for memory is bounded. */
static void keep(struct nearest *nearest, const struct id_key *key, const char *found)
{
    if (key->length > NEAREST_TEXT || nearest->asked.count == NEAREST_KEPT) {
        return;
    }
    if (nearest->found == NULL) {
        nearest->found = calloc(NEAREST_KEPT, sizeof *nearest->found);
    }
    if (nearest->found != NULL) {
        nearest->found[nearest->asked.count] = found;
        (void)ids_add(&nearest->asked, key);
    }
}

const char *nearest_find(struct nearest *nearest, const char *text,
                         const struct nearest_names *names)
{
    const size_t length = strlen(text);
    if (length == 0 || length > UINT32_MAX || names->count == 0 || names->count > NEAREST_AMONG) {
        return NULL;
    }
    const struct id_key key = ids_key(text, length);
    const uint32_t number = ids_find(&nearest->asked, &key);
    if (number != IDS_NONE) {
        return nearest->found[number];
    }
    if (nearest->compared + names->count > NEAREST_COMPARED) {
        return NULL;
    }
    nearest->compared += names->count;
    const char *found = seek(text, names);
    keep(nearest, &key, found);
    return found;
}

void nearest_fini(struct nearest *nearest)
{
    ids_fini(&nearest->asked);
    free(nearest->found);
    *nearest = (struct nearest){0};
}
