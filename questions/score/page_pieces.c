/* Pieces that several parts of the pages use. */
#include "questions/score/page_private.h"

#include <string.h>

#include "questions/item/source_view.h"
#include "questions/item/subject.h"

/* As many of the first `most` bytes as are whole characters. */
static size_t cut_length(const char *text, size_t most)
{
    size_t length = strnlen(text, most + 1);
    if (length <= most) {
        return length;
    }
    length = most;
    while (length > 0 && ((unsigned char)text[length] & 0xc0) == 0x80) {
        length--;
    }
    return length;
}

void page_cut(struct buffer *out, const char *text, size_t most)
{
    const size_t length = cut_length(text, most);
    html_text_n(out, text, length);
    buffer_add_text(out, text[length] != '\0' ? "&hellip;" : "");
}

void page_cut_paragraphs(struct buffer *out, const char *text, size_t most)
{
    const size_t length = cut_length(text, most);
    struct buffer part = {0};
    buffer_add(&part, text, length);
    buffer_add_text(&part, text[length] != '\0' ? "\xe2\x80\xa6" : "");
    html_paragraphs(out, buffer_text(&part));
    out->failed = out->failed || part.failed;
    buffer_fini(&part);
}

void page_heading(struct buffer *out, int level, const char *id, const char *text)
{
    buffer_addf(out, "<h%d id=\"%s\">%s</h%d>\n", level, id, text, level);
}

void page_question_link(struct buffer *out, const struct scored *scored, size_t question)
{
    buffer_addf(out, "<a href=\"#q%zu\" dir=\"auto\">", question + 1);
    page_cut(out, scored_key(scored)->questions[question].id, 100);
    buffer_add_text(out, "</a>");
}

void page_source(struct buffer *out, const struct subject *subject, const char *id)
{
    const struct source *source = subject != NULL ? pack_source(subject->pack, id) : NULL;
    if (source == NULL) {
        html_link(out, id, id); /* banks written by hand cite addresses */
        return;
    }
    struct buffer title = {0};
    source_view_title(&title, source);
    html_link(out, source->url, buffer_text(&title));
    out->failed = out->failed || title.failed;
    buffer_fini(&title);
}
