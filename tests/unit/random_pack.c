/* A pack is printed piece by piece into one text that grows. */
#include "tests/unit/random_pack.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct writer {
    uint64_t random;
    size_t facts;
    char *text;
    size_t length, capacity;
};

uint64_t random_next(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

size_t random_below(uint64_t *state, size_t bound)
{
    return (size_t)(random_next(state) % bound);
}

__attribute__((format(printf, 2, 3))) static void put(struct writer *w, const char *format, ...)
{
    va_list args;
    if (w->capacity - w->length < 256) {
        w->capacity += 4096;
        w->text = realloc(w->text, w->capacity);
        if (w->text == NULL) {
            abort();
        }
    }
    va_start(args, format);
    w->length += (size_t)vsnprintf(w->text + w->length, w->capacity - w->length, format, args);
    va_end(args);
}

/* A conjunction in which each fact stands with the chance 1 in `rare`; at least one when asked so. */
static void put_when(struct writer *w, const char *name, size_t rare, bool not_empty)
{
    const char *comma = "";
    const size_t sure = not_empty ? random_below(&w->random, w->facts) : w->facts;
    put(w, "\"%s\": {", name);
    for (size_t i = 0; i < w->facts; i++) {
        if (i == sure || random_below(&w->random, rare) == 0) {
            put(w, "%s\"f%zu\": %s", comma, i, random_below(&w->random, 2) == 0 ? "true" : "false");
            comma = ", ";
        }
    }
    put(w, "}");
}

static void put_facts(struct writer *w)
{
    put(w, "\"facts\": [");
    for (size_t i = 0; i < w->facts; i++) {
        put(w, "%s{\"id\": \"f%zu\", \"label\": \"F\", \"yes\": [\"y\"], \"no\": [\"n\"]}",
            i == 0 ? "" : ", ", i);
    }
    put(w, "],\n\"impossible\": [");
    const size_t count = random_below(&w->random, 3) == 0 ? 0 : random_below(&w->random, 8);
    for (size_t i = 0; i < count; i++) {
        put(w, "%s{", i == 0 ? "" : ",\n ");
        put_when(w, "when", 4, random_below(&w->random, 50) != 0);
        put(w, "}");
    }
    put(w, "],\n");
}

static void put_decision(struct writer *w, size_t number, size_t outcomes)
{
    put(w, "%s{\"id\": \"d%zu\", \"ask\": \"?\", \"hit\": \"%s\",\n \"outcomes\": [",
        number == 0 ? "" : ",\n", number, random_below(&w->random, 3) == 0 ? "unique" : "first");
    for (size_t i = 0; i < outcomes; i++) {
        put(w, "%s{\"id\": \"o%zu\", \"label\": \"O\", \"ask\": %s}", i == 0 ? "" : ", ", i,
            random_below(&w->random, 5) == 0 ? "false" : "true");
    }
    put(w, "],\n \"rules\": [");
    const size_t rules = 1 + random_below(&w->random, 12);
    const size_t rare = 2 + random_below(&w->random, 3);
    for (size_t i = 0; i < rules; i++) {
        put(w, "%s{\"id\": \"r%zu-%zu\", ", i == 0 ? "" : ",\n  ", number, i);
        put_when(w, "when", i + 1 == rules && random_below(&w->random, 2) == 0 ? 1000000 : rare,
                 false);
        put(w, ", \"then\": \"o%zu\", \"because\": \"b\"}", random_below(&w->random, outcomes));
    }
    put(w, "]}");
}

static void put_misconception(struct writer *w, size_t number, size_t decision, size_t outcomes)
{
    put(w, "%s{\"id\": \"m%zu\", \"decision\": \"d%zu\", \"believes\": \"b\", \"correct\": \"c\", ",
        number == 0 ? "" : ",\n", number, decision);
    put_when(w, "assume", 3, false);
    put(w, ", \"rules\": [");
    const size_t rules = random_below(&w->random, 4);
    for (size_t i = 0; i < rules; i++) {
        put(w, "%s{", i == 0 ? "" : ", ");
        put_when(w, "when", 3, false);
        put(w, ", \"then\": \"o%zu\"}", random_below(&w->random, outcomes));
    }
    put(w, "]}");
}

char *random_pack(uint64_t seed, size_t least, size_t most)
{
    struct writer w = {.random = seed};
    size_t outcomes[3];
    w.facts = least + random_below(&w.random, most - least + 1);
    put(&w,
        "{\"format\": \"amiquiz-pack\", \"version\": 1, \"id\": \"random\", \"title\": \"T\",\n");
    put_facts(&w);
    const size_t decisions = 1 + random_below(&w.random, 3);
    put(&w, "\"decisions\": [");
    for (size_t i = 0; i < decisions; i++) {
        outcomes[i] = 1 + random_below(&w.random, 5);
        put_decision(&w, i, outcomes[i]);
    }
    put(&w, "],\n\"misconceptions\": [");
    const size_t misconceptions = random_below(&w.random, 4);
    for (size_t i = 0; i < misconceptions; i++) {
        const size_t decision = random_below(&w.random, decisions);
        put_misconception(&w, i, decision, outcomes[decision]);
    }
    put(&w, "]}\n");
    return w.text;
}
