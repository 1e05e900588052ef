/* Tables about questions and their options. */
#include "questions/score/out.h"

#include <string.h>

#include "questions/text/buffer.h"

static void add_numbers(struct buffer *b, struct out_numbers *numbers, const double values[],
                        size_t count)
{
    for (size_t i = 0; i < count; i++) {
        buffer_add_char(b, ',');
        out_number(b, numbers, values[i]);
    }
}

/* Words that results.h puts into a buffer, as a cell. */
static void add_words(struct out *out, struct buffer *words)
{
    buffer_add_char(out->buffer, ',');
    out_cell(out, buffer_text(words), words->length);
    out->buffer->failed = out->buffer->failed || words->failed;
    buffer_fini(words);
}

static const char *status_word(enum key_status status)
{
    static const char *const words[] = {"scored", "dropped", "all-credit", "unscored"};
    return words[status];
}

static void add_item(struct out *out, const struct scored *scored, struct out_numbers *numbers,
                     size_t question)
{
    const struct item_result *r = &scored->results->items[question];
    const struct key_question *key = &scored_key(scored)->questions[question];
    struct buffer *b = out->buffer;
    out_cell(out, key->id, strlen(key->id));
    add_numbers(b, numbers, &r->points, 1);
    const uint64_t counts[] = {r->answered, r->omitted, r->not_reached, r->correct};
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        buffer_add_char(b, ',');
        out_whole(b, counts[i]);
    }
    const double figures[] = {r->facility, r->discrimination_27, r->item_total, r->item_rest,
                              r->alpha_if_deleted};
    add_numbers(b, numbers, figures, sizeof figures / sizeof figures[0]);
    struct buffer flag = {0};
    results_flag_words(&flag, scored->results, question);
    add_words(out, &flag);
    buffer_add_char(b, ',');
    buffer_add_text(b, status_word(key->status));
    buffer_add_char(b, ',');
    out_whole(b, r->presented);
    const double moodle[] = {r->moodle_sd, r->moodle_discrimination_index,
                             r->moodle_discriminative_efficiency, r->moodle_effective_weight};
    add_numbers(b, numbers, moodle, sizeof moodle / sizeof moodle[0]);
    buffer_add_char(b, '\n');
}

bool out_items(struct out *out, const struct scored *scored)
{
    const size_t count = scored_key(scored)->question_count;
    struct out_numbers numbers = {0};
    bool go = true;
    buffer_add_text(out->buffer,
                    "question,points,answered,omitted,not_reached,correct,facility,"
                    "discrimination_27,item_total,item_rest,alpha_if_deleted,flag,status,papers,"
                    "moodle_sd,moodle_discrimination_index,moodle_discriminative_efficiency,"
                    "moodle_effective_weight\n");
    for (size_t q = 0; go && q < count; q++) {
        add_item(out, scored, &numbers, q);
        go = out->ready(out->context);
    }
    return go && out->ready(out->context);
}

/* ---- Options --------------------------------------------------------------------------------- */

void out_option_beliefs(struct buffer *out, const struct score_beliefs *beliefs,
                        const struct option_result *choice)
{
    bool any = false;
    for (size_t i = 0; choice->of_options && i < score_belief_count(beliefs); i++) {
        if ((score_belief_options(beliefs, i, choice->question) >> choice->option & 1) != 0) {
            buffer_add_text(out, any ? ";" : "");
            buffer_add_text(out, score_belief(beliefs, i)->id);
            any = true;
        }
    }
}

static void add_text(struct out *out, const struct key_question *key,
                     const struct option_result *choice)
{
    buffer_add_char(out->buffer, ',');
    if (key->item != NULL && choice->of_options && choice->option < key->item->option_count) {
        const char *text = key->item->options[choice->option].text;
        out_cell(out, text, strlen(text));
    }
}

static void add_option(struct out *out, const struct scored *scored, struct out_numbers *numbers,
                       const struct option_result *choice)
{
    const struct key_question *key = &scored_key(scored)->questions[choice->question];
    struct buffer *b = out->buffer;
    out_cell(out, key->id, strlen(key->id));
    struct buffer name = {0};
    if (choice->of_options) {
        buffer_add_char(&name, item_letter(choice->option));
    } else if (!choice->blank) {
        results_response_words(&name, scored->results->sheet, choice->question, &choice->response);
    }
    add_words(out, &name);
    buffer_add_text(b, choice->correct ? ",yes," : ",no,");
    out_whole(b, choice->chosen);
    const double figures[] = {choice->share, choice->mean_points, choice->option_rest};
    add_numbers(b, numbers, figures, sizeof figures / sizeof figures[0]);
    struct buffer beliefs = {0};
    out_option_beliefs(&beliefs, scored->results->beliefs, choice);
    add_words(out, &beliefs);
    add_numbers(b, numbers, choice->by_group, RESULTS_GROUPS);
    add_text(out, key, choice);
    buffer_add_char(b, '\n');
}

bool out_options(struct out *out, const struct scored *scored)
{
    struct out_numbers numbers = {0};
    bool go = true;
    buffer_add_text(out->buffer,
                    "question,option,correct,chosen,share,mean_points,option_rest,misconceptions,"
                    "share_fifth_1,share_fifth_2,share_fifth_3,share_fifth_4,share_fifth_5,text\n");
    for (size_t i = 0; go && i < scored->results->choice_count; i++) {
        add_option(out, scored, &numbers, &scored->results->choices[i]);
        go = out->ready(out->context);
    }
    return go && out->ready(out->context);
}
