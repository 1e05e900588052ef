/* See the header. */
#include "questions/commands/study.h"

#include "questions/commands/banks.h"
#include "questions/commands/clock.h"
#include "questions/commands/packs.h"
#include "questions/commands/study_plan.h"
#include "questions/item/subject.h"
#include "questions/text/buffer.h"

static bool note(void *context, const struct outcome_record *record)
{
    struct study *study = context;
    return figures_note(&study->figures, record);
}

/* Whatever the pack or a bank of it asked. */
static enum status read_history(struct context *context, struct study *study)
{
    struct progress *p = &study->progress;
    struct buffer bank = {0};
    const char *pack = study->subject->pack->id;
    buffer_addf(&bank, BANK_COURSE "%s", pack);
    const bool read = store_history(p->store, pack, note, study, &p->problem) &&
                      store_history(p->store, buffer_text(&bank), note, study, &p->problem);
    const bool whole = !bank.failed;
    buffer_fini(&bank);
    if (!read) {
        return progress_failed(p);
    }
    return whole && figures_settle(&study->figures) ? STATUS_DONE : command_no_memory(context);
}

static enum status open_store(struct context *context, bool check, struct study *study)
{
    struct progress *p = &study->progress;
    const enum status status = progress_open_or_empty(context, p);
    return status == STATUS_DONE && check && !store_check(p->store, &p->problem)
               ? progress_failed(p)
               : status;
}

enum status study_open(struct context *context, bool check, struct study *study)
{
    enum status status = STATUS_DONE;
    const int64_t now = clock_real.now(clock_real.context);
    *study = (struct study){.today = fsrs_day(now)};
    if (context->args.word_count > 0) {
        return command_usage(context, NULL, "one word too many: \"%s\"", context->args.words[0]);
    }
    study->subject = packs_subject(context, NULL, PACK_DEFAULT, &status);
    if (study->subject == NULL) {
        return status;
    }
    status = open_store(context, check, study);
    if (status == STATUS_DONE) {
        status =
            study_plan_kept(context, study->progress.store, study->subject->pack->id, &study->plan);
        study->plan.exam = study->plan.exam && study->plan.exam_day >= study->today;
    }
    if (status == STATUS_DONE && !figures_init(&study->figures, study->subject)) {
        status = command_no_memory(context);
    }
    return status == STATUS_DONE ? read_history(context, study) : status;
}

void study_close(struct study *study)
{
    figures_fini(&study->figures);
    progress_close(&study->progress);
    subject_free(study->subject);
    *study = (struct study){0};
}

double study_expected(const struct study *study, int64_t day)
{
    double expected = 0;
    for (size_t i = 0; i < study->figures.memory.count; i++) {
        expected += memory_recall(&study->figures.memory.items[i], day);
    }
    return expected;
}

const char *study_item_id(const struct study *study, const struct memory_item *item)
{
    const struct pack *pack = study->subject->pack;
    return item->decision != SIZE_MAX ? pack->decisions[item->decision].rules[item->index].id
                                      : pack->statements[item->index].id;
}
