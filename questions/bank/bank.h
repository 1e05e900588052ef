/**
 * A bank: items in order, with the pack, its digest and the seed that they came from; and papers,
 * where each student has one of his own.  Formats read and write it (questions/bank/format.h).
 */
#ifndef QUESTIONS_BANK_BANK_H
#define QUESTIONS_BANK_BANK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/arena.h"
#include "engine/diag.h"
#include "questions/item/item.h"

#define BANK_SIZE_MAX ((size_t)1024 * 1024 * 1024) /* bytes of a bank that is read */

/** What stands before the questions.  Texts may be NULL where a bank was written by hand. */
struct bank_head {
    const char *title;
    const char *pack_id;
    const char *pack_sha256; /* 64 lower-case hexadecimal digits */
    const char *generator;   /* "amiquiz 1.0" */
    bool seeded;
    uint64_t seed;
    const struct source *sources; /* what items cite by id; NULL: the pack is not at hand */
    size_t source_count;
    size_t item_count; /* how many questions will come; 0: not known beforehand */
};

/** One question of a paper: which item, and its options in the order printed. */
struct paper_question {
    size_t item;                           /* index into the bank's items */
    unsigned char order[ITEM_OPTIONS_MAX]; /* order[i]: option of the item that stands at place i */
};

/** What one student gets. */
struct paper {
    const char *form;    /* "031": printed on every page */
    const char *student; /* NULL: nobody in particular */
    struct paper_question *questions;
    size_t question_count;
};

/** Zero-initialise to begin.  Everything in it lives in its arena; bank_fini() frees it. */
struct bank {
    struct arena arena;
    struct bank_head head;
    struct item *items;
    size_t item_count;
    struct paper *papers;
    size_t paper_count;
    size_t item_capacity, paper_capacity; /* private */
};

void bank_fini(struct bank *bank);
/** A new, zeroed item at the end (points 1, select 1, difficulty unsaid); NULL when memory ran out.
 * Valid until the next one is added. */
struct item *bank_add(struct bank *bank);
/** A new, zeroed paper at the end; NULL when memory ran out.  Valid until the next one is added. */
struct paper *bank_add_paper(struct bank *bank);
/** An item by id; NULL: none.  Linear: bank_index (questions/bank/bank_ids.h) is for many. */
const struct item *bank_item(const struct bank *bank, const char *id);

#endif
