/*
 * Any bytes as Moodle XML, and as HTML.  A bank that was read must go out in every XML format, and
 * what goes out as Moodle XML must come back with the same questions, options and keys.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "engine/utf8.h"
#include "questions/bank/formats.h"
#include "questions/text/buffer.h"
#include "questions/text/html_in.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool held)
{
    if (!held) {
        abort();
    }
}

static bool is_utf8(const char *bytes, size_t length)
{
    for (size_t at = 0; at < length;) {
        uint32_t code;
        const size_t step = utf8_decode(bytes + at, length - at, &code);
        if (step == 0) {
            return false;
        }
        at += step;
    }
    return true;
}

/* HTML to text: UTF-8 stays UTF-8, and nothing but space is left at neither end of nothing. */
static void try_html(const char *html, size_t length)
{
    for (int lines = HTML_LINES_SPACE; lines <= HTML_LINES_BREAK; lines++) {
        struct buffer out = {0};
        (void)html_plain(&out, html, (enum html_lines)lines);
        must(!is_utf8(html, length) || is_utf8(buffer_text(&out), out.length));
        must(out.length == 0 || out.bytes[0] != '\n');
        must(out.length == 0 || out.bytes[out.length - 1] != '\n');
        buffer_fini(&out);
    }
}

static void write_bank(const struct format *format, const struct bank *bank, bool no_key,
                       struct buffer *out)
{
    const struct write_options options = {.no_key = no_key};
    struct writing w = {.out = out, .head = &bank->head, .options = &options};
    must(format->begin(&w));
    for (size_t i = 0; i < bank->item_count; i++) {
        struct losses losses = {0};
        format->check(&bank->items[i], &losses);
        must(!losses.failed);
        losses_fini(&losses);
        w.number++;
        must(format->item(&w, &bank->items[i]));
    }
    must(format->end(&w));
}

static void same_bank(const struct bank *a, const struct bank *b)
{
    must(a->item_count == b->item_count);
    for (size_t i = 0; i < a->item_count; i++) {
        const struct item *x = &a->items[i];
        const struct item *y = &b->items[i];
        must(x->option_count == y->option_count && x->select == y->select);
        for (size_t o = 0; o < x->option_count; o++) {
            must(x->options[o].correct == y->options[o].correct);
            must((x->options[o].feedback == NULL) == (y->options[o].feedback == NULL));
        }
    }
}

static void try_bank(const struct bank *bank)
{
    struct buffer out = {0};
    struct bank again = {0};
    struct diags diags = {0};
    write_bank(&format_qti12, bank, false, &out);
    buffer_clear(&out);
    write_bank(&format_qti21, bank, true, &out);
    buffer_clear(&out);
    write_bank(&format_moodle_xml, bank, false, &out);
    const struct source_text text = {"again", out.bytes, out.length, 1};
    must(format_moodle_xml.read(&text, &again, &diags));
    must(diags.count == 0);
    same_bank(bank, &again);
    diags_fini(&diags);
    bank_fini(&again);
    buffer_fini(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *copy = malloc(size + 1);
    must(copy != NULL);
    memcpy(copy, data, size);
    copy[size] = '\0';
    try_html(copy, strlen(copy));
    const struct source_text text = {"x", (const char *)data, size, 1};
    struct bank bank = {0};
    struct diags diags = {0};
    const bool good = format_moodle_xml.read(&text, &bank, &diags);
    must(good == (diags.errors == 0));
    if (good) {
        try_bank(&bank);
    }
    diags_fini(&diags);
    bank_fini(&bank);
    free(copy);
    return 0;
}
