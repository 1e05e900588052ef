/* The steps; what is asked is chosen in diagnosis_choose.c, what answers mean in diagnosis_state.c. */
#include "questions/tutor/diagnosis.h"

#include <stdlib.h>

#include "questions/tutor/asked.h"
#include "questions/tutor/diagnosis_private.h"
#include "questions/tutor/record_case.h"
#include "questions/tutor/turn.h"

static bool init_tables(struct diagnosis *d)
{
    const struct subject *s = d->options.subject;
    const struct decision *decision = &s->pack->decisions[d->options.decision];
    const struct belief_options options = {d->options.slip, 0, d->options.pairs};
    subject_digest(s, d->digest);
    if (!belief_init(&d->belief, s, d->options.decision, &options) ||
        !probes_init(&d->probes, &d->belief)) {
        return false;
    }
    d->told = calloc(d->belief.count, sizeof *d->told);
    d->weights = calloc(s->pack->misconception_count + 1, sizeof *d->weights);
    d->rank = calloc(decision->outcome_count + 1, sizeof *d->rank);
    if (d->told == NULL || d->weights == NULL || d->rank == NULL) {
        return false;
    }
    struct rng rng = rng_fork(&d->rng, 0);
    turn_draw_ranks(decision, d->rank, &rng);
    return true;
}

struct diagnosis *diagnosis_start(const struct diagnosis_options *options, bool *empty)
{
    struct diagnosis *diagnosis = calloc(1, sizeof *diagnosis);
    *empty = false;
    if (diagnosis == NULL) {
        return NULL;
    }
    diagnosis->options = *options;
    diagnosis->example_of = SIZE_MAX;
    rng_seed(&diagnosis->rng, options->seed);
    const bool ready = init_tables(diagnosis);
    *empty = ready && diagnosis->probes.count == 0;
    if (!ready || *empty) {
        diagnosis_free(diagnosis);
        return NULL;
    }
    diagnosis_rebuild(diagnosis);
    return diagnosis;
}

void diagnosis_free(struct diagnosis *diagnosis)
{
    if (diagnosis == NULL) {
        return;
    }
    for (size_t i = 0; i < diagnosis->turn_count; i++) {
        question_free(diagnosis->turns[i].question);
    }
    question_free(diagnosis->example);
    probes_fini(&diagnosis->probes);
    belief_fini(&diagnosis->belief);
    free(diagnosis->told);
    free(diagnosis->weights);
    free(diagnosis->rank);
    free(diagnosis->turns);
    free(diagnosis->probe_of);
    free(diagnosis->cases);
    free(diagnosis);
}

/* Room for one turn more. */
static bool make_room(struct diagnosis *d)
{
    if (d->turn_count < d->capacity) {
        return true;
    }
    const size_t capacity = d->capacity == 0 ? 32 : 2 * d->capacity;
    struct turn *turns = realloc(d->turns, capacity * sizeof *turns);
    if (turns == NULL) {
        return false;
    }
    d->turns = turns;
    size_t *probe_of = realloc(d->probe_of, capacity * sizeof *probe_of);
    if (probe_of == NULL) {
        return false;
    }
    d->probe_of = probe_of;
    uint32_t *cases = realloc(d->cases, capacity * sizeof *cases);
    if (cases == NULL) {
        return false;
    }
    d->cases = cases;
    d->capacity = capacity;
    return true;
}

static void add_turn(struct diagnosis *d, const struct turn *turn, size_t probe)
{
    d->cases[d->turn_count] = turn->question->facts;
    d->probe_of[d->turn_count] = probe;
    d->turns[d->turn_count++] = *turn;
}

static struct turn_course course_of(const struct diagnosis *d)
{
    return (struct turn_course){d->options.subject->pack->id, d->digest, d->options.round};
}

/* Choose, tell, keep. */
static bool ask(struct diagnosis *d)
{
    struct turn turn = {.position = d->turn_count + 1};
    struct rng rng = rng_fork(&d->rng, turn.position);
    const struct turn_course course = course_of(d);
    uint32_t whole;
    if (!make_room(d)) {
        d->failed = true;
        return false;
    }
    const size_t probe = diagnosis_choose(d, &rng, &whole);
    turn.question = diagnosis_question(d, probe, whole, &rng);
    if (turn.question == NULL ||
        !turn_log_asked(&d->options.log, &d->options.clock, &course, &turn)) {
        question_free(turn.question);
        d->failed = true;
        return false;
    }
    add_turn(d, &turn, probe);
    return true;
}

static bool is_done(const struct turn *turn)
{
    return turn->answered || turn->skipped;
}

/* Let go of the turns from `count` on, none of which is done. */
static void drop(struct diagnosis *d, size_t count)
{
    while (d->turn_count > count) {
        question_free(d->turns[--d->turn_count].question);
    }
}

/*
 * What an undo opened comes again, and what had been asked behind it is let go: of two open questions
 * the first one stands, and one that is open before something that is done was let go.
 */
static bool make_way(struct diagnosis *d, const struct outcome_record *record)
{
    const size_t last = d->turn_count - 1;
    if (d->turn_count == 0 || is_done(&d->turns[last])) {
        return true;
    }
    if (record->answered || record->skipped) {
        drop(d, last);
        return true;
    }
    return false;
}

bool diagnosis_recall(struct diagnosis *diagnosis, const struct outcome_record *record)
{
    struct record_case it;
    const bool known = record_case_read(diagnosis->options.subject, &record->asked, &it) &&
                       it.decision == diagnosis->options.decision;
    const size_t probe = known ? diagnosis_probe(diagnosis, it.facts) : SIZE_MAX;
    if (probe == SIZE_MAX || !make_way(diagnosis, record)) {
        return true; /* nobody knows it any more, or it was let go: it says nothing */
    }
    struct question *question = record_case_question(diagnosis->options.subject, &record->asked);
    if (question == NULL || !make_room(diagnosis)) {
        question_free(question);
        diagnosis->failed = true;
        return false;
    }
    struct turn turn = {.question = question,
                        .id = record->id,
                        .position = diagnosis->turn_count + 1,
                        .skipped = record->skipped,
                        .marked = record->marked,
                        .resumed = true,
                        .left_at = record->asked.at};
    turn.answered = record->answered && asked_read_chosen(question, record->chosen, &turn.chosen);
    turn.chosen = turn.answered ? turn.chosen : 0;
    turn.correct = turn.answered && question_is_right(question, turn.chosen);
    add_turn(diagnosis, &turn, probe);
    diagnosis_rebuild(diagnosis);
    return true;
}

const struct turn *diagnosis_next(struct diagnosis *diagnosis)
{
    while (diagnosis->open < diagnosis->turn_count && is_done(&diagnosis->turns[diagnosis->open])) {
        diagnosis->open++;
    }
    if (diagnosis->failed || diagnosis->stage == DIAGNOSIS_OVER) {
        return NULL;
    }
    if (diagnosis->open == diagnosis->turn_count) {
        diagnosis->shown = false;
        if (!ask(diagnosis)) {
            return NULL;
        }
    }
    if (!diagnosis->shown) {
        const struct session_clock *clock = &diagnosis->options.clock;
        diagnosis->shown = true;
        diagnosis->shown_at = clock->milliseconds(clock->context);
    }
    return &diagnosis->turns[diagnosis->open];
}

static struct turn *open_turn(struct diagnosis *d)
{
    struct turn *turn = d->open < d->turn_count ? &d->turns[d->open] : NULL;
    return turn != NULL && !is_done(turn) && !d->failed ? turn : NULL;
}

static bool log_event(struct diagnosis *d, const struct turn *turn, enum happening what,
                      int64_t milliseconds)
{
    if (!turn_log_event(&d->options.log, &d->options.clock, turn, what, milliseconds, NULL)) {
        d->failed = true;
    }
    return !d->failed;
}

bool diagnosis_answer(struct diagnosis *diagnosis, uint32_t chosen)
{
    struct turn *turn = open_turn(diagnosis);
    if (turn == NULL) {
        return false;
    }
    const struct session_clock *clock = &diagnosis->options.clock;
    const int64_t taken = clock->milliseconds(clock->context) - diagnosis->shown_at;
    turn->chosen = chosen;
    turn->correct = question_is_right(turn->question, chosen);
    if (!log_event(diagnosis, turn, HAPPENED_ANSWER, taken)) {
        return false;
    }
    turn->answered = true;
    diagnosis_rebuild(diagnosis);
    return true;
}

bool diagnosis_skip(struct diagnosis *diagnosis)
{
    struct turn *turn = open_turn(diagnosis);
    if (turn == NULL || !log_event(diagnosis, turn, HAPPENED_SKIP, 0)) {
        return false;
    }
    turn->skipped = true;
    return true;
}

bool diagnosis_mark(struct diagnosis *diagnosis)
{
    const size_t count = diagnosis->turn_count;
    const size_t latest = diagnosis->open < count ? diagnosis->open : count - 1;
    struct turn *turn = count > 0 && !diagnosis->failed ? &diagnosis->turns[latest] : NULL;
    if (turn == NULL ||
        !log_event(diagnosis, turn, turn->marked ? HAPPENED_UNMARK : HAPPENED_MARK, 0)) {
        return false;
    }
    turn->marked = !turn->marked;
    return true;
}

bool diagnosis_undo(struct diagnosis *diagnosis)
{
    size_t last = diagnosis->turn_count;
    while (last > 0 && !is_done(&diagnosis->turns[last - 1])) {
        last--;
    }
    if (last == 0 || diagnosis->failed) {
        return false;
    }
    struct turn *turn = &diagnosis->turns[last - 1];
    if (!log_event(diagnosis, turn, HAPPENED_UNDO, 0)) {
        return false;
    }
    turn->answered = turn->skipped = turn->correct = false;
    turn->chosen = 0;
    drop(diagnosis, last); /* what comes then hangs on what is answered now */
    diagnosis->open = last - 1;
    diagnosis->shown = false;
    diagnosis_rebuild(diagnosis);
    return true;
}

const struct turn *diagnosis_judged(const struct diagnosis *diagnosis)
{
    for (size_t i = diagnosis->turn_count; i > 0; i--) {
        if (diagnosis->turns[i - 1].answered) {
            return &diagnosis->turns[i - 1];
        }
    }
    return NULL;
}

const struct turn *diagnosis_turns(const struct diagnosis *diagnosis, size_t *count)
{
    *count = diagnosis->turn_count;
    return diagnosis->turns;
}

bool diagnosis_failed(const struct diagnosis *diagnosis)
{
    return diagnosis->failed;
}

const struct diagnosis_options *diagnosis_settings(const struct diagnosis *diagnosis)
{
    return &diagnosis->options;
}
