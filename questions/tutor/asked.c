/* Questions as records have them; see the header. */
#include "questions/tutor/asked.h"

#include <string.h>

#include "questions/item/scenario.h"

void asked_words_fini(struct asked_words *words)
{
    buffer_fini(&words->facts);
    buffer_fini(&words->options);
    buffer_fini(&words->key);
}

bool asked_describe(struct asked *asked, struct asked_words *words, const struct question *question)
{
    const struct question *q = question;
    const struct pack *pack = q->subject != NULL ? q->subject->pack : NULL;
    const bool about_case = pack != NULL && q->decision != SIZE_MAX;
    const bool told = pack != NULL && q->telling != SCENARIO_PLAIN;
    if (about_case) {
        question_write_facts(&words->facts, pack, q->facts);
    }
    for (size_t i = 0; i < q->option_count; i++) {
        buffer_addf(&words->options, "%s%s", i > 0 ? " " : "", q->options[i].id);
    }
    asked_write_chosen(&words->key, q, q->key);
    asked->question = q->id;
    asked->kind = question_kind_name(q);
    asked->decision = about_case ? pack->decisions[q->decision].id : NULL;
    asked->facts = about_case ? buffer_text(&words->facts) : NULL;
    asked->telling = told ? pack->tellings[q->telling].id : NULL;
    asked->seed = q->seed;
    asked->options = buffer_text(&words->options);
    asked->key = buffer_text(&words->key);
    asked->rule = question_rule(q);
    return !words->facts.failed && !words->options.failed && !words->key.failed;
}

void asked_write_chosen(struct buffer *out, const struct question *question, uint32_t chosen)
{
    const char *between = "";
    for (size_t i = 0; i < question->option_count; i++) {
        if ((chosen >> i & 1) != 0) {
            buffer_addf(out, "%s%s", between, question->options[i].id);
            between = " ";
        }
    }
}

bool asked_read_chosen(const struct question *question, const char *text, uint32_t *chosen)
{
    *chosen = 0;
    for (text += strspn(text, " "); *text != '\0'; text += strspn(text, " ")) {
        const size_t length = strcspn(text, " ");
        size_t i = 0;
        while (i < question->option_count &&
               ((*chosen >> i & 1) != 0 || strlen(question->options[i].id) != length ||
                memcmp(question->options[i].id, text, length) != 0)) {
            i++;
        }
        if (i == question->option_count) {
            return false;
        }
        *chosen |= (uint32_t)1 << i;
        text += length;
    }
    return true;
}
