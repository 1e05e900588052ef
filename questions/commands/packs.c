/* A name is looked up among the packs built in, then among the files. */
#include "questions/commands/packs.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/json_in.h"
#include "engine/near.h"
#include "engine/pack.h"
#include "questions/builtin.h"
#include "questions/item/subject.h"
#include "questions/text/buffer.h"
#include "questions/text/diag_print.h"

/* ---- Files ----------------------------------------------------------------------------------- */

static const char *shown_name(const char *path)
{
    return strcmp(path, "-") == 0 ? "<stdin>" : path;
}

/* All of a stream, but at most one byte more than `most`, which tells that it is longer. */
static bool read_stream(FILE *file, size_t most, struct buffer *bytes)
{
    char block[16384];
    size_t got;
    while (bytes->length <= most && (got = fread(block, 1, sizeof block, file)) > 0) {
        buffer_add(bytes, block, got);
    }
    return ferror(file) == 0;
}

char *packs_read_file(struct context *context, const char *path, size_t most, size_t *length,
                      enum status *status)
{
    const bool is_input = strcmp(path, "-") == 0;
    struct buffer bytes = {0};
    errno = 0;
    FILE *file = is_input ? stdin : fopen(path, "rb");
    if (file == NULL || !read_stream(file, most, &bytes)) {
        *status = command_error(context, STATUS_FAILED, "\"%s\" cannot be read: %s",
                                shown_name(path), errno == 0 ? "reading failed" : strerror(errno));
    } else if (bytes.length > most) {
        *status = command_error(context, STATUS_BAD_INPUT,
                                "\"%s\" is too large: more than %zu bytes", shown_name(path), most);
    } else {
        *length = bytes.length;
        *status = STATUS_DONE;
    }
    if (file != NULL && !is_input) {
        (void)fclose(file);
    }
    char *text = *status == STATUS_DONE ? buffer_take(&bytes) : NULL;
    if (*status == STATUS_DONE && text == NULL) {
        *status = command_no_memory(context);
    }
    buffer_fini(&bytes);
    return text;
}

/* ---- Packs ----------------------------------------------------------------------------------- */

static const struct builtin_pack *find_builtin(const char *id)
{
    for (size_t i = 0; i < builtin_pack_count; i++) {
        if (strcmp(builtin_packs[i].id, id) == 0) {
            return &builtin_packs[i];
        }
    }
    return NULL;
}

bool packs_builtin(const char *name)
{
    return find_builtin(name) != NULL;
}

static struct pack *unknown_pack(struct context *context, const char *name, enum status *status)
{
    struct near near = {.word = name};
    for (size_t i = 0; i < builtin_pack_count; i++) {
        near_offer(&near, builtin_packs[i].id);
    }
    char hint[160] =
        "amiquiz pack list names the packs built in; a file has a \".\" or \"/\" in it";
    if (near.best != NULL) {
        (void)snprintf(hint, sizeof hint, "did you mean \"%s\"?", near.best);
    }
    *status = command_usage(context, hint, "unknown pack \"%s\"", name);
    return NULL;
}

/* How to read a pack: pack_read, or pack_read_tables where that is enough. */
typedef struct pack *pack_reading(const char *name, const char *bytes, size_t length,
                                  struct diags *diags);

/* Read the bytes of a pack; every fault is printed. */
static struct pack *read_bytes(struct context *context, const char *name, const char *bytes,
                               size_t length, pack_reading *reading, enum status *status)
{
    struct diags diags = {0};
    struct pack *pack = reading(name, bytes, length, &diags);
    if (pack == NULL || !context->quiet) {
        diag_print(&context->err, &diags);
    }
    *status = pack == NULL ? STATUS_BAD_INPUT : STATUS_DONE;
    diags_fini(&diags);
    return pack; /* cppcheck-suppress returnDanglingLifetime ; it keeps no message */
}

/* `reading` is for a pack built in; any other is read whole, for its faults must be found. */
static struct pack *read_pack(struct context *context, const char *name, pack_reading *reading,
                              enum status *status)
{
    const struct builtin_pack *builtin = find_builtin(name);
    if (builtin != NULL) {
        return read_bytes(context, builtin->id, (const char *)builtin->bytes, builtin->length,
                          reading, status);
    }
    if (strpbrk(name, "./") == NULL && strcmp(name, "-") != 0 && access(name, F_OK) != 0) {
        return unknown_pack(context, name, status);
    }
    size_t length = 0;
    char *bytes = packs_read_file(context, name, JSON_SIZE_MAX, &length, status);
    if (bytes == NULL) {
        return NULL;
    }
    struct pack *pack = read_bytes(context, shown_name(name), bytes, length, pack_read, status);
    free(bytes);
    return pack;
}

static const char *chosen_name(const struct context *context, const char *name,
                               const char *otherwise)
{
    if (name != NULL) {
        return name;
    }
    return context->pack != NULL ? context->pack : otherwise;
}

struct pack *packs_read(struct context *context, const char *name, const char *otherwise,
                        enum status *status)
{
    return read_pack(context, chosen_name(context, name, otherwise), pack_read, status);
}

/* ---- Siblings -------------------------------------------------------------------------------- */

/* The sibling's name as a path beside the file `name`; NULL when memory ran out. */
static char *path_beside(const char *name, const char *sibling)
{
    struct buffer path = {0};
    const char *slash = strrchr(name, '/');
    buffer_add(&path, name, slash == NULL ? 0 : (size_t)(slash - name) + 1);
    buffer_addf(&path, "%s.json", sibling);
    return buffer_take(&path);
}

/* A sibling is named by its id: what has other letters in it is no name of a pack of ours. */
static bool is_id(const char *name)
{
    return *name != '\0' && strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(name);
}

/*
 * The pack that `pack` names as its sibling; NULL when none is at hand.  One that is faulty is left
 * out with a warning: it is not what the user asked for.
 */
static struct pack *read_sibling(struct context *context, const struct pack *pack, const char *name,
                                 pack_reading *reading)
{
    if (pack->sibling_pack == NULL || !is_id(pack->sibling_pack)) {
        return NULL;
    }
    const bool is_file = find_builtin(name) == NULL && strcmp(name, "-") != 0;
    const struct builtin_pack *builtin = find_builtin(pack->sibling_pack);
    char *path = is_file ? path_beside(name, pack->sibling_pack) : NULL;
    struct pack *sibling = NULL;
    struct diags diags = {0};
    if (path != NULL && access(path, F_OK) == 0) {
        enum status status;
        size_t length = 0;
        char *bytes = packs_read_file(context, path, JSON_SIZE_MAX, &length, &status);
        sibling = bytes == NULL ? NULL : pack_read(path, bytes, length, &diags);
        free(bytes);
        if (sibling == NULL) {
            command_warning(context, "the sibling pack \"%s\" is faulty and is left out", path);
        }
    } else if (builtin != NULL) {
        const char *bytes = (const char *)builtin->bytes;
        sibling = reading == pack_read_tables
                      ? pack_read_tables(builtin->id, bytes, builtin->length, &diags)
                      : pack_read(builtin->id, bytes, builtin->length, &diags);
    }
    diags_fini(&diags);
    free(path);
    return sibling;
}

static struct subject *read_subject(struct context *context, const char *chosen,
                                    pack_reading *reading, enum status *status)
{
    struct pack *pack = read_pack(context, chosen, reading, status);
    if (pack == NULL) {
        return NULL;
    }
    struct pack *sibling_pack = read_sibling(context, pack, chosen, reading);
    struct subject *sibling = sibling_pack == NULL ? NULL : subject_new(sibling_pack, NULL);
    struct subject *subject = subject_new(pack, sibling);
    if (subject == NULL) {
        *status = command_no_memory(context);
    }
    return subject;
}

struct subject *packs_subject(struct context *context, const char *name, const char *otherwise,
                              enum status *status)
{
    return read_subject(context, chosen_name(context, name, otherwise), pack_read, status);
}

struct subject *packs_tables(struct context *context, const char *name, const char *otherwise,
                             enum status *status)
{
    return read_subject(context, chosen_name(context, name, otherwise), pack_read_tables, status);
}
