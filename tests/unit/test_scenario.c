/*
 * Every case that may be asked, in every way it may be told, in both packs: does the story tell all
 * that decides, and does it read like a text?
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "questions/item/scenario.h"
#include "questions/text/buffer.h"
#include "tests/unit/check.h"
#include "tests/unit/slow_engine.h"
#include "tests/unit/subjects.h"

#define SEEDS 6 /* wordings tried of each telling of each case */

/** What a test does with one telling of one case. */
typedef void (*visit)(const struct subject *s, size_t decision, uint32_t whole, size_t telling);

static size_t visited;

static void visit_case(const struct subject *s, size_t decision, uint32_t whole, visit what)
{
    size_t usable[64];
    const size_t count = scenario_tellings(s, decision, whole, usable);
    CHECK(count >= 1);
    for (size_t i = 0; i < count && !check_state.bad; i++) {
        what(s, decision, whole, usable[i]);
        visited++;
        if (check_state.bad) {
            subject_print_case(s, decision, whole, usable[i]);
        }
    }
}

/* Only the first fault is shown: a hundred alike would say no more. */
static void visit_all(visit what)
{
    visited = 0;
    for (size_t p = 0; p < SUBJECTS; p++) {
        struct subject *s = subject_of(subject_ids[p]);
        REQUIRE(s != NULL);
        REQUIRE(s->pack->telling_count < 64);
        for (size_t d = 0; d < s->pack->decision_count; d++) {
            for (uint32_t whole = 0; whole >> s->pack->fact_count == 0; whole++) {
                if (!check_state.bad && subject_askable(s, d, whole)) {
                    visit_case(s, d, whole, what);
                }
            }
        }
        subject_free(s);
    }
    CHECK(visited > 1000); /* the packs hold 142 possible cases and five decisions each */
}

static void check_story(const struct subject *s, size_t decision, uint32_t whole, size_t telling)
{
    struct buffer story = {0}, ask = {0}, again = {0}, ask_again = {0};
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        buffer_clear(&story);
        buffer_clear(&ask);
        buffer_clear(&again);
        buffer_clear(&ask_again);
        scenario_tell(s, decision, whole, telling, seed, &story, &ask);
        scenario_tell(s, decision, whole, telling, seed, &again, &ask_again);
        CHECK_STR(buffer_text(&again), buffer_text(&story));
        CHECK_STR(buffer_text(&ask_again), buffer_text(&ask));
        const char *fault = text_fault(buffer_text(&story), ".?");
        const char *ask_fault = text_fault(buffer_text(&ask), ".?");
        if (fault != NULL || ask_fault != NULL) {
            CHECK_STR(fault != NULL ? fault : ask_fault, NULL);
            check_print_string("story", buffer_text(&story));
            check_print_string("ask", buffer_text(&ask));
        }
    }
    buffer_fini(&story);
    buffer_fini(&ask);
    buffer_fini(&again);
    buffer_fini(&ask_again);
}

static void test_every_story_reads_well(void)
{
    visit_all(check_story);
}

/* What the story tells, worked out from the pack's own pieces, not by the function under test. */
static struct partial told_slowly(const struct pack *pack, const struct telling *t, uint32_t whole)
{
    struct partial told = {0, 0};
    for (size_t i = 0; i < t->part_count; i++) {
        size_t c = 0;
        while (c < t->parts[i].choice_count &&
               !slow_when(pack, t->parts[i].choices[c].when, whole)) {
            c++;
        }
        for (size_t f = 0; c < t->parts[i].choice_count && f < pack->fact_count; f++) {
            if ((t->parts[i].choices[c].when.known >> f & 1) != 0) {
                told = partial_with(told, f, (t->parts[i].choices[c].when.value >> f & 1) != 0);
            }
        }
    }
    return told;
}

static void check_decides(const struct subject *s, size_t decision, uint32_t whole, size_t telling)
{
    const struct pack *pack = s->pack;
    if (telling == SCENARIO_PLAIN) {
        return;
    }
    const struct partial told = told_slowly(pack, &pack->tellings[telling], whole);
    const struct partial said = scenario_told(pack, telling, whole);
    CHECK_INT(said.known, told.known);
    CHECK_INT(said.value, told.value);
    CHECK(partial_matches(told, whole)); /* a story never says what is not so */
    const int row = slow_row(pack, decision, whole);
    for (uint32_t other = 0; other >> pack->fact_count == 0; other++) {
        if (!partial_matches(told, other) || !slow_possible(pack, other)) {
            continue;
        }
        const int there = slow_row(pack, decision, other);
        CHECK(there >= 0 && pack->decisions[decision].rules[there].then ==
                                pack->decisions[decision].rules[row].then);
        for (size_t m = 0; m < pack->misconception_count; m++) {
            if (pack->misconceptions[m].decision == decision) {
                CHECK_INT(slow_belief(pack, m, other), slow_belief(pack, m, whole));
            }
        }
    }
}

static void test_what_is_told_decides(void)
{
    visit_all(check_decides);
}

/* A reader who knows only the wordings of a plain story must be able to tell the case. */
static void test_plain_stories_tell_every_fact_once(void)
{
    struct subject *s = subject_of("ami-lecture");
    REQUIRE(s != NULL);
    const struct pack *pack = s->pack;
    for (uint32_t whole = 0; whole >> pack->fact_count == 0; whole++) {
        if (!slow_possible(pack, whole)) {
            continue;
        }
        struct buffer story = {0}, ask = {0};
        scenario_tell(s, 0, whole, SCENARIO_PLAIN, whole, &story, &ask);
        CHECK_STR(text_fault(buffer_text(&story), "."), NULL);
        CHECK_STR(buffer_text(&ask), pack->decisions[0].ask);
        buffer_fini(&story);
        buffer_fini(&ask);
    }
    subject_free(s);
}

/* A name is the same throughout a story, and different seeds give different names and words. */
static void test_seeds_vary_the_words(void)
{
    struct subject *s = subject_of("ami-lecture");
    REQUIRE(s != NULL);
    const struct opening *o = &s->pack->opening;
    REQUIRE(o->given && o->telling != SIZE_MAX);
    char *stories[40];
    size_t different = 0;
    for (size_t seed = 0; seed < 40; seed++) {
        struct buffer story = {0}, ask = {0};
        scenario_tell(s, o->decision, o->facts, o->telling, seed, &story, &ask);
        stories[seed] = buffer_take(&story);
        buffer_fini(&ask);
        bool is_new = true;
        for (size_t i = 0; i < seed; i++) {
            is_new = is_new && strcmp(stories[i], stories[seed]) != 0;
        }
        different += is_new;
    }
    CHECK(different >= 20);
    for (size_t i = 0; i < 40; i++) {
        free(stories[i]);
    }
    subject_free(s);
}

/* "silent" leaves unsaid whether it is cold, which only the belief looks at; "mute" what decides. */
static const char weather[] =
    "{\"format\":\"amiquiz-pack\",\"version\":1,\"id\":\"weather\",\"title\":\"Weather\","
    "\"facts\":[{\"id\":\"wet\",\"label\":\"wet\",\"yes\":[\"it is wet\"],\"no\":[\"it is dry\"]},"
    "{\"id\":\"cold\",\"label\":\"cold\",\"yes\":[\"it is cold\"],\"no\":[\"it is warm\"]},"
    "{\"id\":\"late\",\"label\":\"late\",\"yes\":[\"it is late\"],\"no\":[\"it is early\"]}],"
    "\"decisions\":[{\"id\":\"go\",\"ask\":\"Go out?\",\"hit\":\"first\","
    "\"outcomes\":[{\"id\":\"yes\",\"label\":\"Yes\"},{\"id\":\"no\",\"label\":\"No\"}],"
    "\"rules\":[{\"id\":\"rain\",\"when\":{\"wet\":true},\"then\":\"no\",\"because\":\"Rain.\"},"
    "{\"id\":\"sun\",\"when\":{},\"then\":\"yes\",\"because\":\"Sun.\"}]}],"
    "\"misconceptions\":[{\"id\":\"chilly\",\"decision\":\"go\",\"believes\":\"Cold is bad.\","
    "\"correct\":\"It is not.\",\"rules\":[{\"when\":{\"cold\":true,\"wet\":false},\"then\":\"no\"}]}],"
    "\"tellings\":["
    "{\"id\":\"all\",\"decisions\":[\"go\"],\"when\":{},\"parts\":["
    "[{\"when\":{\"wet\":true},\"text\":[\"Wet.\"]},{\"when\":{\"wet\":false},\"text\":[\"Dry.\"]}],"
    "[{\"when\":{\"cold\":true},\"text\":[\"Cold.\"]},{\"when\":{\"cold\":false},\"text\":[\"Warm.\"]}]]},"
    "{\"id\":\"silent\",\"decisions\":[\"go\"],\"when\":{},\"parts\":["
    "[{\"when\":{\"wet\":true},\"text\":[\"Wet.\"]},{\"when\":{\"wet\":false},\"text\":[\"Dry.\"]}]]},"
    "{\"id\":\"mute\",\"decisions\":[\"go\"],\"when\":{},\"parts\":["
    "[{\"when\":{\"cold\":true},\"text\":[\"Cold.\"]},{\"when\":{\"cold\":false},\"text\":[\"Warm.\"]}]]}]}";

/* A telling that leaves open the answer, or what a belief answers, is not used for that case. */
static void test_a_telling_must_settle_everything(void)
{
    struct subject *s = subject_of_text(weather);
    REQUIRE(s != NULL && s->pack->telling_count == 3);
    for (uint32_t whole = 0; whole < 8; whole++) {
        const bool wet = (whole & 1) != 0;
        CHECK(scenario_usable(s, 0, whole, 0));
        CHECK_INT(scenario_usable(s, 0, whole, 1), wet); /* dry: the belief asks for the cold */
        CHECK(!scenario_usable(s, 0, whole, 2));
        size_t usable[4];
        CHECK_INT(scenario_tellings(s, 0, whole, usable), wet ? 2 : 1);
    }
    subject_free(s);
}

static const char *sentence(const char *clause, struct buffer *out)
{
    buffer_clear(out);
    scenario_sentence(out, clause);
    return buffer_text(out);
}

/* A telling may call somebody otherwise than the pack does, by names that the pack has. */
static void test_a_telling_calls_names(void)
{
    struct subject *s = subject_of_text(
        "{\"format\":\"amiquiz-pack\",\"version\":1,\"id\":\"bare\",\"title\":\"t\",\"facts\":["
        "{\"id\":\"a\",\"label\":\"a\",\"yes\":[\"it is a\"],\"no\":[\"it is not a\"]}],"
        "\"decisions\":[{\"id\":\"d\",\"ask\":\"What?\",\"hit\":\"first\",\"outcomes\":["
        "{\"id\":\"x\",\"label\":\"X\"},{\"id\":\"y\",\"label\":\"Y\"}],\"rules\":["
        "{\"id\":\"r\",\"when\":{\"a\":true},\"then\":\"x\",\"because\":\"A.\"},"
        "{\"id\":\"q\",\"when\":{},\"then\":\"y\",\"because\":\"B.\"}]}],"
        "\"names\":{\"friend\":[\"Ann\"],\"guest\":[\"the guest\"]},"
        "\"tellings\":[{\"id\":\"t\",\"names\":{\"guest\":[\"{friend}, your friend\"]},"
        "\"parts\":[[{\"when\":{\"a\":true},\"text\":[\"Here is {guest}.\"]}]],"
        "\"ask\":{\"d\":[\"What does {guest} do?\"]}}]}");
    struct buffer story = {0}, ask = {0}, told = {0}, plain = {0};
    REQUIRE(s != NULL);
    scenario_tell(s, 0, 1, 0, 1, &story, &ask);
    scenario_fill(s->pack, 0, 1, "May {guest} {go} in, {friend}?", &told);
    scenario_fill(s->pack, SCENARIO_PLAIN, 1, "May {guest} {go} in, {friend}? {", &plain);
    CHECK_STR(buffer_text(&story), "Here is Ann, your friend.");
    CHECK_STR(buffer_text(&ask), "What does Ann, your friend do?");
    CHECK_STR(buffer_text(&told), "May Ann, your friend {go} in, Ann?");
    CHECK_STR(buffer_text(&plain), "May the guest {go} in, Ann? {");
    buffer_fini(&story);
    buffer_fini(&ask);
    buffer_fini(&told);
    buffer_fini(&plain);
    subject_free(s);
}

static void test_sentences(void)
{
    struct buffer out = {0};
    CHECK_STR(sentence("the AMI is yours", &out), "The AMI is yours.");
    CHECK_STR(sentence("Is it so?", &out), "Is it so?");
    CHECK_STR(sentence("It is.", &out), "It is.");
    CHECK_STR(sentence("1 is a number", &out), "1 is a number.");
    CHECK_STR(sentence("\303\251tude", &out), "\303\251tude.");
    CHECK_STR(sentence("", &out), "");
    buffer_fini(&out);
}

int main(void)
{
    RUN(test_every_story_reads_well);
    RUN(test_what_is_told_decides);
    RUN(test_plain_stories_tell_every_fact_once);
    RUN(test_seeds_vary_the_words);
    RUN(test_a_telling_must_settle_everything);
    RUN(test_a_telling_calls_names);
    RUN(test_sentences);
    return check_end();
}
