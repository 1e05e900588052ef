/* A question that an item of a bank asks; see question.h. */
#include <stdlib.h>
#include <string.h>

#include "questions/item/question.h"
#include "questions/item/scenario.h"
#include "questions/text/buffer.h"

/* The question is the last paragraph of the stem, what stands before it is the story. */
static bool split_stem(struct question *q, const char *stem)
{
    const char *ask = stem;
    for (const char *gap = stem; (gap = strstr(gap, "\n\n")) != NULL && gap[2] != '\0'; gap += 2) {
        ask = gap + 2;
    }
    struct buffer story = {0}, last = {0};
    buffer_add(&story, stem, ask > stem ? (size_t)(ask - stem) - 2 : 0);
    buffer_add_text(&story, "");
    buffer_add_text(&last, ask);
    q->story = buffer_take(&story);
    q->ask = buffer_take(&last);
    return q->story != NULL && q->ask != NULL;
}

/* May the ids of the options stand in a list with spaces between them? */
static bool ids_are_words(const struct item *item)
{
    bool words = true;
    for (size_t i = 0; i < item->option_count; i++) {
        words = words && strpbrk(item->options[i].id, " \t\r\n") == NULL;
    }
    return words;
}

static void add_option(struct question *q, size_t at, size_t place, bool words)
{
    const struct item_option *own = &q->item->options[place];
    q->options[at] = (struct option){.id = words ? own->id : item_letter_id(place),
                                     .text = own->text,
                                     .outcome = SIZE_MAX,
                                     .statement = SIZE_MAX,
                                     .own = own};
    q->key |= own->correct ? (uint32_t)1 << at : 0;
}

static bool is_among(const size_t outcomes[], size_t count, size_t outcome)
{
    size_t i = 0;
    while (i < count && outcomes[i] != outcome) {
        i++;
    }
    return i < count;
}

/* Each option's outcome, no two alike, the right one being what the table answers; or false. */
static bool read_outcomes(const struct question *q, size_t outcomes[ITEM_OPTIONS_MAX])
{
    const struct decision *d = &q->subject->pack->decisions[q->decision];
    const uint8_t right = table_outcome(q->subject->truth[q->decision], q->facts);
    for (size_t i = 0; i < q->option_count; i++) {
        const struct item_option *own = q->options[i].own;
        outcomes[i] = own->outcome != NULL ? decision_outcome(d, own->outcome) : SIZE_MAX;
        if (outcomes[i] == SIZE_MAX || own->correct != (outcomes[i] == right) ||
            is_among(outcomes, i, outcomes[i])) {
            return false;
        }
    }
    return item_right_count(q->item) == 1;
}

/* Where the item asks the decision itself, its options are known by their outcomes. */
static void take_outcomes(struct question *q)
{
    size_t outcomes[ITEM_OPTIONS_MAX];
    const struct decision *d = &q->subject->pack->decisions[q->decision];
    const bool plain = q->item->kind == NULL || strcmp(q->item->kind, d->id) == 0;
    if (!plain || q->select != 1 || !subject_askable(q->subject, q->decision, q->facts) ||
        !read_outcomes(q, outcomes)) {
        return;
    }
    q->outcomes = true;
    for (size_t i = 0; i < q->option_count; i++) {
        q->options[i].outcome = outcomes[i];
        q->options[i].id = d->outcomes[outcomes[i]].id;
    }
}

struct question *question_item(const struct subject *subject, const struct item *item,
                               size_t decision, uint32_t whole, const unsigned char order[])
{
    struct question *q = calloc(1, sizeof *q);
    if (q == NULL || !split_stem(q, item->stem)) {
        question_free(q);
        return NULL;
    }
    q->subject = subject;
    q->item = item;
    q->kind = QUESTION_ITEM;
    q->id = item->id;
    q->decision = decision;
    q->statement = SIZE_MAX;
    q->facts = whole;
    q->telling = SCENARIO_PLAIN;
    q->select = item->select;
    q->option_count = item->option_count;
    const bool words = ids_are_words(item);
    for (size_t i = 0; i < item->option_count; i++) {
        add_option(q, i, order[i], words);
    }
    if (decision != SIZE_MAX) {
        take_outcomes(q);
    }
    return q;
}
