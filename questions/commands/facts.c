/* Words to bits and back. */
#include "questions/commands/facts.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "engine/near.h"
#include "engine/pack.h"
#include "engine/short_text.h"
#include "questions/text/buffer.h"

#define HINT_SIZE 256
#define WORD_SIZE 256 /* more than short_text() keeps */

/* ---- Names ----------------------------------------------------------------------------------- */

/* Status 2: there is no such thing, but perhaps one that is spelt nearly so. */
static enum status unknown_name(struct context *context, const struct near *near, const char *what,
                                const char *otherwise)
{
    char hint[HINT_SIZE];
    if (near->best != NULL) {
        (void)snprintf(hint, sizeof hint, "did you mean \"%s\"?", near->best);
    } else {
        (void)snprintf(hint, sizeof hint, "%s", otherwise);
    }
    return command_usage(context, hint, "unknown %s \"%s\"", what, near->word);
}

/* A list of names for a hint, cut where it grows too long. */
static void list_names(char hint[HINT_SIZE], const char *what, const char *const names[],
                       size_t count)
{
    size_t length = (size_t)snprintf(hint, HINT_SIZE, "%s: ", what);
    for (size_t i = 0; i < count; i++) {
        const char *joint = i == 0 ? "" : ", ";
        if (length + strlen(joint) + strlen(names[i]) + sizeof ", ..." > HINT_SIZE) {
            (void)snprintf(hint + length, HINT_SIZE - length, "%s...", joint);
            return;
        }
        length += (size_t)snprintf(hint + length, HINT_SIZE - length, "%s%s", joint, names[i]);
    }
}

/* @name  only its first `length` bytes count; a message shows no more of it than fits */
static enum status unknown_fact(struct context *context, const struct pack *pack, const char *name,
                                size_t length)
{
    char word[WORD_SIZE];
    (void)snprintf(word, sizeof word, "%.*s", (int)(length < sizeof word ? length : sizeof word),
                   name);
    const struct short_text shown = short_text(word);
    struct near near = {.word = shown.text};
    const char *names[PACK_FACTS_MAX];
    char hint[HINT_SIZE];
    for (size_t i = 0; i < pack->fact_count; i++) {
        near_offer(&near, pack->facts[i].id);
        names[i] = pack->facts[i].id;
    }
    list_names(hint, "the facts of this pack", names, pack->fact_count);
    return unknown_name(context, &near, "fact", hint);
}

/* A fact by the first `length` bytes of `name`. */
static enum status find_fact(struct context *context, const struct pack *pack, const char *name,
                             size_t length, size_t *fact)
{
    *fact = fact_by_name(pack, name, length);
    return *fact == SIZE_MAX ? unknown_fact(context, pack, name, length) : STATUS_DONE;
}

enum status facts_decision(struct context *context, const struct pack *pack, const char *id,
                           size_t *decision)
{
    *decision = id == NULL ? 0 : pack_decision(pack, id);
    if (*decision != SIZE_MAX) {
        return STATUS_DONE;
    }
    struct near near = {.word = id};
    const char *names[PACK_DECISIONS_MAX];
    char hint[HINT_SIZE];
    for (size_t i = 0; i < pack->decision_count; i++) {
        near_offer(&near, pack->decisions[i].id);
        names[i] = pack->decisions[i].id;
    }
    list_names(hint, "the decisions of this pack", names, pack->decision_count);
    return unknown_name(context, &near, "decision", hint);
}

static bool outcome_is(const struct outcome *outcome, const char *name)
{
    if (strcasecmp(outcome->id, name) == 0) {
        return true;
    }
    for (size_t i = 0; i < outcome->alias.count; i++) {
        if (strcasecmp(outcome->alias.items[i], name) == 0) {
            return true;
        }
    }
    return false;
}

enum status facts_outcome(struct context *context, const struct pack *pack, size_t decision,
                          const char *name, size_t *outcome)
{
    const struct decision *d = &pack->decisions[decision];
    struct near near = {.word = name};
    const char *names[PACK_OUTCOMES_MAX];
    char hint[HINT_SIZE];
    for (size_t i = 0; i < d->outcome_count; i++) {
        if (outcome_is(&d->outcomes[i], name)) {
            *outcome = i;
            return STATUS_DONE;
        }
        near_offer(&near, d->outcomes[i].id);
        names[i] = d->outcomes[i].id;
    }
    for (size_t i = 0; i < d->outcome_count; i++) {
        for (size_t k = 0; k < d->outcomes[i].alias.count; k++) {
            near_offer(&near, d->outcomes[i].alias.items[k]);
        }
    }
    list_names(hint, "the outcomes of this decision", names, d->outcome_count);
    return unknown_name(context, &near, "outcome", hint);
}

/* ---- Words ----------------------------------------------------------------------------------- */

static enum status faulty_word(struct context *context, const struct pack *pack, const char *word,
                               size_t fact, enum fact_word_fault fault)
{
    const size_t length = strcspn(word, "=");
    if (fault == FACT_WORD_NO_FACT) {
        return unknown_fact(context, pack, word, length);
    }
    const char *id = pack->facts[fact].id;
    char hint[HINT_SIZE];
    (void)snprintf(hint, sizeof hint, "write %s=yes, %s=no or %s=unknown", id, id, id);
    if (fault == FACT_WORD_NO_VALUE) {
        return command_usage(context, hint, "the fact \"%s\" has no value", id);
    }
    if (fault == FACT_WORD_NOT_VALUE) {
        return command_usage(context, hint, "\"%s\" is no value of the fact \"%s\"",
                             word + length + 1, id);
    }
    return command_usage(context, "say it once", "the fact \"%s\" is given twice", id);
}

enum status facts_read(struct context *context, const struct pack *pack, const char *const words[],
                       size_t count, struct partial *facts)
{
    struct fact_words read = {0};
    *facts = (struct partial){0, 0};
    for (size_t i = 0; i < count; i++) {
        const enum fact_word_fault fault = fact_words_add(&read, pack, words[i], strlen(words[i]));
        if (fault != FACT_WORD_GOOD) {
            return faulty_word(context, pack, words[i], read.fact, fault);
        }
    }
    *facts = read.facts;
    return STATUS_DONE;
}

enum status facts_read_names(struct context *context, const struct pack *pack, const char *names,
                             uint32_t *bits)
{
    *bits = 0;
    for (;;) {
        const size_t length = strcspn(names, ",");
        size_t fact = 0;
        const enum status status = find_fact(context, pack, names, length, &fact);
        if (status != STATUS_DONE) {
            return status;
        }
        assert(fact < pack->fact_count); /* it was found */
        *bits |= fact_bit(fact);
        if (names[length] == '\0') {
            return STATUS_DONE;
        }
        names += length + 1;
    }
}

/* ---- Bits to words --------------------------------------------------------------------------- */

void facts_write(struct buffer *out, const struct pack *pack, struct partial facts)
{
    const char *joint = "";
    for (size_t i = 0; i < pack->fact_count; i++) {
        if ((facts.known & fact_bit(i)) != 0) {
            buffer_addf(out, "%s%s=%s", joint, pack->facts[i].id,
                        (facts.value & fact_bit(i)) != 0 ? "yes" : "no");
            joint = " ";
        }
    }
}

void facts_write_names(struct buffer *out, const struct pack *pack, uint32_t bits)
{
    const char *joint = "";
    for (size_t i = 0; i < pack->fact_count; i++) {
        if ((bits & fact_bit(i)) != 0) {
            buffer_addf(out, "%s%s", joint, pack->facts[i].id);
            joint = ", ";
        }
    }
}
