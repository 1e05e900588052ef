/* Every allocation of a page fails in turn: the page is whole, or its failure is said; nothing leaks. */
#include <string.h>

#include "questions/text/buffer.h"
#include "tests/fault/failing_memory.h"
#include "tests/unit/items_html.h"

static struct bank bank;

/* One page with the n-th allocation failing; true when some allocation did fail. */
static bool check_failure(size_t n, bool for_ever, bool no_key, const struct paper *paper,
                          const char *want)
{
    struct buffer page = {0};
    const long before = memory.alive;
    memory_begin(n, for_ever);
    const bool fine = items_page(&bank, no_key, paper, &page);
    const size_t calls = memory_end();
    CHECK(fine == (calls < n));
    CHECK(!fine || strcmp(buffer_text(&page), want) == 0);
    buffer_fini(&page);
    CHECK_INT(memory.alive, before);
    return calls >= n;
}

static void check_page(bool no_key, const struct paper *paper)
{
    struct buffer whole = {0};
    REQUIRE_FAILING_MEMORY();
    REQUIRE(items_page(&bank, no_key, paper, &whole));
    size_t failures = 0;
    for (size_t n = 1; check_failure(n, false, no_key, paper, buffer_text(&whole)); n++) {
        CHECK(check_failure(n, true, no_key, paper, buffer_text(&whole)));
        failures++;
    }
    CHECK(failures > 10);
    buffer_fini(&whole);
}

static void test_bank_page(void)
{
    check_page(false, NULL);
}

static void test_paper_page(void)
{
    check_page(true, &bank.papers[0]);
}

static void test_key_page(void)
{
    check_page(false, &bank.papers[0]);
}

int main(void)
{
    items_hostile(&bank);
    RUN(test_bank_page);
    RUN(test_paper_page);
    RUN(test_key_page);
    bank_fini(&bank);
    return check_end();
}
