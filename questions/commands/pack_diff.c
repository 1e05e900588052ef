/* pack diff: where two packs over the same facts part, in few patterns, with both reasons. */
#include <stdint.h>
#include <string.h>

#include "engine/diff.h"
#include "questions/commands/commands.h"
#include "questions/commands/facts.h"
#include "questions/commands/output.h"
#include "questions/commands/packs.h"
#include "questions/text/buffer.h"
#include "questions/text/json_out.h"

/** Two packs, and what was found. */
struct pair {
    const struct pack *a, *b;
    const char *a_name, *b_name;  /* their ids, or where these are the same the words of the user */
    size_t facts[PACK_FACTS_MAX]; /* b's number of each of a's facts */
    struct differences found;
};

static const char *outcome_id(const struct decision *d, size_t outcome)
{
    return outcome != SIZE_MAX ? d->outcomes[outcome].id : NULL;
}

static size_t total_differing(const struct pair *pair)
{
    size_t total = 0;
    for (size_t d = 0; d < pair->a->decision_count; d++) {
        total += pair->found.differing[d];
    }
    return total;
}

/* Decisions that only one of the packs has cannot be compared; they count as a difference. */
static size_t decisions_missing(const struct pack *from, const struct pack *in)
{
    size_t missing = 0;
    for (size_t d = 0; d < from->decision_count; d++) {
        missing += pack_decision(in, from->decisions[d].id) == SIZE_MAX;
    }
    return missing;
}

/* ---- JSON ------------------------------------------------------------------------------------ */

static void write_when(struct json_out *j, const struct pack *pack, struct partial when)
{
    json_key(j, "when");
    json_object_begin(j);
    for (size_t i = 0; i < pack->fact_count; i++) {
        if ((when.known & fact_bit(i)) != 0) {
            json_member_bool(j, pack->facts[i].id, (when.value & fact_bit(i)) != 0);
        }
    }
    json_object_end(j);
}

static void write_difference(struct json_out *j, const struct pair *pair,
                             const struct difference *difference)
{
    const struct decision *a = &pair->a->decisions[difference->decision];
    const struct decision *b = &pair->b->decisions[difference->other];
    json_object_begin(j);
    json_member_string(j, "decision", a->id);
    write_when(j, pair->a, difference->when);
    json_member_string(j, "a", outcome_id(a, difference->a));
    json_member_string(j, "b", outcome_id(b, difference->b));
    json_member_int(j, "cases", (int64_t)difference->cases);
    json_object_end(j);
}

static void write_missing(struct json_out *j, const char *key, const struct pack *from,
                          const struct pack *in)
{
    json_key(j, key);
    json_array_begin(j);
    for (size_t d = 0; d < from->decision_count; d++) {
        if (pack_decision(in, from->decisions[d].id) == SIZE_MAX) {
            json_string(j, from->decisions[d].id);
        }
    }
    json_array_end(j);
}

static enum status print_json(struct context *context, const struct pair *pair, enum status status)
{
    struct buffer json = {0};
    struct json_out j = {.out = &json};
    json_object_begin(&j);
    json_key(&j, "differences");
    json_array_begin(&j);
    for (size_t i = 0; i < pair->found.count; i++) {
        write_difference(&j, pair, &pair->found.items[i]);
    }
    json_array_end(&j);
    json_key(&j, "cases_differing");
    json_object_begin(&j);
    for (size_t d = 0; d < pair->a->decision_count; d++) {
        if (pack_decision(pair->b, pair->a->decisions[d].id) != SIZE_MAX) {
            json_member_int(&j, pair->a->decisions[d].id, (int64_t)pair->found.differing[d]);
        }
    }
    json_object_end(&j);
    json_member_int(&j, "cases", (int64_t)pair->found.cases);
    json_member_int(&j, "cases_only_in_a", (int64_t)pair->found.only_a);
    json_member_int(&j, "cases_only_in_b", (int64_t)pair->found.only_b);
    write_missing(&j, "decisions_only_in_a", pair->a, pair->b);
    write_missing(&j, "decisions_only_in_b", pair->b, pair->a);
    json_object_end(&j);
    return output_line(context, &json, status);
}

/* ---- Text ------------------------------------------------------------------------------------ */

static void print_line(struct screen *screen, enum screen_style style, size_t indent,
                       struct buffer *text)
{
    screen_wrap(screen, style, indent, indent + 2, buffer_text(text));
    buffer_fini(text);
}

static void print_pack(struct screen *screen, const char *label, size_t column, const char *name,
                       const struct pack *pack)
{
    struct buffer text = {0};
    buffer_addf(&text, "%s: %s", name, pack->title);
    if (pack->edition != NULL) {
        buffer_addf(&text, " (%s)", pack->edition);
    }
    screen_labelled(screen, label, column, buffer_text(&text));
    buffer_fini(&text);
}

static void add_count(struct buffer *out, size_t cases)
{
    buffer_addf(out, "%zu case%s", cases, cases == 1 ? "" : "s");
}

/* ---- First the short table: every decision of either pack */

static size_t widest_decision(const struct pack *pack)
{
    size_t widest = 0;
    for (size_t d = 0; d < pack->decision_count; d++) {
        const size_t length = strlen(pack->decisions[d].id);
        widest = length > widest ? length : widest;
    }
    return widest;
}

static void print_totals(struct screen *screen, const struct pair *pair)
{
    const size_t a = widest_decision(pair->a), b = widest_decision(pair->b);
    const size_t column = (a > b ? a : b) + 2;
    for (size_t d = 0; d < pair->a->decision_count; d++) {
        const char *id = pair->a->decisions[d].id;
        struct buffer text = {0};
        if (pack_decision(pair->b, id) == SIZE_MAX) {
            buffer_addf(&text, "only %s has it", pair->a_name);
        } else if (pair->found.differing[d] == 0) {
            buffer_addf(&text, "the same in all %zu", pair->found.cases);
        } else {
            buffer_addf(&text, "differs in %zu of %zu", pair->found.differing[d],
                        pair->found.cases);
        }
        screen_labelled_in(screen, STYLE_PLAIN, id, column, buffer_text(&text));
        buffer_fini(&text);
    }
    for (size_t d = 0; d < pair->b->decision_count; d++) {
        const char *id = pair->b->decisions[d].id;
        struct buffer text = {0};
        if (pack_decision(pair->a, id) == SIZE_MAX) {
            buffer_addf(&text, "only %s has it", pair->b_name);
            screen_labelled_in(screen, STYLE_PLAIN, id, column, buffer_text(&text));
        }
        buffer_fini(&text);
    }
}

/* What is compared, and what is not. */
static void print_head(struct screen *screen, const struct pair *pair)
{
    struct buffer text = {0};
    print_pack(screen, "From", 6, pair->a_name, pair->a);
    print_pack(screen, "To", 6, pair->b_name, pair->b);
    screen_gap(screen);
    add_count(&text, pair->found.cases);
    buffer_add_text(&text, " possible in both");
    if (pair->found.only_a > 0) {
        buffer_addf(&text, "; %zu only in %s", pair->found.only_a, pair->a_name);
    }
    if (pair->found.only_b > 0) {
        buffer_addf(&text, "; %zu only in %s", pair->found.only_b, pair->b_name);
    }
    buffer_add_text(&text, pair->found.only_a + pair->found.only_b > 0 ? ", not compared." : ".");
    print_line(screen, STYLE_PLAIN, 0, &text);
    print_totals(screen, pair);
}

/* ---- Then what differs: outcomes, and under them the cases */

/* "shared, not encrypted" */
static void add_when(struct buffer *out, const struct pack *pack, struct partial when)
{
    const char *joint = ": ";
    for (size_t i = 0; i < pack->fact_count; i++) {
        if ((when.known & fact_bit(i)) != 0) {
            buffer_addf(out, "%s%s%s", joint, (when.value & fact_bit(i)) != 0 ? "" : "not ",
                        pack->facts[i].id);
            joint = ", ";
        }
    }
    buffer_add_text(out, when.known == 0 ? ": always" : "");
}

static const char *outcome_text(const struct decision *d, size_t outcome)
{
    return outcome == SIZE_MAX ? "(no answer)" : d->outcomes[outcome].id;
}

static void print_differences(struct screen *screen, const struct pair *pair, size_t decision)
{
    const struct difference *before = NULL;
    screen_gap(screen);
    screen_heading(screen, pair->a->decisions[decision].id, NULL);
    for (size_t i = 0; i < pair->found.count; i++) {
        const struct difference *here = &pair->found.items[i];
        struct buffer text = {0};
        if (here->decision != decision) {
            continue;
        }
        if (before == NULL || before->a != here->a || before->b != here->b) {
            buffer_addf(&text, screen->accessible ? "from %s to %s" : "%s -> %s",
                        outcome_text(&pair->a->decisions[decision], here->a),
                        outcome_text(&pair->b->decisions[here->other], here->b));
            print_line(screen, STYLE_STRONG, 2, &text);
        }
        add_count(&text, here->cases);
        add_when(&text, pair->a, here->when);
        print_line(screen, STYLE_PLAIN, 4, &text);
        before = here;
    }
}

/* ---- Last the reasons: the rows of both packs that answer these cases */

static void print_rows(struct screen *screen, const char *name, const struct decision *d,
                       const bool rows[], bool unanswered)
{
    struct buffer text = {0};
    buffer_addf(&text, "Rows of %s:", name);
    print_line(screen, STYLE_PLAIN, 2, &text);
    for (size_t i = 0; i < d->rule_count; i++) {
        const struct rule *rule = &d->rules[i];
        if (!rows[i]) {
            continue;
        }
        buffer_addf(&text, screen->accessible ? "row %s, outcome %s: %s" : "%s -> %s: %s", rule->id,
                    d->outcomes[rule->then].id, rule->because);
        for (size_t k = 0; k < rule->source.count; k++) {
            buffer_addf(&text, "%s%s", k == 0 ? " [" : ", ", rule->source.items[k]);
        }
        buffer_add_text(&text, rule->source.count > 0 ? "]" : "");
        print_line(screen, STYLE_PLAIN, 4, &text);
    }
    if (unanswered) {
        screen_wrap(screen, STYLE_PLAIN, 4, 6,
                    d->hit == HIT_FIRST
                        ? "(no answer): no row matches"
                        : "(no answer): no row matches, or two with different outcomes");
    }
}

static void print_reasons(struct screen *screen, const struct pair *pair, size_t decision)
{
    const struct decision *a = &pair->a->decisions[decision];
    const struct decision *b = &pair->b->decisions[pack_decision(pair->b, a->id)];
    struct buffer text = {0};
    bool a_unanswered = false, b_unanswered = false;
    for (size_t i = 0; i < pair->found.count; i++) {
        const struct difference *here = &pair->found.items[i];
        a_unanswered = a_unanswered || (here->decision == decision && here->a == SIZE_MAX);
        b_unanswered = b_unanswered || (here->decision == decision && here->b == SIZE_MAX);
    }
    screen_gap(screen);
    buffer_addf(&text, "Why: %s", a->id);
    screen_heading(screen, buffer_text(&text), NULL);
    buffer_fini(&text);
    screen_wrap(screen, STYLE_PLAIN, 0, 0, a->ask);
    print_rows(screen, pair->a_name, a, pair->found.a_rows[decision], a_unanswered);
    print_rows(screen, pair->b_name, b, pair->found.b_rows[decision], b_unanswered);
}

static void print_text(struct screen *screen, const struct pair *pair)
{
    print_head(screen, pair);
    for (size_t d = 0; d < pair->a->decision_count; d++) {
        if (pair->found.differing[d] > 0) {
            print_differences(screen, pair, d);
        }
    }
    for (size_t d = 0; d < pair->a->decision_count; d++) {
        if (pair->found.differing[d] > 0) {
            print_reasons(screen, pair, d);
        }
    }
}

/* ---- The command ----------------------------------------------------------------------------- */

/* How many facts of one pack the other has not; the first of them. */
static size_t facts_missing(const struct pack *from, const struct pack *in, const char **first)
{
    size_t missing = 0;
    for (size_t i = from->fact_count; i-- > 0;) {
        if (pack_fact(in, from->facts[i].id) == SIZE_MAX) {
            *first = from->facts[i].id;
            missing++;
        }
    }
    return missing;
}

static enum status other_facts(struct context *context, const struct pair *pair)
{
    const char *first = NULL;
    size_t missing = facts_missing(pair->a, pair->b, &first);
    const bool in_a = missing > 0;
    missing = in_a ? missing : facts_missing(pair->b, pair->a, &first);
    struct buffer more = {0};
    if (missing > 1) {
        buffer_addf(&more, " and %zu more", missing - 1);
    }
    command_error(context, STATUS_BAD_INPUT, "%s has the fact \"%s\"%s that %s has not",
                  in_a ? pair->a_name : pair->b_name, first, buffer_text(&more),
                  in_a ? pair->b_name : pair->a_name);
    command_hint(context, "only packs over the same facts can be compared");
    buffer_fini(&more);
    return STATUS_BAD_INPUT;
}

static enum status compare(struct context *context, struct pair *pair)
{
    if (!diff_match_facts(pair->a, pair->b, pair->facts)) {
        return other_facts(context, pair);
    }
    if (!diff_packs(pair->a, pair->b, pair->facts, &pair->found)) {
        return command_no_memory(context);
    }
    const bool differ = total_differing(pair) > 0 || decisions_missing(pair->a, pair->b) > 0 ||
                        decisions_missing(pair->b, pair->a) > 0;
    const enum status status = differ ? STATUS_NO : STATUS_DONE;
    if (context->json) {
        return print_json(context, pair, status);
    }
    print_text(&context->out, pair);
    return status;
}

enum status pack_diff_command(struct context *context)
{
    enum status status = STATUS_DONE;
    const char **words = context->args.words;
    if (context->args.word_count < 3) {
        return command_usage(context, "for example: amiquiz pack diff ami-lecture ami-current",
                             "pack diff compares two packs");
    }
    struct pack *a = packs_read(context, words[1], NULL, &status);
    struct pack *b = a != NULL ? packs_read(context, words[2], NULL, &status) : NULL;
    if (b != NULL) {
        const bool alike = strcmp(a->id, b->id) == 0;
        struct pair pair = {
            .a = a, .b = b, .a_name = alike ? words[1] : a->id, .b_name = alike ? words[2] : b->id};
        status = compare(context, &pair);
        differences_fini(&pair.found);
    }
    pack_free(a);
    pack_free(b);
    return status;
}
