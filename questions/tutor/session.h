/**
 * A study session as a pure state machine: it chooses the next question, judges the answer and keeps
 * every step in a log before it says a word.  Terminal, JSON and piped input are faces of it; clock,
 * log and seed are given to it, so that a test can run a year of study in a second.
 */
#ifndef QUESTIONS_TUTOR_SESSION_H
#define QUESTIONS_TUTOR_SESSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "questions/item/question.h"
#include "questions/tutor/belief.h"
#include "questions/tutor/record.h"

#define SESSION_ROUND         10 /* questions in a round */
#define SESSION_DOUBT_ANSWERS 30 /* latest answers that say what is in doubt */

struct bank;    /* questions/bank/bank.h */
struct memory;  /* questions/tutor/memory.h */
struct session; /* private to questions/tutor/session.c */

/** Where time comes from. */
struct session_clock {
    int64_t (*now)(void *context);          /* Unix time, seconds */
    int64_t (*milliseconds)(void *context); /* of a clock that never goes back */
    void *context;
};

/** Where the session's steps are kept; each returns false when that failed. */
struct session_log {
    bool (*asked)(void *context, const struct asked *asked, int64_t *id);
    bool (*event)(void *context, const struct event *event);
    void *context;
};

/** A bank that a session asks. */
struct session_bank {
    const struct bank *bank; /* every item with an id, no two with the same */
    /**
     * What the log calls it in place of a pack: sessions of the same name are one course of study, in
     * which a question is known by its id.
     */
    const char *name;
    const char *title; /* what a person calls it */
};

/** How far one is in a bank. */
struct session_progress {
    size_t questions;
    size_t seen;  /* answered or skipped at least once */
    size_t again; /* of these, answered wrong or skipped the last time */
};

/** What is being studied for. */
struct session_plan {
    bool exam;        /* there is a date for it */
    int64_t exam_day; /* number of the calendar day, as in fsrs_day() */
    /**
     * SITTING_DRILL: what is due first.  SITTING_CRAM: what raises recall on the day of the exam most
     * (tomorrow, where none is set), and right answers do not move the schedule.  SITTING_LEARN: the
     * rules that were never asked, one after the other in the order of the pack.
     */
    enum sitting_kind kind;
};

/** Which of the questions whose answers are kept are asked again. */
enum session_only {
    ONLY_ANY,
    ONLY_MISTAKES, /* the rules of the pack, or questions of the bank, answered wrong the last time */
    ONLY_MARKED    /* those with a mark that stands */
};

/** What is asked of all that there is to ask; zeroed, all of it. */
struct session_focus {
    enum session_only only;
    /* Ids; of none, any.  The lists must outlive the session. */
    const char *const *rules; /* of rows and statements */
    size_t rule_count;
    const char *const *kinds; /* of decisions, SESSION_STATEMENT; of a bank, what its items say */
    size_t kind_count;
};
#define SESSION_STATEMENT "statement" /* the kind of questions about sentences */
#define SESSION_QUESTION  "question"  /* of an item of a bank that says none */
/** The kind of an item of a bank, as above. */
const char *session_item_kind(const struct item *item);

/** Where the learner stands with the rules and statements of the pack. */
struct session_outlook {
    size_t rules;    /* that can be asked, statements included */
    size_t met;      /* of them, asked at least once */
    size_t due;      /* of these, due today or earlier */
    bool cramming;   /* right answers do not move the schedule */
    bool exam;       /* there is a date for it, as below */
    int64_t today;   /* number of the calendar day */
    int64_t day;     /* of the exam */
    double now;      /* rules expected to be recalled today */
    double expected; /* on the day of the exam, if nothing more is done */
};

struct session_options {
    /* Both must outlive the session. */
    const struct subject *subject;   /* NULL, with a bank: no pack is at hand */
    const struct session_bank *bank; /* NULL: questions are made from the pack */
    uint64_t seed;
    int64_t round; /* number of the round that begins */
    struct session_plan plan;
    struct session_focus focus;
    struct session_clock clock;
    struct session_log log;
};

/** One question of the session and what came of it. */
struct turn {
    struct question *question; /* owned by the session */
    int64_t id;                /* its number in the log */
    size_t position, of;       /* in its round, from 1; how many the round has, 0: nobody knows */
    bool answered, skipped, marked, correct;
    bool crammed;        /* asked while cramming */
    bool lesson;         /* the rule is told first: session_lesson() */
    size_t remembered;   /* the item of session_memory() that it is about; SIZE_MAX: none */
    bool resumed;        /* it was left open in an earlier session */
    int64_t left_at;     /* resumed: when it had been asked, Unix time */
    size_t hints;        /* how many were given, see hint.h */
    uint32_t chosen;     /* bit i: option i */
    bool has_confidence; /* of an answer: whether the learner said how sure */
    int confidence;      /* 0 to 100, said before the verdict */
};

/** What the learner did so far, earlier sessions included. */
struct session_totals {
    size_t answered,
        right; /* about the pack, wherever it was asked; of a bank, in its own drills */
    size_t round_answered, round_right, round_skipped; /* of this round */
};

/** A belief that some answers fit. */
struct session_doubt {
    size_t misconception; /* SIZE_MAX: none */
    size_t fits, chances; /* of the latest answers to cases in which it shows */
};

/**
 * Begin; session_free() frees it.
 * @empty   receives whether it is the pack, or the bank, that has nothing to ask
 * @return  NULL when it has not, or memory ran out
 */
struct session *session_start(const struct session_options *options, bool *empty);
/** The same for a caller who need not know which. */
struct session *session_new(const struct session_options *options);
void session_free(struct session *session);

/** Tell it what was asked before, oldest first, all before the first question. */
bool session_recall(struct session *session, const struct outcome_record *record);
/**
 * The same of what was asked elsewhere about the same pack: by the pack where this is a bank, by a
 * bank where this is the pack, in a diagnosis or an exam (of which one that goes on says nothing).  Its
 * answers count for what the learner seems to believe and remember, and in the totals of a pack, which
 * are those of figures.h.  Oldest first, and all before the first question.
 */
bool session_recall_elsewhere(struct session *session, const struct outcome_record *record);

/**
 * The question that is open, a new one when none is.  What was left open comes first; with a focus
 * only where it fits, and a round that was begun without it does not go on.
 * @return NULL when the round is over, also because nothing is left that the focus lets through
 * (session_exhausted()), or after a failure (session_failed()).
 */
const struct turn *session_next(struct session *session);
/** Begin another round. */
void session_next_round(struct session *session);

/** Judge an answer to the open question; on return it is in the log.  false: session_failed(). */
bool session_answer(struct session *session, uint32_t chosen);
/** The same, with how sure the learner is, 0 to 100. */
bool session_answer_sure(struct session *session, uint32_t chosen, int confidence);
/* What the three words for it are kept as: right one time in three, two in three, 19 in 20. */
#define SESSION_GUESS 33
#define SESSION_THINK 67
#define SESSION_SURE  95

/**
 * Give another hint to the open question: it is in the log, and the answer counts as a hard one.
 * @return false when there is none, or after a failure
 */
bool session_hint(struct session *session);
bool session_skip(struct session *session);
/**
 * Mark the latest question, or take its mark away.  A mark on a question of a bank is there when it
 * comes again; where only what is marked is asked, the marks of a pack are those of its rules.
 */
bool session_mark(struct session *session);
/**
 * Take back the latest answer (or skip): its question is open again.  Over the end of a round it
 * reaches one question back.
 * @return false when there is nothing to take back, or after a failure.
 */
bool session_undo(struct session *session);

/** The latest question that was answered and whose answer still stands; NULL: none in this session. */
const struct turn *session_judged(const struct session *session);
/** The turns of this round, oldest first. */
const struct turn *session_turns(const struct session *session, size_t *count);

struct session_totals session_totals(const struct session *session);
/** Questions in a round: SESSION_ROUND, or all that a shorter bank has. */
size_t session_round_size(const struct session *session);
/** What is asked of all that there is. */
const struct session_focus *session_focus(const struct session *session);
bool session_focused(const struct session *session);
/**
 * How many rules and statements, or questions of the bank, the focus lets through now: who answers
 * rightly has a mistake less.
 */
size_t session_left(struct session *session);
/** There is a focus, and it lets nothing through any more. */
bool session_exhausted(struct session *session);
/** How far one is in the bank; all 0 without one. */
struct session_progress session_progress(const struct session *session);
/** The bank that is asked; NULL: none. */
const struct session_bank *session_bank(const struct session *session);
/** The belief that the latest answers fit best, if two of them and half of the chances do. */
struct session_doubt session_doubt(const struct session *session);
/** What the learner seems to believe about a decision of the pack. */
const struct belief *session_belief(const struct session *session, size_t decision);
/** What the learner remembers, up to date; NULL where no pack is at hand. */
const struct memory *session_memory(struct session *session);
/** The same in figures; all 0 where no pack is at hand. */
struct session_outlook session_outlook(struct session *session);
/** Is a rule told before it is asked about for the first time (lesson.h)? */
bool session_introduces(const struct session *session);
/** The probability of each misconception of the pack; valid until the next answer. */
const double *session_weights(const struct session *session);

/** A step could not be kept, or memory ran out: nothing more can be done. */
bool session_failed(const struct session *session);

#endif
