/* Items counted, begun and compared; see the header. */
#include "questions/item/item.h"

#include <assert.h>
#include <string.h>

size_t item_right_count(const struct item *item)
{
    size_t right = 0;
    for (size_t i = 0; i < item->option_count; i++) {
        right += item->options[i].correct;
    }
    return right;
}

char item_letter(size_t option)
{
    return (char)('A' + (int)option);
}

bool item_is_binary(const struct item *item)
{
    return item->option_count == 2 && item_right_count(item) == 1;
}

const char *item_letter_id(size_t option)
{
    static const char letters[ITEM_OPTIONS_MAX][2] = {"A", "B", "C", "D", "E", "F", "G", "H", "I",
                                                      "J", "K", "L", "M", "N", "O", "P", "Q", "R",
                                                      "S", "T", "U", "V", "W", "X", "Y", "Z"};
    assert(option < ITEM_OPTIONS_MAX);
    return letters[option];
}

/* The next word of a text, without the punctuation around it; NULL after the last. */
static const char *next_word(const char **text, size_t *length)
{
    static const char around[] = " \t\n.,;:!?()\"'";
    *text += strspn(*text, around);
    const char *word = *text;
    *length = strcspn(word, around);
    *text += *length;
    return *length > 0 ? word : NULL;
}

static bool is_word(const char *word, size_t length, const char *wanted)
{
    return strlen(wanted) == length && memcmp(word, wanted, length) == 0;
}

/* "above", or the letters of two options: "A and C", "B, D". */
static bool speaks_of_others(const char *text, size_t options)
{
    size_t length, letters = 0, others = 0;
    bool above = false;
    for (const char *word; (word = next_word(&text, &length)) != NULL;) {
        const bool letter = length == 1 && *word >= 'A' && (size_t)(*word - 'A') < options;
        const bool joins = is_word(word, length, "and") || is_word(word, length, "or") ||
                           is_word(word, length, "both") || is_word(word, length, "Both") ||
                           is_word(word, length, "only") || is_word(word, length, "Only");
        above = above || is_word(word, length, "above") || is_word(word, length, "below");
        letters += letter;
        others += !letter && !joins;
    }
    return above || (letters >= 2 && others == 0);
}

bool item_keeps_order(const struct item *item)
{
    bool keeps = item_is_binary(item);
    for (size_t i = 0; !keeps && i < item->option_count; i++) {
        keeps = speaks_of_others(item->options[i].text, item->option_count);
    }
    return keeps;
}

bool item_options(struct item *item, struct arena *arena, size_t count)
{
    assert(count <= ITEM_OPTIONS_MAX);
    item->options = arena_alloc(arena, count, sizeof *item->options);
    item->option_count = item->options != NULL ? count : 0;
    for (size_t i = 0; i < item->option_count; i++) {
        item->options[i].id = item_letter_id(i);
    }
    return item->options != NULL;
}

bool item_arrange(struct item *item, const struct item *from,
                  const unsigned char order[ITEM_OPTIONS_MAX], struct arena *arena)
{
    *item = *from;
    if (!item_options(item, arena, from->option_count)) {
        return false;
    }
    for (size_t i = 0; i < item->option_count; i++) {
        const char *letter = item->options[i].id;
        item->options[i] = from->options[order[i]];
        item->options[i].id = letter;
    }
    return true;
}

bool item_add_text(struct texts *texts, struct arena *arena, const char *text)
{
    const char **items = arena_alloc(arena, texts->count + 1, sizeof *items);
    if (items == NULL) {
        return false;
    }
    for (size_t i = 0; i < texts->count; i++) {
        items[i] = texts->items[i];
    }
    items[texts->count] = text;
    *texts = (struct texts){items, texts->count + 1};
    return true;
}

static bool same_text(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static bool same_texts(const struct texts *a, const struct texts *b)
{
    bool same = a->count == b->count;
    for (size_t i = 0; same && i < a->count; i++) {
        same = strcmp(a->items[i], b->items[i]) == 0;
    }
    return same;
}

static bool same_option(const struct item_option *a, const struct item_option *b)
{
    return same_text(a->id, b->id) && same_text(a->text, b->text) && a->correct == b->correct &&
           same_text(a->outcome, b->outcome) && same_text(a->means, b->means) &&
           same_texts(&a->misconceptions, &b->misconceptions) &&
           same_text(a->feedback, b->feedback);
}

static bool same_facts(const struct item *a, const struct item *b)
{
    bool same = a->fact_count == b->fact_count;
    for (size_t i = 0; same && i < a->fact_count; i++) {
        same =
            strcmp(a->facts[i].id, b->facts[i].id) == 0 && a->facts[i].value == b->facts[i].value;
    }
    return same;
}

bool item_equal(const struct item *a, const struct item *b)
{
    bool same = same_text(a->id, b->id) && same_text(a->kind, b->kind) &&
                same_text(a->decision, b->decision) && same_text(a->goal, b->goal) &&
                same_facts(a, b) && same_text(a->stem, b->stem) && a->select == b->select &&
                a->option_count == b->option_count && same_text(a->explanation, b->explanation) &&
                same_text(a->rule, b->rule) && same_texts(&a->source, &b->source) &&
                !(a->points < b->points) && !(a->points > b->points) &&
                !(a->difficulty < b->difficulty) && !(a->difficulty > b->difficulty) &&
                same_texts(&a->tags, &b->tags);
    for (size_t i = 0; same && i < a->option_count; i++) {
        same = same_option(&a->options[i], &b->options[i]);
    }
    return same;
}
