/* A folder for files that are written anew thousands of times. */
#include <unistd.h>

#include "tests/fuzz/fuzz.h"

void fuzz_folder(char folder[FUZZ_FOLDER])
{
    const char *top = getenv("TMPDIR");
    top = access("/dev/shm", W_OK | X_OK) == 0 ? "/dev/shm" : top;
    const int length =
        snprintf(folder, FUZZ_FOLDER, "%s/amiquiz-fuzz-XXXXXX", top == NULL ? "/tmp" : top);
    FUZZ_HOLDS(length > 0 && length < FUZZ_FOLDER && mkdtemp(folder) != NULL);
}
