/** A session's log and clock in memory: what was kept can be looked at, told again, made to fail. */
#ifndef TESTS_UNIT_FAKE_LOG_H
#define TESTS_UNIT_FAKE_LOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "questions/tutor/session.h"

/** One question as it was kept: all texts are copies. */
struct kept {
    struct asked asked;
    char *texts[10];           /* owned; backing of `asked` */
    enum sitting_kind sitting; /* what it was asked in */
};

struct kept_event {
    struct event event;
    char *chosen; /* owned */
};

struct fake_log {
    struct kept *asked; /* owned; number i + 1 is at i */
    size_t asked_count;
    struct kept_event *events; /* owned */
    size_t event_count;
    size_t calls;
    size_t fail_at; /* number of the call that fails, from 1; 0: none */
    int64_t now;    /* of the clock, seconds; goes on by one at every look */
    int64_t milliseconds;
    enum sitting_kind sitting;  /* what is being done; a session with a plan sets it */
    struct session_focus focus; /* of the sessions that begin */
};

void fake_log_fini(struct fake_log *log);
/** Clock and log for a session's options. */
struct session_clock fake_clock(struct fake_log *log);
struct session_log fake_session_log(struct fake_log *log);
/** A session of this log, told all that is in it, as the drill does; NULL, and a failed check, else. */
struct session *fake_session(struct fake_log *log, const struct subject *subject, uint64_t seed);
/** The same of a bank; the subject may be NULL. */
struct session *fake_bank_session(struct fake_log *log, const struct subject *subject,
                                  const struct session_bank *bank, uint64_t seed);
/** The same of a pack, with a plan. */
struct session *fake_plan_session(struct fake_log *log, const struct subject *subject,
                                  const struct session_plan *plan, uint64_t seed);
/** What came of question `index`, by the rules of store.h; its texts belong to the log. */
struct outcome_record fake_outcome(const struct fake_log *log, size_t index);
/** A copy of everything, for a session that goes another way. */
struct fake_log fake_log_copy(const struct fake_log *log);

#endif
