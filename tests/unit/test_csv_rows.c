/* CSV in memory, row by row: which rows there are, where their cells stand, what is told of the others. */
#include "questions/bank/csv_rows.h"

#include <stdlib.h>

#include "questions/text/buffer.h"
#include "questions/text/file_kind.h"
#include "tests/unit/check.h"

/* The rows, one a line: "line:column cell|cell"; then every message. */
static void check(const char *bytes, const char *want)
{
    const struct source_text text = {"f.csv", bytes, strlen(bytes), 1};
    struct buffer said = {0};
    struct diags diags = {0};
    struct csv_rows rows;
    struct place_walk walk = {0};
    bool go = csv_rows_begin(&rows, &text, &diags);
    while (go && csv_rows_next(&rows)) {
        const struct place place = csv_rows_place(&rows, rows.record.count - 1);
        place_walk_to(&walk, &place);
        buffer_addf(&said, "%zu:%zu ", walk.line, walk.column);
        for (size_t i = 0; i < rows.record.count; i++) {
            buffer_addf(&said, "%s%s", i > 0 ? "|" : "", rows.record.cells[i].bytes);
        }
        buffer_add_text(&said, csv_rows_fits(&rows, "so wide") ? "\n" : " (too wide)\n");
    }
    CHECK(!rows.failed);
    csv_rows_end(&rows);
    for (size_t i = 0; i < diags.count; i++) {
        const struct diag *diag = &diags.items[i];
        buffer_addf(&said, "%zu:%zu %s (%s)\n", diag->line, diag->column, diag->text,
                    diag->hint != NULL ? diag->hint : "");
    }
    CHECK_STR(buffer_text(&said), want);
    diags_fini(&diags);
    buffer_fini(&said);
}

static void test_rows(void)
{
    check("", "");
    check("\n\n", "");
    check("a,b\nc,d\n", "1:3 a|b\n2:3 c|d\n");
    check("\xef\xbb\xbf"
          "a;b\r\n\r\n ; \r\n\"x\ny\";z",
          "1:3 a|b\n5:4 x\ny|z\n");
}

/* The line that names the separator is no row, but counts as a line. */
static void test_separator_said(void)
{
    check("sep=;\na,b;c\n", "2:5 a,b|c\n");
    check("\xef\xbb\xbfSEP=|\r\n\r\na|\"b\nc\"|d,e;f\r\ng|h\r\n", "4:4 a|b\nc|d,e;f\n5:3 g|h\n");
    check("sep=\t\na\tb,c,d\n", "2:3 a|b,c,d\n");
    check("sep=,\na;b;c\n1,2\n", "2:1 a;b;c\n3:3 1|2 (too wide)\n"
                                 "3:3 more cells than the first line has (so wide)\n");
    check("sep=;", "");
    check("sep=;\n\n", "");
    check("sep=;;\na;b\n", "1:7 sep=||\n2:3 a|b\n");
    check("sep=x\na;b\n", "1:1 sep=x\n2:1 a;b\n");
    check("\nsep=;\na;b\n", "2:6 sep=|\n3:3 a|b\n");
}

/* Where a cell begins is the same in whatever order one asks, and what counting its separators says. */
static void test_places(void)
{
    const struct source_text text = {"f.csv", "a,b,c,d\n1,\"2\n,2\",,\"4\"\n", 22, 1};
    static const size_t begins[] = {8, 10, 17, 18, 21}; /* of the second row, and its end */
    static const size_t order[] = {0, 1, 3, 4, 2, 2, 3, 0, 4, 7, 4, 1};
    struct diags diags = {0};
    struct csv_rows rows;
    REQUIRE(csv_rows_begin(&rows, &text, &diags));
    CHECK(csv_rows_next(&rows));
    CHECK_INT(csv_rows_place(&rows, 2).offset, 4);
    CHECK(csv_rows_next(&rows));
    CHECK_INT(rows.record.count, 4);
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        const size_t cell = order[i] < 4 ? order[i] : 4;
        CHECK_INT(csv_rows_place(&rows, order[i]).offset, begins[cell]);
    }
    csv_rows_end(&rows);
    diags_fini(&diags);
}

static void test_messages(void)
{
    check("a,b\nc,d,e\nf\n", "1:3 a|b\n2:5 c|d|e (too wide)\n3:1 f\n"
                             "2:5 more cells than the first line has (so wide)\n");
    check("a,b\n\"c,d\ne,f\n", "1:3 a|b\n3:3 e|f\n2:1 a quote is never closed ()\n");
    check("a\n\xe4\n", "2:1 byte 0xe4 is no text in UTF-8 (" FILE_KIND_TO_UTF8 ")\n");
}

/* Of bytes that end where they end: nothing behind them is looked at. */
static void check_separator_line(const char *bytes, size_t length, size_t want, char want_separator)
{
    char *own = malloc(length + 1), separator = '?';
    REQUIRE(own != NULL);
    memcpy(own + 1, bytes, length);
    CHECK_INT(csv_separator_line(own + 1, length, &separator), want);
    CHECK_INT(separator, want_separator);
    free(own);
}

static void test_separator_line(void)
{
    for (const char *at = CSV_SEPARATORS; *at != '\0'; at++) {
        const char line[] = {'s', 'E', 'p', '=', *at, '\r', '\n', 'x'};
        check_separator_line(line, 8, 7, *at);
        check_separator_line(line, 7, 7, *at);
        check_separator_line(line, 5, 5, *at);
        check_separator_line(line, 4, 0, '?');
    }
    check_separator_line("sep=;\nx", 7, 6, ';');
    check_separator_line("sep=;\r", 6, 6, ';');
    check_separator_line("sep=;\rx", 7, 0, '?');
    check_separator_line("sep=;;\n", 7, 0, '?');
    check_separator_line("sep=x\n", 6, 0, '?');
    check_separator_line("sep=\0\n", 6, 0, '?');
    check_separator_line("sep=\"\n", 6, 0, '?');
    check_separator_line("sep:;\n", 6, 0, '?');
    check_separator_line("\xef\xbb\xbfsep=;\n", 9, 0, '?');
    check_separator_line("", 0, 0, '?');
}

int main(void)
{
    RUN(test_separator_line);
    RUN(test_rows);
    RUN(test_separator_said);
    RUN(test_places);
    RUN(test_messages);
    return check_end();
}
