/* pack tests as one JSON object. */
#include <stdint.h>

#include "questions/commands/facts.h"
#include "questions/commands/output.h"
#include "questions/commands/pack_tests_view.h"
#include "questions/text/buffer.h"
#include "questions/text/json_out.h"

static void write_facts(struct json_out *j, const char *key, const struct pack *pack,
                        struct partial facts)
{
    json_key(j, key);
    json_object_begin(j);
    for (size_t i = 0; i < pack->fact_count; i++) {
        if ((facts.known & fact_bit(i)) != 0) {
            json_member_bool(j, pack->facts[i].id, (facts.value & fact_bit(i)) != 0);
        }
    }
    json_object_end(j);
}

static void write_whole(struct json_out *j, const char *key, const struct pack *pack,
                        uint32_t whole)
{
    write_facts(j, key, pack, (struct partial){facts_mask(pack->fact_count), whole});
}

/* ---- Cases ----------------------------------------------------------------------------------- */

/* "billing-code:product_code" */
static void add_condition(struct buffer *out, const struct pack_tests *tests,
                          const struct cover_condition *c)
{
    buffer_addf(out, "%s:%s", pack_tests_decision(tests)->rules[c->rule].id,
                tests->task.pack->facts[c->fact].id);
}

static void write_condition_name(struct json_out *j, const struct pack_tests *tests,
                                 const struct cover_condition *c)
{
    struct buffer name = {0};
    add_condition(&name, tests, c);
    json_string(j, buffer_text(&name));
    j->out->failed = j->out->failed || name.failed;
    buffer_fini(&name);
}

static void write_case(struct json_out *j, const struct pack_tests *tests, size_t line,
                       size_t *part)
{
    const struct decision *d = pack_tests_decision(tests);
    const uint32_t whole = tests->choice.cases[line];
    const struct rule *rule = &d->rules[table_row(tests->task.table, whole)];
    json_object_begin(j);
    write_whole(j, "facts", tests->task.pack, whole);
    json_member_string(j, "outcome", d->outcomes[rule->then].id);
    json_member_string(j, "rule", rule->id);
    json_key(j, "shows");
    json_array_begin(j);
    if (pack_tests_shows_row(tests, line)) {
        json_string(j, rule->id);
    }
    for (; *part < tests->part_count && tests->parts[*part].line == line; (*part)++) {
        write_condition_name(j, tests, &tests->cover.conditions[tests->parts[*part].condition]);
    }
    json_array_end(j);
    if (tests->pairwise) {
        json_member_int(j, "new_pairs", (int64_t)pack_tests_new_values(tests, line));
    }
    json_object_end(j);
}

/* ---- What is shown, what is not -------------------------------------------------------------- */

static void write_counts(struct json_out *j, const char *key, size_t shown, size_t of)
{
    json_key(j, key);
    json_object_begin(j);
    json_member_int(j, "shown", (int64_t)shown);
    json_member_int(j, "of", (int64_t)of);
    json_object_end(j);
}

static void write_pairs(struct json_out *j, const struct pack_tests *tests)
{
    json_key(j, "pairs");
    json_array_begin(j);
    for (size_t i = 0; i < tests->pair_count; i++) {
        const struct shown_pair *pair = &tests->pairs[i];
        const struct cover_condition *c = &tests->cover.conditions[pair->condition];
        json_object_begin(j);
        json_member_string(j, "rule", pack_tests_decision(tests)->rules[c->rule].id);
        json_member_string(j, "fact", tests->task.pack->facts[c->fact].id);
        json_key(j, "pair");
        json_array_begin(j);
        json_int(j, (int64_t)pair->decided);
        json_int(j, (int64_t)pair->other);
        json_array_end(j);
        json_object_end(j);
    }
    json_array_end(j);
}

static void write_row_not_shown(struct json_out *j, const struct rule *rule)
{
    json_object_begin(j);
    json_member_string(j, "what", rule->id);
    json_member_string(j, "why", "it decides no possible case");
    json_member_string(j, "reason", "dead");
    json_member_string(j, "rule", rule->id);
    json_member_string(j, "fact", NULL);
    json_object_end(j);
}

static void write_condition_not_shown(struct json_out *j, const struct pack_tests *tests,
                                      const struct cover_condition *c)
{
    struct buffer why = {0};
    pack_tests_reason(&why, tests, c);
    json_object_begin(j);
    json_key(j, "what");
    write_condition_name(j, tests, c);
    json_member_string(j, "why", buffer_text(&why));
    json_member_string(j, "reason", pack_tests_why(c->why));
    json_member_string(j, "rule", pack_tests_decision(tests)->rules[c->rule].id);
    json_member_string(j, "fact", tests->task.pack->facts[c->fact].id);
    if (c->why == COVER_SAME || c->why == COVER_UNDECIDED) {
        write_whole(j, "case", tests->task.pack, c->witness.decided);
        write_whole(j, "changed", tests->task.pack, c->witness.other);
    }
    json_object_end(j);
    j->out->failed = j->out->failed || why.failed;
    buffer_fini(&why);
}

static void write_values_not_shown(struct json_out *j, const struct pack_tests *tests)
{
    struct value_pair pair;
    for (size_t number = 0; pack_tests_values(tests, number, &pair); number++) {
        if (pair.shown) {
            continue;
        }
        struct buffer what = {0}, why = {0};
        facts_write(&what, tests->task.pack, pair.values);
        const bool fine = pack_tests_value_reason(&why, tests, &pair);
        json_object_begin(j);
        json_member_string(j, "what", buffer_text(&what));
        json_member_string(j, "why", buffer_text(&why));
        json_member_string(j, "reason", pair.possible ? "undecided" : "impossible");
        write_facts(j, "facts", tests->task.pack, pair.values);
        json_object_end(j);
        j->out->failed = j->out->failed || !fine || what.failed || why.failed;
        buffer_fini(&what);
        buffer_fini(&why);
    }
}

static void write_not_shown(struct json_out *j, const struct pack_tests *tests)
{
    json_key(j, "uncovered");
    json_array_begin(j);
    for (size_t row = 0; row < tests->cover.rule_count; row++) {
        if (tests->cover.row_case[row] == COVER_NO_CASE) {
            write_row_not_shown(j, &pack_tests_decision(tests)->rules[row]);
        }
    }
    for (size_t i = 0; !tests->pairwise && i < tests->cover.condition_count; i++) {
        if (tests->cover.conditions[i].why != COVER_SHOWN) {
            write_condition_not_shown(j, tests, &tests->cover.conditions[i]);
        }
    }
    if (tests->pairwise) {
        write_values_not_shown(j, tests);
    }
    json_array_end(j);
}

static void write_figures(struct json_out *j, const struct pack_tests *tests)
{
    write_counts(j, "rows", tests->cover.rows, tests->cover.rule_count);
    if (tests->pairwise) {
        size_t shown, all;
        pack_tests_count_values(tests, &shown, &all);
        write_counts(j, "values", shown, all);
    } else {
        write_counts(j, "conditions", tests->pair_count, tests->cover.condition_count);
        write_pairs(j, tests);
    }
}

enum status pack_tests_json(struct context *context, const struct pack_tests *tests)
{
    struct buffer json = {0};
    struct json_out j = {.out = &json};
    size_t part = 0;
    json_object_begin(&j);
    json_member_string(&j, "pack", tests->task.pack->id);
    json_member_string(&j, "decision", pack_tests_decision(tests)->id);
    json_member_string(&j, "goal", tests->pairwise ? "pairwise" : "conditions");
    json_key(&j, "cases");
    json_array_begin(&j);
    for (size_t line = 0; line < tests->choice.count; line++) {
        write_case(&j, tests, line, &part);
    }
    json_array_end(&j);
    write_figures(&j, tests);
    write_not_shown(&j, tests);
    json_member_bool(&j, "smallest", tests->choice.smallest);
    json_member_int(&j, "at_least", (int64_t)tests->choice.at_least);
    json_object_end(&j);
    return output_line(context, &json, tests->choice.count > 0 ? STATUS_DONE : STATUS_NO);
}
