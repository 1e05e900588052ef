/* A copy of the database, whole or not at all. */
#include "questions/tutor/store_private.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "questions/text/buffer.h"

static const char hint_elsewhere[] = "name another file for the copy";

static bool complain_copy(const char *path, const char *why, struct store_problem *problem)
{
    char name[STORE_NAME_SIZE], safe[STORE_NAME_SIZE];
    store_name(why, safe);
    return store_complain(problem, "make room, or name a file elsewhere; nothing was changed",
                          "the copy \"%s\" was not made: %s", store_name(path, name), safe);
}

/* path with an ending, malloc'd. */
static char *with_ending(const char *path, const char *ending)
{
    struct buffer b = {0};
    buffer_addf(&b, "%s%s", path, ending);
    return buffer_take(&b);
}

static bool is_same_file(const char *a, const char *b)
{
    struct stat of_a, of_b;
    return stat(a, &of_a) == 0 && stat(b, &of_b) == 0 && of_a.st_dev == of_b.st_dev &&
           of_a.st_ino == of_b.st_ino;
}

/* A journal of the old file would be played back into the new one of the same name. */
static bool may_replace(const struct store *store, const char *path, struct store_problem *problem)
{
    char name[STORE_NAME_SIZE];
    if (!store_may_stand(path, problem)) {
        return false;
    }
    if (is_same_file(store->path, path)) {
        return store_complain(problem, hint_elsewhere, "\"%s\" is the database itself",
                              store_name(path, name));
    }
    if (store_has_journal(path)) {
        return store_complain(problem, hint_elsewhere, "\"%s\" is a database in use",
                              store_name(path, name));
    }
    return true;
}

/*
 * Into the file `path`, which messages call `target`.  VACUUM INTO attaches the new file behind the
 * scenes, so the limit is lifted for it alone.
 */
static bool copy_into(struct store *store, const char *path, const char *target,
                      struct store_problem *problem)
{
    struct sqlite3_stmt *statement = NULL;
    (void)sqlite3_limit(store->db, SQLITE_LIMIT_ATTACHED, 1);
    int code = sqlite3_prepare_v2(store->db, "VACUUM INTO ?1", -1, &statement, NULL);
    if (code == SQLITE_OK) {
        code = sqlite3_bind_text(statement, 1, path, -1, SQLITE_STATIC);
    }
    if (code == SQLITE_OK) {
        code = sqlite3_step(statement);
    }
    if (code != SQLITE_DONE) {
        (void)complain_copy(target, sqlite3_errmsg(store->db), problem);
    }
    (void)sqlite3_finalize(statement);
    (void)sqlite3_limit(store->db, SQLITE_LIMIT_ATTACHED, 0);
    return code == SQLITE_DONE;
}

/* Wait until a file or folder is on the disk. */
static bool sync_path(const char *path, int flags)
{
    const int fd = open(path, flags | O_CLOEXEC);
    if (fd < 0) {
        return false;
    }
    const bool synced = fsync(fd) == 0;
    return close(fd) == 0 && synced;
}

/* Some file systems cannot sync a folder; the copy is complete all the same. */
static void sync_folder_of(const char *path)
{
    char *folder = store_folder_of(path);
    if (folder != NULL) {
        (void)sync_path(folder, O_RDONLY | O_DIRECTORY);
    }
    free(folder);
}

char *store_copy_make(struct store *store, const char *target, struct store_problem *problem)
{
    char *copy = with_ending(target, ".XXXXXX");
    if (copy == NULL) {
        (void)store_no_memory(problem);
        return NULL;
    }
    const int fd = mkstemp(copy); /* VACUUM INTO fills an empty file, too */
    if (fd < 0 || close(fd) != 0) {
        (void)complain_copy(target, strerror(errno), problem);
        free(copy);
        return NULL;
    }
    if (!copy_into(store, copy, target, problem)) {
        (void)unlink(copy);
        free(copy);
        return NULL;
    }
    return copy;
}

bool store_copy_place(const char *copy, const char *target, struct store_problem *problem)
{
    if (!sync_path(copy, O_RDWR) || rename(copy, target) != 0) {
        (void)complain_copy(target, strerror(errno), problem);
        (void)unlink(copy);
        return false;
    }
    sync_folder_of(target);
    return true;
}

bool store_backup(struct store *store, const char *path, struct store_problem *problem)
{
    char *target = store_locate(path, FOLDER_TO_WRITE, problem);
    if (target == NULL) {
        return false;
    }
    char *copy =
        may_replace(store, target, problem) ? store_copy_make(store, target, problem) : NULL;
    const bool made = copy != NULL && store_copy_place(copy, target, problem);
    free(copy);
    free(target);
    return made;
}
