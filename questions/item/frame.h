/**
 * A frame: all of an item that does not hang on how its case is told: the options with their
 * correctness, meaning and feedback, the explanation, the row.  It is worked out once for a spot;
 * items are then made of it by the thousand, each with a telling, a wording and an order of its own.
 */
#ifndef QUESTIONS_ITEM_FRAME_H
#define QUESTIONS_ITEM_FRAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/arena.h"
#include "questions/item/item.h"
#include "questions/item/kind.h"

struct buffer;   /* questions/text/buffer.h */
struct question; /* questions/item/question.h */

/** No story at all: what is asked stands alone. */
#define FRAME_NO_STORY (SIZE_MAX - 1)

struct frame {
    const struct subject *subject;
    struct spot spot;
    struct arena arena; /* owns what is not the pack's */

    /* What the kind fills in. */
    struct item item; /* id and stem NULL, kind, facts, decision and tags left to frame_new() */
    bool keep_order;  /* the options have an order that readers expect: yes, no */
    bool story;       /* a case is told before the question */
    bool most_direct; /* a wrong option would work, too, only less directly: the stem must say so */
    uint32_t spoken_of; /* facts that options speak of: the story must have told them */
    struct texts asks;  /* ways to ask; empty: as the telling, else the decision, asks */

    /* What frame_new() adds. */
    /* That may be used; SCENARIO_PLAIN or FRAME_NO_STORY where there is none.  Empty: two options read
     * alike, and no item can be made. */
    size_t *tellings;
    uint32_t *digests; /* of each of them: what the ids of its items end in, as a number */
    size_t telling_count;
};

/** The frame of a spot, its key proved by the kind's judge; NULL when memory ran out. */
struct frame *frame_new(const struct subject *subject, const struct spot *spot);
void frame_free(struct frame *frame);

/** How an item is made of a frame. */
struct frame_wording {
    size_t telling; /* index into the frame's tellings */
    uint64_t seed;  /* chooses among wordings and names */
    size_t repeat;  /* 1, or more for a repeat of the same id: "-2" is put behind it */
    unsigned char order[ITEM_OPTIONS_MAX]; /* order[i]: the frame's option at place i */
};

/**
 * Make an item.
 * @arena  owns what is new in it: id, stem, list of options; the rest is the frame's
 * @return false when memory ran out
 */
bool frame_item(const struct frame *frame, const struct frame_wording *wording, struct arena *arena,
                struct item *item);
/**
 * The stem alone: the story, an empty line, the question.
 * @telling  index into the frame's tellings
 * @stem     fails when memory runs out
 */
void frame_stem(const struct frame *frame, size_t telling, uint64_t seed, struct buffer *stem);

/* For kinds: pieces that several of them need. */

/** A text made the frame's own; the buffer is freed.  NULL when memory ran out, also before. */
const char *frame_keep(struct frame *frame, struct buffer *text);
/** "shared=yes": a fact set to a value, as options spell it; NULL when memory ran out. */
const char *frame_change(struct frame *frame, size_t fact, bool value);
/** The fact and the value of such a text; SIZE_MAX: it is none that the pack knows. */
size_t frame_read_change(const struct pack *pack, const char *text, bool *value);
/** A clause as a sentence; NULL when memory ran out. */
const char *frame_sentence(struct frame *frame, const char *clause);
/** The facts that a telling of the pack says, or that follow from what it says. */
uint32_t frame_told(const struct frame *frame, size_t telling);
/** What an owner does to make a fact true, in the pack's words or plainly. */
const char *frame_grant_text(struct frame *frame, size_t fact);
/** The facts that a misconception itself is about: those of its own rows, or taken for granted. */
uint32_t frame_belief_facts(const struct misconception *misconception);
/**
 * Note that an option fits a misconception; the first one noted is told in `text`, too, behind
 * "This choice fits the belief".
 */
void frame_add_belief(struct frame *frame, size_t misconception, struct item_option *option,
                      struct buffer *text);
/** Texts with one word in braces replaced: "{act}"; false when memory ran out. */
bool frame_fill(struct frame *frame, const struct texts *texts, const char *hole,
                const char *filling, struct texts *filled);
/** Beliefs that answer an option in this case, by id; false when memory ran out. */
bool frame_beliefs(struct frame *frame, const struct question *q, size_t option,
                   struct texts *beliefs);
/** Feedback and beliefs of an option that is an outcome, as the drill words them. */
bool frame_outcome_feedback(struct frame *frame, const struct question *q, size_t option,
                            struct item_option *into);
/** Add texts as a list within a sentence, `at` counted from 0: "A", "B" and "C". */
void frame_add_quoted(struct buffer *out, const char *text, size_t at, size_t count);
/**
 * Set the explanation: the reason, and behind the sibling's label what holds there.  Both buffers are freed.
 * @there   empty: nothing is said of the sibling
 * @return  false when memory ran out, also before
 */
bool frame_explain(struct frame *frame, struct buffer *here, struct buffer *there);
/** The reason of the deciding row, and what holds under the sibling's rules. */
bool frame_explanation(struct frame *frame, const struct question *q);

#endif
