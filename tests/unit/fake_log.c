/* See the header. */
#include "tests/unit/fake_log.h"

#include <stdlib.h>
#include <string.h>

#include "tests/unit/check.h"

static void *grown(void *items, size_t count, size_t size)
{
    void *more = realloc(items, (count + 1) * size);
    if (more == NULL) {
        abort();
    }
    return more;
}

static const char *copy(char **slot, const char *text)
{
    *slot = text != NULL ? strdup(text) : NULL;
    return *slot;
}

static struct kept kept_of(const struct asked *asked)
{
    struct kept kept = {.asked = *asked};
    kept.asked.question = copy(&kept.texts[0], asked->question);
    kept.asked.pack = copy(&kept.texts[1], asked->pack);
    kept.asked.digest = copy(&kept.texts[2], asked->digest);
    kept.asked.kind = copy(&kept.texts[3], asked->kind);
    kept.asked.decision = copy(&kept.texts[4], asked->decision);
    kept.asked.facts = copy(&kept.texts[5], asked->facts);
    kept.asked.telling = copy(&kept.texts[6], asked->telling);
    kept.asked.options = copy(&kept.texts[7], asked->options);
    kept.asked.key = copy(&kept.texts[8], asked->key);
    kept.asked.rule = copy(&kept.texts[9], asked->rule);
    return kept;
}

static bool fails(struct fake_log *log)
{
    log->calls++;
    return log->calls == log->fail_at;
}

static void add_asked(struct fake_log *log, const struct asked *asked)
{
    log->asked = grown(log->asked, log->asked_count, sizeof *log->asked);
    log->asked[log->asked_count] = kept_of(asked);
    log->asked[log->asked_count++].sitting = log->sitting;
}

static void add_event(struct fake_log *log, const struct event *event)
{
    struct kept_event kept = {.event = *event};
    kept.event.chosen = copy(&kept.chosen, event->chosen);
    log->events = grown(log->events, log->event_count, sizeof *log->events);
    log->events[log->event_count++] = kept;
}

static bool keep_asked(void *context, const struct asked *asked, int64_t *id)
{
    struct fake_log *log = context;
    if (fails(log)) {
        return false;
    }
    add_asked(log, asked);
    *id = (int64_t)log->asked_count;
    return true;
}

static bool keep_event(void *context, const struct event *event)
{
    struct fake_log *log = context;
    if (fails(log)) {
        return false;
    }
    CHECK(event->asked >= 1 && (size_t)event->asked <= log->asked_count);
    CHECK((event->what == HAPPENED_ANSWER) == (event->chosen != NULL));
    CHECK(event->milliseconds >= 0);
    add_event(log, event);
    return true;
}

static int64_t fake_now(void *context)
{
    return ((struct fake_log *)context)->now++;
}

static int64_t fake_milliseconds(void *context)
{
    struct fake_log *log = context;
    log->milliseconds += 1000;
    return log->milliseconds;
}

void fake_log_fini(struct fake_log *log)
{
    for (size_t i = 0; i < log->asked_count; i++) {
        for (size_t t = 0; t < sizeof log->asked[i].texts / sizeof *log->asked[i].texts; t++) {
            free(log->asked[i].texts[t]);
        }
    }
    for (size_t i = 0; i < log->event_count; i++) {
        free(log->events[i].chosen);
    }
    free(log->asked);
    free(log->events);
    *log = (struct fake_log){0};
}

struct session_clock fake_clock(struct fake_log *log)
{
    return (struct session_clock){fake_now, fake_milliseconds, log};
}

struct session_log fake_session_log(struct fake_log *log)
{
    return (struct session_log){keep_asked, keep_event, log};
}

struct outcome_record fake_outcome(const struct fake_log *log, size_t index)
{
    struct outcome_record record = {.id = (int64_t)index + 1,
                                    .asked = log->asked[index].asked,
                                    .sitting = log->asked[index].sitting};
    const struct event *standing[64];
    size_t count = 0;
    for (size_t i = 0; i < log->event_count; i++) {
        const struct event *e = &log->events[i].event;
        if (e->asked != record.id) {
            continue;
        }
        if (e->what == HAPPENED_UNDO) {
            CHECK(count > 0);
            count -= count > 0;
        } else if (e->what == HAPPENED_HINT) {
            record.hints++;
        } else if (e->what == HAPPENED_MARK || e->what == HAPPENED_UNMARK) {
            record.marked = e->what == HAPPENED_MARK;
        } else if (count < 64) {
            standing[count++] = e;
        }
    }
    if (count > 0) {
        const struct event *e = standing[count - 1];
        record.answered = e->what == HAPPENED_ANSWER;
        record.skipped = e->what == HAPPENED_SKIP;
        record.chosen = e->chosen;
        record.correct = e->correct;
        record.answered_at = e->at;
        record.milliseconds = e->milliseconds;
        record.has_confidence = e->has_confidence;
        record.confidence = e->confidence;
    }
    return record;
}

static struct session *begin(struct fake_log *log, const struct subject *subject,
                             const struct session_bank *bank, const struct session_plan *plan,
                             uint64_t seed)
{
    struct session_options options = {.subject = subject,
                                      .bank = bank,
                                      .plan = *plan,
                                      .focus = log->focus,
                                      .seed = seed,
                                      .round = 1,
                                      .clock = fake_clock(log),
                                      .log = fake_session_log(log)};
    for (size_t i = 0; i < log->asked_count; i++) {
        if (log->asked[i].asked.round >= options.round) {
            options.round = log->asked[i].asked.round + 1;
        }
    }
    log->sitting = plan->kind;
    struct session *session = session_new(&options);
    if (session == NULL) {
        check_fail(__FILE__, __LINE__, "a session should begin");
        return NULL;
    }
    for (size_t i = 0; i < log->asked_count; i++) {
        const struct outcome_record record = fake_outcome(log, i);
        CHECK(session_recall(session, &record));
    }
    return session;
}

struct session *fake_session(struct fake_log *log, const struct subject *subject, uint64_t seed)
{
    return fake_bank_session(log, subject, NULL, seed);
}

struct session *fake_bank_session(struct fake_log *log, const struct subject *subject,
                                  const struct session_bank *bank, uint64_t seed)
{
    const struct session_plan plan = {.kind = SITTING_DRILL};
    return begin(log, subject, bank, &plan, seed);
}

struct session *fake_plan_session(struct fake_log *log, const struct subject *subject,
                                  const struct session_plan *plan, uint64_t seed)
{
    return begin(log, subject, NULL, plan, seed);
}

struct fake_log fake_log_copy(const struct fake_log *log)
{
    struct fake_log other = {.now = log->now, .milliseconds = log->milliseconds};
    for (size_t i = 0; i < log->asked_count; i++) {
        other.sitting = log->asked[i].sitting;
        add_asked(&other, &log->asked[i].asked);
    }
    for (size_t i = 0; i < log->event_count; i++) {
        add_event(&other, &log->events[i].event);
    }
    return other;
}
