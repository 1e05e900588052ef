/* Which questions an exam asks: no stem twice, spread over the rows, the same for the same seed. */
#include <stdlib.h>

#include "questions/bank/bank_load.h"
#include "questions/bank/formats.h"
#include "questions/text/buffer.h"
#include "questions/tutor/exam_plan.h"
#include "tests/unit/check.h"
#include "tests/unit/items_bank.h"
#include "tests/unit/subjects.h"

/* A plan as text and as the bank it is. */
struct plan {
    struct buffer text;
    struct source_text source;
    struct bank bank;
    size_t made;
};

static void plan_read(struct plan *plan)
{
    struct diags diags = {0};
    plan->source = (struct source_text){"plan", buffer_text(&plan->text), plan->text.length, 1};
    CHECK(bank_load(&plan->source, &format_ndjson, &plan->bank, &diags));
    CHECK_INT(plan->bank.item_count, plan->made);
    diags_fini(&diags);
}

static void plan_fini(struct plan *plan)
{
    bank_fini(&plan->bank);
    buffer_fini(&plan->text);
}

static struct plan of_pack(const struct subject *subject, uint64_t seed, size_t count)
{
    struct plan plan = {.made = 0};
    const struct bank_head head = {.title = "T"};
    CHECK(exam_plan_pack(subject, &head, seed, count, &plan.text, &plan.made));
    plan_read(&plan);
    return plan;
}

static struct plan of_bank(const struct bank *bank, uint64_t seed, size_t count)
{
    struct plan plan = {.made = 0};
    CHECK(exam_plan_bank(bank, seed, count, &plan.text, &plan.made));
    plan_read(&plan);
    return plan;
}

static bool same(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static void check_no_stem_twice(const struct bank *bank)
{
    for (size_t i = 0; i < bank->item_count; i++) {
        for (size_t j = 0; j < i; j++) {
            CHECK(strcmp(bank->items[i].stem, bank->items[j].stem) != 0);
            CHECK(strcmp(bank->items[i].id, bank->items[j].id) != 0);
        }
    }
}

/* How many different values a member has. */
static size_t values(const struct bank *bank, bool kinds)
{
    size_t count = 0;
    for (size_t i = 0; i < bank->item_count; i++) {
        bool fresh = true;
        for (size_t j = 0; j < i; j++) {
            fresh = fresh && !same(kinds ? bank->items[i].kind : bank->items[i].rule,
                                   kinds ? bank->items[j].kind : bank->items[j].rule);
        }
        count += fresh;
    }
    return count;
}

static void test_pack(void)
{
    struct subject *subject = subject_of("ami-lecture");
    REQUIRE(subject != NULL);
    for (uint64_t seed = 1; seed <= 20; seed++) {
        struct plan ten = of_pack(subject, seed, 10), many = of_pack(subject, seed, 65);
        CHECK_INT(ten.made, 10);
        CHECK_INT(many.made, 65);
        check_no_stem_twice(&many.bank);
        CHECK(values(&ten.bank, true) >= 5);
        CHECK(values(&ten.bank, false) >= 6);
        CHECK(values(&many.bank, false) >= 20);
        struct plan again = of_pack(subject, seed, 65);
        CHECK_STR(buffer_text(&again.text), buffer_text(&many.text));
        plan_fini(&again);
        plan_fini(&many);
        plan_fini(&ten);
    }
    struct plan one = of_pack(subject, 1, 10), other = of_pack(subject, 2, 10);
    CHECK(strcmp(buffer_text(&one.text), buffer_text(&other.text)) != 0);
    plan_fini(&one);
    plan_fini(&other);
    subject_free(subject);
}

/* How often the rule asked most comes more than the one asked least that the bank has more of. */
static void check_spread(const struct bank *drawn, const struct bank *bank)
{
    size_t least = SIZE_MAX, most = 0;
    for (size_t i = 0; i < bank->item_count; i++) {
        size_t in_bank = 0, in_drawn = 0;
        for (size_t j = 0; j < bank->item_count; j++) {
            in_bank += same(bank->items[i].rule, bank->items[j].rule);
        }
        for (size_t j = 0; j < drawn->item_count; j++) {
            in_drawn += same(bank->items[i].rule, drawn->items[j].rule);
        }
        most = in_drawn > most ? in_drawn : most;
        least = in_drawn < least && in_drawn < in_bank ? in_drawn : least;
    }
    CHECK(least == SIZE_MAX || most <= least + 1);
}

static const struct item *original(const struct bank *bank, const struct item *item)
{
    const struct item *found = bank_item(bank, item->id);
    CHECK(found != NULL && strcmp(found->stem, item->stem) == 0);
    return found;
}

static void test_bank(void)
{
    struct subject *subject = subject_of("ami-lecture");
    struct bank bank = {0};
    bool moved = false;
    REQUIRE(subject != NULL);
    bank_of_pack(subject, 0, 17, &bank);
    REQUIRE(bank.item_count > 40);
    for (uint64_t seed = 1; seed <= 10; seed++) {
        struct plan drawn = of_bank(&bank, seed, 20), again = of_bank(&bank, seed, 20);
        CHECK_INT(drawn.made, 20);
        CHECK_STR(buffer_text(&again.text), buffer_text(&drawn.text));
        check_no_stem_twice(&drawn.bank);
        check_spread(&drawn.bank, &bank);
        for (size_t i = 0; i < drawn.bank.item_count; i++) {
            const struct item *item = &drawn.bank.items[i], *from = original(&bank, item);
            REQUIRE(from != NULL && from->option_count == item->option_count);
            CHECK_INT(item_right_count(item), item_right_count(from));
            moved = moved || strcmp(item->options[0].text, from->options[0].text) != 0;
            CHECK(!item_keeps_order(from) ||
                  strcmp(item->options[0].text, from->options[0].text) == 0);
        }
        plan_fini(&drawn);
        plan_fini(&again);
    }
    CHECK(moved); /* options are shuffled */
    struct plan all = of_bank(&bank, 1, 100000);
    check_no_stem_twice(&all.bank);
    CHECK(all.made <= bank.item_count && all.made > bank.item_count / 2);
    plan_fini(&all);
    bank_fini(&bank);
    subject_free(subject);
}

int main(void)
{
    RUN(test_pack);
    RUN(test_bank);
    return check_end();
}
