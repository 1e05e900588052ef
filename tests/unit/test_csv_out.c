/* Exact cells, what counts as a number, and that our own reader gives every cell back. */
#include "questions/text/csv_out.h"

#include <stdio.h>
#include <stdlib.h>

#include "questions/text/buffer.h"
#include "questions/text/csv_in.h"
#include "questions/text/rng.h"
#include "tests/unit/check.h"

static struct buffer out;

static const char *cell(const char *text, char separator, bool guard)
{
    buffer_clear(&out);
    csv_add_cell(&out, text, strlen(text), separator, guard);
    return buffer_text(&out);
}

static const char *guarded(const char *text)
{
    return cell(text, ',', true);
}

static const char *raw(const char *text)
{
    return cell(text, ',', false);
}

static void test_quotes_only_where_needed(void)
{
    CHECK_STR(raw(""), "");
    CHECK_STR(raw("plain text"), "plain text");
    CHECK_STR(raw("a,b"), "\"a,b\"");
    CHECK_STR(raw("a;b"), "a;b");
    CHECK_STR(raw("a\tb"), "a\tb");
    CHECK_STR(cell("a;b", ';', false), "\"a;b\"");
    CHECK_STR(cell("a,b", ';', false), "a,b");
    CHECK_STR(cell("a\tb", '\t', false), "\"a\tb\"");
    CHECK_STR(raw("say \"hi\""), "\"say \"\"hi\"\"\"");
    CHECK_STR(raw("\""), "\"\"\"\"");
    CHECK_STR(raw("a\nb"), "\"a\nb\"");
    CHECK_STR(raw("a\rb"), "\"a\rb\"");
    CHECK_STR(raw(" a"), "\" a\"");
    CHECK_STR(raw("a "), "\"a \"");
    CHECK_STR(raw("\ta"), "\"\ta\"");
    CHECK_STR(raw(" "), "\" \"");
}

static void test_guard(void)
{
    CHECK_STR(guarded("=1+1"), "'=1+1");
    CHECK_STR(guarded("+cmd"), "'+cmd");
    CHECK_STR(guarded("-cmd"), "'-cmd");
    CHECK_STR(guarded("@SUM(A1)"), "'@SUM(A1)");
    CHECK_STR(guarded("\tx"), "\"'\tx\"");
    CHECK_STR(guarded("\rx"), "\"'\rx\"");
    CHECK_STR(guarded("=A1,\"x\""), "\"'=A1,\"\"x\"\"\"");
    CHECK_STR(guarded("a=1"), "a=1");
    CHECK_STR(guarded("'=1"), "'=1");
    CHECK_STR(guarded(""), "");
    CHECK_STR(raw("=1+1"), "=1+1");
    CHECK_STR(raw("-cmd"), "-cmd");
}

static void test_numbers_are_left_alone(void)
{
    static const char *const numbers[] = {"-1",    "+1",       "-0.25", "+12.50",          "-1e5",
                                          "-1E+5", "-1.5e-05", "-007",  "-999999999999999"};
    static const char *const others[] = {"-",      "+",      "-.5",      "-1.",  "-1e",  "-1e+",
                                         "-1.5.2", "--1",    "-1 ",      "-1x",  "-0x1", "+inf",
                                         "-nan",   "-1,5",   "-1e5.",    "-1-1", "+1+1", "-e5",
                                         "=1",     "-1e5e5", "-\xd9\xa1"};
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        CHECK_STR(guarded(numbers[i]), numbers[i]);
    }
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        const char *got = guarded(others[i]);
        CHECK(strncmp(got[0] == '"' ? got + 1 : got, "'", 1) == 0);
    }
}

/* A cell is so many bytes of something longer. */
static void test_nothing_behind_the_cell_is_looked_at(void)
{
    static const struct {
        const char *bytes;
        size_t length;
        const char *want;
    } cells[] = {{"-12x", 3, "-12"},     {"-1.5", 3, "'-1."},  {"-1e5", 3, "'-1e"}, {"-1", 1, "'-"},
                 {"-1e-5", 4, "'-1e-"},  {"=1", 0, ""},        {"a,", 1, "a"},      {"a ", 1, "a"},
                 {"-1e+55", 5, "-1e+5"}, {"-1.55x", 4, "-1.5"}};
    for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++) {
        buffer_clear(&out);
        csv_add_cell(&out, cells[i].bytes, cells[i].length, ',', true);
        CHECK_STR(buffer_text(&out), cells[i].want);
    }
    buffer_clear(&out);
    csv_add_cell(&out, "\0=", 2, ',', true);
    CHECK_INT(out.length, 2);
}

/* Cells that need care, made of few bytes so that all of them meet. */
static size_t make_cell(struct rng *rng, char bytes[12])
{
    const size_t length = rng_below(rng, 12);
    for (size_t i = 0; i < length; i++) {
        bytes[i] = "\"\",;\t\r\n =-'a1"[rng_below(rng, 13)];
    }
    return length;
}

static void test_reads_back(void)
{
    struct rng rng;
    rng_seed(&rng, 6);
    for (int i = 0; i < 3000; i++) {
        char cells[5][12];
        size_t lengths[5];
        const char separator = ",;\t"[i % 3];
        buffer_clear(&out);
        for (size_t k = 0; k < 5; k++) {
            lengths[k] = make_cell(&rng, cells[k]);
            if (k > 0) {
                buffer_add_char(&out, separator);
            }
            csv_add_cell(&out, cells[k], lengths[k], separator, false);
        }
        buffer_add_text(&out, i % 2 ? "\r\n" : "\n");
        FILE *file = fmemopen(out.bytes, out.length, "r");
        REQUIRE(file != NULL);
        struct csv_in *csv = csv_open_block(file, separator, 64);
        struct csv_record record;
        REQUIRE(csv != NULL && csv_next(csv, &record) == CSV_RECORD && record.count == 5);
        for (size_t k = 0; k < 5; k++) {
            REQUIRE(record.cells[k].length == lengths[k]);
            CHECK(memcmp(record.cells[k].bytes, cells[k], lengths[k]) == 0);
        }
        CHECK(csv_next(csv, &record) == CSV_END);
        csv_close(csv);
        fclose(file);
    }
}

int main(void)
{
    RUN(test_quotes_only_where_needed);
    RUN(test_guard);
    RUN(test_numbers_are_left_alone);
    RUN(test_nothing_behind_the_cell_is_looked_at);
    RUN(test_reads_back);
    buffer_fini(&out);
    return check_end();
}
