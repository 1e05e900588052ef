/**
 * What the parts of scoring share: results.c (the whole, students, the class),
 * results_worth.c (what answers are worth), levels.c (totals put in
 * order), tally.c (what was answered to one question), results_items.c and results_choices.c (figures of
 * it), results_beliefs.c.  Private to them.
 */
#ifndef QUESTIONS_SCORE_RESULTS_PRIVATE_H
#define QUESTIONS_SCORE_RESULTS_PRIVATE_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "questions/score/results.h"
#include "questions/score/units.h"

struct crew; /* questions/score/crew.h */

#define CHUNK_STUDENTS 1024u /* students of one task */

/** What an answer adds to its student's result. */
struct worth {
    int64_t units;   /* to the total; 0 where the question does not count by answers */
    uint64_t counts; /* 1 where it is answered, COUNT_RIGHT more where it is right; 0: counts not */
};
#define COUNT_RIGHT ((uint64_t)1 << 32)

/** The distinct totals of all students, rising. */
struct levels {
    int64_t *totals;    /* owned */
    uint64_t *students; /* owned; how many have each */
    size_t count;
    uint32_t *of; /* owned; the level of each student */
    uint32_t
        *order; /* owned; students by level, each level's by number; NULL until it is asked for */
};

/** What a scored question has to do with the total; units squared. */
struct item_share {
    double variance;      /* of its points */
    double rest_variance; /* of the total less it */
    double covariance;    /* of its points and the total */
};

/** One scoring. */
struct scoring {
    const struct sheet *sheet;
    const struct score_key *key;
    struct results *results;
    struct crew *crew;
    size_t students;
    struct units units;
    size_t *first;       /* owned; where each question's codes begin below; one more at the end */
    struct worth *worth; /* owned; by question and code */
    int64_t *own;        /* owned; what an answer earns, in units, whatever the question's status */
    unsigned char *right;       /* owned; by question and code: is it fully right? */
    unsigned char *plain_right; /* owned; of blocks of plain questions (narrow.h) the right codes */
    unsigned char *not_plain;   /* owned; of each block: not 0 where it is none of plain ones */
    int64_t plain_units;        /* what each plain question is worth */
    int64_t *totals;            /* owned; of each student, in units */
    struct levels levels;
    int64_t centre;                    /* the mean total, rounded: totals less it have small sums */
    atomic_uint_fast64_t *not_reached; /* owned; of each question */
    atomic_uint_fast64_t *presented;   /* owned; of each question */
    struct item_share *shares;         /* owned; of each question */
    size_t *choice_end; /* owned; where each question's next row goes while they are made */
    atomic_bool failed; /* memory ran out */
};

/** Points that a question itself adds to everybody's total who has it, in units. */
int64_t scoring_gift(const struct scoring *s, size_t question);
/** Is a question's status so that its answers count in the total? */
bool scoring_counts(const struct scoring *s, size_t question);

/** Is a question part of the total, by answers or as a gift? */
bool scoring_in_total(const struct score_key *key, size_t question);

/** Make `first`, `units`, what every answer is worth, and which questions are plain; false when memory ran out. */
bool worth_make(struct scoring *s);
/** What a student's answers are worth in all. */
struct worth worth_of_row(const struct scoring *s, struct sheet_row row);

/** Fill `levels` from the totals; false when memory ran out. */
bool levels_make(struct levels *levels, const int64_t totals[], size_t students);
/** Make `order`; false when memory ran out. */
bool levels_order(struct levels *levels, size_t students);
void levels_fini(struct levels *levels);

/**
 * Students are cut into so many parts where those tied at the edge of a group share its places: 100 times
 * the least common multiple of 1 to 20, times 2^24.  So what up to 20 tied students share comes out
 * without a remainder, and 1/3 is written 0.333333333333333.
 */
#define PARTS_PER_STUDENT ((int64_t)23279256000 << 24)

/** What was answered alike to one question. */
struct answer_tally {
    uint64_t students;
    units_sum above;                  /* their totals, each less the centre */
    units_sum fifths[RESULTS_GROUPS]; /* how many of them are in each fifth, in parts */
    units_sum best, worst;            /* in the best and the worst 27 %, in parts */
};

/** Students with the same total less the question. */
struct rest_count {
    int64_t rest;
    uint64_t students;
    size_t code;
};

/** The answers to one question, over those whose paper has it.  Zero-initialise; tally_fini() frees. */
struct tally {
    size_t question;
    size_t codes;
    struct answer_tally *answers; /* owned; by code */
    uint64_t students;
    uint64_t presented;       /* how many there will be; set before the first level */
    units_sum squares;        /* of totals less the centre */
    int64_t least, most;      /* total */
    struct rest_count *rests; /* owned; by rising total */
    size_t rest_count, rest_capacity;
    bool failed; /* memory ran out */
};
void tally_fini(struct tally *tally);
/** Tally a range of questions in one walk over the sheet, and hand each to `use`, in order. */
void tally_questions(struct scoring *s, size_t from, size_t to,
                     void (*use)(struct scoring *s, struct tally *tally));
/** How many questions a range should have, at most, if it begins with this one. */
size_t tally_range(const struct scoring *s, size_t from);

/** Sums over the students of a tally; x: points of the item, t: total, r: total less the item. */
struct moments {
    double n;
    double x, t, r;            /* sums of differences from a centre, units */
    double xx, tt, rr, xt, xr; /* variances and covariances, units squared (n - 1) */
    int64_t x_centre;
    bool x_varies, t_varies, r_varies;
};

/** The figures of one question. */
void results_item(struct scoring *s, struct tally *tally);
/** Rows of its options and other answers. */
void results_choices(struct scoring *s, const struct tally *tally, const struct moments *moments);
/** How many rows it may take. */
size_t results_choice_room(const struct scoring *s, size_t question);
/** Pearson's r; NAN when either is constant, or of fewer than two. */
double moments_correlation(double covariance, double variance_a, double variance_b);

/** Sections; false when memory ran out. */
bool results_count_sections(struct scoring *s);
/** Beliefs of the class; false when memory ran out. */
bool results_count_beliefs(struct scoring *s);
/** Flags, once all items and choices are there. */
void results_set_flags(struct results *results);

#endif
