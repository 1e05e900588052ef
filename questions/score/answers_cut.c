/*
 * Nearly all lines are of student, question and answer, and short: one look finds the marks of several of
 * them, so that no line need wait for the one before to be cut.
 */
#include "questions/score/answers_cut.h"

#include <string.h>

#define LOOK 64 /* bytes */
_Static_assert(ANSWERS_SLACK >= 2 * LOOK, "a look behind the last line");

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

/* What a line says, once its cells are found; there is no space around the ids, and they are not empty. */
static inline bool read_line(const struct answers *a, struct cell_text student,
                             struct cell_text question, struct line *line)
{
    struct id_key key;
    ids_key_near(student.bytes, student.length, &line->student);
    ids_prefetch(a->students, &line->student);
    ids_key_near(question.bytes, question.length, &key);
    line->question = ids_find(&a->questions, &key);
    return line->question != IDS_NONE;
}

bool cut_simple(const struct answers *a, const char *at, const char *limit, struct line *line)
{
    const struct columns *c = &a->file.columns;
    const char *cells[CUT_CELLS_MAX + 1];
    const size_t count = c->count;
    line->at = at;
    if (!find_cells(at, a->file.separator, count, cells)) {
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
    return is_plain(student, student_end) && is_plain(question, question_end) &&
           read_line(a, (struct cell_text){student, (size_t)(student_end - student)},
                     (struct cell_text){question, (size_t)(question_end - question)}, line);
}

/* ---- Short lines ----------------------------------------------------------------------------- */

/* What stands in a look: bit i is byte i. */
struct marks {
    uint64_t separators, feeds;
    uint64_t others; /* quotes, spaces and other control characters */
};

/* What a line is made of. */
struct line_cells {
    struct cell_text student, question, answer;
};

#if defined(__SSE2__)
static inline struct marks marks_of(const char *at, char separator)
{
    const __m128i separators = _mm_set1_epi8(separator), feeds = _mm_set1_epi8('\n');
    const __m128i quotes = _mm_set1_epi8('"'), space = _mm_set1_epi8(' ');
    struct marks found = {0};
    for (unsigned part = 0; part < LOOK / 16; part++) {
        const __m128i text = _mm_loadu_si128((const __m128i *)(const void *)(at + 16 * part));
        const __m128i other = _mm_or_si128(_mm_cmpeq_epi8(_mm_min_epu8(text, space), text),
                                           _mm_cmpeq_epi8(text, quotes));
        const unsigned shift = 16 * part;
        found.separators |= (uint64_t)_mm_movemask_epi8(_mm_cmpeq_epi8(text, separators)) << shift;
        found.feeds |= (uint64_t)_mm_movemask_epi8(_mm_cmpeq_epi8(text, feeds)) << shift;
        found.others |= (uint64_t)_mm_movemask_epi8(other) << shift;
    }
    found.others &= ~(found.separators | found.feeds);
    return found;
}

/*
 * The cells of the line that begins at byte `from` of a look.
 * @end    of the line: the place of its line feed
 * @marks  those before `from` are gone
 */
static inline bool find_short(const char *at, size_t from, size_t end, const struct marks *marks,
                              struct line_cells *cells)
{
    const uint64_t before = (UINT64_C(1) << end) - 1;
    const uint64_t separators = marks->separators & before, second = separators & (separators - 1);
    const uint64_t others = marks->others & before;
    if (second == 0 || (second & (second - 1)) != 0) {
        return false;
    }
    if (others != 0) {
        end--;
        if (others != UINT64_C(1) << end || at[end] != '\r') {
            return false;
        }
    }
    const size_t question = (size_t)__builtin_ctzll(separators) + 1;
    const size_t answer = (size_t)__builtin_ctzll(second) + 1;
    cells->student = (struct cell_text){at + from, question - 1 - from};
    cells->question = (struct cell_text){at + question, answer - 1 - question};
    cells->answer = (struct cell_text){at + answer, end - answer};
    return question > from + 1 && answer > question + 1;
}

/* Cut the lines that stand whole in a look, as far as they are simple. */
static inline size_t cut_short(const struct answers *a, const char *at, const char *limit,
                               struct line lines[], size_t most)
{
    struct marks marks = marks_of(at, a->file.separator);
    struct line_cells cells;
    size_t from = 0, count = 0;
    if (limit - at < LOOK) {
        marks.feeds &= (UINT64_C(1) << (limit - at)) - 1;
    }
    while (marks.feeds != 0 && count < most) {
        const size_t end = (size_t)__builtin_ctzll(marks.feeds);
        struct line *line = &lines[count];
        if (!find_short(at, from, end, &marks, &cells) ||
            !read_line(a, cells.student, cells.question, line)) {
            break;
        }
        line->at = at + from;
        line->next = at + end + 1;
        line->answer = cells.answer;
        marks.separators &= ~UINT64_C(0) << end;
        marks.others &= ~UINT64_C(0) << end;
        marks.feeds &= marks.feeds - 1;
        from = end + 1;
        count++;
    }
    return count;
}
#else
static size_t cut_short(const struct answers *a, const char *at, const char *limit,
                        struct line lines[], size_t most)
{
    (void)a, (void)at, (void)limit, (void)lines, (void)most;
    return 0;
}
#endif

size_t cut_several(const struct answers *a, const char *at, const char *limit, bool usual,
                   struct line lines[], size_t most)
{
    size_t count = 0;
    while (at < limit && count < most) {
        const size_t cut = usual ? cut_short(a, at, limit, lines + count, most - count) : 0;
        if (cut == 0 && !cut_simple(a, at, limit, &lines[count])) {
            break;
        }
        count += cut > 0 ? cut : 1;
        at = lines[count - 1].next;
    }
    return count;
}
