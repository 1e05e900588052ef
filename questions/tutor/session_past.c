/*
 * What earlier answers say.  They are kept as numbers; an answer is added to what is derived from
 * them, and where one is taken back everything is worked out anew.
 */
#include <stdlib.h>
#include <string.h>

#include "questions/tutor/session_private.h"

static bool add_answer(struct session *s, const struct answer *answer)
{
    if (s->past_count == s->past_capacity) {
        const size_t capacity = s->past_capacity == 0 ? 64 : s->past_capacity * 2;
        struct answer *grown = realloc(s->past, capacity * sizeof *grown);
        if (grown == NULL) {
            s->failed = true;
            return false;
        }
        s->past = grown;
        s->past_capacity = capacity;
    }
    s->past[s->past_count++] = *answer;
    return true;
}

struct answer session_answer_of(const struct turn *turn)
{
    const struct question *q = turn->question;
    struct answer answer = {.decision = q->outcomes ? q->decision : SIZE_MAX,
                            .statement = q->statement,
                            .facts = q->facts,
                            .count = q->option_count,
                            .correct = turn->correct};
    for (size_t i = 0; i < q->option_count; i++) {
        answer.outcomes[i] = q->options[i].outcome;
        answer.chosen = (turn->chosen >> i & 1) != 0 ? i : answer.chosen;
    }
    return answer;
}

void session_note_seen(struct session *session, size_t decision, uint32_t facts)
{
    if (decision != SIZE_MAX) {
        session->seen[session->seen_count++ % SESSION_SEEN] = (struct seen_case){decision, facts};
    }
}

/* ---- What answers say ---- */

/* The belief about a decision, from the latest answers to it: each start and each answer alike. */
static void rebuild_belief(struct session *s, size_t decision)
{
    const struct answer *latest[BELIEF_ANSWERS];
    struct belief *belief = &s->beliefs[decision];
    size_t count = 0;
    for (size_t i = s->past_count; i > 0 && count < BELIEF_ANSWERS; i--) {
        if (s->past[i - 1].decision == decision) {
            latest[count++] = &s->past[i - 1];
        }
    }
    belief_reset(belief);
    while (count > 0) {
        const struct answer *a = latest[--count];
        belief_update(belief, a->facts, a->outcomes, a->count, a->chosen);
    }
    for (size_t i = 0; i < belief->count; i++) {
        const struct hypothesis *h = &belief->hypotheses[i];
        if (h->kind == HYPOTHESIS_MISCONCEPTION) {
            s->weights[h->misconception] = h->probability;
        }
    }
}

/* An answer and its targets; answers are counted from 1. */
static void note_targets(struct session *s, size_t index)
{
    const struct answer *a = &s->past[index];
    if (a->decision == SIZE_MAX && a->statement == SIZE_MAX) {
        return; /* what no table or sentence of the pack is behind */
    }
    if (a->decision == SIZE_MAX) {
        targets_note_statement(&s->targets, a->statement, a->correct, index + 1);
    } else {
        targets_note_case(&s->targets, s->options.subject, a->decision, a->facts, a->correct,
                          index + 1);
    }
}

void session_rebuild(struct session *session)
{
    targets_reset(&session->targets);
    for (size_t i = 0; i < session->past_count; i++) {
        note_targets(session, i);
    }
    for (size_t d = 0; d < session_decisions(session); d++) {
        rebuild_belief(session, d);
    }
}

bool session_learn(struct session *session, const struct answer *answer)
{
    if (!add_answer(session, answer)) {
        return false;
    }
    session->total.answered++;
    session->total.right += answer->correct;
    note_targets(session, session->past_count - 1);
    if (answer->decision != SIZE_MAX) {
        rebuild_belief(session, answer->decision);
    }
    return true;
}

void session_unlearn(struct session *session)
{
    session->past_count--;
    session->total.answered--;
    session->total.right -= session->past[session->past_count].correct;
    session_rebuild(session);
}

/* ---- Earlier sessions ---- */

/*
 * A record is of another round than those before it.  The last question of the round before may be
 * open again, by an undo over the end of that round: it goes along in front of the new one.
 */
static void enter_round(struct session *s, int64_t round)
{
    struct turn last = {0};
    if (s->turn_count > 0 && s->turns[s->turn_count - 1].position == s->round_size) {
        last = s->turns[--s->turn_count];
    }
    session_free_turns(s);
    if (last.question != NULL) {
        s->turns[s->turn_count++] = last;
        s->extra = 1;
    }
    s->before = 0;
    s->options.round = round;
    memset(s->places, 0, sizeof s->places);
}

/*
 * Its place in its round; a database that somebody else wrote may say anything, and a bank may have
 * become shorter.
 */
static size_t position_of(const struct session *s, const struct outcome_record *record)
{
    const int64_t position = record->asked.position, most = (int64_t)s->round_size;
    return position < 1 ? 1 : position > most ? s->round_size : (size_t)position;
}

/*
 * Note what an earlier session did in the round that goes on.  Two drills at once may share a round:
 * what counts for each of its places is what came last, so that ten questions stay ten.
 */
static void note_place(struct session *s, const struct outcome_record *record)
{
    if (record->asked.round != s->options.round) {
        enter_round(s, record->asked.round);
    }
    s->before = position_of(s, record);
    s->places[s->before - 1] = (struct round_place){
        record->answered, record->answered && record->correct, record->skipped};
}

/*
 * Open questions at the end of a round: more than one after several undos.  An open one that is
 * followed by an answer is let go.
 */
static void keep_open(struct session *s, const struct outcome_record *record,
                      struct question *question)
{
    const size_t position = position_of(s, record);
    const size_t remembered =
        s->options.subject != NULL ? memory_item_asked(&s->memory, &record->asked) : SIZE_MAX;
    const size_t own = s->turn_count - s->extra;
    const size_t due = own > 0 ? s->turns[s->turn_count - 1].position + 1 : 1;
    if (s->turn_count > 0 && position != due) {
        session_free_turns(s);
    }
    s->turns[s->turn_count++] = (struct turn){.question = question,
                                              .id = record->id,
                                              .position = position,
                                              .of = s->round_size,
                                              .marked = record->marked,
                                              .hints = record->hints,
                                              .crammed = record->sitting == SITTING_CRAM,
                                              .remembered = remembered,
                                              .resumed = true,
                                              .left_at = record->asked.at};
}

/* Keep an answer as numbers, unless the pack no longer knows what was chosen. */
static bool keep_answer(struct session *s, const struct outcome_record *record,
                        struct answer *answer, bool known)
{
    return !known || !session_read_chosen(s, record, answer) || add_answer(s, answer);
}

/* What any record says of memory. */
static bool remember(struct session *s, const struct outcome_record *record)
{
    s->failed =
        s->failed || (s->options.subject != NULL && !memory_note_record(&s->memory, record));
    return !s->failed;
}

bool session_recall_elsewhere(struct session *session, const struct outcome_record *record)
{
    struct answer answer;
    if (!remember(session, record)) {
        return false;
    }
    if (!record_is_answer(record)) {
        return true;
    }
    if (session->options.bank == NULL) {
        (void)record_count(&session->total, record);
    }
    const bool known =
        session->options.subject != NULL && session_read_case(session, &record->asked, &answer);
    return keep_answer(session, record, &answer, known);
}

bool session_recall(struct session *session, const struct outcome_record *record)
{
    struct answer answer;
    const bool known = session_read_asked(session, &record->asked, &answer);
    if (!remember(session, record)) {
        return false;
    }
    session->number++;
    note_place(session, record);
    session_recall_card(session, record);
    if (!session_recall_mark(session, record)) {
        return false;
    }
    if (known) {
        session_note_seen(session, answer.decision, answer.facts);
    }
    if (known && !record->answered && !record->skipped) {
        struct question *question = session_remake_question(session, &record->asked);
        if (question != NULL) {
            keep_open(session, record, question);
            return true;
        }
    }
    session_free_turns(session);
    return !record_count(&session->total, record) || keep_answer(session, record, &answer, known);
}
