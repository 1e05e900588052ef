/*
 * list = { line } "whole" LF ; line = (temporary name / "-") TAB name LF
 *
 * A list without its last line was cut off before anything was placed.  Renames that were done already find
 * nothing to rename, so finishing may be cut off, too, and begun again.  Names are those of this folder
 * alone, and of files that the list's writer may write: one that somebody made up is refused.
 */
#include "questions/text/placing.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "questions/text/buffer.h"
#include "questions/text/path.h"

#define LAST_LINE "whole\n"
#define LIST_MOST 65536
#define OLD       3600 /* seconds */

static char *list_path(const char *folder)
{
    struct buffer path = {0};
    path_join(&path, folder, PLACING_LIST);
    return buffer_take(&path);
}

/* ---- Making the list ------------------------------------------------------------------------- */

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

void placing_note(struct buffer *list, const char *temporary, const char *path)
{
    const char *name = base_name(path);
    const size_t folder = (size_t)(name - path);
    if (temporary == NULL) {
        buffer_addf(list, "-\t%s\n", name);
    } else if (strncmp(temporary, path, folder) == 0 &&
               base_name(temporary) == temporary + folder) {
        buffer_addf(list, "%s\t%s\n", temporary + folder, name);
    }
}

/* Open it and have it for oneself; -1: errno.  Who had it before may have taken it away meanwhile. */
static int open_locked(const char *path, int flags)
{
    for (;;) {
        const int fd = open(path, flags | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0666);
        struct stat seen;
        if (fd < 0) {
            return -1;
        }
        while (flock(fd, LOCK_EX) != 0 && errno == EINTR) {
        }
        if (fstat(fd, &seen) != 0 || seen.st_nlink > 0) {
            return fd;
        }
        (void)close(fd);
    }
}

static bool write_all(int fd, const char *bytes, size_t length)
{
    while (length > 0) {
        const ssize_t written = write(fd, bytes, length);
        if (written < 0 && errno != EINTR) {
            return false;
        }
        bytes += written > 0 ? written : 0;
        length -= written > 0 ? (size_t)written : 0;
    }
    return true;
}

static void sync_folder(const char *folder)
{
    const int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0) {
        (void)fsync(fd); /* some file systems cannot, and that is no failure */
        (void)close(fd);
    }
}

static void forget(struct placing *placing)
{
    free(placing->path);
    free(placing->folder);
    *placing = (struct placing){.fd = -1};
}

/* ---- Finishing ------------------------------------------------------------------------------- */

/* ".amiquiz-PID-N.tmp", as whole_file.c calls what it writes; the process it belongs to, 0: none. */
static long owner_of(const char *name)
{
    long pid = 0;
    int number = 0, end = 0;
    const bool fits = sscanf(name, ".amiquiz-%9ld-%3d.tmp%n", &pid, &number, &end) == 2 &&
                      end > 0 && name[end] == '\0';
    return fits && pid > 0 ? pid : 0;
}

/* A line of the list; false when it cannot be done. */
static bool do_line(int folder, const char *temporary, const char *name)
{
    return strcmp(temporary, "-") == 0
               ? unlinkat(folder, name, 0) == 0 || errno == ENOENT
               : renameat(folder, temporary, folder, name) == 0 || errno == ENOENT;
}

/* May a line of this list be done? */
static bool is_allowed(int folder, const char *temporary, const char *name, placing_ours *ours)
{
    const bool goes = strcmp(temporary, "-") == 0;
    return name[0] != '.' && name[0] != '\0' && strchr(name, '/') == NULL &&
           (goes || owner_of(temporary) > 0) && ours(folder, name, goes);
}

/*
 * Cut a list that is whole into its lines and these at their tabs, in place.
 * @return  how many there are; SIZE_MAX: `*foreign` is one that may not be done, or no line of a list
 */
static size_t cut_list(int folder, char *list, placing_ours *ours, const char **foreign)
{
    size_t lines = 0;
    list[strlen(list) - strlen(LAST_LINE)] = '\0';
    for (char *line = list, *end; (end = strchr(line, '\n')) != NULL; line = end + 1, lines++) {
        *end = '\0';
        char *tab = strchr(line, '\t');
        *foreign = tab != NULL ? tab + 1 : line;
        if (tab == NULL) {
            return SIZE_MAX;
        }
        *tab = '\0';
        if (!is_allowed(folder, line, tab + 1, ours)) {
            return SIZE_MAX;
        }
    }
    return lines;
}

/* Look at all of a list that is whole, then do it. */
static bool do_list(int folder, char *list, placing_ours *ours, struct buffer *foreign)
{
    const char *name = "", *line = list;
    const size_t lines = cut_list(folder, list, ours, &name);
    bool good = lines != SIZE_MAX;
    if (!good) {
        buffer_add_text(foreign, name);
        errno = EBADMSG;
    }
    for (size_t i = 0; good && i < lines; i++) {
        const char *of = line + strlen(line) + 1;
        good = do_line(folder, line, of);
        line = of + strlen(of) + 1;
    }
    return good;
}

/* Is the list whole?  Only then was anything placed. */
static bool read_list(int fd, char list[LIST_MOST])
{
    size_t length = 0;
    ssize_t got = 1;
    while (length + 1 < LIST_MOST && got > 0) {
        got = read(fd, list + length, LIST_MOST - 1 - length);
        length += got > 0 ? (size_t)got : 0;
    }
    list[length] = '\0';
    const size_t last = strlen(LAST_LINE);
    return strlen(list) == length && length >= last && strcmp(list + length - last, LAST_LINE) == 0;
}

/* Do what a list in hand says, if it is whole. */
static bool finish(const char *folder, int fd, placing_ours *ours, struct buffer *foreign)
{
    char *list = malloc(LIST_MOST);
    const int at = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool good =
        list != NULL && at >= 0 && (!read_list(fd, list) || do_list(at, list, ours, foreign));
    const int why = errno;
    if (at >= 0) {
        (void)close(at);
    }
    free(list);
    errno = why;
    return good;
}

/* ---- Placing --------------------------------------------------------------------------------- */

/* In place of what the list said before. */
static bool write_list(int fd, const struct buffer *list)
{
    return ftruncate(fd, 0) == 0 && lseek(fd, 0, SEEK_SET) == 0 &&
           write_all(fd, list->bytes, list->length) &&
           (fsync(fd) == 0 || errno == EINVAL || errno == EROFS);
}

bool placing_begin(struct placing *placing, const char *folder, struct buffer *list,
                   placing_ours *ours, struct buffer *foreign)
{
    *placing = (struct placing){list_path(folder), strdup(folder), -1};
    buffer_add_text(list, LAST_LINE);
    const bool room = placing->path != NULL && placing->folder != NULL && !list->failed;
    if (!room || list->length >= LIST_MOST) {
        forget(placing);
        errno = room ? E2BIG : ENOMEM;
        return false;
    }
    placing->fd = open_locked(placing->path, O_RDWR | O_CREAT);
    /* Its owner may have been killed while the lock was waited for: his files come first. */
    const bool mine = placing->fd >= 0 && finish(folder, placing->fd, ours, foreign);
    if (mine && write_list(placing->fd, list)) {
        sync_folder(folder);
        return true;
    }
    const int why = errno;
    if (mine) {
        (void)unlink(placing->path);
    }
    if (placing->fd >= 0) {
        (void)close(placing->fd);
    }
    forget(placing);
    errno = why;
    return false;
}

void placing_end(struct placing *placing)
{
    if (placing->path != NULL) {
        sync_folder(placing->folder); /* the list must not go before the names are there */
        (void)unlink(placing->path);
        (void)close(placing->fd);
        forget(placing);
    }
}

bool placing_finish(const char *folder, placing_ours *ours, struct buffer *foreign)
{
    char *path = list_path(folder);
    if (path == NULL) {
        errno = ENOMEM;
        return false;
    }
    const int fd = open_locked(path, O_RDONLY);
    const bool good =
        fd >= 0 ? finish(folder, fd, ours, foreign) && (unlink(path) == 0 || errno == ENOENT)
                : errno == ENOENT;
    const int why = errno;
    if (fd >= 0) {
        (void)close(fd);
    }
    free(path);
    errno = why;
    return good;
}

/* ---- Leftovers ------------------------------------------------------------------------------- */

void placing_sweep(const char *folder, int64_t now)
{
    DIR *listing = opendir(folder);
    if (listing == NULL) {
        return;
    }
    for (const struct dirent *entry; (entry = readdir(listing)) != NULL;) {
        const long owner = owner_of(entry->d_name);
        struct stat seen;
        if (owner > 0 && kill((pid_t)owner, 0) != 0 && errno == ESRCH &&
            fstatat(dirfd(listing), entry->d_name, &seen, AT_SYMLINK_NOFOLLOW) == 0 &&
            S_ISREG(seen.st_mode) && (int64_t)seen.st_mtime + OLD <= now) {
            (void)unlinkat(dirfd(listing), entry->d_name, 0);
        }
    }
    (void)closedir(listing);
}
