/* What is read is never written over, and no file is asked to hold two results. */
#include <string.h>
#include <sys/stat.h>

#include "questions/commands/score_run.h"
#include "questions/score/db.h"
#include "questions/text/buffer.h"
#include "questions/text/path.h"

/* Options that name a file to be written. */
static const char *const options[] = {"--scores",  "--items",         "--options",
                                      "--beliefs", "--rejects",       "--report",
                                      "--db",      "--moodle-grades", "--canvas-grades"};
#define OPTIONS (sizeof options / sizeof options[0])

static bool is_standard(const char *path)
{
    return strcmp(path, "-") == 0;
}

bool score_same_file(const char *a, const char *b)
{
    struct stat x, y;
    return !is_standard(a) && !is_standard(b) && stat(a, &x) == 0 && stat(b, &y) == 0 &&
           S_ISREG(x.st_mode) && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

static bool is_special(const char *path)
{
    struct stat seen;
    return stat(path, &seen) == 0 && !S_ISREG(seen.st_mode);
}

/* Is it a file that this run reads? */
static enum status check_target(struct context *context, const char *path)
{
    const struct arguments *args = &context->args;
    const char *roster = argument(context, "--roster");
    bool read = score_same_file(path, argument(context, "--key")) ||
                (roster != NULL && score_same_file(path, roster));
    for (size_t i = 0; i < args->word_count; i++) {
        read = read || score_same_file(path, args->words[i]);
    }
    return read ? command_usage(context, "name another file for what is written",
                                "\"%s\" is read: it cannot be written over", path)
                : STATUS_DONE;
}

/* The copy of the key may stand where the key itself does, for it is the same. */
static enum status check_folder(struct context *context, const char *folder)
{
    struct buffer path = {0};
    enum status status = STATUS_DONE;
    for (size_t i = 0; status == STATUS_DONE && score_names[i] != NULL; i++) {
        buffer_clear(&path);
        path_join(&path, folder, score_names[i]);
        status =
            path.failed ? command_no_memory(context) : check_target(context, buffer_text(&path));
    }
    buffer_fini(&path);
    return status;
}

/* Two options, one file. */
static enum status check_pair(struct context *context, size_t a, size_t b)
{
    const char *one = argument(context, options[a]), *other = argument(context, options[b]);
    const bool same = one != NULL && other != NULL &&
                      (score_same_file(one, other) ||
                       (strcmp(one, other) == 0 && (is_standard(one) || !is_special(one))));
    return same ? command_usage(context, NULL, "%s and %s cannot both go to %s%s%s", options[a],
                                options[b], is_standard(one) ? "" : "\"",
                                is_standard(one) ? "standard output" : one,
                                is_standard(one) ? "" : "\"")
                : STATUS_DONE;
}

/* A learner's progress, which other commands name by --db, too, must not be taken for a place to write. */
static enum status check_database(struct context *context, const char *path)
{
    struct stat seen;
    const bool strange = path != NULL && stat(path, &seen) == 0 && S_ISREG(seen.st_mode) &&
                         seen.st_size > 0 && !db_in_ours(path);
    return strange ? command_usage(context, "name another file for what is written",
                                   "--db: \"%s\" is no database of a scoring, and is not written "
                                   "over",
                                   path)
                   : STATUS_DONE;
}

enum status score_targets_check(struct context *context)
{
    const char *folder = argument(context, "-o");
    if (folder != NULL && (is_standard(folder) || *folder == '\0')) {
        return command_usage(context, "a single file can go to standard output: --scores -",
                             "-o: many files need a folder");
    }
    enum status status = folder != NULL ? check_folder(context, folder) : STATUS_DONE;
    for (size_t a = 0; status == STATUS_DONE && a < OPTIONS; a++) {
        const char *path = argument(context, options[a]);
        status = path != NULL ? check_target(context, path) : STATUS_DONE;
        for (size_t b = a + 1; status == STATUS_DONE && b < OPTIONS; b++) {
            status = check_pair(context, a, b);
        }
    }
    return status == STATUS_DONE ? check_database(context, argument(context, "--db")) : status;
}
