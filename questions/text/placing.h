/**
 * Files of one folder that take their places together.  Each appears whole by itself (whole_file.h), but
 * they are renamed one after another, and a kill between the first and the last would leave old ones
 * beside new ones.  So a list of the renames is brought to disk before the first: whoever opens the folder
 * next finds it and finishes them.  The list is locked as long as its writer lives.
 *
 * A folder may come from somebody else, and a list with it: so whoever opens one says which names are its
 * own, and a list with any other is refused as a whole, before anything is done.
 */
#ifndef QUESTIONS_TEXT_PLACING_H
#define QUESTIONS_TEXT_PLACING_H

#include <stdbool.h>
#include <stdint.h>

struct buffer; /* questions/text/buffer.h */

#define PLACING_LIST ".amiquiz-placing" /* what the list is called in its folder */

/** Zero-initialise. */
struct placing {
    char *path, *folder; /* owned; of the list, and where it lies; path NULL: not begun */
    int fd;
};

/**
 * Note a file that waits under its temporary name, or one that goes away (`temporary` NULL).  One that
 * waits in another folder than that of `path` (which was a link) is left to itself.
 */
void placing_note(struct buffer *list, const char *temporary, const char *path);
/**
 * May a list name this file?  Not ours is what its writer never writes.
 * @folder  where it lies, open
 * @goes    the file would be removed, not placed
 */
typedef bool placing_ours(int folder, const char *name, bool goes);

/**
 * Bring the list to disk, once nobody else places files in this folder.
 * @foreign  as in placing_finish(), of a list that somebody left meanwhile
 * @return   false when it cannot be: errno says why, and nothing may be placed
 */
bool placing_begin(struct placing *placing, const char *folder, struct buffer *list,
                   placing_ours *ours, struct buffer *foreign);
/** All are in place, or given up.  Does nothing to one that was not begun. */
void placing_end(struct placing *placing);
/**
 * Finish what somebody who was killed left half done in a folder, or wait for somebody who is at it.
 * @foreign  receives the first name that is not ours, or a line that is none, when that is why: nothing was
 *           done then, the list stays, and errno is EBADMSG
 * @return   false when it cannot be finished: errno says why
 */
bool placing_finish(const char *folder, placing_ours *ours, struct buffer *foreign);
/** Remove what runs that are dead left behind in a folder an hour ago, or earlier. */
void placing_sweep(const char *folder, int64_t now);

#endif
