/*
 * Answer files one by one: what a person has who exports, scans, saves and packs.  That every shape is read
 * right is shown by tests/property/test_answers_ways.c; here are the words, and what is odd.
 */
#include "tests/unit/answers_run.h"

#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>
#include <zlib.h>

#include "questions/score/roster.h"
#include "questions/text/sha256.h"
#include "tests/unit/check.h"

/* ---- Files ----------------------------------------------------------------------------------- */

static void test_long(void)
{
    begin_typed(KEY);
    check(
        "student,question,answer\ns1,q1,A\ns1,q2,AC\n\ns2,q9,A\ns2,Q3,*\ns1,q1,B\ns1,q1,A\n,q1,A\n"
        "s3,q1\ns3,,A\n",
        "f.csv:5: no question \"q9\" is in the key: did you mean \"q1\"? [1] s2,q9,A\n"
        "f.csv:7: question \"q1\": student \"s1\" has given another answer, which is kept [1] s1,q1,B\n"
        "f.csv:9: no student is named [1] ,q1,A\n"
        "f.csv:10: 2 cells, where the header has 3 [1] s3,q1\n"
        "f.csv:11: no question is named [1] s3,,A\n"
        "s1 A AC .\ns2 . . *\nlong CSV: 9 = 3 + 1 + 5");
    check("Answer;when;STUDENT;Question\r\nA;\"x\ny\";s1;q1\r\n",
          "f.csv: columns not used: \"when\"\ns1 A . .\nlong CSV: 1 = 1 + 0 + 0");
    end();
}

static void test_wide(void)
{
    begin_typed(KEY);
    check("name,student,q2,q1,remark\nAnn,s1,A,,x\nBob,s2,4,C,\"a, \"\"b\"\"\"\ns3,A\n",
          "f.csv: columns not used: \"remark\"\nf.csv: no column for question \"q3\"\n"
          "f.csv:3: question \"q2\": \"4\" is no option (A to Z) [1] Bob,s2,4,C,\"a, \"\"b\"\"\"\n"
          "f.csv:4: 2 cells, where the header has 5 [2] s3,A\n"
          "s1 (Ann) _ A .\ns2 (Bob) C . .\nwide CSV: 6 = 3 + 0 + 3");
    check("student\t1\t2\t3\ns1\tA\tB\tC\n", "s1 A B C\nwide CSV: 3 = 3 + 0 + 0");
    end();
}

static void test_fixed(void)
{
    const struct fixed_layout layout = {{0, 2}, {0, 0}, {3, 4}};
    begin_typed(KEY);
    run.how.fixed = &layout;
    check("s1 1 *\ns2 2\n\n  111\ns3 1111\n",
          "f.csv:4: no student is named [3]   111\n"
          "f.csv:5: place 4 is marked, of 3 questions [1] s3 1111\n"
          "s1 A _ *\ns2 B _ _\ns3 A A A\nfixed columns: 13 = 9 + 0 + 4");
    end();
    begin_typed("question,answer\nq1,AB\nq2,A|BC\nq3,C\n");
    run.how.fixed = &layout;
    check("s1 ***\n", "f.csv: 1 question wants more than one mark (\"q1\"), and a column holds "
                      "one: nobody can have it right\ns1 * * *\nfixed columns: 3 = 3 + 0 + 0");
    end();
    begin_typed("question,answer,status\nq1,A,\nq2,AC|BC,\nq3,CD,dropped\nq4,BD,\n");
    run.how.fixed = &layout;
    check("s1 1\n",
          "f.csv: 2 questions want more than one mark (\"q2\" is the first), and a column "
          "holds one: nobody can have them right\ns1 A _ _ _\nfixed columns: 4 = 4 + 0 + 0");
    end();
}

static void test_ndjson(void)
{
    begin_typed(KEY);
    check(
        "{\"student\":\"s1\",\"question\":\"q1\",\"answer\":[\"A\",\"C\"]}\n"
        "{\"student\":\"s1\",\"question\":\"q2\",\"answer\":null}\n"
        "{\"student\":\"s1\",\"question\":\"q3\"}\n{\"student\":\"s1\",\"student\":\"s2\"}\nx\n[]\n"
        "{\"student\":17,\"question\":\"q3\",\"answer\":\"c\"}\n",
        "f.csv:3: no \"answer\" [1] {\"student\":\"s1\",\"question\":\"q3\"}\n"
        "f.csv:4: column 17: the member \"student\" stands twice in one object [1] {\"student\":\"s1\",\"student\":\"s2\"}\n"
        "f.csv:5: column 1: a value should stand here [1] x\n"
        "f.csv:6: it is no object [1] []\n"
        "s1 AC _ .\n17 . . C\nNDJSON: 7 = 3 + 0 + 4");
    end();
}

static void test_moodle(void)
{
    begin_bank();
    check(
        "Last name,First name,ID number,Email address,State,Started on,Grade/2.00,Question 1,Response 1,"
        "Right answer 1,Response 2,Cohort\n"
        "Ng,Ann,s1,a@b,Finished,1 May,1.00,What works?: Copy the AMI; Launch it,Launch it,x,\"Yes; no\",7\n"
        "Ng,Bob,,b@b,Finished,1 May,1.00,What works?,-,x,No,7\n"
        "Ng,Cy,s3,c@b,In progress,1 May,-,What works?,-,x,-,7\n"
        "Ng,Di,s4,d@b,Finished,1 May,-,What else?,Launch it,x,-,7\n"
        "Overall average,,,,,,0.50,,,,,\n",
        "f.csv: columns not used: \"Cohort\"\n"
        "f.csv:4: the attempt is not finished: \"In progress\" [2] Ng,Cy,s3,c@b,In progress,1 May,-,What works?,-,x,-,7\n"
        "f.csv:5: no question of the key has the text \"What else?\" [1] Ng,Di,s4,d@b,Finished,1 May,-,What else?,Launch it,x,-,7\n"
        "s1 (Ann Ng) B C\nb@b (Bob Ng) _ B\ns4 (Di Ng) . _\nMoodle responses: 8 = 5 + 0 + 3");
    run.how.student_column = "email ADDRESS";
    check("Last name,First name,ID number,Email address,State,Response 1,Response 2\n"
          "Ng,Ann,s1,a@b,Finished,Copy the AMI,Yes\n",
          "a@b (Ann Ng) A A\nMoodle responses: 2 = 2 + 0 + 0");
    end();
}

static void test_canvas(void)
{
    begin_bank();
    check(
        "name,id,sis_id,section,submitted,attempt,\"88: May they?\",1.0,\"77: What works?\",1.0,n correct,"
        "n incorrect,score\n"
        "Ann,501,x1,7a,2024,1,No,1.0,\"Launch it,Copy\\, then launch\",0.0,1,1,1.0\n"
        "Ann,501,x1,7a,2024,2,No,1.0,Launch it,0.0,1,1,1.0\n",
        "f.csv:3: question \"path-1\": student \"501\" has given another answer, which is kept [1] "
        "Ann,501,x1,7a,2024,2,No,1.0,Launch it,0.0,1,1,1.0\n"
        "501 (Ann) [7a] BC B\nCanvas student analysis: 4 = 2 + 1 + 1");
    check(
        "name,id,\"1: A?\",1.0,\"2: B?\",1.0,n correct,n incorrect,score\nAnn,5,Launch it,0,No,1,1,1,1\n",
        "f.csv: the columns' texts are none of the key's: taken in the key's order\n"
        "5 (Ann) B B\nCanvas student analysis: 2 = 2 + 0 + 0");
    end();
}

static void test_bad_files(void)
{
    begin_typed(KEY);
    check("", "bad: f.csv:1: it is empty: the first line must name the columns\n: 0 = 0 + 0 + 0");
    check("who,q1,,\n",
          "bad: f.csv:1: no column is called \"student\": say which one holds the students with "
          "--student; there are \"who\", \"q1\" and 2 without a name\n: 0 = 0 + 0 + 0");
    check(" Students ,q1\n",
          "bad: f.csv:1: no column is called \"student\": did you mean --student \"Students\"?\n"
          ": 0 = 0 + 0 + 0");
    check("E-Mail,Matriculation  Number,q1\n",
          "bad: f.csv:1: no column is called \"student\": did you mean --student "
          "\"Matriculation  Number\"?\n: 0 = 0 + 0 + 0");
    run.how.student_column = "who";
    check("id,q1\n", "bad: f.csv:1: no column is called \"who\"; there are \"id\", \"q1\"\n"
                     ": 0 = 0 + 0 + 0");
    check("Whom,q1\n",
          "bad: f.csv:1: no column is called \"who\": did you mean --student \"Whom\"?\n"
          ": 0 = 0 + 0 + 0");
    run.how.student_column = NULL;
    check("student,q1,Q1\n",
          "bad: f.csv:1: two columns are the same question, \"q1\"\n: 0 = 0 + 0 + 0");
    check("student,a,b\n",
          "bad: f.csv:1: no column is a question of the key, which begins with \"q1\"\n"
          ": 0 = 0 + 0 + 0");
    check("\n\nstudent,\"q1\n",
          "bad: f.csv:3: the header: a quote is never closed\n: 0 = 0 + 0 + 0");
    check("PK\3\4xxxx",
          "bad: f.csv:1: it is a zip archive or a spreadsheet (xlsx, ods): save it as "
          "CSV\n: 0 = 0 + 0 + 0");
    static const char *const missing = "no-such-file.csv";
    check_files(
        &missing, 1,
        "failed: no-such-file.csv: it cannot be read: No such file or directory\n: 0 = 0 + 0 + 0");
    static const char *const folder = ".";
    check_files(&folder, 1, "failed: .: it cannot be read: it is a directory\n: 0 = 0 + 0 + 0");
    end();
}

static void test_dirty(void)
{
    static const char *const path = "f.csv";
    static const char nul[] = "student,question,answer\ns1,q1,\0A\ns1,q2,B\n";
    static const char nul_id[] = "student,question,answer\ns\0l,q1,A\ns1,q2,B\n";
    begin_typed(KEY);
    check("\xef\xbb\xbfstudent,question,answer\rs1,q1,A\rs1,q2,B",
          "s1 A B .\nlong CSV: 2 = 2 + 0 + 0");
    /* On the short way through simple lines, too. */
    check("student,question,answer\ns\033[31m,q1,A\ns1,q1,A\ns\t2,q1,A\ns\1773,q2,B\n",
          "f.csv:2: the student's id is not UTF-8, or has control characters [1] s\033[31m,q1,A\n"
          "f.csv:4: the student's id is not UTF-8, or has control characters [1] s\t2,q1,A\n"
          "f.csv:5: the student's id is not UTF-8, or has control characters [1] s\1773,q2,B\n"
          "s1 A . .\nlong CSV: 4 = 1 + 0 + 3");
    put(path, nul_id, sizeof nul_id - 1);
    check_files(&path, 1, NULL);
    CHECK(strstr(buffer_text(&run.text), "f.csv:2: a NUL byte [1] s") == buffer_text(&run.text));
    check("student,question,answer\ns\xff,q1,A\n\"s\n1\",q1,A\ns1,q1,\"A\ns1,q2,B\n",
          "f.csv:2: the student's id is not UTF-8, or has control characters [1] s\xff,q1,A\n"
          "f.csv:3: the student's id is not UTF-8, or has control characters [1] \"s\n1\",q1,A\n"
          "f.csv:5: a quote is never closed [1] s1,q1,\"A\n"
          "s1 . B .\nlong CSV: 4 = 1 + 0 + 3");
    put(path, nul, sizeof nul - 1);
    check_files(&path, 1, NULL);
    CHECK(strstr(buffer_text(&run.text), "f.csv:2: a NUL byte [1] s1,q1,") ==
          buffer_text(&run.text));
    end();
}

/* Several files, the same answers in two of them; one stops the reading. */
static void test_several(void)
{
    static const char *const paths[] = {"a.csv", "b.csv", "a.csv"};
    static const char a[] = "student,question,answer\ns1,q1,A\ns9,q9,A\ns9,q9,B\n";
    static const char b[] = "student,q1,q2\ns1,B,B\ns2,A,A\n";
    char digest[65], want[65];
    begin_typed(KEY);
    run.how.duplicates = DUPLICATES_LAST;
    put("a.csv", a, strlen(a));
    put("b.csv", b, strlen(b));
    check_files(paths, 2,
                "a.csv:3: no question \"q9\" is in the key: did you mean \"q1\"? [1] s9,q9,A\n"
                "a.csv:4: no question \"q9\" is in the key: did you mean \"q1\"? [1] s9,q9,B\n"
                "b.csv: no column for question \"q3\"\ns1 B B .\ns2 A A .\n"
                "long CSV, wide CSV: 7 = 4 + 1 + 2");
    run.stop_after = 1;
    check_files(
        paths, 1,
        "a.csv:3: no question \"q9\" is in the key: did you mean \"q1\"? [1] s9,q9,A\nstopped\n"
        "s1 A . .\nlong CSV: 3 = 1 + 0 + 2");
    run.how.digest = true;
    struct answers *answers = answers_new(&run.key, &run.how, NULL);
    const char *problem = NULL;
    REQUIRE(answers != NULL);
    for (size_t i = 0; i < 2; i++) {
        CHECK_INT(answers_read(answers, paths[i], &problem), ANSWERS_READ);
    }
    answers_digest(answers, digest);
    struct buffer both = {0};
    buffer_add_text(&both, a);
    buffer_add_text(&both, b);
    sha256_hex(both.bytes, both.length, want);
    CHECK_STR(digest, want);
    buffer_fini(&both);
    answers_free(answers);
    end();
}

static void test_roster(void)
{
    static const char text[] = "name,Student,section\nAnn,s1,7a\n\nBob, s2 ,\n";
    const struct source_text file = {"roster.csv", text, strlen(text), 1};
    struct diags diags = {0};
    struct score_roster *roster = score_roster_read(&file, NULL, &diags);
    REQUIRE(roster != NULL);
    begin_typed(KEY);
    run.how.roster = roster;
    check("student,question,answer\ns1,q1,A\ns12,q1,A\nx,q1,A\ns2,q1,B\n",
          "f.csv:3: student \"s12\" is not on the roster: did you mean \"s1\"? [1] s12,q1,A\n"
          "f.csv:4: student \"x\" is not on the roster [1] x,q1,A\n"
          "s1 (Ann) [7a] A . .\ns2 (Bob) B . .\nlong CSV: 4 = 2 + 0 + 2");
    end();
    score_roster_free(roster);
    diags_fini(&diags);
}

/* Who is meant by an id that only looks like one of the roster's, shown so that the difference is seen. */
static void test_roster_looks(void)
{
    static const char text[] = "student\ns1\n007\nMax\xc2\xa0M\n\xc2\xa0s9\xe3\x80\x80\n";
    const struct source_text file = {"roster.csv", text, strlen(text), 1};
    struct diags diags = {0};
    struct score_roster *roster = score_roster_read(&file, NULL, &diags);
    REQUIRE(roster != NULL);
    begin_typed("question,answer\nq1,A\n");
    run.how.roster = roster;
    check("student,q1\ns\xe2\x80\x8b"
          "1,A\n\xd1\x95"
          "1,A\nS1,A\n7,A\nmax m,A\ns9,B\n",
          "f.csv:2: student \"s\\u{200b}1\" is not on the roster: did you mean \"s1\"? [1] "
          "s\xe2\x80\x8b"
          "1,A\n"
          "f.csv:3: student \"\\u{455}1\" is not on the roster: did you mean \"s1\"? [1] "
          "\xd1\x95"
          "1,A\n"
          "f.csv:4: student \"S1\" is not on the roster: did you mean \"s1\"? [1] S1,A\n"
          "f.csv:5: student \"7\" is not on the roster: did you mean \"007\"? [1] 7,A\n"
          "f.csv:6: student \"max m\" is not on the roster: did you mean \"Max\\u{a0}M\"? [1] "
          "max m,A\ns9 B\nwide CSV: 6 = 1 + 0 + 5");
    end();
    score_roster_free(roster);
    diags_fini(&diags);
}

/* Names of an old export: ids and answers are plain, and nothing else should be lost. */
static void test_names(void)
{
    begin_typed("question,answer\nq1,A\n");
    check("student,name,section,q1\ns1,J\xf6rg \x96 \x80\x81,7\xaa,A\ns2,Zo\xc3\xab,7a,A\n",
          "f.csv: the name or section of a student is not UTF-8: taken as Windows-1252\n"
          "s1 (J\xc3\xb6rg \xe2\x80\x93 \xe2\x82\xac\xef\xbf\xbd) [7\xc2\xaa] A\n"
          "s2 (Zo\xc3\xab) [7a] A\nwide CSV: 2 = 2 + 0 + 0");
    check("student,name,q1\ns1,J\xf6rg,A\ns2,Zo\xeb,A\ns1,J\xf6rg,A\n",
          "f.csv: names or sections of 2 students are not UTF-8: taken as Windows-1252\n"
          "s1 (J\xc3\xb6rg) A\ns2 (Zo\xc3\xab) A\nwide CSV: 3 = 2 + 1 + 0");
    end();
}

static void test_layouts(void)
{
    static const char *const bad[] = {"",
                                      "student=1-8",
                                      "answers=1-9",
                                      "student=0-8 answers=9-10",
                                      "student=8-1 answers=9-10",
                                      "student=1-8 answers=8-10",
                                      "student=1-8 answers=9-10 answers=11-12",
                                      "student=1-8x answers=9",
                                      "student=1-8 answers=9-99999999",
                                      "name=1 student=2 answers=3"};
    struct fixed_layout layout;
    const char *problem = NULL;
    CHECK(fixed_layout_read("student=1-8 form=9 answers=11-110", &layout, &problem));
    CHECK(layout.student.start == 0 && layout.student.length == 8);
    CHECK(layout.form.start == 8 && layout.form.length == 1);
    CHECK(layout.answers.start == 10 && layout.answers.length == 100);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        problem = NULL;
        CHECK(!fixed_layout_read(bad[i], &layout, &problem));
        CHECK(problem != NULL);
    }
}

/* ---- gzip, long lines, memory ----------------------------------------------------------------- */

static void pack(const char *path, const char *mode, const char *bytes, size_t length)
{
    gzFile file = gzopen(path, mode);
    REQUIRE(file != NULL);
    CHECK(gzwrite(file, bytes, (unsigned)length) == (int)length);
    CHECK(gzclose(file) == Z_OK);
}

static void test_gzip(void)
{
    static const char *const path = "f.csv.gz";
    static const char text[] = "student,question,answer\ns1,q1,A\n", more[] = "s1,q2,B\n";
    begin_typed(KEY);
    pack(path, "wb", text, strlen(text));
    pack(path, "ab", more, strlen(more)); /* a second member */
    check_files(&path, 1, "s1 A B .\nlong CSV: 2 = 2 + 0 + 0");
    end();
}

/* What lies in a gzip file may be no text, either: here the same, packed once more. */
static void test_gzip_twice(void)
{
    static const char *const path = "f.csv.gz";
    char packed[256];
    begin_typed(KEY);
    pack(path, "wb", "student,question,answer\ns1,q1,A\n", 32);
    FILE *file = fopen(path, "rb");
    REQUIRE(file != NULL);
    const size_t length = fread(packed, 1, sizeof packed, file);
    (void)fclose(file);
    pack(path, "wb", packed, length);
    check_files(&path, 1,
                "bad: f.csv.gz:1: unpacked, it is a gzip file: unpack it first\n"
                ": 0 = 0 + 0 + 0");
    end();
}

/* What was whole before a gzip file breaks off is read; the line in which it does is refused. */
static void test_gzip_cut(void)
{
    static const char *const path = "cut.csv.gz";
    struct buffer text = {0};
    begin_typed(KEY);
    buffer_add_text(&text, "student,question,answer\n");
    for (unsigned i = 0; i < 20000; i++) {
        buffer_addf(&text, "s%u,q%u,%c\n", i * 7919 % 10007, i % 3 + 1, (char)('A' + i % 4));
    }
    pack(path, "wb", text.bytes, text.length);
    FILE *file = fopen(path, "rb");
    REQUIRE(file != NULL);
    static char packed[1 << 20];
    const size_t length = fread(packed, 1, sizeof packed, file);
    (void)fclose(file);
    put(path, packed, length / 2);
    check_files(&path, 1, NULL);
    const char *said = buffer_text(&run.text);
    CHECK(strstr(said, "the file breaks off within this line [1] s") != NULL);
    CHECK(strstr(said,
                 "failed: cut.csv.gz: it cannot be read to its end: the gzip data end too early: "
                 "the file is not whole\n") != NULL);
    put(path, packed, length - 4);
    check_files(&path, 1, NULL);
    CHECK(strstr(buffer_text(&run.text), "breaks off") == NULL); /* only the length is missing */
    CHECK(strstr(buffer_text(&run.text), "long CSV: 20000 = ") != NULL);
    packed[length / 2] = (char)(packed[length / 2] ^ 0x55);
    put(path, packed, length);
    check_files(&path, 1, NULL);
    CHECK(strstr(buffer_text(&run.text), "failed: cut.csv.gz: it cannot be read to its end: ") !=
          NULL);
    buffer_fini(&text);
    end();
}

/* 100 MB in one line, and then a good one. */
static void test_endless_line(void)
{
    static const char *const path = "endless.csv.gz";
    static char piece[1 << 20];
    struct rusage before, after;
    memset(piece, 'a', sizeof piece);
    gzFile file = gzopen(path, "wb1");
    REQUIRE(file != NULL);
    (void)gzputs(file, "student,question,answer\ns1,q1,A\n");
    for (int i = 0; i < 100; i++) {
        CHECK(gzwrite(file, piece, sizeof piece) == (int)sizeof piece);
    }
    (void)gzputs(file, "\ns1,q2,B\n");
    REQUIRE(gzclose(file) == Z_OK);
    begin_typed(KEY);
    (void)getrusage(RUSAGE_SELF, &before);
    check_files(&path, 1,
                "endless.csv.gz:3: a line longer than 1 MiB [1] "
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n"
                "s1 A B .\nlong CSV: 3 = 2 + 0 + 1");
    (void)getrusage(RUSAGE_SELF, &after);
#if !defined(__SANITIZE_ADDRESS__)                         /* which keeps what is freed */
    CHECK(after.ru_maxrss - before.ru_maxrss < 32 * 1024); /* kilobytes */
#endif
    end();
}

/* Standard input, a pipe that gives little at a time. */
static void test_standard_input(void)
{
    static const char *const path = "-";
    int ends[2];
    REQUIRE(pipe(ends) == 0);
    static const char text[] = "student,question,answer\ns1,q1,A\ns1,q2,x\n";
    CHECK(write(ends[1], text, strlen(text)) == (ssize_t)strlen(text));
    (void)close(ends[1]);
    const int kept = dup(STDIN_FILENO);
    (void)dup2(ends[0], STDIN_FILENO);
    begin_typed("question,answer,options\nq1,A,4\nq2,B,4\n");
    check_files(&path, 1,
                "<stdin>:3: question \"q2\": \"x\" is no option (A to D) [1] s1,q2,x\n"
                "s1 A .\nlong CSV: 2 = 1 + 0 + 1");
    end();
    (void)dup2(kept, STDIN_FILENO);
    (void)close(kept);
    (void)close(ends[0]);
}

/* A question can have so many different answers, and no more. */
static void test_full_book(void)
{
    static const char *const path = "marks.csv";
    struct buffer text = {0};
    struct diags diags = {0};
    static const char key_text[] = "question,points\nq1,100000\n";
    const struct source_text source = {"key.csv", key_text, strlen(key_text), 1};
    memset(&run, 0, sizeof run);
    REQUIRE(key_of_csv(&run.key, &source, true, &diags));
    buffer_add_text(&text, "student,question,answer\n");
    for (unsigned i = 0; i < 65510; i++) {
        buffer_addf(&text, "s%u,q1,%u\n", i, i);
    }
    put(path, text.bytes, text.length);
    run.how.threads = 3;
    check_files(&path, 1, NULL);
    CHECK(
        strstr(
            buffer_text(&run.text),
            "marks.csv:65509: question \"q1\": too many different answers to it [1] s65507,q1,65507\n") ==
        buffer_text(&run.text));
    CHECK(strstr(buffer_text(&run.text), "long CSV: 65510 = 65507 + 0 + 3") != NULL);
    buffer_fini(&text);
    end();
}

/* A letter is no mark, and none later in the file either, once an answer got its code. */
static void test_letters_for_marks(void)
{
    static const char *const path = "marks.csv";
    static const char *const texts[] = {"student,question,answer\ns1,q1,7\ns2,q1,B\ns3,q1,B\n",
                                        "student,q1\ns1,7\ns2,B\ns3,B\n"};
    static const char *const wants[] = {
        "marks.csv:3: question \"q1\": \"B\" is no mark [1] s2,q1,B\n"
        "marks.csv:4: question \"q1\": \"B\" is no mark [1] s3,q1,B\n",
        "marks.csv:3: question \"q1\": \"B\" is no mark [1] s2,B\n"
        "marks.csv:4: question \"q1\": \"B\" is no mark [1] s3,B\n"};
    struct diags diags = {0};
    static const char key_text[] = "question,points\nq1,9\n";
    const struct source_text source = {"key.csv", key_text, strlen(key_text), 1};
    for (size_t i = 0; i < 2; i++) {
        memset(&run, 0, sizeof run);
        REQUIRE(key_of_csv(&run.key, &source, true, &diags));
        put(path, texts[i], strlen(texts[i]));
        run.how.block = 8; /* a round for nearly each line */
        check_files(&path, 1, NULL);
        CHECK(strstr(buffer_text(&run.text), wants[i]) == buffer_text(&run.text));
        end();
    }
}

int main(void)
{
    RUN(test_long);
    RUN(test_wide);
    RUN(test_fixed);
    RUN(test_ndjson);
    RUN(test_moodle);
    RUN(test_canvas);
    RUN(test_bad_files);
    RUN(test_dirty);
    RUN(test_several);
    RUN(test_roster);
    RUN(test_roster_looks);
    RUN(test_names);
    RUN(test_layouts);
    RUN(test_gzip);
    RUN(test_gzip_twice);
    RUN(test_gzip_cut);
    RUN(test_endless_line);
    RUN(test_standard_input);
    RUN(test_full_book);
    RUN(test_letters_for_marks);
    return check_end();
}
