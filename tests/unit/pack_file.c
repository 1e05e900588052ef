/* See the header. */
#include "tests/unit/pack_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/diag.h"
#include "engine/pack.h"
#include "tests/unit/check.h"

char *file_bytes(const char *name, size_t *length)
{
    char path[4096];
    const char *root = getenv("ROOT");
    (void)snprintf(path, sizeof path, "%s/%s", root != NULL ? root : ".", name);
    FILE *file = fopen(path, "rb");
    char *bytes = NULL;
    if (file != NULL && fseek(file, 0, SEEK_END) == 0) {
        const long size = ftell(file);
        rewind(file);
        bytes = size >= 0 ? calloc((size_t)size + 1, 1) : NULL;
        *length = bytes != NULL ? fread(bytes, 1, (size_t)size, file) : 0;
    }
    if (file != NULL) {
        (void)fclose(file);
    }
    if (bytes == NULL) {
        check_fail(__FILE__, __LINE__, name);
    }
    return bytes;
}

void print_diags(const struct diags *diags)
{
    for (size_t i = 0; i < diags->count; i++) {
        const struct diag *d = &diags->items[i];
        printf("# %s:%zu:%zu: %s (%s)\n", d->file != NULL ? d->file : "-", d->line, d->column,
               d->text, d->hint != NULL ? d->hint : "");
    }
}

static struct pack *pack_of_bytes(const char *name, const char *bytes, size_t length)
{
    struct diags diags = {0};
    struct pack *pack = pack_read(name, bytes, length, &diags);
    if (pack == NULL || diags.count > 0) {
        check_fail(__FILE__, __LINE__, "a pack that should be good is not");
        print_diags(&diags);
    }
    diags_fini(&diags);
    return pack;
}

struct pack *pack_of_file(const char *name)
{
    size_t length;
    char *bytes = file_bytes(name, &length);
    struct pack *pack = bytes != NULL ? pack_of_bytes(name, bytes, length) : NULL;
    free(bytes);
    return pack;
}

struct pack *pack_of_text(const char *text)
{
    return pack_of_bytes("text.json", text, strlen(text));
}
