/* Answers that come back from a folder.  Strict: the file is ours, and whoever changed it is told. */
#include "questions/score/kept.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/utf8.h"
#include "questions/bank/bank_prove.h"
#include "questions/item/subject.h"
#include "questions/score/sheet_private.h"
#include "questions/text/buffer.h"
#include "questions/text/csv_in.h"

static const char no_memory[] = "memory ran out";

size_t kept_decision(const struct score_key *key, size_t question)
{
    const struct item *item = key->questions[question].item;
    struct posed posed;
    struct proof_finding finding;
    bool provable = false;
    const bool known = key->subject != NULL && item != NULL &&
                       item_posed(key->subject, item, &posed, &finding, &provable) && provable;
    return known ? posed.decision : SIZE_MAX;
}

/* As answers are read (answers.h): an id goes out again. */
static const char *problem_of_id(const char *id, size_t length)
{
    if (length == 0 || length > SHEET_STUDENT_MAX) {
        return "no student is named so";
    }
    for (size_t at = 0, taken; at < length; at += taken) {
        uint32_t code = 0;
        taken = utf8_decode(id + at, length - at, &code);
        if (taken == 0 || code < ' ' || (code >= 0x7f && code < 0xa0)) {
            return "a student's id is not UTF-8, or has control characters";
        }
    }
    return NULL;
}

bool kept_student(struct sheet *sheet, const struct kept_student *who, size_t *student,
                  const char **problem)
{
    *problem = problem_of_id(who->id, who->length);
    if (*problem != NULL) {
        return false;
    }
    const struct id_key id = ids_key(who->id, who->length);
    const size_t before = sheet_students(sheet);
    const char *name = who->name != NULL && who->name[0] != '\0' ? who->name : NULL;
    const char *section = who->section != NULL && who->section[0] != '\0' ? who->section : NULL;
    if (!sheet_add_student(sheet, &id, who->paper, name, section, student)) {
        *problem = no_memory;
        return false;
    }
    if (sheet_students(sheet) == before) {
        *problem = "this student stands here twice";
        return false;
    }
    return true;
}

/* letters = letter { ";" letter } */
static bool read_letters(const char *cell, size_t length, size_t options, uint32_t *bits)
{
    *bits = 0;
    for (size_t i = 0; i < length; i += 2) {
        const bool letter = cell[i] >= 'A' && cell[i] < 'A' + (int)options;
        if (!letter || (i + 1 < length && (cell[i + 1] != ';' || i + 2 == length))) {
            return false;
        }
        *bits |= UINT32_C(1) << (cell[i] - 'A');
    }
    return *bits != 0;
}

/* An outcome of the decision that the question is about. */
static bool read_outcome(const struct score_key *key, size_t question, const char *id,
                         size_t *outcome)
{
    const size_t decision = kept_decision(key, question);
    *outcome = decision != SIZE_MAX ? decision_outcome(&key->subject->pack->decisions[decision], id)
                                    : SIZE_MAX;
    return *outcome != SIZE_MAX;
}

static bool read_cell(const struct score_key *key, size_t question, const char *cell, size_t length,
                      struct response *response)
{
    static const char outcome[] = "outcome:";
    const struct key_question *q = &key->questions[question];
    char *end = NULL;
    if (length == 1 && cell[0] == '*') {
        response->kind = RESPONSE_IS_DOUBLE;
        return true;
    }
    if (key->marks) {
        response->kind = RESPONSE_IS_MARK;
        response->mark = strtod(cell, &end);
        return end == cell + length && isfinite(response->mark);
    }
    if (strncmp(cell, outcome, strlen(outcome)) == 0) {
        response->kind = RESPONSE_IS_OUTCOME;
        return read_outcome(key, question, cell + strlen(outcome), &response->outcome);
    }
    response->kind = RESPONSE_IS_OPTIONS;
    return read_letters(cell, length, q->option_count_said ? q->option_count : KEY_OPTIONS_MAX,
                        &response->options);
}

bool kept_answer(struct sheet *sheet, size_t student, size_t question, const char *cell,
                 size_t length, const char **problem)
{
    const struct entering how = {.duplicates = DUPLICATES_REJECT};
    struct sheet_counts counts = {0};
    struct response response = {.kind = RESPONSE_IS_NONE};
    response_code code = RESPONSE_NONE;
    if (length == 0) {
        return true;
    }
    if (!read_cell(sheet_key(sheet), question, cell, length, &response)) {
        *problem = "an answer is none that this question has";
        return false;
    }
    if (!sheet_code(sheet, question, &response, &code)) {
        *problem = no_memory;
        return false;
    }
    (void)sheet_enter(sheet, &counts, &how, student, question, code);
    sheet_count(sheet, &counts);
    return true;
}

/* ---- responses.csv --------------------------------------------------------------------------- */

/* A text without the ' that was put before it. */
static const char *unguard(const struct csv_cell *cell, size_t *length)
{
    const size_t skip = cell->length > 0 && cell->bytes[0] == '\'' ? 1 : 0;
    *length = cell->length - skip;
    return cell->bytes + skip;
}

static bool is_header(const struct score_key *key, const struct csv_record *record)
{
    bool good = record->count == KEPT_COLUMNS + key->question_count;
    for (size_t q = 0; good && q < key->question_count; q++) {
        size_t length = 0;
        good =
            strcmp(unguard(&record->cells[KEPT_COLUMNS + q], &length), key->questions[q].id) == 0;
    }
    return good;
}

static bool read_paper(const struct score_key *key, const struct csv_cell *cell, size_t *paper)
{
    char *end = NULL;
    *paper = KEY_NO_PAPER;
    if (cell->length == 0) {
        return true;
    }
    const unsigned long long number = strtoull(cell->bytes, &end, 10);
    *paper = (size_t)number - 1;
    return *end == '\0' && cell->bytes[0] >= '1' && cell->bytes[0] <= '9' &&
           number <= key->paper_count;
}

static bool read_record(struct sheet *sheet, const struct csv_record *record, const char **problem)
{
    const struct score_key *key = sheet_key(sheet);
    struct kept_student who = {.paper = KEY_NO_PAPER};
    size_t student = 0, unused = 0;
    if (record->count != KEPT_COLUMNS + key->question_count) {
        *problem = "this line has not as many cells as the first";
        return false;
    }
    who.id = unguard(&record->cells[0], &who.length);
    who.section = unguard(&record->cells[1], &unused);
    who.name = unguard(&record->cells[2], &unused);
    if (!read_paper(key, &record->cells[3], &who.paper)) {
        *problem = "the key has no paper of this number";
        return false;
    }
    bool good = kept_student(sheet, &who, &student, problem);
    for (size_t q = 0; good && q < key->question_count; q++) {
        const struct csv_cell *cell = &record->cells[KEPT_COLUMNS + q];
        good = kept_answer(sheet, student, q, cell->bytes, cell->length, problem);
    }
    return good;
}

bool kept_read(FILE *file, struct sheet *sheet, struct buffer *problem)
{
    struct csv_in *csv = csv_open(file, ',');
    struct csv_record record = {.line = 1};
    const char *why = csv == NULL ? no_memory : NULL;
    enum csv_status status = CSV_END;
    bool header = false;
    while (why == NULL && (status = csv_next(csv, &record)) != CSV_END) {
        if (status != CSV_RECORD) {
            why = csv_problem(csv);
        } else if (!header) {
            header = is_header(sheet_key(sheet), &record);
            why = header ? NULL : "its columns are not the questions of the key beside it";
        } else {
            (void)read_record(sheet, &record, &why);
        }
    }
    if (why == NULL && !header) {
        why = "it is empty";
    }
    if (why != NULL) {
        buffer_addf(problem, "line %zu: %s", record.line, why);
    }
    csv_close(csv);
    return why == NULL;
}
