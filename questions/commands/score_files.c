/* Files that belong together: all are brought to disk before the first is put in place. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "questions/commands/clock.h"
#include "questions/commands/score.h"
#include "questions/text/buffer.h"
#include "questions/text/path.h"
#include "questions/text/placing.h"

static char *file_path(const struct score_files *files, const char *name, bool inside)
{
    struct buffer path = {0};
    if (inside) {
        path_join(&path, files->folder, name);
    } else {
        buffer_add_text(&path, name);
    }
    return buffer_take(&path);
}

enum status score_files_folder(struct score_files *files, const char *folder)
{
    files->folder = folder;
    files->folder_made = mkdir(folder, 0777) == 0;
    struct stat seen;
    if (!files->folder_made && errno != EEXIST) {
        return command_error(files->context, STATUS_FAILED, "the folder \"%s\" cannot be made: %s",
                             folder, strerror(errno));
    }
    if (!files->folder_made && (stat(folder, &seen) != 0 || !S_ISDIR(seen.st_mode))) {
        return command_error(files->context, STATUS_FAILED, "\"%s\" is no folder", folder);
    }
    const enum status finished = score_files_finish(files->context, folder);
    if (finished != STATUS_DONE) {
        return finished;
    }
    placing_sweep(folder, clock_real.now(clock_real.context));
    char *manifest = file_path(files, "manifest.json", true);
    files->kept_before = manifest != NULL && access(manifest, F_OK) == 0;
    free(manifest);
    return STATUS_DONE;
}

static bool ready(void *context)
{
    return sink_flush(context);
}

enum status score_files_begin(struct score_files *files, const char *name, bool inside,
                              struct score_file **file)
{
    struct score_file *f = &files->files[files->count];
    *file = f;
    *f = (struct score_file){.path = file_path(files, name, inside), .inside = inside};
    if (f->path == NULL) {
        return command_no_memory(files->context);
    }
    const enum status status = sink_begin(&f->sink, files->context, f->path);
    if (status != STATUS_DONE) {
        free(f->path);
        return status;
    }
    f->out = (struct out){&f->sink.pending, ready, &f->sink, files->raw};
    files->count++;
    return STATUS_DONE;
}

enum status score_files_write(struct score_files *files, const char *name, bool inside,
                              out_writer *writer, const struct scored *scored)
{
    struct score_file *file;
    enum status status = score_files_begin(files, name, inside, &file);
    if (status == STATUS_DONE && !writer(&file->out, scored)) {
        status = STATUS_FAILED; /* its end says why */
    }
    return status;
}

enum status score_files_database(struct score_files *files, const char *name, const char **path)
{
    files->database = strdup(name);
    if (files->database == NULL) {
        return command_no_memory(files->context);
    }
    if (!whole_file_begin(&files->database_file, name)) {
        return command_error(files->context, STATUS_FAILED, "\"%s\" cannot be written: %s", name,
                             strerror(files->database_file.error));
    }
    if (files->database_file.temporary == NULL) {
        whole_file_drop(&files->database_file);
        return command_error(files->context, STATUS_FAILED,
                             "\"%s\" is no file that a database could be", name);
    }
    files->database_begun = true;
    *path = files->database_file.temporary;
    return STATUS_DONE;
}

bool score_files_standard(const struct score_files *files)
{
    bool standard = false;
    for (size_t i = 0; i < files->count; i++) {
        standard = standard || files->files[i].sink.standard;
    }
    return standard;
}

static enum status settle_database(struct score_files *files)
{
    return !files->database_begun || whole_file_settle(&files->database_file)
               ? STATUS_DONE
               : command_error(files->context, STATUS_FAILED, "\"%s\" cannot be written: %s",
                               files->database, strerror(files->database_file.error));
}

/* The first file that fails says so; then nothing is put in place. */
static enum status settle(struct score_files *files, enum status status)
{
    const bool good = status == STATUS_DONE || status == STATUS_NO;
    for (size_t i = 0; i < files->count; i++) {
        struct sink *sink = &files->files[i].sink;
        if ((good && !sink_settle(sink)) ||
            (status == STATUS_FAILED && (sink_failed(sink) || sink->pending.failed))) {
            (void)sink_end(sink, STATUS_DONE); /* it says why */
            return STATUS_FAILED;
        }
    }
    return good && settle_database(files) != STATUS_DONE ? STATUS_FAILED : status;
}

/* Is a stale name among what was made? */
static bool is_made(const struct score_files *files, const char *name)
{
    bool made = false;
    for (size_t i = 0; i < files->count; i++) {
        const struct score_file *file = &files->files[i];
        made = made || (file->inside && strcmp(strrchr(file->path, '/') + 1, name) == 0);
    }
    return made;
}

/* Does the file go where its name says?  Behind a link it has a name that is not ours, and takes its place alone. */
static bool has_own_name(const struct score_file *file)
{
    const char *base = strrchr(file->path, '/'), *real = strrchr(file->sink.file.path, '/');
    return base != NULL && real != NULL && strcmp(base, real) == 0;
}

/* A single file needs no list: it comes whole by itself. */
static enum status begin_placing(struct score_files *files, struct placing *placing)
{
    struct buffer list = {0}, foreign = {0};
    size_t inside = 0;
    for (size_t i = 0; i < files->count; i++) {
        const struct whole_file *file = &files->files[i].sink.file;
        if (files->files[i].inside && file->temporary != NULL && has_own_name(&files->files[i])) {
            placing_note(&list, file->temporary, file->path);
            inside++;
        }
    }
    for (size_t i = 0; files->stale != NULL && files->stale[i] != NULL; i++) {
        if (!is_made(files, files->stale[i])) {
            placing_note(&list, NULL, files->stale[i]);
        }
    }
    enum status status = STATUS_DONE;
    if (inside >= 2 && !placing_begin(placing, files->folder, &list, score_files_ours, &foreign)) {
        status = errno == EBADMSG
                     ? score_files_unfinished(files->context, files->folder, &foreign)
                     : command_error(files->context, STATUS_FAILED, "\"%s\" cannot be written: %s",
                                     files->folder, strerror(errno));
    }
    buffer_fini(&list);
    buffer_fini(&foreign);
    return status;
}

static void remove_stale(const struct score_files *files)
{
    for (size_t i = 0; files->stale != NULL && files->stale[i] != NULL; i++) {
        char *path =
            is_made(files, files->stale[i]) ? NULL : file_path(files, files->stale[i], true);
        if (path != NULL) {
            (void)unlink(path);
        }
        free(path);
    }
}

/* The rest waits for the first that cannot be: its end says why. */
static bool place(struct score_files *files)
{
    bool placed = true;
    for (size_t i = 0; placed && i < files->count; i++) {
        placed = sink_place(&files->files[i].sink);
    }
    if (placed && files->folder != NULL) {
        remove_stale(files);
    }
    return placed;
}

enum status score_files_end(struct score_files *files, enum status status)
{
    struct placing placing = {0};
    status = settle(files, status);
    if (status == STATUS_DONE || status == STATUS_NO) {
        status = begin_placing(files, &placing) == STATUS_DONE ? status : STATUS_FAILED;
    }
    const bool good = status == STATUS_DONE || status == STATUS_NO;
    const bool placed = good && place(files);
    placing_end(&placing);
    if (placed && files->database_begun) {
        (void)whole_file_place(&files->database_file);
    }
    for (size_t i = 0; i < files->count; i++) {
        const enum status ended = sink_end(&files->files[i].sink, status);
        status = good && ended == STATUS_FAILED ? STATUS_FAILED : status;
    }
    if (files->database_begun && good && status != STATUS_FAILED &&
        !whole_file_end(&files->database_file)) {
        status = command_error(files->context, STATUS_FAILED, "\"%s\" cannot be written: %s",
                               files->database, strerror(files->database_file.error));
    }
    if (files->database_begun) {
        whole_file_drop(&files->database_file);
    }
    if (files->folder_made && !good) {
        (void)rmdir(files->folder); /* nothing is left in it */
    }
    return status;
}

void score_files_fini(struct score_files *files)
{
    for (size_t i = 0; i < files->count; i++) {
        free(files->files[i].path);
    }
    free(files->database);
}
