/* Every allocation of what a scoring is written with fails in turn: the text is whole, or its failure is
 * said; nothing leaks. */
#include <string.h>

#include "questions/score/out.h"
#include "questions/score/page.h"
#include "questions/score/summary.h"
#include "questions/text/buffer.h"
#include "tests/fault/failing_memory.h"
#include "tests/unit/items_html.h"
#include "tests/unit/score_class.h"

static struct score_class class;
static struct bank bank;
static struct scored scored;

static bool always(void *context)
{
    (void)context;
    return true;
}

/* The page of the first student, as the writers of files are. */
static bool first_student(struct out *out, const struct scored *what)
{
    return page_student(out, what, 0, "index.html");
}

static bool write(out_writer *writer, struct buffer *text)
{
    struct out out = {.buffer = text, .ready = always};
    return writer(&out, &scored) && !text->failed;
}

/* One text with the n-th allocation failing; true when some allocation did fail. */
static bool check_failure(out_writer *writer, size_t n, bool for_ever, const char *want)
{
    struct buffer text = {0};
    const long before = memory.alive;
    memory_begin(n, for_ever);
    const bool fine = write(writer, &text);
    const size_t calls = memory_end();
    CHECK(fine || calls >= n);
    CHECK(!fine || strcmp(buffer_text(&text), want) == 0);
    buffer_fini(&text);
    CHECK_INT(memory.alive, before);
    return calls >= n;
}

static void check_writer(out_writer *writer)
{
    struct buffer whole = {0};
    REQUIRE_FAILING_MEMORY();
    REQUIRE(write(writer, &whole));
    for (size_t n = 1; check_failure(writer, n, false, buffer_text(&whole)); n++) {
        CHECK(check_failure(writer, n, true, buffer_text(&whole)));
    }
    buffer_fini(&whole);
}

static void test_tables(void)
{
    static out_writer *const writers[] = {out_scores,    out_items,    out_options, out_beliefs,
                                          out_responses, out_manifest, out_moodle,  out_canvas};
    for (size_t i = 0; i < sizeof writers / sizeof writers[0]; i++) {
        check_writer(writers[i]);
    }
}

static void test_pages(void)
{
    check_writer(page_report);
    check_writer(page_index);
    check_writer(first_student);
}

int main(void)
{
    items_hostile(&bank);
    bank.paper_count = 0; /* they have a question twice, which no bank that is read has */
    score_class_bank(&class, &bank, NULL);
    const char *const letters[] = {"ABABABABABABABABABAB", "BBBBBBBBBBBBBBBBBBBB",
                                   "*-*-*-*-*-*-*-*-*-*-"};
    for (size_t i = 0; class.sheet != NULL && i < sizeof letters / sizeof letters[0]; i++) {
        const char id[] = {'=', (char)('a' + i), '\0'};
        score_class_letters(&class, id, letters[i] + 20 - class.key.question_count);
    }
    const struct results_options options = score_class_options();
    struct results *results = class.sheet != NULL ? results_new(class.sheet, &options) : NULL;
    const struct scored_option said[] = {{"--pass", "70%"}, {"--scale", ""}};
    scored = (struct scored){.results = results,
                             .counts = results != NULL ? sheet_counts(class.sheet)
                                                       : (struct sheet_counts){0},
                             .title = "<b>&\x1b",
                             .key_name = "key.json",
                             .key_sha256 = "00",
                             .key_copy = "key.json",
                             .answers_name = "a.csv",
                             .answers_sha256 = "11",
                             .shape = "wide CSV",
                             .options = said,
                             .option_count = 2};
    CHECK(results != NULL);
    if (results != NULL) {
        RUN(test_tables);
        RUN(test_pages);
    }
    results_free(results);
    score_class_fini(&class);
    bank_fini(&bank);
    return check_end();
}
