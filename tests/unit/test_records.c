/* Records in memory against the reader of streams, over random bytes that love quotes. */
#include "questions/score/records.h"

#include <stdlib.h>

#include "questions/text/buffer.h"
#include "questions/text/rng.h"
#include "tests/unit/check.h"

static void make_text(struct rng *rng, struct buffer *out)
{
    static const char bytes[] = "\"\"\"\",,,\n\n\r\nab;";
    buffer_clear(out);
    for (size_t i = rng_below(rng, 60); i > 0; i--) {
        buffer_add_char(out, bytes[rng_below(rng, sizeof bytes - 1)]);
    }
    buffer_add_char(out, 'x'); /* csv_in wants a file that is not empty */
}

static void compare_record(struct record_cutter *cutter, const struct stretch *s,
                           const struct record_end *end, struct csv_in *csv)
{
    struct csv_record want;
    const enum csv_status status = csv_next(csv, &want);
    REQUIRE(status == CSV_RECORD || status == CSV_BAD);
    CHECK_INT(end->problem != NULL, status == CSV_BAD);
    if (status == CSV_BAD || end->problem != NULL) {
        CHECK_STR(end->problem, csv_problem(csv));
        return;
    }
    REQUIRE(record_cut(cutter, s->at, end->text, s->separator));
    CHECK_INT(cutter->count, want.count);
    for (size_t i = 0; i < want.count && i < cutter->count; i++) {
        CHECK_INT(cutter->cells[i].length, want.cells[i].length);
        CHECK(memcmp(cutter->cells[i].bytes, want.cells[i].bytes, want.cells[i].length) == 0);
    }
    CHECK_INT(end->text - s->at, want.raw_length);
}

static void compare(struct record_cutter *cutter, const struct buffer *text)
{
    FILE *file = fmemopen(text->bytes, text->length, "rb");
    REQUIRE(file != NULL);
    struct csv_in *csv = csv_open(file, ',');
    REQUIRE(csv != NULL);
    struct stretch s = {text->bytes, text->bytes + text->length, true, ','};
    while (s.at < s.end && !check_state.bad) {
        struct record_end whole = {0};
        REQUIRE(record_find_end(&s, &whole));
        /* Of a shorter stretch: the same, or that it is not whole yet. */
        for (const char *end = s.at + 1; end < s.end; end++) {
            const struct stretch part = {s.at, end, false, ','};
            struct record_end found = {0};
            if (record_find_end(&part, &found)) {
                CHECK(found.text == whole.text && found.next == whole.next);
                CHECK_STR(found.problem, whole.problem);
            }
        }
        compare_record(cutter, &s, &whole, csv);
        s.at = whole.next;
    }
    struct csv_record none;
    CHECK(check_state.bad || csv_next(csv, &none) == CSV_END);
    csv_close(csv);
    (void)fclose(file);
}

static void test_random(void)
{
    struct rng rng;
    struct buffer text = {0};
    struct record_cutter cutter = {0};
    rng_seed(&rng, 7);
    for (int i = 0; i < 30000 && !check_state.bad; i++) {
        make_text(&rng, &text);
        compare(&cutter, &text);
        if (check_state.bad) {
            check_print_string("text", buffer_text(&text));
        }
    }
    record_cutter_fini(&cutter);
    buffer_fini(&text);
}

/* A record of the greatest length, one byte more, and quotes that are closed too late. */
static void test_limits(void)
{
    const size_t size = RECORDS_MAX + 100;
    char *bytes = malloc(size);
    REQUIRE(bytes != NULL);
    memset(bytes, 'a', size);
    struct record_end end = {0};
    struct stretch s = {bytes, bytes + RECORDS_MAX + 1, false, ','};
    CHECK(!record_find_end(&s, &end));
    s.end++;
    CHECK(record_find_end(&s, &end));
    CHECK_STR(end.problem, "a line longer than 1 MiB");
    CHECK(end.next == NULL);
    memcpy(bytes + RECORDS_MAX, "\r\n", 2);
    CHECK(record_find_end(&s, &end));
    CHECK(end.problem == NULL && end.text == bytes + RECORDS_MAX && end.next == s.end);
    memcpy(bytes + RECORDS_MAX, "a\nb", 3);
    s.end++;
    CHECK(record_find_end(&s, &end));
    CHECK_STR(end.problem, "a line longer than 1 MiB");
    CHECK(end.next == bytes + RECORDS_MAX + 2);
    memset(bytes, 'a', size);
    memcpy(bytes, "\"a\nb", 4);
    s.end = bytes + size;
    CHECK(record_find_end(&s, &end));
    CHECK_STR(end.problem, "a quote is not closed within 1 MiB");
    CHECK(end.next == bytes + 3);
    free(bytes);
}

int main(void)
{
    RUN(test_random);
    RUN(test_limits);
    return check_end();
}
