/* Responses are taken apart by their old code book and entered into the new one. */
#include "questions/score/rekey.h"

#include <stdlib.h>
#include <string.h>

#include "questions/score/sheet_private.h"

#define NO_OPTION UINT8_MAX

/* What each option of a question is in the other key's question of the same id. */
struct options {
    uint8_t to[KEY_OPTIONS_MAX]; /* NO_OPTION: nothing there */
};

/* By their texts, where both come of banks: somebody may have put them in another order. */
static struct options match_texts(const struct item *from, const struct item *to)
{
    struct options options;
    for (size_t i = 0; i < KEY_OPTIONS_MAX; i++) {
        options.to[i] = NO_OPTION;
        for (size_t k = to->option_count; i < from->option_count && k-- > 0;) {
            if (strcmp(from->options[i].text, to->options[k].text) == 0) {
                options.to[i] = (uint8_t)k;
            }
        }
    }
    return options;
}

static struct options same_letters(void)
{
    struct options options;
    for (size_t i = 0; i < KEY_OPTIONS_MAX; i++) {
        options.to[i] = (uint8_t)i;
    }
    return options;
}

/* Where a question of the new key stands in the old one. */
struct match {
    size_t question;        /* KEY_NO_QUESTION: nowhere */
    bool texts;             /* its options were found by their texts */
    struct options options; /* by texts or letters: the same for all students */
};

static struct match *match_questions(const struct score_key *from, const struct score_key *to,
                                     size_t *unknown)
{
    struct match *matches = calloc(to->question_count + 1, sizeof *matches);
    *unknown = 0;
    for (size_t q = 0; matches != NULL && q < to->question_count; q++) {
        const char *id = to->questions[q].id;
        const size_t question = key_question(from, id, strlen(id));
        const struct item *old =
            question != KEY_NO_QUESTION ? from->questions[question].item : NULL;
        const struct item *new = to->questions[q].item;
        matches[q].question = question;
        matches[q].texts = old != NULL && new != NULL;
        matches[q].options = matches[q].texts ? match_texts(old, new) : same_letters();
        *unknown += question == KEY_NO_QUESTION ? 1 : 0;
    }
    return matches;
}

static const struct paper_question *place_on(const struct score_key *key, size_t paper,
                                             size_t question)
{
    const size_t place = paper != KEY_NO_PAPER ? key_place_of(key, paper, question) : SIZE_MAX;
    return place != SIZE_MAX ? &key->papers[paper].questions[place] : NULL;
}

/* How many places of a paper an order speaks of. */
static size_t places_of(const struct score_key *key, size_t question)
{
    const struct item *item = key->questions[question].item;
    return item != NULL ? item->option_count : KEY_OPTIONS_MAX;
}

/* By the places where they were printed, where both keys know the form. */
static struct options match_places(const struct score_key *from, size_t from_question,
                                   const struct paper_question *from_place,
                                   const struct score_key *to, size_t to_question,
                                   const struct paper_question *to_place)
{
    const size_t there = places_of(to, to_question), here = places_of(from, from_question);
    struct options options;
    memset(options.to, NO_OPTION, sizeof options.to);
    for (size_t i = 0; i < here && i < there; i++) {
        options.to[from_place->order[i]] = to_place->order[i];
    }
    return options;
}

static size_t match_paper(const struct score_key *from, const struct score_key *to, size_t paper)
{
    const char *form = paper != KEY_NO_PAPER ? from->papers[paper].form : NULL;
    return form != NULL ? key_paper_of_form(to, form, strlen(form)) : KEY_NO_PAPER;
}

/* The response in the other key's options; a double mark where one of them is nothing there. */
static struct response moved(struct response response, const struct options *options)
{
    uint32_t moved = 0;
    bool lost = false;
    for (size_t i = 0; response.kind == RESPONSE_IS_OPTIONS && i < KEY_OPTIONS_MAX; i++) {
        if ((response.options >> i & 1) != 0) {
            lost = lost || options->to[i] == NO_OPTION;
            moved |= options->to[i] != NO_OPTION ? (uint32_t)1 << options->to[i] : 0;
        }
    }
    response.options = moved;
    if (lost) {
        response = (struct response){.kind = RESPONSE_IS_DOUBLE};
    }
    return response;
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

/* What a student answered to a question, as the other key has it. */
static struct response taken(const struct sheet *sheet, size_t student, const struct match *match,
                             const struct score_key *to, size_t to_paper, size_t to_question)
{
    const struct score_key *from = sheet_key(sheet);
    const size_t paper = sheet_student(sheet, student).paper;
    const response_code code = sheet_answer(sheet, student, match->question);
    const struct response response = code_book_response(sheet_book(sheet, match->question), code);
    const struct paper_question *here = place_on(from, paper, match->question);
    const struct paper_question *there = place_on(to, to_paper, to_question);
    struct options options = match->options;
    if (!match->texts && here != NULL && there != NULL) {
        options = match_places(from, match->question, here, to, to_question, there);
    }
    return fitted(to, to_question, moved(response, &options));
}

static bool take_student(struct sheet *made, const struct sheet *sheet,
                         const struct match matches[], size_t student)
{
    const struct score_key *from = sheet_key(sheet), *to = sheet_key(made);
    const struct sheet_student who = sheet_student(sheet, student);
    const struct id_key id = ids_key(who.id, who.length);
    const struct entering how = {.duplicates = DUPLICATES_REJECT};
    struct sheet_counts counts = {0};
    size_t number = 0;
    const size_t paper = match_paper(from, to, who.paper);
    bool good = sheet_add_student(made, &id, paper, who.name, who.section, &number);
    for (size_t q = 0; good && q < to->question_count; q++) {
        if (matches[q].question == KEY_NO_QUESTION || !sheet_presented(made, number, q)) {
            continue;
        }
        const struct response response = taken(sheet, student, &matches[q], to, paper, q);
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
    struct match *matches = match_questions(sheet_key(sheet), key, unknown);
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
