/* Sentences about an answer, drawn from the tables or from an item; see the header. */
#include "questions/item/feedback.h"

#include <stdlib.h>
#include <string.h>

#include "engine/explain.h"
#include "questions/item/scenario.h"
#include "questions/text/buffer.h"

#define TEXT_SHOWN 70 /* bytes of an item's option that are repeated beside its letter */

char feedback_letter(size_t option)
{
    return item_letter(option);
}

static const struct pack *pack_of(const struct question *q)
{
    return q->subject->pack;
}

/* Is the text of an option short and no sentence, so that it may stand within one? */
static bool is_phrase(const struct option *option)
{
    const size_t length = strlen(option->text);
    if (option->own == NULL) {
        return option->outcome != SIZE_MAX;
    }
    return length > 0 && length <= TEXT_SHOWN &&
           strchr(".!?:;", option->text[length - 1]) == NULL && strchr(option->text, '\n') == NULL;
}

void feedback_options(const struct question *q, uint32_t options, struct buffer *out)
{
    bool first = true;
    for (size_t i = 0; i < q->option_count; i++) {
        if ((options >> i & 1) == 0) {
            continue;
        }
        buffer_addf(out, "%s%c", first ? "" : "; ", feedback_letter(i));
        if (is_phrase(&q->options[i])) {
            buffer_addf(out, ": %s", q->options[i].text);
        }
        first = false;
    }
}

static bool is_key(const struct question *q, size_t option)
{
    return (q->key >> option & 1) != 0;
}

/* The item's explanation, else what it says to the first right option that it says something to. */
static const char *item_why(const struct question *q)
{
    const char *why = q->item->explanation;
    for (size_t i = 0; why == NULL && i < q->option_count; i++) {
        why = is_key(q, i) ? q->options[i].own->feedback : NULL;
    }
    return why;
}

/*
 * What an item's explanation says of the sibling, from " AWS today: " on: generate puts that at its
 * end (questions/item/frame.h).  Where the tables answer, only what they say, too: other words are
 * somebody's own.  NULL: nothing, or no pack is at hand that would know the label.
 */
static const char *sibling_part(const struct question *q, const char *explanation)
{
    const char *label = q->subject != NULL ? pack_of(q)->sibling_label : NULL;
    const char *found = NULL;
    struct buffer begins = {0}, there = {0};
    if (label != NULL) {
        buffer_addf(&begins, " %s: ", label);
        found = begins.failed ? NULL : strstr(explanation, buffer_text(&begins));
    }
    if (found != NULL && q->outcomes) {
        const bool same = feedback_sibling(q, &there) && !there.failed &&
                          strcmp(found + begins.length, buffer_text(&there)) == 0;
        found = same ? found : NULL;
    }
    buffer_fini(&begins);
    buffer_fini(&there);
    return found;
}

void feedback_why(const struct question *q, struct buffer *out)
{
    const char *own = q->item != NULL ? item_why(q) : NULL;
    if (own != NULL) {
        const char *sibling = sibling_part(q, own);
        buffer_add(out, own, sibling != NULL ? (size_t)(sibling - own) : strlen(own));
        return;
    }
    if (q->item != NULL && !q->outcomes) {
        return;
    }
    const struct rule *rule = question_deciding_rule(q);
    buffer_add_text(out,
                    rule != NULL ? rule->because : pack_of(q)->statements[q->statement].because);
}

/* Does somebody with a misconception of this decision choose a wrong option? */
static bool fits(const struct question *q, size_t option, size_t misconception)
{
    return q->outcomes && !is_key(q, option) &&
           pack_of(q)->misconceptions[misconception].decision == q->decision &&
           table_outcome(q->subject->beliefs[misconception], q->facts) ==
               q->options[option].outcome;
}

size_t feedback_beliefs(const struct question *q, size_t option, const double weight[],
                        size_t fitting[])
{
    size_t count = 0;
    for (size_t m = 0; q->outcomes && m < pack_of(q)->misconception_count; m++) {
        if (!fits(q, option, m)) {
            continue;
        }
        size_t at = count++;
        for (; at > 0 && weight != NULL && weight[fitting[at - 1]] < weight[m]; at--) {
            fitting[at] = fitting[at - 1];
        }
        fitting[at] = m;
    }
    return count;
}

const struct misconception *feedback_heaviest(const struct question *q, size_t option,
                                              const double weight[])
{
    size_t heaviest = SIZE_MAX;
    for (size_t m = 0; q->outcomes && m < pack_of(q)->misconception_count; m++) {
        const bool heavier =
            heaviest == SIZE_MAX || (weight != NULL && weight[m] > weight[heaviest]);
        if (heavier && fits(q, option, m)) {
            heaviest = m;
        }
    }
    return heaviest != SIZE_MAX ? &pack_of(q)->misconceptions[heaviest] : NULL;
}

bool feedback_tells(const struct question *q, size_t option,
                    const struct misconception *misconception)
{
    const struct item_option *own = q->options[option].own;
    struct buffer quoted = {0};
    feedback_believes(misconception, &quoted);
    const bool tells =
        own != NULL && own->feedback != NULL && strstr(own->feedback, buffer_text(&quoted)) != NULL;
    buffer_fini(&quoted);
    return tells;
}

uint32_t feedback_worth_naming(const struct pack *pack, uint32_t facts, uint32_t whole)
{
    struct partial named = {0, 0};
    for (size_t i = 0; i < pack->fact_count; i++) {
        struct partial certain = named;
        (void)partial_close(&pack->possible, named, &certain);
        if ((facts & ~certain.known & fact_bit(i)) != 0) {
            named = partial_with(named, i, (whole & fact_bit(i)) != 0);
        }
    }
    return named.known;
}

/*
 * A change that leads to an option, is told in one fact, and that fact is one the deciding row looks
 * at: to take the encryption away changes the key, too, but needs no words for that.  0: none.
 */
static uint32_t change_of_condition(const struct question *q, size_t option)
{
    const uint32_t looked_at = question_deciding_rule(q)->when.known;
    uint32_t smallest[PACK_FACTS_MAX] = {0};
    struct case_walk walk = case_walk_begin(&pack_of(q)->possible, (struct partial){0, 0});
    for (uint32_t there; case_walk_next(&walk, &there);) {
        const uint32_t set = there ^ q->facts;
        if (table_outcome(q->subject->truth[q->decision], there) != q->options[option].outcome) {
            continue;
        }
        for (size_t f = 0; f < pack_of(q)->fact_count; f++) {
            if ((set & looked_at & fact_bit(f)) != 0 &&
                (smallest[f] == 0 || bits_count(set) < bits_count(smallest[f]))) {
                smallest[f] = set;
            }
        }
    }
    for (size_t f = 0; f < pack_of(q)->fact_count; f++) {
        if (smallest[f] != 0 &&
            feedback_worth_naming(pack_of(q), smallest[f], ~q->facts) == fact_bit(f)) {
            return smallest[f];
        }
    }
    return 0;
}

/*
 * The smallest change that leads to an option: of several equally small ones the first that touches
 * a fact the deciding row looks at, and where none does, one that is told in such a fact alone.  0 when
 * nothing leads there, or memory ran out, which `out` then knows: what is said of an answer must not
 * hang on how much memory there was.
 */
static uint32_t smallest_change(const struct question *q, size_t option, struct buffer *out)
{
    struct changes changes;
    const uint32_t looked_at = question_deciding_rule(q)->when.known;
    uint32_t best = 0;
    if (!explain_changes(q->subject->truth[q->decision], &pack_of(q)->possible, q->facts,
                         q->options[option].outcome, UINT32_MAX, &changes)) {
        out->failed = true;
        return 0;
    }
    for (size_t i = 0; i < changes.count; i++) {
        if (best == 0 || ((best & looked_at) == 0 && (changes.sets[i] & looked_at) != 0)) {
            best = changes.sets[i];
        }
    }
    changes_fini(&changes);
    const uint32_t told = best != 0 && (best & looked_at) == 0 ? change_of_condition(q, option) : 0;
    return told != 0 ? told : best;
}

/* The row of its own by which a misconception answers this case; NULL: it has none here. */
static const struct belief_rule *own_row(const struct question *q, size_t misconception)
{
    const struct misconception *m = &pack_of(q)->misconceptions[misconception];
    const uint16_t row = table_row(q->subject->beliefs[misconception], q->facts);
    return row < m->rule_count ? &m->rules[row] : NULL;
}

/* The facts of this case that a misconception takes to be otherwise. */
static uint32_t taken_for_granted(const struct question *q, size_t misconception)
{
    const struct partial assume = pack_of(q)->misconceptions[misconception].assume;
    return own_row(q, misconception) != NULL ? 0 : assume.known & (q->facts ^ assume.value);
}

/*
 * Those of some facts whose change alone leads to an option, or to a case that the texts leave open:
 * nobody is asked about such a case, but the answer to this one hangs on the fact.
 */
static uint32_t holding_alone(const struct question *q, uint32_t facts, size_t option)
{
    const struct table *truth = q->subject->truth[q->decision];
    uint32_t holding = 0;
    for (size_t f = 0; f < pack_of(q)->fact_count; f++) {
        const uint32_t there = q->facts ^ fact_bit(f);
        const uint8_t outcome =
            (facts & fact_bit(f)) != 0 && case_set_has(&pack_of(q)->possible, there)
                ? table_outcome(truth, there)
                : TABLE_NO_OUTCOME;
        if (outcome < pack_of(q)->decisions[q->decision].outcome_count &&
            (outcome == q->options[option].outcome ||
             !pack_of(q)->decisions[q->decision].outcomes[outcome].ask)) {
            holding |= fact_bit(f);
        }
    }
    return holding;
}

/*
 * The facts that speak against a belief in this case: where one fact alone keeps its answer from
 * being right, that one, or, where the belief is about just such cases, another one of the deciding
 * row that does so; else what the belief takes for granted, or all that would have to change, and of
 * these only the facts that the deciding row looks at, or else the rows before it.
 */
static uint32_t speaking_against(const struct question *q, size_t option, size_t misconception,
                                 struct buffer *out)
{
    const uint32_t change = smallest_change(q, option, out);
    const uint32_t alone = feedback_worth_naming(pack_of(q), change, ~q->facts);
    const struct rule *deciding = question_deciding_rule(q);
    const struct belief_rule *own = own_row(q, misconception);
    if (bits_count(alone) == 1) {
        const uint32_t about = own != NULL ? own->when.known : 0;
        const uint32_t other =
            (alone & about) != 0 ? holding_alone(q, deciding->when.known & ~about, option) : 0;
        return other != 0 ? other : alone;
    }
    const uint32_t granted = taken_for_granted(q, misconception);
    const uint32_t against = granted != 0 ? granted : change;
    uint32_t before = 0;
    uint32_t decisive = against & deciding->when.known;
    for (const struct rule *r = pack_of(q)->decisions[q->decision].rules;
         decisive == 0 && r < deciding; r++) {
        before |= r->when.known;
    }
    decisive = decisive != 0 ? decisive : against & before;
    return decisive != 0 ? decisive : against;
}

/* Facts of the case as clauses: "the AMI is not public, and no snapshot of it is encrypted". */
static void add_clauses(struct buffer *out, const struct pack *pack, uint32_t facts, uint32_t whole)
{
    size_t left = bits_count(facts);
    for (size_t i = 0; i < pack->fact_count; i++) {
        if ((facts & fact_bit(i)) != 0) {
            buffer_add_text(out, fact_clause(&pack->facts[i], (whole & fact_bit(i)) != 0));
            left--;
            buffer_add_text(out, left > 1 ? ", " : left == 1 ? ", and " : "");
        }
    }
}

void feedback_believes(const struct misconception *m, struct buffer *out)
{
    const size_t length = strlen(m->believes);
    const bool stop = length > 0 && m->believes[length - 1] == '.';
    buffer_add_char(out, '"');
    buffer_add(out, m->believes, length - stop);
    buffer_add_char(out, '"');
}

bool feedback_belief(const struct question *q, size_t option, const char *who,
                     const double weight[], struct buffer *out)
{
    const struct misconception *m = feedback_heaviest(q, option, weight);
    if (m != NULL) {
        const uint32_t against =
            speaking_against(q, option, (size_t)(m - pack_of(q)->misconceptions), out);
        buffer_addf(out, "%s fits the belief ", who);
        feedback_believes(m, out);
        buffer_add_char(out, '.');
        if (against != 0) {
            buffer_add_text(out, " What counts here: ");
            add_clauses(out, pack_of(q), feedback_worth_naming(pack_of(q), against, q->facts),
                        q->facts);
            buffer_add_char(out, '.');
        }
        buffer_addf(out, " %s", m->correct);
    }
    return m != NULL;
}

static void add_failing(const struct question *q, const struct why_not *why, struct buffer *out)
{
    const struct decision *d = &pack_of(q)->decisions[q->decision];
    if (why->rule == SIZE_MAX) {
        buffer_add_text(out, "No row of the table leads there.");
        return;
    }
    if (why->failing == 0) {
        buffer_addf(out, "The row \"%s\" comes before the row \"%s\", which leads there.",
                    why->taken_by != SIZE_MAX ? d->rules[why->taken_by].id : "",
                    d->rules[why->rule].id);
        return;
    }
    buffer_add_text(out, "It is for cases where ");
    add_clauses(out, pack_of(q), why->failing, ~q->facts);
    buffer_add_char(out, '.');
}

static void item_option_feedback(const struct question *q, size_t option, struct buffer *out)
{
    const char *own = q->options[option].own->feedback;
    if (own != NULL) {
        buffer_add_text(out, own);
    } else if (is_key(q, option)) {
        feedback_why(q, out);
    }
}

static bool says(const struct texts *texts, const char *sentence)
{
    for (size_t i = 0; i < texts->count; i++) {
        if (strcmp(texts->items[i], sentence) == 0) {
            return true;
        }
    }
    return false;
}

/* The sibling's statement with this sentence, and whether it holds there; NULL: nothing is said of it. */
static const struct statement *statement_there(const struct subject *subject, const char *sentence,
                                               bool *holds)
{
    const struct pack *sibling = subject->sibling->pack;
    for (size_t i = 0; i < sibling->statement_count; i++) {
        *holds = says(&sibling->statements[i].is_true, sentence);
        if (*holds || says(&sibling->statements[i].is_false, sentence)) {
            return &sibling->statements[i];
        }
    }
    return NULL;
}

bool feedback_sibling_same(const struct subject *subject, const char *sentence, bool truth)
{
    bool holds;
    return statement_there(subject, sentence, &holds) != NULL && holds == truth;
}

void feedback_sibling_sentence(const struct subject *subject, const char *sentence, bool truth,
                               bool all_same, struct buffer *out)
{
    bool holds;
    const struct statement *theirs = statement_there(subject, sentence, &holds);
    if (theirs == NULL) {
        buffer_add_text(out, "Nothing is said of this there. Look it up before you rely on it.");
    } else if (holds != truth) {
        buffer_addf(out, "The other way round. %s", theirs->because);
    } else {
        buffer_add_text(out, all_same ? "The same answer." : "The same of the right answer.");
    }
}

void feedback_sibling_wrong(const struct subject *subject, const char *sentence, bool truth,
                            struct buffer *out)
{
    bool holds;
    if (subject->sibling == NULL || feedback_sibling_same(subject, sentence, truth)) {
        return;
    }
    const struct statement *theirs = statement_there(subject, sentence, &holds);
    buffer_addf(out, " %s: %s", subject->pack->sibling_label,
                theirs != NULL ? "It is the other way round. "
                               : "Nothing is said of this sentence.");
    buffer_add_text(out, theirs != NULL ? theirs->because : "");
}

/* Beside its reason alone a false sentence would read as a true one. */
static void sentence_feedback(const struct question *q, size_t option, struct buffer *out)
{
    const struct statement *about = &pack_of(q)->statements[q->options[option].statement];
    const bool truth = says(&about->is_true, q->options[option].text);
    buffer_addf(out, "This sentence is %s%s. %s", truth ? "true" : "false",
                is_key(q, option) ? ", so it is the answer" : "", about->because);
    if (!is_key(q, option)) { /* what is said of the answer is said of the question */
        feedback_sibling_wrong(q->subject, q->options[option].text, truth, out);
    }
}

void feedback_option(const struct question *q, size_t option, struct buffer *out)
{
    if (q->kind == QUESTION_STATEMENT) {
        sentence_feedback(q, option, out);
        return;
    }
    if (q->item != NULL && (q->options[option].own->feedback != NULL || !q->outcomes)) {
        item_option_feedback(q, option, out);
        return;
    }
    const struct rule *rule = question_deciding_rule(q);
    const size_t outcome = q->options[option].outcome;
    const char *reason = rule_not_because(rule, outcome);
    if (is_key(q, option)) {
        buffer_add_text(out, rule->because);
    } else if (reason != NULL) {
        buffer_add_text(out, reason);
    } else if ((rule->also >> outcome & 1) != 0) {
        buffer_add_text(out, "It would work too, but less directly.");
    } else {
        const struct why_not why = explain_why_not(
            &pack_of(q)->decisions[q->decision], q->subject->truth[q->decision], q->facts, outcome);
        add_failing(q, &why, out);
    }
}

bool feedback_change(const struct question *q, size_t option, struct buffer *out)
{
    const bool wrong = q->outcomes && !is_key(q, option);
    const uint32_t smallest = wrong ? smallest_change(q, option, out) : 0;
    const uint32_t change =
        smallest != 0 ? feedback_worth_naming(pack_of(q), smallest, ~q->facts) : 0;
    if (change == 0) {
        return false;
    }
    if (bits_count(change) == 1) {
        buffer_add_text(out, "right as soon as one fact changes: ");
    } else {
        buffer_addf(out, "right if these %zu facts change: ", bits_count(change));
    }
    add_clauses(out, pack_of(q), change, ~q->facts);
    buffer_add_char(out, '.');
    return true;
}

static bool is_true(const struct question *q, size_t option)
{
    return says(&pack_of(q)->statements[q->options[option].statement].is_true,
                q->options[option].text);
}

static void sibling_statement(const struct question *q, struct buffer *out)
{
    size_t key = 0;
    bool all_same = true;
    while (!is_key(q, key)) {
        key++;
    }
    for (size_t i = 0; i < q->option_count; i++) {
        all_same = all_same && feedback_sibling_same(q->subject, q->options[i].text, is_true(q, i));
    }
    feedback_sibling_sentence(q->subject, q->options[key].text, is_true(q, key), all_same, out);
}

/* What the item itself says of the sibling. */
static bool sibling_told(const struct question *q, struct buffer *out)
{
    const char *own = item_why(q);
    const char *part = own != NULL ? sibling_part(q, own) : NULL;
    if (part != NULL) {
        buffer_add_text(out, part + strlen(pack_of(q)->sibling_label) + strlen(" : "));
    }
    return part != NULL;
}

/* Until when the first source of a row stood, which says most; NULL: it still stands, or nobody knows. */
static const char *stood_until(const struct pack *pack, const struct rule *rule)
{
    const struct source *source =
        rule->source.count > 0 ? pack_source(pack, rule->source.items[0]) : NULL;
    return source != NULL ? source->until : NULL;
}

/* The same, by a text that ended later than ours: whether it holds to this day, nobody says. */
static void add_same(const struct question *q, const struct rule *theirs, struct buffer *out)
{
    const char *ours = stood_until(pack_of(q), question_deciding_rule(q));
    const char *until = stood_until(q->subject->sibling->pack, theirs);
    buffer_add_text(out, "The same answer");
    if (ours != NULL && until != NULL && strcmp(until, ours) > 0) { /* ISO dates sort as text */
        buffer_addf(out, ", by a text that stood until %s at least", until);
    }
    buffer_add_char(out, '.');
}

bool feedback_sibling(const struct question *q, struct buffer *out)
{
    if (q->kind == QUESTION_STATEMENT) {
        if (q->subject->sibling != NULL) {
            sibling_statement(q, out);
        }
        return q->subject->sibling != NULL;
    }
    const struct rule *rule =
        q->outcomes ? subject_sibling_rule(q->subject, q->decision, q->facts) : NULL;
    if (rule == NULL) {
        return q->item != NULL && !q->outcomes && sibling_told(q, out);
    }
    const uint8_t right = table_outcome(q->subject->truth[q->decision], q->facts);
    if (subject_sibling_outcome(q->subject, q->decision, q->facts) == right) {
        add_same(q, rule, out);
    } else {
        scenario_sentence(out, subject_sibling_answer(q->subject, q->decision, q->facts)->label);
        buffer_addf(out, " %s", rule->because);
    }
    return true;
}

bool feedback_sibling_agrees(const struct question *q, size_t option)
{
    return q->outcomes && !is_key(q, option) &&
           subject_sibling_outcome(q->subject, q->decision, q->facts) == q->options[option].outcome;
}

const struct texts *feedback_sources(const struct question *q)
{
    if (q->item != NULL && (q->item->source.count > 0 || !q->outcomes)) {
        return &q->item->source;
    }
    const struct rule *rule = question_deciding_rule(q);
    return rule != NULL ? &rule->source : &pack_of(q)->statements[q->statement].source;
}
