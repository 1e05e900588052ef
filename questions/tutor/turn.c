/* See the header. */
#include "questions/tutor/turn.h"

#include <stdlib.h>

#include "questions/item/scenario.h"
#include "questions/text/buffer.h"

/** The lists of a record, while it is written. */
struct lists {
    struct buffer facts, options, key;
};

static bool make_lists(const struct question *q, struct lists *lists)
{
    *lists = (struct lists){0};
    if (q->decision != SIZE_MAX) {
        question_write_facts(&lists->facts, q->subject->pack, q->facts);
    }
    for (size_t i = 0; i < q->option_count; i++) {
        buffer_addf(&lists->options, "%s%s", i > 0 ? " " : "", q->options[i].id);
        if ((q->key >> i & 1) != 0) {
            buffer_addf(&lists->key, "%s%s", lists->key.length > 0 ? " " : "", q->options[i].id);
        }
    }
    return !lists->facts.failed && !lists->options.failed && !lists->key.failed;
}

bool turn_log_asked(const struct session_log *log, const struct session_clock *clock,
                    const struct turn_course *course, struct turn *turn)
{
    const struct question *q = turn->question;
    const struct pack *pack = q->subject != NULL ? q->subject->pack : NULL;
    const bool plain = q->telling == SCENARIO_PLAIN, about_case = q->decision != SIZE_MAX;
    struct lists lists;
    const bool whole = make_lists(q, &lists);
    const struct asked asked = {
        .at = clock->now(clock->context),
        .round = course->round,
        .position = (int64_t)turn->position,
        .question = q->id,
        .pack = course->pack,
        .digest = course->digest,
        .kind = question_kind_name(q),
        .decision = about_case ? pack->decisions[q->decision].id : NULL,
        .facts = about_case ? buffer_text(&lists.facts) : NULL,
        .telling = plain ? NULL : pack->tellings[q->telling].id,
        .seed = q->seed,
        .options = buffer_text(&lists.options),
        .key = buffer_text(&lists.key),
        .rule = question_rule(q),
    };
    const bool kept = whole && log->asked(log->context, &asked, &turn->id);
    buffer_fini(&lists.facts);
    buffer_fini(&lists.options);
    buffer_fini(&lists.key);
    return kept;
}

static void add_chosen(const struct turn *turn, struct buffer *chosen)
{
    for (size_t i = 0; i < turn->question->option_count; i++) {
        if ((turn->chosen >> i & 1) != 0) {
            buffer_addf(chosen, "%s%s", chosen->length > 0 ? " " : "",
                        turn->question->options[i].id);
        }
    }
}

bool turn_log_event(const struct session_log *log, const struct session_clock *clock,
                    const struct turn *turn, enum happening what, int64_t milliseconds)
{
    struct buffer chosen = {0};
    if (what == HAPPENED_ANSWER) {
        add_chosen(turn, &chosen);
    }
    const struct event event = {
        .at = clock->now(clock->context),
        .asked = turn->id,
        .what = what,
        .chosen = what == HAPPENED_ANSWER ? buffer_text(&chosen) : NULL,
        .correct = turn->correct,
        .milliseconds = milliseconds,
    };
    const bool kept = !chosen.failed && log->event(log->context, &event);
    buffer_fini(&chosen);
    return kept;
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
