/* Memory that reading takes, with many threads, of a class whose answers are hardly larger than its ids. */
#include <stdio.h>
#include <sys/resource.h>

#include "questions/score/answers.h"
#include "questions/score/key_private.h"
#include "tests/unit/check.h"

enum { STUDENTS = 500000, STEP = 300007, THREADS = 8 }; /* STEP has no factor of 2 * STUDENTS */

/* Two answers of each, all of them in no order; not by way of memory, which would be counted. */
static void write_answers(void)
{
    FILE *file = fopen("answers.csv", "w");
    REQUIRE(file != NULL);
    (void)fprintf(file, "student,question,answer\n");
    for (unsigned long long i = 0, at = 0; i < 2 * STUDENTS;
         i++, at = (at + STEP) % (2 * STUDENTS)) {
        (void)fprintf(file, "s%09llu,q%llu,%c\n", at / 2, at % 2, (int)('A' + at % 3));
    }
    REQUIRE(fclose(file) == 0);
}

static void test_many_threads(void)
{
    static const char key_text[] = "question,answer\nq0,A\nq1,B\n";
    const struct source_text source = {"key.csv", key_text, sizeof key_text - 1, 1};
    const struct answers_options how = {.threads = THREADS};
    struct score_key key = {0};
    struct diags diags = {0};
    struct rusage before, after;
    const char *problem = "";
    write_answers();
    REQUIRE(key_of_csv(&key, &source, false, &diags));
    (void)getrusage(RUSAGE_SELF, &before);
    struct answers *answers = answers_new(&key, &how, NULL);
    REQUIRE(answers != NULL);
    CHECK_INT(answers_read(answers, "answers.csv", &problem), ANSWERS_READ);
    CHECK_INT(sheet_students(answers_sheet(answers)), STUDENTS);
    CHECK_INT(sheet_counts(answers_sheet(answers)).scored, 2 * STUDENTS);
    (void)getrusage(RUSAGE_SELF, &after);
#if !ADDRESS_SANITIZED /* which takes some memory of its own */
    /* Kilobytes.  32 MiB and 200 bytes a student are promised for all; the figures of a student need half. */
    CHECK(after.ru_maxrss - before.ru_maxrss < 20 * 1024 + STUDENTS / 1024 * (2 * 2 + 96));
#endif
    answers_free(answers);
    key_fini(&key);
    diags_fini(&diags);
}

int main(void)
{
    RUN(test_many_threads);
    return check_end();
}
