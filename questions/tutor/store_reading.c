/*
 * A database that may be read and not written: a backup on a disc, a folder of somebody else.
 *
 * Ours keeps a rollback journal, and SQLite reads it there without more ado, under its usual locks.  It
 * refuses one that was left in the middle of a write, for that is undone by writing.  Another program
 * may have given the file a write-ahead log, which is read through a file of shared memory beside it:
 * where none can be made, SQLite opens nothing, and only "immutable" is left, which looks at no log and
 * takes no lock.  That is right as long as the log is empty; else the latest answers would be missing
 * without a word.
 */
#include <fcntl.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "questions/text/buffer.h"
#include "questions/tutor/store_private.h"

#define FORMAT_OFFSET 19 /* "File format read version": SQLite's file format, section 1.3.3 */
#define FORMAT_WAL    2

bool store_is_read_only(const char *path)
{
    char *folder = store_folder_of(path);
    const bool refused = folder != NULL && access(folder, W_OK | X_OK) != 0;
    free(folder);
    return refused || access(path, W_OK) != 0;
}

static bool has_log_format(const char *path)
{
    unsigned char format = 0;
    const int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    const bool read = fd >= 0 && pread(fd, &format, 1, FORMAT_OFFSET) == 1;
    if (fd >= 0) {
        (void)close(fd);
    }
    return read && format == FORMAT_WAL;
}

/* Whether there is a file with this ending that holds anything; unknown counts as yes. */
static bool has_beside(const char *path, const char *ending)
{
    struct buffer b = {0};
    struct stat st;
    buffer_addf(&b, "%s%s", path, ending);
    const bool found = b.failed || (stat(buffer_text(&b), &st) == 0 && st.st_size > 0);
    buffer_fini(&b);
    return found;
}

/* "file:/a%20b.db?immutable=1" */
static char *immutable_name(const char *path)
{
    static const char plain[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/._-";
    struct buffer b = {0};
    buffer_add_text(&b, "file:");
    for (; *path != '\0'; path++) {
        if (strchr(plain, *path) != NULL) {
            buffer_add_char(&b, *path);
        } else {
            buffer_addf(&b, "%%%02X", (unsigned)(unsigned char)*path);
        }
    }
    buffer_add_text(&b, "?immutable=1");
    return buffer_take(&b);
}

int store_connect_to_read(const char *path, struct sqlite3 **db)
{
    const int flags =
        SQLITE_OPEN_READONLY | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    if (!has_log_format(path) || has_beside(path, "-shm")) {
        return sqlite3_open_v2(path, db, flags, NULL);
    }
    if (has_beside(path, "-wal")) {
        return SQLITE_READONLY_RECOVERY;
    }
    char *name = immutable_name(path);
    const int code =
        name != NULL ? sqlite3_open_v2(name, db, flags | SQLITE_OPEN_URI, NULL) : SQLITE_NOMEM;
    free(name);
    return code;
}
