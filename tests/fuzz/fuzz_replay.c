/*
 * `schedule --replay`: lines that are good come out with four members more in each review, in their
 * order; a bad one leaves a message and nothing else.
 */
#include <cjson/cJSON.h>
#include <string.h>

#include "engine/json_in.h"
#include "questions/commands/arguments.h"
#include "questions/commands/commands.h"
#include "questions/commands/schedule_replay.h"
#include "questions/text/buffer.h"
#include "tests/fuzz/fuzz.h"

/* A file without a name, and how it is opened by one. */
struct unnamed {
    FILE *file; /* owned */
    char name[32];
};

static struct unnamed unnamed_of(const uint8_t *data, size_t size)
{
    struct unnamed u = {.file = tmpfile()};
    FUZZ_HOLDS(u.file != NULL && fwrite(data, 1, size, u.file) == size);
    FUZZ_HOLDS(fflush(u.file) == 0);
    (void)snprintf(u.name, sizeof u.name, "/dev/fd/%d", fileno(u.file));
    return u;
}

/* ---- The command ------------------------------------------------------------------------------- */

static void replay(const uint8_t *data, size_t size, struct buffer *out, bool *bad)
{
    const char *values[16] = {NULL};
    struct unnamed input = unnamed_of(data, size);
    FILE *output = tmpfile();
    char *said = NULL, block[4096];
    size_t length = 0, got;
    struct context context = {.command = command_find("schedule")};
    context.args = (struct arguments){.options = context.command->options, .values = values};
    for (size_t i = 0; context.args.options[i].name != NULL; i++) {
        FUZZ_HOLDS(i < sizeof values / sizeof *values);
        values[i] = strcmp(context.args.options[i].name, "--replay") == 0 ? input.name : NULL;
    }
    context.err = (struct screen){.file = open_memstream(&said, &length), .width = 80};
    FUZZ_HOLDS(output != NULL && context.err.file != NULL);
    fuzz_output_begin(fileno(output));
    const enum status status = schedule_replay(&context, 0.9);
    fuzz_output_end();
    (void)fclose(context.err.file);
    fuzz_visible(said, length);
    FUZZ_HOLDS(status == STATUS_DONE || status == STATUS_BAD_INPUT);
    FUZZ_HOLDS((status == STATUS_DONE) == (length == 0));
    *bad = status != STATUS_DONE;
    rewind(output);
    while ((got = fread(block, 1, sizeof block, output)) > 0) {
        buffer_add(out, block, got);
    }
    (void)fclose(output);
    (void)fclose(input.file);
    free(said);
}

/* ---- What came out ----------------------------------------------------------------------------- */

static void check_result(const cJSON *review, const char *name, double least, double most)
{
    const cJSON *value = json_in_member(review, name);
    FUZZ_HOLDS(cJSON_IsNumber(value));
    FUZZ_HOLDS(value->valuedouble >= least && value->valuedouble <= most);
}

/* Of FSRS-6: difficulty 1 to 10; a probability; intervals of whole days up to a century. */
static void check_line(const struct source_text *text)
{
    struct diags diags = {0};
    struct json_in *json = json_in_read(text, &diags);
    FUZZ_HOLDS(json != NULL);
    const cJSON *reviews = json_in_member(json_in_root(json), "reviews"), *review;
    FUZZ_HOLDS(cJSON_IsArray(reviews));
    cJSON_ArrayForEach(review, reviews)
    {
        check_result(review, "stability", 0.001, 36500);
        check_result(review, "difficulty", 1, 10);
        check_result(review, "interval", 1, 36500);
        if (review == reviews->child) {
            FUZZ_HOLDS(cJSON_IsNull(json_in_member(review, "r")));
        } else {
            check_result(review, "r", 0, 1);
        }
    }
    json_in_free(json);
    diags_fini(&diags);
}

static size_t check_lines(const struct buffer *out)
{
    const char *bytes = buffer_text(out);
    size_t lines = 0;
    for (size_t at = 0; at < out->length; lines++) {
        const char *lf = memchr(bytes + at, '\n', out->length - at);
        FUZZ_HOLDS(lf != NULL);
        const size_t end = (size_t)(lf - bytes);
        check_line(&(struct source_text){"out.ndjson", bytes + at, end - at, 1});
        at = end + 1;
    }
    return lines;
}

/* Lines with something on them. */
static size_t count_lines(const uint8_t *data, size_t size)
{
    size_t lines = 0;
    bool any = false;
    for (size_t i = 0; i < size; i++) {
        lines += data[i] == '\n' && any ? 1 : 0;
        any = data[i] != '\n' && (any || strchr(" \t\r", data[i]) == NULL || data[i] == '\0');
    }
    return lines + (any ? 1 : 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct buffer out = {0};
    bool bad = false;
    replay(data, size, &out, &bad);
    const size_t lines = check_lines(&out);
    FUZZ_HOLDS(lines <= count_lines(data, size));
    FUZZ_HOLDS(bad == (lines < count_lines(data, size)));
    buffer_fini(&out);
    return 0;
}
