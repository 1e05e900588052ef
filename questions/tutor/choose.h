/**
 * What to ask next: which row, misconception or statement is due, and which case shows it best.
 * Cases are never drawn evenly: most of them are trivial.
 */
#ifndef QUESTIONS_TUTOR_CHOOSE_H
#define QUESTIONS_TUTOR_CHOOSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "questions/item/subject.h"
#include "questions/text/rng.h"
#include "questions/tutor/belief.h"

enum target_kind { TARGET_ROW, TARGET_MISCONCEPTION, TARGET_STATEMENT };

/** Something that a question can be about, and how it went so far. */
struct target {
    enum target_kind kind;
    size_t decision;   /* SIZE_MAX for a statement */
    size_t index;      /* of the row in its decision, the misconception or the statement */
    size_t asked;      /* how often */
    size_t streak;     /* right answers since the last wrong one */
    bool last_wrong;   /* the latest answer was wrong */
    size_t last_asked; /* number of the question, from 1 over all; 0: never */
    double urgency;    /* of a row or statement: how much the schedule wants it asked now; 0: not */
    bool left_out;     /* not to be drawn; whoever draws sees to it */
};

/** Everything a pack lets us ask about. */
struct targets {
    struct target *items; /* owned */
    size_t count;
};

/** A case that was asked. */
struct seen_case {
    size_t decision;
    uint32_t facts;
};

/** Rows that decide an askable case, misconceptions that show in one, statements; false: no memory. */
bool targets_init(struct targets *targets, const struct subject *subject);
void targets_fini(struct targets *targets);
/** Forget how it went; `urgency` and `left_out` stay. */
void targets_reset(struct targets *targets);
/** Note an answer: `number` of the question, from 1. */
void targets_note_case(struct targets *targets, const struct subject *subject, size_t decision,
                       uint32_t whole, bool correct, size_t number);
void targets_note_statement(struct targets *targets, size_t statement, bool correct, size_t number);

/** Of the rows and statements answered wrong a while ago, the one that has waited longest; or NULL. */
const struct target *choose_waiting(const struct targets *targets, size_t number);

/**
 * Draw what is due.
 * @beliefs        one for each decision
 * @number         of the question to come, from 1
 * @last_decision  what the question before was about; SIZE_MAX: a statement, or none
 * @return         NULL when there is nothing to ask
 */
const struct target *choose_target(const struct targets *targets, const struct belief beliefs[],
                                   size_t number, size_t last_decision, struct rng *rng);

/**
 * What a question is expected to tell, in bits, brought to whole millionths: two cases that tell the
 * same must compare alike on every machine, whatever the last bit of a logarithm is there.
 */
double choose_rounded(double bits);

/**
 * The case of a target (not a statement) whose answer is expected to tell most, some chance mixed
 * in; cases seen lately come last.
 */
uint32_t choose_case(const struct subject *subject, const struct target *target,
                     const struct belief *belief, const struct seen_case seen[], size_t seen_count,
                     struct rng *rng);

#endif
