/* The input becomes a file, standard output another; neither is looked at while the command runs. */
#include <string.h>
#include <unistd.h>

#include "questions/commands/arguments.h"
#include "questions/commands/commands.h"
#include "questions/commands/packs.h"
#include "questions/item/subject.h"
#include "tests/fuzz/fuzz.h"

#include "questions/commands/decide_batch.h"

static struct {
    struct subject *subject; /* the pack, read once */
    char folder[FUZZ_FOLDER], input[300], output[300];
} place;

static void remove_files(void)
{
    (void)unlink(place.input);
    (void)unlink(place.output);
    (void)rmdir(place.folder);
}

/* Messages to memory; the rest of a context as if no option but --batch had been given. */
static void begin(const char *name)
{
    struct context context = {.command = command_find("decide")};
    enum status status = STATUS_DONE;
    fuzz_folder(place.folder);
    (void)snprintf(place.input, sizeof place.input, "%s/%s", place.folder, name);
    (void)snprintf(place.output, sizeof place.output, "%s/out", place.folder);
    (void)atexit(remove_files);
    context.err = context.out = (struct screen){.file = stderr, .width = 80};
    place.subject = packs_tables(&context, NULL, PACK_DEFAULT, &status);
    FUZZ_HOLDS(place.subject != NULL);
}

static size_t count_lines(const char *bytes, size_t length)
{
    size_t lines = 0;
    for (size_t i = 0; i < length; i++) {
        lines += bytes[i] == '\n';
    }
    return lines;
}

static size_t count_lines_of_file(const char *name, size_t *length)
{
    char block[4096];
    size_t lines = 0, got;
    FILE *file = fopen(name, "rb");
    FUZZ_HOLDS(file != NULL);
    for (*length = 0; (got = fread(block, 1, sizeof block, file)) > 0; *length += got) {
        lines += count_lines(block, got);
    }
    (void)fclose(file);
    return lines;
}

static void write_input(const uint8_t *data, size_t size)
{
    FILE *file = fopen(place.input, "wb");
    FUZZ_HOLDS(file != NULL);
    FUZZ_HOLDS(fwrite(data, 1, size, file) == size);
    FUZZ_HOLDS(fclose(file) == 0);
}

static enum status run(struct context *context)
{
    FILE *file = fopen(place.output, "wb");
    FUZZ_HOLDS(file != NULL);
    fuzz_output_begin(fileno(file));
    const enum status status = decide_batch(context, place.subject, 0);
    fuzz_output_end();
    (void)fclose(file);
    return status;
}

void fuzz_batch(const char *name, const uint8_t *data, size_t size)
{
    const char *values[32] = {NULL};
    char *said = NULL;
    size_t said_length = 0, written = 0;
    if (place.subject == NULL) {
        begin(name);
    }
    struct context context = {.command = command_find("decide")};
    context.args = (struct arguments){.options = context.command->options, .values = values};
    for (size_t i = 0; context.args.options[i].name != NULL; i++) {
        FUZZ_HOLDS(i < 32);
        values[i] = strcmp(context.args.options[i].name, "--batch") == 0 ? place.input : NULL;
    }
    context.err = (struct screen){.file = open_memstream(&said, &said_length), .width = 80};
    context.out = (struct screen){.file = stdout, .width = 80};
    write_input(data, size);
    const enum status status = run(&context);
    (void)fclose(context.err.file);
    fuzz_visible(said, said_length);
    const size_t lines = count_lines((const char *)data, size);
    const size_t lines_out = count_lines_of_file(place.output, &written);
    FUZZ_HOLDS(status == STATUS_DONE || status == STATUS_BAD_INPUT);
    FUZZ_HOLDS(status == STATUS_DONE || said_length > 0);
    /* The last line may get the end that it lacks. */
    FUZZ_HOLDS((status == STATUS_BAD_INPUT && written == 0) || lines_out == lines ||
               lines_out == lines + 1);
    free(said);
}
