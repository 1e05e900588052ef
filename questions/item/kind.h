/**
 * Kinds of question: what can be asked about a pack, and how the tables answer it.  One table of
 * kinds; a kind is one file.  It lists its spots (everything that it can ask), makes the frame of a
 * spot, and judges what an option claims.  The judge sees only the claim and the case, so it proves
 * the key of a bank that somebody sends back as well as of one just made.
 */
#ifndef QUESTIONS_ITEM_KIND_H
#define QUESTIONS_ITEM_KIND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "questions/item/subject.h"

struct frame; /* questions/item/frame.h */
struct kind;

/** Something that can be asked.  A value; it owns nothing. */
struct spot {
    const struct kind *kind;
    size_t decision; /* index; SIZE_MAX: about no decision */
    uint32_t whole;  /* the case; 0 where it is about none */
    size_t goal;     /* the kind's own: an outcome, a fact, a sentence; SIZE_MAX: nothing */
    size_t variant;  /* the kind's own: which way it is asked, from 0 */
    size_t group;    /* what it is about within its kind: banks are spread evenly over groups */
};

struct spots {
    struct spot *items; /* owned */
    size_t count, capacity;
    bool failed; /* memory ran out; the list is not whole */
};
void spots_add(struct spots *spots, const struct spot *spot);
void spots_fini(struct spots *spots);

/** What an option says about a case; texts as files spell them (data/README.md). */
struct claim {
    size_t decision;     /* SIZE_MAX: none */
    const char *goal;    /* of the item; NULL: none */
    const char *outcome; /* of the option; NULL: none */
    const char *means;   /* of the option; NULL: none */
};

enum judgement {
    JUDGED_WRONG,
    JUDGED_RIGHT,
    JUDGED_NOTHING /* the claim is none that this pack understands, or no table settles it */
};

struct kind {
    const char *name; /* as files spell it; NULL: each decision by its id */
    const char *says; /* half a sentence for --help */
    /* Why a pack cannot be asked so, in words ("no fact is under the owner's control"); NULL: it can. */
    const char *(*missing)(const struct subject *subject);
    /* Every spot, in a fixed order; a spot's key is settled and may be asked for. */
    void (*spots)(const struct subject *subject, struct spots *spots);
    /* Fill a frame whose spot and arena are set; false when memory ran out. */
    bool (*frame)(const struct subject *subject, struct frame *frame);
    enum judgement (*judge)(const struct subject *subject, const struct claim *claim,
                            uint32_t whole);
};

/** The kinds in the order of the help; ends with NULL. */
extern const struct kind *const question_kinds[];
/**
 * The kind that a file calls so: the decisions' kind for the id of one, else by name; NULL: none.
 * @decision  receives the decision that the name is, else SIZE_MAX; may be NULL
 */
const struct kind *kind_find(const struct subject *subject, const char *name, size_t *decision);
/** What files call the kind of a spot. */
const char *kind_name(const struct subject *subject, const struct spot *spot);

#endif
