/* The steps of a session; making questions and remembering answers are in its session_*.c files. */
#include "questions/tutor/session.h"

#include <stdlib.h>
#include <string.h>

#include "questions/bank/bank.h"
#include "questions/tutor/asked.h"
#include "questions/tutor/hint.h"
#include "questions/tutor/session_private.h"
#include "questions/tutor/turn.h"

static const struct pack *pack_of(const struct session *s)
{
    return s->options.subject->pack;
}

size_t session_decisions(const struct session *session)
{
    return session->options.subject != NULL ? pack_of(session)->decision_count : 0;
}

static size_t misconceptions(const struct session *s)
{
    return s->options.subject != NULL ? pack_of(s)->misconception_count : 0;
}

static bool init_tables(struct session *s)
{
    s->beliefs = calloc(session_decisions(s) + 1, sizeof *s->beliefs);
    s->weights = calloc(misconceptions(s) + 1, sizeof *s->weights);
    if (s->beliefs == NULL || s->weights == NULL) {
        return false;
    }
    if (s->options.subject == NULL) {
        sha256_hex("", 0, s->digest);
        return true;
    }
    const struct pack *pack = pack_of(s);
    subject_digest(s->options.subject, s->digest);
    if (!targets_init(&s->targets, s->options.subject) ||
        !memory_init(&s->memory, s->options.subject, &s->targets)) {
        return false;
    }
    for (size_t d = 0; d < pack->decision_count; d++) {
        s->order[d] = calloc(pack->decisions[d].outcome_count + 1, sizeof *s->order[d]);
        if (s->order[d] == NULL || !belief_init(&s->beliefs[d], s->options.subject, d, NULL)) {
            return false;
        }
    }
    return true;
}

static bool init_deck(struct session *s, bool *empty)
{
    const struct session_bank *bank = s->options.bank;
    s->round_size = SESSION_ROUND;
    if (bank == NULL) {
        *empty = s->targets.count == 0;
        return true;
    }
    *empty = bank->bank->item_count == 0;
    if (bank->bank->item_count < SESSION_ROUND) {
        s->round_size = bank->bank->item_count;
    }
    return deck_init(&s->deck, bank->bank, s->options.subject);
}

struct session *session_start(const struct session_options *options, bool *empty)
{
    struct session *session = calloc(1, sizeof *session);
    *empty = false;
    if (session == NULL) {
        return NULL;
    }
    session->options = *options;
    session->fresh_round = options->round;
    session->last_decision = SIZE_MAX;
    rng_seed(&session->rng, options->seed);
    const bool ready = init_tables(session) && init_deck(session, empty);
    if (!ready || *empty) {
        session_free(session);
        return NULL;
    }
    session_shuffle_orders(session);
    session_rebuild(session);
    return session;
}

struct session *session_new(const struct session_options *options)
{
    bool empty;
    return session_start(options, &empty);
}

void session_free_turns(struct session *session)
{
    for (size_t i = 0; i < session->turn_count; i++) {
        question_free(session->turns[i].question);
    }
    session->turn_count = session->open = session->extra = 0;
}

void session_free(struct session *session)
{
    if (session == NULL) {
        return;
    }
    session_free_turns(session);
    question_free(session->previous.question);
    for (size_t d = 0; d < session_decisions(session); d++) {
        free(session->order[d]);
        if (session->beliefs != NULL) {
            belief_fini(&session->beliefs[d]);
        }
    }
    targets_fini(&session->targets);
    memory_fini(&session->memory);
    deck_fini(&session->deck);
    free(session->beliefs);
    free(session->weights);
    free(session->past);
    free(session->marks);
    free(session);
}

/* What the log calls the course of study. */
static struct turn_course course_of(const struct session *s)
{
    return (struct turn_course){s->options.bank != NULL ? s->options.bank->name : pack_of(s)->id,
                                s->digest, s->options.round};
}

/* What of memory a question tests: the same that its record will say. */
static bool find_remembered(const struct session *s, struct turn *turn)
{
    struct asked asked = {0};
    struct asked_words words = {0};
    const bool whole = asked_describe(&asked, &words, turn->question);
    turn->remembered =
        whole && s->options.subject != NULL ? memory_item_asked(&s->memory, &asked) : SIZE_MAX;
    asked_words_fini(&words);
    return whole;
}

static bool log_asked(const struct session *s, struct turn *turn)
{
    const struct turn_course course = course_of(s);
    return find_remembered(s, turn) &&
           turn_log_asked(&s->options.log, &s->options.clock, &course, turn);
}

static bool log_event(struct session *s, const struct turn *turn, enum happening what,
                      int64_t milliseconds)
{
    if (!turn_log_event(&s->options.log, &s->options.clock, turn, what, milliseconds,
                        &s->logged_at)) {
        s->failed = true;
    }
    return !s->failed;
}

bool session_log_event(struct session *session, int64_t asked, enum happening what)
{
    const struct turn turn = {.id = asked};
    return log_event(session, &turn, what, 0);
}

static bool add_turn(struct session *s)
{
    struct turn turn = {.position = s->before + s->turn_count - s->extra + 1,
                        .of = session_round_known(s),
                        .crammed = s->options.plan.kind == SITTING_CRAM};
    turn.question = session_make_question(s);
    if (turn.question == NULL || !log_asked(s, &turn)) {
        question_free(turn.question);
        s->failed = true;
        return false;
    }
    turn.marked = session_turn_marked(s, &turn);
    s->turns[s->turn_count++] = turn;
    s->number++;
    s->last_decision = turn.question->decision;
    session_note_seen(s, turn.question->decision, turn.question->facts);
    deck_note_asked(&s->deck, turn.question->item, s->number);
    return true;
}

/* Before the first question: what was left open comes first, else a fresh round begins. */
static void begin(struct session *s)
{
    const bool focused = session_focused(s);
    if (focused && !session_turns_fit(s)) {
        session_free_turns(s);
    }
    for (size_t i = 0; i < s->turn_count; i++) {
        s->turns[i].marked = session_turn_marked(s, &s->turns[i]);
    }
    if (s->turn_count > 0) {
        s->before = s->turns[s->extra].position - 1;
        s->last_decision = s->turns[s->turn_count - 1].question->decision;
    } else if (focused || s->before >= s->round_size || s->before == 0) {
        s->options.round = s->fresh_round;
        s->before = 0;
    }
    session_size_round(s);
}

/* Has the round its questions, or is there nothing more to ask? */
static bool round_full(struct session *s)
{
    return s->before + s->turn_count - s->extra >= s->round_size || session_exhausted(s);
}

const struct turn *session_next(struct session *session)
{
    if (session->failed) {
        return NULL;
    }
    if (!session->begun) {
        session->begun = true;
        session_rebuild(session);
        begin(session);
    }
    while (session->open < session->turn_count &&
           (session->turns[session->open].answered || session->turns[session->open].skipped)) {
        session->open++;
    }
    if (session->open == session->turn_count) {
        session->shown = false;
        if (round_full(session) || !add_turn(session)) {
            return NULL;
        }
    }
    struct turn *turn = &session->turns[session->open];
    if (!session->shown) {
        session->shown = true;
        session->shown_at = session->options.clock.milliseconds(session->options.clock.context);
    }
    return turn;
}

void session_next_round(struct session *session)
{
    question_free(session->previous.question);
    session->previous = (struct turn){0};
    if (session->turn_count > 0) {
        session->previous = session->turns[--session->turn_count];
    }
    session_free_turns(session);
    session->before = 0;
    session->options.round = session->options.round < session->fresh_round
                                 ? session->fresh_round
                                 : session->options.round + 1;
    session_size_round(session);
    session_shuffle_orders(session);
}

/* The turn that waits for an answer; NULL between a verdict and session_next(). */
static struct turn *open_turn(struct session *s)
{
    struct turn *turn = s->open < s->turn_count ? &s->turns[s->open] : NULL;
    return turn != NULL && !turn->answered && !turn->skipped ? turn : NULL;
}

/* What was just logged of a turn is remembered, too; false when memory ran out. */
static bool remember(struct session *s, const struct turn *turn, int64_t milliseconds)
{
    const struct memory_answer answer = {.correct = turn->answered && turn->correct,
                                         .skipped = turn->skipped,
                                         .hint = turn->hints > 0,
                                         .has_confidence = turn->has_confidence,
                                         .confidence = turn->confidence,
                                         .crammed = turn->crammed,
                                         .milliseconds = milliseconds};
    const bool kept = s->options.subject == NULL ||
                      memory_note(&s->memory, turn->id, s->logged_at, turn->remembered, &answer);
    s->failed = s->failed || !kept;
    return kept;
}

/* @confidence  -1: nothing was said */
static bool answer_with(struct session *session, uint32_t chosen, int confidence)
{
    struct turn *turn = open_turn(session);
    if (turn == NULL || session->failed) {
        return false;
    }
    turn->has_confidence = confidence >= 0;
    turn->confidence = confidence >= 0 ? confidence : 0;
    const int64_t now = session->options.clock.milliseconds(session->options.clock.context);
    turn->chosen = chosen;
    turn->correct = question_is_right(turn->question, chosen);
    const bool kept = log_event(session, turn, HAPPENED_ANSWER, now - session->shown_at);
    if (kept) {
        const struct answer answer = session_answer_of(turn);
        turn->answered = session_learn(session, &answer);
        turn->answered = turn->answered && remember(session, turn, now - session->shown_at);
        deck_note_done(&session->deck, turn->question->item,
                       turn->correct ? DECK_RIGHT : DECK_WRONG);
    }
    return kept && turn->answered;
}

bool session_answer(struct session *session, uint32_t chosen)
{
    return answer_with(session, chosen, -1);
}

bool session_answer_sure(struct session *session, uint32_t chosen, int confidence)
{
    return answer_with(session, chosen, confidence);
}

bool session_hint(struct session *session)
{
    struct turn *turn = open_turn(session);
    if (turn == NULL || session->failed || turn->hints >= hint_count(turn->question) ||
        !log_event(session, turn, HAPPENED_HINT, 0)) {
        return false;
    }
    turn->hints++;
    return true;
}

bool session_skip(struct session *session)
{
    struct turn *turn = open_turn(session);
    if (turn == NULL || session->failed || !log_event(session, turn, HAPPENED_SKIP, 0)) {
        return false;
    }
    turn->skipped = true;
    deck_note_done(&session->deck, turn->question->item, DECK_SKIPPED);
    return remember(session, turn, 0);
}

bool session_mark(struct session *session)
{
    const size_t latest =
        session->open < session->turn_count ? session->open : session->turn_count - 1;
    struct turn *turn = session->turn_count > 0 ? &session->turns[latest] : NULL;
    if (turn == NULL || session->failed || !session_mark_turn(session, turn)) {
        return false;
    }
    turn->marked = session_turn_marked(session, turn);
    return true;
}

/* The round has no answer to take back: put the last question of the one before in front of it. */
static void bring_back(struct session *s)
{
    memmove(s->turns + 1, s->turns, s->turn_count * sizeof *s->turns);
    s->turns[0] = s->previous;
    s->previous = (struct turn){0};
    s->turn_count++;
    s->extra = 1;
}

bool session_undo(struct session *session)
{
    size_t last = session->turn_count;
    while (last > 0 && !session->turns[last - 1].answered && !session->turns[last - 1].skipped) {
        last--;
    }
    if (last == 0 && session->previous.question != NULL) {
        bring_back(session);
        last = 1;
    }
    if (last == 0 || session->failed) {
        return false;
    }
    struct turn *turn = &session->turns[last - 1];
    if (!log_event(session, turn, HAPPENED_UNDO, 0)) {
        return false;
    }
    memory_take_back(&session->memory, turn->id);
    if (turn->answered) {
        session_unlearn(session); /* answers are added in the order of the turns */
    }
    deck_note_undo(&session->deck, turn->question->item);
    turn->answered = turn->skipped = turn->correct = turn->has_confidence = false;
    turn->chosen = 0;
    session->open = last - 1;
    session->shown = false;
    return true;
}

const struct turn *session_judged(const struct session *session)
{
    for (size_t i = session->turn_count; i > 0; i--) {
        if (session->turns[i - 1].answered) {
            return &session->turns[i - 1];
        }
    }
    return NULL;
}

const struct turn *session_turns(const struct session *session, size_t *count)
{
    *count = session->turn_count - session->extra;
    return session->turns + session->extra;
}

struct session_totals session_totals(const struct session *session)
{
    struct session_totals totals = {.answered = session->total.answered,
                                    .right = session->total.right};
    for (size_t i = 0; i < session->before; i++) {
        totals.round_answered += session->places[i].answered;
        totals.round_right += session->places[i].right;
        totals.round_skipped += session->places[i].skipped;
    }
    for (size_t i = session->extra; i < session->turn_count; i++) {
        totals.round_answered += session->turns[i].answered;
        totals.round_right += session->turns[i].answered && session->turns[i].correct;
        totals.round_skipped += session->turns[i].skipped;
    }
    return totals;
}

size_t session_round_size(const struct session *session)
{
    return session->round_size;
}

struct session_progress session_progress(const struct session *session)
{
    return deck_progress(&session->deck);
}

const struct session_bank *session_bank(const struct session *session)
{
    return session->options.bank;
}

/* How often the latest answers were those of a misconception, where it differs from the truth. */
static struct session_doubt count_fits(const struct session *s, size_t misconception)
{
    struct session_doubt doubt = {.misconception = misconception};
    const struct subject *subject = s->options.subject;
    size_t looked = 0;
    for (size_t i = s->past_count; i > 0 && looked < SESSION_DOUBT_ANSWERS; i--, looked++) {
        const struct answer *a = &s->past[i - 1];
        if (a->decision != pack_of(s)->misconceptions[misconception].decision) {
            continue;
        }
        const uint8_t own = table_outcome(subject->beliefs[misconception], a->facts);
        bool offered = false;
        for (size_t o = 0; o < a->count; o++) {
            offered = offered || a->outcomes[o] == own;
        }
        if (offered && own != table_outcome(subject->truth[a->decision], a->facts)) {
            doubt.chances++;
            doubt.fits += a->outcomes[a->chosen] == own;
        }
    }
    return doubt;
}

struct session_doubt session_doubt(const struct session *session)
{
    struct session_doubt best = {.misconception = SIZE_MAX};
    for (size_t m = 0; m < misconceptions(session); m++) {
        const struct session_doubt doubt = count_fits(session, m);
        const bool counts = doubt.fits >= 2 && 2 * doubt.fits >= doubt.chances;
        if (counts && (best.misconception == SIZE_MAX ||
                       doubt.fits * best.chances > best.fits * doubt.chances)) {
            best = doubt;
        }
    }
    return best;
}

const struct belief *session_belief(const struct session *session, size_t decision)
{
    return &session->beliefs[decision];
}

const double *session_weights(const struct session *session)
{
    return session->weights;
}

bool session_failed(const struct session *session)
{
    return session->failed;
}
