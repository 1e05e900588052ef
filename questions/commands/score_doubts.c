/* What was read and can be scored, but hardly means what it says. */
#include "questions/commands/score.h"
#include "questions/score/alike.h"
#include "questions/score/summary.h"
#include "questions/text/buffer.h"
#include "questions/text/looks.h"

#define SHOWN        3  /* pairs, students */
#define OPTIONS_MANY 10 /* more than a question has, where nobody says so */

/* ---- One person written in two ways ------------------------------------------------------------ */

static bool warn_alike(struct context *context, const struct scored *scored)
{
    struct alike_pair pairs[SHOWN];
    size_t count = 0;
    if (!alike_students(scored->results->sheet, pairs, SHOWN, &count)) {
        return false;
    }
    for (size_t i = 0; i < count && i < SHOWN; i++) {
        struct buffer words = {0};
        alike_words(&words, scored, &pairs[i]);
        command_warning(context, "students %s", buffer_text(&words));
        buffer_fini(&words);
    }
    if (count > SHOWN) {
        command_warning(context, "%zu more %s like an earlier one", count - SHOWN,
                        count == SHOWN + 1 ? "student's id looks" : "students' ids look");
    }
    if (count > 0) {
        command_hint(context, "each counts as a student of its own; where two are one person, mend "
                              "the id in the answers and score again");
    }
    return true;
}

/* ---- Students without an answer ---------------------------------------------------------------- */

/* Is there nothing, not even a blank? */
static bool has_nothing(const struct sheet *sheet, size_t student)
{
    const size_t questions = sheet_key(sheet)->question_count;
    const struct sheet_row row = sheet_row(sheet, student);
    size_t q = 0;
    while (q < questions && sheet_row_code(row, q) == RESPONSE_NONE) {
        q++;
    }
    return q == questions;
}

/* A line that is no student's, such as a mean, counts as one who has no point. */
static void warn_nothing(struct context *context, const struct scored *scored)
{
    const struct sheet *sheet = scored->results->sheet;
    struct buffer who = {0};
    size_t count = 0;
    for (size_t s = 0; s < sheet_students(sheet); s++) {
        if (has_nothing(sheet, s)) {
            if (count < SHOWN) {
                buffer_add_text(&who, count > 0 ? ", " : "");
                scored_show_student(&who, scored, s, looks_show);
            }
            count++;
        }
    }
    if (count > SHOWN) {
        buffer_addf(&who, " and %zu more", count - SHOWN);
    }
    if (count > 0) {
        command_warning(context, "none of the answers of student%s %s could be scored",
                        count == 1 ? "" : "s", buffer_text(&who));
        command_hint(context,
                     "the rejects say why; a line that is no student's, such as a mean, is "
                     "to be taken out of the file");
    }
    buffer_fini(&who);
}

/* ---- Words that are letters --------------------------------------------------------------------- */

/* Where the key does not say how many options there are, "absent" names six of them. */
static void warn_words(struct context *context, const struct sheet *sheet)
{
    const struct score_key *key = sheet_key(sheet);
    size_t first = SIZE_MAX, count = 0;
    for (size_t q = 0; q < key->question_count; q++) {
        const size_t options = sheet_options(sheet, q);
        if (options > OPTIONS_MANY && options > key->questions[q].option_count &&
            !key->questions[q].option_count_said) {
            first = first == SIZE_MAX ? q : first;
            count++;
        }
    }
    if (count == 0) {
        return;
    }
    struct buffer more = {0};
    if (count > 1) {
        buffer_addf(&more, " and %zu more question%s", count - 1, count == 2 ? "" : "s");
    }
    command_warning(context, "answers to \"%s\"%s name options beyond the key's: up to %c",
                    key->questions[first].id, buffer_text(&more),
                    item_letter(sheet_options(sheet, first) - 1));
    command_hint(context, "is there a word in a cell, such as \"absent\"? say in the key's column "
                          "options how many a question has, and it is rejected");
    buffer_fini(&more);
}

bool score_doubts(struct context *context, const struct sheet *sheet, bool anonymous)
{
    const struct results of_sheet = {.sheet = sheet};
    const struct scored scored = {.results = &of_sheet, .anonymous = anonymous};
    const struct sheet_counts counts = sheet_counts(sheet);
    if (counts.scored > counts.blank && counts.rejected > 0) {
        warn_nothing(context, &scored);
    }
    warn_words(context, sheet);
    return warn_alike(context, &scored);
}
