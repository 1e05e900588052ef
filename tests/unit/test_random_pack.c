/*
 * Are the random packs what the tests that use them promise: 3 to 12 facts, both hit policies,
 * impossible combinations, misconceptions?  And the same on every machine.
 *
 * `test_random_pack SEED LEAST MOST` prints one, `test_random_pack SEED N` some facts of chance, "yes",
 * "no" or "-" for each of N: for tests/foreign/z3.sh.
 */
#include "tests/unit/random_pack.h"

#include <stdlib.h>

#include "engine/pack.h"
#include "tests/unit/check.h"
#include "tests/unit/pack_file.h"

#define SEEDS 1000

static void test_variety(void)
{
    size_t facts[13] = {0}, hits[2] = {0}, combined = 0, contradictions = 0, believed = 0;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        char *text = random_pack(seed, 3, 12);
        struct pack *pack = pack_of_text(text);
        REQUIRE(pack != NULL && pack->fact_count >= 3 && pack->fact_count <= 12);
        facts[pack->fact_count]++;
        for (size_t d = 0; d < pack->decision_count; d++) {
            hits[pack->decisions[d].hit]++;
        }
        combined += pack->impossible_count > 0;
        contradictions += case_set_count(&pack->possible) == 0;
        believed += pack->misconception_count > 0;
        pack_free(pack);
        free(text);
    }
    for (size_t i = 3; i <= 12; i++) {
        CHECK(facts[i] >= SEEDS / 20);
    }
    CHECK(hits[HIT_FIRST] >= SEEDS / 2 && hits[HIT_UNIQUE] >= SEEDS / 2);
    CHECK(combined >= SEEDS / 2 && combined <= SEEDS * 9 / 10);
    CHECK(contradictions >= 3 && contradictions <= SEEDS / 10);
    CHECK(believed >= SEEDS / 2);
}

/* A seed names the same pack on every machine, or a failure could not be repeated elsewhere. */
static void test_same_bytes(void)
{
    char *text = random_pack(7, 3, 12);
    uint32_t hash = 2166136261u; /* FNV-1a */
    for (const char *at = text; *at != '\0'; at++) {
        hash = (hash ^ (unsigned char)*at) * 16777619u;
    }
    CHECK_INT(hash, 0xca437a95);
    free(text);
}

static int print_pack(char *argv[])
{
    char *text = random_pack(strtoull(argv[1], NULL, 10), strtoull(argv[2], NULL, 10),
                             strtoull(argv[3], NULL, 10));
    printf("%s", text);
    free(text);
    return 0;
}

static int print_facts(char *argv[])
{
    uint64_t random = ~strtoull(argv[1], NULL, 10);
    const size_t rare = 1 + random_below(&random, 4);
    for (size_t i = strtoull(argv[2], NULL, 10); i > 0; i--) {
        const bool given = random_below(&random, 4) < rare;
        const bool yes = random_below(&random, 2) == 0;
        printf("%s\n", !given ? "-" : yes ? "yes" : "no");
    }
    return 0;
}

int main(int argc, char *argv[])
{
    if (argc == 4) {
        return print_pack(argv);
    }
    if (argc == 3) {
        return print_facts(argv);
    }
    RUN(test_variety);
    RUN(test_same_bytes);
    return check_end();
}
