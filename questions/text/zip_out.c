/* Numbers are little-endian; see the header for the sections that say what stands where. */
#include "questions/text/zip_out.h"

#include <assert.h>
#include <string.h>

#define VERSION_STORED  10 /* needed to extract: 1.0 */
#define VERSION_ZIP64   45
#define DATE_1980_01_01 0x21 /* years since 1980 << 9 | month << 5 | day; the time is 0 */

/* The lowest `size` bytes of a number, the least first. */
static void add_number(struct buffer *out, uint64_t value, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        buffer_add_char(out, (char)(unsigned char)(value >> (8 * i) & 0xff));
    }
}

/* What the local header and the directory say alike of a file, from "version needed" on. */
static void add_entry(struct buffer *out, uint32_t crc, size_t length, size_t name_length)
{
    add_number(out, VERSION_STORED, 2);
    add_number(out, 0, 2); /* flags */
    add_number(out, 0, 2); /* method: stored */
    add_number(out, 0, 2); /* time */
    add_number(out, DATE_1980_01_01, 2);
    add_number(out, crc, 4);
    add_number(out, length, 4); /* packed */
    add_number(out, length, 4);
    add_number(out, name_length, 2);
    add_number(out, 0, 2); /* length of the extra field */
}

void zip_add(struct zip_out *zip, const char *name, const char *bytes, size_t length)
{
    assert(zip_name_ok(name));
    const size_t name_length = strlen(name);
    if (length >= UINT32_MAX || zip->written >= UINT32_MAX) {
        zip->out->failed = true;
        return;
    }
    const uint32_t crc = zip_crc32(bytes, length);
    add_number(&zip->directory, 0x02014b50, 4);
    add_number(&zip->directory, VERSION_STORED, 2); /* made by: MS-DOS, no attributes */
    add_entry(&zip->directory, crc, length, name_length);
    add_number(&zip->directory, 0, 2); /* length of the comment */
    add_number(&zip->directory, 0, 2); /* disk */
    add_number(&zip->directory, 0, 2); /* internal attributes */
    add_number(&zip->directory, 0, 4); /* external attributes */
    add_number(&zip->directory, zip->written, 4);
    buffer_add(&zip->directory, name, name_length);

    const size_t before = zip->out->length;
    add_number(zip->out, 0x04034b50, 4);
    add_entry(zip->out, crc, length, name_length);
    buffer_add(zip->out, name, name_length);
    buffer_add(zip->out, bytes, length);
    zip->out->failed |= zip->directory.failed;
    zip->written += zip->out->length - before;
    zip->count++;
}

/* The records that say the count in 64 bits, and where they are. */
static void add_zip64_end(struct zip_out *zip, uint64_t directory_at)
{
    add_number(zip->out, 0x06064b50, 4);
    add_number(zip->out, 44, 8); /* bytes of this record from here on */
    add_number(zip->out, VERSION_ZIP64, 2);
    add_number(zip->out, VERSION_ZIP64, 2);
    add_number(zip->out, 0, 4); /* this disk */
    add_number(zip->out, 0, 4); /* the directory's disk */
    add_number(zip->out, zip->count, 8);
    add_number(zip->out, zip->count, 8);
    add_number(zip->out, zip->directory.length, 8);
    add_number(zip->out, directory_at, 8);
    add_number(zip->out, 0x07064b50, 4);
    add_number(zip->out, 0, 4);
    add_number(zip->out, directory_at + zip->directory.length, 8);
    add_number(zip->out, 1, 4); /* disks */
}

static uint64_t at_most(uint64_t value, uint64_t most)
{
    return value < most ? value : most;
}

void zip_end(struct zip_out *zip)
{
    const uint64_t directory_at = zip->written;
    const bool large = zip->count >= UINT16_MAX || directory_at >= UINT32_MAX ||
                       zip->directory.length >= UINT32_MAX;
    buffer_add(zip->out, zip->directory.bytes, zip->directory.length);
    if (large) {
        add_zip64_end(zip, directory_at);
    }
    add_number(zip->out, 0x06054b50, 4);
    add_number(zip->out, 0, 2); /* this disk */
    add_number(zip->out, 0, 2); /* the directory's disk */
    add_number(zip->out, at_most(zip->count, UINT16_MAX), 2);
    add_number(zip->out, at_most(zip->count, UINT16_MAX), 2);
    add_number(zip->out, at_most(zip->directory.length, UINT32_MAX), 4);
    add_number(zip->out, at_most(directory_at, UINT32_MAX), 4);
    add_number(zip->out, 0, 2); /* length of the comment */
    zip->out->failed |= zip->directory.failed;
}

void zip_fini(struct zip_out *zip)
{
    buffer_fini(&zip->directory);
}

bool zip_name_ok(const char *name)
{
    const char *part = name;
    for (const char *at = name;; at++) {
        if (*at == '/' || *at == '\0') {
            const size_t length = (size_t)(at - part);
            if (length == 0 || (length <= 2 && memcmp(part, "..", length) == 0)) {
                return false; /* empty, "." or ".." */
            }
            part = at + 1;
        } else if (*at < 0x21 || *at > 0x7e || strchr("\\:*?\"<>|", *at) != NULL) {
            return false; /* char may be signed: bytes above ASCII are below or above, never between */
        }
        if (*at == '\0') {
            return part - name <= UINT16_MAX;
        }
    }
}

uint32_t zip_crc32(const char *bytes, size_t length)
{
    /* The remainders of the 16 half bytes: small enough to be read at a glance. */
    static const uint32_t half[16] = {0x00000000, 0x1db71064, 0x3b6e20c8, 0x26d930ac,
                                      0x76dc4190, 0x6b6b51f4, 0x4db26158, 0x5005713c,
                                      0xedb88320, 0xf00f9344, 0xd6d6a3e8, 0xcb61b38c,
                                      0x9b64c2b0, 0x86d3d2d4, 0xa00ae278, 0xbdbdf21c};
    uint32_t crc = UINT32_MAX;
    for (size_t i = 0; i < length; i++) {
        crc ^= (unsigned char)bytes[i];
        crc = half[crc & 0xf] ^ crc >> 4;
        crc = half[crc & 0xf] ^ crc >> 4;
    }
    return crc ^ UINT32_MAX;
}
