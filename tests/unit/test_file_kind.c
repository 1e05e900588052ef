/* Files that are no text: told by their first bytes, and nothing else is taken for one of them. */
#include "questions/text/file_kind.h"

#include "questions/text/buffer.h"
#include "tests/unit/check.h"

static void check(const char *bytes, size_t length, const char *want)
{
    struct buffer said = {0};
    const struct file_kind *kind = file_kind_foreign(bytes, length);
    if (kind != NULL) {
        buffer_addf(&said, "%s: %s", kind->what, kind->advice);
    }
    CHECK_STR(buffer_text(&said), want);
    buffer_fini(&said);
}
#define CHECK_KIND(bytes, want) check(bytes, sizeof(bytes) - 1, want)

static void test_foreign(void)
{
    CHECK_KIND("\x1f\x8b\x08", "a gzip file: unpack it first");
    CHECK_KIND("PK\3\4", "a zip archive or a spreadsheet (xlsx, ods): save it as CSV");
    CHECK_KIND("PK\5\6", "an empty zip archive: save the table as CSV");
    CHECK_KIND("\xfd\x37zXZ\0", "an xz file: unpack it first");
    CHECK_KIND("\x28\xb5\x2f\xfd", "a zstd file: unpack it first");
    CHECK_KIND("BZh91AY&SY", "a bzip2 file: unpack it first");
    CHECK_KIND("\xd0\xcf\x11\xe0", "an old spreadsheet or document (xls, doc): save it as CSV");
    CHECK_KIND("%PDF-1.7", "a PDF document: save its table as CSV");
    CHECK_KIND("SQLite format 3\0", "a SQLite database: export its table as CSV");
    CHECK_KIND("\n <!doctype HTML>", "a web page (HTML): save its table as CSV");
    CHECK_KIND("<html>", "a web page (HTML): save its table as CSV");
}

static void test_encodings(void)
{
    CHECK_KIND("\xff\xfes\0", "a text in UTF-16: save it as UTF-8: iconv -f UTF-16 -t UTF-8");
    CHECK_KIND("\xfe\xff\0s", "a text in UTF-16: save it as UTF-8: iconv -f UTF-16 -t UTF-8");
    CHECK_KIND("s\0,\0q\0", "a text in UTF-16: save it as UTF-8: iconv -f UTF-16LE -t UTF-8");
    CHECK_KIND("\0s\0,\0q", "a text in UTF-16: save it as UTF-8: iconv -f UTF-16BE -t UTF-8");
    CHECK_KIND("\xff\xfe\0\0s\0\0\0", "a text in UTF-32: save it as UTF-8");
}

static void test_texts(void)
{
    CHECK_KIND("", "");
    CHECK_KIND("student,question,answer\n", "");
    CHECK_KIND("\xef\xbb\xbfstudent;q1\r\n", "");
    CHECK_KIND("J\xf6rg,q1,A\n", "");
    CHECK_KIND("\x1f\x8b", "");
    CHECK_KIND("PK\3", "");
    CHECK_KIND("BZh9,q1,A\n", "");
    CHECK_KIND("SQLite format 3,q1,A", "");
    CHECK_KIND("<h", "");
    CHECK_KIND("\0\0\0\0", "");
    CHECK_KIND("s\0", "");
    CHECK_KIND("s\0,\0qq", "");
}

static void test_utf8(void)
{
    static const char text[] = "a\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80";
    static const size_t ends[] = {0, 1, 3, 6, 10};
    for (size_t length = 0, next = 0; length < sizeof text; length++) {
        const bool whole = length == ends[next];
        CHECK(file_kind_is_utf8(text, length, true));
        CHECK_INT(file_kind_is_utf8(text, length, false), whole);
        next += whole ? 1 : 0;
    }
    static const char *const bad[] = {"J\xf6rg", "\xe4\xff", "\xc3\xc3\xa4",
                                      "\x80",    "\xc1",     "\xf5\x80"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        CHECK(!file_kind_is_utf8(bad[i], strlen(bad[i]), true));
    }
}

int main(void)
{
    RUN(test_foreign);
    RUN(test_encodings);
    RUN(test_texts);
    RUN(test_utf8);
    return check_end();
}
