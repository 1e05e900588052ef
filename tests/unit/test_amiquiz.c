/* The public interface as a stranger uses it: packs, messages, texts, numbers out of range, findings. */
#include "engine/amiquiz.h"

#include <stdlib.h>
#include <string.h>

#include "tests/unit/check.h"
#include "tests/unit/pack_file.h"

#define NONE AMIQUIZ_NONE

/* A pack of the repository, which must be good. */
static struct amiquiz_pack *read_file(const char *name)
{
    size_t length = 0;
    char *bytes = file_bytes(name, &length);
    struct amiquiz_messages *said = NULL;
    struct amiquiz_pack *pack =
        bytes != NULL ? amiquiz_pack_read(name, bytes, length, &said) : NULL;
    CHECK(pack != NULL);
    CHECK(said == NULL);
    amiquiz_messages_free(said);
    free(bytes); /* the pack has copied it */
    return pack;
}

/* Facts by name: "a,b" hold, everything else does not. */
static uint32_t whole_of(const struct amiquiz_pack *pack, const char *const holds[])
{
    struct amiquiz_case facts = amiquiz_case_whole(pack, 0);
    for (size_t i = 0; holds[i] != NULL; i++) {
        CHECK(amiquiz_case_set(pack, &facts, holds[i], true));
    }
    return facts.value;
}
#define WHOLE(pack, ...) whole_of((pack), (const char *const[]){__VA_ARGS__, NULL})

static void test_version(void)
{
    const char *version = amiquiz_version();
    CHECK(version[0] >= '0' && version[0] <= '9');
    CHECK(strspn(version, "0123456789.") == strlen(version));
}

static void test_free_nothing(void)
{
    amiquiz_pack_free(NULL);
    amiquiz_messages_free(NULL);
    amiquiz_changes_free(NULL);
    amiquiz_plan_free(NULL);
    amiquiz_findings_free(NULL);
    amiquiz_differences_free(NULL);
    CHECK(amiquiz_version() != NULL); /* still alive */
}

/* ---- Messages -------------------------------------------------------------------------------- */

static const char bad_pack[] =
    "{\"format\": \"amiquiz-pack\", \"version\": 1, \"id\": \"p\", \"title\": \"T\",\n"
    " \"facts\": [{\"id\": \"wet\", \"label\": \"w\", \"yes\": [\"y\"], \"no\": [\"n\"]}],\n"
    " \"decisions\": [{\"id\": \"d\", \"ask\": \"?\", \"hit\": \"first\",\n"
    "  \"outcomes\": [{\"id\": \"o\", \"label\": \"O\"}],\n"
    "  \"rules\": [{\"id\": \"r\", \"when\": {\"wte\": true}, \"then\": \"x\", \"because\": \"b\"}]}]}";

static void test_messages(void)
{
    struct amiquiz_messages *said = NULL;
    CHECK(amiquiz_pack_read("bad.json", bad_pack, strlen(bad_pack), &said) == NULL);
    REQUIRE(said != NULL);
    CHECK_INT(said->count, 2);
    CHECK(!said->truncated);
    const struct amiquiz_message *m = &said->items[0];
    CHECK_INT(m->severity, AMIQUIZ_ERROR);
    CHECK_STR(m->id, "unknown-fact");
    CHECK_STR(m->file, "bad.json");
    CHECK_INT(m->line, 5);
    CHECK_INT(m->column, 34);
    CHECK_INT(m->span, 5);
    CHECK_INT(m->excerpt_column, 1);
    CHECK(m->excerpt != NULL && strstr(m->excerpt, "\"wte\"") == m->excerpt + 33);
    CHECK_STR(m->text, "unknown fact \"wte\"");
    CHECK_STR(m->hint, "did you mean \"wet\"?");
    CHECK_STR(said->items[1].id, "unknown-outcome");
    amiquiz_messages_free(said);
    CHECK(amiquiz_pack_read("bad.json", bad_pack, strlen(bad_pack), NULL) == NULL);
}

/* Not even JSON; nothing at all; bytes without a NUL; more than the limit. */
static void test_no_packs(void)
{
    static const struct {
        const char *bytes;
        size_t length;
        const char *id;
    } texts[] = {
        {"", 0, "json-syntax"}, {"{\"a\": tru", 8, NULL}, {"\xff", 1, NULL}, {"[]", 2, NULL}};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct amiquiz_messages *said = NULL;
        CHECK(amiquiz_pack_read("t", texts[i].bytes, texts[i].length, &said) == NULL);
        REQUIRE(said != NULL && said->count > 0);
        CHECK_INT(said->items[0].severity, AMIQUIZ_ERROR);
        CHECK_INT(said->items[0].line, 1);
        CHECK(texts[i].id == NULL || strcmp(said->items[0].id, texts[i].id) == 0);
        amiquiz_messages_free(said);
    }
    const size_t large = ((size_t)16 << 20) + 1;
    char *bytes = calloc(large, 1);
    struct amiquiz_messages *said = NULL;
    REQUIRE(bytes != NULL);
    CHECK(amiquiz_pack_read("large.json", bytes, large, &said) == NULL);
    free(bytes);
    REQUIRE(said != NULL);
    CHECK_STR(said->items[0].id, "json-size");
    CHECK(said->items[0].file == NULL);
    CHECK_INT(said->items[0].line, 0);
    amiquiz_messages_free(said);
}

/* A hundred messages are kept. */
static void test_many_messages(void)
{
    size_t length = 1;
    char *bytes = calloc(300 * 16, 1);
    struct amiquiz_messages *said = NULL;
    REQUIRE(bytes != NULL);
    bytes[0] = '{';
    for (size_t i = 0; i < 200; i++) {
        length += (size_t)snprintf(bytes + length, 16, "\"m%zu\":1,", i);
    }
    length += (size_t)snprintf(bytes + length, 64, "\"format\":\"amiquiz-pack\",\"version\":1}");
    CHECK(amiquiz_pack_read("t", bytes, length, &said) == NULL);
    free(bytes);
    REQUIRE(said != NULL);
    CHECK_INT(said->count, 100);
    CHECK(said->truncated);
    amiquiz_messages_free(said);
}

/* ---- Texts ----------------------------------------------------------------------------------- */

static void test_loan_facts(void)
{
    struct amiquiz_pack *pack = read_file("data/examples/loan.json");
    REQUIRE(pack != NULL);
    const struct amiquiz_about about = amiquiz_pack_about(pack);
    CHECK_STR(about.id, "loan");
    CHECK_STR(about.title, "Renewing a library book");
    CHECK_STR(about.edition, "an invented town library");
    CHECK_STR(about.sibling, NULL);
    CHECK_STR(about.sibling_label, NULL);
    CHECK_INT(about.facts, 4);
    CHECK_INT(about.impossible, 1);
    CHECK_INT(about.decisions, 1);
    CHECK_INT(about.misconceptions, 2);
    CHECK_INT(about.possible_cases, 12);
    CHECK_INT(amiquiz_fact_find(pack, "short_loan"), 1);
    CHECK(amiquiz_fact_find(pack, "short-loan") == NONE);
    const struct amiquiz_fact fact = amiquiz_fact_at(pack, 1);
    CHECK_STR(fact.id, "short_loan");
    CHECK_STR(fact.label, "short loan");
    CHECK_STR(fact.ask, "Is the book from the short-loan shelf?");
    CHECK_STR(fact.yes, "the book is a short loan");
    CHECK_STR(fact.no, "the book is an ordinary loan");
    CHECK_INT(fact.who, AMIQUIZ_NOBODY);
    CHECK_INT(amiquiz_fact_at(pack, 2).who, AMIQUIZ_YOU);
    const struct amiquiz_combination never = amiquiz_combination_at(pack, 0);
    CHECK_INT(never.when.known, 10);
    CHECK_INT(never.when.value, 10);
    CHECK_STR(never.because, "A short loan is never renewed.");
    REQUIRE(never.source.count == 1);
    CHECK_STR(never.source.items[0], "L1");
    CHECK_STR(amiquiz_source_find(pack, "L1").title,
              "House rules of the invented library, section 1: renewing");
    CHECK_STR(amiquiz_source_find(pack, "L1").url, NULL);
    CHECK_STR(amiquiz_source_find(pack, "L9").id, NULL);
    const struct amiquiz_misconception wrong = amiquiz_misconception_at(pack, 1);
    CHECK_STR(wrong.id, "overdue-ends");
    CHECK_INT(wrong.decision, 0);
    CHECK_STR(wrong.believes, "An overdue book must always go back.");
    CHECK(strncmp(wrong.correct, "Pay the fee", 11) == 0);
    amiquiz_pack_free(pack);
}

static void test_loan_decision(void)
{
    struct amiquiz_pack *pack = read_file("data/examples/loan.json");
    REQUIRE(pack != NULL);
    CHECK_INT(amiquiz_decision_find(pack, "renew"), 0);
    CHECK(amiquiz_decision_find(pack, "path") == NONE);
    const struct amiquiz_decision decision = amiquiz_decision_at(pack, 0);
    CHECK_STR(decision.id, "renew");
    CHECK_STR(decision.ask, "You would like to keep the book. What do you do?");
    CHECK(!decision.unique);
    CHECK_INT(decision.outcomes, 3);
    CHECK_INT(decision.rules, 5);
    CHECK_INT(amiquiz_outcome_find(pack, 0, "return"), 2);
    CHECK(amiquiz_outcome_find(pack, 0, "burn") == NONE);
    const struct amiquiz_outcome outcome = amiquiz_outcome_at(pack, 0, 1);
    CHECK_STR(outcome.id, "ask-desk");
    CHECK_STR(outcome.label, "Ask at the desk");
    CHECK_STR(outcome.owner, NULL);
    CHECK_INT(outcome.steps.count, 0);
    CHECK(outcome.steps.items == NULL);
    REQUIRE(outcome.alias.count == 1);
    CHECK_STR(outcome.alias.items[0], "desk");
    CHECK(outcome.ask);
    CHECK_INT(amiquiz_rule_find(pack, 0, "open"), 4);
    CHECK(amiquiz_rule_find(pack, 0, "shut") == NONE);
    const struct amiquiz_rule rule = amiquiz_rule_at(pack, 0, 2);
    CHECK_STR(rule.id, "overdue");
    CHECK_INT(rule.when.known, 4);
    CHECK_INT(rule.when.value, 4);
    CHECK_INT(rule.then, 1);
    CHECK_INT(rule.also, 0);
    CHECK_STR(rule.because, "There is a fee to pay first, and only the desk can take it.");
    REQUIRE(rule.source.count == 1);
    CHECK_STR(rule.source.items[0], "L2");
    CHECK_STR(rule.certainty, "documented");
    CHECK_STR(amiquiz_not_because(pack, 0, 4, 2), "You may keep it, so there is no need.");
    CHECK_STR(amiquiz_not_because(pack, 0, 4, 0), NULL);
    amiquiz_pack_free(pack);
}

/* What only the AMI packs have: a sibling, steps, owners, other outcomes, dates. */
static void test_ami_texts(void)
{
    struct amiquiz_pack *pack = read_file("data/packs/ami-lecture.json");
    REQUIRE(pack != NULL);
    CHECK_STR(amiquiz_pack_about(pack).sibling, "ami-current");
    CHECK_STR(amiquiz_pack_about(pack).sibling_label, "AWS today");
    CHECK_INT(amiquiz_pack_about(pack).possible_cases, 142);
    const size_t outcome = amiquiz_outcome_find(pack, 0, "launch-create");
    REQUIRE(outcome != NONE);
    CHECK_STR(amiquiz_outcome_at(pack, 0, outcome).owner, "you");
    const uint32_t ebs = WHOLE(pack, "shared");
    const uint32_t s3 = WHOLE(pack, "shared", "instance_store");
    REQUIRE(amiquiz_steps(pack, 0, outcome, ebs).count == 2);
    CHECK_STR(amiquiz_steps(pack, 0, outcome, ebs).items[1], "ec2:CreateImage");
    CHECK_INT(amiquiz_steps(pack, 0, outcome, s3).count, 4);
    CHECK_STR(amiquiz_source_find(pack, "R23").id, "R23");
    CHECK_STR(amiquiz_source_find(pack, "R23").from, "2018-02-02");
    CHECK_STR(amiquiz_source_find(pack, "R23").until, "2019-09-21");
    CHECK(strncmp(amiquiz_source_find(pack, "R23").url, "https://", 8) == 0);
    amiquiz_pack_free(pack);
}

/* ---- Numbers that are none ------------------------------------------------------------------- */

static void test_look_ups_out_of_range(void)
{
    struct amiquiz_pack *pack = read_file("data/examples/loan.json");
    REQUIRE(pack != NULL);
    const size_t none[] = {5, 64, 4000000, NONE};
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
        const size_t n = none[i];
        CHECK_STR(amiquiz_fact_at(pack, n).id, NULL);
        CHECK_STR(amiquiz_combination_at(pack, n).because, NULL);
        CHECK_INT(amiquiz_combination_at(pack, n).when.known, 0);
        CHECK_STR(amiquiz_misconception_at(pack, n).id, NULL);
        CHECK_STR(amiquiz_decision_at(pack, n).id, NULL);
        CHECK_INT(amiquiz_decision_at(pack, n).rules, 0);
        CHECK_STR(amiquiz_outcome_at(pack, 0, n).id, NULL);
        CHECK_STR(amiquiz_outcome_at(pack, n, 0).id, NULL);
        CHECK(amiquiz_outcome_find(pack, n, "return") == NONE);
        CHECK_INT(amiquiz_steps(pack, 0, n, 0).count, 0);
        CHECK_INT(amiquiz_steps(pack, n, 0, 0).count, 0);
        CHECK_STR(amiquiz_rule_at(pack, 0, n).id, NULL);
        CHECK_STR(amiquiz_rule_at(pack, n, 0).id, NULL);
        CHECK(amiquiz_rule_find(pack, n, "open") == NONE);
        CHECK_STR(amiquiz_not_because(pack, 0, n, 2), NULL);
        CHECK_STR(amiquiz_not_because(pack, n, 4, 2), NULL);
        CHECK_STR(amiquiz_not_because(pack, 0, 4, n), NULL);
    }
    amiquiz_pack_free(pack);
}

static void test_questions_out_of_range(void)
{
    struct amiquiz_pack *pack = read_file("data/examples/loan.json");
    REQUIRE(pack != NULL);
    const struct amiquiz_case overdue = {4, 4};
    const size_t none[] = {1, 16, 4000000, NONE}; /* decisions */
    bool open[5] = {false};
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
        const size_t n = none[i];
        const struct amiquiz_answer answer = amiquiz_decide(pack, n, overdue);
        CHECK_INT(answer.verdict, AMIQUIZ_NO_DECISION);
        CHECK(answer.outcome == NONE && answer.rule == NONE && answer.outcomes == 0);
        CHECK(amiquiz_row(pack, n, 4) == NONE);
        CHECK_INT(amiquiz_open_rules(pack, n, overdue, open), 0);
        CHECK_INT(amiquiz_needs(pack, n, overdue), 0);
        CHECK_INT(amiquiz_failing(pack, n, 0, 4), 0);
        CHECK(amiquiz_why_not(pack, n, 4, 0).rule == NONE);
        CHECK(amiquiz_plan_new(pack, n) == NULL);
        struct amiquiz_changes *changes = amiquiz_changes_to(pack, n, 4, 0, UINT32_MAX);
        CHECK(changes != NULL && changes->count == 0);
        amiquiz_changes_free(changes);
    }
    const size_t no_outcomes[] = {3, 255, 256 + 1, NONE}; /* an outcome is a byte in a table */
    for (size_t i = 0; i < sizeof no_outcomes / sizeof no_outcomes[0]; i++) {
        CHECK(amiquiz_why_not(pack, 0, 4, no_outcomes[i]).rule == NONE);
        struct amiquiz_changes *changes =
            amiquiz_changes_to(pack, 0, 4, no_outcomes[i], UINT32_MAX);
        CHECK(changes != NULL && changes->count == 0);
        amiquiz_changes_free(changes);
    }
    CHECK_INT(amiquiz_failing(pack, 0, 5, 4), 0);
    CHECK_INT(amiquiz_failing(pack, 0, NONE, 4), 0);
    amiquiz_pack_free(pack);
}

static void test_cases(void)
{
    struct amiquiz_pack *pack = read_file("data/examples/loan.json");
    struct amiquiz_case facts = {0, 0};
    REQUIRE(pack != NULL);
    CHECK(amiquiz_case_set(pack, &facts, "overdue", true));
    CHECK(amiquiz_case_set(pack, &facts, "reserved", false));
    CHECK_INT(facts.known, 5);
    CHECK_INT(facts.value, 4);
    CHECK(!amiquiz_case_set(pack, &facts, "overdone", true));
    CHECK_INT(facts.known, 5);
    CHECK_INT(facts.value, 4);
    facts = amiquiz_case_with(facts, 2, false);
    CHECK_INT(facts.value, 0);
    facts = amiquiz_case_with(amiquiz_case_with(facts, 20, true), NONE, true);
    CHECK_INT(facts.known, 5);
    CHECK_INT(facts.value, 0);
    facts = amiquiz_case_without(amiquiz_case_with(facts, 3, true), 3);
    CHECK_INT(facts.known, 5);
    CHECK_INT(facts.value, 0);
    CHECK_INT(amiquiz_case_without(facts, NONE).known, 5);
    CHECK_INT(amiquiz_case_whole(pack, UINT32_MAX).known, 15);
    CHECK_INT(amiquiz_case_whole(pack, UINT32_MAX).value, 15);
    CHECK(amiquiz_possible(pack, 2));
    CHECK(!amiquiz_possible(pack, 10));
    CHECK(!amiquiz_possible(pack, 0xfffffff0u | 10));
    amiquiz_pack_free(pack);
}

/* ---- A case from all sides ------------------------------------------------------------------- */

static void test_loan_case(void)
{
    struct amiquiz_pack *pack = read_file("data/examples/loan.json");
    REQUIRE(pack != NULL);
    const uint32_t overdue = WHOLE(pack, "overdue");
    struct amiquiz_answer answer = amiquiz_decide(pack, 0, amiquiz_case_whole(pack, overdue));
    CHECK_INT(answer.verdict, AMIQUIZ_DECIDED);
    CHECK_INT(answer.outcome, 1);
    CHECK_INT(answer.rule, 2);
    CHECK_INT(answer.outcomes, 2);
    CHECK_INT(amiquiz_failing(pack, 0, 0, overdue), 1); /* row "reserved" is passed over */
    const struct amiquiz_obstacle why = amiquiz_why_not(pack, 0, overdue, 0);
    CHECK_INT(why.rule, 4); /* row "open" matches, but "overdue" stands before it */
    CHECK_INT(why.failing, 0);
    CHECK_INT(why.taken_by, 2);
    struct amiquiz_changes *changes = amiquiz_changes_to(pack, 0, overdue, 2, UINT32_MAX);
    REQUIRE(changes != NULL && changes->count == 2);
    CHECK_INT(changes->sets[0], 1);
    CHECK_INT(changes->sets[1], 2);
    amiquiz_changes_free(changes);
    changes = amiquiz_changes_to(pack, 0, overdue, 2, 12);
    CHECK(changes != NULL && changes->count == 0);
    amiquiz_changes_free(changes);
    /* What is known may have values where nothing is known, and facts that are none. */
    answer = amiquiz_decide(pack, 0, (struct amiquiz_case){0xfffffff0u, UINT32_MAX});
    CHECK_INT(answer.verdict, AMIQUIZ_UNDETERMINED);
    CHECK_INT(answer.facts.known, 0);
    CHECK_INT(answer.facts.value, 0);
    CHECK_INT(answer.outcomes, 7);
    const struct amiquiz_case never = {10, 10};
    size_t which[1] = {9};
    CHECK_INT(amiquiz_decide(pack, 0, never).verdict, AMIQUIZ_IMPOSSIBLE);
    CHECK_INT(amiquiz_decide(pack, 0, never).facts.value, 10);
    CHECK_INT(amiquiz_impossible(pack, never, which), 1);
    CHECK_INT(which[0], 0);
    CHECK_INT(amiquiz_impossible(pack, (struct amiquiz_case){10, 2}, which), 0);
    amiquiz_pack_free(pack);
}

static void test_plan(void)
{
    struct amiquiz_pack *pack = read_file("data/packs/ami-lecture.json");
    struct amiquiz_plan *plan = pack != NULL ? amiquiz_plan_new(pack, 0) : NULL;
    struct amiquiz_case facts = {0, 0};
    struct amiquiz_advice advice = {.fact = NONE};
    REQUIRE(plan != NULL);
    amiquiz_case_set(pack, &facts, "other_region", false);
    REQUIRE(amiquiz_plan_next(plan, facts, &advice));
    CHECK_NEAR(advice.mean, 3.30, 0.005); /* as the issue has worked it out */
    CHECK_INT(advice.worst, 6);
    CHECK(advice.exact);
    CHECK(advice.fact < 11);
    amiquiz_case_set(pack, &facts, "owned", true);
    REQUIRE(amiquiz_plan_next(plan, facts, &advice));
    CHECK(advice.fact == NONE);
    CHECK_NEAR(advice.mean, 0, 0);
    amiquiz_plan_free(plan);
    amiquiz_pack_free(pack);
}

/* ---- Findings -------------------------------------------------------------------------------- */

/* The findings as lines "id line:column rule other-rules", in short. */
static void print_findings(const struct amiquiz_findings *found, char *text, size_t room)
{
    size_t length = 0;
    for (size_t i = 0; i < found->count && length + 80 < room; i++) {
        const struct amiquiz_finding *f = &found->items[i];
        length +=
            (size_t)snprintf(text + length, room - length, "%s %zu:%zu", f->id, f->line, f->column);
        for (size_t k = 0; k < f->rule_count && k < 9; k++) {
            length += (size_t)snprintf(text + length, room - length, " %zu", f->rules[k]);
        }
        length += (size_t)snprintf(text + length, room - length, "\n");
    }
}

/* The same places as in tests/golden/pack-check-faults.out. */
static void test_findings(void)
{
    struct amiquiz_pack *pack = read_file("tests/data/check-faults.json");
    struct amiquiz_pack *sibling = read_file("tests/data/check-sibling.json");
    struct amiquiz_findings *found =
        pack != NULL && sibling != NULL ? amiquiz_check(pack, sibling) : NULL;
    char text[4000] = "";
    REQUIRE(found != NULL);
    CHECK_INT(found->count, 19);
    CHECK_INT(found->problems, 13);
    for (size_t i = 0; i < found->count; i++) {
        CHECK(found->items[i].problem == (i < found->problems));
        CHECK(!found->items[i].more);
    }
    print_findings(found, text, sizeof text);
    static const char want[] =
        "gap 13:10\nconflict 29:12 0\nconflict 30:12 0\ndead 19:12\ndead 20:12 0\n"
        "dead 22:12 0 3\ndead 24:12 0 3 5\nredundant 23:12 6\nunreachable-outcome 16:47\n"
        "unused-fact 8:10\nsame-as-key 34:10\ntwins 36:10\ntwins 38:10\norder-matters ";
    CHECK(strncmp(text, want, sizeof want - 1) == 0);
    CHECK(strstr(text, "\ndecoy 7:30\none-case 37:10\n") != NULL);
    const struct amiquiz_finding *conflict = &found->items[1];
    CHECK_INT(conflict->decision, 1);
    CHECK_INT(conflict->rule, 1);
    CHECK_INT(conflict->cases, 8);
    CHECK(conflict->has_witness);
    CHECK_INT(conflict->witness, 3);
    CHECK(conflict->fact == NONE && conflict->outcome == NONE && conflict->misconception == NONE);
    CHECK_INT(found->items[8].outcome, 2);
    CHECK_INT(found->items[9].fact, 4);
    CHECK_INT(found->items[11].misconception, 2);
    CHECK_INT(found->items[11].other, 1);
    CHECK_INT(found->items[12].misconception, 4);
    CHECK(found->items[12].other == NONE);
    amiquiz_findings_free(found);
    amiquiz_pack_free(sibling);
    amiquiz_pack_free(pack);
}

/* Without its sibling, or with a pack of other facts in its place, one of the twins is not seen. */
static void test_findings_without_sibling(void)
{
    struct amiquiz_pack *pack = read_file("tests/data/check-faults.json");
    struct amiquiz_pack *other = read_file("data/examples/loan.json");
    REQUIRE(pack != NULL && other != NULL);
    const struct amiquiz_pack *siblings[] = {NULL, other};
    for (size_t i = 0; i < 2; i++) {
        struct amiquiz_findings *found = amiquiz_check(pack, siblings[i]);
        REQUIRE(found != NULL);
        CHECK_INT(found->problems, 12);
        amiquiz_findings_free(found);
    }
    amiquiz_pack_free(other);
    amiquiz_pack_free(pack);
}

static void test_contradiction(void)
{
    struct amiquiz_pack *pack = read_file("tests/data/check-contradiction.json");
    struct amiquiz_findings *found = pack != NULL ? amiquiz_check(pack, NULL) : NULL;
    REQUIRE(found != NULL && found->count == 1);
    CHECK_STR(found->items[0].id, "contradiction");
    CHECK(found->items[0].decision == NONE && !found->items[0].has_witness);
    CHECK_INT(amiquiz_pack_about(pack).possible_cases, 0);
    CHECK_INT(amiquiz_decide(pack, 0, (struct amiquiz_case){0, 0}).verdict, AMIQUIZ_IMPOSSIBLE);
    amiquiz_findings_free(found);
    amiquiz_pack_free(pack);
}

/* ---- Differences ----------------------------------------------------------------------------- */

static void test_differences(void)
{
    struct amiquiz_pack *a = read_file("data/packs/ami-lecture.json");
    struct amiquiz_pack *b = read_file("data/packs/ami-current.json");
    REQUIRE(a != NULL && b != NULL);
    CHECK(amiquiz_same_facts(a, b));
    struct amiquiz_differences *found = amiquiz_diff(a, b);
    REQUIRE(found != NULL && found->count > 0);
    CHECK_INT(found->cases, 142);
    CHECK_INT(found->only_a + found->only_b, 0);
    size_t differing[AMIQUIZ_DECISIONS_MAX] = {0};
    for (uint32_t whole = 0; whole < 1u << 11; whole++) { /* the same facts in the same order */
        for (size_t d = 0; amiquiz_possible(a, whole) && d < amiquiz_pack_about(a).decisions; d++) {
            const char *left =
                amiquiz_outcome_at(a, d, amiquiz_decide(a, d, amiquiz_case_whole(a, whole)).outcome)
                    .id;
            const char *right =
                amiquiz_outcome_at(b, d, amiquiz_decide(b, d, amiquiz_case_whole(b, whole)).outcome)
                    .id;
            differing[d] += strcmp(left, right) != 0;
        }
    }
    for (size_t d = 0; d < amiquiz_pack_about(a).decisions; d++) {
        CHECK_INT(found->differing[d], differing[d]);
    }
    for (size_t i = 0; i < found->count; i++) {
        const struct amiquiz_difference *d = &found->items[i];
        CHECK(d->a != NONE && d->b != NONE && d->cases > 0);
        CHECK_INT((d->witness ^ d->when.value) & d->when.known, 0);
        CHECK_INT(amiquiz_rule_at(a, d->decision, amiquiz_row(a, d->decision, d->witness)).then,
                  d->a);
        CHECK_INT(amiquiz_rule_at(b, d->other, amiquiz_row(b, d->other, d->witness)).then, d->b);
    }
    amiquiz_differences_free(found);
    found = amiquiz_diff(a, a);
    CHECK(found != NULL && found->count == 0);
    amiquiz_differences_free(found);
    amiquiz_pack_free(b);
    amiquiz_pack_free(a);
}

static void test_other_facts(void)
{
    struct amiquiz_pack *a = read_file("tests/data/diff-door.json");
    struct amiquiz_pack *b = read_file("tests/data/diff-door-more-facts.json");
    REQUIRE(a != NULL && b != NULL);
    CHECK(!amiquiz_same_facts(a, b));
    CHECK(!amiquiz_same_facts(b, a));
    CHECK(amiquiz_diff(a, b) == NULL);
    amiquiz_pack_free(b);
    amiquiz_pack_free(a);
}

int main(void)
{
    RUN(test_version);
    RUN(test_free_nothing);
    RUN(test_messages);
    RUN(test_no_packs);
    RUN(test_many_messages);
    RUN(test_loan_facts);
    RUN(test_loan_decision);
    RUN(test_ami_texts);
    RUN(test_look_ups_out_of_range);
    RUN(test_questions_out_of_range);
    RUN(test_cases);
    RUN(test_loan_case);
    RUN(test_plan);
    RUN(test_findings);
    RUN(test_findings_without_sibling);
    RUN(test_contradiction);
    RUN(test_differences);
    RUN(test_other_facts);
    return check_end();
}
