/* What is to be studied now, by the schedule or for an exam. */
#include "questions/tutor/session_private.h"

/*
 * A gain below this is not worth a question of its own: a rule that is known well gains a hundredth
 * or so from being asked again.
 */
#define GAIN_LEAST 0.02

static int64_t today(const struct session *s)
{
    return fsrs_day(s->options.clock.now(s->options.clock.context));
}

/* Without a plan: what is due, the more forgotten the sooner. */
static double overdue(const struct memory_item *item, int64_t day)
{
    return item->reviews > 0 && memory_due(item) <= day ? 1 - memory_recall(item, day) : 0;
}

/* With one: what raises recall on that day most. */
static double gain(const struct memory_item *item, int64_t day, int64_t exam)
{
    const double gain = memory_gain(item, day, exam);
    return gain >= GAIN_LEAST ? gain : 0;
}

/* While cramming a right answer leaves the gain as it is: what was just right gives way to the rest. */
static double crammed(const struct memory_item *item, int64_t day, int64_t exam)
{
    const bool lately = item->crammed > 0 && fsrs_day(item->crammed_at) == day;
    const double times = lately ? 1 + 3 * (double)item->crammed : 1;
    return gain(item, day, exam) / times;
}

static double urgency(const struct session_plan *plan, const struct memory_item *item, int64_t day)
{
    const bool ahead = plan->exam && plan->exam_day >= day;
    if (plan->kind == SITTING_CRAM) {
        return crammed(item, day, ahead ? plan->exam_day : day + 1);
    }
    return ahead ? gain(item, day, plan->exam_day) : overdue(item, day);
}

void session_weigh(struct session *session)
{
    const int64_t day = today(session);
    memory_settle(&session->memory);
    session_leave_out(session);
    for (size_t i = 0; i < session->targets.count; i++) {
        struct target *t = &session->targets.items[i];
        if (t->kind != TARGET_MISCONCEPTION) {
            const size_t item = memory_item_of(&session->memory, t->decision, t->index);
            t->urgency = urgency(&session->options.plan, &session->memory.items[item], day);
        }
    }
}

const struct memory *session_memory(struct session *session)
{
    memory_settle(&session->memory);
    return session->options.subject != NULL ? &session->memory : NULL;
}

struct session_outlook session_outlook(struct session *session)
{
    const struct session_plan *plan = &session->options.plan;
    struct session_outlook look = {.exam = plan->exam, .day = plan->exam_day};
    look.cramming = plan->kind == SITTING_CRAM;
    look.today = today(session);
    memory_settle(&session->memory);
    look.rules = session->memory.count;
    for (size_t i = 0; i < session->memory.count; i++) {
        const struct memory_item *item = &session->memory.items[i];
        look.met += item->reviews > 0;
        look.due += item->reviews > 0 && memory_due(item) <= look.today;
        look.now += memory_recall(item, look.today);
        look.expected += plan->exam ? memory_recall(item, plan->exam_day) : 0;
    }
    return look;
}

bool session_introduces(const struct session *session)
{
    return session->options.plan.kind == SITTING_LEARN && session->options.bank == NULL;
}

const struct target *session_first_new(struct session *session)
{
    for (size_t i = 0; i < session->targets.count; i++) {
        const struct target *t = &session->targets.items[i];
        const size_t item = t->kind != TARGET_MISCONCEPTION
                                ? memory_item_of(&session->memory, t->decision, t->index)
                                : SIZE_MAX;
        if (item != SIZE_MAX && !t->left_out && session->memory.items[item].reviews == 0) {
            return t;
        }
    }
    return NULL;
}
