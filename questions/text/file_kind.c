/*
 * Signatures as the formats' own documents give them: gzip (RFC 1952), zip (APPNOTE 4.3.7, 4.3.9), xz
 * (file format 1.2), bzip2, zstd (RFC 8878), PDF (ISO 32000), compound files of old Office (MS-CFB 2.2),
 * SQLite (file format, 1.3); byte order marks as in the Unicode Standard, 23.8.
 */
#include "questions/text/file_kind.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "engine/utf8.h"

#define UNPACK "unpack it first"

static const struct signature {
    const char *bytes;
    size_t length;
    struct file_kind kind;
} signatures[] = {
    {"\x1f\x8b\x08", 3, {"a gzip file", UNPACK}},
    {"PK\003\004", 4, {"a zip archive or a spreadsheet (xlsx, ods)", "save it as CSV"}},
    {"PK\005\006", 4, {"an empty zip archive", "save the table as CSV"}},
    {"\xfd"
     "7zXZ",
     5,
     {"an xz file", UNPACK}},
    {"\x28\xb5\x2f\xfd", 4, {"a zstd file", UNPACK}},
    {"\xd0\xcf\x11\xe0", 4, {"an old spreadsheet or document (xls, doc)", "save it as CSV"}},
    {"%PDF-", 5, {"a PDF document", "save its table as CSV"}},
    {"SQLite format 3", 16, {"a SQLite database", "export its table as CSV"}},
    {"\xff\xfe\0\0", 4, {"a text in UTF-32", "save it as UTF-8"}},
    {"\xff\xfe", 2, {"a text in UTF-16", "save it as UTF-8: iconv -f UTF-16 -t UTF-8"}},
    {"\xfe\xff", 2, {"a text in UTF-16", "save it as UTF-8: iconv -f UTF-16 -t UTF-8"}},
};

static const struct file_kind bzip2 = {"a bzip2 file", UNPACK};
static const struct file_kind html = {"a web page (HTML)", "save its table as CSV"};
static const struct file_kind little = {"a text in UTF-16",
                                        "save it as UTF-8: iconv -f UTF-16LE -t UTF-8"};
static const struct file_kind big = {"a text in UTF-16",
                                     "save it as UTF-8: iconv -f UTF-16BE -t UTF-8"};

/* "<!DOCTYPE html" or "<html" behind white space: what some platforms call an export to Excel. */
static bool is_html(const char *bytes, size_t length)
{
    static const char *const starts[] = {"<!DOCTYPE html", "<html"};
    while (length > 0 && strchr(" \t\r\n", *bytes) != NULL && *bytes != '\0') {
        bytes++;
        length--;
    }
    for (size_t i = 0; i < 2; i++) {
        const size_t start = strlen(starts[i]);
        if (length >= start && strncasecmp(bytes, starts[i], start) == 0) {
            return true;
        }
    }
    return false;
}

/* Is every second byte, from `first` on, NUL, and no other: a text in UTF-16, if it is a Western one? */
static bool is_every_second_nul(const char *bytes, size_t length, size_t first)
{
    size_t at = 0;
    while (at < length && (bytes[at] == '\0') == (at % 2 == first)) {
        at++;
    }
    return length >= 4 && at == length;
}

const struct file_kind *file_kind_foreign(const char *bytes, size_t length)
{
    length = length < FILE_KIND_LOOK ? length : FILE_KIND_LOOK;
    for (size_t i = 0; i < sizeof signatures / sizeof signatures[0]; i++) {
        const struct signature *s = &signatures[i];
        if (length >= s->length && memcmp(bytes, s->bytes, s->length) == 0) {
            return &s->kind;
        }
    }
    if (length >= 10 && memcmp(bytes, "BZh", 3) == 0 && memcmp(bytes + 4, "1AY&SY", 6) == 0) {
        return &bzip2;
    }
    return is_html(bytes, length)                  ? &html
           : is_every_second_nul(bytes, length, 1) ? &little
           : is_every_second_nul(bytes, length, 0) ? &big
                                                   : NULL;
}

/* Are these bytes, the last of a text, the beginning of a character: its first byte, and more of its kind? */
static bool is_cut_short(const char *bytes, size_t length)
{
    const unsigned char first = (unsigned char)bytes[0];
    const size_t whole = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    bool cut = first >= 0xc2 && first <= 0xf4 && length < whole;
    for (size_t i = 1; i < length && cut; i++) {
        cut = ((unsigned char)bytes[i] & 0xc0) == 0x80;
    }
    return cut;
}

bool file_kind_is_utf8(const char *bytes, size_t length, bool cut)
{
    uint32_t code;
    for (size_t at = 0, width; at < length; at += width) {
        width = utf8_decode(bytes + at, length - at, &code);
        if (width == 0) {
            return cut && is_cut_short(bytes + at, length - at);
        }
    }
    return true;
}
