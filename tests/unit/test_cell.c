/* Cells of answer files: what they say, and the words in which they are refused. */
#include "questions/score/cell.h"

#include "questions/text/buffer.h"
#include "tests/unit/check.h"

static struct item_option options[3][4] = {
    {{.id = "A", .text = "Copy the AMI", .correct = true, .outcome = "copy-image"},
     {.id = "B", .text = "Launch & image <it>", .outcome = "launch-create"},
     {.id = "C", .text = "Copy; launch"},
     {.id = "D", .text = "Launch"}},
    {{.id = "i", .text = "one", .correct = true},
     {.id = "ii", .text = "two"},
     {.id = "iii", .text = "three"}},
    {{.id = "A", .text = "one", .correct = true},
     {.id = "B", .text = "one; two"},
     {.id = "C", .text = "two; six"},
     {.id = "D", .text = "two"}}};
static struct item items[3] = {{.id = "q1",
                                .stem = "What?",
                                .select = 1,
                                .options = options[0],
                                .option_count = 4,
                                .points = 1},
                               {.id = "q2",
                                .stem = "Who owns\nit?",
                                .select = 1,
                                .options = options[1],
                                .option_count = 3,
                                .points = 2},
                               {.id = "q3",
                                .stem = "Who",
                                .select = 1,
                                .options = options[2],
                                .option_count = 4,
                                .points = 1}};
static struct bank bank = {.items = items, .item_count = 3};
static const struct paper_question printed = {.item = 0, .order = {2, 0, 3, 1}};

static struct score_key key;
static struct cells *cells;

/* "A;C" as the bits of its letters, "blank", "double", "mark 0.5", or why it is refused. */
static const char *say(struct cell_place place, const char *text)
{
    static char said[300];
    struct response r = {0};
    struct reason reason = {0};
    const enum cell_end end = cell_read(cells, &place, text, strlen(text), &r, &reason);
    if (end != CELL_READ) {
        snprintf(said, sizeof said, "%s", buffer_text(&reason.words));
    } else if (r.kind == RESPONSE_IS_OPTIONS) {
        size_t n = 0;
        for (size_t o = 0; o < 26; o++) {
            if ((r.options >> o & 1) != 0) {
                said[n++] = (char)('A' + o);
            }
        }
        said[n] = '\0';
    } else if (r.kind == RESPONSE_IS_MARK) {
        snprintf(said, sizeof said, "mark %g", r.mark);
    } else {
        snprintf(said, sizeof said, "%s",
                 r.kind == RESPONSE_IS_BLANK    ? "blank"
                 : r.kind == RESPONSE_IS_DOUBLE ? "double"
                                                : "outcome");
    }
    buffer_fini(&reason.words);
    return said;
}

static const char *first(const char *text)
{
    return say((struct cell_place){.question = 0}, text);
}

static void begin(bool marks)
{
    key = (struct score_key){0};
    CHECK(key_of_bank(&key, &bank, NULL, NULL));
    key.marks = marks;
    cells = cells_new(&key);
    CHECK(cells != NULL);
}

static void end(void)
{
    cells_free(cells);
    key_fini(&key);
}

static void test_ids(void)
{
    begin(false);
    CHECK_STR(first(""), "blank");
    CHECK_STR(first("  "), "blank");
    CHECK_STR(first(" * "), "double");
    CHECK_STR(first(" c "), "C");
    CHECK_STR(first("AC"), "AC");
    CHECK_STR(first("C;A"), "AC");
    CHECK_STR(first("a, d"), "AD");
    CHECK_STR(first("A C"), "AC");
    CHECK_STR(first("[\"A\",\"C\"]"), "AC");
    CHECK_STR(first("[ \"a\" , \"copy; launch\" ]"), "AC");
    CHECK_STR(first("[]"), "blank");
    CHECK_STR(first("E"), "question \"q1\": \"E\" is no option, outcome or option's text (A to D)");
    CHECK_STR(first("AA"),
              "question \"q1\": \"AA\" is no option, outcome or option's text (A to D)");
    CHECK_STR(first("A;;C"),
              "question \"q1\": \"A;;C\" is no option, outcome or option's text (A to D)");
    const struct cell_place on_paper = {.question = 0, .printed = &printed};
    CHECK_STR(say(on_paper, "A"), "C");
    CHECK_STR(say(on_paper, "B;D"), "AB");
    const struct cell_place second = {.question = 1};
    CHECK_STR(say(second, "II"), "B");
    CHECK_STR(say(second, "i; iii"), "AC");
    CHECK_STR(say(second, "three"), "C");
    CHECK_STR(say(second, "A"), "question \"q2\": \"A\" is no option or option's text");
    end();
}

/* What kind of reject it is, as the words tell a person. */
static void test_kinds(void)
{
    static const struct {
        const char *text;
        enum reject_kind kind;
    } cases[] = {{"12", REJECT_NUMBER},
                 {"-0,5", REJECT_NUMBER},
                 {"1st", REJECT_OTHER},
                 {"-", REJECT_OTHER},
                 {"Z", REJECT_OTHER},
                 {"x is no mark", REJECT_OTHER},
                 {"\"3\" is no option", REJECT_OTHER}};
    begin(false);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct reason reason = {0};
        struct response r;
        const struct cell_place place = {.question = 0};
        CHECK_INT(cell_read(cells, &place, cases[i].text, strlen(cases[i].text), &r, &reason),
                  CELL_REFUSED);
        CHECK_INT(reason.kind, cases[i].kind);
        buffer_fini(&reason.words);
    }
    end();
}

/* Outer space does not matter, of whatever kind it is. */
static void test_spaces(void)
{
    static const char *const blanks[] = {"\xc2\xa0", "\xe3\x80\x80",
                                         " \xe2\x80\x83\t\xe2\x80\xaf "};
    begin(false);
    for (size_t i = 0; i < sizeof blanks / sizeof blanks[0]; i++) {
        CHECK_STR(first(blanks[i]), "blank");
    }
    CHECK_STR(first("\xc2\xa0 B\xe2\x80\x89"), "B");
    CHECK_STR(first("[\"\xc2\xa0"
                    "A\",\"C\xc2\xa0\"]\xc2\xa0"),
              "AC");
    CHECK_STR(first("\xc2\x85"),
              "question \"q1\": \"\\u{85}\" is no option, outcome or option's text (A to D)");
    end();
}

/* What looks like an answer is none, and the reason tells why a person sees no fault. */
static void test_likenesses(void)
{
    begin(false);
    CHECK_STR(first("\xef\xbc\xa1"),
              "question \"q1\": \"\xef\xbc\xa1\" is no option, outcome or option's text (A to D): "
              "it looks like \"A\" but has a full-width character (U+FF21)");
    CHECK_STR(first("A;\xd0\xa1"),
              "question \"q1\": \"A;\xd0\xa1\" is no option, outcome or option's text (A to D): "
              "it looks like \"A;C\" but has a letter of another alphabet (U+0421)");
    CHECK_STR(first("\xef\xbb\xbf"
                    "B"),
              "question \"q1\": \"\\u{feff}B\" is no option, outcome or option's text (A to D): "
              "it looks like \"B\" but has an invisible character (U+FEFF)");
    CHECK_STR(first("\xe2\x80\x8b"),
              "question \"q1\": \"\\u{200b}\" is no option, outcome or option's text (A to D): "
              "it looks empty but has an invisible character (U+200B)");
    CHECK_STR(first("copy\xe2\x80\x91image"),
              "question \"q1\": \"copy\xe2\x80\x91image\" is no option, outcome or option's text "
              "(A to D): it looks like \"copy-image\" but has another kind of dash (U+2011)");
    /* neither does it look like an answer: all that is said is that it is none */
    CHECK_STR(first("\xef\xbc\xa5"), "question \"q1\": \"\xef\xbc\xa5\" is no option, outcome or "
                                     "option's text (A to D)");
    end();
    begin(true);
    CHECK_STR(first("\xef\xbc\x91"),
              "question \"q1\": \"\xef\xbc\x91\" is no mark: it looks like \"1\" but has a "
              "full-width character (U+FF11)");
    end();
}

static void test_outcomes_and_texts(void)
{
    begin(false);
    CHECK_STR(first("copy-image"), "A");
    CHECK_STR(first(" Launch-Create"), "B");
    CHECK_STR(first("copy-imag"),
              "question \"q1\": \"copy-imag\" is no option, outcome or option's text "
              "(A to D): did you mean \"copy-image\"?");
    CHECK_STR(first("COPY  the\tami"), "A");
    CHECK_STR(first("Launch &amp; image &lt;it&gt;"), "B");
    CHECK_STR(first("Launch & image <it>; Copy the AMI"), "AB");
    CHECK_STR(first("Copy; launch"), "C");
    CHECK_STR(first("Copy; launch; Launch"), "CD");
    CHECK_STR(first("Launch; Launch"),
              "question \"q1\": \"Launch; Launch\" is no option, outcome or option's "
              "text (A to D)");
    /* The longest text first, but not at the price of the whole. */
    const struct cell_place third = {.question = 2};
    CHECK_STR(say(third, "one; two"), "B");
    CHECK_STR(say(third, "one; two; six"), "AC");
    const struct cell_place moodle = {.question = 0, .form = CELL_MOODLE};
    CHECK_STR(say(moodle, "-"), "blank");
    CHECK_STR(say(moodle, "Launch; Copy the AMI"), "AD");
    const struct cell_place canvas = {.question = 0, .form = CELL_CANVAS};
    CHECK_STR(say(canvas, "Launch,Copy the AMI"), "AD");
    CHECK_STR(say(canvas, "-"),
              "question \"q1\": \"-\" is no option, outcome or option's text (A to D)");
    const struct cell_place digits = {.question = 1, .form = CELL_DIGITS};
    CHECK_STR(say(digits, "3"), "C");
    CHECK_STR(say(digits, "b"), "B");
    CHECK_STR(say(digits, "4"), "question \"q2\": \"4\" is no option or option's text (A to C)");
    end();
}

static void test_marks(void)
{
    const struct cell_place point = {.question = 1}, comma = {.question = 1, .comma = true};
    begin(true);
    CHECK_STR(say(point, ""), "blank");
    CHECK_STR(say(point, "1.5"), "mark 1.5");
    CHECK_STR(say(point, " -0.25 "), "mark -0.25");
    CHECK_STR(say(point, "2"), "mark 2");
    CHECK_STR(say(point, "2.01"), "question \"q2\": \"2.01\" is more than its 2 points");
    CHECK_STR(say(point, "-3"), "question \"q2\": \"-3\" is less by more than its 2 points");
    CHECK_STR(say(comma, "1,5"), "mark 1.5");
    CHECK_STR(say(point, "1,5"), "question \"q2\": \"1,5\" is no mark");
    CHECK_STR(say(point, "1e0"), "question \"q2\": \"1e0\" is no mark");
    CHECK_STR(say(point, "nan"), "question \"q2\": \"nan\" is no mark");
    CHECK_STR(say(point, "."), "question \"q2\": \".\" is no mark");
    end();
}

static size_t question_of(const char *text)
{
    size_t question = 99;
    (void)cells_question(cells, text, strlen(text), &question);
    return question;
}

static void test_questions(void)
{
    begin(false);
    CHECK_INT(question_of("What?"), 0);
    CHECK_INT(question_of(" who  OWNS it?"), 1);
    CHECK_INT(question_of("What?: Copy the AMI; Launch"), 0);
    CHECK_INT(question_of("4711: Who owns it?"), 1);
    CHECK(question_of("What? else") == KEY_NO_QUESTION);
    CHECK(question_of("") == KEY_NO_QUESTION);
    CHECK_INT(question_of("Who"), 2);
    end();
}

int main(void)
{
    RUN(test_ids);
    RUN(test_likenesses);
    RUN(test_kinds);
    RUN(test_spaces);
    RUN(test_outcomes_and_texts);
    RUN(test_marks);
    RUN(test_questions);
    return check_end();
}
