/* The manifest, and what --json prints. */
#include "questions/score/out.h"

#include <string.h>

#include "questions/score/manifest.h"
#include "questions/text/buffer.h"
#include "questions/text/json_out.h"

static void add_counts(struct json_out *j, const struct scored *scored)
{
    const struct sheet_counts *c = &scored->counts;
    json_key(j, "counts");
    json_object_begin(j);
    json_member_int(j, "papers_read", (int64_t)c->papers_read);
    json_member_int(j, "papers_superseded", (int64_t)c->papers_superseded);
    json_member_int(j, "papers_rejected", (int64_t)c->papers_rejected);
    json_member_int(j, "responses_read", (int64_t)c->read);
    json_member_int(j, "responses_scored", (int64_t)c->scored);
    json_member_int(j, "responses_superseded", (int64_t)c->superseded);
    json_member_int(j, "responses_rejected", (int64_t)c->rejected);
    json_member_int(j, "superseded_identical", (int64_t)c->superseded_identical);
    json_member_int(j, "blank", (int64_t)c->blank);
    json_member_int(j, "double_marks", (int64_t)c->doubled);
    json_member_int(j, "students", (int64_t)scored->results->all.students);
    json_object_end(j);
}

void out_manifest_value(struct json_out *j, const struct scored *scored)
{
    json_object_begin(j);
    json_member_string(j, "format", MANIFEST_FORMAT);
    json_member_int(j, "version", MANIFEST_VERSION);
    json_member_string(j, "generator", "amiquiz " AMIQUIZ_VERSION);
    json_key(j, "key");
    json_object_begin(j);
    json_member_string(j, "name", scored->key_name);
    json_member_string(j, "sha256", scored->key_sha256);
    json_member_bool(j, "bank", scored->key_of_bank);
    json_member_string(j, "title", scored->title);
    json_member_string(j, "copy", scored->key_copy);
    json_member_string(j, "pack_copy", scored->pack_copy);
    json_object_end(j);
    json_key(j, "answers");
    json_object_begin(j);
    json_member_string(j, "name", scored->answers_name);
    json_member_string(j, "sha256", scored->answers_sha256);
    json_member_string(j, "shape", scored->shape);
    json_object_end(j);
    json_key(j, "roster");
    if (scored->roster_name == NULL) {
        json_null(j);
    } else {
        json_object_begin(j);
        json_member_string(j, "name", scored->roster_name);
        json_member_int(j, "students", (int64_t)scored->roster_count);
        json_member_int(j, "absent", (int64_t)scored->absent_count);
        json_object_end(j);
    }
    json_key(j, "options");
    json_object_begin(j);
    for (size_t i = 0; i < scored->option_count; i++) {
        json_member_string(j, scored->options[i].name, scored->options[i].value);
    }
    json_object_end(j);
    add_counts(j, scored);
    json_object_end(j);
}

bool out_manifest(struct out *out, const struct scored *scored)
{
    struct json_out json = {.out = out->buffer};
    out_manifest_value(&json, scored);
    buffer_add_char(out->buffer, '\n');
    return out->ready(out->context);
}

static void add_beliefs(struct json_out *j, const struct results *results)
{
    json_key(j, "beliefs");
    json_array_begin(j);
    for (size_t i = 0; i < score_belief_count(results->beliefs); i++) {
        const struct score_belief *belief = score_belief(results->beliefs, i);
        const struct belief_result *r = &results->belief_results[i];
        json_object_begin(j);
        json_member_string(j, "belief", belief->id);
        json_member_string(j, "believes", belief->believes);
        json_member_number(j, "chances", r->chances_mean);
        json_member_int(j, "held", (int64_t)r->held);
        json_member_int(j, "some", (int64_t)r->some);
        json_member_int(j, "not", (int64_t)r->none);
        json_member_int(j, "too_few", (int64_t)r->too_few);
        json_member_number(j, "guesser", r->guesser);
        json_object_end(j);
    }
    json_array_end(j);
}

void out_summary_json(struct buffer *out, const struct scored *scored)
{
    const struct class_result *all = &scored->results->all;
    const struct sheet_counts *c = &scored->counts;
    struct json_out j = {.out = out};
    json_object_begin(&j);
    json_member_int(&j, "papers", (int64_t)c->papers_read);
    json_member_int(&j, "responses_read", (int64_t)c->read);
    json_member_int(&j, "responses_scored", (int64_t)c->scored);
    json_member_int(&j, "responses_superseded", (int64_t)c->superseded);
    json_member_int(&j, "responses_rejected", (int64_t)c->rejected);
    json_member_int(&j, "students", (int64_t)all->students);
    json_member_int(&j, "questions", (int64_t)all->questions);
    json_member_number(&j, "mean", all->mean);
    json_member_number(&j, "sd", all->sd);
    json_member_number(&j, "median", all->median);
    json_member_number(&j, "min", all->min);
    json_member_number(&j, "max", all->max);
    json_member_number(&j, "alpha", all->alpha);
    json_member_number(&j, "sem", all->sem);
    json_member_int(&j, "passed", (int64_t)all->passed);
    add_beliefs(&j, scored->results);
    json_key(&j, "manifest");
    out_manifest_value(&j, scored);
    json_object_end(&j);
}
