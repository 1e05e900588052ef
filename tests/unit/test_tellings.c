/*
 * The stories of the AMI packs.  A telling is of use for a case when what it tells (the conditions of
 * the choices it takes) settles the outcome, what every misconception would answer, and what the
 * sibling answers: then the question is fair, and so is every word of its feedback.
 */
#include <cjson/cJSON.h>
#include <stdlib.h>

#include "engine/pack.h"
#include "engine/table.h"
#include "tests/unit/check.h"
#include "tests/unit/pack_file.h"

#define LEAST 3 /* tellings of use that every case must have */

static const char *const files[2] = {"data/packs/ami-lecture.json", "data/packs/ami-current.json"};
static struct pack *packs[2];

/* Has the table one answer in all possible cases that fit what is told? */
static bool settles(const struct pack *pack, const struct table *table, struct partial told)
{
    bool undecided;
    const uint64_t open = table_open_outcomes(table, &pack->possible, told, NULL, &undecided);
    return (open & (open - 1)) == 0 && (open == 0) == undecided;
}

/* What a telling says of a case; false when it does not fit the case or contradicts it. */
static bool tell(const struct telling *telling, size_t decision, uint32_t whole,
                 struct partial *told)
{
    *told = (struct partial){0, 0};
    if ((telling->decisions >> decision & 1) == 0 || !partial_matches(telling->when, whole)) {
        return false;
    }
    for (size_t i = 0; i < telling->part_count; i++) {
        const struct telling_part *part = &telling->parts[i];
        size_t c = 0;
        while (c < part->choice_count && !partial_matches(part->choices[c].when, whole)) {
            c++;
        }
        if (c < part->choice_count) {
            told->known |= part->choices[c].when.known;
            told->value |= part->choices[c].when.value;
        }
    }
    return partial_matches(*told, whole);
}

struct views {
    const struct table *tables[PACK_MISCONCEPTIONS_MAX + 2];
    const struct pack *packs[PACK_MISCONCEPTIONS_MAX + 2];
    size_t count;
};

static bool settles_all(const struct views *views, struct partial told)
{
    for (size_t i = 0; i < views->count; i++) {
        if (!settles(views->packs[i], views->tables[i], told)) {
            return false;
        }
    }
    return true;
}

static void check_case(const struct pack *pack, size_t decision, const struct views *views,
                       uint32_t whole)
{
    size_t usable = 0;
    for (size_t t = 0; t < pack->telling_count; t++) {
        struct partial told;
        usable += tell(&pack->tellings[t], decision, whole, &told) && settles_all(views, told);
    }
    if (usable < LEAST) {
        printf("# %s %s: case %x has %zu tellings of use (", pack->id, pack->decisions[decision].id,
               whole, usable);
        for (size_t f = 0; f < pack->fact_count; f++) {
            if ((whole & fact_bit(f)) != 0) {
                printf(" %s", pack->facts[f].id);
            }
        }
        printf(" )\n");
        CHECK(usable >= LEAST);
    }
}

static void check_decision(size_t edition, size_t decision)
{
    const struct pack *pack = packs[edition], *sibling = packs[1 - edition];
    const struct decision *d = &pack->decisions[decision];
    struct table *truth = table_of_decision(pack, decision);
    struct views views = {.tables = {truth}, .packs = {pack}, .count = 1};
    REQUIRE(truth != NULL);
    for (size_t m = 0; m < pack->misconception_count; m++) {
        if (pack->misconceptions[m].decision == decision) {
            views.packs[views.count] = pack;
            views.tables[views.count++] = table_of_misconception(pack, m, truth);
        }
    }
    views.packs[views.count] = sibling;
    views.tables[views.count++] = table_of_decision(sibling, pack_decision(sibling, d->id));
    struct case_walk walk = case_walk_begin(&pack->possible, (struct partial){0, 0});
    for (uint32_t whole; case_walk_next(&walk, &whole);) {
        const uint8_t outcome = table_outcome(truth, whole);
        if (outcome != TABLE_NO_OUTCOME && d->outcomes[outcome].ask) {
            check_case(pack, decision, &views, whole);
        }
    }
    for (size_t i = 0; i < views.count; i++) {
        table_free((struct table *)views.tables[i]);
    }
}

static void test_every_case_can_be_told(void)
{
    for (size_t e = 0; e < 2; e++) {
        for (size_t d = 0; d < packs[e]->decision_count; d++) {
            check_decision(e, d);
        }
    }
}

/* A choice that no case ever takes was written for nothing; text that is chosen must exist. */
static void test_every_choice_is_taken(void)
{
    for (size_t t = 0; t < packs[0]->telling_count; t++) {
        const struct telling *telling = &packs[0]->tellings[t];
        for (size_t p = 0; p < telling->part_count; p++) {
            const struct telling_part *part = &telling->parts[p];
            uint64_t taken = 0;
            struct case_walk walk = case_walk_begin(&packs[0]->possible, telling->when);
            for (uint32_t whole; case_walk_next(&walk, &whole);) {
                size_t c = 0;
                while (c < part->choice_count && !partial_matches(part->choices[c].when, whole)) {
                    c++;
                }
                taken |= c < part->choice_count ? (uint64_t)1 << c : 0;
            }
            REQUIRE(part->choice_count < 64);
            for (size_t c = 0; c < part->choice_count; c++) {
                CHECK(part->choices[c].text.count > 0);
                if ((taken >> c & 1) == 0) {
                    printf("# telling %s, part %zu, choice %zu\n", telling->id, p, c);
                    check_fail(__FILE__, __LINE__, "every choice is taken in some case");
                }
            }
        }
    }
}

static void test_both_packs_tell_alike(void)
{
    static const char *const members[] = {"facts", "impossible", "names", "tellings"};
    cJSON *roots[2];
    for (size_t e = 0; e < 2; e++) {
        roots[e] = cJSON_Parse(packs[e]->text.bytes);
        REQUIRE(roots[e] != NULL);
    }
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        const cJSON *a = cJSON_GetObjectItemCaseSensitive(roots[0], members[i]);
        const cJSON *b = cJSON_GetObjectItemCaseSensitive(roots[1], members[i]);
        if (a == NULL || b == NULL || !cJSON_Compare(a, b, true)) {
            check_fail(__FILE__, __LINE__, members[i]);
        }
    }
    cJSON_Delete(roots[0]);
    cJSON_Delete(roots[1]);
}

int main(void)
{
    for (size_t e = 0; e < 2; e++) {
        packs[e] = pack_of_file(files[e]);
        if (packs[e] == NULL) {
            return 1;
        }
    }
    RUN(test_every_case_can_be_told);
    RUN(test_every_choice_is_taken);
    RUN(test_both_packs_tell_alike);
    pack_free(packs[0]);
    pack_free(packs[1]);
    return check_end();
}
