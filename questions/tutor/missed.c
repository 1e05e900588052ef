#include "questions/tutor/missed.h"

#include <stdlib.h>
#include <string.h>

#include "questions/item/frame.h"
#include "questions/item/kinds.h"
#include "questions/item/question.h"
#include "questions/item/scenario.h"
#include "questions/text/buffer.h"

void missed_fini(struct missed *missed)
{
    arena_fini(&missed->arena);
    free(missed->questions);
    *missed = (struct missed){0};
}

static bool keep(struct missed *missed, const char *text, const char **kept)
{
    *kept = text != NULL ? arena_copy(&missed->arena, text, strlen(text)) : NULL;
    return text == NULL || *kept != NULL;
}

bool missed_note(struct missed *missed, const struct outcome_record *record)
{
    const struct asked *a = &record->asked;
    if (!record->answered && !record->marked) {
        return true; /* says nothing about the question */
    }
    if (missed->count == missed->capacity) {
        const size_t capacity = 2 * missed->capacity + 64;
        struct missed_question *grown = realloc(missed->questions, capacity * sizeof *grown);
        if (grown == NULL) {
            return false;
        }
        missed->questions = grown;
        missed->capacity = capacity;
    }
    struct missed_question *q = &missed->questions[missed->count];
    *q = (struct missed_question){.seed = a->seed,
                                  .wrong = record->answered && !record->correct,
                                  .marked = record->marked,
                                  .order = missed->count};
    missed->count++;
    return keep(missed, a->question, &q->id) && keep(missed, a->kind, &q->kind) &&
           keep(missed, a->decision, &q->decision) && keep(missed, a->facts, &q->facts) &&
           keep(missed, a->telling, &q->telling) && keep(missed, a->rule, &q->rule) &&
           keep(missed, a->item, &q->item) && keep(missed, record->chosen, &q->chosen);
}

/* By id; of one id the latest first. */
static int by_id(const void *a, const void *b)
{
    const struct missed_question *one = a, *other = b;
    const int ids = strcmp(one->id, other->id);
    return ids != 0 ? ids : one->order < other->order ? 1 : -1;
}

static int by_order(const void *a, const void *b)
{
    const struct missed_question *one = a, *other = b;
    return one->order < other->order ? -1 : 1;
}

void missed_settle(struct missed *missed, bool wrong, bool marked)
{
    struct missed_question *list = missed->questions;
    size_t kept = 0;
    if (missed->count == 0) {
        return;
    }
    qsort(list, missed->count, sizeof *list, by_id);
    for (size_t i = 0, next; i < missed->count; i = next) {
        struct missed_question latest = list[i];
        for (next = i + 1; next < missed->count && strcmp(list[next].id, latest.id) == 0; next++) {
            latest.marked = latest.marked || list[next].marked;
        }
        if ((wrong && latest.wrong) || (marked && latest.marked)) {
            list[kept++] = latest;
        }
    }
    missed->count = kept;
    qsort(list, kept, sizeof *list, by_order);
}

/* ---- The question again ---------------------------------------------------------------------- */

static size_t statement_of(const struct pack *pack, const char *id)
{
    for (size_t i = 0; id != NULL && i < pack->statement_count; i++) {
        if (strcmp(pack->statements[i].id, id) == 0) {
            return i;
        }
    }
    return SIZE_MAX;
}

/* What was asked about; false when the pack knows it no longer, or never asked it. */
static bool find_spot(const struct missed_question *q, const struct subject *s, struct spot *spot)
{
    const struct pack *pack = s->pack;
    if (q->decision == NULL || strcmp(q->decision, q->kind) != 0) {
        const size_t statement = statement_of(pack, q->rule);
        *spot = (struct spot){&kind_statement, SIZE_MAX, 0, statement, 0, statement};
        return q->decision == NULL && strcmp(q->kind, kind_statement.name) == 0 &&
               statement != SIZE_MAX && pack->statements[statement].is_false.count > 0 &&
               kind_statement.missing(s) == NULL;
    }
    const size_t decision = pack_decision(pack, q->decision);
    uint32_t whole = 0;
    if (decision == SIZE_MAX || q->facts == NULL || !question_read_facts(pack, q->facts, &whole) ||
        !subject_askable(s, decision, whole)) {
        return false;
    }
    *spot = (struct spot){&kind_decision, decision, whole,
                          SIZE_MAX,       0,        table_row(s->truth[decision], whole)};
    return true;
}

/* The telling that was used, where the frame has it. */
static size_t find_telling(const struct missed_question *q, const struct frame *frame)
{
    const struct pack *pack = frame->subject->pack;
    for (size_t i = 0; q->telling != NULL && i < frame->telling_count; i++) {
        if (frame->tellings[i] < pack->telling_count &&
            strcmp(pack->tellings[frame->tellings[i]].id, q->telling) == 0) {
            return i;
        }
    }
    return 0;
}

struct frame *missed_frame(const struct missed_question *question, const struct subject *subject,
                           struct frame_wording *wording, bool *known)
{
    struct spot spot;
    *known = find_spot(question, subject, &spot);
    struct frame *frame = *known ? frame_new(subject, &spot) : NULL;
    if (frame != NULL && frame->telling_count == 0) {
        *known = false; /* two of its options would read alike */
        frame_free(frame);
        return NULL;
    }
    if (frame != NULL) {
        *wording = (struct frame_wording){
            .telling = find_telling(question, frame), .seed = question->seed, .repeat = 1};
        for (unsigned char i = 0; i < ITEM_OPTIONS_MAX; i++) {
            wording->order[i] = i;
        }
    }
    return frame;
}

/* ---- What was chosen ------------------------------------------------------------------------- */

static bool is_id(const char *id, const char *word, size_t length)
{
    return id != NULL && strlen(id) == length && memcmp(id, word, length) == 0;
}

/* The option that goes by an id: its outcome, what it claims, or its own id; the count: none does. */
static size_t option_named(const struct item *item, const char *word, size_t length)
{
    size_t i = 0;
    while (i < item->option_count && !is_id(item->options[i].outcome, word, length) &&
           !is_id(item->options[i].means, word, length)) {
        i++;
    }
    for (size_t own = 0; i == item->option_count && own < item->option_count; own++) {
        if (is_id(item->options[own].id, word, length)) {
            return own;
        }
    }
    return i;
}

/*
 * The sentence of a pack that goes by "STATEMENT:true:0", and whether it is true.  NULL: there is none, or
 * memory ran out, which `out` then knows.
 */
static const char *sentence_named(const struct pack *pack, const char *word, bool *is_true,
                                  struct buffer *out)
{
    const char *found = NULL;
    struct buffer id = {0};
    for (size_t i = 0; found == NULL && i < pack->statement_count; i++) {
        for (int truth = 0; truth < 2; truth++) {
            const struct statement *s = &pack->statements[i];
            const struct texts *texts = truth != 0 ? &s->is_true : &s->is_false;
            for (size_t w = 0; found == NULL && w < texts->count; w++) {
                buffer_clear(&id);
                buffer_addf(&id, "%s:%s:%zu", s->id, truth != 0 ? "true" : "false", w);
                out->failed = out->failed || id.failed; /* buffer_clear() forgets it */
                found = strcmp(buffer_text(&id), word) == 0 ? texts->items[w] : NULL;
                *is_true = truth != 0;
            }
        }
    }
    buffer_fini(&id);
    return found;
}

void missed_chosen(const struct missed_question *question, const struct subject *subject,
                   const struct item *item, struct buffer *out)
{
    const char *word = question->wrong && question->chosen != NULL ? question->chosen : "";
    bool is_true = false;
    const char *sentence =
        subject != NULL ? sentence_named(subject->pack, word, &is_true, out) : NULL;
    if (sentence != NULL) {
        buffer_addf(out, "You took this to be %s: \"%s\"", is_true ? "false" : "true", sentence);
        return;
    }
    for (size_t length; *word != '\0'; word += length + (word[length] == ' ')) {
        length = strcspn(word, " ");
        const size_t option = option_named(item, word, length);
        if (option < item->option_count) {
            buffer_addf(out, "%s%c", out->length > 0 ? ", " : "You chose ", item_letter(option));
        }
    }
    buffer_add_text(out, out->length > 0 ? "." : "");
}
