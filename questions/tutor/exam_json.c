/*
 * An exam for programs.
 *
 *     in = { "answer": ID | [ ID, ... ] }
 *        | { "command": "undo" | "skip" | "mark" | "quit" }
 *        | { "command": "goto", "question": NUMBER }
 *        | { "command": "hand-in" [, "open": true ] }
 *
 * Out comes a question, "saved" for every answer that is on disk, "error", and at last "end".  Whoever
 * answers or skips the last question has handed in; to look at others before, say goto.
 */
#include <cjson/cJSON.h>
#include <string.h>

#include "engine/json_in.h"
#include "questions/item/feedback.h"
#include "questions/text/buffer.h"
#include "questions/text/json_out.h"
#include "questions/text/live_line.h"
#include "questions/text/push.h"
#include "questions/tutor/exam_face.h"
#include "questions/tutor/question_json.h"

struct talk {
    struct exam *exam;
    FILE *output;
    struct buffer line;
    bool failed;     /* memory ran out, or a line of input could not be read */
    int write_error; /* errno of the line that did not go out; else 0 */
};

enum step { STEP_STAY, STEP_SHOW, STEP_LEAVE };

static bool heard(const struct talk *talk)
{
    return !talk->failed && talk->write_error == 0 && ferror(talk->output) == 0;
}

static void begin(struct talk *talk, struct json_out *json, const char *type)
{
    buffer_clear(&talk->line);
    *json = (struct json_out){.out = &talk->line};
    json_object_begin(json);
    json_member_string(json, "type", type);
}

/* A line goes out whole or not at all. */
static void end(struct talk *talk, struct json_out *json)
{
    json_object_end(json);
    buffer_add_char(&talk->line, '\n');
    talk->failed = talk->failed || talk->line.failed;
    if (heard(talk)) {
        talk->write_error = push_out(talk->output, buffer_text(&talk->line), talk->line.length);
    }
}

static const struct turn *current(const struct talk *talk, size_t *count)
{
    return &exam_turns(talk->exam, count)[exam_at(talk->exam)];
}

/* The letters of an answer; empty where there is none. */
static void write_chosen(struct json_out *json, const struct turn *turn)
{
    json_key(json, "chosen");
    json_array_begin(json);
    for (size_t i = 0; i < turn->question->option_count; i++) {
        if (turn->answered && (turn->chosen >> i & 1) != 0) {
            question_json_letter(json, i);
        }
    }
    json_array_end(json);
}

static void write_question(struct talk *talk)
{
    struct json_out json;
    size_t count;
    const struct turn *turn = current(talk, &count);
    begin(talk, &json, "question");
    talk->failed = !question_json_members(&json, turn->question) || talk->failed;
    json_member_int(&json, "number", (int64_t)turn->position);
    json_member_int(&json, "of", (int64_t)count);
    write_chosen(&json, turn);
    json_member_bool(&json, "marked", turn->marked);
    json_member_int(&json, "seconds_left", exam_left(talk->exam));
    end(talk, &json);
}

static void write_saved(struct talk *talk)
{
    struct json_out json;
    begin(talk, &json, "saved");
    end(talk, &json);
}

static enum step say_error(struct talk *talk, const char *message)
{
    struct json_out json;
    begin(talk, &json, "error");
    json_member_string(&json, "message", message);
    end(talk, &json);
    return STEP_STAY;
}

/* On to the next one; behind the last one the exam is handed in. */
static enum step next(struct talk *talk)
{
    size_t count;
    (void)current(talk, &count);
    if (exam_at(talk->exam) + 1 < count) {
        exam_go(talk->exam, exam_at(talk->exam) + 1);
        return STEP_SHOW;
    }
    (void)exam_hand_in(talk->exam);
    return STEP_LEAVE;
}

static enum step take_answer(struct talk *talk, const cJSON *answer)
{
    uint32_t chosen;
    size_t count;
    const char *fault = question_json_answer(current(talk, &count)->question, answer, &chosen);
    if (fault != NULL) {
        return say_error(talk, fault);
    }
    if (!exam_answer(talk->exam, chosen)) {
        return STEP_LEAVE;
    }
    write_saved(talk);
    return next(talk);
}

static enum step take_goto(struct talk *talk, const cJSON *object)
{
    const cJSON *number = json_in_member(object, "question");
    size_t count;
    (void)current(talk, &count);
    const double place = cJSON_IsNumber(number) ? cJSON_GetNumberValue(number) : 0;
    if (place < 1 || place > (double)count || place != (double)(size_t)place) {
        return say_error(talk, "goto wants \"question\": the number of one");
    }
    exam_go(talk->exam, (size_t)place - 1);
    return STEP_SHOW;
}

static enum step take_hand_in(struct talk *talk, const cJSON *object)
{
    if (exam_unanswered(talk->exam) > 0 && !cJSON_IsTrue(json_in_member(object, "open"))) {
        struct buffer message = {0};
        exam_view_open(&message, talk->exam);
        buffer_add_text(&message, " Say {\"command\":\"hand-in\",\"open\":true} to hand in all the "
                                  "same");
        talk->failed = talk->failed || message.failed;
        const enum step step = say_error(talk, buffer_text(&message));
        buffer_fini(&message);
        return step;
    }
    (void)exam_hand_in(talk->exam);
    return STEP_LEAVE;
}

static enum step take_undo(struct talk *talk)
{
    if (exam_undo(talk->exam)) {
        return STEP_SHOW;
    }
    return exam_failed(talk->exam) || exam_end(talk->exam) != END_OPEN
               ? STEP_LEAVE
               : say_error(talk, "there is nothing to take back");
}

static enum step take_command(struct talk *talk, const char *command, const cJSON *object)
{
    if (strcmp(command, "quit") == 0) {
        return STEP_LEAVE;
    }
    if (strcmp(command, "undo") == 0) {
        return take_undo(talk);
    }
    if (strcmp(command, "skip") == 0) {
        return exam_skip(talk->exam) ? next(talk) : STEP_LEAVE;
    }
    if (strcmp(command, "mark") == 0) {
        /* The question is shown again, so that the program knows that the mark is kept. */
        return exam_mark(talk->exam) ? STEP_SHOW : STEP_LEAVE;
    }
    if (strcmp(command, "goto") == 0) {
        return take_goto(talk, object);
    }
    if (strcmp(command, "hand-in") == 0) {
        return take_hand_in(talk, object);
    }
    return say_error(talk, "unknown command: say undo, skip, mark, goto, hand-in or quit");
}

static enum step take_object(struct talk *talk, const cJSON *object)
{
    const cJSON *answer = cJSON_IsObject(object) ? json_in_member(object, "answer") : NULL;
    const cJSON *named = cJSON_IsObject(object) ? json_in_member(object, "command") : NULL;
    const char *command = cJSON_GetStringValue(named);
    if (answer != NULL && named == NULL) {
        return take_answer(talk, answer);
    }
    if (command != NULL && answer == NULL) {
        return take_command(talk, command, object);
    }
    return say_error(talk, "say {\"answer\":\"A\"} or {\"command\":\"quit\"}");
}

/* Say why a line is no JSON.  One that could not be read for want of memory may well be. */
static enum step refuse(struct talk *talk, const struct diags *diags)
{
    struct buffer message = {0};
    if (diags->count == 0 || strcmp(diags->items[0].id, "memory") == 0) {
        talk->failed = true;
        return STEP_LEAVE;
    }
    buffer_addf(&message, "this line is no JSON: %s", diags->items[0].text);
    talk->failed = talk->failed || message.failed;
    const enum step step = say_error(talk, buffer_text(&message));
    buffer_fini(&message);
    return step;
}

static enum step take_line(struct talk *talk, const char *bytes, size_t length)
{
    const struct source_text text = {"<stdin>", bytes, length, 1};
    struct diags diags = {0};
    if (strspn(bytes, " \t\r\n") == length) {
        return STEP_STAY;
    }
    struct json_in *json = json_in_read(&text, &diags);
    const enum step step =
        json == NULL ? refuse(talk, &diags) : take_object(talk, json_in_root(json));
    json_in_free(json);
    diags_fini(&diags);
    return step;
}

static void converse(struct talk *talk, FILE *input)
{
    struct buffer line = {0};
    enum step step = STEP_SHOW;
    while (step != STEP_LEAVE && exam_tick(talk->exam)) {
        if (step == STEP_SHOW) {
            write_question(talk);
        }
        if (!heard(talk)) {
            break;
        }
        /* One byte more than a value may have: so the reader of JSON says that it is too large. */
        if (!live_line_read(input, JSON_SIZE_MAX + 1, &line) || line.failed) {
            talk->failed = line.failed || feof(input) == 0;
            break;
        }
        step =
            exam_tick(talk->exam) ? take_line(talk, buffer_text(&line), line.length) : STEP_LEAVE;
    }
    buffer_fini(&line);
}

enum shell_end exam_json(struct exam_face *face, FILE *input, FILE *output)
{
    struct talk talk = {.exam = face->exam, .output = output};
    converse(&talk, input);
    face->write_error = talk.write_error;
    buffer_fini(&talk.line);
    return exam_failed(talk.exam) || talk.failed ? SHELL_FAILED : SHELL_DONE;
}

/* ---- The end ---- */

static const char *word_of(enum sitting_end end)
{
    return end == END_TIMED_OUT ? "timed-out" : end == END_OPEN ? NULL : "handed-in";
}

static void write_score(struct json_out *j, const struct exam_result *r, const struct scale *scale)
{
    json_member_number(j, "points", r->points);
    json_member_number(j, "max_points", r->most);
    json_member_int(j, "scaled_estimate", r->scaled);
    json_member_bool(j, "passed", r->passed);
    json_member_number(j, "pass_share", scale->pass);
    json_key(j, "scale");
    json_array_begin(j);
    json_number(j, scale->low);
    json_number(j, scale->mark);
    json_number(j, scale->high);
    json_array_end(j);
}

static void write_rules(struct json_out *j, const struct exam_result *r)
{
    json_key(j, "rules");
    json_array_begin(j);
    for (size_t i = 0; i < r->rule_count; i++) {
        json_object_begin(j);
        json_member_string(j, "rule", r->rules[i].rule);
        json_member_int(j, "questions", (int64_t)r->rules[i].questions);
        json_member_int(j, "right", (int64_t)r->rules[i].right);
        json_object_end(j);
    }
    json_array_end(j);
}

static void write_beliefs(struct json_out *j, const struct exam_result *r)
{
    json_key(j, "beliefs");
    json_array_begin(j);
    for (size_t i = 0; i < r->belief_count; i++) {
        json_object_begin(j);
        json_member_string(j, "belief", r->beliefs[i].id);
        json_member_number(j, "probability", r->beliefs[i].probability);
        json_object_end(j);
    }
    json_array_end(j);
}

/* Why the right answer is right; null where nobody says. */
static void write_reason(struct talk *talk, struct json_out *j, const struct question *q)
{
    struct buffer why = {0};
    feedback_why(q, &why);
    json_member_string(j, "because", why.length > 0 ? buffer_text(&why) : NULL);
    talk->failed = talk->failed || why.failed;
    buffer_fini(&why);
}

static void write_items(struct talk *talk, struct json_out *j, const struct exam_face *face)
{
    size_t count;
    const struct turn *turns = exam_turns(face->exam, &count);
    json_key(j, "items");
    json_array_begin(j);
    for (size_t i = 0; i < count; i++) {
        const struct turn *turn = &turns[face->result->order[i]];
        json_object_begin(j);
        json_member_int(j, "number", (int64_t)turn->position);
        json_member_string(j, "id", turn->question->id);
        json_member_bool(j, "correct", turn->answered && turn->correct);
        write_chosen(j, turn);
        json_key(j, "answer");
        json_array_begin(j);
        for (size_t o = 0; o < turn->question->option_count; o++) {
            if ((turn->question->key >> o & 1) != 0) {
                question_json_letter(j, o);
            }
        }
        json_array_end(j);
        json_member_string(j, "rule", question_rule(turn->question));
        write_reason(talk, j, turn->question);
        json_object_end(j);
    }
    json_array_end(j);
}

void exam_json_end(struct exam_face *face, FILE *output)
{
    struct talk talk = {.exam = face->exam, .output = output};
    const struct exam_result *r = face->result;
    struct json_out json;
    size_t count;
    (void)exam_turns(face->exam, &count);
    begin(&talk, &json, "end");
    /* Of an exam that goes on nothing was judged yet: there is no running score. */
    json_member_int(&json, "questions", r != NULL ? (int64_t)r->questions : 0);
    json_member_int(&json, "right", r != NULL ? (int64_t)r->right : 0);
    json_member_int(&json, "answered", (int64_t)(count - exam_unanswered(face->exam)));
    json_member_string(&json, "ended", word_of(exam_end(face->exam)));
    if (r != NULL) {
        write_score(&json, r, face->words.scale);
        write_rules(&json, r);
        write_beliefs(&json, r);
        write_items(&talk, &json, face);
    } else {
        json_member_int(&json, "seconds_left", exam_left(face->exam));
    }
    end(&talk, &json);
    face->write_error = talk.write_error;
    buffer_fini(&talk.line);
}
