/*
 * Flags, and figures in words.  A class is a sample of the students there could be, and a flag must not
 * be its noise.  So each asks for twice the standard error, which chance exceeds on one side once in 44
 * times; of 5 students nothing is said.  What is no noise may still be of no weight: of 100,000 students
 * a correlation of 0.01 is sure, and says nothing about a question.  So below SLIGHT none is told.
 *
 * A correlation: 1 / sqrt(n - 1) where there is none (Hotelling, J. R. Stat. Soc. B 15, 1953).
 * A share: the interval of Wilson (J. Am. Stat. Assoc. 22, 1927).
 * Nobody out of n: at most 3 / n of all, with 95 % confidence (Hanley and Lippman-Hand, JAMA 249, 1983).
 * What makes an item weak, and too easy or too hard: Ebel and Frisbie, Essentials of Educational
 * Measurement, 1991, chapter 13.
 */
#include <math.h>
#include <string.h>

#include "questions/bank/bank_prove.h"
#include "questions/bank/plain.h"
#include "questions/item/subject.h"
#include "questions/score/results_private.h"
#include "questions/text/buffer.h"

#define ERRORS        2.0  /* standard errors that count as more than noise */
#define SLIGHT        0.05 /* a correlation that is nearly none, however many students there are */
#define NEARLY_ALL    0.95 /* right: tells nobody apart, when ... */
#define SURELY_ALL    0.90 /* ... the interval is beyond this */
#define WEAK          0.10 /* item_rest below this is weak, when ... */
#define SURELY_WEAK   0.20 /* ... with noise added it is below this */
#define FORMULA_HOLDS 30   /* ... of so many at least: of fewer the error is not even about right */
#define UNUSED_SHARE  0.05 /* an option that so few take may stay */
#define RULE_OF_THREE 3.0

double results_noise(uint64_t students)
{
    return students > 1 ? ERRORS / sqrt((double)students - 1) : INFINITY;
}

/* A correlation is told from here on. */
static double told_from(uint64_t students)
{
    return fmax(results_noise(students), SLIGHT);
}

/* Wilson's interval for a share: its lower end, or with `side` 1 its upper one. */
static double wilson(double share, uint64_t students, double side)
{
    const double n = (double)students, z = ERRORS;
    const double middle = share + z * z / (2 * n);
    const double half = z * sqrt((share * (1 - share) + z * z / (4 * n)) / n);
    return (middle + side * half) / (1 + z * z / n);
}

double results_at_least(double share, uint64_t students)
{
    return students > 0 ? wilson(share, students, -1) : 0;
}

double results_at_most(double share, uint64_t students)
{
    return students > 0 ? wilson(share, students, 1) : 1;
}

static bool tells_nobody_apart(const struct item_result *item)
{
    const double share = fmin(1, fmax(0, item->facility));
    const double same = share > 0.5 ? share : 1 - share; /* have it right, or have it not */
    return item->presented > 0 && !isnan(item->facility) && same >= NEARLY_ALL &&
           results_at_least(same, item->presented) > SURELY_ALL;
}

/* The wrong option that drew the best students, better ones than the key; SIZE_MAX: none did. */
static size_t option_of_the_best(const struct results *r, size_t question)
{
    const struct item_result *item = &r->items[question];
    double most = fmax(told_from(item->presented), isnan(item->item_rest) ? 1 : item->item_rest);
    size_t option = SIZE_MAX;
    for (size_t i = r->choice_first[question]; i < r->choice_first[question + 1]; i++) {
        const struct option_result *row = &r->choices[i];
        if (row->of_options && !row->correct && row->option_rest > most) {
            most = row->option_rest;
            option = row->option;
        }
    }
    return option;
}

/* Wrong options that nobody took although enough students had the choice. */
static uint32_t unused_options(const struct results *r, size_t question)
{
    const struct key_question *q = &sheet_key(r->sheet)->questions[question];
    uint32_t unused = 0;
    const bool enough = (double)r->items[question].answered * UNUSED_SHARE >= RULE_OF_THREE;
    for (size_t i = r->choice_first[question]; i < r->choice_first[question + 1]; i++) {
        const struct option_result *row = &r->choices[i];
        /* Of a key that does not say how many options there are, this one may not exist. */
        if (enough && q->option_count_said && row->of_options && !row->correct &&
            row->chosen == 0) {
            unused |= (uint32_t)1 << row->option;
        }
    }
    return unused;
}

static bool fits_sibling(const struct results *r, size_t question, size_t option)
{
    const size_t last = score_belief_count(r->beliefs);
    return last > 0 && score_belief(r->beliefs, last - 1)->other_edition &&
           (score_belief_options(r->beliefs, last - 1, question) >> option & 1) != 0;
}

static bool is_weak(const struct item_result *item, double noise)
{
    return item->presented >= FORMULA_HOLDS && item->item_rest < WEAK &&
           item->item_rest + noise < SURELY_WEAK;
}

static void set_flags(struct results *r, size_t question)
{
    struct item_result *item = &r->items[question];
    const double noise = results_noise(item->presented);
    const size_t option = option_of_the_best(r, question);
    item->flag_unused = unused_options(r, question);
    item->flags |= item->flag_unused != 0 ? FLAG_UNUSED_OPTION : 0u;
    item->flags |= item->item_rest < -told_from(item->presented) ? FLAG_NEGATIVE : 0u;
    item->flags |= is_weak(item, noise) ? FLAG_WEAK : 0u;
    item->flags |= tells_nobody_apart(item) ? FLAG_TELLS_NOBODY_APART : 0u;
    if (option != SIZE_MAX) {
        item->flags |= FLAG_BEST_CHOSE_OTHER;
        item->flags |= fits_sibling(r, question, option) ? FLAG_TODAY : 0u;
        item->flag_option = option;
    }
}

void results_set_flags(struct results *results)
{
    const struct score_key *key = sheet_key(results->sheet);
    for (size_t q = 0; q < key->question_count; q++) {
        if (key->questions[q].status != KEY_DROPPED) {
            set_flags(results, q);
        }
    }
}

/* ---- In words -------------------------------------------------------------------------------- */

/* Options by their ids, or letters. */
static void add_options(struct buffer *out, const struct key_question *question, uint32_t options,
                        const char *between)
{
    const char *before = "";
    for (size_t i = 0; i < KEY_OPTIONS_MAX; i++) {
        if ((options >> i & 1) != 0) {
            buffer_add_text(out, before);
            buffer_add_text(out, question->item != NULL && i < question->item->option_count
                                     ? question->item->options[i].id
                                     : item_letter_id(i));
            before = between;
        }
    }
}

static void add_outcome(struct buffer *out, const struct score_key *key, size_t question,
                        size_t outcome)
{
    struct posed posed;
    struct proof_finding finding;
    bool provable;
    const struct item *item = key->questions[question].item;
    if (key->subject != NULL && item != NULL &&
        item_posed(key->subject, item, &posed, &finding, &provable) && posed.decision != SIZE_MAX &&
        outcome < key->subject->pack->decisions[posed.decision].outcome_count) {
        buffer_add_text(out, key->subject->pack->decisions[posed.decision].outcomes[outcome].id);
    }
}

void results_response_words(struct buffer *out, const struct sheet *sheet, size_t question,
                            const struct response *response)
{
    const struct score_key *key = sheet_key(sheet);
    switch (response->kind) {
    case RESPONSE_IS_NONE:
    case RESPONSE_IS_BLANK:
        break;
    case RESPONSE_IS_DOUBLE:
        buffer_add_text(out, "(double)");
        break;
    case RESPONSE_IS_OPTIONS:
        add_options(out, &key->questions[question], response->options, ";");
        break;
    case RESPONSE_IS_OUTCOME:
        add_outcome(out, key, question, response->outcome);
        break;
    case RESPONSE_IS_MARK:
        plain_add_number(out, response->mark);
        break;
    }
}

/* What may be wrong with a question that the best fail, and why that is thought. */
static void add_best(struct buffer *out, const struct results *r, size_t question)
{
    const struct score_key *key = sheet_key(r->sheet);
    const struct key_question *q = &key->questions[question];
    const struct item_result *item = &r->items[question];
    buffer_add_text(out, q->proved || key->marks ? "read the wording: " : "check the key: ");
    if ((item->flags & FLAG_BEST_CHOSE_OTHER) == 0) {
        buffer_add_text(out, "the best students do worse");
        return;
    }
    add_options(out, q, (uint32_t)1 << item->flag_option, ";");
    buffer_add_text(out, " drew the best students");
    if ((item->flags & FLAG_TODAY) != 0) {
        const char *label = key->subject->pack->sibling_label;
        buffer_addf(out, ", and fits %s", label != NULL ? label : "the other edition");
    }
}

void results_flag_words(struct buffer *out, const struct results *results, size_t question)
{
    const struct item_result *item = &results->items[question];
    const unsigned flags = item->flags;
    const char *before = "";
    if ((flags & (FLAG_BEST_CHOSE_OTHER | FLAG_NEGATIVE)) != 0) {
        add_best(out, results, question);
        before = "; ";
    } else if ((flags & (FLAG_WEAK | FLAG_TELLS_NOBODY_APART)) == FLAG_WEAK) {
        buffer_add_text(out, "hardly tells the best students from the others");
        before = "; ";
    }
    if ((flags & FLAG_TELLS_NOBODY_APART) != 0) {
        buffer_addf(out, "%stells nobody apart", before);
        before = "; ";
    }
    if ((flags & FLAG_UNUSED_OPTION) != 0) {
        buffer_addf(out, "%snobody took ", before);
        add_options(out, &sheet_key(results->sheet)->questions[question], item->flag_unused, ", ");
    }
}
