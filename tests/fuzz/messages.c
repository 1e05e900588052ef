/* What goes to a terminal is looked at byte by byte. */
#include "engine/diag.h"
#include "questions/text/diag_print.h"
#include "questions/text/safe.h"
#include "questions/text/screen.h"
#include "tests/fuzz/fuzz.h"

#include "engine/utf8.h"

void fuzz_visible(const char *bytes, size_t length)
{
    size_t at = 0;
    while (at < length) {
        uint32_t code = 0;
        const size_t taken = utf8_decode(bytes + at, length - at, &code);
        FUZZ_HOLDS(taken > 0);
        FUZZ_HOLDS(code == '\n' || safe_code(code));
        at += taken;
    }
}

void fuzz_text(const char *bytes, size_t length)
{
    for (size_t at = 0; at < length;) {
        uint32_t code = 0;
        const size_t taken = utf8_decode(bytes + at, length - at, &code);
        FUZZ_HOLDS(taken > 0);
        FUZZ_HOLDS(code == '\n' || code == '\t' || (code >= ' ' && (code < 0x7f || code > 0x9f)));
        at += taken;
    }
}

void fuzz_messages(const struct diags *diags)
{
    char *bytes = NULL;
    size_t length = 0;
    struct screen screen = {.file = open_memstream(&bytes, &length), .width = 80};
    FUZZ_HOLDS(screen.file != NULL);
    diag_print(&screen, diags);
    (void)fclose(screen.file);
    FUZZ_HOLDS((length > 0) == (diags->count > 0));
    fuzz_visible(bytes, length);
    free(bytes);
}
