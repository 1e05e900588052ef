/* What is said about every option of every question that both packs can give about a case. */
#include "questions/item/feedback.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "questions/item/scenario.h"
#include "questions/text/buffer.h"
#include "tests/unit/check.h"
#include "tests/unit/slow_engine.h"
#include "tests/unit/subjects.h"

static struct buffer said; /* what the function under test added last */

static void check_reads(const char *what, const char *ends)
{
    const char *fault = text_fault(buffer_text(&said), ends);
    if (fault != NULL) {
        check_fail(__FILE__, __LINE__, what);
        CHECK_STR(fault, NULL);
        check_print_string("said", buffer_text(&said));
    }
}

/* The facts whose clauses a text says as they are not in this case. */
static uint32_t changed_as_said(const struct question *q, const char *text)
{
    const struct pack *pack = q->subject->pack;
    uint32_t changed = 0;
    for (size_t f = 0; f < pack->fact_count; f++) {
        const bool value = (q->facts & fact_bit(f)) == 0;
        if (strstr(text, fact_clause(&pack->facts[f], value)) != NULL) {
            changed |= fact_bit(f);
        }
    }
    return changed;
}

/* The nearest possible case in which the facts said are changed: what follows from them changes too. */
static uint32_t case_as_said(const struct question *q, uint32_t changed)
{
    const struct pack *pack = q->subject->pack;
    uint32_t nearest = q->facts;
    int fewest = -1;
    for (uint32_t other = 0; other >> pack->fact_count == 0; other++) {
        const int count = slow_count(other ^ q->facts);
        if ((changed & ~(other ^ q->facts)) == 0 && slow_possible(pack, other) &&
            (fewest < 0 || count < fewest)) {
            fewest = count;
            nearest = other;
        }
    }
    return nearest;
}

/* The fewest changes that lead to an outcome, by looking at every case. */
static int fewest_changes(const struct question *q, size_t outcome)
{
    const struct pack *pack = q->subject->pack;
    int fewest = -1;
    for (uint32_t other = 0; other >> pack->fact_count == 0; other++) {
        const int row = slow_possible(pack, other) ? slow_row(pack, q->decision, other) : -1;
        if (row >= 0 && pack->decisions[q->decision].rules[row].then == outcome &&
            (fewest < 0 || slow_count(other ^ q->facts) < fewest)) {
            fewest = slow_count(other ^ q->facts);
        }
    }
    return fewest;
}

static bool leads_to(const struct question *q, uint32_t there, size_t outcome)
{
    const int row = slow_row(q->subject->pack, q->decision, there);
    return row >= 0 && q->subject->pack->decisions[q->decision].rules[row].then == outcome;
}

static void check_change(const struct question *q, size_t option)
{
    buffer_clear(&said);
    const bool any = feedback_change(q, option, &said);
    if ((q->key >> option & 1) != 0) {
        CHECK(!any && said.length == 0);
        return;
    }
    const int fewest = fewest_changes(q, q->options[option].outcome);
    CHECK_INT(any, fewest > 0);
    if (any) {
        check_reads("change", ".");
        const uint32_t said_changed = changed_as_said(q, buffer_text(&said));
        const uint32_t there = case_as_said(q, said_changed);
        CHECK(slow_possible(q->subject->pack, there));
        CHECK(leads_to(q, there, q->options[option].outcome));
        CHECK(slow_count(there ^ q->facts) == fewest || slow_count(said_changed) == 1);
        CHECK((strstr(buffer_text(&said), "one fact changes") != NULL) ==
              (slow_count(said_changed) == 1));
    }
}

/* Each fact that "What counts here" names is one of this case, and one at least is named. */
static void check_against(const struct question *q, const char *here)
{
    const struct pack *pack = q->subject->pack;
    size_t named = 0;
    for (size_t f = 0; f < pack->fact_count; f++) {
        named += strstr(here, fact_clause(&pack->facts[f], (q->facts & fact_bit(f)) != 0)) != NULL;
    }
    CHECK(named > 0);
}

static void check_belief(const struct question *q, size_t option)
{
    const struct pack *pack = q->subject->pack;
    double weight[PACK_MISCONCEPTIONS_MAX] = {0};
    size_t fitting[PACK_MISCONCEPTIONS_MAX];
    const size_t count = feedback_beliefs(q, option, NULL, fitting);
    buffer_clear(&said);
    const char letter[] = {feedback_letter(option), '\0'};
    CHECK_INT(feedback_belief(q, option, letter, NULL, &said), count > 0);
    CHECK((count > 0) == (said.length > 0));
    for (size_t i = 0; i < count; i++) {
        const struct misconception *m = &pack->misconceptions[fitting[i]];
        char quoted[1000];
        weight[fitting[i]] = 1;
        buffer_clear(&said);
        CHECK(feedback_belief(q, option, letter, weight, &said));
        weight[fitting[i]] = 0;
        check_reads("belief", ".");
        (void)snprintf(quoted, sizeof quoted, "fits the belief \"%.*s\".",
                       (int)strlen(m->believes) - (m->believes[strlen(m->believes) - 1] == '.'),
                       m->believes);
        CHECK(buffer_text(&said)[0] == feedback_letter(option));
        CHECK(strstr(buffer_text(&said), quoted) != NULL);
        CHECK(strstr(buffer_text(&said), m->correct) != NULL);
        const char *here = strstr(buffer_text(&said), " What counts here: ");
        CHECK(here != NULL);
        if (here != NULL) {
            check_against(q, here);
        } else {
            check_print_string("said", buffer_text(&said));
        }
    }
}

static void check_sibling(const struct question *q)
{
    const size_t there = subject_sibling_outcome(q->subject, q->decision, q->facts);
    const int row = slow_row(q->subject->pack, q->decision, q->facts);
    const size_t here = q->subject->pack->decisions[q->decision].rules[row].then;
    buffer_clear(&said);
    CHECK(feedback_sibling(q, &said)); /* both packs decide all cases */
    check_reads("sibling", ".");
    CHECK((strncmp(buffer_text(&said), "The same answer", 15) == 0) == (there == here));
    /* Only for AWS Marketplace AMIs nobody says whether today's rule holds to this day. */
    const bool dated =
        strcmp(buffer_text(&said),
               "The same answer, by a text that stood until 2023-06-15 at least.") == 0;
    const char *rule = subject_sibling_rule(q->subject, q->decision, q->facts)->id;
    CHECK_INT(dated, there == here && (strcmp(rule, "marketplace") == 0 ||
                                       strcmp(rule, "there-marketplace") == 0));
    for (size_t i = 0; i < q->option_count; i++) {
        CHECK_INT(feedback_sibling_agrees(q, i), q->options[i].outcome == there && there != here);
    }
}

/* What the sibling says of an option that is a sentence: 1 true, 0 false, -1 nothing. */
static int told_there(const struct question *q, size_t option, const struct statement **theirs)
{
    const struct pack *there = q->subject->sibling->pack;
    for (size_t i = 0; i < there->statement_count; i++) {
        *theirs = &there->statements[i];
        for (int truth = 0; truth < 2; truth++) {
            const struct texts *texts = truth ? &(*theirs)->is_true : &(*theirs)->is_false;
            for (size_t w = 0; w < texts->count; w++) {
                if (strcmp(texts->items[w], q->options[option].text) == 0) {
                    return truth;
                }
            }
        }
    }
    return -1;
}

/* "The same answer" is said of the question: so the sibling must say the same of every sentence. */
static void check_sentences_there(const struct question *q)
{
    bool all_same = true, key_same = false;
    const bool true_wanted =
        strcmp(q->ask, "Which of these sentences is false?") != 0; /* as question.c asks */
    const struct statement *theirs;
    for (size_t i = 0; i < q->option_count; i++) {
        const bool key = (q->key >> i & 1) != 0;
        const bool same = told_there(q, i, &theirs) == (key == true_wanted);
        all_same = all_same && same;
        key_same = key ? same : key_same;
    }
    const char *text = buffer_text(&said);
    CHECK_INT(strcmp(text, "The same answer.") == 0, all_same);
    CHECK_INT(strcmp(text, "The same of the right answer.") == 0, key_same && !all_same);
    CHECK(key_same || strncmp(text, "The other way round. ", 21) == 0 ||
          strncmp(text, "Nothing is said of this there. ", 31) == 0);
}

/* A sentence is said to be true or false: which, must not be guessed from the reason. */
static void check_sentence(const struct question *q, size_t option)
{
    const struct statement *about = &q->subject->pack->statements[q->options[option].statement];
    bool truth = false;
    for (size_t i = 0; i < about->is_true.count; i++) {
        truth = truth || strcmp(about->is_true.items[i], q->options[option].text) == 0;
    }
    const bool key = (q->key >> option & 1) != 0;
    const struct statement *theirs;
    const int there = told_there(q, option, &theirs);
    char want[2000];
    (void)snprintf(want, sizeof want, "This sentence is %s%s. %s%s%s%s%s", truth ? "true" : "false",
                   key ? ", so it is the answer" : "", about->because,
                   key || there == truth ? "" : " ",
                   key || there == truth ? "" : q->subject->pack->sibling_label,
                   key || there == truth ? ""
                   : there < 0           ? ": Nothing is said of this sentence."
                                         : ": It is the other way round. ",
                   key || there < 0 || there == truth ? "" : theirs->because);
    CHECK_STR(buffer_text(&said), want);
}

static void check_question(const struct question *q)
{
    buffer_clear(&said);
    feedback_why(q, &said);
    check_reads("why", ".");
    buffer_clear(&said);
    feedback_options(q, q->key, &said);
    check_reads("options", NULL);
    CHECK((q->key >> (buffer_text(&said)[0] - 'A') & 1) != 0);
    CHECK(feedback_sources(q)->count > 0); /* everything in these packs has a source */
    for (size_t i = 0; i < q->option_count; i++) {
        buffer_clear(&said);
        feedback_option(q, i, &said);
        check_reads("option", ".");
        if (q->kind == QUESTION_STATEMENT) {
            check_sentence(q, i);
        }
        if (q->kind == QUESTION_DECISION) {
            check_belief(q, i);
            check_change(q, i);
        } else {
            size_t fitting[PACK_MISCONCEPTIONS_MAX];
            buffer_clear(&said);
            CHECK_INT(feedback_beliefs(q, i, NULL, fitting), 0);
            CHECK(!feedback_belief(q, i, "A", NULL, &said) && !feedback_change(q, i, &said));
            CHECK(feedback_sibling(q, &said) && !feedback_sibling_agrees(q, i));
            check_sentences_there(q);
        }
    }
    if (q->kind == QUESTION_DECISION) {
        check_sibling(q);
    }
}

static void check_all(const char *id)
{
    struct subject *s = subject_of(id);
    size_t asked = 0;
    REQUIRE(s != NULL);
    for (size_t d = 0; d < s->pack->decision_count; d++) {
        for (uint32_t whole = 0; whole >> s->pack->fact_count == 0; whole++) {
            size_t outcomes[QUESTION_OPTIONS];
            if (check_state.bad || !subject_askable(s, d, whole)) {
                continue;
            }
            const size_t count = question_choose(s, d, whole, NULL, outcomes);
            struct question *q = question_decision(s, d, whole, SCENARIO_PLAIN, 1, outcomes, count);
            REQUIRE(q != NULL);
            check_question(q);
            if (check_state.bad) {
                subject_print_case(s, d, whole, SCENARIO_PLAIN);
            }
            asked++;
            question_free(q);
        }
    }
    CHECK(asked > 300);
    for (size_t i = 0; i < s->pack->statement_count; i++) {
        for (uint64_t seed = 0; seed < 10 && !check_state.bad; seed++) {
            struct question *q = question_statement(s, i, seed);
            REQUIRE(q != NULL);
            check_question(q);
            question_free(q);
        }
    }
    buffer_fini(&said);
    subject_free(s);
}

static void test_lecture(void)
{
    check_all("ami-lecture");
}

static void test_current(void)
{
    check_all("ami-current");
}

static void test_heavier_beliefs_come_first(void)
{
    struct subject *s = subject_of("ami-lecture");
    REQUIRE(s != NULL);
    const struct opening *o = &s->pack->opening;
    size_t outcomes[QUESTION_OPTIONS], fitting[PACK_MISCONCEPTIONS_MAX];
    double weight[PACK_MISCONCEPTIONS_MAX];
    const size_t count = question_choose(s, o->decision, o->facts, NULL, outcomes);
    struct question *q =
        question_decision(s, o->decision, o->facts, o->telling, 1, outcomes, count);
    REQUIRE(q != NULL);
    for (size_t m = 0; m < s->pack->misconception_count; m++) {
        weight[m] = (double)(m * 7 % 5);
    }
    for (size_t i = 0; i < q->option_count; i++) {
        const size_t fits = feedback_beliefs(q, i, weight, fitting);
        for (size_t j = 1; j < fits; j++) {
            CHECK(weight[fitting[j - 1]] >= weight[fitting[j]]);
        }
    }
    question_free(q);
    subject_free(s);
}

static const char *const encrypted_shared[] = {"shared",     "encrypted",       "customer_key",
                                               "key_access", "snapshot_access", NULL};
static const char *const default_key[] = {"owned", "encrypted", "key_access", "snapshot_access",
                                          NULL};
static const char *const key_closed[] = {"shared", "encrypted", "customer_key", NULL};

/*
 * What counts is what the row looks at and the belief does not: that the owner could copy is true,
 * and no help to somebody who takes open snapshots for all that a copy needs.
 */
static const struct {
    const char *decision, *const *facts;
    const char *outcome, *belief;
    const char *counts, *change;
} told[] = {
    {"path", encrypted_shared, "copy-image", "snapshot-opens-all",
     " What counts here: at least one snapshot of the AMI is encrypted. ",
     "right as soon as one fact changes: the AMI is not encrypted."},
    {"share", default_key, "yes", "share-aws-key",
     " What counts here: no customer managed key is used. ",
     "right as soon as one fact changes: the AMI is not encrypted."},
    {"launch", key_closed, "yes", "share-brings-key",
     " What counts here: the key of the snapshots may not be used. ",
     "right as soon as one fact changes: the AMI is not encrypted."},
};

static uint32_t case_of(const struct pack *pack, const char *const facts[])
{
    uint32_t whole = 0;
    for (size_t f = 0; f < pack->fact_count; f++) {
        for (size_t i = 0; facts[i] != NULL; i++) {
            whole |= strcmp(facts[i], pack->facts[f].id) == 0 ? fact_bit(f) : 0;
        }
    }
    return whole;
}

static void check_told(const struct subject *s, size_t number)
{
    const uint32_t whole = case_of(s->pack, told[number].facts);
    double weight[PACK_MISCONCEPTIONS_MAX] = {0};
    size_t outcomes[QUESTION_OPTIONS];
    size_t d = 0, m = 0;
    while (strcmp(s->pack->decisions[d].id, told[number].decision) != 0) {
        d++;
    }
    while (strcmp(s->pack->misconceptions[m].id, told[number].belief) != 0) {
        m++;
    }
    const size_t count = question_choose(s, d, whole, NULL, outcomes);
    struct question *q = question_decision(s, d, whole, SCENARIO_PLAIN, 1, outcomes, count);
    REQUIRE(q != NULL);
    weight[m] = 1;
    for (size_t i = 0; i < q->option_count; i++) {
        if (strcmp(s->pack->decisions[d].outcomes[q->options[i].outcome].id,
                   told[number].outcome) == 0) {
            buffer_clear(&said);
            CHECK(feedback_belief(q, i, "A", weight, &said));
            CHECK(strstr(buffer_text(&said), told[number].counts) != NULL);
            buffer_clear(&said);
            CHECK(feedback_change(q, i, &said));
            CHECK_STR(buffer_text(&said), told[number].change);
        }
    }
    question_free(q);
}

static void test_what_counts(void)
{
    struct subject *s = subject_of("ami-lecture");
    REQUIRE(s != NULL);
    for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
        check_told(s, i);
    }
    buffer_fini(&said);
    subject_free(s);
}

int main(void)
{
    RUN(test_lecture);
    RUN(test_current);
    RUN(test_heavier_beliefs_come_first);
    RUN(test_what_counts);
    return check_end();
}
