/* Rosters: who is on them, and the words in which they are refused. */
#include "questions/score/roster.h"

#include <stdint.h>

#include "questions/text/buffer.h"
#include "tests/unit/check.h"

/* "id (name) [section]" for everybody, or the messages: "line:column words". */
static void check_called(const char *bytes, size_t length, const char *column, const char *want)
{
    const struct source_text text = {"r.csv", bytes, length, 1};
    struct diags diags = {0};
    struct buffer said = {0};
    struct score_roster *roster = score_roster_read(&text, column, &diags);
    for (size_t i = 0; roster != NULL && i < score_roster_count(roster); i++) {
        const struct roster_entry entry = score_roster_entry(roster, i);
        buffer_addf(&said, "%s%s (%s) [%s]", i > 0 ? ", " : "", entry.id,
                    entry.name != NULL ? entry.name : "-",
                    entry.section != NULL ? entry.section : "-");
        CHECK_INT(score_roster_find(roster, entry.id, strlen(entry.id)), i);
    }
    for (size_t i = 0; i < diags.count; i++) {
        buffer_addf(&said, "%s%zu:%zu %s", i > 0 ? "; " : "", diags.items[i].line,
                    diags.items[i].column, diags.items[i].text);
    }
    CHECK((roster != NULL) == (diags.errors == 0));
    CHECK_STR(buffer_text(&said), want);
    buffer_fini(&said);
    diags_fini(&diags);
    score_roster_free(roster);
}

static void check_bytes(const char *bytes, size_t length, const char *want)
{
    check_called(bytes, length, NULL, want);
}

static void check(const char *text, const char *want)
{
    check_bytes(text, strlen(text), want);
}

static void test_good(void)
{
    check("name,Student,section\nAnn,s1,7a\n\nBob, s2 ,\n", "s1 (Ann) [7a], s2 (Bob) [-]");
    check("\xef\xbb\xbfSTUDENT;x;Name\r\ns1;;\"Lee; Ann\"\r\n ; ;\r\n", "s1 (Lee; Ann) [-]");
    check("Zo\xc3\xab\n s 2\t\nname\nsection", "Zo\xc3\xab (-) [-], s 2 (-) [-], name (-) [-], "
                                               "section (-) [-]");
    check("\xef\xbb\xbfsep=;\r\nstudent;name\r\ns1;\"Lee, Ann\"\r\ns2;Kim, Bo\r\n",
          "s1 (Lee, Ann) [-], s2 (Kim, Bo) [-]");
    check("sep=|\ns1|Ann\n", "s1 (-) [-]");
    check("sep=\n", "sep= (-) [-]");
    check("s1,Ann\ns2\ns3,x,y,z\n", "s1 (-) [-], s2 (-) [-], s3 (-) [-]");
}

/* The students' column as --student calls it, and a header that names none. */
static void test_called(void)
{
    static const char german[] = "Matrikel;section;name\ns1;A;Ann\n";
    check_called(german, sizeof german - 1, "matrikel", "s1 (Ann) [A]");
    check_called(german, sizeof german - 1, "ID", "1:1 no column is called \"ID\"");
    check(german, "1:1 no column is called \"student\"");
    check("name\n\nx,y\n", "1:1 no column is called \"student\"");
    static const char both[] = "name,student\nAnn,s1\n";
    check_called(both, sizeof both - 1, "name", "s1 (Ann) [-]");
    static const char one[] = "ID\ns1\n";
    check_called(one, sizeof one - 1, "ID", "s1 (-) [-]");
    check(one, "ID (-) [-], s1 (-) [-]");
}

static void test_find(void)
{
    static const char text[] = "s1\ns2\n";
    struct diags diags = {0};
    struct score_roster *roster =
        score_roster_read(&(struct source_text){"r.csv", text, strlen(text), 1}, NULL, &diags);
    REQUIRE(roster != NULL);
    CHECK_INT(score_roster_find(roster, "s2", 2), 1);
    CHECK(score_roster_find(roster, "S2", 2) == SIZE_MAX);
    CHECK(score_roster_find(roster, "", 0) == SIZE_MAX);
    score_roster_free(roster);
    diags_fini(&diags);
}

static void test_refused(void)
{
    check("", "1:1 it names no student");
    check("\n \n\n", "1:1 it names no student");
    check("student\n", "1:1 it names no student");
    check("sep=;\n", "1:1 it names no student");
    check("sep=;\ns1\ns2;x\ns1\n", "4:1 student \"s1\" stands in line 2 already");
    check("s1\ns2\ns1\n s1\n", "3:1 student \"s1\" stands in line 1 already; "
                               "4:1 student \"s1\" stands in line 1 already");
    check("name,student\nAnn,\nBob,\xc2\xa0\nCy,s1\nDi\n",
          "2:5 this line names no student; 3:5 this line names no student; "
          "5:3 this line names no student");
    check("s1\ns\xff\n", "2:2 byte 0xff is no text in UTF-8");
    check_bytes("s1\ns\0\n", 6, "2:2 byte 0x00 is no text in UTF-8");
    check("a\x1b[2J\nb\xc2\x85\n", "1:1 this student's id has control characters; "
                                   "2:1 this student's id has control characters");
    check("s1\n\"s2\n", "2:1 a quote is never closed");
    char longest[258];
    memset(longest, 'x', sizeof longest);
    check_bytes(longest, 256, "1:1 this student's id is longer than 255 bytes");
    longest[255] = '\0';
    struct buffer want = {0};
    buffer_addf(&want, "%s (-) [-]", longest);
    check_bytes(longest, 255, buffer_text(&want));
    buffer_fini(&want);
}

int main(void)
{
    RUN(test_good);
    RUN(test_called);
    RUN(test_find);
    RUN(test_refused);
    return check_end();
}
