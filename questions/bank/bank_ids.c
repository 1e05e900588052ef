/* Sorting finds what stands twice; an id made here gives way to one that was given. */
#include "questions/bank/bank_ids.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "engine/fields.h"
#include "questions/bank/bank.h"
#include "questions/text/buffer.h"
#include "questions/text/sha256.h"

#define ID_DIGITS 8 /* hexadecimal digits of the digest */

/* An item to be sorted by its id: those whose id was given first, then in the bank's order. */
struct named {
    const char *id;
    bool made;
    size_t item;
};

static int compare_named(const void *a, const void *b)
{
    const struct named *left = a, *right = b;
    const int order = strcmp(left->id, right->id);
    if (order != 0) {
        return order;
    }
    if (left->made != right->made) {
        return left->made ? 1 : -1;
    }
    return (left->item > right->item) - (left->item < right->item);
}

/* ---- Ids that were given --------------------------------------------------------------------- */

static bool report_repeats(const struct bank *bank, struct diags *diags)
{
    const size_t errors = diags->errors;
    struct id_use *uses = calloc(bank->item_count + 1, sizeof *uses);
    size_t count = 0;
    if (uses == NULL) {
        diags_add(diags, DIAG_ERROR, "memory", NULL, "memory ran out");
        return false;
    }
    for (size_t i = 0; i < bank->item_count; i++) {
        if (bank->items[i].id != NULL) {
            uses[count++] = (struct id_use){bank->items[i].id, bank->items[i].place};
        }
    }
    field_unique_ids(diags, uses, count, "question");
    free(uses);
    return diags->errors == errors;
}

/* ---- Ids that are made ----------------------------------------------------------------------- */

/* "q-" and the digest of stem and options, each ended by a NUL so that no two run together. */
static const char *make_id(const struct item *item, struct arena *arena)
{
    struct buffer content = {0};
    char hex[SHA256_HEX_SIZE];
    char id[2 + ID_DIGITS] = "q-";
    buffer_add(&content, item->stem, strlen(item->stem) + 1);
    for (size_t i = 0; i < item->option_count; i++) {
        buffer_add(&content, item->options[i].text, strlen(item->options[i].text) + 1);
    }
    if (content.failed) {
        buffer_fini(&content);
        return NULL;
    }
    sha256_hex(buffer_text(&content), content.length, hex);
    buffer_fini(&content);
    memcpy(id + 2, hex, ID_DIGITS);
    return arena_copy(arena, id, sizeof id);
}

/* The id again with a number behind it. */
static const char *number_id(const char *id, size_t number, struct arena *arena)
{
    struct buffer text = {0};
    buffer_addf(&text, "%.*s-%zu", 2 + ID_DIGITS, id, number);
    const char *copy = text.failed ? NULL : arena_copy(arena, buffer_text(&text), text.length);
    buffer_fini(&text);
    return copy;
}

/*
 * Number the made ones of every run of equal ids, but not the first of a run.
 * @changed  becomes true when there was any: the new ids may be taken, too
 */
static bool number_repeats(struct named *names, size_t count, size_t first, struct arena *arena,
                           bool *changed)
{
    qsort(names, count, sizeof *names, compare_named);
    size_t number = first;
    const char *run = names[0].id; /* names[].id changes while we go */
    *changed = false;
    for (size_t i = 1; i < count; i++) {
        if (strcmp(run, names[i].id) != 0) {
            run = names[i].id;
            number = first;
        } else if (names[i].made) {
            names[i].id = number_id(names[i].id, number++, arena);
            *changed = true;
            if (names[i].id == NULL) {
                return false;
            }
        }
    }
    return true;
}

static bool make_ids(struct bank *bank, struct named *names)
{
    size_t made = 0;
    bool changed = true;
    for (size_t i = 0; i < bank->item_count; i++) {
        const char *id = bank->items[i].id;
        names[i] = (struct named){id, id == NULL, i};
        if (id == NULL) {
            names[i].id = make_id(&bank->items[i], &bank->arena);
            made++;
        }
        if (names[i].id == NULL) {
            return false;
        }
    }
    /* Doubled, so that a file full of such ids cannot make this long. */
    for (size_t first = 2; made > 0 && changed; first *= 2) {
        if (!number_repeats(names, bank->item_count, first, &bank->arena, &changed)) {
            return false;
        }
    }
    for (size_t i = 0; made > 0 && i < bank->item_count; i++) {
        bank->items[names[i].item].id = names[i].id;
    }
    return true;
}

bool bank_ids_make(struct bank *bank)
{
    struct named *names = calloc(bank->item_count + 1, sizeof *names);
    const bool fine = names != NULL && make_ids(bank, names);
    free(names);
    return fine;
}

bool bank_ids_settle(struct bank *bank, struct diags *diags)
{
    if (!report_repeats(bank, diags)) {
        return false;
    }
    const bool fine = bank_ids_make(bank);
    if (!fine) {
        diags_add(diags, DIAG_ERROR, "memory", NULL, "memory ran out");
    }
    return fine;
}

/* ---- Look-ups -------------------------------------------------------------------------------- */

bool bank_index_init(struct bank_index *index, const struct bank *bank)
{
    struct named *names = calloc(bank->item_count + 1, sizeof *names);
    *index = (struct bank_index){calloc(bank->item_count + 1, sizeof *index->order), bank};
    const bool fine = names != NULL && index->order != NULL;
    if (fine) {
        for (size_t i = 0; i < bank->item_count; i++) {
            names[i] = (struct named){bank->items[i].id, false, i};
        }
        qsort(names, bank->item_count, sizeof *names, compare_named);
        for (size_t i = 0; i < bank->item_count; i++) {
            index->order[i] = names[i].item;
        }
    } else {
        bank_index_fini(index);
    }
    free(names);
    return fine;
}

void bank_index_fini(struct bank_index *index)
{
    free(index->order);
    *index = (struct bank_index){0};
}

size_t bank_index_find(const struct bank_index *index, const char *id)
{
    size_t low = 0, high = index->bank != NULL ? index->bank->item_count : 0;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const size_t item = index->order[middle];
        const int order = strcmp(index->bank->items[item].id, id);
        if (order == 0) {
            return item;
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return SIZE_MAX;
}
