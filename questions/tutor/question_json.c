/* Questions as JSON; see the header. */
#include "questions/tutor/question_json.h"

#include <cjson/cJSON.h>

#include "questions/item/feedback.h"
#include "questions/text/buffer.h"
#include "questions/text/json_out.h"
#include "questions/tutor/shell.h"

void question_json_letter(struct json_out *json, size_t option)
{
    const char letter[] = {feedback_letter(option), '\0'};
    json_string(json, letter);
}

/* The case: an item's own words, else those of the pack. */
static void write_facts(struct json_out *json, const struct question *q)
{
    const size_t count = q->item != NULL ? q->item->fact_count : q->subject->pack->fact_count;
    json_key(json, "facts");
    json_object_begin(json);
    for (size_t i = 0; i < count; i++) {
        if (q->item != NULL) {
            json_member_bool(json, q->item->facts[i].id, q->item->facts[i].value);
        } else {
            json_member_bool(json, q->subject->pack->facts[i].id, (q->facts & fact_bit(i)) != 0);
        }
    }
    json_object_end(json);
}

/* What a question is about; of an item what it says itself. */
static void write_meaning(struct json_out *json, const struct question *q)
{
    const bool known = q->decision != SIZE_MAX;
    const char *decision = known ? q->subject->pack->decisions[q->decision].id : NULL;
    const char *kind = question_kind_name(q);
    bool facts = known;
    if (q->item != NULL) {
        kind = q->item->kind;
        decision = q->item->decision != NULL ? q->item->decision : decision;
        facts = q->item->fact_count > 0;
    }
    if (kind != NULL) {
        json_member_string(json, "kind", kind);
    }
    if (decision != NULL) {
        json_member_string(json, "decision", decision);
    }
    if (facts) {
        write_facts(json, q);
    }
}

/* The outcome that an option stands for; NULL: none. */
static const char *outcome_of(const struct question *q, size_t option)
{
    if (q->item != NULL) {
        return q->options[option].own->outcome;
    }
    return q->outcomes ? q->options[option].id : NULL;
}

static void write_options(struct json_out *json, const struct question *q)
{
    json_key(json, "options");
    json_array_begin(json);
    for (size_t i = 0; i < q->option_count; i++) {
        json_object_begin(json);
        json_key(json, "id");
        question_json_letter(json, i);
        json_member_string(json, "text", q->options[i].text);
        if (outcome_of(q, i) != NULL) {
            json_member_string(json, "outcome", outcome_of(q, i));
        }
        json_object_end(json);
    }
    json_array_end(json);
}

bool question_json_members(struct json_out *json, const struct question *question)
{
    const struct question *q = question;
    struct buffer stem = {0};
    buffer_addf(&stem, "%s%s%s", q->story, q->story[0] != '\0' ? "\n\n" : "", q->ask);
    json_member_string(json, "id", q->id);
    write_meaning(json, q);
    json_member_string(json, "stem", buffer_text(&stem));
    json_member_int(json, "select", (int64_t)q->select);
    write_options(json, q);
    const bool whole = !stem.failed;
    buffer_fini(&stem);
    return whole;
}

/* The option that a JSON text names; SIZE_MAX when it names none. */
static size_t option_named(const struct question *q, const cJSON *value)
{
    const char *text = cJSON_GetStringValue(value);
    if (text == NULL || text[0] == '\0' || text[1] != '\0') {
        return SIZE_MAX;
    }
    return shell_option(q, text[0]);
}

const char *question_json_answer(const struct question *question, const struct cJSON *answer,
                                 uint32_t *chosen)
{
    const cJSON *value = cJSON_IsArray(answer) ? answer->child : answer;
    *chosen = 0;
    for (; value != NULL; value = cJSON_IsArray(answer) ? value->next : NULL) {
        const size_t option = option_named(question, value);
        if (option == SIZE_MAX) {
            return "the answer names no option of this question";
        }
        if ((*chosen >> option & 1) != 0) {
            return "the answer names an option twice";
        }
        *chosen |= (uint32_t)1 << option;
    }
    return bits_count(*chosen) == question->select
               ? NULL
               : "the answer must name as many options as \"select\" says";
}
