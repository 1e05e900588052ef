/* The figures of a course of study, and the two faces they are shown with. */
#include <math.h>
#include <stdlib.h>

#include "engine/json_in.h"
#include "questions/commands/stats.h"
#include "questions/text/buffer.h"
#include "questions/text/screen.h"
#include "tests/unit/check.h"
#include "tests/unit/desk.h"
#include "tests/unit/pack_file.h"

#define DAY  86400
#define NOON INT64_C(1795694400) /* 2026-11-26 12:00 UTC */

/* ---- Figures --------------------------------------------------------------------------------- */

/* 95 answers over five days, one of them before the others by a clock set back. */
static void study_five_days(struct desk *desk)
{
    *desk = (struct desk){.subject = subject_of("ami-lecture"), .log = {.now = NOON}};
    REQUIRE(desk->subject != NULL);
    for (int day = 0; day < 5; day++) {
        const struct session_plan plan = {.kind = SITTING_DRILL};
        session_free(desk->session);
        desk->log.now = NOON + (day == 3 ? -2 : day) * DAY;
        desk->session = fake_plan_session(&desk->log, desk->subject, &plan, (uint64_t)day);
        REQUIRE(desk->session != NULL);
        for (int i = 0; i < 19; i++) {
            CHECK(desk_answer(desk, i % 3 != 0));
        }
    }
}

static void note_all(struct figures *figures, const struct fake_log *log, bool backwards)
{
    for (size_t i = 0; i < log->asked_count; i++) {
        const struct outcome_record record =
            fake_outcome(log, backwards ? log->asked_count - 1 - i : i);
        CHECK(figures_note(figures, &record));
    }
    CHECK(figures_settle(figures));
}

static bool same_belief(const struct belief *a, const struct belief *b)
{
    for (size_t i = 0; i < a->count; i++) {
        if (fabs(a->hypotheses[i].probability - b->hypotheses[i].probability) > 0) {
            return false;
        }
    }
    return a->count == b->count;
}

static void test_figures(void)
{
    struct desk desk;
    struct figures figures;
    static const struct figure_day want[] = {
        {-2, 19, 12}, {0, 19, 12}, {1, 19, 12}, {2, 19, 12}, {4, 19, 12}};
    study_five_days(&desk);
    REQUIRE(desk.session != NULL && figures_init(&figures, desk.subject));
    note_all(&figures, &desk.log, true); /* in any order */
    CHECK_INT(figures.total.answered, 95);
    CHECK_INT(figures.total.right, 60);
    CHECK_INT(figures.day_count, 5);
    for (size_t i = 0; i < 5 && i < figures.day_count; i++) {
        CHECK_INT(figures.days[i].day, fsrs_day(NOON) + want[i].day);
        CHECK_INT(figures.days[i].answered, want[i].answered);
        CHECK_INT(figures.days[i].right, want[i].right);
    }
    /* What is believed, and remembered, is what a drill has it to be. */
    size_t about = 0;
    for (size_t d = 0; d < desk.subject->pack->decision_count; d++) {
        struct belief belief;
        const size_t count = figures_about(&figures, d);
        about += count;
        REQUIRE(belief_init(&belief, desk.subject, d, NULL));
        figures_believed(&figures, &belief, count);
        CHECK(same_belief(&belief, session_belief(desk.session, d)));
        figures_believed(&figures, &belief, 0);
        CHECK_NEAR(belief.hypotheses[0].probability, 1.0 / (double)belief.count, 1e-12);
        belief_fini(&belief);
    }
    CHECK(about > 60 && about < 95); /* the others were about sentences */
    const struct memory *memory = session_memory(desk.session);
    for (size_t i = 0; i < memory->count; i++) {
        CHECK_INT(figures.memory.items[i].reviews, memory->items[i].reviews);
        CHECK_NEAR(figures.memory.items[i].state.stability, memory->items[i].state.stability, 0);
    }
    figures_fini(&figures);
    desk_close(&desk);
}

static void test_how_sure(void)
{
    struct subject *subject = subject_of("ami-lecture");
    struct figures figures;
    static const int said[] = {0, 19, 20, 59, 60, 79, 80, 99, 100};
    REQUIRE(subject != NULL && figures_init(&figures, subject));
    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        const struct outcome_record record = {.id = (int64_t)i + 1,
                                              .asked = {.key = "x"},
                                              .answered = true,
                                              .correct = said[i] > 50,
                                              .answered_at = NOON,
                                              .has_confidence = true,
                                              .confidence = said[i]};
        CHECK(figures_note(&figures, &record));
    }
    static const struct figure_sure want[] = {
        {2, 0, 19}, {1, 0, 20}, {1, 1, 59}, {2, 2, 139}, {3, 3, 279}};
    for (size_t i = 0; i < FIGURES_SURE; i++) {
        CHECK_INT(figures.sure[i].answered, want[i].answered);
        CHECK_INT(figures.sure[i].right, want[i].right);
        CHECK_INT(figures.sure[i].confidence, want[i].confidence);
    }
    figures_fini(&figures);
    subject_free(subject);
}

/* ---- Faces ----------------------------------------------------------------------------------- */

static struct study loan_study(void)
{
    static const struct {
        const char *facts, *options, *key, *rule, *chosen;
        int day;
    } log[] = {
        {"reserved=yes,short_loan=no,overdue=yes,renewed_twice=no", "renew ask-desk return",
         "return", "reserved", "return", 0},
        {"reserved=yes,short_loan=no,overdue=no,renewed_twice=no", "renew ask-desk return",
         "return", "reserved", "return", 3},
        {"reserved=no,short_loan=no,overdue=yes,renewed_twice=no", "renew ask-desk return",
         "ask-desk", "overdue", "return", 3},
    };
    struct study study = {.plan = {.exam = true, .exam_day = fsrs_day(NOON) + 40},
                          .today = fsrs_day(NOON) + 5};
    size_t length;
    char *text = file_bytes("data/examples/loan.json", &length);
    study.subject = text != NULL ? subject_of_text(text) : NULL;
    free(text);
    CHECK(study.subject != NULL && figures_init(&study.figures, study.subject));
    for (size_t i = 0; i < sizeof log / sizeof *log; i++) {
        const struct outcome_record record = {.id = (int64_t)i + 1,
                                              .asked = {.decision = "renew",
                                                        .facts = log[i].facts,
                                                        .options = log[i].options,
                                                        .key = log[i].key,
                                                        .rule = log[i].rule},
                                              .answered = true,
                                              .chosen = log[i].chosen,
                                              .correct = strcmp(log[i].chosen, log[i].key) == 0,
                                              .answered_at = NOON + log[i].day * DAY,
                                              .has_confidence = i > 0,
                                              .confidence = 75};
        CHECK(figures_note(&study.figures, &record));
    }
    CHECK(figures_settle(&study.figures));
    return study;
}

static void loan_study_end(struct study *study)
{
    figures_fini(&study->figures);
    subject_free(study->subject);
}

/* The screen at a width, as text; free() it. */
static char *shown(const struct study *study, const char *width, bool accessible)
{
    struct screen_options options = {.width = atoi(width), .accessible = accessible};
    char *text = NULL;
    size_t length = 0;
    FILE *file = open_memstream(&text, &length);
    struct screen screen;
    if (file == NULL) {
        abort();
    }
    screen_init(&screen, file, &options);
    CHECK(stats_view(study, &screen));
    (void)fclose(file);
    return text;
}

static void test_screen(void)
{
    struct study study = loan_study();
    char *text = shown(&study, "80", false);
    CHECK_STR(text,
              "Renewing a library book                                                     loan\n"
              "3 answered, 2 right (67 %). 2 of 5 rules asked, 1 wrong last, 1 due today.\n"
              "Expect 2 of 5 rules recalled today, 1 in the exam on 5 Jan 2027 (in 35 days).\n"
              "\n"
              "renew: recall now\n"
              "  reserved                   #############   98 %  exam  82 %  due 13 Dec\n"
              "  overdue                    #########----   70 %  exam  45 %  due today, wrong\n"
              "  not asked yet: short-loan, third-time, open\n"
              "\n"
              "Answers a day\n"
              "  Thu 26 Nov                 #######------  1 answered, 1 right\n"
              "  Sun 29 Nov                 #############  2 answered, 1 right\n"
              "\n"
              "renew: what your answers fit\n"
              "  after 3 answers            -------------  sound\xc2\xa0"
              "2\xc2\xa0%, "
              "overdue-ends\xc2\xa0"
              "93\xc2\xa0%\n"
              "  overdue-ends: \"An overdue book must always go back\"\n"
              "\n"
              "How sure you were, and how often right\n"
              "  75 % sure                  #######------  50 % right, 2 answered\n");
    free(text);
    text = shown(&study, "40", false);
    CHECK(strstr(text, "\nreserved: 98 %, exam 82 %, due 13 Dec\n") != NULL);
    CHECK(strchr(text, '#') == NULL);
    free(text);
    text = shown(&study, "80", true);
    CHECK(strchr(text, '#') == NULL);
    free(text);
    loan_study_end(&study);
}

static void test_days_left(void)
{
    struct study study = loan_study();
    for (int64_t left = 0; left < 3; left++) {
        study.plan.exam_day = study.today + left;
        char *text = shown(&study, "80", false);
        CHECK(strstr(text, left == 0   ? " (today)."
                           : left == 1 ? " (tomorrow)."
                                       : " (in 2 days).") != NULL);
        free(text);
    }
    loan_study_end(&study);
}

/* On a narrow screen a share may stand on the next line; no number is broken in two. */
static void test_no_number_broken(void)
{
    struct study study = loan_study();
    for (int width = 18; width < 40; width++) {
        char columns[16];
        snprintf(columns, sizeof columns, "%d", width);
        char *text = shown(&study, columns, false);
        for (const char *end = strchr(text, '\n'); end != NULL; end = strchr(end + 1, '\n')) {
            const bool broken = end > text && end[-1] >= '0' && end[-1] <= '9' && end[1] != '\0' &&
                                strspn(end + 1, " ") > 0 &&
                                strchr("0123456789", end[1 + strspn(end + 1, " ")]) != NULL;
            CHECK(!broken);
        }
        CHECK(strstr(text, "\u00a0") == NULL);
        free(text);
    }
    loan_study_end(&study);
}

/* No line is longer than the window, however narrow. */
static void test_widths(void)
{
    static const char *const widths[] = {"10", "20", "40", "59", "60", "80", "100"};
    struct desk desk;
    struct study study = {.today = fsrs_day(NOON) + 4};
    study_five_days(&desk);
    study.subject = desk.subject;
    REQUIRE(desk.session != NULL && figures_init(&study.figures, desk.subject));
    note_all(&study.figures, &desk.log, false);
    for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
        char *text = shown(&study, widths[i], false);
        for (char *line = strtok(text, "\n"); line != NULL; line = strtok(NULL, "\n")) {
            CHECK(screen_columns(line, strlen(line)) <= (size_t)atoi(widths[i]));
        }
        free(text);
    }
    figures_fini(&study.figures);
    desk_close(&desk);
}

static void test_json(void)
{
    struct study study = loan_study();
    struct buffer out = {0};
    struct diags diags = {0};
    CHECK(stats_json(&study, &out));
    const struct source_text source = {"stats", buffer_text(&out), out.length, 1};
    struct json_in *json = json_in_read(&source, &diags);
    CHECK(json != NULL);
    print_diags(&diags);
    json_in_free(json);
    diags_fini(&diags);
    static const char *const parts[] = {
        "{\"pack\":\"loan\",\"day\":\"2026-12-01\",\"exam\":\"2027-01-05\",\"answered\":3,\"right\":2,",
        "{\"rule\":\"reserved\",\"decision\":\"renew\",\"reviews\":2,\"lapses\":0,\"stability\":",
        "\"last\":\"2026-11-29\",\"due\":\"2026-12-13\",\"recall\":0.97975944",
        "{\"rule\":\"open\",\"decision\":\"renew\",\"reviews\":0,\"lapses\":0,\"stability\":null,"
        "\"difficulty\":null,\"last\":null,\"due\":null,\"recall\":0,\"recall_exam\":0}",
        "\"days\":[{\"day\":\"2026-11-26\",\"answered\":1,\"right\":1},"
        "{\"day\":\"2026-11-29\",\"answered\":2,\"right\":1}]",
        "\"beliefs\":[{\"decision\":\"renew\",\"course\":[{\"answers\":3,\"beliefs\":[{\"belief\":"
        "\"sound\",\"probability\":0.0",
        "}]}],\"pair\":null}],\"calibration\":[{\"from\":60,\"answered\":2,\"confidence\":75,\"right\":50}]}",
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (strstr(buffer_text(&out), parts[i]) == NULL) {
            check_fail(__FILE__, __LINE__, parts[i]);
        }
    }
    if (check_state.bad) {
        printf("# %s\n", buffer_text(&out));
    }
    buffer_fini(&out);
    loan_study_end(&study);
}

int main(void)
{
    RUN(test_figures);
    RUN(test_how_sure);
    RUN(test_screen);
    RUN(test_widths);
    RUN(test_days_left);
    RUN(test_no_number_broken);
    RUN(test_json);
    return check_end();
}
