/* Figures that others worked out: LSAT-6, and Moodle's own test of its quiz statistics. */
#include "questions/score/results.h"

#include "questions/text/buffer.h"
#include "tests/unit/check.h"
#include "tests/unit/score_class.h"

/*
 * Bock and Lieberman, Fitting a response model for n dichotomously scored items, Psychometrika 35
 * (1970), 179-197: how many gave each pattern of right (1) and wrong (0) answers to items 1 to 5.  The
 * facilities are the published ones; alpha was worked out from these counts.
 */
static const struct {
    const char *pattern;
    int students;
} lsat6[] = {{"00000", 3},   {"00001", 6},  {"00010", 2},  {"00011", 11}, {"00100", 1},
             {"00101", 1},   {"00110", 3},  {"00111", 4},  {"01000", 1},  {"01001", 8},
             {"01011", 16},  {"01101", 3},  {"01110", 2},  {"01111", 15}, {"10000", 10},
             {"10001", 29},  {"10010", 14}, {"10011", 81}, {"10100", 3},  {"10101", 28},
             {"10110", 15},  {"10111", 80}, {"11000", 16}, {"11001", 56}, {"11010", 21},
             {"11011", 173}, {"11100", 11}, {"11101", 61}, {"11110", 28}, {"11111", 298}};

static void test_lsat6(void)
{
    static const double facility[] = {0.924, 0.709, 0.553, 0.763, 0.870};
    struct score_class c = {0};
    score_class_csv(&c, "question,answer\n1,B\n2,B\n3,B\n4,B\n5,B\n", false);
    REQUIRE(c.sheet != NULL);
    int number = 0;
    for (size_t i = 0; i < sizeof lsat6 / sizeof lsat6[0]; i++) {
        for (int k = 0; k < lsat6[i].students; k++) {
            char id[24], letters[6] = "";
            (void)snprintf(id, sizeof id, "%d", number++);
            for (size_t q = 0; q < 5; q++) {
                letters[q] = lsat6[i].pattern[q] == '1' ? 'B' : 'A';
            }
            score_class_letters(&c, id, letters);
        }
    }
    CHECK_INT(number, 1000);
    const struct results_options options = score_class_options();
    struct results *r = results_new(c.sheet, &options);
    REQUIRE(r != NULL);
    for (size_t q = 0; q < 5; q++) {
        CHECK_NEAR(r->items[q].facility, facility[q], 1e-12);
    }
    CHECK_NEAR(r->all.alpha, 0.2949971922159443, 1e-14);
    results_free(r);
    score_class_fini(&c);
}

/*
 * Moodle (GPL 3 or later), mod/quiz/report/statistics/tests: the marks of 22 attempts, and what
 * statistics_test.php expects of them, which it says comes of a spreadsheet.  Slots 1 to 4 and 8 to 20.
 */
#define SLOTS    17
#define ATTEMPTS 22

static const double most[SLOTS] = {1, 1, 1, 1, 8, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};

/* Slots 8 to 20: those before are 0 for everybody. */
static const double marks[ATTEMPTS][SLOTS - 4] = {{5.5, 0.3, 0.9, 1, 0.3, 1, 0, 0, 1, 1, 0, 0, 1},
                                                  {1, 0.9, 0.9, 0.3, 0.3, 1, 0, 0, 1, 0, 1, 0, 1},
                                                  {2.5, 1, 0.9, 0.3, 1, 0, 0, 1, 1, 1, 1, 1, 1},
                                                  {4, 0.3, 0.9, 1, 0.3, 0, 0, 0, 0, 1, 0, 0, 1},
                                                  {3, 0.9, 0.3, 0.9, 1, 0, 1, 0, 0, 1, 1, 1, 0},
                                                  {4.5, 0.9, 1, 1, 0.9, 0, 1, 1, 1, 0, 0, 0, 0},
                                                  {3, 0.3, 0.3, 0.3, 0.3, 1, 0, 1, 1, 1, 1, 1, 1},
                                                  {6, 0.9, 0.9, 1, 0.3, 0, 1, 1, 1, 1, 0, 0, 1},
                                                  {0.5, 0.9, 1, 0.9, 0.3, 0, 1, 1, 0, 1, 1, 0, 1},
                                                  {5.5, 0.9, 1, 0.9, 0.3, 1, 1, 0, 0, 1, 0, 0, 0},
                                                  {2.5, 0.9, 1, 1, 0.9, 0, 1, 0, 0, 1, 0, 0, 1},
                                                  {4, 0.9, 0.3, 0.9, 1, 0, 1, 1, 1, 1, 1, 0, 1},
                                                  {4, 0.9, 0.3, 0.3, 1, 1, 1, 1, 0, 0, 1, 1, 0},
                                                  {3, 1, 1, 0.3, 1, 0, 1, 0, 1, 1, 1, 1, 0},
                                                  {1, 1, 0.9, 0.3, 0.3, 1, 0, 1, 0, 0, 0, 0, 0},
                                                  {1, 0.3, 0.3, 0.3, 0.9, 0, 0, 0, 1, 0, 0, 0, 1},
                                                  {1.5, 1, 0.3, 0.9, 1, 1, 1, 0, 1, 1, 0, 0, 0},
                                                  {4, 0.9, 1, 0.9, 1, 0, 1, 1, 1, 0, 1, 0, 0},
                                                  {2, 0.9, 0.9, 0.3, 0.9, 0, 1, 0, 0, 0, 0, 0, 0},
                                                  {1, 1, 0.3, 0.3, 0.3, 0, 1, 1, 0, 1, 0, 0, 0},
                                                  {6, 0.9, 1, 1, 0.9, 0, 0, 0, 1, 0, 0, 1, 1},
                                                  {7, 0.9, 0.3, 0.3, 0.3, 1, 0, 1, 1, 1, 1, 0, 0}};

static const double facility_percent[SLOTS] = {
    0,           0,           0,           0,           41.19318182, 81.36363636,
    71.36363636, 65.45454545, 65.90909091, 36.36363636, 59.09090909, 50,
    59.09090909, 63.63636364, 45.45454545, 27.27272727, 50};
static const double sd_times_1000[SLOTS] = {
    0,           0,           0,           0,           1912.733589, 251.2738111,
    322.6312277, 333.4199022, 337.5811591, 492.3659639, 503.2362797, 511.7663157,
    503.2362797, 492.3659639, 509.6471914, 455.8423058, 511.7663157};
static const double effective_weight[SLOTS] = {
    0,           0,           0,           0,           26.58464457, 3.368456046,
    3.253955259, 7.584083694, 3.79658376,  3.183278505, 4.532356904, 7.78856243,
    10.08351572, 8.381139345, 8.727645713, 7.946277111, 4.769500946};
static const double discrimination_index[SLOTS] = {
    NAN,          NAN,         NAN,          NAN,          25.88327077,  1.170256965,
    -4.207816809, 28.16930644, -2.513606859, -12.99017581, -8.900638238, 8.670004606,
    29.63337745,  15.18945843, 16.21079629,  15.52451404,  -8.396734802};
static const double discriminative_efficiency[SLOTS] = {
    NAN,          NAN,         NAN,          NAN,         27.23492723,  1.382386552,
    -4.691171307, 31.12404354, -2.877487579, -17.5074184, -10.27568922, 10.86956522,
    34.58997279,  17.4790556,  20.14359793,  22.06477733, -10};

static void enter_marks(struct score_class *c)
{
    for (size_t s = 0; s < ATTEMPTS; s++) {
        char id[24];
        (void)snprintf(id, sizeof id, "%zu", s);
        const size_t student = score_class_student(c, id, KEY_NO_PAPER);
        for (size_t q = 0; q < SLOTS; q++) {
            const struct response response = {.kind = RESPONSE_IS_MARK,
                                              .mark = q < 4 ? 0 : marks[s][q - 4]};
            score_class_answer(c, student, q, &response);
        }
    }
}

static void test_moodle(void)
{
    struct buffer key = {0};
    struct score_class c = {0};
    buffer_add_text(&key, "question,points\n");
    for (size_t q = 0; q < SLOTS; q++) {
        buffer_addf(&key, "s%zu,%g\n", q, most[q]);
    }
    score_class_csv(&c, buffer_text(&key), true);
    REQUIRE(c.sheet != NULL);
    enter_marks(&c);
    const struct results_options options = score_class_options();
    struct results *r = results_new(c.sheet, &options);
    REQUIRE(r != NULL);
    for (size_t q = 0; q < SLOTS; q++) {
        const struct item_result *item = &r->items[q];
        CHECK_NEAR(100 * item->facility, facility_percent[q], 1e-6);
        CHECK_NEAR(item->moodle_sd / 100 * most[q] * 1000, sd_times_1000[q], 1e-6);
        CHECK_NEAR(item->moodle_effective_weight, effective_weight[q], 1e-6);
        CHECK_NEAR(item->moodle_discrimination_index, discrimination_index[q], 1e-6);
        CHECK_NEAR(item->moodle_discriminative_efficiency, discriminative_efficiency[q], 1e-6);
    }
    results_free(r);
    score_class_fini(&c);
    buffer_fini(&key);
}

int main(void)
{
    RUN(test_lsat6);
    RUN(test_moodle);
    return check_end();
}
