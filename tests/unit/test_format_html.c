/* The html format: a small bank byte by byte, which page it is, and what the check says. */
#include <stdlib.h>
#include <string.h>

#include "questions/bank/formats.h"
#include "questions/text/buffer.h"
#include "tests/unit/check.h"
#include "tests/unit/items_html.h"
#include "tests/unit/pack_file.h"

static struct bank bank;
static struct buffer page;

/* The line in which two texts part, for a person to look at. */
static void print_difference(const char *got, const char *want)
{
    size_t line = 1;
    size_t start = 0;
    size_t at = 0;
    for (; got[at] != '\0' && got[at] == want[at]; at++) {
        if (got[at] == '\n') {
            line++;
            start = at + 1;
        }
    }
    printf("# line %zu:\n# got  %.*s\n# want %.*s\n", line, (int)strcspn(got + start, "\n"),
           got + start, (int)strcspn(want + start, "\n"), want + start);
}

/* The page from <body> on is the file. */
static void check_body(const char *name)
{
    const char *body = strstr(buffer_text(&page), "<body>\n");
    size_t length = 0;
    char *want = file_bytes(name, &length);
    REQUIRE(body != NULL && want != NULL);
    if (strcmp(body, want) != 0) {
        check_fail(__FILE__, __LINE__, name);
        print_difference(body, want);
    }
    free(want);
}

/* Make a page of the small bank; the format leaves no state behind. */
static void make_page(bool no_key, const struct paper *paper)
{
    buffer_clear(&page);
    CHECK(items_page(&bank, no_key, paper, &page));
}

static bool has(const char *text)
{
    return strstr(buffer_text(&page), text) != NULL;
}

static void test_bank(void)
{
    make_page(false, NULL);
    check_body("tests/data/html-bank.html");
    CHECK(has("<title>Doors &amp; colours</title>"));
    CHECK(has("<meta name=\"generator\" content=\"amiquiz 1.0\">"));
    CHECK(has("@bottom-left{font:9pt sans-serif;content:\"Doors \\26  colours\"}"));
    CHECK(has(".question:has(.option:nth-of-type(1) input:checked) .reasons li:nth-child(1) "
              ".verdict::after,"));
    CHECK(has(".option:nth-of-type(26) input:checked) .reasons li:nth-child(26) "
              ".verdict::after{content:\" (your choice)\";"));
    CHECK(!has(".option:nth-of-type(27)"));
    CHECK(!has("<script"));
}

static void test_paper(void)
{
    make_page(true, &bank.papers[0]);
    check_body("tests/data/html-paper.html");
    CHECK(has("<title>Form 031, Doors &amp; colours</title>"));
    CHECK(has("@bottom-left{font:9pt sans-serif;content:\"Form 031\"}"
              "@bottom-right{font:9pt sans-serif;white-space:nowrap;"
              "content:\"Page \" counter(page) \" of \" counter(pages)}"));
    CHECK(!has("prefers-color-scheme"));
}

static void test_blank_paper(void)
{
    make_page(true, NULL);
    check_body("tests/data/html-blank.html");
    CHECK(has("<title>Doors &amp; colours</title>"));
}

/* Nothing of the answers is in a paper: not their words, nor a trace in what is there. */
static void test_paper_tells_nothing(void)
{
    const struct item *item = &bank.items[0];
    for (size_t p = 0; p < 2; p++) {
        make_page(true, p == 0 ? NULL : &bank.papers[0]);
        char *first = strdup(buffer_text(&page));
        REQUIRE(first != NULL);
        CHECK(!has(item->explanation) && !has("inwards") && !has("fits") && !has("Right"));
        CHECK(!has("open-1") && !has("guide") && !has("checked"));
        for (size_t i = 0; i < item->option_count; i++) {
            item->options[i].correct = !item->options[i].correct;
        }
        make_page(true, p == 0 ? NULL : &bank.papers[0]);
        CHECK_STR(buffer_text(&page), first);
        for (size_t i = 0; i < item->option_count; i++) {
            item->options[i].correct = !item->options[i].correct;
        }
        free(first);
    }
}

static void test_key(void)
{
    make_page(false, &bank.papers[0]);
    check_body("tests/data/html-key.html");
    CHECK(has("<title>Key to form 031, Doors &amp; colours</title>"));
    CHECK(has("content:\"Key to form 031\"}"));
}

/* Letters are places: the same options in another order have other letters, not other ids. */
static void test_letters_are_places(void)
{
    struct item *item = &bank.items[0];
    const struct item_option first = item->options[0];
    item->options[0] = item->options[1];
    item->options[1] = first;
    make_page(false, &bank.papers[0]);
    CHECK(has("<li><span>1</span> <b>B</b></li>"));
    CHECK(has("<h2>Question 1: B (2.5 points)</h2>"));
    make_page(true, &bank.papers[0]);
    CHECK(has("<b>A</b><span dir=\"auto\">Pull &lt; 1</span>"));
    item->options[1] = item->options[0];
    item->options[0] = first;
}

static void test_bare_bank(void)
{
    struct bank bare = {0};
    struct item *item = bank_add(&bare);
    REQUIRE(item != NULL && item_options(item, &bare.arena, 3));
    item->stem = "S";
    item->select = 7;
    for (size_t i = 0; i < 3; i++) {
        item->options[i].text = "T";
    }
    buffer_clear(&page);
    CHECK(items_page(&bare, false, NULL, &page));
    CHECK(has("<title>Questions</title>") && has("<h1 dir=\"auto\">Questions</h1>"));
    CHECK(has("<dl class=\"about\">\n</dl>\n"));
    CHECK(has("<legend>Choose 7 answers<"));
    CHECK(has("<p class=\"key\">Right: none</p>"));
    CHECK(!has("Sources") && !has("class=\"origin\""));
    CHECK(has("<footer><p>1 question, 1 point."));
    for (size_t i = 0; i < 3; i++) {
        item->options[i].correct = true;
    }
    buffer_clear(&page);
    CHECK(items_page(&bare, false, NULL, &page));
    CHECK(has("<p class=\"key\">Right: A, B and C</p>"));
    bank_fini(&bare);
}

/* What a right option says already is not said twice. */
static void test_explanation_once(void)
{
    struct item *item = &bank.items[0];
    const char *feedback = item->options[0].feedback;
    item->options[0].feedback = item->explanation;
    make_page(false, NULL);
    CHECK(!has("class=\"explanation\""));
    item->options[0].feedback = feedback;
    item->options[1].feedback = item->explanation;
    make_page(false, NULL);
    CHECK(has("class=\"explanation\""));
    item->options[1].feedback = "That fits \"doors open outwards\".";
}

static void test_check(void)
{
    struct losses losses = {0};
    struct item item = bank.items[0];
    format_html.check(&item, &losses);
    format_html.check(&bank.items[1], &losses);
    CHECK_INT(losses.count, 0);
    item.stem = "tabs\t, lines\r\n, marks \xe2\x80\xae and <tags> are no loss";
    format_html.check(&item, &losses);
    CHECK_INT(losses.count, 0);
    item.stem = "ESC \x1b";
    format_html.check(&item, &losses);
    REQUIRE(losses.count == 1);
    CHECK(losses.items[0].kind == LOSS_SPOILED && losses.items[0].item == item.id);
    CHECK_STR(losses.items[0].what, "control characters");
    losses_fini(&losses);
}

/* In every field that a page shows. */
static void test_check_every_field(void)
{
    static const char bad[] = "\x07";
    const char *sources[] = {"S1", bad};
    for (size_t field = 0; field < 7; field++) {
        struct item_option options[2] = {{.text = "a"}, {.text = "b"}};
        struct item item = {.stem = "s", .options = options, .option_count = 2};
        const char **const fields[] = {&item.id,        &item.stem,       &item.explanation,
                                       &item.rule,      &options[1].text, &options[1].feedback,
                                       &options[0].text};
        *fields[field] = bad;
        struct losses losses = {0};
        format_html.check(&item, &losses);
        CHECK_INT(losses.count, 1);
        losses_fini(&losses);
    }
    struct losses losses = {0};
    struct item item = {.stem = "s", .source = {sources, 2}};
    format_html.check(&item, &losses);
    CHECK_INT(losses.count, 1);
    losses_fini(&losses);
}

static void test_in_the_table(void)
{
    CHECK(format_find("html") == &format_html);
    CHECK(format_of_file("bank.html") == &format_html);
    CHECK(format_of_file(".html") == NULL);
}

int main(void)
{
    items_small(&bank);
    RUN(test_bank);
    RUN(test_paper);
    RUN(test_blank_paper);
    RUN(test_paper_tells_nothing);
    RUN(test_key);
    RUN(test_letters_are_places);
    RUN(test_bare_bank);
    RUN(test_explanation_once);
    RUN(test_check);
    RUN(test_check_every_field);
    RUN(test_in_the_table);
    bank_fini(&bank);
    buffer_fini(&page);
    return check_end();
}
