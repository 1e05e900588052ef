/*
 * Wide CSV: a student a row, a question a cell; also as Moodle and Canvas write it.  Rows of simple
 * letters are taken in one walk (answers_rows.c); all else is taken apart as a record here.
 */
#include <string.h>
#include <strings.h>

#include "questions/score/answers_private.h"

static size_t responses_of(const struct answers *a)
{
    return a->file.columns.answer_count;
}

/* ---- One cell -------------------------------------------------------------------------------- */

/* Which question a cell answers. */
static enum cell_end find_place(const struct piece *piece, size_t column, uint32_t paper,
                                struct cell_place *place, struct reason *reason)
{
    const struct answers *a = piece->answers;
    const struct answer_column *c = &a->file.columns.answers[column];
    const struct cell_text text = judge_trim(judge_cell(&piece->cutter, c->text));
    *place = (struct cell_place){
        .question = c->question, .form = a->file.shape->form, .comma = a->file.separator != ','};
    if (c->text != NO_COLUMN && a->key->bank != NULL && text.length > 0 &&
        !(text.length == 1 && *text.bytes == '-')) {
        const enum cell_end end =
            cells_question(a->cells, text.bytes, text.length, &place->question);
        if (end == CELL_REFUSED && reason != NULL) {
            reason->kind = REJECT_QUESTION;
            buffer_add_text(&reason->words, "no question of the key has the text ");
            cell_show(&reason->words, text);
        }
        return end;
    }
    if (a->key->paper_count == 0) {
        return CELL_READ;
    }
    const struct paper *of = &a->key->papers[paper];
    const size_t at =
        c->question == KEY_NO_QUESTION ? c->position : key_place_of(a->key, paper, c->question);
    if (at >= of->question_count) {
        if (reason != NULL && c->question != KEY_NO_QUESTION) {
            buffer_addf(&reason->words, "question \"%s\" is not on the student's paper",
                        a->key->questions[c->question].id);
        } else if (reason != NULL) {
            buffer_addf(&reason->words, "place %zu: the student's paper has %zu questions", at + 1,
                        of->question_count);
        }
        return CELL_REFUSED;
    }
    place->printed = &of->questions[at];
    place->question = place->printed->item;
    return CELL_READ;
}

/* The code of a cell of the record that was cut; its question goes to piece->row. */
static uint32_t code_of(struct piece *piece, size_t column, uint32_t paper)
{
    const struct answer_column *c = &piece->answers->file.columns.answers[column];
    const struct cell_text cell = judge_cell(&piece->cutter, c->cell);
    struct cell_place place;
    const enum cell_end end = find_place(piece, column, paper, &place, NULL);
    if (end != CELL_READ) {
        const bool empty = judge_trim(cell).length == 0;
        return end == CELL_FAILED ? CODE_FAILED : empty ? CODE_ABSENT : CODE_REFUSED;
    }
    piece->row[column].question = (uint32_t)place.question;
    return piece_code(piece, &place, cell.bytes, cell.length);
}

/* ---- A row ----------------------------------------------------------------------------------- */

static struct person person_of(const struct columns *c, const struct record_cutter *cut)
{
    struct person person = {.student = judge_cell(cut, c->student),
                            .form = judge_cell(cut, c->form),
                            .name = judge_cell(cut, c->name),
                            .first_name = judge_cell(cut, c->first_name),
                            .section = judge_cell(cut, c->section)};
    const struct cell_text id = judge_trim(person.student);
    if (c->student_else != NO_COLUMN && (id.length == 0 || (id.length == 1 && *id.bytes == '-'))) {
        person.student = judge_cell(cut, c->student_else);
    }
    return person;
}

static bool is_word(struct cell_text text, const char *word)
{
    const struct cell_text trimmed = judge_trim(text);
    return trimmed.length == strlen(word) && strncasecmp(trimmed.bytes, word, trimmed.length) == 0;
}

/* Moodle's last row, where there is no student. */
static bool is_average(const struct piece *piece)
{
    const struct columns *c = &piece->answers->file.columns;
    const struct person person = person_of(c, &piece->cutter);
    return piece->answers->file.shape == &shape_moodle && judge_trim(person.student).length == 0 &&
           (is_word(judge_cell(&piece->cutter, 0), "overall average") ||
            is_word(judge_cell(&piece->cutter, 1), "overall average"));
}

/* What is asked of a row before its student: its cells and, of an attempt, that it was finished. */
static enum cell_end judge_row(const struct piece *piece, struct reason *reason)
{
    const struct columns *c = &piece->answers->file.columns;
    const struct cell_text state = judge_cell(&piece->cutter, c->state);
    if (judge_width(piece->answers, piece->cutter.count, reason) != CELL_READ) {
        return CELL_REFUSED;
    }
    if (c->state != NO_COLUMN && !is_word(state, "finished")) {
        if (reason != NULL) {
            buffer_add_text(&reason->words, "the attempt is not finished: ");
            cell_show(&reason->words, judge_trim(state));
        }
        return CELL_REFUSED;
    }
    return CELL_READ;
}

/* Take the row that was cut. */
static void take_row(struct piece *piece, const char *at)
{
    const struct columns *c = &piece->answers->file.columns;
    struct last_student who = {0};
    enum cell_end end = judge_row(piece, NULL);
    if (end == CELL_READ) {
        const struct person person = person_of(c, &piece->cutter);
        end = judge_student(piece, &person, &who, NULL);
    }
    if (end == CELL_REFUSED) {
        piece_refuse(piece, at, responses_of(piece->answers));
        return;
    }
    if (end == CELL_FAILED || !piece_room_for_row(piece, c->answer_count)) {
        piece->failed = true;
        return;
    }
    for (size_t i = 0; i < c->answer_count; i++) {
        piece->codes[i] = code_of(piece, i, who.paper);
        piece->failed = piece->failed || piece->codes[i] == CODE_FAILED;
    }
    if (!piece->failed) {
        piece_take_row(piece, &who, at, c->answer_count);
    }
}

static const char *take_record(struct piece *piece, const char *at)
{
    struct record_end end;
    bool cut;
    judge_record(piece, at, &end, &cut);
    if (end.text == at) {
        piece->line++;
        return end.next;
    }
    piece->quotes =
        piece->quotes || end.problem != NULL || memchr(at, '"', (size_t)(end.text - at)) != NULL;
    if (end.problem != NULL) {
        piece_refuse(piece, at, responses_of(piece->answers));
    } else if (cut && !is_average(piece)) {
        take_row(piece, at);
    }
    piece->line += judge_lines(at, end.next);
    return end.next;
}

static void take(struct piece *piece)
{
    const struct row_walk walk = rows_walk(piece);
    const char *at = piece->from;
    while (at < piece->to && !piece->failed) {
        const char *next = rows_take(piece, &walk, at);
        at = next != NULL ? next : take_record(piece, at);
    }
}

/* ---- Words ----------------------------------------------------------------------------------- */

static bool tell_cell(struct piece *piece, size_t column, struct refused *refused)
{
    const struct columns *c = &piece->answers->file.columns;
    const struct person person = person_of(c, &piece->cutter);
    const struct cell_text cell = judge_cell(&piece->cutter, c->answers[column].cell);
    struct cell_place place;
    struct response response;
    uint32_t paper = NO_PAPER;
    refused->responses = 1;
    if (judge_person(piece->answers, &person, &paper, NULL) != CELL_READ) {
        return false;
    }
    enum cell_end end = find_place(piece, column, paper, &place, &refused->reason);
    if (end == CELL_READ) {
        end = cell_read(piece->answers->cells, &place, cell.bytes, cell.length, &response,
                        &refused->reason);
    }
    return end == CELL_REFUSED;
}

static bool tell(struct piece *piece, const char *record, const char *end,
                 const struct refusal *refusal, struct refused *refused)
{
    const struct columns *c = &piece->answers->file.columns;
    struct record_end record_end;
    bool cut;
    (void)end;
    refused->responses = responses_of(piece->answers);
    judge_record(piece, record, &record_end, &cut);
    if (record_end.problem != NULL) {
        buffer_add_text(&refused->reason.words, record_end.problem);
        return true;
    }
    if (!cut || refusal->kind == REFUSED_CELL) {
        return cut && tell_cell(piece, refusal->question, refused);
    }
    if (refusal->kind != REFUSED_RECORD) {
        return true;
    }
    const struct person person = person_of(c, &piece->cutter);
    uint32_t paper = NO_PAPER;
    return judge_row(piece, &refused->reason) == CELL_REFUSED ||
           judge_person(piece->answers, &person, &paper, &refused->reason) == CELL_REFUSED;
}

const struct shape shape_wide = {
    .words = "wide CSV", .rows = true, .responses = responses_of, .take = take, .tell = tell};
const struct shape shape_moodle = {.words = "Moodle responses",
                                   .rows = true,
                                   .form = CELL_MOODLE,
                                   .responses = responses_of,
                                   .take = take,
                                   .tell = tell};
const struct shape shape_canvas = {.words = "Canvas student analysis",
                                   .rows = true,
                                   .form = CELL_CANVAS,
                                   .responses = responses_of,
                                   .take = take,
                                   .tell = tell};
