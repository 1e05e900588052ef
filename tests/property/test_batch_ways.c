/*
 * `decide --batch` on CSV: the fast way for simple lines against the careful way for all, over random
 * files: tame and odd spellings, quotes, line ends, byte order marks, NUL bytes, cells too many or too
 * few, lines that are no record, read in blocks of all sizes.  Both must write the same bytes and say
 * the same on standard error.
 */
#include <stdlib.h>

#include "questions/commands/decide_batch.h"
#include "questions/item/subject.h"
#include "tests/unit/check.h"
#include "tests/unit/random_pack.h"
#include "tests/unit/subjects.h"

#define FILES     4000
#define LINES_MAX 150
#define TEXT_MAX  40000 /* with what is added, below what a batch writes out before its end */

/* ---- One run --------------------------------------------------------------------------------- */

struct said {
    char *messages; /* owned */
    char *out;      /* owned */
    size_t length;
    enum status status;
    bool bad;
};

static struct said run(const struct subject *subject, size_t decision, const struct buffer *text,
                       bool careful, size_t block)
{
    struct said said = {0};
    size_t length = 0;
    FILE *messages = open_memstream(&said.messages, &length);
    struct context context = {.command = &commands[0]};
    struct batch batch = {.context = &context,
                          .subject = subject,
                          .decision = decision,
                          .name = "f",
                          .careful = careful,
                          .block = block};
    screen_init(&context.err, messages, &context.screen);
    batch.results = calloc((size_t)1 << BATCH_RESULTS_BITS, sizeof *batch.results);
    batch.file = fmemopen(text->bytes, text->length, "r");
    if (batch.results == NULL || batch.file == NULL) {
        check_fail(__FILE__, __LINE__, "memory should not run out");
        return said;
    }
    said.status = decide_batch_csv(&batch, '\0');
    said.bad = batch.bad;
    said.length = batch.out.length;
    said.out = buffer_take(&batch.out);
    (void)fclose(batch.file);
    (void)fclose(messages);
    free(batch.results);
    return said;
}

static void compare(const struct subject *subject, size_t decision, const struct buffer *text,
                    size_t block, unsigned long long seed)
{
    struct said slow = run(subject, decision, text, true, 0);
    struct said fast = run(subject, decision, text, false, block);
    CHECK_INT(fast.status, slow.status);
    CHECK(fast.bad == slow.bad);
    CHECK(fast.length == slow.length && memcmp(fast.out, slow.out, slow.length) == 0);
    CHECK_STR(fast.messages, slow.messages);
    if (check_state.bad) {
        printf("# seed %llu, blocks of %zu\n", seed, block);
        check_print_string("file", buffer_text(text));
        check_print_string("slow", slow.out);
        check_print_string("fast", fast.out);
    }
    free(slow.out);
    free(slow.messages);
    free(fast.out);
    free(fast.messages);
}

/* ---- Random files ---------------------------------------------------------------------------- */

struct maker {
    uint64_t random;
    const struct pack *pack;
    size_t columns[40]; /* a fact, or SIZE_MAX */
    size_t count;
    const char *separator;
    const char *line_end;
    size_t odd;             /* one cell in so many is odd; 0: none */
    size_t words;           /* which of the pairs of words this file has */
    struct buffer lines[6]; /* that come again and again */
};

static bool chance(struct maker *m, size_t in)
{
    return random_below(&m->random, in) == 0;
}

static void make_header(struct maker *m, struct buffer *text)
{
    const bool apart = chance(m, 2); /* what passes through stands among the facts */
    for (size_t i = 0; i < m->pack->fact_count; i++) {
        if (apart && chance(m, 3)) {
            m->columns[m->count++] = SIZE_MAX;
        }
        if (!chance(m, 8)) {
            m->columns[m->count++] = i;
        }
    }
    m->columns[m->count] = SIZE_MAX;
    m->count += chance(m, 2) || m->count == 0 ? 1 : 0;
    for (size_t i = m->count; i > 1 && chance(m, 2); i--) {
        const size_t k = random_below(&m->random, i), moved = m->columns[k];
        m->columns[k] = m->columns[i - 1];
        m->columns[i - 1] = moved;
    }
    for (size_t i = 0; i < m->count; i++) {
        buffer_add_text(text, i > 0 ? m->separator : "");
        if (m->columns[i] == SIZE_MAX) {
            buffer_addf(text, "p%zu", i);
        } else {
            buffer_add_text(text, m->pack->facts[m->columns[i]].id);
        }
    }
}

static void add_odd_cell(struct maker *m, struct buffer *line)
{
    static const char *const cells[] = {
        "\"yes\"",      "\"no\"",         "\"\"",          "\"y\"\"n\"",
        "\"a,b;c\td\"", "\"two\nlines\"", "\"never",       "\"a\"b",
        "ye\"s",        " yes ",          "\"\r\n\"",      "unknown",
        "UNKNOWN",      "unknown ",       "\"unknown\"",   "perhaps",
        "\xff",         "no\r",           "yes,no",        "\"",
        "\"\"\"\"",     "yesyesyes",      "\ttrue",        "\"1\" ",
        "\"\"\"yes\"",  "   yes   ",      "\"yes      \"", "\t\tno\t\t\t\t\t",
        "\n",           "\r\n",           "y\r\r",         "0123456789012345678901234567890"};
    if (chance(m, 40)) {
        buffer_add(line, "\0", 1);
    } else if (chance(m, 40)) {
        for (size_t i = random_below(&m->random, 3000); i > 0; i--) {
            buffer_add_char(line, 'l');
        }
    } else {
        buffer_add_text(line, cells[random_below(&m->random, sizeof cells / sizeof cells[0])]);
    }
}

static void add_cell(struct maker *m, struct buffer *line, size_t fact)
{
    static const char *const words[][2] = {{"no", "yes"},     {"0", "1"},
                                           {"false", "true"}, {"No", "Yes"},
                                           {"FALSE", "TRUE"}, {"\"no\"", "\"yes\""},
                                           {"\"0\"", "\"1\""}};
    if (m->odd > 0 && chance(m, m->odd)) {
        add_odd_cell(m, line);
    } else if (fact == SIZE_MAX) {
        buffer_addf(line, "%zu", random_below(&m->random, 1000));
    } else if (!chance(m, 6)) {
        const size_t pairs = sizeof words / sizeof words[0];
        const size_t pair = chance(m, 20) ? random_below(&m->random, pairs) : m->words % pairs;
        buffer_add_text(line, words[pair][chance(m, 4) ? 1 : 0]);
    }
}

static void add_cells(struct maker *m, struct buffer *line, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        buffer_add_text(line, i > 0 ? m->separator : "");
        add_cell(m, line, i < m->count ? m->columns[i] : SIZE_MAX);
    }
}

/* At times cells too many or too few, also one too few and then an empty line. */
static void add_line(struct maker *m, struct buffer *line)
{
    if (m->odd > 0 && chance(m, 30)) {
        add_cells(m, line, random_below(&m->random, m->count + 3));
    } else if (m->odd > 0 && chance(m, 30)) {
        add_cells(m, line, m->count - 1);
        buffer_add_text(line, chance(m, 4) ? "\r\n" : "\n");
    } else {
        add_cells(m, line, m->count);
    }
}

static void add_line_end(struct maker *m, struct buffer *text)
{
    buffer_add_text(text, m->odd > 0 && chance(m, 30) ? "\r\n" : m->line_end);
}

static void make_file(struct maker *m, struct buffer *text)
{
    static const char *const separators[] = {",", ";", "\t"};
    static const size_t odd[] = {0, 0, 100, 20, 4};
    const size_t lines = random_below(&m->random, LINES_MAX);
    m->separator = separators[random_below(&m->random, 3)];
    m->line_end = chance(m, 3) ? "\r\n" : "\n";
    m->odd = odd[random_below(&m->random, sizeof odd / sizeof odd[0])];
    m->words = random_below(&m->random, 7);
    buffer_add_text(text, chance(m, 8) ? "\xef\xbb\xbf" : "");
    make_header(m, text);
    add_line_end(m, text);
    for (size_t i = 0; i < 6; i++) {
        add_line(m, &m->lines[i]);
    }
    for (size_t i = 0; i < lines && text->length < TEXT_MAX - 4000; i++) {
        const struct buffer *again = &m->lines[random_below(&m->random, 6)];
        if (chance(m, 2)) {
            buffer_add(text, buffer_text(again), again->length);
        } else {
            add_line(m, text);
        }
        if (i + 1 < lines || !chance(m, 3)) {
            add_line_end(m, text);
        }
    }
    for (size_t i = 0; i < 6; i++) {
        buffer_fini(&m->lines[i]);
    }
}

static void compare_file(const struct subject *subject, unsigned long long seed)
{
    struct maker m = {.random = seed, .pack = subject->pack};
    struct buffer text = {0};
    make_file(&m, &text);
    REQUIRE(!text.failed && text.length < TEXT_MAX);
    const size_t decision = random_below(&m.random, subject->pack->decision_count);
    const size_t block = chance(&m, 3) ? 0 : 1 + random_below(&m.random, 2000);
    compare(subject, decision, &text, block, seed);
    buffer_fini(&text);
}

static void test_built_in_packs(void)
{
    for (size_t i = 0; i < SUBJECTS; i++) {
        struct subject *subject = subject_of(subject_ids[i]);
        REQUIRE(subject != NULL);
        for (unsigned long long seed = 1; seed <= FILES / 4 && !check_state.bad; seed++) {
            compare_file(subject, seed);
        }
        subject_free(subject);
    }
}

/* Packs with gaps and clashes, with one fact and with ten. */
static void test_random_packs(void)
{
    for (unsigned long long seed = 1; seed <= FILES / 2 && !check_state.bad; seed++) {
        char *text = random_pack(seed, 1, 10);
        struct subject *subject = subject_of_text(text);
        REQUIRE(subject != NULL);
        compare_file(subject, seed);
        subject_free(subject);
        free(text);
    }
}

/* Seven words of eight bytes, one of which differs in spelling: none may be taken for another. */
static void test_alike_but_for_one_word(void)
{
    static const char *const spelling[] = {"yes", "yeS", "yEs", "yES", "Yes", "YeS", "YEs", "YES",
                                           "no ", "nO ", "No ", "NO ", " no", " nO", " No", " NO",
                                           "1  ", " 1 ", "  1", "0  ", " 0 ", "  0"};
    const size_t count = sizeof spelling / sizeof spelling[0];
    struct subject *subject = subject_of("ami-lecture");
    REQUIRE(subject != NULL);
    for (size_t word = 0; word < 7; word++) {
        static const char *const names[] = {"owned",     "shared",       "public",
                                            "encrypted", "customer_key", "key_access"};
        struct buffer text = {0};
        for (size_t line = 0; line <= count * count; line++) {
            for (size_t i = 0; i < 7; i++) {
                const char *two = line == 0 ? "product_code,snapshot_access" : NULL;
                const size_t other = i < word ? i : i - 1;
                buffer_add_text(&text, i > 0 ? "," : "");
                if (i != word) {
                    buffer_add_text(&text, line == 0    ? names[other]
                                           : other == 1 ? "yes    "
                                                        : "no     ");
                } else if (two != NULL) {
                    buffer_add_text(&text, two);
                } else {
                    buffer_addf(&text, "%s,%s", spelling[(line - 1) / count],
                                spelling[(line - 1) % count]);
                }
            }
            buffer_add_char(&text, '\n');
        }
        compare(subject, 0, &text, 0, word);
        buffer_fini(&text);
    }
    subject_free(subject);
}

/* Pieces grow to their full length, and fall back where a line in thousands is odd. */
static void test_long_file(void)
{
    struct subject *subject = subject_of("ami-lecture");
    struct buffer text = {0};
    REQUIRE(subject != NULL);
    buffer_add_text(&text, "owned,x\n");
    for (size_t i = 0; text.length < TEXT_MAX; i++) {
        buffer_addf(&text, i % 700 == 699 ? "\"yes\",\"%0100zu\"\n" : "yes,%0100zu\n", i);
    }
    for (size_t block = 100; block < 50000; block = block * 3 / 2) {
        compare(subject, 0, &text, block, 0);
    }
    buffer_fini(&text);
    subject_free(subject);
}

int main(void)
{
    RUN(test_built_in_packs);
    RUN(test_random_packs);
    RUN(test_alike_but_for_one_word);
    RUN(test_long_file);
    return check_end();
}
