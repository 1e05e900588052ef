/** What a file is that is not the text we asked for, told by its first bytes; and what to do about it. */
#ifndef QUESTIONS_TEXT_FILE_KIND_H
#define QUESTIONS_TEXT_FILE_KIND_H

#include <stdbool.h>
#include <stddef.h>

#define FILE_KIND_LOOK 64 /* first bytes that are looked at */

/** What to do about bytes that are not UTF-8; most such files come from Windows. */
#define FILE_KIND_TO_UTF8 "save it as UTF-8, or convert it: iconv -f WINDOWS-1252 -t UTF-8"

struct file_kind {
    const char *what;   /* "a PDF document"; static */
    const char *advice; /* "save its table as CSV"; static */
};

/** @return  NULL: nothing that is known here; it may be a text.  Static. */
const struct file_kind *file_kind_foreign(const char *bytes, size_t length);
/** Are all bytes UTF-8?  @cut  the text may end within its last character */
bool file_kind_is_utf8(const char *bytes, size_t length, bool cut);

#endif
