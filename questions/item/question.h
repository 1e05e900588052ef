/**
 * A question: a scenario, what is asked, the options and the key.  One that is made from a pack has
 * the key that the engine's table answers, and wrong options that are, where they can be, what
 * misconceptions answer in that very case.  One that is made from an item of a bank says what the
 * item says; what a pack knows about it is added where a pack is at hand.
 */
#ifndef QUESTIONS_ITEM_QUESTION_H
#define QUESTIONS_ITEM_QUESTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "questions/item/item.h"
#include "questions/item/subject.h"

#define QUESTION_OPTIONS_MAX ITEM_OPTIONS_MAX
#define QUESTION_OPTIONS     4 /* options of a decision that has that many outcomes to offer */
#define QUESTION_ID_SIZE     96

enum question_kind { QUESTION_DECISION, QUESTION_STATEMENT, QUESTION_ITEM };

struct option {
    const char *id; /* of the outcome; of a sentence "STATEMENT:true:0"; else of the item's option,
                         or its letter there.  One word, unique in the question */
    const char *text;              /* what is shown */
    size_t outcome;                /* index in the decision; SIZE_MAX: it is none */
    size_t statement;              /* index in the pack; SIZE_MAX: it is none */
    const struct item_option *own; /* of an item; NULL for the others */
};

/** A whole question; question_free() frees it.  Borrows from the subject, or from the item. */
struct question {
    const struct subject *subject; /* NULL: an item without a pack at hand */
    const struct item *item;       /* NULL unless it is one */
    enum question_kind kind;
    const char *id; /* made of the content: pack, kind, case, telling; of an item: its own */
    char made_id[QUESTION_ID_SIZE]; /* backing of `id` where it was made here */
    bool outcomes; /* the options are outcomes, and the key what the table answers: beliefs show */
    size_t decision;  /* that decides the case; SIZE_MAX: about no case that a table knows */
    size_t statement; /* SIZE_MAX: about none */
    uint32_t facts;   /* the case; 0 where it is about none */
    size_t telling;   /* or SCENARIO_PLAIN */
    uint64_t seed;    /* of the wording */
    char *story;      /* owned; "" where there is none */
    char *ask;        /* owned; the question itself */
    struct option options[QUESTION_OPTIONS_MAX];
    size_t option_count;
    size_t select;    /* how many options the learner chooses */
    uint32_t key;     /* bit i: option i is right; may be more than `select` of an item */
    char *option_ids; /* owned; backing of the sentences' ids; NULL for a decision */
};

/** How many outcomes of a decision may be options. */
size_t question_offered(const struct decision *decision);
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

/**
 * Ask an item of a bank.
 * @subject   of the pack that it was made from; NULL: none is at hand
 * @decision  that decides its case, and the case; SIZE_MAX: it is about none that the subject knows
 * @order     order[i]: the item's option at place i
 * @return    NULL when memory ran out.  It borrows from the item, too.
 */
struct question *question_item(const struct subject *subject, const struct item *item,
                               size_t decision, uint32_t whole, const unsigned char order[]);

void question_free(struct question *question);

/** Is this set of options a right answer: as many as are wanted, none of them wrong? */
bool question_is_right(const struct question *question, uint32_t chosen);

/** The kind as files spell it: the decision's id, "statement", an item's own; else "question". */
const char *question_kind_name(const struct question *question);
/** The id of the row or statement that decides; NULL: unknown, of an item. */
const char *question_rule(const struct question *question);
/** The row that decides the case; NULL where there is none. */
const struct rule *question_deciding_rule(const struct question *question);

/* A case as files spell it: "owned=no,shared=yes,...", every fact in pack order. */
struct buffer;
void question_write_facts(struct buffer *out, const struct pack *pack, uint32_t whole);
bool question_read_facts(const struct pack *pack, const char *text, uint32_t *whole);

#endif
