/* The public interface: a misconception beside the table of the pack's sibling. */
#include "engine/amiquiz.h"

#include <stdio.h>
#include <string.h>

#include "tests/unit/check.h"

/* A pack with a belief ("always in"), or its sibling; `impossible` and `rules` as they stand in it. */
static struct amiquiz_pack *door(const char *impossible, const char *rules)
{
    char text[2000];
    const int length = snprintf(
        text, sizeof text,
        "{\"format\":\"amiquiz-pack\",\"version\":1,\"id\":\"door\",\"title\":\"T\",\"facts\":["
        "{\"id\":\"a\",\"label\":\"A\",\"yes\":[\"y\"],\"no\":[\"n\"]},"
        "{\"id\":\"b\",\"label\":\"B\",\"yes\":[\"y\"],\"no\":[\"n\"]}],\"impossible\":[%s],"
        "\"decisions\":[{\"id\":\"d\",\"ask\":\"?\",\"hit\":\"first\",\"outcomes\":[{\"id\":\"in\","
        "\"label\":\"I\"},{\"id\":\"out\",\"label\":\"O\"},{\"id\":\"%s\",\"label\":\"X\"}],"
        "\"rules\":[%s]}],\"misconceptions\":[{\"id\":\"m\",\"decision\":\"d\",\"believes\":\"b\","
        "\"correct\":\"c\",\"assume\":{\"a\":true}}]}",
        impossible, strstr(rules, "theirs") != NULL ? "theirs" : "ours", rules);
    return amiquiz_pack_read("t", text, (size_t)length, NULL);
}

#define RULE(id, when, then)                                                                       \
    "{\"id\":\"" id "\",\"when\":{" when "},\"then\":\"" then "\",\"because\":\"b\"}"

/* The belief is the sibling's table only if that gives the same answer to every case of ours. */
static void test_twin_of_sibling(void)
{
    static const struct {
        const char *impossible, *rules;
        bool twin;
    } siblings[] = {
        {"", RULE("r", "", "in"), true},
        {"{\"when\":{\"b\":true}}", RULE("r", "", "in"), false}, /* impossible there */
        {"", RULE("r", "\"b\":false", "in"), false},             /* no row there */
        {"", RULE("r", "\"b\":false", "in") "," RULE("s", "", "theirs"), false}, /* not ours */
        {"", RULE("r", "\"b\":false", "in") "," RULE("s", "", "out"), false},
    };
    struct amiquiz_pack *pack = door("", RULE("r", "\"a\":true", "in") "," RULE("s", "", "out"));
    REQUIRE(pack != NULL);
    for (size_t i = 0; i < sizeof siblings / sizeof siblings[0]; i++) {
        struct amiquiz_pack *sibling = door(siblings[i].impossible, siblings[i].rules);
        REQUIRE(sibling != NULL);
        struct amiquiz_findings *found = amiquiz_check(pack, sibling);
        REQUIRE(found != NULL);
        size_t twins = 0;
        for (size_t k = 0; k < found->count; k++) {
            twins += strcmp(found->items[k].id, "twins") == 0;
        }
        CHECK_INT(twins, siblings[i].twin ? 1 : 0);
        amiquiz_findings_free(found);
        amiquiz_pack_free(sibling);
    }
    amiquiz_pack_free(pack);
}

int main(void)
{
    RUN(test_twin_of_sibling);
    return check_end();
}
