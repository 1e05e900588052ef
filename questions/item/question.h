/**
 * A question: a scenario, what is asked, the options and the key.  The key is what the engine's table
 * answers; the wrong options are, where they can be, what misconceptions answer in that very case.
 */
#ifndef QUESTIONS_ITEM_QUESTION_H
#define QUESTIONS_ITEM_QUESTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "questions/item/subject.h"

#define QUESTION_OPTIONS_MAX 9
#define QUESTION_OPTIONS     4 /* options of a decision that has that many outcomes to offer */
#define QUESTION_ID_SIZE     96

enum question_kind { QUESTION_DECISION, QUESTION_STATEMENT };

struct option {
    const char *id;   /* of the outcome; of a sentence "STATEMENT:true:0" */
    const char *text; /* what is shown */
    size_t outcome;   /* index in the decision; SIZE_MAX for a sentence */
    size_t statement; /* index in the pack; SIZE_MAX for an outcome */
};

/** A whole question; question_free() frees it.  Borrows from the subject. */
struct question {
    const struct subject *subject;
    enum question_kind kind;
    char id[QUESTION_ID_SIZE]; /* made of the content: pack, kind, case, telling */
    size_t decision;           /* SIZE_MAX for a statement */
    size_t statement;          /* SIZE_MAX for a decision */
    uint32_t facts;            /* the case; 0 for a statement */
    size_t telling;            /* or SCENARIO_PLAIN */
    uint64_t seed;             /* of the wording */
    char *story;               /* owned; "" for a statement */
    char *ask;                 /* owned; the question itself */
    struct option options[QUESTION_OPTIONS_MAX];
    size_t option_count;
    size_t select;    /* how many options the learner chooses */
    uint32_t key;     /* bit i: option i is right */
    char *option_ids; /* owned; backing of the sentences' ids; NULL for a decision */
};

/**
 * Choose the options for a case: the key, then outcomes that misconceptions answer here (the most
 * weight first), then others in the pack's order; at most QUESTION_OPTIONS.
 * @weight    how much each misconception of the pack counts; NULL: all alike
 * @outcomes  receives them, by rising index
 * @return    how many
 */
size_t question_choose(const struct subject *subject, size_t decision, uint32_t whole,
                       const double weight[], size_t outcomes[QUESTION_OPTIONS]);

/**
 * Ask a decision about a case, which must be askable.
 * @outcomes  the options in the order to show them, the key among them
 * @return    NULL when memory ran out
 */
struct question *question_decision(const struct subject *subject, size_t decision, uint32_t whole,
                                   size_t telling, uint64_t seed, const size_t outcomes[],
                                   size_t count);

/**
 * Ask which sentence is true, one of this statement's true ones among false ones of others; or the other way round, as
 * the seed says.  NULL when memory ran out, or the pack has fewer than four statements.
 */
struct question *question_statement(const struct subject *subject, size_t statement, uint64_t seed);

void question_free(struct question *question);

/** The kind as files spell it: the decision's id, or "statement". */
const char *question_kind_name(const struct question *question);
/** The id of the row or statement that decides. */
const char *question_rule(const struct question *question);
/** The row that decides; NULL for a statement. */
const struct rule *question_deciding_rule(const struct question *question);

/* A case as files spell it: "owned=no,shared=yes,...", every fact in pack order. */
struct buffer;
void question_write_facts(struct buffer *out, const struct pack *pack, uint32_t whole);
bool question_read_facts(const struct pack *pack, const char *text, uint32_t *whole);

#endif
