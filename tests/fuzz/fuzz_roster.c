/* A roster: what is accepted names everybody once, and written out plainly it is read as the same. */
#include <string.h>

#include "questions/score/roster.h"
#include "questions/text/buffer.h"
#include "questions/text/csv_out.h"
#include "tests/fuzz/fuzz.h"

static void check_entry(const struct score_roster *roster, size_t number)
{
    const struct roster_entry entry = score_roster_entry(roster, number);
    const size_t length = strlen(entry.id);
    FUZZ_HOLDS(length > 0 && length <= 255);
    for (size_t i = 0; i < length; i++) {
        FUZZ_HOLDS((unsigned char)entry.id[i] >= ' ' && entry.id[i] != 0x7f);
    }
    FUZZ_HOLDS(score_roster_find(roster, entry.id, length) == number);
    FUZZ_HOLDS(entry.name == NULL || entry.name[0] != '\0');
    FUZZ_HOLDS(entry.section == NULL || entry.section[0] != '\0');
}

static void add_cell(struct buffer *out, const char *text, char separator)
{
    if (text != NULL) {
        csv_add_cell(out, text, strlen(text), separator, false);
    }
    buffer_add_char(out, separator);
}

static bool same(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static void compare(const struct score_roster *roster, const struct score_roster *again)
{
    FUZZ_HOLDS(score_roster_count(roster) == score_roster_count(again));
    for (size_t i = 0; i < score_roster_count(roster); i++) {
        const struct roster_entry a = score_roster_entry(roster, i);
        const struct roster_entry b = score_roster_entry(again, i);
        FUZZ_HOLDS(same(a.id, b.id) && same(a.name, b.name) && same(a.section, b.section));
    }
}

static void read_again(const struct score_roster *roster, char separator)
{
    struct buffer out = {0};
    struct diags diags = {0};
    buffer_addf(&out, "name%cSTUDENT%csection%c\r\n", separator, separator, separator);
    for (size_t i = 0; i < score_roster_count(roster); i++) {
        const struct roster_entry entry = score_roster_entry(roster, i);
        add_cell(&out, entry.name, separator);
        add_cell(&out, entry.id, separator);
        add_cell(&out, entry.section, separator);
        buffer_add_text(&out, "\r\n");
    }
    const struct source_text text = {"again.csv", buffer_text(&out), out.length, 1};
    struct score_roster *again = score_roster_read(&text, NULL, &diags);
    FUZZ_HOLDS(!out.failed && again != NULL && diags.count == 0);
    compare(roster, again);
    score_roster_free(again);
    diags_fini(&diags);
    buffer_fini(&out);
}

/* The first byte says whether --student names a column, and how the roster is written again. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0) {
        return 0;
    }
    const struct source_text text = {"roster.csv", (const char *)data + 1, size - 1, 1};
    struct diags diags = {0};
    struct score_roster *roster =
        score_roster_read(&text, data[0] % 2 == 1 ? "login" : NULL, &diags);
    FUZZ_HOLDS((roster != NULL) == (diags.errors == 0));
    if (roster != NULL) {
        FUZZ_HOLDS(score_roster_count(roster) > 0);
        for (size_t i = 0; i < score_roster_count(roster); i++) {
            check_entry(roster, i);
        }
        read_again(roster, ",;\t"[data[0] / 2 % 3]);
    }
    fuzz_messages(&diags);
    score_roster_free(roster);
    diags_fini(&diags);
    return 0;
}
