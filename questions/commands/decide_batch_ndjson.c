/* A line goes out as the bytes it was, with two members more before its last brace. */
#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

#include "engine/json_in.h"
#include "engine/pack.h"
#include "questions/commands/decide_batch.h"
#include "questions/commands/facts.h"
#include "questions/item/subject.h"
#include "questions/text/diag_print.h"
#include "questions/text/line_in.h"

#define LINE_MAX_BYTES ((size_t)1 << 20) /* a longer line is refused, not kept in memory */
#define WARNED_MAX     64                /* names of members that were warned of */

/* The file while it is read. */
struct ndjson {
    struct batch *batch;
    struct line_in lines;
    uint64_t warned[WARNED_MAX]; /* hashes of names, so that each is warned of once */
    size_t warned_count;
};

/* ---- Lines ----------------------------------------------------------------------------------- */

/* The next line; false at the end, or after a message when reading failed. */
static bool next_line(struct ndjson *in)
{
    const bool any = line_in_next(&in->lines);
    if (in->lines.error != 0) {
        in->batch->failed = true;
        (void)command_error(in->batch->context, STATUS_FAILED, "\"%s\" cannot be read: %s",
                            in->batch->name,
                            in->lines.error < 0 ? "reading failed" : strerror(in->lines.error));
    }
    return any;
}

/* ---- Members --------------------------------------------------------------------------------- */

static uint64_t hash_name(const char *name)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325); /* FNV-1a */
    for (; *name != '\0'; name++) {
        hash = (hash ^ (unsigned char)*name) * UINT64_C(0x100000001b3);
    }
    return hash;
}

static void warn_once(struct ndjson *in, const char *name)
{
    const uint64_t hash = hash_name(name);
    for (size_t i = 0; i < in->warned_count; i++) {
        if (in->warned[i] == hash) {
            return;
        }
    }
    if (in->warned_count < WARNED_MAX) {
        in->warned[in->warned_count++] = hash;
        batch_warn_near(in->batch, in->lines.number, "member", name);
    }
}

/* true, false, null, 1, 0, or the words that a cell may hold. */
static bool read_value(const cJSON *value, enum fact_value *fact)
{
    if (cJSON_IsBool(value)) {
        *fact = cJSON_IsTrue(value) ? FACT_YES : FACT_NO;
        return true;
    }
    if (cJSON_IsNumber(value) && (value->valuedouble == 0.0 || value->valuedouble == 1.0)) {
        *fact = value->valuedouble == 1.0 ? FACT_YES : FACT_NO;
        return true;
    }
    if (cJSON_IsNull(value)) {
        *fact = FACT_UNKNOWN;
        return true;
    }
    return cJSON_IsString(value) &&
           fact_value_read(value->valuestring, strlen(value->valuestring), fact);
}

/* The facts of an object; false after a message. */
static bool read_facts(struct ndjson *in, const cJSON *object, struct partial *facts)
{
    const struct pack *pack = in->batch->subject->pack;
    const cJSON *member;
    bool good = true;
    *facts = (struct partial){0, 0};
    cJSON_ArrayForEach(member, object)
    {
        enum fact_value value = FACT_UNKNOWN;
        const size_t fact = pack_fact(pack, member->string);
        if (fact == SIZE_MAX) {
            warn_once(in, member->string);
        } else if (!read_value(member, &value)) {
            batch_bad_line(in->batch, in->lines.number,
                           "\"%s\" must be true, false, null, yes, no or unknown", member->string);
            good = false;
        } else if (value != FACT_UNKNOWN) {
            *facts = partial_with(*facts, fact, value == FACT_YES);
        }
    }
    return good;
}

/* The member that stands where ours would; NULL when there is none. */
static const char *member_in_the_way(const cJSON *object)
{
    if (json_in_member(object, "outcome") != NULL) {
        return "outcome";
    }
    return json_in_member(object, "rule") != NULL ? "rule" : NULL;
}

/* ---- One line -------------------------------------------------------------------------------- */

static void add_members(struct buffer *out, bool comma, const char *outcome, const char *rule)
{
    buffer_add_text(out, comma ? ",\"outcome\":\"" : "\"outcome\":\"");
    buffer_add_text(out, outcome); /* ids need no escapes */
    buffer_add_text(out, rule == NULL ? "\",\"rule\":" : "\",\"rule\":\"");
    buffer_add_text(out, rule == NULL ? "null" : rule);
    buffer_add_text(out, rule == NULL ? "" : "\"");
}

/* The line with our members before its last brace. */
static void write_object(struct ndjson *in, const cJSON *object, const struct batch_result *result)
{
    struct buffer *out = &in->batch->out;
    size_t brace = in->lines.line.length;
    while (in->lines.line.bytes[brace - 1] != '}') { /* there is one: it was read as an object */
        brace--;
    }
    buffer_add(out, in->lines.line.bytes, brace - 1);
    add_members(out, object->child != NULL, result == NULL ? "error" : result->outcome,
                result == NULL ? NULL : result->rule);
    buffer_add(out, in->lines.line.bytes + brace - 1, in->lines.line.length - brace + 1);
}

/* A line that is no object has no brace to write before. */
static void write_error(struct ndjson *in)
{
    buffer_add_char(&in->batch->out, '{');
    add_members(&in->batch->out, false, "error", NULL);
    buffer_add_char(&in->batch->out, '}');
    in->batch->bad = true;
}

static enum status decide_object(struct ndjson *in, const cJSON *object)
{
    struct partial facts;
    const struct batch_result *result = NULL;
    const char *in_the_way = member_in_the_way(object);
    if (in_the_way != NULL) {
        const enum status status =
            batch_refuse_column(in->batch, in->lines.number, "member", in_the_way);
        if (in->lines.number > 1) {
            write_error(in); /* too late to write nothing */
        }
        return in->lines.number > 1 ? STATUS_DONE : status;
    }
    if (read_facts(in, object, &facts)) {
        result = batch_decide(in->batch, facts);
        if (result->kind == ANSWER_IMPOSSIBLE || result->kind == ANSWER_FAULTY) {
            batch_refuse(in->batch, in->lines.number, result);
        }
    }
    write_object(in, object, result);
    return STATUS_DONE;
}

static enum status decide_line(struct ndjson *in)
{
    const struct source_text text = {in->batch->name, buffer_text(&in->lines.line),
                                     in->lines.line.length, in->lines.number};
    struct diags diags = {0};
    struct json_in *json = json_in_read(&text, &diags);
    const cJSON *root = json == NULL ? NULL : json_in_root(json);
    enum status status = STATUS_DONE;
    if (json == NULL) {
        diag_print(&in->batch->context->err, &diags);
        write_error(in);
    } else if (!cJSON_IsObject(root)) {
        batch_bad_line(in->batch, in->lines.number, "a line must be an object");
        write_error(in);
    } else {
        status = decide_object(in, root);
    }
    json_in_free(json);
    diags_fini(&diags);
    return status;
}

enum status decide_batch_ndjson(struct batch *batch)
{
    struct ndjson in = {.batch = batch, .lines = {.file = batch->file, .most = LINE_MAX_BYTES}};
    enum status status = STATUS_DONE;
    while (status == STATUS_DONE && batch_flush(batch, false) && next_line(&in)) {
        if (in.lines.too_long) {
            batch_bad_line(batch, in.lines.number, "a line longer than 1 MiB");
            write_error(&in);
        } else if (line_in_blank(&in.lines)) {
            buffer_add(&batch->out, buffer_text(&in.lines.line), in.lines.line.length);
        } else {
            status = decide_line(&in);
        }
        buffer_add_text(&batch->out, in.lines.ended ? "\n" : "");
        if (in.lines.line.failed) {
            batch->failed = true;
            status = command_no_memory(batch->context);
        }
    }
    if (status == STATUS_BAD_INPUT) {
        buffer_clear(&batch->out); /* refused at once: nothing is written */
    }
    line_in_fini(&in.lines);
    return status;
}
