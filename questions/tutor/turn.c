/* See the header. */
#include "questions/tutor/turn.h"

#include <stdlib.h>

#include "questions/item/scenario.h"
#include "questions/text/buffer.h"
#include "questions/tutor/asked.h"

bool turn_log_asked(const struct session_log *log, const struct session_clock *clock,
                    const struct turn_course *course, struct turn *turn)
{
    struct asked_words words = {0};
    struct asked asked = {
        .at = clock->now(clock->context),
        .round = course->round,
        .position = (int64_t)turn->position,
        .pack = course->pack,
        .digest = course->digest,
    };
    const bool kept = asked_describe(&asked, &words, turn->question) &&
                      log->asked(log->context, &asked, &turn->id);
    asked_words_fini(&words);
    return kept;
}

bool turn_log_event(const struct session_log *log, const struct session_clock *clock,
                    const struct turn *turn, enum happening what, int64_t milliseconds, int64_t *at)
{
    struct buffer chosen = {0};
    if (what == HAPPENED_ANSWER) {
        asked_write_chosen(&chosen, turn->question, turn->chosen);
    }
    const struct event event = {
        .at = clock->now(clock->context),
        .asked = turn->id,
        .what = what,
        .chosen = what == HAPPENED_ANSWER ? buffer_text(&chosen) : NULL,
        .correct = turn->correct,
        .milliseconds = milliseconds,
        .has_confidence = what == HAPPENED_ANSWER && turn->has_confidence,
        .confidence = turn->confidence,
    };
    if (at != NULL) {
        *at = event.at;
    }
    const bool kept = !chosen.failed && log->event(log->context, &event);
    buffer_fini(&chosen);
    return kept;
}

size_t turn_told_option(const struct turn *turn)
{
    const uint32_t wrong = turn->chosen & ~turn->question->key;
    const uint32_t among = wrong != 0 ? wrong : turn->chosen;
    size_t option = 0;
    while (option + 1 < turn->question->option_count && (among >> option & 1) == 0) {
        option++;
    }
    return option;
}

static size_t uses_of(const struct turn turns[], size_t count, size_t telling)
{
    size_t uses = 0;
    for (size_t i = 0; i < count; i++) {
        const struct question *q = turns[i].question;
        uses += q->kind == QUESTION_DECISION && q->telling == telling;
    }
    return uses;
}

size_t turn_draw_telling(const struct subject *subject, size_t decision, uint32_t whole,
                         const struct turn turns[], size_t count, struct rng *rng)
{
    size_t *usable = calloc(subject->pack->telling_count + 1, sizeof *usable);
    if (usable == NULL) {
        return SCENARIO_PLAIN;
    }
    const size_t tellings = scenario_tellings(subject, decision, whole, usable);
    size_t best = SCENARIO_PLAIN, fewest = SIZE_MAX, equals = 0;
    for (size_t i = 0; i < tellings; i++) {
        const size_t uses = uses_of(turns, count, usable[i]);
        equals = uses < fewest ? 1 : uses == fewest ? equals + 1 : equals;
        if (uses < fewest || (uses == fewest && rng_below(rng, equals) == 0)) {
            best = usable[i];
            fewest = uses;
        }
    }
    free(usable);
    return best;
}

void turn_draw_ranks(const struct decision *decision, size_t rank[], struct rng *rng)
{
    size_t askable = 0;
    for (size_t i = 0; i < decision->outcome_count; i++) {
        rank[i] = i;
        askable += decision->outcomes[i].ask;
    }
    if (askable > 2) {
        rng_shuffle(rng, rank, decision->outcome_count);
    }
}

/* Insertion sort. */
void turn_sort_outcomes(const size_t rank[], size_t outcomes[], size_t count)
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
