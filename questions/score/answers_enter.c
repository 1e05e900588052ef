/* From what pieces found to the sheet. */
#include <string.h>

#include "questions/score/answers_private.h"
#include "questions/score/fetch.h"
#include "questions/score/roster.h"
#include "questions/text/file_kind.h"
#include "questions/text/windows.h"

#define AHEAD        32  /* runs whose first cells are asked of memory together */
#define LONERS_AHEAD 128 /* loners whose cells are; as many again are under way */
#define FRESH_AHEAD  16  /* fresh students whose places are */

/* ---- Between the phases ---------------------------------------------------------------------- */

/*
 * A name or section as it will go out, in the piece's arena; NULL of an empty one.  One that is no UTF-8 is
 * taken as Windows-1252, for nothing else writes such files any more.
 */
static const char *keep_text(struct piece *piece, struct cell_text text, bool *mended)
{
    if (text.length == 0) {
        return NULL;
    }
    if (file_kind_is_utf8(text.bytes, text.length, false)) {
        return piece_keep(piece, text.bytes, text.length);
    }
    struct buffer utf8 = {0};
    windows_to_utf8(&utf8, text.bytes, text.length);
    piece->failed = piece->failed || utf8.failed;
    const char *kept = utf8.failed ? NULL : piece_keep(piece, utf8.bytes, utf8.length);
    buffer_fini(&utf8);
    *mended = true;
    return kept;
}

static bool number_student(struct answers *a, struct piece *piece, struct fresh *fresh)
{
    struct roster_entry said = {0};
    size_t student = 0;
    bool mended = false;
    if (a->options.roster != NULL) {
        said = score_roster_entry(
            a->options.roster,
            score_roster_find(a->options.roster, fresh->key.bytes, fresh->key.length));
    }
    const char *name = said.name != NULL ? said.name : keep_text(piece, fresh->name, &mended);
    const char *section =
        said.section != NULL ? said.section : keep_text(piece, fresh->section, &mended);
    const size_t paper = fresh->paper == NO_PAPER ? KEY_NO_PAPER : fresh->paper;
    const size_t before = sheet_students(a->sheet);
    const bool good =
        !piece->failed && sheet_add_student(a->sheet, &fresh->key, paper, name, section, &student);
    /* Who stands twice in this round is fresh twice. */
    a->file.mended += mended && sheet_students(a->sheet) > before ? 1 : 0;
    fresh->number = (uint32_t)student;
    return good;
}

/* Those of a piece; while they are numbered, memory is asked for what is looked up for the next ones. */
static bool number_fresh(struct answers *a, struct piece *piece)
{
    for (size_t i = 0; i < piece->fresh_count; i++) {
        if (i + FRESH_AHEAD < piece->fresh_count) {
            const struct id_key *key = &piece->fresh[i + FRESH_AHEAD].key;
            ids_prefetch_tag(a->students, key);
            ids_prefetch(a->students, key);
        }
        if (!number_student(a, piece, &piece->fresh[i])) {
            return false;
        }
    }
    return true;
}

static bool number_students(struct answers *a)
{
    const size_t before = sheet_students(a->sheet);
    for (size_t p = 0; p < a->used; p++) {
        if (!number_fresh(a, &a->pieces[p])) {
            return false;
        }
    }
    if (!a->file.shape->rows) {
        const struct sheet_counts counts = {.papers_read = sheet_students(a->sheet) - before};
        sheet_count(a->sheet, &counts);
    }
    return true;
}

static bool give_codes(struct answers *a)
{
    for (size_t p = 0; p < a->used; p++) {
        for (size_t i = 0; i < a->pieces[p].pending_count; i++) {
            struct pending *pending = &a->pieces[p].pending[i];
            const size_t q = pending->question;
            pending->code = RESPONSE_NONE;
            if (!sheet_code(a->sheet, q, &pending->response, &pending->code) &&
                !sheet_book_is_full(a->sheet, q)) {
                return false;
            }
            if (a->letter_ids[q] && !a->key->questions[q].option_count_said) {
                a->fast_limit[q] = (unsigned char)sheet_options(a->sheet, q);
            }
        }
    }
    return true;
}

/* ---- Phase two ------------------------------------------------------------------------------- */

/* A partition being entered. */
struct entry {
    struct answers *answers;
    size_t partition;
    struct sheet_grid grid;
    struct sheet_counts counts;
    struct entering how;
    struct piece *piece;
    bool failed;
    const struct run
        *sought; /* of loners: the run of the last one refused, and where that one stands */
    uint32_t sought_offset, sought_line;
};

/* Which response of a run. */
struct spot {
    const struct run *run;
    uint32_t number;           /* of a run of one student */
    const struct loner *loner; /* NULL: it is such a run */
};

static uint32_t student_of(const struct piece *piece, const struct run *run)
{
    return (run->student & FRESH) != 0 ? piece->fresh[run->student & ~FRESH].number : run->student;
}

/* Line `number` behind the one at `offset`. */
static uint32_t offset_behind(const struct piece *piece, uint32_t offset, uint32_t number)
{
    const char *at = piece->answers->bytes + offset;
    for (; number > 0; number--) {
        at = (const char *)memchr(at, '\n', (size_t)(piece->to - at)) + 1;
    }
    return (uint32_t)(at - piece->answers->bytes);
}

/* Where a loner that is refused stands; a second one is sought from there. */
static void find_loner(struct entry *e, const struct spot *spot, struct refusal *refusal)
{
    const struct loner *loner = spot->loner;
    if (e->sought != spot->run) {
        e->sought = spot->run;
        e->sought_offset = spot->run->offset;
        e->sought_line = spot->run->line;
    }
    const char *const bytes = e->answers->bytes;
    e->sought_line += judge_lines(bytes + e->sought_offset, bytes + loner->offset);
    e->sought_offset = loner->offset;
    refusal->line = e->sought_line;
    refusal->offset = loner->offset;
    refusal->student = loner->student;
}

/* Note that a response was refused. */
static void note_refused(struct entry *e, const struct spot *spot, const struct refusal *of)
{
    struct refusal refusal = *of;
    const bool rows = e->answers->file.shape->rows;
    const struct run *run = spot->run;
    refusal.piece = (uint16_t)e->piece->number;
    if (spot->loner != NULL) {
        find_loner(e, spot, &refusal);
    } else {
        refusal.line = run->line + (rows ? 0 : spot->number);
        refusal.offset = rows ? run->offset : offset_behind(e->piece, run->offset, spot->number);
        refusal.student = student_of(e->piece, run);
    }
    e->failed = !refusals_add(&e->answers->entering[e->partition], &refusal) || e->failed;
}

/* A run of a student who has another paper. */
static void refuse_run(struct entry *e, const struct run *run)
{
    const bool rows = e->answers->file.shape->rows;
    e->counts.read += run->count;
    e->counts.rejected += run->count;
    e->counts.papers_rejected += rows ? 1 : 0;
    for (uint32_t i = 0; i < (rows ? 1 : run->count); i++) {
        const struct refusal refusal = {
            .kind = REFUSED_PAPER, .order = rows ? run->count : 0, .question = run->paper};
        note_refused(e, &(struct spot){run, i, NULL}, &refusal);
    }
}

/*
 * An event that meets another, is blank or doubled, or whose code was pending.
 */
static enum entered enter_oddly(struct entry *e, const struct spot *spot, const struct event *event,
                                unsigned char *cell)
{
    const response_code code = event->code < PENDING
                                   ? (response_code)event->code
                                   : e->piece->pending[event->code - PENDING].code;
    struct refusal refusal = {.kind = REFUSED_FULL,
                              .order = e->answers->file.shape->rows ? spot->number : 0,
                              .question = event->question};
    if (code == RESPONSE_NONE) { /* the book has no room for it */
        e->counts.read++;
        e->counts.rejected++;
        note_refused(e, spot, &refusal);
        return ENTERED_REJECTED;
    }
    const enum entered entered =
        sheet_enter_at(e->answers->sheet, &e->counts, &e->how, cell, event->question, code);
    if (entered == ENTERED_REJECTED) {
        refusal.kind = REFUSED_DUPLICATE;
        note_refused(e, spot, &refusal);
    }
    return entered;
}

/* A row none of whose cells was scored counts among the superseded, or the rejected. */
static void count_paper(struct entry *e, uint32_t cells, uint32_t superseded, uint32_t rejected)
{
    if (cells > 0 && superseded + rejected == cells) {
        e->counts.papers_superseded += superseded > 0 ? 1 : 0;
        e->counts.papers_rejected += superseded == 0 ? 1 : 0;
    }
}

/* Where the responses of a run stand. */
struct responses {
    const struct event *events;
    const unsigned char *codes; /* of a streak */
    const struct loner *loners;
};

/* Nearly all of them: an answer that is none of the first few codes, and nothing there. */
static inline bool is_plain_and_first(uint32_t code, response_code there)
{
    return there == RESPONSE_NONE && code - RESPONSE_OPTION < PENDING - RESPONSE_OPTION;
}

static inline struct event response_at(const struct run *run, const struct responses *of,
                                       uint32_t number)
{
    return run->kind == RUN_EVENTS ? of->events[number]
                                   : (struct event){run->first + number, of->codes[number]};
}

static void enter_one_by_one(struct entry *e, const struct run *run, const struct responses *of,
                             unsigned char *row)
{
    const bool wide = e->grid.wide;
    uint32_t odd = 0, superseded = 0, rejected = 0;
    for (uint32_t i = 0; i < run->count; i++) {
        const struct event event = response_at(run, of, i);
        unsigned char *const cell = row + ((size_t)event.question << wide);
        if (is_plain_and_first(event.code, sheet_cell_code(cell, wide))) {
            sheet_cell_put(cell, wide, (response_code)event.code);
        } else {
            odd++;
            const enum entered entered = enter_oddly(e, &(struct spot){run, i, NULL}, &event, cell);
            superseded += entered == ENTERED_IDENTICAL || entered == ENTERED_SUPERSEDED ? 1 : 0;
            rejected += entered == ENTERED_REJECTED ? 1 : 0;
        }
    }
    e->counts.read += run->count - odd;
    e->counts.scored += run->count - odd;
    if (e->answers->file.shape->rows) {
        count_paper(e, run->count, superseded, rejected);
    }
}

/* Is there nothing in any of these bytes? */
static bool are_free(const unsigned char cells[], size_t bytes)
{
    uint64_t any = RESPONSE_NONE;
    size_t i = 0;
    for (; i + 8 <= bytes; i += 8) {
        uint64_t eight;
        memcpy(&eight, &cells[i], sizeof eight);
        any |= eight;
    }
    for (; i < bytes; i++) {
        any |= cells[i];
    }
    return any == RESPONSE_NONE;
}

/* A streak, into cells that are free. */
static void enter_streak(struct entry *e, const struct run *run, const unsigned char codes[],
                         unsigned char *cells)
{
    if (!e->grid.wide) {
        memcpy(cells, codes, run->count);
    }
    for (uint32_t i = 0; e->grid.wide && i < run->count; i++) {
        sheet_cell_put(cells + sizeof(response_code) * i, true, codes[i]);
    }
    e->counts.read += run->count;
    e->counts.scored += run->count;
    e->counts.blank += run->blank;
}

/* Of one student. */
static void enter_run(struct entry *e, const struct run *run, const struct responses *of)
{
    const uint32_t student = student_of(e->piece, run);
    unsigned char *const row = sheet_grid_cell(&e->grid, student, 0);
    unsigned char *const cells = row + ((size_t)run->first << e->grid.wide);
    if (run->paper != NO_PAPER && sheet_student(e->answers->sheet, student).paper != run->paper) {
        refuse_run(e, run);
    } else if (run->kind == RUN_STREAK && are_free(cells, (size_t)run->count << e->grid.wide)) {
        enter_streak(e, run, of->codes, cells);
    } else {
        enter_one_by_one(e, run, of, row);
    }
}

/* Where a loner goes; memory is asked for it. */
static inline unsigned char *fetch_cell(const struct sheet_grid *grid, const struct loner *loner)
{
    unsigned char *cell = sheet_grid_cell(grid, loner->student, loner->question);
    fetch_later(cell);
    return cell;
}

/* Enter some loners, each into its cell; returns how many were odd. */
static uint32_t enter_some(struct entry *e, const struct run *run, const struct loner loners[],
                           unsigned char *const cells[], uint32_t count)
{
    const bool wide = e->grid.wide;
    uint32_t odd = 0;
    for (uint32_t i = 0; i < count; i++) {
        const struct loner *loner = &loners[i];
        if (is_plain_and_first(loner->code, sheet_cell_code(cells[i], wide))) {
            sheet_cell_put(cells[i], wide, loner->code);
        } else {
            const struct event event = {loner->question, loner->code};
            odd++;
            (void)enter_oddly(e, &(struct spot){run, 0, loner}, &event, cells[i]);
        }
    }
    return odd;
}

/* Each in a row of its own; memory is asked for those of the next ones before some are entered. */
static void enter_loners(struct entry *e, const struct run *run, const struct loner loners[])
{
    const struct sheet_grid grid = e->grid;
    unsigned char *cells[2 * LONERS_AHEAD];
    uint32_t odd = 0, asked = 0;
    for (uint32_t from = 0; from < run->count; from += LONERS_AHEAD) {
        const uint32_t most =
            run->count - from < 2 * LONERS_AHEAD ? run->count - from : 2 * LONERS_AHEAD;
        for (; asked < from + most; asked++) {
            cells[asked % (2 * LONERS_AHEAD)] = fetch_cell(&grid, &loners[asked]);
        }
        odd += enter_some(e, run, loners + from, cells + from % (2 * LONERS_AHEAD),
                          most < LONERS_AHEAD ? most : LONERS_AHEAD);
    }
    e->counts.read += run->count - odd;
    e->counts.scored += run->count - odd;
}

/* Ask memory for the first cells of some runs. */
static void fetch_runs(const struct entry *e, const struct run runs[], size_t count,
                       const struct event *event)
{
    for (size_t r = 0; r < count; r++) {
        const struct run *run = &runs[r];
        if (run->count > 0 && run->kind != RUN_LONERS) {
            const uint32_t question = run->kind == RUN_STREAK ? run->first : event->question;
            fetch_later(sheet_grid_cell(&e->grid, student_of(e->piece, run), question));
            if (run->kind == RUN_EVENTS) {
                event += run->count;
            }
        }
    }
}

/* Behind a run's responses are the next one's.  Of a kind that did not occur there is no list at all. */
static void pass_by(const struct run *run, struct responses *of)
{
    if (run->count == 0) { /* a row whose cells were all refused */
        return;
    }
    switch (run->kind) {
    case RUN_EVENTS:
        of->events += run->count;
        break;
    case RUN_STREAK:
        of->codes += run->count;
        break;
    case RUN_LONERS:
        of->loners += run->count;
        break;
    }
}

static void enter_runs(struct entry *e, const struct run runs[], size_t count, struct responses *of)
{
    for (size_t r = 0; r < count; r++) {
        const struct run *run = &runs[r];
        if (run->kind == RUN_LONERS) {
            enter_loners(e, run, of->loners);
        } else {
            enter_run(e, run, of);
        }
        pass_by(run, of);
    }
}

static void enter_bucket(struct entry *e, const struct bucket *bucket)
{
    struct responses of = {
        .events = bucket->events, .codes = bucket->codes, .loners = bucket->loners};
    for (size_t from = 0; from < bucket->run_count; from += AHEAD) {
        const size_t left = bucket->run_count - from, count = left < AHEAD ? left : AHEAD;
        fetch_runs(e, bucket->runs + from, count, of.events);
        enter_runs(e, bucket->runs + from, count, &of);
    }
}

static void enter_partition(void *context, size_t partition)
{
    struct answers *a = context;
    struct entry e = {.answers = a,
                      .partition = partition,
                      .grid = sheet_grid(a->sheet),
                      .how = {a->options.duplicates, &a->options.credit}};
    a->entering[partition].count = a->entering[partition].told = 0;
    for (size_t p = 0; p < a->used; p++) {
        e.piece = &a->pieces[p];
        enter_bucket(&e, &a->pieces[p].buckets[partition]);
    }
    a->counts[partition] = e.counts;
    if (e.failed) {
        a->entering_failed[partition] = true;
    }
}

/* ---- All of it ------------------------------------------------------------------------------- */

void enter_round(struct answers *a)
{
    if (!number_students(a) || !give_codes(a)) {
        a->failed = true;
        return;
    }
    crew_run(a->crew, a->partitions, enter_partition, a);
    for (size_t p = 0; p < a->partitions; p++) {
        sheet_count(a->sheet, &a->counts[p]);
        a->failed = a->failed || a->entering_failed[p];
    }
    for (size_t p = 0; p < a->used; p++) {
        sheet_count(a->sheet, &a->pieces[p].counts);
    }
    if (!a->failed) {
        tell_refused(a);
    }
    for (size_t p = 0; p < a->used; p++) {
        a->file.line += a->pieces[p].line;
    }
}
