/* The bytes of an answer file that are held: read on by one thread or several, and looked at first. */
#include <string.h>

#include "questions/score/answers_private.h"
#include "questions/text/file_kind.h"

static void read_part(void *context, size_t number)
{
    struct answers *a = context;
    const size_t from = number * a->part;
    const size_t length = a->undigested - from < a->part ? a->undigested - from : a->part;
    if (!input_read_part(a->file.input, from, length, a->bytes + a->parted + from)) {
        a->part_failed = true;
    }
}

/* Several threads copy what comes next; false: it must be read in turn. */
static bool fill_together(struct answers *a)
{
    const size_t ahead = a->file.lone_crs ? 0 : input_ahead(a->file.input, a->block);
    if (ahead == 0) {
        return false;
    }
    const size_t parts = a->options.threads;
    a->parted = a->held;
    a->part = (ahead + parts - 1) / parts;
    a->undigested = ahead;
    a->part_failed = false;
    crew_run(a->crew, (ahead + a->part - 1) / a->part, read_part, a);
    if (a->part_failed) {
        a->undigested = 0;
        return false;
    }
    input_took(a->file.input, ahead);
    a->held += ahead;
    return true;
}

void block_fill(struct answers *a)
{
    struct answer_file *file = &a->file;
    if (fill_together(a)) {
        return;
    }
    size_t got = 0;
    const enum input_end end = input_read(file->input, a->bytes + a->held, a->block, &got);
    for (size_t i = 0; i < got && file->lone_crs; i++) {
        char *byte = &a->bytes[a->held + i];
        *byte = *byte == '\r' ? '\n' : *byte;
    }
    a->held += got;
    file->whole = end == INPUT_WHOLE;
    file->broken = end == INPUT_BROKEN;
}

void block_drop(struct answers *a, size_t length)
{
    memmove(a->bytes, a->bytes + length, a->held - length);
    a->held -= length;
}

static bool begins_with(const struct answers *a, const char *bytes, size_t length)
{
    return a->held >= length && memcmp(a->bytes, bytes, length) == 0;
}

/* Line ends that are CR alone, as on old Macs: there is no LF, and a CR that is not the last byte. */
static void find_line_ends(struct answers *a)
{
    if (memchr(a->bytes, '\n', a->held) != NULL || a->held == 0) {
        return;
    }
    const char *cr = memchr(a->bytes, '\r', a->held);
    a->file.lone_crs = cr != NULL && (cr + 1 < a->bytes + a->held || !block_has_more(a));
    for (size_t i = 0; i < a->held && a->file.lone_crs; i++) {
        a->bytes[i] = a->bytes[i] == '\r' ? '\n' : a->bytes[i];
    }
}

bool block_begin(struct answers *a)
{
    while (a->held < FIRST_LOOK && block_has_more(a)) {
        size_t got = 0;
        const size_t room = FIRST_LOOK - a->held < a->block ? FIRST_LOOK - a->held : a->block;
        const enum input_end end = input_read(a->file.input, a->bytes + a->held, room, &got);
        a->held += got;
        a->file.whole = end == INPUT_WHOLE;
        a->file.broken = end == INPUT_BROKEN;
    }
    const struct file_kind *kind = file_kind_foreign(a->bytes, a->held);
    if (kind != NULL) {
        return answers_problem(a, "%s %s: %s",
                               input_is_gzip(a->file.input) ? "unpacked, it is" : "it is",
                               kind->what, kind->advice);
    }
    if (begins_with(a, "\xef\xbb\xbf", 3)) {
        block_drop(a, 3);
    }
    find_line_ends(a);
    return true;
}
