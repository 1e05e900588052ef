/**
 * A file that appears whole or not at all: it is written under another name in the same folder and
 * takes its place at the very end, when every byte is on disk.  Until then, and whenever anything
 * fails, what stood there before stays as it was.
 */
#ifndef QUESTIONS_TEXT_WHOLE_FILE_H
#define QUESTIONS_TEXT_WHOLE_FILE_H

#include <stdbool.h>
#include <stddef.h>

/** Zero-initialise to begin; whole_file_end() or whole_file_drop() must follow a begin. */
struct whole_file {
    int fd;
    char *path;      /* owned; where it will stand */
    char *temporary; /* owned; where it stands now; NULL: it is written where it stands */
    bool open;
    bool settled; /* on disk, and closed */
    bool placed;  /* under its name */
    bool
        hasty; /* set by the caller: a kill leaves it whole or not there, but a power cut may leave it
                     empty; of many files that can be made again, where a sync() follows the last */
    int error; /* errno of the first failure; 0: none */
};

/**
 * Begin a file.
 *
 * A link is followed to what it names.  A file that exists keeps its permissions; a new one gets
 * what the umask leaves of 0666.  What is no regular file (a device, a pipe) cannot be replaced and
 * is written directly.
 *
 * @return false when it cannot be written (a folder of that name, a folder that is missing or
 *         closed): `error` says why, and nothing needs to be undone.
 */
bool whole_file_begin(struct whole_file *file, const char *path);
/** Write bytes now: give it large pieces.  False, also after an earlier failure: `error`. */
bool whole_file_write(struct whole_file *file, const char *bytes, size_t length);
/**
 * All is written: bring it to disk, but not into its place yet.  Where several files belong together,
 * settle all of them before the first is ended: what can fail then is only a rename.
 */
bool whole_file_settle(struct whole_file *file);
/**
 * Settle it if need be, and give it its name, which whole_file_end() makes lasting.  Where several files
 * belong together, place all of them before the first is ended: so little time lies between the first
 * and the last that hardly a kill can part them.
 * @return false when it is not in place; whole_file_end() or whole_file_drop() must follow in any case
 */
bool whole_file_place(struct whole_file *file);
/**
 * All is written: put it in place.
 * @return false when it did not get there whole; then it is as whole_file_drop() leaves it
 */
bool whole_file_end(struct whole_file *file);
/** Give up: what was written is removed.  Nothing happens to a file that was ended or not begun. */
void whole_file_drop(struct whole_file *file);

#endif
