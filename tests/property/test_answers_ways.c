/*
 * Answer files read fast against the slow, obvious twin (tests/unit/slow_answers.h): random files of every
 * shape, tame and dirty, with keys typed and of banks, with papers and with marks, read with 1, 2 and 7
 * threads in blocks of all sizes, some packed with gzip.  Students, every cell, every count and every
 * rejected line must be the same; the words of rejects the same whatever the threads and blocks.
 */
#include <stdlib.h>
#include <zlib.h>

#include "tests/property/neat_answers.h"
#include "tests/unit/check.h"

#ifndef FILES
#define FILES 300 /* of each key; with -DFILES=N more */
#endif

/* ---- One run --------------------------------------------------------------------------------- */

struct told {
    struct slow_reject *rejects;
    size_t count;
    struct buffer words;
};

static bool hear(void *context, const struct reject *r)
{
    struct told *told = context;
    told->rejects = realloc(told->rejects, (told->count + 1) * sizeof *told->rejects);
    told->rejects[told->count++] = (struct slow_reject){r->line, r->responses};
    buffer_addf(&told->words, "%llu %llu %s ", (unsigned long long)r->line,
                (unsigned long long)r->responses, r->reason);
    buffer_add(&told->words, r->text, r->text_length);
    buffer_add_char(&told->words, '\n');
    CHECK(r->reason[0] != '\0' && r->responses > 0);
    return true;
}

static bool same_response(const struct response *a, const struct response *b)
{
    return a->kind == b->kind && a->options == b->options && a->outcome == b->outcome &&
           fabs(a->mark - b->mark) < 1e-12;
}

static void compare_sheets(const struct sheet *sheet, const struct slow_answers *slow)
{
    CHECK_INT(sheet_students(sheet), slow->student_count);
    for (size_t s = 0; s < slow->student_count && !check_state.bad; s++) {
        CHECK_STR(sheet_student(sheet, s).id, slow->students[s].id);
        CHECK_INT(sheet_student(sheet, s).paper, slow->students[s].paper);
        for (size_t q = 0; q < slow->key->question_count; q++) {
            const struct response got =
                code_book_response(sheet_book(sheet, q), sheet_answer(sheet, s, q));
            CHECK(same_response(&got, &slow->students[s].row[q]));
        }
    }
    for (size_t q = 0; q < slow->key->question_count; q++) {
        CHECK_INT(sheet_options(sheet, q), slow_options(slow, q));
    }
    const struct sheet_counts got = sheet_counts(sheet), want = slow->counts;
    CHECK_INT(got.read, want.read);
    CHECK_INT(got.scored, want.scored);
    CHECK_INT(got.superseded, want.superseded);
    CHECK_INT(got.superseded_identical, want.superseded_identical);
    CHECK_INT(got.rejected, want.rejected);
    CHECK_INT(got.blank, want.blank);
    CHECK_INT(got.doubled, want.doubled);
    CHECK_INT(got.papers_read, want.papers_read);
    CHECK_INT(got.papers_rejected, want.papers_rejected);
    CHECK_INT(got.papers_superseded, want.papers_superseded);
    CHECK_INT(got.read, got.scored + got.superseded + got.rejected);
}

static void compare_rejects(const struct told *told, const struct slow_answers *slow)
{
    CHECK_INT(told->count, slow->reject_count);
    for (size_t i = 0; i < slow->reject_count && told->count != slow->reject_count; i++) {
        printf("# fast %llu, slow %llu\n", i < told->count ? told->rejects[i].line : 0,
               slow->rejects[i].line);
    }
    for (size_t i = 0; i < told->count && i < slow->reject_count && !check_state.bad; i++) {
        CHECK_INT(told->rejects[i].line, slow->rejects[i].line);
        CHECK_INT(told->rejects[i].responses, slow->rejects[i].responses);
    }
}

static void compare(const struct maker *m, const char *path, const struct slow_answers *slow,
                    bool good, unsigned threads, size_t block, struct buffer *words)
{
    struct told told = {0};
    const struct answers_listener listener = {.reject = hear, .context = &told};
    const struct answers_options how = {.fixed = slow->layout,
                                        .duplicates = slow->duplicates,
                                        .threads = threads,
                                        .block = block,
                                        .digest = threads == 2};
    const char *problem = "";
    struct answers *answers = answers_new(m->key, &how, &listener);
    REQUIRE(answers != NULL);
    const enum answers_end end = answers_read(answers, path, &problem);
    CHECK_INT(end, good ? ANSWERS_READ : ANSWERS_BAD);
    if (end == ANSWERS_READ && good) {
        compare_sheets(answers_sheet(answers), slow);
        compare_rejects(&told, slow);
        if (words->length == 0) {
            buffer_add(words, told.words.bytes, told.words.length);
        }
        CHECK_STR(buffer_text(&told.words), buffer_text(words));
    } else if (check_state.bad) {
        printf("# %s\n", problem);
    }
    answers_free(answers);
    buffer_fini(&told.words);
    free(told.rejects);
}

/* Write the file; the name under which it is found. */
static const char *put_file(struct maker *m)
{
    static const char *const names[][2] = {{"answers.csv", "answers.csv.gz"},
                                           {"answers.ndjson", "answers.ndjson.gz"}};
    const bool packed = dirty_maybe(m, 5);
    const char *path = names[m->shape == SLOW_NDJSON][packed];
    if (packed) {
        gzFile file = gzopen(path, "wb");
        CHECK(file != NULL &&
              gzwrite(file, buffer_text(&m->out), (unsigned)m->out.length) == (int)m->out.length);
        CHECK(gzclose(file) == Z_OK);
    } else {
        FILE *file = fopen(path, "wb");
        CHECK(file != NULL &&
              fwrite(buffer_text(&m->out), 1, m->out.length, file) == m->out.length);
        CHECK(file != NULL && fclose(file) == 0);
    }
    return path;
}

static void check_file(struct maker *m)
{
    static const struct fixed_layout layouts[2] = {{{0, 9}, {0, 0}, {11, DIRTY_QUESTIONS}},
                                                   {{0, 9}, {9, 2}, {11, DIRTY_QUESTIONS + 1}}};
    static const enum duplicates policies[] = {DUPLICATES_REJECT, DUPLICATES_FIRST, DUPLICATES_LAST,
                                               DUPLICATES_BEST};
    m->make(m);
    struct slow_answers slow = {
        .key = m->key,
        .shape = m->shape,
        .duplicates = policies[rng_below(&m->rng, 4)],
        .layout = m->shape != SLOW_FIXED ? NULL : &layouts[m->key->paper_count > 0]};
    const size_t mark = m->out.length >= 3 && memcmp(m->out.bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    const bool good = slow_read(&slow, buffer_text(&m->out) + mark, m->out.length - mark);
    const char *path = put_file(m);
    struct buffer words = {0};
    compare(m, path, &slow, good, 1, 0, &words);
    compare(m, path, &slow, good, 1, 1 + rng_below(&m->rng, 300), &words);
    compare(m, path, &slow, good, 2, 1 + rng_below(&m->rng, 3000), &words);
    compare(m, path, &slow, good, 1, 1000 + rng_below(&m->rng, 8000), &words);
    compare(m, path, &slow, good, 7, dirty_maybe(m, 2) ? 0 : 1 + rng_below(&m->rng, 900), &words);
    buffer_fini(&words);
    slow_fini(&slow);
}

/* Many files by one key, of the shapes given. */
static void check_files(const struct score_key *key, void (*make)(struct maker *m), size_t files,
                        const enum slow_shape shapes[], size_t count, unsigned long long seed)
{
    struct maker m = {.make = make, .key = key};
    for (size_t i = 0; i < files && !check_state.bad; i++) {
        rng_seed(&m.rng, seed * 1000000 + i);
        m.shape = shapes[i % count];
        check_file(&m);
        if (check_state.bad) {
            char kept[64];
            snprintf(kept, sizeof kept, "failed-%llu", seed);
            FILE *file = fopen(kept, "wb");
            if (file != NULL) {
                (void)fwrite(buffer_text(&m.out), 1, m.out.length, file);
                (void)fclose(file);
            }
            printf("# seed %llu, file %zu, shape %d: %s in the test's directory\n", seed, i,
                   (int)m.shape, kept);
        }
    }
    buffer_fini(&m.out);
}

static void check_key(const struct score_key *key, const enum slow_shape shapes[], size_t count,
                      unsigned long long seed)
{
    check_files(key, dirty_file, FILES, shapes, count, seed);
}

static const enum slow_shape all_shapes[] = {SLOW_LONG,   SLOW_WIDE,   SLOW_NDJSON,
                                             SLOW_MOODLE, SLOW_CANVAS, SLOW_FIXED};
static const enum slow_shape plain_shapes[] = {SLOW_LONG, SLOW_WIDE, SLOW_NDJSON, SLOW_FIXED};

static void typed(bool marks, const char *text, unsigned long long seed)
{
    const struct source_text source = {"key.csv", text, strlen(text), 1};
    struct score_key key = {0};
    struct diags diags = {0};
    if (key_of_csv(&key, &source, marks, &diags)) {
        check_key(&key, plain_shapes, marks ? 3 : 4, seed);
    } else {
        check_fail(__FILE__, __LINE__, diags.count > 0 ? diags.items[0].text : "memory");
    }
    key_fini(&key);
    diags_fini(&diags);
}

static void test_typed(void)
{
    typed(false,
          "question,answer\nq1,A\nq2,B|C\na-much-longer-id-of-a-question,AC\n\"Q,4\",D\nfifth,A\n",
          1);
}

static void test_typed_with_options(void)
{
    typed(false,
          "question,answer,options\nq1,A,4\nq2,B,2\na-much-longer-id-of-a-question,AC,5\n\"Q,"
          "4\",D,4\nfifth,A,\n",
          2);
}

static void test_marks(void)
{
    typed(true,
          "question,points\nq1,1\nq2,2\na-much-longer-id-of-a-question,1\n\"Q,4\",0.5\nfifth,3\n",
          3);
}

static void banked(size_t paper_count, unsigned long long seed)
{
    struct bank bank = {.items = dirty_items(),
                        .item_count = DIRTY_QUESTIONS,
                        .papers = dirty_papers(),
                        .paper_count = paper_count};
    struct score_key key = {0};
    REQUIRE(key_of_bank(&key, &bank, NULL, NULL));
    if (paper_count == 0) {
        check_key(&key, all_shapes, 6, seed);
        check_key(&key, all_shapes, 6, seed + 100);
    } else {
        check_key(&key, plain_shapes, 4, seed);
        check_key(&key, plain_shapes, 4, seed + 100);
    }
    key_fini(&key);
}

static void test_bank(void)
{
    banked(0, 4);
}

static void test_papers(void)
{
    banked(3, 5);
}

static void test_many_questions(void)
{
    static const enum slow_shape shapes[] = {SLOW_WIDE, SLOW_LONG};
    for (size_t k = 0; k < FILES / 4 && !check_state.bad; k++) {
        struct rng rng;
        struct buffer text = {0};
        struct score_key key = {0};
        struct diags diags = {0};
        rng_seed(&rng, 600 + k);
        neat_key(&text, &rng, 1 + rng_below(&rng, NEAT_QUESTIONS));
        const struct source_text source = {"key.csv", buffer_text(&text), text.length, 1};
        CHECK(key_of_csv(&key, &source, false, &diags));
        check_files(&key, neat_file, 4, shapes, 2, 6000 + k);
        key_fini(&key);
        diags_fini(&diags);
        buffer_fini(&text);
    }
}

/* More answers to a question than a byte can tell. */
static void test_many_codes(void)
{
    static const enum slow_shape shapes[] = {SLOW_LONG, SLOW_WIDE, SLOW_LONG};
    for (size_t k = 0; k < FILES / 30 && !check_state.bad; k++) {
        struct rng rng;
        struct buffer text = {0};
        struct score_key key = {0};
        struct diags diags = {0};
        rng_seed(&rng, 700 + k);
        const bool marks = k % 2 == 0;
        if (marks) {
            neat_marks_key(&text, &rng, 1 + rng_below(&rng, 3));
        } else {
            neat_sets_key(&text, 1 + rng_below(&rng, 3));
        }
        const struct source_text source = {"key.csv", buffer_text(&text), text.length, 1};
        CHECK(key_of_csv(&key, &source, marks, &diags));
        check_files(&key, neat_file, 6, shapes, 3, 7000 + k);
        key_fini(&key);
        diags_fini(&diags);
        buffer_fini(&text);
    }
}

#define FAR_OFF                                                                                    \
    65530 /* questions before those that are answered: their numbers need more than two bytes */

static void far_file(struct maker *m)
{
    buffer_clear(&m->out);
    buffer_add_text(&m->out, "student,question,answer\n");
    for (size_t i = 0; i < 600; i++) {
        buffer_addf(&m->out, "s%llu,q%llu,%c\n", (unsigned long long)rng_below(&m->rng, 20),
                    (unsigned long long)(FAR_OFF + rng_below(&m->rng, 12)),
                    (int)('A' + rng_below(&m->rng, 2)));
    }
}

/* More questions than there are numbers in two bytes. */
static void test_far_questions(void)
{
    static const enum slow_shape shapes[] = {SLOW_LONG};
    struct buffer text = {0};
    struct score_key key = {0};
    struct diags diags = {0};
    buffer_add_text(&text, "question,answer\n");
    for (unsigned q = 0; q < FAR_OFF + 12; q++) {
        buffer_addf(&text, "q%u,A\n", q);
    }
    const struct source_text source = {"key.csv", buffer_text(&text), text.length, 1};
    CHECK(key_of_csv(&key, &source, false, &diags));
    check_files(&key, far_file, 3, shapes, 1, 8000);
    key_fini(&key);
    diags_fini(&diags);
    buffer_fini(&text);
}

int main(void)
{
    RUN(test_typed);
    RUN(test_typed_with_options);
    RUN(test_marks);
    RUN(test_bank);
    RUN(test_papers);
    RUN(test_many_questions);
    RUN(test_many_codes);
    RUN(test_far_questions);
    return check_end();
}
