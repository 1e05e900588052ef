/*
 * At most half of the slots are taken, so that few ids find their bucket full: where many are looked up
 * at random, it is not the table's size that takes time but every look that could not be foreseen.  The
 * hash is not secret, so somebody could write a file of ids that meet in one place; what that costs is time,
 * and no figure changes.
 */
#include "questions/score/ids.h"

#include <stdlib.h>

#include "questions/score/large.h"

#define SLOTS_LEAST 64

#define ALL UINT64_MAX
const struct ids_words ids_masks[IDS_SLACK + 1] = {
    {0, 0},           {ALL >> 56, 0},   {ALL >> 48, 0},   {ALL >> 40, 0},   {ALL >> 32, 0},
    {ALL >> 24, 0},   {ALL >> 16, 0},   {ALL >> 8, 0},    {ALL, 0},         {ALL, ALL >> 56},
    {ALL, ALL >> 48}, {ALL, ALL >> 40}, {ALL, ALL >> 32}, {ALL, ALL >> 24}, {ALL, ALL >> 16},
    {ALL, ALL >> 8},  {ALL, ALL},
};
#undef ALL

void ids_fini(struct ids *ids)
{
    free(ids->slots);
    free(ids->highs);
    free(ids->tags);
    free(ids->texts);
    arena_fini(&ids->arena);
    *ids = (struct ids){0};
}

void ids_key_long(struct id_key *key)
{
    uint64_t a = UINT64_C(0x2d358dccaa6c78a5), b = UINT64_C(0x8bb84b93962eacc9);
    for (size_t at = 0; at < key->length; at += 8) {
        uint64_t word = 0;
        const size_t left = key->length - at;
        memcpy(&word, key->bytes + at, left < 8 ? left : 8);
        a = ids_mix(a ^ word, UINT64_C(0x9e3779b97f4a7c15)) + at;
        b = (b + word) * UINT64_C(0xc2b2ae3d27d4eb4f);
        b ^= b >> 29;
    }
    key->low = a;
    key->high = b;
    key->hash = ids_hash(a, b, key->length);
}

struct id_key ids_key(const char *bytes, size_t length)
{
    char near[IDS_SLACK] = {0};
    struct id_key key;
    if (length >= sizeof near) {
        ids_key_near(bytes, length, &key);
        return key;
    }
    memcpy(near, bytes, length);
    ids_key_near(near, length, &key);
    key.bytes = bytes;
    return key;
}

bool ids_same_text(const struct ids *ids, uint32_t number, const struct id_key *key)
{
    return memcmp(ids->texts[number].bytes, key->bytes, key->length) == 0;
}

static void place(struct ids *ids, uint64_t hash, uint64_t high, struct ids_slot slot)
{
    size_t at = ids_home(ids, hash);
    while (ids->tags[at] != 0) {
        at = (at + 1) & (ids->slot_count - 1);
    }
    ids->tags[at] = ids_tag(hash);
    ids->slots[at] = slot;
    if (slot.length > 8) {
        ids->highs[at] = high;
    }
}

/* @count  of slots from now on: a power of two */
static bool grow_slots(struct ids *ids, size_t count)
{
    const struct ids old = *ids;
    struct ids_slot *slots = large_alloc(count * sizeof *slots);
    uint64_t *highs = malloc(count * sizeof *highs);
    unsigned char *tags = calloc(count, 1);
    if (slots == NULL || highs == NULL || tags == NULL) {
        free(slots);
        free(highs);
        free(tags);
        return false;
    }
    ids->slots = slots;
    ids->highs = highs;
    ids->tags = tags;
    ids->slot_count = count;
    for (size_t i = 0; i < old.slot_count; i++) {
        const struct ids_slot *slot = &old.slots[i];
        if (slot->length != 0) {
            const uint64_t high = slot->length > 8 ? old.highs[i] : 0;
            place(ids, ids_hash(slot->low, high, slot->length), high, *slot);
        }
    }
    free(old.slots);
    free(old.highs);
    free(old.tags);
    return true;
}

/* Are these too few slots for so many ids? */
static bool is_full(size_t count, size_t slots)
{
    return 2 * count > slots;
}

static size_t more_slots(const struct ids *ids)
{
    return ids->slot_count == 0 ? SLOTS_LEAST : 2 * ids->slot_count;
}

static bool grow_texts(struct ids *ids, size_t capacity)
{
    struct id_text *texts = realloc(ids->texts, capacity * sizeof *texts);
    if (texts == NULL) {
        return false;
    }
    ids->texts = texts;
    ids->capacity = capacity;
    return true;
}

bool ids_reserve(struct ids *ids, size_t count)
{
    size_t slots = more_slots(ids);
    while (is_full(count, slots)) {
        slots *= 2;
    }
    return (!is_full(count, ids->slot_count) || grow_slots(ids, slots)) &&
           (count <= ids->capacity || grow_texts(ids, count));
}

bool ids_add(struct ids *ids, const struct id_key *key)
{
    if ((is_full(ids->count + 1, ids->slot_count) && !grow_slots(ids, more_slots(ids))) ||
        (ids->count == ids->capacity && !grow_texts(ids, ids->capacity + ids->capacity / 2 + 64))) {
        return false;
    }
    const char *bytes = arena_copy(&ids->arena, key->bytes, key->length);
    if (bytes == NULL) {
        return false;
    }
    ids->texts[ids->count] = (struct id_text){bytes, key->length};
    const struct ids_slot slot = {key->low, (uint32_t)ids->count, key->length};
    place(ids, key->hash, key->high, slot);
    ids->count++;
    return true;
}
