/*
 * A sentence that the pack knows to be false is quoted; which sentence is right instead?  The wrong
 * options are other false sentences, those about the same thing first (the same statement, then the
 * most words in common with what is quoted), so that the subject of an option gives nothing away.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "questions/item/feedback.h"
#include "questions/item/frame.h"
#include "questions/item/kinds.h"
#include "questions/item/question.h"
#include "questions/text/buffer.h"

/* A sentence of the pack. */
struct sentence {
    size_t statement;
    bool truth;
    size_t which;
};

static const char *words_of(const struct pack *pack, struct sentence s)
{
    const struct statement *statement = &pack->statements[s.statement];
    return (s.truth ? &statement->is_true : &statement->is_false)->items[s.which];
}

static size_t false_sentences(const struct pack *pack)
{
    size_t count = 0;
    for (size_t i = 0; i < pack->statement_count; i++) {
        count += pack->statements[i].is_false.count;
    }
    return count;
}

static const char *missing(const struct subject *subject)
{
    return false_sentences(subject->pack) < QUESTION_OPTIONS
               ? "it has fewer than four false sentences in its statements"
               : NULL;
}

static void list_spots(const struct subject *subject, struct spots *spots)
{
    for (size_t i = 0; i < subject->pack->statement_count; i++) {
        for (size_t which = 0; which < subject->pack->statements[i].is_false.count; which++) {
            const struct spot spot = {&kind_statement, SIZE_MAX, 0, i, which, i};
            spots_add(spots, &spot);
        }
    }
}

/* "0", "1", ...: the number of a sentence, spelt in the one way that we spell it. */
static bool read_which(const struct pack *pack, const char *digits, struct sentence *sentence)
{
    const struct statement *s = &pack->statements[sentence->statement];
    const size_t count = (sentence->truth ? &s->is_true : &s->is_false)->count;
    const size_t length = strspn(digits, "0123456789");
    size_t which = 0;
    for (size_t i = 0; i < length && which < count; i++) {
        which = which * 10 + (size_t)(digits[i] - '0');
    }
    sentence->which = which;
    return length > 0 && digits[length] == '\0' && (length == 1 || digits[0] != '0') &&
           which < count;
}

/* "STATEMENT:true:0" as a sentence; false when this pack has no such one. */
static bool read_sentence(const struct pack *pack, const char *text, struct sentence *sentence)
{
    for (size_t i = 0; i < pack->statement_count; i++) {
        const size_t length = strlen(pack->statements[i].id);
        if (strncmp(text, pack->statements[i].id, length) == 0 && text[length] == ':') {
            const char *rest = text + length + 1;
            const bool truth = strncmp(rest, "true:", 5) == 0;
            *sentence = (struct sentence){i, truth, 0};
            return (truth || strncmp(rest, "false:", 6) == 0) &&
                   read_which(pack, rest + (truth ? 5 : 6), sentence);
        }
    }
    return false;
}

static enum judgement judge(const struct subject *subject, const struct claim *claim,
                            uint32_t whole)
{
    struct sentence sentence;
    (void)whole;
    if (claim->means == NULL || !read_sentence(subject->pack, claim->means, &sentence)) {
        return JUDGED_NOTHING;
    }
    return sentence.truth ? JUDGED_RIGHT : JUDGED_WRONG;
}

/* ---- Wrong options --------------------------------------------------------------------------- */

static size_t word_length(const char *text)
{
    size_t length = 0;
    while (isalnum((unsigned char)text[length]) != 0) {
        length++;
    }
    return length;
}

/* Does a text have this word, in any letter case? */
static bool has_word(const char *text, const char *word, size_t length)
{
    while (*text != '\0') {
        const size_t here = word_length(text);
        bool same = here == length;
        for (size_t i = 0; same && i < length; i++) {
            same = tolower((unsigned char)text[i]) == tolower((unsigned char)word[i]);
        }
        if (same) {
            return true;
        }
        text += here > 0 ? here : 1;
    }
    return false;
}

/* How many longer words of one sentence stand in the other. */
static size_t words_in_common(const char *a, const char *b)
{
    size_t common = 0;
    while (*a != '\0') {
        const size_t length = word_length(a);
        common += length > 3 && has_word(b, a, length);
        a += length > 0 ? length : 1;
    }
    return common;
}

/* How near a false sentence is to the one quoted; 0: it must not be an option. */
static size_t nearness(const struct pack *pack, struct sentence quoted, struct sentence other)
{
    if (other.statement == quoted.statement) {
        return other.which == quoted.which ? 0 : 1000;
    }
    return 1 + words_in_common(words_of(pack, quoted), words_of(pack, other));
}

static bool is_taken(const struct sentence taken[], size_t count, struct sentence s)
{
    bool found = false;
    for (size_t i = 0; i < count; i++) {
        found = found || (taken[i].statement == s.statement && taken[i].which == s.which);
    }
    return found;
}

/* The nearest false sentences, one after the other; of equals the first in the pack. */
static void choose_false(const struct pack *pack, struct sentence quoted,
                         struct sentence chosen[QUESTION_OPTIONS - 1])
{
    for (size_t n = 0; n < QUESTION_OPTIONS - 1; n++) {
        size_t best = 0;
        for (size_t i = 0; i < pack->statement_count; i++) {
            for (size_t w = 0; w < pack->statements[i].is_false.count; w++) {
                const struct sentence s = {i, false, w};
                const size_t near = is_taken(chosen, n, s) ? 0 : nearness(pack, quoted, s);
                if (near > best) {
                    best = near;
                    chosen[n] = s;
                }
            }
        }
    }
}

/* ---- The frame ------------------------------------------------------------------------------- */

static bool set_option(struct frame *frame, size_t at, struct sentence s)
{
    const struct pack *pack = frame->subject->pack;
    struct item_option *option = &frame->item.options[at];
    struct buffer means = {0}, said = {0};
    buffer_addf(&means, "%s:%s:%zu", pack->statements[s.statement].id, s.truth ? "true" : "false",
                s.which);
    option->text = words_of(pack, s);
    option->correct = s.truth;
    option->means = frame_keep(frame, &means);
    buffer_add_text(&said, pack->statements[s.statement].because);
    if (!s.truth) {
        feedback_sibling_wrong(frame->subject, option->text, s.truth, &said);
    }
    option->feedback = frame_keep(frame, &said);
    return option->means != NULL && option->feedback != NULL;
}

static bool set_ask(struct frame *frame, struct sentence quoted)
{
    static const char *ways[] = {
        "A study note says: \"{sentence}\" The note is wrong. Which of these sentences is right?",
        "\"{sentence}\" This is wrong. Which of these sentences is right?",
        "Somebody tells you: \"{sentence}\" That is a mistake. Which of these sentences is right?"};
    const struct texts texts = {ways, sizeof ways / sizeof *ways};
    return frame_fill(frame, &texts, "{sentence}", words_of(frame->subject->pack, quoted),
                      &frame->asks);
}

static bool set_explanation(struct frame *frame, struct sentence key, const struct sentence wrong[])
{
    const struct pack *pack = frame->subject->pack;
    struct buffer here = {0}, there = {0};
    buffer_add_text(&here, pack->statements[key.statement].because);
    bool all_same = true;
    if (frame->subject->sibling != NULL) {
        for (size_t i = 0; i < QUESTION_OPTIONS - 1; i++) {
            all_same =
                all_same && feedback_sibling_same(frame->subject, words_of(pack, wrong[i]), false);
        }
        feedback_sibling_sentence(frame->subject, words_of(pack, key), true, all_same, &there);
    }
    return frame_explain(frame, &here, &there);
}

static bool make_frame(const struct subject *subject, struct frame *frame)
{
    const struct statement *statement = &subject->pack->statements[frame->spot.goal];
    const struct sentence quoted = {frame->spot.goal, false, frame->spot.variant};
    const struct sentence key = {frame->spot.goal, true, quoted.which % statement->is_true.count};
    struct sentence wrong[QUESTION_OPTIONS - 1] = {{0}};
    struct buffer goal = {0};
    choose_false(subject->pack, quoted, wrong);
    buffer_addf(&goal, "%s:false:%zu", statement->id, quoted.which);
    frame->item.goal = frame_keep(frame, &goal);
    frame->item.rule = statement->id;
    frame->item.source = statement->source;
    bool made =
        frame->item.goal != NULL && item_options(&frame->item, &frame->arena, QUESTION_OPTIONS) &&
        set_ask(frame, quoted) && set_explanation(frame, key, wrong) && set_option(frame, 0, key);
    for (size_t i = 0; made && i < QUESTION_OPTIONS - 1; i++) {
        made = set_option(frame, i + 1, wrong[i]);
    }
    return made;
}

const struct kind kind_statement = {
    "statement", "which sentence is right", missing, list_spots, make_frame, judge};
