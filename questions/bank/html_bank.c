/* A bank with its key: a page to learn from, without a script.  Choosing, the folded answers and
 * the keyboard are the browser's own; that an answer says "your choice" is a selector. */
#include "questions/bank/html_pages.h"

#include <inttypes.h>
#include <string.h>

#include "questions/text/html_out.h"

#define DIGEST_SHOWN                                                                               \
    12 /* hexadecimal digits: enough to tell packs apart, short enough to compare */

static const char *const bank_style[] = {
    ".about{display:flex;flex-wrap:wrap;gap:.75rem 2rem;margin:1.25rem 0;padding:.875rem 0;"
    "border:solid var(--line);border-width:1px 0}\n"
    ".about dt{font-size:.8125rem;color:var(--faint)}\n"
    ".about dd{margin:0;font-weight:600}\n"
    ".question{margin-top:2.75rem}\n"
    ".question h2{display:flex;justify-content:space-between;gap:1rem}\n"
    ".points{font-size:.875rem;font-weight:400;color:var(--faint)}\n"
    ".stem p:last-child:not(:only-child){font-weight:600}\n"
    "fieldset{min-width:0;margin:1rem 0;padding:0;border:0}\n"
    "legend{padding:0 0 .375rem;font-size:.875rem;color:var(--faint)}\n"
    ".option{display:grid;grid-template-columns:auto 1.25rem 1fr;gap:.5rem;align-items:start;"
    "margin-bottom:.5rem;padding:.625rem .75rem;border:1px solid var(--line);border-radius:.5rem;"
    "cursor:pointer}\n"
    ".option:hover{background:var(--panel)}\n"
    ".option:focus-within{outline:3px solid var(--link);outline-offset:1px}\n"
    ".option input{width:1.125rem;height:1.125rem;margin:.1875rem 0 0;accent-color:var(--link)}\n"
    ".option input:focus-visible{outline:none}\n"
    ".option span{white-space:pre-wrap}\n",
    "details{border-radius:.5rem;background:var(--panel)}\n"
    "summary{padding:.625rem .875rem;font-weight:600;color:var(--link);cursor:pointer}\n"
    ".answer{padding:.25rem .875rem 1rem}\n"
    ".key{font-weight:600}\n"
    "footer{margin-top:3rem;padding-top:.875rem;border-top:1px solid var(--line);"
    "font-size:.875rem;color:var(--faint)}\n",
    html_reasons_style,
    "@media print{\n"
    ".question{margin-top:1.5rem}\n"
    ".option{border:0;padding:.125rem 0;margin:0}\n"
    ".stem,fieldset{break-inside:avoid}\n"
    "summary{display:none}\n"
    "details::details-content{display:block;content-visibility:visible}\n"
    "}\n",
    NULL};

/* An answer's verdict says which option was chosen, where the browser knows :has(). */
static void add_your_choice(struct buffer *rules)
{
    for (int i = 1; i <= ITEM_OPTIONS_MAX; i++) {
        buffer_addf(rules,
                    "%s.question:has(.option:nth-of-type(%d) input:checked) "
                    ".reasons li:nth-child(%d) .verdict::after",
                    i == 1 ? "" : ",", i, i);
    }
    buffer_add_text(rules, "{content:\" (your choice)\";color:var(--ink);font-weight:400}\n");
}

static void add_fact(struct buffer *out, const char *term, const char *text)
{
    buffer_addf(out, "<div><dt>%s</dt><dd dir=\"auto\">", term);
    html_lines(out, text);
    buffer_add_text(out, "</dd></div>\n");
}

static void add_about(struct buffer *out, const struct bank_head *head)
{
    buffer_add_text(out, "<dl class=\"about\">\n");
    if (head->item_count > 0) {
        buffer_addf(out, "<div><dt>Questions</dt><dd>%zu</dd></div>\n", head->item_count);
    }
    if (head->pack_id != NULL) {
        add_fact(out, "Pack", head->pack_id);
    }
    if (head->pack_sha256 != NULL) {
        buffer_add_text(out, "<div><dt>SHA-256 of the pack</dt><dd><bdi>");
        html_text_n(out, head->pack_sha256, strnlen(head->pack_sha256, DIGEST_SHOWN));
        buffer_add_text(out, "</bdi>&hellip;</dd></div>\n");
    }
    if (head->seeded) {
        buffer_addf(out, "<div><dt>Seed</dt><dd>%" PRIu64 "</dd></div>\n", head->seed);
    }
    if (head->generator != NULL) {
        add_fact(out, "Made by", head->generator);
    }
    buffer_add_text(out, "</dl>\n");
}

static void begin(struct writing *w, struct html_state *state)
{
    (void)state;
    struct buffer rules = {0};
    add_your_choice(&rules);
    html_page_foot(&rules, html_title(w));
    html_page_begin(w->out, &(struct html_page){.title = html_title(w),
                                                .generator = w->head->generator,
                                                .styles = bank_style,
                                                .rules = buffer_text(&rules),
                                                .dark = true});
    w->out->failed = w->out->failed || rules.failed;
    buffer_fini(&rules);
    buffer_add_text(w->out, "<header>\n<h1 dir=\"auto\">");
    html_lines(w->out, html_title(w));
    buffer_add_text(w->out, "</h1>\n");
    add_about(w->out, w->head);
    buffer_add_text(w->out, "<p>Choose, then open the answer below the question: it says what is "
                            "right, and for every option why.</p>\n</header>\n<main>\n");
}

static void add_options(struct writing *w, const struct item *item)
{
    struct buffer *out = w->out;
    buffer_addf(out, "<fieldset aria-describedby=\"q%zu-stem\"><legend>", w->number);
    html_choose(out, item);
    buffer_addf(out, "<span class=\"unseen\"> to question %zu</span></legend>\n", w->number);
    for (size_t i = 0; i < item->option_count; i++) {
        buffer_addf(out,
                    "<label class=\"option\"><input type=\"%s\" name=\"q%zu\" value=\"%c\"> "
                    "<b>%c</b> <span dir=\"auto\">",
                    item->select > 1 ? "checkbox" : "radio", w->number, item_letter(i),
                    item_letter(i));
        html_lines(out, item->options[i].text);
        buffer_add_text(out, "</span></label>\n");
    }
    buffer_add_text(out, "</fieldset>\n");
}

static void item(struct writing *w, struct html_state *state, const struct item *item)
{
    (void)state;
    struct buffer *out = w->out;
    buffer_addf(out,
                "<section class=\"question\" id=\"q%zu\">\n"
                "<h2>Question %zu <span class=\"points\">",
                w->number, w->number);
    html_points(out, item->points);
    buffer_addf(out, "</span></h2>\n<div class=\"stem\" id=\"q%zu-stem\" dir=\"auto\">", w->number);
    html_paragraphs(out, item->stem);
    buffer_add_text(out, "</div>\n");
    add_options(w, item);
    buffer_addf(out,
                "<details><summary>Answer<span class=\"unseen\"> to question %zu</span></summary>\n"
                "<div class=\"answer\">\n<p class=\"key\">Right: ",
                w->number);
    html_right_letters(out, item);
    buffer_add_text(out, "</p>\n");
    html_reasons(out, w, item, false);
    buffer_add_text(out, "</div></details>\n</section>\n");
}

static void end(struct writing *w, struct html_state *state)
{
    buffer_add_text(w->out, "</main>\n<footer><p>");
    html_questions(w->out, w->number);
    buffer_add_text(w->out, ", ");
    html_points(w->out, state->points);
    buffer_add_text(w->out,
                    ". Nothing that you choose leaves this page, or is kept.</p></footer>\n");
    html_page_end(w->out);
}

const struct html_kind html_bank = {begin, item, end};
