/*
 * Fixed columns, as scanners write them: a student a line, a character a question.  Characters are
 * bytes.  A line that ends early has blanks there: editors take them off.
 */
#include <stdlib.h>
#include <string.h>

#include "questions/score/answers_private.h"

/* ---- The layout ------------------------------------------------------------------------------- */

/* field = name "=" first ["-" last], counted from 1. */
static bool read_field(const char *word, size_t length, struct fixed_layout *layout)
{
    struct fixed_field *fields[] = {&layout->student, &layout->form, &layout->answers};
    static const char *const names[] = {"student=", "form=", "answers="};
    for (size_t i = 0; i < 3; i++) {
        const size_t name = strlen(names[i]);
        if (length <= name || strncmp(word, names[i], name) != 0) {
            continue;
        }
        char *end = NULL;
        const char *digits = word + name;
        const unsigned long first =
            *digits >= '0' && *digits <= '9' ? strtoul(digits, &end, 10) : 0;
        unsigned long last = first;
        if (first > 0 && *end == '-') {
            digits = end + 1;
            last = *digits >= '0' && *digits <= '9' ? strtoul(digits, &end, 10) : 0;
        }
        if (first == 0 || last < first || last > RECORDS_MAX || end != word + length ||
            fields[i]->length > 0) {
            return false;
        }
        *fields[i] = (struct fixed_field){first - 1, last - first + 1};
        return true;
    }
    return false;
}

static bool overlap(struct fixed_field a, struct fixed_field b)
{
    return a.length > 0 && b.length > 0 && a.start < b.start + b.length &&
           b.start < a.start + a.length;
}

bool fixed_layout_read(const char *text, struct fixed_layout *layout, const char **problem)
{
    *layout = (struct fixed_layout){0};
    while (*text != '\0') {
        const size_t space = strspn(text, " \t,;");
        const size_t length = strcspn(text + space, " \t,;");
        if (length > 0 && !read_field(text + space, length, layout)) {
            *problem = "a field is student=, form= or answers= and its columns, as in student=1-8";
            return false;
        }
        text += space + length;
    }
    if (layout->student.length == 0 || layout->answers.length == 0) {
        *problem = "student= and answers= must be there";
        return false;
    }
    if (overlap(layout->student, layout->answers) || overlap(layout->student, layout->form) ||
        overlap(layout->form, layout->answers)) {
        *problem = "two fields share a column";
        return false;
    }
    return true;
}

/* Is there a right set of one option, or is one of it enough? */
static bool one_mark_will_do(const struct key_question *question)
{
    bool one = question->right_count == 0 || question->choose == 1;
    for (size_t i = 0; i < question->right_count; i++) {
        one = one || (question->right[i] & (question->right[i] - 1)) == 0;
    }
    return one;
}

void fixed_note_several(struct answers *answers)
{
    const struct score_key *key = answers->key;
    size_t several = 0, first = 0;
    for (size_t q = 0; q < key->question_count && !key->marks; q++) {
        const struct key_question *question = &key->questions[q];
        if (question->status == KEY_SCORED && !one_mark_will_do(question)) {
            first = several == 0 ? q : first;
            several++;
        }
    }
    if (several > 0) {
        answers_note(answers,
                     "%zu question%s more than one mark (\"%s\"%s), and a column holds one: nobody "
                     "can have %s right",
                     several, several == 1 ? " wants" : "s want", key->questions[first].id,
                     several == 1 ? "" : " is the first", several == 1 ? "it" : "them");
    }
}

/* ---- Lines ----------------------------------------------------------------------------------- */

static struct cell_text field_of(const char *at, size_t length, struct fixed_field field)
{
    if (field.length == 0 || field.start >= length) {
        return (struct cell_text){"", 0};
    }
    const size_t left = length - field.start;
    return (struct cell_text){at + field.start, left < field.length ? left : field.length};
}

/* How many questions a line answers at most, those of a paper or of the key. */
static size_t questions_of(const struct answers *a, uint32_t paper)
{
    return paper == NO_PAPER ? a->key->question_count : a->key->papers[paper].question_count;
}

static struct cell_place place_of(const struct answers *a, uint32_t paper, size_t position)
{
    struct cell_place place = {.question = position, .form = CELL_DIGITS};
    if (paper != NO_PAPER) {
        place.printed = &a->key->papers[paper].questions[position];
        place.question = place.printed->item;
    }
    return place;
}

/* The code of a mark on a form. */
static uint32_t code_of(struct piece *piece, uint32_t paper, size_t position, const char *mark)
{
    const struct answers *a = piece->answers;
    const struct cell_place place = place_of(a, paper, position);
    const unsigned char c = (unsigned char)*mark;
    const unsigned char option = c >= '1' && c <= '9' ? (unsigned char)(c - '1') : a->letters[c];
    piece->row[position].question = (uint32_t)place.question;
    if (c == ' ') {
        return RESPONSE_BLANK;
    }
    if (option < a->fast_limit[place.question]) {
        const unsigned char chosen = place.printed != NULL ? place.printed->order[option] : option;
        if (chosen < a->fast_limit[place.question]) {
            return RESPONSE_OPTION + (uint32_t)chosen;
        }
    }
    return piece_code(piece, &place, mark, 1);
}

static struct person person_of(const struct answers *a, const char *at, size_t length)
{
    const struct fixed_layout *layout = a->options.fixed;
    return (struct person){.student = field_of(at, length, layout->student),
                           .form = field_of(at, length, layout->form)};
}

/* Responses that a refused line takes with it. */
static size_t responses_of(const struct answers *a)
{
    const size_t questions =
        a->key->paper_count == 0 ? a->key->question_count : a->options.fixed->answers.length;
    return questions < a->options.fixed->answers.length ? questions
                                                        : a->options.fixed->answers.length;
}

/* What makes a line none of ours, whatever stands in it; NULL: nothing. */
static const char *fault_of(const char *at, size_t length)
{
    return length > RECORDS_MAX               ? "a line longer than 1 MiB"
           : memchr(at, '\0', length) != NULL ? "a NUL byte"
                                              : NULL;
}

static void take_line(struct piece *piece, const char *at, size_t length)
{
    const struct answers *a = piece->answers;
    const size_t width = a->options.fixed->answers.length;
    const struct cell_text answers = field_of(at, length, a->options.fixed->answers);
    const struct person person = person_of(a, at, length);
    struct last_student who = {0};
    const enum cell_end end =
        fault_of(at, length) != NULL ? CELL_REFUSED : judge_student(piece, &person, &who, NULL);
    if (end == CELL_REFUSED) {
        piece_refuse(piece, at, responses_of(a));
        return;
    }
    if (end == CELL_FAILED || !piece_room_for_row(piece, width)) {
        piece->failed = true;
        return;
    }
    const size_t questions = questions_of(a, who.paper);
    for (size_t i = 0; i < width; i++) {
        const char *mark = i < answers.length ? answers.bytes + i : " ";
        piece->codes[i] = i < questions                 ? code_of(piece, who.paper, i, mark)
                          : (unsigned char)*mark <= ' ' ? CODE_ABSENT
                                                        : CODE_REFUSED;
        piece->failed = piece->failed || piece->codes[i] == CODE_FAILED;
    }
    if (!piece->failed) {
        piece_take_row(piece, &who, at, width);
    }
}

/* The line at `at`: its length without its end, and the next one. */
static size_t cut_line(const struct piece *piece, const char *at, const char **next)
{
    const char *lf = memchr(at, '\n', (size_t)(piece->to - at));
    const char *end = lf != NULL ? lf : piece->to;
    *next = lf != NULL ? lf + 1 : piece->to;
    return (size_t)(end - at) - (end > at && end[-1] == '\r' ? 1 : 0);
}

static void take(struct piece *piece)
{
    const char *at = piece->from, *next = at;
    for (; at < piece->to && !piece->failed; at = next) {
        const size_t length = cut_line(piece, at, &next);
        const struct cell_text line = {at, length};
        if (fault_of(at, length) != NULL || judge_trim(line).length > 0) {
            take_line(piece, at, length);
        }
        piece->line++;
    }
}

static bool tell(struct piece *piece, const char *record, const char *end,
                 const struct refusal *refusal, struct refused *refused)
{
    const struct answers *a = piece->answers;
    const char *next;
    const size_t length = cut_line(piece, record, &next);
    const struct person person = person_of(a, record, length);
    uint32_t paper = NO_PAPER;
    (void)end;
    if (refusal->kind == REFUSED_RECORD) {
        refused->responses = responses_of(a);
        if (fault_of(record, length) != NULL) {
            buffer_add_text(&refused->reason.words, fault_of(record, length));
            return true;
        }
        return judge_person(a, &person, &paper, &refused->reason) == CELL_REFUSED;
    }
    refused->responses = 1;
    if (refusal->kind != REFUSED_CELL) {
        return true;
    }
    (void)judge_person(a, &person, &paper, NULL);
    const size_t position = refusal->question;
    const struct cell_text answers = field_of(record, length, a->options.fixed->answers);
    if (position >= questions_of(a, paper)) {
        buffer_addf(&refused->reason.words, "place %zu is marked, of %zu questions", position + 1,
                    questions_of(a, paper));
        return true;
    }
    const struct cell_place place = place_of(a, paper, position);
    struct response response;
    return cell_read(a->cells, &place, answers.bytes + position, 1, &response, &refused->reason) ==
           CELL_REFUSED;
}

const struct shape shape_fixed = {.words = "fixed columns",
                                  .rows = true,
                                  .lines = true,
                                  .form = CELL_DIGITS,
                                  .responses = responses_of,
                                  .take = take,
                                  .tell = tell};
