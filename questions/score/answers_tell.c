/* What was refused in a round, told in the order of the file. */
#include <string.h>

#include "questions/score/answers_private.h"

#define TEXT_SHOWN 1024 /* bytes of a refused line */

/* Does one stand before the other in the file? */
static bool is_before(const struct refusal *a, const struct refusal *b)
{
    const uint32_t keys[4][2] = {{a->offset, b->offset},
                                 {a->order, b->order},
                                 {a->kind != REFUSED_CELL, b->kind != REFUSED_CELL},
                                 {a->question, b->question}};
    for (size_t i = 0; i < 4; i++) {
        if (keys[i][0] != keys[i][1]) {
            return keys[i][0] < keys[i][1];
        }
    }
    return false;
}

/* Of two lists the one whose next one to tell stands first in the file. */
static struct refusals *earlier(struct refusals *a, struct refusals *b)
{
    if (a == NULL || b->told == b->count) {
        return b->told == b->count ? a : b;
    }
    return is_before(&b->items[b->told], &a->items[a->told]) ? b : a;
}

/*
 * The next of all refusals of a round, in the order of the file; NULL: all were told.  Every list is in
 * this order already, as pieces are taken and entered from their beginning to their end.
 */
static const struct refusal *next_refusal(struct answers *a)
{
    struct refusals *first = NULL;
    for (size_t p = 0; p < a->used; p++) {
        first = earlier(first, &a->pieces[p].refusals);
    }
    for (size_t p = 0; p < a->partitions; p++) {
        first = earlier(first, &a->entering[p]);
    }
    return first == NULL ? NULL : &first->items[first->told++];
}

/* The record as it stood: of a bad one its first line. */
static struct cell_text text_of(const struct answers *a, const struct piece *piece,
                                const char *record)
{
    const struct stretch stretch = {record, a->bytes + a->held, a->file.whole, a->file.separator};
    struct record_end end = {0};
    const char *lf = memchr(record, '\n', (size_t)(piece->to - record));
    const char *text_end = lf != NULL ? lf : piece->to;
    if (lf != NULL && lf > record && lf[-1] == '\r') {
        text_end--;
    }
    if (!a->file.shape->lines && record_find_end(&stretch, &end) && end.problem == NULL) {
        text_end = end.text;
    }
    const size_t length = (size_t)(text_end - record);
    return (struct cell_text){record, length < TEXT_SHOWN ? length : TEXT_SHOWN};
}

static const char *form_name(const struct answers *a, size_t paper)
{
    return paper == KEY_NO_PAPER || a->key->papers[paper].form == NULL ? "(unsaid)"
                                                                       : a->key->papers[paper].form;
}

/* The kinds that are seen on entering. */
static void say_entered(const struct answers *a, const struct refusal *r, struct refused *refused)
{
    const struct sheet_student s = sheet_student(a->sheet, r->student);
    if (r->kind == REFUSED_PAPER) {
        refused->responses = a->file.shape->rows ? r->order : 1;
        buffer_addf(&refused->reason.words, "form \"%s\", but student \"%s\" has form \"%s\"",
                    form_name(a, r->question), s.id, form_name(a, s.paper));
        return;
    }
    refused->responses = 1;
    buffer_addf(&refused->reason.words,
                r->kind == REFUSED_FULL
                    ? "question \"%s\": too many different answers to it"
                    : "question \"%s\": student \"%s\" has given another answer, which is kept",
                a->key->questions[r->question].id, s.id);
}

static void tell(struct answers *a, const struct refusal *r, uint64_t line)
{
    struct piece *piece = &a->pieces[r->piece];
    const char *record = a->bytes + r->offset;
    struct refused refused = {.responses = 1};
    bool good = true;
    if (r->kind == REFUSED_RECORD || r->kind == REFUSED_CELL) {
        good = a->file.shape->tell(piece, record, piece->to, r, &refused);
    } else {
        say_entered(a, r, &refused);
    }
    if (!good || refused.reason.words.failed) {
        a->failed = true;
    } else if (a->listener.reject != NULL && refused.responses > 0) {
        const struct cell_text text = text_of(a, piece, record);
        const struct reject reject = {.file = a->file.shown,
                                      .line = line,
                                      .reason = buffer_text(&refused.reason.words),
                                      .kind = refused.reason.kind,
                                      .text = text.bytes,
                                      .text_length = text.length,
                                      .responses = refused.responses};
        a->stopped = !a->listener.reject(a->listener.context, &reject);
    }
    buffer_fini(&refused.reason.words);
}

void tell_refused(struct answers *a)
{
    uint64_t line = a->file.line + 1;
    size_t piece = 0;
    const struct refusal *r;
    while (!a->failed && !a->stopped && (r = next_refusal(a)) != NULL) {
        for (; piece < r->piece; piece++) {
            line += a->pieces[piece].line;
        }
        tell(a, r, line + r->line);
    }
}

void enter_refused(struct answers *a, const char *reason, const char *text, size_t length)
{
    const uint64_t responses = record_responses(a);
    const uint64_t papers = a->file.shape->rows ? 1 : 0;
    const struct sheet_counts counts = {
        .papers_read = papers, .papers_rejected = papers, .read = responses, .rejected = responses};
    const char *lf = memchr(text, '\n', length);
    length = lf != NULL ? (size_t)(lf - text) : length;
    const struct reject reject = {.file = a->file.shown,
                                  .line = a->file.line + 1,
                                  .reason = reason,
                                  .text = text,
                                  .text_length = length < TEXT_SHOWN ? length : TEXT_SHOWN,
                                  .responses = responses};
    sheet_count(a->sheet, &counts);
    if (a->listener.reject != NULL) {
        a->stopped = !a->listener.reject(a->listener.context, &reject) || a->stopped;
    }
}
