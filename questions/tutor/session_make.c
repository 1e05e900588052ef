/* Making questions: a target is drawn, a case chosen for it, and told in words not used lately. */
#include <string.h>

#include "questions/item/scenario.h"
#include "questions/tutor/session_private.h"
#include "questions/tutor/turn.h"

#define WORDINGS_TRIED 40 /* before a stem is allowed to read like an earlier one */
#define TARGET_TRIED   10 /* of these, before something else is asked about */

static const struct pack *pack_of(const struct session *s)
{
    return s->options.subject->pack;
}

void session_shuffle_orders(struct session *session)
{
    for (size_t d = 0; d < session_decisions(session); d++) {
        turn_draw_ranks(&pack_of(session)->decisions[d], session->order[d], &session->rng);
    }
}

static struct question *make_case_question(struct session *s, size_t decision, uint32_t whole,
                                           size_t telling, uint64_t seed)
{
    size_t outcomes[QUESTION_OPTIONS];
    const size_t count = question_choose(s->options.subject, decision, whole, s->weights, outcomes);
    turn_sort_outcomes(s->order[decision], outcomes, count);
    return question_decision(s->options.subject, decision, whole, telling, seed, outcomes, count);
}

static size_t draw_telling(struct session *s, size_t decision, uint32_t whole)
{
    return turn_draw_telling(s->options.subject, decision, whole, s->turns, s->turn_count, &s->rng);
}

static bool reads_like_another(const struct session *s, const struct question *q)
{
    for (size_t i = 0; i < s->turn_count; i++) {
        const struct question *other = s->turns[i].question;
        if (strcmp(other->story, q->story) == 0 && strcmp(other->ask, q->ask) == 0 &&
            (q->kind == QUESTION_DECISION || other->statement == q->statement)) {
            return true;
        }
    }
    return false;
}

static struct question *make_opening(struct session *s)
{
    const struct opening *opening = &pack_of(s)->opening;
    if (!subject_askable(s->options.subject, opening->decision, opening->facts)) {
        return NULL;
    }
    size_t telling = opening->telling;
    if (telling == SIZE_MAX ||
        !scenario_usable(s->options.subject, opening->decision, opening->facts, telling)) {
        telling = draw_telling(s, opening->decision, opening->facts);
    }
    return make_case_question(s, opening->decision, opening->facts, telling, rng_next(&s->rng));
}

static struct question *make_for(struct session *s, const struct target *target)
{
    if (target->kind == TARGET_STATEMENT) {
        return question_statement(s->options.subject, target->index, rng_next(&s->rng));
    }
    const size_t seen = s->seen_count < SESSION_SEEN ? s->seen_count : SESSION_SEEN;
    const uint32_t whole = choose_case(s->options.subject, target, &s->beliefs[target->decision],
                                       s->seen, seen, &s->rng);
    /* One after the other: which of two arguments draws first is the compiler's choice. */
    const uint64_t seed = rng_next(&s->rng);
    const size_t telling = draw_telling(s, target->decision, whole);
    return make_case_question(s, target->decision, whole, telling, seed);
}

static const struct target *draw_target(struct session *s)
{
    session_weigh(s);
    if (session_introduces(s)) {
        /* What was wrong comes again between the new rules. */
        const struct target *again = choose_waiting(&s->targets, s->past_count + 1);
        const struct target *next = again != NULL ? again : session_first_new(s);
        if (next != NULL) {
            return next;
        }
    }
    return choose_target(&s->targets, s->beliefs, s->past_count + 1, s->last_decision, &s->rng);
}

struct question *session_make_question(struct session *session)
{
    if (session->options.bank != NULL) {
        return deck_draw(&session->deck, session->number, &session->rng);
    }
    if (session->number == 0 && pack_of(session)->opening.given && !session_introduces(session) &&
        !session_focused(session)) {
        struct question *opening = make_opening(session);
        if (opening != NULL) {
            return opening;
        }
    }
    const struct target *target = draw_target(session);
    struct question *q = target != NULL ? make_for(session, target) : NULL;
    for (int i = 1; q != NULL && i < WORDINGS_TRIED && reads_like_another(session, q); i++) {
        question_free(q);
        target = i % TARGET_TRIED == 0 ? draw_target(session) : target;
        q = make_for(session, target);
    }
    return q;
}
