/*
 * Rows of one form are put in the order of its paper; rows of one question are one question.  Options
 * are those of a question's first row with an answer.  A letter of another form is matched by the sets
 * of right options that it is in: of letters that are in the same sets the first is the first.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/short_text.h"
#include "questions/item/item.h"
#include "questions/score/key_csv.h"
#include "questions/score/key_private.h"
#include "questions/score/names.h"

/* What the rows say of one question. */
struct said {
    const char *id;
    const struct key_row *points, *status, *options; /* the first row that says so; NULL: none */
    const struct key_row *answer; /* the first row with one: its letters are the question's */
    const struct key_row *last;   /* the row of the form that was looked at last */
    uint32_t letters;             /* right ones on any form */
};

/* One making. */
struct making {
    struct score_key *key;
    struct key_rows *rows;
    struct diags *diags;
    struct names ids, forms;
    struct key_row **order; /* owned; by form, then as the paper has them */
    struct said *said;      /* owned; one for each question */
};

void key_rows_fini(struct key_rows *rows)
{
    free(rows->items);
    rows->items = NULL;
    rows->count = rows->capacity = 0;
}

struct key_row *key_rows_add(struct key_rows *rows)
{
    if (rows->count == rows->capacity) {
        const size_t capacity = rows->capacity == 0 ? 64 : 2 * rows->capacity;
        struct key_row *items = realloc(rows->items, capacity * sizeof *items);
        if (items == NULL) {
            return NULL;
        }
        rows->items = items;
        rows->capacity = capacity;
    }
    struct key_row *row = &rows->items[rows->count++];
    *row = (struct key_row){0};
    return row;
}

/* ---- Forms and positions --------------------------------------------------------------------- */

/* Number the forms; a row without one is an error where others have one. */
static bool number_forms(struct making *m)
{
    bool fine = true;
    for (size_t i = 0; fine && i < m->rows->count; i++) {
        struct key_row *row = &m->rows->items[i];
        row->paper = names_exactly(&m->forms, row->form, strlen(row->form));
        if (row->form[0] != '\0' && row->paper == NAMES_NONE) {
            row->paper = m->forms.count;
            fine = names_add(&m->forms, row->form, strlen(row->form));
        }
    }
    for (size_t i = 0; fine && m->forms.count > 0 && i < m->rows->count; i++) {
        const struct key_row *row = &m->rows->items[i];
        if (row->form[0] == '\0') {
            struct diag *diag =
                diags_add(m->diags, DIAG_ERROR, "no-form", &row->form_place,
                          "question \"%s\" is on no form", short_text(row->id).text);
            diag_hint(diag, "each row names its form, or none does");
        }
    }
    return fine;
}

static int compare_rows(const void *a, const void *b)
{
    const struct key_row *left = *(struct key_row *const *)a, *right = *(struct key_row *const *)b;
    if (left->paper != right->paper) {
        return left->paper < right->paper ? -1 : 1;
    }
    if (left->position != right->position) {
        return left->position < right->position ? -1 : 1;
    }
    return (left > right) - (left < right);
}

/* Positions of one form, which are all there, begin with 1 and leave nothing out. */
static void check_positions(struct making *m, struct key_row *const rows[], size_t count)
{
    if (rows[count - 1]->position == 0) {
        return; /* none is said */
    }
    for (size_t i = 0; i < count; i++) {
        const struct key_row *row = rows[i];
        const size_t before = i > 0 ? rows[i - 1]->position : 0;
        if (row->position == 0) {
            struct diag *diag =
                diags_add(m->diags, DIAG_ERROR, "no-position", &row->position_place,
                          "question \"%s\" has no position", short_text(row->id).text);
            diag_hint(diag, "number all questions of a form, or none");
        } else if (row->position == before) {
            struct diag *diag = diags_add(m->diags, DIAG_ERROR, "position", &row->position_place,
                                          "position %zu is taken", row->position);
            diag_hint(diag, "question \"%s\" has it", short_text(rows[i - 1]->id).text);
        } else if (row->position > before + 1) {
            struct diag *diag = diags_add(m->diags, DIAG_ERROR, "position", &row->position_place,
                                          "no question has position %zu", before + 1);
            diag_hint(diag, "positions count from 1 and leave nothing out");
        }
    }
}

/* The end of the rows that are on the same form as the one at `begin`. */
static size_t form_end(const struct making *m, size_t begin)
{
    size_t end = begin + 1;
    while (end < m->rows->count && m->order[end]->paper == m->order[begin]->paper) {
        end++;
    }
    return end;
}

static bool order_rows(struct making *m)
{
    m->order = calloc(m->rows->count, sizeof(struct key_row *));
    if (m->order == NULL) {
        return false;
    }
    for (size_t i = 0; i < m->rows->count; i++) {
        m->order[i] = &m->rows->items[i];
    }
    qsort((void *)m->order, m->rows->count, sizeof(struct key_row *), compare_rows);
    for (size_t begin = 0, end; begin < m->rows->count; begin = end) {
        end = form_end(m, begin);
        check_positions(m, m->order + begin, end - begin);
    }
    return true;
}

/* ---- Questions ------------------------------------------------------------------------------- */

/* Number the questions: by their first rows, or without forms by position. */
static bool number_questions(struct making *m)
{
    bool fine = true;
    for (size_t i = 0; fine && i < m->rows->count; i++) {
        struct key_row *row = m->forms.count > 0 ? &m->rows->items[i] : m->order[i];
        row->question = names_exactly(&m->ids, row->id, strlen(row->id));
        if (row->question == NAMES_NONE) {
            row->question = m->ids.count;
            fine = names_add(&m->ids, row->id, strlen(row->id));
        }
    }
    m->said = fine ? calloc(m->ids.count + 1, sizeof *m->said) : NULL;
    return m->said != NULL;
}

static void refuse_repeats(struct making *m)
{
    for (size_t i = 0; i < m->rows->count; i++) {
        const struct key_row *row = m->order[i];
        struct said *said = &m->said[row->question];
        if (said->last != NULL && said->last->paper == row->paper) {
            const bool before = said->last < row;
            struct diag *diag = diags_add(m->diags, DIAG_ERROR, "repeated-question",
                                          before ? &row->place : &said->last->place,
                                          m->forms.count > 0 ? "the form has question \"%s\" twice"
                                                             : "question \"%s\" stands here twice",
                                          short_text(row->id).text);
            diag_hint(diag, "take one of the two out; other right answers are written A|BC");
            (void)diags_add(m->diags, DIAG_NOTE, NULL, before ? &said->last->place : &row->place,
                            "the first one is here");
        }
        said->last = row;
    }
}

static void refuse_other(struct making *m, const struct key_row *row, const char *what,
                         const struct key_row *first)
{
    struct diag *diag = diags_add(m->diags, DIAG_ERROR, "forms-differ", &row->place,
                                  "the %s of question \"%s\" differ%s between forms", what,
                                  short_text(row->id).text, strcmp(what, "status") == 0 ? "s" : "");
    diag_hint(diag, "say it once, or the same on each");
    (void)diags_add(m->diags, DIAG_NOTE, NULL, &first->place, "it was said here");
}

/* The sets that a letter is in: bit k, set k. */
static uint64_t sets_of(const struct key_row *row, size_t letter)
{
    uint64_t in = 0;
    for (size_t k = 0; k < row->set_count; k++) {
        in |= (uint64_t)(row->sets[k] >> letter & 1) << k;
    }
    return in;
}

/*
 * Which option of its question each letter of a row is: the first one left that is in the same sets.
 * False when there is none: the answers have not the same shape.
 */
static bool match_options(const struct key_row *own, const struct key_row *row,
                          unsigned char order[KEY_OPTIONS_MAX])
{
    uint32_t taken = 0;
    bool fits = own->set_count == row->set_count;
    for (size_t i = 0; fits && i < KEY_OPTIONS_MAX; i++) {
        const uint64_t sets = sets_of(row, i);
        size_t option = 0;
        while (option < KEY_OPTIONS_MAX &&
               ((taken >> option & 1) != 0 || sets_of(own, option) != sets)) {
            option++;
        }
        fits = option < KEY_OPTIONS_MAX;
        taken |= fits ? (uint32_t)1 << option : 0;
        order[i] = (unsigned char)option;
    }
    return fits;
}

/* Take what a row says; it must not contradict an earlier one. */
static void merge_row(struct making *m, const struct key_row *row)
{
    struct said *said = &m->said[row->question];
    if (row->points > 0 && said->points != NULL && said->points->points != row->points) {
        refuse_other(m, row, "points", said->points);
    }
    if (row->status_said && said->status != NULL && said->status->status != row->status) {
        refuse_other(m, row, "status", said->status);
    }
    if (row->options > 0 && said->options != NULL && said->options->options != row->options) {
        refuse_other(m, row, "options", said->options);
    }
    unsigned char order[KEY_OPTIONS_MAX];
    if (row->set_count > 0 && said->answer != NULL && !match_options(said->answer, row, order)) {
        refuse_other(m, row, "numbers of right options", said->answer);
    }
    said->id = row->id;
    said->points = said->points == NULL && row->points > 0 ? row : said->points;
    said->status = said->status == NULL && row->status_said ? row : said->status;
    said->options = said->options == NULL && row->options > 0 ? row : said->options;
    said->answer = said->answer == NULL && row->set_count > 0 ? row : said->answer;
    for (size_t k = 0; k < row->set_count; k++) {
        said->letters |= row->sets[k];
    }
}

/* Letters beyond the options that a question is said to have. */
static void check_letters(struct making *m, const struct key_row *row)
{
    const struct said *said = &m->said[row->question];
    const size_t options = said->options != NULL ? said->options->options : KEY_OPTIONS_MAX;
    uint32_t letters = 0;
    for (size_t k = 0; k < row->set_count; k++) {
        letters |= row->sets[k];
    }
    for (size_t i = options; i < KEY_OPTIONS_MAX; i++) {
        if ((letters >> i & 1) != 0) {
            struct diag *diag = diags_add(m->diags, DIAG_ERROR, "answer", &row->answer_place,
                                          "question \"%s\" has %zu options, so there is no %c",
                                          short_text(row->id).text, options, item_letter(i));
            diag_hint(diag, "mend the answer, or the number of options");
            return;
        }
    }
}

static size_t options_seen(uint32_t letters)
{
    size_t count = KEY_OPTIONS_LEAST;
    for (size_t i = KEY_OPTIONS_LEAST; i < KEY_OPTIONS_MAX; i++) {
        count = (letters >> i & 1) != 0 ? i + 1 : count;
    }
    return count;
}

static bool make_questions(struct making *m)
{
    struct score_key *key = m->key;
    key->question_count = m->ids.count;
    key->questions = arena_alloc(&key->arena, key->question_count, sizeof *key->questions);
    if (key->questions == NULL) {
        return false;
    }
    for (size_t i = 0; i < key->question_count; i++) {
        const struct said *said = &m->said[i];
        key->questions[i] = (struct key_question){
            .id = said->id,
            .option_count =
                said->options != NULL ? said->options->options : options_seen(said->letters),
            .option_count_said = said->options != NULL,
            .right = said->answer != NULL ? said->answer->sets : NULL,
            .right_count = said->answer != NULL ? said->answer->set_count : 0,
            .points = said->points != NULL ? said->points->points : 1,
            .status = said->status != NULL ? said->status->status : KEY_SCORED};
    }
    return true;
}

/* ---- Papers ---------------------------------------------------------------------------------- */

static bool make_paper(struct making *m, struct paper *paper, struct key_row *const rows[],
                       size_t count)
{
    paper->form = rows[0]->form;
    paper->question_count = count;
    paper->questions = arena_alloc(&m->key->arena, count, sizeof *paper->questions);
    for (size_t i = 0; paper->questions != NULL && i < count; i++) {
        const struct key_row *own = m->said[rows[i]->question].answer;
        struct paper_question *place = &paper->questions[i];
        place->item = rows[i]->question;
        if (own == NULL || rows[i]->set_count == 0 || !match_options(own, rows[i], place->order)) {
            for (size_t k = 0; k < KEY_OPTIONS_MAX; k++) {
                place->order[k] = (unsigned char)k; /* nothing says otherwise */
            }
        }
    }
    return paper->questions != NULL;
}

static bool make_papers(struct making *m)
{
    struct paper *papers = arena_alloc(&m->key->arena, m->forms.count + 1, sizeof *papers);
    if (papers == NULL) {
        return false;
    }
    bool fine = true;
    for (size_t begin = 0, end; fine && m->forms.count > 0 && begin < m->rows->count; begin = end) {
        end = form_end(m, begin);
        fine = make_paper(m, &papers[m->key->paper_count++], m->order + begin, end - begin);
    }
    m->key->papers = papers;
    return fine;
}

static bool make_all(struct making *m)
{
    const size_t errors = m->diags->errors;
    if (!number_forms(m) || !order_rows(m) || !number_questions(m)) {
        return false;
    }
    refuse_repeats(m);
    for (size_t i = 0; i < m->rows->count; i++) {
        merge_row(m, &m->rows->items[i]);
    }
    for (size_t i = 0; i < m->rows->count; i++) {
        check_letters(m, &m->rows->items[i]);
    }
    return m->diags->errors > errors ||
           (make_questions(m) && make_papers(m) && key_make_index(m->key));
}

bool key_of_rows(struct score_key *key, struct key_rows *rows, struct diags *diags)
{
    struct making m = {.key = key, .rows = rows, .diags = diags};
    const bool fine = make_all(&m);
    names_fini(&m.ids);
    names_fini(&m.forms);
    free((void *)m.order);
    free(m.said);
    return fine;
}
