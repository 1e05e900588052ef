/*
 * Runs a fuzzer without libFuzzer: over each file of its corpus, each beginning of it, and the file
 * with one byte harmed at each place.  The program's own name tells which corpus.  Prints TAP.
 */
#include <dirent.h>
#include <string.h>

#include "tests/fuzz/fuzz.h"

#define TRIES 150 /* beginnings, and harmed copies, of one file */

static size_t replayed;

static uint8_t *read_file(const char *name, size_t *size)
{
    uint8_t *bytes = NULL;
    FILE *file = fopen(name, "rb");
    if (file == NULL || fseek(file, 0, SEEK_END) != 0) {
        return NULL;
    }
    *size = (size_t)ftell(file);
    rewind(file);
    bytes = malloc(*size + 1);
    if (bytes != NULL && fread(bytes, 1, *size, file) != *size) {
        free(bytes);
        bytes = NULL;
    }
    (void)fclose(file);
    return bytes;
}

/* In a block of just its size, so that a sanitizer sees a look beyond its end. */
static void try_copy(const uint8_t *bytes, size_t size, size_t harmed, uint8_t value)
{
    uint8_t *copy = malloc(size == 0 ? 1 : size);
    if (copy == NULL) {
        abort();
    }
    memcpy(copy, bytes, size);
    if (harmed < size) {
        copy[harmed] = value;
    }
    (void)LLVMFuzzerTestOneInput(copy, size);
    free(copy);
}

static void try_file(const char *name)
{
    static const uint8_t harm[] = {'"', '{', '}', '[', ',', '\n', 0, 0xff, '9', '\\'};
    size_t size = 0;
    uint8_t *bytes = read_file(name, &size);
    if (bytes == NULL) {
        abort();
    }
    const size_t step = size / TRIES + 1;
    try_copy(bytes, size, size, 0);
    for (size_t at = 0; at < size; at += step) {
        try_copy(bytes, at, at, 0);
        try_copy(bytes, size, at, harm[at / step % sizeof harm]);
    }
    free(bytes);
    printf("ok %zu - %s\n", ++replayed, strrchr(name, '/') + 1);
    (void)fflush(stdout);
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

int main(int argc, char *argv[])
{
    const char *root = getenv("ROOT"), *slash = strrchr(argv[0], '/');
    const char *program = slash == NULL ? argv[0] : slash + 1;
    char folder[2048], name[4096];
    struct dirent **entries = NULL;
    (void)argc;
    (void)snprintf(folder, sizeof folder, "%s/tests/fuzz/corpus/%s", root == NULL ? "." : root,
                   program + (strncmp(program, "fuzz_", 5) == 0 ? 5 : 0));
    const int count = scandir(folder, &entries, NULL, by_name);
    for (int i = 0; i < count; i++) {
        if (entries[i]->d_name[0] != '.') {
            (void)snprintf(name, sizeof name, "%s/%s", folder, entries[i]->d_name);
            try_file(name);
        }
        free(entries[i]);
    }
    free(entries);
    printf("1..%zu\n", replayed); /* none at all is a failure of the runner's */
    return replayed > 0 ? 0 : 1;
}
