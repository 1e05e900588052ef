/**
 * An item: one question as a bank holds it, made of texts alone.  Items are made from a pack
 * (questions/item/frame.h) or read from a file that somebody else wrote; formats write them without
 * knowing which.  An item owns nothing: its texts belong to the arena it was made in, or to the pack.
 */
#ifndef QUESTIONS_ITEM_ITEM_H
#define QUESTIONS_ITEM_ITEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/arena.h"
#include "engine/pack.h"

#define ITEM_OPTIONS_MAX 26 /* letters A to Z */

/** One option.  Which option it is says its place: 0 is A. */
struct item_option {
    const char *id;   /* "A" for the first; unique in the item */
    const char *text; /* plain text, one paragraph */
    bool correct;
    const char *outcome; /* id of the outcome that it chooses; NULL: it has no such meaning */
    const char *means;   /* what it claims, as its kind spells it (data/README.md); NULL: nothing */
    struct texts misconceptions; /* ids of the beliefs that answer so */
    const char *feedback;        /* what to say to somebody who chose it; NULL: nothing */
};

/** One fact of the case, by its name: a bank may be read without its pack. */
struct item_fact {
    const char *id;
    bool value;
};

/** Zeroed, it is an item without anything. */
struct item {
    const char *id;       /* unique in its bank, made of the content */
    const char *kind;     /* "path", "grant", ...; NULL: unsaid (written by hand) */
    const char *decision; /* id; NULL: none */
    const char *goal; /* what its kind asks beside the decision, as it spells it; NULL: nothing */
    struct item_fact *facts;
    size_t fact_count; /* 0: about no case */
    const char *stem;  /* the scenario, an empty line, the question; plain text */
    size_t select;     /* how many options are to be chosen, at least 1 */
    struct item_option *options;
    size_t option_count;
    const char *explanation; /* why the key is the key; NULL: unsaid */
    const char *rule;        /* id of the row (or statement) that decides; NULL: none */
    struct texts source;
    double points;
    double difficulty; /* 0 easy to 1 hard; negative: unsaid */
    struct texts tags;
    /* What a learner chose, where a bank of mistakes is made of it: "You chose C."  NULL: unsaid.
     * Formats for people write it; none reads it. */
    const char *chosen;
    struct place place; /* where it was read; text NULL: it was not */
};

/** How many options are right. */
size_t item_right_count(const struct item *item);
/** Letter of an option by its place, 'A' for 0. */
char item_letter(size_t option);
/** The same as a text, "A" for 0: the id of an option that has no other. */
const char *item_letter_id(size_t option);
/** Is it a question with two options, one right: yes or no, true or false? */
bool item_is_binary(const struct item *item);
/**
 * Must the options keep their order?  Yes and no are looked for in their places, and an option that
 * speaks of others by place or letter ("all of the above", "both A and C") is spoiled by a shuffle.
 */
bool item_keeps_order(const struct item *item);

/** `count` empty options, their ids set to letters; false when memory ran out. */
bool item_options(struct item *item, struct arena *arena, size_t count);
/**
 * Make `item` one like `from`, its options in another order, with letters for ids; the rest is shared.
 * @order   order[i]: the option of `from` that stands at place i
 * @arena   owns the list of options
 * @return  false when memory ran out
 */
bool item_arrange(struct item *item, const struct item *from,
                  const unsigned char order[ITEM_OPTIONS_MAX], struct arena *arena);
/** Append a text to a list; both live in the arena.  Lists are short: each call copies. */
bool item_add_text(struct texts *texts, struct arena *arena, const char *text);

/**
 * All that a reader sees, compared: ids, stem, options with their correctness and feedback,
 * explanation, points, tags and what a pack gave; `chosen` and `place` are not.
 */
bool item_equal(const struct item *a, const struct item *b);

#endif
