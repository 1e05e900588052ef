/* Tables with a row, or several, for each student. */
#include "questions/score/out.h"

#include <stdlib.h>
#include <string.h>

#include "questions/score/answers.h"
#include "questions/text/buffer.h"

bool out_scores(struct out *out, const struct scored *scored)
{
    const struct results *results = scored->results;
    struct buffer *b = out->buffer;
    struct out_numbers numbers = {0};
    bool go = true;
    buffer_add_text(b,
                    "student,points,max_points,percent,answered,correct,omitted,scaled,passed\n");
    for (size_t s = 0; go && s < results->all.students; s++) {
        const struct student_result *r = &results->students[s];
        out_student(out, scored, s);
        const double points[] = {r->points, r->max_points, r->percent};
        for (size_t i = 0; i < 3; i++) {
            buffer_add_char(b, ',');
            out_number(b, &numbers, points[i]);
        }
        const uint32_t counts[] = {r->answered, r->correct, r->omitted};
        for (size_t i = 0; i < 3; i++) {
            buffer_add_char(b, ',');
            out_whole(b, counts[i]);
        }
        buffer_add_char(b, ',');
        out_number(b, &numbers, r->scaled);
        buffer_add_text(b, r->passed ? ",yes\n" : ",no\n");
        go = out->ready(out->context);
    }
    return go && out->ready(out->context);
}

static const char *holds_word(struct belief_count count)
{
    switch (belief_standing(count)) {
    case BELIEF_HELD:
        return "yes";
    case BELIEF_NOT:
    case BELIEF_SOME:
        return "no";
    case BELIEF_TOO_FEW:
        break;
    }
    return "";
}

static void add_belief_rows(struct out *out, const struct scored *scored, size_t student,
                            struct belief_count counts[])
{
    const struct score_beliefs *beliefs = scored->results->beliefs;
    struct buffer *b = out->buffer;
    score_belief_counts(beliefs, scored->results->sheet, student, counts);
    for (size_t i = 0; i < score_belief_count(beliefs); i++) {
        if (counts[i].chances > 0) {
            out_student(out, scored, student);
            buffer_add_char(b, ',');
            buffer_add_text(b, score_belief(beliefs, i)->id);
            buffer_add_char(b, ',');
            out_whole(b, counts[i].chances);
            buffer_add_char(b, ',');
            out_whole(b, counts[i].shown);
            buffer_add_char(b, ',');
            buffer_add_text(b, holds_word(counts[i]));
            buffer_add_char(b, '\n');
        }
    }
}

bool out_beliefs(struct out *out, const struct scored *scored)
{
    const size_t count = score_belief_count(scored->results->beliefs);
    struct belief_count *counts = malloc((count + 1) * sizeof *counts);
    bool go = true;
    buffer_add_text(out->buffer, "student,belief,chances,shown,holds\n");
    out->buffer->failed = out->buffer->failed || counts == NULL;
    for (size_t s = 0; counts != NULL && go && s < scored->results->all.students; s++) {
        add_belief_rows(out, scored, s, counts);
        go = out->ready(out->context);
    }
    free(counts);
    return go && out->ready(out->context);
}

static void add_optional(struct out *out, const char *text)
{
    buffer_add_char(out->buffer, ',');
    if (text != NULL) {
        out_cell(out, text, strlen(text));
    }
}

/* Nameless, all that can be said of the absent is how many they are. */
bool out_absent(struct out *out, const struct scored *scored)
{
    bool go = true;
    buffer_add_text(out->buffer, "student,section,name\n");
    for (size_t i = 0; go && i < scored->absent_count; i++) {
        const struct absentee *who = &scored->absent[i];
        if (scored->anonymous) {
            buffer_addf(out->buffer, "absent-%04zu,,\n", i + 1);
        } else {
            out_cell(out, who->student, strlen(who->student));
            add_optional(out, who->section);
            add_optional(out, who->name);
            buffer_add_char(out->buffer, '\n');
        }
        go = out->ready(out->context);
    }
    return go && out->ready(out->context);
}

/* ---- Rejects --------------------------------------------------------------------------------- */

/* Reasons name students between quotes; nameless, what stands between quotes goes. */
static void add_reason(struct out *out, const char *reason, bool anonymous)
{
    struct buffer words = {0};
    bool inside = false;
    for (const char *at = reason; *at != '\0'; at++) {
        if (*at == '"') {
            buffer_add_text(&words, inside || !anonymous ? "\"" : "\"...");
            inside = !inside;
        } else if (!inside || !anonymous) {
            buffer_add_char(&words, *at);
        }
    }
    out->buffer->failed = out->buffer->failed || words.failed;
    out_cell(out, buffer_text(&words), words.length);
    buffer_fini(&words);
}

void out_reject(struct out *out, const struct reject *row, bool anonymous)
{
    if (row == NULL) {
        buffer_add_text(out->buffer, "file,line,reason,text\n");
        return;
    }
    out_cell(out, row->file, strlen(row->file));
    buffer_add_char(out->buffer, ',');
    out_whole(out->buffer, row->line);
    buffer_add_char(out->buffer, ',');
    add_reason(out, row->reason, anonymous);
    buffer_add_char(out->buffer, ',');
    if (!anonymous) {
        out_cell(out, row->text, row->text_length);
    }
    buffer_add_char(out->buffer, '\n');
}
