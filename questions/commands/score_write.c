/* What a scoring leaves behind: tables, pages, a database, and a copy of the key to score again by. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "questions/bank/format.h"
#include "questions/commands/packs.h"
#include "questions/commands/score_run.h"
#include "questions/item/subject.h"
#include "questions/score/db.h"
#include "questions/score/page.h"
#include "questions/score/summary.h"
#include "questions/text/buffer.h"

#define PIECE ((size_t)256 * 1024) /* bytes put into a file at once */

static bool write_bytes(struct out *out, const char *bytes, size_t length)
{
    bool go = true;
    for (size_t at = 0; go && at < length; at += PIECE) {
        buffer_add(out->buffer, bytes + at, length - at < PIECE ? length - at : PIECE);
        go = out->ready(out->context);
    }
    return go;
}

/* The bank again, but for the students that its papers name. */
static bool write_nameless(struct out *out, struct bank *bank)
{
    const struct format *format = format_find("json");
    const struct write_options options = {.bank = bank};
    struct writing writing = {.out = out->buffer, .head = &bank->head, .options = &options};
    for (size_t i = 0; i < bank->paper_count; i++) {
        bank->papers[i].student = NULL;
    }
    bank->head.item_count = bank->item_count;
    bool go = format->begin == NULL || format->begin(&writing);
    for (size_t i = 0; go && i < bank->item_count; i++) {
        writing.number = i + 1;
        go = format->item(&writing, &bank->items[i]) && out->ready(out->context);
    }
    const bool ended = format->end == NULL || format->end(&writing);
    out->buffer->failed = out->buffer->failed || !ended;
    return go && ended && out->ready(out->context);
}

static bool write_key(struct out *out, struct score_run *run)
{
    return run->wishes.anonymous && run->key.of_bank
               ? write_nameless(out, &run->key.bank.bank)
               : write_bytes(out, run->key.bank.text.bytes, run->key.bank.text.length);
}

/* The sibling of a pack that is kept is looked for beside it under its id. */
static enum status keep_sibling(struct score_run *run)
{
    static const char *const taken[] = {"pack", "key", "manifest", NULL};
    const struct subject *sibling = run->key.bank.subject->sibling;
    bool free_name = sibling != NULL && !packs_builtin(sibling->pack->id);
    for (size_t i = 0; taken[i] != NULL && free_name; i++) {
        free_name = strcmp(sibling->pack->id, taken[i]) != 0;
    }
    if (!free_name) {
        return STATUS_DONE;
    }
    struct buffer name = {0};
    struct score_file *file = NULL;
    const struct source_text *text = &sibling->pack->text;
    buffer_addf(&name, "%s.json", sibling->pack->id);
    enum status status = score_files_begin(&run->files, buffer_text(&name), true, &file);
    if (status == STATUS_DONE && !write_bytes(&file->out, text->bytes, text->length)) {
        status = STATUS_FAILED;
    }
    buffer_fini(&name);
    return status;
}

/* What `report` scores again by. */
static enum status keep_key(struct score_run *run)
{
    struct score_file *file = NULL;
    enum status status = score_files_begin(&run->files, run->scored.key_copy, true, &file);
    if (status == STATUS_DONE && !write_key(&file->out, run)) {
        status = STATUS_FAILED;
    }
    if (status == STATUS_DONE && run->scored.pack_copy != NULL) {
        const struct source_text *text = &run->key.bank.subject->pack->text;
        status = score_files_begin(&run->files, run->scored.pack_copy, true, &file);
        if (status == STATUS_DONE && !write_bytes(&file->out, text->bytes, text->length)) {
            status = STATUS_FAILED;
        }
        status = status == STATUS_DONE ? keep_sibling(run) : status;
    }
    return status;
}

/* A file and the option that names it alone; in a folder it has its own name. */
static const struct {
    const char *name, *option;
    out_writer *writer;
} tables[] = {
    {"scores.csv", "--scores", out_scores},    {"items.csv", "--items", out_items},
    {"options.csv", "--options", out_options}, {"beliefs.csv", "--beliefs", out_beliefs},
    {"report.html", "--report", page_report},  {NULL, "--moodle-grades", out_moodle},
    {NULL, "--canvas-grades", out_canvas},     {"responses.csv", NULL, out_responses},
    {"manifest.json", NULL, out_manifest},
};

static enum status write_folder(struct score_run *run)
{
    enum status status = STATUS_DONE;
    for (size_t i = 0; status == STATUS_DONE && i < sizeof tables / sizeof tables[0]; i++) {
        if (tables[i].name != NULL) {
            status = score_files_write(&run->files, tables[i].name, true, tables[i].writer,
                                       &run->scored);
        }
    }
    if (status == STATUS_DONE && run->roster != NULL) {
        status = score_files_write(&run->files, "absent.csv", true, out_absent, &run->scored);
    }
    return status == STATUS_DONE ? keep_key(run) : status;
}

static bool always(void *context)
{
    (void)context;
    return true;
}

static enum status write_database(struct score_run *run)
{
    struct db_out *db = run->listening.db;
    struct buffer problem = {0}, key = {0};
    struct out out = {.buffer = &key, .ready = always};
    score_busy(run->context, "writing the database", 0, 0);
    bool good = write_key(&out, run) && !key.failed &&
                db_out_scored(db, &run->scored, buffer_text(&key), key.length);
    good = db_out_end(db, &problem) && good;
    run->listening.db = NULL;
    score_busy_end(run->context);
    enum status status = STATUS_DONE;
    if (key.failed) {
        status = command_no_memory(run->context);
    } else if (!good) {
        status = command_error(run->context, STATUS_FAILED, "\"%s\" cannot be written: %s",
                               run->files.database, buffer_text(&problem));
    }
    buffer_fini(&problem);
    buffer_fini(&key);
    return status;
}

enum status score_run_write(struct score_run *run)
{
    enum status status = run->files.folder != NULL ? write_folder(run) : STATUS_DONE;
    for (size_t i = 0; status == STATUS_DONE && i < sizeof tables / sizeof tables[0]; i++) {
        const char *name =
            tables[i].option != NULL ? argument(run->context, tables[i].option) : NULL;
        if (name != NULL) {
            status = score_files_write(&run->files, name, false, tables[i].writer, &run->scored);
        }
    }
    return status == STATUS_DONE && run->listening.db != NULL ? write_database(run) : status;
}

enum status score_run_end(struct score_run *run, enum status status)
{
    run->files.stale = run->files.kept_before ? score_stale_names : NULL;
    return score_files_end(&run->files, status);
}

void score_run_rejects(struct buffer *out, const struct score_run *run)
{
    const struct score_listening *l = &run->listening;
    buffer_add_text(out, buffer_text(&l->shown));
    if (l->lines > SCORE_REJECTS_SHOWN && l->shown.length > 0) {
        const uint64_t more = l->lines - SCORE_REJECTS_SHOWN;
        buffer_add_text(out, "\nand ");
        summary_count(out, more);
        buffer_add_text(out, more == 1 ? " more line: " : " more lines: ");
        buffer_add_text(out, l->files[0] != NULL || l->files[1] != NULL
                                 ? "rejects.csv has all"
                                 : "--rejects FILE lists them");
    }
}
