/* GIFT as Moodle writes it and as people type it; every message with its exact words and place. */
#include "questions/bank/gift_read.h"

#include "questions/bank/formats.h"
#include "questions/text/file_kind.h"
#include "tests/unit/bank_samples.h"
#include "tests/unit/check.h"

static struct bank bank;
static struct buffer messages;

/* Read a text; what there was before is forgotten. */
static bool read_text(const char *text)
{
    struct diags diags = {0};
    bank_fini(&bank);
    buffer_clear(&messages);
    const bool good = read_bank(&bank, &format_gift, text, strlen(text), &diags);
    add_messages(&messages, &diags);
    diags_fini(&diags);
    return good;
}

/* The question at hand as one line: "stem|=right#feedback|~wrong|####explanation". */
static const char *shown(size_t number)
{
    static struct buffer out;
    buffer_clear(&out);
    if (number >= bank.item_count) {
        return "(none)";
    }
    const struct item *item = &bank.items[number];
    buffer_add_text(&out, item->stem);
    for (size_t i = 0; i < item->option_count; i++) {
        const struct item_option *option = &item->options[i];
        buffer_addf(&out, "|%s%s", option->correct ? "=" : "~", option->text);
        if (option->feedback != NULL) {
            buffer_addf(&out, "#%s", option->feedback);
        }
    }
    if (item->explanation != NULL) {
        buffer_addf(&out, "|####%s", item->explanation);
    }
    return buffer_text(&out);
}

#define READS(text, want)                                                                          \
    do {                                                                                           \
        CHECK(read_text(text));                                                                    \
        CHECK_STR(buffer_text(&messages), "");                                                     \
        CHECK_STR(shown(0), want);                                                                 \
    } while (0)

#define REFUSES(text, want)                                                                        \
    do {                                                                                           \
        CHECK(!read_text(text));                                                                   \
        CHECK_STR(buffer_text(&messages), want);                                                   \
    } while (0)

static void test_choices(void)
{
    READS("Who?{~a =b ~c}", "Who?|~a|=b|~c");
    READS("Who?{\n  =a\n~ b \n}\n", "Who?|=a|~b");
    READS("Who?{=a#yes ~b#no, it is not ####because}", "Who?|=a#yes|~b#no, it is not|####because");
    READS("Who?{=a ~b#}", "Who?|=a|~b");
    READS("Grant is {=buried ~entombed} in it.", "Grant is _____ in it.|=buried|~entombed");
    READS("{=a ~b} it is.", "_____ it is.|=a|~b");
    READS("two\nlines\n{=a\nb ~c}", "two\nlines|=a\nb|~c");
    READS("Who?{=a =b ~c}", "Who?|=a|=b|~c");
    CHECK_INT(bank.items[0].select, 1);
}

static void test_escapes(void)
{
    READS("\\{\\}\\~\\=\\#\\:\\\\\\n?{=\\=a ~C\\:\\\\new\\new}", "{}~=#:\\\n?|==a|~C:\\new\new");
    READS("a\\b \\q{=a ~b\\%}", "a\\b \\q|=a|~b\\%"); /* a backslash before anything else stays */
}

static void test_weights(void)
{
    READS("s{~%50%a ~%50%b ~%-100%c}", "s|=a|=b|~c");
    CHECK_INT(bank.items[0].select, 2);
    READS("s{~%33.33333%a ~%33.33333%b ~%33.33333%c ~d}", "s|=a|=b|=c|~d");
    CHECK_INT(bank.items[0].select, 3);
    READS("s{~%100%a ~b}", "s|=a|~b");
    READS("s{=%100%a ~%0%b}", "s|=a|~b");
    READS("s{=a ~%-33.33333%b}", "s|=a|~b");
    READS("s{=a ~[plain]%50%b}", "s|=a|~%50%b");
    CHECK(read_text("s{=a ~%50%b}"));
    CHECK_STR(
        buffer_text(&messages),
        "t:1:6: warning: an option that earns a part of the credit is read as wrong (leave out "
        "the = where several options are to be chosen)\n");
    CHECK_STR(shown(0), "s|=a|~b");
}

static void test_true_false(void)
{
    READS("s{T}", "s|=True|~False");
    READS("s{FALSE}", "s|~True|=False");
    READS("s{TRUE#no#yes####why}", "s|=True#yes|~False#no|####why");
    READS("s{F ## yes}", "s|~True|=False#yes");
    READS("s{T#no}", "s|=True|~False#no");
}

static void test_comments(void)
{
    READS("// [id:x-1] [tag:a b] text [tag:c\\]d]\n::Long name, with spaces::s{=a ~b}", "s|=a|~b");
    CHECK_STR(bank.items[0].id, "x-1");
    REQUIRE(bank.items[0].tags.count == 2);
    CHECK_STR(bank.items[0].tags.items[0], "a b");
    CHECK_STR(bank.items[0].tags.items[1], "c]d");
    READS("// question: 7  name: x\ns1\n  // within [id:mid]\ns2{=a\n//c\n~b}", "s1\ns2|=a|~b");
    CHECK_STR(bank.items[0].id, "mid");
    READS("// [id:x [tag:y] [tag:z]\ns{=a ~b}", "s|=a|~b"); /* found by the fuzzer */
    CHECK_STR(bank.items[0].id, "x [tag:y");
    CHECK_INT(bank.items[0].tags.count, 1);
    READS("// alone\n\n\n// [tag:]\ns{=a ~b}\n// end", "s|=a|~b");
    CHECK_INT(bank.items[0].tags.count, 0);
}

static void test_names_and_ids(void)
{
    READS("::Q1::s{=a ~b}", "s|=a|~b");
    CHECK_STR(bank.items[0].id, "Q1");
    READS("::Q\\:1::s{=a ~b}\n\n:: Q 2 ::s{=a ~b}\n\ns{=a ~c}", "s|=a|~b");
    REQUIRE(bank.item_count == 3);
    /* A name that is no id gives way to one made of the texts; equal texts get a number. */
    CHECK_STR(bank.items[0].id, "q-dd4bcdda");
    CHECK_STR(bank.items[1].id, "q-dd4bcdda-2");
    CHECK(strncmp(bank.items[2].id, "q-", 2) == 0 && strlen(bank.items[2].id) == 10);
    READS("::a:b::s{=a ~b}", "s|=a|~b");
    /* The number that comes next is taken by an id that was given. */
    READS("s{=a ~b}\n\ns{=a ~b}\n\n// [id:q-dd4bcdda-2]\nt{=a ~b}", "s|=a|~b");
    REQUIRE(bank.item_count == 3);
    CHECK_STR(bank.items[0].id, "q-dd4bcdda");
    CHECK_STR(bank.items[1].id, "q-dd4bcdda-4");
    CHECK_STR(bank.items[2].id, "q-dd4bcdda-2");
}

static void test_category(void)
{
    READS("$CATEGORY: $course$/top/AWS//Amazon/Sharing \n\ns{=a ~b}\n\n$CATEGORY: other\n",
          "s|=a|~b");
    CHECK_STR(bank.head.title, "Sharing");
    READS("$CATEGORY: A//B\n\ns{=a ~b}", "s|=a|~b");
    CHECK_STR(bank.head.title, "A/B");
}

static void test_html(void)
{
    READS(
        "[html]<p>What is <b>x</b>&nbsp;&lt; y?</p>{=<p>a</p>#<i>f</i> ~[plain]<b> ####[moodle]<p>}",
        "What is x < y?|=a#f|~<b>|####<p>");
    READS("[html]one<br>two{=a ~b}", "one\ntwo|=a|~b");
    READS("[markdown]*x*{=a ~b}", "*x*|=a|~b");
}

static void test_line_ends(void)
{
    READS("\xef\xbb\xbfone\r\ntwo{=a\r\n~b}\r\n\r\nthree{=a ~b}\r\n", "one\ntwo|=a|~b");
    CHECK_INT(bank.item_count, 2);
    READS("one{=a\r~b}\r\rtwo{=a ~b}\r", "one|=a|~b");
    CHECK_INT(bank.item_count, 2);
}

/* What Moodle's exporter makes of one question of each type that we read. */
static void test_moodle_export(void)
{
    CHECK(read_text("// question: 0  name: Switch category to $course$/top/Default for X\n"
                    "$CATEGORY: $course$/top/Default for X\n\n\n"
                    "// question: 12  name: AMI 1 [id:ami-1] [tag:kms]\n"
                    "::AMI 1::[html]<p>Which\\: one \\= 1?</p>{\n"
                    "\t=<p>a</p>#<p>Right.</p>\n"
                    "\t~%-33.33333%<p>b</p>#<p>Wrong.</p>\n"
                    "\t####<p>General.</p>\n"
                    "}\n\n\n"
                    "// question: 13  name: AMI 2\n"
                    "::AMI 2::[html]<p>True?</p>{TRUE#<p>w</p>#<p>r</p>}\n\n\n"));
    CHECK_STR(buffer_text(&messages), "");
    CHECK_STR(shown(0), "Which: one = 1?|=a#Right.|~b#Wrong.|####General.");
    CHECK_STR(bank.items[0].id, "ami-1");
    CHECK_STR(shown(1), "True?|=True#r|~False#w");
    CHECK_STR(bank.head.title, "Default for X");
}

static void test_other_types(void)
{
    REFUSES(
        "just a text\n\ns{=a ~b}",
        "t:1:1: error: a description: this text has no answers in { } (only multiple choice and "
        "true/false can be read)\n");
    REFUSES("s{}", "t:1:3: error: an essay question cannot be read (only multiple choice and "
                   "true/false can be read)\n");
    REFUSES("s{ ####x}", "t:1:4: error: an essay question cannot be read (only multiple choice and "
                         "true/false can be read)\n");
    REFUSES("s{#3:1}",
            "t:1:3: error: a numerical question cannot be read (only multiple choice and "
            "true/false can be read)\n");
    REFUSES("s{=a =b}", "t:1:3: error: a question for a short answer cannot be read (only multiple "
                        "choice and true/false can be read)\n");
    REFUSES("s{x}", "t:1:3: error: a question for a short answer cannot be read (only multiple "
                    "choice and true/false can be read)\n");
    REFUSES("s{\n=a -> b\n=c -> d}",
            "t:2:1: error: a matching question cannot be read (only multiple choice and true/false "
            "can be read)\n");
}

static void test_braces(void)
{
    static const char hint[] =
        "error: this brace belongs to no answers (a brace of a text is written \\{ or \\}; an empty "
        "line ends a question)\n";
    struct buffer want = {0};
    const char *const texts[][2] = {{"policy is {\"a\":1}? {=one ~two}", "t:1:20: "},
                                    {"s{=a ~b", "t:1:2: "},
                                    {"s}=a ~b{", "t:1:2: "},
                                    {"s{=a ~{b}}", "t:1:7: "},
                                    {"s{=a ~b}}", "t:1:9: "},
                                    {"s{=a\n\n~b}", "t:1:2: "}};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        buffer_clear(&want);
        buffer_addf(&want, "%s%s", texts[i][1], hint);
        CHECK(!read_text(texts[i][0]));
        CHECK(strncmp(buffer_text(&messages), buffer_text(&want), want.length) == 0);
    }
    buffer_fini(&want);
}

static void test_messages(void)
{
    REFUSES("", "t:1:1: error: there is no question in it\n");
    REFUSES("// x\n\n$CATEGORY: y\n", "t:1:1: error: there is no question in it\n");
    REFUSES("a\n{x=a ~b}",
            "t:2:2: error: a text before the first option (an option begins with = (right) or ~ "
            "(wrong))\n");
    REFUSES("s{~a ~b}",
            "t:1:3: error: no option of this question is right (begin the right one with =)\n");
    REFUSES("s{~%100%a}", "t:1:3: error: a question with a single option\n");
    REFUSES("s{=a ~ }", "t:1:6: error: an option without a text\n");
    REFUSES("{=a ~b}", "t:1:1: error: a question without a text\n");
    REFUSES("s{=a ~%x%b}",
            "t:1:7: error: this is no weight (weights are written like ~%50%, from -100 to 100; a "
            "text that begins with % has [plain] before it)\n");
    REFUSES("s{=a ~%101%b}",
            "t:1:7: error: this is no weight (weights are written like ~%50%, from -100 to 100; a "
            "text that begins with % has [plain] before it)\n");
    REFUSES("s{=%50%a ~b}",
            "t:1:4: error: an option with = has all the credit (write ~ before a weight)\n");
    REFUSES("::name s{=a ~b}", "t:1:1: error: this name has no \"::\" at its end\n");
    REFUSES("s{=a ~a~a~a~a~a~a~a~a~a~a~a~a~a~a~a~a~a~a~a~a~a~a~a~a~a~a}",
            "t:1:56: error: a question has at most 26 options\n");
    REFUSES("// [id:x]\ns{=a ~b}\n\n// [id:x]\nt{=a ~b}",
            "t:4:4: error: two questions have the id \"x\" (give each its own)\n"
            "t:1:4: note: the first one is here\n");
    REFUSES("s\xff{=a ~b}",
            "t:1:2: error: byte 0xff is no text in UTF-8 (" FILE_KIND_TO_UTF8 ")\n");
}

/* All faults of a file are found in one run; good questions between them do no harm. */
static void test_several_messages(void)
{
    REFUSES(
        "one{}\n\ntwo{=a ~b}\n\nthree{#1}\n",
        "t:1:5: error: an essay question cannot be read (only multiple choice and true/false can "
        "be read)\n"
        "t:5:7: error: a numerical question cannot be read (only multiple choice and true/false "
        "can be read)\n");
}

int main(void)
{
    RUN(test_choices);
    RUN(test_escapes);
    RUN(test_weights);
    RUN(test_true_false);
    RUN(test_comments);
    RUN(test_names_and_ids);
    RUN(test_category);
    RUN(test_html);
    RUN(test_line_ends);
    RUN(test_moodle_export);
    RUN(test_other_types);
    RUN(test_braces);
    RUN(test_messages);
    RUN(test_several_messages);
    bank_fini(&bank);
    buffer_fini(&messages);
    return check_end();
}
