/*
 * Every allocation of a drill fails in turn.  A question is whole or there is none; a line of JSON
 * goes out whole or not at all; and a start makes questions only of what is still open.
 */
#include <cjson/cJSON.h>
#include <string.h>

#include "questions/bank/bank.h"
#include "questions/item/question.h"
#include "questions/item/scenario.h"
#include "questions/tutor/shell.h"
#include "tests/fault/failing_memory.h"
#include "tests/unit/desk.h"
#include "tests/unit/items_bank.h"

static bool keep_asked(void *context, const struct asked *asked, int64_t *id)
{
    (void)asked;
    *id = ++*(int64_t *)context;
    return true;
}

static bool keep_event(void *context, const struct event *event)
{
    (void)context;
    (void)event;
    return true;
}

static int64_t no_time(void *context)
{
    (void)context;
    return 1;
}

/* A log that allocates nothing of its own. */
static struct session_options options_of(const struct subject *subject, int64_t *asked)
{
    return (struct session_options){.subject = subject,
                                    .seed = 7,
                                    .round = 1,
                                    .clock = {no_time, no_time, NULL},
                                    .log = {keep_asked, keep_event, asked}};
}

static struct question *make_question(const struct subject *s, bool statement)
{
    const struct opening *o = &s->pack->opening;
    size_t outcomes[QUESTION_OPTIONS];
    if (statement) {
        return question_statement(s, 1, 5);
    }
    const size_t count = question_choose(s, o->decision, o->facts, NULL, outcomes);
    return question_decision(s, o->decision, o->facts, o->telling, 5, outcomes, count);
}

/* A question made without enough memory is none: half a content would make another question's id. */
static void test_questions_are_whole(void)
{
    REQUIRE_FAILING_MEMORY();
    struct subject *s = subject_of("ami-lecture");
    REQUIRE(s != NULL);
    for (int statement = 0; statement < 2; statement++) {
        struct question *wanted = make_question(s, statement == 1);
        REQUIRE(wanted != NULL);
        bool through = false;
        size_t n = 1;
        for (; !through && n < 1000; n++) {
            const long before = memory.alive;
            memory_begin(n, false);
            struct question *q = make_question(s, statement == 1);
            through = memory_end() < n;
            CHECK(!through || q != NULL);
            if (q != NULL) {
                CHECK_STR(q->id, wanted->id);
                CHECK_STR(q->ask, wanted->ask);
                CHECK_INT(q->option_count, wanted->option_count);
            }
            question_free(q);
            CHECK_INT(memory.alive, before);
        }
        CHECK(n > 4);
        question_free(wanted);
    }
    subject_free(s);
}

/* No memory is told from nothing to ask. */
static void test_start(void)
{
    REQUIRE_FAILING_MEMORY();
    struct subject *s = subject_of("ami-lecture");
    REQUIRE(s != NULL);
    int64_t asked = 0;
    const struct session_options options = options_of(s, &asked);
    bool through = false;
    size_t n = 1;
    for (; !through && n < 1000; n++) {
        const long before = memory.alive;
        bool empty = true;
        memory_begin(n, false);
        struct session *session = session_start(&options, &empty);
        through = memory_end() < n;
        CHECK_INT(session != NULL, through);
        CHECK(!empty);
        session_free(session);
        CHECK_INT(memory.alive, before);
    }
    CHECK(n > 5);
    subject_free(s);
}

/* Five hundred answers are read without making five hundred questions. */
static void test_a_past_costs_little(void)
{
    REQUIRE_FAILING_MEMORY();
    struct desk desk;
    desk_open(&desk, 1);
    REQUIRE(desk.session != NULL);
    for (int i = 0; i < 500; i++) {
        CHECK(desk_answer(&desk, i % 3 != 0));
    }
    int64_t asked = 0;
    const struct session_options options = options_of(desk.subject, &asked);
    struct session *session = session_new(&options);
    REQUIRE(session != NULL);
    memory_begin(0, false);
    for (size_t i = 0; i < desk.log.asked_count; i++) {
        const struct outcome_record record = fake_outcome(&desk.log, i);
        CHECK(session_recall(session, &record));
    }
    CHECK(memory_end() < 20); /* room for numbers, doubled now and then */
    CHECK_INT(session_totals(session).answered, 500);
    CHECK_INT(session_totals(session).right, session_totals(desk.session).right);
    session_free(session);
    desk_close(&desk);
}

/* Every line of the output is a whole object; @return whether the last one says "end". */
static bool whole_lines(FILE *output)
{
    char line[16384];
    bool ended = false;
    rewind(output);
    while (fgets(line, sizeof line, output) != NULL) {
        CHECK(!ended);
        CHECK(line[0] == '{' && strchr(line, '\n') != NULL);
        cJSON *json = cJSON_ParseWithLength(line, strlen(line));
        const char *type = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(json, "type"));
        CHECK(type != NULL);
        ended = type != NULL && strcmp(type, "end") == 0;
        cJSON_Delete(json);
    }
    return ended;
}

static const char said[] = "{\"answer\":\"A\"}\n{\"command\":\"hint\"}\n{\"command\":\"hint\"}\n"
                           "{\"answer\":\"B\",\"confidence\":80}\n{\"answer\":[\"A\",\"A\"]}\n"
                           "nonsense\n{\"command\":\"mark\"}\n{\"command\":\"undo\"}\n"
                           "{\"answer\":\"A\"}\n{\"command\":\"skip\"}\n";

static const char *const kinds[] = {"path", "statement"};

/* One conversation in which allocation n fails.  @return whether it came to its end without. */
static bool converse(const struct subject *subject, const struct session_bank *bank, size_t n,
                     bool for_ever)
{
    int64_t asked = 0;
    struct session_options options = options_of(subject, &asked);
    options.bank = bank;
    if (bank == NULL) {
        options.focus = (struct session_focus){.kinds = kinds, .kind_count = 2};
    }
    struct shell shell = {.session = session_new(&options), .subject = subject, .most = SIZE_MAX};
    FILE *input = tmpfile(), *output = tmpfile();
    char buffers[2][4096];
    if (shell.session == NULL || input == NULL || output == NULL) {
        check_fail(__FILE__, __LINE__, "a conversation should begin");
        return true;
    }
    (void)setvbuf(input, buffers[0], _IOFBF, sizeof buffers[0]);
    (void)setvbuf(output, buffers[1], _IOFBF, sizeof buffers[1]);
    (void)fputs(said, input);
    rewind(input);
    memory_begin(n, for_ever);
    const enum shell_end end = shell_json(&shell, input, output);
    const bool through = memory_end() < n;
    CHECK(end == SHELL_DONE || (end == SHELL_FAILED && !through));
    CHECK_INT(whole_lines(output), end == SHELL_DONE);
    CHECK(!for_ever || through || end == SHELL_FAILED);
    (void)fclose(input);
    (void)fclose(output);
    session_free(shell.session);
    return through;
}

static void test_json_lines_are_whole(void)
{
    REQUIRE_FAILING_MEMORY();
    struct subject *s = subject_of("ami-lecture");
    REQUIRE(s != NULL);
    for (int for_ever = 0; for_ever < 2; for_ever++) {
        size_t n = 1;
        while (!converse(s, NULL, n, for_ever == 1) && n < 5000 && !check_state.bad) {
            n++;
        }
        if (check_state.bad) {
            printf("# allocation %zu%s\n", n, for_ever == 1 ? " and all after it" : "");
        }
        CHECK(n > 50);
    }
    subject_free(s);
}

/* The same about a bank, from the start of the session on: whole lines, or none. */
static void test_banks(void)
{
    REQUIRE_FAILING_MEMORY();
    struct subject *s = subject_of("ami-lecture");
    struct bank items = {0};
    REQUIRE(s != NULL);
    bank_of_pack(s, 0, 61, &items);
    const struct session_bank bank = {&items, "bank:test", "Test"};
    int64_t asked = 0;
    struct session_options options = options_of(s, &asked);
    options.bank = &bank;
    bool through = false;
    size_t n = 1;
    for (; !through && n < 1000; n++) {
        const long before = memory.alive;
        bool empty = true;
        memory_begin(n, false);
        struct session *session = session_start(&options, &empty);
        through = memory_end() < n;
        CHECK_INT(session != NULL, through);
        CHECK(!empty);
        session_free(session);
        CHECK_INT(memory.alive, before);
    }
    CHECK(n > 8);
    for (int for_ever = 0; for_ever < 2; for_ever++) {
        for (n = 1; !converse(s, &bank, n, for_ever == 1) && n < 5000 && !check_state.bad;) {
            n++;
        }
        CHECK(n > 50);
    }
    bank_fini(&items);
    subject_free(s);
}

int main(void)
{
    RUN(test_questions_are_whole);
    RUN(test_start);
    RUN(test_a_past_costs_little);
    RUN(test_json_lines_are_whole);
    RUN(test_banks);
    return check_end();
}
