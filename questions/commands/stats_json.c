/* All figures of a course of study for a program; see commands/table.c for what they mean. */
#include <math.h>

#include "questions/commands/stats.h"
#include "questions/item/subject.h"
#include "questions/text/buffer.h"
#include "questions/text/day.h"
#include "questions/text/json_out.h"

static void write_day(struct json_out *j, const char *key, int64_t day)
{
    struct buffer text = {0};
    day_write(&text, day);
    json_member_string(j, key, buffer_text(&text));
    j->out->failed = j->out->failed || text.failed;
    buffer_fini(&text);
}

static void write_null(struct json_out *j, const char *key)
{
    json_key(j, key);
    json_null(j);
}

static void write_rule(struct json_out *j, const struct study *study,
                       const struct memory_item *item)
{
    const struct pack *pack = study->subject->pack;
    const bool met = item->reviews > 0;
    json_object_begin(j);
    json_member_string(j, "rule", study_item_id(study, item));
    json_member_string(j, "decision",
                       item->decision != SIZE_MAX ? pack->decisions[item->decision].id : NULL);
    json_member_int(j, "reviews", (int64_t)item->reviews);
    json_member_int(j, "lapses", (int64_t)item->lapses);
    json_member_number(j, "stability", met ? item->state.stability : NAN);
    json_member_number(j, "difficulty", met ? item->state.difficulty : NAN);
    if (met) {
        write_day(j, "last", fsrs_day(item->last));
        write_day(j, "due", memory_due(item));
    } else {
        write_null(j, "last");
        write_null(j, "due");
    }
    json_member_number(j, "recall", memory_recall(item, study->today));
    json_member_number(j, "recall_exam",
                       study->plan.exam ? memory_recall(item, study->plan.exam_day) : NAN);
    json_object_end(j);
}

static void write_rules(struct json_out *j, const struct study *study)
{
    json_key(j, "rules");
    json_array_begin(j);
    for (size_t i = 0; i < study->figures.memory.count; i++) {
        write_rule(j, study, &study->figures.memory.items[i]);
    }
    json_array_end(j);
}

static void write_days(struct json_out *j, const struct figures *figures)
{
    json_key(j, "days");
    json_array_begin(j);
    for (size_t i = 0; i < figures->day_count; i++) {
        json_object_begin(j);
        write_day(j, "day", figures->days[i].day);
        json_member_int(j, "answered", (int64_t)figures->days[i].answered);
        json_member_int(j, "right", (int64_t)figures->days[i].right);
        json_object_end(j);
    }
    json_array_end(j);
}

static void write_belief(struct json_out *j, const struct belief *belief, size_t answers)
{
    json_object_begin(j);
    json_member_int(j, "answers", (int64_t)answers);
    json_key(j, "beliefs");
    json_array_begin(j);
    for (size_t i = 0; i < belief->count; i++) {
        json_object_begin(j);
        json_member_string(j, "belief", belief_name(belief, i));
        json_member_number(j, "probability", belief->hypotheses[i].probability);
        json_object_end(j);
    }
    json_array_end(j);
    json_object_end(j);
}

/* Two misconceptions held at once, named as at the end of a diagnosis; null: none are told of. */
static bool write_pair(struct json_out *j, const struct study *study, const struct belief *belief,
                       size_t answers)
{
    const struct misconception *known = study->subject->pack->misconceptions;
    struct figure_pair pair;
    const bool whole = figures_pair(&study->figures, belief, answers, &pair);
    if (!pair.told) {
        write_null(j, "pair");
        return whole;
    }
    json_key(j, "pair");
    json_object_begin(j);
    json_key(j, "belief");
    json_array_begin(j);
    for (size_t i = 0; i < 2; i++) {
        json_string(j, known[pair.misconceptions[i]].id);
    }
    json_array_end(j);
    json_member_number(j, "probability", pair.probability);
    json_object_end(j);
    return whole;
}

/* What is believed about a decision after every tenth answer, and after the last. */
static bool write_course(struct json_out *j, const struct study *study, size_t decision)
{
    struct belief belief;
    const size_t count = figures_about(&study->figures, decision);
    if (!belief_init(&belief, study->subject, decision, NULL)) {
        return false;
    }
    json_object_begin(j);
    json_member_string(j, "decision", study->subject->pack->decisions[decision].id);
    json_key(j, "course");
    json_array_begin(j);
    for (size_t n = FIGURES_STEP; n < count; n += FIGURES_STEP) {
        figures_believed(&study->figures, &belief, n);
        write_belief(j, &belief, n);
    }
    if (count > 0) {
        figures_believed(&study->figures, &belief, count);
        write_belief(j, &belief, count);
    }
    json_array_end(j);
    const bool whole = write_pair(j, study, &belief, count);
    json_object_end(j);
    belief_fini(&belief);
    return whole;
}

static bool write_beliefs(struct json_out *j, const struct study *study)
{
    bool whole = true;
    json_key(j, "beliefs");
    json_array_begin(j);
    for (size_t d = 0; whole && d < study->subject->pack->decision_count; d++) {
        whole = write_course(j, study, d);
    }
    json_array_end(j);
    return whole;
}

/* Only where somebody said how sure. */
static void write_sure(struct json_out *j, const struct figures *figures)
{
    json_key(j, "calibration");
    json_array_begin(j);
    for (size_t i = 0; i < FIGURES_SURE; i++) {
        const struct figure_sure *sure = &figures->sure[i];
        if (sure->answered > 0) {
            const double count = (double)sure->answered;
            json_object_begin(j);
            json_member_int(j, "from", (int64_t)(i * 100 / FIGURES_SURE));
            json_member_int(j, "answered", (int64_t)sure->answered);
            json_member_number(j, "confidence", (double)sure->confidence / count);
            json_member_number(j, "right", 100 * (double)sure->right / count);
            json_object_end(j);
        }
    }
    json_array_end(j);
}

bool stats_json(const struct study *study, struct buffer *out)
{
    struct json_out j = {.out = out};
    json_object_begin(&j);
    json_member_string(&j, "pack", study->subject->pack->id);
    write_day(&j, "day", study->today);
    if (study->plan.exam) {
        write_day(&j, "exam", study->plan.exam_day);
    } else {
        write_null(&j, "exam");
    }
    json_member_int(&j, "answered", (int64_t)study->figures.total.answered);
    json_member_int(&j, "right", (int64_t)study->figures.total.right);
    json_member_number(&j, "expected", study_expected(study, study->today));
    json_member_number(&j, "expected_exam",
                       study->plan.exam ? study_expected(study, study->plan.exam_day) : NAN);
    write_rules(&j, study);
    write_days(&j, &study->figures);
    const bool whole = write_beliefs(&j, study);
    write_sure(&j, &study->figures);
    json_object_end(&j);
    return whole && !out->failed;
}
