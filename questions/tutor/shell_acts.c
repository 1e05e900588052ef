/* What the faces for people have in common; see shell.h. */
#include <stdlib.h>
#include <string.h>

#include "engine/near.h"
#include "engine/short_text.h"
#include "questions/item/fact_words.h"
#include "questions/item/feedback.h"
#include "questions/item/pack_view.h"
#include "questions/text/buffer.h"
#include "questions/tutor/hint.h"
#include "questions/tutor/present.h"
#include "questions/tutor/shell.h"

bool shell_enough(const struct shell *shell)
{
    return session_totals(shell->session).answered - shell->before >= shell->most;
}

size_t shell_option(const struct question *question, int key)
{
    size_t option = SIZE_MAX;
    if (key >= '1' && key <= '9') {
        option = (size_t)(key - '1');
    } else if ((key >= 'a' && key <= 'i') || (key >= 'A' && key <= 'Z')) {
        option = (size_t)(key | 0x20) - 'a';
    }
    return option < question->option_count ? option : SIZE_MAX;
}

uint32_t shell_options(const struct question *question, const char *line)
{
    uint32_t chosen = 0;
    for (; *line != '\0'; line++) {
        const size_t option = shell_option(question, *line);
        if (option != SIZE_MAX && (chosen >> option & 1) == 0) {
            chosen |= (uint32_t)1 << option;
        } else if (option != SIZE_MAX) {
            return 0; /* a stuck key, or pasted text, is no answer */
        } else if (strchr(" ,;\t", *line) == NULL) {
            return 0;
        }
    }
    return bits_count(chosen) == question->select ? chosen : 0;
}

void shell_table(struct screen *screen, const struct question *question)
{
    if (question->decision == SIZE_MAX) {
        screen_wrap(screen, STYLE_PLAIN, 0, 0,
                    question->kind == QUESTION_STATEMENT
                        ? "This question is about a sentence; no table decides it."
                        : "No table decides this question.");
        return;
    }
    screen_gap(screen);
    pack_show_decision(screen, question->subject->pack, question->decision,
                       table_row(question->subject->truth[question->decision], question->facts));
}

static void say(struct shell *shell, struct buffer *text)
{
    screen_wrap(shell->screen, STYLE_PLAIN, 0, 0, buffer_text(text));
    buffer_fini(text);
}

static void unknown_fact(struct shell *shell, const struct pack *pack, const char *name)
{
    struct buffer text = {0};
    struct near near = {.word = name};
    for (size_t i = 0; i < pack->fact_count; i++) {
        near_offer(&near, pack->facts[i].id);
    }
    buffer_addf(&text, "There is no fact \"%s\". ", short_text(name).text);
    if (near.best != NULL) {
        buffer_addf(&text, "Did you mean \"%s\"?", near.best);
    } else {
        buffer_addf(&text, "Write FACT=yes or FACT=no, for example: %s=no", pack->facts[0].id);
    }
    say(shell, &text);
}

/* What is wrong with FACT=VALUE; `word` loses all behind the fact's name. */
static void faulty_change(struct shell *shell, const struct pack *pack, char *word, size_t fact,
                          enum fact_word_fault fault)
{
    struct buffer text = {0};
    if (fault == FACT_WORD_NO_FACT) {
        word[strcspn(word, "=")] = '\0';
        unknown_fact(shell, pack, word);
        return;
    }
    const char *id = pack->facts[fact].id;
    if (fault == FACT_WORD_TWICE) {
        buffer_addf(&text, "You gave %s twice. Say each fact once.", id);
    } else {
        buffer_addf(&text, "Say what it becomes: %s=yes or %s=no.", id, id);
    }
    say(shell, &text);
}

/* A fact by its name alone: it becomes what it is not. */
static enum fact_word_fault turn_round(struct fact_words *changes, uint32_t facts)
{
    const uint32_t bit = fact_bit(changes->fact);
    if ((changes->given & bit) != 0) {
        return FACT_WORD_TWICE;
    }
    changes->given |= bit;
    changes->facts = partial_with(changes->facts, changes->fact, (facts & bit) == 0);
    return FACT_WORD_GOOD;
}

/*
 * FACT=yes, FACT=no, or FACT, which turns it round; false, and a message, when it is none of these, or
 * the fact was given before.
 */
static bool read_change(struct shell *shell, const struct question *question, const char *word,
                        size_t length, struct fact_words *changes)
{
    const struct pack *pack = question->subject->pack;
    const struct partial before = changes->facts;
    enum fact_word_fault fault = fact_words_add(changes, pack, word, length);
    if (fault == FACT_WORD_NO_VALUE) {
        fault = turn_round(changes, question->facts);
    }
    if (fault == FACT_WORD_GOOD && changes->facts.known == before.known) {
        fault = FACT_WORD_NOT_VALUE; /* "unknown" changes nothing */
    }
    if (fault == FACT_WORD_GOOD) {
        return true;
    }
    char *copy = strndup(word, length);
    if (copy != NULL) {
        faulty_change(shell, pack, copy, changes->fact, fault);
    }
    free(copy);
    return false;
}

void shell_what_if(struct shell *shell, const struct question *question, const char *words)
{
    struct fact_words changes = {0};
    if (question->decision == SIZE_MAX) {
        present_facts(shell->screen, question);
        return;
    }
    words += strspn(words, " ,\t");
    if (*words == '\0') {
        present_facts(shell->screen, question);
        screen_wrap(shell->screen, STYLE_PLAIN, 0, 0,
                    "Say what changes, for example: what-if FACT=no; what-if FACT turns it round");
        return;
    }
    while (*words != '\0') {
        const size_t length = strcspn(words, " ,\t");
        if (!read_change(shell, question, words, length, &changes)) {
            return;
        }
        words += length;
        words += strspn(words, " ,\t");
    }
    present_what_if(shell->screen, question, changes.facts);
}

void shell_mark(struct shell *shell, const struct turn *turn)
{
    if (turn == NULL) {
        size_t count;
        const struct turn *turns = session_turns(shell->session, &count);
        turn = count > 0 ? &turns[count - 1] : NULL;
    }
    if (turn != NULL && session_mark(shell->session)) {
        screen_wrap(shell->screen, STYLE_PLAIN, 0, 0,
                    turn->marked ? "Marked." : "No longer marked.");
    } else if (!session_failed(shell->session)) {
        screen_wrap(shell->screen, STYLE_PLAIN, 0, 0, "There is nothing to mark.");
    }
}

void shell_hint(struct shell *shell, const struct turn *turn)
{
    if (turn != NULL && session_hint(shell->session)) {
        present_hint(shell->screen, turn);
    } else if (!session_failed(shell->session)) {
        screen_wrap(shell->screen, STYLE_PLAIN, 0, 0,
                    turn == NULL || turn->answered ? "No question is open, so there is no hint."
                    : turn->hints > 0 ? "No further hint: it would give the answer away."
                                      : "No hint: it would give the answer away.");
    }
}

bool shell_struck(struct shell *shell, const struct turn *turn, uint32_t chosen)
{
    const uint32_t struck = hint_struck(turn->question, turn->hints) & chosen;
    struct buffer text = {0};
    for (size_t i = 0; i < turn->question->option_count; i++) {
        if ((struck >> i & 1) != 0) {
            buffer_addf(&text, "%s%c", text.length > 0 ? " and " : "", feedback_letter(i));
        }
    }
    if (struck != 0) {
        buffer_add_text(&text, bits_count(struck) > 1 ? " are struck out." : " is struck out.");
        screen_wrap(shell->screen, STYLE_PLAIN, 0, 0, buffer_text(&text));
    }
    buffer_fini(&text);
    return struck != 0;
}

int shell_confidence(int key)
{
    return key == '1' ? SESSION_GUESS : key == '2' ? SESSION_THINK : key == '3' ? SESSION_SURE : -1;
}

bool shell_answer(struct shell *shell, uint32_t chosen, int confidence)
{
    return confidence >= 0 ? session_answer_sure(shell->session, chosen, confidence)
                           : session_answer(shell->session, chosen);
}

/* The question that an act without a question of its own is about: judged last, never the open one. */
static const struct question *judged_question(struct shell *shell)
{
    const struct turn *turn = session_judged(shell->session);
    if (turn == NULL) {
        screen_wrap(shell->screen, STYLE_PLAIN, 0, 0,
                    "Answer a question first: this would give the answer away.");
    }
    return turn != NULL ? turn->question : NULL;
}

static void do_what_if(struct shell *shell, const char *words)
{
    const struct question *q = judged_question(shell);
    if (q != NULL) {
        shell_what_if(shell, q, words);
    }
}

static void do_table(struct shell *shell, const char *words)
{
    const struct question *q = judged_question(shell);
    (void)words;
    if (q != NULL) {
        shell_table(shell->screen, q);
    }
}

static void do_stats(struct shell *shell, const char *words)
{
    struct buffer line = {0};
    if (shell->subject == NULL) { /* what nobody has a pack of, stats cannot tell */
        present_totals(shell->screen, shell->subject, shell->session);
        return;
    }
    buffer_addf(&line, "stats %s", words);
    shell->run(shell->context, buffer_text(&line));
    buffer_fini(&line);
}

static void do_help(struct shell *shell, const char *words)
{
    if (*words != '\0') {
        struct buffer line = {0};
        buffer_addf(&line, "help %s", words);
        shell->run(shell->context, buffer_text(&line));
        buffer_fini(&line);
    } else {
        present_help(shell->screen);
        screen_wrap(
            shell->screen, STYLE_PLAIN, 0, 0,
            ":what-if FACT=no, :table, :stats, :hint, :skip, :mark, :undo, :next, :quit, and every "
            "command of the program, such as :decide FACT=yes, :explain, :pack show.");
    }
}

/* `run` does what needs no more than the shell; `act` is what the face does afterwards. */
static const struct own_command {
    const char *name;
    void (*run)(struct shell *shell, const char *words);
    enum shell_act act;
} own_commands[] = {
    {"help", do_help, ACT_NONE},       {"hint", NULL, ACT_HINT},      {"mark", NULL, ACT_MARK},
    {"next", NULL, ACT_NEXT},          {"quit", NULL, ACT_QUIT},      {"skip", NULL, ACT_SKIP},
    {"stats", do_stats, ACT_NONE},     {"table", do_table, ACT_NONE}, {"undo", NULL, ACT_UNDO},
    {"what-if", do_what_if, ACT_NONE},
};
#define OWN_COMMANDS (sizeof own_commands / sizeof *own_commands)

const char *shell_own_command(size_t index)
{
    return index < OWN_COMMANDS ? own_commands[index].name : NULL;
}

enum shell_act shell_command(struct shell *shell, const char *line)
{
    line += strspn(line, " \t:");
    const size_t length = strcspn(line, " \t");
    const char *words = line + length;
    words += strspn(words, " \t");
    for (size_t i = 0; i < OWN_COMMANDS; i++) {
        if (strlen(own_commands[i].name) == length &&
            memcmp(own_commands[i].name, line, length) == 0) {
            if (own_commands[i].run != NULL) {
                own_commands[i].run(shell, words);
            }
            return own_commands[i].act;
        }
    }
    if (length > 0) {
        shell->run(shell->context, line);
    }
    return ACT_NONE;
}
