/*
 * rename() puts one file in the place of another in one step; fsync() before it, or a power cut could
 * leave the new name with nothing behind it; fsync() of the folder after it, so that the name stays.
 */
#include "questions/text/whole_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "questions/text/buffer.h"

#define TRIES 100 /* names for the temporary file */

static void fail(struct whole_file *file)
{
    if (file->error == 0) {
        file->error = errno != 0 ? errno : EIO;
    }
}

/* Bytes of the path up to and with its last slash; 0: it has none. */
static size_t folder_length(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? (size_t)(slash - path) + 1 : 0;
}

/* Where the file will stand: what a link names, where it names something. */
static char *final_path(const char *path)
{
    struct stat seen;
    if (lstat(path, &seen) == 0 && S_ISLNK(seen.st_mode)) {
        char *target = realpath(path, NULL);
        if (target != NULL) {
            return target;
        }
    }
    return strdup(path);
}

/* ---- Begin ----------------------------------------------------------------------------------- */

/* A name beside the file that nothing has yet, opened for us alone. */
static bool open_temporary(struct whole_file *file)
{
    for (int i = 0; i < TRIES; i++) {
        struct buffer name = {0};
        buffer_add(&name, file->path, folder_length(file->path));
        buffer_addf(&name, ".amiquiz-%ld-%d.tmp", (long)getpid(), i);
        file->temporary = buffer_take(&name);
        if (file->temporary == NULL) {
            errno = ENOMEM;
            return false;
        }
        file->fd =
            open(file->temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
        if (file->fd >= 0) {
            return true;
        }
        free(file->temporary);
        file->temporary = NULL;
        if (errno != EEXIST) {
            return false;
        }
    }
    return false;
}

static bool open_file(struct whole_file *file)
{
    struct stat seen;
    const bool exists = stat(file->path, &seen) == 0;
    if (exists && S_ISDIR(seen.st_mode)) {
        errno = EISDIR;
        return false;
    }
    if (exists && !S_ISREG(seen.st_mode)) {
        file->fd = open(file->path, O_WRONLY | O_NOCTTY | O_CLOEXEC);
        return file->fd >= 0;
    }
    if (!open_temporary(file)) {
        return false;
    }
    if (exists && fchmod(file->fd, seen.st_mode & 0777) != 0) {
        const int why = errno;
        (void)close(file->fd);
        (void)unlink(file->temporary);
        errno = why;
        return false;
    }
    return true;
}

static void forget(struct whole_file *file)
{
    free(file->path);
    free(file->temporary);
    file->path = file->temporary = NULL;
    file->open = false;
}

bool whole_file_begin(struct whole_file *file, const char *path)
{
    *file = (struct whole_file){.fd = -1};
    errno = 0;
    file->path = final_path(path);
    if (file->path == NULL || !open_file(file)) {
        fail(file);
        forget(file);
        return false;
    }
    file->open = true;
    return true;
}

/* ---- Write and end --------------------------------------------------------------------------- */

bool whole_file_write(struct whole_file *file, const char *bytes, size_t length)
{
    while (length > 0 && file->error == 0) {
        errno = 0;
        const ssize_t written = write(file->fd, bytes, length);
        if (written > 0) {
            bytes += written;
            length -= (size_t)written;
        } else if (errno != EINTR) {
            fail(file);
        }
    }
    return file->error == 0;
}

/* So that the new name outlives a power cut.  Some file systems cannot, and that is no failure. */
static void sync_folder(const char *path)
{
    const size_t length = folder_length(path);
    char *folder = length > 0 ? strndup(path, length) : strdup(".");
    const int fd = folder != NULL ? open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    if (fd >= 0) {
        (void)fsync(fd);
        (void)close(fd);
    }
    free(folder);
}

/* What is no file of a disk (EINVAL, EROFS) has nothing to be synced. */
static bool sync_file(int fd)
{
    return fsync(fd) == 0 || errno == EINVAL || errno == EROFS;
}

bool whole_file_settle(struct whole_file *file)
{
    errno = 0;
    if (file->error == 0 && !file->settled && !file->hasty && !sync_file(file->fd)) {
        fail(file);
    }
    errno = 0;
    if (file->error == 0 && !file->settled) {
        file->settled = true; /* whatever close() says, the number is no longer ours */
        if (close(file->fd) != 0) {
            fail(file);
        }
    }
    return file->error == 0;
}

bool whole_file_place(struct whole_file *file)
{
    if (file->placed || !whole_file_settle(file)) {
        return file->placed;
    }
    errno = 0;
    if (file->temporary != NULL && rename(file->temporary, file->path) != 0) {
        fail(file);
        return false;
    }
    file->placed = true;
    return true;
}

bool whole_file_end(struct whole_file *file)
{
    if (!whole_file_place(file)) {
        whole_file_drop(file);
        return false;
    }
    if (file->temporary != NULL && !file->hasty) {
        sync_folder(file->path);
    }
    forget(file);
    return true;
}

void whole_file_drop(struct whole_file *file)
{
    if (file->open) {
        if (!file->settled) {
            (void)close(file->fd);
        }
        if (file->temporary != NULL && !file->placed) {
            (void)unlink(file->temporary);
        }
        forget(file);
    }
}
