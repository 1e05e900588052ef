/* Words and pieces that more than one page has. */
#include "questions/bank/html_pages.h"

#include <string.h>

#include "questions/item/source_view.h"
#include "questions/text/html_out.h"

const char *html_title(const struct writing *w)
{
    return w->head->title != NULL && w->head->title[0] != '\0' ? w->head->title : "Questions";
}

void html_points(struct buffer *out, double points)
{
    const bool one = !(points < 1) && !(points > 1);
    html_number(out, points);
    buffer_add_text(out, one ? " point" : " points");
}

void html_questions(struct buffer *out, size_t count)
{
    buffer_addf(out, "%zu question%s", count, count == 1 ? "" : "s");
}

void html_choose(struct buffer *out, const struct item *item)
{
    static const char *const words[] = {"", "one", "two", "three", "four", "five", "six"};
    if (item->select <= 1) {
        buffer_add_text(out, "Choose one answer");
    } else if (item->select < sizeof words / sizeof words[0]) {
        buffer_addf(out, "Choose %s answers", words[item->select]);
    } else {
        buffer_addf(out, "Choose %zu answers", item->select);
    }
}

void html_right_letters(struct buffer *out, const struct item *item)
{
    const size_t right = item_right_count(item);
    size_t said = 0;
    for (size_t i = 0; i < item->option_count; i++) {
        if (item->options[i].correct) {
            buffer_add_text(out, said == 0 ? "" : said + 1 == right ? " and " : ", ");
            buffer_add_char(out, item_letter(i));
            said++;
        }
    }
    if (right == 0) {
        buffer_add_text(out, "none");
    }
}

/* ---- Why ----------------------------------------------------------------------------------- */

const char html_reasons_style[] =
    ".reasons{list-style:none;margin:.75rem 0 0;padding:0;border-top:1px solid var(--line)}\n"
    ".reasons li{display:grid;grid-template-columns:1.5rem 1fr;padding:.625rem 0;"
    "border-bottom:1px solid var(--line);break-inside:avoid}\n"
    ".verdict{margin-bottom:.125rem;font-weight:600}\n"
    ".right .verdict{color:var(--right)}\n"
    ".wrong .verdict{color:var(--wrong)}\n"
    ".sources{padding-left:0;list-style:none}\n"
    ".sources li{margin-bottom:.25rem}\n"
    ".sources,.origin{font-size:.875rem;color:var(--faint)}\n"
    ".origin{margin-top:.75rem}\n";

/* Is the explanation, word for word, what a right option says already? */
static bool said_by_option(const struct item *item)
{
    bool said = false;
    for (size_t i = 0; !said && i < item->option_count; i++) {
        const struct item_option *option = &item->options[i];
        said = option->correct && option->feedback != NULL &&
               strcmp(option->feedback, item->explanation) == 0;
    }
    return said;
}

static void add_reason(struct buffer *out, const struct item_option *option, size_t place,
                       bool texts)
{
    buffer_addf(out, "<li class=\"%s\"><b>%c</b><div>", option->correct ? "right" : "wrong",
                item_letter(place));
    buffer_addf(out, "<p class=\"verdict\">%s</p>\n", option->correct ? "Right" : "Wrong");
    if (texts) {
        buffer_add_text(out, "<p class=\"text\" dir=\"auto\">");
        html_lines(out, option->text);
        buffer_add_text(out, "</p>\n");
    }
    if (option->feedback != NULL && option->feedback[0] != '\0') {
        buffer_add_text(out, "<div class=\"reason\" dir=\"auto\">");
        html_paragraphs(out, option->feedback);
        buffer_add_text(out, "</div>");
    }
    buffer_add_text(out, "</div></li>\n");
}

static void add_source(struct buffer *out, const struct bank_head *head, const char *id)
{
    const struct source *source = NULL;
    for (size_t i = 0; source == NULL && i < head->source_count; i++) {
        source = strcmp(head->sources[i].id, id) == 0 ? &head->sources[i] : NULL;
    }
    buffer_add_text(out, "<li dir=\"auto\">");
    if (source == NULL) {
        html_link(out, id, id); /* banks written by hand cite addresses */
    } else {
        struct buffer title = {0};
        source_view_title(&title, source);
        out->failed = out->failed || title.failed;
        html_link(out, source->url, buffer_text(&title));
        buffer_fini(&title);
    }
    buffer_add_text(out, "</li>\n");
}

static void add_origin(struct buffer *out, const struct item *item)
{
    if (item->id == NULL) {
        return;
    }
    buffer_add_text(out, "<p class=\"origin\">Question <code dir=\"auto\">");
    html_lines(out, item->id);
    buffer_add_text(out, "</code>");
    if (item->rule != NULL) {
        buffer_add_text(out, ", decided by <code dir=\"auto\">");
        html_lines(out, item->rule);
        buffer_add_text(out, "</code>");
    }
    buffer_add_text(out, "</p>\n");
}

void html_reasons(struct buffer *out, const struct writing *w, const struct item *item, bool texts)
{
    if (item->explanation != NULL && item->explanation[0] != '\0' && !said_by_option(item)) {
        buffer_add_text(out, "<div class=\"explanation\" dir=\"auto\">");
        html_paragraphs(out, item->explanation);
        buffer_add_text(out, "</div>\n");
    }
    buffer_add_text(out, "<ol class=\"reasons\">\n");
    for (size_t i = 0; i < item->option_count; i++) {
        add_reason(out, &item->options[i], i, texts);
    }
    buffer_add_text(out, "</ol>\n");
    if (item->source.count > 0) {
        buffer_add_text(out, "<h3>Sources</h3>\n<ul class=\"sources\">\n");
        for (size_t i = 0; i < item->source.count; i++) {
            add_source(out, w->head, item->source.items[i]);
        }
        buffer_add_text(out, "</ul>\n");
    }
    add_origin(out, item);
}

/* ---- Sheets -------------------------------------------------------------------------------- */

/* Rows keep questions whole.  Headings must not cling to what follows then: where a number beside its
 * question does, Chromium 156 breaks pages anywhere. */
const char html_sheet_style[] =
    "body{max-width:50rem}\n"
    "h1{font-size:1.5rem}\n"
    ".sheet{width:100%;border-collapse:collapse}\n"
    ".sheet>tbody>tr>td,.sheet>thead>tr>td{padding:0}\n"
    ".running{display:flex;justify-content:space-between;gap:1.5rem;margin-bottom:1.5rem;"
    "padding-bottom:.375rem;border-bottom:1px solid var(--ink);font-size:.875rem}\n"
    ".running b{flex:none;max-width:50%}\n"
    "@media print{\n"
    "html{font-size:11pt;line-height:1.4}\n"
    "tbody tr{break-inside:avoid}\n"
    "h1,h2,h3{break-after:auto}\n"
    "}\n";

void html_page_foot(struct buffer *rules, const char *left)
{
    buffer_add_text(rules, "@page{margin:20mm 22mm 22mm;"
                           "@bottom-left{font:9pt sans-serif;content:");
    html_css_string(rules, left);
    buffer_add_text(rules, "}@bottom-right{font:9pt sans-serif;white-space:nowrap;"
                           "content:\"Page \" counter(page) \" of \" counter(pages)}}\n");
}

void html_sheet_begin(struct buffer *out, const char *left, const char *right)
{
    buffer_add_text(out, "<main>\n<table class=\"sheet\" role=\"presentation\">\n<thead><tr><td>"
                         "<div class=\"running\"><span dir=\"auto\">");
    html_lines(out, left);
    buffer_add_text(out, "</span>");
    if (right != NULL) {
        buffer_add_text(out, "<b dir=\"auto\">");
        html_lines(out, right);
        buffer_add_text(out, "</b>");
    }
    buffer_add_text(out, "</div></td></tr></thead>\n<tbody>\n");
}

void html_row_begin(struct buffer *out)
{
    buffer_add_text(out, "<tr><td>\n");
}

void html_row_end(struct buffer *out)
{
    buffer_add_text(out, "</td></tr>\n");
}

void html_sheet_end(struct buffer *out)
{
    buffer_add_text(out, "</tbody>\n</table>\n</main>\n");
}
