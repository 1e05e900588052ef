/* Everything is counted in options, so each share is one fraction of small whole numbers. */
#include "questions/score/credit.h"

#include "engine/pack.h"
#include "questions/bank/bank_prove.h"

static size_t count_bits(uint32_t bits)
{
    return (size_t)__builtin_popcount(bits);
}

/* How a set of chosen options compares with a right one. */
struct compared {
    double right, wrong; /* chosen */
    double all_right;    /* wanted */
    double all_wrong;    /* options that are not wanted */
};

/*
 * Where only some of a set are wanted, the best choice of them is the right one: as many as were chosen,
 * and a wanted one too many is a wrong one.
 */
static struct compared compare(uint32_t chosen, uint32_t set, size_t choose, size_t options)
{
    const size_t wanted = choose > 0 ? choose : count_bits(set);
    const size_t hits = count_bits(chosen & set);
    const size_t right = hits < wanted ? hits : wanted;
    const size_t wrong = count_bits(chosen) - right;
    return (struct compared){(double)right, (double)wrong, (double)wanted,
                             options > wanted ? (double)(options - wanted) : 0};
}

static bool is_whole(struct compared c)
{
    return c.right == c.all_right && c.wrong == 0;
}

/* The share of its points that a choice of at least one option earns. */
static double share_of(enum credit_scheme scheme, struct compared c)
{
    double share = 0;
    switch (scheme) {
    case CREDIT_ALL_OR_NOTHING:
        share = is_whole(c) ? 1 : 0;
        break;
    case CREDIT_NET_RIGHT:
        share = (c.right - c.wrong) / c.all_right;
        break;
    case CREDIT_COVERAGE:
        share = c.right * c.right / (c.all_right * (c.right + c.wrong));
        break;
    case CREDIT_EACH_OPTION:
        share = (c.right + c.all_wrong - c.wrong) / (c.all_right + c.all_wrong);
        break;
    case CREDIT_FALSE2: {
        const double wrongs = c.all_wrong > 2 ? c.all_wrong : 2;
        share = (c.right * wrongs - c.wrong * c.all_right) / (c.all_right * wrongs);
        break;
    }
    }
    return share > 0 ? share : 0;
}

/* Is this outcome, which no option names, what the engine answers? */
static bool outcome_is_right(const struct score_key *key, size_t question, size_t outcome)
{
    const struct item *item = key->questions[question].item;
    struct posed posed;
    struct proof_finding finding;
    bool provable;
    if (key->subject == NULL || item == NULL ||
        !item_posed(key->subject, item, &posed, &finding, &provable) ||
        posed.decision == SIZE_MAX) {
        return false;
    }
    const struct decision *decision = &key->subject->pack->decisions[posed.decision];
    if (outcome >= decision->outcome_count) {
        return false;
    }
    const struct claim claim = {posed.decision, item->goal, decision->outcomes[outcome].id, NULL};
    return posed.kind->judge(key->subject, &claim, posed.whole) == JUDGED_RIGHT;
}

/* The best share over the right sets; without any nothing earns anything. */
static double best_share(const struct credit *credit, const struct key_question *question,
                         size_t options, uint32_t chosen)
{
    double best = 0;
    for (size_t k = 0; k < question->right_count; k++) {
        const struct compared c = compare(chosen, question->right[k], question->choose, options);
        const double share = share_of(credit->scheme, c);
        best = share > best ? share : best;
    }
    return best;
}

double credit_points(const struct credit *credit, const struct score_key *key, size_t question,
                     size_t options, const struct response *response)
{
    const struct key_question *q = &key->questions[question];
    double share = 0;
    switch (response->kind) {
    case RESPONSE_IS_NONE:
    case RESPONSE_IS_BLANK:
        return 0;
    case RESPONSE_IS_MARK:
        return response->mark;
    case RESPONSE_IS_DOUBLE:
        break;
    case RESPONSE_IS_OPTIONS:
        share = best_share(credit, q, options, response->options);
        break;
    case RESPONSE_IS_OUTCOME:
        share = outcome_is_right(key, question, response->outcome) ? 1 : 0;
        break;
    }
    /* Where nothing is right nobody is wrong. */
    const bool keyed = q->right_count > 0 || share > 0;
    return share > 0                    ? share * q->points
           : keyed && credit->wrong > 0 ? -credit->wrong * q->points
                                        : 0;
}

bool credit_is_right(const struct score_key *key, size_t question, const struct response *response)
{
    const struct key_question *q = &key->questions[question];
    bool right = false;
    if (response->kind == RESPONSE_IS_MARK) {
        return response->mark >= q->points;
    }
    if (response->kind == RESPONSE_IS_OUTCOME) {
        return outcome_is_right(key, question, response->outcome);
    }
    for (size_t k = 0; response->kind == RESPONSE_IS_OPTIONS && k < q->right_count; k++) {
        right =
            right || is_whole(compare(response->options, q->right[k], q->choose, KEY_OPTIONS_MAX));
    }
    return right;
}
