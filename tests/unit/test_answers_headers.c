/* What headers of answer files say, and what is made of those that say it in their own way. */
#include "tests/unit/answers_run.h"
#include "tests/unit/check.h"

/* What Excel is told, and Excel leaves behind. */
static void test_spreadsheets(void)
{
    begin_typed(KEY);
    check("\xef\xbb\xbfSEP=|\r\n\r\nstudent|q1|q2|q3\r\ns1|A|?|C\r\n",
          "f.csv:4: question \"q2\": \"?\" is no option (A to Z) [1] s1|A|?|C\n"
          "s1 A . C\nwide CSV: 3 = 2 + 0 + 1");
    check("sep=;\nstudent;q1,q2,q3\n", "bad: f.csv:2: no column is a question of the key, which "
                                       "begins with \"q1\"\n: 0 = 0 + 0 + 0");
    check("sep=;",
          "bad: f.csv:1: it is empty: the first line must name the columns\n: 0 = 0 + 0 + 0");
    check("\nsep=;\nstudent;q1;q2;q3\n",
          "bad: f.csv:2: no column is called \"student\": say which one holds the students with "
          "--student; there are \"sep=\" and 1 without a name\n: 0 = 0 + 0 + 0");
    check("sep=x\nstudent,q1,q2,q3\n",
          "bad: f.csv:1: no column is called \"student\": say which one holds the students with "
          "--student; there are \"sep=x\"\n: 0 = 0 + 0 + 0");
    run.how.separator = ',';
    check("sep=;\nstudent,q1,q2,q3\ns1,A,,C\n", "s1 A _ C\nwide CSV: 3 = 3 + 0 + 0");
    run.how.separator = '\0';
    check("student,Date,q1,q2,q3,Total,, \ns1,1,A,B,C,9,,\n",
          "f.csv: columns not used: \"Date\", \"Total\" and 2 without a name\n"
          "s1 A B C\nwide CSV: 3 = 3 + 0 + 0");
    check("student,q1,q2,q3,\ns1,A,B,C,\n", "f.csv: columns not used: 1 without a name\n"
                                            "s1 A B C\nwide CSV: 3 = 3 + 0 + 0");
    check("student,q1,q2,q3,a,b,c,d,e,f,g,h,i,\n",
          "f.csv: columns not used: \"a\", \"b\", \"c\", \"d\", \"e\", \"f\", \"g\", \"h\" and 1 "
          "more, and 1 without a name\nwide CSV: 0 = 0 + 0 + 0");
    check("\xc2\xa0student,q1,q2\xe2\x80\x83,q3\n\xc2\xa0s1,\xc2\xa0,\xe3\x80\x80"
          "B,C\xc2\xa0\n\xc2\xa0,A,A,A\n",
          "f.csv:3: no student is named [3] \xc2\xa0,A,A,A\ns1 _ B C\nwide CSV: 6 = 3 + 0 + 3");
    end();
}

/* Zeros that a person does not see the use of. */
static void test_zeros(void)
{
    begin_typed("question,answer\nQ02,A\nQ01,B\nQ10,C\n");
    check(
        "student,Q1,Q2,Q10\ns1,A,B,C\n",
        "f.csv: column \"Q1\" is taken as question \"Q01\", and 1 more likewise: they differ only "
        "in zeros\ns1 B A C\nwide CSV: 3 = 3 + 0 + 0");
    check("student,q001,q10\ns1,A,C\n",
          "f.csv: column \"q001\" is taken as question \"Q01\": they differ only in zeros\n"
          "f.csv: no column for question \"Q02\"\ns1 . A C\nwide CSV: 2 = 2 + 0 + 0");
    /* Two columns for one question are for none, and neither is one beside the question's own. */
    check("student,Q1,Q001,Q02,Q2\ns1,A,B,C,D\n",
          "f.csv: columns not used: \"Q1\", \"Q001\", \"Q2\"\n"
          "f.csv: no column for question \"Q01\" and 1 more\ns1 C . .\nwide CSV: 1 = 1 + 0 + 0");
    check("student,question,answer\ns1,Q1,A\ns1,Q2,B\ns1,Q10,A\ns1,Q010,A\ns1,Q1.0,A\n",
          "f.csv:6: no question \"Q1.0\" is in the key: did you mean \"Q10\"? [1] s1,Q1.0,A\n"
          "f.csv: question \"Q02\" and 2 more are named with other zeros: taken as the same\n"
          "s1 B A A\nlong CSV: 5 = 3 + 1 + 1");
    check("student,question,answer\ns1,Q1,A\n",
          "f.csv: question \"Q01\" is named with other zeros: taken as the same\n"
          "s1 . A .\nlong CSV: 1 = 1 + 0 + 0");
    end();
    begin_typed("question,answer\nQ1,A\nQ2,B\nlast,C\n");
    check(
        "student,Q01,Q02\ns1,A,B\n",
        "f.csv: column \"Q01\" is taken as question \"Q1\", and 1 more likewise: they differ only in "
        "zeros\nf.csv: no column for question \"last\"\ns1 A B .\nwide CSV: 2 = 2 + 0 + 0");
    /* The third is a question by its place alone: then so are they all. */
    check("student,Q01,Q02,Q03\ns1,A,B,C\n", "s1 A B C\nwide CSV: 3 = 3 + 0 + 0");
    end();
    begin_typed("question,answer\nQ1,A\nQ01,B\n"); /* which one Q001 is nobody knows */
    check("student,question,answer\ns1,Q001,A\n",
          "f.csv:2: no question \"Q001\" is in the key: did you mean \"Q01\"? [1] s1,Q001,A\n"
          "long CSV: 1 = 0 + 0 + 1");
    end();
}

/* Names of columns once more are no student's line, whoever else is called so. */
static void test_student_called_student(void)
{
    static const char lines[] = "{\"student\":\"Student\",\"question\":\"q1\",\"answer\":\"A\"}\n";
    static const char more[] = "student,question,answer\nStudent,q2,B\n\"Student\",q3,C\ns1,q1,A\n";
    static const char *const paths[] = {"h.ndjson", "h.csv"};
    begin_typed(KEY);
    put(paths[0], lines, sizeof lines - 1);
    put(paths[1], more, sizeof more - 1);
    check_files(paths, 2,
                "h.csv:2: these are the names of the columns once more [1] Student,q2,B\n"
                "h.csv:3: these are the names of the columns once more [1] \"Student\",q3,C\n"
                "Student A . .\ns1 A . .\nNDJSON, long CSV: 4 = 2 + 0 + 2");
    end();
}

int main(void)
{
    RUN(test_spreadsheets);
    RUN(test_zeros);
    RUN(test_student_called_student);
    return check_end();
}
