/*
 * What a learner, or a program in his place, says to a drill, a diagnosis or an exam: any lines at all.
 * Programs hear one JSON object a line, people text that a terminal can show, and nothing is counted that
 * was not kept.
 */
#include <cjson/cJSON.h>
#include <string.h>

#include "engine/json_in.h"
#include "questions/text/buffer.h"
#include "questions/tutor/exam_face.h"
#include "questions/tutor/exam_plan.h"
#include "questions/tutor/exam_sitting.h"
#include "questions/tutor/shell_diagnosis.h"
#include "tests/fuzz/fuzz.h"
#include "tests/unit/fake_log.h"
#include "tests/unit/subjects.h"

#define EXAM_ASKED 3
#define EXAM_TIME  1 /* minutes; the clock goes on by a second at every look */

/* One conversation. */
struct talk {
    const struct subject *subject;
    struct fake_log log;
    struct screen screen;
    struct screen_options options;
    FILE *input, *output;
    char *said;
    size_t length;
    bool json;
    uint64_t seed;
};

/* ---- What was said ----------------------------------------------------------------------------- */

/* The number that the last object says of questions; no other object has the type "end". */
static double check_object(const struct source_text *text, bool last)
{
    static const char *const types[] = {"question", "verdict", "saved", "error",
                                        "hint",     "lesson",  "end"};
    struct diags diags = {0};
    struct json_in *json = json_in_read(text, &diags);
    FUZZ_HOLDS(json != NULL && cJSON_IsObject(json_in_root(json)));
    const char *type = cJSON_GetStringValue(json_in_member(json_in_root(json), "type"));
    const cJSON *questions = json_in_member(json_in_root(json), "questions");
    bool known = false;
    FUZZ_HOLDS(type != NULL);
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        known = known || strcmp(type, types[i]) == 0;
    }
    FUZZ_HOLDS(known && (strcmp(type, "end") == 0) == last);
    const double count = last ? cJSON_GetNumberValue(questions) : 0;
    json_in_free(json);
    diags_fini(&diags);
    return count;
}

static double check_objects(const struct talk *t)
{
    double count = 0;
    FUZZ_HOLDS(t->length > 0 && t->said[t->length - 1] == '\n');
    for (size_t at = 0; at < t->length;) {
        const char *lf = memchr(t->said + at, '\n', t->length - at);
        const size_t end = (size_t)(lf - t->said);
        const struct source_text text = {"said", t->said + at, end - at, 1};
        count = check_object(&text, end + 1 == t->length);
        at = end + 1;
    }
    return count;
}

/* ---- The conversations ------------------------------------------------------------------------- */

static void run(void *context, const char *line)
{
    (void)context;
    FUZZ_HOLDS(line != NULL);
}

static size_t answers_kept(const struct fake_log *log)
{
    size_t count = 0;
    for (size_t i = 0; i < log->asked_count; i++) {
        count += fake_outcome(log, i).answered ? 1 : 0;
    }
    return count;
}

static void drill(struct talk *t)
{
    struct shell shell = {.session = fake_session(&t->log, t->subject, t->seed),
                          .subject = t->subject,
                          .screen = &t->screen,
                          .screen_options = &t->options,
                          .version = "0",
                          .clock = fake_clock(&t->log),
                          .confidence = t->seed % 2 == 1,
                          .most = SIZE_MAX,
                          .run = run,
                          .context = t};
    FUZZ_HOLDS(shell.session != NULL);
    const enum shell_end end =
        t->json ? shell_json(&shell, t->input, t->output) : shell_lines(&shell, t->input);
    FUZZ_HOLDS(end == SHELL_DONE && !session_failed(shell.session));
    FUZZ_HOLDS(session_totals(shell.session).answered == answers_kept(&t->log));
    session_free(shell.session);
}

static void diagnose(struct talk *t)
{
    const struct diagnosis_options options = {.subject = t->subject,
                                              .slip = BELIEF_SLIP,
                                              .sure = BELIEF_SURE,
                                              .most = DIAGNOSIS_MOST,
                                              .seed = t->seed,
                                              .round = 1,
                                              .clock = fake_clock(&t->log),
                                              .log = fake_session_log(&t->log)};
    bool empty = false;
    struct shell_diagnosis shell = {.diagnosis = diagnosis_start(&options, &empty),
                                    .screen = &t->screen,
                                    .screen_options = &t->options,
                                    .version = "0",
                                    .clock = fake_clock(&t->log)};
    FUZZ_HOLDS(shell.diagnosis != NULL && !empty);
    const enum shell_end end = t->json ? shell_diagnosis_json(&shell, t->input, t->output)
                                       : shell_diagnosis_lines(&shell, t->input);
    FUZZ_HOLDS(end == SHELL_DONE && !diagnosis_failed(shell.diagnosis));
    diagnosis_free(shell.diagnosis);
}

/* The questions of the exam, chosen once. */
static const struct buffer *exam_questions(const struct subject *subject, const char *digest)
{
    static struct buffer ndjson;
    const struct bank_head head = {.title = "T", .pack_id = "ami-lecture", .pack_sha256 = digest};
    size_t made = 0;
    if (ndjson.length == 0) {
        FUZZ_HOLDS(exam_plan_pack(subject, &head, 3, EXAM_ASKED, &ndjson, &made));
        FUZZ_HOLDS(made == EXAM_ASKED);
    }
    return &ndjson;
}

static void open_exam(struct talk *t, struct store *store, struct exam_sitting *sitting,
                      struct store_problem *problem)
{
    const struct session_clock clock = fake_clock(&t->log);
    char digest[SHA256_HEX_SIZE];
    int64_t id = 0;
    subject_digest(t->subject, digest);
    const struct exam_begin begin = {.at = 1790000000,
                                     .course = "ami-lecture",
                                     .digest = digest,
                                     .subject = t->subject,
                                     .seed = 3,
                                     .title = "T",
                                     .minutes = EXAM_TIME,
                                     .pass = "70%",
                                     .scale = "100:720:1000",
                                     .ndjson = exam_questions(t->subject, digest)};
    t->log.now = begin.at;
    FUZZ_HOLDS(exam_sitting_begin(store, &begin, &id, problem));
    FUZZ_HOLDS(exam_sitting_find(store, NULL, id, sitting, problem));
    FUZZ_HOLDS(exam_sitting_open(store, sitting, t->subject, &clock, problem));
}

static void sit_exam(struct talk *t)
{
    struct store_problem problem;
    struct exam_sitting sitting = {0};
    struct exam_result result = {0};
    struct store *store = store_open(":memory:", &problem);
    size_t count = 0;
    FUZZ_HOLDS(store != NULL);
    open_exam(t, store, &sitting, &problem);
    struct exam_face face = {.exam = sitting.exam,
                             .subject = t->subject,
                             .screen = &t->screen,
                             .screen_options = &t->options,
                             .words = {"0", sitting.title, &sitting.scale, false},
                             .minutes = sitting.minutes};
    const enum shell_end end =
        t->json ? exam_json(&face, t->input, t->output) : exam_lines(&face, t->input);
    FUZZ_HOLDS(end == SHELL_DONE && !exam_failed(sitting.exam));
    const struct turn *turns = exam_turns(sitting.exam, &count);
    FUZZ_HOLDS(count == EXAM_ASKED);
    if (exam_end(sitting.exam) != END_OPEN) {
        FUZZ_HOLDS(exam_result(&result, turns, count, t->subject, &sitting.scale));
        FUZZ_HOLDS(result.answered == count - exam_unanswered(sitting.exam));
        face.result = &result;
    }
    if (t->json) {
        exam_json_end(&face, t->output);
    } else if (face.result != NULL) {
        exam_lines_review(&face);
    }
    exam_result_fini(&result);
    exam_sitting_fini(&sitting);
    store_close(store);
}

/* ---- One input ------------------------------------------------------------------------------- */

static void begin(struct talk *t, const uint8_t *data, size_t size)
{
    t->input = tmpfile();
    t->output = open_memstream(&t->said, &t->length);
    FUZZ_HOLDS(t->input != NULL && t->output != NULL);
    FUZZ_HOLDS(fwrite(data, 1, size, t->input) == size);
    rewind(t->input);
    screen_init(&t->screen, t->output, &t->options);
}

/* The first byte says who is talked to and how. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static void (*const with[])(struct talk *) = {drill, diagnose, sit_exam};
    static struct subject *subject;
    if (subject == NULL) {
        subject = subject_of("ami-lecture");
        FUZZ_HOLDS(subject != NULL);
    }
    if (size == 0) {
        return 0;
    }
    struct talk t = {.subject = subject,
                     .options = {.width = data[0] / 12 % 2 == 0 ? 80 : 30},
                     .json = data[0] % 2 == 0,
                     .seed = 1 + data[0] / 6 % 2};
    begin(&t, data + 1, size - 1);
    with[data[0] / 2 % 3](&t);
    (void)fclose(t.output);
    if (t.json) {
        FUZZ_HOLDS(check_objects(&t) >= 0);
    } else {
        fuzz_visible(t.said, t.length);
    }
    (void)fclose(t.input);
    fake_log_fini(&t.log);
    free(t.said);
    return 0;
}
