/* Lines as they are written, the last one without its line feed, and one that is longer than is kept. */
#include "questions/text/live_line.h"

#include <string.h>

#include "tests/unit/check.h"

static void test_lines(void)
{
    char bytes[] = "one\n\nth\0ree\r\nend";
    FILE *in = fmemopen(bytes, sizeof bytes - 1, "r");
    struct buffer line = {0};
    REQUIRE(in != NULL);
    CHECK(live_line_read(in, 100, &line));
    CHECK_STR(buffer_text(&line), "one");
    CHECK(live_line_read(in, 100, &line));
    CHECK_INT(line.length, 0);
    CHECK(live_line_read(in, 100, &line));
    CHECK_INT(line.length, 7);
    CHECK(memcmp(buffer_text(&line), "th\0ree\r", 7) == 0);
    CHECK(live_line_read(in, 100, &line));
    CHECK_STR(buffer_text(&line), "end");
    CHECK(!live_line_read(in, 100, &line) && feof(in) != 0);
    buffer_fini(&line);
    (void)fclose(in);
}

/* Memory is bounded by what is kept, and the next line is whole again. */
static void test_long(void)
{
    FILE *in = tmpfile();
    struct buffer line = {0};
    REQUIRE(in != NULL);
    for (size_t i = 0; i < 1000000; i++) {
        (void)putc('x', in);
    }
    (void)fputs("\nnext\n", in);
    rewind(in);
    CHECK(live_line_read(in, 1000, &line) && !line.failed);
    CHECK_INT(line.length, 1000);
    CHECK(line.capacity <= 4000);
    CHECK(live_line_read(in, 1000, &line));
    CHECK_STR(buffer_text(&line), "next");
    buffer_fini(&line);
    (void)fclose(in);
}

/* What stands behind a line is left to be read. */
static void test_no_further(void)
{
    char bytes[] = "{}\nrest";
    FILE *in = fmemopen(bytes, sizeof bytes - 1, "r");
    struct buffer line = {0};
    REQUIRE(in != NULL);
    CHECK(live_line_read(in, 1, &line));
    CHECK_STR(buffer_text(&line), "{");
    CHECK_INT(getc(in), 'r');
    buffer_fini(&line);
    (void)fclose(in);
}

int main(void)
{
    RUN(test_lines);
    RUN(test_long);
    RUN(test_no_further);
    return check_end();
}
