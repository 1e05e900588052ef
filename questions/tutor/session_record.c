/*
 * What a record says, in the numbers of the pack as it is now.  A start reads every record there is,
 * so an answer is read straight from the ids; only what is still open is made into a question again.
 */
#include <string.h>

#include "questions/item/scenario.h"
#include "questions/tutor/session_private.h"

static const struct pack *pack_of(const struct session *s)
{
    return s->options.subject->pack;
}

/* The words of a text as a walk: "a b c" gives a, b, c. */
static const char *next_word(const char **text, size_t *length)
{
    *text += strspn(*text, " ");
    const char *word = *text;
    *length = strcspn(word, " ");
    *text += *length;
    return *length > 0 ? word : NULL;
}

static bool is_word(const char *id, const char *word, size_t length)
{
    return strlen(id) == length && memcmp(id, word, length) == 0;
}

static size_t outcome_by_word(const struct decision *d, const char *word, size_t length)
{
    for (size_t i = 0; i < d->outcome_count; i++) {
        if (is_word(d->outcomes[i].id, word, length)) {
            return i;
        }
    }
    return SIZE_MAX;
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

static size_t statement_by_id(const struct pack *pack, const char *id)
{
    for (size_t i = 0; id != NULL && i < pack->statement_count; i++) {
        if (strcmp(pack->statements[i].id, id) == 0) {
            return i;
        }
    }
    return SIZE_MAX;
}

/* The place of an outcome among the options; `count` when it is none of them. */
static size_t place_of(const size_t outcomes[], size_t count, size_t outcome)
{
    size_t i = 0;
    while (i < count && outcomes[i] != outcome) {
        i++;
    }
    return i;
}

/* The options as they were; 0 when the decision no longer knows one of them. */
static size_t read_outcomes(const struct decision *d, const char *text,
                            size_t outcomes[QUESTION_OPTIONS_MAX])
{
    size_t count = 0, length;
    for (const char *word; (word = next_word(&text, &length)) != NULL;) {
        const size_t outcome = outcome_by_word(d, word, length);
        if (outcome == SIZE_MAX || count == QUESTION_OPTIONS_MAX ||
            place_of(outcomes, count, outcome) < count) {
            return 0;
        }
        outcomes[count++] = outcome;
    }
    return count;
}

bool session_read_case(const struct session *session, const struct asked *asked,
                       struct answer *answer)
{
    if (asked->decision == NULL) {
        return false;
    }
    const struct subject *subject = session->options.subject;
    const size_t decision = pack_decision(pack_of(session), asked->decision);
    *answer = (struct answer){.decision = decision, .statement = SIZE_MAX};
    if (decision == SIZE_MAX || asked->facts == NULL ||
        !question_read_facts(pack_of(session), asked->facts, &answer->facts) ||
        !subject_askable(subject, decision, answer->facts)) {
        return false;
    }
    answer->count =
        read_outcomes(&pack_of(session)->decisions[decision], asked->options, answer->outcomes);
    const uint8_t right = table_outcome(subject->truth[decision], answer->facts);
    return place_of(answer->outcomes, answer->count, right) < answer->count;
}

/* What a question of the bank says about the learner; the item decides whether it is still known. */
static bool read_card(const struct session *s, const struct asked *asked, struct answer *answer)
{
    if (s->options.subject == NULL || !session_read_case(s, asked, answer)) {
        *answer = (struct answer){.decision = SIZE_MAX, .statement = SIZE_MAX};
    }
    return deck_find(&s->deck, asked->question) != NULL;
}

bool session_read_asked(const struct session *session, const struct asked *asked,
                        struct answer *answer)
{
    if (session->options.bank != NULL) {
        return read_card(session, asked, answer);
    }
    if (asked->decision != NULL) {
        return session_read_case(session, asked, answer);
    }
    const size_t statement = statement_by_id(pack_of(session), asked->rule);
    *answer = (struct answer){.decision = SIZE_MAX, .statement = statement};
    return statement != SIZE_MAX;
}

/* Is this one of the words of a text? */
static bool among(const char *text, const char *chosen)
{
    size_t length;
    for (const char *word; (word = next_word(&text, &length)) != NULL;) {
        if (is_word(chosen, word, length)) {
            return true;
        }
    }
    return false;
}

bool session_read_chosen(const struct session *session, const struct outcome_record *record,
                         struct answer *answer)
{
    if (record->chosen == NULL) {
        return false;
    }
    if (answer->decision == SIZE_MAX) {
        answer->correct = record->correct; /* sentences are judged one by one, and were */
        return session->options.bank != NULL || among(record->asked.options, record->chosen);
    }
    const struct decision *d = &pack_of(session)->decisions[answer->decision];
    const size_t outcome = outcome_by_word(d, record->chosen, strlen(record->chosen));
    const struct table *truth = session->options.subject->truth[answer->decision];
    answer->chosen = place_of(answer->outcomes, answer->count, outcome);
    answer->correct = outcome == table_outcome(truth, answer->facts);
    return answer->chosen < answer->count;
}

static struct question *remake_case(const struct session *s, const struct asked *asked)
{
    const struct subject *subject = s->options.subject;
    struct answer it;
    if (!session_read_case(s, asked, &it)) {
        return NULL;
    }
    size_t telling = telling_by_id(pack_of(s), asked->telling);
    if (telling != SCENARIO_PLAIN && !scenario_usable(subject, it.decision, it.facts, telling)) {
        telling = SCENARIO_PLAIN;
    }
    return question_decision(subject, it.decision, it.facts, telling, asked->seed, it.outcomes,
                             it.count);
}

/* Are these the options, in this order?  A sentence may have been added or reworded since. */
static bool has_options(const struct question *q, const char *text)
{
    size_t length, i = 0;
    for (const char *word; (word = next_word(&text, &length)) != NULL; i++) {
        if (i >= q->option_count || !is_word(q->options[i].id, word, length)) {
            return false;
        }
    }
    return i == q->option_count;
}

static struct question *remake_statement(const struct session *s, const struct asked *asked)
{
    const size_t statement = statement_by_id(pack_of(s), asked->rule);
    struct question *q = statement != SIZE_MAX
                             ? question_statement(s->options.subject, statement, asked->seed)
                             : NULL;
    if (q != NULL && !has_options(q, asked->options)) {
        question_free(q);
        q = NULL;
    }
    return q;
}

/* The place of a word among the options of a question that are not taken yet; or their count. */
static size_t option_by_word(const struct question *q, const char *word, size_t length,
                             uint32_t taken)
{
    size_t i = 0;
    while (i < q->option_count &&
           ((taken >> i & 1) != 0 || !is_word(q->options[i].id, word, length))) {
        i++;
    }
    return i;
}

/* The same item, its options in the order in which they were; NULL when it has others now. */
static struct question *remake_card(const struct session *s, const struct asked *asked)
{
    const struct item *item = deck_find(&s->deck, asked->question);
    struct question *plain = item != NULL ? deck_question(&s->deck, item, NULL) : NULL;
    unsigned char order[ITEM_OPTIONS_MAX] = {0};
    const char *text = asked->options;
    size_t count = 0, length;
    uint32_t taken = 0;
    bool same = plain != NULL;
    for (const char *word; same && (word = next_word(&text, &length)) != NULL;) {
        const size_t option = option_by_word(plain, word, length, taken);
        same = option < plain->option_count;
        if (same) {
            taken |= (uint32_t)1 << option;
            order[count++] = (unsigned char)option;
        }
    }
    same = same && count == plain->option_count;
    question_free(plain);
    return same ? deck_question(&s->deck, item, order) : NULL;
}

void session_recall_card(struct session *session, const struct outcome_record *record)
{
    const struct item *item =
        session->options.bank != NULL ? deck_find(&session->deck, record->asked.question) : NULL;
    if (item != NULL) {
        deck_note_asked(&session->deck, item, session->number);
        if (record->answered || record->skipped) {
            deck_note_done(&session->deck, item, record->answered && record->correct);
        }
    }
}

struct question *session_remake_question(const struct session *session, const struct asked *asked)
{
    if (session->options.bank != NULL) {
        return remake_card(session, asked);
    }
    return asked->decision != NULL ? remake_case(session, asked) : remake_statement(session, asked);
}
