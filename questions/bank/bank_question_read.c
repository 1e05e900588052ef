/*
 * question = { ["id"], ["kind"], ["decision"], ["goal"], ["facts"], "stem", ["select"], "options",
 *              ["answer"], ["explanation"], ["rule"], ["source"], ["points"], ["difficulty"], ["tags"] }
 * option   = text | { ["id"], "text", ["correct"], ["outcome"], ["means"], ["misconceptions"],
 *                     ["feedback"] }
 * answer   = id | [ id { "," id } ]
 *
 * Which options are right may be said by "correct", by "answer", or by both if they agree.
 */
#include <cjson/cJSON.h>
#include <string.h>

#include "engine/near.h"
#include "engine/short_text.h"
#include "questions/bank/bank_json.h"

/* What is said about the key, as bits of options. */
struct key_words {
    uint32_t said;          /* "correct" is there */
    uint32_t correct;       /* and is true */
    uint32_t answer;        /* named by "answer" */
    const cJSON *answer_at; /* NULL: there is none */
};

static uint32_t option_bit(size_t option)
{
    return (uint32_t)1 << option;
}

/* An optional text; an empty one is the same as none. */
static const char *text_or_null(struct bank_reader *r, const cJSON *object, const char *key)
{
    const cJSON *member = json_in_member(object, key);
    if (member == NULL || (cJSON_IsString(member) && member->valuestring[0] == '\0')) {
        return NULL;
    }
    return field_text(&r->in, object, key, false);
}

/* ---- Facts ----------------------------------------------------------------------------------- */

static void read_facts(struct bank_reader *r, const cJSON *question, struct item *item)
{
    const cJSON *facts = json_in_member(question, "facts");
    if (facts == NULL) {
        return;
    }
    if (!cJSON_IsObject(facts)) {
        field_wrong_type(&r->in, facts, "facts", "an object of facts");
        return;
    }
    const size_t count = (size_t)cJSON_GetArraySize(facts);
    if (count > PACK_FACTS_MAX) {
        field_error(&r->in, facts, "too-many",
                    "\"facts\" holds %zu entries, at most %u are allowed", count, PACK_FACTS_MAX);
        return;
    }
    item->facts = field_alloc(&r->in, count, sizeof *item->facts);
    const cJSON *fact;
    cJSON_ArrayForEach(fact, facts)
    {
        if (!cJSON_IsBool(fact)) {
            field_wrong_type(&r->in, fact, fact->string, "true or false");
        } else if (item->facts != NULL) {
            item->facts[item->fact_count++] =
                (struct item_fact){field_copy(&r->in, fact->string), cJSON_IsTrue(fact)};
        }
    }
}

/* ---- Options --------------------------------------------------------------------------------- */

static void read_correct(struct bank_reader *r, const cJSON *value, size_t at,
                         struct key_words *key)
{
    if (json_in_member(value, "correct") != NULL) {
        key->said |= option_bit(at);
        key->correct |= field_bool(&r->in, value, "correct", false) ? option_bit(at) : 0;
    }
}

static void read_option(struct bank_reader *r, const cJSON *value, size_t at, struct item *item,
                        struct key_words *key)
{
    static const char *const known[] = {"id",    "text",           "correct",  "outcome",
                                        "means", "misconceptions", "feedback", NULL};
    struct item_option *option = &item->options[at];
    option->text = "";
    if (cJSON_IsString(value) && value->valuestring[0] != '\0') {
        option->text = field_copy(&r->in, value->valuestring);
        return;
    }
    if (cJSON_IsString(value)) {
        field_error(&r->in, value, "empty-text", "an option must not be empty");
        return;
    }
    if (!field_object(&r->in, value, "an option", known)) {
        return;
    }
    const char *id = field_text(&r->in, value, "id", false);
    const char *text = field_text(&r->in, value, "text", true);
    option->id = id != NULL ? id : option->id;
    option->text = text != NULL ? text : "";
    read_correct(r, value, at, key);
    option->outcome = text_or_null(r, value, "outcome");
    option->means = text_or_null(r, value, "means");
    option->misconceptions = field_texts(&r->in, value, "misconceptions", false, false);
    option->feedback = text_or_null(r, value, "feedback");
}

static size_t find_option(const struct item *item, const char *id, size_t count)
{
    size_t i = 0;
    while (i < count && strcmp(item->options[i].id, id) != 0) {
        i++;
    }
    return i;
}

static void read_options(struct bank_reader *r, const cJSON *question, struct item *item,
                         struct key_words *key)
{
    size_t count, at = 0;
    const cJSON *list = field_list(&r->in, question, "options", true, ITEM_OPTIONS_MAX, &count);
    if (list == NULL) {
        return;
    }
    if (count == 0) {
        field_error(&r->in, list, "empty-list", "a question needs at least one option");
    }
    if (!item_options(item, &r->bank->arena, count)) {
        diags_add(r->in.diags, DIAG_ERROR, "memory", NULL, "memory ran out");
        return;
    }
    const cJSON *value;
    cJSON_ArrayForEach(value, list)
    {
        read_option(r, value, at, item, key);
        if (find_option(item, item->options[at].id, at) < at) {
            diag_hint(field_error(&r->in, value, "repeated-id",
                                  "two options of this question have the id \"%s\"",
                                  short_text(item->options[at].id).text),
                      "an option without an \"id\" has the letter of its place");
        }
        at++;
    }
}

/* ---- The key --------------------------------------------------------------------------------- */

static void read_answer_id(struct bank_reader *r, const cJSON *value, const struct item *item,
                           struct key_words *key)
{
    if (!cJSON_IsString(value)) {
        field_entry_type(&r->in, value, "answer");
        return;
    }
    const size_t option = find_option(item, value->valuestring, item->option_count);
    if (option < item->option_count) {
        key->answer |= option_bit(option);
        return;
    }
    struct diag *diag = field_error(&r->in, value, "unknown-option", "no option has the id \"%s\"",
                                    short_text(value->valuestring).text);
    struct near near = {.word = value->valuestring};
    for (size_t i = 0; i < item->option_count; i++) {
        near_offer(&near, item->options[i].id);
    }
    field_suggest(diag, &near,
                  "an option's \"id\", or its letter where it has none: A for the first");
}

static void read_answer(struct bank_reader *r, const cJSON *question, const struct item *item,
                        struct key_words *key)
{
    const cJSON *answer = json_in_member(question, "answer");
    key->answer_at = answer;
    if (answer == NULL) {
        return;
    }
    if (cJSON_IsString(answer)) {
        read_answer_id(r, answer, item, key);
    } else if (cJSON_IsArray(answer)) {
        const cJSON *value;
        cJSON_ArrayForEach(value, answer)
        {
            read_answer_id(r, value, item, key);
        }
    } else {
        field_wrong_type(&r->in, answer, "answer", "a list");
    }
}

/* Once one option is said to be right, those of which nothing is said are wrong. */
static void settle_key(struct bank_reader *r, const cJSON *question, struct item *item,
                       const struct key_words *key)
{
    const uint32_t all = (uint32_t)(option_bit(item->option_count) - 1);
    const uint32_t said = key->correct != 0 ? all : key->said;
    const uint32_t right = key->answer_at != NULL ? key->answer : key->correct;
    const uint32_t disputed = key->answer_at != NULL ? (key->answer ^ key->correct) & said : 0;
    for (size_t i = 0; i < item->option_count; i++) {
        item->options[i].correct = (right & option_bit(i)) != 0;
        if ((disputed & option_bit(i)) != 0) {
            diag_hint(field_error(&r->in, key->answer_at, "two-keys",
                                  "\"answer\" and \"correct\" disagree about option \"%s\"",
                                  short_text(item->options[i].id).text),
                      "mend one of them, or leave \"answer\" out");
            return;
        }
    }
    if (right == 0) {
        const cJSON *at =
            key->answer_at != NULL ? key->answer_at : json_in_member(question, "options");
        struct place place = key->answer_at != NULL ? json_in_place(r->in.json, at)
                                                    : json_in_key_place(r->in.json, at);
        diag_hint(diags_add(r->in.diags, DIAG_ERROR, "no-key", &place,
                            "no option of this question is right"),
                  "mark one with \"correct\": true, or name it: \"answer\": [\"A\"]");
    }
}

static void read_select(struct bank_reader *r, const cJSON *question, struct item *item)
{
    const size_t right = item_right_count(item);
    item->select = field_count(&r->in, question, "select", 1, ITEM_OPTIONS_MAX, right);
    if (right > 0 && item->select != right) {
        diag_hint(field_error(&r->in, json_in_member(question, "select"), "select-differs",
                              "%zu option%s right, but \"select\" is %zu", right,
                              right == 1 ? " is" : "s are", item->select),
                  "mend the key, or leave \"select\" out");
    }
}

static void read_key(struct bank_reader *r, const cJSON *question, struct item *item,
                     struct key_words *key, bool options_fine)
{
    const size_t errors = r->in.diags->errors;
    if (options_fine) { /* else its letters would be called unknown */
        read_answer(r, question, item, key);
    }
    if (options_fine && r->in.diags->errors == errors) {
        settle_key(r, question, item, key);
        if (r->in.diags->errors == errors) {
            read_select(r, question, item);
        }
    }
}

/* ---- The question ---------------------------------------------------------------------------- */

static void read_id(struct bank_reader *r, const cJSON *question, struct item *item)
{
    const cJSON *id = json_in_member(question, "id");
    item->place = json_in_place(r->in.json, id != NULL ? id : question);
    item->place.length = id != NULL ? item->place.length : 1; /* where it opens, not all of it */
    item->id = field_text(&r->in, question, "id", false);
}

void bank_read_question(struct bank_reader *r, const cJSON *question)
{
    static const char *const known[] = {
        "id",     "kind",        "decision", "goal",   "facts",  "stem",       "select", "options",
        "answer", "explanation", "rule",     "source", "points", "difficulty", "tags",   NULL};
    if (!field_object(&r->in, question, "a question", known)) {
        return;
    }
    struct item *item = bank_add(r->bank);
    if (item == NULL) {
        diags_add(r->in.diags, DIAG_ERROR, "memory", NULL, "memory ran out");
        return;
    }
    struct key_words key = {0};
    read_id(r, question, item);
    item->kind = text_or_null(r, question, "kind");
    item->decision = text_or_null(r, question, "decision");
    item->goal = text_or_null(r, question, "goal");
    read_facts(r, question, item);
    const char *stem = field_text(&r->in, question, "stem", true);
    item->stem = stem != NULL ? stem : "";
    const size_t errors = r->in.diags->errors;
    read_options(r, question, item, &key);
    read_key(r, question, item, &key, r->in.diags->errors == errors);
    item->explanation = text_or_null(r, question, "explanation");
    item->rule = text_or_null(r, question, "rule");
    item->source = field_texts(&r->in, question, "source", false, false);
    item->points = field_number(&r->in, question, "points", 0, BANK_POINTS_MAX, 1);
    item->difficulty = field_number(&r->in, question, "difficulty", 0, 1, -1);
    item->tags = field_texts(&r->in, question, "tags", false, false);
}
