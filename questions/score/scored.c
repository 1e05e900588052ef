/* Small words that all outputs share. */
#include "questions/score/scored.h"

#include <stdio.h>
#include <string.h>

#include "questions/text/buffer.h"

const struct score_key *scored_key(const struct scored *scored)
{
    return sheet_key(scored->results->sheet);
}

const struct subject *scored_subject(const struct scored *scored)
{
    return scored_key(scored)->subject;
}

const char *scored_student(const struct scored *scored, size_t student, char space[SCORED_ID_SPACE],
                           size_t *length)
{
    if (scored->anonymous) {
        *length = (size_t)snprintf(space, SCORED_ID_SPACE, "student-%04zu", student + 1);
        return space;
    }
    const struct sheet_student who = sheet_student(scored->results->sheet, student);
    *length = who.length;
    return who.id;
}

void scored_show_student(struct buffer *out, const struct scored *scored, size_t student,
                         void (*show)(struct buffer *out, const char *bytes, size_t length))
{
    char space[SCORED_ID_SPACE];
    size_t length = 0;
    const char *id = scored_student(scored, student, space, &length);
    buffer_add_char(out, '"');
    show(out, id, length);
    buffer_add_char(out, '"');
}

const char *scored_name(const struct scored *scored, size_t student)
{
    const char *name = sheet_student(scored->results->sheet, student).name;
    return scored->anonymous || name == NULL || name[0] == '\0' ? NULL : name;
}

static size_t count_bits(uint32_t bits)
{
    size_t count = 0;
    for (; bits != 0; bits &= bits - 1) {
        count++;
    }
    return count;
}

void scored_letters(struct buffer *out, uint32_t options)
{
    const size_t count = count_bits(options);
    size_t said = 0;
    for (size_t i = 0; i < KEY_OPTIONS_MAX; i++) {
        if ((options >> i & 1) != 0) {
            buffer_add_text(out, said == 0 ? "" : said + 1 == count ? " and " : ", ");
            buffer_add_char(out, item_letter(i));
            said++;
        }
    }
    if (count == 0) {
        buffer_add_text(out, "no option");
    }
}

void scored_right(struct buffer *out, const struct key_question *question)
{
    for (size_t i = 0; i < question->right_count; i++) {
        buffer_add_text(out, i == 0 ? "" : ", or ");
        scored_letters(out, question->right[i]);
    }
    if (question->right_count == 0) {
        buffer_add_text(out, "nothing");
    }
}

bool scored_is_right(const struct key_question *question, size_t option)
{
    bool right = false;
    for (size_t i = 0; !right && i < question->right_count; i++) {
        right = (question->right[i] >> option & 1) != 0;
    }
    return right;
}
