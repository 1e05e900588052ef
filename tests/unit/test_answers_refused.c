/* What a line that is refused must not do: be taken in part, or leave something behind. */
#include "questions/score/answers.h"
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
    FILE *file = fopen("answers", "wb");
    REQUIRE(file != NULL && key_of_csv(&key, &source, false, &diags));
    CHECK(fwrite(text, 1, length, file) == length);
    CHECK(fclose(file) == 0);
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
    struct score_roster *roster = score_roster_read(&file, &diags);
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

int main(void)
{
    RUN(test_long_row);
    RUN(test_nul);
    RUN(test_letters);
    return check_end();
}
