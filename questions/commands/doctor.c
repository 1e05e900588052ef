/* What this program is made of, and what it found around it. */
#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <utf8proc.h>

#include "questions/builtin.h"
#include "questions/commands/commands.h"
#include "questions/commands/output.h"
#include "questions/text/buffer.h"
#include "questions/text/json_out.h"
#include "questions/text/sha256.h"
#include "questions/text/xml_in.h"
#include "questions/tutor/command_line.h"
#include "questions/tutor/store.h"

#define COLUMN 12

const struct option_spec doctor_options[] = {
    {"--db", "FILE", "The progress database to look at. Default: where the drill keeps it."},
    {NULL, NULL, NULL}};

/* What was found; the two faces below show it. */
struct findings {
    const char *database; /* NULL: there is no place for it */
    const char *database_state;
    const char *database_problem; /* NULL: none */
    const char *locale;
    const char *terminal;
    struct store_problem problem;
};

/* The variable that settles the locale, as libc looks for it. */
static const char *find_locale(void)
{
    static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *value = getenv(names[i]);
        if (value != NULL && *value != '\0') {
            return value;
        }
    }
    return "C";
}

/* Looked at, never made: a doctor leaves no traces. */
static enum status look_at_database(struct findings *f)
{
    if (f->database == NULL) {
        f->database_state = "nowhere: set HOME, AMIQUIZ_DB or --db FILE";
        return STATUS_DONE;
    }
    if (access(f->database, F_OK) != 0) {
        f->database_state = "not there yet";
        return STATUS_DONE;
    }
    struct store *store = store_open(f->database, &f->problem);
    const bool good = store != NULL && store_check(store, &f->problem);
    f->database_state = good ? "good" : "cannot be used";
    f->database_problem = good ? NULL : f->problem.text;
    store_close(store);
    return good ? STATUS_DONE : STATUS_FAILED;
}

/* ---- JSON ------------------------------------------------------------------------------------ */

static void versions_json(struct json_out *j)
{
    json_member_string(j, "version", AMIQUIZ_VERSION);
    json_member_string(j, "sqlite", store_library_version());
    json_member_string(j, "readline", command_line_library_version());
    json_member_string(j, "cjson", cJSON_Version());
    json_member_string(j, "utf8proc", utf8proc_version());
    json_member_string(j, "expat", xml_library_version());
}

static void packs_json(struct json_out *j)
{
    json_key(j, "packs");
    json_array_begin(j);
    for (size_t i = 0; i < builtin_pack_count; i++) {
        char digest[SHA256_HEX_SIZE];
        sha256_hex(builtin_packs[i].bytes, builtin_packs[i].length, digest);
        json_object_begin(j);
        json_member_string(j, "id", builtin_packs[i].id);
        json_member_string(j, "sha256", digest);
        json_object_end(j);
    }
    json_array_end(j);
}

static void write_json(const struct context *context, const struct findings *f, struct buffer *text)
{
    struct json_out j = {.out = text};
    json_object_begin(&j);
    versions_json(&j);
    packs_json(&j);
    json_member_string(&j, "database", f->database);
    json_member_string(&j, "database_state", f->database_state);
    json_member_string(&j, "database_problem", f->database_problem);
    json_member_string(&j, "locale", f->locale);
    json_member_string(&j, "term", f->terminal);
    json_member_bool(&j, "input_is_terminal", isatty(STDIN_FILENO) == 1);
    json_member_bool(&j, "output_is_terminal", context->out.terminal);
    json_member_bool(&j, "colour", context->out.colour);
    json_member_int(&j, "width", (int64_t)context->out.width);
    json_object_end(&j);
}

/* ---- Text ------------------------------------------------------------------------------------ */

static void print_line(struct screen *screen, const char *label, struct buffer *text)
{
    screen_labelled(screen, label, COLUMN, buffer_text(text));
    buffer_fini(text);
}

static void print_packs(struct screen *screen)
{
    for (size_t i = 0; i < builtin_pack_count; i++) {
        char digest[SHA256_HEX_SIZE];
        struct buffer text = {0};
        sha256_hex(builtin_packs[i].bytes, builtin_packs[i].length, digest);
        buffer_addf(&text, "%s, SHA-256 %s", builtin_packs[i].id, digest);
        print_line(screen, i == 0 ? "Packs" : "", &text);
    }
}

static void print_text(struct context *context, const struct findings *f)
{
    struct screen *screen = &context->out;
    struct buffer text = {0};
    buffer_add_text(&text, "amiquiz " AMIQUIZ_VERSION);
    print_line(screen, "Version", &text);
    buffer_addf(&text, "SQLite %s, readline %s, cJSON %s, utf8proc %s, expat %s",
                store_library_version(), command_line_library_version(), cJSON_Version(),
                utf8proc_version(), xml_library_version());
    print_line(screen, "Libraries", &text);
    print_packs(screen);
    buffer_addf(&text, "%s%s%s%s", f->database == NULL ? "" : f->database,
                f->database == NULL ? "" : " (", f->database_state, f->database == NULL ? "" : ")");
    print_line(screen, "Progress", &text);
    screen_labelled(screen, "Locale", COLUMN, f->locale);
    buffer_addf(&text, "%s; input is %s, output is %s", f->terminal,
                isatty(STDIN_FILENO) == 1 ? "a terminal" : "no terminal",
                screen->terminal ? "a terminal" : "none");
    print_line(screen, "Terminal", &text);
    buffer_addf(&text, "colour %s, %zu columns%s%s", screen->colour ? "on" : "off", screen->width,
                screen->ascii ? ", ASCII" : "", screen->accessible ? ", accessible" : "");
    print_line(screen, "Screen", &text);
}

enum status command_doctor(struct context *context)
{
    struct findings f = {.locale = find_locale(), .terminal = getenv("TERM")};
    f.terminal = f.terminal == NULL || *f.terminal == '\0' ? "TERM is not set" : f.terminal;
    if (context->args.word_count > 0) {
        return command_usage(context, NULL, "one word too many: \"%s\"", context->args.words[0]);
    }
    const char *given = argument(context, "--db");
    char *path = given == NULL ? store_default_path() : NULL;
    f.database = given == NULL ? path : given;
    enum status status = look_at_database(&f);
    if (status != STATUS_DONE) {
        (void)command_error(context, status, "%s", f.problem.text);
        if (*f.problem.hint != '\0') {
            command_hint(context, "%s", f.problem.hint);
        }
    }
    if (context->json) {
        struct buffer text = {0};
        write_json(context, &f, &text);
        status = output_line(context, &text, status);
    } else {
        print_text(context, &f);
    }
    free(path);
    return status;
}
