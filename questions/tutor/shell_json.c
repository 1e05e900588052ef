/*
 * The face for programs: a question goes out as one JSON object on a line, an answer comes in as
 * one, a verdict goes out once the answer is on disk.
 *
 *     in = { "answer": ID | [ ID, ... ] } | { "command": "undo" | "skip" | "mark" | "quit" }
 *
 * A line goes out whole or not at all, and once one did not go out no more are read: nothing is
 * recorded of which the program at the other end cannot know.
 */
#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

#include "engine/json_in.h"
#include "questions/item/feedback.h"
#include "questions/text/buffer.h"
#include "questions/text/json_out.h"
#include "questions/tutor/lesson.h"
#include "questions/tutor/shell.h"

struct face {
    struct shell *shell;
    FILE *output;
    struct buffer line;
    size_t right_before; /* of all answers when we began */
    bool failed;         /* memory ran out, or a line of input could not be read */
};

enum json_step { JSON_STAY, JSON_NEXT, JSON_LEAVE };

/** A hypothesis and where it stands in its belief. */
struct ranked {
    double probability;
    size_t index;
};

/* Can the conversation go on?  Whoever reads may be gone; main() tells a reader gone from a full disk. */
static bool heard(const struct face *face)
{
    return !face->failed && ferror(face->output) == 0;
}

static void begin(struct face *face, struct json_out *json, const char *type)
{
    buffer_clear(&face->line);
    *json = (struct json_out){.out = &face->line};
    json_object_begin(json);
    json_member_string(json, "type", type);
}

static void end(struct face *face, struct json_out *json)
{
    json_object_end(json);
    buffer_add_char(&face->line, '\n');
    face->failed = face->failed || face->line.failed;
    if (heard(face)) {
        (void)fwrite(buffer_text(&face->line), 1, face->line.length, face->output);
        (void)fflush(face->output); /* what became of it: heard() */
    }
}

/* A member whose text was put together elsewhere. */
static void write_built(struct face *face, struct json_out *json, const char *key,
                        struct buffer *text)
{
    face->failed = face->failed || text->failed;
    json_member_string(json, key, buffer_text(text));
    buffer_fini(text);
}

static void write_letter(struct json_out *json, size_t option)
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
        write_letter(json, i);
        json_member_string(json, "text", q->options[i].text);
        if (outcome_of(q, i) != NULL) {
            json_member_string(json, "outcome", outcome_of(q, i));
        }
        json_object_end(json);
    }
    json_array_end(json);
}

/* A case of the rule, told and answered. */
static void write_example(struct json_out *json, const struct question *example)
{
    json_key(json, "example");
    json_object_begin(json);
    write_facts(json, example);
    json_member_string(json, "stem", example->story);
    json_object_end(json);
}

static void write_when(struct json_out *json, const struct pack *pack, struct partial when)
{
    json_key(json, "when");
    json_object_begin(json);
    for (size_t i = 0; i < pack->fact_count; i++) {
        if ((when.known & fact_bit(i)) != 0) {
            json_member_bool(json, pack->facts[i].id, (when.value & fact_bit(i)) != 0);
        }
    }
    json_object_end(json);
}

static void write_row(struct face *face, struct json_out *json, const struct lesson *lesson)
{
    const struct pack *pack = lesson->subject->pack;
    const struct decision *d = &pack->decisions[lesson->decision];
    const struct rule *rule = &d->rules[lesson->index];
    struct buffer text = {0};
    json_member_string(json, "rule", rule->id);
    json_member_string(json, "decision", d->id);
    json_key(json, "new_facts");
    json_array_begin(json);
    for (size_t i = 0; i < pack->fact_count; i++) {
        if ((lesson->new_facts & fact_bit(i)) != 0) {
            json_string(json, pack->facts[i].id);
        }
    }
    json_array_end(json);
    write_when(json, pack, rule->when);
    json_member_string(json, "outcome", d->outcomes[rule->then].id);
    lesson_row(lesson, &text);
    write_built(face, json, "text", &text);
    json_member_string(json, "because", rule->because);
    if (lesson->example != NULL) {
        write_example(json, lesson->example);
    }
}

static void write_sentences(struct json_out *json, const struct statement *s)
{
    json_member_string(json, "rule", s->id);
    json_member_string(json, "true", s->is_true.count > 0 ? s->is_true.items[0] : NULL);
    json_member_string(json, "false", s->is_false.count > 0 ? s->is_false.items[0] : NULL);
    json_member_string(json, "because", s->because);
}

/* What comes before the question about a rule that is new. */
static void write_lesson(struct face *face, const struct turn *turn)
{
    struct lesson lesson;
    struct json_out json;
    if (lesson_of(face->shell->session, turn, &lesson)) {
        begin(face, &json, "lesson");
        json_member_int(&json, "number", (int64_t)lesson.number);
        json_member_int(&json, "of", (int64_t)lesson.of);
        if (lesson.decision != SIZE_MAX) {
            write_row(face, &json, &lesson);
        } else {
            write_sentences(&json, &lesson.subject->pack->statements[lesson.index]);
        }
        end(face, &json);
    }
    lesson_fini(&lesson);
}

static void write_question(struct face *face, const struct question *q)
{
    struct json_out json;
    struct buffer stem = {0};
    buffer_addf(&stem, "%s%s%s", q->story, q->story[0] != '\0' ? "\n\n" : "", q->ask);
    begin(face, &json, "question");
    json_member_string(&json, "id", q->id);
    write_meaning(&json, q);
    write_built(face, &json, "stem", &stem);
    json_member_int(&json, "select", (int64_t)q->select);
    write_options(&json, q);
    end(face, &json);
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

/* The most probable first; equals, and there are many, as the pack has them, whatever qsort() is. */
static int compare_ranked(const void *a, const void *b)
{
    const struct ranked *left = a, *right = b;
    if (left->probability != right->probability) {
        return left->probability < right->probability ? 1 : -1;
    }
    return (left->index > right->index) - (left->index < right->index);
}

/* All hypotheses but the first, which is sound knowledge. */
static void write_ranked(struct face *face, struct json_out *json, const struct belief *belief)
{
    struct ranked *ranked = malloc(belief->count * sizeof *ranked);
    if (ranked == NULL) {
        face->failed = true;
        return;
    }
    for (size_t i = 0; i < belief->count; i++) {
        ranked[i] = (struct ranked){belief->hypotheses[i].probability, i};
    }
    qsort(ranked + 1, belief->count - 1, sizeof *ranked, compare_ranked);
    for (size_t i = 1; i < belief->count; i++) {
        json_object_begin(json);
        json_member_string(json, "belief", belief_name(belief, ranked[i].index));
        json_member_number(json, "probability", ranked[i].probability);
        json_object_end(json);
    }
    free(ranked);
}

/* What the learner seems to believe.  Where options are no outcomes: nothing, "sound" is null. */
static void write_beliefs(struct face *face, struct json_out *json, const struct question *q)
{
    const struct belief *belief =
        q->outcomes ? session_belief(face->shell->session, q->decision) : NULL;
    json_key(json, "beliefs");
    json_array_begin(json);
    if (belief != NULL) {
        write_ranked(face, json, belief);
    }
    json_array_end(json);
    json_key(json, "sound");
    if (belief != NULL) {
        json_number(json, belief->hypotheses[0].probability);
    } else {
        json_null(json);
    }
}

static void write_verdict(struct face *face, const struct turn *turn)
{
    const struct question *q = turn->question;
    struct json_out json;
    struct buffer why = {0};
    feedback_why(q, &why);
    begin(face, &json, "verdict");
    json_member_bool(&json, "correct", turn->correct);
    json_key(&json, "answer");
    json_array_begin(&json);
    for (size_t i = 0; i < q->option_count; i++) {
        if ((q->key >> i & 1) != 0) {
            write_letter(&json, i);
        }
    }
    json_array_end(&json);
    json_member_string(&json, "rule", question_rule(q));
    if (why.length > 0) {
        write_built(face, &json, "because", &why);
    } else {
        face->failed = face->failed || why.failed;
        json_member_string(&json, "because", NULL);
        buffer_fini(&why);
    }
    write_sibling(&json, q);
    write_beliefs(face, &json, q);
    end(face, &json);
}

static enum json_step write_error(struct face *face, const char *message)
{
    struct json_out json;
    begin(face, &json, "error");
    json_member_string(&json, "message", message);
    end(face, &json);
    return JSON_STAY;
}

static void write_end(struct face *face)
{
    const struct session_totals totals = session_totals(face->shell->session);
    struct json_out json;
    begin(face, &json, "end");
    json_member_int(&json, "questions", (int64_t)(totals.answered - face->shell->before));
    json_member_int(&json, "right", (int64_t)(totals.right - face->right_before));
    end(face, &json);
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

static enum json_step take_answer(struct face *face, const struct turn *turn, const cJSON *answer)
{
    uint32_t chosen = 0;
    const cJSON *value = cJSON_IsArray(answer) ? answer->child : answer;
    for (; value != NULL; value = cJSON_IsArray(answer) ? value->next : NULL) {
        const size_t option = option_named(turn->question, value);
        if (option == SIZE_MAX) {
            return write_error(face, "the answer names no option of this question");
        }
        if ((chosen >> option & 1) != 0) {
            return write_error(face, "the answer names an option twice");
        }
        chosen |= (uint32_t)1 << option;
    }
    if (bits_count(chosen) != turn->question->select) {
        return write_error(face, "the answer must name as many options as \"select\" says");
    }
    if (!session_answer(face->shell->session, chosen)) {
        return JSON_LEAVE;
    }
    write_verdict(face, turn);
    return JSON_NEXT;
}

static enum json_step take_undo(struct face *face)
{
    if (session_undo(face->shell->session)) {
        return JSON_NEXT;
    }
    return session_failed(face->shell->session)
               ? JSON_LEAVE
               : write_error(face, "there is nothing to take back");
}

static enum json_step take_command(struct face *face, const char *command)
{
    struct session *session = face->shell->session;
    if (strcmp(command, "quit") == 0) {
        return JSON_LEAVE;
    }
    if (strcmp(command, "undo") == 0) {
        return take_undo(face);
    }
    if (strcmp(command, "skip") == 0) {
        return session_skip(session) ? JSON_NEXT : JSON_LEAVE;
    }
    if (strcmp(command, "mark") == 0) {
        /* The question is shown again, so that the program knows that the mark is kept. */
        return session_mark(session) ? JSON_NEXT : JSON_LEAVE;
    }
    return write_error(face, "unknown command: say undo, skip, mark or quit");
}

static enum json_step take_object(struct face *face, const struct turn *turn, const cJSON *object)
{
    const cJSON *answer = cJSON_IsObject(object) ? json_in_member(object, "answer") : NULL;
    const cJSON *named = cJSON_IsObject(object) ? json_in_member(object, "command") : NULL;
    const char *command = cJSON_GetStringValue(named);
    if (answer != NULL && named == NULL) {
        return take_answer(face, turn, answer);
    }
    if (command != NULL && answer == NULL) {
        return take_command(face, command);
    }
    return write_error(face, "say {\"answer\":\"A\"} or {\"command\":\"quit\"}");
}

/* Say why a line is no JSON.  One that could not be read for want of memory may well be. */
static enum json_step refuse(struct face *face, const struct diags *diags)
{
    struct buffer message = {0};
    if (diags->count == 0 || strcmp(diags->items[0].id, "memory") == 0) {
        face->failed = true;
        return JSON_LEAVE;
    }
    buffer_addf(&message, "this line is no JSON: %s", diags->items[0].text);
    face->failed = face->failed || message.failed;
    const enum json_step step = write_error(face, buffer_text(&message));
    buffer_fini(&message);
    return step;
}

static enum json_step take_line(struct face *face, const struct turn *turn, const char *bytes,
                                size_t length)
{
    const struct source_text text = {"<stdin>", bytes, length, 1};
    struct diags diags = {0};
    struct json_in *json = json_in_read(&text, &diags);
    enum json_step step;
    if (json == NULL) {
        step = refuse(face, &diags);
    } else {
        step = take_object(face, turn, json_in_root(json));
    }
    json_in_free(json);
    diags_fini(&diags);
    return step;
}

static const struct turn *next_turn(struct face *face)
{
    struct session *session = face->shell->session;
    const struct turn *turn = session_next(session);
    if (turn == NULL && !session_failed(session)) {
        session_next_round(session);
        turn = session_next(session);
    }
    return turn;
}

static bool blank(const char *line, size_t length)
{
    return strspn(line, " \t\r\n") == length;
}

static void converse(struct face *face, FILE *input)
{
    char *memory = NULL;
    size_t size = 0;
    enum json_step step = JSON_NEXT;
    const struct turn *turn = NULL;
    while (step != JSON_LEAVE && !shell_enough(face->shell)) {
        if (step == JSON_NEXT) {
            turn = next_turn(face);
            if (turn == NULL) {
                break;
            }
            write_lesson(face, turn);
            write_question(face, turn->question);
        }
        if (!heard(face)) {
            break;
        }
        const ssize_t length = getline(&memory, &size, input);
        if (length < 0) {
            face->failed = feof(input) == 0;
            break;
        }
        step = blank(memory, (size_t)length) ? JSON_STAY
                                             : take_line(face, turn, memory, (size_t)length);
    }
    free(memory);
}

enum shell_end shell_json(struct shell *shell, FILE *input, FILE *output)
{
    const struct session_totals totals = session_totals(shell->session);
    struct face face = {.shell = shell, .output = output, .right_before = totals.right};
    shell->before = totals.answered;
    converse(&face, input);
    if (!session_failed(shell->session)) {
        write_end(&face);
    }
    buffer_fini(&face.line);
    return session_failed(shell->session) || face.failed ? SHELL_FAILED : SHELL_DONE;
}
