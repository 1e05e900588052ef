/* A diagnosis step by step: what it finds, what it drills, undo, being cut off, a log that fails. */
#include "questions/tutor/diagnosis.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/unit/check.h"
#include "tests/unit/fake_log.h"
#include "tests/unit/subjects.h"

/** Somebody who is diagnosed, with a log and a clock in memory. */
struct clinic {
    struct subject *subject;
    struct fake_log log;
    struct diagnosis *diagnosis; /* NULL, and a failed check, when it could not begin */
};

static struct diagnosis *begin(struct clinic *c, size_t decision, bool pairs, uint64_t seed)
{
    bool empty = true;
    const struct diagnosis_options options = {.subject = c->subject,
                                              .decision = decision,
                                              .slip = BELIEF_SLIP,
                                              .sure = BELIEF_SURE,
                                              .pairs = pairs,
                                              .most = DIAGNOSIS_MOST,
                                              .seed = seed,
                                              .round = 1,
                                              .clock = fake_clock(&c->log),
                                              .log = fake_session_log(&c->log)};
    struct diagnosis *d = diagnosis_start(&options, &empty);
    CHECK(d != NULL && !empty);
    return d;
}

static void open_clinic(struct clinic *c, const char *pack, size_t decision, bool pairs,
                        uint64_t seed)
{
    *c = (struct clinic){.subject = subject_of(pack)};
    c->diagnosis = c->subject != NULL ? begin(c, decision, pairs, seed) : NULL;
}

static void close_clinic(struct clinic *c)
{
    diagnosis_free(c->diagnosis);
    fake_log_fini(&c->log);
    subject_free(c->subject);
}

/* Leave and come back. */
static void come_back(struct clinic *c, size_t decision, bool pairs, uint64_t seed)
{
    diagnosis_free(c->diagnosis);
    c->diagnosis = begin(c, decision, pairs, seed);
    for (size_t i = 0; c->diagnosis != NULL && i < c->log.asked_count; i++) {
        const struct outcome_record record = fake_outcome(&c->log, i);
        CHECK(diagnosis_recall(c->diagnosis, &record));
    }
}

/* Answer the open question as a hypothesis has it: the first option where it has none of its own. */
static bool answer_by(struct diagnosis *d, size_t hypothesis)
{
    const struct turn *turn = diagnosis_next(d);
    if (turn == NULL) {
        return false;
    }
    const struct question *q = turn->question;
    const size_t outcome = belief_outcome(diagnosis_belief(d), hypothesis, q->facts);
    uint32_t chosen = 1;
    for (size_t i = 0; i < q->option_count; i++) {
        chosen = q->options[i].outcome == outcome ? (uint32_t)1 << i : chosen;
    }
    return diagnosis_answer(d, chosen);
}

static void answer_until_known(struct diagnosis *d, size_t hypothesis)
{
    for (int i = 0; i < 60 && !diagnosis_finding(d).known; i++) {
        CHECK(answer_by(d, hypothesis));
    }
    CHECK(diagnosis_finding(d).known);
}

/* Does a hypothesis lead to some option in every case that is asked?  A guesser's never does. */
static bool leads(const struct belief *b, size_t hypothesis)
{
    for (uint32_t c = 0; c >> b->subject->pack->fact_count == 0; c++) {
        if (subject_askable(b->subject, b->decision, c) &&
            belief_outcome(b, hypothesis, c) == BELIEF_AT_RANDOM) {
            return false;
        }
    }
    return true;
}

/* Everybody who never slips is named, in every decision; cases never come twice running. */
static void find(const char *pack, size_t decision)
{
    struct clinic c;
    open_clinic(&c, pack, decision, false, decision + 5);
    REQUIRE(c.diagnosis != NULL);
    const size_t count = diagnosis_belief(c.diagnosis)->count;
    for (size_t h = 0; h < count; h++) {
        if (!leads(diagnosis_belief(c.diagnosis), h)) {
            continue;
        }
        answer_until_known(c.diagnosis, h);
        const struct diagnosis_finding f = diagnosis_finding(c.diagnosis);
        CHECK(f.sure && f.probability >= BELIEF_SURE);
        CHECK(diagnosis_alike(c.diagnosis, f.hypothesis, h));
        CHECK_INT(diagnosis_stage(c.diagnosis),
                  f.hypothesis == 0 ? DIAGNOSIS_OVER : DIAGNOSIS_DRILLING);
        CHECK((diagnosis_next(c.diagnosis) == NULL) == (f.hypothesis == 0));
        size_t turns;
        const struct turn *turn = diagnosis_turns(c.diagnosis, &turns);
        for (size_t i = 1; i < turns; i++) {
            CHECK(turn[i].question->facts != turn[i - 1].question->facts);
            CHECK_INT(turn[i].position, i + 1);
        }
        diagnosis_free(c.diagnosis);
        fake_log_fini(&c.log);
        c.diagnosis = begin(&c, decision, false, h);
        REQUIRE(c.diagnosis != NULL);
    }
    close_clinic(&c);
}

static void test_everybody_is_named(void)
{
    for (size_t i = 0; i < SUBJECTS; i++) {
        for (size_t d = 0; d < 5; d++) {
            find(subject_ids[i], d);
        }
    }
}

/* All outcomes that may be asked for are shown, in one order through the sitting. */
static void test_options(void)
{
    struct clinic c;
    open_clinic(&c, "ami-lecture", 2, false, 3);
    REQUIRE(c.diagnosis != NULL);
    char first[200] = "";
    for (int i = 0; i < 4; i++) {
        const struct turn *turn = diagnosis_next(c.diagnosis);
        REQUIRE(turn != NULL);
        CHECK_INT(turn->question->option_count, question_offered(&c.subject->pack->decisions[2]));
        char ids[200] = "";
        for (size_t o = 0; o < turn->question->option_count; o++) {
            strcat(ids, turn->question->options[o].id);
        }
        CHECK(first[0] == '\0' || strcmp(ids, first) == 0);
        strcpy(first, ids);
        CHECK(answer_by(c.diagnosis, 1));
    }
    close_clinic(&c);
}

/* The case that shows it: the learner's own answer by the belief, where the table says otherwise. */
static void test_the_example(void)
{
    struct clinic c;
    open_clinic(&c, "ami-lecture", 0, false, 11);
    REQUIRE(c.diagnosis != NULL);
    for (size_t h = 1; h <= 15; h++) {
        answer_until_known(c.diagnosis, h);
        struct diagnosis_example e = diagnosis_example(c.diagnosis);
        REQUIRE(e.question != NULL && e.believed != SIZE_MAX);
        CHECK(e.position > 0);
        CHECK(e.question->key != (uint32_t)1 << e.believed);
        CHECK_INT(e.question->options[e.believed].outcome,
                  belief_outcome(diagnosis_belief(c.diagnosis), h, e.question->facts));
        diagnosis_free(c.diagnosis);
        fake_log_fini(&c.log);
        c.diagnosis = begin(&c, 0, false, h);
        REQUIRE(c.diagnosis != NULL);
    }
    close_clinic(&c);
}

/* The drill: two that show the belief, one near that does not; whoever learns is told so, soon. */
static void learn(size_t hypothesis)
{
    struct clinic c;
    open_clinic(&c, "ami-lecture", 0, false, hypothesis);
    REQUIRE(c.diagnosis != NULL);
    answer_until_known(c.diagnosis, hypothesis);
    size_t before, after, showing = 0;
    (void)diagnosis_turns(c.diagnosis, &before);
    const struct belief *b = diagnosis_belief(c.diagnosis);
    for (int i = 0; i < 4; i++) { /* who goes on believing it is drilled on */
        CHECK(answer_by(c.diagnosis, hypothesis));
        CHECK_INT(diagnosis_stage(c.diagnosis), DIAGNOSIS_DRILLING);
    }
    for (int i = 0; i < 30 && diagnosis_stage(c.diagnosis) == DIAGNOSIS_DRILLING; i++) {
        CHECK(answer_by(c.diagnosis, 0));
    }
    CHECK_INT(diagnosis_stage(c.diagnosis), DIAGNOSIS_OVER);
    CHECK(diagnosis_told(c.diagnosis)[diagnosis_finding(c.diagnosis).hypothesis] <
          DIAGNOSIS_TURNED);
    CHECK(diagnosis_next(c.diagnosis) == NULL);
    const struct turn *turns = diagnosis_turns(c.diagnosis, &after);
    for (size_t i = before; i < after; i++) {
        const uint32_t facts = turns[i].question->facts;
        showing += belief_outcome(b, hypothesis, facts) != belief_outcome(b, 0, facts);
        CHECK(facts != turns[i - 1].question->facts);
    }
    CHECK(2 * showing >= after - before);
    CHECK(showing < after - before);
    CHECK(after - before <= 14);
    close_clinic(&c);
}

static void test_the_drill(void)
{
    for (size_t h = 1; h <= 16; h++) { /* the misconceptions, then the other edition */
        learn(h);
    }
}

/* Undo, also of the answer that settled it, and of the first. */
static void test_undo(void)
{
    struct clinic c;
    open_clinic(&c, "ami-lecture", 0, false, 1);
    REQUIRE(c.diagnosis != NULL);
    CHECK(!diagnosis_undo(c.diagnosis));
    answer_until_known(c.diagnosis, 1);
    const struct diagnosis_finding found = diagnosis_finding(c.diagnosis);
    double told[300];
    const size_t count = diagnosis_belief(c.diagnosis)->count;
    memcpy(told, diagnosis_told(c.diagnosis), count * sizeof *told);
    CHECK(diagnosis_undo(c.diagnosis));
    CHECK(!diagnosis_finding(c.diagnosis).known);
    CHECK_INT(diagnosis_stage(c.diagnosis), DIAGNOSIS_ASKING);
    CHECK_INT(diagnosis_finding(c.diagnosis).questions, found.questions - 1);
    CHECK(answer_by(c.diagnosis, 1));
    CHECK_INT(diagnosis_finding(c.diagnosis).hypothesis, found.hypothesis);
    for (size_t i = 0; i < count; i++) {
        CHECK_NEAR(diagnosis_told(c.diagnosis)[i], told[i], 1e-15);
    }
    for (size_t i = 0; i < found.questions; i++) {
        CHECK(diagnosis_undo(c.diagnosis));
    }
    CHECK(!diagnosis_undo(c.diagnosis));
    CHECK_NEAR(diagnosis_told(c.diagnosis)[1], 1.0 / (double)count, 1e-15);
    const struct turn *turn = diagnosis_next(c.diagnosis);
    REQUIRE(turn != NULL);
    CHECK_INT(turn->position, 1);
    CHECK(diagnosis_judged(c.diagnosis) == NULL);
    close_clinic(&c);
}

/* A skip says nothing, is asked about no more at once, and can be taken back; marks come and go. */
static void test_skip_and_mark(void)
{
    struct clinic c;
    open_clinic(&c, "ami-lecture", 0, false, 1);
    REQUIRE(c.diagnosis != NULL);
    CHECK(!diagnosis_skip(c.diagnosis)); /* none is open */
    CHECK(!diagnosis_mark(c.diagnosis));
    const struct turn *turn = diagnosis_next(c.diagnosis);
    REQUIRE(turn != NULL);
    const uint32_t facts = turn->question->facts;
    CHECK(diagnosis_mark(c.diagnosis) && turn->marked);
    CHECK(diagnosis_mark(c.diagnosis) && !turn->marked);
    CHECK(diagnosis_skip(c.diagnosis));
    CHECK_INT(diagnosis_finding(c.diagnosis).questions, 0);
    turn = diagnosis_next(c.diagnosis);
    REQUIRE(turn != NULL);
    CHECK(turn->question->facts != facts);
    CHECK(diagnosis_undo(c.diagnosis));
    turn = diagnosis_next(c.diagnosis);
    CHECK(turn != NULL && turn->question->facts == facts);
    CHECK(!diagnosis_undo(c.diagnosis));
    close_clinic(&c);
}

/* Nobody can be told from somebody who answers by chance forever: it gives up, and says what leads. */
static void test_it_gives_up(void)
{
    struct clinic c = {.subject = subject_of("ami-lecture")};
    bool empty;
    const struct diagnosis_options options = {.subject = c.subject,
                                              .slip = BELIEF_SLIP,
                                              .sure = 0.999999,
                                              .most = 3,
                                              .round = 1,
                                              .clock = fake_clock(&c.log),
                                              .log = fake_session_log(&c.log)};
    c.diagnosis = diagnosis_start(&options, &empty);
    REQUIRE(c.diagnosis != NULL);
    answer_until_known(c.diagnosis, 2);
    const struct diagnosis_finding f = diagnosis_finding(c.diagnosis);
    CHECK(!f.sure);
    CHECK_INT(f.questions, 3);
    CHECK_INT(diagnosis_stage(c.diagnosis), DIAGNOSIS_OVER);
    CHECK(diagnosis_next(c.diagnosis) == NULL);
    for (size_t h = 0; h < diagnosis_belief(c.diagnosis)->count; h++) {
        CHECK(diagnosis_told(c.diagnosis)[h] <= f.probability);
    }
    close_clinic(&c);
}

/* Two misconceptions at once, in both orders. */
static void test_pairs(void)
{
    struct clinic c;
    open_clinic(&c, "ami-lecture", 3, true, 1);
    REQUIRE(c.diagnosis != NULL);
    const size_t count = diagnosis_belief(c.diagnosis)->count;
    for (size_t h = 0; h < count; h++) {
        if (diagnosis_belief(c.diagnosis)->hypotheses[h].kind != HYPOTHESIS_PAIR) {
            continue;
        }
        answer_until_known(c.diagnosis, h);
        CHECK(diagnosis_alike(c.diagnosis, diagnosis_finding(c.diagnosis).hypothesis, h));
        diagnosis_free(c.diagnosis);
        fake_log_fini(&c.log);
        c.diagnosis = begin(&c, 3, true, h);
        REQUIRE(c.diagnosis != NULL);
    }
    close_clinic(&c);
}

/* Cut off after every step and begun again, it asks the very same as if it had not been. */
static void test_being_cut_off(void)
{
    struct clinic whole;
    open_clinic(&whole, "ami-lecture", 0, false, 21);
    struct clinic cut;
    open_clinic(&cut, "ami-lecture", 0, false, 21);
    REQUIRE(whole.diagnosis != NULL && cut.diagnosis != NULL);
    for (int i = 0; i < 14; i++) {
        const struct turn *one = diagnosis_next(whole.diagnosis);
        come_back(&cut, 0, false, 21);
        REQUIRE(cut.diagnosis != NULL);
        const struct turn *other = diagnosis_next(cut.diagnosis);
        REQUIRE(one != NULL && other != NULL);
        CHECK_STR(other->question->story, one->question->story);
        CHECK_INT(other->position, one->position);
        for (size_t o = 0; o < one->question->option_count; o++) {
            CHECK_STR(other->question->options[o].id, one->question->options[o].id);
        }
        come_back(&cut, 0, false, 21); /* while it is open */
        other = diagnosis_next(cut.diagnosis);
        CHECK(other != NULL && other->resumed && other->question->facts == one->question->facts);
        CHECK(answer_by(whole.diagnosis, 3) && answer_by(cut.diagnosis, 3));
        CHECK_INT(diagnosis_stage(cut.diagnosis), diagnosis_stage(whole.diagnosis));
    }
    CHECK_INT(diagnosis_stage(cut.diagnosis), DIAGNOSIS_DRILLING);
    CHECK_INT(cut.log.asked_count, whole.log.asked_count);
    close_clinic(&whole);
    close_clinic(&cut);
}

/* Whatever step cannot be kept, nothing is taken for answered, and nothing goes on. */
static void test_a_log_that_fails(void)
{
    for (size_t fail_at = 1; fail_at <= 12; fail_at++) {
        struct clinic c;
        open_clinic(&c, "ami-lecture", 0, false, 4);
        REQUIRE(c.diagnosis != NULL);
        c.log.fail_at = fail_at;
        size_t acknowledged = 0;
        while (answer_by(c.diagnosis, 5)) {
            acknowledged++;
        }
        CHECK(diagnosis_failed(c.diagnosis));
        CHECK_INT(acknowledged, c.log.event_count);
        size_t count, answered = 0;
        const struct turn *turns = diagnosis_turns(c.diagnosis, &count);
        for (size_t i = 0; i < count; i++) {
            answered += turns[i].answered;
        }
        CHECK_INT(answered, acknowledged);
        CHECK(diagnosis_next(c.diagnosis) == NULL);
        CHECK(!diagnosis_undo(c.diagnosis) && !diagnosis_skip(c.diagnosis) &&
              !diagnosis_mark(c.diagnosis));
        close_clinic(&c);
    }
}

/* Records of another decision, or of a pack that has changed, say nothing and harm nothing. */
static void test_records_of_others(void)
{
    struct clinic c;
    open_clinic(&c, "ami-lecture", 1, false, 4);
    REQUIRE(c.diagnosis != NULL);
    CHECK(answer_by(c.diagnosis, 0));
    come_back(&c, 0, false, 4);
    size_t count;
    (void)diagnosis_turns(c.diagnosis, &count);
    CHECK_INT(count, 0);
    CHECK_INT(diagnosis_finding(c.diagnosis).questions, 0);
    struct outcome_record strange = fake_outcome(&c.log, 0);
    strange.asked.facts = "nonsense=yes";
    CHECK(diagnosis_recall(c.diagnosis, &strange));
    CHECK(diagnosis_next(c.diagnosis) != NULL);
    close_clinic(&c);
}

/* A decision without a case to ask. */
static void test_nothing_to_ask(void)
{
    struct clinic c = {
        .subject = subject_of_text(
            "{\"format\":\"amiquiz-pack\",\"version\":1,\"id\":\"mute\",\"title\":\"T\","
            "\"facts\":[{\"id\":\"a\",\"label\":\"a\",\"yes\":[\"a\"],\"no\":[\"b\"]}],"
            "\"decisions\":[{\"id\":\"d\",\"ask\":\"?\",\"hit\":\"first\",\"outcomes\":["
            "{\"id\":\"x\",\"label\":\"x\",\"ask\":false}],\"rules\":["
            "{\"id\":\"r\",\"when\":{},\"then\":\"x\",\"because\":\".\"}]}]}")};
    bool empty = false;
    const struct diagnosis_options options = {.subject = c.subject, .sure = 0.95, .most = 3};
    REQUIRE(c.subject != NULL);
    CHECK(diagnosis_start(&options, &empty) == NULL);
    CHECK(empty);
    close_clinic(&c);
}

int main(void)
{
    RUN(test_everybody_is_named);
    RUN(test_options);
    RUN(test_the_example);
    RUN(test_the_drill);
    RUN(test_undo);
    RUN(test_skip_and_mark);
    RUN(test_it_gives_up);
    RUN(test_pairs);
    RUN(test_being_cut_off);
    RUN(test_a_log_that_fails);
    RUN(test_records_of_others);
    RUN(test_nothing_to_ask);
    return check_end();
}
