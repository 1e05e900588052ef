/* A sound SQLite database, and copies of it that were harmed: bytes changed, or SQL run on it. */
#include <sqlite3.h>
#include <string.h>

#include "tests/fuzz/fuzz.h"

#define PAGE       512     /* bytes; small, so that most bytes of the file mean something */
#define STEPS      200000  /* of SQLite's machine, for the SQL of one input */
#define VALUE_MOST 1000000 /* bytes of a value that it may make */

static struct {
    unsigned char *bytes; /* SQLite's memory */
    size_t size;
} sound;

static void write_file(const char *path, const void *bytes, size_t size)
{
    FILE *file = fopen(path, "wb");
    FUZZ_HOLDS(file != NULL && fwrite(bytes, 1, size, file) == size && fclose(file) == 0);
}

void fuzz_database_take(const char *path)
{
    sqlite3 *db = NULL;
    sqlite3_int64 size = 0;
    char sql[80];
    (void)snprintf(sql, sizeof sql, "PRAGMA page_size=%d; VACUUM", PAGE);
    FUZZ_HOLDS(sqlite3_open(path, &db) == SQLITE_OK);
    FUZZ_HOLDS(sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK);
    sqlite3_free(sound.bytes);
    sound.bytes = sqlite3_serialize(db, "main", &size, 0);
    sound.size = (size_t)size;
    FUZZ_HOLDS(sound.bytes != NULL && size > 0);
    (void)sqlite3_close(db);
}

/* ---- Bytes: { place, high byte first: 2; length: 1; as many bytes } ----------------------------- */

static void harm_bytes(const char *path, const uint8_t *data, size_t size)
{
    unsigned char *copy = malloc(sound.size);
    FUZZ_HOLDS(copy != NULL);
    memcpy(copy, sound.bytes, sound.size);
    for (size_t at = 0; at + 3 < size;) {
        const size_t place = (data[at] * 256u + data[at + 1]) % sound.size;
        size_t length = (size_t)data[at + 2] % 16 + 1;
        length = length < size - at - 3 ? length : size - at - 3;
        length = length < sound.size - place ? length : sound.size - place;
        memcpy(copy + place, data + at + 3, length);
        at += 3 + length;
    }
    write_file(path, copy, sound.size);
    free(copy);
}

/* ---- SQL ------------------------------------------------------------------------------------- */

static sqlite3 *open_copy(void)
{
    sqlite3 *db = NULL;
    unsigned char *copy = sqlite3_malloc64(sound.size);
    const sqlite3_int64 size = (sqlite3_int64)sound.size;
    FUZZ_HOLDS(copy != NULL && sqlite3_open(":memory:", &db) == SQLITE_OK);
    memcpy(copy, sound.bytes, sound.size);
    FUZZ_HOLDS(sqlite3_deserialize(db, "main", copy, size, size,
                                   SQLITE_DESERIALIZE_FREEONCLOSE |
                                       SQLITE_DESERIALIZE_RESIZEABLE) == SQLITE_OK);
    return db;
}

/* Nothing but this database: no other file, no extension; and no "%.900000000c", which nothing stops. */
static int allow(void *context, int action, const char *a, const char *b, const char *c,
                 const char *d)
{
    (void)context, (void)a, (void)c, (void)d;
    static const char *const denied[] = {"load_extension", "printf", "format"};
    bool bad = action == SQLITE_ATTACH;
    for (size_t i = 0; action == SQLITE_FUNCTION && i < sizeof denied / sizeof *denied; i++) {
        bad = bad || b == NULL || sqlite3_stricmp(b, denied[i]) == 0;
    }
    return bad ? SQLITE_DENY : SQLITE_OK;
}

static int enough(void *context)
{
    (void)context;
    return 1;
}

static bool harm_sql(const char *path, const uint8_t *data, size_t size)
{
    sqlite3 *db = open_copy();
    char *sql = malloc(size + 1);
    sqlite3_int64 length = 0;
    FUZZ_HOLDS(sql != NULL);
    memcpy(sql, data, size);
    sql[size] = '\0';
    (void)sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
    (void)sqlite3_limit(db, SQLITE_LIMIT_LENGTH, VALUE_MOST);
    (void)sqlite3_set_authorizer(db, allow, NULL);
    sqlite3_progress_handler(db, STEPS, enough, NULL);
    (void)sqlite3_exec(db, "PRAGMA writable_schema=ON", NULL, NULL, NULL);
    (void)sqlite3_exec(db, sql, NULL, NULL, NULL);
    (void)sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
    unsigned char *bytes = sqlite3_serialize(db, "main", &length, 0);
    const bool made = bytes != NULL &&
                      ((size_t)length != sound.size || memcmp(bytes, sound.bytes, sound.size) != 0);
    if (made) {
        write_file(path, bytes, (size_t)length);
    }
    sqlite3_free(bytes);
    (void)sqlite3_close(db);
    free(sql);
    return made;
}

bool fuzz_database_harm(const char *path, const uint8_t *data, size_t size)
{
    if (size > 0 && data[0] == 's') {
        return harm_sql(path, data + 1, size - 1);
    }
    if (size > 0) {
        harm_bytes(path, data + 1, size - 1);
    }
    return size > 0;
}
