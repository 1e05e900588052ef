/*
 * bank     = head "questions":[ LF question { "," LF question } LF "]" [ papers ] "}" LF
 * NDJSON   = head LF { question LF } { "{" "paper": paper "}" LF }
 *
 * One question a line in either, so that a change of one question is a change of one line.
 */
#include "questions/bank/bank_json.h"

#include "questions/bank/formats.h"
#include "questions/text/buffer.h"
#include "questions/text/json_out.h"

/* ---- The head -------------------------------------------------------------------------------- */

static void member_unless_null(struct json_out *j, const char *key, const char *text)
{
    if (text != NULL) {
        json_member_string(j, key, text);
    }
}

/* From its seed a bank can be made again, with its key. */
static void write_head(struct json_out *j, const struct bank_head *head, bool no_key)
{
    json_object_begin(j);
    json_member_string(j, "format", BANK_FORMAT);
    json_member_int(j, "version", BANK_VERSION);
    member_unless_null(j, "title", head->title);
    if (head->pack_id != NULL) {
        json_key(j, "pack");
        json_object_begin(j);
        json_member_string(j, "id", head->pack_id);
        member_unless_null(j, "sha256", head->pack_sha256);
        json_object_end(j);
    }
    member_unless_null(j, "generator", head->generator);
    if (head->seeded && !no_key) {
        json_key(j, "seed");
        json_exact(j, head->seed);
    }
}

/* ---- A question ------------------------------------------------------------------------------ */

static void write_texts(struct json_out *j, const char *key, const struct texts *texts)
{
    json_key(j, key);
    json_array_begin(j);
    for (size_t i = 0; i < texts->count; i++) {
        json_string(j, texts->items[i]);
    }
    json_array_end(j);
}

static void write_facts(struct json_out *j, const struct item *item)
{
    if (item->fact_count > 0) {
        json_key(j, "facts");
        json_object_begin(j);
        for (size_t i = 0; i < item->fact_count; i++) {
            json_member_bool(j, item->facts[i].id, item->facts[i].value);
        }
        json_object_end(j);
    }
}

static void write_option(struct json_out *j, const struct item_option *option, bool no_key)
{
    json_object_begin(j);
    json_member_string(j, "id", option->id);
    json_member_string(j, "text", option->text);
    if (!no_key) {
        json_member_bool(j, "correct", option->correct);
    }
    member_unless_null(j, "outcome", option->outcome);
    member_unless_null(j, "means", option->means);
    if (!no_key) {
        write_texts(j, "misconceptions", &option->misconceptions);
        member_unless_null(j, "feedback", option->feedback);
    }
    json_object_end(j);
}

static void write_options(struct json_out *j, const struct item *item, bool no_key)
{
    json_key(j, "options");
    json_array_begin(j);
    for (size_t i = 0; i < item->option_count; i++) {
        write_option(j, &item->options[i], no_key);
    }
    json_array_end(j);
}

/* What follows the options: all that a key is, or that gives one away. */
static void write_key(struct json_out *j, const struct item *item)
{
    json_key(j, "answer");
    json_array_begin(j);
    for (size_t i = 0; i < item->option_count; i++) {
        if (item->options[i].correct) {
            json_string(j, item->options[i].id);
        }
    }
    json_array_end(j);
    member_unless_null(j, "explanation", item->explanation);
    member_unless_null(j, "rule", item->rule);
    write_texts(j, "source", &item->source);
}

/* Without its key a question tells neither its facts, which any pack turns into one, nor its tags. */
static void write_question(struct json_out *j, const struct item *item, bool no_key)
{
    json_object_begin(j);
    json_member_string(j, "id", item->id);
    member_unless_null(j, "kind", item->kind);
    member_unless_null(j, "decision", item->decision);
    member_unless_null(j, "goal", item->goal);
    if (!no_key) {
        write_facts(j, item);
    }
    json_member_string(j, "stem", item->stem);
    json_member_int(j, "select", (int64_t)item->select);
    write_options(j, item, no_key);
    if (!no_key) {
        write_key(j, item);
    }
    json_member_number(j, "points", item->points);
    if (item->difficulty >= 0) {
        json_member_number(j, "difficulty", item->difficulty);
    }
    if (!no_key) {
        write_texts(j, "tags", &item->tags);
    }
    json_object_end(j);
}

/* ---- A paper --------------------------------------------------------------------------------- */

static void write_paper_question(struct json_out *j, const struct bank *bank,
                                 const struct paper_question *question)
{
    const struct item *item = &bank->items[question->item];
    json_object_begin(j);
    json_member_string(j, "id", item->id);
    json_key(j, "options");
    json_array_begin(j);
    for (size_t i = 0; i < item->option_count; i++) {
        json_string(j, item->options[question->order[i]].id);
    }
    json_array_end(j);
    json_object_end(j);
}

static void write_paper(struct json_out *j, const struct bank *bank, const struct paper *paper)
{
    json_object_begin(j);
    json_member_string(j, "form", paper->form);
    member_unless_null(j, "student", paper->student);
    json_key(j, "questions");
    json_array_begin(j);
    for (size_t i = 0; i < paper->question_count; i++) {
        write_paper_question(j, bank, &paper->questions[i]);
    }
    json_array_end(j);
    json_object_end(j);
}

/* ---- JSON ------------------------------------------------------------------------------------ */

static size_t paper_count(const struct writing *w)
{
    return w->options->bank != NULL ? w->options->bank->paper_count : 0;
}

static bool json_begin(struct writing *w)
{
    struct json_out j = {.out = w->out};
    write_head(&j, w->head, w->options->no_key);
    json_key(&j, "questions");
    json_array_begin(&j);
    return !w->out->failed;
}

static bool json_item(struct writing *w, const struct item *item)
{
    struct json_out j = {.out = w->out};
    buffer_add_text(w->out, w->number > 1 ? ",\n" : "\n");
    write_question(&j, item, w->options->no_key);
    return !w->out->failed;
}

static bool json_end(struct writing *w)
{
    const size_t count = paper_count(w);
    buffer_add_text(w->out, count > 0 ? "\n],\"papers\":[" : "\n]");
    for (size_t i = 0; i < count; i++) {
        struct json_out j = {.out = w->out};
        buffer_add_text(w->out, i > 0 ? ",\n" : "\n");
        write_paper(&j, w->options->bank, &w->options->bank->papers[i]);
    }
    buffer_add_text(w->out, count > 0 ? "\n]}\n" : "}\n");
    return !w->out->failed;
}

const struct format format_json = {
    .name = "json",
    .ending = ".json",
    .suffix = ".json",
    .says = "the bank itself: one JSON object, a question a line in it",
    .begin = json_begin,
    .item = json_item,
    .end = json_end,
    .read = bank_json_read,
    .looks = bank_json_looks,
};

/* ---- NDJSON ---------------------------------------------------------------------------------- */

static bool ndjson_begin(struct writing *w)
{
    struct json_out j = {.out = w->out};
    write_head(&j, w->head, w->options->no_key);
    json_object_end(&j);
    buffer_add_char(w->out, '\n');
    return !w->out->failed;
}

static bool ndjson_item(struct writing *w, const struct item *item)
{
    struct json_out j = {.out = w->out};
    write_question(&j, item, w->options->no_key);
    buffer_add_char(w->out, '\n');
    return !w->out->failed;
}

static bool ndjson_end(struct writing *w)
{
    for (size_t i = 0; i < paper_count(w); i++) {
        struct json_out j = {.out = w->out};
        json_object_begin(&j);
        json_key(&j, "paper");
        write_paper(&j, w->options->bank, &w->options->bank->papers[i]);
        json_object_end(&j);
        buffer_add_char(w->out, '\n');
    }
    return !w->out->failed;
}

const struct format format_ndjson = {
    .name = "ndjson",
    .ending = ".ndjson",
    .suffix = ".ndjson",
    .says = "the bank as lines: its head, then a question a line",
    .begin = ndjson_begin,
    .item = ndjson_item,
    .end = ndjson_end,
    .read = bank_ndjson_read,
    .looks = NULL, /* format_json looks for both */
};
