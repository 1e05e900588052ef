/* A folder or a database comes back, and is scored again. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "questions/commands/packs.h"
#include "questions/commands/score.h"
#include "questions/score/db.h"
#include "questions/score/kept.h"
#include "questions/score/manifest.h"
#include "questions/score/sheet_private.h"
#include "questions/text/buffer.h"
#include "questions/text/diag_print.h"
#include "questions/text/path.h"
#include "questions/text/placing.h"

#define MANIFEST_MOST ((size_t)1 << 20) /* bytes */

void score_kept_fini(struct score_kept *kept)
{
    results_free(kept->results);
    sheet_free(kept->sheet);
    score_key_file_fini(&kept->key);
    arena_fini(&kept->arena);
    *kept = (struct score_kept){0};
}

/* An option as it was given; what is empty was not. */
static const char *kept_value(void *source, const char *name)
{
    const struct scored *scored = source;
    for (size_t i = 0; i < scored->option_count; i++) {
        if (strcmp(scored->options[i].name, name) == 0 && scored->options[i].value[0] != '\0') {
            return scored->options[i].value;
        }
    }
    return NULL;
}

/*
 * The words of a manifest are data: one that cannot be followed was not said by whoever calls the command.
 * @name  of the folder's manifest, or of the database
 */
static enum status kept_words(struct context *context, const char *name, enum status status)
{
    if (status != STATUS_USAGE) {
        return status;
    }
    (void)command_error(context, STATUS_BAD_INPUT,
                        "\"%s\" keeps a scoring that cannot be done again", name);
    command_hint(context, "score it again: amiquiz score --key ... ANSWERS ...");
    return STATUS_BAD_INPUT;
}

static enum status take_manifest(struct context *context, const char *name, const char *bytes,
                                 size_t length, struct score_kept *kept)
{
    const struct source_text text = {name, bytes, length, 1};
    struct diags diags = {0};
    const bool read = manifest_read(&text, &kept->arena, &kept->scored, &diags);
    diag_print(&context->err, &diags);
    diags_fini(&diags);
    if (!read) {
        return STATUS_BAD_INPUT;
    }
    kept->wishes.again = true;
    return kept_words(context, name,
                      score_wishes_read(context, kept_value, &kept->scored, &kept->wishes));
}

/* The key as it was; a copy without names has another digest than what it was made of. */
static enum status check_key(struct context *context, const struct score_kept *kept,
                             const char *name)
{
    const bool same = strcmp(kept->key.sha256, kept->scored.key_sha256) == 0;
    return same || kept->wishes.anonymous
               ? STATUS_DONE
               : command_error(context, STATUS_BAD_INPUT,
                               "\"%s\" is not the key that was scored by: its SHA-256 is another",
                               name);
}

static enum status work_out(struct context *context, struct score_kept *kept)
{
    kept->results = results_new(kept->sheet, &kept->wishes.results);
    kept->scored.results = kept->results;
    kept->scored.anonymous = kept->wishes.anonymous;
    return kept->results != NULL ? STATUS_DONE : command_no_memory(context);
}

/* ---- A folder -------------------------------------------------------------------------------- */

static char *inside(const char *folder, const char *name)
{
    struct buffer path = {0};
    path_join(&path, folder, name);
    return buffer_take(&path);
}

static enum status read_folder_key(struct context *context, const char *folder,
                                   struct score_kept *kept, char **path, char **pack)
{
    *path = inside(folder, kept->scored.key_copy);
    *pack = kept->scored.pack_copy != NULL ? inside(folder, kept->scored.pack_copy) : NULL;
    if (*path == NULL || (kept->scored.pack_copy != NULL && *pack == NULL)) {
        return command_no_memory(context);
    }
    const bool told = context->pack != NULL; /* a --pack that does not fit is the caller's */
    context->pack = told ? context->pack : *pack;
    enum status status = score_key_read(context, *path, &kept->wishes, true, &kept->key);
    status = told ? status : kept_words(context, folder, status);
    return status == STATUS_DONE ? check_key(context, kept, *path) : status;
}

static enum status read_folder_answers(struct context *context, const char *folder,
                                       struct score_kept *kept)
{
    char *path = inside(folder, "responses.csv");
    FILE *file = path != NULL ? fopen(path, "rb") : NULL;
    struct buffer problem = {0};
    enum status status = STATUS_DONE;
    kept->sheet = sheet_new(&kept->key.key);
    if (path == NULL || kept->sheet == NULL) {
        status = command_no_memory(context);
    } else if (file == NULL) {
        status = command_error(context, STATUS_FAILED, "\"%s\" cannot be opened: %s", path,
                               strerror(errno));
    } else if (!kept_read(file, kept->sheet, &problem)) {
        status =
            command_error(context, STATUS_BAD_INPUT, "\"%s\", %s", path, buffer_text(&problem));
        command_hint(context, "score it again: amiquiz score --key ... -o %s", folder);
    }
    if (file != NULL) {
        (void)fclose(file);
    }
    buffer_fini(&problem);
    free(path);
    return status;
}

static enum status read_folder(struct context *context, const char *folder, struct score_kept *kept)
{
    enum status status = STATUS_DONE;
    size_t length = 0;
    char *path = inside(folder, "manifest.json");
    char *key = NULL, *pack = NULL;
    if (path == NULL) {
        return command_no_memory(context);
    }
    status = score_files_finish(context, folder);
    if (status != STATUS_DONE) {
        free(path);
        return status;
    }
    if (access(path, F_OK) != 0) {
        status = command_error(context, STATUS_FAILED,
                               "\"%s\" holds no scoring: there is no manifest.json", folder);
        command_hint(context, "amiquiz score ... -o %s makes one", folder);
        free(path);
        return status;
    }
    char *bytes = packs_read_file(context, path, MANIFEST_MOST, &length, &status);
    if (bytes != NULL) {
        status = take_manifest(context, path, bytes, length, kept);
    }
    if (status == STATUS_DONE) {
        status = read_folder_key(context, folder, kept, &key, &pack);
    }
    if (status == STATUS_DONE) {
        status = read_folder_answers(context, folder, kept);
    }
    context->pack = context->pack == pack ? NULL : context->pack;
    free(bytes);
    free(path);
    free(key);
    free(pack);
    return status;
}

/* ---- A database ------------------------------------------------------------------------------ */

static enum status refuse(struct context *context, const char *path, struct buffer *problem)
{
    return command_error(context, STATUS_BAD_INPUT, "\"%s\" cannot be reported on: %s", path,
                         buffer_text(problem));
}

static enum status read_database(struct context *context, const char *path, struct score_kept *kept)
{
    struct buffer problem = {0};
    char *manifest = NULL, *key = NULL;
    size_t manifest_length = 0, key_length = 0;
    enum status status = STATUS_DONE;
    struct db_in *db = db_in_open(path, &problem);
    if (db == NULL || !db_in_kept(db, &manifest, &manifest_length, &key, &key_length, &problem)) {
        status = refuse(context, path, &problem);
    } else {
        status = take_manifest(context, path, manifest, manifest_length, kept);
    }
    if (status == STATUS_DONE) {
        status = score_key_take(context, kept->scored.key_copy, key, key_length, &kept->wishes,
                                true, &kept->key);
        key = NULL;
        status = context->pack != NULL ? status : kept_words(context, path, status);
        status = status == STATUS_DONE ? check_key(context, kept, path) : status;
    }
    if (status == STATUS_DONE) {
        kept->sheet = sheet_new(&kept->key.key);
        if (kept->sheet == NULL) {
            status = command_no_memory(context);
        } else if (!db_in_answers(db, kept->sheet, &problem)) {
            status = refuse(context, path, &problem);
        }
    }
    db_in_close(db);
    free(manifest);
    free(key);
    buffer_fini(&problem);
    return status;
}

enum status score_kept_read(struct context *context, const char *path, struct score_kept *kept)
{
    struct stat seen;
    enum status status;
    if (stat(path, &seen) != 0) {
        status = command_error(context, STATUS_FAILED, "\"%s\" cannot be read: %s", path,
                               strerror(errno));
    } else if (S_ISDIR(seen.st_mode)) {
        kept->of_folder = true;
        status = read_folder(context, path, kept);
    } else if (db_in_looks(path)) {
        status = read_database(context, path, kept);
    } else {
        status = command_error(context, STATUS_BAD_INPUT,
                               "\"%s\" is neither a folder nor a database of a scoring", path);
    }
    return status == STATUS_DONE ? work_out(context, kept) : status;
}
