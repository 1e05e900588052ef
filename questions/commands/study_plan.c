/* The setting "exam-date" of a pack; see the header. */
#include "questions/commands/study_plan.h"

#include <stdlib.h>
#include <string.h>

#include "questions/text/day.h"
#include "questions/tutor/fsrs.h"
#include "questions/tutor/store.h"

#define SETTING "exam-date"

static bool is_none(const char *text)
{
    return strcmp(text, "none") == 0;
}

bool study_plan_check(struct context *context, int64_t now)
{
    const char *text = argument(context, "--exam-date");
    int64_t day = 0;
    if (text == NULL || is_none(text)) {
        return true;
    }
    if (!day_read(text, &day)) {
        (void)command_usage(context, "for example: --exam-date 2030-12-15, or --exam-date none",
                            "--exam-date must be a day as YYYY-MM-DD, not \"%s\"", text);
        return false;
    }
    if (day < fsrs_day(now)) {
        (void)command_usage(context, "--exam-date none forgets the date that was kept",
                            "--exam-date %s is past", text);
        return false;
    }
    return true;
}

static enum status failed(struct context *context, const struct store_problem *problem)
{
    (void)command_error(context, STATUS_FAILED, "%s", problem->text);
    if (problem->hint[0] != '\0') {
        command_hint(context, "%s", problem->hint);
    }
    return STATUS_FAILED;
}

enum status study_plan(struct context *context, struct store *store, const char *pack, int64_t now,
                       struct session_plan *plan)
{
    const char *given = argument(context, "--exam-date");
    struct store_problem problem = {0};
    const struct setting setting = {.at = now,
                                    .pack = pack,
                                    .name = SETTING,
                                    .value = given != NULL && !is_none(given) ? given : NULL};
    if (given != NULL && !store_set(store, &setting, &problem)) {
        return failed(context, &problem);
    }
    return study_plan_kept(context, store, pack, plan);
}

enum status study_plan_kept(struct context *context, struct store *store, const char *pack,
                            struct session_plan *plan)
{
    struct store_problem problem = {0};
    char *kept = NULL;
    if (!store_setting(store, pack, 0, SETTING, &kept, &problem)) {
        return failed(context, &problem);
    }
    plan->exam = kept != NULL && day_read(kept, &plan->exam_day);
    free(kept);
    return STATUS_DONE;
}
