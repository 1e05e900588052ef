/** What a record says: whether it counts, and of a decision's question in the numbers of the pack as it is now. */
#ifndef QUESTIONS_TUTOR_RECORD_CASE_H
#define QUESTIONS_TUTOR_RECORD_CASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "questions/item/question.h"
#include "questions/tutor/record.h"

/**
 * Whether it is an answer that counts, wherever answers are counted and whatever they say: one that
 * stands, given in a drill, a diagnosis or an exam that is over.  One that goes on says nothing.
 */
bool record_is_answer(const struct outcome_record *record);

/** Answers that count, and those of them that were judged right when they were given. */
struct record_tally {
    size_t answered, right;
};
/** Count a record, if it is an answer that counts, and say whether it is. */
bool record_count(struct record_tally *tally, const struct outcome_record *record);

struct record_case {
    size_t decision;
    uint32_t facts;
    size_t outcomes[QUESTION_OPTIONS_MAX]; /* the options as they were shown */
    size_t count;
};

/** False when the pack no longer knows the case or an option, or would not ask it so any more. */
bool record_case_read(const struct subject *subject, const struct asked *asked,
                      struct record_case *it);
/** The very same question; NULL as above, or when memory ran out. */
struct question *record_case_question(const struct subject *subject, const struct asked *asked);
/** The option that has this outcome's id; SIZE_MAX: none. */
size_t record_case_option(const struct subject *subject, const struct record_case *it,
                          const char *outcome);

/** The words of a text as a walk: "a b c" gives a, b, c, then NULL.  @length of the word */
const char *record_next_word(const char **text, size_t *length);
bool record_is_word(const char *id, const char *word, size_t length);

#endif
