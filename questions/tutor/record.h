/**
 * What is kept of a learner's work: the questions that were asked, and what happened to each.  Both
 * only ever grow; counts, beliefs and what is left open are worked out from them.
 */
#ifndef QUESTIONS_TUTOR_RECORD_H
#define QUESTIONS_TUTOR_RECORD_H

#include <stdbool.h>
#include <stdint.h>

/** A question as it was put: enough to put the very same again.  Texts are borrowed. */
struct asked {
    int64_t at;           /* Unix time, seconds */
    int64_t round;        /* which round of questions, from 1, over all of the learner's life */
    int64_t position;     /* its place in the round, from 1 */
    const char *question; /* id made of the content: "path-3f9a2c81" */
    const char *pack;     /* id of the pack that asked; "bank:NAME" when a bank did */
    const char *digest;   /* SHA-256 of the pack's bytes (of none where a bank has no pack at hand),
                             64 hexadecimal digits in lower case */
    const char *kind;     /* the decision's id, "statement", a bank's own word, else "question" */
    const char *decision; /* NULL: none */
    const char *facts;    /* "owned=no,shared=yes,...", every fact; NULL: none */
    const char *telling;  /* id of the way it was told; NULL: plainly, or not a case */
    uint64_t seed;        /* of the choice of words; 0 for a bank, which has its own */
    const char *options;  /* ids of the options as shown, joined by spaces */
    const char *key;      /* ids of the right ones, joined by spaces */
    const char *rule;     /* id of the row, or of the statement, that decides; NULL: none */
};

enum happening { HAPPENED_ANSWER, HAPPENED_SKIP, HAPPENED_UNDO, HAPPENED_MARK, HAPPENED_UNMARK };

/** What happened to a question that was asked. */
struct event {
    int64_t at;    /* Unix time, seconds */
    int64_t asked; /* number of the question, as the store gave it */
    enum happening what;
    const char *chosen;   /* of an answer: ids of the options chosen, joined by spaces; else NULL */
    bool correct;         /* of an answer */
    int64_t milliseconds; /* of an answer: from seeing the question to answering it */
};

/** A question with what came of it in the end. */
struct outcome_record {
    int64_t id; /* number of the question in the store */
    struct asked asked;
    bool answered; /* false: skipped, or still open */
    bool skipped;
    const char *chosen; /* as in struct event; NULL unless answered */
    bool correct;
    int64_t answered_at;
    int64_t milliseconds;
    bool marked;
};

#endif
