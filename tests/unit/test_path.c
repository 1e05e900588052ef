/* A folder and a name become a path with one slash between them. */
#include "questions/text/path.h"

#include "questions/text/buffer.h"
#include "tests/unit/check.h"

static void check_joined(const char *folder, const char *name, const char *wanted)
{
    struct buffer path = {0};
    path_join(&path, folder, name);
    CHECK_STR(buffer_text(&path), wanted);
    buffer_fini(&path);
}

static void test_joins(void)
{
    check_joined("results", "scores.csv", "results/scores.csv");
    check_joined("results/", "scores.csv", "results/scores.csv");
    check_joined("a//b///", "c/d", "a//b/c/d");
    check_joined(".", "x", "./x");
}

static void test_ends(void)
{
    check_joined("/", "x", "/x");
    check_joined("//", "x", "/x");
    check_joined("", "x", "x");
    check_joined("results//", "", "results/");
    check_joined("/", "", "/");
}

static void test_adds(void)
{
    struct buffer text = {0};
    buffer_add_text(&text, "Wrote ");
    path_join(&text, "d/", "e");
    CHECK_STR(buffer_text(&text), "Wrote d/e");
    buffer_fini(&text);
}

int main(void)
{
    RUN(test_joins);
    RUN(test_ends);
    RUN(test_adds);
    return check_end();
}
