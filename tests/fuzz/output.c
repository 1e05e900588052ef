/* Standard output goes elsewhere while a command runs in this process. */
#include <unistd.h>

#include "tests/fuzz/fuzz.h"

static int before = -1; /* what it was */

void fuzz_output_begin(int file)
{
    (void)fflush(stdout);
    before = dup(STDOUT_FILENO);
    FUZZ_HOLDS(before >= 0 && dup2(file, STDOUT_FILENO) == STDOUT_FILENO);
}

void fuzz_output_end(void)
{
    (void)fflush(stdout);
    FUZZ_HOLDS(dup2(before, STDOUT_FILENO) == STDOUT_FILENO);
    (void)close(before);
    before = -1;
}
