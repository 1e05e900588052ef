/* A hostile file may hold a name of 16 MiB, and each of a hundred messages would show it. */
#include "engine/short_text.h"

#include <string.h>

struct short_text short_text(const char *text)
{
    struct short_text shown = {""};
    const size_t length = strlen(text);
    size_t kept = length;
    if (length > SHORT_TEXT_MAX) {
        kept = SHORT_TEXT_MAX;
        while (kept > 0 && ((unsigned char)text[kept] & 0xc0) == 0x80) {
            kept--; /* not in the middle of a character */
        }
    }
    memcpy(shown.text, text, kept);
    memcpy(shown.text + kept, "...", kept < length ? 4 : 0);
    return shown;
}
