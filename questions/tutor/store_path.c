/* Where the database lies, and whether it can lie there. */
#include "questions/tutor/store_private.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "questions/text/buffer.h"
#include "questions/text/path.h"

static const char hint_name[] = "name a file with --db FILE or AMIQUIZ_DB";
static const char hint_folder[] =
    "name a file in a folder you may write in, with --db FILE or AMIQUIZ_DB";

/* The value of a variable; one set to nothing counts as not set. */
static const char *variable(const char *name)
{
    const char *value = getenv(name);
    return value != NULL && *value != '\0' ? value : NULL;
}

char *store_default_path(void)
{
    struct buffer b = {0};
    const char *file = variable("AMIQUIZ_DB");
    const char *data = variable("XDG_DATA_HOME");
    const char *home = variable("HOME");
    if (file != NULL) {
        buffer_add_text(&b, file);
    } else if (data != NULL && *data == '/') { /* relative ones count for nothing (XDG 0.8) */
        path_join(&b, data, "amiquiz/progress.db");
    } else if (home != NULL) {
        path_join(&b, home, ".local/share/amiquiz/progress.db");
    } else {
        return NULL;
    }
    return buffer_take(&b);
}

/* The folder part of a path: "a/b" of "a/b/c", "." of "c", "/" of "/c". */
char *store_folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    if (slash == NULL) {
        return strdup(".");
    }
    return slash == path ? strdup("/") : strndup(path, (size_t)(slash - path));
}

static bool complain_folder(const char *folder, const char *what, struct store_problem *problem)
{
    char name[STORE_NAME_SIZE];
    const char *why = strerror(errno);
    return store_complain(problem, hint_folder, "the folder \"%s\" cannot be %s: %s",
                          store_name(folder, name), what, why);
}

/* Make a folder unless it is there. */
static bool make_folder(const char *folder, struct store_problem *problem)
{
    struct stat st;
    if (stat(folder, &st) == 0) {
        if (S_ISDIR(st.st_mode)) {
            return true;
        }
        errno = ENOTDIR;
        return complain_folder(folder, "made", problem);
    }
    /* EEXIST: somebody was quicker. */
    return mkdir(folder, 0700) == 0 || errno == EEXIST || complain_folder(folder, "made", problem);
}

/* Make a folder and all above it.  The path is changed on the way and as it was at the end. */
static bool make_folders(char *folder, struct store_problem *problem)
{
    for (char *p = folder + 1; *p != '\0'; p++) {
        if (*p == '/' && p[-1] != '/') {
            *p = '\0';
            const bool made = make_folder(folder, problem);
            *p = '/';
            if (!made) {
                return false;
            }
        }
    }
    return make_folder(folder, problem);
}

static bool complain_is_folder(const char *path, struct store_problem *problem)
{
    char name[STORE_NAME_SIZE];
    return store_complain(problem, "name a file in it", "\"%s\" is a folder",
                          store_name(path, name));
}

/* SQLite refuses a link anywhere in the path, and /home itself is one on some systems. */
static char *join_resolved(const char *folder, const char *file, enum store_folder use,
                           struct store_problem *problem)
{
    char *real = realpath(folder, NULL);
    if (real == NULL) {
        (void)complain_folder(folder, "found", problem);
        return NULL;
    }
    if (use != FOLDER_TO_READ && access(real, W_OK | X_OK) != 0) {
        (void)complain_folder(real, "written", problem);
        free(real);
        return NULL;
    }
    struct buffer b = {0};
    buffer_addf(&b, "%s/%s", strcmp(real, "/") == 0 ? "" : real, file);
    free(real);
    char *path = buffer_take(&b);
    if (path == NULL) {
        (void)store_no_memory(problem);
    }
    return path;
}

char *store_locate(const char *path, enum store_folder use, struct store_problem *problem)
{
    const char *slash = strrchr(path, '/');
    const char *file = slash == NULL ? path : slash + 1;
    if (*path == '\0') {
        (void)store_complain(problem, hint_name, "the name of the database is empty");
        return NULL;
    }
    if (*file == '\0' || strcmp(file, ".") == 0 || strcmp(file, "..") == 0) {
        (void)complain_is_folder(path, problem);
        return NULL;
    }
    char *folder = store_folder_of(path);
    if (folder == NULL) {
        (void)store_no_memory(problem);
        return NULL;
    }
    char *found = NULL;
    if (use != FOLDER_TO_MAKE || make_folders(folder, problem)) {
        found = join_resolved(folder, file, use, problem);
    }
    free(folder);
    return found;
}

bool store_has_journal(const char *path)
{
    static const char *const endings[] = {"-journal", "-wal"};
    bool found = false;
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        struct buffer b = {0};
        buffer_addf(&b, "%s%s", path, endings[i]);
        found = found || b.failed || access(buffer_text(&b), F_OK) == 0;
        buffer_fini(&b);
    }
    return found;
}

/* Whether a file that is not empty begins as every database does; unknown counts as yes. */
static bool has_magic(const char *path)
{
    static const char magic[] = "SQLite format 3"; /* with its NUL */
    char bytes[sizeof magic] = {0};
    const int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0) {
        return true;
    }
    const ssize_t length = read(fd, bytes, sizeof bytes);
    (void)close(fd);
    return length < 0 || memcmp(bytes, magic, sizeof magic) == 0;
}

bool store_may_stand(const char *path, struct store_problem *problem)
{
    char name[STORE_NAME_SIZE];
    struct stat st;
    if (lstat(path, &st) != 0) {
        return true; /* what else may be wrong, SQLite finds out */
    }
    if (S_ISDIR(st.st_mode)) {
        return complain_is_folder(path, problem);
    }
    if (S_ISLNK(st.st_mode)) {
        return store_complain(problem, "name the file itself, not a link to it",
                              "\"%s\" is a symbolic link", store_name(path, name));
    }
    if (!S_ISREG(st.st_mode)) {
        return store_complain(problem, hint_name, "\"%s\" is not a plain file",
                              store_name(path, name));
    }
    /* SQLite takes a file of one byte for an empty one, and a journal may mend any. */
    if (st.st_size > 0 && !has_magic(path) && !store_has_journal(path)) {
        return store_explain(problem, NULL, path, SQLITE_NOTADB);
    }
    return true;
}
