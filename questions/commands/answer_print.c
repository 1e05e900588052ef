/* An answer as a person reads it: a label for each thing there is to say, its text beside it. */
#include <string.h>

#include "engine/pack.h"
#include "questions/commands/answer.h"
#include "questions/item/source_view.h"
#include "questions/item/subject.h"
#include "questions/text/buffer.h"

#define COLUMN_MIN 9
#define COLUMN_MAX 14 /* a longer label of a sibling stands before its text, unaligned */
#define ROWS_SHOWN 6  /* reasons of more rows than these would hide the answer */

static const struct decision *decision_of(const struct answer *answer)
{
    return &answer->subject->pack->decisions[answer->decision];
}

size_t answer_column(const struct answer *answer)
{
    const char *label = answer->subject->pack->sibling_label;
    size_t column = answer->own.kind == ANSWER_DECIDED ? COLUMN_MIN : sizeof "Find out  " - 1;
    if (answer->sibling_decision != SIZE_MAX && label != NULL) {
        const size_t wanted = screen_columns(label, strlen(label)) + 2;
        column = wanted > column && wanted <= COLUMN_MAX ? wanted : column;
    }
    return column;
}

/* Print and empty. */
static void put_labelled(struct screen *screen, const char *label, size_t column,
                         struct buffer *text)
{
    screen_labelled(screen, label, column, buffer_text(text));
    buffer_fini(text);
}

static void join(struct buffer *out, const struct texts *texts, const char *joint)
{
    for (size_t i = 0; i < texts->count; i++) {
        buffer_addf(out, "%s%s", i == 0 ? "" : joint, texts->items[i]);
    }
}

/* "the AMI is public; the AMI is not encrypted" */
static void add_clauses(struct buffer *out, const struct pack *pack, struct partial facts)
{
    const char *joint = "";
    for (size_t i = 0; i < pack->fact_count; i++) {
        if ((facts.known & fact_bit(i)) != 0) {
            const bool yes = (facts.value & fact_bit(i)) != 0;
            const struct texts *wordings = yes ? &pack->facts[i].yes : &pack->facts[i].no;
            buffer_addf(out, "%s%s", joint, wordings->items[0]);
            joint = "; ";
        }
    }
}

/* ---- A decided case -------------------------------------------------------------------------- */

static void add_citations(struct buffer *out, const struct texts *source)
{
    buffer_add_text(out, source->count > 0 ? " [" : "");
    join(out, source, ", ");
    buffer_add_text(out, source->count > 0 ? "]" : "");
}

static void print_why(struct screen *screen, const struct answer *answer, size_t column)
{
    const struct decision *d = decision_of(answer);
    const char *label = "Why";
    size_t shown = 0;
    for (size_t i = 0; i < d->rule_count; i++) {
        if (answer_row(answer, i) && shown++ < ROWS_SHOWN) {
            struct buffer text = {0};
            buffer_addf(&text, "%s (row: %s)", d->rules[i].because, d->rules[i].id);
            if (answer->own.rule == SIZE_MAX) { /* a single row's sources are shown whole */
                add_citations(&text, &d->rules[i].source);
            }
            put_labelled(screen, label, column, &text);
            label = "or";
        }
    }
    if (shown > ROWS_SHOWN) {
        struct buffer text = {0};
        buffer_addf(&text, "one of %zu more rows with the same answer", shown - ROWS_SHOWN);
        put_labelled(screen, "or", column, &text);
    }
}

static void print_steps(struct screen *screen, const struct answer *answer, size_t column)
{
    const struct outcome *outcome = &decision_of(answer)->outcomes[answer->own.outcome];
    const struct texts *steps = answer_steps(answer);
    if (steps->count > 0) {
        struct buffer text = {0};
        join(&text, steps, ", then ");
        put_labelled(screen, "Steps", column, &text);
    }
    /* Where the case is open in what other steps depend on, they are said, too. */
    for (size_t i = 0; steps == &outcome->steps && i < outcome->steps_when_count; i++) {
        const struct steps_when *other = &outcome->steps_when[i];
        if (partial_compatible(other->when, answer->facts)) {
            struct buffer text = {0};
            struct partial open = other->when;
            open.known &= ~answer->facts.known;
            buffer_add_text(&text, "if ");
            add_clauses(&text, answer->subject->pack, open);
            buffer_add_text(&text, ": ");
            join(&text, &other->steps, ", then ");
            put_labelled(screen, "", column, &text);
        }
    }
}

static void print_also(struct screen *screen, const struct answer *answer, size_t column)
{
    const struct decision *d = decision_of(answer);
    const uint64_t also = answer_also(answer);
    for (size_t i = 0; i < d->outcome_count; i++) {
        if ((also >> i & 1) != 0) {
            struct buffer text = {0};
            buffer_addf(&text, "%s: it works, too, less directly", d->outcomes[i].label);
            put_labelled(screen, "Also", column, &text);
        }
    }
}

static const char *certainty_words(enum certainty certainty)
{
    static const char *const words[] = {
        "documented", "the maintainers say so; it is not documented (maintainer)",
        "observed in the field; it is not documented (field)", "as the lecture has it (lecture)",
        "inferred; no source says it outright (inferred)"};
    return words[certainty];
}

static void print_decided(struct screen *screen, const struct answer *answer, size_t column)
{
    const struct pack *pack = answer->subject->pack;
    const struct decision *d = decision_of(answer);
    const struct outcome *outcome = &d->outcomes[answer->own.outcome];
    screen_labelled(screen, "Answer", column, outcome->label);
    print_steps(screen, answer, column);
    if (outcome->owner != NULL) {
        screen_labelled(screen, "Owner", column, outcome->owner);
    }
    print_also(screen, answer, column);
    print_why(screen, answer, column);
    if (answer->own.rule != SIZE_MAX) {
        const struct rule *rule = &d->rules[answer->own.rule];
        if (rule->certainty != CERTAINTY_DOCUMENTED) {
            screen_labelled(screen, "Sure", column, certainty_words(rule->certainty));
        }
        source_view_list(screen, pack, &rule->source, "From", column);
    }
}

/* ---- An undetermined case -------------------------------------------------------------------- */

static void print_needs(struct screen *screen, const struct answer *answer, size_t column)
{
    const struct pack *pack = answer->subject->pack;
    struct buffer text = {0};
    if (answer->first_need != SIZE_MAX) {
        const struct fact *fact = &pack->facts[answer->first_need];
        fact_view_question(&text, fact);
        buffer_addf(&text, " (%s)", fact->id);
        put_labelled(screen, "Find out", column, &text);
    }
    for (size_t i = 0; i < pack->fact_count; i++) {
        if (i != answer->first_need && (answer->needs & fact_bit(i)) != 0) {
            buffer_addf(&text, "%s%s", text.length == 0 ? "" : ", ", pack->facts[i].id);
        }
    }
    if (text.length > 0) {
        put_labelled(screen, "Then", column, &text);
    }
    buffer_fini(&text);
}

static void print_undetermined(struct screen *screen, const struct answer *answer, size_t column)
{
    const struct decision *d = decision_of(answer);
    const char *label = "Open";
    screen_labelled(screen, "Answer", column, "undetermined: it depends on what is not known yet");
    for (size_t i = 0; i < d->outcome_count; i++) {
        if ((answer->own.open >> i & 1) != 0) {
            screen_labelled(screen, label, column, d->outcomes[i].label);
            label = "or";
        }
    }
    print_needs(screen, answer, column);
}

/* ---- All of it ------------------------------------------------------------------------------- */

/* What follows from the facts given, which the reader may not have thought of. */
static void print_follows(struct screen *screen, const struct answer *answer, size_t column)
{
    struct partial follows = answer->facts;
    follows.known &= ~answer->given.known;
    if (follows.known != 0) {
        struct buffer text = {0};
        add_clauses(&text, answer->subject->pack, follows);
        put_labelled(screen, "Follows", column, &text);
    }
}

/* What the sibling leaves open, unless we leave as much open. */
static void add_sibling_open(struct buffer *text, const struct answer *answer,
                             const struct decision *d)
{
    const char *joint = ": ";
    buffer_add_text(text, "undetermined");
    if (answer->own.kind == ANSWER_UNDETERMINED) {
        buffer_add_text(text, ", too");
        return;
    }
    for (size_t i = 0; i < d->outcome_count; i++) {
        if ((answer->sibling.open >> i & 1) != 0) {
            buffer_addf(text, "%s%s", joint, d->outcomes[i].label);
            joint = "; or ";
        }
    }
}

static void add_sibling_verdict(struct buffer *text, const struct answer *answer)
{
    const struct verdict *there = &answer->sibling;
    const struct pack *pack = answer->subject->sibling->pack;
    const struct decision *d = &pack->decisions[answer->sibling_decision];
    if (there->kind == ANSWER_UNDETERMINED) {
        add_sibling_open(text, answer, d);
    } else if (there->kind != ANSWER_DECIDED) {
        buffer_add_text(text, "no answer: such a case is not possible there");
    } else if (answer->own.kind == ANSWER_DECIDED &&
               strcmp(d->outcomes[there->outcome].id,
                      decision_of(answer)->outcomes[answer->own.outcome].id) == 0) {
        buffer_add_text(text, "the same");
    } else {
        buffer_add_text(text, d->outcomes[there->outcome].label);
        if (there->rule != SIZE_MAX) {
            buffer_addf(text, ". %s (row: %s)", d->rules[there->rule].because,
                        d->rules[there->rule].id);
        }
    }
}

void answer_print(struct screen *screen, const struct answer *answer)
{
    const size_t column = answer_column(answer);
    screen_wrap(screen, STYLE_PLAIN, 0, 0, decision_of(answer)->ask);
    screen_gap(screen);
    print_follows(screen, answer, column);
    if (answer->own.kind == ANSWER_DECIDED) {
        print_decided(screen, answer, column);
    } else {
        print_undetermined(screen, answer, column);
    }
    if (answer->sibling_decision != SIZE_MAX) {
        const char *label = answer->subject->pack->sibling_label;
        const bool aligned = screen_columns(label, strlen(label)) < column;
        struct buffer text = {0}, wide = {0};
        buffer_addf(&wide, "%s%s", label, aligned ? "" : ":");
        add_sibling_verdict(&text, answer);
        put_labelled(screen, buffer_text(&wide), column, &text);
        buffer_fini(&wide);
    }
}
