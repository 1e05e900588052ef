/* The bytes of a small archive, names, the checksum, and more files than 16 bits can count. */
#include "questions/text/zip_out.h"

#include <stdio.h>

#include "tests/unit/check.h"

static void add_hex(struct buffer *out, const struct buffer *bytes)
{
    for (size_t i = 0; i < bytes->length; i++) {
        buffer_addf(out, "%02x", (unsigned char)bytes->bytes[i]);
    }
}

static void test_bytes(void)
{
    struct buffer out = {0};
    struct buffer hex = {0};
    struct zip_out zip = {.out = &out};
    zip_add(&zip, "a/b.txt", "hi", 2);
    add_hex(&hex, &out);
    buffer_clear(&out); /* as a caller does that has written it */
    zip_end(&zip);
    add_hex(&hex, &out);
    CHECK_STR(buffer_text(&hex),
              "504b03040a00000000000000210"
              "0ac2a93d80200000002000000070000"
              "00612f622e7478746869"
              "504b01020a000a0000000000000021"
              "00ac2a93d80200000002000000070000000000000000000000000000000000612f622e747874"
              "504b0506000000000100010035000000270000000000");
    zip_fini(&zip);
    buffer_fini(&out);
    buffer_fini(&hex);
}

static void test_empty(void)
{
    struct buffer out = {0};
    struct buffer hex = {0};
    struct zip_out zip = {.out = &out};
    zip_end(&zip);
    add_hex(&hex, &out);
    CHECK_STR(buffer_text(&hex), "504b050600000000000000000000000000000000"
                                 "0000");
    zip_fini(&zip);
    buffer_fini(&out);
    buffer_fini(&hex);
}

static void test_crc(void)
{
    CHECK_INT(zip_crc32("", 0), 0);
    CHECK_INT(zip_crc32("123456789", 9), 0xcbf43926); /* the check value of every catalogue */
}

/* The definition, one bit at a time. */
static uint32_t slow_crc(const char *bytes, size_t length)
{
    uint32_t crc = 0xffffffff;
    for (size_t i = 0; i < length; i++) {
        for (unsigned bit = 0; bit < 8; bit++) {
            const uint32_t in = ((unsigned char)bytes[i] >> bit & 1u) ^ (crc & 1u);
            crc = crc >> 1 ^ (in != 0 ? 0xedb88320 : 0);
        }
    }
    return ~crc;
}

static void test_crc_twin(void)
{
    char bytes[1024];
    for (size_t i = 0; i < sizeof bytes; i++) {
        bytes[i] = (char)(unsigned char)(i * i * 7 + i / 3);
        CHECK(zip_crc32(bytes, i + 1) == slow_crc(bytes, i + 1));
    }
}

static void test_names(void)
{
    static const char *const good[] = {"a",    "imsmanifest.xml", "items/00001.xml", "..a", "a..",
                                       "a.b/c"};
    static const char *const bad[] = {"",       "/a",   "a/",  "..",  "../a",
                                      "a/../b", "a/..", ".",   "./a", "a//b",
                                      "a\\b",   "C:a",  "a b", "a\n", "\xc3\xa4"};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        CHECK(zip_name_ok(good[i]));
    }
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        CHECK(!zip_name_ok(bad[i]));
    }
}

/* How often four bytes stand in a text. */
static size_t count_signature(const struct buffer *b, const char signature[4])
{
    size_t count = 0;
    for (size_t i = 0; i + 4 <= b->length; i++) {
        count += memcmp(b->bytes + i, signature, 4) == 0;
    }
    return count;
}

static void write_files(struct buffer *out, size_t count)
{
    struct zip_out zip = {.out = out};
    for (size_t i = 0; i < count; i++) {
        char name[32];
        snprintf(name, sizeof name, "f%06zu", i);
        zip_add(&zip, name, "", 0);
    }
    zip_end(&zip);
    zip_fini(&zip);
}

static void test_many_files(void)
{
    static const struct {
        size_t files, large;
    } cases[] = {{65534, 0}, {65535, 1}, {65536, 1}};
    for (size_t i = 0; i < 3; i++) {
        struct buffer out = {0};
        write_files(&out, cases[i].files);
        CHECK(!out.failed);
        CHECK_INT(count_signature(&out, "PK\x01\x02"), cases[i].files);
        CHECK_INT(count_signature(&out, "PK\x06\x06"), cases[i].large);
        CHECK_INT(count_signature(&out, "PK\x06\x07"), cases[i].large);
        buffer_fini(&out);
    }
}

int main(void)
{
    RUN(test_bytes);
    RUN(test_empty);
    RUN(test_crc);
    RUN(test_crc_twin);
    RUN(test_names);
    RUN(test_many_files);
    return check_end();
}
