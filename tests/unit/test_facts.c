/* Values and names of facts, as people write them. */
#include <stdio.h>
#include <stdlib.h>

#include "engine/pack.h"
#include "questions/commands/facts.h"
#include "questions/text/buffer.h"
#include "tests/unit/check.h"

static int value_of(const char *text)
{
    enum fact_value value = FACT_NO;
    return fact_value_read(text, strlen(text), &value) ? (int)value : -1;
}

static void test_values(void)
{
    static const char *const yes[] = {"yes", "YES", "Yes", "true", "TRUE", "tRuE", "1", " yes\t"};
    static const char *const no[] = {"no", "NO", "No", "false", "False", "0", "\t0 "};
    static const char *const unknown[] = {"", "unknown", "UNKNOWN", "Unknown", " ", "\t \t"};
    for (size_t i = 0; i < sizeof yes / sizeof yes[0]; i++) {
        CHECK_INT(value_of(yes[i]), FACT_YES);
    }
    for (size_t i = 0; i < sizeof no / sizeof no[0]; i++) {
        CHECK_INT(value_of(no[i]), FACT_NO);
    }
    for (size_t i = 0; i < sizeof unknown / sizeof unknown[0]; i++) {
        CHECK_INT(value_of(unknown[i]), FACT_UNKNOWN);
    }
}

static void test_no_values(void)
{
    static const char *const odd[] = {
        "y",    "n",      "2",   "10",     "yess",  "ye",   "noo",   "truee",  "nil",  "-1",
        "null", "unknow", "y e", "yes no", "\nyes", "yes.", "Yes\r", "\031es", "\x10", "N\x0f"};
    for (size_t i = 0; i < sizeof odd / sizeof odd[0]; i++) {
        CHECK_INT(value_of(odd[i]), -1);
    }
}

/* Every string of up to three bytes is a value just when it is one of the words. */
static void test_all_short_strings(void)
{
    char text[3];
    for (unsigned i = 0; i < 1U << 24; i++) {
        text[0] = (char)(i & 0xff);
        text[1] = (char)(i >> 8 & 0xff);
        text[2] = (char)(i >> 16);
        enum fact_value value;
        const bool blank = text[0] == ' ' || text[0] == '\t' || text[2] == ' ' || text[2] == '\t';
        const bool is_yes = (text[0] == 'y' || text[0] == 'Y') &&
                            (text[1] == 'e' || text[1] == 'E') &&
                            (text[2] == 's' || text[2] == 'S');
        if (!blank && fact_value_read(text, 3, &value) != is_yes) {
            CHECK_INT(i, -1);
            return;
        }
    }
    CHECK(true);
}

/* A pack of three facts, without a file. */
static struct fact sample_facts[] = {{.id = "red"}, {.id = "round_one"}, {.id = "ripe"}};
static const char *sample_aliases[] = {"nom", "munch"};
static struct outcome sample_outcomes[] = {{.id = "eat", .alias = {sample_aliases, 2}},
                                           {.id = "throw-away"}};
static struct decision sample_decisions[] = {
    {.id = "what", .outcomes = sample_outcomes, .outcome_count = 2}, {.id = "where"}};
static const struct pack sample = {.id = "sample",
                                   .facts = sample_facts,
                                   .fact_count = 3,
                                   .decisions = sample_decisions,
                                   .decision_count = 2};

/* A context whose messages go into a buffer in memory. */
static struct context quiet_context(FILE **file, char **text, size_t *length)
{
    struct context context = {0};
    *file = open_memstream(text, length);
    screen_init(&context.out, *file, &context.screen);
    screen_init(&context.err, *file, &context.screen);
    return context;
}

static void read_facts(const char *const words[], size_t count, enum status want, uint32_t known,
                       uint32_t value)
{
    FILE *file;
    char *text = NULL;
    size_t length = 0;
    struct context context = quiet_context(&file, &text, &length);
    struct partial facts = {0, 0};
    CHECK_INT(facts_read(&context, &sample, words, count, &facts), want);
    if (want == STATUS_DONE) {
        CHECK_INT(facts.known, known);
        CHECK_INT(facts.value, value);
    }
    (void)fclose(file);
    CHECK((want == STATUS_DONE) == (length == 0));
    free(text);
}

static void test_words(void)
{
    static const char *const good[] = {"ripe=yes", "red=no", "round_one=unknown"};
    static const char *const twice[] = {"ripe=yes", "ripe=no"};
    static const char *const twice_unknown[] = {"ripe=unknown", "ripe=unknown"};
    static const char *const bad[] = {"ripe",    "ripe=", "ripe=y",    "=yes",       "",
                                      "rip=yes", "=",     "ripe =yes", "ripe=yes=no"};
    read_facts(good, 3, STATUS_DONE, 5, 4);
    read_facts(NULL, 0, STATUS_DONE, 0, 0);
    read_facts(twice, 2, STATUS_USAGE, 0, 0);
    read_facts(twice_unknown, 2, STATUS_USAGE, 0, 0);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        read_facts(&bad[i], 1, STATUS_USAGE, 0, 0);
    }
}

/* Words as slices of a line: nothing behind their length counts. */
static void test_slices(void)
{
    struct fact_words words = {0};
    CHECK_INT(fact_words_add(&words, &sample, "ripe=yesterday", 8), FACT_WORD_GOOD);
    CHECK_INT(words.fact, 2);
    CHECK_INT(fact_words_add(&words, &sample, "ripe=no", 7), FACT_WORD_TWICE);
    CHECK_INT(fact_words_add(&words, &sample, "red=no", 4), FACT_WORD_NO_VALUE);
    CHECK_INT(fact_words_add(&words, &sample, "red=no", 3), FACT_WORD_NO_VALUE);
    CHECK_INT(fact_words_add(&words, &sample, "red=n", 5), FACT_WORD_NOT_VALUE);
    CHECK_INT(fact_words_add(&words, &sample, "red=no", 2), FACT_WORD_NO_FACT);
    CHECK_INT(fact_words_add(&words, &sample, "", 0), FACT_WORD_NO_FACT);
    CHECK_INT(words.fact, SIZE_MAX);
    CHECK_INT(fact_words_add(&words, &sample, "red=unknown", 11), FACT_WORD_GOOD);
    CHECK_INT(fact_words_add(&words, &sample, "red=no", 6), FACT_WORD_TWICE);
    CHECK_INT(words.given, 5);
    CHECK_INT(words.facts.known, 4);
    CHECK_INT(words.facts.value, 4);
}

static void test_names(void)
{
    FILE *file;
    char *text = NULL;
    size_t length = 0, index = 0;
    struct context context = quiet_context(&file, &text, &length);
    uint32_t bits = 0;
    CHECK_INT(facts_read_names(&context, &sample, "ripe,red", &bits), STATUS_DONE);
    CHECK_INT(bits, 5);
    CHECK_INT(facts_read_names(&context, &sample, "ripe,ripe", &bits), STATUS_DONE);
    CHECK_INT(bits, 4);
    CHECK_INT(facts_decision(&context, &sample, NULL, &index), STATUS_DONE);
    CHECK_INT(index, 0);
    CHECK_INT(facts_decision(&context, &sample, "where", &index), STATUS_DONE);
    CHECK_INT(index, 1);
    CHECK_INT(facts_outcome(&context, &sample, 0, "MUNCH", &index), STATUS_DONE);
    CHECK_INT(index, 0);
    CHECK_INT(facts_outcome(&context, &sample, 0, "Throw-Away", &index), STATUS_DONE);
    CHECK_INT(index, 1);
    (void)fflush(file);
    CHECK_INT(length, 0);
    CHECK_INT(facts_read_names(&context, &sample, "", &bits), STATUS_USAGE);
    CHECK_INT(facts_read_names(&context, &sample, "ripe,", &bits), STATUS_USAGE);
    CHECK_INT(facts_decision(&context, &sample, "wher", &index), STATUS_USAGE);
    CHECK_INT(facts_outcome(&context, &sample, 0, "drop", &index), STATUS_USAGE);
    (void)fclose(file);
    CHECK(strstr(text, "did you mean \"where\"?") != NULL);
    free(text);
}

/* A hostile word of any length is refused with a short message, and without a control byte. */
static void test_long_words(void)
{
    static char word[70000];
    FILE *file;
    char *text = NULL;
    size_t length = 0;
    memset(word, '\x1b', sizeof word - 1);
    struct context context = quiet_context(&file, &text, &length);
    struct partial facts;
    const char *words[] = {word};
    CHECK_INT(facts_read(&context, &sample, words, 1, &facts), STATUS_USAGE);
    (void)fclose(file);
    CHECK(length < 5000);
    CHECK(strchr(text, '\x1b') == NULL);
    free(text);
}

static void test_write(void)
{
    struct buffer out = {0};
    facts_write(&out, &sample, (struct partial){6, 4});
    CHECK_STR(buffer_text(&out), "round_one=no ripe=yes");
    buffer_clear(&out);
    facts_write_names(&out, &sample, 5);
    CHECK_STR(buffer_text(&out), "red, ripe");
    buffer_fini(&out);
}

int main(void)
{
    RUN(test_values);
    RUN(test_no_values);
    RUN(test_all_short_strings);
    RUN(test_words);
    RUN(test_slices);
    RUN(test_names);
    RUN(test_long_words);
    RUN(test_write);
    return check_end();
}
