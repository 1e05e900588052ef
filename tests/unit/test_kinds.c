/*
 * Every kind of question at every spot of both packs, all of it and no sample: the key is what the slow
 * twin finds, every other option is wrong, and says exactly the misconceptions that answer so; every
 * text, in every telling, reads as a sentence should.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "questions/item/frame.h"
#include "questions/item/scenario.h"
#include "questions/text/buffer.h"
#include "tests/unit/check.h"
#include "tests/unit/slow_engine.h"
#include "tests/unit/slow_kinds.h"
#include "tests/unit/subjects.h"

#define WORDS_MAX 120 /* of a whole stem: about forty seconds of reading */

static size_t faults; /* of the running test: a page of them is enough */

static void fault(const struct item *item, const char *what, const char *text)
{
    if (faults++ < 20) {
        check_fail(__FILE__, __LINE__, what);
        printf("#   %s: %s\n", item->id, text);
    } else {
        check_state.bad = true;
    }
}

static bool names(const struct item_option *option, const char *belief)
{
    bool found = false;
    for (size_t i = 0; i < option->misconceptions.count; i++) {
        found = found || strcmp(option->misconceptions.items[i], belief) == 0;
    }
    return found;
}

static void check_beliefs(const struct subject *s, const struct item *item, size_t option)
{
    size_t fitting = 0;
    for (size_t m = 0; m < s->pack->misconception_count; m++) {
        const bool fits = slow_fits(s, item, option, m);
        fitting += fits;
        if (fits != names(&item->options[option], s->pack->misconceptions[m].id)) {
            fault(item, fits ? "a belief answers so, unnamed" : "a belief is named in vain",
                  s->pack->misconceptions[m].id);
        }
    }
    if (fitting != item->options[option].misconceptions.count) {
        fault(item, "beliefs named twice, or unknown", item->options[option].text);
    }
}

/* Does a text say a sentence twice?  A sentence ends with ". ", the last one with the text. */
static bool says_twice(const char *text)
{
    for (const char *from = text, *next; *from != '\0'; from = next) {
        const char *end = strstr(from, ". ");
        const size_t length = end != NULL ? (size_t)(end - from) + 1 : strlen(from);
        next = from + length + (end != NULL);
        for (const char *at = next; *at != '\0'; at++) {
            if (strlen(at) >= length && memcmp(at, from, length) == 0) {
                return true;
            }
        }
    }
    return false;
}

/* A wrong change must not only keep the answer: by other calls it may be called another way. */
static void check_change(const struct subject *s, const struct item *item, size_t option)
{
    const struct item_option *o = &item->options[option];
    if (strcmp(item->kind, "change") == 0 && !o->correct &&
        slow_other_calls(s->pack, item, option)) {
        fault(item, "a change that is called wrong alters the calls", o->text);
    }
}

/* One account must not be two of the options. */
static void check_owner(const struct subject *s, const struct item *item)
{
    const struct pack *pack = s->pack;
    uint32_t whole = 0;
    if (strcmp(item->kind, "owner") != 0 || !slow_case(pack, item, &whole)) {
        return;
    }
    const bool mine = (whole >> pack->kinds.origin_fact & 1) != 0;
    const char *origin =
        pack->kinds.parties[mine ? pack->kinds.origin_yes : pack->kinds.origin_no].id;
    const struct decision *d = &pack->decisions[pack_decision(pack, item->decision)];
    for (size_t i = 0; i < d->outcome_count; i++) {
        if (d->outcomes[i].owner != NULL && strcmp(d->outcomes[i].owner, origin) == 0) {
            fault(item, "whoever acts is the owner from the start", item->stem);
        }
    }
}

/*
 * Behind a colon a sentence goes on: no capital, unless a name stands there ("Windows", "PlatformDetails")
 * or the colon ends a label that begins a line of its own on the screen.  NULL: all is well.
 */
static const char *capital_after_colon(const char *text, const char *label)
{
    for (const char *at = text; (at = strstr(at, ": ")) != NULL; at += 2) {
        const size_t before = (size_t)(at - text), size = label != NULL ? strlen(label) : 0;
        const bool labelled = size > 0 && before >= size && strncmp(at - size, label, size) == 0;
        size_t capitals = 0;
        for (const char *c = at + 2; isalpha((unsigned char)*c) != 0; c++) {
            capitals += isupper((unsigned char)*c) != 0;
        }
        const bool word = isupper((unsigned char)at[2]) != 0 && capitals == 1;
        if (word && !labelled && strncmp(at + 2, "Windows", 7) != 0) {
            return at;
        }
    }
    return NULL;
}

static bool all_of_the_above(const char *text)
{
    return strcasecmp(text, "all of the above") == 0 || strcasecmp(text, "none of the above") == 0;
}

static void check_option(const struct subject *s, const struct item *item, size_t i)
{
    const struct item_option *o = &item->options[i];
    if (slow_right(s, item, i) != o->correct) {
        fault(item, o->correct ? "a key that is wrong" : "a wrong option that is right", o->text);
    }
    if (o->feedback == NULL || text_fault(o->feedback, ".)") != NULL) {
        fault(item, "feedback", o->feedback != NULL ? o->feedback : "(none)");
    }
    if (capital_after_colon(o->text, NULL) != NULL ||
        (o->feedback != NULL && capital_after_colon(o->feedback, s->pack->sibling_label) != NULL)) {
        fault(item, "a capital after a colon", o->feedback);
    }
    if (o->text[0] == '\0' || text_fault(o->text, NULL) != NULL || all_of_the_above(o->text)) {
        fault(item, "an option's text", o->text);
    }
    for (size_t other = 0; other < i; other++) {
        if (strcmp(item->options[other].text, o->text) == 0) {
            fault(item, "two options with one text", o->text);
        }
    }
    if (o->feedback != NULL && says_twice(o->feedback)) {
        fault(item, "feedback that repeats itself", o->feedback);
    }
    check_change(s, item, i);
    check_beliefs(s, item, i);
}

/* Each verdict has a line under the sibling's label; "edition" asks for nothing else. */
static void check_sibling(const struct subject *s, const struct item *item)
{
    char label[200], same[250];
    (void)snprintf(label, sizeof label, " %s: ", s->pack->sibling_label);
    (void)snprintf(same, sizeof same, "%sThe same answer", label);
    const char *there = item->explanation != NULL ? strstr(item->explanation, label) : NULL;
    if (strcmp(item->kind, "edition") == 0) {
        return;
    }
    if (there == NULL || there[strlen(label)] == '\0') {
        fault(item, "nothing is said of the sibling", item->explanation);
    } else if ((strncmp(there, same, strlen(same)) == 0) != slow_same_there(s, item)) {
        fault(item, "what is said of the sibling is not so", there);
    }
}

/* What is said of a wrong option must be about that option. */
static void check_own_reasons(const struct item *item)
{
    for (size_t i = 0; strcmp(item->kind, "owner") == 0 && i < item->option_count; i++) {
        const struct item_option *o = &item->options[i];
        for (size_t other = 0; !o->correct && other < item->option_count; other++) {
            if (other != i && strcmp(o->feedback, item->options[other].feedback) == 0) {
                fault(item, "a wrong option has another one's reason", o->feedback);
            }
        }
    }
}

static void check_item(const struct subject *s, const struct item *item)
{
    size_t right = 0;
    check_sibling(s, item);
    check_own_reasons(item);
    for (size_t i = 0; i < item->option_count; i++) {
        check_option(s, item, i);
        right += item->options[i].correct;
    }
    if (right != item->select || right < 1 || right > 2 || item->option_count < 2 ||
        item->option_count > 5 || right == item->option_count) {
        fault(item, "how many options there are, or are right", item->stem);
    }
    check_owner(s, item);
    if (item->explanation != NULL && says_twice(item->explanation)) {
        fault(item, "an explanation that repeats itself", item->explanation);
    }
    if (strcmp(item->kind, "grant") == 0 && slow_rival_grant(s, item)) {
        fault(item, "other grants would do as well", item->stem);
    }
    if (item->explanation != NULL &&
        capital_after_colon(item->explanation, s->pack->sibling_label) != NULL) {
        fault(item, "a capital after a colon", item->explanation);
    }
    if (item->explanation == NULL || text_fault(item->explanation, ".)") != NULL) {
        fault(item, "the explanation", item->explanation != NULL ? item->explanation : "(none)");
    }
    if (item->rule == NULL || item->source.count == 0 || item->tags.count != 3 ||
        item->difficulty <= 0 || item->difficulty >= 1) {
        fault(item, "rule, source, tags or difficulty", item->stem);
    }
}

/*
 * "It" is what was named last.  So no sentence begins with it behind one whose subject is another thing
 * that could be meant: "A checklist asks about an AMI. It ...".
 */
static bool pronoun_unclear(const char *story)
{
    const char *subject = story;
    for (const char *end; (end = strstr(subject, ". ")) != NULL; subject = end + 2) {
        const bool it = strncmp(end + 2, "It ", 3) == 0;
        const bool ami = strncmp(subject, "The AMI", 7) == 0 || strncmp(subject, "An AMI", 6) == 0;
        const bool thing = strncmp(subject, "A ", 2) == 0 || strncmp(subject, "An ", 3) == 0 ||
                           strncmp(subject, "The ", 4) == 0 || strncmp(subject, "Account ", 8) == 0;
        if (it && thing && !ami) {
            return true;
        }
    }
    return false;
}

/* Does a story in which an AMI is yours ask about "the owner", as if that were somebody else? */
static bool owner_is_you(const char *story, const char *ask)
{
    const bool yours = strstr(story, "our account owns") != NULL ||
                       strstr(story, " your own account") != NULL ||
                       strstr(story, "You own ") != NULL;
    return yours && (strstr(ask, "the owner") != NULL || strstr(ask, "The owner") != NULL);
}

/* The question is the last part; the story before it, if any, is one paragraph. */
static void check_stem(const struct item *item)
{
    const char *ask = strstr(item->stem, "\n\n");
    char story[4000] = "";
    if (ask != NULL && (size_t)(ask - item->stem) < sizeof story) {
        memcpy(story, item->stem, (size_t)(ask - item->stem));
    }
    ask = ask != NULL ? ask + 2 : item->stem;
    if (text_fault(ask, "?.") != NULL || strchr(ask, '\n') != NULL ||
        (item->decision != NULL && (story[0] == '\0' || text_fault(story, ".\"?") != NULL))) {
        fault(item, "the stem", item->stem);
    }
    if (pronoun_unclear(story) || owner_is_you(story, ask) ||
        capital_after_colon(story, NULL) != NULL || capital_after_colon(ask, NULL) != NULL) {
        fault(item, "a stem that reads badly", item->stem);
    }
    if ((item->select == 2) != (strstr(ask, " Choose two.") != NULL) ||
        (item->select == 2 && strstr(ask, "Which one ") != NULL)) {
        fault(item, "how many answers are asked for", item->stem);
    }
}

static size_t words_of(const char *text)
{
    size_t words = 0;
    for (const char *c = text; *c != '\0'; c++) {
        words += strchr(" \n", *c) == NULL && (c == text || strchr(" \n", c[-1]) != NULL);
    }
    return words;
}

/* Does a text say this outside of what it quotes? */
static bool says_unquoted(const char *text, const char *words)
{
    bool quoted = false;
    for (const char *c = text; *c != '\0'; c++) {
        quoted = quoted != (*c == '"');
        if (!quoted && strncmp(c, words, strlen(words)) == 0) {
            return true;
        }
    }
    return false;
}

/* A story calls those it is about by names of its own, and so does what is asked behind it. */
static void check_names(const struct pack *pack, const struct item *item, size_t telling)
{
    const struct telling *t = telling < pack->telling_count ? &pack->tellings[telling] : NULL;
    for (size_t i = 0; t != NULL && i < t->name_count; i++) {
        const struct name_pool *general = pack->pools;
        while (strcmp(general->id, t->names[i].id) != 0) {
            general++;
        }
        const char *ask = strstr(item->stem, "\n\n");
        if (ask != NULL && says_unquoted(ask, general->names.items[0])) {
            fault(item, "a question that does not call somebody as its story does", ask + 2);
        }
    }
    if (strpbrk(item->stem, "{}") != NULL || words_of(item->stem) > WORDS_MAX) {
        fault(item, "a stem with holes, or a long one", item->stem);
    }
}

static void check_tellings(const struct frame *frame)
{
    for (size_t t = 0; t < frame->telling_count; t++) {
        for (uint64_t seed = 0; seed < 3; seed++) {
            struct arena arena = {0};
            struct item item;
            struct frame_wording w = {.telling = t, .seed = seed, .repeat = 1};
            for (size_t o = 0; o < frame->item.option_count; o++) {
                w.order[o] = (unsigned char)(frame->item.option_count - 1 - o);
            }
            REQUIRE(frame_item(frame, &w, &arena, &item));
            if (seed == 0 && t == 0) {
                check_item(frame->subject, &item);
            }
            check_stem(&item);
            check_names(frame->subject->pack, &item, frame->tellings[t]);
            arena_fini(&arena);
        }
    }
}

/* What a telling says must settle the key: in every case that fits it the judge says the same. */
static void check_settled(const struct frame *frame, size_t telling)
{
    const struct pack *pack = frame->subject->pack;
    if (telling >= pack->telling_count) {
        return;
    }
    const struct partial told = scenario_told(pack, telling, frame->spot.whole);
    for (uint32_t other = 0; other >> pack->fact_count == 0; other++) {
        if (!slow_possible(pack, other) || !partial_matches(told, other)) {
            continue;
        }
        struct item there = frame->item;
        struct item_fact facts[PACK_FACTS_MAX];
        for (size_t i = 0; i < pack->fact_count; i++) {
            facts[i] = (struct item_fact){pack->facts[i].id, (other >> i & 1) != 0};
        }
        there.facts = facts;
        there.id = "elsewhere";
        for (size_t i = 0; i < there.option_count; i++) {
            if (slow_right(frame->subject, &there, i) != there.options[i].correct) {
                fault(&there, "a telling leaves the key open", there.options[i].text);
            }
        }
    }
}

/* Whoever is to change a fact must have been told how it is: it is the same in all that fits. */
static void check_told(const struct frame *frame, size_t telling)
{
    const struct pack *pack = frame->subject->pack;
    if (telling >= pack->telling_count || strcmp(frame->item.kind, "change") != 0) {
        return;
    }
    const struct partial told = scenario_told(pack, telling, frame->spot.whole);
    uint32_t spoken_of = 0;
    for (size_t i = 0; i < frame->item.option_count; i++) {
        spoken_of |= slow_fact_of(pack, frame->item.options[i].means);
    }
    for (uint32_t other = 0; other >> pack->fact_count == 0; other++) {
        if (slow_possible(pack, other) && partial_matches(told, other) &&
            ((other ^ frame->spot.whole) & spoken_of) != 0) {
            fault(&frame->item, "an option speaks of what was not told",
                  pack->tellings[telling].id);
            return;
        }
    }
}

/* How often whoever always chooses the longest option is right, and by chance. */
struct guesses {
    double longest, chance;
};

static void guess(const struct item *item, struct guesses *guesses)
{
    size_t most = 0, longest = 0, right = 0;
    for (size_t i = 0; i < item->option_count; i++) {
        const size_t length = strlen(item->options[i].text);
        most = length > most ? length : most;
    }
    for (size_t i = 0; i < item->option_count; i++) {
        const bool is_longest = strlen(item->options[i].text) == most;
        longest += is_longest;
        right += is_longest && item->options[i].correct;
    }
    guesses->longest += (double)right / (double)longest;
    guesses->chance += (double)item->select / (double)item->option_count;
}

/*
 * Length must not tell the key where the wording is ours to balance.  It is not where an option is
 * an outcome or its calls: the way that is left when others are closed takes the most steps.
 */
static void check_guesses(const struct kind *kind, const struct guesses *guesses, size_t count)
{
    const double gain = (guesses->longest - guesses->chance) / (double)count;
    const bool ours = kind->name != NULL && strcmp(kind->name, "steps") != 0;
    if (gain > (ours ? 0.05 : 0.25)) {
        check_fail(__FILE__, __LINE__, "the longest option is too often the key");
        printf("#   %s: %.3f better than chance\n", kind->name != NULL ? kind->name : "decisions",
               gain);
    }
}

static size_t check_kind(const struct subject *s, const struct kind *kind)
{
    struct spots spots = {0};
    struct guesses guesses = {0, 0};
    kind->spots(s, &spots);
    if (!check_true(!spots.failed, __FILE__, __LINE__, "!spots.failed")) {
        return 0;
    }
    for (size_t i = 0; i < spots.count; i++) {
        struct frame *frame = frame_new(s, &spots.items[i]);
        if (!check_true(frame != NULL, __FILE__, __LINE__, "frame != NULL")) {
            break;
        }
        check_tellings(frame);
        guess(&frame->item, &guesses);
        for (size_t t = 0; t < frame->telling_count; t++) {
            check_settled(frame, frame->tellings[t]);
            check_told(frame, frame->tellings[t]);
        }
        frame_free(frame);
    }
    const size_t count = spots.count;
    check_guesses(kind, &guesses, count);
    spots_fini(&spots);
    return count;
}

static void check_pack(const char *id)
{
    struct subject *s = subject_of(id);
    REQUIRE(s != NULL);
    faults = 0;
    for (size_t k = 0; question_kinds[k] != NULL; k++) {
        CHECK(question_kinds[k]->missing(s) == NULL);
        const size_t count = check_kind(s, question_kinds[k]);
        CHECK(count >= 30);
    }
    subject_free(s);
}

static void test_lecture(void)
{
    check_pack("ami-lecture");
}

static void test_current(void)
{
    check_pack("ami-current");
}

/* Each case that may be asked is a spot of its decision, and no other. */
static void test_all_cases(void)
{
    struct subject *s = subject_of("ami-lecture");
    struct spots spots = {0};
    size_t askable = 0;
    REQUIRE(s != NULL);
    question_kinds[0]->spots(s, &spots);
    for (size_t d = 0; d < s->pack->decision_count; d++) {
        for (uint32_t whole = 0; whole >> s->pack->fact_count == 0; whole++) {
            const int row = slow_possible(s->pack, whole) ? slow_row(s->pack, d, whole) : SLOW_NONE;
            const struct decision *decision = &s->pack->decisions[d];
            askable += row >= 0 && decision->outcomes[decision->rules[row].then].ask;
        }
    }
    CHECK_INT(spots.count, askable);
    CHECK_INT(askable, 132 + 130 + 131 + 88 + 142); /* ami-rules.md 3.5, less the unsettled cases */
    spots_fini(&spots);
    subject_free(s);
}

/* A judge says nothing of claims that are none. */
static void test_no_claims(void)
{
    static const char *const nonsense[] = {"",
                                           "=",
                                           "shared",
                                           "shared=perhaps",
                                           "moon=yes",
                                           "decoy:moon",
                                           "copier-owns:true:9",
                                           "copier-owns",
                                           "x"};
    struct subject *s = subject_of("ami-lecture");
    REQUIRE(s != NULL);
    for (size_t k = 0; question_kinds[k] != NULL; k++) {
        for (size_t i = 0; i < sizeof nonsense / sizeof *nonsense; i++) {
            const struct claim claim = {0, nonsense[i], nonsense[i], nonsense[i]};
            const struct claim empty = {SIZE_MAX, NULL, NULL, NULL};
            CHECK_INT(question_kinds[k]->judge(s, &claim, 0), JUDGED_NOTHING);
            CHECK_INT(question_kinds[k]->judge(s, &empty, 0), JUDGED_NOTHING);
        }
    }
    subject_free(s);
}

/* A pack that says nothing more than it must: what it cannot be asked has a reason. */
static void test_bare_pack(void)
{
    struct subject *s = subject_of_text(
        "{\"format\":\"amiquiz-pack\",\"version\":1,\"id\":\"bare\",\"title\":\"t\",\"facts\":["
        "{\"id\":\"a\",\"label\":\"a\",\"yes\":[\"it is a\"],\"no\":[\"it is not a\"]}],"
        "\"decisions\":[{\"id\":\"d\",\"ask\":\"What?\",\"hit\":\"first\",\"outcomes\":["
        "{\"id\":\"x\",\"label\":\"X\"},{\"id\":\"y\",\"label\":\"Y\"}],\"rules\":["
        "{\"id\":\"r\",\"when\":{\"a\":true},\"then\":\"x\",\"because\":\"A.\"},"
        "{\"id\":\"q\",\"when\":{},\"then\":\"y\",\"because\":\"B.\"}]}]}");
    REQUIRE(s != NULL);
    size_t supported = 0;
    for (size_t k = 0; question_kinds[k] != NULL; k++) {
        supported += question_kinds[k]->missing(s) == NULL;
    }
    CHECK_INT(supported, 1);
    CHECK(question_kinds[0]->missing(s) == NULL);
    subject_free(s);
}

int main(void)
{
    RUN(test_all_cases);
    RUN(test_lecture);
    RUN(test_current);
    RUN(test_no_claims);
    RUN(test_bare_pack);
    return check_end();
}
