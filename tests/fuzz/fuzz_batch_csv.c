/* decide --batch over CSV. */
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_batch("cases.csv", data, size);
    return 0;
}
