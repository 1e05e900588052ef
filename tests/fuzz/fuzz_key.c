/*
 * A key as somebody typed it.  What is accepted can be scored by, and written out plainly it is read as
 * the same key.
 */
#include <string.h>

#include "questions/score/key.h"
#include "questions/text/buffer.h"
#include "questions/text/csv_out.h"
#include "tests/fuzz/fuzz.h"

static void add_cell(struct buffer *out, const char *text, char separator)
{
    csv_add_cell(out, text, strlen(text), separator, false);
    buffer_add_char(out, separator);
}

/* ---- What holds of every key ------------------------------------------------------------------ */

static void check_question(const struct score_key *key, size_t number)
{
    const struct key_question *q = &key->questions[number];
    FUZZ_HOLDS(q->id[0] != '\0' && key_question(key, q->id, strlen(q->id)) == number);
    FUZZ_HOLDS(q->points > 0 && q->points <= 1e6);
    FUZZ_HOLDS(q->option_count >= 2 && q->option_count <= KEY_OPTIONS_MAX);
    FUZZ_HOLDS(key->marks || q->status != KEY_SCORED || q->right_count > 0);
    for (size_t k = 0; k < q->right_count; k++) {
        FUZZ_HOLDS(q->right[k] != 0);
        FUZZ_HOLDS(q->right[k] >> q->option_count == 0);
    }
}

static void check_paper(const struct score_key *key, size_t number)
{
    const struct paper *paper = &key->papers[number];
    FUZZ_HOLDS(key_paper_of_form(key, paper->form, strlen(paper->form)) == number);
    FUZZ_HOLDS(paper->question_count > 0);
    for (size_t i = 0; i < paper->question_count; i++) {
        const struct paper_question *place = &paper->questions[i];
        uint32_t seen = 0;
        FUZZ_HOLDS(place->item < key->question_count);
        FUZZ_HOLDS(key_place_of(key, number, place->item) == i);
        for (size_t o = 0; o < KEY_OPTIONS_MAX; o++) {
            FUZZ_HOLDS(place->order[o] < KEY_OPTIONS_MAX);
            seen |= UINT32_C(1) << place->order[o];
        }
        FUZZ_HOLDS(seen == (UINT32_C(1) << KEY_OPTIONS_MAX) - 1); /* each option once */
    }
}

/* ---- Written out, and read again --------------------------------------------------------------- */

/* Sets of options by the letters of a paper; NULL: of the key itself. */
static void add_answer(struct buffer *out, const struct key_question *q,
                       const struct paper_question *place, char separator)
{
    struct buffer cell = {0};
    for (size_t k = 0; k < q->right_count; k++) {
        buffer_add_text(&cell, k > 0 ? "|" : "");
        for (size_t i = 0; i < KEY_OPTIONS_MAX; i++) {
            const size_t option = place != NULL ? place->order[i] : i;
            if ((q->right[k] >> option & 1) != 0) {
                buffer_add_char(&cell, item_letter(i));
            }
        }
    }
    add_cell(out, buffer_text(&cell), separator);
    buffer_fini(&cell);
}

static void add_row(struct buffer *out, const struct key_question *q, const char *form,
                    const struct paper_question *place, size_t position, char separator)
{
    static const char *const statuses[] = {"scored", "dropped", "all-credit", "unscored"};
    add_cell(out, q->id, separator);
    add_answer(out, q, place, separator);
    buffer_addf(out, "%.15g%c", q->points, separator);
    add_cell(out, statuses[q->status], separator);
    if (q->option_count_said) {
        buffer_addf(out, "%zu", q->option_count);
    }
    buffer_add_char(out, separator);
    add_cell(out, form, separator);
    buffer_addf(out, "%zu\r\n", position + 1);
}

static void write_key(struct buffer *out, const struct score_key *key, char separator)
{
    static const char *const columns[] = {"question", "answer",  "points",
                                          "status",   "options", "form"};
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        add_cell(out, columns[i], separator);
    }
    buffer_add_text(out, "position\r\n");
    for (size_t i = 0; key->paper_count == 0 && i < key->question_count; i++) {
        add_row(out, &key->questions[i], "", NULL, i, separator);
    }
    for (size_t p = 0; p < key->paper_count; p++) {
        const struct paper *paper = &key->papers[p];
        for (size_t i = 0; i < paper->question_count; i++) {
            const struct paper_question *place = &paper->questions[i];
            add_row(out, &key->questions[place->item], paper->form, place, i, separator);
        }
    }
}

static void compare_questions(const struct key_question *a, const struct key_question *b)
{
    FUZZ_HOLDS(strcmp(a->id, b->id) == 0 && a->status == b->status);
    FUZZ_HOLDS(a->points <= b->points && a->points >= b->points);
    FUZZ_HOLDS(a->option_count == b->option_count && a->option_count_said == b->option_count_said);
    FUZZ_HOLDS(a->right_count == b->right_count);
}

/* Which letters are right is the same; on other papers the letters of wrong options may not be. */
static void compare(const struct score_key *key, const struct score_key *again)
{
    FUZZ_HOLDS(key->question_count == again->question_count);
    FUZZ_HOLDS(key->paper_count == again->paper_count);
    for (size_t i = 0; i < key->question_count; i++) {
        const struct key_question *q = &key->questions[i];
        const size_t other = key_question(again, q->id, strlen(q->id));
        FUZZ_HOLDS(other != KEY_NO_QUESTION);
        compare_questions(q, &again->questions[other]);
        for (size_t k = 0; k < q->right_count && key->paper_count == 0; k++) {
            FUZZ_HOLDS(other == i && q->right[k] == again->questions[other].right[k]);
        }
    }
    for (size_t p = 0; p < key->paper_count; p++) {
        FUZZ_HOLDS(strcmp(key->papers[p].form, again->papers[p].form) == 0);
        FUZZ_HOLDS(key->papers[p].question_count == again->papers[p].question_count);
    }
}

static void read_again(const struct score_key *key, char separator)
{
    struct buffer out = {0};
    struct diags diags = {0};
    struct score_key again = {0};
    write_key(&out, key, separator);
    const struct source_text text = {"again.csv", buffer_text(&out), out.length, 1};
    FUZZ_HOLDS(!out.failed && key_of_csv(&again, &text, key->marks, &diags));
    FUZZ_HOLDS(diags.count == 0);
    compare(key, &again);
    key_fini(&again);
    diags_fini(&diags);
    buffer_fini(&out);
}

/* The first byte says whether cells are marks, and how the key is written again. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0) {
        return 0;
    }
    const struct source_text text = {"key.csv", (const char *)data + 1, size - 1, 1};
    struct diags diags = {0};
    struct score_key key = {0};
    const bool good = key_of_csv(&key, &text, data[0] % 2 == 1, &diags);
    FUZZ_HOLDS(good == (diags.errors == 0));
    for (size_t i = 0; good && i < key.question_count; i++) {
        check_question(&key, i);
    }
    for (size_t i = 0; good && i < key.paper_count; i++) {
        check_paper(&key, i);
    }
    if (good) {
        FUZZ_HOLDS(key.question_count > 0);
        read_again(&key, ",;\t"[data[0] / 2 % 3]);
    }
    fuzz_messages(&diags);
    key_fini(&key);
    diags_fini(&diags);
    return 0;
}
