/*
 * Every format that can be written writes the sample banks into the current directory, for tests
 * that read them with other programs: sample.gift, hostile.gift, sample-no-key.gift and so on (the
 * ending is the format's name), and what should be found in them: sample.ndjson, hostile.ndjson.
 *
 * Run as it is, it looks that all were written, and that writing them twice gives the same bytes.
 */
#include <stdio.h>
#include <stdlib.h>

#include "tests/unit/bank_samples.h"
#include "tests/unit/check.h"

static void put_file(const char *stem, const char *ending, const struct buffer *content)
{
    char name[128];
    (void)snprintf(name, sizeof name, "%s.%s", stem, ending);
    FILE *file = fopen(name, "wb");
    REQUIRE(file != NULL);
    CHECK_INT(fwrite(buffer_text(content), 1, content->length, file), content->length);
    CHECK_INT(fclose(file), 0);
}

static void put_bank(const char *stem, const struct format *format, const struct bank *bank,
                     const struct write_options *options)
{
    struct buffer first = {0};
    struct buffer again = {0};
    write_bank(&first, format, bank, options);
    write_bank(&again, format, bank, options);
    CHECK(first.length > 0);
    CHECK_STR(buffer_text(&first), buffer_text(&again));
    CHECK(strcmp(format->suffix, ".zip") == 0 ||
          strlen(buffer_text(&first)) == first.length); /* no NUL */
    put_file(stem, format->name, &first);
    buffer_fini(&first);
    buffer_fini(&again);
}

static void put_all(const char *stem, const struct bank *bank, const struct write_options *options)
{
    for (size_t i = 0; formats[i] != NULL; i++) {
        if (formats[i]->item != NULL) {
            put_bank(stem, formats[i], bank, options);
        }
    }
}

static void put_expected(const char *stem, const struct bank *bank)
{
    struct buffer out = {0};
    add_expected(&out, bank);
    put_file(stem, "ndjson", &out);
    buffer_fini(&out);
}

static void test_sample(void)
{
    struct bank bank = {0};
    const struct write_options no_key = {.no_key = true};
    REQUIRE(sample_bank(&bank));
    put_all("sample", &bank, NULL);
    put_all("sample-no-key", &bank, &no_key);
    put_expected("sample", &bank);
    bank_fini(&bank);
}

static void test_hostile(void)
{
    struct bank bank = {0};
    const struct write_options no_key = {.no_key = true};
    REQUIRE(hostile_bank(&bank));
    put_all("hostile", &bank, NULL);
    put_all("hostile-no-key", &bank, &no_key);
    put_expected("hostile", &bank);
    bank_fini(&bank);
}

int main(void)
{
    RUN(test_sample);
    RUN(test_hostile);
    return check_end();
}
