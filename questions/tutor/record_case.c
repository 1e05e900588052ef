/* A start reads every record there is, so an answer is read straight from the ids. */
#include "questions/tutor/record_case.h"

#include <string.h>

#include "questions/item/scenario.h"

bool record_is_answer(const struct outcome_record *record)
{
    return record->answered && !(record->sitting == SITTING_EXAM && record->end == END_OPEN);
}

bool record_count(struct record_tally *tally, const struct outcome_record *record)
{
    const bool counts = record_is_answer(record);
    tally->answered += counts;
    tally->right += counts && record->correct;
    return counts;
}

const char *record_next_word(const char **text, size_t *length)
{
    *text += strspn(*text, " ");
    const char *word = *text;
    *length = strcspn(word, " ");
    *text += *length;
    return *length > 0 ? word : NULL;
}

bool record_is_word(const char *id, const char *word, size_t length)
{
    return strlen(id) == length && memcmp(id, word, length) == 0;
}

static size_t outcome_by_word(const struct decision *d, const char *word, size_t length)
{
    for (size_t i = 0; i < d->outcome_count; i++) {
        if (record_is_word(d->outcomes[i].id, word, length)) {
            return i;
        }
    }
    return SIZE_MAX;
}

/* The place of an outcome among the options; SIZE_MAX when it is none of them. */
static size_t place_of(const struct record_case *it, size_t outcome)
{
    for (size_t i = 0; i < it->count; i++) {
        if (it->outcomes[i] == outcome) {
            return i;
        }
    }
    return SIZE_MAX;
}

/* The options as they were; none when the decision no longer knows one of them. */
static void read_outcomes(const struct decision *d, const char *text, struct record_case *it)
{
    size_t length;
    it->count = 0;
    for (const char *word; (word = record_next_word(&text, &length)) != NULL;) {
        const size_t outcome = outcome_by_word(d, word, length);
        if (outcome == SIZE_MAX || it->count == QUESTION_OPTIONS_MAX ||
            place_of(it, outcome) != SIZE_MAX) {
            it->count = 0;
            return;
        }
        it->outcomes[it->count++] = outcome;
    }
}

bool record_case_read(const struct subject *subject, const struct asked *asked,
                      struct record_case *it)
{
    const struct pack *pack = subject->pack;
    *it = (struct record_case){.decision = SIZE_MAX};
    if (asked->decision == NULL || asked->facts == NULL) {
        return false;
    }
    it->decision = pack_decision(pack, asked->decision);
    if (it->decision == SIZE_MAX || !question_read_facts(pack, asked->facts, &it->facts) ||
        !subject_askable(subject, it->decision, it->facts)) {
        return false;
    }
    read_outcomes(&pack->decisions[it->decision], asked->options, it);
    return place_of(it, table_outcome(subject->truth[it->decision], it->facts)) != SIZE_MAX;
}

size_t record_case_option(const struct subject *subject, const struct record_case *it,
                          const char *outcome)
{
    const struct decision *d = &subject->pack->decisions[it->decision];
    const size_t found = outcome_by_word(d, outcome, strlen(outcome));
    return found != SIZE_MAX ? place_of(it, found) : SIZE_MAX;
}

static size_t telling_by_id(const struct pack *pack, const char *id)
{
    for (size_t i = 0; id != NULL && i < pack->telling_count; i++) {
        if (strcmp(pack->tellings[i].id, id) == 0) {
            return i;
        }
    }
    return SCENARIO_PLAIN;
}

struct question *record_case_question(const struct subject *subject, const struct asked *asked)
{
    struct record_case it;
    if (!record_case_read(subject, asked, &it)) {
        return NULL;
    }
    size_t telling = telling_by_id(subject->pack, asked->telling);
    if (telling != SCENARIO_PLAIN && !scenario_usable(subject, it.decision, it.facts, telling)) {
        telling = SCENARIO_PLAIN;
    }
    return question_decision(subject, it.decision, it.facts, telling, asked->seed, it.outcomes,
                             it.count);
}
