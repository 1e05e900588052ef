/* Question ids but for zeros, found at once: a key made by hand says Q01, a platform Q1. */
#include <stdlib.h>
#include <string.h>

#include "questions/score/answers_private.h"
#include "questions/score/names.h"

bool zeros_init(struct zeros *zeros, const struct score_key *key)
{
    zeros->questions = calloc(key->question_count + 1, sizeof *zeros->questions);
    zeros->forgiven = calloc(key->question_count + 1, sizeof *zeros->forgiven);
    bool good = zeros->questions != NULL && zeros->forgiven != NULL;
    for (size_t q = 0; good && q < key->question_count; q++) {
        const struct cell_text id = {key->questions[q].id, strlen(key->questions[q].id)};
        char plain[NAMES_ZEROS_MAX];
        if (id.length > NAMES_ZEROS_MAX) {
            continue;
        }
        const struct id_key made = ids_key(plain, names_without_zeros(plain, id.bytes, id.length));
        const uint32_t known = ids_find(&zeros->ids, &made);
        if (known != IDS_NONE) {
            zeros->questions[known] = KEY_NO_QUESTION;
        } else {
            zeros->questions[zeros->ids.count] = q;
            good = ids_add(&zeros->ids, &made);
        }
    }
    return good;
}

void zeros_fini(struct zeros *zeros)
{
    ids_fini(&zeros->ids);
    free(zeros->questions);
    free(zeros->forgiven);
    *zeros = (struct zeros){0};
}

size_t zeros_question(const struct zeros *zeros, struct cell_text id)
{
    char plain[NAMES_ZEROS_MAX];
    if (id.length == 0 || id.length > NAMES_ZEROS_MAX) {
        return KEY_NO_QUESTION;
    }
    const struct id_key key = ids_key(plain, names_without_zeros(plain, id.bytes, id.length));
    const uint32_t number = ids_find(&zeros->ids, &key);
    return number == IDS_NONE ? KEY_NO_QUESTION : zeros->questions[number];
}

void zeros_forget(struct answers *answers)
{
    memset(answers->zeros.forgiven, 0,
           answers->key->question_count * sizeof *answers->zeros.forgiven);
}

void zeros_gather(struct answers *answers, const struct piece *piece)
{
    for (size_t q = 0; piece->forgave && q < answers->key->question_count; q++) {
        answers->zeros.forgiven[q] = answers->zeros.forgiven[q] || piece->forgiven[q];
    }
}

void zeros_note(struct answers *answers)
{
    size_t count = 0, first = 0;
    for (size_t q = answers->key->question_count; q-- > 0;) {
        first = answers->zeros.forgiven[q] ? q : first;
        count += answers->zeros.forgiven[q] ? 1 : 0;
    }
    if (count == 1) {
        answers_note(answers, "question \"%s\" is named with other zeros: taken as the same",
                     answers->key->questions[first].id);
    } else if (count > 1) {
        answers_note(answers,
                     "question \"%s\" and %zu more are named with other zeros: taken as the same",
                     answers->key->questions[first].id, count - 1);
    }
}
