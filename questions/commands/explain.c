/* One whole case, looked at from all sides; the engine works it out (engine/explain.h). */
#include <stddef.h>
#include <stdlib.h>

#include "engine/explain.h"
#include "engine/pack.h"
#include "questions/commands/answer.h"
#include "questions/commands/commands.h"
#include "questions/commands/explain_view.h"
#include "questions/commands/facts.h"
#include "questions/commands/output.h"
#include "questions/commands/packs.h"
#include "questions/item/subject.h"

const struct option_spec explain_options[] = {
    {"--decision", "ID", "Which question of the pack. Default: its first."},
    {"--why-not", "OUTCOME", "Say why this outcome is not the answer."},
    {"--change-to", "OUTCOME", "Say which facts would have to change to get this outcome."},
    {"--by", "FACT,FACT", "With --change-to: only these facts may change. Default: any."},
    {NULL, NULL, NULL}};

/* The words of the command line. */
static enum status read_wishes(struct context *context, const struct pack *pack,
                               struct explanation *e)
{
    const char *why_not = argument(context, "--why-not");
    const char *change_to = argument(context, "--change-to");
    const char *by = argument(context, "--by");
    enum status status = STATUS_DONE;
    e->may_change = UINT32_MAX;
    e->why_not_outcome = e->change_to = SIZE_MAX;
    if (by != NULL && change_to == NULL) {
        return command_usage(context, "name the outcome to get to with --change-to OUTCOME",
                             "--by is for --change-to");
    }
    if (why_not != NULL) {
        status = facts_outcome(context, pack, e->decision, why_not, &e->why_not_outcome);
    }
    if (status == STATUS_DONE && change_to != NULL) {
        status = facts_outcome(context, pack, e->decision, change_to, &e->change_to);
    }
    if (status == STATUS_DONE && by != NULL) {
        status = facts_read_names(context, pack, by, &e->may_change);
    }
    return status;
}

/* Some facts neither given nor following: which? */
static enum status missing_facts(struct context *context, const struct pack *pack, uint32_t missing)
{
    struct buffer names = {0};
    facts_write_names(&names, pack, missing);
    const enum status status = command_usage(
        context, "explain wants a whole case; decide works with what is known",
        bits_count(missing) == 1 ? "this fact is missing: %s" : "these facts are missing: %s",
        buffer_text(&names));
    buffer_fini(&names);
    return status;
}

static enum status work_out(struct context *context, struct explanation *e)
{
    const struct subject *subject = e->answer.subject;
    const struct decision *d = &subject->pack->decisions[e->decision];
    const struct table *table = subject->truth[e->decision];
    e->whole = e->answer.facts.value;
    if (e->why_not_outcome != SIZE_MAX) {
        e->why_not = explain_why_not(d, table, e->whole, e->why_not_outcome);
    }
    if (e->change_to != SIZE_MAX && !explain_changes(table, &subject->pack->possible, e->whole,
                                                     e->change_to, e->may_change, &e->changes)) {
        return command_no_memory(context);
    }
    if (context->json) {
        struct buffer text = {0};
        explain_json(&text, e);
        return output_line(context, &text, explain_status(e));
    }
    explain_print(&context->out, e);
    return explain_status(e);
}

static enum status explain(struct context *context, const struct subject *subject)
{
    struct explanation e = {.decision = 0};
    struct partial facts;
    enum status status =
        facts_decision(context, subject->pack, argument(context, "--decision"), &e.decision);
    if (status == STATUS_DONE) {
        status = read_wishes(context, subject->pack, &e);
    }
    if (status == STATUS_DONE) {
        status = facts_read(context, subject->pack, context->args.words, context->args.word_count,
                            &facts);
    }
    if (status != STATUS_DONE) {
        return status;
    }
    if (!answer_make(&e.answer, subject, e.decision, facts, NULL)) {
        status = command_no_memory(context);
    } else if (e.answer.own.kind == ANSWER_IMPOSSIBLE) {
        status = answer_refuse(context, &e.answer);
    } else if (e.answer.facts.known != facts_mask(subject->pack->fact_count)) {
        status = missing_facts(context, subject->pack,
                               facts_mask(subject->pack->fact_count) & ~e.answer.facts.known);
    } else if (e.answer.own.kind == ANSWER_FAULTY) {
        status = answer_refuse(context, &e.answer);
    } else {
        status = work_out(context, &e);
    }
    changes_fini(&e.changes);
    answer_fini(&e.answer);
    return status;
}

enum status command_explain(struct context *context)
{
    enum status status = STATUS_DONE;
    struct subject *subject = packs_tables(context, NULL, PACK_DEFAULT, &status);
    if (subject != NULL) {
        status = explain(context, subject);
    }
    subject_free(subject);
    return status;
}
