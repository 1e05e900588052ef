/* Exact bytes, weights, losses, and that our reader gives every bank back. */
#include "questions/bank/formats.h"

#include <stdlib.h>

#include "tests/unit/bank_samples.h"
#include "tests/unit/check.h"

static const char sample[] =
    "$CATEGORY: Sharing AMIs\n\n"
    "// [id:path-3f9a2c81] [tag:ami] [tag:product code]\n"
    "::path-3f9a2c81::[plain]Account 111122223333 shared an AMI with you. It carries a billing "
    "product code.\\n\\nWhat is the most direct way to an AMI of your own?{\n"
    "\t~Copy the image#A product code forbids the copy.\n"
    "\t~Copy its snapshot and register it#You may not read its snapshots.\n"
    "\t=Launch it and make an image of the instance#Yes\\: an instance is yours, and so is its "
    "image.\n"
    "\t~It is not possible\n"
    "\t####With a product code only launching is left.\n"
    "}\n\n"
    "// [id:statement-00aa11bb]\n"
    "::statement-00aa11bb::[plain]Whoever copies an AMI owns the copy.{TRUE#Think of who pays for "
    "its storage.#Right\\: a copy belongs to who made it.####Sharing changes no owner, copying "
    "makes a new one.}\n\n"
    "// [id:statement-00aa11bc]\n"
    "::statement-00aa11bc::[plain]Sharing an AMI makes you its owner.{FALSE}\n\n"
    "// [id:grant-77aa01ff]\n"
    "::grant-77aa01ff::[plain]What must the owner grant so that you can copy it? Choose two.{\n"
    "\t~%-50%Launch permission\n"
    "\t~%50%Read on every snapshot\n"
    "\t~%-50%A new key pair#Nobody needs your key pair.\n"
    "\t~%50%Use of the key\n"
    "\t~%-50%A quota for images\n"
    "\t####Snapshot and key\\: the rest is yours already.\n"
    "}\n\n";

static void test_exact(void)
{
    struct bank bank = {0};
    struct buffer out = {0};
    REQUIRE(sample_bank(&bank));
    write_bank(&out, &format_gift, &bank, NULL);
    CHECK_STR(buffer_text(&out), sample);
    buffer_fini(&out);
    bank_fini(&bank);
}

/* Neither key nor feedback, nor weights, nor tags. */
static void test_no_key(void)
{
    struct bank bank = {0};
    struct buffer out = {0};
    const struct write_options options = {.no_key = true};
    REQUIRE(sample_bank(&bank));
    write_bank(&out, &format_gift, &bank, &options);
    CHECK(strpbrk(buffer_text(&out), "=#%") == NULL);
    CHECK(strstr(buffer_text(&out), "TRUE") == NULL && strstr(buffer_text(&out), "tag") == NULL);
    CHECK(strstr(buffer_text(&out), "{\n\t~True\n\t~False\n}") != NULL);
    CHECK(strstr(buffer_text(&out), "\t~Launch it and make an image of the instance\n") != NULL);
    buffer_fini(&out);
    bank_fini(&bank);
}

static const char *text_of(const struct item *item)
{
    static struct buffer out;
    struct bank one = {.items = (struct item *)(uintptr_t)item, .item_count = 1};
    buffer_clear(&out);
    write_bank(&out, &format_gift, &one, NULL);
    return buffer_text(&out);
}

static void test_category_and_form(void)
{
    struct bank bank = {.head = {.title = "A/B: \\x\ny"}};
    struct paper paper = {.form = "031"};
    struct write_options options = {.paper = &paper};
    struct buffer out = {0};
    write_bank(&out, &format_gift, &bank, &options);
    CHECK_STR(buffer_text(&out), "// form 031\n\n$CATEGORY: A//B: _x_y\n\n");
    options = (struct write_options){.category = "AWS/AMIs"};
    buffer_clear(&out);
    write_bank(&out, &format_gift, &bank, &options);
    CHECK_STR(buffer_text(&out), "$CATEGORY: AWS/AMIs\n\n");
    buffer_fini(&out);
    bank_fini(&bank);
}

static void test_escapes(void)
{
    struct bank bank = {0};
    const char *const texts[] = {"%50% {x}", "[html]<b>", "a=b#c~d:e\\f", " \n ", NULL};
    const struct item *item = add_question(&bank, NULL, "//a\nb\r\n\n}\x1b", texts, 2);
    REQUIRE(item != NULL);
    CHECK_STR(text_of(item), "[plain]//a\\nb\\n\\n\\}\xef\xbf\xbd{\n"
                             "\t~[plain]%50% \\{x\\}\n"
                             "\t~[plain][html]<b>\n"
                             "\t=a\\=b\\#c\\~d\\:e\\\\f\n"
                             "\t~-\n"
                             "}\n\n");
    bank_fini(&bank);
}

/* Only a right option that is first, with = before it, can become a matching question. */
static void test_arrows(void)
{
    struct bank bank = {0};
    const char *const texts[] = {"a -> b", "c -> d", NULL};
    struct item *item = add_question(&bank, NULL, "->", texts, 0);
    REQUIRE(item != NULL);
    item->options[0].feedback = "e -> f";
    CHECK_STR(text_of(item), "[plain]->{\n\t=a \xe2\x86\x92 b#e -> f\n\t~c -> d\n}\n\n");
    item->options[0].correct = false;
    item->options[1].correct = true;
    CHECK_STR(text_of(item), "[plain]->{\n\t~a -> b#e -> f\n\t=c -> d\n}\n\n");
    bank_fini(&bank);
}

static void test_marks(void)
{
    struct bank bank = {0};
    const char *const texts[] = {"a", "b", NULL};
    struct item *item = add_question(&bank, "a]b\\c[", "s", texts, 0);
    REQUIRE(item != NULL);
    CHECK(item_add_text(&item->tags, &bank.arena, "<x>`y`\n]"));
    CHECK_STR(text_of(item), "// [id:a\\]b_c_] [tag:_x__y__\\]]\n"
                             "::a]b\\\\c[::[plain]s{\n\t=a\n\t~b\n}\n\n");
    bank_fini(&bank);
}

/* ---- Weights --------------------------------------------------------------------------------- */

/* The question with `right` right options of `count`; `select` to be chosen. */
static const char *weights(size_t right, size_t count, size_t select)
{
    static struct bank bank;
    const char *texts[ITEM_OPTIONS_MAX + 1] = {NULL};
    bank_fini(&bank);
    for (size_t i = 0; i < count; i++) {
        texts[i] = "x";
    }
    struct item *item = add_question(&bank, NULL, "s", texts, SIZE_MAX);
    if (item == NULL) {
        return "";
    }
    for (size_t i = 0; i < right; i++) {
        item->options[i].correct = true;
    }
    item->select = select;
    return text_of(item);
}

static void test_weights(void)
{
    CHECK_STR(weights(1, 2, 1), "[plain]s{\n\t=x\n\t~x\n}\n\n");
    CHECK_STR(weights(2, 3, 1), "[plain]s{\n\t=x\n\t=x\n\t~x\n}\n\n"); /* either of two is right */
    CHECK_STR(weights(2, 3, 2), "[plain]s{\n\t~%50%x\n\t~%50%x\n\t~%-100%x\n}\n\n");
    CHECK_STR(weights(3, 5, 3), "[plain]s{\n\t~%33.33333%x\n\t~%33.33333%x\n\t~%33.33333%x\n"
                                "\t~%-50%x\n\t~%-50%x\n}\n\n");
    /* All right: with = it would be a question for a short answer. */
    CHECK_STR(weights(2, 2, 2), "[plain]s{\n\t~%50%x\n\t~%50%x\n}\n\n");
    CHECK_STR(weights(2, 2, 1), "[plain]s{\n\t~%50%x\n\t~%50%x\n}\n\n");
    CHECK_STR(weights(1, 1, 1), "// left out:  the question (it has fewer than two options)\n\n");
    CHECK_STR(weights(0, 2, 1), "// left out:  the question (no option is right)\n\n");
    CHECK_STR(weights(21, 26, 21),
              "// left out:  the question (more than 20 options are right)\n\n");
}

/* For every number that there may be the positive weights add to 100 %, choosing all earns nothing. */
static void test_weights_add_up(void)
{
    for (size_t count = 2; count <= ITEM_OPTIONS_MAX; count++) {
        for (size_t right = 2; right <= count && right <= 20; right++) {
            double gained = 0;
            double lost = 0;
            const char *text = weights(right, count, right);
            for (const char *at = text; (at = strstr(at, "~%")) != NULL; at += 2) {
                const double weight = strtod(at + 2, NULL);
                gained += weight > 0 ? weight : 0;
                lost -= weight < 0 ? weight : 0;
            }
            CHECK_NEAR(gained, 100, 0.0001);
            CHECK(right == count || lost > 99.999);
        }
    }
}

/* ---- Losses ---------------------------------------------------------------------------------- */

static void test_losses(void)
{
    struct bank bank = {0};
    struct buffer out = {0};
    REQUIRE(sample_bank(&bank));
    add_losses(&out, &format_gift, &bank);
    CHECK_STR(buffer_text(&out), "grant-77aa01ff: dropped: points\n");
    buffer_fini(&out);
    bank_fini(&bank);
}

static void test_all_losses(void)
{
    struct bank bank = {0};
    struct buffer out = {0};
    const char *const texts[] = {"a -> b", "&&1", NULL};
    const char *const only[] = {"a", NULL};
    struct item *item = add_question(&bank, "i\\d", " s\x01", texts, 0);
    REQUIRE(item != NULL && item_add_text(&item->tags, &bank.arena, "<"));
    REQUIRE((item = add_question(&bank, "one", "s", only, 0)) != NULL);
    REQUIRE((item = add_question(&bank, "all", "", texts, 0)) != NULL);
    item->options[1].correct = true;
    add_losses(&out, &format_gift, &bank);
    CHECK_STR(buffer_text(&out), "i\\d: spoiled: white space around a text\n"
                                 "i\\d: spoiled: control characters\n"
                                 "i\\d: spoiled: characters of the id\n"
                                 "i\\d: spoiled: characters of a tag\n"
                                 "i\\d: spoiled: \"&&\" before a digit\n"
                                 "i\\d: spoiled: \"->\" in a right first option\n"
                                 "one: dropped: the question (it has fewer than two options)\n"
                                 "all: dropped: how many to choose\n"
                                 "all: spoiled: an empty text\n"
                                 "all: spoiled: \"&&\" before a digit\n");
    buffer_fini(&out);
    bank_fini(&bank);
}

/* ---- Round trips ----------------------------------------------------------------------------- */

/* "&&" before a digit, the arrow, and what a mark cannot hold. */
static const char *change(struct arena *arena, const char *text, const struct item *item,
                          int option)
{
    struct buffer out = {0};
    const bool arrows = option == 0 && item->options[0].correct && item_right_count(item) == 1;
    for (const char *c = text; *c != '\0'; c++) {
        if (option == -2 &&
            (strchr("\\[<>`\n\t", *c) != NULL || strncmp(c, "\xef\xbf\xbd", 3) == 0)) {
            buffer_add_char(&out, '_');
            c += *c == '\xef' ? 2 : 0;
        } else if (arrows && strncmp(c, "->", 2) == 0) {
            buffer_add_text(&out, "\xe2\x86\x92");
            c++;
        } else if (option != -2 && strncmp(c, "&&", 2) == 0 && c[2] >= '0' && c[2] <= '9') {
            buffer_add_text(&out, "& ");
        } else {
            buffer_add_char(&out, *c);
        }
    }
    const char *kept = arena_copy(arena, buffer_text(&out), out.length);
    buffer_fini(&out);
    return kept;
}

static const struct carrying carrying = {
    .trim = true, .ids = true, .tags = true, .notes = true, .change = change};

static void round_trip(const struct bank *bank, const char *title)
{
    struct bank want = {0};
    struct bank got = {0};
    struct buffer out = {0};
    struct diags diags = {0};
    carried_bank(&want, bank, &carrying);
    write_bank(&out, &format_gift, bank, NULL);
    CHECK(read_bank(&got, &format_gift, buffer_text(&out), out.length, &diags));
    check_items(&got, &want);
    CHECK_STR(got.head.title, title);
    CHECK_INT(diags.count, 0);
    buffer_fini(&out);
    diags_fini(&diags);
    bank_fini(&got);
    bank_fini(&want);
}

static void test_round_trip(void)
{
    struct bank bank = {0};
    REQUIRE(sample_bank(&bank));
    round_trip(&bank, "Sharing AMIs");
    bank_fini(&bank);
}

static void test_hostile_round_trip(void)
{
    struct bank bank = {0};
    REQUIRE(hostile_bank(&bank));
    round_trip(&bank, "Hostile / _: {texts}_\xef\xbf\xbd[31m");
    bank_fini(&bank);
}

int main(void)
{
    RUN(test_exact);
    RUN(test_no_key);
    RUN(test_category_and_form);
    RUN(test_escapes);
    RUN(test_arrows);
    RUN(test_marks);
    RUN(test_weights);
    RUN(test_weights_add_up);
    RUN(test_losses);
    RUN(test_all_losses);
    RUN(test_round_trip);
    RUN(test_hostile_round_trip);
    return check_end();
}
