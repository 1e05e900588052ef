/** How the slow twin (slow_answers.h) keeps what it has read. */
#ifndef TESTS_UNIT_SLOW_ENTERING_H
#define TESTS_UNIT_SLOW_ENTERING_H

#include "tests/unit/slow_answers.h"

/** Count, and note, so many rejected responses of a line. */
void slow_reject(struct slow_answers *slow, unsigned long long line, unsigned long long responses);
/** The student of this id, who is added if he is new, then with this paper. */
struct slow_student *slow_student_of(struct slow_answers *slow, const char *id, size_t paper);
/** Options that a response names exist from now on. */
void slow_name_options(struct slow_answers *slow, size_t question, const struct response *response);
/**
 * Enter a response.
 * @superseded  receives whether it is the one that does not count
 * @return      false: it was rejected, for another is there
 */
bool slow_enter(struct slow_answers *slow, struct slow_student *who, size_t question,
                const struct response *response, unsigned long long line, bool *superseded);

#endif
