/* JSON read strictly: what passes, what is refused and where, and the place of every value. */
#include "engine/json_in.h"

#include <cjson/cJSON.h>
#include <stdlib.h>

#include "tests/unit/check.h"
#include "tests/unit/random_pack.h"

/* Bytes in a block of exactly their size, so that the sanitizer sees a step beyond the end. */
static struct source_text text_of(const char *bytes, size_t length)
{
    char *copy = malloc(length == 0 ? 1 : length);
    if (copy != NULL) {
        memcpy(copy, bytes, length);
    }
    return (struct source_text){"t", copy, copy != NULL ? length : 0, 1};
}

static bool reads(const char *bytes, size_t length)
{
    struct source_text text = text_of(bytes, length);
    struct diags diags = {0};
    struct json_in *json = json_in_read(&text, &diags);
    const bool fine = json != NULL;
    CHECK(fine == (diags.errors == 0));
    CHECK(fine == (diags.count == 0));
    json_in_free(json);
    diags_fini(&diags);
    free((void *)text.bytes);
    return fine;
}

static void test_good_texts(void)
{
    static const char *const good[] = {
        "1",
        "-0",
        "0.5",
        "1e3",
        "-1.5E-2",
        "0",
        "9007199254740992",
        "true",
        "false",
        "null",
        "\"\"",
        "\"a\"",
        "[]",
        "{}",
        " [ ] ",
        "\t{\r\n}\n",
        "[1,2,[3,{}]]",
        "{\"a\":{\"b\":[]}}",
        "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\"",
        "\"\\ud83d\\ude00\"",
        "\"\\uD83D\\uDE00\"",
        "\"\x7f\"",
        "\"\xc3\xa9\"",
        "\"\xf0\x9f\x98\x80\"",
        "{\"\":1}",
        "{\"a\":1,\"A\":2}",
        "\xef\xbb\xbf{}",
        "1e-999",
        "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]", /* 32 levels */
    };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        if (!reads(good[i], strlen(good[i]))) {
            check_fail(__FILE__, __LINE__, good[i]);
        }
    }
}

struct refusal {
    const char *bytes;
    size_t length; /* 0: all up to the NUL */
    size_t line, column;
    const char *id, *text;
};

static const struct refusal refusals[] = {
    {"", 0, 1, 1, "json-syntax", "the file is empty"},
    {" \n ", 0, 2, 2, "json-syntax", "the file is empty"},
    {"\xef\xbb\xbf", 0, 1, 1, "json-syntax", "the file is empty"},
    {"[1 2]", 0, 1, 4, "json-syntax", "a comma or \"]\" should stand here"},
    {"{\"a\":1 \"b\":2}", 0, 1, 8, "json-syntax", "a comma or \"}\" should stand here"},
    {"[1,]", 0, 1, 3, "json-syntax", "no value follows this comma"},
    {"[1 , \n ]", 0, 1, 4, "json-syntax", "no value follows this comma"},
    {"{\"a\":1,}", 0, 1, 7, "json-syntax", "no member follows this comma"},
    {"[,1]", 0, 1, 2, "json-syntax", "a value should stand here"},
    {"[1,,2]", 0, 1, 4, "json-syntax", "a value should stand here"},
    {"{,}", 0, 1, 2, "json-syntax", "a member's name in quotes should stand here"},
    {"{a:1}", 0, 1, 2, "json-syntax", "a member's name in quotes should stand here"},
    {"{1:1}", 0, 1, 2, "json-syntax", "a member's name in quotes should stand here"},
    {"{\"a\" 1}", 0, 1, 6, "json-syntax", "a colon should stand here"},
    {"{\"a\"}", 0, 1, 5, "json-syntax", "a colon should stand here"},
    {"{\"a\":}", 0, 1, 6, "json-syntax", "a value should stand here"},
    {"[", 0, 1, 2, "json-syntax", "the text ends where a value should stand"},
    {"[1", 0, 1, 3, "json-syntax", "the text ends where a comma or \"]\" should stand"},
    {"{", 0, 1, 2, "json-syntax", "the text ends where a member's name in quotes should stand"},
    {"{\"a\"", 0, 1, 5, "json-syntax", "the text ends where a colon should stand"},
    {"{\"a\":1,", 0, 1, 8, "json-syntax",
     "the text ends where a member's name in quotes should stand"},
    {"[1}", 0, 1, 3, "json-syntax", "a comma or \"]\" should stand here"},
    {"]", 0, 1, 1, "json-syntax", "a value should stand here"},
    {"1 2", 0, 1, 3, "json-syntax", "text follows after the end of the value"},
    {"{}\n}", 0, 2, 1, "json-syntax", "text follows after the end of the value"},
    {"truth", 0, 1, 1, "json-syntax", "a value should stand here"},
    {"True", 0, 1, 1, "json-syntax", "a value should stand here"},
    {"nul", 0, 1, 1, "json-syntax", "a value should stand here"},
    {"truex", 0, 1, 5, "json-syntax", "text follows after the end of the value"},
    {"NaN", 0, 1, 1, "json-syntax", "a value should stand here"},
    {"-", 0, 1, 2, "json-syntax", "the text ends where a digit should stand"},
    {"-a", 0, 1, 2, "json-syntax", "a digit should stand here"},
    {"+1", 0, 1, 1, "json-syntax", "a value should stand here"},
    {".5", 0, 1, 1, "json-syntax", "a value should stand here"},
    {"1.", 0, 1, 3, "json-syntax", "the text ends where a digit should stand"},
    {"1.e3", 0, 1, 3, "json-syntax", "a digit should stand here"},
    {"1e", 0, 1, 3, "json-syntax", "the text ends where a digit should stand"},
    {"1e+x", 0, 1, 4, "json-syntax", "a digit should stand here"},
    {"0x10", 0, 1, 2, "json-syntax", "text follows after the end of the value"},
    {"01", 0, 1, 1, "json-number", "a number begins with a needless 0"},
    {"-012", 0, 1, 1, "json-number", "a number begins with a needless 0"},
    {"[00]", 0, 1, 2, "json-number", "a number begins with a needless 0"},
    {"1e999", 0, 1, 1, "json-number", "this number is larger than any we use"},
    {"-1e400", 0, 1, 1, "json-number", "this number is larger than any we use"},
    {"9007199254740994", 0, 1, 1, "json-number", "this number is larger than any we use"},
    {"1000000000000000000000000000000000000000000000000000000000000000", 0, 1, 1, "json-number",
     "this number has more digits than any we use"},
    {"\"a", 0, 1, 1, "json-syntax", "this text is never closed with a quote"},
    {"\"a\\", 0, 1, 1, "json-syntax", "this text is never closed with a quote"},
    {"\"a\\\"", 0, 1, 1, "json-syntax", "this text is never closed with a quote"},
    {"\"a\nb\"", 0, 1, 3, "json-syntax", "the line ends inside a text"},
    {"\"a\r\nb\"", 0, 1, 3, "json-syntax", "the line ends inside a text"},
    {"\"\t\"", 0, 1, 2, "json-syntax", "a control character stands in a text"},
    {"\"\x1f\"", 0, 1, 2, "json-syntax", "a control character stands in a text"},
    {"\"\\x41\"", 0, 1, 2, "json-syntax", "this escape is unknown"},
    {"\"\\'\"", 0, 1, 2, "json-syntax", "this escape is unknown"},
    {"\"\\u12\"", 0, 1, 2, "json-syntax", "\\u wants four hexadecimal digits"},
    {"\"\\u12g4\"", 0, 1, 2, "json-syntax", "\\u wants four hexadecimal digits"},
    {"\"\\u", 0, 1, 2, "json-syntax", "\\u wants four hexadecimal digits"},
    {"\"\\u0000\"", 0, 1, 2, "json-nul", "a NUL character (\\u0000) stands in a text"},
    {"\"a\0b\"", 5, 1, 3, "json-nul", "a NUL byte stands in a text"},
    {"[\0]", 3, 1, 2, "json-nul", "a NUL byte stands here"},
    {"{}\0", 3, 1, 3, "json-syntax", "text follows after the end of the value"},
    {"\"\\ud800\"", 0, 1, 2, "json-utf8", "half of a surrogate pair is no character"},
    {"\"\\udc00\"", 0, 1, 2, "json-utf8", "half of a surrogate pair is no character"},
    {"\"\\ud800\\u0041\"", 0, 1, 2, "json-utf8", "half of a surrogate pair is no character"},
    {"\"\\ud800\\ud800\"", 0, 1, 2, "json-utf8", "half of a surrogate pair is no character"},
    {"\"\\ud800\\u", 0, 1, 2, "json-utf8", "half of a surrogate pair is no character"},
    {"\"\xff\"", 0, 1, 2, "json-utf8", "this is not UTF-8"},
    {"\"\xc0\x80\"", 0, 1, 2, "json-utf8", "this is not UTF-8"},
    {"\"\xe2\x82\"", 0, 1, 2, "json-utf8", "this is not UTF-8"},
    {"\"\xed\xa0\x80\"", 0, 1, 2, "json-utf8", "this is not UTF-8"},
    {"\"\xf4\x90\x80\x80\"", 0, 1, 2, "json-utf8", "this is not UTF-8"},
    {"\"\xc3", 0, 1, 2, "json-utf8", "this is not UTF-8"},
    {"\xff\xfe{", 0, 1, 1, "json-utf8", "this is not UTF-8"},
    {"{\"a\":1,\"a\":2}", 0, 1, 8, "json-repeated-key",
     "the member \"a\" stands twice in one object"},
    {"[{\"a\":1,\n\"\\u0061\":2}]", 0, 2, 1, "json-repeated-key",
     "the member \"a\" stands twice in one object"},
    {"{\"\":1,\"\":2}", 0, 1, 7, "json-repeated-key", "the member \"\" stands twice in one object"},
    {"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", 0, 1, 33, "json-depth",
     "values are nested more than 32 levels deep"},
    {"{\"\xc3\xa9\xe2\x82\xac\":\xf0\x9f\x98\x80}", 0, 1, 7, "json-syntax",
     "a value should stand here"}, /* columns are characters */
};

static void check_refusal(const struct refusal *r)
{
    const size_t length = r->length != 0 ? r->length : strlen(r->bytes);
    struct source_text text = text_of(r->bytes, length);
    struct diags diags = {0};
    CHECK(json_in_read(&text, &diags) == NULL);
    CHECK_INT(diags.errors, 1);
    REQUIRE(diags.count == 1);
    CHECK_INT(diags.items[0].line, r->line);
    CHECK_INT(diags.items[0].column, r->column);
    CHECK_STR(diags.items[0].id, r->id);
    CHECK_STR(diags.items[0].text, r->text);
    diags_fini(&diags);
    free((void *)text.bytes);
}

static void test_refusals(void)
{
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        const bool before = check_state.bad;
        check_state.bad = false;
        check_refusal(&refusals[i]);
        if (check_state.bad) {
            check_print_string("refusal", refusals[i].bytes);
        }
        check_state.bad = check_state.bad || before;
    }
}

/* All repeated keys in one run, each at its own later place, also the third of a name. */
static void test_every_repeated_key(void)
{
    const char *bytes = "{\"a\":{\"b\":1,\"b\":2},\n\"a\":1,\n\"a\":1}";
    struct source_text text = text_of(bytes, strlen(bytes));
    struct diags diags = {0};
    CHECK(json_in_read(&text, &diags) == NULL);
    diags_sort(&diags);
    REQUIRE(diags.count == 3);
    CHECK_INT(diags.items[0].line, 1);
    CHECK_INT(diags.items[0].column, 13);
    CHECK_INT(diags.items[1].line, 2);
    CHECK_INT(diags.items[2].line, 3);
    diags_fini(&diags);
    free((void *)text.bytes);
}

static void check_place(struct place place, const char *bytes, const char *want)
{
    CHECK_INT(place.length, strlen(want));
    CHECK(strncmp(bytes + place.offset, want, place.length) == 0);
}

static void test_places(void)
{
    const char *bytes =
        "\xef\xbb\xbf { \"a\" : [ 12 , {\"\\u0062\":\"x\\n\"} , [] ] ,\n\"c\":null}";
    struct source_text text = text_of(bytes, strlen(bytes));
    struct diags diags = {0};
    struct json_in *json = json_in_read(&text, &diags);
    REQUIRE(json != NULL);
    const cJSON *root = json_in_root(json);
    const cJSON *a = json_in_member(root, "a");
    const cJSON *b = json_in_member(a->child->next, "b");
    REQUIRE(a != NULL && b != NULL);
    CHECK(json_in_member(root, "A") == NULL);
    check_place(json_in_place(json, root), text.bytes, bytes + 4);
    check_place(json_in_key_place(json, root), text.bytes, bytes + 4); /* no key: the value */
    check_place(json_in_place(json, a), text.bytes, "[ 12 , {\"\\u0062\":\"x\\n\"} , [] ]");
    check_place(json_in_key_place(json, a), text.bytes, "\"a\"");
    check_place(json_in_place(json, a->child), text.bytes, "12");
    check_place(json_in_place(json, b), text.bytes, "\"x\\n\"");
    check_place(json_in_key_place(json, b), text.bytes, "\"\\u0062\"");
    check_place(json_in_place(json, a->child->next->next), text.bytes, "[]");
    check_place(json_in_place(json, json_in_member(root, "c")), text.bytes, "null");
    CHECK(a->child->valuedouble == 12);
    json_in_free(json);
    json_in_free(NULL);
    free((void *)text.bytes);
}

/* Members that are not wanted read as null, the short ones as they stand, and get a place each. */
static void test_read_without(void)
{
    static const char *const skip[] = {"a", "b", NULL};
    const char *bytes = "{\"a\":[1,[2],{\"b\":3}],\"c\":{\"a\":[7]},\"b\":[1],\"d\":\"x\"}";
    struct source_text text = text_of(bytes, strlen(bytes));
    struct diags diags = {0};
    struct json_in *json = json_in_read_without(&text, skip, &diags);
    REQUIRE(json != NULL);
    const cJSON *root = json_in_root(json);
    CHECK(cJSON_IsNull(json_in_member(root, "a")));
    check_place(json_in_place(json, json_in_member(root, "a")), text.bytes, "[1,[2],{\"b\":3}]");
    check_place(json_in_place(json, json_in_member(root, "c")), text.bytes, "{\"a\":[7]}");
    check_place(json_in_place(json, json_in_member(json_in_member(root, "c"), "a")->child),
                text.bytes, "7");
    CHECK(json_in_member(root, "b")->child == NULL);
    check_place(json_in_place(json, json_in_member(root, "b")), text.bytes, "[1]");
    check_place(json_in_place(json, json_in_member(root, "d")), text.bytes, "\"x\"");
    json_in_free(json);
    free((void *)text.bytes);
}

/* The places fill their array exactly when a member is passed over (1024 is where it grows). */
static void test_read_without_many_places(void)
{
    static const char *const skip[] = {"a", NULL};
    static char bytes[8192] = "{\"b\":[";
    struct diags diags = {0};
    for (size_t i = 0; i < 1021; i++) {
        strcat(bytes, i == 0 ? "1" : ",1");
    }
    strcat(bytes, "],\"a\":[2,3,4,5]}");
    struct source_text text = text_of(bytes, strlen(bytes));
    struct json_in *json = json_in_read_without(&text, skip, &diags);
    REQUIRE(json != NULL);
    check_place(json_in_place(json, json_in_member(json_in_root(json), "a")), text.bytes,
                "[2,3,4,5]");
    json_in_free(json);
    free((void *)text.bytes);
}

/* One line of several: places count from the start of the text; a fault is named with its line. */
static void test_read_part(void)
{
    const char *bytes = "{\"a\":1}\n{\"b\":[2]}\n{\"c\":}\n";
    struct source_text text = text_of(bytes, strlen(bytes));
    struct diags diags = {0};
    struct json_in *json = json_in_read_part(&text, 8, 9, &diags);
    REQUIRE(json != NULL);
    const cJSON *b = json_in_member(json_in_root(json), "b");
    REQUIRE(b != NULL);
    CHECK_INT(json_in_place(json, b->child).offset, 14);
    check_place(json_in_place(json, b), text.bytes, "[2]");
    json_in_free(json);
    CHECK(json_in_read_part(&text, 8, 8, &diags) == NULL); /* its last brace lies outside */
    CHECK(json_in_read_part(&text, 18, 6, &diags) == NULL);
    REQUIRE(diags.count == 2);
    CHECK_STR(diags.items[0].text, "the text ends where a comma or \"}\" should stand");
    CHECK_INT(diags.items[0].line, 2);
    CHECK_INT(diags.items[0].column, 9);
    CHECK_INT(diags.items[1].line, 3);
    CHECK_INT(diags.items[1].column, 6);
    diags_fini(&diags);
    free((void *)text.bytes);
}

/* Too short for the word null: as they stand, but lists are emptied. */
static void test_read_without_short_values(void)
{
    static const char *const skip[] = {"a", NULL};
    static const char *const values[] = {"[]", "[1]", "{}", "\"\"", "7", "[ ]"};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        char bytes[32];
        (void)snprintf(bytes, sizeof bytes, "{\"a\":%s,\"b\":2}", values[i]);
        struct source_text text = text_of(bytes, strlen(bytes));
        struct diags diags = {0};
        struct json_in *json = json_in_read_without(&text, skip, &diags);
        REQUIRE(json != NULL);
        const cJSON *a = json_in_member(json_in_root(json), "a");
        REQUIRE(a != NULL);
        CHECK(a->child == NULL);
        CHECK((values[i][0] == '[') == (cJSON_IsArray(a) != 0));
        check_place(json_in_place(json, a), text.bytes, values[i]);
        check_place(json_in_place(json, json_in_member(json_in_root(json), "b")), text.bytes, "2");
        json_in_free(json);
        free((void *)text.bytes);
    }
}

static void test_size_limit(void)
{
    const size_t length = JSON_SIZE_MAX + 1;
    char *bytes = malloc(length);
    REQUIRE(bytes != NULL);
    memset(bytes, ' ', length);
    bytes[0] = '1';
    struct source_text text = {"t", bytes, length, 1};
    struct diags diags = {0};
    CHECK(json_in_read(&text, &diags) == NULL);
    REQUIRE(diags.count == 1);
    CHECK_STR(diags.items[0].text, "the text is larger than 16 MiB");
    diags_fini(&diags);
    text.length--;
    struct json_in *json = json_in_read(&text, &diags);
    CHECK(json != NULL);
    json_in_free(json);
    free(bytes);
}

/* Bytes knocked about: no crash, and refused texts always with a message. */
static void test_knocked_about(void)
{
    uint64_t random = 1;
    for (size_t round = 0; round < 300; round++) {
        char *text = random_pack(round, 1, 4);
        const size_t length = strlen(text);
        for (size_t hit = 0; hit < 20; hit++) {
            const size_t at = random_below(&random, length);
            const char kept = text[at];
            static const char bytes[] = "\"\\{}[],:01e-u\x80\xc3 \n\x00t";
            text[at] = bytes[random_below(&random, sizeof bytes - 1)];
            (void)reads(text, hit % 4 == 0 ? at : length);
            text[at] = kept;
        }
        CHECK(reads(text, length));
        free(text);
    }
}

int main(void)
{
    RUN(test_good_texts);
    RUN(test_refusals);
    RUN(test_every_repeated_key);
    RUN(test_places);
    RUN(test_read_without);
    RUN(test_read_without_many_places);
    RUN(test_read_part);
    RUN(test_read_without_short_values);
    RUN(test_size_limit);
    RUN(test_knocked_about);
    return check_end();
}
