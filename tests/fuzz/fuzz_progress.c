/*
 * A learner's progress, as somebody else may have left it: bytes changed, or SQL run on it.  It is refused
 * with a sentence, or a drill, an exam, figures and mistakes go on from it, and what they keep is kept.
 */
#include <string.h>
#include <unistd.h>

#include "questions/text/buffer.h"
#include "questions/tutor/exam_plan.h"
#include "questions/tutor/exam_sitting.h"
#include "questions/tutor/figures.h"
#include "questions/tutor/missed.h"
#include "questions/tutor/session.h"
#include "tests/fuzz/fuzz.h"
#include "tests/unit/fake_log.h"
#include "tests/unit/subjects.h"

#define COURSE "ami-lecture"
#define BEGAN  1790000000

static struct {
    char folder[FUZZ_FOLDER], path[300];
    struct subject *subject;
    struct store *store; /* open while an input is tried */
    struct store_problem problem;
    struct fake_log clock;
} desk;

/* ---- A session that keeps in the store ---------------------------------------------------------- */

static bool keep_asked(void *context, const struct asked *asked, int64_t *id)
{
    (void)context;
    return store_asked(desk.store, asked, id, &desk.problem);
}

static bool keep_event(void *context, const struct event *event)
{
    (void)context;
    return store_event(desk.store, event, &desk.problem);
}

static struct session *open_session(void)
{
    const struct session_options options = {.subject = desk.subject,
                                            .seed = 5,
                                            .round = 1,
                                            .plan = {.kind = SITTING_DRILL},
                                            .clock = fake_clock(&desk.clock),
                                            .log = {keep_asked, keep_event, NULL}};
    struct session *session = session_new(&options);
    FUZZ_HOLDS(session != NULL);
    return session;
}

/* ---- The sound one --------------------------------------------------------------------------- */

static void study(void)
{
    struct session *session = open_session();
    for (int i = 0; i < 4; i++) {
        const struct turn *turn = session_next(session);
        FUZZ_HOLDS(turn != NULL);
        const uint32_t right = turn->question->key;
        FUZZ_HOLDS(i != 1 || session_mark(session));
        FUZZ_HOLDS(i == 3 ? session_skip(session)
                          : session_answer_sure(session,
                                                i == 0       ? right
                                                : right == 1 ? 2
                                                             : 1,
                                                67));
    }
    FUZZ_HOLDS(session_undo(session) && session_next(session) != NULL);
    session_free(session);
}

static void begin_exam(void)
{
    struct buffer ndjson = {0};
    char digest[SHA256_HEX_SIZE];
    size_t made = 0;
    int64_t id = 0;
    subject_digest(desk.subject, digest);
    const struct bank_head head = {.title = "T", .pack_id = COURSE, .pack_sha256 = digest};
    const struct exam_begin begin = {.at = BEGAN,
                                     .course = COURSE,
                                     .digest = digest,
                                     .subject = desk.subject,
                                     .seed = 3,
                                     .title = "T",
                                     .minutes = 20,
                                     .pass = "70%",
                                     .scale = "100:720:1000",
                                     .ndjson = &ndjson};
    FUZZ_HOLDS(exam_plan_pack(desk.subject, &head, 3, 2, &ndjson, &made));
    FUZZ_HOLDS(exam_sitting_begin(desk.store, &begin, &id, &desk.problem));
    buffer_fini(&ndjson);
}

static void remove_beside(void)
{
    static const char *const endings[] = {"-clean", "-journal", "-wal", "-shm", ".version-1", ""};
    char path[330];
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        (void)snprintf(path, sizeof path, "%s%s", desk.path, endings[i]);
        (void)unlink(path);
    }
}

static void end(void)
{
    remove_beside();
    (void)rmdir(desk.folder);
}

static void begin(void)
{
    fuzz_folder(desk.folder);
    (void)snprintf(desk.path, sizeof desk.path, "%s/progress.db", desk.folder);
    (void)atexit(end);
    desk.clock.now = BEGAN;
    desk.subject = subject_of(COURSE);
    desk.store = store_open(desk.path, &desk.problem);
    FUZZ_HOLDS(desk.subject != NULL && desk.store != NULL);
    study();
    begin_exam();
    store_close(desk.store);
    fuzz_database_take(desk.path);
}

/* ---- Everything that reads it ------------------------------------------------------------------ */

/* Who is told of each question. */
struct reading {
    struct session *session;
    struct figures figures;
    struct missed missed;
    size_t count;
    bool elsewhere; /* the last one was asked in an exam */
};

static bool read_record(void *context, const struct outcome_record *record)
{
    struct reading *r = context;
    const struct outcome_record *o = record;
    FUZZ_HOLDS(o->asked.question != NULL && o->asked.options != NULL && o->asked.key != NULL);
    FUZZ_HOLDS(o->asked.sitting == 0 ? session_recall(r->session, o)
                                     : session_recall_elsewhere(r->session, o));
    FUZZ_HOLDS(figures_note(&r->figures, o) && missed_note(&r->missed, o));
    r->count++;
    return true;
}

static void read_missed(struct missed *missed)
{
    missed_settle(missed, true, true);
    for (size_t i = 0; i < missed->count; i++) {
        struct frame_wording wording = {0};
        bool known = false;
        struct frame *frame = missed_frame(&missed->questions[i], desk.subject, &wording, &known);
        FUZZ_HOLDS((frame != NULL) == known);
        frame_free(frame);
    }
}

/* Two questions more; each that was kept is there afterwards. */
static void go_on(struct reading *r)
{
    for (int i = 0; i < 2; i++) {
        const struct turn *turn = session_next(r->session);
        if (turn == NULL || !session_answer(r->session, turn->question->key)) {
            break;
        }
        FUZZ_HOLDS(session_judged(r->session)->correct);
    }
    (void)session_outlook(r->session);
}

static void drill(void)
{
    struct reading r = {.session = open_session()};
    FUZZ_HOLDS(figures_init(&r.figures, desk.subject));
    const bool read = store_history(desk.store, COURSE, read_record, &r, &desk.problem);
    FUZZ_HOLDS(figures_settle(&r.figures));
    read_missed(&r.missed);
    if (read) {
        go_on(&r);
    }
    session_free(r.session);
    figures_fini(&r.figures);
    missed_fini(&r.missed);
}

static void sit_exam(void)
{
    const struct session_clock clock = fake_clock(&desk.clock);
    struct exam_sitting sitting = {0};
    if (exam_sitting_find(desk.store, NULL, 0, &sitting, &desk.problem) && sitting.id != 0 &&
        exam_sitting_open(desk.store, &sitting, desk.subject, &clock, &desk.problem)) {
        size_t count = 0;
        const struct turn *turns = exam_turns(sitting.exam, &count);
        FUZZ_HOLDS(count > 0);
        (void)exam_answer(sitting.exam, turns[exam_at(sitting.exam)].question->key);
        (void)exam_undo(sitting.exam);
        (void)exam_hand_in(sitting.exam);
    }
    exam_sitting_fini(&sitting);
}

static bool see_sitting(void *context, const struct sitting_record *record)
{
    (void)context;
    FUZZ_HOLDS(record->id > 0 && record->sitting.pack != NULL);
    return true;
}

static bool see_course(void *context, const char *pack)
{
    (void)context;
    FUZZ_HOLDS(pack != NULL && pack[0] != '\0');
    return true;
}

/* What cannot be done is said in a sentence that a terminal can show once it is made safe. */
static void check_problem(bool done)
{
    FUZZ_HOLDS(done || desk.problem.text[0] != '\0');
    FUZZ_HOLDS(memchr(desk.problem.text, '\0', sizeof desk.problem.text) != NULL);
}

static void use(void)
{
    char *value = NULL;
    int64_t round = 0;
    desk.problem = (struct store_problem){0};
    check_problem(store_sittings(desk.store, SITTING_NONE, see_sitting, NULL, &desk.problem));
    check_problem(store_courses(desk.store, see_course, NULL, &desk.problem));
    check_problem(store_setting(desk.store, COURSE, 0, "exam-date", &value, &desk.problem));
    check_problem(store_next_round(desk.store, &round, &desk.problem));
    free(value);
    drill();
    sit_exam();
    check_problem(store_check(desk.store, &desk.problem));
    check_problem(store_forget(desk.store, COURSE, &desk.problem));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (desk.subject == NULL) {
        begin();
    }
    remove_beside();
    desk.clock.now = BEGAN + 60;
    desk.problem = (struct store_problem){0};
    if (!fuzz_database_harm(desk.path, data, size)) {
        return 0;
    }
    desk.store = store_open(desk.path, &desk.problem);
    check_problem(desk.store != NULL);
    if (desk.store != NULL) {
        use();
    }
    store_close(desk.store);
    return 0;
}
