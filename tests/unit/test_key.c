/* Keys: of a bank, of CSV, and every way in which a CSV key can be wrong, to the exact text. */
#include "questions/score/key.h"

#include <stdlib.h>

#include "questions/text/buffer.h"
#include "questions/text/file_kind.h"
#include "tests/unit/bank_samples.h"
#include "tests/unit/check.h"

static bool read_key(struct score_key *key, const char *text, bool marks, struct diags *diags)
{
    static struct source_text source; /* the key borrows it */
    source = (struct source_text){"key.csv", text, strlen(text), 1};
    return key_of_csv(key, &source, marks, diags);
}

/* Read a key that is good. */
static void read_good(struct score_key *key, const char *text, bool marks)
{
    struct diags diags = {0};
    const bool good = read_key(key, text, marks, &diags);
    struct buffer said = {0};
    add_messages(&said, &diags);
    CHECK(good);
    CHECK_STR(buffer_text(&said), "");
    buffer_fini(&said);
    diags_fini(&diags);
}

/* ---- Good ones ------------------------------------------------------------------------------- */

static void test_all_columns(void)
{
    struct score_key key;
    read_good(&key,
              "\xef\xbb\xbfPoints;Answer;question;status;options\r\n"
              "2;c;q1;;\r\n0.5;a|BC;q2;All-Credit;5\r\n;\"A, e\";\" q3 \";dropped;\r\n\r\n"
              ";;q4;unscored;26\r\n",
              false);
    REQUIRE(key.question_count == 4);
    CHECK_STR(key.questions[2].id, "q3");
    CHECK_NEAR(key.questions[0].points, 2, 0);
    CHECK_NEAR(key.questions[1].points, 0.5, 0);
    CHECK_NEAR(key.questions[2].points, 1, 0);
    CHECK_INT(key.questions[0].status, KEY_SCORED);
    CHECK_INT(key.questions[1].status, KEY_ALL_CREDIT);
    CHECK_INT(key.questions[2].status, KEY_DROPPED);
    CHECK_INT(key.questions[3].status, KEY_UNSCORED);
    CHECK_INT(key.questions[0].right_count, 1);
    CHECK_INT(key.questions[0].right[0], 4);
    CHECK_INT(key.questions[1].right_count, 2);
    CHECK_INT(key.questions[1].right[0], 1);
    CHECK_INT(key.questions[1].right[1], 6);
    CHECK_INT(key.questions[2].right[0], 17);
    CHECK_INT(key.questions[3].right_count, 0);
    CHECK_INT(key.questions[0].option_count, 4);
    CHECK(!key.questions[0].option_count_said);
    CHECK_INT(key.questions[1].option_count, 5);
    CHECK(key.questions[1].option_count_said);
    CHECK_INT(key.questions[2].option_count, 5);
    CHECK_INT(key.questions[3].option_count, 26);
    CHECK_INT(key.paper_count, 0);
    CHECK(key.bank == NULL && key.questions[0].item == NULL && !key.questions[0].proved);
    key_fini(&key);
}

/* The line that a spreadsheet is told the separator by; faults stand where they stand in the file. */
static void test_separator_said(void)
{
    struct score_key key;
    read_good(&key, "sep=;\r\nquestion;answer;points\r\nq1;A;0,5\r\n", false);
    REQUIRE(key.question_count == 1);
    CHECK_NEAR(key.questions[0].points, 0.5, 0);
    key_fini(&key);
    read_good(&key, "Sep=|\nquestion|answer\nq1|\"A|BC\"\n", false);
    REQUIRE(key.question_count == 1);
    CHECK_INT(key.questions[0].right_count, 2);
    key_fini(&key);
}

/* A decimal comma, where it separates nothing. */
static void test_decimal_comma(void)
{
    struct score_key key;
    read_good(&key, "question;answer;points\nq1;A;1,5\nq2;B;0.25\nq3;\"C\";\"2,0\"\n", false);
    REQUIRE(key.question_count == 3);
    CHECK_NEAR(key.questions[0].points, 1.5, 0);
    CHECK_NEAR(key.questions[1].points, 0.25, 0);
    CHECK_NEAR(key.questions[2].points, 2, 0);
    key_fini(&key);
}

static void test_marks(void)
{
    struct score_key key;
    read_good(&key, "question,points\nq1,8\nq2,\n", true);
    REQUIRE(key.question_count == 2);
    CHECK(key.marks);
    CHECK_NEAR(key.questions[0].points, 8, 0);
    CHECK_NEAR(key.questions[1].points, 1, 0);
    key_fini(&key);
    read_good(&key, "question,answer\nq1,?!\n", true); /* answers are not looked at */
    CHECK_INT(key.questions[0].right_count, 0);
    key_fini(&key);
}

static size_t find(const struct score_key *key, const char *id)
{
    return key_question(key, id, strlen(id));
}

static void test_look_ups(void)
{
    struct score_key key;
    read_good(&key, "question,answer\nQ1,A\nq1,B\nQ07,C\nqB,D\n", false);
    CHECK_INT(find(&key, "Q1"), 0);
    CHECK_INT(find(&key, "q1"), 1);
    CHECK_INT(find(&key, "q07"), 2);
    CHECK_INT(find(&key, "QB"), 3);
    CHECK(find(&key, "q7") == KEY_NO_QUESTION);
    CHECK(find(&key, "") == KEY_NO_QUESTION);
    CHECK_INT(key_question(&key, "qB,D", 2), 3);
    key_fini(&key);
    read_good(&key, "question,answer\nab,A\naB,B\n", false);
    CHECK(find(&key, "AB") == KEY_NO_QUESTION); /* which? */
    key_fini(&key);
}

/* The numbers of all questions that an id means but for zeros. */
static void check_but_zeros(const struct score_key *key, const char *id, const char *want)
{
    struct buffer got = {0};
    for (size_t q = 0; (q = key_question_but_zeros(key, id, strlen(id), q)) != KEY_NO_QUESTION;
         q++) {
        buffer_addf(&got, "%zu ", q);
    }
    CHECK_STR(buffer_text(&got), want);
    buffer_fini(&got);
}

static void test_but_zeros(void)
{
    struct score_key key;
    char longest[258];
    memset(longest, 'x', sizeof longest);
    longest[256] = '\0';
    struct buffer text = {0};
    buffer_addf(&text, "question,answer\nQ01,A\nq1,A\n07,A\ns1-05,A\nQ10,A\n0,A\n%s,A\n", longest);
    read_good(&key, buffer_text(&text), false);
    check_but_zeros(&key, "Q1", "0 1 ");
    check_but_zeros(&key, "q001", "0 1 ");
    check_but_zeros(&key, "7", "2 ");
    check_but_zeros(&key, "S001-05", "3 ");
    check_but_zeros(&key, "s1-5", "");
    check_but_zeros(&key, "q010", "4 ");
    check_but_zeros(&key, "q100", "");
    check_but_zeros(&key, "00", "5 ");
    check_but_zeros(&key, "", "");
    check_but_zeros(&key, longest, "");
    key_fini(&key);
    buffer_fini(&text);
}

/* Every name is found among thousands. */
static void test_many(void)
{
    struct buffer text = {0};
    struct score_key key;
    char id[32];
    buffer_add_text(&text, "question,answer\n");
    for (int i = 0; i < 5000; i++) {
        buffer_addf(&text, "Item-%d,%c\n", i, 'A' + i % 26);
    }
    read_good(&key, buffer_text(&text), false);
    for (int i = 0; i < 5000; i++) {
        (void)snprintf(id, sizeof id, "iteM-%d", i);
        CHECK_INT(find(&key, id), i);
    }
    CHECK(find(&key, "item-5000") == KEY_NO_QUESTION);
    key_fini(&key);
    buffer_fini(&text);
}

static void test_positions_alone(void)
{
    struct score_key key;
    read_good(&key, "position,question,answer\n2,x,A\n3,y,B\n1,z,C\n", false);
    REQUIRE(key.question_count == 3);
    CHECK_STR(key.questions[0].id, "z");
    CHECK_STR(key.questions[1].id, "x");
    CHECK_STR(key.questions[2].id, "y");
    CHECK_INT(key.paper_count, 0);
    key_fini(&key);
}

/* Two forms: other order, other letters, a question that is on one only. */
static void test_forms(void)
{
    struct score_key key;
    read_good(&key,
              "question,answer,points,form,position\n"
              "q1,C,2,A,1\nq2,A|BC,,A,2\n"
              "q2,D|AB,,B,1\nq1,A,,B,3\nq3,B,,B,2\n",
              false);
    REQUIRE(key.question_count == 3 && key.paper_count == 2);
    CHECK_STR(key.questions[2].id, "q3");
    CHECK_INT(key.questions[0].right[0], 4);
    CHECK_NEAR(key.questions[0].points, 2, 0);
    const struct paper *a = &key.papers[0], *b = &key.papers[1];
    CHECK_STR(a->form, "A");
    CHECK(a->student == NULL);
    CHECK_INT(a->question_count, 2);
    CHECK_INT(b->question_count, 3);
    CHECK_INT(b->questions[0].item, 1);
    CHECK_INT(b->questions[1].item, 2);
    CHECK_INT(b->questions[2].item, 0);
    for (size_t i = 0; i < KEY_OPTIONS_MAX; i++) {
        CHECK_INT(a->questions[0].order[i], i);
    }
    static const unsigned char q1[] = {2, 0, 1, 3, 4}, q2[] = {1, 2, 3, 0, 4};
    for (size_t i = 0; i < sizeof q1; i++) {
        CHECK_INT(b->questions[2].order[i], q1[i]);
        CHECK_INT(b->questions[0].order[i], q2[i]);
    }
    CHECK_INT(key_place_of(&key, 1, 0), 2);
    CHECK_INT(key_place_of(&key, 1, 1), 0);
    CHECK_INT(key_place_of(&key, 1, 2), 1);
    CHECK(key_place_of(&key, 0, 2) == SIZE_MAX);
    CHECK_INT(key_paper_of_form(&key, "b", 1), 1);
    CHECK(key_paper_of_form(&key, "C", 1) == KEY_NO_PAPER);
    CHECK(key_paper_of_student(&key, "A", 1) == KEY_NO_PAPER);
    key_fini(&key);
}

static void test_zeros_of_forms(void)
{
    struct score_key key;
    read_good(&key, "question,answer,form\nq,A,007\nq,A,08\nq,A,8\nq,A,000\n", false);
    CHECK_INT(key_paper_of_form(&key, "7", 1), 0);
    CHECK_INT(key_paper_of_form(&key, "0007", 4), 0);
    CHECK_INT(key_paper_of_form(&key, "8", 1), 2);
    CHECK_INT(key_paper_of_form(&key, "08", 2), 1);
    CHECK(key_paper_of_form(&key, "008", 3) == KEY_NO_PAPER); /* which? */
    CHECK_INT(key_paper_of_form(&key, "0", 1), 3);
    CHECK(key_paper_of_form(&key, "7a", 2) == KEY_NO_PAPER);
    key_fini(&key);
}

/* ---- Of a bank ------------------------------------------------------------------------------- */

static void test_bank(void)
{
    struct bank bank = {0};
    struct score_key key;
    static const char *const four[] = {"a", "b", "c", "d", NULL};
    static const bool proved[] = {true, false};
    REQUIRE(add_question(&bank, "one", "s", four, 2) != NULL);
    struct item *two = add_question(&bank, "two", "s", four, 0);
    REQUIRE(two != NULL);
    two->options[3].correct = true;
    two->points = 0;
    struct paper *paper = bank_add_paper(&bank);
    struct paper_question questions[2] = {{1, {3, 2, 1, 0}}, {0, {0, 1, 2, 3}}};
    REQUIRE(paper != NULL);
    *paper = (struct paper){"031", "s7", questions, 2};
    REQUIRE(key_of_bank(&key, &bank, NULL, proved));
    CHECK_INT(key.question_count, 2);
    CHECK(key.questions[0].proved && !key.questions[1].proved);
    CHECK_INT(key.questions[0].right[0], 4);
    CHECK_INT(key.questions[0].choose, 0);
    CHECK_INT(key.questions[1].right[0], 9);
    CHECK_INT(key.questions[1].choose, 1); /* one of the two is asked for */
    CHECK_INT(key.questions[0].status, KEY_SCORED);
    CHECK_INT(key.questions[1].status, KEY_UNSCORED);
    CHECK_NEAR(key.questions[1].points, 1, 0);
    CHECK_INT(key_paper_of_form(&key, "31", 2), 0);
    CHECK_INT(key_paper_of_student(&key, "S7", 2), 0);
    CHECK_INT(key_place_of(&key, 0, 1), 0);
    CHECK_INT(key_place_of(&key, 0, 0), 1);
    key_fini(&key);
    REQUIRE(key_of_bank(&key, &bank, NULL, NULL));
    CHECK(!key.questions[0].proved);
    key_fini(&key);
    bank_fini(&bank);
}

/* ---- Faulty ones ----------------------------------------------------------------------------- */

#define A_ANSWER                                                                                   \
    " (the letters of the right options, such as C or AC; A|BC is A, or else B with C)\n"
#define A_POINT " (a number above 0 such as 1 or 0.5; the status dropped takes a question out)\n"

static const struct {
    const char *text, *messages;
    bool marks;
} faulty[] = {
    {"", "key.csv:1:1: error: there is no question in it\n", false},
    {"question,answer\n", "key.csv:1:1: error: there is no question in it\n", false},
    {"q1,A\nq2,B\n",
     "key.csv:1:1: warning: the column \"q1\" is passed over\n"
     "key.csv:1:4: warning: the column \"A\" is passed over\n"
     "key.csv:1:1: error: there is no column \"question\" (the first line names the columns: "
     "question,answer, and where wanted points,status,options,form,position)\n"
     "key.csv:1:1: error: there is no column \"answer\" (the first line names the columns: "
     "question,answer, and where wanted points,status,options,form,position)\n",
     false},
    {"question,answer,ponits\nq1,A,2\n",
     "key.csv:1:17: error: unknown column \"ponits\" (did you mean \"points\"?)\n", false},
    {"question,answer,Answer\nq1,A,2\n",
     "key.csv:1:17: error: two columns are called \"answer\" (take one of them out)\n", false},
    {"question,answer,status\nq1,A,droped\nq2,A,gone\n",
     "key.csv:2:6: error: unknown status \"droped\" (did you mean \"dropped\"?)\n"
     "key.csv:3:6: error: unknown status \"gone\" (there are: scored, dropped, all-credit, "
     "unscored)\n",
     false},
    {"question,answer\nq1,A\nq2,B\n\nq1,C\n",
     "key.csv:5:1: error: question \"q1\" stands here twice (take one of the two out; other right "
     "answers are written A|BC)\nkey.csv:2:1: note: the first one is here\n",
     false},
    {"question,answer,options\nq1,E,4\nq2,A|BF,5\n",
     "key.csv:2:4: error: question \"q1\" has 4 options, so there is no E (mend the answer, or the "
     "number of options)\n"
     "key.csv:3:4: error: question \"q2\" has 5 options, so there is no F (mend the answer, or the "
     "number of options)\n",
     false},
    {"question;answer;points\nq1;A;1,5,5\nq2;A;,5\nq3;A;1000,000,000\nq4;A;0,0\n",
     "key.csv:2:6: error: \"1,5,5\" is no number of points" A_POINT
     "key.csv:3:6: error: \",5\" is no number of points" A_POINT
     "key.csv:4:6: error: \"1000,000,000\" is no number of points" A_POINT
     "key.csv:5:6: error: \"0,0\" is no number of points" A_POINT,
     false},
    {"question,answer,points\nq1,A,none\nq2,A,0\nq3,A,-1\nq4,A,\"1,5\"\nq5,A,1e7\n",
     "key.csv:2:6: error: \"none\" is no number of points" A_POINT
     "key.csv:3:6: error: \"0\" is no number of points" A_POINT
     "key.csv:4:6: error: \"-1\" is no number of points" A_POINT
     "key.csv:5:6: error: \"1,5\" is no number of points" A_POINT
     "key.csv:6:6: error: \"1e7\" is no number of points" A_POINT,
     false},
    {"question,answer\nq1,3\nq2,AA\nq3,|A\nq4,A||B\nq5,A|\nq6,\" ; \"\n",
     "key.csv:2:4: error: \"3\" is no answer: options are named by letters" A_ANSWER
     "key.csv:3:4: error: \"AA\" is no answer: a letter stands twice in one set" A_ANSWER
     "key.csv:4:4: error: \"|A\" is no answer: there is nothing before a \"|\"" A_ANSWER
     "key.csv:5:4: error: \"A||B\" is no answer: there is nothing before a \"|\"" A_ANSWER
     "key.csv:6:4: error: \"A|\" is no answer: there is nothing behind the last \"|\"" A_ANSWER
     "key.csv:7:4: error: \";\" is no answer: there is nothing behind the last \"|\"" A_ANSWER,
     false},
    {"question,answer,status\nq1,,\nq2,,scored\n,A,\n",
     "key.csv:2:4: error: question \"q1\" has no answer (give it one, or the status dropped, "
     "all-credit or unscored)\n"
     "key.csv:3:4: error: question \"q2\" has no answer (give it one, or the status dropped, "
     "all-credit or unscored)\n"
     "key.csv:4:1: error: a row without a question (the column \"question\" holds its id)\n",
     false},
    {"question,answer,options\nq1,A,1\nq2,A,27\nq3,A,4.5\n",
     "key.csv:2:6: error: \"1\" is no number of options (a whole number from 2 to 26)\n"
     "key.csv:3:6: error: \"27\" is no number of options (a whole number from 2 to 26)\n"
     "key.csv:4:6: error: \"4.5\" is no number of options (a whole number from 2 to 26)\n",
     false},
    {"question,answer\nq1,A,C\n\"q2,B\n",
     "key.csv:2:6: error: more cells than the first line has (an answer of several options is "
     "written AC or \"A,C\")\nkey.csv:3:1: error: a quote is never closed\n",
     false},
    {"question,answer,form,position\nq1,A,X,1\nq2,A,X,1\nq3,A,X,4\nq1,A,Y,2\nq2,A,Z,0\n",
     "key.csv:6:8: error: \"0\" is no number of a place on a form (a whole number from 1 to "
     "100000)\n",
     false},
    {"question,answer,form,position\nq1,A,X,1\nq2,A,X,1\nq3,A,X,4\nq1,A,Y,2\n",
     "key.csv:3:8: error: position 1 is taken (question \"q1\" has it)\n"
     "key.csv:4:8: error: no question has position 2 (positions count from 1 and leave nothing "
     "out)\n"
     "key.csv:5:8: error: no question has position 1 (positions count from 1 and leave nothing "
     "out)\n",
     false},
    {"question,answer,form,position\nq1,A,X,1\nq2,A,X,\nq3,A,,1\n",
     "key.csv:4:6: error: question \"q3\" is on no form (each row names its form, or none does)\n"
     "key.csv:3:8: error: question \"q2\" has no position (number all questions of a form, or "
     "none)\n",
     false},
    {"question,answer,form\nq1,A,X\nq1,B,Y\nq1,C,X\n",
     "key.csv:4:1: error: the form has question \"q1\" twice (take one of the two out; other right "
     "answers are written A|BC)\nkey.csv:2:1: note: the first one is here\n",
     false},
    {"question,answer,form,points,status,options\nq1,A,X,2,,4\nq1,BC,Y,1,dropped,5\n"
     "q1,B,Z,,scored,\n",
     "key.csv:3:1: error: the points of question \"q1\" differ between forms (say it once, or the "
     "same on each)\nkey.csv:2:1: note: it was said here\n"
     "key.csv:3:1: error: the options of question \"q1\" differ between forms (say it once, or the "
     "same on each)\nkey.csv:2:1: note: it was said here\n"
     "key.csv:3:1: error: the numbers of right options of question \"q1\" differ between forms (say "
     "it once, or the same on each)\nkey.csv:2:1: note: it was said here\n"
     "key.csv:4:1: error: the status of question \"q1\" differs between forms (say it once, or the "
     "same on each)\nkey.csv:3:1: note: it was said here\n",
     false},
    {"sep=;\n", "key.csv:1:1: error: there is no question in it\n", false},
    {"sep=;\nquestion;answer\n\nq1;AA\n",
     "key.csv:4:4: error: \"AA\" is no answer: a letter stands twice in one set" A_ANSWER, false},
    {"sep=;\nquestion,answer\nq1,A\n",
     "key.csv:2:1: warning: the column \"question,answer\" is passed over\n"
     "key.csv:2:1: error: there is no column \"question\" (the first line names the columns: "
     "question,answer, and where wanted points,status,options,form,position)\n"
     "key.csv:2:1: error: there is no column \"answer\" (the first line names the columns: "
     "question,answer, and where wanted points,status,options,form,position)\n",
     false},
    {"question,answer\nq1,A\nq\xff,B\n",
     "key.csv:3:2: error: byte 0xff is no text in UTF-8 (" FILE_KIND_TO_UTF8 ")\n", false},
    {"answer,points\nA,1\n",
     "key.csv:1:1: error: there is no column \"question\" (the first line names the columns: "
     "question,answer, and where wanted points,status,options,form,position)\n",
     true},
};

static void test_faulty(void)
{
    for (size_t i = 0; i < sizeof faulty / sizeof faulty[0]; i++) {
        struct score_key key;
        struct diags diags = {0};
        struct buffer said = {0};
        CHECK(!read_key(&key, faulty[i].text, faulty[i].marks, &diags));
        add_messages(&said, &diags);
        CHECK_STR(buffer_text(&said), faulty[i].messages);
        buffer_fini(&said);
        diags_fini(&diags);
        key_fini(&key);
    }
}

/* A column that resembles none is no reason to refuse a key. */
static void test_passed_over(void)
{
    struct score_key key;
    struct diags diags = {0};
    struct buffer said = {0};
    CHECK(read_key(&key, "question,answer,topic\nq1,A,maps\n", false, &diags));
    add_messages(&said, &diags);
    CHECK_STR(buffer_text(&said), "key.csv:1:17: warning: the column \"topic\" is passed over\n");
    buffer_fini(&said);
    diags_fini(&diags);
    key_fini(&key);
}

int main(void)
{
    RUN(test_all_columns);
    RUN(test_separator_said);
    RUN(test_decimal_comma);
    RUN(test_marks);
    RUN(test_look_ups);
    RUN(test_but_zeros);
    RUN(test_many);
    RUN(test_positions_alone);
    RUN(test_forms);
    RUN(test_zeros_of_forms);
    RUN(test_bank);
    RUN(test_faulty);
    RUN(test_passed_over);
    return check_end();
}
