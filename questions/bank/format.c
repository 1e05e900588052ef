/* The table of formats, and look-ups in it. */
#include "questions/bank/format.h"

#include <stdlib.h>
#include <string.h>

#include "questions/bank/formats.h"

const struct format *const formats[] = {&format_json,     &format_ndjson, &format_gift,
                                        &format_aiken,    &format_anki,   &format_csv,
                                        &format_markdown, &format_amc,    NULL};

const struct format *format_find(const char *name)
{
    for (size_t i = 0; formats[i] != NULL; i++) {
        if (strcmp(formats[i]->name, name) == 0) {
            return formats[i];
        }
    }
    return NULL;
}

const struct format *format_of_file(const char *path)
{
    const size_t length = strlen(path);
    for (size_t i = 0; formats[i] != NULL; i++) {
        const char *ending = formats[i]->ending;
        const size_t tail = ending != NULL ? strlen(ending) : 0;
        if (tail > 0 && length > tail && strcmp(path + length - tail, ending) == 0) {
            return formats[i];
        }
    }
    return NULL;
}

const struct format *format_of_text(const struct source_text *text)
{
    for (size_t i = 0; formats[i] != NULL; i++) {
        if (formats[i]->read != NULL && formats[i]->looks != NULL && formats[i]->looks(text)) {
            return formats[i];
        }
    }
    return NULL;
}

void losses_add(struct losses *losses, enum loss_kind kind, const struct item *item,
                const char *what)
{
    if (losses->count == losses->capacity) {
        const size_t capacity = losses->capacity == 0 ? 16 : 2 * losses->capacity;
        struct loss *items = realloc(losses->items, capacity * sizeof *items);
        if (items == NULL) {
            losses->failed = true;
            return;
        }
        losses->items = items;
        losses->capacity = capacity;
    }
    losses->items[losses->count++] = (struct loss){kind, item->id, what};
}

void losses_fini(struct losses *losses)
{
    free(losses->items);
    *losses = (struct losses){0};
}
