/**
 * What a person says of a case, word by word: "shared=yes".  One reader for the command line, for
 * batches and for the drill, so that a word means the same everywhere; what is said about a faulty
 * word is the caller's.
 */
#ifndef QUESTIONS_ITEM_FACT_WORDS_H
#define QUESTIONS_ITEM_FACT_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/cases.h"

struct pack; /* engine/pack.h */

enum fact_value { FACT_NO, FACT_YES, FACT_UNKNOWN };

/**
 * A value as people write it: yes no true false 1 0 unknown, in any letter case; empty is unknown;
 * spaces and tabs around it do not matter.
 * @return false when it is none of these; `value` is unchanged then.
 */
bool fact_value_read(const char *bytes, size_t length, enum fact_value *value);

/** A fact by the first `length` bytes of its name; SIZE_MAX: the pack has none of that name. */
size_t fact_by_name(const struct pack *pack, const char *name, size_t length);

enum fact_word_fault {
    FACT_WORD_GOOD,
    FACT_WORD_NO_FACT,   /* the pack has no such fact */
    FACT_WORD_NO_VALUE,  /* "shared" or "shared=" */
    FACT_WORD_NOT_VALUE, /* "shared=perhaps" */
    FACT_WORD_TWICE      /* the fact was given before */
};

/** The words read so far.  Zero-initialise.  Owns nothing. */
struct fact_words {
    struct partial facts; /* what is known from them */
    uint32_t given;       /* bits of the facts that had a word, also "unknown" */
    size_t fact;          /* of the latest word; SIZE_MAX: no such fact */
};

/**
 * Read one word, FACT=VALUE.  A value that is "unknown" is given and tells nothing.
 * @return what is wrong with it; only `words->fact` is changed then
 */
enum fact_word_fault fact_words_add(struct fact_words *words, const struct pack *pack,
                                    const char *word, size_t length);

#endif
