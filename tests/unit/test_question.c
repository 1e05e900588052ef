/* Every question that both packs can give about a case, and every sentence question. */
#include "questions/item/question.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "questions/item/feedback.h"
#include "questions/item/scenario.h"
#include "questions/text/buffer.h"
#include "tests/unit/check.h"
#include "tests/unit/slow_engine.h"
#include "tests/unit/subjects.h"

/* The misconceptions that an option claims, against a second look at every misconception. */
static void check_claims(const struct question *q, size_t option)
{
    const struct pack *pack = q->subject->pack;
    size_t fitting[PACK_MISCONCEPTIONS_MAX];
    const size_t count = feedback_beliefs(q, option, NULL, fitting);
    size_t wanted = 0;
    for (size_t m = 0; m < pack->misconception_count; m++) {
        const bool fits = pack->misconceptions[m].decision == q->decision &&
                          slow_belief(pack, m, q->facts) == (int)q->options[option].outcome;
        if (fits && (q->key >> option & 1) == 0) {
            CHECK(wanted < count && fitting[wanted] == m);
            wanted++;
        }
    }
    CHECK_INT(count, wanted);
}

static void check_options(const struct question *q)
{
    const struct decision *d = &q->subject->pack->decisions[q->decision];
    size_t keys = 0, askable = 0;
    for (size_t i = 0; i < d->outcome_count; i++) {
        askable += d->outcomes[i].ask;
    }
    CHECK_INT(q->option_count, askable < QUESTION_OPTIONS ? askable : QUESTION_OPTIONS);
    CHECK(q->option_count >= 2);
    for (size_t i = 0; i < q->option_count; i++) {
        const struct outcome *outcome = &d->outcomes[q->options[i].outcome];
        CHECK(outcome->ask);
        CHECK_STR(q->options[i].id, outcome->id);
        CHECK_STR(q->options[i].text, outcome->label);
        keys += q->key >> i & 1;
        for (size_t j = 0; j < i; j++) {
            CHECK(strcmp(q->options[i].text, q->options[j].text) != 0);
        }
        check_claims(q, i);
    }
    CHECK_INT(keys, 1);
    CHECK_INT(q->key >> q->option_count, 0);
    CHECK_INT(q->select, 1);
}

static void check_key(const struct question *q)
{
    const struct pack *pack = q->subject->pack;
    const int row = slow_row(pack, q->decision, q->facts);
    REQUIRE(row >= 0);
    const struct rule *rule = &pack->decisions[q->decision].rules[row];
    for (size_t i = 0; i < q->option_count; i++) {
        CHECK_INT(q->key >> i & 1, q->options[i].outcome == rule->then);
        /* No other option may be arguable in its own right: `also` outcomes are less direct. */
    }
    CHECK_STR(question_rule(q), rule->id);
    CHECK(question_deciding_rule(q) == rule);
    CHECK_STR(question_kind_name(q), pack->decisions[q->decision].id);
}

static void check_case(const struct subject *s, size_t decision, uint32_t whole, size_t telling)
{
    size_t outcomes[QUESTION_OPTIONS];
    const size_t count = question_choose(s, decision, whole, NULL, outcomes);
    struct question *q = question_decision(s, decision, whole, telling, 7, outcomes, count);
    struct question *same = question_decision(s, decision, whole, telling, 8, outcomes, count);
    REQUIRE(q != NULL && same != NULL);
    check_options(q);
    check_key(q);
    CHECK_STR(same->id, q->id); /* the words do not make the id */
    CHECK(strncmp(q->id, question_kind_name(q), strlen(question_kind_name(q))) == 0);
    if (check_state.bad) {
        subject_print_case(s, decision, whole, telling);
    }
    question_free(q);
    question_free(same);
}

static void for_every_case(void (*what)(const struct subject *s, size_t decision, uint32_t whole,
                                        size_t telling))
{
    for (size_t p = 0; p < SUBJECTS; p++) {
        struct subject *s = subject_of(subject_ids[p]);
        REQUIRE(s != NULL);
        for (size_t d = 0; d < s->pack->decision_count; d++) {
            for (uint32_t whole = 0; whole >> s->pack->fact_count == 0; whole++) {
                size_t usable[64];
                if (check_state.bad || !subject_askable(s, d, whole)) {
                    continue;
                }
                const size_t count = scenario_tellings(s, d, whole, usable);
                for (size_t i = 0; i < count && !check_state.bad; i++) {
                    what(s, d, whole, usable[i]);
                }
            }
        }
        subject_free(s);
    }
}

static void test_every_case(void)
{
    for_every_case(check_case);
}

/* Askable is: possible, decided, and the outcome may be asked for. */
static void test_askable(void)
{
    for (size_t p = 0; p < SUBJECTS; p++) {
        struct subject *s = subject_of(subject_ids[p]);
        REQUIRE(s != NULL);
        for (size_t d = 0; d < s->pack->decision_count; d++) {
            const struct decision *decision = &s->pack->decisions[d];
            for (uint32_t whole = 0; whole >> s->pack->fact_count == 0; whole++) {
                const int row = slow_row(s->pack, d, whole);
                CHECK_INT(subject_askable(s, d, whole),
                          slow_possible(s->pack, whole) && row >= 0 &&
                              decision->outcomes[decision->rules[row].then].ask);
            }
        }
        subject_free(s);
    }
}

static size_t ids_seen;
static char (*ids)[QUESTION_ID_SIZE];

static void gather_id(const struct subject *s, size_t decision, uint32_t whole, size_t telling)
{
    size_t outcomes[QUESTION_OPTIONS];
    const size_t count = question_choose(s, decision, whole, NULL, outcomes);
    struct question *q = question_decision(s, decision, whole, telling, 1, outcomes, count);
    REQUIRE(q != NULL && ids_seen < 20000);
    (void)snprintf(ids[ids_seen++], QUESTION_ID_SIZE, "%s", q->id);
    question_free(q);
}

static int compare_ids(const void *a, const void *b)
{
    return strcmp(a, b);
}

static void test_ids_differ(void)
{
    ids = calloc(20000, sizeof *ids);
    REQUIRE(ids != NULL);
    ids_seen = 0;
    for_every_case(gather_id);
    CHECK(ids_seen > 1000);
    qsort(ids, ids_seen, sizeof *ids, compare_ids);
    for (size_t i = 1; i < ids_seen; i++) {
        CHECK(strcmp(ids[i - 1], ids[i]) != 0);
    }
    free(ids);
}

/* Weights bring in the outcome that the learner's own belief leads to. */
static void test_heavy_beliefs_are_offered(void)
{
    struct subject *s = subject_of("ami-lecture");
    REQUIRE(s != NULL);
    const struct pack *pack = s->pack;
    double *weight = calloc(pack->misconception_count, sizeof *weight);
    REQUIRE(weight != NULL);
    for (size_t m = 0; m < pack->misconception_count; m++) {
        const size_t d = pack->misconceptions[m].decision;
        weight[m] = 1000;
        for (uint32_t whole = 0; whole >> pack->fact_count == 0; whole++) {
            const int own = slow_belief(pack, m, whole);
            if (!subject_askable(s, d, whole) || own < 0 || !pack->decisions[d].outcomes[own].ask) {
                continue;
            }
            size_t outcomes[QUESTION_OPTIONS];
            const size_t count = question_choose(s, d, whole, weight, outcomes);
            bool offered = false;
            for (size_t i = 0; i < count; i++) {
                offered = offered || outcomes[i] == (size_t)own;
                CHECK(i == 0 || outcomes[i - 1] < outcomes[i]);
            }
            CHECK(offered);
        }
        weight[m] = 0;
    }
    free(weight);
    subject_free(s);
}

/* Six outcomes, a belief for each of the five wrong ones; one fact, which no row looks at. */
static struct subject *six_outcomes(void)
{
    struct buffer text = {0};
    buffer_add_text(&text,
                    "{\"format\":\"amiquiz-pack\",\"version\":1,\"id\":\"six\",\"title\":\"Six\","
                    "\"facts\":[{\"id\":\"wet\",\"label\":\"wet\",\"yes\":[\"it is wet\"],"
                    "\"no\":[\"it is dry\"]}],\"decisions\":[{\"id\":\"go\",\"ask\":\"Where?\","
                    "\"hit\":\"first\",\"outcomes\":[");
    for (int i = 0; i < 6; i++) {
        buffer_addf(&text, "%s{\"id\":\"o%d\",\"label\":\"Place %d\"}", i > 0 ? "," : "", i, i);
    }
    buffer_add_text(&text, "],\"rules\":[{\"id\":\"always\",\"when\":{},\"then\":\"o2\","
                           "\"because\":\"So.\"}]}],\"misconceptions\":[");
    for (int i = 0; i < 6; i++) {
        if (i != 2) {
            buffer_addf(&text,
                        "%s{\"id\":\"m%d\",\"decision\":\"go\",\"believes\":\"It is %d.\","
                        "\"correct\":\"No.\",\"rules\":[{\"when\":{},\"then\":\"o%d\"}]}",
                        i > 0 ? "," : "", i, i, i);
        }
    }
    buffer_add_text(&text, "]}");
    struct subject *s = subject_of_text(buffer_text(&text));
    buffer_fini(&text);
    return s;
}

/* Of more outcomes than fit, the heaviest beliefs' ones are offered; the key always. */
static void test_weights_choose(void)
{
    struct subject *s = six_outcomes();
    REQUIRE(s != NULL && s->pack->misconception_count == 5);
    const double weight[5] = {0.1, 0.5, 0.2, 0.4, 0.3}; /* of o0 o1 o3 o4 o5 */
    const size_t wanted[QUESTION_OPTIONS] = {1, 2, 4, 5};
    size_t outcomes[QUESTION_OPTIONS];
    REQUIRE(question_choose(s, 0, 0, weight, outcomes) == QUESTION_OPTIONS);
    for (size_t i = 0; i < QUESTION_OPTIONS; i++) {
        CHECK_INT(outcomes[i], wanted[i]);
    }
    REQUIRE(question_choose(s, 0, 0, NULL, outcomes) == QUESTION_OPTIONS);
    for (size_t i = 0; i < QUESTION_OPTIONS; i++) {
        CHECK_INT(outcomes[i], i); /* all alike: the pack's order */
    }
    subject_free(s);
}

static void check_same_question(const struct question *a, const struct question *b)
{
    CHECK_STR(a->id, b->id);
    CHECK_STR(a->ask, b->ask);
    CHECK_INT(a->option_count, b->option_count);
    CHECK_INT(a->key, b->key);
    for (size_t i = 0; i < a->option_count; i++) {
        CHECK_STR(a->options[i].id, b->options[i].id);
        CHECK_STR(a->options[i].text, b->options[i].text);
    }
}

/* Is this option's sentence one of the true (false) ones of its statement, and its id its place? */
static bool sentence_is(const struct question *q, size_t option, bool truth)
{
    const struct statement *s = &q->subject->pack->statements[q->options[option].statement];
    const struct texts *texts = truth ? &s->is_true : &s->is_false;
    for (size_t i = 0; i < texts->count; i++) {
        char id[200];
        (void)snprintf(id, sizeof id, "%s:%s:%zu", s->id, truth ? "true" : "false", i);
        if (strcmp(texts->items[i], q->options[option].text) == 0) {
            CHECK_STR(q->options[option].id, id);
            return true;
        }
    }
    return false;
}

static void check_statement(const struct question *q, size_t statement)
{
    const bool wanted = strcmp(q->ask, "Which of these sentences is true?") == 0;
    size_t right = 0;
    CHECK_INT(q->kind, QUESTION_STATEMENT);
    CHECK_STR(question_kind_name(q), "statement");
    CHECK_STR(question_rule(q), q->subject->pack->statements[statement].id);
    CHECK(wanted || strcmp(q->ask, "Which of these sentences is false?") == 0);
    CHECK_INT(q->option_count, QUESTION_OPTIONS);
    for (size_t i = 0; i < q->option_count; i++) {
        const bool key = (q->key >> i & 1) != 0;
        CHECK(sentence_is(q, i, key ? wanted : !wanted));
        CHECK(!key || q->options[i].statement == statement);
        CHECK_INT(q->options[i].outcome, SIZE_MAX);
        right += key;
        for (size_t j = 0; j < i; j++) {
            CHECK(q->options[i].statement != q->options[j].statement);
        }
    }
    CHECK_INT(right, 1);
}

static void test_statements(void)
{
    for (size_t p = 0; p < SUBJECTS; p++) {
        struct subject *s = subject_of(subject_ids[p]);
        REQUIRE(s != NULL && s->pack->statement_count >= QUESTION_OPTIONS);
        size_t truths = 0, places[QUESTION_OPTIONS] = {0}, all = 0;
        for (size_t i = 0; i < s->pack->statement_count; i++) {
            for (uint64_t seed = 0; seed < 50; seed++) {
                struct question *q = question_statement(s, i, seed);
                struct question *again = question_statement(s, i, seed);
                REQUIRE(q != NULL && again != NULL);
                check_statement(q, i);
                check_same_question(q, again);
                truths += strstr(q->ask, "true") != NULL;
                for (size_t o = 0; o < QUESTION_OPTIONS; o++) {
                    places[o] += q->key >> o & 1;
                }
                all++;
                question_free(q);
                question_free(again);
            }
        }
        CHECK_NEAR((double)truths / (double)all, 0.5, 0.1);
        for (size_t o = 0; o < QUESTION_OPTIONS; o++) {
            CHECK_NEAR((double)places[o] / (double)all, 0.25, 0.1);
        }
        subject_free(s);
    }
}

static const char small_pack[] =
    "{\"format\":\"amiquiz-pack\",\"version\":1,\"id\":\"small\",\"title\":\"Small\","
    "\"facts\":[{\"id\":\"wet\",\"label\":\"wet\",\"yes\":[\"it is wet\"],\"no\":[\"it is dry\"]}],"
    "\"decisions\":[{\"id\":\"go\",\"ask\":\"Go out?\",\"hit\":\"first\","
    "\"outcomes\":[{\"id\":\"yes\",\"label\":\"Yes\"},{\"id\":\"no\",\"label\":\"No\"}],"
    "\"rules\":[{\"id\":\"rain\",\"when\":{\"wet\":true},\"then\":\"no\",\"because\":\"Rain.\"},"
    "{\"id\":\"sun\",\"when\":{},\"then\":\"yes\",\"because\":\"Sun.\"}]}]}";

static void test_a_pack_without_words_or_statements(void)
{
    struct subject *s = subject_of_text(small_pack);
    REQUIRE(s != NULL);
    size_t outcomes[QUESTION_OPTIONS];
    CHECK(question_statement(s, 0, 1) == NULL);
    CHECK_INT(question_choose(s, 0, 1, NULL, outcomes), 2);
    struct question *q = question_decision(s, 0, 1, SCENARIO_PLAIN, 1, outcomes, 2);
    REQUIRE(q != NULL);
    CHECK_STR(q->story, "It is wet.");
    CHECK_STR(q->ask, "Go out?");
    CHECK_INT(q->key, 2);
    question_free(q);
    subject_free(s);
}

static void test_facts_are_read_as_written(void)
{
    struct subject *s = subject_of("ami-lecture");
    REQUIRE(s != NULL);
    struct buffer text = {0};
    uint32_t back;
    for (uint32_t whole = 0; whole >> s->pack->fact_count == 0; whole++) {
        buffer_clear(&text);
        question_write_facts(&text, s->pack, whole);
        CHECK(question_read_facts(s->pack, buffer_text(&text), &back));
        CHECK_INT(back, whole);
    }
    static const char *const bad[] = {"", "owned=yes", "owned", "ownedx=yes,shared=no", ",,,", "="};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        CHECK(!question_read_facts(s->pack, bad[i], &back));
    }
    buffer_fini(&text);
    subject_free(s);
}

int main(void)
{
    RUN(test_every_case);
    RUN(test_askable);
    RUN(test_ids_differ);
    RUN(test_heavy_beliefs_are_offered);
    RUN(test_weights_choose);
    RUN(test_statements);
    RUN(test_a_pack_without_words_or_statements);
    RUN(test_facts_are_read_as_written);
    return check_end();
}
