/* The strict reader of JSON: what it lets pass, cJSON builds whole, each value at its place. */
#include <cjson/cJSON.h>
#include <string.h>

#include "engine/json_in.h"
#include "engine/utf8.h"
#include "tests/fuzz/fuzz.h"

static void check_place(struct place place, const struct source_text *text)
{
    FUZZ_HOLDS(place.text == text);
    FUZZ_HOLDS(place.offset < text->length && place.length > 0);
    FUZZ_HOLDS(place.length <= text->length - place.offset);
}

/* The first byte of a value tells what it is. */
static void check_value(const struct json_in *json, const cJSON *value,
                        const struct source_text *text, size_t depth)
{
    const struct place place = json_in_place(json, value);
    check_place(place, text);
    const char first = text->bytes[place.offset];
    FUZZ_HOLDS(depth < JSON_DEPTH_MAX || !(cJSON_IsArray(value) || cJSON_IsObject(value)));
    FUZZ_HOLDS((first == '{') == (cJSON_IsObject(value) != 0));
    FUZZ_HOLDS((first == '[') == (cJSON_IsArray(value) != 0));
    FUZZ_HOLDS((first == '"') == (cJSON_IsString(value) != 0));
    FUZZ_HOLDS((first == 't') == (cJSON_IsTrue(value) != 0));
    FUZZ_HOLDS((first == 'f') == (cJSON_IsFalse(value) != 0));
    FUZZ_HOLDS((first == 'n') == (cJSON_IsNull(value) != 0));
    const cJSON *child;
    cJSON_ArrayForEach(child, value)
    {
        check_value(json, child, text, depth + 1);
        if (cJSON_IsObject(value)) {
            const struct place key = json_in_key_place(json, child);
            check_place(key, text);
            FUZZ_HOLDS(text->bytes[key.offset] == '"');
            FUZZ_HOLDS(json_in_member(value, child->string) == child); /* no key twice */
        }
    }
}

static void check_bytes(const struct source_text *text)
{
    for (size_t at = 0; at < text->length;) {
        uint32_t code = 0;
        const size_t taken = utf8_decode(text->bytes + at, text->length - at, &code);
        FUZZ_HOLDS(taken > 0 && code != 0);
        at += taken;
    }
}

/* The other one has as many members, the skipped ones null where there was room for the word. */
static void check_skipped(const struct json_in *json, const struct json_in *without)
{
    const cJSON *root = json_in_root(json), *other = json_in_root(without);
    FUZZ_HOLDS(cJSON_GetArraySize(root) == cJSON_GetArraySize(other));
    const cJSON *a = cJSON_IsObject(root) ? json_in_member(root, "a") : NULL;
    if (a != NULL) {
        const cJSON *skipped = json_in_member(other, "a");
        const struct place place = json_in_place(json, a);
        FUZZ_HOLDS(skipped != NULL && skipped->child == NULL);
        FUZZ_HOLDS(json_in_place(without, skipped).offset == place.offset);
        FUZZ_HOLDS(json_in_place(without, skipped).length == place.length);
        FUZZ_HOLDS(place.length < 4 || cJSON_IsNull(skipped));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const skip[] = {"a", "facts", NULL};
    const struct source_text text = {"fuzz.json", (const char *)data, size, 1};
    struct diags diags = {0}, diags_without = {0};
    struct json_in *json = json_in_read(&text, &diags);
    struct json_in *without = json_in_read_without(&text, skip, &diags_without);
    FUZZ_HOLDS((json == NULL) == (diags.errors > 0));
    FUZZ_HOLDS(json == NULL || without != NULL);
    if (json != NULL) {
        check_bytes(&text);
        check_value(json, json_in_root(json), &text, 0);
        check_skipped(json, without);
    }
    fuzz_messages(&diags);
    json_in_free(json);
    json_in_free(without);
    diags_fini(&diags);
    diags_fini(&diags_without);
    return 0;
}
