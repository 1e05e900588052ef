/*
 * The names of all that a scoring writes into its folder, so that nothing else there is ever replaced or
 * removed on the word of a list found in it.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "questions/commands/score.h"
#include "questions/text/buffer.h"
#include "questions/text/placing.h"

#define PACK_LOOK 16384 /* bytes of a file in which a pack says that it is one */

const char *const score_names[] = {"scores.csv",    "items.csv",   "options.csv",   "beliefs.csv",
                                   "rejects.csv",   "report.html", "responses.csv", "absent.csv",
                                   "manifest.json", NULL};

const char *const score_stale_names[] = {"absent.csv", "pack.json",  "key.csv",
                                         "key.json",   "key.ndjson", "key.gift",
                                         "key.xml",    "key.txt",    NULL};

static bool is_among(const char *name, const char *const names[])
{
    size_t i = 0;
    while (names[i] != NULL && strcmp(names[i], name) != 0) {
        i++;
    }
    return names[i] != NULL;
}

/* "ID.json", as the pack's sibling is called. */
static bool is_pack_name(const char *name)
{
    const size_t id = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-");
    return id > 0 && strcmp(name + id, ".json") == 0;
}

/* Is there no such file, or a pack, which a sibling may replace? */
static bool is_pack_or_free(int folder, const char *name)
{
    char text[PACK_LOOK + 1];
    const int fd = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0) {
        return errno == ENOENT;
    }
    const ssize_t got = read(fd, text, PACK_LOOK);
    (void)close(fd);
    text[got > 0 ? got : 0] = '\0';
    return strstr(text, "\"amiquiz-pack\"") != NULL;
}

bool score_files_ours(int folder, const char *name, bool goes)
{
    return is_among(name, score_stale_names) ||
           (!goes &&
            (is_among(name, score_names) || (is_pack_name(name) && is_pack_or_free(folder, name))));
}

enum status score_files_finish(struct context *context, const char *folder)
{
    struct buffer foreign = {0};
    enum status status = STATUS_DONE;
    if (!placing_finish(folder, score_files_ours, &foreign)) {
        status = score_files_unfinished(context, folder, &foreign);
    }
    buffer_fini(&foreign);
    return status;
}

enum status score_files_unfinished(struct context *context, const char *folder,
                                   const struct buffer *foreign)
{
    const int why = errno;
    if (why != EBADMSG) {
        return command_error(context, STATUS_FAILED,
                             "\"%s\": what an earlier run left half done cannot be finished: %s",
                             folder, strerror(why));
    }
    const enum status status =
        command_error(context, STATUS_BAD_INPUT,
                      "\"%s\": its list %s names \"%s\", which no scoring writes or removes there: "
                      "nothing was done",
                      folder, PLACING_LIST, buffer_text(foreign));
    command_hint(context, "that list is not of amiquiz: remove it to go on");
    return status;
}
