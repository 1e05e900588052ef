/* Exact text of every kind of value; all code points and bytes read back by cJSON. */
#include "questions/text/json_out.h"

#include <cjson/cJSON.h>
#include <locale.h>
#include <math.h>
#include <stdlib.h>

#include "engine/utf8.h"
#include "questions/text/buffer.h"
#include "questions/text/rng.h"
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
    RUN(test_numbers_read_back);
    buffer_fini(&out);
    return check_end();
}
