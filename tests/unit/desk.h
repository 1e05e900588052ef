/** A learner at work: a session of the lecture's pack, with a log and a clock in memory. */
#ifndef TESTS_UNIT_DESK_H
#define TESTS_UNIT_DESK_H

#include <stdbool.h>
#include <stdint.h>

#include "questions/tutor/session.h"
#include "tests/unit/fake_log.h"
#include "tests/unit/subjects.h"

struct desk {
    struct subject *subject;
    struct fake_log log;
    struct session *session; /* NULL, and a failed check, when it could not begin */
};

void desk_open(struct desk *desk, uint64_t seed);
void desk_close(struct desk *desk);
/** Leave and come back. */
void desk_again(struct desk *desk, uint64_t seed);
/** The next question; a new round begins where one is over. */
const struct turn *desk_next(struct desk *desk);
/** Answer the next question; false when that failed. */
bool desk_answer(struct desk *desk, bool right);
/** An option that is not the key, as a set of one. */
uint32_t wrong_option(const struct question *q);

#endif
