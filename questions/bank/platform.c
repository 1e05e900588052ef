/* Names and losses that do not depend on the platform; see the header. */
#include "questions/bank/platform.h"

#include <ctype.h>
#include <string.h>

#include "engine/utf8.h"
#include "questions/text/buffer.h"
#include "questions/text/xml_out.h"

#define NAME_MAX_BYTES 80 /* of a stem that serves as a name */
#define OWN_PREFIX     "amiquiz-"

static bool has_text(const char *text)
{
    return text != NULL && *text != '\0';
}

void platform_title(struct buffer *out, const struct writing *w)
{
    const char *category = w->options->category;
    buffer_add_text(out, has_text(category)         ? category
                         : has_text(w->head->title) ? w->head->title
                                                    : "amiquiz");
    if (w->options->paper != NULL && has_text(w->options->paper->form)) {
        buffer_addf(out, " (form %s)", w->options->paper->form);
    }
}

void platform_name(struct buffer *out, const struct writing *w, const struct item *item)
{
    const size_t line = has_text(item->stem) ? strcspn(item->stem, "\r\n") : 0;
    if (has_text(item->id)) {
        buffer_add_text(out, item->id);
    } else if (line == 0) {
        buffer_addf(out, "Question %zu", w->number);
    } else if (line <= NAME_MAX_BYTES) {
        buffer_add(out, item->stem, line);
    } else {
        size_t cut = NAME_MAX_BYTES;
        while (cut > 0 && ((unsigned char)item->stem[cut] & 0xc0) == 0x80) {
            cut--; /* not in the middle of a character */
        }
        buffer_add(out, item->stem, cut);
        buffer_add_text(out, "...");
    }
}

static bool is_ncname(const char *id)
{
    bool good = isalpha((unsigned char)id[0]) || id[0] == '_';
    for (const char *at = id; good && *at != '\0'; at++) {
        good = isalnum((unsigned char)*at) || strchr("_-.", *at) != NULL;
    }
    return good && (unsigned char)id[0] < 0x80;
}

void platform_ident(struct buffer *out, const struct writing *w, const struct item *item)
{
    if (has_text(item->id) && is_ncname(item->id) &&
        strncmp(item->id, OWN_PREFIX, strlen(OWN_PREFIX)) != 0) {
        buffer_add_text(out, item->id);
    } else {
        buffer_addf(out, OWN_PREFIX "%zu", w->number);
    }
}

bool platform_many(const struct item *item)
{
    return item->select > 1 || item_right_count(item) > 1;
}

bool platform_true_false(const struct item *item)
{
    if (item->option_count != 2 || platform_many(item)) {
        return false;
    }
    const char *first = item->options[0].text;
    const char *second = item->options[1].text;
    return (strcmp(first, "True") == 0 && strcmp(second, "False") == 0) ||
           (strcmp(first, "False") == 0 && strcmp(second, "True") == 0);
}

bool platform_shuffle(const struct writing *w, const struct item *item)
{
    return w->options->paper == NULL && item->option_count > 2;
}

bool platform_any_text(const struct item *item, bool (*is_so)(const char *text))
{
    bool any = (item->stem != NULL && is_so(item->stem)) ||
               (item->explanation != NULL && is_so(item->explanation));
    for (size_t i = 0; !any && i < item->option_count; i++) {
        const struct item_option *option = &item->options[i];
        any = is_so(option->text) || (option->feedback != NULL && is_so(option->feedback));
    }
    return any;
}

static bool is_forbidden(const char *text)
{
    return !xml_holds(text);
}

void platform_check(const struct item *item, struct losses *losses)
{
    bool meaning = false;
    bool beliefs = false;
    for (size_t i = 0; i < item->option_count; i++) {
        meaning = meaning || item->options[i].outcome != NULL || item->options[i].means != NULL;
        beliefs = beliefs || item->options[i].misconceptions.count > 0;
    }
    if (item->fact_count > 0) {
        losses_add(losses, LOSS_DROPPED, item, "the facts of the case");
    }
    if (item->goal != NULL) {
        losses_add(losses, LOSS_DROPPED, item, "what is asked of the case");
    }
    if (meaning) {
        losses_add(losses, LOSS_DROPPED, item, "what the options stand for");
    }
    if (beliefs) {
        losses_add(losses, LOSS_DROPPED, item, "the misconceptions behind the options");
    }
    if (platform_any_text(item, is_forbidden)) {
        losses_add(losses, LOSS_SPOILED, item, "characters that XML forbids");
    }
}

static bool has_tab(const char *text)
{
    return strchr(text, '\t') != NULL;
}

void platform_check_qti(const struct item *item, struct losses *losses)
{
    platform_check(item, losses);
    if (has_text(item->kind) || has_text(item->decision) || has_text(item->rule) ||
        item->source.count > 0) {
        losses_add(losses, LOSS_DROPPED, item, "kind, decision, rule and sources");
    }
    if (item->difficulty >= 0) {
        losses_add(losses, LOSS_DROPPED, item, "the difficulty");
    }
    if (item->tags.count > 0) {
        losses_add(losses, LOSS_DROPPED, item, "the tags");
    }
    if (platform_any_text(item, has_tab)) {
        losses_add(losses, LOSS_SPOILED, item, "tabs, which become spaces");
    }
}
