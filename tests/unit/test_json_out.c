/* Exact text of every kind of value; all code points and bytes read back by cJSON. */
#include "questions/text/json_out.h"

#include <cjson/cJSON.h>
#include <locale.h>
#include <math.h>
#include <stdlib.h>

#include "engine/utf8.h"
#include "questions/text/buffer.h"
#include "questions/text/rng.h"
#include "questions/text/safe.h"
#include "tests/unit/check.h"

static struct buffer out;
static struct json_out j;

static void begin(void)
{
    buffer_clear(&out);
    j = (struct json_out){.out = &out};
}

static const char *number(double value)
{
    begin();
    json_number(&j, value);
    return buffer_text(&out);
}

static const char *string(const char *text)
{
    begin();
    json_string(&j, text);
    return buffer_text(&out);
}

static void test_commas(void)
{
    begin();
    json_object_begin(&j);
    json_key(&j, "a");
    json_array_begin(&j);
    json_int(&j, 1);
    json_array_begin(&j);
    json_array_end(&j);
    json_object_begin(&j);
    json_object_end(&j);
    json_null(&j);
    json_array_end(&j);
    json_member_string(&j, "b", "x");
    json_member_string(&j, "c", NULL);
    json_member_bool(&j, "d", true);
    json_key(&j, "e");
    json_bool(&j, false);
    json_member_int(&j, "f", INT64_MIN);
    json_member_number(&j, "g", 0.5);
    json_key(&j, "h");
    json_object_begin(&j);
    json_member_int(&j, "i", INT64_MAX);
    json_object_end(&j);
    json_object_end(&j);
    CHECK_STR(buffer_text(&out),
              "{\"a\":[1,[],{},null],\"b\":\"x\",\"c\":null,\"d\":true,\"e\":false,"
              "\"f\":-9223372036854775808,\"g\":0.5,\"h\":{\"i\":9223372036854775807}}");
}

static void test_numbers(void)
{
    CHECK_STR(number(0), "0");
    CHECK_STR(number(-0.0), "0");
    CHECK_STR(number(1), "1");
    CHECK_STR(number(-12.5), "-12.5");
    CHECK_STR(number(0.1), "0.1");
    CHECK_STR(number(0.1 + 0.2), "0.3");
    CHECK_STR(number(1.0 / 3), "0.333333333333333");
    CHECK_STR(number(999999999999999), "999999999999999");
    CHECK_STR(number(-100000000000000), "-100000000000000");
    CHECK_STR(number(1e15), "1e+15");
    CHECK_STR(number(1e-5), "1e-05");
    CHECK_STR(number(1e300), "1e+300");
    CHECK_STR(number(NAN), "null");
    CHECK_STR(number(INFINITY), "null");
    CHECK_STR(number(-INFINITY), "null");
}

static void test_numbers_in_another_locale(void)
{
    static const char *const names[] = {"de_DE.UTF-8", "de_DE.utf8", "fr_FR.UTF-8", "ps_AF.UTF-8",
                                        "de_DE"};
    bool found = false;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (setlocale(LC_ALL, names[i]) != NULL && strcmp(localeconv()->decimal_point, ".") != 0) {
            found = true;
            CHECK_STR(number(-1234567.25), "-1234567.25");
            CHECK_STR(number(1.5e-300), "1.5e-300");
        }
    }
    setlocale(LC_ALL, "C");
    if (!found) {
        SKIP("no locale with another decimal point is installed");
    }
}

static void test_strings(void)
{
    CHECK_STR(string(""), "\"\"");
    CHECK_STR(string("a\"b\\c/d"), "\"a\\\"b\\\\c/d\"");
    CHECK_STR(string("\b\f\n\r\t"), "\"\\b\\f\\n\\r\\t\"");
    CHECK_STR(string("\x01\x1f\x7f"), "\"\\u0001\\u001f\\u007f\"");
    CHECK_STR(string("\xc2\x9b\xe2\x80\xae\xef\xbb\xbf"), "\"\\u009b\\u202e\\ufeff\"");
    CHECK_STR(string("na\xc3\xafve \xf0\x9f\x98\x80"), "\"na\xc3\xafve \xf0\x9f\x98\x80\"");
    CHECK_STR(string("\xff"
                     "a\xc3"),
              "\"\xef\xbf\xbd"
              "a\xef\xbf\xbd\"");
    CHECK_STR(string("\xed\xa0\x80"), "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"");
    begin();
    json_string_n(&j, "\xc3\xa9", 1); /* nothing behind the end is looked at */
    CHECK_STR(buffer_text(&out), "\"\xef\xbf\xbd\"");
    begin();
    json_string_n(&j, "a\0b", 3);
    CHECK_STR(buffer_text(&out), "\"a\\u0000b\"");
    begin();
    json_object_begin(&j);
    json_member_int(&j, "k\"\n", 1);
    json_object_end(&j);
    CHECK_STR(buffer_text(&out), "{\"k\\\"\\n\":1}");
}

/* Whether cJSON reads what was written as that string. */
static bool reads_back(const char *text)
{
    cJSON *tree = cJSON_ParseWithLengthOpts(buffer_text(&out), out.length + 1, NULL, true);
    const bool same = cJSON_IsString(tree) && strcmp(tree->valuestring, text) == 0;
    cJSON_Delete(tree);
    return same;
}

static void test_every_character_reads_back(void)
{
    size_t wrong = 0;
    for (uint32_t code = 1; code <= 0x10ffff; code++) {
        if (code < 0xd800 || code > 0xdfff) {
            char text[8] = "<";
            const size_t size = utf8_encode(code, text + 1);
            text[1 + size] = '>';
            string(text);
            wrong += !reads_back(text);
        }
    }
    CHECK_INT(wrong, 0);
}

static void test_random_bytes_are_always_readable(void)
{
    struct rng rng;
    size_t wrong = 0;
    rng_seed(&rng, 2);
    for (int i = 0; i < 50000; i++) {
        char bytes[24];
        const size_t length = rng_below(&rng, sizeof bytes);
        for (size_t k = 0; k < length; k++) {
            bytes[k] = (char)(1 + rng_below(&rng, 255));
        }
        begin();
        json_string_n(&j, bytes, length);
        cJSON *tree = cJSON_ParseWithLengthOpts(buffer_text(&out), out.length + 1, NULL, true);
        wrong += !cJSON_IsString(tree);
        for (size_t at = 0; at < out.length;) {
            uint32_t code;
            const size_t size = utf8_decode(out.bytes + at, out.length - at, &code);
            wrong += size == 0 || code < 0x20;
            at += size == 0 ? 1 : size;
        }
        cJSON_Delete(tree);
    }
    CHECK_INT(wrong, 0);
}

/* The slow, obvious way to write a string: character by character. */
static void slow_string(struct buffer *slow, const char *bytes, size_t length)
{
    buffer_add_char(slow, '"');
    for (size_t at = 0; at < length;) {
        uint32_t code = 0xfffd;
        const size_t size = utf8_decode(bytes + at, length - at, &code);
        static const char with_letter[] = "\"\\\b\f\n\r\t";
        static const char letter[] = "\"\\bfnrt";
        const char *found = code == 0 || code > 0x7f ? NULL : strchr(with_letter, (int)code);
        if (size == 0) {
            buffer_add_text(slow, "\xef\xbf\xbd");
        } else if (found != NULL) {
            buffer_addf(slow, "\\%c", letter[found - with_letter]);
        } else if (!safe_code(code)) {
            buffer_addf(slow, "\\u%04x", (unsigned)code);
        } else {
            buffer_add(slow, bytes + at, size);
        }
        at += size == 0 ? 1 : size;
    }
    buffer_add_char(slow, '"');
}

/* Long runs of plain characters, now and then something else at any place: fast = slow. */
static void test_strings_as_the_slow_twin(void)
{
    static const char *const odd[] = {"\"",       "\\",
                                      "\n",       "\x1f",
                                      "\x7f",     "\x80",
                                      "\xff",     "\xc3",
                                      "\xc3\xa9", "\xe2\x80\xae",
                                      "\xc2\x85", "~",
                                      " ",        "!",
                                      "#",        "[",
                                      "]",        "\xf0\x9f\x98\x80",
                                      "\x01"};
    struct rng rng;
    size_t wrong = 0;
    struct buffer slow = {0};
    rng_seed(&rng, 7);
    for (int i = 0; i < 200000; i++) {
        char bytes[200];
        size_t length = 0;
        const size_t wanted = rng_below(&rng, 120);
        while (length < wanted) {
            if (rng_below(&rng, 24) == 0) {
                const char *piece = odd[rng_below(&rng, sizeof odd / sizeof odd[0])];
                memcpy(bytes + length, piece, strlen(piece));
                length += strlen(piece);
            } else {
                bytes[length++] = (char)('a' + (int)rng_below(&rng, 26));
            }
        }
        begin();
        json_string_n(&j, bytes, length);
        buffer_clear(&slow);
        slow_string(&slow, bytes, length);
        wrong += out.length != slow.length || memcmp(out.bytes, slow.bytes, slow.length) != 0;
    }
    CHECK_INT(wrong, 0);
    buffer_fini(&slow);
}

/* Every byte at every place of a block, beside plain ones: fast = slow. */
static void test_every_byte_at_every_place(void)
{
    struct buffer slow = {0};
    size_t wrong = 0;
    for (size_t length = 1; length <= 80; length++) {
        for (size_t place = 0; place < length; place++) {
            char bytes[80];
            memset(bytes, 'x', length);
            for (int byte = 0; byte < 256; byte++) {
                bytes[place] = (char)byte;
                begin();
                json_string_n(&j, bytes, length);
                buffer_clear(&slow);
                slow_string(&slow, bytes, length);
                wrong +=
                    out.length != slow.length || memcmp(out.bytes, slow.bytes, slow.length) != 0;
            }
        }
    }
    CHECK_INT(wrong, 0);
    buffer_fini(&slow);
}

static bool number_as_printf(double value)
{
    char text[40];
    snprintf(text, sizeof text, "%.15g", value == 0 ? 0.0 : value);
    const bool same = strcmp(number(value), text) == 0;
    if (!same) {
        printf("# %s, not %s\n", buffer_text(&out), text);
    }
    return same;
}

/* Short decimals are not asked of printf: all of them, their neighbours, and odd ones. */
static void test_numbers_as_printf(void)
{
    struct rng rng;
    size_t wrong = 0;
    rng_seed(&rng, 11);
    for (int i = -20000; i <= 20000; i++) {
        const double value = i / 1e4;
        wrong += !number_as_printf(value);
        wrong += !number_as_printf(nextafter(value, 9));
        wrong += !number_as_printf(nextafter(value, -9));
    }
    for (int i = 0; i < 200000; i++) {
        const double whole = (double)(rng_next(&rng) >> rng_below(&rng, 64));
        const double scale = pow(10, (double)rng_below(&rng, 8));
        wrong += !number_as_printf(whole / scale);
        wrong += !number_as_printf(-whole / scale);
    }
    CHECK_INT(wrong, 0);
    for (int i = 0; i < 100000; i++) {
        char text[32];
        const int64_t value = (int64_t)(rng_next(&rng) >> rng_below(&rng, 64));
        const int64_t whole = rng_below(&rng, 2) == 0 ? value : -(value & INT64_MAX);
        snprintf(text, sizeof text, "%lld", (long long)whole);
        begin();
        json_int(&j, whole);
        wrong += strcmp(buffer_text(&out), text) != 0;
    }
    CHECK_INT(wrong, 0);
}

static void test_numbers_read_back(void)
{
    struct rng rng;
    size_t wrong = 0;
    rng_seed(&rng, 4);
    for (int i = 0; i < 50000; i++) {
        const double value = ldexp(rng_unit(&rng) - 0.5, (int)rng_below(&rng, 400) - 200);
        const double back = strtod(number(value), NULL);
        wrong += fabs(back - value) > 5.1e-15 * fabs(value);
    }
    CHECK_INT(wrong, 0);
}

int main(void)
{
    RUN(test_commas);
    RUN(test_numbers);
    RUN(test_numbers_in_another_locale);
    RUN(test_strings);
    RUN(test_every_character_reads_back);
    RUN(test_random_bytes_are_always_readable);
    RUN(test_strings_as_the_slow_twin);
    RUN(test_every_byte_at_every_place);
    RUN(test_numbers_as_printf);
    RUN(test_numbers_read_back);
    buffer_fini(&out);
    return check_end();
}
