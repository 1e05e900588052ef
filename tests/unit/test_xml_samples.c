/*
 * The same bank gives the same bytes; called with a directory, the sample banks as files in every XML
 * format and, for other programs to compare, what is in them as JSON (tests/foreign/xml-*.sh).
 */
#include <stdlib.h>

#include "questions/bank/formats.h"
#include "questions/text/json_out.h"
#include "tests/unit/check.h"
#include "tests/unit/items_xml.h"

static const struct format *const three[] = {&format_moodle_xml, &format_qti12, &format_qti21};

static void many_items(struct bank *bank)
{
    for (size_t i = 0; i < 65540; i++) {
        struct item *item = bank_add(bank);
        REQUIRE(item != NULL && item_options(item, &bank->arena, 2));
        item->stem = "s";
        item->options[0].text = "a";
        item->options[0].correct = true;
        item->options[1].text = "b";
    }
}

/* ---- What is in a bank --------------------------------------------------------------------- */

static void describe_item(struct json_out *j, const struct item *item)
{
    json_object_begin(j);
    json_member_string(j, "id", item->id);
    json_member_string(j, "stem", item->stem);
    json_member_string(j, "explanation", item->explanation);
    json_member_number(j, "points", item->points);
    json_member_int(j, "select", (int64_t)item->select);
    json_key(j, "options");
    json_array_begin(j);
    for (size_t i = 0; i < item->option_count; i++) {
        json_object_begin(j);
        json_member_string(j, "text", item->options[i].text);
        json_member_bool(j, "correct", item->options[i].correct);
        json_member_string(j, "feedback", item->options[i].feedback);
        json_object_end(j);
    }
    json_array_end(j);
    json_object_end(j);
}

static struct buffer describe(const struct bank *bank)
{
    struct buffer out = {0};
    struct json_out j = {.out = &out};
    json_object_begin(&j);
    json_member_string(&j, "title", bank->head.title);
    json_key(&j, "questions");
    json_array_begin(&j);
    for (size_t i = 0; i < bank->item_count; i++) {
        describe_item(&j, &bank->items[i]);
    }
    json_array_end(&j);
    json_object_end(&j);
    return out;
}

/* ---- Files --------------------------------------------------------------------------------- */

static bool put(const char *directory, const char *bank, const char *ending, struct buffer *bytes)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s%s", directory, bank, ending);
    FILE *file = fopen(path, "wb");
    bool good = file != NULL && !bytes->failed &&
                fwrite(bytes->bytes, 1, bytes->length, file) == bytes->length;
    good = file != NULL && fclose(file) == 0 && good;
    buffer_fini(bytes);
    if (!good) {
        fprintf(stderr, "%s: cannot be written\n", path);
    }
    return good;
}

static bool put_bank(const char *directory, const char *name, const struct bank *bank)
{
    static const char *const endings[][2] = {{".moodle.xml", ".no-key.moodle.xml"},
                                             {".qti12.zip", ".no-key.qti12.zip"},
                                             {".qti21.zip", ".no-key.qti21.zip"}};
    struct buffer json = describe(bank);
    bool good = put(directory, name, ".json", &json);
    for (size_t i = 0; i < 3; i++) {
        for (int no_key = 0; no_key <= 1; no_key++) {
            const struct write_options options = {.no_key = no_key == 1};
            struct buffer bytes = items_xml_write(three[i], bank, &options);
            good = put(directory, name, endings[i][no_key], &bytes) && good;
        }
    }
    return good;
}

/* More questions than a zip's 16 bits can count, in the one format that has a file for each. */
static bool put_many(const char *directory)
{
    const struct write_options options = {.no_key = true};
    struct bank bank = {0};
    many_items(&bank);
    struct buffer json = describe(&bank);
    struct buffer zip = items_xml_write(&format_qti21, &bank, &options);
    const bool good = put(directory, "many", ".json", &json);
    bank_fini(&bank);
    return put(directory, "many", ".no-key.qti21.zip", &zip) && good;
}

static int write_all(const char *directory)
{
    struct bank sample = {0};
    struct bank hostile = {0};
    items_xml_sample(&sample);
    items_xml_hostile(&hostile);
    bool good = put_bank(directory, "sample", &sample);
    good = put_bank(directory, "hostile", &hostile) && good;
    good = put_many(directory) && good;
    bank_fini(&sample);
    bank_fini(&hostile);
    return good ? 0 : 1;
}

/* ---- The test ------------------------------------------------------------------------------ */

static void test_same_bytes(void)
{
    const struct write_options options = {0};
    for (size_t i = 0; i < 3; i++) {
        struct bank one = {0};
        struct bank two = {0};
        items_xml_hostile(&one);
        items_xml_hostile(&two);
        struct buffer a = items_xml_write(three[i], &one, &options);
        struct buffer b = items_xml_write(three[i], &two, &options);
        CHECK(!a.failed && a.length > 1000);
        CHECK(a.length == b.length && memcmp(a.bytes, b.bytes, a.length) == 0);
        buffer_fini(&a);
        buffer_fini(&b);
        bank_fini(&one);
        bank_fini(&two);
    }
}

int main(int argc, char **argv)
{
    if (argc > 1) {
        return write_all(argv[1]);
    }
    RUN(test_same_bytes);
    return check_end();
}
