/* Question banks made from a pack: the command's words, and what is said at its end. */
#include "questions/commands/generate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/near.h"
#include "questions/commands/arguments.h"
#include "questions/commands/banks.h"
#include "questions/commands/commands.h"
#include "questions/commands/output.h"
#include "questions/commands/packs.h"
#include "questions/commands/seed.h"
#include "questions/text/buffer.h"
#include "questions/text/json_out.h"

#define COUNT_DEFAULT 20
#define COUNT_MAX     UINT32_MAX
#define TELLINGS_MAX  100
#define SEED_READABLE 1000000000 /* a seed of our own is one that people can copy by hand */

const struct option_spec generate_options[] = {
    {"--count", "N",
     "How many questions, spread over rows and beliefs. Default: 20, or with --cover what that takes."},
    {"--cover", "WHAT",
     "As few questions as it can find that cover all rules, conditions, beliefs, or all of these."},
    {"--kinds", "LIST",
     "Kinds joined by commas: decisions of the pack by their ids, and owner grant prevent change steps "
     "edition statement. Default: all that the pack supports."},
    {"--students", "FILE|N",
     "A paper for each student of a file (one a line, or the first column of CSV), or for N of them, "
     "and bank.json, into the folder -o."},
    {"--same-questions", NULL,
     "Papers have the same questions in other orders. Default: the same blueprint, own cases."},
    {"--form", "NUMBER",
     "Only the paper of this form number, made again from the seed, to the file -o."},
    {"--key-sheets", NULL, "With each paper of a printed format, a sheet with its key."},
    {"--format", "FORMAT",
     "json ndjson gift moodle-xml aiken qti12 qti21 anki csv markdown html amc. Default: by the ending "
     "of -o, else json; for papers html."},
    {"-o", "FILE", "Where it goes: a file, or with --students a folder. Default: standard output."},
    {"--no-key", NULL, "Leave out answers, feedback and all else that tells the key."},
    {"--coverage", "FILE", "Write what the bank covers, and what it cannot, as JSON."},
    {"--verbose", NULL, "Show the coverage as a table on standard error."},
    {"--tellings", "N",
     "Ask a belief that shows in one case only in N ways, with --cover beliefs or all. Default: 1."},
    {"--allow-repeats", NULL,
     "When everything was asked, ask it again in other words. Default: stop."},
    {"--include-inferred", NULL, "Ask also what rows decide that are only inferred."},
    {"--check", NULL, "Say what the format cannot carry, or would change."},
    {"--strict", NULL, "Write nothing, with status 1, when anything would be lost or changed."},
    {"--title", "TEXT", "The title of the bank. Default: the title of the pack."},
    {"--category", "TEXT", "The category on the platform. Default: the title."},
    {"--csv-raw", NULL, "CSV: no ' before cells that a spreadsheet would take for a formula."},
    {NULL, NULL, NULL}};

/* ---- Words ----------------------------------------------------------------------------------- */

static enum status read_cover(struct generate *g)
{
    static const struct {
        const char *name;
        unsigned goals;
    } names[] = {{"rules", COVER_RULES},
                 {"conditions", COVER_CONDITIONS},
                 {"beliefs", COVER_BELIEFS},
                 {"all", COVER_ALL}};
    const char *word = argument(g->context, "--cover");
    struct near near = {.word = word};
    for (size_t i = 0; word != NULL && i < sizeof names / sizeof *names; i++) {
        if (strcmp(word, names[i].name) == 0) {
            g->cover = names[i].goals;
            return STATUS_DONE;
        }
        near_offer(&near, names[i].name);
    }
    if (word == NULL) {
        return STATUS_DONE;
    }
    char hint[64];
    (void)snprintf(hint, sizeof hint, "did you mean \"%s\"?", near.best != NULL ? near.best : "");
    return command_usage(g->context,
                         near.best != NULL ? hint : "it takes rules, conditions, beliefs or all",
                         "--cover knows no \"%s\"", word);
}

static enum status read_numbers(struct generate *g)
{
    struct context *context = g->context;
    const bool counted = argument(context, "--count") != NULL;
    if (!argument_number(context, "--count", 1, COUNT_MAX, COUNT_DEFAULT, &g->count) ||
        !argument_number(context, "--tellings", 1, TELLINGS_MAX, 1, &g->tellings)) {
        return STATUS_USAGE;
    }
    if (!counted && g->cover != 0) {
        g->count = 0;
    }
    if (argument(context, "--tellings") != NULL && (g->cover & COVER_BELIEFS) == 0) {
        return command_usage(context, "add --cover beliefs or --cover all",
                             "--tellings is for banks that cover beliefs");
    }
    return STATUS_DONE;
}

static bool has_ending(const char *path)
{
    const char *slash = strrchr(path, '/');
    return strchr(slash != NULL ? slash + 1 : path, '.') != NULL;
}

/* The format: as said, else as the file's name ends, else what is usual. */
static enum status read_format(struct generate *g, bool papers)
{
    const char *name = argument(g->context, "--format");
    const char *usual = papers ? "html" : "json";
    g->out = argument(g->context, "-o");
    if (name != NULL) {
        g->format = banks_format(g->context, "--format", name, false);
        return g->format != NULL ? STATUS_DONE : STATUS_USAGE;
    }
    g->format = g->out != NULL ? format_of_file(g->out) : NULL;
    if (g->format == NULL && g->out != NULL && has_ending(g->out) && !papers) {
        return command_usage(g->context, "--format says it",
                             "the name \"%s\" does not tell the format", g->out);
    }
    g->format = g->format != NULL ? g->format : format_find(usual);
    return STATUS_DONE;
}

static void read_flags(struct generate *g)
{
    struct context *context = g->context;
    g->repeats = argument(context, "--allow-repeats") != NULL;
    g->no_key = argument(context, "--no-key") != NULL;
    g->csv_raw = argument(context, "--csv-raw") != NULL;
    g->check = argument(context, "--check") != NULL;
    g->strict = argument(context, "--strict") != NULL;
    g->verbose = argument(context, "--verbose") != NULL;
    g->category = argument(context, "--category");
}

/* What goes where must not meet: the later of two files would take the place of the earlier one. */
static enum status read_targets(struct generate *g, bool papers)
{
    struct context *context = g->context;
    const char *coverage = argument(context, "--coverage");
    const bool one_paper = argument(context, "--form") != NULL;
    if (papers && g->out == NULL) {
        return command_usage(context, "-o names it", "papers go into a folder of their own");
    }
    if (papers && !one_paper && strcmp(g->out, "-") == 0) {
        return command_usage(context, "-o names a folder, or --form NUMBER one paper",
                             "papers cannot go to standard output together");
    }
    g->out = g->out != NULL ? g->out : "-";
    if (coverage != NULL && strcmp(coverage, g->out) == 0) {
        return command_usage(context, "give --coverage a file of its own",
                             strcmp(coverage, "-") == 0
                                 ? "questions and --coverage cannot both go to standard output"
                                 : "-o and --coverage name the same file");
    }
    return STATUS_DONE;
}

static enum status read_words(struct generate *g)
{
    struct context *context = g->context;
    const char *students = argument(context, "--students");
    if (context->args.word_count > 0) {
        return command_usage(context, NULL, "unexpected word \"%s\"", context->args.words[0]);
    }
    read_flags(g);
    enum status status = read_cover(g);
    status = status == STATUS_DONE ? read_numbers(g) : status;
    status = status == STATUS_DONE ? read_format(g, students != NULL) : status;
    if (status != STATUS_DONE) {
        return status;
    }
    status = read_targets(g, students != NULL);
    if (status != STATUS_DONE) {
        return status;
    }
    static const char *const for_papers[] = {"--same-questions", "--form", "--key-sheets"};
    for (size_t i = 0; students == NULL && i < sizeof for_papers / sizeof *for_papers; i++) {
        if (argument(context, for_papers[i]) != NULL) {
            return command_usage(context, "add --students", "%s is for papers", for_papers[i]);
        }
    }
    if (students != NULL && g->cover != 0) {
        return command_usage(context, "leave one of them out",
                             "--cover makes one bank, --students many papers");
    }
    return STATUS_DONE;
}

/* ---- What is said at the end ----------------------------------------------------------------- */

static void say_summary(struct generate *g)
{
    if (g->context->quiet || strcmp(g->out, "-") == 0) {
        return;
    }
    struct buffer text = {0};
    buffer_addf(&text, "Wrote %zu question%s to %s", g->made, g->made == 1 ? "" : "s", g->out);
    buffer_addf(&text, " (%s, pack %s, seed %llu).", g->format->name, g->subject->pack->id,
                (unsigned long long)g->head.seed);
    if (g->covering > 0) {
        buffer_addf(&text, " %zu of them cover what was asked for, %s.", g->covering,
                    g->smallest ? "and fewer cannot" : "the fewest that were found");
    }
    screen_wrap(&g->context->err, STYLE_PLAIN, 0, 0, buffer_text(&text));
    buffer_fini(&text);
}

static enum status print_json(struct generate *g)
{
    struct buffer text = {0};
    struct json_out j = {.out = &text};
    json_object_begin(&j);
    json_member_string(&j, "file", g->out);
    json_member_string(&j, "format", g->format->name);
    json_member_string(&j, "pack", g->subject->pack->id);
    json_key(&j, "seed");
    json_exact(&j, g->head.seed);
    json_member_int(&j, "questions", (int64_t)g->made);
    json_member_int(&j, "covering", (int64_t)g->covering);
    json_member_bool(&j, "smallest", g->covering > 0 && g->smallest);
    json_object_end(&j);
    return output_line(g->context, &text, STATUS_DONE);
}

static enum status finish(struct generate *g, enum status status)
{
    const char *coverage = argument(g->context, "--coverage");
    if (status != STATUS_DONE) {
        return status;
    }
    if (coverage != NULL) {
        status = generate_coverage_file(g, coverage);
    }
    if (g->verbose && status == STATUS_DONE) {
        generate_coverage_table(g);
    }
    if (status == STATUS_DONE && g->context->json && strcmp(g->out, "-") != 0) {
        status = print_json(g);
    } else if (status == STATUS_DONE) {
        say_summary(g);
    }
    if (status == STATUS_DONE && g->spent) {
        status = command_error(g->context, STATUS_NO,
                               "the pack \"%s\" has no more than %zu such questions",
                               g->subject->pack->id, g->made);
        command_hint(g->context, "--allow-repeats asks them again in other words");
    }
    return status;
}

/* ---- The command ----------------------------------------------------------------------------- */

static enum status generate_all(struct generate *g)
{
    const char *students = argument(g->context, "--students");
    struct pool_wishes wishes;
    enum status status = generate_wishes(g->context, g->subject, &wishes);
    if (status != STATUS_DONE) {
        return status;
    }
    wishes.inferred = argument(g->context, "--include-inferred") != NULL;
    g->pool = pool_new(g->subject, &wishes);
    if (g->pool == NULL) {
        return command_no_memory(g->context);
    }
    if (g->pool->class_count == 0) {
        return command_error(g->context, STATUS_NO, "there is nothing to ask: nothing was written");
    }
    const bool covers = g->cover != 0 || g->verbose || argument(g->context, "--coverage") != NULL;
    g->coverage = covers ? coverage_new(g->pool) : NULL;
    if (covers && g->coverage == NULL) {
        return command_no_memory(g->context);
    }
    return finish(g, students != NULL ? generate_papers(g, students) : generate_bank(g));
}

enum status command_generate(struct context *context)
{
    struct generate g = {.context = context};
    char digest[SHA256_HEX_SIZE];
    enum status status = read_words(&g);
    if (status != STATUS_DONE) {
        return status;
    }
    g.subject = packs_subject(context, NULL, PACK_DEFAULT, &status);
    if (g.subject != NULL) {
        subject_digest(g.subject, digest);
        g.head = (struct bank_head){.title = argument(context, "--title"),
                                    .pack_id = g.subject->pack->id,
                                    .pack_sha256 = digest,
                                    .sources = g.subject->pack->sources,
                                    .source_count = g.subject->pack->source_count,
                                    .generator = "amiquiz " AMIQUIZ_VERSION,
                                    .seeded = true,
                                    .seed = context->seeded ? context->seed
                                                            : seed_fresh() % SEED_READABLE};
        g.head.title = g.head.title != NULL ? g.head.title : g.subject->pack->title;
        status = generate_all(&g);
    }
    coverage_free(g.coverage);
    pool_free(g.pool);
    subject_free(g.subject);
    return status;
}
