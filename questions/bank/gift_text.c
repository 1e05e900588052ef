/*
 * The rules are those of Moodle's importer (question/format/gift/format.php), whose escapes are
 * placeholders: `\:` becomes `&&058;` and, at the end, `:`.  Text that looks like a placeholder has
 * no escape, so a space is put between the two `&`.
 */
#include "questions/bank/gift_text.h"

#include <string.h>

#include "questions/bank/plain.h"
#include "questions/text/buffer.h"

#define ARROW "\xe2\x86\x92" /* U+2192 */

bool gift_is_special(char c)
{
    return c != '\0' && strchr("\\~=#{}:", c) != NULL;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Do the bytes at the walk's place begin `&&` and a digit? */
static bool at_placeholder(const struct plain *walk)
{
    return walk->left >= 3 && walk->at[0] == '&' && walk->at[1] == '&' && is_digit(walk->at[2]);
}

bool gift_has_placeholder(const char *text)
{
    struct plain walk = plain_whole(text);
    uint32_t code;
    bool found = at_placeholder(&walk);
    while (!found && plain_next(&walk, &code)) {
        found = at_placeholder(&walk);
    }
    return found;
}

static void add_walk(struct buffer *out, struct plain walk, bool arrows)
{
    uint32_t code;
    for (struct plain here = walk; plain_next(&walk, &code); here = walk) {
        if (code == '\n') {
            buffer_add_text(out, "\\n");
        } else if (code < 0x80 && gift_is_special((char)code)) {
            buffer_add_char(out, '\\');
            buffer_add_char(out, (char)code);
        } else if (at_placeholder(&here)) {
            buffer_add_text(out, "& ");
        } else if (arrows && code == '-' && walk.left > 0 && walk.at[0] == '>') {
            buffer_add_text(out, ARROW);
            (void)plain_next(&walk, &code);
        } else {
            plain_add(out, code);
        }
    }
}

void gift_add_text(struct buffer *out, const char *text, bool arrows)
{
    add_walk(out, plain_trimmed(plain_or_dash(text)), arrows);
}

void gift_add_guarded(struct buffer *out, const char *text, bool arrows)
{
    const struct plain walk = plain_trimmed(text);
    if (walk.left > 0 && (walk.at[0] == '[' || walk.at[0] == '%')) {
        buffer_add_text(out, "[plain]");
    }
    gift_add_text(out, text, arrows);
}

/* ---- Marks in comments ----------------------------------------------------------------------- */

/*
 * What no mark can hold: it has no escape but `\]`, a `[` might begin another mark within it, and
 * Moodle takes no tag with the others.
 */
static bool spoils_mark(uint32_t code)
{
    return code == '\n' || code == '\t' || code == 0xfffd ||
           (code < 0x80 && code != 0 && strchr("\\[<>`", (int)code) != NULL);
}

void gift_add_mark(struct buffer *out, const char *text, size_t most)
{
    struct plain walk = plain_trimmed(text);
    uint32_t code;
    for (size_t i = 0; i < most && plain_next(&walk, &code); i++) {
        if (code == ']') {
            buffer_add_text(out, "\\]");
        } else {
            plain_add(out, spoils_mark(code) ? '_' : code);
        }
    }
}

bool gift_mark_spoiled(const char *text, size_t most)
{
    struct plain walk = plain_trimmed(text);
    bool spoiled = walk.left < strlen(text);
    size_t length = 0;
    uint32_t code;
    for (; plain_next(&walk, &code); length++) {
        spoiled = spoiled || spoils_mark(code);
    }
    return spoiled || length == 0 || length > most;
}

/* ---- Reading --------------------------------------------------------------------------------- */

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static void add_unescaped(struct buffer *out, const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        const char next = i + 1 < length ? bytes[i + 1] : '\0';
        if (bytes[i] != '\\' || (next != 'n' && !gift_is_special(next))) {
            buffer_add_char(out, bytes[i]);
        } else {
            buffer_add_char(out, next == 'n' ? '\n' : next);
            i++;
        }
    }
}

/* Take white space off the end of what was added since the buffer was `from` bytes long. */
static void trim_end(struct buffer *out, size_t from)
{
    while (!out->failed && out->length > from && is_space(out->bytes[out->length - 1])) {
        out->bytes[--out->length] = '\0';
    }
}

/* And off its start. */
static void trim_start(struct buffer *out, size_t from)
{
    size_t skip = 0;
    while (!out->failed && from + skip < out->length && is_space(out->bytes[from + skip])) {
        skip++;
    }
    if (skip > 0) {
        memmove(out->bytes + from, out->bytes + from + skip, out->length - from - skip + 1);
        out->length -= skip;
    }
}

void gift_unescape(struct buffer *out, const char *bytes, size_t length)
{
    const size_t from = out->length;
    const char *const end = bytes + length;
    bool first = true;
    while (bytes < end) {
        while (bytes < end && is_space(*bytes)) {
            bytes++;
        }
        const char *stop = bytes;
        while (stop < end && *stop != '\n' && *stop != '\r') {
            stop++;
        }
        const char *last = stop;
        while (last > bytes && is_space(last[-1])) {
            last--;
        }
        if (last > bytes) {
            buffer_add_text(out, first ? "" : "\n");
            add_unescaped(out, bytes, (size_t)(last - bytes));
            first = false;
        }
        bytes = stop;
    }
    trim_end(out, from);
    trim_start(out, from);
}
