/* The vectors that NIST publishes for FIPS 180-4, and every length around a block's end. */
#include "questions/text/sha256.h"

#include <stdlib.h>

#include "questions/text/buffer.h"
#include "tests/unit/check.h"

static const char *digest(const void *bytes, size_t length)
{
    static char hex[SHA256_HEX_SIZE];
    memset(hex, 'x', sizeof hex);
    sha256_hex(bytes, length, hex);
    return hex;
}

static void test_published(void)
{
    CHECK_STR(digest("", 0), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK_STR(digest(NULL, 0), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK_STR(digest("abc", 3), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK_STR(digest("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56),
              "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    CHECK_STR(digest("abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmno"
                     "ijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
                     112),
              "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1");
}

static void test_a_million_letters(void)
{
    struct buffer text = {0};
    for (int i = 0; i < 1000000; i++) {
        buffer_add_char(&text, 'a');
    }
    CHECK_STR(digest(buffer_text(&text), text.length),
              "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    buffer_fini(&text);
}

/*
 * The digest of the 200 digests of "", "a", "aa", ... as hexadecimal.  Lengths 55, 56, 63, 64 and
 * 119 need care; the expected value was made with coreutils' sha256sum:
 *   for n in $(seq 0 199); do printf "%${n}s" '' | tr ' ' a | sha256sum | cut -c1-64; done |
 *     tr -d '\n' | sha256sum
 */
static void test_every_length(void)
{
    struct buffer all = {0};
    char text[200];
    memset(text, 'a', sizeof text);
    for (size_t n = 0; n < sizeof text; n++) {
        buffer_add_text(&all, digest(text, n));
    }
    CHECK_STR(digest(buffer_text(&all), all.length),
              "019f2b9f1af27a53a1f046da7e98af2c179f431e4b5bebb000e74040917a4123");
    buffer_fini(&all);
}

/* In pieces of every length, and with and without the processor's instructions. */
static void test_pieces(void)
{
    char text[300];
    for (size_t i = 0; i < sizeof text; i++) {
        text[i] = (char)(i * 7);
    }
    for (size_t length = 0; length < sizeof text; length++) {
        char whole[SHA256_HEX_SIZE], pieces[SHA256_HEX_SIZE];
        sha256_hex(text, length, whole);
        for (size_t first = 0; first <= length; first += 1 + length / 9) {
            struct sha256 sha;
            if (first % 2 == 0) {
                sha256_init(&sha);
            } else {
                sha256_init_plain(&sha);
            }
            sha256_add(&sha, text, first);
            sha256_add(&sha, text + first, (length - first) / 2);
            sha256_end(&sha, pieces); /* asked in the middle, too */
            sha256_add(&sha, text + first + (length - first) / 2,
                       length - first - (length - first) / 2);
            sha256_end(&sha, pieces);
            CHECK_STR(pieces, whole);
        }
    }
}

int main(void)
{
    RUN(test_published);
    RUN(test_a_million_letters);
    RUN(test_every_length);
    RUN(test_pieces);
    return check_end();
}
