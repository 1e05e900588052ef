/*
 * Every allocation of an exam fails in turn, SQLite's among them: from the plan over the store to the
 * line that ends it.  Nothing leaks, a reason is given, and what was begun is whole or not there.
 */
#include <stdio.h>

#include "questions/text/buffer.h"
#include "questions/tutor/exam_face.h"
#include "questions/tutor/exam_plan.h"
#include "questions/tutor/exam_sitting.h"
#include "tests/fault/failing_memory.h"
#include "tests/unit/store_sample.h"
#include "tests/unit/subjects.h"

static int64_t no_time(void *context)
{
    (void)context;
    return 1000;
}

static const struct session_clock clocks = {no_time, no_time, NULL};

static bool begin(const struct subject *subject, struct store *store, int64_t *id,
                  struct store_problem *problem)
{
    struct buffer ndjson = {0};
    size_t made = 0;
    const struct bank_head head = {.title = "T", .pack_id = "ami-lecture"};
    const struct exam_begin wanted = {.at = 1,
                                      .course = "ami-lecture",
                                      .subject = subject,
                                      .seed = 3,
                                      .title = "T",
                                      .minutes = 20,
                                      .pass = "70%",
                                      .scale = "100:720:1000",
                                      .ndjson = &ndjson};
    const bool planned = exam_plan_pack(subject, &head, 3, 2, &ndjson, &made);
    if (!planned) {
        snprintf(problem->text, sizeof problem->text, "no plan");
    }
    const bool begun = planned && exam_sitting_begin(store, &wanted, id, problem);
    buffer_fini(&ndjson);
    return begun;
}

static const char said[] = "{\"answer\":\"A\"}\n{\"command\":\"undo\"}\n{\"command\":\"mark\"}\n"
                           "nonsense\n{\"command\":\"skip\"}\n{\"command\":\"hand-in\"}\n";

/* Answer, and show what came of it.  @return whether a reason was given for all that failed */
static bool sit(struct exam_sitting *sitting, const struct subject *subject, FILE *input,
                FILE *output, struct store_problem *problem)
{
    struct exam_result result;
    struct exam_face face = {.exam = sitting->exam,
                             .subject = subject,
                             .words = {"0", "T", &sitting->scale, false},
                             .minutes = 20};
    const enum shell_end end = exam_json(&face, input, output);
    if (end == SHELL_FAILED) {
        return true; /* of memory there is nothing more to say */
    }
    size_t count;
    const struct turn *turns = exam_turns(sitting->exam, &count);
    if (exam_result(&result, turns, count, subject, &sitting->scale)) {
        face.result = &result;
        exam_json_end(&face, output);
    }
    exam_result_fini(&result);
    return problem->text[0] == '\0';
}

/* A whole exam in which allocation n fails.  @return whether it came to its end without. */
static bool whole_exam(const struct subject *subject, size_t n, bool for_ever)
{
    static char buffers[2][4096];
    struct store_problem problem = {{0}, {0}};
    struct exam_sitting sitting = {0};
    int64_t id = 0;
    FILE *input = tmpfile(), *output = tmpfile();
    if (input == NULL || output == NULL) {
        check_fail(__FILE__, __LINE__, "no files");
        return true;
    }
    (void)setvbuf(input, buffers[0], _IOFBF, sizeof buffers[0]);
    (void)setvbuf(output, buffers[1], _IOFBF, sizeof buffers[1]);
    (void)fputs(said, input);
    rewind(input);
    memory_begin(n, for_ever);
    struct store *store = store_open(":memory:", &problem);
    const bool open = store != NULL && begin(subject, store, &id, &problem) &&
                      exam_sitting_find(store, NULL, 0, &sitting, &problem) &&
                      exam_sitting_open(store, &sitting, subject, &clocks, &problem);
    const bool told =
        open ? sit(&sitting, subject, input, output, &problem) : problem.text[0] != '\0';
    exam_sitting_fini(&sitting);
    store_close(store);
    const bool through = memory_end() < n;
    CHECK(told);
    CHECK(!through || open);
    (void)fclose(input);
    (void)fclose(output);
    return through;
}

static void test_memory(void)
{
    REQUIRE_FAILING_MEMORY();
    struct subject *s = subject_of("ami-lecture");
    REQUIRE(s != NULL);
    CHECK(whole_exam(s, SIZE_MAX, false)); /* what SQLite and the C library keep for good */
    for (int for_ever = 0; for_ever < 2; for_ever++) {
        const long before = memory.alive;
        size_t n = 1;
        while (!whole_exam(s, n, for_ever == 1) && !check_state.bad) {
            n += n < 400 ? 1 : 7; /* of the many like ones not each */
        }
        CHECK_INT(memory.alive, before);
        printf("# %zu allocations\n", n);
        CHECK(n > 500);
    }
    subject_free(s);
}

/*
 * An exam whose first question is damaged, taken up while allocation n fails: what memory could not be
 * had for is never taken for damage.
 * @return whether it was taken up without
 */
static bool take_up(const struct subject *subject, size_t n)
{
    struct store_problem problem = {{0}, {0}};
    struct exam_sitting sitting = {0};
    memory_begin(n, false);
    struct store *store = store_open("exam.db", &problem);
    const bool open = store != NULL && exam_sitting_find(store, NULL, 0, &sitting, &problem) &&
                      exam_sitting_open(store, &sitting, subject, &clocks, &problem);
    const bool through = memory_end() < n;
    size_t count = 0;
    if (open) {
        (void)exam_turns(sitting.exam, &count);
        CHECK_INT(count, 1);
        CHECK_INT(sitting.damaged_count, 1);
    }
    if (!open) {
        CHECK(problem.text[0] != '\0' && strstr(problem.text, "damaged") == NULL);
    }
    CHECK(!through || open);
    exam_sitting_fini(&sitting);
    store_close(store);
    return through;
}

static void test_damage(void)
{
    REQUIRE_FAILING_MEMORY();
    struct store_problem problem = {{0}, {0}};
    struct subject *s = subject_of("ami-lecture");
    (void)sample_folder();
    struct store *store = store_open("exam.db", &problem);
    int64_t id = 0;
    REQUIRE(s != NULL && store != NULL && begin(s, store, &id, &problem));
    store_close(store);
    REQUIRE(
        sample_sql("exam.db", "UPDATE asked SET item = substr(item, 1, 40) WHERE position = 1"));
    CHECK(take_up(s, SIZE_MAX));
    size_t n = 1;
    while (!take_up(s, n) && !check_state.bad) {
        n++;
    }
    printf("# %zu allocations\n", n);
    CHECK(n > 100);
    sample_folder_remove();
    subject_free(s);
}

int main(void)
{
    RUN(test_memory);
    RUN(test_damage);
    return check_end();
}
