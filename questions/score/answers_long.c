/*
 * Long CSV: a response a line.
 *
 * Three ways, each for lines that the one before does not understand.  Lines of the student of the line
 * before, answering the next question of the key with one letter, are compared with what is expected and
 * need no search at all.  Other simple lines are cut at their separators, some dozens at once, so that
 * memory has time to bring what they look up.  All else is taken apart as a record.
 */
#include <assert.h>
#include <string.h>

#include "questions/score/answers_cut.h"

#define BATCHES         32 /* after so many it is seen whether lines are still scattered */
#define SCATTERED_AFTER 3  /* times in a row that no line was as expected */

/* ---- The expected ---------------------------------------------------------------------------- */

/*
 * Take lines of the last student that answer one question after another, from `question` on.
 * @return  the first line that does not
 */
__attribute__((noinline)) /* it needs all registers for itself */
static const char *
take_expected(struct piece *piece, const char *at, size_t question)
{
    const struct answers *a = piece->answers;
    const struct last_student last = piece->student;
    question = question < a->key->question_count ? question : 0;
    if (!student_is_last(&last, at)) {
        return at;
    }
    struct run *run = piece_streak(piece, &last, at, (uint32_t)question);
    if (run == NULL) {
        return at;
    }
    /* Copies that nobody else can see, so that they stay in registers. */
    struct bucket *b = &piece->buckets[last.partition];
    const char *const to = piece->to;
    const struct pattern start = last.start, *pattern = a->patterns + question;
    const struct pattern *const end = a->patterns + a->key->question_count;
    const unsigned char *limit = a->fast_limit + question, *const letters = a->letters;
    const size_t length = last.length;
    unsigned char *code = b->codes + b->code_count, *const first = code;
    while (at < to && pattern < end) {
        const char *t = at + length;
        if (!fits(at, &start) || !fits(t, pattern) ||
            (length > 16 && memcmp(at, last.bytes, length) != 0)) {
            break;
        }
        t += pattern->length;
        const unsigned char option = letters[(unsigned char)*t];
        if (t[1] != '\n') { /* a jump that is foreseen: the next line need not wait for this byte */
            if (t[1] != '\r' || t[2] != '\n') {
                break;
            }
            t++;
        }
        if (option >= *limit) {
            break;
        }
        *code++ = (unsigned char)(RESPONSE_OPTION + option);
        at = t + 2;
        pattern++;
        limit++;
    }
    const size_t taken = (size_t)(code - first);
    b->code_count += taken;
    run->count += (uint32_t)taken;
    piece->line += (uint32_t)taken;
    b->run_count -= run->count == 0 ? 1 : 0;
    return at < to ? at : to;
}

/* The question that lines most likely answer next: that behind the last one answered. */
static size_t next_question(const struct bucket *b)
{
    const struct run *last = b->run_count > 0 ? &b->runs[b->run_count - 1] : NULL;
    if (last != NULL && last->kind == RUN_STREAK) {
        return last->first + last->count;
    }
    return b->event_count > 0 ? b->events[b->event_count - 1].question + 1 : 0;
}

/* ---- Simple lines ---------------------------------------------------------------------------- */

/* The code of a simple line's answer; CODE_REFUSED: look again. */
static inline uint32_t answer_code(struct piece *piece, uint32_t question, struct cell_text answer)
{
    const struct answers *a = piece->answers;
    if (answer.length == 1) {
        const unsigned char option = a->letters[(unsigned char)*answer.bytes];
        if (option < a->fast_limit[question]) {
            return RESPONSE_OPTION + (uint32_t)option;
        }
    } else if (answer.length == 0) {
        return RESPONSE_BLANK;
    }
    const struct cell_place place = {.question = question, .comma = a->file.separator != ','};
    return piece_code(piece, &place, answer.bytes, answer.length);
}

/* Whose line it is, found anew; false: nobody's whom the sheet knows. */
static inline bool find_student(const struct answers *a, const struct line *line,
                                struct last_student *who)
{
    who->bytes = NULL;
    who->student = ids_find_fresh(a->students, &line->student);
    who->paper = NO_PAPER;
    who->partition = partition_of(a, line->student.hash);
    return who->student != IDS_NONE;
}

/* May a student whom nobody knows be taken as he stands? */
static bool is_welcome(const struct answers *a, const struct line *line)
{
    const struct cell_text id = {line->student.bytes, line->student.length};
    return a->options.roster == NULL && id.length <= SHEET_STUDENT_MAX &&
           is_simple_text(id.bytes, id.length) && !judge_is_header(&a->file.columns, id);
}

static inline bool add_event(struct piece *piece, const struct line *line, uint32_t question,
                             uint32_t code)
{
    return piece_run(piece, &piece->student, line->at) &&
           piece_add(piece, piece->student.partition, question, code);
}

/* The first line of a student of whom more are expected: a streak begins with it, if it may. */
static bool add_code(struct piece *piece, const struct line *line, uint32_t question, uint32_t code)
{
    if (code < RESPONSE_OPTION || code > UINT8_MAX) {
        return add_event(piece, line, question, code);
    }
    struct run *run = piece_streak(piece, &piece->student, line->at, question);
    if (run == NULL) {
        return false;
    }
    struct bucket *b = &piece->buckets[piece->student.partition];
    b->codes[b->code_count++] = (unsigned char)code;
    run->count++;
    return true;
}

/*
 * The next student most likely begins as far behind this one as this one behind the one before: ask memory
 * for what will be looked up then.
 */
static inline void look_ahead(struct piece *piece, const struct line *line)
{
    const size_t ahead = (size_t)(line->at - piece->began), length = line->student.length;
    piece->began = line->at;
    assert(length > 0);
    if (piece->answers->file.columns.student == 0 && ahead > 0 &&
        ahead + length <= (size_t)(piece->to - line->at) && line->at[ahead - 1] == '\n') {
        struct id_key key;
        ids_key_near(line->at + ahead, length, &key);
        ids_prefetch_tag(piece->answers->students, &key);
    }
}

/*
 * Take a line that was cut; false: it needs a closer look.  A student nobody knows becomes one only
 * once all else of the line is good.
 */
static bool take_line(struct piece *piece, const struct line *line)
{
    const struct answers *a = piece->answers;
    struct last_student *last = &piece->student;
    const bool same = last->bytes != NULL && last->length == line->student.length &&
                      student_is_last(last, line->student.bytes);
    const bool fresh = !same && !find_student(a, line, last);
    const uint32_t code = answer_code(piece, line->question, line->answer);
    if (code >= CODE_FAILED ||
        (fresh && (!is_welcome(a, line) || !judge_fresh(piece, &line->student, last))) ||
        !add_code(piece, line, line->question, code)) {
        piece_forget_code(piece, code);
        return false;
    }
    if (!same) {
        student_remember(last, line->student.bytes, line->student.length);
        look_ahead(piece, line);
    }
    piece->line++;
    return true;
}

/* Take one simple line; false: it needs a closer look. */
static inline bool take_simple(struct piece *piece, const char **at)
{
    struct line line;
    if (!cut_simple(piece->answers, *at, piece->to, &line) || !take_line(piece, &line)) {
        return false;
    }
    *at = line.next;
    return true;
}

/* ---- Scattered lines ------------------------------------------------------------------------- */

/* Each bucket gets a run of loners, and room for `count` of them; false: memory ran out. */
static bool open_runs(struct piece *piece, const char *at, size_t count)
{
    for (size_t p = 0; p < piece->answers->partitions; p++) {
        struct bucket *b = &piece->buckets[p];
        if (!piece_run_of_loners(piece, b, at) || !bucket_room_for_loners(piece, b, count)) {
            return false;
        }
        b->opened = b->loner_count;
    }
    return true;
}

/* Count what was added to the runs since; one that stayed empty would take memory for nothing. */
static void close_runs(struct piece *piece)
{
    for (size_t p = 0; p < piece->answers->partitions; p++) {
        struct bucket *b = &piece->buckets[p];
        struct run *run = &b->runs[b->run_count - 1];
        run->count += (uint32_t)(b->loner_count - b->opened);
        b->run_count -= run->count == 0 ? 1 : 0;
    }
}

/* Add a line to the loners of an open run; false: its student or its answer needs a closer look. */
static inline bool add_loner(struct piece *piece, const struct ids *students,
                             const struct line *line)
{
    const struct answers *a = piece->answers;
    uint32_t student = ids_find_quickly(students, &line->student);
    if (student == IDS_NONE) {
        student = ids_find(a->students, &line->student);
    }
    const uint32_t code = answer_code(piece, line->question, line->answer);
    if (student == IDS_NONE || code >= PENDING) {
        piece_forget_code(piece, code);
        return false;
    }
    struct bucket *b = &piece->buckets[partition_of(a, line->student.hash)];
    b->loners[b->loner_count++] = (struct loner){student, (uint32_t)(line->at - piece->block),
                                                 (uint16_t)line->question, (response_code)code};
    return true;
}

/* Take the first of some lines, as far as they are of students whom the sheet knows; returns how many. */
static size_t take_loners(struct piece *piece, const struct line lines[], size_t count)
{
    const struct ids students = *piece->answers->students; /* a copy that nobody else can see */
    size_t taken = 0;
    if (students.slot_count == 0 || piece->answers->key->question_count > UINT16_MAX ||
        !open_runs(piece, lines->at, count)) {
        return 0;
    }
    while (taken < count && add_loner(piece, &students, &lines[taken])) {
        taken++;
    }
    close_runs(piece);
    piece->line += (uint32_t)taken;
    return taken;
}

/*
 * Take simple lines whose neighbours are most likely other students', some dozens at once; returns the
 * first one that is not simple.  What they look up is asked of memory while they are cut.
 * @remember  the student of the last line: the next one tells whether they are still scattered
 */
static const char *take_scattered(struct piece *piece, const char *at, bool usual, bool remember)
{
    struct line lines[CUT_LINES];
    const size_t count = cut_several(piece->answers, at, piece->to, usual, lines);
    const size_t alone = count > 0 && remember ? count - 1 : count;
    for (size_t i = 0; i < count; i++) {
        i += i < alone ? take_loners(piece, &lines[i], alone - i) : 0;
        if (i < count && !take_line(piece, &lines[i])) {
            return lines[i].at;
        }
    }
    return count > 0 ? lines[count - 1].next : at;
}

/* ---- Records --------------------------------------------------------------------------------- */

static struct person person_of(const struct columns *c, const struct record_cutter *cut)
{
    return (struct person){.student = judge_cell(cut, c->student),
                           .form = judge_cell(cut, c->form)};
}

/* Judge a record that was cut. */
static enum cell_end judge_long(struct piece *piece, struct last_student *who,
                                struct cell_place *place, struct reason *reason)
{
    const struct answers *a = piece->answers;
    const struct columns *c = &a->file.columns;
    const struct record_cutter *cut = &piece->cutter;
    if (judge_width(a, cut->count, reason) != CELL_READ) {
        return CELL_REFUSED;
    }
    const struct person person = person_of(c, cut);
    /* The question and the answer first: nobody becomes a student by a line that says nothing. */
    enum cell_end end = judge_person(a, &person, &who->paper, reason);
    if (end != CELL_READ) {
        return end;
    }
    *place = (struct cell_place){.comma = a->file.separator != ','};
    end = judge_question(piece, judge_cell(cut, c->question), who->paper, place, reason);
    if (end != CELL_READ) {
        return end;
    }
    struct response response;
    const struct cell_text answer = judge_cell(cut, c->answer);
    end = cell_read(a->cells, place, answer.bytes, answer.length, &response, reason);
    if (end != CELL_READ || reason != NULL) {
        return end;
    }
    return judge_student(piece, &person, who, reason);
}

/* May lines like this one be expected: is the student the first cell, as it stands? */
static void expect(struct piece *piece, const char *at, const struct last_student *who)
{
    const struct columns *c = &piece->answers->file.columns;
    const struct cell_text id = judge_cell(&piece->cutter, c->student);
    const bool plain =
        c->student == 0 && c->form == NO_COLUMN && id.bytes == at && is_plain(at, at + id.length);
    piece->student = *who;
    if (plain) {
        student_remember(&piece->student, at, id.length);
    } else {
        piece->student.bytes = NULL;
    }
}

static void take_judged(struct piece *piece, const char *at, const struct last_student *who,
                        const struct cell_place *place)
{
    const struct cell_text answer = judge_cell(&piece->cutter, piece->answers->file.columns.answer);
    const uint32_t code = piece_code(piece, place, answer.bytes, answer.length);
    if (code < CODE_FAILED && piece_run(piece, who, at)) {
        (void)piece_add(piece, who->partition, (uint32_t)place->question, code);
    }
}

/* Take the record at `at` by the rules of csv_in; returns the next one. */
static const char *take_record(struct piece *piece, const char *at)
{
    struct record_end end;
    struct last_student who = {0};
    struct cell_place place;
    bool cut;
    judge_record(piece, at, &end, &cut);
    if (end.text != NULL && end.text == at) {
        piece->line++;
        return end.next;
    }
    piece->quotes =
        piece->quotes || end.problem != NULL || memchr(at, '"', (size_t)(end.text - at)) != NULL;
    const enum cell_end judged = cut                   ? judge_long(piece, &who, &place, NULL)
                                 : end.problem != NULL ? CELL_REFUSED
                                                       : CELL_FAILED;
    if (judged == CELL_READ) {
        take_judged(piece, at, &who, &place);
        expect(piece, at, &who);
    } else if (judged == CELL_REFUSED) {
        piece_refuse(piece, at, 1);
    } else {
        piece->failed = true;
    }
    piece->line += judge_lines(at, end.next);
    return end.next;
}

static void take(struct piece *piece)
{
    const struct columns *c = &piece->answers->file.columns;
    const bool simple =
        c->count <= CUT_CELLS_MAX && c->form == NO_COLUMN &&
        piece->answers->key->paper_count == 0 && !c->head_is_student &&
        (!c->extra || memchr(piece->from, '\0', (size_t)(piece->to - piece->from)) == NULL);
    const bool usual = simple && c->count == 3 && c->student == 0 && c->question == 1;
    const char *at = piece->from;
    size_t vain = 0; /* times in a row that no line was as expected */
    while (at < piece->to && !piece->failed) {
        const char *before = at;
        if (simple && vain > SCATTERED_AFTER) {
            at = take_scattered(piece, at, usual, vain % BATCHES == 0);
            vain++;
        } else if (simple) {
            (void)take_simple(piece, &at);
        }
        if (at == before) {
            at = take_record(piece, at);
        }
        if (usual && piece->student.bytes != NULL && at < piece->to && !piece->failed) {
            before = at;
            at = take_expected(piece, at, next_question(&piece->buckets[piece->student.partition]));
            vain = at == before ? vain + 1 : 0;
            piece->student.bytes = vain > SCATTERED_AFTER ? NULL : piece->student.bytes;
        }
    }
}

static bool tell(struct piece *piece, const char *record, const char *end,
                 const struct refusal *refusal, struct refused *refused)
{
    struct record_end record_end;
    struct last_student who = {0};
    struct cell_place place;
    bool cut;
    (void)end;
    refused->responses = 1;
    judge_record(piece, record, &record_end, &cut);
    if (record_end.problem != NULL) {
        buffer_add_text(&refused->reason.words, record_end.problem);
        return true;
    }
    if (refusal->kind == REFUSED_RECORD) {
        return cut && judge_long(piece, &who, &place, &refused->reason) == CELL_REFUSED;
    }
    return cut;
}

const struct shape shape_long = {.words = "long CSV", .take = take, .tell = tell};
