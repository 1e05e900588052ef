/* An answer is two verdicts over the same facts: the pack's own and its sibling's. */
#include "questions/commands/answer.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

#include "engine/advise.h"
#include "engine/pack.h"
#include "engine/table.h"
#include "questions/commands/facts.h"
#include "questions/commands/output.h"
#include "questions/item/subject.h"
#include "questions/text/buffer.h"
#include "questions/text/json_out.h"

/* ---- Working it out -------------------------------------------------------------------------- */

static size_t lowest_bit(uint64_t bits)
{
    size_t bit = 0;
    while (bit < 64 && (bits >> bit & 1) == 0) {
        bit++;
    }
    return bit;
}

/* Which rows may decide, and which one if it is alone. */
static void count_rows(struct verdict *verdict, size_t rows)
{
    for (size_t i = 0; i < rows; i++) {
        if (verdict->rows[i]) {
            verdict->rule = i;
            verdict->row_count++;
        }
    }
    if (verdict->row_count != 1) {
        verdict->rule = SIZE_MAX;
    }
}

static bool make_verdict(struct verdict *verdict, const struct subject *subject, size_t decision,
                         struct partial facts)
{
    const struct table *table = subject->truth[decision];
    bool undecided = false;
    *verdict = (struct verdict){.kind = ANSWER_IMPOSSIBLE, .outcome = SIZE_MAX, .rule = SIZE_MAX};
    verdict->rows = calloc(table->rows + 1, sizeof *verdict->rows);
    if (verdict->rows == NULL) {
        return false;
    }
    verdict->open =
        table_open_outcomes(table, &subject->pack->possible, facts, verdict->rows, &undecided);
    count_rows(verdict, table->rows);
    if (undecided) {
        verdict->kind = ANSWER_FAULTY;
    } else if (verdict->open != 0 && (verdict->open & (verdict->open - 1)) == 0) {
        verdict->kind = ANSWER_DECIDED;
        verdict->outcome = lowest_bit(verdict->open);
    } else if (verdict->open != 0) {
        verdict->kind = ANSWER_UNDETERMINED;
    }
    return true;
}

/* A possible case that the facts allow and no row, or more than one, decides. */
static uint32_t find_witness(const struct subject *subject, size_t decision, struct partial facts)
{
    struct case_walk walk = case_walk_begin(&subject->pack->possible, facts);
    uint32_t whole = 0;
    while (case_walk_next(&walk, &whole) &&
           table_outcome(subject->truth[decision], whole) != TABLE_NO_OUTCOME) {
    }
    return whole;
}

/* What to find out, and what first. */
static bool find_needs(struct answer *answer, struct advise *plan)
{
    const struct subject *subject = answer->subject;
    const struct table *table = subject->truth[answer->decision];
    struct advise *own_plan = plan == NULL ? advise_new(table, &subject->pack->possible) : NULL;
    struct advise *asked = plan == NULL ? own_plan : plan;
    struct advice advice;
    const bool good = asked != NULL && advise_next(asked, answer->facts, &advice);
    if (good) {
        answer->needs = table_needs(table, &subject->pack->possible, answer->facts);
        answer->first_need = advice.fact;
        if (advice.fact != SIZE_MAX) {
            answer->needs |= fact_bit(advice.fact);
        }
    }
    advise_free(own_plan);
    return good;
}

bool answer_make(struct answer *answer, const struct subject *subject, size_t decision,
                 struct partial facts, struct advise *plan)
{
    *answer = (struct answer){.subject = subject,
                              .decision = decision,
                              .given = facts,
                              .facts = facts,
                              .first_need = SIZE_MAX,
                              .sibling_decision = subject_sibling_decision(subject, decision)};
    (void)partial_close(&subject->pack->possible, facts, &answer->facts);
    if (!make_verdict(&answer->own, subject, decision, answer->facts)) {
        return false;
    }
    if (answer->sibling_decision != SIZE_MAX &&
        !make_verdict(&answer->sibling, subject->sibling, answer->sibling_decision,
                      subject_sibling_facts(subject, answer->facts))) {
        return false;
    }
    if (answer->own.kind == ANSWER_FAULTY) {
        answer->witness = find_witness(subject, decision, answer->facts);
    }
    return answer->own.kind != ANSWER_UNDETERMINED || find_needs(answer, plan);
}

void answer_fini(struct answer *answer)
{
    free(answer->own.rows);
    free(answer->sibling.rows);
    answer->own.rows = NULL;
    answer->sibling.rows = NULL;
}

bool answer_row(const struct answer *answer, size_t row)
{
    assert(answer->own.rows != NULL);
    return answer->own.rows[row];
}

const struct texts *answer_steps(const struct answer *answer)
{
    const struct decision *d = &answer->subject->pack->decisions[answer->decision];
    const struct outcome *outcome = &d->outcomes[answer->own.outcome];
    struct case_walk walk = case_walk_begin(&answer->subject->pack->possible, answer->facts);
    const struct texts *steps = NULL;
    for (uint32_t whole; case_walk_next(&walk, &whole);) {
        const struct texts *these = outcome_steps(outcome, whole);
        if (steps != NULL && these != steps) {
            return &outcome->steps;
        }
        steps = these;
    }
    return steps == NULL ? &outcome->steps : steps;
}

/* ---- Refusing -------------------------------------------------------------------------------- */

static void impossible_json(struct context *context, const struct answer *answer,
                            const size_t which[], size_t count)
{
    const struct pack *pack = answer->subject->pack;
    struct buffer text = {0};
    struct json_out j = {.out = &text};
    json_object_begin(&j);
    json_member_string(&j, "pack", pack->id);
    json_member_string(&j, "decision", pack->decisions[answer->decision].id);
    json_key(&j, "impossible");
    json_array_begin(&j);
    for (size_t i = 0; i < count; i++) {
        const struct impossible *combination = &pack->impossibles[which[i]];
        json_object_begin(&j);
        answer_json_facts(&j, "when", pack, combination->when);
        json_member_string(&j, "because", combination->because);
        answer_json_texts(&j, "source", &combination->source);
        json_object_end(&j);
    }
    json_array_end(&j);
    json_object_end(&j);
    (void)output_line(context, &text, STATUS_BAD_INPUT);
}

/*
 * Indented under the error: one combination (unless it was `named` there), its reason and where
 * that stands.
 */
static void print_combination(struct context *context, const struct pack *pack,
                              const struct impossible *combination, bool named)
{
    struct buffer line = {0};
    if (!named) {
        facts_write(&line, pack, combination->when);
    }
    if (combination->because != NULL) {
        buffer_addf(&line, "%s%s", named ? "" : ": ", combination->because);
    }
    for (size_t i = 0; i < combination->source.count; i++) {
        buffer_addf(&line, "%s%s", i == 0 ? " [" : ", ", combination->source.items[i]);
    }
    buffer_add_text(&line, combination->source.count > 0 ? "]" : "");
    if (line.length > 0) {
        screen_wrap(&context->err, STYLE_PLAIN, 2, 4, buffer_text(&line));
    }
    buffer_fini(&line);
}

static void refuse_impossible(struct context *context, const struct answer *answer)
{
    const struct pack *pack = answer->subject->pack;
    size_t *which = calloc(pack->impossible_count + 1, sizeof *which);
    struct buffer given = {0};
    if (which == NULL) {
        (void)command_no_memory(context);
        return;
    }
    const size_t count = pack_impossible(pack, answer->given, which);
    struct partial named = {0, 0};
    for (size_t i = 0; i < count; i++) {
        named.known |= pack->impossibles[which[i]].when.known;
    }
    named.known &= answer->given.known;
    named.value = answer->given.value & named.known;
    facts_write(&given, pack, named);
    const bool alone = count == 1 && named.known == pack->impossibles[which[0]].when.known;
    if (given.length > 0) {
        (void)command_error(context, STATUS_BAD_INPUT, "these facts cannot hold together: %s",
                            buffer_text(&given));
    } else {
        (void)command_error(context, STATUS_BAD_INPUT,
                            "the pack \"%s\" is faulty: it has no possible case", pack->id);
    }
    for (size_t i = 0; i < count; i++) {
        print_combination(context, pack, &pack->impossibles[which[i]], alone);
    }
    if (context->json) {
        impossible_json(context, answer, which, count);
    }
    buffer_fini(&given);
    free(which);
}

static void refuse_faulty(struct context *context, const struct answer *answer)
{
    const struct pack *pack = answer->subject->pack;
    const uint16_t row = table_row(answer->subject->truth[answer->decision], answer->witness);
    struct buffer facts = {0};
    facts_write(&facts, pack, (struct partial){facts_mask(pack->fact_count), answer->witness});
    (void)command_error(context, STATUS_BAD_INPUT,
                        "the pack \"%s\" is faulty: in its decision \"%s\" %s this case: %s",
                        pack->id, pack->decisions[answer->decision].id,
                        row == TABLE_CLASH ? "rows with different outcomes match"
                                           : "no row decides",
                        buffer_text(&facts));
    command_hint(context, "amiquiz pack check shows every such case");
    buffer_fini(&facts);
}

enum status answer_refuse(struct context *context, const struct answer *answer)
{
    if (answer->own.kind == ANSWER_FAULTY) {
        refuse_faulty(context, answer);
    } else {
        refuse_impossible(context, answer);
    }
    return STATUS_BAD_INPUT;
}

enum status answer_status(const struct answer *answer)
{
    return answer->own.kind == ANSWER_DECIDED ? STATUS_DONE : STATUS_NO;
}
