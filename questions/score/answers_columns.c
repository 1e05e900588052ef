/*
 * A header says what a CSV file is.  Columns are known by their names, in any case and order; what is
 * not known is passed over, and that is said.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/near.h"
#include "questions/score/answers_private.h"
#include "questions/score/fold.h"

#define SHOWN_COLUMNS 8

/* A header under way. */
struct header {
    struct answers *answers;
    const struct record_cutter *cells;
    struct arena arena;
    const char **names; /* folded */
    bool *used;         /* somebody knows what it is for */
    struct columns *columns;
    bool moodle, canvas;
};

void columns_fini(struct columns *columns)
{
    free(columns->answers);
    *columns = (struct columns){0};
}

/* ---- Names ----------------------------------------------------------------------------------- */

static bool fold_names(struct header *h)
{
    const size_t count = h->cells->count;
    h->names = arena_alloc(&h->arena, count, sizeof *h->names);
    h->used = arena_alloc(&h->arena, count, sizeof *h->used);
    if (h->names == NULL || h->used == NULL) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        struct buffer folded = {0};
        fold_text(&folded, h->cells->cells[i].bytes, h->cells->cells[i].length);
        h->names[i] =
            folded.failed ? NULL : arena_copy(&h->arena, buffer_text(&folded), folded.length);
        buffer_fini(&folded);
        if (h->names[i] == NULL) {
            return false;
        }
    }
    return true;
}

/* The first column of a name, which is used from now on; NO_COLUMN: there is none. */
static size_t column(struct header *h, const char *name)
{
    for (size_t i = 0; i < h->cells->count; i++) {
        if (strcmp(h->names[i], name) == 0) {
            h->used[i] = true;
            return i;
        }
    }
    return NO_COLUMN;
}

static bool has(const struct header *h, const char *name)
{
    for (size_t i = 0; i < h->cells->count; i++) {
        if (strcmp(h->names[i], name) == 0) {
            return true;
        }
    }
    return false;
}

/* The number behind a word, from 0: "response 7", "q7", "q. 7 /1.00"; SIZE_MAX: it is none. */
static size_t number_behind(const char *name, const char *word)
{
    size_t number = 0, digits = 0;
    if (strncmp(name, word, strlen(word)) != 0) {
        return SIZE_MAX;
    }
    name += strlen(word);
    name += *name == ' ' ? 1 : 0;
    for (; *name >= '0' && *name <= '9' && digits < 8; name++, digits++) {
        number = number * 10 + (size_t)(*name - '0');
    }
    const bool ends = *name == '\0' || strncmp(name, " /", 2) == 0 || *name == '/';
    return digits == 0 || !ends || number == 0 ? SIZE_MAX : number - 1;
}

size_t answers_position(const char *name)
{
    static const char *const words[] = {"response", "question", "item", "q.", "q", ""};
    size_t number = SIZE_MAX;
    for (size_t i = 0; number == SIZE_MAX && i < sizeof words / sizeof *words; i++) {
        number = number_behind(name, words[i]);
    }
    return number;
}

/* A position, as the header of this wide file may call it. */
static size_t position_named(const struct header *h, const char *name)
{
    if (!h->moodle) {
        return answers_position(name);
    }
    const size_t number = number_behind(name, "response");
    return number == SIZE_MAX && h->answers->key->marks ? number_behind(name, "q.") : number;
}

/* ---- The student ----------------------------------------------------------------------------- */

/* "a", "b" and 3 more, and 2 without a name */
static void list_columns(struct buffer *out, const struct header *h, bool unused)
{
    size_t shown = 0, more = 0, nameless = 0;
    for (size_t i = 0; i < h->cells->count; i++) {
        if (unused && h->used[i]) {
            continue;
        }
        if (*h->names[i] == '\0') {
            nameless++;
        } else if (shown < SHOWN_COLUMNS) {
            buffer_add_text(out, shown > 0 ? ", " : "");
            cell_show(out, judge_trim(h->cells->cells[i]));
            shown++;
        } else {
            more++;
        }
    }
    if (more > 0) {
        buffer_addf(out, " and %zu more", more);
    }
    if (nameless > 0) {
        buffer_addf(out, "%s%zu without a name",
                    more > 0    ? ", and "
                    : shown > 0 ? " and "
                                : "",
                    nameless);
    }
}

/*
 * The column that is nearest to what was wanted or, where nothing was said, holds ids by its name; NO_COLUMN:
 * none.
 */
static size_t likely_student(const struct header *h, const char *wanted, bool given)
{
    static const char *const usual[] = {"student id",
                                        "student number",
                                        "id",
                                        "id number",
                                        "matriculation number",
                                        "matric no",
                                        "matrikelnummer",
                                        "username",
                                        "user name",
                                        "user",
                                        "login",
                                        "login id",
                                        "user id",
                                        "email",
                                        "e-mail",
                                        "mail",
                                        "email address",
                                        "e-mail address"};
    struct near near = {.word = wanted};
    for (size_t i = 0; i < h->cells->count; i++) {
        near_offer(&near, h->names[i]);
    }
    for (size_t n = 0; !given && near.best == NULL && n < sizeof usual / sizeof usual[0]; n++) {
        for (size_t i = 0; near.best == NULL && i < h->cells->count; i++) {
            near.best = strcmp(h->names[i], usual[n]) == 0 ? h->names[i] : NULL;
        }
    }
    for (size_t i = 0; near.best != NULL && i < h->cells->count; i++) {
        if (h->names[i] == near.best) {
            return i;
        }
    }
    return NO_COLUMN;
}

static bool no_student(struct header *h, const char *wanted, bool given)
{
    struct buffer there = {0};
    const size_t likely = likely_student(h, wanted, given);
    if (likely != NO_COLUMN) {
        cell_show(&there, judge_trim(h->cells->cells[likely]));
        answers_problem(h->answers, "no column is called \"%s\": did you mean --student %s?",
                        wanted, buffer_text(&there));
    } else {
        list_columns(&there, h, false);
        answers_problem(h->answers, "no column is called \"%s\"%s; there are %s", wanted,
                        given ? "" : ": say which one holds the students with --student",
                        buffer_text(&there));
    }
    buffer_fini(&there);
    return false;
}

static bool find_student(struct header *h)
{
    struct columns *c = h->columns;
    const char *wanted = h->answers->options.student_column;
    c->student_else = NO_COLUMN;
    if (wanted != NULL) {
        struct buffer folded = {0};
        fold_text(&folded, wanted, strlen(wanted));
        c->student = column(h, buffer_text(&folded));
        buffer_fini(&folded);
        return c->student != NO_COLUMN || no_student(h, wanted, true);
    }
    c->student = column(h, "student");
    if (c->student == NO_COLUMN && h->moodle) {
        c->student = column(h, "id number");
        c->student_else = column(h, "email address");
        if (c->student == NO_COLUMN) {
            c->student = c->student_else != NO_COLUMN ? c->student_else : column(h, "username");
            c->student_else = NO_COLUMN;
        }
    } else if (c->student == NO_COLUMN && h->canvas) {
        c->student = column(h, "id");
    }
    return c->student != NO_COLUMN || no_student(h, "student", false);
}

static void keep_head(struct header *h)
{
    struct columns *c = h->columns;
    const struct cell_text head = judge_trim(h->cells->cells[c->student]);
    if (head.length <= sizeof c->head) {
        memcpy(c->head, head.bytes, head.length);
        c->head_length = head.length;
    }
}

/* ---- Answers --------------------------------------------------------------------------------- */

static bool add_answers(struct header *h, size_t cell, size_t question, size_t position)
{
    struct columns *c = h->columns;
    for (size_t i = 0; i < c->answer_count; i++) {
        if ((question != KEY_NO_QUESTION && c->answers[i].question == question) ||
            (position != SIZE_MAX && c->answers[i].position == position)) {
            return answers_problem(h->answers, "two columns are the same question, \"%s\"",
                                   h->names[cell]);
        }
    }
    h->used[cell] = true;
    c->answers[c->answer_count++] = (struct answer_column){
        .cell = cell, .question = question, .position = position, .text = NO_COLUMN};
    return true;
}

/* Columns named after questions. */
static bool answers_by_id(struct header *h)
{
    for (size_t i = 0; i < h->cells->count; i++) {
        const size_t question =
            h->used[i] ? KEY_NO_QUESTION
                       : judge_find_question(h->answers, judge_trim(h->cells->cells[i]));
        if (question != KEY_NO_QUESTION && !add_answers(h, i, question, SIZE_MAX)) {
            return false;
        }
    }
    return true;
}

/* Would it leave a column of which a position can be made? */
static bool leaves_positions(const struct header *h)
{
    for (size_t i = 0; i < h->cells->count; i++) {
        if (!h->used[i] && position_named(h, h->names[i]) < h->answers->key->question_count &&
            zeros_question(&h->answers->zeros, judge_trim(h->cells->cells[i])) == KEY_NO_QUESTION) {
            return true;
        }
    }
    return false;
}

static void note_zeros(struct header *h, size_t cell, size_t question, size_t count)
{
    struct buffer name = {0};
    cell_show(&name, judge_trim(h->cells->cells[cell]));
    if (count == 1) {
        answers_note(h->answers, "column %s is taken as question \"%s\": they differ only in zeros",
                     buffer_text(&name), h->answers->key->questions[question].id);
    } else if (count > 1) {
        answers_note(
            h->answers,
            "column %s is taken as question \"%s\", and %zu more likewise: they differ only "
            "in zeros",
            buffer_text(&name), h->answers->key->questions[question].id, count - 1);
    }
    buffer_fini(&name);
}

/* How many columns each question has, by its id or but for zeros; NULL: memory ran out. */
static size_t *count_columns(struct header *h, const size_t found[])
{
    size_t *counts = arena_alloc(&h->arena, h->answers->key->question_count + 1, sizeof *counts);
    for (size_t q = 0; counts != NULL && q < h->answers->key->question_count; q++) {
        counts[q] = 0;
    }
    for (size_t i = 0; counts != NULL && i < h->columns->answer_count; i++) {
        counts[h->columns->answers[i].question]++;
    }
    for (size_t i = 0; counts != NULL && i < h->cells->count; i++) {
        if (found[i] != KEY_NO_QUESTION) {
            counts[found[i]]++;
        }
    }
    return counts;
}

/* Columns named after questions but for zeros, where that leaves no doubt. */
static bool answers_by_zeros(struct header *h)
{
    const size_t exact = h->columns->answer_count;
    if (exact == 0 && leaves_positions(h)) {
        return true;
    }
    size_t *found = arena_alloc(&h->arena, h->cells->count + 1, sizeof *found);
    for (size_t i = 0; found != NULL && i < h->cells->count; i++) {
        found[i] = h->used[i] ? KEY_NO_QUESTION
                              : zeros_question(&h->answers->zeros, judge_trim(h->cells->cells[i]));
    }
    const size_t *counts = found != NULL ? count_columns(h, found) : NULL;
    if (counts == NULL) {
        h->answers->failed = true;
        return false;
    }
    for (size_t i = 0; i < h->cells->count; i++) {
        if (found[i] != KEY_NO_QUESTION && counts[found[i]] == 1 &&
            !add_answers(h, i, found[i], SIZE_MAX)) {
            return false;
        }
    }
    const size_t count = h->columns->answer_count - exact;
    if (count > 0) {
        const struct answer_column *first = &h->columns->answers[exact];
        note_zeros(h, first->cell, first->question, count);
    }
    return true;
}

/* Columns that are numbered: places of the student's paper, or of the key. */
static bool answers_by_position(struct header *h)
{
    const struct score_key *key = h->answers->key;
    for (size_t i = 0; i < h->cells->count; i++) {
        const size_t number = h->used[i] ? SIZE_MAX : position_named(h, h->names[i]);
        if (number == SIZE_MAX) {
            continue;
        }
        const bool papers = key->paper_count > 0;
        if ((papers || number < key->question_count) &&
            !add_answers(h, i, papers ? KEY_NO_QUESTION : number, papers ? number : SIZE_MAX)) {
            return false;
        }
    }
    return true;
}

/* "12345: What is ...": the question is known by its text. */
static bool is_canvas_question(const char *name)
{
    size_t digits = 0;
    while (name[digits] >= '0' && name[digits] <= '9') {
        digits++;
    }
    return digits > 0 && name[digits] == ':';
}

static bool answers_of_canvas(struct header *h, bool by_order)
{
    size_t next = 0;
    for (size_t i = 0; i < h->cells->count; i++) {
        if (!is_canvas_question(h->names[i])) {
            continue;
        }
        size_t question = by_order ? next++ : KEY_NO_QUESTION;
        if (!by_order && cells_question(h->answers->cells, h->cells->cells[i].bytes,
                                        h->cells->cells[i].length, &question) == CELL_FAILED) {
            h->answers->failed = true;
            return false;
        }
        if (question != KEY_NO_QUESTION && !add_answers(h, i, question, SIZE_MAX)) {
            return false;
        }
    }
    return true;
}

/* Where no text is that of a question, as many columns as the key has questions are they in order. */
static bool find_canvas_answers(struct header *h)
{
    if (!answers_of_canvas(h, false)) {
        return false;
    }
    size_t there = 0;
    for (size_t i = 0; i < h->cells->count; i++) {
        there += is_canvas_question(h->names[i]) ? 1 : 0;
    }
    if (h->columns->answer_count == 0 && there == h->answers->key->question_count) {
        answers_note(h->answers,
                     "the columns' texts are none of the key's: taken in the key's order");
        return answers_of_canvas(h, true);
    }
    return true;
}

static bool find_answers(struct header *h)
{
    struct columns *c = h->columns;
    c->answers = calloc(h->cells->count + 1, sizeof *c->answers);
    if (c->answers == NULL) {
        h->answers->failed = true;
        return false;
    }
    const bool papers = h->answers->key->paper_count > 0;
    if (h->canvas && !find_canvas_answers(h)) {
        return false;
    }
    if (papers && !answers_by_position(h)) {
        return false;
    }
    if (!h->moodle && !h->canvas && !answers_by_id(h)) {
        return false;
    }
    if (!papers && !h->moodle && !h->canvas && !answers_by_zeros(h)) {
        return false;
    }
    if (c->answer_count == 0 && !answers_by_position(h)) {
        return false;
    }
    for (size_t i = 0; h->moodle && i < c->answer_count; i++) {
        char name[32];
        const size_t at =
            c->answers[i].position != SIZE_MAX ? c->answers[i].position : c->answers[i].question;
        snprintf(name, sizeof name, "question %zu", at + 1);
        c->answers[i].text = column(h, name);
    }
    return c->answer_count > 0 ||
           answers_problem(h->answers,
                           "no column is a question of the key, which begins with "
                           "\"%s\"",
                           h->answers->key->question_count > 0 ? h->answers->key->questions[0].id
                                                               : "");
}

/* ---- What nobody looks at -------------------------------------------------------------------- */

/* Columns that an export has and that are of no use here need not be told. */
static bool is_usual(const struct header *h, size_t i)
{
    static const char *const moodle[] = {"id number", "institution", "department", "email address",
                                         "username",  "state",       "status",     "started on",
                                         "started",   "completed",   "time taken", "duration"};
    static const char *const canvas[] = {"id",        "sis_id",      "root_account",   "section_id",
                                         "submitted", "n incorrect", "section_sis_id", "attempt",
                                         "n correct", "score"};
    const char *name = h->names[i];
    for (size_t n = 0; h->moodle && n < sizeof moodle / sizeof *moodle; n++) {
        if (strcmp(name, moodle[n]) == 0) {
            return true;
        }
    }
    for (size_t n = 0; h->canvas && n < sizeof canvas / sizeof *canvas; n++) {
        if (strcmp(name, canvas[n]) == 0) {
            return true;
        }
    }
    if (h->moodle) {
        return strncmp(name, "grade/", 6) == 0 || number_behind(name, "right answer") != SIZE_MAX ||
               number_behind(name, "question") != SIZE_MAX;
    }
    /* The points of the question before. */
    return h->canvas && i > 0 && is_canvas_question(h->names[i - 1]) &&
           strspn(name, "0123456789.") == strlen(name);
}

static void note_missing(struct header *h)
{
    const struct score_key *key = h->answers->key;
    size_t missing = 0, first = 0;
    for (size_t q = 0; q < key->question_count && key->paper_count == 0; q++) {
        bool there = false;
        for (size_t i = 0; i < h->columns->answer_count; i++) {
            there = there || h->columns->answers[i].question == q;
        }
        first = !there && missing == 0 ? q : first;
        missing += there ? 0 : 1;
    }
    if (missing == 1) {
        answers_note(h->answers, "no column for question \"%s\"", key->questions[first].id);
    } else if (missing > 1) {
        answers_note(h->answers, "no column for question \"%s\" and %zu more",
                     key->questions[first].id, missing - 1);
    }
}

static void note_extra(struct header *h)
{
    struct buffer names = {0};
    for (size_t i = 0; i < h->cells->count; i++) {
        h->columns->extra = h->columns->extra || !h->used[i];
        h->used[i] = h->used[i] || is_usual(h, i);
    }
    list_columns(&names, h, true);
    if (names.length > 0) {
        answers_note(h->answers, "columns not used: %s", buffer_text(&names));
    }
    buffer_fini(&names);
}

/* ---- All of it ------------------------------------------------------------------------------- */

static void find_details(struct header *h)
{
    struct columns *c = h->columns;
    c->form = h->answers->key->paper_count > 0 ? column(h, "form") : NO_COLUMN;
    c->name = c->first_name = c->section = c->state = NO_COLUMN;
    if (h->moodle) {
        c->name = has(h, "surname") ? column(h, "surname") : column(h, "last name");
        c->first_name = column(h, "first name");
        c->state = has(h, "status") ? column(h, "status") : column(h, "state");
    } else if (c->question == NO_COLUMN) {
        c->name = column(h, "name");
        c->section = column(h, "section");
    }
}

static bool find_all(struct header *h)
{
    struct columns *c = h->columns;
    h->moodle = has(h, "response 1") ||
                (h->answers->key->marks && has(h, "email address") && !has(h, "student"));
    h->canvas = !h->moodle && has(h, "n correct") && has(h, "n incorrect");
    c->question = c->answer = NO_COLUMN;
    if (!find_student(h)) {
        return false;
    }
    keep_head(h);
    if (!h->moodle && !h->canvas && has(h, "question") &&
        (has(h, "answer") || (h->answers->key->marks && has(h, "mark")))) {
        c->question = column(h, "question");
        c->answer = has(h, "answer") ? column(h, "answer") : column(h, "mark");
    }
    find_details(h);
    const bool rows = c->question == NO_COLUMN;
    h->answers->file.shape = !rows       ? &shape_long
                             : h->moodle ? &shape_moodle
                             : h->canvas ? &shape_canvas
                                         : &shape_wide;
    if (rows && !find_answers(h)) {
        return false;
    }
    note_extra(h);
    if (rows) {
        note_missing(h);
    }
    return true;
}

bool columns_find(struct answers *answers, const struct record_cutter *header)
{
    struct header h = {.answers = answers, .cells = header, .columns = &answers->file.columns};
    *h.columns = (struct columns){.count = header->count};
    const bool folded = fold_names(&h);
    answers->failed = answers->failed || !folded;
    const bool good = folded && find_all(&h);
    arena_fini(&h.arena);
    return good;
}
