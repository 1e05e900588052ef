/*
 * Long CSV: a response a line.
 *
 * Three ways, each for lines that the one before does not understand.  Lines of the student of the line
 * before, answering the next question of the key with one letter, are compared with what is expected and
 * need no search at all.  Other simple lines are cut at their separators, some dozens at once, so that
 * memory has time to bring what they look up.  All else is taken apart as a record.
 */
#include <string.h>

#include "questions/score/answers_private.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#define CELLS_MAX 16 /* of a simple line */
#define BATCH     32 /* lines looked up together */

/* A simple line. */
struct line {
    const char *at, *next;
    struct id_key student, question;
    struct cell_text answer;
};

/* ---- Marks ----------------------------------------------------------------------------------- */

#if defined(__SSE2__)
/* Which of the 32 bytes at `at` are this one: bit i is byte i. */
static inline uint32_t equal_bytes(const char *at, char byte)
{
    const __m128i wanted = _mm_set1_epi8(byte), *text = (const __m128i *)(const void *)at;
    const uint32_t low = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_loadu_si128(text), wanted));
    const uint32_t high =
        (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_loadu_si128(text + 1), wanted));
    return low | high << 16;
}
#endif

/* The first separator or line feed at or behind `at`; there is a line feed behind the block. */
static inline const char *next_mark(const char *at, char separator)
{
#if defined(__SSE2__)
    const __m128i separators = _mm_set1_epi8(separator), feeds = _mm_set1_epi8('\n');
    for (;; at += 16) {
        const __m128i text = _mm_loadu_si128((const __m128i *)(const void *)at);
        const unsigned found = (unsigned)_mm_movemask_epi8(
            _mm_or_si128(_mm_cmpeq_epi8(text, separators), _mm_cmpeq_epi8(text, feeds)));
        if (found != 0) {
            return at + __builtin_ctz(found);
        }
    }
#else
    while (*at != separator && *at != '\n') {
        at++;
    }
    return at;
#endif
}

/*
 * Where the cells of a line begin, and behind the last one the next line; false: it is not simple.
 * @cells  receives one more than there are columns
 */
static inline bool find_cells(const char *at, char separator, size_t columns, const char *cells[])
{
    size_t count = 0;
    for (const char *from = at;; from++) {
        cells[count++] = from;
        if (*from == '"') {
            return false;
        }
        from = next_mark(from, separator);
        if (*from == '\n') {
            cells[count] = from + 1;
            return count == columns;
        }
        if (count == columns) {
            return false;
        }
    }
}

/*
 * The same for lines of up to 32 bytes, which nearly all are: all marks are found by one look, so that
 * the next line need not wait for one cell after the other.
 */
static inline bool find_near_cells(const char *at, char separator, size_t columns,
                                   const char *cells[])
{
#if defined(__SSE2__)
    const uint32_t feeds = equal_bytes(at, '\n'), separators = equal_bytes(at, separator);
    const uint32_t end = feeds & (0 - feeds),
                   before = end - 1; /* all bits, where there is no end */
    uint32_t marks = (separators & before) | end;
    if ((equal_bytes(at, '"') & before) != 0) {
        return false;
    }
    cells[0] = at;
    for (size_t i = 1; i <= columns; i++) {
        if (marks == 0) {
            return false;
        }
        cells[i] = at + __builtin_ctz(marks) + 1;
        marks &= marks - 1;
    }
    return marks == 0 && end != 0;
#else
    return find_cells(at, separator, columns, cells);
#endif
}

/* Cut the line at `at`; false: it is not simple. */
static inline bool cut_line(const struct columns *c, char separator, const char *at,
                            const char *limit, struct line *line)
{
    const char *cells[CELLS_MAX + 1];
    const size_t count = c->count;
    line->at = at;
    if (!find_near_cells(at, separator, count, cells) && !find_cells(at, separator, count, cells)) {
        return false;
    }
    const char *end = cells[count] - 1;
    line->next = end + 1 < limit ? end + 1 : limit;
    if ((size_t)(end - at) > RECORDS_MAX) {
        return false;
    }
    cells[count] -= end > at && end[-1] == '\r' ? 1 : 0;
    const char *student = cells[c->student], *student_end = cells[c->student + 1] - 1;
    const char *question = cells[c->question], *question_end = cells[c->question + 1] - 1;
    line->answer.bytes = cells[c->answer];
    line->answer.length = (size_t)(cells[c->answer + 1] - 1 - cells[c->answer]);
    if (!is_plain(student, student_end) || !is_plain(question, question_end)) {
        return false;
    }
    line->student = ids_key_near(student, (size_t)(student_end - student));
    line->question = ids_key_near(question, (size_t)(question_end - question));
    return true;
}

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
    response_code *code = b->codes + b->code_count, *const first = code;
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
        *code++ = (response_code)(RESPONSE_OPTION + option);
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
    if (last != NULL && last->first != SCATTERED) {
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
    if (*answer.bytes == '"') {
        return CODE_REFUSED;
    }
    const struct cell_place place = {.question = question, .comma = a->file.separator != ','};
    return piece_code(piece, &place, answer.bytes, answer.length);
}

/* Whose line it is, found anew; false: nobody's whom the sheet knows. */
static inline bool find_student(const struct answers *a, const struct line *line, bool alone,
                                struct last_student *who)
{
    const struct ids *ids = sheet_ids(a->sheet);
    who->student = alone ? ids_find(ids, &line->student) : ids_find_fresh(ids, &line->student);
    who->paper = NO_PAPER;
    who->partition = partition_of(a, line->student.hash);
    return who->student != IDS_NONE;
}

/* May a student whom nobody knows be taken as he stands? */
static bool is_welcome(const struct answers *a, const struct line *line)
{
    return a->options.roster == NULL && line->student.length <= SHEET_STUDENT_MAX &&
           is_simple_text(line->student.bytes, line->student.length);
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
    if (code < RESPONSE_OPTION || code >= PENDING) {
        return add_event(piece, line, question, code);
    }
    struct run *run = piece_streak(piece, &piece->student, line->at, question);
    if (run == NULL) {
        return false;
    }
    struct bucket *b = &piece->buckets[piece->student.partition];
    b->codes[b->code_count++] = (response_code)code;
    run->count++;
    return true;
}

/*
 * Take a line that was cut; false: it needs a closer look.  A student nobody knows becomes one only
 * once all else of the line is good.
 * @alone  the lines around it are most likely other students'
 */
static inline bool take_line(struct piece *piece, const struct line *line, bool alone)
{
    const struct answers *a = piece->answers;
    struct last_student *last = &piece->student;
    bool fresh = false;
    if (alone || last->bytes == NULL || last->length != line->student.length ||
        !student_is_last(last, line->student.bytes)) {
        fresh = !find_student(a, line, alone, last);
        last->bytes = NULL;
    }
    const uint32_t question = ids_find(&a->questions, &line->question);
    const uint32_t code =
        question == IDS_NONE ? CODE_REFUSED : answer_code(piece, question, line->answer);
    if (code >= CODE_FAILED ||
        (fresh && (!is_welcome(a, line) || !judge_fresh(piece, &line->student, last)))) {
        return false;
    }
    if (!(alone ? add_event(piece, line, question, code) : add_code(piece, line, question, code))) {
        return false;
    }
    if (last->bytes == NULL && (!alone || fresh)) {
        student_remember(last, line->student.bytes, line->student.length);
    }
    piece->line++;
    return true;
}

/* Take simple lines, many at once; the first one that is not. */
static const char *take_simple(struct piece *piece, const char *at, size_t most)
{
    const struct answers *a = piece->answers;
    const struct columns *c = &a->file.columns;
    struct line lines[BATCH];
    size_t count = 0;
    const char *next = at;
    while (count < most && next < piece->to &&
           cut_line(c, a->file.separator, next, piece->to, &lines[count])) {
        ids_prefetch(sheet_ids(a->sheet), &lines[count].student);
        next = lines[count++].next;
    }
    for (size_t i = 0; i < count; i++) {
        if (!take_line(piece, &lines[i], most > 1 && i + 1 < count)) {
            return lines[i].at;
        }
        at = lines[i].next;
    }
    return at;
}

/* ---- Records --------------------------------------------------------------------------------- */

static struct person person_of(const struct columns *c, const struct record_cutter *cut)
{
    return (struct person){.student = judge_cell(cut, c->student),
                           .form = judge_cell(cut, c->form)};
}

/* Judge a record that was cut. */
static enum cell_end judge_long(struct piece *piece, struct last_student *who,
                                struct cell_place *place, struct buffer *reason)
{
    const struct answers *a = piece->answers;
    const struct columns *c = &a->file.columns;
    const struct record_cutter *cut = &piece->cutter;
    if (cut->count != c->count) {
        if (reason != NULL) {
            buffer_addf(reason, "%zu cell%s, where the header has %zu", cut->count,
                        cut->count == 1 ? "" : "s", c->count);
        }
        return CELL_REFUSED;
    }
    const struct person person = person_of(c, cut);
    /* The question and the answer first: nobody becomes a student by a line that says nothing. */
    enum cell_end end = judge_person(a, &person, &who->paper, reason);
    if (end != CELL_READ) {
        return end;
    }
    *place = (struct cell_place){.comma = a->file.separator != ','};
    end = judge_question(a, judge_cell(cut, c->question), who->paper, place, reason);
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

static uint32_t lines_of(const char *at, const char *next)
{
    uint32_t lines = 0;
    const char *lf = NULL;
    for (; at < next && (lf = memchr(at, '\n', (size_t)(next - at))) != NULL; at = lf + 1) {
        lines++;
    }
    return lines + (at < next ? 1 : 0);
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
    piece->line += lines_of(at, end.next);
    return end.next;
}

static void take(struct piece *piece)
{
    const struct columns *c = &piece->answers->file.columns;
    const bool simple =
        c->count <= CELLS_MAX && c->form == NO_COLUMN && piece->answers->key->paper_count == 0 &&
        (!c->extra || memchr(piece->from, '\0', (size_t)(piece->to - piece->from)) == NULL);
    const bool usual = simple && c->count == 3 && c->student == 0 && c->question == 1;
    const char *at = piece->from;
    size_t vain = 0; /* times in a row that no line was as expected */
    while (at < piece->to && !piece->failed) {
        const char *before = at;
        if (simple) {
            at = take_simple(piece, at, vain > 3 ? BATCH : 1);
        }
        if (at == before) {
            at = take_record(piece, at);
        }
        if (usual && piece->student.bytes != NULL && at < piece->to && !piece->failed) {
            before = at;
            at = take_expected(piece, at, next_question(&piece->buckets[piece->student.partition]));
            vain = at == before ? vain + 1 : 0;
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
        buffer_add_text(&refused->reason, record_end.problem);
        return true;
    }
    if (refusal->kind == REFUSED_RECORD) {
        return cut && judge_long(piece, &who, &place, &refused->reason) == CELL_REFUSED;
    }
    return cut;
}

const struct shape shape_long = {.words = "long CSV", .take = take, .tell = tell};
