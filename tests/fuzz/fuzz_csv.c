/* The reader of CSV: whatever the blocks in which the bytes come, the records are the same. */
#include <string.h>

#include "questions/text/csv_in.h"
#include "tests/fuzz/fuzz.h"

static void check_record(const struct csv_record *record, size_t size)
{
    FUZZ_HOLDS(record->raw_length <= size);
    FUZZ_HOLDS(record->line >= 1 && record->line <= size + 1);
    for (size_t i = 0; i < record->count; i++) {
        const struct csv_cell *cell = &record->cells[i];
        FUZZ_HOLDS(cell->bytes[cell->length] == '\0');
        FUZZ_HOLDS(strlen(cell->bytes) == cell->length); /* a NUL is refused */
    }
}

static void compare_records(const struct csv_record *a, const struct csv_record *b)
{
    FUZZ_HOLDS(a->count == b->count && a->line == b->line && a->raw_length == b->raw_length);
    FUZZ_HOLDS(memcmp(a->raw, b->raw, a->raw_length) == 0);
    for (size_t i = 0; i < a->count; i++) {
        FUZZ_HOLDS(a->cells[i].length == b->cells[i].length);
        FUZZ_HOLDS(a->cells[i].quoted == b->cells[i].quoted);
        FUZZ_HOLDS(memcmp(a->cells[i].bytes, b->cells[i].bytes, a->cells[i].length) == 0);
    }
}

static void compare(struct csv_in *a, struct csv_in *b, size_t size)
{
    struct csv_record of_a, of_b;
    enum csv_status found;
    size_t records = 0;
    FUZZ_HOLDS(csv_separator(a) == csv_separator(b));
    FUZZ_HOLDS(strcmp(csv_line_end(a), csv_line_end(b)) == 0);
    do {
        found = csv_next(a, &of_a);
        FUZZ_HOLDS(csv_next(b, &of_b) == found);
        FUZZ_HOLDS(found != CSV_FAILED);
        FUZZ_HOLDS(found != CSV_BAD || strcmp(csv_problem(a), csv_problem(b)) == 0);
        if (found != CSV_END) {
            check_record(&of_a, size);
            compare_records(&of_a, &of_b);
        }
        FUZZ_HOLDS(records++ <= size);
    } while (found != CSV_END);
}

/* The first byte says which separator is given (0 to 2) or that none is, and how large blocks are. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2) {
        return 0;
    }
    const char separator = ",;\t"[data[0] % 4 % 3];
    const size_t block = 1 + data[0] / 4 % 16;
    FILE *whole = fmemopen((void *)(uintptr_t)(data + 1), size - 1, "rb");
    FILE *bitten = fmemopen((void *)(uintptr_t)(data + 1), size - 1, "rb");
    FUZZ_HOLDS(whole != NULL && bitten != NULL);
    struct csv_in *a = csv_open(whole, data[0] % 4 == 3 ? '\0' : separator);
    struct csv_in *b = csv_open_block(bitten, data[0] % 4 == 3 ? '\0' : separator, block);
    FUZZ_HOLDS(a != NULL && b != NULL);
    compare(a, b, size);
    csv_close(a);
    csv_close(b);
    (void)fclose(whole);
    (void)fclose(bitten);
    return 0;
}
