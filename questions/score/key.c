/* A key of a bank, and the look-ups of every key. */
#include "questions/score/key.h"

#include <stdlib.h>
#include <string.h>

#include "questions/score/key_private.h"
#include "questions/score/names.h"

/* A question of a paper and its place there. */
struct located {
    uint32_t question, place;
};

struct key_index {
    struct names questions, forms, students;
    size_t *form_paper, *student_paper; /* owned; the paper of each form, of each student */
    struct located *places;             /* owned; of each paper, by rising question */
    size_t *first;                      /* owned; where each paper's begin in `places` */
};

/* ---- Look-ups -------------------------------------------------------------------------------- */

static bool add_paper_name(struct names *names, size_t papers[], const char *name, size_t paper)
{
    if (name == NULL) {
        return true;
    }
    papers[names->count] = paper;
    return names_add(names, name, strlen(name));
}

static int compare_located(const void *a, const void *b)
{
    const struct located *left = a, *right = b;
    return (left->question > right->question) - (left->question < right->question);
}

static void locate(const struct paper *paper, struct located places[])
{
    for (size_t i = 0; i < paper->question_count; i++) {
        places[i] = (struct located){(uint32_t)paper->questions[i].item, (uint32_t)i};
    }
    qsort(places, paper->question_count, sizeof *places, compare_located);
}

static bool index_papers(const struct score_key *key, struct key_index *index)
{
    size_t places = 0;
    for (size_t i = 0; i < key->paper_count; i++) {
        places += key->papers[i].question_count;
    }
    index->places = calloc(places + 1, sizeof *index->places);
    index->first = calloc(key->paper_count + 1, sizeof *index->first);
    index->form_paper = calloc(key->paper_count + 1, sizeof *index->form_paper);
    index->student_paper = calloc(key->paper_count + 1, sizeof *index->student_paper);
    if (index->places == NULL || index->first == NULL || index->form_paper == NULL ||
        index->student_paper == NULL) {
        return false;
    }
    size_t at = 0;
    bool fine = true;
    for (size_t i = 0; fine && i < key->paper_count; i++) {
        const struct paper *paper = &key->papers[i];
        index->first[i] = at;
        locate(paper, index->places + at);
        at += paper->question_count;
        fine = add_paper_name(&index->forms, index->form_paper, paper->form, i) &&
               add_paper_name(&index->students, index->student_paper, paper->student, i);
    }
    return fine;
}

bool key_make_index(struct score_key *key)
{
    key->index = calloc(1, sizeof *key->index);
    bool fine = key->index != NULL;
    for (size_t i = 0; fine && i < key->question_count; i++) {
        const char *id = key->questions[i].id;
        fine = names_add(&key->index->questions, id, strlen(id));
    }
    return fine && index_papers(key, key->index);
}

void key_fini(struct score_key *key)
{
    if (key->index != NULL) {
        names_fini(&key->index->questions);
        names_fini(&key->index->forms);
        names_fini(&key->index->students);
        free(key->index->form_paper);
        free(key->index->student_paper);
        free(key->index->places);
        free(key->index->first);
        free(key->index);
    }
    arena_fini(&key->arena);
    *key = (struct score_key){0};
}

size_t key_question(const struct score_key *key, const char *id, size_t length)
{
    return names_find(&key->index->questions, id, length, false);
}

size_t key_question_but_zeros(const struct score_key *key, const char *id, size_t length,
                              size_t from)
{
    char wanted[NAMES_ZEROS_MAX], own[NAMES_ZEROS_MAX];
    const size_t wanted_length =
        length <= NAMES_ZEROS_MAX ? names_without_zeros(wanted, id, length) : 0;
    for (size_t q = from; wanted_length > 0 && q < key->question_count; q++) {
        const char *other = key->questions[q].id;
        const size_t other_length = strlen(other);
        if (other_length <= NAMES_ZEROS_MAX &&
            names_without_zeros(own, other, other_length) == wanted_length &&
            memcmp(own, wanted, wanted_length) == 0) {
            return q;
        }
    }
    return KEY_NO_QUESTION;
}

size_t key_paper_of_form(const struct score_key *key, const char *form, size_t length)
{
    const size_t number = names_find(&key->index->forms, form, length, true);
    return number != NAMES_NONE ? key->index->form_paper[number] : KEY_NO_PAPER;
}

size_t key_paper_of_student(const struct score_key *key, const char *student, size_t length)
{
    const size_t number = names_find(&key->index->students, student, length, false);
    return number != NAMES_NONE ? key->index->student_paper[number] : KEY_NO_PAPER;
}

size_t key_place_of(const struct score_key *key, size_t paper, size_t question)
{
    const struct located *places = key->index->places + key->index->first[paper];
    size_t from = 0, to = key->papers[paper].question_count;
    while (from < to) {
        const size_t middle = from + (to - from) / 2;
        if (places[middle].question == question) {
            return places[middle].place;
        }
        if (places[middle].question < question) {
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    return SIZE_MAX;
}

/* ---- Of a bank ------------------------------------------------------------------------------- */

static bool take_item(struct score_key *key, struct key_question *question, const struct item *item)
{
    const size_t right = item_right_count(item);
    question->id = item->id;
    question->item = item;
    question->option_count = item->option_count;
    question->option_count_said = true;
    question->points = item->points > 0 ? item->points : 1;
    question->status = item->points > 0 ? KEY_SCORED : KEY_UNSCORED;
    question->choose = item->select < right ? item->select : 0;
    if (right == 0) {
        return true;
    }
    question->right = arena_alloc(&key->arena, 1, sizeof *question->right);
    if (question->right == NULL) {
        return false;
    }
    question->right_count = 1;
    for (size_t i = 0; i < item->option_count; i++) {
        question->right[0] |= item->options[i].correct ? (uint32_t)1 << i : 0;
    }
    return true;
}

bool key_of_bank(struct score_key *key, const struct bank *bank, const struct subject *subject,
                 const bool proved[])
{
    *key = (struct score_key){.bank = bank, .subject = subject};
    key->questions = arena_alloc(&key->arena, bank->item_count + 1, sizeof *key->questions);
    if (key->questions == NULL) {
        return false;
    }
    bool fine = true;
    for (size_t i = 0; fine && i < bank->item_count; i++) {
        fine = take_item(key, &key->questions[i], &bank->items[i]);
        key->questions[i].proved = proved != NULL && proved[i];
        key->question_count++;
    }
    key->papers = bank->papers;
    key->paper_count = bank->paper_count;
    return fine && key_make_index(key);
}
