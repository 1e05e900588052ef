/* Responses are taken apart by their old code book and entered into the new one. */
#include "questions/score/rekey.h"

#include <stdlib.h>
#include <string.h>

#include "questions/score/sheet_private.h"

/* Where each question of the new key stands in the old one; KEY_NO_QUESTION: nowhere. */
static size_t *match_questions(const struct score_key *from, const struct score_key *to,
                               size_t *unknown)
{
    size_t *matches = malloc((to->question_count + 1) * sizeof *matches);
    *unknown = 0;
    for (size_t q = 0; matches != NULL && q < to->question_count; q++) {
        const char *id = to->questions[q].id;
        matches[q] = key_question(from, id, strlen(id));
        *unknown += matches[q] == KEY_NO_QUESTION ? 1 : 0;
    }
    return matches;
}

static size_t match_paper(const struct score_key *from, const struct score_key *to, size_t paper)
{
    const char *form = paper != KEY_NO_PAPER ? from->papers[paper].form : NULL;
    return form != NULL ? key_paper_of_form(to, form, strlen(form)) : KEY_NO_PAPER;
}

/* As the other key's question can have it. */
static struct response fitted(const struct score_key *to, size_t question, struct response response)
{
    const struct key_question *q = &to->questions[question];
    const bool letters = response.kind == RESPONSE_IS_OPTIONS;
    const bool past = letters && q->option_count_said && q->option_count < KEY_OPTIONS_MAX &&
                      response.options >> q->option_count != 0;
    const bool outcome = response.kind == RESPONSE_IS_OUTCOME && to->subject == NULL;
    if (past || outcome) {
        response = (struct response){.kind = RESPONSE_IS_DOUBLE};
    }
    return response;
}

static bool take_student(struct sheet *made, const struct sheet *sheet, const size_t matches[],
                         size_t student)
{
    const struct score_key *from = sheet_key(sheet), *to = sheet_key(made);
    const struct sheet_student who = sheet_student(sheet, student);
    const struct id_key id = ids_key(who.id, who.length);
    const struct entering how = {.duplicates = DUPLICATES_REJECT};
    struct sheet_counts counts = {0};
    size_t number = 0;
    bool good = sheet_add_student(made, &id, match_paper(from, to, who.paper), who.name,
                                  who.section, &number);
    for (size_t q = 0; good && q < to->question_count; q++) {
        if (matches[q] == KEY_NO_QUESTION || !sheet_presented(made, number, q)) {
            continue;
        }
        const response_code old = sheet_row(sheet, student)[matches[q]];
        const struct response response =
            fitted(to, q, code_book_response(sheet_book(sheet, matches[q]), old));
        response_code code = RESPONSE_NONE;
        if (response.kind != RESPONSE_IS_NONE) {
            good = sheet_code(made, q, &response, &code);
            (void)(good && sheet_enter(made, &counts, &how, number, q, code) == ENTERED_SCORED);
        }
    }
    sheet_count(made, &counts);
    return good;
}

struct sheet *rekey_sheet(const struct sheet *sheet, const struct score_key *key, size_t *unknown)
{
    size_t *matches = match_questions(sheet_key(sheet), key, unknown);
    struct sheet *made = matches != NULL ? sheet_new(key) : NULL;
    bool good = made != NULL;
    for (size_t s = 0; good && s < sheet_students(sheet); s++) {
        good = take_student(made, sheet, matches, s);
    }
    free(matches);
    if (!good) {
        sheet_free(made);
        return NULL;
    }
    return made;
}
