/* What a piece gathers: lists that grow and are used again in the next round. */
#include "questions/score/answers_private.h"

#include <stdlib.h>
#include <string.h>

/* A list with room for more; NULL: memory ran out, and the list is as it was. */
static void *grown(void *items, size_t *capacity, size_t size, size_t least)
{
    const size_t wanted = *capacity + *capacity / 2 + least;
    void *list = realloc(items, wanted * size);
    *capacity = list != NULL ? wanted : *capacity;
    return list;
}

bool refusals_add(struct refusals *refusals, const struct refusal *refusal)
{
    if (refusals->count == refusals->capacity) {
        void *list = grown(refusals->items, &refusals->capacity, sizeof *refusals->items, 64);
        if (list == NULL) {
            return false;
        }
        refusals->items = list;
    }
    refusals->items[refusals->count++] = *refusal;
    return true;
}

bool piece_init(struct piece *piece, struct answers *answers, uint32_t number)
{
    *piece = (struct piece){.answers = answers, .number = number};
    piece->buckets = calloc(answers->partitions, sizeof *piece->buckets);
    piece->memos = calloc(MEMO_SLOTS, sizeof *piece->memos);
    piece->forgiven = calloc(answers->key->question_count + 1, sizeof *piece->forgiven);
    return piece->buckets != NULL && piece->memos != NULL && piece->forgiven != NULL;
}

void piece_fini(struct piece *piece)
{
    for (size_t i = 0; piece->buckets != NULL && i < piece->answers->partitions; i++) {
        free(piece->buckets[i].runs);
        free(piece->buckets[i].loners);
        free(piece->buckets[i].events);
        free(piece->buckets[i].codes);
    }
    free(piece->buckets);
    free(piece->fresh);
    free(piece->pending);
    free(piece->refusals.items);
    free(piece->memos);
    free(piece->forgiven);
    free(piece->codes);
    free(piece->row);
    free(piece->row_codes);
    record_cutter_fini(&piece->cutter);
    arena_fini(&piece->arena);
}

void piece_begin(struct piece *piece, const char *from, const char *to, bool last)
{
    piece->block = piece->answers->bytes;
    piece->from = from;
    piece->to = to;
    piece->last = last;
    piece->line = 0;
    piece->quotes = piece->failed = piece->crowded = false;
    if (piece->forgave) {
        memset(piece->forgiven, 0, piece->answers->key->question_count * sizeof *piece->forgiven);
        piece->forgave = false;
    }
    piece->student = (struct last_student){0};
    piece->began = from;
    for (size_t i = 0; i < piece->answers->partitions; i++) {
        struct bucket *b = &piece->buckets[i];
        b->run_count = b->loner_count = b->event_count = b->code_count = 0;
    }
    piece->fresh_count = piece->pending_count = 0;
    piece->refusals.count = piece->refusals.told = 0;
    piece->counts = (struct sheet_counts){0};
    /* Cells are never more than one beyond what the header has, but for the header itself. */
    piece->cutter.most = piece->answers->file.columns.count + 1;
    arena_clear(&piece->arena);
}

static void refuse(struct piece *piece, const char *record, const struct refusal *of,
                   uint64_t responses)
{
    struct refusal refusal = *of;
    if (piece->refusals.count >= piece->answers->refusals_most) {
        piece->crowded = true;
        return;
    }
    refusal.offset = (uint32_t)(record - piece->answers->bytes);
    refusal.line = piece->line;
    refusal.piece = (uint16_t)piece->number;
    piece->counts.read += responses;
    piece->counts.rejected += responses;
    piece->failed = !refusals_add(&piece->refusals, &refusal) || piece->failed;
}

void piece_refuse(struct piece *piece, const char *record, uint64_t responses)
{
    refuse(piece, record, &(struct refusal){.kind = REFUSED_RECORD}, responses);
    if (piece->answers->file.shape->rows) {
        piece->counts.papers_read++;
        piece->counts.papers_rejected++;
    }
}

bool piece_room_for_row(struct piece *piece, size_t cells)
{
    if (cells <= piece->code_capacity) {
        return true;
    }
    /* What the old ones hold is of no use any more. */
    free(piece->codes);
    free(piece->row);
    free(piece->row_codes);
    piece->codes = malloc(cells * sizeof *piece->codes);
    piece->row = malloc(cells * sizeof *piece->row);
    piece->row_codes = malloc(cells * sizeof *piece->row_codes);
    const bool good = piece->codes != NULL && piece->row != NULL && piece->row_codes != NULL;
    piece->code_capacity = good ? cells : 0;
    piece->failed = piece->failed || !good;
    return good;
}

void piece_take_row(struct piece *piece, const struct last_student *who, const char *record,
                    size_t cells)
{
    struct bucket *b = &piece->buckets[who->partition];
    if (!bucket_room_for_run(piece, b)) {
        return;
    }
    struct run *run = bucket_add_run(b, piece, record, RUN_EVENTS, who->student, who->paper);
    piece->counts.papers_read++;
    for (size_t i = 0; i < cells; i++) {
        const uint32_t code = piece->codes[i];
        if (code == CODE_REFUSED) {
            const struct refusal refusal = {
                .kind = REFUSED_CELL, .order = run->count, .question = (uint32_t)i};
            refuse(piece, record, &refusal, 1);
        } else if (code != CODE_ABSENT) {
            if (!bucket_room_for_event(piece, b)) {
                return;
            }
            b->events[b->event_count++] = (struct event){piece->row[i].question, code};
            run->count++;
        }
    }
}

struct run *piece_streak(struct piece *piece, const struct last_student *who, const char *record,
                         uint32_t question)
{
    struct bucket *b = &piece->buckets[who->partition];
    const size_t most = piece->answers->key->question_count - question;
    if (b->code_capacity - b->code_count < most && !bucket_grow_codes(piece, b, most)) {
        return NULL;
    }
    struct run *last = b->run_count > 0 ? &b->runs[b->run_count - 1] : NULL;
    if (last != NULL && last->kind == RUN_STREAK && last->first + last->count == question &&
        run_goes_on(last, who, piece->line)) {
        return last;
    }
    if (!bucket_room_for_run(piece, b)) {
        return NULL;
    }
    struct run *run = bucket_add_run(b, piece, record, RUN_STREAK, who->student, who->paper);
    run->first = question;
    return run;
}

bool bucket_grow_runs(struct piece *piece, struct bucket *b)
{
    void *list = grown(b->runs, &b->run_capacity, sizeof *b->runs, 64);
    piece->failed = piece->failed || list == NULL;
    b->runs = list != NULL ? list : b->runs;
    return list != NULL;
}

bool bucket_grow_loners(struct piece *piece, struct bucket *b, size_t more)
{
    void *list = grown(b->loners, &b->loner_capacity, sizeof *b->loners, more);
    piece->failed = piece->failed || list == NULL;
    b->loners = list != NULL ? list : b->loners;
    return list != NULL;
}

bool bucket_grow_events(struct piece *piece, struct bucket *b)
{
    void *list = grown(b->events, &b->event_capacity, sizeof *b->events, 256);
    piece->failed = piece->failed || list == NULL;
    b->events = list != NULL ? list : b->events;
    return list != NULL;
}

bool bucket_grow_codes(struct piece *piece, struct bucket *b, size_t more)
{
    void *list = grown(b->codes, &b->code_capacity, sizeof *b->codes, more);
    piece->failed = piece->failed || list == NULL;
    b->codes = list != NULL ? list : b->codes;
    return list != NULL;
}

const char *piece_keep(struct piece *piece, const char *bytes, size_t length)
{
    const char *kept = arena_copy(&piece->arena, bytes, length);
    piece->failed = kept == NULL || piece->failed;
    return kept;
}

/* ---- Codes ----------------------------------------------------------------------------------- */

static uint32_t add_pending(struct piece *piece, uint32_t question, const struct response *response)
{
    if (piece->pending_count == piece->pending_capacity) {
        void *list = grown(piece->pending, &piece->pending_capacity, sizeof *piece->pending, 64);
        if (list == NULL) {
            piece->failed = true;
            return CODE_FAILED;
        }
        piece->pending = list;
    }
    piece->pending[piece->pending_count] =
        (struct pending){.question = question, .response = *response};
    return PENDING + (uint32_t)piece->pending_count++;
}

/* A letter that nobody has seen in an answer yet has to be seen by the sheet first. */
static bool is_new_letter(const struct piece *piece, uint32_t question,
                          const struct response *response)
{
    return response->kind == RESPONSE_IS_OPTIONS &&
           !piece->answers->key->questions[question].option_count_said &&
           31 - (size_t)__builtin_clz(response->options) >=
               sheet_options(piece->answers->sheet, question);
}

uint32_t piece_code_of(struct piece *piece, uint32_t question, const struct response *response)
{
    const response_code code =
        code_book_find(sheet_book(piece->answers->sheet, question), response);
    return code == RESPONSE_NONE || is_new_letter(piece, question, response)
               ? add_pending(piece, question, response)
               : code;
}

static struct memo *memo_of(struct piece *piece, uint32_t question, const struct id_key *key)
{
    const uint64_t hash = key->hash + question * UINT64_C(0x9e3779b97f4a7c15);
    return &piece->memos[(hash >> 20) % MEMO_SLOTS];
}

/* Then more may be read behind it. */
static bool in_block(const struct answers *answers, const char *bytes)
{
    return bytes >= answers->bytes && bytes < answers->bytes + answers->held;
}

uint32_t piece_code(struct piece *piece, const struct cell_place *place, const char *bytes,
                    size_t length)
{
    const uint32_t question = (uint32_t)place->question;
    const bool short_one = length > 0 && length <= 16 && place->printed == NULL;
    struct memo *memo = NULL;
    struct id_key key = {0};
    if (short_one) {
        if (in_block(piece->answers, bytes)) {
            ids_key_near(bytes, length, &key);
        } else {
            key = ids_key(bytes, length);
        }
        memo = memo_of(piece, question, &key);
        if (memo->low == key.low && memo->high == key.high && memo->length == key.length &&
            memo->question == question) {
            return memo->code;
        }
    }
    struct response response;
    switch (cell_read(piece->answers->cells, place, bytes, length, &response, NULL)) {
    case CELL_READ:
        break;
    case CELL_REFUSED:
        return CODE_REFUSED;
    case CELL_FAILED:
        piece->failed = true;
        return CODE_FAILED;
    }
    const uint32_t code = piece_code_of(piece, question, &response);
    if (short_one && code < PENDING) {
        *memo = (struct memo){key.low, key.high, question, key.length, code};
    }
    return code;
}
