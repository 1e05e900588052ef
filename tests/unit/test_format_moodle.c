/* Moodle XML written: exact bytes, weights, what stays at home without the key, what is lost. */
#include "questions/bank/formats.h"

#include <stdlib.h>
#include <string.h>

#include "questions/bank/moodle.h"
#include "tests/unit/check.h"
#include "tests/unit/items_xml.h"

static const struct write_options all = {0};

static void test_table(void)
{
    CHECK(format_find("moodle-xml") == &format_moodle_xml);
    CHECK(format_find("qti12") == &format_qti12);
    CHECK(format_find("qti21") == &format_qti21);
    CHECK(format_of_file("x.xml") == NULL); /* there are many kinds of XML: it must be named, */
}

/* ... unless the text itself tells. */
static void test_looks(void)
{
    static const struct {
        const char *text;
        bool moodle;
    } cases[] = {
        {"<quiz>", true},
        {"\xef\xbb\xbf\n<?xml version=\"1.0\"?>\n<!-- a bank -->\n<quiz\n x=\"1\">", true},
        {"<quiz/>", false},
        {"<quizzes>", false},
        {"<quiz", false},
        {"What is <quiz>?\nA. x\nANSWER: A\n", false},
        {"<assessment>", false},
        {"", false},
        {"<", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct source_text text = {.bytes = cases[i].text, .length = strlen(cases[i].text)};
        CHECK(format_of_text(&text) == (cases[i].moodle ? &format_moodle_xml : NULL));
    }
}

/* What is made of the sample, piece by piece. */

static const char head[] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                           "<quiz>\n"
                           "  <question type=\"category\">\n"
                           "    <category>\n"
                           "      <text>$course$/top/AMIs 1//2</text>\n"
                           "    </category>\n"
                           "    <info format=\"plain_text\">\n"
                           "      <text>amiquiz 9.9, pack ami-lecture, seed 7</text>\n"
                           "    </info>\n"
                           "  </question>\n";

static const char choice[] = "  <question type=\"multichoice\">\n"
                             "    <name>\n"
                             "      <text>path-3f9a2c81</text>\n"
                             "    </name>\n"
                             "    <questiontext format=\"plain_text\">\n"
                             "      <text>The AMI is shared &amp; encrypted.\n\nWhat now?</text>\n"
                             "    </questiontext>\n"
                             "    <generalfeedback format=\"plain_text\">\n"
                             "      <text>Row 2 &lt; row 3.</text>\n"
                             "    </generalfeedback>\n"
                             "    <defaultgrade>1.5</defaultgrade>\n"
                             "    <idnumber>path-3f9a2c81</idnumber>\n"
                             "    <single>true</single>\n"
                             "    <shuffleanswers>true</shuffleanswers>\n"
                             "    <answernumbering>ABCD</answernumbering>\n"
                             "    <answer fraction=\"0\" format=\"plain_text\">\n"
                             "      <text>Copy it</text>\n"
                             "      <feedback format=\"plain_text\">\n"
                             "        <text>No: it is \"encrypted\".</text>\n"
                             "      </feedback>\n"
                             "    </answer>\n"
                             "    <answer fraction=\"100\" format=\"plain_text\">\n"
                             "      <text>Launch it</text>\n"
                             "      <feedback format=\"plain_text\">\n"
                             "        <text>Yes.</text>\n"
                             "      </feedback>\n"
                             "    </answer>\n"
                             "    <answer fraction=\"0\" format=\"plain_text\">\n"
                             "      <text>Give up</text>\n"
                             "    </answer>\n"
                             "    <tags>\n"
                             "      <tag>\n        <text>kind:path</text>\n      </tag>\n"
                             "      <tag>\n        <text>decision:path</text>\n      </tag>\n"
                             "      <tag>\n        <text>rule:billing-code</text>\n      </tag>\n"
                             "      <tag>\n        <text>source:R23</text>\n      </tag>\n"
                             "      <tag>\n        <text>source:R24</text>\n      </tag>\n"
                             "      <tag>\n        <text>difficulty:0.4</text>\n      </tag>\n"
                             "      <tag>\n        <text>unit 3</text>\n      </tag>\n"
                             "    </tags>\n"
                             "  </question>\n";

static const char several[] =
    "  <question type=\"multichoice\">\n"
    "    <name>\n"
    "      <text>grant-00000002</text>\n"
    "    </name>\n"
    "    <questiontext format=\"plain_text\">\n"
    "      <text>Choose two.</text>\n"
    "    </questiontext>\n"
    "    <defaultgrade>1</defaultgrade>\n"
    "    <idnumber>grant-00000002</idnumber>\n"
    "    <single>false</single>\n"
    "    <shuffleanswers>true</shuffleanswers>\n"
    "    <answernumbering>ABCD</answernumbering>\n"
    "    <answer fraction=\"50\" format=\"plain_text\">\n      <text>one</text>\n    </answer>\n"
    "    <answer fraction=\"-50\" format=\"plain_text\">\n      <text>two</text>\n    </answer>\n"
    "    <answer fraction=\"-50\" format=\"plain_text\">\n      <text>three</text>\n    </answer>\n"
    "    <answer fraction=\"50\" format=\"plain_text\">\n      <text>four</text>\n    </answer>\n"
    "    <answer fraction=\"-50\" format=\"plain_text\">\n"
    "      <text>five</text>\n"
    "      <feedback format=\"plain_text\">\n"
    "        <text>Not this.</text>\n"
    "      </feedback>\n"
    "    </answer>\n"
    "  </question>\n";

static const char statement[] = "  <question type=\"truefalse\">\n"
                                "    <name>\n"
                                "      <text>statement-3</text>\n"
                                "    </name>\n"
                                "    <questiontext format=\"plain_text\">\n"
                                "      <text>Sharing changes no owner.</text>\n"
                                "    </questiontext>\n"
                                "    <defaultgrade>1</defaultgrade>\n"
                                "    <idnumber>statement-3</idnumber>\n"
                                "    <answer fraction=\"100\" format=\"moodle_auto_format\">\n"
                                "      <text>true</text>\n"
                                "    </answer>\n"
                                "    <answer fraction=\"0\" format=\"moodle_auto_format\">\n"
                                "      <text>false</text>\n"
                                "      <feedback format=\"plain_text\">\n"
                                "        <text>Who shares, keeps.</text>\n"
                                "      </feedback>\n"
                                "    </answer>\n"
                                "    <tags>\n"
                                "      <tag>\n        <text>kind:statement</text>\n      </tag>\n"
                                "    </tags>\n"
                                "  </question>\n";

/* The whole text is these pieces, one behind the other. */
static void check_pieces(const char *text, const char *const pieces[], size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const size_t length = strlen(pieces[i]), left = strlen(text);
        char *piece = strndup(text, length);
        REQUIRE(piece != NULL);
        CHECK_STR(piece, pieces[i]);
        free(piece);
        text += length < left ? length : left;
    }
    CHECK_STR(text, "");
}

static void test_bytes(void)
{
    const char *const want[] = {head, choice, several, statement, "</quiz>\n"};
    struct bank bank = {0};
    items_xml_sample(&bank);
    struct buffer out = items_xml_write(&format_moodle_xml, &bank, &all);
    CHECK(!out.failed);
    check_pieces(buffer_text(&out), want, sizeof want / sizeof *want);
    buffer_fini(&out);
    bank_fini(&bank);
}

/* Nothing that tells the key, wherever it could hide. */
static void test_no_key(void)
{
    static const char *const secrets[] = {"fraction=\"100\"", "fraction=\"50\"", "fraction=\"-",
                                          "feedback",         "Row 2",           "\"encrypted\".",
                                          "billing-code",     "source:",         "Who shares"};
    const struct write_options options = {.no_key = true};
    struct bank bank = {0};
    items_xml_sample(&bank);
    struct buffer out = items_xml_write(&format_moodle_xml, &bank, &options);
    for (size_t i = 0; i < sizeof secrets / sizeof secrets[0]; i++) {
        CHECK(strstr(buffer_text(&out), secrets[i]) == NULL);
    }
    CHECK(strstr(buffer_text(&out), "<text>kind:path</text>") != NULL);
    CHECK(strstr(buffer_text(&out), "<single>false</single>") != NULL);
    buffer_fini(&out);
    bank_fini(&bank);
}

static void test_category(void)
{
    struct bank bank = {0};
    struct paper paper = {.form = "031"};
    struct write_options options = {.category = "Week 3", .paper = &paper};
    bank.head.title = "other";
    struct buffer out = items_xml_write(&format_moodle_xml, &bank, &options);
    CHECK(strstr(buffer_text(&out), "<text>$course$/top/Week 3 (form 031)</text>") != NULL);
    buffer_fini(&out);
    bank.head.title = NULL;
    out = items_xml_write(&format_moodle_xml, &bank, &all);
    CHECK(strstr(buffer_text(&out), "<text>$course$/top/amiquiz</text>") != NULL);
    CHECK(strstr(buffer_text(&out), "<text>amiquiz</text>") != NULL);
    buffer_fini(&out);
}

/* Weights as Moodle has them; all right ones together earn 100 %, all options together nothing. */
static bool is_moodle_weight(double weight)
{
    static const double list[] = {100,      90,       83.33333, 80,       75, 70, 66.66667,
                                  60,       50,       40,       33.33333, 30, 25, 20,
                                  16.66667, 14.28571, 12.5,     11.11111, 10, 5,  0};
    for (size_t i = 0; i < sizeof list / sizeof list[0]; i++) {
        if (fabs(fabs(weight) - list[i]) < 0.000001) {
            return true;
        }
    }
    return false;
}

static void check_weights(size_t options, size_t right)
{
    static const char needle[] = "<answer fraction=\"";
    struct bank bank = {0};
    struct item *item = bank_add(&bank);
    REQUIRE(item != NULL && item_options(item, &bank.arena, options));
    item->stem = "s";
    for (size_t i = 0; i < options; i++) {
        item->options[i].text = "o";
        item->options[i].correct = (i + 3) % options < right;
    }
    struct buffer out = items_xml_write(&format_moodle_xml, &bank, &all);
    double positive = 0;
    double whole = 0;
    size_t seen = 0;
    for (const char *at = buffer_text(&out); (at = strstr(at, needle)) != NULL; seen++) {
        at += strlen(needle);
        const double weight = strtod(at, NULL);
        CHECK(is_moodle_weight(weight));
        CHECK((weight > 0) == item->options[seen].correct);
        positive += weight > 0 ? weight : 0;
        whole += weight;
    }
    CHECK_INT(seen, options);
    const size_t are_right = item_right_count(item);
    if (are_right > 0 && are_right <= 20) {
        CHECK_NEAR(positive, 100, 0.005); /* Moodle rounds the sum to two digits of 1 */
    }
    if (are_right > 1 && are_right < options && are_right <= 20) {
        CHECK(whole < 0.005);
    }
    buffer_fini(&out);
    bank_fini(&bank);
}

static void test_weights(void)
{
    for (size_t options = 1; options <= ITEM_OPTIONS_MAX; options++) {
        for (size_t right = 0; right <= options; right++) {
            check_weights(options, right);
        }
    }
}

static void check_losses(const struct item *item, const char *want)
{
    struct buffer said = items_xml_losses(&format_moodle_xml, item);
    CHECK_STR(buffer_text(&said), want);
    buffer_fini(&said);
}

static void test_losses(void)
{
    struct bank bank = {0};
    struct item_fact fact = {"shared", true};
    items_xml_sample(&bank);
    check_losses(&bank.items[0], "dropped: what the options stand for\n"
                                 "dropped: the misconceptions behind the options\n");
    check_losses(&bank.items[1], "");
    check_losses(&bank.items[2], "");
    struct item *item = &bank.items[1];
    item->facts = &fact;
    item->fact_count = 1;
    item->goal = "copy-image";
    item->select = 3;
    item->id = "0123456789012345678901234567890123456789012345678901234567890123456789012345678901"
               "2345678901234567890";
    item->stem = " x";
    item->options[0].text = "";
    item->options[1].text = "\x1b";
    CHECK(item_add_text(&item->tags, &bank.arena, "kind:of blue"));
    check_losses(item, "dropped: the facts of the case\n"
                       "dropped: what is asked of the case\n"
                       "spoiled: characters that XML forbids\n"
                       "dropped: an id of more than 100 characters\n"
                       "dropped: how many options are to be chosen\n"
                       "dropped: an option without text, which Moodle drops\n"
                       "spoiled: space at the start or end of a text\n"
                       "spoiled: a tag that is long, or has characters that Moodle takes out\n");
    bank_fini(&bank);
}

static void test_losses_of_counts(void)
{
    struct bank bank = {0};
    items_xml_hostile(&bank);
    check_losses(&bank.items[bank.item_count - 5], "spoiled: a single option, which Moodle "
                                                   "refuses\n");
    check_losses(&bank.items[bank.item_count - 1], "");
    struct item *last = &bank.items[bank.item_count - 1];
    last->options[20].correct = true;
    last->select = 21;
    check_losses(last, "spoiled: more than 20 right answers: 20 of them score all\n");
    bank_fini(&bank);
}

/* Questions without an id are called by their stem, cut between two characters. */
static void test_names(void)
{
    static const struct {
        const char *id, *stem, *name;
    } cases[] = {
        {"an id", "stem", "<text>an id</text>"},
        {NULL, "first line\nsecond", "<text>first line</text>"},
        {"", "", "<text>Question 1</text>"},
        {NULL, NULL, "<text>Question 1</text>"},
        {NULL,
         "1234567890123456789012345678901234567890123456789012345678901234567890123456789\xc3\xa4"
         "x",
         "<text>1234567890123456789012345678901234567890123456789012345678901234567890123456789"
         "...</text>"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct bank bank = {0};
        struct item *item = bank_add(&bank);
        REQUIRE(item != NULL);
        item->id = cases[i].id;
        item->stem = cases[i].stem;
        struct buffer out = items_xml_write(&format_moodle_xml, &bank, &all);
        CHECK(strstr(buffer_text(&out), cases[i].name) != NULL);
        buffer_fini(&out);
        bank_fini(&bank);
    }
}

/* Texts that Moodle's plain text would spoil go out as HTML, all others do not. */
static void test_references(void)
{
    static const char *const plain[] = {"&amp;", "&#;", "&#x;", "&# 60;", "&#60", "&#xg;", "a < b"};
    static const char *const html[] = {"&#60;", "&#x3C;", "&#X3c;", "&#&#0;"};
    for (size_t i = 0; i < 7 + 4; i++) {
        struct bank bank = {0};
        struct item *item = bank_add(&bank);
        REQUIRE(item != NULL);
        item->stem = i < 7 ? plain[i] : html[i - 7];
        struct buffer out = items_xml_write(&format_moodle_xml, &bank, &all);
        const bool as_html = strstr(buffer_text(&out), "<questiontext format=\"html\">") != NULL;
        CHECK(as_html == (i >= 7));
        buffer_fini(&out);
        bank_fini(&bank);
    }
}

int main(void)
{
    RUN(test_table);
    RUN(test_looks);
    RUN(test_bytes);
    RUN(test_no_key);
    RUN(test_category);
    RUN(test_weights);
    RUN(test_losses);
    RUN(test_losses_of_counts);
    RUN(test_names);
    RUN(test_references);
    return check_end();
}
