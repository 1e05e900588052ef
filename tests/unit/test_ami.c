/* The two AMI packs against tests/unit/twin_ami.c: every case, every partial case, every count. */
#include <stdlib.h>

#include "engine/advise.h"
#include "engine/pack.h"
#include "engine/table.h"
#include "tests/unit/check.h"
#include "tests/unit/pack_file.h"
#include "tests/unit/slow_engine.h"
#include "tests/unit/twin_ami.h"

#define CASES     (1u << AMI_FACTS)
#define DECISIONS 5

static const char *const decision_ids[DECISIONS] = {"path", "launch", "run-there", "share",
                                                    "make-public"};
static struct pack *packs[2]; /* by enum ami_edition */
static struct table *tables[2][DECISIONS];

static const char *outcome_id(size_t edition, size_t decision, uint32_t whole)
{
    const uint8_t outcome = table_outcome(tables[edition][decision], whole);
    return outcome == TABLE_NO_OUTCOME ? "none"
                                       : packs[edition]->decisions[decision].outcomes[outcome].id;
}

static bool ask_of(size_t edition, size_t decision, uint32_t whole)
{
    const uint8_t outcome = table_outcome(tables[edition][decision], whole);
    return outcome != TABLE_NO_OUTCOME && packs[edition]->decisions[decision].outcomes[outcome].ask;
}

static void test_facts_and_decisions(void)
{
    for (size_t e = 0; e < 2; e++) {
        REQUIRE(packs[e]->fact_count == AMI_FACTS);
        for (size_t i = 0; i < AMI_FACTS; i++) {
            CHECK_STR(packs[e]->facts[i].id, ami_fact_ids[i]);
        }
        REQUIRE(packs[e]->decision_count == DECISIONS);
        for (size_t d = 0; d < DECISIONS; d++) {
            CHECK_STR(packs[e]->decisions[d].id, decision_ids[d]);
        }
    }
    CHECK_STR(packs[AMI_LECTURE]->id, "ami-lecture");
    CHECK_STR(packs[AMI_CURRENT]->id, "ami-current");
    CHECK_STR(packs[AMI_LECTURE]->sibling_pack, "ami-current");
    CHECK_STR(packs[AMI_CURRENT]->sibling_pack, "ami-lecture");
    CHECK_STR(packs[AMI_LECTURE]->sibling_label, "AWS today");
}

static void test_possible_cases(void)
{
    for (size_t e = 0; e < 2; e++) {
        for (uint32_t c = 0; c < CASES; c++) {
            const struct ami a = ami_of_bits(c);
            if (case_set_has(&packs[e]->possible, c) != ami_possible(&a)) {
                printf("# pack %s, case %x\n", packs[e]->id, c);
                check_fail(__FILE__, __LINE__, "possible() agrees");
            }
        }
        CHECK_INT(case_set_count(&packs[e]->possible), 142);
    }
}

static void test_every_outcome(void)
{
    for (size_t e = 0; e < 2; e++) {
        for (size_t d = 0; d < DECISIONS; d++) {
            for (uint32_t c = 0; c < CASES; c++) {
                const struct ami a = ami_of_bits(c);
                const char *want = ami_decide((enum ami_edition)e, decision_ids[d], &a);
                if (ami_possible(&a) && strcmp(outcome_id(e, d, c), want) != 0) {
                    printf("# pack %s, decision %s, case %x\n", packs[e]->id, decision_ids[d], c);
                    CHECK_STR(outcome_id(e, d, c), want);
                }
            }
        }
    }
}

/* Not only the answer: the row that gives it, for its reason and source are what people read. */
static void test_every_row(void)
{
    for (size_t e = 0; e < 2; e++) {
        for (size_t d = 0; d < DECISIONS; d++) {
            for (uint32_t c = 0; c < CASES; c++) {
                const struct ami a = ami_of_bits(c);
                const uint16_t row = table_row(tables[e][d], c);
                char want[40];
                ami_rule((enum ami_edition)e, decision_ids[d], &a, want);
                if (ami_possible(&a)) {
                    REQUIRE(row < TABLE_CLASH);
                    CHECK_STR(packs[e]->decisions[d].rules[row].id, want);
                }
            }
        }
    }
}

static size_t count_of(size_t edition, const char *decision, const char *outcome)
{
    const size_t d = pack_decision(packs[edition], decision);
    size_t count = 0;
    for (uint32_t c = 0; c < CASES; c++) {
        count += case_set_has(&packs[edition]->possible, c) &&
                 strcmp(outcome_id(edition, d, c), outcome) == 0;
    }
    return count;
}

/* Section 3.5 of the rules gives these figures. */
static void test_counts(void)
{
    static const struct {
        const char *decision, *outcome;
        size_t count[2];
    } counts[] = {
        {"path", "copy-image", {32, 44}},
        {"path", "copy-snapshot-register", {6, 4}},
        {"path", "launch-create", {32, 32}},
        {"path", "not-possible", {62, 62}},
        {"path", "unsettled", {10, 0}},
        {"launch", "yes", {64, 76}},
        {"launch", "no", {66, 66}},
        {"launch", "unsettled", {12, 0}},
        {"share", "yes", {76, 130}},
        {"share", "no", {12, 12}},
        {"share", "unsettled", {54, 0}},
        {"make-public", "yes", {56, 56}},
        {"make-public", "no", {86, 86}},
        {"run-there", "launch", {32, 38}},
        {"run-there", "copy-image", {16, 22}},
        {"run-there", "copy-snapshot-register", {5, 4}},
        {"run-there", "launch-create-copy", {16, 16}},
        {"run-there", "not-possible", {62, 62}},
        {"run-there", "unsettled", {11, 0}},
    };
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        for (size_t e = 0; e < 2; e++) {
            CHECK_INT(count_of(e, counts[i].decision, counts[i].outcome), counts[i].count[e]);
        }
    }
    size_t differing = 0;
    for (uint32_t c = 0; c < CASES; c++) {
        differing += case_set_has(&packs[0]->possible, c) &&
                     strcmp(outcome_id(0, 0, c), outcome_id(1, 0, c)) != 0;
    }
    CHECK_INT(differing, 20);
}

/* No row without its reason and a source that can be opened or at least named; none for nothing. */
static void test_rows(void)
{
    for (size_t e = 0; e < 2; e++) {
        for (size_t d = 0; d < DECISIONS; d++) {
            const struct decision *decision = &packs[e]->decisions[d];
            for (size_t i = 0; i < decision->rule_count; i++) {
                const struct rule *rule = &decision->rules[i];
                size_t decides = 0;
                for (uint32_t c = 0; c < CASES; c++) {
                    decides +=
                        case_set_has(&packs[e]->possible, c) && table_row(tables[e][d], c) == i;
                }
                if (decides == 0 || rule->source.count == 0) {
                    printf("# %s, row %s\n", packs[e]->id, rule->id);
                    CHECK(decides > 0);
                    CHECK(rule->source.count > 0);
                }
                for (size_t s = 0; s < rule->source.count; s++) {
                    CHECK(pack_source(packs[e], rule->source.items[s]) != NULL);
                }
                CHECK(rule->certainty <= CERTAINTY_INFERRED);
            }
        }
    }
}

/* What the interface promises of marks: unseen (R3, R5) and the snapshot rows (R14, R22). */
static void test_certainties(void)
{
    for (size_t e = 0; e < 2; e++) {
        for (uint32_t c = 0; c < CASES; c++) {
            const struct ami a = ami_of_bits(c);
            const char *outcome = ami_decide((enum ami_edition)e, "path", &a);
            if (ami_possible(&a) && !a.owned &&
                (!a.shared || strcmp(outcome, "copy-snapshot-register") == 0)) {
                const size_t row = table_row(tables[e][0], c);
                CHECK_INT(packs[e]->decisions[0].rules[row].certainty, CERTAINTY_DOCUMENTED);
            }
        }
    }
}

/* ---- Partial cases ------------------------------------------------------------------------- */

static size_t partials_compared;

static void compare_partial(size_t e, size_t d, const struct slow *slow, struct partial facts)
{
    const struct table *table = tables[e][d];
    bool rows[64] = {false}, slow_rows[64] = {false}, undecided, slow_undecided;
    struct partial closed = {0, 0}, slow_closed;
    const uint64_t open = table_open_outcomes(table, &packs[e]->possible, facts, rows, &undecided);
    const uint64_t want = slow_open(slow, facts, slow_rows, table->rows, &slow_undecided);
    const bool can = partial_close(&packs[e]->possible, facts, &closed);
    const bool slow_can = slow_close(slow, facts, &slow_closed);
    bool same = open == want && undecided == slow_undecided && can == slow_can &&
                memcmp(rows, slow_rows, sizeof rows) == 0;
    same =
        same && (!can || (closed.known == slow_closed.known && closed.value == slow_closed.value));
    const uint32_t needs = table_needs(table, &packs[e]->possible, facts);
    same = same && needs == slow_needs(slow, facts);
    same = same && (needs != 0) == ((open & (open - 1)) != 0);
    if (!same) {
        printf("# %s %s known %x value %x\n", packs[e]->id, decision_ids[d], facts.known,
               facts.value);
        check_fail(__FILE__, __LINE__, "a partial case agrees with the slow engine");
    }
    partials_compared++;
}

/* Sanitizers are slow, and what they look for shows in a part of the cases, too. */
#ifdef __SANITIZE_ADDRESS__
#define STEP_OF_PATH 7
#else
#define STEP_OF_PATH 1
#endif

/* All 3^11 of them for path, every 11th for the others. */
static void test_partial_cases(void)
{
    for (size_t e = 0; e < 2; e++) {
        for (size_t d = 0; d < DECISIONS; d++) {
            struct slow slow = slow_of_decision(packs[e], d);
            size_t number = d;
            for (uint32_t known = 0; known < CASES; known++) {
                uint32_t value = 0;
                do {
                    if (number++ % (d == 0 ? STEP_OF_PATH : 11) == 0) {
                        compare_partial(e, d, &slow, (struct partial){known, value});
                    }
                    value = (value - known) & known;
                } while (value != 0);
            }
            slow_free(&slow);
        }
    }
    CHECK(partials_compared > 2u * 177147u / STEP_OF_PATH);
}

/* ---- Misconceptions ------------------------------------------------------------------------ */

/* In how many askable cases do two answers differ?  Outcomes are compared by id. */
static size_t differing(size_t e, size_t d, const struct table *table, const struct table *other,
                        size_t other_edition)
{
    const struct decision *mine = &packs[e]->decisions[d];
    const struct decision *theirs = &packs[other_edition]->decisions[d];
    size_t count = 0;
    for (uint32_t c = 0; c < CASES; c++) {
        if (!case_set_has(&packs[e]->possible, c) || !ask_of(e, d, c)) {
            continue;
        }
        const uint8_t a = table_outcome(table, c), b = table_outcome(other, c);
        const char *a_id = a == TABLE_NO_OUTCOME ? "" : mine->outcomes[a].id;
        const char *b_id = b == TABLE_NO_OUTCOME ? "" : theirs->outcomes[b].id;
        count += strcmp(a_id, b_id) != 0;
    }
    return count;
}

static void test_misconceptions(void)
{
    for (size_t e = 0; e < 2; e++) {
        const struct pack *pack = packs[e];
        struct table *beliefs[PACK_MISCONCEPTIONS_MAX] = {NULL};
        size_t of_path = 0;
        for (size_t i = 0; i < pack->misconception_count; i++) {
            const size_t d = pack->misconceptions[i].decision;
            beliefs[i] = table_of_misconception(pack, i, tables[e][d]);
            REQUIRE(beliefs[i] != NULL);
            of_path += d == 0;
            bool good = differing(e, d, beliefs[i], tables[e][d], e) > 0 &&
                        differing(e, d, beliefs[i], tables[1 - e][d], 1 - e) > 0;
            for (size_t j = 0; j < i; j++) {
                good = good && (pack->misconceptions[j].decision != d ||
                                differing(e, d, beliefs[i], beliefs[j], e) > 0);
            }
            for (uint32_t c = 0; c < CASES; c++) {
                const uint8_t outcome = table_outcome(beliefs[i], c);
                good = good && (outcome == TABLE_NO_OUTCOME ? SLOW_NONE : (int)outcome) ==
                                   slow_belief(pack, i, c);
            }
            if (!good) {
                printf("# %s %s\n", pack->id, pack->misconceptions[i].id);
                check_fail(__FILE__, __LINE__,
                           "a misconception is one of its own, and compiled right");
            }
        }
        CHECK(of_path >= 10);
        for (size_t i = 0; i < pack->misconception_count; i++) {
            table_free(beliefs[i]);
        }
    }
}

/* ---- Field cases of section 6 --------------------------------------------------------------- */

static struct partial facts_of(const char *list)
{
    struct partial facts = {0, 0};
    char copy[256];
    (void)snprintf(copy, sizeof copy, "%s", list);
    for (char *word = strtok(copy, " "); word != NULL; word = strtok(NULL, " ")) {
        const bool no = word[0] == '!';
        const size_t fact = pack_fact(packs[0], word + no);
        CHECK(fact < AMI_FACTS);
        facts = partial_with(facts, fact, !no);
    }
    return facts;
}

/* In every completion: is the outcome this one (or, after "not ", never this one)? */
static void expect(size_t e, const char *decision, const char *facts, const char *outcome)
{
    const size_t d = pack_decision(packs[e], decision);
    const bool never = strncmp(outcome, "not ", 4) == 0;
    struct case_walk walk = case_walk_begin(&packs[e]->possible, facts_of(facts));
    size_t count = 0;
    for (uint32_t c; case_walk_next(&walk, &c); count++) {
        if ((strcmp(outcome_id(e, d, c), outcome + (never ? 4 : 0)) == 0) == never) {
            printf("# %s %s [%s] case %x: %s, wanted %s\n", packs[e]->id, decision, facts, c,
                   outcome_id(e, d, c), outcome);
            check_fail(__FILE__, __LINE__, "a field case holds");
        }
    }
    CHECK(count > 0);
}

static void test_field_cases(void)
{
    for (size_t e = 0; e < 2; e++) {
        /* F1: a public AMI with a private snapshot is not copied; opened, it is. */
        expect(e, "path", "public !snapshot_access", "launch-create");
        expect(e, "path", "public snapshot_access !product_code", "copy-image");
        /* F2, F3: launch, create an image, copy that to one's Region. */
        expect(e, "run-there", "public !snapshot_access other_region", "launch-create-copy");
        /* F4, F5: shared with one account without the snapshot: launches, does not copy. */
        expect(e, "launch", "shared !public !encrypted !snapshot_access", "yes");
        expect(e, "path", "shared !public !encrypted !snapshot_access", "launch-create");
        /* F8, F9: Marketplace is refused across accounts and not within one. */
        expect(e, "path", "!owned marketplace", "not copy-image");
        expect(e, "path", "owned marketplace", "copy-image");
        /* F8: no permission on the storage of an AMI of another account. */
        expect(e, "path", "!owned !snapshot_access", "not copy-image");
    }
    /* F6 (2017): encrypted, not copied directly; the snapshot route with snapshot and key. */
    expect(AMI_LECTURE, "path", "!owned encrypted", "not copy-image");
    expect(AMI_LECTURE, "path", "!owned encrypted snapshot_access key_access !product_code",
           "copy-snapshot-register");
    expect(AMI_CURRENT, "path", "shared encrypted snapshot_access key_access !product_code",
           "copy-image");
    /* F7 (2017): Windows of another account: launch and create.  F9 (2020): it no longer blocks. */
    expect(AMI_LECTURE, "path", "shared product_code !encrypted", "launch-create");
    expect(AMI_LECTURE, "path", "!owned product_code", "not copy-image");
    expect(AMI_CURRENT, "path", "shared product_code !marketplace !encrypted snapshot_access",
           "copy-image");
}

int main(void)
{
    packs[AMI_LECTURE] = pack_of_file("data/packs/ami-lecture.json");
    packs[AMI_CURRENT] = pack_of_file("data/packs/ami-current.json");
    if (packs[0] == NULL || packs[1] == NULL) {
        return 1;
    }
    RUN(test_facts_and_decisions);
    if (check_state.failed > 0) {
        return check_end();
    }
    for (size_t e = 0; e < 2; e++) {
        for (size_t d = 0; d < DECISIONS; d++) {
            tables[e][d] = table_of_decision(packs[e], d);
        }
    }
    RUN(test_possible_cases);
    RUN(test_every_outcome);
    RUN(test_every_row);
    RUN(test_counts);
    RUN(test_rows);
    RUN(test_certainties);
    RUN(test_partial_cases);
    RUN(test_misconceptions);
    RUN(test_field_cases);
    for (size_t e = 0; e < 2; e++) {
        for (size_t d = 0; d < DECISIONS; d++) {
            table_free(tables[e][d]);
        }
        pack_free(packs[e]);
    }
    return check_end();
}
