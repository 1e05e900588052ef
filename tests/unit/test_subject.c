/* A pack made ready, and what it says of its sibling, whose facts stand in another order. */
#include <stdio.h>
#include <stdlib.h>

#include "questions/item/subject.h"
#include "tests/unit/check.h"

static const char left[] =
    "{\"format\":\"amiquiz-pack\",\"version\":1,\"id\":\"left\",\"title\":\"Left\","
    "\"sibling\":{\"pack\":\"right\",\"label\":\"Right\"},"
    "\"facts\":[{\"id\":\"a\",\"label\":\"a\",\"yes\":[\"a\"],\"no\":[\"not a\"]},"
    "{\"id\":\"b\",\"label\":\"b\",\"yes\":[\"b\"],\"no\":[\"not b\"]},"
    "{\"id\":\"c\",\"label\":\"c\",\"yes\":[\"c\"],\"no\":[\"not c\"]}],"
    "\"impossible\":[{\"when\":{\"a\":true,\"b\":true}}],"
    "\"decisions\":[{\"id\":\"d\",\"ask\":\"?\",\"hit\":\"first\","
    "\"outcomes\":[{\"id\":\"x\",\"label\":\"X\"},{\"id\":\"y\",\"label\":\"Y\"},"
    "{\"id\":\"z\",\"label\":\"Z\",\"ask\":false}],\"rules\":["
    "{\"id\":\"r-a\",\"when\":{\"a\":true},\"then\":\"x\",\"because\":\".\"},"
    "{\"id\":\"r-b\",\"when\":{\"b\":true},\"then\":\"y\",\"because\":\".\"},"
    "{\"id\":\"r-c\",\"when\":{\"c\":true},\"then\":\"z\",\"because\":\".\"}]},"
    "{\"id\":\"only-left\",\"ask\":\"?\",\"hit\":\"first\","
    "\"outcomes\":[{\"id\":\"x\",\"label\":\"X\"}],"
    "\"rules\":[{\"id\":\"all\",\"when\":{},\"then\":\"x\",\"because\":\".\"}]}],"
    "\"misconceptions\":[{\"id\":\"m\",\"decision\":\"d\",\"believes\":\".\",\"correct\":\".\","
    "\"rules\":[{\"when\":{\"c\":true},\"then\":\"x\"}]}]}";

/* %s: an extra fact, or nothing. */
static const char right_format[] =
    "{\"format\":\"amiquiz-pack\",\"version\":1,\"id\":\"right\",\"title\":\"Right\","
    "\"facts\":[{\"id\":\"c\",\"label\":\"c\",\"yes\":[\"c\"],\"no\":[\"not c\"]},"
    "{\"id\":\"%s\",\"label\":\"a\",\"yes\":[\"a\"],\"no\":[\"not a\"]},"
    "{\"id\":\"b\",\"label\":\"b\",\"yes\":[\"b\"],\"no\":[\"not b\"]}%s],"
    "\"impossible\":[{\"when\":{\"a\":true,\"c\":true}}],"
    "\"decisions\":[{\"id\":\"d\",\"ask\":\"?\",\"hit\":\"first\","
    "\"outcomes\":[{\"id\":\"strange\",\"label\":\"S\"},{\"id\":\"x\",\"label\":\"X\"}],"
    "\"rules\":[{\"id\":\"s-a\",\"when\":{\"a\":true},\"then\":\"x\",\"because\":\".\"},"
    "{\"id\":\"s-b\",\"when\":{\"b\":true},\"then\":\"strange\",\"because\":\".\"}]}]}";

static struct pack *read_pack(const char *text)
{
    struct diags diags = {0};
    struct pack *pack = pack_read("test", text, strlen(text), &diags);
    for (size_t i = 0; i < diags.count; i++) {
        printf("# %s\n", diags.items[i].text);
    }
    diags_fini(&diags);
    return pack;
}

/* The subject of `left` with that sibling. */
static struct subject *make(const char *fact, const char *extra)
{
    char text[4096];
    (void)snprintf(text, sizeof text, right_format, fact, extra);
    struct pack *other = read_pack(text);
    struct pack *own = read_pack(left);
    if (own == NULL) {
        return NULL;
    }
    return subject_new(own, other == NULL ? NULL : subject_new(other, NULL));
}

enum { A = 1, B = 2, C = 4 };

static void test_without_sibling(void)
{
    struct subject *s = subject_new(read_pack(left), NULL);
    REQUIRE(s != NULL);
    char digest[SHA256_HEX_SIZE], wanted[SHA256_HEX_SIZE];
    subject_digest(s, digest);
    sha256_hex(left, sizeof left - 1, wanted);
    CHECK_STR(digest, wanted);
    CHECK_INT(table_outcome(s->truth[0], A), 0);
    CHECK_INT(table_outcome(s->beliefs[0], C), 0);
    CHECK(subject_sibling_decision(s, 0) == SIZE_MAX);
    CHECK(subject_sibling_outcome(s, 0, A) == SIZE_MAX);
    subject_free(s);
}

static void test_askable(void)
{
    struct subject *s = subject_new(read_pack(left), NULL);
    REQUIRE(s != NULL);
    CHECK(subject_askable(s, 0, A));
    CHECK(subject_askable(s, 0, B | C));
    CHECK(!subject_askable(s, 0, A | B)); /* impossible */
    CHECK(!subject_askable(s, 0, C));     /* its outcome is not asked for */
    CHECK(!subject_askable(s, 0, 0));     /* no row decides */
    CHECK(subject_askable(s, 1, 0));
    subject_free(s);
}

static void test_sibling(void)
{
    struct subject *s = make("a", "");
    REQUIRE(s != NULL && s->sibling != NULL);
    /* There: bit 0 is c, bit 1 is a, bit 2 is b. */
    CHECK_INT(subject_sibling_case(s, A), 2);
    CHECK_INT(subject_sibling_case(s, B | C), 5);
    const struct partial there = subject_sibling_facts(s, (struct partial){A | C, C});
    CHECK_INT(there.known, 3);
    CHECK_INT(there.value, 1);
    CHECK_INT(subject_sibling_decision(s, 0), 0);
    CHECK(subject_sibling_decision(s, 1) == SIZE_MAX);
    CHECK_INT(subject_sibling_outcome(s, 0, A), 0);          /* x in both, by its id */
    CHECK(subject_sibling_outcome(s, 0, B) == SIZE_MAX);     /* "strange" is none of ours */
    CHECK(subject_sibling_outcome(s, 0, C) == SIZE_MAX);     /* no row there */
    CHECK(subject_sibling_outcome(s, 0, A | C) == SIZE_MAX); /* impossible there */
    CHECK(subject_sibling_outcome(s, 1, A) == SIZE_MAX);
    subject_free(s);
}

static void test_other_facts_are_no_sibling(void)
{
    struct subject *s =
        make("a", ",{\"id\":\"e\",\"label\":\"e\",\"yes\":[\"e\"],\"no\":[\"not e\"]}");
    REQUIRE(s != NULL);
    CHECK(s->sibling == NULL);
    CHECK(subject_sibling_decision(s, 0) == SIZE_MAX);
    subject_free(s);
}

static void test_free_null(void)
{
    subject_free(NULL);
    CHECK(true);
}

int main(void)
{
    RUN(test_without_sibling);
    RUN(test_askable);
    RUN(test_sibling);
    RUN(test_other_facts_are_no_sibling);
    RUN(test_free_null);
    return check_end();
}
