/* The rules by the day on which recall will have sunk to 90 %. */
#include "questions/commands/schedule_due.h"

#include <stdlib.h>

#include "questions/commands/output.h"
#include "questions/commands/study.h"
#include "questions/text/buffer.h"
#include "questions/text/day.h"
#include "questions/text/json_out.h"

/** A rule and its day; what is overdue is due today. */
struct due {
    int64_t day;
    size_t item;
};

static int compare_due(const void *a, const void *b)
{
    const struct due *left = a, *right = b;
    if (left->day != right->day) {
        return left->day < right->day ? -1 : 1;
    }
    return (left->item > right->item) - (left->item < right->item);
}

/* All rules that were asked, the earliest first; NULL when memory ran out. */
static struct due *list_due(const struct study *study, size_t *count)
{
    const struct memory *memory = &study->figures.memory;
    struct due *due = calloc(memory->count + 1, sizeof *due);
    *count = 0;
    for (size_t i = 0; due != NULL && i < memory->count; i++) {
        if (memory->items[i].reviews > 0) {
            const int64_t day = memory_due(&memory->items[i]);
            due[(*count)++] = (struct due){day > study->today ? day : study->today, i};
        }
    }
    if (*count > 0) {
        qsort(due, *count, sizeof *due, compare_due);
    }
    return due;
}

static const char *id_of(const struct study *study, const struct due *due)
{
    return study_item_id(study, &study->figures.memory.items[due->item]);
}

static enum status write_json(struct context *context, const struct study *study,
                              const struct due due[], size_t count)
{
    struct buffer out = {0}, day = {0};
    struct json_out j = {.out = &out};
    json_object_begin(&j);
    json_member_string(&j, "pack", study->subject->pack->id);
    json_key(&j, "due");
    json_array_begin(&j);
    for (size_t i = 0; i < count;) {
        const int64_t today = due[i].day;
        buffer_clear(&day);
        day_write(&day, today);
        json_object_begin(&j);
        json_member_string(&j, "day", buffer_text(&day));
        json_key(&j, "rules");
        json_array_begin(&j);
        for (; i < count && due[i].day == today; i++) {
            json_string(&j, id_of(study, &due[i]));
        }
        json_array_end(&j);
        json_object_end(&j);
    }
    json_array_end(&j);
    json_object_end(&j);
    out.failed = out.failed || day.failed;
    buffer_fini(&day);
    const enum status status = output_line(context, &out, STATUS_DONE);
    buffer_fini(&out);
    return status;
}

static void draw_day(struct screen *screen, const struct study *study, const struct due due[],
                     size_t count)
{
    struct buffer label = {0}, text = {0};
    if (due->day == study->today) {
        buffer_add_text(&label, "Today");
    } else {
        buffer_addf(&label, "%s ", day_of_week(due->day));
        day_write_short(&label, due->day, study->today);
    }
    buffer_addf(&text, "%zu: ", count);
    for (size_t i = 0; i < count; i++) {
        buffer_addf(&text, "%s%s", i == 0 ? "" : ", ", id_of(study, &due[i]));
    }
    screen_labelled(screen, buffer_text(&label), 18, buffer_text(&text));
    buffer_fini(&label);
    buffer_fini(&text);
}

static void draw(struct screen *screen, const struct study *study, const struct due due[],
                 size_t count)
{
    struct buffer text = {0};
    if (count == 0) {
        buffer_addf(&text, "Nothing of the pack \"%s\" was asked yet: amiquiz drill",
                    study->subject->pack->id);
    }
    for (size_t i = 0, next; i < count; i = next) {
        for (next = i; next < count && due[next].day == due[i].day; next++) {
        }
        draw_day(screen, study, &due[i], next - i);
    }
    if (count > 0) {
        buffer_addf(&text, "%zu of %zu rules were not asked yet.",
                    study->figures.memory.count - count, study->figures.memory.count);
    }
    screen_wrap(screen, STYLE_PLAIN, 0, 0, buffer_text(&text));
    buffer_fini(&text);
}

enum status schedule_due(struct context *context)
{
    struct study study;
    size_t count = 0;
    struct due *due = NULL;
    enum status status = study_open(context, false, &study);
    if (status == STATUS_DONE && (due = list_due(&study, &count)) == NULL) {
        status = command_no_memory(context);
    } else if (status == STATUS_DONE && context->json) {
        status = write_json(context, &study, due, count);
    } else if (status == STATUS_DONE) {
        draw(&context->out, &study, due, count);
    }
    free(due);
    study_close(&study);
    return status;
}
