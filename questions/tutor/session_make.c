/* Making questions: a target is drawn, a case chosen for it, and told in words not used lately. */
#include <stdlib.h>
#include <string.h>

#include "questions/item/scenario.h"
#include "questions/text/buffer.h"
#include "questions/tutor/session_private.h"

#define WORDINGS_TRIED 40 /* before a stem is allowed to read like an earlier one */
#define TARGET_TRIED   10 /* of these, before something else is asked about */

static const struct pack *pack_of(const struct session *s)
{
    return s->options.subject->pack;
}

/* Yes and no keep their places; longer lists of outcomes are shuffled once a round. */
void session_shuffle_orders(struct session *session)
{
    for (size_t d = 0; d < session_decisions(session); d++) {
        const size_t count = pack_of(session)->decisions[d].outcome_count;
        size_t askable = 0;
        for (size_t i = 0; i < count; i++) {
            session->order[d][i] = i;
            askable += pack_of(session)->decisions[d].outcomes[i].ask;
        }
        if (askable > 2) {
            rng_shuffle(&session->rng, session->order[d], count);
        }
    }
}

/* Insertion sort of a handful of outcomes by their rank in this round. */
static void sort_by_rank(const size_t rank[], size_t outcomes[], size_t count)
{
    for (size_t i = 1; i < count; i++) {
        const size_t moving = outcomes[i];
        size_t at = i;
        for (; at > 0 && rank[outcomes[at - 1]] > rank[moving]; at--) {
            outcomes[at] = outcomes[at - 1];
        }
        outcomes[at] = moving;
    }
}

static struct question *make_case_question(struct session *s, size_t decision, uint32_t whole,
                                           size_t telling, uint64_t seed)
{
    size_t outcomes[QUESTION_OPTIONS];
    const size_t count = question_choose(s->options.subject, decision, whole, s->weights, outcomes);
    sort_by_rank(s->order[decision], outcomes, count);
    return question_decision(s->options.subject, decision, whole, telling, seed, outcomes, count);
}

static size_t uses_of_telling(const struct session *s, size_t telling)
{
    size_t uses = 0;
    for (size_t i = 0; i < s->turn_count; i++) {
        const struct question *q = s->turns[i].question;
        uses += q->kind == QUESTION_DECISION && q->telling == telling;
    }
    return uses;
}

/* A telling that fits the case, one of those used least in this round. */
static size_t draw_telling(struct session *s, size_t decision, uint32_t whole)
{
    size_t *usable = calloc(pack_of(s)->telling_count + 1, sizeof *usable);
    if (usable == NULL) {
        return SCENARIO_PLAIN;
    }
    const size_t count = scenario_tellings(s->options.subject, decision, whole, usable);
    size_t best = SCENARIO_PLAIN, fewest = SIZE_MAX, equals = 0;
    for (size_t i = 0; i < count; i++) {
        const size_t uses = uses_of_telling(s, usable[i]);
        equals = uses < fewest ? 1 : uses == fewest ? equals + 1 : equals;
        if (uses < fewest || (uses == fewest && rng_below(&s->rng, equals) == 0)) {
            best = usable[i];
            fewest = uses;
        }
    }
    free(usable);
    return best;
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
    if (session->number == 0 && pack_of(session)->opening.given && !session_introduces(session)) {
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
