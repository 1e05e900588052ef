/* See the header. */
#include "tests/unit/score_class.h"

#include <string.h>

#include "questions/score/sheet_private.h"
#include "tests/unit/check.h"

static void begin_sheet(struct score_class *c, bool good)
{
    c->sheet = good ? sheet_new(&c->key) : NULL;
    CHECK(c->sheet != NULL);
}

void score_class_csv(struct score_class *c, const char *key, bool marks)
{
    struct diags diags = {0};
    c->text = (struct source_text){"key.csv", key, strlen(key), 1};
    const bool good = key_of_csv(&c->key, &c->text, marks, &diags);
    for (size_t i = 0; i < diags.count; i++) {
        printf("# %s\n", diags.items[i].text);
    }
    diags_fini(&diags);
    begin_sheet(c, good);
}

void score_class_bank(struct score_class *c, const struct bank *bank, const struct subject *subject)
{
    const bool good = key_of_bank(&c->key, bank, subject, NULL);
    for (size_t q = 0; good && q < c->key.question_count; q++) {
        c->key.questions[q].proved = subject != NULL;
    }
    begin_sheet(c, good);
}

void score_class_fini(struct score_class *c)
{
    sheet_free(c->sheet);
    key_fini(&c->key);
    *c = (struct score_class){0};
}

size_t score_class_student(struct score_class *c, const char *id, size_t paper)
{
    size_t student = 0;
    const struct id_key key = ids_key(id, strlen(id));
    CHECK(sheet_add_student(c->sheet, &key, paper, NULL, NULL, &student));
    return student;
}

void score_class_answer(struct score_class *c, size_t student, size_t question,
                        const struct response *response)
{
    static const struct entering how = {.duplicates = DUPLICATES_REJECT};
    struct sheet_counts counts = {0};
    response_code code = RESPONSE_NONE;
    if (response->kind != RESPONSE_IS_NONE) {
        CHECK(sheet_code(c->sheet, question, response, &code));
        CHECK(sheet_enter(c->sheet, &counts, &how, student, question, code) == ENTERED_SCORED);
    }
    sheet_count(c->sheet, &counts);
}

void score_class_letters(struct score_class *c, const char *id, const char *letters)
{
    const size_t student = score_class_student(c, id, KEY_NO_PAPER);
    CHECK_INT(strlen(letters), c->key.question_count);
    for (size_t q = 0; q < c->key.question_count && letters[q] != '\0'; q++) {
        struct response response = {.kind = RESPONSE_IS_OPTIONS};
        if (letters[q] >= 'A' && letters[q] <= 'Z') {
            response.options = (uint32_t)1 << (letters[q] - 'A');
        } else {
            response.kind = letters[q] == '-'   ? RESPONSE_IS_BLANK
                            : letters[q] == '*' ? RESPONSE_IS_DOUBLE
                                                : RESPONSE_IS_NONE;
        }
        score_class_answer(c, student, q, &response);
    }
}

struct results_options score_class_options(void)
{
    return (struct results_options){.scale = {.pass = 0.7, .low = 100, .mark = 720, .high = 1000},
                                    .threads = 1};
}
