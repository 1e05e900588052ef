/* See the header. */
#include "questions/tutor/json_talk.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <string.h>

#include "engine/json_in.h"
#include "questions/item/feedback.h"
#include "questions/text/live_line.h"
#include "questions/text/push.h"
#include "questions/tutor/hint.h"
#include "questions/tutor/question_json.h"

void json_talk_fini(struct json_talk *talk)
{
    buffer_fini(&talk->line);
    buffer_fini(&talk->heard);
}

/* ---- Out ------------------------------------------------------------------------------------- */

bool json_talk_heard(const struct json_talk *talk)
{
    return !talk->failed && talk->write_error == 0 && ferror(talk->output) == 0;
}

void json_talk_begin(struct json_talk *talk, struct json_out *json, const char *type)
{
    buffer_clear(&talk->line);
    *json = (struct json_out){.out = &talk->line};
    json_object_begin(json);
    json_member_string(json, "type", type);
}

void json_talk_end(struct json_talk *talk, struct json_out *json)
{
    json_object_end(json);
    buffer_add_char(&talk->line, '\n');
    talk->failed = talk->failed || talk->line.failed;
    if (json_talk_heard(talk)) {
        talk->write_error = push_out(talk->output, buffer_text(&talk->line), talk->line.length);
    }
}

void json_talk_question(struct json_talk *talk, const struct question *question)
{
    struct json_out json;
    json_talk_begin(talk, &json, "question");
    talk->failed = !question_json_members(&json, question) || talk->failed;
    json_talk_end(talk, &json);
}

static void write_sibling(struct json_out *json, const struct question *q)
{
    json_key(json, "sibling");
    if (!q->outcomes || subject_sibling_decision(q->subject, q->decision) == SIZE_MAX) {
        json_null(json);
        return;
    }
    const struct outcome *answer = subject_sibling_answer(q->subject, q->decision, q->facts);
    json_object_begin(json);
    json_member_string(json, "label", q->subject->pack->sibling_label);
    json_member_string(json, "outcome", answer != NULL ? answer->id : NULL);
    json_object_end(json);
}

void json_talk_verdict(struct json_talk *talk, struct json_out *json, const struct turn *turn)
{
    const struct question *q = turn->question;
    struct buffer why = {0};
    feedback_why(q, &why);
    json_talk_begin(talk, json, "verdict");
    json_member_bool(json, "correct", turn->correct);
    json_key(json, "answer");
    json_array_begin(json);
    for (size_t i = 0; i < q->option_count; i++) {
        if ((q->key >> i & 1) != 0) {
            question_json_letter(json, i);
        }
    }
    json_array_end(json);
    json_member_string(json, "rule", question_rule(q));
    talk->failed = talk->failed || why.failed;
    json_member_string(json, "because", why.length > 0 ? buffer_text(&why) : NULL);
    buffer_fini(&why);
    write_sibling(json, q);
}

void json_talk_hint(struct json_talk *talk, const struct turn *turn)
{
    const uint32_t struck = hint_struck(turn->question, turn->hints);
    struct json_out json;
    struct buffer text = {0};
    hint_write(turn->question, turn->hints - 1, &text);
    json_talk_begin(talk, &json, "hint");
    json_member_string(&json, "text", buffer_text(&text));
    json_key(&json, "struck");
    json_array_begin(&json);
    for (size_t i = 0; i < turn->question->option_count; i++) {
        if ((struck >> i & 1) != 0) {
            question_json_letter(&json, i);
        }
    }
    json_array_end(&json);
    talk->failed = talk->failed || text.failed;
    buffer_fini(&text);
    json_talk_end(talk, &json);
}

void json_talk_error(struct json_talk *talk, const char *message)
{
    struct json_out json;
    json_talk_begin(talk, &json, "error");
    json_member_string(&json, "message", message);
    json_talk_end(talk, &json);
}

/* ---- In -------------------------------------------------------------------------------------- */

static enum json_talk_word wrong(struct json_talk *talk, const char *message)
{
    json_talk_error(talk, message);
    return TALK_AGAIN;
}

static enum json_talk_word read_answer(struct json_talk *talk, const struct question *q,
                                       const cJSON *answer, uint32_t *chosen)
{
    const char *fault = question_json_answer(q, answer, chosen);
    return fault == NULL ? TALK_ANSWER : wrong(talk, fault);
}

/* How sure, where it is said; null says nothing.  false: it is no such thing. */
static bool read_confidence(struct json_talk *talk, const cJSON *confidence)
{
    const double number = cJSON_GetNumberValue(confidence);
    talk->has_confidence = false;
    if (!talk->drill || confidence == NULL || cJSON_IsNull(confidence)) {
        return true;
    }
    if (!cJSON_IsNumber(confidence) || !(number >= 0 && number <= 100) || number > floor(number)) {
        return false;
    }
    talk->has_confidence = true;
    talk->confidence = (int)number;
    return true;
}

static enum json_talk_word read_command(struct json_talk *talk, const char *command)
{
    static const struct {
        const char *word;
        enum json_talk_word means;
    } commands[] = {{"undo", TALK_UNDO},
                    {"skip", TALK_SKIP},
                    {"mark", TALK_MARK},
                    {"quit", TALK_QUIT},
                    {"hint", TALK_HINT}};
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        if ((talk->drill || commands[i].means != TALK_HINT) &&
            strcmp(command, commands[i].word) == 0) {
            return commands[i].means;
        }
    }
    return wrong(talk, talk->drill ? "unknown command: say hint, undo, skip, mark or quit"
                                   : "unknown command: say undo, skip, mark or quit");
}

static enum json_talk_word read_object(struct json_talk *talk, const struct question *q,
                                       const cJSON *object, uint32_t *chosen)
{
    const cJSON *answer = cJSON_IsObject(object) ? json_in_member(object, "answer") : NULL;
    const cJSON *named = cJSON_IsObject(object) ? json_in_member(object, "command") : NULL;
    const char *command = cJSON_GetStringValue(named);
    if (answer != NULL && named == NULL) {
        return read_confidence(talk, json_in_member(object, "confidence"))
                   ? read_answer(talk, q, answer, chosen)
                   : wrong(talk, "\"confidence\" must be a whole number from 0 to 100");
    }
    if (command != NULL && answer == NULL) {
        return read_command(talk, command);
    }
    return wrong(talk, "say {\"answer\":\"A\"} or {\"command\":\"quit\"}");
}

/* Say why a line is no JSON.  One that could not be read for want of memory may well be. */
static enum json_talk_word refuse(struct json_talk *talk, const struct diags *diags)
{
    struct buffer message = {0};
    if (diags->count == 0 || strcmp(diags->items[0].id, "memory") == 0) {
        talk->failed = true;
        return TALK_OVER;
    }
    buffer_addf(&message, "this line is no JSON: %s", diags->items[0].text);
    talk->failed = talk->failed || message.failed;
    json_talk_error(talk, buffer_text(&message));
    buffer_fini(&message);
    return TALK_AGAIN;
}

static bool blank(const char *line, size_t length)
{
    return strspn(line, " \t\r\n") == length;
}

enum json_talk_word json_talk_listen(struct json_talk *talk, const struct question *question,
                                     uint32_t *chosen)
{
    if (!json_talk_heard(talk)) {
        return TALK_OVER;
    }
    /* One byte more than a value may have: so the reader of JSON says that it is too large. */
    if (!live_line_read(talk->input, JSON_SIZE_MAX + 1, &talk->heard) || talk->heard.failed) {
        talk->failed = talk->heard.failed || feof(talk->input) == 0;
        return TALK_OVER;
    }
    if (blank(buffer_text(&talk->heard), talk->heard.length)) {
        return TALK_AGAIN;
    }
    const struct source_text text = {"<stdin>", buffer_text(&talk->heard), talk->heard.length, 1};
    struct diags diags = {0};
    struct json_in *json = json_in_read(&text, &diags);
    const enum json_talk_word word = json != NULL
                                         ? read_object(talk, question, json_in_root(json), chosen)
                                         : refuse(talk, &diags);
    json_in_free(json);
    diags_fini(&diags);
    return word;
}
