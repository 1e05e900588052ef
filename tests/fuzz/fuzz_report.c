/* A folder that `score -o` made, one of whose files somebody has changed: manifest, key or answers. */
#include <string.h>

#include "tests/fuzz/fuzz.h"

/* A file of the folder as it was. */
struct file {
    const char *name;
    char bytes[4096];
    size_t size;
};
static struct file files[] = {
    {.name = "manifest.json"}, {.name = "responses.csv"}, {.name = "key.csv"}};
#define FILES (sizeof files / sizeof *files)

static void begin(const char *folder)
{
    for (size_t i = 0; i < FILES; i++) {
        char path[400];
        (void)snprintf(path, sizeof path, "%s/%s", folder, files[i].name);
        FILE *file = fopen(path, "rb");
        FUZZ_HOLDS(file != NULL);
        files[i].size = fread(files[i].bytes, 1, sizeof files[i].bytes, file);
        FUZZ_HOLDS(files[i].size > 0 && files[i].size < sizeof files[i].bytes);
        (void)fclose(file);
    }
    FUZZ_HOLDS(fuzz_report(folder) == STATUS_DONE);
}

/* Under --anonymous the key's digest is not asked for: then any key is looked at. */
static void write_anonymous(const struct file *manifest)
{
    static const char before[] = "\"--anonymous\":\"", after[] = "yes";
    const char *at = strstr(manifest->bytes, before);
    char bytes[sizeof manifest->bytes + sizeof after];
    FUZZ_HOLDS(at != NULL);
    const size_t cut = (size_t)(at - manifest->bytes) + sizeof before - 1;
    memcpy(bytes, manifest->bytes, cut);
    memcpy(bytes + cut, after, sizeof after - 1);
    memcpy(bytes + cut + sizeof after - 1, manifest->bytes + cut, manifest->size - cut);
    fuzz_scoring_write(manifest->name, bytes, manifest->size + sizeof after - 1);
}

/* The first byte says which file the others are. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *folder = fuzz_scoring();
    if (files[0].size == 0) {
        begin(folder);
    }
    if (size == 0) {
        return 0;
    }
    const struct file *changed = &files[data[0] % FILES];
    if (changed == &files[2]) {
        write_anonymous(&files[0]);
    }
    fuzz_scoring_write(changed->name, data + 1, size - 1);
    (void)fuzz_report(folder);
    fuzz_scoring_write(files[0].name, files[0].bytes, files[0].size);
    fuzz_scoring_write(changed->name, changed->bytes, changed->size);
    return 0;
}
