/**
 * A diagnosis as a pure state machine: it asks about one decision until it is sure what the learner
 * believes, says what it found, and then drills exactly that until the evidence turns.  Terminal, JSON
 * and piped input are faces of it.
 *
 * Where it stands is worked out from the answers alone, so an answer taken back leaves no trace, and
 * one that was cut off goes on from its records as if nothing had happened.
 */
#ifndef QUESTIONS_TUTOR_DIAGNOSIS_H
#define QUESTIONS_TUTOR_DIAGNOSIS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "questions/tutor/belief.h"
#include "questions/tutor/probe.h"
#include "questions/tutor/session.h"

/** Answers after which it gives up, when nobody says.  Nineteen in twenty learners of our packs take
 * less than twenty, see tests/bench/diagnose.sh. */
#define DIAGNOSIS_MOST 30
/** Below this a belief that was found is taken for given up. */
#define DIAGNOSIS_TURNED 0.2
/**
 * The least probability of a hypothesis while a belief that was found is drilled: who is taught may
 * change his mind, so what was as good as impossible must be able to come back in a few answers.
 */
#define DIAGNOSIS_FLOOR 1e-3

struct diagnosis; /* private to questions/tutor/diagnosis.c */

struct diagnosis_options {
    const struct subject *subject; /* must outlive it */
    size_t decision;
    double slip, sure;
    bool pairs;
    size_t most; /* answers after which it gives up */
    uint64_t seed;
    int64_t round; /* its number in the log */
    struct session_clock clock;
    struct session_log log;
};

enum diagnosis_stage {
    DIAGNOSIS_ASKING,
    DIAGNOSIS_DRILLING, /* something that can be drilled was found */
    DIAGNOSIS_OVER      /* nothing to drill was found, or the evidence has turned */
};

/** What came out. */
struct diagnosis_finding {
    bool known; /* it was sure, or gave up; else the rest says what leads now */
    bool sure;
    size_t hypothesis;  /* of diagnosis_belief(); told for all that are told by its name */
    double probability; /* when it was found */
    size_t questions;   /* answers until then */
    size_t right;       /* of these */
};

/** The case that shows a finding best. */
struct diagnosis_example {
    const struct question *question; /* owned by the diagnosis; NULL: none, or memory ran out */
    size_t believed;                 /* the option that is believed; SIZE_MAX: none */
    size_t position; /* of the learner's own turn that showed it; 0: it is a new one */
};

/**
 * Begin; diagnosis_free() frees it.
 * @empty   receives whether the decision has no case to ask
 * @return  NULL when it has not, or memory ran out
 */
struct diagnosis *diagnosis_start(const struct diagnosis_options *options, bool *empty);
void diagnosis_free(struct diagnosis *diagnosis);

/**
 * Tell it what was asked before it was cut off, oldest first, all before diagnosis_next().
 * @return false when memory ran out: diagnosis_failed()
 */
bool diagnosis_recall(struct diagnosis *diagnosis, const struct outcome_record *record);

/** The open question, a new one when none is; NULL: it is over, or after a failure.  Valid until the
 * next call. */
const struct turn *diagnosis_next(struct diagnosis *diagnosis);

/* As in session.h. */
bool diagnosis_answer(struct diagnosis *diagnosis, uint32_t chosen);
bool diagnosis_skip(struct diagnosis *diagnosis);
bool diagnosis_mark(struct diagnosis *diagnosis);
bool diagnosis_undo(struct diagnosis *diagnosis);
const struct turn *diagnosis_judged(const struct diagnosis *diagnosis);
const struct turn *diagnosis_turns(const struct diagnosis *diagnosis, size_t *count);
bool diagnosis_failed(const struct diagnosis *diagnosis);

const struct diagnosis_options *diagnosis_settings(const struct diagnosis *diagnosis);
enum diagnosis_stage diagnosis_stage(const struct diagnosis *diagnosis);
struct diagnosis_finding diagnosis_finding(const struct diagnosis *diagnosis);
struct diagnosis_example diagnosis_example(struct diagnosis *diagnosis);

const struct belief *diagnosis_belief(const struct diagnosis *diagnosis);
/**
 * How likely each hypothesis of it is now, together with all that are told by its name; valid until
 * the next answer.
 */
const double *diagnosis_told(const struct diagnosis *diagnosis);
/** Are these two told by one name?  Indices of the belief. */
bool diagnosis_alike(const struct diagnosis *diagnosis, size_t one, size_t other);
/** The probability of each misconception of the pack, pairs included; valid until the next answer. */
const double *diagnosis_weights(const struct diagnosis *diagnosis);

#endif
