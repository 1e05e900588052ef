/* decide --batch over NDJSON. */
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_batch("cases.ndjson", data, size);
    return 0;
}
