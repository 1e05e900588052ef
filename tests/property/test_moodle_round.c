/*
 * Random banks of nasty pieces, written as Moodle XML and read back, equal to what a slow twin says
 * they should be.  AMIQUIZ_SEED repeats a run.
 */
#include <inttypes.h>
#include <stdlib.h>

#include "engine/utf8.h"
#include "questions/bank/formats.h"
#include "questions/text/rng.h"
#include "tests/unit/check.h"
#include "tests/unit/items_xml.h"

#define BANKS 400
#define ITEMS 6

static const char *const pieces[] = {"a",
                                     "b",
                                     " ",
                                     "  ",
                                     "\n",
                                     "\n\n",
                                     "<",
                                     ">",
                                     "&",
                                     "]]>",
                                     "\"",
                                     "'",
                                     "&amp;",
                                     "&lt;",
                                     "&nbsp;",
                                     "<br>",
                                     "<p>",
                                     "</p>",
                                     "<!--",
                                     "-->",
                                     "{",
                                     "}",
                                     "&#",
                                     ";",
                                     "60",
                                     "&#60;",
                                     "&#xA0;",
                                     "/",
                                     "kind:",
                                     "//",
                                     "\x1b",
                                     "\x01",
                                     "\xef\xbf\xbe",
                                     "\xff",
                                     "\xc3",
                                     "\xa4",
                                     "\xc3\xa4",
                                     "\xe2\x80\xae",
                                     "\xf0\x9f\x94\x91",
                                     "\xc2\xa0",
                                     "<![CDATA[",
                                     "<pre>",
                                     "<script>",
                                     "%50%",
                                     "->",
                                     "$$",
                                     "\\"};

static const char *random_text(struct rng *rng, struct arena *arena)
{
    struct buffer text = {0};
    const size_t count = 1 + rng_below(rng, 12);
    buffer_add_char(&text, 'x'); /* never nothing but space */
    for (size_t i = 0; i < count; i++) {
        buffer_add_text(&text, pieces[rng_below(rng, sizeof pieces / sizeof pieces[0])]);
    }
    const char *copy = arena_copy(arena, buffer_text(&text), text.length);
    buffer_fini(&text);
    return copy;
}

static void random_item(struct rng *rng, struct bank *bank, size_t number)
{
    static const size_t counts[] = {1, 2, 3, 4, 7, 26};
    const size_t options = counts[rng_below(rng, 6)];
    const size_t right = 1 + rng_below(rng, options < 20 ? options : 20);
    struct item *item = bank_add(bank);
    char id[32];
    REQUIRE(item != NULL && item_options(item, &bank->arena, options));
    snprintf(id, sizeof id, "id <%zu>", number);
    item->id = rng_below(rng, 3) == 0 ? NULL : arena_copy(&bank->arena, id, strlen(id));
    item->kind = rng_below(rng, 2) == 0 ? NULL : random_text(rng, &bank->arena);
    item->rule = rng_below(rng, 2) == 0 ? NULL : random_text(rng, &bank->arena);
    item->stem = random_text(rng, &bank->arena);
    item->explanation = rng_below(rng, 2) == 0 ? NULL : random_text(rng, &bank->arena);
    item->points = (double)rng_below(rng, 1000) / 8;
    item->difficulty = rng_below(rng, 2) == 0 ? -1 : rng_unit(rng);
    item->select = right;
    CHECK(item_add_text(&item->tags, &bank->arena, random_text(rng, &bank->arena)));
    for (size_t i = 0; i < options; i++) {
        item->options[i].text = random_text(rng, &bank->arena);
        item->options[i].feedback = rng_below(rng, 2) == 0 ? NULL : random_text(rng, &bank->arena);
        item->options[i].correct = i < right;
    }
}

/* ---- The slow twin ------------------------------------------------------------------------- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\n';
}

/* "&#" digits ";" or "&#x" hexdigits ";" somewhere, found by trying every place and every length. */
static bool slow_reference(const char *text)
{
    for (const char *at = text; *at != '\0'; at++) {
        unsigned length = 0;
        char digit[2];
        if (at[0] != '&' || at[1] != '#') {
            continue;
        }
        const bool hex = at[2] == 'x' || at[2] == 'X';
        for (const char *d = at + (hex ? 3 : 2); *d != '\0'; d++, length++) {
            if (*d == ';' && length > 0) {
                return true;
            }
            if (sscanf(d, hex ? "%1[0-9a-fA-F]" : "%1[0-9]", digit) != 1) {
                break;
            }
        }
    }
    return false;
}

/* What a text must come back as: U+FFFD for what XML forbids, ends trimmed; where it had to travel as
 * HTML, without spaces before its line ends. */
static const char *carried(const char *text, struct arena *arena)
{
    struct buffer out = {0};
    if (text == NULL) {
        return NULL;
    }
    for (const char *at = text; *at != '\0';) {
        uint32_t code = 0;
        const size_t size = utf8_decode(at, strlen(at), &code);
        const bool good = size > 0 && (code >= 0x20 || code == '\n') && code != 0xfffe;
        buffer_add(&out, good ? at : "\xef\xbf\xbd", good ? size : 3);
        at += size > 0 ? size : 1;
    }
    size_t length = out.length;
    while (length > 0 && is_blank(out.bytes[length - 1])) {
        length--;
    }
    const char *copy = arena_copy(arena, out.bytes, length);
    buffer_fini(&out);
    return copy;
}

/* Spaces before a line end taken away. */
static const char *squeeze(const char *text, struct arena *arena)
{
    struct buffer out = {0};
    for (const char *at = text; *at != '\0'; at++) {
        size_t spaces = strspn(at, " ");
        if (spaces > 0 && at[spaces] == '\n') {
            at += spaces;
        }
        buffer_add_char(&out, *at);
    }
    const char *copy = arena_copy(arena, buffer_text(&out), out.length);
    buffer_fini(&out);
    return copy;
}

static void check_text(const char *was, const char *is, struct arena *arena)
{
    const char *want = carried(was, arena);
    if (was == NULL || is == NULL) {
        CHECK_STR(is, want);
    } else if (slow_reference(was)) {
        CHECK_STR(squeeze(is, arena), squeeze(want, arena));
    } else {
        CHECK_STR(is, want);
    }
}

static void check_item(const struct item *was, const struct item *is, struct arena *arena)
{
    CHECK_STR(is->id, was->id);
    CHECK_STR(is->kind, carried(was->kind, arena));
    CHECK_STR(is->rule, carried(was->rule, arena));
    check_text(was->stem, is->stem, arena);
    check_text(was->explanation, is->explanation, arena);
    CHECK_NEAR(is->points, was->points, 0);
    CHECK_NEAR(is->difficulty, was->difficulty, 1e-14);
    CHECK_INT(is->select, was->select);
    REQUIRE(is->tags.count == 1 && is->option_count == was->option_count);
    CHECK_STR(is->tags.items[0], carried(was->tags.items[0], arena));
    for (size_t i = 0; i < was->option_count; i++) {
        CHECK(is->options[i].correct == was->options[i].correct);
        check_text(was->options[i].text, is->options[i].text, arena);
        check_text(was->options[i].feedback, is->options[i].feedback, arena);
    }
}

static void check_bank(struct rng *rng)
{
    const struct write_options options = {0};
    struct bank bank = {0};
    struct bank again = {0};
    struct arena arena = {0};
    for (size_t i = 0; i < ITEMS; i++) {
        random_item(rng, &bank, i);
    }
    struct buffer out = items_xml_write(&format_moodle_xml, &bank, &options);
    struct buffer said = items_xml_read(&format_moodle_xml, out.bytes, out.length, &again);
    CHECK_STR(buffer_text(&said), "");
    CHECK_INT(again.item_count, bank.item_count);
    for (size_t i = 0; i < again.item_count && i < bank.item_count; i++) {
        check_item(&bank.items[i], &again.items[i], &arena);
    }
    buffer_fini(&said);
    buffer_fini(&out);
    arena_fini(&arena);
    bank_fini(&again);
    bank_fini(&bank);
}

static void test_random(void)
{
    const char *given = getenv("AMIQUIZ_SEED");
    const uint64_t seed = given != NULL ? strtoull(given, NULL, 10) : 1;
    struct rng rng;
    printf("# seed %" PRIu64 "\n", seed);
    rng_seed(&rng, seed);
    for (size_t i = 0; i < BANKS; i++) {
        check_bank(&rng);
    }
}

int main(void)
{
    RUN(test_random);
    return check_end();
}
