/*
 * The reader against exact examples, against a slow and obvious second reader over random bytes at
 * every block size from 1 on, and at its limits.
 */
#include "questions/text/csv_in.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include "questions/text/buffer.h"
#include "questions/text/rng.h"
#include "tests/unit/check.h"

/* ---- What a reader says, as text ------------------------------------------------------------- */

/* `line:<cell>"quoted cell"` for a record, `line!problem(raw)` for a bad one. */
static void add_cell(struct buffer *out, const char *bytes, size_t length, bool quoted)
{
    buffer_add_char(out, quoted ? '[' : '<');
    buffer_add(out, bytes, length);
    buffer_add_char(out, quoted ? ']' : '>');
}

static void add_bad(struct buffer *out, size_t line, const char *problem, const char *raw,
                    size_t length)
{
    buffer_addf(out, "%zu!%s(", line, problem);
    buffer_add(out, raw, length);
    buffer_add_text(out, ")\n");
}

static void add_record(struct buffer *out, const struct csv_record *record)
{
    buffer_addf(out, "%zu:", record->line);
    for (size_t i = 0; i < record->count; i++) {
        const struct csv_cell *cell = &record->cells[i];
        CHECK(cell->bytes[cell->length] == '\0');
        add_cell(out, cell->bytes, cell->length, cell->quoted);
    }
    buffer_add_char(out, '\n');
}

static FILE *open_bytes(const char *bytes, size_t length)
{
    /* fmemopen() refuses to open nothing; the mode "r" does not write. */
    return length == 0 ? fopen("/dev/null", "r") : fmemopen((void *)(size_t)bytes, length, "r");
}

/* All that the reader says of some bytes, then how it sees separator and line end. */
static void read_all(struct buffer *out, const char *bytes, size_t length, char separator,
                     size_t block)
{
    FILE *file = open_bytes(bytes, length);
    REQUIRE(file != NULL);
    struct csv_in *csv = csv_open_block(file, separator, block);
    REQUIRE(csv != NULL);
    struct csv_record record;
    enum csv_status status;
    while ((status = csv_next(csv, &record)) == CSV_RECORD || status == CSV_BAD) {
        if (status == CSV_RECORD) {
            add_record(out, &record);
        } else {
            CHECK(record.cells == NULL && record.count == 0);
            add_bad(out, record.line, csv_problem(csv), record.raw, record.raw_length);
        }
    }
    CHECK_INT(status, CSV_END);
    CHECK_INT(csv_next(csv, &record), CSV_END);
    buffer_addf(out, "%c%s", csv_separator(csv), *csv_line_end(csv) == '\r' ? "CRLF" : "LF");
    csv_close(csv);
    fclose(file);
}

static const char *read_text(const char *text, char separator)
{
    static struct buffer out;
    buffer_clear(&out);
    read_all(&out, text, strlen(text), separator, 3);
    return buffer_text(&out);
}

/* ---- Examples -------------------------------------------------------------------------------- */

static void test_plain(void)
{
    CHECK_STR(read_text("", 0), ",LF");
    CHECK_STR(read_text("a,b\n1,2\n", 0), "1:<a><b>\n2:<1><2>\n,LF");
    CHECK_STR(read_text("a,b\r\n1,2\r\n", 0), "1:<a><b>\n2:<1><2>\n,CRLF");
    CHECK_STR(read_text("a,b\n1,2", 0), "1:<a><b>\n2:<1><2>\n,LF");
    CHECK_STR(read_text("a", 0), "1:<a>\n,LF");
    CHECK_STR(read_text(",\n,,\n", 0), "1:<><>\n2:<><><>\n,LF");
    CHECK_STR(read_text("\n\na\n", 0), "1:<>\n2:<>\n3:<a>\n,LF");
    CHECK_STR(read_text("\r\n", 0), "1:<>\n,CRLF");
    CHECK_STR(read_text("a\rb,\r\nc\r\r\n\r", 0), "1:<a\rb><>\n2:<c\r>\n3:<\r>\n,CRLF");
    CHECK_STR(read_text("\xff,\xc3\n", 0), "1:<\xff><\xc3>\n,LF");
}

static void test_byte_order_mark(void)
{
    CHECK_STR(read_text("\xef\xbb\xbf"
                        "a,b\n",
                        0),
              "1:<a><b>\n,LF");
    CHECK_STR(read_text("\xef\xbb\xbf\"a\",b\n", 0), "1:[a]<b>\n,LF");
    CHECK_STR(read_text("\xef\xbb\xbf", 0), ",LF");
    CHECK_STR(read_text("\xef\xbb", 0), "1:<\xef\xbb>\n,LF");
    CHECK_STR(read_text("a\n\xef\xbb\xbf"
                        "b\n",
                        0),
              "1:<a>\n2:<\xef\xbb\xbf"
              "b>\n,LF");
}

static void test_quotes(void)
{
    CHECK_STR(read_text("\"a\",\"\",\"b,c\"\n", 0), "1:[a][][b,c]\n,LF");
    CHECK_STR(read_text("\"say \"\"hi\"\"\",\"\"\"\"\n", 0), "1:[say \"hi\"][\"]\n,LF");
    CHECK_STR(read_text("\"a\nb\r\n\nc\"\r\nd\r\n", 0), "1:[a\nb\r\n\nc]\n5:<d>\n,CRLF");
    CHECK_STR(read_text("\"a\"\"\n\"\"b\",c\nd\n", 0), "1:[a\"\n\"b]<c>\n3:<d>\n,LF");
    CHECK_STR(read_text("5\" disk,a\"b\"\n", 0), "1:<5\" disk><a\"b\">\n,LF");
    CHECK_STR(read_text(" \"a\",b\n", 0), "1:< \"a\"><b>\n,LF");
    CHECK_STR(read_text("\"a\"", 0), "1:[a]\n,LF");
    CHECK_STR(read_text("\"a\r\"", 0), "1:[a\r]\n,LF");
}

static void test_bad_quotes(void)
{
    CHECK_STR(read_text("\"a\"b,c\nd\n", 0),
              "1!there is text after a closing quote(\"a\"b,c)\n2:<d>\n,LF");
    CHECK_STR(read_text("a\n\"b\" ,c\r\nd", 0),
              "1:<a>\n2!there is text after a closing quote(\"b\" ,c)\n3:<d>\n,LF");
    CHECK_STR(read_text("\"a\"\r", 0), "1!there is text after a closing quote(\"a\"\r)\n,LF");
    CHECK_STR(read_text("a,\"b\nc,d\n\ne\n", 0),
              "1!a quote is never closed(a,\"b)\n2:<c><d>\n3:<>\n4:<e>\n,LF");
    CHECK_STR(read_text("a\n\"", 0), "1:<a>\n2!a quote is never closed(\")\n,LF");
    CHECK_STR(read_text("\"a\nb\"c\nd\n", 0),
              "1!there is text after a closing quote(\"a)\n2:<b\"c>\n3:<d>\n,LF");
}

static void test_nul_bytes(void)
{
    static const char bytes[] = "a,b\n\0,c\nd,\"\n\0\"\ne\n\"\0\nf";
    struct buffer out = {0};
    struct buffer want = {0};
    read_all(&out, bytes, sizeof bytes - 1, 0, 4);
    buffer_add_text(&want, "1:<a><b>\n");
    add_bad(&want, 2, "a NUL byte", "\0,c", 3);
    add_bad(&want, 3, "a NUL byte", "d,\"\n\0\"", 6);
    buffer_add_text(&want, "5:<e>\n");
    add_bad(&want, 6, "a quote is never closed", "\"\0", 2);
    buffer_add_text(&want, "7:<f>\n,LF");
    CHECK(out.length == want.length && memcmp(out.bytes, want.bytes, out.length) == 0);
    buffer_fini(&out);
    buffer_fini(&want);
}

static void test_separator_is_found(void)
{
    CHECK_STR(read_text("a;b;c,d\n", 0), "1:<a><b><c,d>\n;LF");
    CHECK_STR(read_text("a\tb\n", 0), "1:<a><b>\n\tLF");
    CHECK_STR(read_text("a;b,c\n", 0), "1:<a;b><c>\n,LF");
    CHECK_STR(read_text("a\tb;c\n", 0), "1:<a\tb><c>\n;LF");
    CHECK_STR(read_text("\"x;y;z\",b\n", 0), "1:[x;y;z]<b>\n,LF");
    CHECK_STR(read_text("\"x\"\";;\",b\n", 0), "1:[x\";;]<b>\n,LF");
    CHECK_STR(read_text("\"x\n;;;\",b\r\nc\n", 0), "1:[x\n;;;]<b>\n3:<c>\n,CRLF");
    CHECK_STR(read_text("5\" a;6\" b;c,d\n", 0), "1:<5\" a><6\" b><c,d>\n;LF");
    CHECK_STR(read_text("\n\r\na;b\n", 0), "1:<>\n2:<>\n3:<a><b>\n;LF");
    CHECK_STR(read_text("a;\"b;c\nd,e,f\n", 0),
              "1!a quote is never closed(a;\"b;c)\n2:<d,e,f>\n;LF");
    CHECK_STR(read_text("a,\"b;c;d\ne\n", 0), "1:<a,\"b><c><d>\n2:<e>\n;LF");
    CHECK_STR(read_text("a;b;c,d\n", ','), "1:<a;b;c><d>\n,LF");
    CHECK_STR(read_text("a|b\r\n", '|'), "1:<a><b>\n|CRLF");
    CHECK_STR(read_text("\"a;\r\n\"|b\n", '|'), "1:[a;\r\n]<b>\n|LF");
}

static void test_raw_text(void)
{
    static const char text[] = "a,\"b\nc\"\"\"\r\nd;e";
    FILE *file = open_bytes(text, strlen(text));
    REQUIRE(file != NULL);
    struct csv_in *csv = csv_open(file, 0);
    struct csv_record record;
    REQUIRE(csv != NULL && csv_next(csv, &record) == CSV_RECORD);
    CHECK_INT(record.raw_length, 9);
    CHECK(memcmp(record.raw, text, 9) == 0);
    REQUIRE(csv_next(csv, &record) == CSV_RECORD);
    CHECK_INT(record.raw_length, 3);
    CHECK(memcmp(record.raw, "d;e", 3) == 0);
    CHECK_INT(record.line, 3);
    csv_close(csv);
    fclose(file);
    csv_close(NULL);
}

/* What is ahead may be taken by somebody else, and the next record is the one behind it. */
static void test_ahead(void)
{
    static const char text[] = "a,b\n1,2\n3,4\n5,\"6\n7\"\n8,9\n";
    FILE *file = open_bytes(text, strlen(text));
    REQUIRE(file != NULL);
    struct csv_in *csv = csv_open(file, 0);
    struct csv_record record;
    size_t length;
    REQUIRE(csv_next(csv, &record) == CSV_RECORD);
    CHECK(memcmp(csv_ahead(csv, &length), text + 4, strlen(text) - 4) == 0);
    CHECK_INT(length, strlen(text) - 4);
    csv_skip(csv, 8, 2);
    REQUIRE(csv_next(csv, &record) == CSV_RECORD);
    CHECK_INT(record.line, 4);
    CHECK_STR(record.cells[1].bytes, "6\n7");
    csv_skip(csv, 0, 0);
    REQUIRE(csv_next(csv, &record) == CSV_RECORD);
    CHECK_INT(record.line, 6);
    CHECK_INT(csv_next(csv, &record), CSV_END);
    (void)csv_ahead(csv, &length);
    CHECK_INT(length, 0);
    csv_close(csv);
    fclose(file);
}

/* Nothing is ahead once there was a NUL byte: each record has to be searched for them. */
static void test_nothing_ahead_of_nul(void)
{
    static const char text[] = "a,b\n1,2\n3,\0\n5,6\n7,8\n";
    FILE *file = open_bytes(text, sizeof text - 1);
    REQUIRE(file != NULL);
    struct csv_in *csv = csv_open(file, 0);
    struct csv_record record;
    for (int i = 0; i < 5; i++) {
        size_t length;
        (void)csv_ahead(csv, &length);
        CHECK_INT(length, 0);
        CHECK_INT(csv_next(csv, &record), i == 2 ? CSV_BAD : CSV_RECORD);
    }
    csv_close(csv);
    fclose(file);
}

/* ---- The slow, obvious reader ---------------------------------------------------------------- */

struct slow {
    const char *bytes;
    size_t length;
    size_t at;
    size_t line;
    char separator;
};

static bool is_line_end(const struct slow *s, size_t i)
{
    return i < s->length && (s->bytes[i] == '\n' ||
                             (s->bytes[i] == '\r' && i + 1 < s->length && s->bytes[i + 1] == '\n'));
}

static const char *slow_quoted(const struct slow *s, size_t *i, struct buffer *cell)
{
    for (++*i;; ++*i) {
        if (*i == s->length) {
            return "a quote is never closed";
        }
        if (s->bytes[*i] == '"') {
            ++*i;
            if (*i == s->length || s->bytes[*i] != '"') {
                break;
            }
        }
        buffer_add_char(cell, s->bytes[*i]);
    }
    const bool ends = *i == s->length || s->bytes[*i] == s->separator || is_line_end(s, *i);
    return ends ? NULL : "there is text after a closing quote";
}

/* Read the cells of one record byte by byte; *i ends behind it, before its line end. */
static const char *slow_cells(const struct slow *s, size_t *i, struct buffer *out)
{
    for (;; ++*i) {
        struct buffer cell = {0};
        const bool quoted = *i < s->length && s->bytes[*i] == '"';
        const char *problem = NULL;
        if (quoted) {
            problem = slow_quoted(s, i, &cell);
        } else {
            while (*i < s->length && s->bytes[*i] != s->separator && !is_line_end(s, *i)) {
                buffer_add_char(&cell, s->bytes[(*i)++]);
            }
        }
        add_cell(out, buffer_text(&cell), cell.length, quoted);
        buffer_fini(&cell);
        if (problem != NULL || *i == s->length || s->bytes[*i] != s->separator) {
            return problem;
        }
    }
}

/* Behind position i and the line end there; counts the lines. */
static void slow_go_on(struct slow *s, size_t i)
{
    i += i < s->length && s->bytes[i] == '\r' ? 1 : 0;
    i += i < s->length ? 1 : 0;
    for (; s->at < i; s->at++) {
        s->line += s->bytes[s->at] == '\n';
    }
}

static void slow_record(struct slow *s, struct buffer *out)
{
    struct buffer cells = {0};
    size_t i = s->at;
    const char *problem = slow_cells(s, &i, &cells);
    if (problem != NULL) {
        for (i = s->at; i < s->length && !is_line_end(s, i); i++) {
        }
    } else if (memchr(s->bytes + s->at, '\0', i - s->at) != NULL) {
        problem = "a NUL byte";
    }
    if (problem != NULL) {
        add_bad(out, s->line, problem, s->bytes + s->at, i - s->at);
    } else {
        buffer_addf(out, "%zu:", s->line);
        buffer_add(out, buffer_text(&cells), cells.length);
        buffer_add_char(out, '\n');
    }
    buffer_fini(&cells);
    slow_go_on(s, i);
}

static size_t make_input(struct rng *rng, char bytes[60])
{
    static const char likely[] = "\"\"\",,;\n\n\r\ra";
    const size_t length = rng_below(rng, 60);
    const size_t kinds = rng_below(rng, 2) == 0 ? sizeof likely : sizeof likely - 1; /* NUL too */
    for (size_t i = 0; i < length; i++) {
        bytes[i] = likely[rng_below(rng, kinds)];
    }
    if (rng_below(rng, 20) == 0 && length >= 3) {
        memcpy(bytes, "\xef\xbb\xbf", 3);
    }
    return length;
}

static void test_random_inputs(void)
{
    struct rng rng;
    rng_seed(&rng, 8);
    for (int n = 0; n < 5000; n++) {
        char bytes[60];
        const size_t length = make_input(&rng, bytes);
        const bool mark = length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0;
        struct buffer fast = {0};
        struct buffer want = {0};
        read_all(&fast, bytes, length, ',', 1 + rng_below(&rng, 64));
        struct slow s = {bytes, length, mark ? 3 : 0, 1, ','};
        while (s.at < length) {
            slow_record(&s, &want);
        }
        const bool same = fast.length >= want.length &&
                          memcmp(buffer_text(&fast), buffer_text(&want), want.length) == 0 &&
                          fast.bytes[want.length] == ',';
        buffer_fini(&fast);
        buffer_fini(&want);
        if (!same) {
            check_print_string("input", bytes);
        }
        REQUIRE(same);
    }
}

static void test_every_block_size(void)
{
    static const char text[] =
        "\xef\xbb\xbfid;\"a \"\"b\"\"\r\nc\";\r\n1;2;3\n\n\"x\"y;\n\"\n;z\"\n";
    struct buffer want = {0};
    read_all(&want, text, sizeof text - 1, 0, 1000);
    for (size_t block = 1; block < sizeof text + 2; block++) {
        struct buffer out = {0};
        read_all(&out, text, sizeof text - 1, 0, block);
        CHECK_STR(buffer_text(&out), buffer_text(&want));
        buffer_fini(&out);
    }
    buffer_fini(&want);
}

/* ---- Limits ---------------------------------------------------------------------------------- */

/* Whether a line of `length` letters, given in some blocks, is a record of that length. */
static enum csv_status read_line_of(size_t length, const char *line_end, size_t block)
{
    struct buffer text = {0};
    for (size_t i = 0; i < length; i++) {
        buffer_add_char(&text, 'a');
    }
    buffer_add_text(&text, line_end);
    buffer_add_text(&text, "next,2\n");
    FILE *file = open_bytes(text.bytes, text.length);
    struct csv_in *csv = csv_open_block(file, 0, block);
    struct csv_record record;
    const enum csv_status status = csv_next(csv, &record);
    CHECK_INT(record.raw_length, status == CSV_RECORD ? length : 1024);
    CHECK_INT(record.line, 1);
    CHECK(memcmp(record.raw, text.bytes, record.raw_length) == 0);
    if (status == CSV_BAD) {
        CHECK_STR(csv_problem(csv), "a line longer than 1 MiB");
    }
    CHECK_INT(csv_next(csv, &record), CSV_RECORD);
    CHECK_INT(record.line, 2);
    CHECK_STR(record.cells[0].bytes, "next");
    CHECK_INT(csv_next(csv, &record), CSV_END);
    csv_close(csv);
    fclose(file);
    buffer_fini(&text);
    return status;
}

static void test_longest_line(void)
{
    static const size_t blocks[] = {4096, 65536, 65537, (size_t)1 << 20, (size_t)3 << 20};
    for (size_t i = 0; i < sizeof blocks / sizeof blocks[0]; i++) {
        CHECK_INT(read_line_of(CSV_RECORD_MAX, "\n", blocks[i]), CSV_RECORD);
        CHECK_INT(read_line_of(CSV_RECORD_MAX, "\r\n", blocks[i]), CSV_RECORD);
        CHECK_INT(read_line_of(CSV_RECORD_MAX + 1, "\n", blocks[i]), CSV_BAD);
        CHECK_INT(read_line_of(CSV_RECORD_MAX + 1, "\r\n", blocks[i]), CSV_BAD);
        CHECK_INT(read_line_of(3 * CSV_RECORD_MAX, "\n", blocks[i]), CSV_BAD);
    }
}

static void test_quote_open_for_too_long(void)
{
    struct buffer text = {0};
    buffer_add_text(&text, "a,b\nx,\"y\n");
    for (size_t i = 0; i < 200000; i++) {
        buffer_add_text(&text, "1,2,3,4\n");
    }
    buffer_add_text(&text, "\"\n");
    FILE *file = open_bytes(text.bytes, text.length);
    struct csv_in *csv = csv_open(file, 0);
    struct csv_record record;
    CHECK_INT(csv_next(csv, &record), CSV_RECORD);
    CHECK_INT(csv_next(csv, &record), CSV_BAD);
    CHECK_STR(csv_problem(csv), "a quote is not closed within 1 MiB");
    CHECK_INT(record.line, 2);
    CHECK_INT(record.raw_length, 4);
    for (size_t i = 0; i < 200000; i++) {
        REQUIRE(csv_next(csv, &record) == CSV_RECORD && record.count == 4);
        REQUIRE(record.line == i + 3 && record.cells[3].bytes[0] == '4');
    }
    CHECK_INT(csv_next(csv, &record), CSV_BAD);
    CHECK_STR(csv_problem(csv), "a quote is never closed");
    CHECK_INT(csv_next(csv, &record), CSV_END);
    csv_close(csv);
    fclose(file);
    buffer_fini(&text);
}

static void test_long_line_at_the_end(void)
{
    struct buffer text = {0};
    buffer_add_text(&text, "a,b\n");
    for (size_t i = 0; i < 2 * CSV_RECORD_MAX; i++) {
        buffer_add_char(&text, '"');
    }
    FILE *file = open_bytes(text.bytes, text.length);
    struct csv_in *csv = csv_open(file, 0);
    struct csv_record record;
    CHECK_INT(csv_next(csv, &record), CSV_RECORD);
    CHECK_INT(csv_next(csv, &record), CSV_BAD);
    CHECK_STR(csv_problem(csv), "a line longer than 1 MiB");
    CHECK_INT(csv_next(csv, &record), CSV_END);
    csv_close(csv);
    fclose(file);
    buffer_fini(&text);
}

static void test_many_cells(void)
{
    struct buffer text = {0};
    for (size_t i = 0; i < CSV_RECORD_MAX; i++) {
        buffer_add_char(&text, ',');
    }
    FILE *file = open_bytes(text.bytes, text.length);
    struct csv_in *csv = csv_open(file, 0);
    struct csv_record record;
    CHECK_INT(csv_next(csv, &record), CSV_RECORD);
    CHECK_INT(record.count, CSV_RECORD_MAX + 1);
    CHECK_INT(csv_next(csv, &record), CSV_END);
    csv_close(csv);
    fclose(file);
    buffer_fini(&text);
}

static long kibibytes_used(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

/* 100 MiB without a line end: a hole in a file, which costs no disk.  Runs first, for the peak. */
static void test_endless_line_in_little_memory(void)
{
    FILE *file = tmpfile();
    REQUIRE(file != NULL);
    fputs("a,b\n", file);
    REQUIRE(fseek(file, 100L << 20, SEEK_CUR) == 0);
    fputs("\nlast,1\n", file);
    rewind(file);
    const long before = kibibytes_used();
    struct csv_in *csv = csv_open(file, 0);
    struct csv_record record;
    CHECK_INT(csv_next(csv, &record), CSV_RECORD);
    CHECK_INT(csv_next(csv, &record), CSV_BAD);
    CHECK_STR(csv_problem(csv), "a line longer than 1 MiB");
    CHECK_INT(csv_next(csv, &record), CSV_RECORD);
    CHECK_INT(record.line, 3);
    CHECK_STR(record.cells[0].bytes, "last");
    CHECK(kibibytes_used() - before < 16 * 1024);
    csv_close(csv);
    fclose(file);
}

/* The bytes and then a failure: an empty pipe that must not wait. */
static void check_failure_behind(const char *bytes, size_t records)
{
    int ends[2];
    REQUIRE(pipe(ends) == 0);
    REQUIRE(write(ends[1], bytes, strlen(bytes)) == (ssize_t)strlen(bytes));
    REQUIRE(fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0);
    FILE *file = fdopen(ends[0], "r");
    REQUIRE(file != NULL);
    struct csv_in *csv = csv_open_block(file, 0, 4);
    struct csv_record record;
    for (size_t i = 0; i < records; i++) {
        CHECK_INT(csv_next(csv, &record), CSV_RECORD);
    }
    CHECK_INT(csv_next(csv, &record), CSV_FAILED);
    CHECK_STR(csv_problem(csv), strerror(EAGAIN));
    CHECK_INT(csv_next(csv, &record), CSV_FAILED);
    csv_close(csv);
    fclose(file);
    close(ends[1]);
}

static void test_failed_stream(void)
{
    check_failure_behind("", 0);
    check_failure_behind("a,b", 0);
    check_failure_behind("a,b\n1,", 1);
    check_failure_behind("a,b\n\"1\n2\n", 1);
    FILE *file = fopen("/", "r");
    REQUIRE(file != NULL);
    struct csv_in *csv = csv_open(file, 0);
    struct csv_record record;
    CHECK_INT(csv_next(csv, &record), CSV_FAILED);
    CHECK_INT(record.raw_length, 0);
    csv_close(csv);
    fclose(file);
}

int main(void)
{
    RUN(test_endless_line_in_little_memory);
    RUN(test_plain);
    RUN(test_byte_order_mark);
    RUN(test_quotes);
    RUN(test_bad_quotes);
    RUN(test_nul_bytes);
    RUN(test_separator_is_found);
    RUN(test_raw_text);
    RUN(test_ahead);
    RUN(test_nothing_ahead_of_nul);
    RUN(test_random_inputs);
    RUN(test_every_block_size);
    RUN(test_longest_line);
    RUN(test_quote_open_for_too_long);
    RUN(test_long_line_at_the_end);
    RUN(test_many_cells);
    RUN(test_failed_stream);
    return check_end();
}
