/* Codes of responses: there and back, each once, until the book is full. */
#include "questions/score/response.h"

#include "tests/unit/check.h"

static bool equal(struct response a, struct response b)
{
    return a.kind == b.kind && a.options == b.options && a.outcome == b.outcome && a.mark == b.mark;
}

static void check_back(struct code_book *book, struct response response, bool plain)
{
    response_code code = 0, again = 0;
    REQUIRE(code_book_enter(book, &response, &code));
    REQUIRE(code_book_enter(book, &response, &again));
    CHECK_INT(code, again);
    CHECK_INT(code < RESPONSE_ENTERED, plain);
    CHECK_INT(code_book_find(book, &response), code);
    CHECK(equal(code_book_response(book, code), response));
    CHECK(code < code_book_codes(book));
}

static void test_back(void)
{
    struct code_book book = {0};
    CHECK_INT(code_book_codes(&book), RESPONSE_ENTERED);
    check_back(&book, (struct response){.kind = RESPONSE_IS_NONE}, true);
    check_back(&book, (struct response){.kind = RESPONSE_IS_BLANK}, true);
    check_back(&book, (struct response){.kind = RESPONSE_IS_DOUBLE}, true);
    for (unsigned i = 0; i < 26; i++) {
        check_back(&book, (struct response){RESPONSE_IS_OPTIONS, UINT32_C(1) << i, 0, 0}, true);
        check_back(&book, (struct response){RESPONSE_IS_OPTIONS, UINT32_C(3) << i, 0, 0}, false);
    }
    for (size_t i = 0; i < 64; i++) {
        check_back(&book, (struct response){RESPONSE_IS_OUTCOME, 0, i, 0}, false);
        check_back(&book, (struct response){RESPONSE_IS_MARK, 0, 0, (double)i / 8}, false);
    }
    CHECK_INT(code_book_codes(&book), RESPONSE_ENTERED + 26 + 128);
    const struct response none = {RESPONSE_IS_OUTCOME, 0, 99, 0};
    CHECK_INT(code_book_find(&book, &none), RESPONSE_NONE);
    response_code zero = 0, minus = 1;
    CHECK(code_book_enter(&book, &(struct response){RESPONSE_IS_MARK, 0, 0, 0.0}, &zero));
    CHECK(code_book_enter(&book, &(struct response){RESPONSE_IS_MARK, 0, 0, -0.0}, &minus));
    CHECK_INT(zero, minus);
    code_book_fini(&book);
}

static void test_full(void)
{
    struct code_book book = {0};
    response_code code = 0;
    for (unsigned i = 0; i <= RESPONSE_MAX - RESPONSE_ENTERED; i++) {
        REQUIRE(code_book_enter(&book, &(struct response){RESPONSE_IS_MARK, 0, 0, i}, &code));
        REQUIRE(code == RESPONSE_ENTERED + i);
    }
    CHECK(!code_book_enter(&book, &(struct response){RESPONSE_IS_MARK, 0, 0, 1e6}, &code));
    CHECK(code_book_enter(&book, &(struct response){RESPONSE_IS_MARK, 0, 0, 7}, &code));
    CHECK_INT(code, RESPONSE_ENTERED + 7);
    code_book_fini(&book);
}

int main(void)
{
    RUN(test_back);
    RUN(test_full);
    return check_end();
}
