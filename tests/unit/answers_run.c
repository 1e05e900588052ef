/* See the header: what was heard and what stands in the sheet becomes one text. */
#include "tests/unit/answers_run.h"

#include "tests/unit/check.h"

static struct item_option options[2][3] = {{{.id = "A", .text = "Copy the AMI", .correct = true},
                                            {.id = "B", .text = "Launch it"},
                                            {.id = "C", .text = "Copy, then launch"}},
                                           {{.id = "A", .text = "Yes"},
                                            {.id = "B", .text = "No", .correct = true},
                                            {.id = "C", .text = "Yes; no"}}};
static struct item items[2] = {{.id = "path-1",
                                .stem = "What works?",
                                .select = 1,
                                .options = options[0],
                                .option_count = 3,
                                .points = 1},
                               {.id = "path-2",
                                .stem = "May they?",
                                .select = 1,
                                .options = options[1],
                                .option_count = 3,
                                .points = 1}};
static struct bank bank = {.items = items, .item_count = 2};

struct answers_run run;

static bool hear(void *context, const struct reject *r)
{
    (void)context;
    buffer_addf(&run.text, "%s:%llu: %s [%llu] ", r->file, (unsigned long long)r->line, r->reason,
                (unsigned long long)r->responses);
    buffer_add(&run.text, r->text, r->text_length < 60 ? r->text_length : 60);
    buffer_add_char(&run.text, '\n');
    return ++run.rejects != run.stop_after;
}

static void note(void *context, const char *file, const char *text)
{
    (void)context;
    buffer_addf(&run.text, "%s: %s\n", file, text);
}

static void progress(void *context, uint64_t done, uint64_t all)
{
    (void)context;
    CHECK(done >= run.done && (all == 0 || done <= all));
    run.done = done;
}

static void add_answers(const struct sheet *sheet)
{
    for (size_t s = 0; s < sheet_students(sheet); s++) {
        const struct sheet_student who = sheet_student(sheet, s);
        buffer_addf(&run.text, "%s", who.id);
        if (who.name != NULL) {
            buffer_addf(&run.text, " (%s)", who.name);
        }
        if (who.section != NULL) {
            buffer_addf(&run.text, " [%s]", who.section);
        }
        for (size_t q = 0; q < sheet_key(sheet)->question_count; q++) {
            const struct response r =
                code_book_response(sheet_book(sheet, q), sheet_answer(sheet, s, q));
            buffer_add_char(&run.text, ' ');
            for (unsigned o = 0; o < 26; o++) {
                if ((r.options >> o & 1) != 0) {
                    buffer_add_char(&run.text, (char)('A' + o));
                }
            }
            buffer_add_text(&run.text, r.kind == RESPONSE_IS_NONE     ? "."
                                       : r.kind == RESPONSE_IS_BLANK  ? "_"
                                       : r.kind == RESPONSE_IS_DOUBLE ? "*"
                                                                      : "");
        }
        buffer_add_char(&run.text, '\n');
    }
}

void put(const char *path, const char *bytes, size_t length)
{
    FILE *file = fopen(path, "wb");
    REQUIRE(file != NULL);
    CHECK(fwrite(bytes, 1, length, file) == length);
    CHECK(fclose(file) == 0);
}

void check_files(const char *const paths[], size_t count, const char *want)
{
    const struct answers_listener listener = {hear, note, progress, NULL};
    static const char *const ends[] = {"", "stopped\n", "bad: ", "failed: "};
    buffer_clear(&run.text);
    run.rejects = run.done = 0;
    run.how.threads = run.how.threads == 0 ? 1 : run.how.threads;
    struct answers *answers = answers_new(&run.key, &run.how, &listener);
    REQUIRE(answers != NULL);
    for (size_t i = 0; i < count; i++) {
        const char *problem = "";
        run.done = 0;
        const enum answers_end end = answers_read(answers, paths[i], &problem);
        buffer_add_text(&run.text, ends[end]);
        if (end == ANSWERS_BAD || end == ANSWERS_FAILED) {
            buffer_addf(&run.text, "%s\n", problem);
        }
    }
    add_answers(answers_sheet(answers));
    const struct sheet_counts c = sheet_counts(answers_sheet(answers));
    buffer_addf(&run.text, "%s: %llu = %llu + %llu + %llu", answers_shape(answers),
                (unsigned long long)c.read, (unsigned long long)c.scored,
                (unsigned long long)c.superseded, (unsigned long long)c.rejected);
    if (want != NULL) {
        CHECK_STR(buffer_text(&run.text), want);
    }
    answers_free(answers);
}

void check(const char *text, const char *want)
{
    static const char *const path = "f.csv";
    put(path, text, strlen(text));
    check_files(&path, 1, want);
}

void begin_typed(const char *text)
{
    static struct source_text source;
    struct diags diags = {0};
    memset(&run, 0, sizeof run);
    source = (struct source_text){"key.csv", text, strlen(text), 1};
    CHECK(key_of_csv(&run.key, &source, false, &diags));
    diags_fini(&diags);
}

void begin_bank(void)
{
    memset(&run, 0, sizeof run);
    CHECK(key_of_bank(&run.key, &bank, NULL, NULL));
}

void end(void)
{
    key_fini(&run.key);
    buffer_fini(&run.text);
}
