/*
 * Nearly all lines are of student, question and answer, and short: one look finds the marks of several of
 * them, so that no line need wait for the one before to be cut.
 */
#include "questions/score/answers_cut.h"

#include <string.h>

#define LOOK       64 /* bytes */
#define LOOK_LINES 12 /* most of a look: a line has 5 bytes or more */
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

/* What stands in a look, as far as no line was cut from it: bit i is byte i. */
struct marks {
    uint64_t ends;   /* separators and line feeds: where cells end */
    uint64_t feeds;  /* line feeds */
    uint64_t others; /* quotes, spaces and other control characters */
};

/* What looks need. */
struct cutting {
    const struct answers *answers;
    struct guess guess;
    const char *limit;
    char separator;
};

#if defined(__SSE2__)
static inline void look_at(const char *at, unsigned part, char separator, struct marks *found)
{
    const __m128i text = _mm_loadu_si128((const __m128i *)(const void *)(at + 16 * part));
    const __m128i low = _mm_cmpeq_epi8(_mm_min_epu8(text, _mm_set1_epi8(' ')), text);
    const __m128i others = _mm_or_si128(low, _mm_cmpeq_epi8(text, _mm_set1_epi8('"')));
    const __m128i feeds = _mm_cmpeq_epi8(text, _mm_set1_epi8('\n'));
    const __m128i separators = _mm_cmpeq_epi8(text, _mm_set1_epi8(separator));
    found->others |= (uint64_t)_mm_movemask_epi8(others) << 16 * part;
    found->feeds |= (uint64_t)_mm_movemask_epi8(feeds) << 16 * part;
    found->ends |= (uint64_t)_mm_movemask_epi8(separators) << 16 * part;
}

static inline struct marks marks_of(const char *at, char separator)
{
    struct marks found = {0};
    look_at(at, 0, separator, &found);
    look_at(at, 1, separator, &found);
    look_at(at, 2, separator, &found);
    look_at(at, 3, separator, &found);
    found.ends |= found.feeds;
    found.others &= ~found.ends;
    return found;
}

/* The number of the lowest bit that is set; there is one. */
static inline size_t first_bit(uint64_t bits)
{
    return (unsigned)__builtin_ctzll(bits);
}

static inline uint64_t bits_below(size_t bit)
{
    return (UINT64_C(1) << bit) - 1;
}

/*
 * The cells of the line that begins at byte `from` of a look: three, of which the answer may be empty.
 * Its marks are taken away.
 * @feed  its line feed
 */
static inline bool find_short(const char *at, size_t from, size_t feed, struct marks *marks,
                              struct line *line, struct cell_text *question)
{
    const uint64_t first = marks->ends, second = first & (first - 1), third = second & (second - 1);
    size_t end = feed;
    if (third == 0 || first_bit(third) != feed) {
        return false;
    }
    if (marks->others != 0 && (marks->others & bits_below(end)) != 0) {
        end--;
        if ((marks->others & bits_below(feed)) != UINT64_C(1) << end || at[end] != '\r') {
            return false;
        }
        marks->others &= marks->others - 1;
    }
    const size_t asked = first_bit(first) + 1, answered = first_bit(second) + 1;
    line->at = line->student.bytes = at + from;
    line->student.length = (uint32_t)(asked - 1 - from);
    *question = (struct cell_text){at + asked, answered - 1 - asked};
    line->answer = (struct cell_text){at + answered, end - answered};
    line->next = at + feed + 1;
    marks->ends = third & (third - 1);
    marks->feeds &= marks->feeds - 1;
    return line->student.length > 0 && question->length > 0;
}

/* A question by an id that has no NUL. */
static inline uint32_t find_question(const struct cutting *c, struct cell_text id)
{
    if (id.length <= IDS_SLACK) {
        const uint32_t question = guess_find(&c->guess, ids_words(id.bytes, id.length));
        if (question != GUESS_NONE) {
            return question;
        }
    }
    struct id_key key;
    ids_key_near(id.bytes, id.length, &key);
    return ids_find(&c->answers->questions, &key);
}

/*
 * Cut the lines that stand whole in a look, as far as they are simple; returns how many.
 * @lines  receives them: LOOK_LINES at most
 */
static inline size_t cut_short(const struct cutting *c, const char *at, struct line lines[])
{
    struct marks marks = marks_of(at, c->separator);
    size_t from = 0;
    struct line *line = lines;
    if (c->limit - at < LOOK) {
        marks.feeds &= bits_below((size_t)(c->limit - at));
    }
    for (; marks.feeds != 0; line++) {
        const size_t feed = first_bit(marks.feeds);
        struct cell_text question;
        if (!find_short(at, from, feed, &marks, line, &question)) {
            break;
        }
        ids_key_near(line->at, line->student.length, &line->student);
        ids_prefetch(c->answers->students, &line->student);
        line->question = find_question(c, question);
        if (line->question == IDS_NONE) {
            break;
        }
        from = feed + 1;
    }
    return (size_t)(line - lines);
}
#else
static size_t cut_short(const struct cutting *c, const char *at, struct line lines[])
{
    (void)c, (void)at, (void)lines;
    return 0;
}
#endif

size_t cut_several(const struct answers *a, const char *at, const char *limit, bool usual,
                   struct line lines[])
{
    const struct cutting c = {a, a->guess, limit, a->file.separator};
    size_t count = 0;
    while (at < limit && count <= CUT_LINES - LOOK_LINES) {
        const size_t cut = usual ? cut_short(&c, at, lines + count) : 0;
        if (cut == 0 && !cut_simple(a, at, limit, &lines[count])) {
            break;
        }
        count += cut > 0 ? cut : 1;
        at = lines[count - 1].next;
    }
    return count;
}
