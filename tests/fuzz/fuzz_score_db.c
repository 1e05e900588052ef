/*
 * The database of a scoring, as somebody else may have left it: bytes changed, or SQL run on it.  A report
 * is refused or made.
 */
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char path[400];
    if (path[0] == '\0') {
        (void)snprintf(path, sizeof path, "%s/scoring.db", fuzz_scoring());
        fuzz_database_take(path);
        FUZZ_HOLDS(fuzz_report(path) == STATUS_DONE);
    }
    if (fuzz_database_harm(path, data, size)) {
        (void)fuzz_report(path);
    }
    return 0;
}
