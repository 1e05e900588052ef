/*
 * NDJSON: an object a line, `{"student":"s1","question":"q7","answer":"C"}`, read strictly.  The form of
 * the file's first lines, its spaces and other members included, is expected of all; a line that is so
 * is taken without being parsed.
 */
#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

#include "engine/json_in.h"
#include "questions/score/answers_private.h"

#define PARTS_MAX   64 /* of an answer that is a list */
#define LEARN_LINES 20 /* looked at for the usual form */

/* A line that was parsed. */
struct object {
    struct source_text text;
    struct json_in *json;
    const cJSON *student, *question, *answer, *form;
};

/* ---- The line as JSON ------------------------------------------------------------------------ */

static const cJSON *member(const struct object *o, const char *name)
{
    return json_in_member(json_in_root(o->json), name);
}

static enum cell_end refuse(struct reason *reason, const char *why)
{
    if (reason != NULL) {
        buffer_add_text(&reason->words, why);
    }
    return CELL_REFUSED;
}

/* Parse a line; refused, it is no object, and `reason` (may be NULL) receives why. */
static enum cell_end parse(const struct answers *a, const char *at, size_t length, struct object *o,
                           struct reason *reason)
{
    struct diags diags = {0};
    *o = (struct object){.text = {"", at, length, 1}};
    if (length > RECORDS_MAX) {
        return refuse(reason, "a line longer than 1 MiB");
    }
    o->json = json_in_read(&o->text, &diags);
    const bool failed = o->json == NULL && cell_no_memory(&diags);
    if (o->json == NULL && reason != NULL && diags.count > 0) {
        buffer_addf(&reason->words, "column %zu: %s", diags.items[0].column, diags.items[0].text);
    }
    diags_fini(&diags);
    if (o->json == NULL) {
        return failed ? CELL_FAILED : CELL_REFUSED;
    }
    if (!cJSON_IsObject(json_in_root(o->json))) {
        return refuse(reason, "it is no object");
    }
    const char *student = a->options.student_column;
    o->student = member(o, student != NULL ? student : "student");
    o->question = member(o, "question");
    o->answer = member(o, "answer");
    o->form = member(o, "form");
    return CELL_READ;
}

/* A text, or a number as it stands; an empty one where there is neither. */
static struct cell_text text_of(const struct object *o, const cJSON *value)
{
    if (cJSON_IsString(value)) {
        return (struct cell_text){value->valuestring, strlen(value->valuestring)};
    }
    if (cJSON_IsNumber(value)) {
        const struct place place = json_in_place(o->json, value);
        return (struct cell_text){place.text->bytes + place.offset, place.length};
    }
    return (struct cell_text){"", 0};
}

static bool is_word(const cJSON *value)
{
    return cJSON_IsString(value) || cJSON_IsNumber(value);
}

static enum cell_end read_answer(const struct answers *a, const struct object *o,
                                 const struct cell_place *place, struct response *response,
                                 struct reason *reason)
{
    if (is_word(o->answer)) {
        const struct cell_text text = text_of(o, o->answer);
        return cell_read(a->cells, place, text.bytes, text.length, response, reason);
    }
    if (cJSON_IsNull(o->answer)) {
        *response = (struct response){.kind = RESPONSE_IS_BLANK};
        return CELL_READ;
    }
    struct cell_text parts[PARTS_MAX];
    size_t count = 0;
    const cJSON *part = NULL;
    bool good = cJSON_IsArray(o->answer);
    if (good) {
        cJSON_ArrayForEach(part, o->answer)
        {
            good = good && count < PARTS_MAX && cJSON_IsString(part);
            if (good) {
                parts[count++] = text_of(o, part);
            }
        }
    }
    return good ? cell_read_list(a->cells, place, parts, count, response, reason)
                : refuse(reason, "\"answer\" is no text, list of texts or null");
}

/* Judge a line; `who` is looked up, or becomes fresh, only when nobody asks for a reason. */
static enum cell_end judge_object(struct piece *piece, const struct object *o,
                                  struct last_student *who, struct cell_place *place,
                                  struct response *response, struct reason *reason)
{
    const struct answers *a = piece->answers;
    const struct person person = {.student = text_of(o, o->student), .form = text_of(o, o->form)};
    if (!is_word(o->student) || !is_word(o->question) || o->answer == NULL) {
        return refuse(reason, !is_word(o->student)    ? "no \"student\" that is a text"
                              : !is_word(o->question) ? "no \"question\" that is a text"
                                                      : "no \"answer\"");
    }
    *place = (struct cell_place){.comma = false};
    enum cell_end end = judge_person(a, &person, &who->paper, reason);
    if (end == CELL_READ) {
        end = judge_question(piece, text_of(o, o->question), who->paper, place, reason);
    }
    if (end == CELL_READ) {
        end = read_answer(a, o, place, response, reason);
    }
    if (end == CELL_READ && reason == NULL) {
        end = judge_student(piece, &person, who, NULL);
    }
    return end;
}

/* ---- Lines ----------------------------------------------------------------------------------- */

/* The end of the line at `at`, without CR, and the next one. */
static const char *end_of(const struct piece *piece, const char *at, const char **next)
{
    const char *lf = memchr(at, '\n', (size_t)(piece->to - at));
    const char *end = lf != NULL ? lf : piece->to;
    *next = lf != NULL ? lf + 1 : piece->to;
    return end > at && end[-1] == '\r' ? end - 1 : end;
}

static void take_object(struct piece *piece, const char *at, const struct object *o)
{
    struct last_student who = {0};
    struct cell_place place;
    struct response response;
    const enum cell_end end = judge_object(piece, o, &who, &place, &response, NULL);
    if (end == CELL_REFUSED) {
        piece_refuse(piece, at, 1);
        return;
    }
    if (end == CELL_FAILED) {
        piece->failed = true;
        return;
    }
    const uint32_t code = piece_code_of(piece, (uint32_t)place.question, &response);
    if (code < CODE_FAILED && piece_run(piece, &who, at)) {
        (void)piece_add(piece, who.partition, (uint32_t)place.question, code);
    }
    /* The next line may be the same student's: his id as it stands, if it stands so. */
    const struct line_form *form = &piece->answers->file.form;
    const size_t before = form->before.length;
    const struct cell_text id = text_of(o, o->student);
    piece->student = who;
    if (form->known && before + id.length + 1 < o->text.length && id.length > 0 &&
        memcmp(at, buffer_text(&form->before), before) == 0 &&
        memcmp(at + before, id.bytes, id.length) == 0 && at[before + id.length] == '"' &&
        memchr(id.bytes, '\\', id.length) == NULL && is_plain(id.bytes, id.bytes + id.length)) {
        student_remember(&piece->student, at + before, id.length);
    }
}

/* Take a line by parsing it; returns the next one. */
static const char *take_line(struct piece *piece, const char *at)
{
    const char *next, *end = end_of(piece, at, &next);
    const struct cell_text line = {at, (size_t)(end - at)};
    if (judge_trim(line).length == 0 && memchr(at, '\0', line.length) == NULL) {
        piece->line++;
        return next;
    }
    struct object o;
    switch (parse(piece->answers, at, line.length, &o, NULL)) {
    case CELL_READ:
        take_object(piece, at, &o);
        break;
    case CELL_REFUSED:
        piece_refuse(piece, at, 1);
        break;
    case CELL_FAILED:
        piece->failed = true;
    }
    json_in_free(o.json);
    piece->line++;
    return next;
}

/* ---- Lines of the usual form ----------------------------------------------------------------- */

static inline bool begins(const char *at, const struct buffer *with)
{
    return memcmp(at, with->bytes, with->length) == 0;
}

/* Behind the value at `at`, at its quote; NULL: it is not simple. */
static const char *behind_value(const char *at, const char *limit)
{
    const char *quote = memchr(at, '"', (size_t)(limit - at));
    if (quote == NULL) {
        return NULL;
    }
    for (const char *c = at; c < quote; c++) {
        if (*c == '\\' || (unsigned char)*c < ' ') {
            return NULL;
        }
    }
    return quote;
}

/*
 * Take the answer at `at`, its question known, and what stands behind it.
 * @return  the next line; NULL: it is not as expected
 */
static const char *take_answer(struct piece *piece, const char *line, const char *at,
                               uint32_t question)
{
    const struct answers *a = piece->answers;
    const struct buffer *behind = &a->file.form.behind;
    const unsigned char option = a->letters[(unsigned char)*at];
    const char *quote = at + 1;
    uint32_t code = RESPONSE_OPTION + (uint32_t)option;
    if (option >= a->fast_limit[question] || *quote != '"') {
        quote = behind_value(at, piece->to);
        const struct cell_place place = {.question = question};
        /* Texts of others than ASCII are parsed, so that they are known to be UTF-8. */
        for (const char *c = at; quote != NULL && c < quote; c++) {
            quote = (unsigned char)*c < 0x80 ? quote : NULL;
        }
        code = quote == NULL ? CODE_REFUSED : piece_code(piece, &place, at, (size_t)(quote - at));
    }
    if (code >= CODE_FAILED || piece->to - quote < (ptrdiff_t)behind->length ||
        !begins(quote, behind) ||
        (quote + behind->length < piece->to && quote[behind->length] != '\n') ||
        !piece_run(piece, &piece->student, line) ||
        !piece_add(piece, piece->student.partition, question, code)) {
        piece_forget_code(piece, code);
        return NULL;
    }
    piece->line++;
    at = quote + behind->length + 1;
    return at < piece->to ? at : piece->to;
}

/* The student whose id ends at `end`; false: nobody the sheet knows. */
static bool find_student(struct piece *piece, const char *id, const char *end)
{
    const struct answers *a = piece->answers;
    if (!is_plain(id, end)) {
        return false;
    }
    struct id_key key;
    ids_key_near(id, (size_t)(end - id), &key);
    const uint32_t student = ids_find_fresh(a->students, &key);
    if (student == IDS_NONE) {
        return false;
    }
    piece->student = (struct last_student){
        .student = student, .paper = NO_PAPER, .partition = partition_of(a, key.hash)};
    student_remember(&piece->student, id, key.length);
    return true;
}

/* Take a line of the usual form; NULL: it is of another. */
static const char *take_usual(struct piece *piece, const char *line, uint32_t *expected)
{
    const struct answers *a = piece->answers;
    const struct line_form *form = &a->file.form;
    const size_t least = form->before.length + form->between.length + form->behind_question.length +
                         form->behind.length;
    if ((size_t)(piece->to - line) < least || !begins(line, &form->before)) {
        return NULL;
    }
    const char *at = line + form->before.length;
    if (piece->student.bytes != NULL && student_is_last(&piece->student, at) &&
        at[piece->student.length] == '"') {
        at += piece->student.length;
    } else {
        const char *quote = behind_value(at, piece->to);
        if (quote == NULL || !find_student(piece, at, quote)) {
            return NULL;
        }
        at = quote;
    }
    *expected = *expected < a->key->question_count ? *expected : 0;
    const struct cell_text *middle = &form->middles[*expected];
    if ((size_t)(piece->to - at) > middle->length &&
        memcmp(at, middle->bytes, middle->length) == 0) {
        return take_answer(piece, line, at + middle->length, (*expected)++);
    }
    if ((size_t)(piece->to - at) < least - form->before.length || !begins(at, &form->between)) {
        return NULL;
    }
    at += form->between.length;
    const char *quote = behind_value(at, piece->to);
    if (quote == NULL || quote == at ||
        (size_t)(piece->to - quote) < form->behind_question.length + form->behind.length ||
        !begins(quote, &form->behind_question)) {
        return NULL;
    }
    struct id_key key;
    ids_key_near(at, (size_t)(quote - at), &key);
    const uint32_t question = ids_find(&a->questions, &key);
    *expected = question + 1;
    return question == IDS_NONE
               ? NULL
               : take_answer(piece, line, quote + form->behind_question.length, question);
}

static void take(struct piece *piece)
{
    const bool usual = piece->answers->file.form.known;
    const char *at = piece->from;
    uint32_t expected = 0;
    while (at < piece->to && !piece->failed) {
        const char *next = usual ? take_usual(piece, at, &expected) : NULL;
        at = next != NULL ? next : take_line(piece, at);
    }
}

/* ---- Learning the form ----------------------------------------------------------------------- */

void line_form_fini(struct line_form *form)
{
    buffer_fini(&form->before);
    buffer_fini(&form->between);
    buffer_fini(&form->behind_question);
    buffer_fini(&form->behind);
    arena_fini(&form->arena);
    free(form->middles);
    *form = (struct line_form){0};
}

/* The three values as they stand, without their quotes; false: one is no simple text. */
static bool find_values(const struct object *o, struct cell_text values[3])
{
    const cJSON *const members[3] = {o->student, o->question, o->answer};
    for (size_t i = 0; i < 3; i++) {
        if (!cJSON_IsString(members[i])) {
            return false;
        }
        const struct place place = json_in_place(o->json, members[i]);
        values[i] = (struct cell_text){place.text->bytes + place.offset + 1, place.length - 2};
        if (memchr(values[i].bytes, '\\', values[i].length) != NULL ||
            (i > 0 && values[i].bytes < values[i - 1].bytes)) {
            return false;
        }
    }
    return true;
}

static bool learn_middles(struct answers *answers)
{
    struct line_form *form = &answers->file.form;
    form->middles = calloc(answers->key->question_count + 1, sizeof *form->middles);
    if (form->middles == NULL) {
        return false;
    }
    for (size_t q = 0; q < answers->key->question_count; q++) {
        struct buffer text = {0};
        buffer_add(&text, form->between.bytes, form->between.length);
        buffer_add_text(&text, answers->key->questions[q].id);
        buffer_add(&text, form->behind_question.bytes, form->behind_question.length);
        const char *bytes = text.failed ? NULL : arena_copy(&form->arena, text.bytes, text.length);
        /* Where the id would be escaped, what is expected is never there. */
        const bool escaped = strpbrk(answers->key->questions[q].id, "\\\"") != NULL;
        form->middles[q] = (struct cell_text){bytes, escaped ? SIZE_MAX / 2 : text.length};
        buffer_fini(&text);
        if (bytes == NULL) {
            return false;
        }
    }
    return true;
}

static bool learn(struct answers *answers, const struct object *o)
{
    struct line_form *form = &answers->file.form;
    struct cell_text v[3];
    if (!find_values(o, v)) {
        return true;
    }
    const char *at = o->text.bytes, *end = at + o->text.length;
    const char *behind[3];
    for (size_t i = 0; i < 3; i++) {
        behind[i] = v[i].bytes + v[i].length;
    }
    buffer_add(&form->before, at, (size_t)(v[0].bytes - at));
    buffer_add(&form->between, behind[0], (size_t)(v[1].bytes - behind[0]));
    buffer_add(&form->behind_question, behind[1], (size_t)(v[2].bytes - behind[1]));
    buffer_add(&form->behind, behind[2], (size_t)(end - behind[2]));
    form->known = !form->before.failed && !form->between.failed && !form->behind_question.failed &&
                  !form->behind.failed && learn_middles(answers);
    return form->known;
}

bool line_form_learn(struct answers *answers)
{
    const char *at = answers->bytes, *limit = at + answers->held;
    if (answers->key->paper_count > 0) {
        return true;
    }
    for (size_t i = 0; i < LEARN_LINES && !answers->file.form.known; i++) {
        const char *lf = memchr(at, '\n', (size_t)(limit - at));
        if (lf == NULL) {
            return true;
        }
        struct object o;
        const enum cell_end end = parse(answers, at, (size_t)(lf - at), &o, NULL);
        const bool good = end == CELL_REFUSED || (end == CELL_READ && learn(answers, &o));
        json_in_free(o.json);
        if (!good) {
            return false;
        }
        at = lf + 1;
    }
    return true;
}

/* ---- Words ----------------------------------------------------------------------------------- */

static bool tell(struct piece *piece, const char *record, const char *end,
                 const struct refusal *refusal, struct refused *refused)
{
    const char *next;
    const char *line_end = end_of(piece, record, &next);
    struct object o;
    struct last_student who = {0};
    struct cell_place place;
    struct response response;
    (void)end;
    refused->responses = 1;
    if (refusal->kind != REFUSED_RECORD) {
        return true;
    }
    if (parse(piece->answers, record, (size_t)(line_end - record), &o, &refused->reason) ==
        CELL_READ) {
        (void)judge_object(piece, &o, &who, &place, &response, &refused->reason);
    }
    json_in_free(o.json);
    return refused->reason.words.length > 0;
}

const struct shape shape_ndjson = {.words = "NDJSON", .lines = true, .take = take, .tell = tell};
