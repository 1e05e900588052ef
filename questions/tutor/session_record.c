/*
 * What a record says, in the numbers of the pack as it is now.  Only what is still open is made into a
 * question again.
 */
#include <string.h>

#include "questions/tutor/record_case.h"
#include "questions/tutor/session_private.h"

static const struct pack *pack_of(const struct session *s)
{
    return s->options.subject->pack;
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

bool session_read_case(const struct session *session, const struct asked *asked,
                       struct answer *answer)
{
    struct record_case it;
    const bool known = record_case_read(session->options.subject, asked, &it);
    *answer = (struct answer){
        .decision = it.decision, .statement = SIZE_MAX, .facts = it.facts, .count = it.count};
    memcpy(answer->outcomes, it.outcomes, it.count * sizeof *it.outcomes);
    return known;
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
    for (const char *word; (word = record_next_word(&text, &length)) != NULL;) {
        if (record_is_word(chosen, word, length)) {
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
    const struct table *truth = session->options.subject->truth[answer->decision];
    struct record_case it = {.decision = answer->decision, .count = answer->count};
    memcpy(it.outcomes, answer->outcomes, it.count * sizeof *it.outcomes);
    answer->chosen = record_case_option(session->options.subject, &it, record->chosen);
    answer->correct = answer->chosen < answer->count &&
                      answer->outcomes[answer->chosen] == table_outcome(truth, answer->facts);
    return answer->chosen < answer->count;
}

/* Are these the options, in this order?  A sentence may have been added or reworded since. */
static bool has_options(const struct question *q, const char *text)
{
    size_t length, i = 0;
    for (const char *word; (word = record_next_word(&text, &length)) != NULL; i++) {
        if (i >= q->option_count || !record_is_word(q->options[i].id, word, length)) {
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
           ((taken >> i & 1) != 0 || !record_is_word(q->options[i].id, word, length))) {
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
    for (const char *word; same && (word = record_next_word(&text, &length)) != NULL;) {
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
            deck_note_done(&session->deck, item,
                           !record->answered ? DECK_SKIPPED
                           : record->correct ? DECK_RIGHT
                                             : DECK_WRONG);
        }
    }
}

struct question *session_remake_question(const struct session *session, const struct asked *asked)
{
    if (session->options.bank != NULL) {
        return remake_card(session, asked);
    }
    return asked->decision != NULL ? record_case_question(session->options.subject, asked)
                                   : remake_statement(session, asked);
}
