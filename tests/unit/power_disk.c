/*
 * A file is an inode; a name leads to one or to none.  Both have a sure state, which is on disk, and
 * steps since then, which may be.  Files are small (a test's database), so an inode simply keeps every
 * write since its last sync.
 */
#include "tests/unit/power_disk.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#define SECTOR          512
#define NAMES_MAX       16
#define NAME_MAX_LENGTH 512

struct content {
    unsigned char *bytes; /* owned */
    size_t length;
};

/* A write, or (bytes NULL) a new length. */
struct change {
    size_t at, length;
    unsigned char *bytes; /* owned */
};

struct inode {
    struct content now, sure;
    struct change *changes; /* owned; since the last sync, oldest first */
    size_t count;
    unsigned uses; /* names and open files that lead here */
};

/* A name, with what it leads to now, surely, and in between. */
struct name {
    char text[NAME_MAX_LENGTH];
    struct inode *now, *sure; /* NULL: there is no such file */
    struct inode **steps;     /* owned; what it came to lead to since the last sync of the folder */
    size_t count;
};

static struct {
    sqlite3_vfs vfs;
    sqlite3_vfs *real;
    struct name names[NAMES_MAX];
    size_t name_count;
    uint64_t steps, fail_at;
    bool failed, lies;
} disk;

struct power_file {
    sqlite3_file base;
    struct inode *inode;
    bool unsynced_name; /* a new journal: its first sync is one of the folder, too */
};

static void *must(void *memory)
{
    if (memory == NULL) {
        abort(); /* a test without memory is none */
    }
    return memory;
}

/* One step; true: the power is gone. */
static bool step(void)
{
    disk.steps++;
    if (disk.fail_at != 0 && disk.steps >= disk.fail_at) {
        disk.failed = true;
    }
    return disk.failed;
}

/* ---- Contents ---- */

static void content_resize(struct content *content, size_t length)
{
    if (length > content->length) {
        content->bytes = must(realloc(content->bytes, length));
        memset(content->bytes + content->length, 0, length - content->length);
    }
    content->length = length;
}

static void content_write(struct content *content, size_t at, const unsigned char *bytes,
                          size_t length)
{
    if (at + length > content->length) {
        content_resize(content, at + length);
    }
    memcpy(content->bytes + at, bytes, length);
}

static void content_copy(struct content *to, const struct content *from)
{
    content_resize(to, from->length);
    if (from->length > 0) {
        memcpy(to->bytes, from->bytes, from->length);
    }
}

static void drop_changes(struct inode *inode)
{
    for (size_t i = 0; i < inode->count; i++) {
        free(inode->changes[i].bytes);
    }
    free(inode->changes);
    inode->changes = NULL;
    inode->count = 0;
}

static void inode_release(struct inode *inode)
{
    if (inode != NULL && --inode->uses == 0) {
        drop_changes(inode);
        free(inode->now.bytes);
        free(inode->sure.bytes);
        free(inode);
    }
}

static void inode_note(struct inode *inode, size_t at, size_t length, const void *bytes)
{
    struct change change = {.at = at, .length = length};
    if (bytes != NULL) {
        change.bytes = must(malloc(length + 1));
        memcpy(change.bytes, bytes, length);
    }
    inode->changes = must(realloc(inode->changes, (inode->count + 1) * sizeof *inode->changes));
    inode->changes[inode->count++] = change;
}

static void inode_sync(struct inode *inode)
{
    content_copy(&inode->sure, &inode->now);
    drop_changes(inode);
}

/* ---- Names ---- */

static struct name *name_find(const char *text)
{
    for (size_t i = 0; i < disk.name_count; i++) {
        if (strcmp(disk.names[i].text, text) == 0) {
            return &disk.names[i];
        }
    }
    if (disk.name_count == NAMES_MAX || strlen(text) >= NAME_MAX_LENGTH) {
        abort();
    }
    struct name *name = &disk.names[disk.name_count++];
    memset(name, 0, sizeof *name);
    memcpy(name->text, text, strlen(text) + 1);
    return name;
}

static void name_lead(struct name *name, struct inode *inode)
{
    if (inode != NULL) {
        inode->uses += 2; /* as `now` and as a step */
    }
    inode_release(name->now);
    name->now = inode;
    name->steps = must(realloc(name->steps, (name->count + 1) * sizeof(struct inode *)));
    name->steps[name->count++] = inode;
}

/* Of a name's steps the first `kept` came to the disk. */
static void name_settle(struct name *name, size_t kept)
{
    struct inode *end = kept == 0 ? name->sure : name->steps[kept - 1];
    if (end != NULL) {
        end->uses++;
    }
    inode_release(name->sure);
    name->sure = end;
    for (size_t i = 0; i < name->count; i++) {
        inode_release(name->steps[i]);
    }
    free(name->steps);
    name->steps = NULL;
    name->count = 0;
}

static void folder_sync(void)
{
    for (size_t i = 0; i < disk.name_count && !disk.lies; i++) {
        name_settle(&disk.names[i], disk.names[i].count);
    }
}

/* ---- After the power cut ---- */

/* Chance of our own, so that a seed says it all (xorshift64). */
static uint64_t chance(uint64_t *state, uint64_t below)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return (*state >> 11) % below;
}

/* Of each sector of a write nothing, its beginning or all. */
static void keep_sectors(struct content *content, const struct change *change, uint64_t *state)
{
    for (size_t done = 0; done < change->length;) {
        const size_t at = change->at + done;
        const size_t left = change->length - done, room = SECTOR - at % SECTOR;
        const size_t length = left < room ? left : room;
        const uint64_t what = chance(state, 5);
        const size_t kept = what < 2 ? 0 : what < 4 ? length : chance(state, length + 1);
        if (kept > 0) {
            content_write(content, at, change->bytes + done, kept);
        }
        done += length;
    }
}

static void inode_restart(struct inode *inode, uint64_t *state)
{
    for (size_t i = 0; i < inode->count; i++) {
        const struct change *change = &inode->changes[i];
        if (change->bytes != NULL) {
            keep_sectors(&inode->sure, change, state);
        } else if (chance(state, 2) == 0) {
            content_resize(&inode->sure, change->length);
        }
    }
    drop_changes(inode);
    content_copy(&inode->now, &inode->sure);
}

void power_disk_restart(uint64_t seed)
{
    uint64_t state = seed | 1;
    for (size_t i = 0; i < disk.name_count; i++) {
        struct name *name = &disk.names[i];
        name_settle(name, chance(&state, name->count + 1));
        inode_release(name->now);
        name->now = name->sure;
        if (name->now != NULL) {
            name->now->uses++;
            inode_restart(name->now, &state);
        }
    }
    disk.failed = false;
    disk.fail_at = 0;
}

/* ---- What SQLite calls ---- */

static struct inode *inode_of(sqlite3_file *file)
{
    return ((struct power_file *)file)->inode;
}

static int file_close(sqlite3_file *file)
{
    inode_release(inode_of(file));
    return SQLITE_OK;
}

static int file_read(sqlite3_file *file, void *bytes, int length, sqlite3_int64 at)
{
    const struct content *content = &inode_of(file)->now;
    const size_t wanted = (size_t)length, from = (size_t)at;
    if (disk.failed) {
        return SQLITE_IOERR_READ;
    }
    const size_t have = from >= content->length ? 0 : content->length - from;
    const size_t taken = have < wanted ? have : wanted;
    if (taken > 0) {
        memcpy(bytes, content->bytes + from, taken);
    }
    memset((char *)bytes + taken, 0, wanted - taken);
    return taken < wanted ? SQLITE_IOERR_SHORT_READ : SQLITE_OK;
}

static int file_write(sqlite3_file *file, const void *bytes, int length, sqlite3_int64 at)
{
    struct inode *inode = inode_of(file);
    const bool gone = disk.failed;
    if (!gone) { /* the write in which the power fails may be on disk in part */
        content_write(&inode->now, (size_t)at, bytes, (size_t)length);
        inode_note(inode, (size_t)at, (size_t)length, bytes);
    }
    return step() ? SQLITE_IOERR_WRITE : SQLITE_OK;
}

static int file_truncate(sqlite3_file *file, sqlite3_int64 length)
{
    struct inode *inode = inode_of(file);
    if (step()) {
        return SQLITE_IOERR_TRUNCATE;
    }
    content_resize(&inode->now, (size_t)length);
    inode_note(inode, 0, (size_t)length, NULL);
    return SQLITE_OK;
}

static int file_sync(sqlite3_file *file, int flags)
{
    struct power_file *own = (struct power_file *)file;
    (void)flags;
    if (step()) {
        return SQLITE_IOERR_FSYNC;
    }
    if (!disk.lies) {
        inode_sync(own->inode);
    }
    if (own->unsynced_name) { /* as SQLite's own files do for a new journal */
        folder_sync();
        own->unsynced_name = false;
    }
    return SQLITE_OK;
}

static int file_size(sqlite3_file *file, sqlite3_int64 *length)
{
    *length = (sqlite3_int64)inode_of(file)->now.length;
    return disk.failed ? SQLITE_IOERR_FSTAT : SQLITE_OK;
}

/* One program, one connection: nobody else to lock out. */
static int file_lock(sqlite3_file *file, int level)
{
    (void)file, (void)level;
    return SQLITE_OK;
}

static int file_reserved(sqlite3_file *file, int *reserved)
{
    (void)file;
    *reserved = 0;
    return SQLITE_OK;
}

static int file_control(sqlite3_file *file, int what, void *argument)
{
    (void)file, (void)what, (void)argument;
    return SQLITE_NOTFOUND;
}

static int file_sector(sqlite3_file *file)
{
    (void)file;
    return SECTOR;
}

static int file_traits(sqlite3_file *file)
{
    (void)file;
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE; /* as SQLite takes a real disk to be */
}

static const sqlite3_io_methods file_methods = {
    .iVersion = 1,
    .xClose = file_close,
    .xRead = file_read,
    .xWrite = file_write,
    .xTruncate = file_truncate,
    .xSync = file_sync,
    .xFileSize = file_size,
    .xLock = file_lock,
    .xUnlock = file_lock,
    .xCheckReservedLock = file_reserved,
    .xFileControl = file_control,
    .xSectorSize = file_sector,
    .xDeviceCharacteristics = file_traits,
};

static int disk_open(sqlite3_vfs *vfs, const char *text, sqlite3_file *file, int flags, int *out)
{
    struct power_file *own = (struct power_file *)file;
    (void)vfs;
    memset(own, 0, sizeof *own);
    if (disk.failed || text == NULL) { /* no file without a name: temp_store is MEMORY */
        return SQLITE_CANTOPEN;
    }
    struct name *name = name_find(text);
    if (name->now == NULL && (flags & SQLITE_OPEN_CREATE) == 0) {
        return SQLITE_CANTOPEN;
    }
    if (name->now == NULL) {
        if (step()) {
            return SQLITE_CANTOPEN;
        }
        name_lead(name, must(calloc(1, sizeof *name->now)));
        own->unsynced_name = (flags & SQLITE_OPEN_MAIN_JOURNAL) != 0;
    }
    own->inode = name->now;
    own->inode->uses++;
    own->base.pMethods = &file_methods;
    if (out != NULL) {
        *out = flags;
    }
    return SQLITE_OK;
}

static int disk_delete(sqlite3_vfs *vfs, const char *text, int sync_folder)
{
    (void)vfs;
    struct name *name = name_find(text);
    if (step()) {
        return SQLITE_IOERR_DELETE;
    }
    if (name->now == NULL) {
        return SQLITE_IOERR_DELETE_NOENT;
    }
    name_lead(name, NULL);
    if (sync_folder != 0) {
        if (step()) { /* the power may fail between the two */
            return SQLITE_IOERR_DIR_FSYNC;
        }
        folder_sync();
    }
    return SQLITE_OK;
}

static int disk_access(sqlite3_vfs *vfs, const char *text, int flags, int *found)
{
    (void)vfs, (void)flags;
    *found = name_find(text)->now != NULL;
    return disk.failed ? SQLITE_IOERR_ACCESS : SQLITE_OK;
}

static int disk_full_path(sqlite3_vfs *vfs, const char *text, int room, char *path)
{
    (void)vfs;
    sqlite3_snprintf(room, path, "%s", text);
    return SQLITE_OK;
}

bool power_disk_begin(void)
{
    memset(&disk, 0, sizeof disk);
    disk.real = sqlite3_vfs_find(NULL);
    if (disk.real == NULL) {
        return false;
    }
    disk.vfs = *disk.real; /* chance, sleep and the clock are the real ones */
    disk.vfs.iVersion = 1;
    disk.vfs.szOsFile = (int)sizeof(struct power_file);
    disk.vfs.zName = "power";
    disk.vfs.pNext = NULL;
    disk.vfs.xOpen = disk_open;
    disk.vfs.xDelete = disk_delete;
    disk.vfs.xAccess = disk_access;
    disk.vfs.xFullPathname = disk_full_path;
    return sqlite3_vfs_register(&disk.vfs, 1) == SQLITE_OK;
}

void power_disk_end(void)
{
    for (size_t i = 0; i < disk.name_count; i++) {
        name_settle(&disk.names[i], disk.names[i].count);
        inode_release(disk.names[i].now);
        inode_release(disk.names[i].sure);
    }
    disk.name_count = 0;
    (void)sqlite3_vfs_unregister(&disk.vfs);
    (void)sqlite3_vfs_register(disk.real, 1);
}

void power_disk_fail_at(uint64_t step_from_now)
{
    disk.fail_at = step_from_now == 0 ? 0 : disk.steps + step_from_now;
}

bool power_disk_failed(void)
{
    return disk.failed;
}

uint64_t power_disk_steps(void)
{
    return disk.steps;
}

void power_disk_lie(bool lies)
{
    disk.lies = lies;
}
