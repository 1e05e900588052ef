/* Questions put together; see the header. */
#include "questions/item/question.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "questions/item/scenario.h"
#include "questions/text/buffer.h"
#include "questions/text/rng.h"

/* How much weight stands behind each outcome as a wrong answer to a case. */
static void weigh_outcomes(const struct subject *s, size_t decision, uint32_t whole,
                           const double weight[], double outcomes[PACK_OUTCOMES_MAX])
{
    memset(outcomes, 0, PACK_OUTCOMES_MAX * sizeof *outcomes);
    for (size_t m = 0; m < s->pack->misconception_count; m++) {
        if (s->pack->misconceptions[m].decision == decision) {
            const uint8_t answer = table_outcome(s->beliefs[m], whole);
            if (answer != TABLE_NO_OUTCOME) {
                outcomes[answer] += weight != NULL ? weight[m] : 1;
            }
        }
    }
    const size_t sibling = subject_sibling_outcome(s, decision, whole);
    if (sibling != SIZE_MAX) {
        outcomes[sibling] += 1;
    }
}

size_t question_offered(const struct decision *decision)
{
    size_t count = 0;
    for (size_t i = 0; i < decision->outcome_count; i++) {
        count += decision->outcomes[i].ask;
    }
    return count;
}

size_t question_choose(const struct subject *subject, size_t decision, uint32_t whole,
                       const double weight[], size_t outcomes[QUESTION_OPTIONS])
{
    const struct decision *d = &subject->pack->decisions[decision];
    double weights[PACK_OUTCOMES_MAX];
    const uint8_t right = table_outcome(subject->truth[decision], whole);
    assert(right < d->outcome_count && right < PACK_OUTCOMES_MAX); /* the case is askable */
    uint64_t chosen = (uint64_t)1 << right;
    weigh_outcomes(subject, decision, whole, weight, weights);
    for (size_t taken = 1; taken < QUESTION_OPTIONS; taken++) {
        size_t best = SIZE_MAX;
        for (size_t i = 0; i < d->outcome_count; i++) {
            if (d->outcomes[i].ask && (chosen >> i & 1) == 0 &&
                (best == SIZE_MAX || weights[i] > weights[best])) {
                best = i;
            }
        }
        if (best != SIZE_MAX) {
            chosen |= (uint64_t)1 << best;
        }
    }
    size_t count = 0;
    for (size_t i = 0; i < d->outcome_count; i++) {
        if ((chosen >> i & 1) != 0) {
            outcomes[count++] = i;
        }
    }
    return count;
}

void question_write_facts(struct buffer *out, const struct pack *pack, uint32_t whole)
{
    for (size_t i = 0; i < pack->fact_count; i++) {
        buffer_addf(out, "%s%s=%s", i == 0 ? "" : ",", pack->facts[i].id,
                    (whole & fact_bit(i)) != 0 ? "yes" : "no");
    }
}

bool question_read_facts(const struct pack *pack, const char *text, uint32_t *whole)
{
    struct partial facts = {0, 0};
    size_t next = 0; /* after a fact comes, as a rule, the one behind it: a start reads thousands */
    while (*text != '\0') {
        const size_t length = strcspn(text, ",");
        for (size_t tried = 0; tried < pack->fact_count; tried++) {
            const size_t fact = (next + tried) % pack->fact_count;
            const size_t id = strlen(pack->facts[fact].id);
            if (length > id && text[id] == '=' && memcmp(text, pack->facts[fact].id, id) == 0) {
                facts = partial_with(facts, fact, text[id + 1] == 'y');
                next = fact + 1;
                break;
            }
        }
        text += length + (text[length] == ',');
    }
    *whole = facts.value;
    return facts.known == facts_mask(pack->fact_count);
}

static struct question *new_question(const struct subject *subject, enum question_kind kind,
                                     uint64_t seed)
{
    struct question *q = calloc(1, sizeof *q);
    if (q != NULL) {
        q->subject = subject;
        q->kind = kind;
        q->seed = seed;
        q->decision = q->statement = SIZE_MAX;
        q->telling = SCENARIO_PLAIN;
        q->select = 1;
    }
    return q;
}

void question_free(struct question *question)
{
    if (question != NULL) {
        free(question->story);
        free(question->ask);
        free(question->option_ids);
        free(question);
    }
}

bool question_is_right(const struct question *question, uint32_t chosen)
{
    return bits_count(chosen) == question->select && (chosen & ~question->key) == 0;
}

/* Content in, id out: kind and eight digits of a digest, so that a mended comma keeps the id. */
static void make_id(struct question *q, const char *content)
{
    char hex[SHA256_HEX_SIZE];
    sha256_hex(content, strlen(content), hex);
    (void)snprintf(q->made_id, sizeof q->made_id, "%.80s-%.8s", question_kind_name(q), hex);
    q->id = q->made_id;
}

/* False when memory ran out: half a content would make the id of another question. */
static bool make_decision_id(struct question *q)
{
    const struct pack *pack = q->subject->pack;
    struct buffer content = {0};
    buffer_addf(&content, "%s %s ", pack->id, question_kind_name(q));
    question_write_facts(&content, pack, q->facts);
    buffer_addf(&content, " %s", q->telling == SCENARIO_PLAIN ? "" : pack->tellings[q->telling].id);
    const bool whole = !content.failed;
    if (whole) {
        make_id(q, buffer_text(&content));
    }
    buffer_fini(&content);
    return whole;
}

struct question *question_decision(const struct subject *subject, size_t decision, uint32_t whole,
                                   size_t telling, uint64_t seed, const size_t outcomes[],
                                   size_t count)
{
    const struct decision *d = &subject->pack->decisions[decision];
    const uint8_t right = table_outcome(subject->truth[decision], whole);
    struct question *q = new_question(subject, QUESTION_DECISION, seed);
    if (q == NULL) {
        return NULL;
    }
    q->outcomes = true;
    q->decision = decision;
    q->facts = whole;
    q->telling = telling;
    for (size_t i = 0; i < count; i++) {
        const struct outcome *outcome = &d->outcomes[outcomes[i]];
        q->options[i] = (struct option){outcome->id, outcome->label, outcomes[i], SIZE_MAX, NULL};
        q->key |= outcomes[i] == right ? (uint32_t)1 << i : 0;
    }
    q->option_count = count;
    struct buffer story = {0}, ask = {0};
    scenario_tell(subject, decision, whole, telling, seed, &story, &ask);
    buffer_add_text(&story, "");
    q->story = buffer_take(&story);
    q->ask = buffer_take(&ask);
    if (q->story == NULL || q->ask == NULL || !make_decision_id(q)) {
        question_free(q);
        return NULL;
    }
    return q;
}

/* One sentence of a statement as option `at`; its id says which one it is. */
static void add_sentence(struct question *q, struct buffer *ids, size_t at, size_t statement,
                         bool truth, struct rng *rng)
{
    const struct statement *s = &q->subject->pack->statements[statement];
    const struct texts *texts = truth ? &s->is_true : &s->is_false;
    const size_t which = rng_below(rng, texts->count);
    buffer_addf(ids, "%s:%s:%zu", s->id, truth ? "true" : "false", which);
    buffer_add_char(ids, '\0');
    q->options[at] = (struct option){NULL, texts->items[which], SIZE_MAX, statement, NULL};
}

/* The ids were gathered in one buffer, each closed by a NUL: hand them to their options. */
static bool take_ids(struct question *q, struct buffer *ids)
{
    q->option_ids = buffer_take(ids);
    const char *id = q->option_ids;
    for (size_t i = 0; id != NULL && i < q->option_count; i++) {
        q->options[i].id = id;
        id += strlen(id) + 1;
    }
    return id != NULL;
}

struct question *question_statement(const struct subject *subject, size_t statement, uint64_t seed)
{
    const size_t count = subject->pack->statement_count;
    if (count < QUESTION_OPTIONS) {
        return NULL;
    }
    struct question *q = new_question(subject, QUESTION_STATEMENT, seed);
    size_t *order = malloc(count * sizeof *order);
    struct buffer ids = {0}, ask = {0}, story = {0};
    if (q == NULL || order == NULL) {
        goto fail;
    }
    q->statement = statement;
    q->option_count = QUESTION_OPTIONS;
    struct rng rng;
    rng_seed(&rng, seed);
    const bool wanted = rng_below(&rng, 2) == 0;
    const size_t place = rng_below(&rng, QUESTION_OPTIONS);
    for (size_t i = 0; i < count; i++) {
        order[i] = i;
    }
    rng_shuffle(&rng, order, count);
    for (size_t at = 0, from = 0; at < QUESTION_OPTIONS; at++) {
        from += at != place && order[from] == statement;
        add_sentence(q, &ids, at, at == place ? statement : order[from],
                     at == place ? wanted : !wanted, &rng);
        from += at != place;
    }
    q->key = (uint32_t)1 << place;
    buffer_add_text(&ask, wanted ? "Which of these sentences is true?"
                                 : "Which of these sentences is false?");
    buffer_add_text(&story, "");
    q->ask = buffer_take(&ask);
    q->story = buffer_take(&story);
    if (!take_ids(q, &ids) || q->ask == NULL || q->story == NULL) {
        goto fail;
    }
    buffer_addf(&ids, "%s statement %s %s", subject->pack->id,
                subject->pack->statements[statement].id, wanted ? "true" : "false");
    if (ids.failed) {
        goto fail;
    }
    make_id(q, buffer_text(&ids));
    buffer_fini(&ids);
    free(order);
    return q;
fail:
    buffer_fini(&ids);
    buffer_fini(&ask);
    buffer_fini(&story);
    free(order);
    question_free(q);
    return NULL;
}

/* ---- What files call it ---------------------------------------------------------------------- */

static const char *item_kind_name(const struct item *item)
{
    return item->kind != NULL ? item->kind : item->decision != NULL ? item->decision : "question";
}

const char *question_kind_name(const struct question *question)
{
    if (question->kind == QUESTION_ITEM) {
        return item_kind_name(question->item);
    }
    return question->kind == QUESTION_STATEMENT
               ? "statement"
               : question->subject->pack->decisions[question->decision].id;
}

const struct rule *question_deciding_rule(const struct question *question)
{
    if (question->decision == SIZE_MAX) {
        return NULL;
    }
    const struct decision *d = &question->subject->pack->decisions[question->decision];
    const uint16_t row = table_row(question->subject->truth[question->decision], question->facts);
    return row < d->rule_count ? &d->rules[row] : NULL;
}

const char *question_rule(const struct question *question)
{
    if (question->kind == QUESTION_ITEM && !question->outcomes) {
        return question->item->rule;
    }
    return question->kind == QUESTION_STATEMENT
               ? question->subject->pack->statements[question->statement].id
               : question_deciding_rule(question)->id;
}
