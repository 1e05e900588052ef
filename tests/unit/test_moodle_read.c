/* Moodle XML read: as Moodle exports it, as we write it, and as nobody should. */
#include <stdlib.h>

#include "questions/bank/formats.h"
#include "questions/bank/moodle.h"
#include "tests/unit/check.h"
#include "tests/unit/items_xml.h"

/* Read a text, compare the messages; the bank is the caller's to free. */
static struct bank read_quiz(const char *text, const char *messages)
{
    struct bank bank = {0};
    struct buffer said = items_xml_read(&format_moodle_xml, text, strlen(text), &bank);
    CHECK_STR(buffer_text(&said), messages);
    buffer_fini(&said);
    return bank;
}

static void check_messages(const char *text, const char *messages)
{
    struct bank bank = read_quiz(text, messages);
    bank_fini(&bank);
}

/* ---- As Moodle writes ---------------------------------------------------------------------- */

static const char exported[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<quiz>\n"
    "<!-- question: 0  -->\n"
    "  <question type=\"category\">\n"
    "    <category>\n"
    "      <text>$course$/top/Default for X/Unit 1//2</text>\n"
    "    </category>\n"
    "    <info format=\"html\">\n      <text></text>\n    </info>\n"
    "    <idnumber></idnumber>\n"
    "  </question>\n"
    "<!-- question: 12  -->\n"
    "  <question type=\"multichoice\">\n"
    "    <name>\n      <text>A name</text>\n    </name>\n"
    "    <questiontext format=\"html\">\n"
    "      <text><![CDATA[<p>Which <strong>call</strong>&nbsp;copies?</p>\n<p>Choose &lt;one&gt;."
    "</p>]]></text>\n"
    "    </questiontext>\n"
    "    <generalfeedback format=\"html\">\n      <text></text>\n    </generalfeedback>\n"
    "    <defaultgrade>2.0000000</defaultgrade>\n"
    "    <penalty>0.3333333</penalty>\n"
    "    <hidden>0</hidden>\n"
    "    <idnumber>q-12</idnumber>\n"
    "    <single>true</single>\n"
    "    <shuffleanswers>true</shuffleanswers>\n"
    "    <answernumbering>abc</answernumbering>\n"
    "    <showstandardinstruction>0</showstandardinstruction>\n"
    "    <correctfeedback format=\"html\">\n      <text>Your answer is correct.</text>\n"
    "    </correctfeedback>\n"
    "    <partiallycorrectfeedback format=\"html\">\n      <text>Nearly.</text>\n"
    "    </partiallycorrectfeedback>\n"
    "    <incorrectfeedback format=\"html\">\n      <text>No.</text>\n"
    "    </incorrectfeedback>\n"
    "    <shownumcorrect/>\n"
    "    <answer fraction=\"100\" format=\"html\">\n"
    "      <text><![CDATA[<p dir=\"ltr\">CopyImage<br></p>]]></text>\n"
    "      <feedback format=\"html\">\n        <text>Yes</text>\n      </feedback>\n"
    "    </answer>\n"
    "    <answer fraction=\"-33.33333\" format=\"html\">\n"
    "      <text>RunInstances</text>\n"
    "      <feedback format=\"html\">\n        <text></text>\n      </feedback>\n"
    "    </answer>\n"
    "    <hint format=\"html\">\n      <text>Think.</text>\n    </hint>\n"
    "    <tags>\n      <tag><text>ami</text>\n</tag>\n    </tags>\n"
    "  </question>\n"
    "  <question type=\"category\"><category><text>$course$/top/More</text></category></question>\n"
    "  <question type=\"truefalse\">\n"
    "    <name><text>B</text></name>\n"
    "    <questiontext format=\"moodle_auto_format\"><text>AMIs are\nRegional.</text>\n"
    "      <file name=\"map.png\" path=\"/\" encoding=\"base64\">iVBORw0KGgo=</file></questiontext>\n"
    "    <answer fraction=\"0\" format=\"moodle_auto_format\"><text>false</text></answer>\n"
    "    <answer fraction=\"100\" format=\"moodle_auto_format\"><text>true</text>\n"
    "      <feedback format=\"html\"><text>R7 <![CDATA[<img src=\"a\">]]></text></feedback></answer>\n"
    "  </question>\n"
    "</quiz>\n";

static void check_exported(const struct bank *bank)
{
    CHECK_STR(bank->head.title, "Unit 1/2");
    REQUIRE(bank->item_count == 2);
    const struct item *first = &bank->items[0];
    CHECK_STR(first->id, "q-12");
    CHECK_STR(first->stem, "Which call copies?\n\nChoose <one>.");
    CHECK_STR(first->explanation, NULL);
    CHECK_STR(first->kind, NULL);
    CHECK_NEAR(first->points, 2, 0);
    CHECK(first->difficulty < 0);
    CHECK_INT(first->select, 1);
    REQUIRE(first->option_count == 2);
    CHECK_STR(first->options[0].id, "A");
    CHECK_STR(first->options[0].text, "CopyImage");
    CHECK_STR(first->options[0].feedback, "Yes");
    CHECK(first->options[0].correct && !first->options[1].correct);
    CHECK_STR(first->options[1].text, "RunInstances");
    CHECK_STR(first->options[1].feedback, NULL);
    REQUIRE(first->tags.count == 1);
    CHECK_STR(first->tags.items[0], "ami");
    const struct item *second = &bank->items[1];
    CHECK_STR(second->id, NULL);
    CHECK_STR(second->stem, "AMIs are\nRegional.");
    CHECK_NEAR(second->points, 1, 0);
    REQUIRE(second->option_count == 2);
    CHECK_STR(second->options[0].text, "False");
    CHECK_STR(second->options[1].text, "True");
    CHECK(!second->options[0].correct && second->options[1].correct);
    CHECK_STR(second->options[1].feedback, "R7");
    CHECK_INT(second->place.offset, strstr(exported, "<question type=\"truefalse\"") - exported);
}

static void test_export(void)
{
    struct bank bank = read_quiz(
        exported,
        "33:5: warning: comments on right, half right and wrong answers as such are left out, here "
        "and below\n"
        "49:5: warning: a penalty of 33.3333 % for this answer is left out: it counts as wrong\n"
        "55:5: warning: the hints of this question are left out\n"
        "63:29: warning: the file has several categories; they become one bank\n"
        "68:7: warning: the file \"map.png\" is left out\n"
        "71:7: warning: an image in this text is left out\n");
    check_exported(&bank);
    bank_fini(&bank);
}

/* ---- Faults -------------------------------------------------------------------------------- */

#define STEM         "<questiontext><text>s</text></questiontext>"
#define RIGHT        "<answer fraction='100'><text>r</text></answer>"
#define WRONG        "<answer fraction='0'><text>w</text></answer>"
#define MULTI(inner) "<quiz><question type='multichoice'>" inner "</question></quiz>"

static void test_refused(void)
{
    static const char type_hint[] = "; multichoice and truefalse can; take the others out\n";
    struct buffer want = {0};
    buffer_addf(&want,
                "2:1: error: a question of type \"essay\" cannot be read%s"
                "3:1: error: a question of type \"\" cannot be read%s"
                "4:1: error: \"answer\" stands where a question should\n",
                type_hint, type_hint);
    check_messages("<quiz>\n<question type='essay'/>\n<question/>\n<answer/></quiz>",
                   buffer_text(&want));
    buffer_fini(&want);
    check_messages("<questestinterop/>",
                   "1:1: error: the outermost element is \"questestinterop\", not \"quiz\"; "
                   "Moodle's question export as \"Moodle XML\" has it\n");
    check_messages("<!DOCTYPE quiz [<!ENTITY a 'b'>]><quiz/>",
                   "1:1: error: a DOCTYPE is not read: it could declare entities; take the "
                   "DOCTYPE out\n");
    check_messages(MULTI(RIGHT WRONG), "1:7: error: the question has no text\n");
    check_messages(MULTI("<questiontext>s</questiontext>" RIGHT WRONG),
                   "1:7: error: the question has no text\n");
    check_messages(MULTI(STEM), "1:7: error: a question has 1 to 26 answers, this one 0\n");
    check_messages(MULTI(STEM "<defaultgrade>many</defaultgrade>" RIGHT),
                   "1:79: error: the grade \"many\" is no number of points\n");
    check_messages(MULTI(STEM "<defaultgrade>-1</defaultgrade>" RIGHT),
                   "1:79: error: the grade \"-1\" is no number of points\n");
}

static void test_keys(void)
{
    check_messages(MULTI(STEM WRONG WRONG), "1:7: error: no answer of this question is right; give "
                                            "the right one fraction=\"100\"\n");
    check_messages(MULTI(STEM RIGHT WRONG RIGHT),
                   "1:7: error: 2 answers are right, but only one may be chosen; say "
                   "<single>false</single>, or leave one with fraction=\"100\"\n");
    check_messages(MULTI(STEM RIGHT "<answer><text>n</text></answer>"),
                   "1:125: error: an answer without a fraction; 100 for a right answer, 0 for a "
                   "wrong one\n");
    check_messages(MULTI(STEM "<answer fraction='half'><text>n</text></answer>"),
                   "1:79: error: the fraction \"half\" is no number; 100 for a right answer, 0 for "
                   "a wrong one\n");
    check_messages(MULTI(STEM RIGHT "<answer fraction='50'><text>n</text></answer>"),
                   "1:125: warning: part credit of 50 % for this answer is left out: it counts as "
                   "wrong\n");
    check_messages(MULTI(STEM RIGHT "<answer fraction='0'><text> </text></answer>"),
                   "1:125: warning: an answer without text is left out\n");
}

static void test_numbers(void)
{
    static const char *const bad[] = {"", "1e999", "0x10", "inf", "nan", "1 2", "1,5", "--1", "1e"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct buffer text = {0};
        struct buffer want = {0};
        buffer_addf(&text,
                    "<quiz><question type='multichoice'>" STEM
                    "<answer fraction='%s'><text>n</text></answer></question></quiz>",
                    bad[i]);
        buffer_addf(&want,
                    "1:79: error: the fraction \"%s\" is no number; 100 for a right answer, "
                    "0 for a wrong one\n",
                    bad[i]);
        check_messages(buffer_text(&text), buffer_text(&want));
        buffer_fini(&text);
        buffer_fini(&want);
    }
    check_messages(MULTI(STEM "<answer fraction=' 1e2 '><text>n</text></answer>"), "");
}

static void test_several(void)
{
    struct bank bank = read_quiz(MULTI(STEM "<single>false</single>"
                                            "<answer fraction='33.33333'><text>a</text></answer>"
                                            "<answer fraction='33.3333333'><text>b</text></answer>"
                                            "<answer fraction='33.33333'><text>c</text></answer>"
                                            "<answer fraction='-100'><text>d</text></answer>"),
                                 "");
    REQUIRE(bank.item_count == 1);
    CHECK_INT(bank.items[0].select, 3);
    CHECK_INT(item_right_count(&bank.items[0]), 3);
    CHECK(!bank.items[0].options[3].correct);
    bank_fini(&bank);
    check_messages(MULTI(STEM "<single>0</single>"
                              "<answer fraction='75'><text>a</text></answer>"
                              "<answer fraction='25'><text>b</text></answer>"),
                   "1:7: warning: the right answers weigh differently; here all of them count "
                   "alike\n");
}

static void test_many_answers(void)
{
    struct buffer text = {0};
    buffer_add_text(&text, "<quiz><question type='multichoice'>" STEM RIGHT);
    for (size_t i = 0; i < ITEM_OPTIONS_MAX; i++) {
        buffer_add_text(&text, WRONG);
    }
    buffer_add_text(&text, "</question></quiz>");
    check_messages(buffer_text(&text), "1:7: error: a question has 1 to 26 answers, this one 27\n");
    buffer_fini(&text);
}

static void test_ids(void)
{
#define WITH_ID(id)                                                                                \
    "<question type='multichoice'>" STEM "<idnumber>" id "</idnumber>" RIGHT "</question>\n"
    check_messages("<quiz>\n" WITH_ID("b") WITH_ID("a") WITH_ID("") WITH_ID("")
                       WITH_ID(" b ") "</quiz>",
                   "6:1: error: the idnumber \"b\" belongs to an earlier question, too\n");
}

/* ---- Texts --------------------------------------------------------------------------------- */

static void check_stem(const char *format, const char *text, const char *want)
{
    struct buffer quiz = {0};
    buffer_addf(&quiz,
                "<quiz><question type='multichoice'><questiontext%s%s%s><text>%s</text>"
                "</questiontext>" RIGHT "</question></quiz>",
                format != NULL ? " format='" : "", format != NULL ? format : "",
                format != NULL ? "'" : "", text);
    struct bank bank = read_quiz(buffer_text(&quiz), "");
    CHECK_STR(bank.item_count == 1 ? bank.items[0].stem : "no item", want);
    bank_fini(&bank);
    buffer_fini(&quiz);
}

static void test_formats(void)
{
    check_stem("plain_text", " a &lt;b&gt; &amp;lt;\n\n  c ", "a <b> &lt;\n\n  c");
    check_stem("html", "a &lt;b&gt;x&lt;/b&gt; &amp;lt;\n  c", "a x < c");
    check_stem(NULL, "a &lt;b&gt;x", "a x");
    check_stem("nonsense", "a &lt;b&gt;x", "a x"); /* as Moodle: html */
    check_stem("markdown", "a **b** &lt;c&gt;", "a **b** <c>");
    check_stem("moodle_auto_format", "a &lt;b&gt;x\nb", "a x\nb");
}

/* Answers and comments take the question's format where they say none. */
static void test_inherited(void)
{
    struct bank bank = read_quiz(
        MULTI("<questiontext format='plain_text'><text>s</text></questiontext>"
              "<answer fraction='100'><text>&lt;b&gt;</text><feedback><text>&lt;i&gt;</text>"
              "</feedback></answer>"
              "<answer fraction='0' format='html'><text>&lt;b&gt;x</text></answer>"),
        "");
    REQUIRE(bank.item_count == 1 && bank.items[0].option_count == 2);
    CHECK_STR(bank.items[0].options[0].text, "<b>");
    CHECK_STR(bank.items[0].options[0].feedback, "<i>");
    CHECK_STR(bank.items[0].options[1].text, "x");
    bank_fini(&bank);
}

static void test_tags(void)
{
#define TAG(text) "<tag><text>" text "</text></tag>"
    struct bank bank =
        read_quiz(MULTI(STEM RIGHT "<tags>" TAG("kind:a") TAG("kind:b") TAG("decision:d")
                            TAG("rule:r") TAG("source:x") TAG("source:y") TAG("difficulty:0.25")
                                TAG("difficulty:2") TAG("kind:") TAG("") TAG(" z ") "</tags>"),
                  "");
    REQUIRE(bank.item_count == 1);
    const struct item *item = &bank.items[0];
    CHECK_STR(item->kind, "a");
    CHECK_STR(item->decision, "d");
    CHECK_STR(item->rule, "r");
    CHECK_NEAR(item->difficulty, 0.25, 0);
    REQUIRE(item->source.count == 2 && item->tags.count == 4);
    CHECK_STR(item->source.items[1], "y");
    CHECK_STR(item->tags.items[0], "kind:b");
    CHECK_STR(item->tags.items[1], "difficulty:2");
    CHECK_STR(item->tags.items[2], "kind:");
    CHECK_STR(item->tags.items[3], "z");
    bank_fini(&bank);
}

/* ---- Round trips --------------------------------------------------------------------------- */

/* What our writer and reader promise to keep: the item without what check() says is dropped. */
static void take_losses(struct item *item)
{
    for (size_t i = 0; i < item->option_count; i++) {
        item->options[i].outcome = NULL;
        item->options[i].misconceptions = (struct texts){0};
    }
}

static void test_round_trip(void)
{
    const struct write_options options = {0};
    struct bank bank = {0};
    struct bank again = {0};
    items_xml_sample(&bank);
    struct buffer out = items_xml_write(&format_moodle_xml, &bank, &options);
    struct buffer said = items_xml_read(&format_moodle_xml, out.bytes, out.length, &again);
    CHECK_STR(buffer_text(&said), "");
    CHECK_STR(again.head.title, bank.head.title);
    CHECK_INT(again.item_count, bank.item_count);
    for (size_t i = 0; i < again.item_count && i < bank.item_count; i++) {
        take_losses(&bank.items[i]);
        CHECK(item_equal(&bank.items[i], &again.items[i]));
    }
    struct buffer second = items_xml_write(&format_moodle_xml, &again, &options);
    CHECK(strstr(buffer_text(&second), strstr(buffer_text(&out), "<question type=\"multi")) !=
          NULL);
    buffer_fini(&second);
    buffer_fini(&said);
    buffer_fini(&out);
    bank_fini(&again);
    bank_fini(&bank);
}

/* Cut anywhere, a file is refused or, cut after its last byte that counts, read; nothing crashes. */
static void test_cut(void)
{
    const size_t whole = strlen(exported);
    const size_t needed = whole - 1; /* the last line feed */
    for (size_t length = 0; length < whole; length++) {
        char *copy = malloc(length + 1); /* of its own, so that a sanitizer sees a step too far */
        REQUIRE(copy != NULL);
        memcpy(copy, exported, length);
        struct bank bank = {0};
        struct diags diags = {0};
        const struct source_text text = {"x.xml", copy, length, 1};
        CHECK(moodle_read(&text, &bank, &diags) == (length >= needed));
        diags_fini(&diags);
        bank_fini(&bank);
        free(copy);
    }
}

int main(void)
{
    RUN(test_export);
    RUN(test_refused);
    RUN(test_keys);
    RUN(test_numbers);
    RUN(test_several);
    RUN(test_many_answers);
    RUN(test_ids);
    RUN(test_formats);
    RUN(test_inherited);
    RUN(test_tags);
    RUN(test_round_trip);
    RUN(test_cut);
    return check_end();
}
