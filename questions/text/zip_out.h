/**
 * A zip archive written file by file, nothing compressed: the same files give the same bytes on every
 * machine, because the time is fixed (1980-01-01, the format's first) and no attribute is kept.  Our
 * own, and not a library's: storing takes a header, a checksum and a directory, and a library would
 * bring compression whose bytes change with its version.
 *
 * Source of the layout: PKWARE, APPNOTE.TXT 6.3, sections 4.3.7 (local header), 4.3.12 (central
 * directory), 4.3.14 to 4.3.16 (its end, with the Zip64 records that more than 65,534 files need).
 */
#ifndef QUESTIONS_TEXT_ZIP_OUT_H
#define QUESTIONS_TEXT_ZIP_OUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "questions/text/buffer.h"

/**
 * Zero but for `out` to begin.  The caller may empty `out` between the calls.  Memory that ran out
 * shows in out->failed.
 */
struct zip_out {
    struct buffer *out;
    struct buffer directory; /* private: what zip_end() will write */
    uint64_t written;        /* private: bytes so far, emptied ones included */
    uint64_t count;          /* private: files so far */
};

/**
 * Add one file.
 * @name   zip_name_ok() must hold; no name twice
 * Files that would lie beyond 4 GiB fail as if memory had run out.
 */
void zip_add(struct zip_out *zip, const char *name, const char *bytes, size_t length);
/** The directory, after which nothing can be added. */
void zip_end(struct zip_out *zip);
/** Free what zip_out holds; `out` stays. */
void zip_fini(struct zip_out *zip);

/** A name that is safe to unpack: printable ASCII, relative, '/' between parts, none of them ".." */
bool zip_name_ok(const char *name);
/** The CRC-32 of zip, gzip and PNG (reflected polynomial 0xEDB88320). */
uint32_t zip_crc32(const char *bytes, size_t length);

#endif
