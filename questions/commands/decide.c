/* One case from the words of the command line, or every line of a file (decide_batch.h). */
#include <stddef.h>

#include "engine/pack.h"
#include "questions/commands/answer.h"
#include "questions/commands/commands.h"
#include "questions/commands/decide_batch.h"
#include "questions/commands/facts.h"
#include "questions/commands/output.h"
#include "questions/commands/packs.h"
#include "questions/item/subject.h"
#include "questions/text/buffer.h"
#include "questions/text/json_out.h"

const struct option_spec decide_options[] = {
    {"--decision", "ID", "Which question of the pack. Default: its first."},
    {"--batch", "FILE", "Decide every line of a CSV or NDJSON file (- for standard input)."},
    {"--separator", "C",
     "Of the CSV file: comma, semicolon or tab. Default: found from its header."},
    {NULL, NULL, NULL}};

static enum status print_answer(struct context *context, const struct answer *answer)
{
    if (answer->own.kind == ANSWER_IMPOSSIBLE || answer->own.kind == ANSWER_FAULTY) {
        return answer_refuse(context, answer);
    }
    if (!context->json) {
        answer_print(&context->out, answer);
        return answer_status(answer);
    }
    struct buffer text = {0};
    struct json_out j = {.out = &text};
    json_object_begin(&j);
    answer_json_members(&j, answer);
    answer_json_sibling(&j, answer);
    json_object_end(&j);
    return output_line(context, &text, answer_status(answer));
}

static enum status decide_words(struct context *context, const struct subject *subject,
                                size_t decision)
{
    struct partial facts;
    enum status status =
        facts_read(context, subject->pack, context->args.words, context->args.word_count, &facts);
    if (status != STATUS_DONE) {
        return status;
    }
    struct answer answer;
    if (answer_make(&answer, subject, decision, facts, NULL)) {
        status = print_answer(context, &answer);
    } else {
        status = command_no_memory(context);
    }
    answer_fini(&answer);
    return status;
}

static enum status decide(struct context *context, const struct subject *subject)
{
    size_t decision = 0;
    const enum status status =
        facts_decision(context, subject->pack, argument(context, "--decision"), &decision);
    if (status != STATUS_DONE) {
        return status;
    }
    if (argument(context, "--batch") != NULL) {
        return decide_batch(context, subject, decision);
    }
    if (argument(context, "--separator") != NULL) {
        return command_usage(context, NULL, "--separator is for --batch");
    }
    return decide_words(context, subject, decision);
}

enum status command_decide(struct context *context)
{
    enum status status = STATUS_DONE;
    struct subject *subject = packs_tables(context, NULL, PACK_DEFAULT, &status);
    if (subject != NULL) {
        status = decide(context, subject);
    }
    subject_free(subject);
    return status;
}
