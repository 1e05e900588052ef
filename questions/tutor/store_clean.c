/*
 * Whether the database is just as it was left.
 *
 * Reading all of it at every start costs more the longer one has studied, and finds something only
 * after the power failed, a disk lied or somebody else wrote.  All of these leave another size, time
 * or change counter than the one noted beside the file when it was closed in good order; so does a
 * copy that was put back.  Whoever ends without closing leaves the note of the time before.
 */
#include "questions/tutor/store_private.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/*
 * Times of files go on in steps of up to 10 ms (the kernel's clock tick).  A file written so shortly
 * before could be written again within the same step, and nobody would see it.
 */
#define STEP_NANOSECONDS 20000000

#define COUNTER_OFFSET 24 /* "File change counter": SQLite's file format, section 1.3.4 */

/* How a file looks, in one line; nothing else makes the same. */
struct look {
    char line[160];
};

static int64_t nanoseconds(const struct timespec *t)
{
    return (int64_t)t->tv_sec * 1000000000 + t->tv_nsec;
}

/* Look at a database.  False where there is none, or where it cannot be told. */
static bool look_at(const char *path, struct look *look, int64_t *changed)
{
    unsigned char counter[4];
    struct stat st;
    const int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    const bool seen = fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
                      pread(fd, counter, sizeof counter, COUNTER_OFFSET) == sizeof counter;
    if (fd >= 0) {
        (void)close(fd);
    }
    if (!seen || store_has_journal(path)) {
        return false;
    }
    *changed = nanoseconds(&st.st_mtim);
    snprintf(look->line, sizeof look->line, "amiquiz %d %lld %lld %lld %02x%02x%02x%02x\n",
             STORE_VERSION, (long long)st.st_ino, (long long)st.st_size, (long long)*changed,
             counter[0], counter[1], counter[2], counter[3]);
    return true;
}

static char *note_path(const struct store *store)
{
    struct buffer b = {0};
    if (strcmp(store->path, STORE_MEMORY) == 0) {
        return NULL;
    }
    buffer_addf(&b, "%s-clean", store->path);
    return buffer_take(&b);
}

/* Whether the note says just this. */
static bool note_says(const char *path, const struct look *look)
{
    char got[sizeof look->line + 1] = "";
    const int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    const ssize_t length = fd >= 0 ? read(fd, got, sizeof got - 1) : -1;
    if (fd >= 0) {
        (void)close(fd);
    }
    return length > 0 && strcmp(got, look->line) == 0;
}

bool store_is_clean(const struct store *store)
{
    struct look look;
    int64_t changed;
    char *path = note_path(store);
    const bool clean =
        path != NULL && look_at(store->path, &look, &changed) && note_says(path, &look);
    free(path);
    return clean;
}

/* A note that cannot be written costs a check at the next start, no more. */
static void write_note(const char *path, const struct look *look)
{
    const int fd =
        open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0600);
    if (fd >= 0) {
        const size_t length = strlen(look->line);
        const bool written = write(fd, look->line, length) == (ssize_t)length;
        if (close(fd) != 0 || !written) {
            (void)unlink(path);
        }
    }
}

void store_note_clean(const struct store *store)
{
    struct look look;
    struct timespec now;
    int64_t changed;
    char *path = store->path != NULL ? note_path(store) : NULL;
    if (path != NULL && !store->sound) {
        (void)unlink(path);
    } else if (path != NULL && look_at(store->path, &look, &changed) && !note_says(path, &look) &&
               clock_gettime(CLOCK_REALTIME, &now) == 0 &&
               nanoseconds(&now) - changed > STEP_NANOSECONDS) {
        write_note(path, &look);
    }
    free(path);
}
