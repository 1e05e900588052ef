/* Keys derived again, and what a changed pack makes stale: nothing more, nothing less. */
#include "questions/bank/bank_prove.h"

#include <stdlib.h>

#include "questions/bank/bank_stale.h"
#include "questions/bank/format.h"
#include "questions/item/subject.h"
#include "questions/text/buffer.h"
#include "tests/unit/check.h"
#include "tests/unit/items_bank.h"
#include "tests/unit/pack_file.h"
#include "tests/unit/subjects.h"

static struct subject *loan(void)
{
    size_t length;
    char *text = file_bytes("data/examples/loan.json", &length);
    struct subject *subject = text != NULL ? subject_of_text(text) : NULL;
    free(text);
    return subject;
}

/* The pack of the library with one text replaced (everywhere) by another. */
static struct subject *loan_with(const char *old, const char *new)
{
    size_t length;
    char *text = file_bytes("data/examples/loan.json", &length);
    struct buffer changed = {0};
    size_t hits = 0;
    for (const char *at = text; at != NULL && *at != '\0';) {
        const char *hit = strstr(at, old);
        buffer_add(&changed, at, hit != NULL ? (size_t)(hit - at) : strlen(at));
        buffer_add_text(&changed, hit != NULL ? new : "");
        at = hit != NULL ? hit + strlen(old) : NULL;
        hits += hit != NULL;
    }
    CHECK(hits > 0);
    struct subject *subject = subject_of_text(buffer_text(&changed));
    CHECK(subject != NULL);
    buffer_fini(&changed);
    free(text);
    return subject;
}

/* ---- Proof ----------------------------------------------------------------------------------- */

/* Whatever packs can be asked is proved after it was written and read, and none of it is stale. */
static void test_all_that_packs_ask(void)
{
    for (size_t i = 0; i < SUBJECTS; i++) {
        struct subject *subject = subject_of(subject_ids[i]);
        REQUIRE(subject != NULL);
        struct bank bank = {0};
        struct stale stale = {0};
        bank_of_pack(subject, 0, 1, &bank);
        CHECK(bank.item_count > 500);
        CHECK(bank_stale(subject, &bank, &stale));
        CHECK_INT(stale.proof.proved, bank.item_count);
        CHECK_INT(stale.proof.count, 0);
        CHECK_INT(stale.proof.unproved, 0);
        CHECK(!stale.proof.other_bytes);
        CHECK_INT(stale.count, 0);
        for (size_t k = 0; k < stale.count && k < 10; k++) {
            const struct stale_item *s = &stale.items[k];
            printf("# %s: distractors %x gone %x feedback %x explanation %d\n",
                   bank.items[s->item].id, (unsigned)s->distractors, (unsigned)s->gone,
                   (unsigned)s->feedback, s->explanation);
        }
        stale_fini(&stale);
        bank_fini(&bank);
        subject_free(subject);
    }
}

/* Every option in turn is called right (or wrong): the proof sees it, and says which ones are. */
static void test_every_wrong_key(void)
{
    struct subject *subject = subject_of("ami-lecture");
    struct bank bank = {0};
    size_t wrong = 0, items = 0;
    REQUIRE(subject != NULL);
    bank_of_pack(subject, 3, 11, &bank);
    for (size_t i = 0; i < bank.item_count; i++) {
        struct item *item = &bank.items[i];
        for (size_t k = 0; k < item->option_count; k++) {
            struct proof proof;
            uint32_t right = 0;
            for (size_t o = 0; o < item->option_count; o++) {
                right |= item->options[o].correct ? (uint32_t)1 << o : 0;
            }
            const struct bank one = {.items = item, .item_count = 1};
            item->options[k].correct = !item->options[k].correct;
            CHECK(bank_prove(subject, &one, &proof));
            item->options[k].correct = !item->options[k].correct;
            wrong += proof.count != 1 || proof.wrong != 1 || proof.proved != 0 ||
                     proof.findings[0].kind != PROOF_KEY || proof.findings[0].right != right;
            proof_fini(&proof);
            items++;
        }
    }
    CHECK_INT(wrong, 0);
    CHECK(items > 200);
    bank_fini(&bank);
    subject_free(subject);
}

/* A question about a book that is overdue and not reserved: ask at the desk. */
static struct item_fact facts[4];
static struct item_option options[3];
static struct item question;

static void reset(void)
{
    facts[0] = (struct item_fact){"reserved", false};
    facts[1] = (struct item_fact){"short_loan", false};
    facts[2] = (struct item_fact){"overdue", true};
    facts[3] = (struct item_fact){"renewed_twice", false};
    options[0] = (struct item_option){.id = "A", .text = "Renew", .outcome = "renew"};
    options[1] =
        (struct item_option){.id = "B", .text = "Desk", .outcome = "ask-desk", .correct = true};
    options[2] = (struct item_option){.id = "C", .text = "Return", .outcome = "return"};
    question = (struct item){.id = "q",
                             .kind = "renew",
                             .decision = "renew",
                             .facts = facts,
                             .fact_count = 4,
                             .stem = "S",
                             .select = 1,
                             .options = options,
                             .option_count = 3};
}

enum expected { PROVED = -1, UNPROVED = -2 };

/* What is found of the question: PROVED, UNPROVED or a proof_kind with its name. */
static void expect(const struct subject *subject, int what, const char *name)
{
    const struct bank bank = {.items = &question, .item_count = 1};
    struct proof proof;
    CHECK(bank_prove(subject, &bank, &proof));
    CHECK_INT(proof.proved, what == PROVED);
    CHECK_INT(proof.unproved, what == UNPROVED);
    CHECK_INT(proof.count, what >= 0);
    CHECK_INT(proof.wrong, what == PROOF_KEY);
    if (what >= 0 && proof.count == 1) {
        CHECK_INT(proof.findings[0].kind, what);
        CHECK_INT(proof.findings[0].item, 0);
        CHECK_STR(proof.findings[0].name, name);
    }
    proof_fini(&proof);
}

static void test_what_can_be_proved(void)
{
    struct subject *subject = loan();
    REQUIRE(subject != NULL);
    reset();
    expect(subject, PROVED, NULL);
    question.kind = NULL; /* its decision tells what is asked */
    expect(subject, PROVED, NULL);
    question.decision = NULL;
    expect(subject, UNPROVED, NULL);
    reset();
    question.decision = NULL;
    expect(subject, PROVED, NULL);
    question.fact_count = 0;
    expect(subject, UNPROVED, NULL);
    reset();
    question.fact_count = 0;
    expect(subject, UNPROVED, NULL);
    reset();
    options[0].outcome = NULL; /* somebody's own wrong option */
    expect(subject, PROVED, NULL);
    options[1].outcome = options[2].outcome = NULL;
    expect(subject, UNPROVED, NULL);
    subject_free(subject);
}

static void test_what_cannot(void)
{
    struct subject *subject = loan();
    REQUIRE(subject != NULL);
    reset();
    question.kind = "lend";
    expect(subject, PROOF_NO_KIND, "lend");
    question.kind = NULL;
    question.decision = "lend";
    expect(subject, PROOF_NO_KIND, "lend");
    reset();
    question.decision = "lend";
    expect(subject, PROOF_NO_DECISION, "lend");
    reset();
    facts[1].id = "short_term";
    expect(subject, PROOF_NO_FACT, "short_term");
    reset();
    question.fact_count = 3;
    expect(subject, PROOF_LACKS_FACT, "renewed_twice");
    reset();
    facts[1].value = facts[3].value = true;
    expect(subject, PROOF_IMPOSSIBLE, NULL);
    reset();
    options[0].outcome = "keep-it";
    expect(subject, PROOF_NO_MEANING, "keep-it");
    reset();
    options[1].outcome = NULL;
    expect(subject, PROOF_NO_MEANING, NULL);
    reset();
    facts[2].value = false;
    expect(subject, PROOF_KEY, NULL);
    subject_free(subject);
}

static void test_other_bytes(void)
{
    struct subject *subject = loan();
    REQUIRE(subject != NULL);
    char digest[SHA256_HEX_SIZE];
    struct bank bank = {.head = {.pack_sha256 = digest}};
    struct proof proof;
    subject_digest(subject, digest);
    CHECK(bank_prove(subject, &bank, &proof));
    CHECK(!proof.other_bytes);
    proof_fini(&proof);
    digest[0] = digest[0] == '0' ? '1' : '0';
    CHECK(bank_prove(subject, &bank, &proof));
    CHECK(proof.other_bytes);
    proof_fini(&proof);
    bank.head.pack_sha256 = NULL;
    CHECK(bank_prove(subject, &bank, &proof));
    CHECK(!proof.other_bytes);
    proof_fini(&proof);
    subject_free(subject);
}

/* ---- Stale ----------------------------------------------------------------------------------- */

/* Is a fact of a question's case true? */
static bool holds(const struct item *item, const char *fact)
{
    bool value = false;
    for (size_t i = 0; i < item->fact_count; i++) {
        value = value || (strcmp(item->facts[i].id, fact) == 0 && item->facts[i].value);
    }
    return value;
}

static size_t option_for(const struct item *item, const char *outcome)
{
    size_t i = 0;
    while (i < item->option_count && strcmp(item->options[i].outcome, outcome) != 0) {
        i++;
    }
    return i;
}

/* A bank of the library's pack as it was, held against the pack with one text changed. */
struct aged {
    struct subject *was, *is;
    struct bank bank;
    struct stale stale;
};

static void age(struct aged *aged, const char *old, const char *new)
{
    *aged = (struct aged){.was = loan(), .is = loan_with(old, new)};
    REQUIRE(aged->was != NULL && aged->is != NULL);
    bank_of_pack(aged->was, 0, 1, &aged->bank);
    /* Those that ask the decision stand first: what is stale of them can be said exactly. */
    while (aged->bank.item_count > 0 &&
           strcmp(aged->bank.items[aged->bank.item_count - 1].kind, "renew") != 0) {
        aged->bank.item_count--;
    }
    CHECK_INT(aged->bank.item_count, 12);
    CHECK(bank_stale(aged->is, &aged->bank, &aged->stale));
    CHECK(aged->stale.proof.other_bytes);
}

static void aged_fini(struct aged *aged)
{
    stale_fini(&aged->stale);
    bank_fini(&aged->bank);
    subject_free(aged->was);
    subject_free(aged->is);
}

/* What is stale of an item; NULL: nothing. */
static const struct stale_item *stale_of(const struct aged *aged, size_t item)
{
    for (size_t i = 0; i < aged->stale.count; i++) {
        if (aged->stale.items[i].item == item) {
            return &aged->stale.items[i];
        }
    }
    return NULL;
}

/* A comma in a story or a label asks for nothing to be done again. */
static void test_nothing_is_stale(void)
{
    struct aged aged;
    age(&aged, "You would like to keep the book. What do you do?", "What do you do now?");
    CHECK_INT(aged.stale.count, 0);
    CHECK_INT(aged.stale.proof.proved, aged.bank.item_count);
    aged_fini(&aged);
}

static void test_a_stale_explanation(void)
{
    struct aged aged;
    size_t wrong = 0;
    age(&aged, "There is a fee to pay first, and only the desk can take it.", "A fee is due.");
    for (size_t i = 0; i < aged.bank.item_count; i++) {
        const struct item *item = &aged.bank.items[i];
        const struct stale_item *stale = stale_of(&aged, i);
        const bool decided = item->rule != NULL && strcmp(item->rule, "overdue") == 0;
        wrong += decided != (stale != NULL);
        wrong += stale != NULL && (!stale->explanation || stale->finding != NULL ||
                                   stale->distractors != 0 || stale->gone != 0);
    }
    CHECK_INT(wrong, 0);
    CHECK(aged.stale.count >= 2);
    aged_fini(&aged);
}

/* The belief "an overdue book goes back" becomes "an overdue book is renewed": two options differ. */
static void test_a_stale_distractor(void)
{
    struct aged aged;
    size_t wrong = 0;
    age(&aged, "\"rules\": [{\"when\": {\"overdue\": true}, \"then\": \"return\"}]",
        "\"rules\": [{\"when\": {\"overdue\": true}, \"then\": \"renew\"}]");
    for (size_t i = 0; i < aged.bank.item_count; i++) {
        const struct item *item = &aged.bank.items[i];
        const struct stale_item *stale = stale_of(&aged, i);
        const bool overdue = holds(item, "overdue");
        wrong += overdue != (stale != NULL);
        if (stale == NULL || !overdue) {
            continue;
        }
        const size_t renew = option_for(item, "renew"), back = option_for(item, "return");
        const uint32_t key = item->options[back].correct ? 0 : (uint32_t)1 << back;
        wrong += stale->finding != NULL;
        wrong += stale->distractors != ((uint32_t)1 << renew | key);
        wrong += stale->beliefs[renew].count != 1 ||
                 strcmp(stale->beliefs[renew].items[0], "overdue-ends") != 0;
        wrong += key != 0 && stale->beliefs[back].count != 0;
        wrong += (stale->feedback & (uint32_t)1 << renew) == 0;
    }
    CHECK_INT(wrong, 0);
    CHECK(aged.stale.count >= 4);
    aged_fini(&aged);
}

static void test_a_stale_key(void)
{
    struct aged aged;
    size_t wrong = 0;
    age(&aged, "{\"overdue\": true}, \"then\": \"ask-desk\"",
        "{\"overdue\": true}, \"then\": \"return\"");
    for (size_t i = 0; i < aged.bank.item_count; i++) {
        const struct item *item = &aged.bank.items[i];
        const struct stale_item *stale = stale_of(&aged, i);
        const bool decided = item->rule != NULL && strcmp(item->rule, "overdue") == 0;
        if (decided) {
            wrong += stale == NULL || stale->finding == NULL || stale->finding->kind != PROOF_KEY ||
                     stale->finding->right != (uint32_t)1 << option_for(item, "return");
        } else {
            wrong += stale != NULL && stale->finding != NULL;
        }
    }
    CHECK_INT(wrong, 0);
    CHECK(aged.stale.proof.wrong >= 2);
    aged_fini(&aged);
}

/* An outcome that no question may offer any more; a fact that the pack has lost. */
static void test_gone(void)
{
    struct aged aged;
    age(&aged, "\"alias\": [\"bring-back\"]}", "\"alias\": [\"bring-back\"], \"ask\": false}");
    for (size_t i = 0; i < aged.bank.item_count; i++) {
        const struct item *item = &aged.bank.items[i];
        const struct stale_item *stale = stale_of(&aged, i);
        const size_t back = option_for(item, "return");
        if (back < item->option_count && !item->options[back].correct) {
            CHECK(stale != NULL && stale->gone == (uint32_t)1 << back);
        } else {
            CHECK(stale != NULL && stale->finding != NULL &&
                  stale->finding->kind == PROOF_NO_MEANING);
        }
    }
    aged_fini(&aged);
    age(&aged, "overdue", "late");
    CHECK_INT(aged.stale.count, aged.bank.item_count);
    CHECK_INT(aged.stale.items[0].finding->kind, PROOF_NO_FACT);
    aged_fini(&aged);
}

int main(void)
{
    RUN(test_all_that_packs_ask);
    RUN(test_every_wrong_key);
    RUN(test_what_can_be_proved);
    RUN(test_what_cannot);
    RUN(test_other_bytes);
    RUN(test_nothing_is_stale);
    RUN(test_a_stale_explanation);
    RUN(test_a_stale_distractor);
    RUN(test_a_stale_key);
    RUN(test_gone);
    return check_end();
}
