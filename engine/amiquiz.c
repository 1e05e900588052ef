/* The public interface, first part: packs, what stands in them, and decisions. */
#include "engine/amiquiz.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "engine/amiquiz_private.h"
#include "engine/diag.h"

/* What the public header says in numbers of its own, so that it needs no other header of ours. */
static_assert(AMIQUIZ_FACTS_MAX == PACK_FACTS_MAX, "the limits are the format's");
static_assert(AMIQUIZ_OUTCOMES_MAX == PACK_OUTCOMES_MAX, "the limits are the format's");
static_assert(AMIQUIZ_DECISIONS_MAX == PACK_DECISIONS_MAX, "the limits are the format's");
static_assert((int)AMIQUIZ_ERROR == (int)DIAG_ERROR && (int)AMIQUIZ_NOTE == (int)DIAG_NOTE,
              "severities have the same values");
static_assert((int)AMIQUIZ_UNSAID == (int)CONTROL_UNSAID &&
                  (int)AMIQUIZ_NOBODY == (int)CONTROL_NOBODY,
              "so have those who can change a fact");
static_assert(AMIQUIZ_NONE == SIZE_MAX, "both mean that there is none");

const char *amiquiz_version(void)
{
    return AMIQUIZ_VERSION;
}

/* ---- Messages -------------------------------------------------------------------------------- */

/* Messages as strangers see them, and the list that owns their texts. */
struct kept_messages {
    struct amiquiz_messages shown; /* first: amiquiz_messages_free() is given its address */
    struct diags diags;
    struct amiquiz_message items[];
};

/* Takes the list, which is empty afterwards.  NULL when there is nothing to say, or no memory. */
static struct amiquiz_messages *keep_messages(struct diags *diags)
{
    struct kept_messages *kept =
        diags->count > 0 ? calloc(1, sizeof *kept + diags->count * sizeof kept->items[0]) : NULL;
    if (kept == NULL) {
        diags_fini(diags);
        return NULL;
    }
    diags_sort(diags);
    for (size_t i = 0; i < diags->count; i++) {
        const struct diag *d = &diags->items[i];
        kept->items[i] = (struct amiquiz_message){.severity = (enum amiquiz_severity)d->severity,
                                                  .id = d->id,
                                                  .file = d->file,
                                                  .line = d->line,
                                                  .column = d->column,
                                                  .span = d->span,
                                                  .excerpt = d->excerpt,
                                                  .excerpt_column = d->excerpt_column,
                                                  .text = d->text,
                                                  .hint = d->hint};
    }
    kept->shown = (struct amiquiz_messages){kept->items, diags->count, diags->truncated};
    kept->diags = *diags;
    *diags = (struct diags){0};
    return &kept->shown;
}

void amiquiz_messages_free(struct amiquiz_messages *messages)
{
    if (messages != NULL) {
        struct kept_messages *kept = (struct kept_messages *)messages;
        diags_fini(&kept->diags);
        free(kept);
    }
}

/* ---- Packs ----------------------------------------------------------------------------------- */

static bool compile(struct amiquiz_pack *p)
{
    bool fine = true;
    for (size_t i = 0; fine && i < p->pack->decision_count; i++) {
        p->tables[i] = table_of_decision(p->pack, i);
        fine = p->tables[i] != NULL;
    }
    return fine;
}

/* NULL with an error in the list, or without one when memory ran out. */
static struct amiquiz_pack *read_pack(const char *name, const char *bytes, size_t length,
                                      struct diags *diags)
{
    struct amiquiz_pack *p = calloc(1, sizeof *p);
    if (p == NULL) {
        return NULL;
    }
    p->pack = pack_read(name, bytes, length, diags);
    if (p->pack == NULL || !compile(p)) {
        amiquiz_pack_free(p);
        return NULL;
    }
    return p;
}

struct amiquiz_pack *amiquiz_pack_read(const char *name, const char *bytes, size_t length,
                                       struct amiquiz_messages **messages)
{
    struct diags diags = {0};
    struct amiquiz_pack *p = read_pack(name, bytes, length, &diags);
    if (messages == NULL) {
        diags_fini(&diags);
    } else {
        *messages = keep_messages(&diags);
    }
    return p;
}

void amiquiz_pack_free(struct amiquiz_pack *p)
{
    if (p != NULL) {
        for (size_t i = 0; i < PACK_DECISIONS_MAX; i++) {
            table_free(p->tables[i]);
        }
        pack_free(p->pack);
        free(p);
    }
}

/* ---- What stands in a pack ------------------------------------------------------------------- */

static struct amiquiz_texts public_texts(const struct texts *texts)
{
    return (struct amiquiz_texts){texts->count > 0 ? texts->items : NULL, texts->count};
}

struct amiquiz_about amiquiz_pack_about(const struct amiquiz_pack *p)
{
    const struct pack *pack = p->pack;
    return (struct amiquiz_about){.id = pack->id,
                                  .title = pack->title,
                                  .edition = pack->edition,
                                  .sibling = pack->sibling_pack,
                                  .sibling_label = pack->sibling_label,
                                  .facts = pack->fact_count,
                                  .impossible = pack->impossible_count,
                                  .decisions = pack->decision_count,
                                  .misconceptions = pack->misconception_count,
                                  .possible_cases = (uint32_t)case_set_count(&pack->possible)};
}

struct amiquiz_fact amiquiz_fact_at(const struct amiquiz_pack *p, size_t fact)
{
    if (fact >= p->pack->fact_count) {
        return (struct amiquiz_fact){.id = NULL};
    }
    const struct fact *f = &p->pack->facts[fact];
    return (struct amiquiz_fact){.id = f->id,
                                 .label = f->label,
                                 .ask = f->ask,
                                 .yes = fact_clause(f, true),
                                 .no = fact_clause(f, false),
                                 .who = (enum amiquiz_control)f->control};
}

size_t amiquiz_fact_find(const struct amiquiz_pack *p, const char *id)
{
    return pack_fact(p->pack, id);
}

struct amiquiz_combination amiquiz_combination_at(const struct amiquiz_pack *p, size_t number)
{
    if (number >= p->pack->impossible_count) {
        return (struct amiquiz_combination){.because = NULL};
    }
    const struct impossible *i = &p->pack->impossibles[number];
    return (struct amiquiz_combination){public_case(i->when), i->because, public_texts(&i->source)};
}

struct amiquiz_decision amiquiz_decision_at(const struct amiquiz_pack *p, size_t decision)
{
    const struct decision *d = decision_at(p, decision);
    if (d == NULL) {
        return (struct amiquiz_decision){.id = NULL};
    }
    return (struct amiquiz_decision){.id = d->id,
                                     .ask = d->ask,
                                     .unique = d->hit == HIT_UNIQUE,
                                     .outcomes = d->outcome_count,
                                     .rules = d->rule_count};
}

size_t amiquiz_decision_find(const struct amiquiz_pack *p, const char *id)
{
    return pack_decision(p->pack, id);
}

static const struct outcome *outcome_at(const struct amiquiz_pack *p, size_t decision,
                                        size_t outcome)
{
    const struct decision *d = decision_at(p, decision);
    return d != NULL && outcome < d->outcome_count ? &d->outcomes[outcome] : NULL;
}

struct amiquiz_outcome amiquiz_outcome_at(const struct amiquiz_pack *p, size_t decision,
                                          size_t outcome)
{
    const struct outcome *o = outcome_at(p, decision, outcome);
    if (o == NULL) {
        return (struct amiquiz_outcome){.id = NULL};
    }
    return (struct amiquiz_outcome){.id = o->id,
                                    .label = o->label,
                                    .owner = o->owner,
                                    .steps = public_texts(&o->steps),
                                    .alias = public_texts(&o->alias),
                                    .ask = o->ask};
}

size_t amiquiz_outcome_find(const struct amiquiz_pack *p, size_t decision, const char *id)
{
    const struct decision *d = decision_at(p, decision);
    return d != NULL ? decision_outcome(d, id) : AMIQUIZ_NONE;
}

struct amiquiz_texts amiquiz_steps(const struct amiquiz_pack *p, size_t decision, size_t outcome,
                                   uint32_t whole)
{
    const struct outcome *o = outcome_at(p, decision, outcome);
    return o != NULL ? public_texts(outcome_steps(o, case_of(p, whole)))
                     : (struct amiquiz_texts){NULL, 0};
}

struct amiquiz_rule amiquiz_rule_at(const struct amiquiz_pack *p, size_t decision, size_t rule)
{
    const struct rule *r = rule_at(p, decision, rule);
    if (r == NULL) {
        return (struct amiquiz_rule){.id = NULL};
    }
    return (struct amiquiz_rule){.id = r->id,
                                 .when = public_case(r->when),
                                 .then = r->then,
                                 .also = r->also,
                                 .because = r->because,
                                 .source = public_texts(&r->source),
                                 .certainty = certainty_name(r->certainty)};
}

size_t amiquiz_rule_find(const struct amiquiz_pack *p, size_t decision, const char *id)
{
    const struct decision *d = decision_at(p, decision);
    for (size_t i = 0; d != NULL && i < d->rule_count; i++) {
        if (strcmp(d->rules[i].id, id) == 0) {
            return i;
        }
    }
    return AMIQUIZ_NONE;
}

const char *amiquiz_not_because(const struct amiquiz_pack *p, size_t decision, size_t rule,
                                size_t outcome)
{
    const struct rule *r = rule_at(p, decision, rule);
    return r != NULL ? rule_not_because(r, outcome) : NULL;
}

struct amiquiz_source amiquiz_source_find(const struct amiquiz_pack *p, const char *id)
{
    const struct source *s = pack_source(p->pack, id);
    return s != NULL ? (struct amiquiz_source){s->id, s->title, s->url, s->from, s->until}
                     : (struct amiquiz_source){.id = NULL};
}

struct amiquiz_misconception amiquiz_misconception_at(const struct amiquiz_pack *p,
                                                      size_t misconception)
{
    if (misconception >= p->pack->misconception_count) {
        return (struct amiquiz_misconception){.id = NULL};
    }
    const struct misconception *m = &p->pack->misconceptions[misconception];
    return (struct amiquiz_misconception){m->id, m->decision, m->believes, m->correct};
}

/* ---- Cases ----------------------------------------------------------------------------------- */

bool amiquiz_case_set(const struct amiquiz_pack *p, struct amiquiz_case *facts, const char *id,
                      bool value)
{
    const size_t fact = pack_fact(p->pack, id);
    *facts = amiquiz_case_with(*facts, fact, value); /* unchanged when there is no such fact */
    return fact != SIZE_MAX;
}

struct amiquiz_case amiquiz_case_whole(const struct amiquiz_pack *p, uint32_t whole)
{
    return (struct amiquiz_case){facts_mask(p->pack->fact_count), case_of(p, whole)};
}

bool amiquiz_possible(const struct amiquiz_pack *p, uint32_t whole)
{
    return case_set_has(&p->pack->possible, case_of(p, whole));
}

size_t amiquiz_impossible(const struct amiquiz_pack *p, struct amiquiz_case facts, size_t which[])
{
    return pack_impossible(p->pack, partial_of(p, facts), which);
}

/* ---- Deciding -------------------------------------------------------------------------------- */

/* Go through the possible completions: which outcomes, which row if it is always the same. */
static void look_at_completions(const struct amiquiz_pack *p, const struct table *table,
                                struct partial closed, struct amiquiz_answer *answer)
{
    bool first = true;
    struct case_walk walk = case_walk_begin(&p->pack->possible, closed);
    for (uint32_t whole; case_walk_next(&walk, &whole); first = false) {
        const uint16_t row = table_row(table, whole);
        const size_t rule = row < TABLE_CLASH ? row : AMIQUIZ_NONE;
        answer->rule = first || answer->rule == rule ? rule : AMIQUIZ_NONE;
        if (rule != AMIQUIZ_NONE) {
            answer->outcomes |= UINT64_C(1) << table->then[rule];
        } else if (answer->verdict != AMIQUIZ_FAULTY) {
            answer->verdict = AMIQUIZ_FAULTY;
            answer->witness = whole;
        }
    }
}

/* The place of the only bit that is set. */
static size_t place_of_bit(uint64_t bit)
{
    size_t place = 0;
    while (bit >> place != 1) {
        place++;
    }
    return place;
}

struct amiquiz_answer amiquiz_decide(const struct amiquiz_pack *p, size_t decision,
                                     struct amiquiz_case facts)
{
    struct partial closed = partial_of(p, facts);
    struct amiquiz_answer answer = {.verdict = AMIQUIZ_NO_DECISION,
                                    .outcome = AMIQUIZ_NONE,
                                    .rule = AMIQUIZ_NONE,
                                    .facts = public_case(closed)};
    if (decision_at(p, decision) == NULL) {
        return answer;
    }
    if (!partial_close(&p->pack->possible, closed, &closed)) {
        answer.verdict = AMIQUIZ_IMPOSSIBLE;
        return answer;
    }
    answer.facts = public_case(closed);
    look_at_completions(p, p->tables[decision], closed, &answer);
    if (answer.verdict != AMIQUIZ_FAULTY) {
        const bool one = (answer.outcomes & (answer.outcomes - 1)) == 0;
        answer.verdict = one ? AMIQUIZ_DECIDED : AMIQUIZ_UNDETERMINED;
        answer.outcome = one ? place_of_bit(answer.outcomes) : AMIQUIZ_NONE;
    }
    return answer;
}

size_t amiquiz_row(const struct amiquiz_pack *p, size_t decision, uint32_t whole)
{
    if (decision_at(p, decision) == NULL || !amiquiz_possible(p, whole)) {
        return AMIQUIZ_NONE;
    }
    const uint16_t row = table_row(p->tables[decision], case_of(p, whole));
    return row < TABLE_CLASH ? row : AMIQUIZ_NONE;
}

size_t amiquiz_open_rules(const struct amiquiz_pack *p, size_t decision, struct amiquiz_case facts,
                          bool open[])
{
    const struct decision *d = decision_at(p, decision);
    size_t count = 0;
    if (d != NULL) {
        (void)table_open_outcomes(p->tables[decision], &p->pack->possible, partial_of(p, facts),
                                  open, NULL);
        for (size_t i = 0; i < d->rule_count; i++) {
            count += open[i];
        }
    }
    return count;
}

uint32_t amiquiz_needs(const struct amiquiz_pack *p, size_t decision, struct amiquiz_case facts)
{
    return decision_at(p, decision) != NULL
               ? table_needs(p->tables[decision], &p->pack->possible, partial_of(p, facts))
               : 0;
}
