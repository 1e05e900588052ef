/* responses.csv: ten million cells of one letter, mostly, so these take the short way.  Its guard against
 * formulas does not hang on --csv-raw, and a ' of the text's own is doubled: it must read back equal. */
#include "questions/score/out.h"

#include <string.h>

#include "questions/item/subject.h"
#include "questions/score/kept.h"
#include "questions/text/buffer.h"
#include "questions/text/csv_out.h"
#include "questions/text/json_out.h"

void kept_cell(struct buffer *out, const struct score_key *key, size_t question,
               const struct response *response)
{
    bool any = false;
    switch (response->kind) {
    case RESPONSE_IS_NONE:
    case RESPONSE_IS_BLANK:
        break;
    case RESPONSE_IS_DOUBLE:
        buffer_add_char(out, '*');
        break;
    case RESPONSE_IS_OPTIONS:
        for (size_t i = 0; i < KEY_OPTIONS_MAX; i++) {
            if ((response->options >> i & 1) != 0) {
                buffer_add_text(out, any ? ";" : "");
                buffer_add_char(out, item_letter(i));
                any = true;
            }
        }
        break;
    case RESPONSE_IS_OUTCOME: {
        const struct decision *d = &key->subject->pack->decisions[kept_decision(key, question)];
        buffer_add_text(out, "outcome:");
        buffer_add_text(out, d->outcomes[response->outcome].id);
        break;
    }
    case RESPONSE_IS_MARK: {
        struct json_out json = {.out = out};
        json_number(&json, response->mark);
        break;
    }
    }
}

static void add_text(struct buffer *out, const char *text, size_t length)
{
    struct buffer cell = {0};
    if (length > 0 && (text[0] == '\'' || csv_is_formula(text, length))) {
        buffer_add_char(&cell, '\'');
    }
    buffer_add(&cell, text, length);
    csv_add_cell(out, buffer_text(&cell), cell.length, ',', false);
    out->failed = out->failed || cell.failed;
    buffer_fini(&cell);
}

static void add_student(struct buffer *out, const struct scored *scored, size_t student)
{
    const struct sheet_student who = sheet_student(scored->results->sheet, student);
    char space[SCORED_ID_SPACE];
    size_t length = 0;
    const char *id = scored_student(scored, student, space, &length);
    add_text(out, id, length);
    buffer_add_char(out, ',');
    if (who.section != NULL && !scored->anonymous) {
        add_text(out, who.section, strlen(who.section));
    }
    buffer_add_char(out, ',');
    if (who.name != NULL && !scored->anonymous) {
        add_text(out, who.name, strlen(who.name));
    }
    buffer_add_char(out, ',');
    if (who.paper != KEY_NO_PAPER) {
        out_whole(out, who.paper + 1);
    }
}

static void add_cells(struct buffer *out, const struct sheet *sheet, size_t student)
{
    const struct score_key *key = sheet_key(sheet);
    const struct sheet_row row = sheet_row(sheet, student);
    for (size_t q = 0; q < key->question_count; q++) {
        char *room = buffer_room(out, 2);
        if (room == NULL) {
            return;
        }
        room[0] = ',';
        const response_code code = sheet_row_code(row, q);
        if (code >= RESPONSE_OPTION && code < RESPONSE_ENTERED) {
            room[1] = item_letter(code - RESPONSE_OPTION);
            buffer_added(out, 2);
        } else {
            buffer_added(out, 1);
            const struct response response = code_book_response(sheet_book(sheet, q), code);
            kept_cell(out, key, q, &response);
        }
    }
}

bool out_responses(struct out *out, const struct scored *scored)
{
    const struct sheet *sheet = scored->results->sheet;
    const struct score_key *key = sheet_key(sheet);
    bool go = true;
    buffer_add_text(out->buffer, "student,section,name,paper");
    for (size_t q = 0; q < key->question_count; q++) {
        buffer_add_char(out->buffer, ',');
        add_text(out->buffer, key->questions[q].id, strlen(key->questions[q].id));
    }
    buffer_add_char(out->buffer, '\n');
    for (size_t s = 0; go && s < sheet_students(sheet); s++) {
        add_student(out->buffer, scored, s);
        add_cells(out->buffer, sheet, s);
        buffer_add_char(out->buffer, '\n');
        go = out->ready(out->context);
    }
    return go && out->ready(out->context);
}
