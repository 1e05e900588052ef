/*
 * Two passes: the first finds the command, the second reads all words with the options that this
 * command has.  So an option that all commands share may stand before the command's name, too.
 */
#include "questions/commands/arguments.h"

#include <float.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/near.h"
#include "questions/commands/commands.h"
#include "questions/commands/shares.h"
#include "questions/text/buffer.h"

#define WIDTH_MAX 10000 /* columns; no terminal is wider */

/* ---- The options that all commands share ----------------------------------------------------- */

static bool set_pack(struct context *context, const char *value)
{
    context->pack = value;
    return *value != '\0';
}

static bool set_json(struct context *context, const char *value)
{
    (void)value;
    context->json = true;
    return true;
}

static bool set_seed(struct context *context, const char *value)
{
    context->seeded = true;
    return number_read(value, UINT64_MAX, &context->seed);
}

static bool set_colour(struct context *context, const char *value)
{
    static const char *const names[] = {"auto", "always", "never"}; /* as enum screen_colour */
    size_t i = 0;
    while (i < 3 && strcmp(names[i], value) != 0) {
        i++;
    }
    context->screen.colour = (enum screen_colour)(i % 3);
    return i < 3;
}

static bool set_ascii(struct context *context, const char *value)
{
    (void)value;
    context->screen.ascii = true;
    return true;
}

static bool set_accessible(struct context *context, const char *value)
{
    (void)value;
    context->screen.accessible = true;
    return true;
}

static bool set_width(struct context *context, const char *value)
{
    uint64_t width = 0;
    const bool good = number_read(value, WIDTH_MAX, &width) && width > 0;
    context->screen.width = (int)width;
    return good;
}

static bool set_quiet(struct context *context, const char *value)
{
    (void)value;
    context->quiet = true;
    return true;
}

const struct common_option common_options[] = {
    {{"--pack", "NAME|FILE",
      "The pack: one built in or a file. Default: ami-lecture, in advise "
      "ami-current."},
     set_pack,
     "the name of a pack or a file"},
    {{"--json", NULL, "Print JSON where a person would see text."}, set_json, NULL},
    {{"--seed", "N", "Fix all chance. Default: another seed each time."},
     set_seed,
     "a whole number from 0 to 18446744073709551615"},
    {{"--color", "WHEN",
      "auto, always or never. Default: auto, that is on a terminal, unless "
      "NO_COLOR is set."},
     set_colour,
     "auto, always or never"},
    {{"--ascii", NULL, "Put ASCII for typographic quotes and dashes."}, set_ascii, NULL},
    {{"--accessible", NULL, "For screen readers: no columns, one idea a line."},
     set_accessible,
     NULL},
    {{"--width", "N", "Columns to wrap at, 10 to 100. Default: the terminal's, else 80."},
     set_width,
     "a whole number of columns from 1 to 10000"},
    {{"--quiet", NULL, "No warnings, only errors and the result."}, set_quiet, NULL},
    {{NULL, NULL, NULL}, NULL, NULL}};

/* ---- Numbers --------------------------------------------------------------------------------- */

bool number_read(const char *text, uint64_t most, uint64_t *number)
{
    uint64_t sum = 0;
    const char *c = text;
    for (; *c >= '0' && *c <= '9'; c++) {
        const uint64_t digit = (uint64_t)(*c - '0');
        if (sum > (UINT64_MAX - digit) / 10) {
            return false;
        }
        sum = sum * 10 + digit;
    }
    if (c == text || *c != '\0' || sum > most) {
        return false;
    }
    *number = sum;
    return true;
}

bool argument_number(struct context *context, const char *name, uint64_t least, uint64_t most,
                     uint64_t otherwise, uint64_t *number)
{
    const char *text = argument(context, name);
    *number = otherwise;
    if (text == NULL || (number_read(text, most, number) && *number >= least)) {
        return true;
    }
    (void)command_usage(context, NULL, "%s must be a whole number from %llu to %llu, not \"%s\"",
                        name, (unsigned long long)least, (unsigned long long)most, text);
    return false;
}

bool argument_share(struct context *context, const char *name, double *share)
{
    const char *text = argument(context, name);
    if (text == NULL) {
        return true;
    }
    char *end = NULL;
    const bool digits = text[0] != '\0' && text[strspn(text, "0123456789.")] == '\0';
    const double number = digits ? strtod(text, &end) : 0;
    if (digits && *end == '\0' && number > 0 && number <= 1) {
        *share = number;
        return true;
    }
    struct buffer hint = {0};
    shares_hint_number(&hint, text, DBL_MIN, 1);
    (void)command_usage(context, shares_hint(&hint),
                        "%s must be a number above 0 and at most 1, not \"%s\"", name, text);
    buffer_fini(&hint);
    return false;
}

/* ---- One option ------------------------------------------------------------------------------ */

/* The words while they are read. */
struct reader {
    struct context *context;
    int argc;
    char *const *argv;
    int next;    /* index of the next word */
    int command; /* index of the word that names the command; 0: there is none */
    bool options_ended;
    enum request request;
};

static size_t option_count(const struct option_spec *options)
{
    size_t count = 0;
    while (options != NULL && options[count].name != NULL) {
        count++;
    }
    return count;
}

/* Is it this option?  Then `value` is what stands in the same word ("--a=b", "-ob"), or NULL. */
static bool is_option(const struct option_spec *option, const char *word, const char **value)
{
    const size_t length = strlen(option->name);
    *value = NULL;
    if (strncmp(word, option->name, length) != 0) {
        return false;
    }
    if (word[length] == '=') {
        *value = word + length + 1;
        return true;
    }
    if (word[length] != '\0' && length == 2 && option->argument != NULL) {
        *value = word + length;
        return true;
    }
    return word[length] == '\0';
}

static bool looks_like_option(const char *word)
{
    return word[0] == '-' && word[1] != '\0';
}

/*
 * The value of the option just met, which stands in its own word or is the next one.
 * @return NULL after a message.
 */
static const char *take_value(struct reader *r, const struct option_spec *option,
                              const char *attached)
{
    if (option->argument == NULL) {
        if (attached == NULL) {
            return "";
        }
        (void)command_usage(r->context, NULL, "%s takes no value", option->name);
        return NULL;
    }
    if (attached != NULL) {
        return attached;
    }
    /* What begins like a long option was hardly meant as the value of this one. */
    if (r->next < r->argc && r->next != r->command && strncmp(r->argv[r->next], "--", 2) != 0) {
        return r->argv[r->next++];
    }
    (void)command_usage(r->context, NULL, "%s must be followed by %s", option->name,
                        option->argument);
    return NULL;
}

static enum status read_common(struct reader *r, const struct common_option *option,
                               const char *attached)
{
    const char *value = take_value(r, &option->spec, attached);
    if (value == NULL) {
        return STATUS_USAGE;
    }
    if (!option->set(r->context, value)) {
        return command_usage(r->context, NULL, "%s must be %s, not \"%s\"", option->spec.name,
                             option->expects, value);
    }
    return STATUS_DONE;
}

static enum status unknown_option(struct reader *r, const char *word)
{
    const size_t length = strcspn(word, "=");
    char name[128];
    if (length >= sizeof name) {
        return command_usage(r->context, NULL, "unknown option \"%s\"", word);
    }
    memcpy(name, word, length);
    name[length] = '\0';
    struct near near = {.word = name};
    for (size_t i = 0; common_options[i].spec.name != NULL; i++) {
        near_offer(&near, common_options[i].spec.name);
    }
    for (size_t i = 0; i < option_count(r->context->args.options); i++) {
        near_offer(&near, r->context->args.options[i].name);
    }
    near_offer(&near, "--help");
    near_offer(&near, "--version");
    if (near.best == NULL) {
        return command_usage(r->context, NULL, "unknown option \"%s\"", name);
    }
    char hint[192];
    (void)snprintf(hint, sizeof hint, "did you mean \"%s\"?", near.best);
    return command_usage(r->context, hint, "unknown option \"%s\"", name);
}

static enum status read_option(struct reader *r, const char *word)
{
    const char *attached;
    if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0) {
        r->request = REQUEST_HELP;
        return STATUS_DONE;
    }
    if (strcmp(word, "--version") == 0) {
        r->request = REQUEST_VERSION;
        return STATUS_DONE;
    }
    for (size_t i = 0; common_options[i].spec.name != NULL; i++) {
        if (is_option(&common_options[i].spec, word, &attached)) {
            return read_common(r, &common_options[i], attached);
        }
    }
    struct arguments *args = &r->context->args;
    for (size_t i = 0; i < option_count(args->options); i++) {
        if (is_option(&args->options[i], word, &attached)) {
            args->values[i] = take_value(r, &args->options[i], attached);
            return args->values[i] == NULL ? STATUS_USAGE : STATUS_DONE;
        }
    }
    return unknown_option(r, word);
}

/* ---- All words ------------------------------------------------------------------------------- */

/* Does this word take the next one as its value? */
static bool takes_next(const char *word)
{
    const char *attached;
    for (size_t i = 0; common_options[i].spec.name != NULL; i++) {
        if (is_option(&common_options[i].spec, word, &attached)) {
            return common_options[i].spec.argument != NULL && attached == NULL;
        }
    }
    for (size_t i = 0; drill_options[i].name != NULL; i++) {
        if (is_option(&drill_options[i], word, &attached)) {
            return drill_options[i].argument != NULL && attached == NULL;
        }
    }
    return false;
}

/* The first word that is neither an option nor its value; 0 when there is none. */
static int find_command(int argc, char *const argv[])
{
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--") == 0) {
            return i + 1 < argc ? i + 1 : 0;
        }
        if (!looks_like_option(argv[i])) {
            return i;
        }
        if (takes_next(argv[i])) {
            i++;
        }
    }
    return 0;
}

enum status arguments_unknown_command(struct context *context, const char *word)
{
    struct near near = {.word = word};
    for (size_t i = 0; commands[i].name != NULL; i++) {
        near_offer(&near, commands[i].name);
    }
    if (near.best == NULL) {
        return command_usage(context, "amiquiz --help lists the commands", "unknown command \"%s\"",
                             word);
    }
    char hint[128];
    (void)snprintf(hint, sizeof hint, "did you mean \"%s\"?", near.best);
    return command_usage(context, hint, "unknown command \"%s\"", word);
}

/* Room for all there can be, so that reading cannot fail half way. */
static enum status prepare(struct reader *r)
{
    struct context *context = r->context;
    if (r->command > 0) {
        context->command = command_find(r->argv[r->command]);
        if (context->command == NULL) {
            return arguments_unknown_command(context, r->argv[r->command]);
        }
    }
    struct arguments *args = &context->args;
    args->options = context->command == NULL ? drill_options : context->command->options;
    args->values = calloc(option_count(args->options) + 1, sizeof *args->values);
    args->words = calloc((size_t)r->argc + 1, sizeof *args->words);
    if (args->values == NULL || args->words == NULL) {
        return command_no_memory(context);
    }
    return STATUS_DONE;
}

static enum status read_words(struct reader *r)
{
    enum status status = STATUS_DONE;
    while (r->next < r->argc && status == STATUS_DONE) {
        const int at = r->next++;
        const char *word = r->argv[at];
        if (at == r->command) {
            continue;
        }
        if (!r->options_ended && strcmp(word, "--") == 0) {
            r->options_ended = true;
        } else if (!r->options_ended && looks_like_option(word)) {
            status = read_option(r, word);
        } else {
            r->context->args.words[r->context->args.word_count++] = word;
        }
    }
    return status;
}

enum status arguments_read(struct context *context, int argc, char *const argv[],
                           enum request *request)
{
    struct reader reader = {.context = context, .argc = argc, .argv = argv, .next = 1};
    reader.command = find_command(argc, argv);
    /* Messages may come before the words that say how they shall look. */
    screen_init(&context->out, stdout, &context->screen);
    screen_init(&context->err, stderr, &context->screen);
    enum status status = prepare(&reader);
    if (status == STATUS_DONE) {
        status = read_words(&reader);
    }
    screen_init(&context->out, stdout, &context->screen);
    screen_init(&context->err, stderr, &context->screen);
    *request = reader.request;
    return status;
}

void arguments_fini(struct context *context)
{
    free((void *)context->args.values);
    free((void *)context->args.words);
    context->args = (struct arguments){0};
}
