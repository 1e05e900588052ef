/* pack check: the findings of engine/check.h in words, or as JSON. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "engine/check.h"
#include "questions/commands/commands.h"
#include "questions/commands/facts.h"
#include "questions/commands/output.h"
#include "questions/commands/packs.h"
#include "questions/commands/text_cursor.h"
#include "questions/item/subject.h"
#include "questions/text/buffer.h"
#include "questions/text/json_out.h"

#define NAMES_SHOWN 5 /* of rows involved; a large table may have thousands */

/* ---- Words ----------------------------------------------------------------------------------- */

/* " (such as shared=yes encrypted=yes, all other facts no)" */
static void add_witness(struct buffer *out, const struct pack *pack, const struct finding *finding)
{
    const uint32_t facts = finding->witness;
    if (!finding->has_witness) {
        return;
    }
    const bool several = finding->cases > 1 && finding->kind != FINDING_ONE_CASE;
    buffer_addf(out, " (%s", several ? "such as " : "");
    facts_write(out, pack, (struct partial){facts, facts});
    if (facts == 0) {
        buffer_add_text(out, "all facts no)");
    } else {
        buffer_add_text(out, facts == facts_mask(pack->fact_count) ? ")" : ", all other facts no)");
    }
}

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

/* " in 3 possible cases" and one of them */
static void add_cases(struct buffer *out, const struct pack *pack, const struct finding *finding)
{
    buffer_addf(out, " %zu possible case%s", finding->cases, plural(finding->cases));
    add_witness(out, pack, finding);
}

/* `"this", "that" and 3 more` */
static void add_rows(struct buffer *out, const struct decision *d, const struct finding *finding)
{
    const size_t count = finding->rule_count;
    const size_t shown = count <= NAMES_SHOWN ? count : NAMES_SHOWN;
    const bool more = shown < count || finding->more;
    for (size_t i = 0; i < shown; i++) {
        const char *comma = i == 0 ? "" : i + 1 == shown && !more ? " and " : ", ";
        buffer_addf(out, "%s\"%s\"", comma, d->rules[finding->rules[i]].id);
    }
    if (finding->more) {
        buffer_add_text(out, " and others");
    } else if (more) {
        buffer_addf(out, " and %zu more", count - shown);
    }
}

static void describe_row(struct buffer *out, const struct pack *pack, const struct finding *finding)
{
    const struct decision *d = &pack->decisions[finding->decision];
    const char *row = d->rules[finding->rule].id;
    if (finding->kind == FINDING_DEAD && finding->rule_count == 0 && !finding->more) {
        buffer_addf(out, "row \"%s\" matches no possible case; mend its conditions, or remove it",
                    row);
    } else if (finding->kind == FINDING_DEAD) {
        buffer_addf(out, "row \"%s\" decides nothing: whatever it matches is decided before it by ",
                    row);
        add_rows(out, d, finding);
        buffer_add_text(out, "; move it up, or remove it");
    } else if (finding->kind == FINDING_REDUNDANT) {
        buffer_addf(out, "row \"%s\" can go: without it the same outcome comes from ", row);
        add_rows(out, d, finding);
    } else if (finding->kind == FINDING_CONFLICT) {
        buffer_addf(out, "row \"%s\" contradicts ", row);
        add_rows(out, d, finding);
        buffer_add_text(out, " in");
        add_cases(out, pack, finding);
        buffer_add_text(out, "; narrow the rows, or let the first that matches answer "
                             "(\"hit\": \"first\")");
    } else {
        buffer_addf(out, "row \"%s\" must stay behind ", row);
        add_rows(out, d, finding);
        buffer_add_text(out, ": before it, it would change the outcome of");
        add_cases(out, pack, finding);
    }
}

static void describe_misconception(struct buffer *out, const struct pack *pack,
                                   const struct finding *finding)
{
    const char *id = pack->misconceptions[finding->misconception].id;
    if (finding->kind == FINDING_SAME_AS_KEY) {
        buffer_addf(out,
                    "misconception \"%s\" is none: it answers every case that can be asked as "
                    "\"%s\" does; change it, or remove it",
                    id, pack->decisions[finding->decision].id);
    } else if (finding->kind == FINDING_ONE_CASE) {
        buffer_addf(out, "misconception \"%s\" shows in a single case", id);
        add_witness(out, pack, finding);
        buffer_add_text(out, ": one question is all there is to find it with");
    } else if (finding->sibling_twin) {
        buffer_addf(out,
                    "misconception \"%s\" answers every case that can be asked as the sibling "
                    "\"%s\" does; change it, or remove it",
                    id, pack->sibling_pack);
    } else {
        buffer_addf(out,
                    "misconceptions \"%s\" and \"%s\" answer every case that can be asked alike; "
                    "change one, or remove it",
                    id, pack->misconceptions[finding->other].id);
    }
}

static void describe(struct buffer *out, const struct pack *pack, const struct finding *finding)
{
    const struct decision *d = pack->decisions; /* of those findings that have one */
    d += finding->decision != SIZE_MAX ? finding->decision : 0;
    switch (finding->kind) {
    case FINDING_CONTRADICTION:
        buffer_add_text(out,
                        "the impossible combinations leave no case; loosen or remove one (what "
                        "else may be wrong shows only then)");
        break;
    case FINDING_GAP:
        buffer_addf(out, "no row of \"%s\" decides", d->id);
        add_cases(out, pack, finding);
        buffer_add_text(out, "; add a row, or make the case impossible");
        break;
    case FINDING_CONFLICT:
    case FINDING_DEAD:
    case FINDING_REDUNDANT:
    case FINDING_ORDER_MATTERS:
        describe_row(out, pack, finding);
        break;
    case FINDING_UNREACHABLE_OUTCOME:
        buffer_addf(out,
                    "outcome \"%s\" of \"%s\" is never the answer; let a row lead to it, or "
                    "remove it",
                    d->outcomes[finding->outcome].id, d->id);
        break;
    case FINDING_UNUSED_FACT:
        buffer_addf(out,
                    "fact \"%s\" is used by no decision, impossible combination or "
                    "misconception; use it, or remove it",
                    pack->facts[finding->fact].id);
        break;
    case FINDING_DECOY:
        buffer_addf(out, "fact \"%s\" is used by misconceptions only: no outcome hangs on it",
                    pack->facts[finding->fact].id);
        break;
    case FINDING_SAME_AS_KEY:
    case FINDING_TWINS:
    case FINDING_ONE_CASE:
        describe_misconception(out, pack, finding);
        break;
    }
}

/* ---- JSON ------------------------------------------------------------------------------------ */

static void write_witness(struct json_out *j, const struct pack *pack,
                          const struct finding *finding)
{
    json_key(j, "witness");
    if (!finding->has_witness) {
        json_null(j);
        return;
    }
    json_object_begin(j);
    for (size_t i = 0; i < pack->fact_count; i++) {
        json_member_bool(j, pack->facts[i].id, (finding->witness & fact_bit(i)) != 0);
    }
    json_object_end(j);
}

static void write_rows(struct json_out *j, const struct decision *d, const struct finding *finding)
{
    json_member_string(j, "rule",
                       d != NULL && finding->rule != SIZE_MAX ? d->rules[finding->rule].id : NULL);
    json_key(j, "rules");
    json_array_begin(j);
    for (size_t i = 0; d != NULL && i < finding->rule_count; i++) {
        json_string(j, d->rules[finding->rules[i]].id);
    }
    json_array_end(j);
    json_member_string(j, "outcome",
                       d != NULL && finding->outcome != SIZE_MAX ? d->outcomes[finding->outcome].id
                                                                 : NULL);
}

static void write_finding(struct json_out *j, const struct pack *pack,
                          const struct finding *finding, const struct text_cursor *place)
{
    const struct decision *d =
        finding->decision != SIZE_MAX ? &pack->decisions[finding->decision] : NULL;
    struct buffer message = {0};
    describe(&message, pack, finding);
    json_object_begin(j);
    json_member_string(j, "id", finding_name(finding->kind));
    json_member_string(j, "decision", d != NULL ? d->id : NULL);
    write_rows(j, d, finding);
    json_member_string(j, "misconception",
                       finding->misconception != SIZE_MAX
                           ? pack->misconceptions[finding->misconception].id
                           : NULL);
    json_member_string(j, "fact", finding->fact != SIZE_MAX ? pack->facts[finding->fact].id : NULL);
    write_witness(j, pack, finding);
    json_member_int(j, "line", (int64_t)place->line);
    json_member_int(j, "column", (int64_t)place->column);
    json_member_string(j, "message", buffer_text(&message));
    json_member_string(j, "twin",
                       finding->other != SIZE_MAX ? pack->misconceptions[finding->other].id
                       : finding->sibling_twin    ? pack->sibling_pack
                                                  : NULL);
    json_key(j, "cases");
    if (finding->cases > 0) {
        json_int(j, (int64_t)finding->cases);
    } else {
        json_null(j);
    }
    json_member_bool(j, "more", finding->more);
    json_object_end(j);
    buffer_fini(&message);
}

static void write_findings(struct json_out *j, const struct pack *pack,
                           const struct findings *findings, bool problems)
{
    struct text_cursor place = {0};
    json_key(j, problems ? "problems" : "notes");
    json_array_begin(j);
    for (size_t i = 0; i < findings->count; i++) {
        if (finding_is_problem(findings->items[i].kind) == problems) {
            text_cursor_go(&place, &pack->text, findings->items[i].place.offset);
            write_finding(j, pack, &findings->items[i], &place);
        }
    }
    json_array_end(j);
}

static enum status print_json(struct context *context, const struct pack *pack,
                              const struct findings *findings, enum status status)
{
    struct buffer json = {0};
    struct json_out j = {.out = &json};
    json_object_begin(&j);
    json_member_string(&j, "pack", pack->id);
    json_member_int(&j, "facts", (int64_t)pack->fact_count);
    json_member_int(&j, "possible_cases", (int64_t)case_set_count(&pack->possible));
    json_member_int(&j, "rules", (int64_t)pack_rule_count(pack));
    write_findings(&j, pack, findings, true);
    write_findings(&j, pack, findings, false);
    json_object_end(&j);
    return output_line(context, &json, status);
}

/* ---- Text ------------------------------------------------------------------------------------ */

/* "file:line:column: problem: dead: ..." */
static void print_finding(struct screen *screen, const struct pack *pack,
                          const struct finding *finding, const struct text_cursor *place)
{
    const bool problem = finding_is_problem(finding->kind);
    struct buffer text = {0};
    buffer_addf(&text, "%s:%zu:%zu: ", pack->text.name, place->line, place->column);
    screen_put(screen, STYLE_PLAIN, buffer_text(&text));
    screen_put(screen, problem ? STYLE_WRONG : STYLE_STRONG, problem ? "problem: " : "note: ");
    buffer_clear(&text);
    buffer_addf(&text, "%s", finding_name(finding->kind));
    screen_put(screen, STYLE_STRONG, buffer_text(&text));
    screen_gap(screen);
    buffer_clear(&text);
    describe(&text, pack, finding);
    screen_wrap(screen, STYLE_PLAIN, 2, 2, buffer_text(&text));
    buffer_fini(&text);
}

/* Order matters in nearly every "first" table: one line a decision; --json names all rows. */
static void print_order(struct screen *screen, const struct pack *pack,
                        const struct findings *findings)
{
    for (size_t d = 0; d < pack->decision_count; d++) {
        struct buffer text = {0};
        size_t rows = 0;
        for (size_t i = 0; i < findings->count; i++) {
            rows += findings->items[i].kind == FINDING_ORDER_MATTERS &&
                    findings->items[i].decision == d;
        }
        if (rows > 0) {
            buffer_addf(&text,
                        "note: order-matters: in \"%s\" %zu row%s must stay behind an earlier one "
                        "(--json names them)",
                        pack->decisions[d].id, rows, plural(rows));
            screen_wrap(screen, STYLE_PLAIN, 0, 2, buffer_text(&text));
        }
        buffer_fini(&text);
    }
}

static void print_text(struct context *context, const struct pack *pack,
                       const struct findings *findings)
{
    struct text_cursor place = {0};
    const size_t cases = case_set_count(&pack->possible);
    const size_t notes = findings->count - findings->problems;
    struct buffer text = {0};
    for (size_t i = 0; i < findings->count; i++) {
        if (findings->items[i].kind != FINDING_ORDER_MATTERS) {
            text_cursor_go(&place, &pack->text, findings->items[i].place.offset);
            print_finding(&context->out, pack, &findings->items[i], &place);
        }
    }
    print_order(&context->out, pack, findings);
    buffer_addf(&text, "%s: %zu fact%s, %zu possible case%s, %zu row%s: ", pack->id,
                pack->fact_count, plural(pack->fact_count), cases, plural(cases),
                pack_rule_count(pack), plural(pack_rule_count(pack)));
    buffer_addf(&text, "%zu problem%s, %zu note%s.", findings->problems, plural(findings->problems),
                notes, plural(notes));
    if (findings->problems == 0) {
        buffer_add_text(&text, " Every possible case is decided, and every row is needed.");
    } else if (findings->problems > 1) {
        buffer_add_text(&text, " One may be the cause of another: mend one, then check again.");
    }
    screen_wrap(&context->out, findings->problems == 0 ? STYLE_RIGHT : STYLE_WRONG, 0, 0,
                buffer_text(&text));
    buffer_fini(&text);
}

/* ---- The command ----------------------------------------------------------------------------- */

static size_t sibling_outcome(const void *context, size_t decision, uint32_t whole)
{
    const struct subject *subject = context;
    const size_t outcome = subject_sibling_outcome(subject, decision, whole);
    if (outcome != SIZE_MAX) {
        return outcome;
    }
    /* Either it answers nothing, or what our decision does not know. */
    const uint32_t there = subject_sibling_case(subject, whole);
    const struct table *table =
        subject->sibling->truth[subject_sibling_decision(subject, decision)];
    return case_set_has(&subject->sibling->pack->possible, there) &&
                   table_outcome(table, there) != TABLE_NO_OUTCOME
               ? CHECK_FOREIGN
               : CHECK_NOTHING;
}

static struct check_sibling see_sibling(const struct subject *subject)
{
    struct check_sibling sibling = {.outcome = sibling_outcome, .context = subject};
    for (size_t i = 0; i < subject->pack->decision_count; i++) {
        sibling.decisions |= subject_sibling_decision(subject, i) != SIZE_MAX ? fact_bit(i) : 0;
    }
    return sibling;
}

enum status pack_check_command(struct context *context)
{
    enum status status = STATUS_DONE;
    const char *name = context->args.word_count > 1 ? context->args.words[1] : NULL;
    struct subject *subject = packs_subject(context, name, PACK_DEFAULT, &status);
    if (subject == NULL) {
        return status;
    }
    struct findings findings = {0};
    const struct check_sibling sibling = see_sibling(subject);
    if (!check_pack(subject->pack, subject->sibling != NULL ? &sibling : NULL, &findings)) {
        status = command_no_memory(context);
    } else {
        status = findings.problems > 0 ? STATUS_NO : STATUS_DONE;
        if (context->json) {
            status = print_json(context, subject->pack, &findings, status);
        } else {
            print_text(context, subject->pack, &findings);
        }
    }
    findings_fini(&findings);
    subject_free(subject);
    return status;
}
