/* Pieces that several parts of the pages use. */
#include "questions/score/page_private.h"

#include <string.h>

#include "questions/item/source_view.h"
#include "questions/item/subject.h"

#define BELIEF_MOST 600 /* bytes */

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

void page_piece_end(struct buffer *out, struct buffer *piece)
{
    out->failed = out->failed || piece->failed;
    buffer_fini(piece);
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
    page_piece_end(out, &part);
}

void page_belief(struct buffer *out, const struct score_belief *belief)
{
    const char *words = summary_belief_name(belief);
    struct buffer clause = {0};
    buffer_add(&clause, words, summary_clause(words));
    page_cut(out, buffer_text(&clause), BELIEF_MOST);
    page_piece_end(out, &clause);
}

void page_heading(struct buffer *out, int level, const char *id, const char *text)
{
    buffer_addf(out, "<h%d id=\"%s\">%s</h%d>\n", level, id, text, level);
}

void page_question_link(struct buffer *out, const struct scored *scored, size_t question)
{
    struct buffer name = {0};
    summary_question(&name, scored_key(scored), question);
    buffer_addf(out, "<a href=\"#q%zu\" dir=\"auto\">", question + 1);
    page_cut(out, buffer_text(&name), 120);
    buffer_add_text(out, "</a>");
    page_piece_end(out, &name);
}

void page_source(struct buffer *out, const struct subject *subject, const char *id)
{
    const struct source *source = subject != NULL ? pack_source(subject->pack, id) : NULL;
    if (source == NULL && subject != NULL && subject->sibling != NULL) {
        source = pack_source(subject->sibling->pack, id); /* of questions about both editions */
    }
    if (source == NULL) {
        html_link(out, id, id); /* banks written by hand cite addresses */
        return;
    }
    struct buffer title = {0};
    source_view_title(&title, source);
    html_link(out, source->url, buffer_text(&title));
    page_piece_end(out, &title);
}
