/* See the header. */
#include "questions/tutor/hint.h"

#include "questions/item/feedback.h"
#include "questions/text/buffer.h"

#define ROWS_BEFORE                                                                                \
    3 /* rows passed over just before the one that decides whose facts matter, too */

/* ---- Facts ----------------------------------------------------------------------------------- */

/* The condition of a row that fails first; 0: none does. */
static uint32_t first_failing(const struct pack *pack, const struct rule *rule, uint32_t whole)
{
    const uint32_t failing = (rule->when.value ^ whole) & rule->when.known;
    for (size_t f = 0; f < pack->fact_count; f++) {
        if ((failing & fact_bit(f)) != 0) {
            return fact_bit(f);
        }
    }
    return 0;
}

/*
 * The facts of the row that decides, and why the rows just before it were passed over; where it has
 * no condition of its own, all that it takes to say something.
 */
static uint32_t telling_facts(const struct question *q)
{
    if (q->decision == SIZE_MAX) {
        return 0;
    }
    const struct pack *pack = q->subject->pack;
    const struct decision *d = &pack->decisions[q->decision];
    const size_t row = table_row(q->subject->truth[q->decision], q->facts);
    if (row >= d->rule_count) {
        return 0;
    }
    uint32_t facts = d->rules[row].when.known;
    const size_t before = d->hit == HIT_FIRST ? ROWS_BEFORE : 0;
    for (size_t back = 1; back <= row && (back <= before || facts == 0); back++) {
        facts |= first_failing(pack, &d->rules[row - back], q->facts);
    }
    return facts;
}

static void write_facts(const struct question *q, uint32_t facts, struct buffer *out)
{
    const struct pack *pack = q->subject->pack;
    const char *joint = "What counts here: ";
    for (size_t i = 0; i < pack->fact_count; i++) {
        if ((facts & fact_bit(i)) != 0) {
            buffer_addf(out, "%s%s", joint,
                        fact_clause(&pack->facts[i], (q->facts & fact_bit(i)) != 0));
            joint = "; ";
        }
    }
    buffer_add_char(out, '.');
}

/* ---- Options --------------------------------------------------------------------------------- */

static size_t wrong_options(const struct question *q)
{
    return q->option_count - bits_count(q->key);
}

/* Do the tables of many misconceptions lead to the option?  Who believes one would miss it. */
static size_t tempting(const struct question *q, size_t option)
{
    const size_t outcome = q->options[option].outcome;
    size_t count = 0;
    for (size_t m = 0; q->outcomes && m < q->subject->pack->misconception_count; m++) {
        count += q->subject->pack->misconceptions[m].decision == q->decision &&
                 table_outcome(q->subject->beliefs[m], q->facts) == outcome;
    }
    return count;
}

/* The bit of the wrong option that tempts least, the last of several; 0: all are struck out. */
static uint32_t next_to_strike(const struct question *q, uint32_t struck)
{
    uint32_t found = 0;
    size_t least = SIZE_MAX;
    for (size_t i = 0; i < q->option_count; i++) {
        const uint32_t bit = (uint32_t)1 << i;
        if (((q->key | struck) & bit) == 0 && tempting(q, i) <= least) {
            found = bit;
            least = tempting(q, i);
        }
    }
    return found;
}

static uint32_t strike(const struct question *q, size_t count)
{
    uint32_t struck = 0;
    for (; count > 0; count--) {
        struck |= next_to_strike(q, struck);
    }
    return struck;
}

/* ---- Hints ----------------------------------------------------------------------------------- */

size_t hint_count(const struct question *question)
{
    const size_t wrong = wrong_options(question);
    return (telling_facts(question) != 0) + (wrong > 1 ? wrong - 1 : 0);
}

uint32_t hint_struck(const struct question *question, size_t count)
{
    const size_t most = hint_count(question);
    const size_t of_facts = telling_facts(question) != 0;
    count = count < most ? count : most;
    return strike(question, count > of_facts ? count - of_facts : 0);
}

void hint_write(const struct question *question, size_t number, struct buffer *out)
{
    const uint32_t facts = telling_facts(question);
    if (number == 0 && facts != 0) {
        write_facts(question, facts, out);
        return;
    }
    buffer_add_text(out, "Not ");
    feedback_options(question, hint_struck(question, number + 1) & ~hint_struck(question, number),
                     out);
    buffer_add_char(out, '.');
}
