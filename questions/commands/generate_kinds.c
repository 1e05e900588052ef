/* The words of --kinds; what a pack cannot be asked is left out, and said. */
#include <stdlib.h>
#include <string.h>

#include "engine/near.h"
#include "questions/commands/generate.h"
#include "questions/text/buffer.h"

static size_t kind_number(const struct kind *kind)
{
    size_t i = 0;
    while (question_kinds[i] != kind) {
        i++;
    }
    return i;
}

static enum status unknown_kind(struct context *context, const struct subject *subject,
                                const char *word)
{
    struct near near = {.word = word};
    struct buffer hint = {0};
    buffer_add_text(&hint, "the pack has");
    for (size_t d = 0; d < subject->pack->decision_count; d++) {
        near_offer(&near, subject->pack->decisions[d].id);
        buffer_addf(&hint, " %s", subject->pack->decisions[d].id);
    }
    for (size_t k = 0; question_kinds[k] != NULL; k++) {
        if (question_kinds[k]->name != NULL) {
            near_offer(&near, question_kinds[k]->name);
            buffer_addf(&hint, " %s", question_kinds[k]->name);
        }
    }
    if (near.best != NULL) {
        buffer_clear(&hint);
        buffer_addf(&hint, "did you mean \"%s\"?", near.best);
    }
    const enum status status = command_usage(context, buffer_text(&hint),
                                             "--kinds knows no kind of question \"%s\"", word);
    buffer_fini(&hint);
    return status;
}

static enum status add_kind(struct context *context, const struct subject *subject,
                            const char *word, struct pool_wishes *wishes)
{
    size_t decision;
    const struct kind *kind = kind_find(subject, word, &decision);
    if (kind == NULL) {
        return unknown_kind(context, subject, word);
    }
    if (kind->missing(subject) != NULL) {
        command_warning(context, "no questions of the kind %s: %s", word, kind->missing(subject));
    } else if (kind->name != NULL) {
        wishes->kinds |= (uint32_t)1 << kind_number(kind);
    } else {
        wishes->decisions |= (uint32_t)1 << decision;
    }
    return STATUS_DONE;
}

/* All that the pack supports; what it does not is named, for somebody may look for it. */
static void take_all(struct context *context, const struct subject *subject,
                     struct pool_wishes *wishes)
{
    *wishes = pool_all(subject);
    for (size_t k = 0; question_kinds[k] != NULL; k++) {
        const char *missing = question_kinds[k]->missing(subject);
        if (missing != NULL) {
            command_warning(context, "no questions of the kind %s: %s",
                            question_kinds[k]->name != NULL ? question_kinds[k]->name : "decision",
                            missing);
        }
    }
}

enum status generate_wishes(struct context *context, const struct subject *subject,
                            struct pool_wishes *wishes)
{
    const char *list = argument(context, "--kinds");
    *wishes = (struct pool_wishes){0, 0, false};
    if (list == NULL) {
        take_all(context, subject, wishes);
        return STATUS_DONE;
    }
    enum status status = STATUS_DONE;
    char *words = malloc(strlen(list) + 1);
    if (words == NULL) {
        return command_no_memory(context);
    }
    memcpy(words, list, strlen(list) + 1);
    char *rest;
    for (char *word = words; status == STATUS_DONE && word != NULL; word = rest) {
        rest = strchr(word, ',');
        if (rest != NULL) {
            *rest++ = '\0';
        }
        status = add_kind(context, subject, word, wishes);
    }
    free(words);
    return status;
}
