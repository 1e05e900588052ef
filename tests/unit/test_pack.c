/* Packs: everything that is read, the look-ups, the limits, and texts made to take long. */
#include "engine/pack.h"

#include <stdarg.h>
#include <stdlib.h>

#include "engine/json_in.h"
#include "engine/table.h"
#include "tests/unit/check.h"
#include "tests/unit/pack_file.h"

static const char whole_pack[] =
    "{\"format\": \"amiquiz-pack\", \"version\": 1.0, \"id\": \"door-1\", \"title\": \"Doors\",\n"
    " \"edition\": \"first\", \"sibling\": {\"pack\": \"door-2\", \"label\": \"Doors today\"},\n"
    " \"x-note\": [null], \"sources\": {\"S1\": {\"title\": \"Manual\", \"url\": \"https://example.org/\",\n"
    "   \"from\": \"2018-02-02\", \"until\": \"2019-09-21\"}, \"S2\": {\"title\": \"Other\"}},\n"
    " \"facts\": [\n"
    "  {\"id\": \"locked\", \"label\": \"locked?\", \"ask\": \"Is it locked?\", \"control\": \"owner\",\n"
    "   \"yes\": [\"it is locked\", \"the lock is shut\"], \"no\": [\"it is not locked\"]},\n"
    "  {\"id\": \"key_2\", \"label\": \"key\", \"yes\": [\"y\"], \"no\": [\"n\"], \"control\": \"nobody\"}],\n"
    " \"impossible\": [{\"when\": {\"locked\": false, \"key_2\": true}, \"because\": \"Why lock up?\",\n"
    "   \"source\": [\"S1\", \"S9\"]}],\n"
    " \"decisions\": [{\"id\": \"open\", \"ask\": \"How?\", \"hit\": \"unique\",\n"
    "   \"outcomes\": [{\"id\": \"push\", \"label\": \"Push\", \"steps\": [\"lift\", \"push\"],\n"
    "     \"steps_when\": [{\"when\": {\"key_2\": true}, \"steps\": [\"turn\"]}], \"owner\": \"you\",\n"
    "     \"alias\": [\"shove\"]}, {\"id\": \"ring\", \"label\": \"Ring\", \"ask\": false}],\n"
    "   \"rules\": [{\"id\": \"free\", \"when\": {\"locked\": false}, \"then\": \"push\", \"also\": [\"ring\"],\n"
    "     \"because\": \"Free.\", \"source\": [\"S1\"], \"certainty\": \"inferred\",\n"
    "     \"not\": {\"ring\": \"No need.\"}},\n"
    "    {\"id\": \"shut\", \"when\": {\"locked\": true}, \"then\": \"ring\", \"because\": \"Shut.\"}]}],\n"
    " \"misconceptions\": [{\"id\": \"push-hard\", \"decision\": \"open\", \"believes\": \"B\",\n"
    "   \"correct\": \"C\", \"assume\": {\"key_2\": false},\n"
    "   \"rules\": [{\"when\": {\"locked\": true}, \"then\": \"push\"}]}],\n"
    " \"statements\": [{\"id\": \"bell\", \"true\": [\"T\"], \"false\": [\"F\", \"G\"], \"because\": \"B\",\n"
    "   \"source\": [\"S2\"]}],\n"
    " \"names\": {\"who\": [\"Ana\", \"Bo\"]},\n"
    " \"tellings\": [{\"id\": \"plain\", \"decisions\": [\"open\"], \"when\": {\"locked\": true},\n"
    "   \"parts\": [[{\"when\": {\"locked\": true}, \"text\": [\"{who} waits.\", \"\"]}], []],\n"
    "   \"ask\": {\"open\": [\"And now?\"]}}],\n"
    " \"opening\": {\"decision\": \"open\", \"facts\": {\"locked\": true, \"key_2\": false},\n"
    "   \"telling\": \"plain\"}}";

static void test_every_member(void)
{
    struct pack *p = pack_of_text(whole_pack);
    REQUIRE(p != NULL);
    CHECK_INT(p->text.length, sizeof whole_pack - 1);
    CHECK(memcmp(p->text.bytes, whole_pack, p->text.length) == 0);
    CHECK_STR(p->id, "door-1");
    CHECK_STR(p->title, "Doors");
    CHECK_STR(p->edition, "first");
    CHECK_STR(p->sibling_pack, "door-2");
    CHECK_STR(p->sibling_label, "Doors today");
    REQUIRE(p->source_count == 2 && p->fact_count == 2 && p->impossible_count == 1);
    CHECK_STR(p->sources[0].id, "S1");
    CHECK_STR(p->sources[0].url, "https://example.org/");
    CHECK_STR(p->sources[0].from, "2018-02-02");
    CHECK_STR(p->sources[0].until, "2019-09-21");
    CHECK_STR(p->sources[1].title, "Other");
    CHECK(p->sources[1].url == NULL);
    CHECK_STR(p->facts[0].ask, "Is it locked?");
    CHECK_INT(p->facts[0].control, CONTROL_OWNER);
    CHECK_INT(p->facts[1].control, CONTROL_NOBODY);
    CHECK_INT(p->facts[0].yes.count, 2);
    CHECK_STR(p->facts[0].yes.items[1], "the lock is shut");
    CHECK_INT(p->impossibles[0].when.known, 3);
    CHECK_INT(p->impossibles[0].when.value, 2);
    CHECK_STR(p->impossibles[0].because, "Why lock up?");
    CHECK_STR(p->impossibles[0].source.items[1], "S9");
    CHECK_INT(case_set_count(&p->possible), 3);
    pack_free(p);
    pack_free(NULL);
}

static void test_decisions(void)
{
    struct pack *p = pack_of_text(whole_pack);
    REQUIRE(p != NULL && p->decision_count == 1);
    const struct decision *d = &p->decisions[0];
    REQUIRE(d->outcome_count == 2 && d->rule_count == 2);
    CHECK_INT(d->hit, HIT_UNIQUE);
    CHECK_STR(d->outcomes[0].owner, "you");
    CHECK_STR(d->outcomes[0].alias.items[0], "shove");
    CHECK(d->outcomes[0].ask && !d->outcomes[1].ask);
    CHECK_INT(outcome_steps(&d->outcomes[0], 0)->count, 2);
    CHECK_STR(outcome_steps(&d->outcomes[0], 3)->items[0], "turn");
    CHECK_INT(outcome_steps(&d->outcomes[1], 3)->count, 0);
    CHECK_INT(d->rules[0].also, 2);
    CHECK_INT(d->rules[0].certainty, CERTAINTY_INFERRED);
    CHECK_INT(d->rules[1].certainty, CERTAINTY_DOCUMENTED);
    CHECK_INT(d->rules[0].not_count, 1);
    CHECK_INT(d->rules[0].not_outcomes[0].outcome, 1);
    CHECK_STR(d->rules[0].not_outcomes[0].because, "No need.");
    CHECK_INT(d->rules[1].then, 1);
    CHECK_STR(certainty_name(CERTAINTY_FIELD), "field");
    REQUIRE(p->misconception_count == 1);
    CHECK_INT(p->misconceptions[0].assume.known, 2);
    CHECK_INT(p->misconceptions[0].rules[0].then, 0);
    pack_free(p);
}

static void test_stories(void)
{
    struct pack *p = pack_of_text(whole_pack);
    REQUIRE(p != NULL && p->telling_count == 1 && p->statement_count == 1 && p->pool_count == 1);
    const struct telling *t = &p->tellings[0];
    CHECK_INT(p->statements[0].is_false.count, 2);
    CHECK_STR(p->pools[0].names.items[1], "Bo");
    CHECK_INT(t->decisions, 1);
    CHECK_INT(t->when.known, 1);
    REQUIRE(t->part_count == 2);
    CHECK_INT(t->parts[0].choices[0].text.count, 2); /* a story may say nothing at times */
    CHECK_INT(t->parts[1].choice_count, 0);
    CHECK_STR(t->ask[0].items[0], "And now?");
    CHECK(p->opening.given);
    CHECK_INT(p->opening.facts, 1);
    CHECK_INT(p->opening.telling, 0);
    pack_free(p);
}

static void test_look_ups(void)
{
    struct pack *p = pack_of_text(whole_pack);
    REQUIRE(p != NULL);
    CHECK_INT(pack_fact(p, "key_2"), 1);
    CHECK(pack_fact(p, "key") == SIZE_MAX);
    CHECK_INT(pack_decision(p, "open"), 0);
    CHECK(pack_decision(p, "Open") == SIZE_MAX);
    CHECK(pack_source(p, "S2") == &p->sources[1]);
    CHECK(pack_source(p, "S9") == NULL);
    CHECK_INT(decision_outcome(&p->decisions[0], "ring"), 1);
    CHECK(decision_outcome(&p->decisions[0], "shove") == SIZE_MAX);
    size_t which[1];
    CHECK_INT(pack_impossible(p, (struct partial){1, 0}, which), 0);
    CHECK_INT(pack_impossible(p, (struct partial){3, 2}, which), 1);
    CHECK_INT(which[0], 0);
    pack_free(p);
}

/* ---- Limits --------------------------------------------------------------------------------- */

struct writer {
    char *text;
    size_t length, capacity;
};

__attribute__((format(printf, 2, 3))) static void put(struct writer *w, const char *format, ...)
{
    va_list args;
    if (w->capacity - w->length < 512) {
        w->capacity = w->capacity * 2 + 4096;
        w->text = realloc(w->text, w->capacity);
        if (w->text == NULL) {
            abort();
        }
    }
    va_start(args, format);
    w->length += (size_t)vsnprintf(w->text + w->length, w->capacity - w->length, format, args);
    va_end(args);
}

struct sizes {
    size_t facts, decisions, outcomes, rules, misconceptions;
    const char *hit;
};

static char *pack_of_sizes(const struct sizes *s)
{
    struct writer w = {0};
    put(&w,
        "{\"format\":\"amiquiz-pack\",\"version\":1,\"id\":\"many\",\"title\":\"T\",\"facts\":[");
    for (size_t i = 0; i < s->facts; i++) {
        put(&w, "%s{\"id\":\"f%zu\",\"label\":\"L\",\"yes\":[\"y\"],\"no\":[\"n\"]}",
            i == 0 ? "" : ",", i);
    }
    put(&w, "],\"decisions\":[");
    for (size_t d = 0; d < s->decisions; d++) {
        put(&w, "%s{\"id\":\"d%zu\",\"ask\":\"?\",\"hit\":\"%s\",\"outcomes\":[", d == 0 ? "" : ",",
            d, s->hit);
        for (size_t i = 0; i < s->outcomes; i++) {
            put(&w, "%s{\"id\":\"o%zu\",\"label\":\"O\"}", i == 0 ? "" : ",", i);
        }
        put(&w, "],\"rules\":[");
        for (size_t i = 0; i < s->rules; i++) {
            put(&w, "%s{\"id\":\"r%zu-%zu\",\"when\":{},\"then\":\"o%zu\",\"because\":\"b\"}",
                i == 0 ? "" : ",", d, i, i % s->outcomes);
        }
        put(&w, "]}");
    }
    put(&w, "],\"misconceptions\":[");
    for (size_t i = 0; i < s->misconceptions; i++) {
        put(&w, "%s{\"id\":\"m%zu\",\"decision\":\"d0\",\"believes\":\"b\",\"correct\":\"c\"}",
            i == 0 ? "" : ",", i);
    }
    put(&w, "]}");
    return w.text;
}

/* Exactly one error, with this text; NULL: none. */
static void check_sizes(struct sizes sizes, const char *want)
{
    char *text = pack_of_sizes(&sizes);
    struct diags diags = {0};
    struct pack *pack = pack_read("t", text, strlen(text), &diags);
    CHECK((pack != NULL) == (want == NULL));
    CHECK_INT(diags.errors, want != NULL ? 1 : 0);
    if (want != NULL && diags.count > 0) {
        CHECK_STR(diags.items[0].text, want);
    }
    print_diags(&diags);
    pack_free(pack);
    diags_fini(&diags);
    free(text);
}

static void test_limits(void)
{
    const struct sizes small = {2, 1, 2, 1, 1, "first"};
    struct sizes s = small;
    check_sizes(s, NULL);
    s.facts = 20;
    check_sizes(s, NULL);
    s.facts = 21;
    check_sizes(s, "\"facts\" holds 21 entries, at most 20 are allowed");
    s = small;
    s.outcomes = 64;
    check_sizes(s, NULL);
    s.outcomes = 65;
    check_sizes(s, "\"outcomes\" holds 65 entries, at most 64 are allowed");
    s = small;
    s.decisions = 16;
    check_sizes(s, NULL);
    s.decisions = 17;
    check_sizes(s, "\"decisions\" holds 17 entries, at most 16 are allowed");
    s = small;
    s.rules = 10000;
    check_sizes(s, NULL);
    s.rules = 10001;
    check_sizes(s, "\"rules\" holds 10001 entries, at most 10000 are allowed");
    s = small;
    s.misconceptions = 256;
    check_sizes(s, NULL);
    s.misconceptions = 257;
    check_sizes(s, "\"misconceptions\" holds 257 entries, at most 256 are allowed");
}

/* What is larger than any pack is refused by its size, before its bytes are looked at. */
static void test_size_limit(void)
{
    char *text = calloc(1, JSON_SIZE_MAX + 1);
    struct diags diags = {0};
    REQUIRE(text != NULL);
    CHECK(pack_read("large.json", text, JSON_SIZE_MAX + 1, &diags) == NULL);
    REQUIRE(diags.count == 1);
    CHECK_STR(diags.items[0].text, "large.json is larger than 16 MiB");
    diags_fini(&diags);
    free(text);
}

/* ---- Texts made to take long ---------------------------------------------------------------- */
/*
 * A million of something: a reader that compared each with each would take hours, which no test may.
 * How long they take when all is well is for `make bench` to say.
 */

/* A pack with `count` times `piece` between two texts is refused. */
static void refuse(const char *what, const char *before, const char *piece, size_t count,
                   const char *after)
{
    const size_t size = strlen(piece);
    char *text = malloc(strlen(before) + count * size + strlen(after) + 1);
    REQUIRE(text != NULL);
    char *at = text + strlen(strcpy(text, before));
    for (size_t i = 0; i < count; i++, at += size) {
        memcpy(at, piece, size);
    }
    strcpy(at, after);
    struct diags diags = {0};
    CHECK(pack_read("t", text, strlen(text), &diags) == NULL);
    CHECK(diags.count >= 1 && diags.count <= DIAG_MAX);
    printf("# %s: %zu faults\n", what, diags.errors);
    diags_fini(&diags);
    free(text);
}

#define HEAD                                                                                            \
    "{\"format\":\"amiquiz-pack\",\"version\":1,\"id\":\"t\",\"title\":\"T\",\"facts\":[{\"id\":\"f\"," \
    "\"label\":\"L\",\"yes\":[\"y\"],\"no\":[\"n\"]}],\"decisions\":[{\"id\":\"d\",\"ask\":\"?\","      \
    "\"hit\":\"first\",\"outcomes\":[{\"id\":\"o\",\"label\":\"O\"}],\"rules\":["

static void test_large_texts(void)
{
    const size_t most = (size_t)16 * 1024 * 1024;
    refuse("open brackets", "", "[", most, "");
    refuse("open texts", HEAD, "\"", 1, "");
    refuse("a million repeated members", HEAD "]}]", ",\"unknown\":1", 1000000, "}");
    refuse("a million unknown facts", HEAD "{\"when\":{\"g\":true", ",\"g\":true", 1000000,
           "}}]}]}");
    refuse("a million decisions", HEAD "]}", ",{\"id\":\"d\"}", 1000000, "]}");
    refuse("ten thousand repeated rules", HEAD "{}",
           ",{\"id\":\"r\",\"when\":{},\"then\":\"o\",\"because\":\"b\"}", 9999, "]}]}");
    refuse("sixteen million braces",
           HEAD
           "]}],\"names\":{\"n\":[\"x\"]},\"tellings\":[{\"id\":\"t\",\"parts\":[[{\"when\":{},"
           "\"text\":[\"",
           "{", most - 1000, "\"]}]]}]}");
    refuse("a name of sixteen million letters", HEAD "]}],\"x", "y", most - 1000, "\":1}");
}

static void test_a_million_unknown_members(void)
{
    struct writer w = {0};
    struct diags diags = {0};
    put(&w, "%s]}]", HEAD);
    for (size_t i = 0; i < 1000000; i++) {
        put(&w, ",\"m%zu\":1", i);
    }
    put(&w, "}");
    CHECK(pack_read("t", w.text, w.length, &diags) == NULL);
    CHECK_INT(diags.errors, 1000000);
    CHECK_INT(diags.count, DIAG_MAX);
    CHECK(diags.truncated);
    diags_fini(&diags);
    free(w.text);
}

/* Ten thousand rows that match everything, over a million cases. */
static void test_large_tables(void)
{
    static const char *const hits[] = {"first", "unique"};
    for (size_t i = 0; i < 2; i++) {
        char *text = pack_of_sizes(&(struct sizes){20, 1, 64, 10000, 1, hits[i]});
        struct pack *pack = pack_of_text(text);
        REQUIRE(pack != NULL);
        struct table *table = table_of_decision(pack, 0);
        REQUIRE(table != NULL);
        CHECK_INT(table_row(table, 12345), i == 0 ? 0 : TABLE_CLASH);
        CHECK_INT(table_needs(table, &pack->possible, (struct partial){0, 0}), 0);
        table_free(table);
        pack_free(pack);
        free(text);
    }
}

/* What keeps many combinations from holding: the answer is found without trying every pair. */
static void test_large_impossibles(void)
{
    struct writer w = {0};
    put(&w, "{\"format\":\"amiquiz-pack\",\"version\":1,\"id\":\"t\",\"title\":\"T\",\"facts\":[");
    for (size_t i = 0; i < 20; i++) {
        put(&w, "%s{\"id\":\"f%zu\",\"label\":\"L\",\"yes\":[\"y\"],\"no\":[\"n\"]}",
            i == 0 ? "" : ",", i);
    }
    put(&w, "],\"impossible\":[");
    for (size_t i = 0; i < 9000; i++) { /* each of eight values of three facts, over and over */
        const size_t a = i / 8 % 17;
        put(&w, "%s{\"when\":{\"f%zu\":%s,\"f%zu\":%s,\"f%zu\":%s}}", i == 0 ? "" : ",", a,
            i % 2 == 0 ? "true" : "false", a + 1, i / 2 % 2 == 0 ? "true" : "false", a + 2,
            i / 4 % 2 == 0 ? "true" : "false");
    }
    put(&w,
        "],\"decisions\":[{\"id\":\"d\",\"ask\":\"?\",\"hit\":\"first\",\"outcomes\":[{\"id\":\"o\","
        "\"label\":\"O\"}],\"rules\":[{\"id\":\"r\",\"when\":{},\"then\":\"o\",\"because\":\"b\"}]}]}");
    struct pack *pack = pack_of_text(w.text);
    size_t which[9000];
    REQUIRE(pack != NULL);
    CHECK_INT(pack_impossible(pack, (struct partial){0, 0}, which), 8);
    pack_free(pack);
    free(w.text);
}

int main(void)
{
    RUN(test_every_member);
    RUN(test_decisions);
    RUN(test_stories);
    RUN(test_look_ups);
    RUN(test_limits);
    RUN(test_size_limit);
    RUN(test_large_texts);
    RUN(test_a_million_unknown_members);
    RUN(test_large_tables);
    RUN(test_large_impossibles);
    return check_end();
}
