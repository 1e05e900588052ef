/**
 * Ids to numbers, many and fast: an open table in which the first bytes of an id lie in its slot, and the
 * slots that may be an id's in one cache line, so that most look-ups touch no other.  Beside it a byte for
 * each slot says what is there: so small a table stays near the processor, and ids that nobody has seen yet
 * need no look at any slot.
 * Ids are numbered 0, 1, 2, ... as they are added.  Looking up changes nothing: any number of threads
 * may do it while nobody adds.
 */
#ifndef QUESTIONS_SCORE_IDS_H
#define QUESTIONS_SCORE_IDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "engine/arena.h"
#include "questions/score/fetch.h"

#define IDS_NONE  UINT32_MAX
#define IDS_SLACK 16 /* bytes that ids_key_near() may read from an id's start, whatever they are */

/** An id made ready to be looked up: worked out once, used as often as one likes. */
struct id_key {
    const char *bytes; /* borrowed */
    uint64_t low, high;
    uint64_t hash;
    uint32_t length;
};

/** So many slots lie in a cache line: a bucket.  An id is in the first that was free, from its own on. */
#define IDS_BUCKET 4

struct ids_slot {
    uint64_t low; /* the first 8 bytes of an id of at most 16; of a longer one a hash */
    uint32_t number;
    uint32_t length; /* 0: the slot is free */
};

struct id_text {
    const char *bytes; /* NUL-terminated */
    uint32_t length;
};

/** Zero-initialise; ids_fini() frees. */
struct ids {
    struct ids_slot *slots; /* owned */
    uint64_t *highs; /* owned; of the slots of longer ids: the bytes behind 8, or a second hash */
    unsigned char *tags;   /* owned; of each slot: 0 if it is free, else a part of the id's hash */
    size_t slot_count;     /* a power of two, or 0 */
    struct id_text *texts; /* owned */
    size_t count, capacity;
    struct arena arena; /* of the texts */
};

void ids_fini(struct ids *ids);
/** Add one that is not there (its text is copied); false when memory ran out. */
bool ids_add(struct ids *ids, const struct id_key *key);
/** Make room for `count` ids in all, where so many are expected; false when memory ran out. */
bool ids_reserve(struct ids *ids, size_t count);
/** For ids of more than 16 bytes: those of an id are compared; private to ids_find(). */
bool ids_same_text(const struct ids *ids, uint32_t number, const struct id_key *key);
/** For ids of more than 8 bytes, whose first 8 are the same: the others; private to ids_find(). */
static inline bool ids_same_rest(const struct ids *ids, size_t slot, const struct id_key *key)
{
    return ids->highs[slot] == key->high &&
           (key->length <= 16 || ids_same_text(ids, ids->slots[slot].number, key));
}
/** Key of any bytes, at least 1. */
struct id_key ids_key(const char *bytes, size_t length);
/** The rest of a key of more than 16 bytes; private. */
void ids_key_long(struct id_key *key);

__extension__ typedef unsigned __int128 ids_wide;

/* Both halves of the product of two words, laid upon each other. */
static inline uint64_t ids_mix(uint64_t a, uint64_t b)
{
    const ids_wide product = (ids_wide)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/** The higher half of a product, of numbers that make it fit in 32 bits. */
static inline uint32_t ids_high(uint64_t a, uint64_t b)
{
    return (uint32_t)((ids_wide)a * b >> 64);
}

/*
 * A factor that is 0 would make everything 0, but the bytes that make one so are no text in UTF-8.
 */
static inline uint64_t ids_hash(uint64_t low, uint64_t high, size_t length)
{
    return ids_mix(low ^ UINT64_C(0xa0761d6478bd642f),
                   high ^ length ^ UINT64_C(0xe7037ed1a0b428db));
}

/** What an id of at most 16 bytes is compared by: its bytes, and zeros behind them. */
struct ids_words {
    uint64_t low, high;
};
/** Which of 16 bytes are an id's of so many, where the first one is the lowest; private to ids_words(). */
extern const struct ids_words ids_masks[IDS_SLACK + 1];

/** The words of the key of an id of at most 16 bytes, behind whose start IDS_SLACK may be read. */
static inline struct ids_words ids_words(const char *bytes, size_t length)
{
    struct ids_words words = {0, 0};
#if !defined(__BYTE_ORDER__) || __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
    memcpy(&words.low, bytes, length < 8 ? length : 8);
    memcpy(&words.high, bytes + 8, length < 8 ? 0 : length - 8);
#else
    memcpy(&words, bytes, sizeof words);
    words.low &= ids_masks[length].low;
    words.high &= ids_masks[length].high;
#endif
    return words;
}

/**
 * The same as ids_key() for bytes behind which IDS_SLACK more may be read.  It is written to where it stays:
 * a copy of what was written a moment ago, in other portions, must wait until that has reached the cache.
 */
static inline void ids_key_near(const char *bytes, size_t length, struct id_key *key)
{
    key->bytes = bytes;
    key->length = (uint32_t)length;
    if (length > 16) {
        ids_key_long(key);
        return;
    }
    const struct ids_words words = ids_words(bytes, length);
    key->low = words.low;
    key->high = words.high;
    key->hash = ids_hash(words.low, words.high, length);
}

/** The first slot of the bucket of an id with this hash; if that is full, it is behind it.  Private. */
static inline size_t ids_home(const struct ids *ids, uint64_t hash)
{
    return hash & (ids->slot_count - 1) & ~(size_t)(IDS_BUCKET - 1);
}

/** Bring the slots of an id nearer, for a look-up soon. */
static inline void ids_prefetch(const struct ids *ids, const struct id_key *key)
{
    if (ids->slot_count > 0) {
        const size_t home = ids_home(ids, key->hash);
        fetch_soon(&ids->slots[home]);
        if (key->length > 8) {
            fetch_soon(&ids->highs[home]);
        }
    }
}

/** Bring the tag of an id nearer. */
static inline void ids_prefetch_tag(const struct ids *ids, const struct id_key *key)
{
    if (ids->slot_count > 0) {
        fetch_soon(&ids->tags[ids_home(ids, key->hash)]);
    }
}

/** What stands in the tags for an id of this hash: never 0. */
static inline unsigned char ids_tag(uint64_t hash)
{
    return (unsigned char)(hash >> 56 | 1);
}

/** Is it surely not there?  Quick, and nearly always right; false says nothing. */
static inline bool ids_is_new(const struct ids *ids, const struct id_key *key)
{
    const unsigned char mine = ids_tag(key->hash);
    for (size_t at = ids_home(ids, key->hash); ids->slot_count > 0; at++) {
        const unsigned char tag = ids->tags[at & (ids->slot_count - 1)];
        if (tag == 0 || tag == mine) {
            return tag == 0;
        }
    }
    return true;
}

/** Is it the id in a slot?  Private. */
static inline bool ids_is_at(const struct ids *ids, size_t at, const struct id_key *key)
{
    const struct ids_slot *slot = &ids->slots[at];
    return slot->low == key->low && slot->length == key->length &&
           (key->length <= 8 || ids_same_rest(ids, at, key));
}

/** Its number; IDS_NONE: it is not there. */
static inline uint32_t ids_find(const struct ids *ids, const struct id_key *key)
{
    if (ids->slot_count == 0) {
        return IDS_NONE;
    }
    for (size_t i = ids_home(ids, key->hash);; i++) {
        const size_t at = i & (ids->slot_count - 1);
        if (ids->slots[at].length == 0) {
            return IDS_NONE;
        }
        if (ids_is_at(ids, at, key)) {
            return ids->slots[at].number;
        }
    }
}

/**
 * The same, quicker, of a table that is not empty, for ids that are there: in which slot of its bucket one is
 * cannot be foreseen, so all four are compared without a jump.  IDS_NONE: ask ids_find().
 */
static inline uint32_t ids_find_quickly(const struct ids *ids, const struct id_key *key)
{
    const size_t home = ids_home(ids, key->hash);
    const struct ids_slot *bucket = &ids->slots[home];
    const uint64_t low = key->low;
    const size_t last = bucket[3].low == low;
    const size_t which =
        ((size_t)(bucket[1].low == low) | last) | ((size_t)(bucket[2].low == low) | last) << 1;
    const struct ids_slot *slot = &bucket[which];
    return slot->low == low && slot->length == key->length &&
                   (key->length <= 8 ||
                    (key->length <= 16 && ids->highs[home + which] == key->high))
               ? slot->number
               : IDS_NONE;
}
_Static_assert(IDS_BUCKET == 4, "as many are compared");

/** The same, quicker where most of those that are looked up are not there. */
static inline uint32_t ids_find_fresh(const struct ids *ids, const struct id_key *key)
{
    return ids_is_new(ids, key) ? IDS_NONE : ids_find(ids, key);
}

#endif
