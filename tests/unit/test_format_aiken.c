/* Aiken: exact bytes, losses, every message of the reader, and the round trip. */
#include "questions/bank/formats.h"

#include "questions/text/file_kind.h"
#include "tests/unit/bank_samples.h"
#include "tests/unit/check.h"

static struct bank bank;
static struct buffer messages;

static bool read_text(const char *text)
{
    struct diags diags = {0};
    bank_fini(&bank);
    buffer_clear(&messages);
    const bool good = read_bank(&bank, &format_aiken, text, strlen(text), &diags);
    add_messages(&messages, &diags);
    diags_fini(&diags);
    return good;
}

static void test_exact(void)
{
    struct bank sample = {0};
    struct buffer out = {0};
    const struct write_options no_key = {.no_key = true};
    REQUIRE(sample_bank(&sample));
    write_bank(&out, &format_aiken, &sample, NULL);
    CHECK_STR(
        buffer_text(&out),
        "Account 111122223333 shared an AMI with you. It carries a billing product code. What "
        "is the most direct way to an AMI of your own?\n"
        "A. Copy the image\n"
        "B. Copy its snapshot and register it\n"
        "C. Launch it and make an image of the instance\n"
        "D. It is not possible\n"
        "ANSWER: C\n\n"
        "Whoever copies an AMI owns the copy.\nA. True\nB. False\nANSWER: A\n\n"
        "Sharing an AMI makes you its owner.\nA. True\nB. False\nANSWER: B\n\n");
    buffer_clear(&out);
    write_bank(&out, &format_aiken, &sample, &no_key);
    CHECK(strstr(buffer_text(&out), "ANSWER") == NULL);
    buffer_fini(&out);
    bank_fini(&sample);
}

static void test_guards(void)
{
    static const char *const stems[][2] = {{"A. x", "Question: A. x"},
                                           {"Z) x", "Question: Z) x"},
                                           {"U.S. law", "Question: U.S. law"},
                                           {"ANSWER: x", "Question: ANSWER: x"},
                                           {"x", "Question: x"},
                                           {"", "Question: "},
                                           {"a. x", "a. x"},
                                           {"Answer: x", "Answer: x"},
                                           {" b\n\nA. c", "b A. c"}};
    const char *const texts[] = {"a\nb", "", NULL};
    for (size_t i = 0; i < sizeof stems / sizeof stems[0]; i++) {
        struct bank one = {0};
        struct buffer out = {0};
        struct buffer want = {0};
        REQUIRE(add_question(&one, NULL, stems[i][0], texts, 1) != NULL);
        write_bank(&out, &format_aiken, &one, NULL);
        buffer_addf(&want, "%s\nA. a b\nB. -\nANSWER: B\n\n", stems[i][1]);
        CHECK_STR(buffer_text(&out), buffer_text(&want));
        buffer_fini(&want);
        buffer_fini(&out);
        bank_fini(&one);
    }
}

static void test_losses(void)
{
    struct bank sample = {0};
    struct buffer out = {0};
    REQUIRE(sample_bank(&sample));
    sample.items[2].stem = "A. is an option";
    add_losses(&out, &format_aiken, &sample);
    CHECK_STR(buffer_text(&out),
              "path-3f9a2c81: dropped: id\n"
              "path-3f9a2c81: dropped: tags\n"
              "path-3f9a2c81: dropped: feedback\n"
              "path-3f9a2c81: dropped: explanation\n"
              "path-3f9a2c81: spoiled: line breaks of the stem\n"
              "statement-00aa11bb: dropped: id\n"
              "statement-00aa11bb: dropped: feedback\n"
              "statement-00aa11bb: dropped: explanation\n"
              "statement-00aa11bc: dropped: id\n"
              "statement-00aa11bc: spoiled: a stem that would be taken for something else\n"
              "grant-77aa01ff: dropped: the question (it has several right answers)\n");
    buffer_fini(&out);
    bank_fini(&sample);
}

/* ---- Reading --------------------------------------------------------------------------------- */

static void test_reading(void)
{
    CHECK(read_text("\xef\xbb\xbfOne?\r\n\r\nA) a\r\n\r\nB. \tb \r\nANSWER: B\r\n\r\nTwo\nlines.\n"
                    "A. a\nB. b\nC. c\nanswer: a"));
    CHECK_STR(buffer_text(&messages), "");
    REQUIRE(bank.item_count == 2);
    CHECK_STR(bank.items[0].stem, "One?");
    CHECK_STR(bank.items[0].options[0].text, "a");
    CHECK_STR(bank.items[0].options[1].text, "b");
    CHECK(!bank.items[0].options[0].correct && bank.items[0].options[1].correct);
    CHECK_STR(bank.items[1].stem, "Two\nlines.");
    CHECK_INT(bank.items[1].option_count, 3);
    CHECK(bank.items[1].options[0].correct);
    CHECK(strncmp(bank.items[1].id, "q-", 2) == 0);
    CHECK(read_text("U.S. law, (A.b)?\nA. x\nB. y\nANSWER:A\n"));
    CHECK_STR(bank.items[0].stem, "U.S. law, (A.b)?");
}

#define REFUSES(text, want)                                                                        \
    do {                                                                                           \
        CHECK(!read_text(text));                                                                   \
        CHECK_STR(buffer_text(&messages), want);                                                   \
    } while (0)

static void test_messages(void)
{
    REFUSES("", "t:1:1: error: there is no question in it\n");
    REFUSES("A. a\nB. b\nANSWER: A\n", "t:1:1: error: an option before any question\n");
    REFUSES("s\nB. a\nANSWER: A\n",
            "t:2:1: error: options go from A on without a gap (A is due here)\n");
    REFUSES("s\nA. a\nC. b\nANSWER: A\n",
            "t:3:1: error: options go from A on without a gap (B is due here)\n");
    REFUSES("s\nANSWER: A\n", "t:2:1: error: a key without options before it\n");
    REFUSES("s\nA. a\nANSWER: A\n", "t:3:1: error: a question with a single option\n");
    REFUSES("s\nA. a\nB. b\nANSWER: C\n", "t:4:9: error: the key names no option of this question "
                                          "(it is one letter from A to B)\n");
    REFUSES("s\nA. a\nB. b\nANSWER: A, B\n",
            "t:4:9: error: the key names no option of this question (it is one letter from A to "
            "B)\n");
    REFUSES("s\nA. a\nB. b\nANSWER:\n",
            "t:4:1: error: the key names no option of this question (it "
            "is one letter from A to B)\n");
    REFUSES("s\nA. a\nB. b\nt\nA. a\nB. b\nANSWER: A\n",
            "t:4:1: error: a line with \"ANSWER:\" is due here (each option stands on one line and "
            "begins like \"A. \")\n");
    REFUSES("\n s\nA. a\nB. b\n", "t:2:2: error: the last question has no \"ANSWER:\"\n");
    REFUSES("s\n\xc3", "t:2:1: error: byte 0xc3 is no text in UTF-8 (" FILE_KIND_TO_UTF8 ")\n");
}

static void test_several_messages(void)
{
    REFUSES("one\nA. a\nANSWER: A\n\ntwo\nA. a\nB. b\nANSWER: A\n\nthree\nA. a\nB. b\nANSWER: ?\n",
            "t:3:1: error: a question with a single option\n"
            "t:13:9: error: the key names no option of this question (it is one letter from A to "
            "B)\n");
}

/* ---- Round trips ----------------------------------------------------------------------------- */

static const char *change(struct arena *arena, const char *text, const struct item *item,
                          int option)
{
    const bool stem = option == -1;
    const bool label = text[0] >= 'A' && text[0] <= 'Z' && (text[1] == '.' || text[1] == ')');
    struct buffer out = {0};
    (void)item;
    if (stem && (strlen(text) < 2 || label || strncmp(text, "ANSWER:", 7) == 0)) {
        buffer_add_text(&out, "Question: ");
    }
    buffer_add_text(&out, text);
    const char *kept = arena_copy(arena, buffer_text(&out), out.length);
    buffer_fini(&out);
    return kept;
}

static void round_trip(const struct bank *given)
{
    static const struct carrying carrying = {.trim = true, .line = true, .change = change};
    struct bank single = {0};
    struct bank want = {0};
    struct bank got = {0};
    struct buffer out = {0};
    struct diags diags = {0};
    for (size_t i = 0; i < given->item_count; i++) {
        if (item_right_count(&given->items[i]) == 1) {
            struct item *item = bank_add(&single);
            REQUIRE(item != NULL);
            *item = given->items[i];
        }
    }
    carried_bank(&want, &single, &carrying);
    write_bank(&out, &format_aiken, given, NULL);
    CHECK(read_bank(&got, &format_aiken, buffer_text(&out), out.length, &diags));
    check_items(&got, &want);
    CHECK_INT(diags.count, 0);
    diags_fini(&diags);
    buffer_fini(&out);
    bank_fini(&got);
    bank_fini(&want);
    bank_fini(&single);
}

static void test_round_trip(void)
{
    struct bank given = {0};
    REQUIRE(sample_bank(&given));
    round_trip(&given);
    bank_fini(&given);
}

static void test_hostile_round_trip(void)
{
    struct bank given = {0};
    REQUIRE(hostile_bank(&given));
    round_trip(&given);
    bank_fini(&given);
}

int main(void)
{
    RUN(test_exact);
    RUN(test_guards);
    RUN(test_losses);
    RUN(test_reading);
    RUN(test_messages);
    RUN(test_several_messages);
    RUN(test_round_trip);
    RUN(test_hostile_round_trip);
    bank_fini(&bank);
    buffer_fini(&messages);
    return check_end();
}
