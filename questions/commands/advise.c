/*
 * A conversation in lines: a question, an answer, until the outcome is certain.  The plan behind it
 * is exact (engine/advise.h) as long as every question is answered; what somebody cannot know is
 * left open, and the best of the other questions is asked instead.
 */
#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "engine/advise.h"
#include "engine/pack.h"
#include "questions/commands/answer.h"
#include "questions/commands/commands.h"
#include "questions/commands/facts.h"
#include "questions/commands/output.h"
#include "questions/commands/packs.h"
#include "questions/item/source_view.h"
#include "questions/item/subject.h"
#include "questions/text/buffer.h"
#include "questions/text/json_out.h"

#define REPLY_MAX 256 /* bytes of a line of input that are looked at */

const struct option_spec advise_options[] = {
    {"--decision", "ID", "Which question of the pack. Default: its first."}, {NULL, NULL, NULL}};

enum reply { REPLY_NO, REPLY_YES, REPLY_UNKNOWN, REPLY_BACK, REPLY_QUIT, REPLY_HELP, REPLY_ODD };

/* One question that was answered. */
struct asked_fact {
    size_t fact;
    enum fact_value answer;
};

struct conversation {
    struct context *context;
    const struct subject *subject;
    size_t decision;
    struct advise *plan;
    struct partial given; /* on the command line */
    struct asked_fact asked[PACK_FACTS_MAX];
    size_t count;
    struct screen *screen; /* where questions go: standard error when JSON goes to the other one */
    bool prompts;          /* a person sits there */
    bool ended;            /* no more answers will come */
};

/* ---- What is known --------------------------------------------------------------------------- */

static struct partial known_facts(const struct conversation *c)
{
    struct partial facts = c->given;
    for (size_t i = 0; i < c->count; i++) {
        if (c->asked[i].answer != FACT_UNKNOWN) {
            facts = partial_with(facts, c->asked[i].fact, c->asked[i].answer == FACT_YES);
        }
    }
    return facts;
}

static uint32_t declined_facts(const struct conversation *c)
{
    uint32_t declined = 0;
    for (size_t i = 0; i < c->count; i++) {
        declined |= c->asked[i].answer == FACT_UNKNOWN ? fact_bit(c->asked[i].fact) : 0;
    }
    return declined;
}

static size_t outcomes_count(uint64_t outcomes)
{
    return bits_count((uint32_t)outcomes) + bits_count((uint32_t)(outcomes >> 32));
}

/* What each answer to each question would leave. */
struct outlook {
    uint64_t open[PACK_FACTS_MAX][2]; /* outcomes */
    size_t cases[PACK_FACTS_MAX][2];
};

/* One walk for all facts: with most of 20 facts open there are a million cases to see. */
static void look_ahead(const struct conversation *c, struct partial facts, struct outlook *outlook)
{
    const struct table *table = c->subject->truth[c->decision];
    struct case_walk walk = case_walk_begin(&c->subject->pack->possible, facts);
    *outlook = (struct outlook){{{0}}, {{0}}};
    for (uint32_t whole; case_walk_next(&walk, &whole);) {
        const uint8_t number = table_outcome(table, whole);
        assert(number != TABLE_NO_OUTCOME); /* a pack with such cases was refused before */
        const uint64_t outcome = (uint64_t)1 << number;
        for (size_t i = 0; i < table->facts; i++) {
            outlook->open[i][whole >> i & 1] |= outcome;
            outlook->cases[i][whole >> i & 1]++;
        }
    }
}

/* Of the facts that still matter and can be known, the one that leaves least open. */
static size_t best_other(const struct conversation *c, const struct answer *answer,
                         uint32_t declined)
{
    struct outlook outlook;
    size_t best = SIZE_MAX, least = SIZE_MAX;
    look_ahead(c, answer->facts, &outlook);
    for (size_t i = 0; i < c->subject->pack->fact_count; i++) {
        if ((answer->needs & ~declined & fact_bit(i)) != 0) {
            const size_t left = outlook.cases[i][0] * outcomes_count(outlook.open[i][0]) +
                                outlook.cases[i][1] * outcomes_count(outlook.open[i][1]);
            if (left < least) {
                least = left;
                best = i;
            }
        }
    }
    return best;
}

/* The fact to ask for; SIZE_MAX: nothing is left to ask. */
static size_t next_fact(const struct conversation *c, const struct answer *answer)
{
    const uint32_t declined = declined_facts(c);
    if (answer->own.kind != ANSWER_UNDETERMINED) {
        return SIZE_MAX;
    }
    if (answer->first_need != SIZE_MAX && (declined & fact_bit(answer->first_need)) == 0) {
        return answer->first_need;
    }
    return best_other(c, answer, declined);
}

/* ---- Asking ---------------------------------------------------------------------------------- */

/* The only outcome after this answer; NULL when several stay open. */
static const char *settles(const struct conversation *c, const struct answer *answer, size_t fact,
                           bool yes)
{
    const struct decision *d = &c->subject->pack->decisions[c->decision];
    const uint64_t open =
        table_open_outcomes(c->subject->truth[c->decision], &c->subject->pack->possible,
                            partial_with(answer->facts, fact, yes), NULL, NULL);
    for (size_t i = 0; i < d->outcome_count; i++) {
        if (open == (uint64_t)1 << i) {
            return d->outcomes[i].label;
        }
    }
    return NULL;
}

static void add_open(struct buffer *text, const struct decision *d, uint64_t open)
{
    const char *joint = "This decides between: ";
    for (size_t i = 0; i < d->outcome_count; i++) {
        if ((open >> i & 1) != 0) {
            buffer_addf(text, "%s%s", joint, d->outcomes[i].label);
            joint = "; ";
        }
    }
    buffer_add_text(text, ".");
}

/* Why this is asked: what an answer would settle, or between which outcomes it helps to decide. */
static void print_reason(struct conversation *c, const struct answer *answer, size_t fact)
{
    const char *yes = settles(c, answer, fact, true);
    const char *no = settles(c, answer, fact, false);
    struct buffer text = {0};
    if (yes != NULL) {
        buffer_addf(&text, "Yes settles it: %s.", yes);
    }
    if (no != NULL) {
        buffer_addf(&text, "%sNo settles it: %s.", yes == NULL ? "" : " ", no);
    }
    if (yes == NULL && no == NULL) {
        add_open(&text, &c->subject->pack->decisions[c->decision], answer->own.open);
    }
    screen_wrap(c->screen, STYLE_FAINT, 2, 2, buffer_text(&text));
    buffer_fini(&text);
}

static void ask(struct conversation *c, const struct answer *answer, size_t fact)
{
    struct buffer text = {0};
    if (c->context->quiet && !c->prompts) {
        return;
    }
    buffer_addf(&text, "%zu. ", c->count + 1);
    fact_view_question(&text, &c->subject->pack->facts[fact]);
    screen_wrap(c->screen, STYLE_STRONG, 0, 3, buffer_text(&text));
    buffer_fini(&text);
    print_reason(c, answer, fact);
}

/* ---- Answers --------------------------------------------------------------------------------- */

static enum reply read_word(const char *word)
{
    static const struct {
        const char *word;
        enum reply reply;
    } words[] = {{"y", REPLY_YES},
                 {"n", REPLY_NO},
                 {"d", REPLY_UNKNOWN},
                 {"?", REPLY_HELP},
                 {"dk", REPLY_UNKNOWN},
                 {"don't know", REPLY_UNKNOWN},
                 {"dont know", REPLY_UNKNOWN},
                 {"do not know", REPLY_UNKNOWN},
                 {"unknown", REPLY_UNKNOWN},
                 {"back", REPLY_BACK},
                 {"b", REPLY_BACK},
                 {"undo", REPLY_BACK},
                 {"u", REPLY_BACK},
                 {"quit", REPLY_QUIT},
                 {"q", REPLY_QUIT},
                 {"exit", REPLY_QUIT},
                 {"help", REPLY_HELP},
                 {"h", REPLY_HELP}};
    enum fact_value value;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strcasecmp(words[i].word, word) == 0) {
            return words[i].reply;
        }
    }
    if (*word == '\0' || !fact_value_read(word, strlen(word), &value)) {
        return REPLY_ODD;
    }
    return value == FACT_YES ? REPLY_YES : REPLY_NO;
}

/* One line, without its end and outer blanks; what is too long is cut.  False at the end. */
static bool read_line(char line[REPLY_MAX])
{
    size_t length = 0;
    int c;
    while ((c = getchar()) != EOF && c != '\n') {
        if (length + 1 < REPLY_MAX && (length > 0 || (c != ' ' && c != '\t'))) {
            line[length++] = c == '\0' ? '?' : (char)c;
        }
    }
    while (length > 0 && strchr(" \t\r", line[length - 1]) != NULL) {
        length--;
    }
    line[length] = '\0';
    return c == '\n' || length > 0;
}

static void say(struct conversation *c, const char *text)
{
    struct screen *screen = c->prompts ? c->screen : &c->context->err;
    screen_wrap(screen, STYLE_PLAIN, 0, 2, text);
}

/* The next answer that makes sense.  Lines that make none are said to, and the next one is read. */
static enum reply read_reply(struct conversation *c)
{
    char line[REPLY_MAX];
    for (;;) {
        if (c->prompts) {
            screen_put(c->screen, STYLE_PLAIN, "yes, no, d (don't know), back, quit> ");
            (void)fflush(c->screen->file);
        }
        if (!read_line(line)) {
            return REPLY_QUIT;
        }
        const enum reply reply = read_word(line);
        if (reply == REPLY_BACK && c->count == 0) {
            say(c, "There is no answer to take back.");
        } else if (reply == REPLY_HELP) {
            say(c, "yes or y; no or n; d when you do not know; back takes your last answer back; "
                   "quit ends.");
        } else if (reply != REPLY_ODD) {
            return reply;
        } else if (*line != '\0' || c->prompts) {
            say(c, "Answer yes, no, d (don't know), back or quit.");
        }
    }
}

static void take_reply(struct conversation *c, size_t fact, enum reply reply)
{
    switch (reply) {
    case REPLY_YES:
        c->asked[c->count++] = (struct asked_fact){fact, FACT_YES};
        break;
    case REPLY_NO:
        c->asked[c->count++] = (struct asked_fact){fact, FACT_NO};
        break;
    case REPLY_UNKNOWN:
        c->asked[c->count++] = (struct asked_fact){fact, FACT_UNKNOWN};
        break;
    case REPLY_BACK:
        c->count--;
        break;
    case REPLY_QUIT:
    case REPLY_HELP:
    case REPLY_ODD:
        c->ended = true;
        break;
    }
}

/* ---- The end --------------------------------------------------------------------------------- */

static enum status print_json(struct conversation *c, const struct answer *answer)
{
    struct buffer text = {0};
    struct json_out j = {.out = &text};
    json_object_begin(&j);
    answer_json_members(&j, answer);
    answer_json_sibling(&j, answer);
    json_key(&j, "asked");
    json_array_begin(&j);
    for (size_t i = 0; i < c->count; i++) {
        json_object_begin(&j);
        json_member_string(&j, "fact", c->subject->pack->facts[c->asked[i].fact].id);
        if (c->asked[i].answer == FACT_UNKNOWN) {
            json_key(&j, "answer");
            json_null(&j);
        } else {
            json_member_bool(&j, "answer", c->asked[i].answer == FACT_YES);
        }
        json_object_end(&j);
    }
    json_array_end(&j);
    json_object_end(&j);
    return output_line(c->context, &text, answer_status(answer));
}

static enum status finish(struct conversation *c, const struct answer *answer)
{
    if (ferror(stdin) != 0) {
        return command_error(c->context, STATUS_FAILED, "standard input could not be read");
    }
    if (c->context->json) {
        return print_json(c, answer);
    }
    if (c->prompts && c->ended) {
        screen_gap(c->screen); /* the prompt had no line end of its own */
    }
    if (c->count > 0 || c->ended) {
        screen_gap(c->screen);
    }
    answer_print(c->screen, answer);
    return answer_status(answer);
}

/* One round: work out what is known, ask, take the answer.  False when it is over. */
static bool go_on(struct conversation *c, enum status *status)
{
    struct answer answer;
    bool more = false;
    if (!answer_make(&answer, c->subject, c->decision, known_facts(c), c->plan)) {
        *status = command_no_memory(c->context);
    } else if (answer.own.kind == ANSWER_IMPOSSIBLE || answer.own.kind == ANSWER_FAULTY) {
        *status = answer_refuse(c->context, &answer);
    } else {
        const size_t fact = next_fact(c, &answer);
        more = fact != SIZE_MAX && !c->ended;
        if (more) {
            ask(c, &answer, fact);
            take_reply(c, fact, read_reply(c));
        } else {
            *status = finish(c, &answer);
        }
    }
    answer_fini(&answer);
    return more && ferror(c->screen->file) == 0;
}

static enum status converse(struct conversation *c)
{
    enum status status = STATUS_DONE;
    const struct pack *pack = c->subject->pack;
    if (!c->context->quiet && c->prompts) {
        screen_wrap(c->screen, STYLE_PLAIN, 0, 0, pack->decisions[c->decision].ask);
        screen_gap(c->screen);
    }
    while (go_on(c, &status)) {
        if (c->prompts && !c->ended) {
            screen_gap(c->screen);
        }
    }
    return status;
}

static enum status advise(struct context *context, const struct subject *subject)
{
    struct conversation c = {.context = context, .subject = subject};
    enum status status =
        facts_decision(context, subject->pack, argument(context, "--decision"), &c.decision);
    if (status == STATUS_DONE) {
        status = facts_read(context, subject->pack, context->args.words, context->args.word_count,
                            &c.given);
    }
    if (status != STATUS_DONE) {
        return status;
    }
    c.screen = context->json ? &context->err : &context->out;
    c.prompts = isatty(STDIN_FILENO) == 1 && c.screen->terminal;
    c.plan = advise_new(subject->truth[c.decision], &subject->pack->possible);
    if (c.plan == NULL) {
        return command_no_memory(context);
    }
    status = converse(&c);
    advise_free(c.plan);
    return status;
}

enum status command_advise(struct context *context)
{
    enum status status = STATUS_DONE;
    struct subject *subject = packs_tables(context, NULL, PACK_DEFAULT_ADVISE, &status);
    if (subject != NULL) {
        status = advise(context, subject);
    }
    subject_free(subject);
    return status;
}
