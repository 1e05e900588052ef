/*
 * Arbitrary bytes through the readers of plain formats: the first byte chooses GIFT, Aiken or CSV.
 * Whatever was read is written with the same format and read again: the second bank must equal the
 * first, but for what is made of the texts alone (ids) or differs by design (Aiken's guard).
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "questions/bank/formats.h"
#include "questions/text/buffer.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void fail(const char *what)
{
    fprintf(stderr, "fuzz_gift: %s\n", what);
    abort();
}

static bool read_bytes(const struct format *format, const char *bytes, size_t length,
                       struct bank *bank, struct diags *diags)
{
    const struct source_text text = {"t", bytes, length, 1};
    const bool good = format->read(&text, bank, diags);
    if (good != (diags->errors == 0)) {
        fail("an error without a message, or a message without an error");
    }
    return good;
}

static void write_all(const struct format *format, const struct bank *bank, struct buffer *out)
{
    const struct write_options options = {.category = NULL};
    struct writing w = {.out = out, .head = &bank->head, .options = &options};
    bool good = format->begin == NULL || format->begin(&w);
    for (size_t i = 0; good && i < bank->item_count; i++) {
        w.number = i + 1;
        good = format->item(&w, &bank->items[i]);
    }
    good = (format->end == NULL || format->end(&w)) && good;
    if (!good || out->failed) {
        fail("writing failed");
    }
}

/* Does check() have nothing to say about an item? */
static bool lossless(const struct format *format, const struct item *item)
{
    struct losses losses = {0};
    format->check(item, &losses);
    const size_t count = losses.count;
    losses_fini(&losses);
    return count == 0;
}

static void compare(const struct format *format, const struct bank *first, const struct bank *again)
{
    for (size_t i = 0; i < first->item_count; i++) {
        const struct item *item = &first->items[i];
        if (lossless(format, item) && !item_equal(item, &again->items[i])) {
            fail("an item changed, and nothing was said");
        }
    }
}

/* GIFT and CSV carry all that their readers can have read. */
static void round_trip(const struct format *format, const struct bank *bank)
{
    struct buffer out = {0};
    struct bank again = {0};
    struct diags diags = {0};
    write_all(format, bank, &out);
    if (!read_bytes(format, buffer_text(&out), out.length, &again, &diags)) {
        for (size_t i = 0; i < diags.count; i++) {
            fprintf(stderr, "%zu:%zu: %s\n", diags.items[i].line, diags.items[i].column,
                    diags.items[i].text);
        }
        /* Ids are cut and cleaned, so that two may become one; then reading must refuse. */
        bool twice = true;
        for (size_t i = 0; i < diags.count; i++) {
            twice =
                twice && (diags.items[i].id == NULL || strcmp(diags.items[i].id, "id-twice") == 0);
        }
        if (!twice) {
            fail("what we wrote cannot be read");
        }
    } else if (again.item_count == bank->item_count) {
        compare(format, bank, &again);
    } else if (format != &format_aiken) {
        fail("questions were lost");
    }
    diags_fini(&diags);
    bank_fini(&again);
    buffer_fini(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct format *const all[] = {&format_gift, &format_aiken, &format_csv};
    if (size == 0) {
        return 0;
    }
    const struct format *format = all[data[0] % 3];
    struct bank bank = {0};
    struct diags diags = {0};
    if (read_bytes(format, (const char *)data + 1, size - 1, &bank, &diags)) {
        round_trip(format, &bank);
    }
    diags_fini(&diags);
    bank_fini(&bank);
    return 0;
}
