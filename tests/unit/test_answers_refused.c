/* What a line that is refused must not do: be taken in part, or leave something behind. */
#include "questions/score/answers.h"

#include <sys/resource.h>

#include "questions/score/roster.h"
#include "questions/text/buffer.h"
#include "tests/unit/check.h"

#define KEY            "question,answer\nq1,A\nq2,B\nq3,C\n"
#define NDJSON(answer) "{\"student\":\"s1\",\"question\":\"q1\",\"answer\":\"" answer "\"}"

static bool hear(void *context, const struct reject *r)
{
    buffer_addf(context, "%llu: %s [%llu]\n", (unsigned long long)r->line, r->reason,
                (unsigned long long)r->responses);
    return true;
}

static void put(const char *text, size_t length)
{
    FILE *file = fopen("answers", "wb");
    REQUIRE(file != NULL);
    CHECK(fwrite(text, 1, length, file) == length);
    CHECK(fclose(file) == 0);
}

/*
 * Read a text by KEY.
 * @said     receives what was refused
 * @options  receives how many options the first question has
 */
static void read_text(const char *text, size_t length, const struct answers_options *how,
                      struct buffer *said, struct sheet_counts *counts, size_t *options)
{
    const struct source_text source = {"key.csv", KEY, strlen(KEY), 1};
    struct score_key key = {0};
    struct diags diags = {0};
    const struct answers_listener listener = {.reject = hear, .context = said};
    const char *problem = "";
    REQUIRE(key_of_csv(&key, &source, false, &diags));
    put(text, length);
    struct answers *answers = answers_new(&key, how, &listener);
    REQUIRE(answers != NULL);
    CHECK_INT(answers_read(answers, "answers", &problem), ANSWERS_READ);
    *counts = sheet_counts(answers_sheet(answers));
    *options = sheet_options(answers_sheet(answers), 0);
    answers_free(answers);
    key_fini(&key);
    diags_fini(&diags);
}

/* A row over 1 MiB is refused whole, wherever blocks end. */
static void test_long_row(void)
{
    struct buffer text = {0};
    buffer_add_text(&text, "student,q1,q2,q3\ns1,A,B,C\ns2,A,");
    for (int i = 0; i < 1 << 20; i++) {
        buffer_add_char(&text, 'x');
    }
    buffer_add_text(&text, ",C\ns3,A,B,\n");
    for (unsigned threads = 1; threads <= 8; threads *= 8) {
        const struct answers_options how = {.threads = threads};
        struct sheet_counts counts;
        size_t options;
        struct buffer said = {0};
        read_text(text.bytes, text.length, &how, &said, &counts, &options);
        CHECK_STR(buffer_text(&said), "3: a line longer than 1 MiB [3]\n");
        CHECK_INT(counts.scored, 6);
        CHECK_INT(counts.rejected, 3);
        buffer_fini(&said);
    }
    buffer_fini(&text);
}

/* A row with a NUL byte, too. */
static void test_nul(void)
{
    static const char text[] = "student,q1,q2,q3\ns1,A,B\0,C\n";
    const struct answers_options how = {.threads = 1};
    struct sheet_counts counts;
    size_t options;
    struct buffer said = {0};
    read_text(text, sizeof text - 1, &how, &said, &counts, &options);
    CHECK_STR(buffer_text(&said), "2: a NUL byte [3]\n");
    CHECK_INT(counts.scored, 0);
    CHECK_INT(counts.rejected, 3);
    buffer_fini(&said);
}

/* Letters are options of a question once an answer names them, not a line that was refused. */
static void test_letters(void)
{
    static const char *const files[] = {
        "student,question,answer\ns1,q1,A\nx,q1,H\n", "student,q1,q2,q3\ns1,A,,\nx,H,,\n",
        "student,q1,q3,q2\ns1,A,,\nx,H,,\n", NDJSON("A") "\n" NDJSON("A") "\n" NDJSON("H") ",\n"};
    static const char names[] = "student\ns1\n";
    const struct source_text file = {"roster.csv", names, strlen(names), 1};
    struct diags diags = {0};
    struct score_roster *roster = score_roster_read(&file, NULL, &diags);
    const struct answers_options how = {.threads = 1, .roster = roster};
    REQUIRE(roster != NULL);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct sheet_counts counts;
        size_t options;
        struct buffer said = {0};
        read_text(files[i], strlen(files[i]), &how, &said, &counts, &options);
        CHECK(said.length > 0);
        CHECK_INT(options, 4);
        buffer_fini(&said);
    }
    score_roster_free(roster);
    diags_fini(&diags);
}

static bool count(void *context, const struct reject *r)
{
    *(size_t *)context += r->responses;
    return true;
}

/* Rows all of whose cells meet another answer: what is noted of them stays within the promise. */
static void test_memory(void)
{
    enum { STUDENTS = 1500, CELLS = 1000 };
    struct buffer key_text = {0}, text = {0};
    buffer_add_text(&key_text, "question,answer\n");
    buffer_add_text(&text, "student");
    for (unsigned q = 0; q < CELLS; q++) {
        buffer_addf(&key_text, "q%u,A\n", q);
        buffer_addf(&text, ",q%u", q);
    }
    for (unsigned i = 0; i < 2 * STUDENTS; i++) {
        buffer_addf(&text, "\ns%u", i % STUDENTS);
        for (unsigned q = 0; q < CELLS; q++) {
            buffer_add_text(&text, i < STUDENTS ? ",A" : ",B");
        }
    }
    put(text.bytes, text.length);
    buffer_fini(&text);
    const struct source_text source = {"key.csv", key_text.bytes, key_text.length, 1};
    struct score_key key = {0};
    struct diags diags = {0};
    size_t refused = 0;
    const char *problem = "";
    struct rusage before, after;
    REQUIRE(key_of_csv(&key, &source, false, &diags));
    (void)getrusage(RUSAGE_SELF, &before);
    const struct answers_options how = {.threads = 7};
    const struct answers_listener listener = {.reject = count, .context = &refused};
    struct answers *answers = answers_new(&key, &how, &listener);
    REQUIRE(answers != NULL);
    CHECK_INT(answers_read(answers, "answers", &problem), ANSWERS_READ);
    CHECK_INT(refused, STUDENTS * CELLS);
    (void)getrusage(RUSAGE_SELF, &after);
#if !ADDRESS_SANITIZED /* which keeps what is freed */
    /* 32 MiB, of which the program and its results need some, and what the sheet may take. */
    CHECK(after.ru_maxrss - before.ru_maxrss < 24 * 1024 + STUDENTS * (2 * CELLS + 200) / 1024);
#endif
    answers_free(answers);
    key_fini(&key);
    diags_fini(&diags);
    buffer_fini(&key_text);
}

int main(void)
{
    RUN(test_memory); /* the first, for what others free would be used again */
    RUN(test_long_row);
    RUN(test_nul);
    RUN(test_letters);
    return check_end();
}
