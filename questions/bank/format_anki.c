/*
 * Anki's text import: one note a line, fields parted by tabs, after header lines that say what is
 * what.  There is no note type for multiple choice: the options stand, lettered, under the question,
 * and the back holds the key and all that is to be said.
 *
 * html:true, so that line breaks are ours to write; everything foreign is escaped.  `#columns` is
 * left out: its names would have to be those of the note type, which Anki translates; without it the
 * columns that are neither guid nor tags are front and back in order.  The guid is the question's
 * id, by which a second import changes the note in place of adding one.
 */
#include <string.h>

#include "questions/bank/formats.h"
#include "questions/bank/plain.h"
#include "questions/text/buffer.h"
#include "questions/text/csv_out.h"
#include "questions/text/sha256.h"

/* A character of a text in HTML. */
static void add_escape(struct buffer *out, uint32_t code)
{
    switch (code) {
    case '&':
        buffer_add_text(out, "&amp;");
        break;
    case '<':
        buffer_add_text(out, "&lt;");
        break;
    case '>':
        buffer_add_text(out, "&gt;");
        break;
    case '"':
        buffer_add_text(out, "&quot;");
        break;
    case '\'':
        buffer_add_text(out, "&#39;");
        break;
    case '[': /* [sound:...], [latex] */
        buffer_add_text(out, "&#91;");
        break;
    case '{': /* {{c1::...}}, should the note type be one with gaps */
        buffer_add_text(out, "&#123;");
        break;
    case '\t':
        buffer_add_text(out, "&#9;");
        break;
    case '\n':
        buffer_add_text(out, "<br>");
        break;
    default:
        plain_add(out, code);
    }
}

static void add_html(struct buffer *out, const char *text)
{
    struct plain walk = plain_trimmed(text);
    uint32_t code;
    for (uint32_t before = 0; plain_next(&walk, &code); before = code) {
        if (code == ' ' && (before == ' ' || before == '\n')) {
            buffer_add_text(out, "&nbsp;"); /* so that a policy keeps its indentation */
            continue;
        }
        add_escape(out, code);
        if (code == '\\' && walk.left > 0 && strchr("([", walk.at[0]) != NULL) {
            buffer_add_text(out, "<span></span>"); /* \( and \[ would begin a formula */
        }
    }
}

static void add_front(struct buffer *out, const struct item *item)
{
    add_html(out, plain_or_dash(item->stem));
    if (plain_must_say_how_many(item)) {
        buffer_addf(out, "<br>(choose %zu)", item->select);
    }
    buffer_add_text(out, "<br>");
    for (size_t i = 0; i < item->option_count; i++) {
        buffer_addf(out, "<br>%c. ", item_letter(i));
        add_html(out, plain_or_dash(item->options[i].text));
    }
}

/* Key, explanation, then what is to be said about each option. */
static void add_back(struct buffer *out, const struct item *item)
{
    bool first = true;
    for (size_t i = 0; i < item->option_count; i++) {
        if (item->options[i].correct) {
            buffer_addf(out, "%s<b>%c. ", first ? "" : "<br>", item_letter(i));
            add_html(out, plain_or_dash(item->options[i].text));
            buffer_add_text(out, "</b>");
            first = false;
        }
    }
    if (item->chosen != NULL) {
        buffer_add_text(out, "<br>");
        add_html(out, item->chosen);
    }
    if (plain_trimmed(item->explanation).left > 0) {
        buffer_add_text(out, "<br><br>");
        add_html(out, item->explanation);
    }
    buffer_add_text(out, plain_has_feedback(item) ? "<br>" : "");
    for (size_t i = 0; i < item->option_count; i++) {
        if (plain_trimmed(item->options[i].feedback).left > 0) {
            buffer_addf(out, "<br>%c: ", item_letter(i));
            add_html(out, item->options[i].feedback);
        }
    }
}

/* White space parts tags, so a tag holds none. */
static void add_tags(struct buffer *out, const struct texts *tags)
{
    for (size_t i = 0; i < tags->count; i++) {
        struct plain walk = plain_trimmed(tags->items[i]);
        uint32_t code;
        buffer_add_text(out, i > 0 ? " " : "");
        while (plain_next(&walk, &code)) {
            const bool space = code == ' ' || code == '\t' || code == '\n' || code == 0xa0 ||
                               code == 0x3000 || (code >= 0x2000 && code <= 0x200a) ||
                               code == 0x2028 || code == 0x2029;
            plain_add(out, space ? '_' : code);
        }
    }
}

/* The id, or one made of the content: front and back may change, the note stays the same. */
static void add_guid(struct buffer *out, const struct item *item)
{
    if (plain_trimmed(item->id).left > 0) {
        plain_add_line(out, item->id);
        return;
    }
    char hex[SHA256_HEX_SIZE];
    sha256_hex(item->stem, strlen(item->stem), hex);
    buffer_addf(out, "q-%.16s", hex);
}

/* ---- Lines ----------------------------------------------------------------------------------- */

/* End a field: it goes out as a cell. */
static void end_field(struct writing *w, struct buffer *field, char after)
{
    const char *text = buffer_text(field);
    if (text[0] == '#') {
        /* A line that begins with # is a comment; within quotes it is none. */
        buffer_add_char(w->out, '"');
        for (const char *c = text; *c != '\0'; c++) {
            buffer_add_text(w->out, *c == '"' ? "\"" : "");
            buffer_add_char(w->out, *c);
        }
        buffer_add_char(w->out, '"');
    } else {
        csv_add_cell(w->out, text, field->length, '\t', false);
    }
    buffer_add_char(w->out, after);
    w->out->failed = w->out->failed || field->failed;
    buffer_clear(field);
}

static bool begin(struct writing *w)
{
    const char *category = w->options->category;
    const char *title = category != NULL ? category : w->head->title;
    buffer_add_text(w->out, "#separator:tab\n#html:true\n#notetype:Basic\n");
    if (plain_trimmed(title).left > 0) {
        buffer_add_text(w->out, "#deck:");
        plain_add_line(w->out, title);
        buffer_add_char(w->out, '\n');
    }
    buffer_add_text(w->out, "#guid column:1\n#tags column:4\n");
    return !w->out->failed;
}

static bool write_item(struct writing *w, const struct item *item)
{
    struct buffer field = {0};
    add_guid(&field, item);
    end_field(w, &field, '\t');
    add_front(&field, item);
    end_field(w, &field, '\t');
    if (!w->options->no_key) {
        add_back(&field, item);
    }
    end_field(w, &field, '\t');
    if (!w->options->no_key) {
        add_tags(&field, &item->tags);
    }
    end_field(w, &field, '\n');
    buffer_fini(&field);
    return !w->out->failed;
}

static void check(const struct item *item, struct losses *losses)
{
    plain_check(item, ~(unsigned)(CARRIES_POINTS | CARRIES_OUTER_SPACE), losses);
    bool spaces = false;
    for (size_t i = 0; i < item->tags.count; i++) {
        spaces = spaces || strpbrk(item->tags.items[i], " \t\r\n") != NULL;
    }
    if (spaces) {
        losses_add(losses, LOSS_SPOILED, item, "spaces in a tag");
    }
}

const struct format format_anki = {
    .name = "anki",
    .suffix = ".txt",
    .says = "Anki text: a note a question, for File > Import",
    .begin = begin,
    .item = write_item,
    .check = check,
};
