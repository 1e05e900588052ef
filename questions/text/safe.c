/* Plain text passes in long runs; only what must not pass is looked at closely. */
#include "questions/text/safe.h"

#include "engine/utf8.h"
#include "questions/text/buffer.h"

bool safe_code(uint32_t code)
{
    if (code < 0x80) {
        return code >= 0x20 && code != 0x7f;
    }
    const bool c1 = code <= 0x9f;
    const bool marks = code == 0x061c || code == 0x200e || code == 0x200f; /* of direction */
    const bool separators = code == 0x2028 || code == 0x2029; /* lines and paragraphs */
    const bool embeddings = code >= 0x202a && code <= 0x202e;
    const bool isolates = code >= 0x2066 && code <= 0x2069;
    return !c1 && !marks && !separators && !embeddings && !isolates && code != 0xfeff;
}

/* How many bytes at the start may pass as they are. */
static size_t plain_run(const char *bytes, size_t length, bool lines)
{
    size_t at = 0;
    while (at < length) {
        uint32_t code;
        const size_t size = utf8_decode(bytes + at, length - at, &code);
        const bool layout = lines && size == 1 && (bytes[at] == '\n' || bytes[at] == '\t');
        if (size == 0 || (!safe_code(code) && !layout)) {
            break;
        }
        at += size;
    }
    return at;
}

static void add_safe(struct buffer *out, const char *bytes, size_t length, bool lines)
{
    size_t at = 0;
    while (at < length) {
        const size_t run = plain_run(bytes + at, length - at, lines);
        buffer_add(out, bytes + at, run);
        at += run;
        if (at < length) {
            uint32_t code;
            const size_t size = utf8_decode(bytes + at, length - at, &code);
            if (size == 0) {
                buffer_addf(out, "\\x%02x", (unsigned)(unsigned char)bytes[at]);
            } else {
                buffer_addf(out, "\\u{%x}", (unsigned)code);
            }
            at += size == 0 ? 1 : size;
        }
    }
}

void safe_terminal(struct buffer *out, const char *bytes, size_t length)
{
    add_safe(out, bytes, length, true);
}

void safe_line(struct buffer *out, const char *bytes, size_t length)
{
    add_safe(out, bytes, length, false);
}
