/* Hints: what they say, that none gives the key away, what is kept of them; how sure one was. */
#include "questions/tutor/hint.h"

#include <string.h>

#include "questions/item/feedback.h"
#include "questions/text/buffer.h"
#include "questions/tutor/memory.h"
#include "tests/unit/check.h"
#include "tests/unit/desk.h"

/* Whatever was hinted: the key stands, a wrong option stands beside it, each hint strikes one at most. */
static void check_hints(const struct question *q)
{
    const size_t count = hint_count(q);
    uint32_t before = 0;
    for (size_t n = 1; n <= count + 1; n++) {
        const uint32_t struck = hint_struck(q, n);
        CHECK_INT(struck & q->key, 0);
        CHECK_INT(struck & before, before);
        CHECK(bits_count(struck & ~before) <= 1);
        CHECK(bits_count(struck | q->key) < q->option_count);
        CHECK(n <= count || struck == before);
        before = struck;
    }
    if (q->option_count == 2) {
        CHECK_INT(before, 0);
    } else {
        CHECK_INT(bits_count(before | q->key), q->option_count - 1); /* all but one, in the end */
    }
}

/* The first hint names the facts of the row that decides, and none of the options. */
static void check_facts(const struct subject *s, const struct question *q)
{
    const struct pack *pack = s->pack;
    const struct decision *d = &pack->decisions[q->decision];
    const size_t row = table_row(s->truth[q->decision], q->facts);
    struct buffer text = {0};
    hint_write(q, 0, &text);
    CHECK(strncmp(buffer_text(&text), "What counts here: ", 18) == 0);
    CHECK_INT(hint_struck(q, 1), 0);
    for (size_t f = 0; f < pack->fact_count; f++) {
        if ((d->rules[row].when.known & fact_bit(f)) != 0) {
            const bool yes = (q->facts & fact_bit(f)) != 0;
            CHECK(strstr(buffer_text(&text), fact_clause(&pack->facts[f], yes)) != NULL);
        }
    }
    for (size_t i = 0; i < q->option_count; i++) {
        CHECK(strlen(q->options[i].text) < 4 ||
              strstr(buffer_text(&text), q->options[i].text) == NULL);
    }
    buffer_fini(&text);
}

/* Every question that the drill can ask. */
static void test_every_case(void)
{
    struct subject *s = subject_of("ami-lecture");
    REQUIRE(s != NULL);
    const struct partial anywhere = {0, 0};
    size_t seen = 0;
    for (size_t d = 0; d < s->pack->decision_count; d++) {
        struct case_walk walk = case_walk_begin(&s->pack->possible, anywhere);
        for (uint32_t whole; case_walk_next(&walk, &whole);) {
            size_t outcomes[QUESTION_OPTIONS];
            if (!subject_askable(s, d, whole)) {
                continue;
            }
            const size_t count = question_choose(s, d, whole, NULL, outcomes);
            struct question *q = question_decision(s, d, whole, SIZE_MAX, 1, outcomes, count);
            REQUIRE(q != NULL);
            check_hints(q);
            check_facts(s, q);
            question_free(q);
            seen++;
        }
    }
    CHECK(seen > 300);
    for (size_t i = 0; i < s->pack->statement_count; i++) {
        for (uint64_t seed = 0; seed < 4; seed++) {
            struct question *q = question_statement(s, i, seed);
            REQUIRE(q != NULL);
            check_hints(q);
            CHECK(hint_struck(q, 1) != 0); /* no facts: it strikes at once */
            question_free(q);
        }
    }
    subject_free(s);
}

static void check_text(const struct question *q, size_t number, const char *want)
{
    struct buffer text = {0};
    hint_write(q, number, &text);
    CHECK_STR(buffer_text(&text), want);
    buffer_fini(&text);
}

/* The last row has no condition: why those before it were passed over is what counts. */
static void test_words(void)
{
    struct subject *s = subject_of("ami-lecture");
    REQUIRE(s != NULL);
    const struct opening *o = &s->pack->opening;
    size_t outcomes[QUESTION_OPTIONS];
    const size_t count = question_choose(s, o->decision, o->facts, NULL, outcomes);
    struct question *q =
        question_decision(s, o->decision, o->facts, o->telling, 5, outcomes, count);
    REQUIRE(q != NULL);
    CHECK_INT(hint_count(q), 3);
    check_text(
        q, 0,
        "What counts here: the AMI is not encrypted; the AMI carries no billing product code; "
        "the storage of the AMI may not be read.");
    check_text(q, 1, "Not B: Copy its snapshots, then register an AMI from the copies.");
    check_text(q, 2, "Not D: None, until the owner does more.");
    question_free(q);
    subject_free(s);
}

static size_t events_of(const struct fake_log *log, enum happening what)
{
    size_t count = 0;
    for (size_t i = 0; i < log->event_count; i++) {
        count += log->events[i].event.what == what;
    }
    return count;
}

/* Hints are kept, come back with their question, outlive an undo, and make a right answer a hard one. */
static void test_kept(void)
{
    struct desk desk;
    desk_open(&desk, 3);
    REQUIRE(desk.session != NULL);
    const struct turn *turn = desk_next(&desk);
    REQUIRE(turn != NULL);
    const size_t most = hint_count(turn->question);
    REQUIRE(most >= 2);
    CHECK(session_hint(desk.session) && session_hint(desk.session));
    CHECK_INT(turn->hints, 2);
    CHECK_INT(events_of(&desk.log, HAPPENED_HINT), 2);
    const uint32_t struck = hint_struck(turn->question, turn->hints);
    desk_again(&desk, 4);
    REQUIRE(desk.session != NULL);
    turn = desk_next(&desk);
    REQUIRE(turn != NULL);
    CHECK_INT(turn->hints, 2);
    CHECK_INT(hint_struck(turn->question, turn->hints), struck);
    for (size_t i = 2; i < most; i++) {
        CHECK(session_hint(desk.session));
    }
    CHECK(!session_hint(desk.session) && !session_failed(desk.session));
    CHECK_INT(events_of(&desk.log, HAPPENED_HINT), most);
    CHECK(session_answer(desk.session, turn->question->key));
    CHECK(!session_hint(desk.session)); /* nothing is open */
    CHECK(session_undo(desk.session));
    CHECK_INT(turn->hints, most);
    CHECK(session_answer(desk.session, turn->question->key));
    const struct memory *memory = session_memory(desk.session);
    REQUIRE(turn->remembered != SIZE_MAX && memory->review_count == 1);
    CHECK_INT(memory->reviews[0].rating, FSRS_HARD);
    desk_again(&desk, 5);
    REQUIRE(desk.session != NULL && session_memory(desk.session)->review_count == 1);
    CHECK_INT(session_memory(desk.session)->reviews[0].rating, FSRS_HARD);
    desk_close(&desk);
}

/* How sure one was is kept with the answer, and memory goes by it: now, and when it is read again. */
static void test_confidence(void)
{
    static const struct {
        int confidence;
        enum fsrs_rating rating;
    } wanted[] = {{SESSION_GUESS, FSRS_HARD},
                  {SESSION_THINK, FSRS_GOOD},
                  {SESSION_SURE, FSRS_EASY},
                  {0, FSRS_HARD},
                  {-1, FSRS_GOOD},
                  {100, FSRS_EASY}};
    struct desk desk;
    desk_open(&desk, 3);
    REQUIRE(desk.session != NULL);
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        const struct turn *turn = desk_next(&desk);
        REQUIRE(turn != NULL);
        /* An answer that was taken back leaves nothing of how sure it was. */
        CHECK(session_answer_sure(desk.session, wrong_option(turn->question), 50));
        CHECK(session_undo(desk.session) && !turn->has_confidence);
        CHECK(wanted[i].confidence < 0
                  ? session_answer(desk.session, turn->question->key)
                  : session_answer_sure(desk.session, turn->question->key, wanted[i].confidence));
        const struct outcome_record r = fake_outcome(&desk.log, desk.log.asked_count - 1);
        CHECK_INT(r.has_confidence, wanted[i].confidence >= 0);
        CHECK_INT(r.confidence, wanted[i].confidence >= 0 ? wanted[i].confidence : 0);
    }
    for (int again = 0; again < 2; again++) {
        const struct memory *memory = session_memory(desk.session);
        CHECK_INT(memory->review_count, sizeof wanted / sizeof *wanted);
        for (size_t i = 0; i < memory->review_count; i++) {
            CHECK_INT(memory->reviews[i].rating,
                      wanted[(size_t)memory->reviews[i].number - 1].rating);
        }
        desk_again(&desk, 9);
        REQUIRE(desk.session != NULL);
    }
    desk_close(&desk);
}

/* A hint that could not be kept was not given. */
static void test_log_fails(void)
{
    struct desk desk;
    desk_open(&desk, 3);
    REQUIRE(desk.session != NULL);
    const struct turn *turn = desk_next(&desk);
    REQUIRE(turn != NULL);
    desk.log.fail_at = desk.log.calls + 1;
    CHECK(!session_hint(desk.session) && session_failed(desk.session));
    CHECK_INT(turn->hints, 0);
    desk_close(&desk);
}

int main(void)
{
    RUN(test_every_case);
    RUN(test_words);
    RUN(test_kept);
    RUN(test_confidence);
    RUN(test_log_fails);
    return check_end();
}
