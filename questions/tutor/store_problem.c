/* Failures in words: one sentence with the file in it, and one with what to do. */
#include "questions/tutor/store_private.h"

#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "questions/text/buffer.h"
#include "questions/text/safe.h"

static const char hint_other_file[] =
    "name another file with --db FILE or AMIQUIZ_DB; this one was left as it is";
#define NO_ROOM "was not written: the disk has no room left, or fails"

static const char hint_full[] = "make room and try again; what was saved before is still there";
static const char hint_damaged[] = "put back a copy of it, or move the file away to begin anew; "
                                   "`sqlite3 FILE .recover` prints what can still be read";

/*
 * SQLite's result codes, extended ones first; a primary one stands for all the rest of its kind.
 * The sentence begins with the file's name.  A quota and a file size limit do not come as FULL, and
 * SQLite does not say reliably which error of the system it met.
 */
static const char hint_no_room[] =
    "look at free space, quotas and limits, then try again; what was saved before is still there";

static const struct meaning {
    int code;
    bool words; /* SQLite's own words are added after a colon */
    const char *sentence;
    const char *hint;
} meanings[] = {
    {SQLITE_IOERR_WRITE, false, NO_ROOM, hint_no_room},
    {SQLITE_IOERR_FSYNC, false, NO_ROOM, hint_no_room},
    {SQLITE_IOERR_TRUNCATE, false, NO_ROOM, hint_no_room},
    {SQLITE_NOTADB, false, "is not an SQLite database", hint_other_file},
    {SQLITE_BUSY, false, "has been locked by another program for 3 seconds",
     "close the other amiquiz, or whatever else has the file open, and try again"},
    {SQLITE_FULL, false, "was not written: the disk is full", hint_full},
    {SQLITE_CORRUPT, true, "is damaged", hint_damaged},
    {SQLITE_READONLY_DBMOVED, false, "was moved or deleted while it was open",
     "begin again; with a file that was moved, name its new place with --db FILE"},
    {SQLITE_READONLY_ROLLBACK, false,
     "was left in the middle of a write, which only somebody who may write it can undo",
     "copy it and the file that ends in -journal to a folder of yours, and name the copy with --db"},
    {SQLITE_READONLY_RECOVERY, false,
     "has its latest answers in a file beside it that ends in -wal; it cannot be read where nothing "
     "may be written",
     "copy both to a folder of yours, and name the copy with --db FILE"},
    {SQLITE_READONLY, true, "cannot be written",
     "change the permissions of the file, or name another one with --db FILE or AMIQUIZ_DB"},
    {SQLITE_CANTOPEN, true, "cannot be opened",
     "look at the permissions of the file and its folder, or name another one with --db FILE"},
    {SQLITE_IOERR, true, "cannot be read or written",
     "look at the disk and its free space, then try again"},
    {SQLITE_CONSTRAINT_FOREIGNKEY, false, "no longer holds what was open here: it was forgotten",
     "begin again; somebody ran `amiquiz forget` meanwhile"},
    {SQLITE_CONSTRAINT, true, "refused a record",
     "this is a fault in amiquiz: please report it, with these words"},
};

_Static_assert(STORE_PATIENCE_SECONDS == 3, "the sentence on locks says how long");

/* Copy what fits, cut between two characters. */
static void copy_cut(char *to, size_t size, const char *from)
{
    size_t length = strlen(from);
    if (length >= size) {
        length = size - 1;
        while (length > 0 && ((unsigned char)from[length] & 0xc0) == 0x80) {
            length--;
        }
    }
    memcpy(to, from, length);
    to[length] = '\0';
}

const char *store_name(const char *path, char name[STORE_NAME_SIZE])
{
    struct buffer b = {0};
    safe_line(&b, path, strlen(path));
    const char *shown = b.failed ? "the database" : buffer_text(&b);
    const size_t length = strlen(shown);
    const size_t room = STORE_NAME_SIZE - 1 - strlen("...");
    if (length <= room) {
        copy_cut(name, STORE_NAME_SIZE, shown);
    } else {
        const char *tail = shown + length - room;
        while (((unsigned char)*tail & 0xc0) == 0x80) {
            tail++;
        }
        snprintf(name, STORE_NAME_SIZE, "...%s", tail);
    }
    buffer_fini(&b);
    return name;
}

bool store_complain(struct store_problem *problem, const char *hint, const char *format, ...)
{
    char text[sizeof problem->text * 2];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    copy_cut(problem->text, sizeof problem->text, text);
    copy_cut(problem->hint, sizeof problem->hint, hint);
    return false;
}

bool store_no_memory(struct store_problem *problem)
{
    return store_complain(problem, "close other programs and try again", "memory ran out");
}

bool store_damaged(struct store_problem *problem, const char *path, const char *words)
{
    char name[STORE_NAME_SIZE], safe[STORE_NAME_SIZE];
    return store_complain(problem, hint_damaged, "\"%s\" is damaged: %s", store_name(path, name),
                          store_name(words, safe));
}

static const struct meaning *meaning_of(int code)
{
    for (size_t i = 0; i < sizeof meanings / sizeof meanings[0]; i++) {
        if (meanings[i].code == code || meanings[i].code == (code & 0xff)) {
            return &meanings[i];
        }
    }
    return NULL;
}

bool store_explain(struct store_problem *problem, struct sqlite3 *db, const char *path, int code)
{
    char name[STORE_NAME_SIZE], safe[STORE_NAME_SIZE];
    if ((code & 0xff) == SQLITE_NOMEM || code == SQLITE_IOERR_NOMEM) {
        return store_no_memory(problem);
    }
    const bool recent = db != NULL && sqlite3_extended_errcode(db) == code;
    store_name(recent ? sqlite3_errmsg(db) : sqlite3_errstr(code), safe);
    store_name(path, name);
    const struct meaning *m = meaning_of(code);
    if (m == NULL) {
        return store_complain(problem, "please report this, with these words",
                              "\"%s\": SQLite says: %s (code %d)", name, safe, code);
    }
    return store_complain(problem, m->hint, "\"%s\" %s%s%s", name, m->sentence,
                          m->words ? ": " : "", m->words ? safe : "");
}
