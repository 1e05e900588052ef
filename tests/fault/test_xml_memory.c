/*
 * Every allocation of the XML formats fails in turn, once and for ever: no crash, nothing leaked, and
 * a failure that is said.
 */
#include "tests/fault/failing_memory.h"

#include "questions/bank/formats.h"
#include "questions/text/buffer.h"
#include "tests/unit/items_xml.h"

static const struct write_options options = {0};

/* Write the sample as a caller does; false when a call said so. */
static bool write_bank(const struct format *format, const struct bank *bank)
{
    struct buffer out = {0};
    struct writing w = {.out = &out, .head = &bank->head, .options = &options};
    bool good = format->begin(&w);
    for (size_t i = 0; good && i < bank->item_count; i++) {
        buffer_clear(&out);
        w.number++;
        good = format->item(&w, &bank->items[i]);
    }
    buffer_clear(&out);
    good = format->end(&w) && good;
    buffer_fini(&out);
    return good;
}

/* False after a message. */
static bool read_bank(const struct source_text *text)
{
    struct bank bank = {0};
    struct diags diags = {0};
    const bool good = format_moodle_xml.read(text, &bank, &diags);
    const bool said = diags.errors > 0;
    diags_fini(&diags);
    bank_fini(&bank);
    return good || !said; /* neither good nor said would be a lie: it counts as good */
}

static size_t write_failing(const struct format *format, const struct bank *bank, size_t n,
                            bool for_ever, bool *good)
{
    memory_begin(n, for_ever);
    *good = write_bank(format, bank);
    return memory_end();
}

static void check_writer(const struct format *format)
{
    struct bank bank = {0};
    bool good;
    items_xml_sample(&bank);
    const size_t calls = write_failing(format, &bank, 0, false, &good);
    CHECK(good && calls > 10);
    for (size_t n = 1; n <= calls; n++) {
        for (int for_ever = 0; for_ever <= 1; for_ever++) {
            const long before = memory.alive;
            write_failing(format, &bank, n, for_ever == 1, &good);
            CHECK(!good);
            CHECK_INT(memory.alive, before);
        }
    }
    bank_fini(&bank);
}

static void test_moodle(void)
{
    REQUIRE_FAILING_MEMORY();
    check_writer(&format_moodle_xml);
}

static void test_qti12(void)
{
    REQUIRE_FAILING_MEMORY();
    check_writer(&format_qti12);
}

static void test_qti21(void)
{
    REQUIRE_FAILING_MEMORY();
    check_writer(&format_qti21);
}

static void test_reading(void)
{
    REQUIRE_FAILING_MEMORY();
    struct bank bank = {0};
    items_xml_sample(&bank);
    struct buffer out = items_xml_write(&format_moodle_xml, &bank, &options);
    const struct source_text text = {"x.xml", out.bytes, out.length, 1};
    memory_begin(0, false);
    CHECK(read_bank(&text));
    const size_t calls = memory_end();
    CHECK(calls > 10);
    for (size_t n = 1; n <= calls; n++) {
        for (int for_ever = 0; for_ever <= 1; for_ever++) {
            const long before = memory.alive;
            memory_begin(n, for_ever == 1);
            CHECK(!read_bank(&text));
            memory_end();
            CHECK_INT(memory.alive, before);
        }
    }
    buffer_fini(&out);
    bank_fini(&bank);
}

int main(void)
{
    RUN(test_moodle);
    RUN(test_qti12);
    RUN(test_qti21);
    RUN(test_reading);
    return check_end();
}
