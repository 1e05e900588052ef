/*
 * Every allocation of the plain formats fails in turn, once and for ever, while a bank is read and
 * written: no crash, nothing lost, and a failure that is said.
 */
#include <stdlib.h>

#include "questions/bank/formats.h"
#include "questions/text/buffer.h"
#include "tests/fault/failing_memory.h"
#include "tests/unit/bank_samples.h"

#define TRIES_MAX 20000

/* A good file of each format that is read, and one with faults. */
static const struct {
    const struct format *format;
    const char *text;
    bool good;
} files[] = {
    {&format_gift,
     "$CATEGORY: a/b\n\n// [id:x] [tag:t] [tag:u]\n[html]<p>one</p>{=a#b ~c####d}\n\n"
     "::n n::two{~%50%a ~%50%b ~%-100%c}\n\ntwo{TRUE#w#r}\n\ns{=a ~b}\n\ns{=a ~b}\n",
     true},
    {&format_gift, "s{}\n\n{=a ~b}\n\ns{=a ~%50%b}\n\n// [id:x]\ns{=a ~b}\n", false},
    {&format_aiken, "one\ntwo\nA. a\nB. b\nANSWER: B\n\nx\nA. a\nB. b\nANSWER: A\n", true},
    {&format_aiken, "A. a\nANSWER: A\ns\nA. a\nB. b\nANSWER: C\n", false},
    {&format_csv,
     "id,stem,answer,option_a,option_b,feedback_a,tags,facts\nx,\"s\r\n\",A,'=a,b,f,t;u,\"a=yes,b=no\"\n"
     ",s,AB,c,d,,,\n",
     true},
    {&format_csv, "id,stem,answer,option_a,option_b,anwser\nx,s,A,a,b\nx,s,A,a,b\ny,s,D,a,b\n",
     false},
};

/* Some failures do no harm (a stream does without its buffer): then the bank must be whole. */
static bool is_whole(size_t file, const struct bank *bank)
{
    const struct source_text text = {"t", files[file].text, strlen(files[file].text), 1};
    struct bank want = {0};
    struct diags diags = {0};
    bool same = files[file].format->read(&text, &want, &diags);
    same = same && want.item_count == bank->item_count;
    for (size_t i = 0; same && i < want.item_count; i++) {
        same = item_equal(&bank->items[i], &want.items[i]);
    }
    bank_fini(&want);
    diags_fini(&diags);
    return same;
}

/* One reading in which allocation n fails.  @return whether it came to its end without. */
static bool read_once(size_t file, size_t n, bool ever)
{
    const struct source_text text = {"t", files[file].text, strlen(files[file].text), 1};
    struct bank bank = {0};
    struct diags diags = {0};
    const long before = memory.alive;
    memory_begin(n, ever);
    const bool good = files[file].format->read(&text, &bank, &diags);
    const bool through = memory.calls < n;
    (void)memory_end();
    CHECK(through ? good == files[file].good : true);
    CHECK(good == (diags.errors == 0));
    if (good) {
        CHECK(is_whole(file, &bank));
    } else if (files[file].good) {
        CHECK(diags.truncated ||
              (diags.count > 0 && strcmp(diags.items[0].text, "memory ran out") == 0));
    }
    bank_fini(&bank);
    diags_fini(&diags);
    CHECK_INT(memory.alive, before);
    return through;
}

static void test_reading(void)
{
    REQUIRE_FAILING_MEMORY();
    for (size_t file = 0; file < sizeof files / sizeof files[0]; file++) {
        for (size_t ever = 0; ever < 2; ever++) {
            size_t n = 1;
            while (!read_once(file, n, ever == 1) && n < TRIES_MAX && !check_state.bad) {
                n++;
            }
            CHECK(n > 5);
            if (check_state.bad) {
                printf("# file %zu, allocation %zu%s\n", file, n,
                       ever == 1 ? " and all after" : "");
                return;
            }
        }
    }
}

/* One writing in which allocation n fails; what comes out whole must be what comes out undisturbed. */
static bool write_once(const struct format *format, const struct bank *bank, size_t n, bool ever,
                       const struct buffer *want)
{
    const struct write_options options = {.category = NULL};
    struct buffer out = {0};
    struct writing w = {.out = &out, .head = &bank->head, .options = &options};
    const long before = memory.alive;
    memory_begin(n, ever);
    bool good = format->begin == NULL || format->begin(&w);
    for (size_t i = 0; good && i < bank->item_count; i++) {
        w.number = i + 1;
        good = format->item(&w, &bank->items[i]);
    }
    good = (format->end == NULL || format->end(&w)) && good;
    const bool through = memory.calls < n;
    (void)memory_end();
    CHECK(good == through);
    if (good && want != NULL) {
        CHECK_STR(buffer_text(&out), buffer_text(want));
    }
    buffer_fini(&out);
    CHECK_INT(memory.alive, before);
    return through;
}

static void test_writing(void)
{
    static const struct format *const all[] = {&format_gift, &format_aiken,    &format_anki,
                                               &format_csv,  &format_markdown, &format_amc};
    REQUIRE_FAILING_MEMORY();
    struct bank bank = {0};
    REQUIRE(sample_bank(&bank));
    bank.items[0].id = "'=x"; /* the guard of CSV takes memory of its own */
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        struct buffer want = {0};
        write_bank(&want, all[i], &bank, NULL);
        for (size_t ever = 0; ever < 2; ever++) {
            size_t n = 1;
            while (!write_once(all[i], &bank, n, ever == 1, &want) && n < TRIES_MAX &&
                   !check_state.bad) {
                n++;
            }
            CHECK(n > 2);
            if (check_state.bad) {
                printf("# %s, allocation %zu%s\n", all[i]->name, n,
                       ever == 1 ? " and all after" : "");
            }
        }
        buffer_fini(&want);
    }
    bank_fini(&bank);
}

int main(void)
{
    RUN(test_reading);
    RUN(test_writing);
    return check_end();
}
