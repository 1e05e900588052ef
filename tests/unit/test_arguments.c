/* The command line taken apart: numbers, options, words, and what is refused. */
#include <stdlib.h>
#include <unistd.h>

#include "questions/commands/arguments.h"
#include "questions/commands/commands.h"
#include "tests/unit/check.h"

/* Read some words; messages go to /dev/null. */
static enum status read_words(struct context *context, enum request *request, int argc,
                              char *const argv[])
{
    *context = (struct context){0};
    *request = REQUEST_RUN;
    const int kept = dup(STDERR_FILENO);
    if (freopen("/dev/null", "w", stderr) == NULL) {
        return STATUS_FAILED;
    }
    const enum status status = arguments_read(context, argc, argv, request);
    (void)fflush(stderr);
    (void)dup2(kept, STDERR_FILENO);
    (void)close(kept);
    return status;
}

#define WORDS(...)                                                                                 \
    char *words[] = {(char *)"amiquiz", __VA_ARGS__, NULL};                                        \
    const int count = (int)(sizeof words / sizeof words[0]) - 1;                                   \
    struct context context;                                                                        \
    enum request request;                                                                          \
    const enum status status = read_words(&context, &request, count, words)
#define W(text) (char *)(text)

static void test_numbers(void)
{
    uint64_t n = 7;
    CHECK(number_read("0", 10, &n) && n == 0);
    CHECK(number_read("007", 10, &n) && n == 7);
    CHECK(number_read("18446744073709551615", UINT64_MAX, &n) && n == UINT64_MAX);
    n = 5;
    CHECK(!number_read("18446744073709551616", UINT64_MAX, &n));
    CHECK(!number_read("99999999999999999999999", UINT64_MAX, &n));
    CHECK(!number_read("11", 10, &n));
    CHECK(!number_read("", 10, &n));
    CHECK(!number_read("-1", 10, &n));
    CHECK(!number_read("+1", 10, &n));
    CHECK(!number_read(" 1", 10, &n));
    CHECK(!number_read("1 ", 10, &n));
    CHECK(!number_read("1e1", 10, &n));
    CHECK(!number_read("0x1", 10, &n));
    CHECK_INT(n, 5);
}

static void test_common_options_anywhere(void)
{
    WORDS(W("--pack"), W("x.json"), W("decide"), W("a=yes"), W("--json"), W("--seed=42"), W("b=no"),
          W("--width"), W("33"));
    REQUIRE(status == STATUS_DONE);
    CHECK_STR(context.command->name, "decide");
    CHECK_STR(context.pack, "x.json");
    CHECK(context.json && context.seeded && !context.quiet);
    CHECK_INT(context.seed, 42);
    CHECK_INT(context.out.width, 33);
    CHECK_INT(context.args.word_count, 2);
    CHECK_STR(context.args.words[1], "b=no");
    arguments_fini(&context);
}

static void test_command_options(void)
{
    WORDS(W("decide"), W("--decision"), W("one"), W("--decision=two"), W("--separator"), W("-"));
    REQUIRE(status == STATUS_DONE);
    CHECK_STR(argument(&context, "--decision"), "two");
    CHECK_STR(argument(&context, "--separator"), "-");
    CHECK(argument(&context, "--batch") == NULL);
    arguments_fini(&context);
}

static void test_dashes_end_options(void)
{
    WORDS(W("decide"), W("-"), W("--"), W("--json"), W("--"));
    REQUIRE(status == STATUS_DONE);
    CHECK(!context.json);
    REQUIRE(context.args.word_count == 3);
    CHECK_STR(context.args.words[0], "-");
    CHECK_STR(context.args.words[1], "--json");
    CHECK_STR(context.args.words[2], "--");
    arguments_fini(&context);
}

static void test_value_is_no_command(void)
{
    WORDS(W("--pack"), W("decide"), W("explain"));
    REQUIRE(status == STATUS_DONE);
    CHECK_STR(context.command->name, "explain");
    CHECK_STR(context.pack, "decide");
    arguments_fini(&context);
}

static void test_requests(void)
{
    {
        WORDS(W("explain"), W("--help"));
        CHECK_INT(status, STATUS_DONE);
        CHECK_INT(request, REQUEST_HELP);
        arguments_fini(&context);
    }
    {
        WORDS(W("--version"));
        CHECK_INT(status, STATUS_DONE);
        CHECK_INT(request, REQUEST_VERSION);
        CHECK(context.command == NULL);
        arguments_fini(&context);
    }
}

static void check_refused(char *word, char *next)
{
    WORDS(W("decide"), word, next);
    CHECK_INT(status, STATUS_USAGE);
    arguments_fini(&context);
}

static void test_refusals(void)
{
    check_refused(W("--nonsense"), W("x"));
    check_refused(W("--pack"), W("--json"));
    check_refused(W("--json=yes"), W("x"));
    check_refused(W("--width"), W("-3"));
    check_refused(W("--width="), W("x"));
    check_refused(W("--color"), W("blue"));
    check_refused(W("--seed"), W("1.5"));
    check_refused(W("--pack="), W("x"));
    check_refused(W("-z"), W("x"));
    check_refused(W("--packs"), W("x"));
    check_refused(W("x"), W("--batch"));
}

static void test_unknown_command(void)
{
    WORDS(W("decid"), W("--json"));
    CHECK_INT(status, STATUS_USAGE);
    CHECK(context.command == NULL);
    arguments_fini(&context);
}

static void test_table_is_whole(void)
{
    for (size_t i = 0; commands[i].name != NULL; i++) {
        CHECK(commands[i].run != NULL);
        CHECK(commands[i].usage != NULL && commands[i].summary != NULL);
        CHECK(command_find(commands[i].name) == &commands[i]);
        for (size_t k = 0; k < i; k++) {
            CHECK(strcmp(commands[i].name, commands[k].name) != 0);
        }
        for (size_t k = 0; commands[i].options != NULL && commands[i].options[k].name != NULL;
             k++) {
            CHECK(commands[i].options[k].help != NULL);
            for (size_t c = 0; common_options[c].spec.name != NULL; c++) {
                CHECK(strcmp(common_options[c].spec.name, commands[i].options[k].name) != 0);
            }
        }
    }
    CHECK(command_find("nonsense") == NULL);
}

int main(void)
{
    RUN(test_numbers);
    RUN(test_common_options_anywhere);
    RUN(test_command_options);
    RUN(test_dashes_end_options);
    RUN(test_value_is_no_command);
    RUN(test_requests);
    RUN(test_refusals);
    RUN(test_unknown_command);
    RUN(test_table_is_whole);
    return check_end();
}
