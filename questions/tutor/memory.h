/**
 * What a learner remembers of a pack: one FSRS state (fsrs.h) for each rule and each statement that
 * can be asked about.  It is worked out from the answers in the log, and kept nowhere.
 *
 * An answer about a case counts for the rule that decides the case, as long as that rule still does,
 * with the outcome that was right then.  So a changed condition or outcome costs exactly the answers
 * it makes untrue, and a mended comma, or a new name for a rule, costs nothing.
 */
#ifndef QUESTIONS_TUTOR_MEMORY_H
#define QUESTIONS_TUTOR_MEMORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "questions/item/subject.h"
#include "questions/tutor/fsrs.h"

struct asked;          /* questions/tutor/record.h */
struct outcome_record; /* questions/tutor/record.h */
struct targets;        /* questions/tutor/choose.h */

/** All of an answer that memory goes by. */
struct memory_answer {
    bool correct;         /* a skipped question was not answered, and is not */
    bool skipped;         /* not answered */
    bool hint;            /* a hint was taken first */
    bool crammed;         /* asked while cramming */
    bool has_confidence;  /* the learner said how sure */
    int confidence;       /* 0 to 100 */
    int64_t milliseconds; /* from seeing the question to answering it */
};

/** A rule or a statement, and what is remembered of it. */
struct memory_item {
    size_t decision;         /* SIZE_MAX: a statement */
    size_t index;            /* of the row in its decision, or of the statement */
    struct fsrs_state state; /* not fsrs_known(): never asked */
    int64_t last;            /* Unix time of the latest review */
    size_t reviews, lapses;  /* a lapse is a review that was "again" */
    bool wrong;              /* the latest answer was; what is skipped is none */
    size_t crammed;          /* right answers while cramming since then, on the day of the latest */
    int64_t crammed_at;      /* Unix time of the latest of them; 0: none */
};

/** One answer that counts. */
struct memory_review {
    int64_t number; /* of its question in the log; the log's order is the order of reviews */
    int64_t at;     /* Unix time; clocks go back at times */
    size_t item;
    enum fsrs_rating rating;
    bool crammed;
    bool skipped; /* no answer */
};

struct memory {
    const struct subject *subject;
    struct memory_item *items; /* owned */
    size_t count;
    size_t *item_of; /* owned; for the rows of each decision in turn, then the statements */
    struct memory_review *reviews; /* owned */
    size_t review_count, review_capacity;
    bool stale; /* the items do not say yet what the reviews do */
};

/**
 * Begin with nothing remembered.
 * @targets  what there is to ask about: its rows and statements become the items, in its order
 * @return   false when memory ran out; memory_fini() is called in any case
 */
bool memory_init(struct memory *memory, const struct subject *subject,
                 const struct targets *targets);
void memory_fini(struct memory *memory);

/** The item of a row, or (decision SIZE_MAX) of a statement; SIZE_MAX: it cannot be asked. */
size_t memory_item_of(const struct memory *memory, size_t decision, size_t index);
/** What a question of the log is about, as the pack is now; SIZE_MAX: nothing that is remembered. */
size_t memory_item_asked(const struct memory *memory, const struct asked *asked);

#define MEMORY_UNSURE 50    /* a confidence below it is a guess */
#define MEMORY_SURE   90    /* one from here on is none */
#define MEMORY_QUICK  20000 /* milliseconds; a story of four sentences takes about twelve seconds */

/**
 * How an answer counts: wrong or skipped is "again"; right is "good", but "hard" after a hint or a
 * guess, and "easy" only for somebody who was sure and quick.
 */
enum fsrs_rating memory_rating(const struct memory_answer *answer);

/**
 * Note an answer; in any order.  SIZE_MAX for the item is passed over.  What was right while cramming
 * is no review: it shows that it is in the head for now, and must not put off the day when it is
 * asked for good.  What was wrong then counts as ever.
 * @return false when memory ran out
 */
bool memory_note(struct memory *memory, int64_t number, int64_t at, size_t item,
                 const struct memory_answer *answer);
/**
 * The same of a record.  What says nothing is passed over: a question that was neither answered nor
 * skipped, or skipped in an exam or a diagnosis, where one may; an exam that is not over.
 */
bool memory_note_record(struct memory *memory, const struct outcome_record *record);
/** Take back the answer to a question; nothing when it has none. */
void memory_take_back(struct memory *memory, int64_t number);
/** Bring the items up to date.  Cost: a look at every review, when something came out of order. */
void memory_settle(struct memory *memory);

/* Of an item that is up to date; days are numbers of calendar days (fsrs_day()). */

/** The chance of recall on a day; 0 when it was never asked. */
double memory_recall(const struct memory_item *item, int64_t day);
/** The day on which recall has sunk to FSRS_RETENTION; of an item that was asked. */
int64_t memory_due(const struct memory_item *item);
/**
 * By how much asking about it today is expected to raise the chance of recall on another day: a right
 * answer and a wrong one, each as likely as it is, less doing nothing.  Never below 0.
 */
double memory_gain(const struct memory_item *item, int64_t today, int64_t day);
#define MEMORY_FIRST 0.5 /* chance that a first answer is right: four options, and some knowledge */

#endif
