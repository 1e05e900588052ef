/*
 * Every allocation of reading, proving and writing a bank fails in turn: a bank is read whole or
 * refused with a message, and nothing is leaked.
 */
#include <cjson/cJSON.h>
#include <string.h>

#include "questions/bank/bank_load.h"
#include "questions/bank/bank_stale.h"
#include "questions/bank/formats.h"
#include "questions/item/subject.h"
#include "questions/text/buffer.h"
#include "tests/fault/failing_memory.h"
#include "tests/unit/pack_file.h"
#include "tests/unit/subjects.h"

static const char text[] =
    "{\"format\":\"amiquiz-bank\",\"version\":1,\"title\":\"T\",\"pack\":{\"id\":\"loan\"},"
    "\"seed\":\"18446744073709551615\"}\n"
    "{\"id\":\"a\",\"kind\":\"renew\",\"decision\":\"renew\",\"facts\":{\"reserved\":false,"
    "\"short_loan\":false,\"overdue\":true,\"renewed_twice\":false},\"stem\":\"S\",\"options\":["
    "{\"text\":\"R\",\"outcome\":\"renew\",\"misconceptions\":[\"x\"],\"feedback\":\"F\"},"
    "{\"text\":\"D\",\"outcome\":\"ask-desk\",\"correct\":true}],\"explanation\":\"E\"}\n"
    "{\"stem\":\"Long\",\"options\":[\"a\",\"b\"],\"answer\":\"B\",\"tags\":[\"t\",\"u\"]}\n"
    "{\"stem\":\"Long\",\"options\":[\"a\",\"b\"],\"answer\":\"B\"}\n"
    "{\"paper\":{\"form\":\"1\",\"student\":\"s\",\"questions\":[{\"id\":\"a\",\"options\":"
    "[\"B\",\"A\"]}]}}\n";

static bool write_out(const struct bank *bank)
{
    struct buffer out = {0};
    const struct write_options options = {.bank = bank};
    struct writing w = {.out = &out, .head = &bank->head, .options = &options};
    bool fine = format_json.begin(&w);
    for (size_t i = 0; i < bank->item_count; i++) {
        w.number = i + 1;
        fine = format_json.item(&w, &bank->items[i]) && fine;
    }
    fine = format_json.end(&w) && fine;
    CHECK(!fine || (out.length > 600 && out.bytes[out.length - 1] == '\n'));
    buffer_fini(&out);
    return fine;
}

/* Read, prove, compare, write; false where any of it said that it failed. */
static bool use(const struct subject *subject)
{
    const struct source_text source = {"t", text, sizeof text - 1, 1};
    struct bank bank = {0};
    struct diags diags = {0};
    struct stale stale = {0};
    bool fine = bank_load(&source, &format_ndjson, &bank, &diags);
    CHECK(fine == (diags.errors == 0));
    if (fine) {
        CHECK_INT(bank.item_count, 3);
        CHECK_INT(bank.paper_count, 1);
        CHECK(bank.items[2].id != NULL);
        fine = bank_stale(subject, &bank, &stale);
        CHECK(!fine || (stale.proof.proved == 1 && stale.count == 1));
        stale_fini(&stale);
        fine = write_out(&bank) && fine;
    }
    bank_fini(&bank);
    diags_fini(&diags);
    return fine;
}

static void test_every_allocation(void)
{
    REQUIRE_FAILING_MEMORY();
    size_t length;
    char *pack = file_bytes("data/examples/loan.json", &length);
    struct subject *subject = pack != NULL ? subject_of_text(pack) : NULL;
    REQUIRE(subject != NULL);
    for (int ever = 0; ever < 2; ever++) {
        bool through = false;
        for (size_t n = 1; !through && n < 3000; n++) {
            const long before = memory.alive;
            memory_begin(n, ever == 1);
            const bool fine = use(subject);
            through = memory.calls < n;
            memory_end();
            CHECK(fine || !through);
            CHECK_INT(memory.alive, before);
        }
        CHECK(through);
    }
    subject_free(subject);
    free(pack);
}

int main(void)
{
    RUN(test_every_allocation);
    return check_end();
}
