/** A key and an answer sheet for tests of scoring, filled answer by answer. */
#ifndef TESTS_UNIT_SCORE_CLASS_H
#define TESTS_UNIT_SCORE_CLASS_H

#include <stdbool.h>
#include <stddef.h>

#include "questions/score/results.h"

/** Free with score_class_fini(). */
struct score_class {
    struct score_key key;
    struct source_text text;
    struct sheet *sheet;
};

/** With a key as CSV, which must be good; a failed check else, and a NULL sheet. */
void score_class_csv(struct score_class *c, const char *key, bool marks);
/** With a key of a bank (all keys proved, if there is a subject). */
void score_class_bank(struct score_class *c, const struct bank *bank,
                      const struct subject *subject);
void score_class_fini(struct score_class *c);

/** The number of a student, who is added if he is new. */
size_t score_class_student(struct score_class *c, const char *id, size_t paper);
/** What he answers; RESPONSE_IS_NONE: nothing is entered. */
void score_class_answer(struct score_class *c, size_t student, size_t question,
                        const struct response *response);
/** Letters for all questions of the key: one option each, '-' blank, '*' a double mark, ' ' nothing. */
void score_class_letters(struct score_class *c, const char *id, const char *letters);

/** All-or-nothing, 70 %, one thread. */
struct results_options score_class_options(void);

#endif
