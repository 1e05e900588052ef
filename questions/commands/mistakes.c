/* What the learner got wrong, written as a question bank: cards, a list, a file for a platform. */
#include <stdlib.h>
#include <string.h>

#include "engine/short_text.h"
#include "questions/bank/bank_load.h"
#include "questions/commands/bank_out.h"
#include "questions/commands/banks.h"
#include "questions/commands/commands.h"
#include "questions/commands/output.h"
#include "questions/commands/packs.h"
#include "questions/commands/progress.h"
#include "questions/text/buffer.h"
#include "questions/text/json_out.h"
#include "questions/tutor/missed.h"

const struct option_spec mistakes_options[] = {
    {"-o", "FILE", "Where the bank goes. Default: standard output."},
    {"--format", "FORMAT",
     "json ndjson gift moodle-xml aiken qti12 qti21 anki csv markdown html amc. Default: by the "
     "ending of FILE, else markdown."},
    {"--marked", NULL, "The questions that you marked, in place of those you got wrong."},
    {"--from", "FORMAT",
     "The format of BANK. Default: by the ending of its name, else by its text."},
    {"--unverified", NULL, "Take keys as they are where the pack is not at hand or does not say."},
    {"--db", "FILE", "Progress database (default: AMIQUIZ_DB, else in the user's data folder)."},
    {NULL, NULL, NULL},
};

struct mistakes {
    struct context *context;
    const struct subject *subject; /* NULL: a bank whose pack is not at hand */
    struct subject *own;           /* owned */
    struct bank_file file;         /* the bank that is named, if one is */
    bool banked;
    struct progress progress;
    struct missed missed;
    struct bank exams;        /* questions of exams, which are kept whole */
    struct buffer exam_lines; /* what they were read from */
    struct bank_out out;
    const char *path;
    const struct format *format;
    struct arena ids;     /* of what was written */
    const char **written; /* owned; room for every question */
    size_t count, lost;
};

/* ---- What was asked -------------------------------------------------------------------------- */

static bool note(void *context, const struct outcome_record *record)
{
    struct mistakes *m = context;
    /* Those of exams are read with their exam, whole, and only once it is over. */
    return record->sitting == SITTING_EXAM || missed_note(&m->missed, record);
}

static bool note_exam(void *context, const struct outcome_record *record)
{
    struct mistakes *m = context;
    return missed_note(&m->missed, record);
}

/* Exams that are over, by number: the store cannot be asked again while it tells of them. */
struct exams {
    const char *course;
    int64_t ids[4096];
    size_t count;
};

static bool note_sitting(void *context, const struct sitting_record *record)
{
    struct exams *exams = context;
    if (record->end != END_OPEN && strcmp(record->sitting.pack, exams->course) == 0) {
        exams->ids[exams->count++] = record->id;
    }
    return exams->count < sizeof exams->ids / sizeof exams->ids[0];
}

/* Oldest first: drills, then exams; an exam's question is another one than a drill's. */
static enum status read_history(struct mistakes *m, const char *course)
{
    struct exams exams = {.course = course};
    struct progress *p = &m->progress;
    bool good = store_history(p->store, course, note, m, &p->problem) &&
                store_sittings(p->store, SITTING_EXAM, note_sitting, &exams, &p->problem);
    for (size_t i = 0; good && i < exams.count; i++) {
        good = store_sitting_history(p->store, exams.ids[i], note_exam, m, &p->problem);
    }
    if (!good) {
        return progress_failed(p);
    }
    const bool marked = argument(m->context, "--marked") != NULL;
    missed_settle(&m->missed, !marked, marked);
    return STATUS_DONE;
}

/* ---- What is written ------------------------------------------------------------------------- */

/* Two questions of a drill about one sentence are one in a bank. */
static bool is_written(const struct mistakes *m, const char *id)
{
    for (size_t i = 0; i < m->count; i++) {
        if (strcmp(m->written[i], id) == 0) {
            return true;
        }
    }
    return false;
}

static enum status write_item(struct mistakes *m, const struct missed_question *q,
                              const struct item *item)
{
    struct item with_choice = *item;
    if (is_written(m, item->id)) {
        return STATUS_DONE;
    }
    m->written[m->count] = arena_copy(&m->ids, item->id, strlen(item->id));
    if (m->written[m->count++] == NULL) {
        return command_no_memory(m->context);
    }
    struct buffer chosen = {0};
    missed_chosen(q, m->subject, item, &chosen);
    with_choice.chosen = chosen.length > 0 ? buffer_text(&chosen) : NULL;
    const enum status status = chosen.failed ? command_no_memory(m->context)
                               : bank_out_item(&m->out, &with_choice) ? STATUS_DONE
                                                                      : STATUS_FAILED;
    buffer_fini(&chosen);
    return status;
}

static enum status write_made(struct mistakes *m, const struct missed_question *q)
{
    struct frame_wording wording;
    struct arena arena = {0};
    struct item item;
    bool known = false;
    struct frame *frame = m->subject != NULL ? missed_frame(q, m->subject, &wording, &known) : NULL;
    if (frame == NULL) {
        m->lost++;
        return known ? command_no_memory(m->context) : STATUS_DONE;
    }
    const enum status status = frame_item(frame, &wording, &arena, &item)
                                   ? write_item(m, q, &item)
                                   : command_no_memory(m->context);
    arena_fini(&arena);
    frame_free(frame);
    return status;
}

static enum status write_question(struct mistakes *m, const struct missed_question *q)
{
    const struct bank *bank = m->banked ? &m->file.bank : &m->exams;
    const struct item *item = m->banked || q->item != NULL ? bank_item(bank, q->id) : NULL;
    if (item != NULL) {
        return write_item(m, q, item);
    }
    if (m->banked || q->item != NULL) {
        m->lost++; /* the bank has it no longer */
        return STATUS_DONE;
    }
    return write_made(m, q);
}

/* Questions of exams are lines of a bank; read them as one. */
static enum status read_exam_items(struct mistakes *m)
{
    struct diags diags = {0};
    bool any = false;
    buffer_add_text(&m->exam_lines, "{\"format\":\"amiquiz-bank\",\"version\":1}\n");
    for (size_t i = 0; i < m->missed.count; i++) {
        const char *item = m->missed.questions[i].item;
        if (item != NULL) {
            buffer_add_text(&m->exam_lines, item);
            buffer_add_char(&m->exam_lines, '\n');
            any = true;
        }
    }
    if (m->exam_lines.failed) {
        return command_no_memory(m->context);
    }
    const struct source_text text = {.name = "exam",
                                     .bytes = buffer_text(&m->exam_lines),
                                     .length = m->exam_lines.length,
                                     .first_line = 1};
    if (any && !bank_load(&text, format_find("ndjson"), &m->exams, &diags)) {
        m->exams.item_count = 0; /* of another version: they count as lost */
    }
    diags_fini(&diags);
    return STATUS_DONE;
}

static enum status write_all(struct mistakes *m, const struct bank_head *head)
{
    const struct write_options options = {0};
    enum status status = bank_out_begin(&m->out, m->context, m->path, m->format, head, &options);
    if (status != STATUS_DONE) {
        return status;
    }
    for (size_t i = 0; status == STATUS_DONE && i < m->missed.count; i++) {
        status = write_question(m, &m->missed.questions[i]);
    }
    return bank_out_end(&m->out, status);
}

static enum status write_bank(struct mistakes *m)
{
    char digest[SHA256_HEX_SIZE];
    struct bank_head head = {
        .title = argument(m->context, "--marked") != NULL ? "My marked questions" : "My mistakes",
        .generator = "amiquiz " AMIQUIZ_VERSION,
        .item_count = 0};
    if (m->subject != NULL) {
        subject_digest(m->subject, digest);
        head.pack_id = m->subject->pack->id;
        head.pack_sha256 = digest;
        head.sources = m->subject->pack->sources;
        head.source_count = m->subject->pack->source_count;
    }
    m->written = calloc(m->missed.count, sizeof *m->written);
    const enum status status =
        m->written != NULL ? read_exam_items(m) : command_no_memory(m->context);
    return status == STATUS_DONE ? write_all(m, &head) : status;
}

/* ---- What is said ---------------------------------------------------------------------------- */

static enum status say(struct mistakes *m)
{
    struct context *context = m->context;
    struct buffer text = {0};
    if (m->lost > 0) {
        command_warning(context, "%zu question%s left out: the %s %s", m->lost,
                        m->lost == 1 ? " was" : "s were",
                        m->banked ? "bank no longer has" : "pack no longer asks",
                        m->lost == 1 ? "it" : "them");
    }
    if (strcmp(m->path, "-") == 0) {
        return STATUS_DONE;
    }
    if (context->json) {
        struct json_out j = {.out = &text};
        json_object_begin(&j);
        json_member_string(&j, "file", m->path);
        json_member_string(&j, "format", m->format->name);
        json_member_int(&j, "questions", (int64_t)m->count);
        json_object_end(&j);
        return output_line(context, &text, STATUS_DONE);
    }
    if (!context->quiet) {
        buffer_addf(&text, "Wrote %zu question%s to %s (%s).", m->count, m->count == 1 ? "" : "s",
                    short_text(m->path).text, m->format->name);
        screen_wrap(&context->err, STYLE_PLAIN, 0, 0, buffer_text(&text));
    }
    buffer_fini(&text);
    return STATUS_DONE;
}

/* ---- The command ----------------------------------------------------------------------------- */

static enum status read_format(struct mistakes *m)
{
    const char *name = argument(m->context, "--format");
    m->path = argument(m->context, "-o");
    m->format = m->path != NULL ? format_of_file(m->path) : NULL;
    m->path = m->path != NULL ? m->path : "-";
    if (name != NULL) {
        m->format = banks_format(m->context, "--format", name, false);
    } else if (m->format == NULL) {
        m->format = format_find("markdown");
    }
    return m->format != NULL ? STATUS_DONE : STATUS_USAGE;
}

/* What was asked: a bank that is named, else the pack. */
static enum status open_subject(struct mistakes *m)
{
    const struct arguments *args = &m->context->args;
    enum status status = STATUS_DONE;
    m->banked = args->word_count > 0;
    if (!m->banked) {
        m->subject = m->own = packs_subject(m->context, NULL, PACK_DEFAULT, &status);
        return status;
    }
    status = banks_read(m->context, args->words[0], argument(m->context, "--from"),
                        argument(m->context, "--unverified") != NULL ? BANKS_TRUST : BANKS_PROVE,
                        &m->file);
    m->subject = m->file.subject;
    return status;
}

static enum status collect(struct mistakes *m)
{
    const char *title;
    char *course = m->banked ? bank_file_course(&m->file, &title) : NULL;
    enum status status = m->banked && course == NULL
                             ? command_no_memory(m->context)
                             : progress_open_to_read(m->context, &m->progress);
    if (status == STATUS_DONE) {
        status = read_history(m, m->banked ? course : m->subject->pack->id);
    }
    free(course);
    if (status == STATUS_DONE && m->missed.count == 0) {
        status = command_error(
            m->context, STATUS_NO, "%s",
            argument(m->context, "--marked") != NULL
                ? "no question is marked: nothing was written"
                : "the latest answer to every question was right: nothing was written");
    }
    return status;
}

enum status command_mistakes(struct context *context)
{
    struct mistakes m = {.context = context};
    if (context->args.word_count > 1) {
        return command_usage(context, NULL, "one word too many: \"%s\"", context->args.words[1]);
    }
    enum status status = read_format(&m);
    status = status == STATUS_DONE ? open_subject(&m) : status;
    status = status == STATUS_DONE ? collect(&m) : status;
    status = status == STATUS_DONE ? write_bank(&m) : status;
    status = status == STATUS_DONE ? say(&m) : status;
    progress_close(&m.progress);
    missed_fini(&m.missed);
    arena_fini(&m.ids);
    free(m.written);
    bank_fini(&m.exams);
    buffer_fini(&m.exam_lines);
    bank_file_fini(&m.file);
    subject_free(m.own);
    return status;
}
