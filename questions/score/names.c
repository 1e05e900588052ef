/* Open addressing with linear probing; the hash sees what the loosest comparison sees. */
#include "questions/score/names.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define SLOTS_LEAST 16

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

/* A name of digits without its leading zeros (the last digit stays); others as they are. */
static struct name significant(struct name name)
{
    size_t zeros = 0;
    for (size_t i = 0; i < name.length; i++) {
        if (name.bytes[i] < '0' || name.bytes[i] > '9') {
            return name;
        }
        zeros += name.bytes[i] == '0' && zeros == i && i + 1 < name.length;
    }
    return (struct name){name.bytes + zeros, name.length - zeros};
}

static bool alike(struct name a, struct name b)
{
    bool same = a.length == b.length;
    for (size_t i = 0; same && i < a.length; i++) {
        same = lower(a.bytes[i]) == lower(b.bytes[i]);
    }
    return same;
}

static bool same(struct name a, struct name b)
{
    return a.length == b.length && (a.length == 0 || memcmp(a.bytes, b.bytes, a.length) == 0);
}

/* FNV-1a (Fowler, Noll, Vo), its high bits folded in. */
static size_t hash(struct name name)
{
    uint64_t sum = 14695981039346656037u;
    const struct name short_one = significant(name);
    for (size_t i = 0; i < short_one.length; i++) {
        sum = (sum ^ (unsigned char)lower(short_one.bytes[i])) * 1099511628211u;
    }
    return (size_t)(sum ^ sum >> 32);
}

/* Slots hold a number + 1; 0 is an empty one. */
static void enter(struct names *names, size_t number)
{
    size_t slot = hash(names->items[number]) & (names->slot_count - 1);
    while (names->slots[slot] != 0) {
        slot = (slot + 1) & (names->slot_count - 1);
    }
    names->slots[slot] = (uint32_t)(number + 1);
}

static bool grow_slots(struct names *names)
{
    const size_t count = names->slot_count == 0 ? SLOTS_LEAST : 2 * names->slot_count;
    uint32_t *slots = calloc(count, sizeof *slots);
    if (slots == NULL) {
        return false;
    }
    free(names->slots);
    names->slots = slots;
    names->slot_count = count;
    for (size_t i = 0; i < names->count; i++) {
        enter(names, i);
    }
    return true;
}

bool names_add(struct names *names, const char *bytes, size_t length)
{
    if (names->count == names->capacity) {
        const size_t capacity = names->capacity == 0 ? SLOTS_LEAST / 2 : 2 * names->capacity;
        struct name *items = realloc(names->items, capacity * sizeof *items);
        if (items == NULL) {
            return false;
        }
        names->items = items;
        names->capacity = capacity;
    }
    /* At most half of the slots are taken, and a number fits. */
    if (2 * (names->count + 1) > names->slot_count &&
        (names->count >= UINT32_MAX / 4 || !grow_slots(names))) {
        return false;
    }
    names->items[names->count] = (struct name){bytes, length};
    enter(names, names->count++);
    return true;
}

size_t names_exactly(const struct names *names, const char *bytes, size_t length)
{
    const struct name wanted = {bytes, length};
    size_t slot = names->slot_count > 0 ? hash(wanted) & (names->slot_count - 1) : 0;
    while (names->slot_count > 0 && names->slots[slot] != 0) {
        const size_t number = names->slots[slot] - 1;
        if (same(names->items[number], wanted)) {
            return number;
        }
        slot = (slot + 1) & (names->slot_count - 1);
    }
    return NAMES_NONE;
}

size_t names_find(const struct names *names, const char *bytes, size_t length, bool zeros)
{
    const struct name wanted = {bytes, length};
    const size_t exact = names_exactly(names, bytes, length);
    size_t found = NAMES_NONE;
    if (exact != NAMES_NONE || names->slot_count == 0) {
        return exact;
    }
    for (size_t slot = hash(wanted) & (names->slot_count - 1); names->slots[slot] != 0;
         slot = (slot + 1) & (names->slot_count - 1)) {
        const size_t number = names->slots[slot] - 1;
        const struct name name = names->items[number];
        if (alike(name, wanted) || (zeros && alike(significant(name), significant(wanted)))) {
            if (found != NAMES_NONE) {
                return NAMES_NONE;
            }
            found = number;
        }
    }
    return found;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

size_t names_without_zeros(char out[NAMES_ZEROS_MAX], const char *bytes, size_t length)
{
    size_t kept = 0;
    assert(length <= NAMES_ZEROS_MAX);
    for (size_t i = 0; i < length; i++) {
        const bool begins = bytes[i] == '0' && (kept == 0 || is_letter(out[kept - 1]));
        if (!begins || i + 1 == length || !is_digit(bytes[i + 1])) {
            out[kept++] = lower(bytes[i]);
        }
    }
    return kept;
}

void names_fini(struct names *names)
{
    free(names->items);
    free(names->slots);
    *names = (struct names){0};
}
