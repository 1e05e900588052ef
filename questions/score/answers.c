/* Files, blocks, rounds; what a round does is told in answers_private.h. */
#include "questions/score/answers.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "questions/score/answers_private.h"

#define PIECE         ((size_t)256 * 1024) /* bytes: it and what is found in it stay in a cache */
#define BLOCK_MOST    ((size_t)1 << 28)
#define EXPECTED_MOST ((size_t)1 << 18) /* students for whom room is made at once: some 20 MB */
#define ROUND_MOST                                                                                 \
    ((size_t)2 << 20) /* bytes a round by itself: with many threads, smaller pieces */
#define CARRY         (RECORDS_MAX + 2)
#define LINES_MOST    ((size_t)1 << 16) /* of a round: what is found in them is kept meanwhile */
#define REFUSALS_MOST ((size_t)1 << 17) /* noted in phase one of a round; more: a smaller round */
#define ROUND_LEAST   ((size_t)4096)    /* bytes: a round that small may note any number */

/* ---- Messages -------------------------------------------------------------------------------- */

bool answers_problem(struct answers *answers, const char *format, ...)
{
    char text[2048];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    buffer_clear(&answers->problem);
    buffer_addf(&answers->problem, "%s:%llu: %s", answers->file.shown,
                (unsigned long long)answers->file.line + 1, text);
    return false;
}

void answers_note(struct answers *answers, const char *format, ...)
{
    char text[2048];
    va_list arguments;
    if (answers->listener.note == NULL) {
        return;
    }
    va_start(arguments, format);
    (void)vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    answers->listener.note(answers->listener.context, answers->file.shown, text);
}

/* ---- Making it ------------------------------------------------------------------------------- */

static bool add_questions(struct answers *a)
{
    const struct score_key *key = a->key;
    for (size_t q = 0; q < key->question_count; q++) {
        const char *id = key->questions[q].id;
        const struct id_key made = ids_key(id, strlen(id));
        if (!ids_add(&a->questions, &made)) {
            return false;
        }
        a->letter_ids[q] = !key->marks && cells_are_letters(a->cells, q);
        a->fast_limit[q] = a->letter_ids[q] ? (unsigned char)sheet_options(a->sheet, q) : 0;
    }
    return guess_init(&a->guess, &a->questions);
}

static bool make_parts(struct answers *a)
{
    const size_t questions = a->key->question_count;
    a->sheet = sheet_new(a->key);
    a->cells = cells_new(a->key);
    a->fast_limit = calloc(questions + 1, sizeof *a->fast_limit);
    a->letter_ids = calloc(questions + 1, sizeof *a->letter_ids);
    a->patterns = calloc(questions + 1, sizeof *a->patterns);
    a->near_students = calloc(1, sizeof *a->near_students);
    a->near_questions = calloc(1, sizeof *a->near_questions);
    a->crew = crew_new(a->options.threads);
    a->pieces = calloc(a->piece_count, sizeof *a->pieces);
    a->bytes = malloc(a->room + ANSWERS_SLACK);
    a->entering = calloc(a->partitions, sizeof *a->entering);
    a->counts = calloc(a->partitions, sizeof *a->counts);
    a->entering_failed = calloc(a->partitions, sizeof *a->entering_failed);
    bool good = a->sheet != NULL && a->cells != NULL && a->fast_limit != NULL &&
                a->near_students != NULL && a->near_questions != NULL && a->letter_ids != NULL &&
                a->patterns != NULL && a->crew != NULL && a->pieces != NULL && a->bytes != NULL &&
                a->entering != NULL && a->counts != NULL && a->entering_failed != NULL &&
                add_questions(a) && zeros_init(&a->zeros, a->key);
    a->students = a->sheet != NULL ? sheet_ids(a->sheet) : NULL;
    for (size_t i = 0; a->pieces != NULL && i < a->piece_count; i++) {
        good = piece_init(&a->pieces[i], a, (uint32_t)i) && good;
    }
    return good;
}

struct answers *answers_new(const struct score_key *key, const struct answers_options *options,
                            const struct answers_listener *listener)
{
    struct answers *a = calloc(1, sizeof *a);
    if (a == NULL) {
        return NULL;
    }
    a->key = key;
    a->options = *options;
    a->listener = listener != NULL ? *listener : (struct answers_listener){0};
    a->options.threads = options->threads == 0 ? 1 : options->threads;
    a->partitions = a->options.threads;
    a->piece_count = a->options.threads == 1 ? 1 : 2 * (size_t)a->options.threads;
    a->block = a->piece_count * PIECE < ROUND_MOST ? a->piece_count * PIECE : ROUND_MOST;
    if (options->block > 0) {
        a->block = options->block < BLOCK_MOST ? options->block : BLOCK_MOST;
    }
    a->room = CARRY + FIRST_LOOK + a->block;
    memset(a->letters, 255, sizeof a->letters);
    for (unsigned i = 0; i < 26; i++) {
        a->letters['A' + i] = a->letters['a' + i] = (unsigned char)i;
    }
    sha256_init(&a->sha);
    if (!make_parts(a)) {
        answers_free(a);
        return NULL;
    }
    return a;
}

static void free_nearest(struct nearest *nearest)
{
    if (nearest != NULL) {
        nearest_fini(nearest);
        free(nearest);
    }
}

static void close_file(struct answers *a)
{
    input_close(a->file.input);
    columns_fini(&a->file.columns);
    line_form_fini(&a->file.form);
    a->file = (struct answer_file){0};
}

void answers_free(struct answers *a)
{
    if (a == NULL) {
        return;
    }
    close_file(a);
    for (size_t i = 0; a->pieces != NULL && i < a->piece_count; i++) {
        piece_fini(&a->pieces[i]);
    }
    for (size_t i = 0; a->entering != NULL && i < a->partitions; i++) {
        free(a->entering[i].items);
    }
    crew_free(a->crew);
    sheet_free(a->sheet);
    cells_free(a->cells);
    ids_fini(&a->questions);
    guess_fini(&a->guess);
    zeros_fini(&a->zeros);
    free_nearest(a->near_students);
    free_nearest(a->near_questions);
    buffer_fini(&a->problem);
    buffer_fini(&a->shape_words);
    free(a->fast_limit);
    free(a->letter_ids);
    free(a->patterns);
    free(a->pieces);
    free(a->bytes);
    free(a->entering);
    free(a->counts);
    free(a->entering_failed);
    free(a);
}

/* ---- The start of a file --------------------------------------------------------------------- */

static void make_patterns(struct answers *a)
{
    for (size_t q = 0; q < a->key->question_count; q++) {
        const char *id = a->key->questions[q].id;
        char text[sizeof a->patterns[q].bytes + 1];
        a->patterns[q] = pattern_of(NULL, SIZE_MAX);
        if (is_plain(id, id + strlen(id)) && strchr(id, a->file.separator) == NULL) {
            const char separator = a->file.separator;
            const int written = snprintf(text, sizeof text, "%c%s%c", separator, id, separator);
            a->patterns[q] = pattern_of(text, (size_t)written);
        }
    }
}

/*
 * A line whose student is called as the students' column is has the names of the columns once more; also
 * where an earlier file without columns has a student who is called so.
 */
static void look_for_head(struct answers *a)
{
    struct columns *c = &a->file.columns;
    for (size_t s = 0; c->head_length > 0 && s < sheet_students(a->sheet); s++) {
        const struct sheet_student who = sheet_student(a->sheet, s);
        const struct cell_text id = {who.id, who.length};
        c->head_is_student = c->head_is_student || judge_is_header(c, id);
    }
}

static void note_shape(struct answers *a)
{
    const char *words = a->file.shape->words;
    if (strstr(buffer_text(&a->shape_words), words) == NULL) {
        buffer_add_text(&a->shape_words, a->shape_words.length > 0 ? ", " : "");
        buffer_add_text(&a->shape_words, words);
    }
}

/*
 * Lines that are as short as `lines` in so many bytes: take no more of them at once than may be.  Three
 * cells of a row weigh as much as one line, for each of them may be refused, too.
 */
static void take_lines(struct answers *a, size_t bytes, uint64_t lines)
{
    if (lines > 0) {
        const uint64_t each = a->file.shape->rows ? a->file.columns.answer_count / 3 + 1 : 1;
        const uint64_t most = (uint64_t)bytes * LINES_MOST / (lines * each) + 1;
        a->take = most < a->take ? (size_t)most : a->take;
    }
}

/*
 * Guess how many students there are, as if the rest of the file were like its beginning and everybody
 * answered everything.  It saves the sheet from growing step by step; nothing else hangs on it.
 */
static void expect_like_beginning(struct answers *a)
{
    uint64_t done = 0, all = 0;
    input_progress(a->file.input, &done, &all);
    const uint64_t lines = judge_lines(a->bytes, a->bytes + a->held);
    take_lines(a, a->held, lines);
    if (done > 0 && all > done && !input_is_gzip(a->file.input)) {
        const uint64_t records = all / done * lines;
        const uint64_t questions = a->key->question_count > 0 ? a->key->question_count : 1;
        const uint64_t students =
            sheet_students(a->sheet) + (a->file.shape->rows ? records : records / questions);
        sheet_expect(a->sheet, students < EXPECTED_MOST ? (size_t)students : EXPECTED_MOST);
    }
}

static bool find_shape(struct answers *a)
{
    size_t taken = 0;
    if (!block_begin(a)) {
        return false;
    }
    for (;;) {
        a->bytes[a->held] = '\n';
        if (!shape_find(a, !block_has_more(a), &taken)) {
            return false;
        }
        if (a->file.shape != NULL) {
            break;
        }
        if (a->held > CARRY) {
            return answers_problem(a, "it begins with more than 1 MiB of empty lines");
        }
        block_fill(a);
        if (a->undigested > 0) {
            sha256_add(&a->sha, a->bytes + a->held - a->undigested,
                       a->options.digest ? a->undigested : 0);
            a->undigested = 0;
        }
    }
    block_drop(a, taken);
    make_patterns(a);
    look_for_head(a);
    note_shape(a);
    expect_like_beginning(a);
    if (a->file.shape == &shape_ndjson && !line_form_learn(a)) {
        a->failed = true;
        return false;
    }
    return true;
}

/* ---- Rounds ---------------------------------------------------------------------------------- */

/* Cut the first bytes at line ends, or one line more; returns where the last piece ends. */
static size_t cut_lines(struct answers *a, size_t length)
{
    const char *end = a->bytes + a->held;
    const char *behind =
        length < a->held ? memchr(a->bytes + length, '\n', a->held - length) : NULL;
    const bool last = a->file.whole && behind == NULL;
    end = behind != NULL ? behind + 1 : end;
    while (!last && end > a->bytes && end[-1] != '\n') {
        end--;
    }
    const char *at = a->bytes;
    const size_t size = (size_t)(end - at);
    for (size_t i = 1; i <= a->piece_count && at < end; i++) {
        const char *to = a->bytes + size / a->piece_count * i;
        if (i < a->piece_count && to < end) {
            to = to <= at ? at : to - 1;
            const char *lf = memchr(to, '\n', (size_t)(end - to));
            to = lf == NULL ? end : lf + 1;
        } else {
            to = end;
        }
        piece_begin(&a->pieces[a->used++], at, to, last && to == end);
        at = to;
    }
    return size;
}

/* Cut at record ends, which takes a look at every record. */
static size_t cut_records(struct answers *a, size_t length)
{
    const bool last = a->file.whole;
    const char *end = a->bytes + a->held, *from = a->bytes;
    const size_t least = length / a->piece_count + 1;
    struct stretch stretch = {a->bytes, end, last, a->file.separator};
    struct record_end record;
    while (stretch.at < a->bytes + length && record_find_end(&stretch, &record) &&
           record.next != NULL) {
        stretch.at = record.next;
        if ((size_t)(stretch.at - from) >= least && a->used + 1 < a->piece_count) {
            piece_begin(&a->pieces[a->used++], from, stretch.at, last && stretch.at == end);
            from = stretch.at;
        }
    }
    if (stretch.at > from) {
        piece_begin(&a->pieces[a->used++], from, stretch.at, last && stretch.at == end);
    }
    return (size_t)(stretch.at - a->bytes);
}

static size_t cut(struct answers *a, size_t length)
{
    a->used = 0;
    return a->file.careful && !a->file.shape->lines ? cut_records(a, length) : cut_lines(a, length);
}

/* Phase one; the digest is a task like the others, and the first, because it takes longest. */
static void take_piece(void *context, size_t number)
{
    struct answers *a = context;
    const size_t digest = a->undigested > 0 && a->options.digest ? 1 : 0;
    if (number < digest) {
        sha256_add(&a->sha, a->bytes + a->held - a->undigested, a->undigested);
        return;
    }
    struct piece *piece = &a->pieces[number - digest];
    a->file.shape->take(piece);
}

static void take_pieces(struct answers *a)
{
    const size_t digest = a->undigested > 0 && a->options.digest ? 1 : 0;
    crew_run(a->crew, a->used + digest, take_piece, a);
    a->undigested = 0;
}

static bool met_quotes(const struct answers *a)
{
    bool met = false;
    for (size_t i = 0; i < a->used && !a->file.careful && !a->file.shape->lines; i++) {
        met = met || a->pieces[i].quotes;
    }
    return met;
}

static bool is_crowded(const struct answers *a)
{
    bool crowded = false;
    for (size_t i = 0; i < a->used; i++) {
        crowded = crowded || a->pieces[i].crowded;
    }
    return crowded;
}

/* Phase one of the first bytes; returns where it ends. */
static size_t take(struct answers *a, size_t length)
{
    size_t end = cut(a, length);
    take_pieces(a);
    if (met_quotes(a)) {
        a->file.careful = true;
        end = cut(a, length);
        take_pieces(a);
    }
    return end;
}

/*
 * One round: take what is held as far as it is whole, and keep the rest.  Where so much is refused that
 * noting it would take more memory than was promised, less is taken at once, and for a while.
 * @return  less than all was taken, and what is left is worth a round of its own
 */
static bool do_round(struct answers *a)
{
    a->bytes[a->held] = '\n';
    const size_t most = a->options.block > 0 ? a->block : SIZE_MAX; /* the first look may be more */
    size_t length = a->take < most ? a->take : most;
    length = length < a->held ? length : a->held;
    a->refusals_most = length <= ROUND_LEAST ? SIZE_MAX : REFUSALS_MOST / a->piece_count;
    size_t end = take(a, length);
    while (is_crowded(a)) {
        length /= 4;
        a->refusals_most = length <= ROUND_LEAST ? SIZE_MAX : a->refusals_most;
        end = take(a, length);
    }
    const size_t left = a->held - end;
    const bool less = end > 0 && length < a->held;
    const bool little = left < length / 4 && left <= FIRST_LOOK && block_has_more(a);
    a->take = less ? 2 * length + 1 : SIZE_MAX;
    uint64_t lines = 0;
    for (size_t i = 0; i < a->used; i++) {
        a->failed = a->failed || a->pieces[i].failed;
        lines += a->pieces[i].line;
        zeros_gather(a, &a->pieces[i]);
    }
    take_lines(a, length, lines);
    if (!a->failed) {
        enter_round(a);
    }
    block_drop(a, end);
    return less && !little && !a->failed && !a->stopped;
}

/* Throw away what is held of a line that is too long. */
static void skip_line(struct answers *a)
{
    const char *lf = memchr(a->bytes, '\n', a->held);
    a->used = 0;
    take_pieces(a); /* for the digest */
    a->file.skipping = lf == NULL;
    a->file.line += lf != NULL ? 1 : 0;
    block_drop(a, lf != NULL ? (size_t)(lf + 1 - a->bytes) : a->held);
}

/* Take what is held.  A line that is too long is told once, and thrown away as it comes. */
static void take_held(struct answers *a)
{
    if (a->file.skipping) {
        skip_line(a);
    }
    while (!a->file.skipping && do_round(a)) {
    }
    if (!a->file.skipping && a->held >= CARRY && !a->failed && !a->stopped) {
        enter_refused(a, "a line longer than 1 MiB", a->bytes, a->held);
        skip_line(a);
    }
}

static void report_progress(const struct answers *a)
{
    if (a->listener.progress != NULL) {
        uint64_t done = 0, all = 0;
        input_progress(a->file.input, &done, &all);
        a->listener.progress(a->listener.context, done, all);
    }
}

static void read_all(struct answers *a)
{
    bool more = true;
    while (more && !a->failed && !a->stopped) {
        take_held(a);
        more = block_has_more(a);
        if (more && !a->failed && !a->stopped) {
            block_fill(a);
            more = block_has_more(a) || a->held > 0;
            report_progress(a);
        }
    }
    if (a->file.broken && a->held > 0 && !a->failed && !a->stopped && !a->file.skipping) {
        enter_refused(a, "the file breaks off within this line", a->bytes, a->held);
    }
}

/* Nobody is named: the listener may not want to tell names. */
static void note_mended(struct answers *a)
{
    if (a->file.mended == 1) {
        answers_note(a, "the name or section of a student is not UTF-8: taken as Windows-1252");
    } else if (a->file.mended > 1) {
        answers_note(a, "names or sections of %zu students are not UTF-8: taken as Windows-1252",
                     a->file.mended);
    }
}

/* ---- Reading a file -------------------------------------------------------------------------- */

static enum answers_end end_of(struct answers *a, bool taken)
{
    if (a->failed) {
        buffer_clear(&a->problem);
        buffer_addf(&a->problem, "%s: memory ran out", a->file.shown);
        return ANSWERS_FAILED;
    }
    if (a->stopped) {
        return ANSWERS_STOPPED;
    }
    if (a->file.broken) {
        buffer_clear(&a->problem);
        buffer_addf(&a->problem, "%s: it cannot be read to its end: %s", a->file.shown,
                    input_problem(a->file.input));
        return ANSWERS_FAILED;
    }
    return taken ? ANSWERS_READ : ANSWERS_BAD;
}

enum answers_end answers_read(struct answers *a, const char *path, const char **problem)
{
    const char *why = NULL;
    a->file =
        (struct answer_file){.path = path, .shown = strcmp(path, "-") == 0 ? "<stdin>" : path};
    a->held = a->undigested = 0;
    a->take = SIZE_MAX;
    a->stopped = false;
    zeros_forget(a);
    buffer_clear(&a->problem);
    a->file.input = input_open(path, a->options.digest ? &a->sha : NULL, &why);
    enum answers_end end = ANSWERS_FAILED;
    if (a->file.input == NULL) {
        buffer_addf(&a->problem, "%s: it cannot be read: %s", a->file.shown, why);
    } else {
        const bool taken = find_shape(a);
        if (taken) {
            read_all(a);
            zeros_note(a);
            note_mended(a);
        }
        end = end_of(a, taken);
    }
    close_file(a);
    *problem = a->problem.failed ? "memory ran out" : buffer_text(&a->problem);
    return end;
}

const struct sheet *answers_sheet(const struct answers *answers)
{
    return answers->sheet;
}

void answers_digest(const struct answers *answers, char hex[65])
{
    sha256_end(&answers->sha, hex);
}

const char *answers_shape(const struct answers *answers)
{
    return buffer_text(&answers->shape_words);
}
