/**
 * What a decision answers when some facts are known: worked out once, then shown as JSON or as
 * text.  `decide`, `explain` and `advise` share it.
 */
#ifndef QUESTIONS_COMMANDS_ANSWER_H
#define QUESTIONS_COMMANDS_ANSWER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/cases.h"
#include "questions/commands/command.h"

struct advise;   /* engine/advise.h */
struct json_out; /* questions/text/json_out.h */
struct pack;     /* engine/pack.h */
struct subject;  /* questions/item/subject.h */
struct texts;    /* engine/pack.h */

enum answer_kind {
    ANSWER_DECIDED,      /* every possible completion has the same outcome */
    ANSWER_UNDETERMINED, /* it depends on facts that are not known */
    ANSWER_IMPOSSIBLE,   /* the facts cannot hold together */
    ANSWER_FAULTY        /* the pack is faulty: a possible completion has no outcome */
};

/** One pack's answer.  Indices are SIZE_MAX where there is none. */
struct verdict {
    enum answer_kind kind;
    uint64_t open;    /* bit i: outcome i may be the answer */
    size_t outcome;   /* ANSWER_DECIDED */
    bool *rows;       /* owned; which rows may decide */
    size_t row_count; /* how many do */
    size_t rule;      /* the one that decides, when there is only one */
};

/** Open; made by answer_make(). */
struct answer {
    const struct subject *subject;
    size_t decision;
    struct partial given;
    struct partial
        facts; /* those settled in every possible completion, the given ones among them */
    struct verdict own;
    uint32_t needs;          /* ANSWER_UNDETERMINED: facts that can still change the outcome */
    size_t first_need;       /* the one to find out first */
    uint32_t witness;        /* ANSWER_FAULTY: a possible case without an outcome */
    size_t sibling_decision; /* the sibling's; SIZE_MAX: it has nothing to say */
    struct verdict sibling;
};

/**
 * Work out the answer.
 * @plan    whose questions come first; NULL: a plan is made for this answer alone
 * @return  false when memory ran out; answer_fini() is needed in any case.
 */
bool answer_make(struct answer *answer, const struct subject *subject, size_t decision,
                 struct partial facts, struct advise *plan);
void answer_fini(struct answer *answer);

/** All members of the promised object but the last, `sibling`; the caller opens the object. */
void answer_json_members(struct json_out *j, const struct answer *answer);
/** The member `sibling`. */
void answer_json_sibling(struct json_out *j, const struct answer *answer);
/** A member whose value is an object of facts: {"shared":true,...}. */
void answer_json_facts(struct json_out *j, const char *key, const struct pack *pack,
                       struct partial facts);
/** A list of texts. */
void answer_json_texts(struct json_out *j, const char *key, const struct texts *texts);

/** The answer as a person reads it; also an undetermined one.  Not for the other kinds. */
void answer_print(struct screen *screen, const struct answer *answer);
/** The column where the texts beside the labels begin. */
size_t answer_column(const struct answer *answer);

/**
 * Refuse an answer that is none: ANSWER_IMPOSSIBLE or ANSWER_FAULTY.  Says on standard error which
 * facts cannot hold together and why, or where the pack is faulty; under --json an object without
 * an outcome goes to standard output, too.
 * @return STATUS_BAD_INPUT
 */
enum status answer_refuse(struct context *context, const struct answer *answer);

/** May this row of the decision decide? */
bool answer_row(const struct answer *answer, size_t row);
/** DONE or NO, as the answer is; for the other kinds answer_refuse(). */
enum status answer_status(const struct answer *answer);

/** Outcomes that would work too, whichever of the rows decides: bit i is outcome i. */
uint64_t answer_also(const struct answer *answer);
/** The steps of the outcome: those of every completion, else the plain ones. */
const struct texts *answer_steps(const struct answer *answer);

#endif
