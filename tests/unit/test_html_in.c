/* HTML of editors, of exporters and of enemies, reduced to text. */
#include "questions/text/html_in.h"

#include <stdint.h>

#include "questions/text/buffer.h"
#include "tests/unit/check.h"

struct html_case {
    const char *html, *text, *lost;
};

static void check_all(const struct html_case cases[], size_t count, enum html_lines lines)
{
    for (size_t i = 0; i < count; i++) {
        struct buffer out = {0};
        buffer_add_text(&out, "before ");
        CHECK_STR(html_plain(&out, cases[i].html, lines), cases[i].lost);
        CHECK_STR(buffer_text(&out) + strlen("before "), cases[i].text);
        buffer_fini(&out);
    }
}
#define CHECK_ALL(cases, lines) check_all((cases), sizeof(cases) / sizeof(cases)[0], (lines))

static void test_tags(void)
{
    static const struct html_case cases[] = {
        {"", "", NULL},
        {"plain", "plain", NULL},
        {"<p>one</p><p>two</p>", "one\n\ntwo", NULL},
        {"<p>one</p>\n\n  <p>two <b>bold</b></p>\n", "one\n\ntwo bold", NULL},
        {"a<br>b<br/>c<br />d<BR>e", "a\nb\nc\nd\ne", NULL},
        {"a<br><br>b", "a\n\nb", NULL},
        {"<br>a<br>", "a", NULL},
        {"<div>a</div><div>b</div>", "a\nb", NULL},
        {"x<ul><li>a</li><li> b</li></ul>y", "x\n- a\n- b\ny", NULL},
        {"<ul><li></li></ul>", "-", NULL},
        {"<h2>Head</h2>text", "Head\n\ntext", NULL},
        {"<pre>{\n  \"a\": 1\n}</pre>", "{\n  \"a\": 1\n}", NULL},
        {"a</pre>  b", "a\nb", NULL},
        {"a  \n\t b", "a b", NULL},
        {"a <br> b", "a\nb", NULL},
        {"a<!-- <p>no</p> -->b", "ab", NULL},
        {"a<!DOCTYPE html>b<?xml?>c", "abc", NULL},
        {"<a href=\"x>y\" title='<p>'>link</a>", "link", NULL},
        {"a<script>if (1 < 2) { alert('</p>') }</script>b", "ab", "a script"},
        {"a<style>p > a { }</STYLE >b", "ab", NULL},
        {"a<script>never closed", "a", "a script"},
        {"see <img src=\"x.png\" alt=\"no\"> here", "see here", "an image"},
        {"2<sup>10</sup>", "210", "a raised character"},
        {"<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc", "a table"},
        {"<p>a</p><img><video></video>", "a", "an image"},
        {"<unknown-tag x>a</unknown-tag>", "a", NULL},
    };
    CHECK_ALL(cases, HTML_LINES_SPACE);
}

static void test_stray(void)
{
    static const struct html_case cases[] = {
        {"1 < 2 > 0", "1 < 2 > 0", NULL},
        {"a <", "a <", NULL},
        {"a </", "a </", NULL},
        {"<", "<", NULL},
        {"<b", "<b", NULL},
        {"<b c=\"", "<b c=\"", NULL},
        {"<!-- open", "<!-- open", NULL},
        {"<3 you", "<3 you", NULL},
        {"&", "&", NULL},
        {"&&amp;&", "&&&", NULL},
        {"a&b;c", "a&b;c", NULL},
    };
    CHECK_ALL(cases, HTML_LINES_SPACE);
}

static void test_references(void)
{
    static const struct html_case cases[] = {
        {"&lt;b&gt; &amp; &quot;&apos;", "<b> & \"'", NULL},
        {"&amp;lt;", "&lt;", NULL},
        {"&#60;&#x3C;&#X3e;", "<<>", NULL},
        {"a&nbsp;&nbsp;b&#160;&nbsp;", "a  b  ", NULL},
        {"&eacute;&Uuml;&yuml;&AElig;&yen;", "\xc3\xa9\xc3\x9c\xc3\xbf\xc3\x86\xc2\xa5", NULL},
        {"&euro;&hellip;&rarr;&omega;", "\xe2\x82\xac\xe2\x80\xa6\xe2\x86\x92\xcf\x89", NULL},
        {"&unknown; &lt &#; &#x; &#12a;", "&unknown; &lt &#; &#x; &#12a;", NULL},
        {"&#0;&#27;&#x9b;&#xD800;&#x110000;&#99999999999999999999;",
         "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd", NULL},
        {"&#x1F511;", "\xf0\x9f\x94\x91", NULL},
        {"a&#10;b", "a b", NULL},
        {"a\xc2\xa0"
         "b",
         "a\xc2\xa0"
         "b",
         NULL},
    };
    CHECK_ALL(cases, HTML_LINES_SPACE);
}

static void test_auto_format(void)
{
    static const struct html_case cases[] = {
        {"a\nb", "a\nb", NULL},
        {"a\r\n\r\nb <i>c</i>\n", "a\n\nb c", NULL},
        {"a\n<p>b</p>", "a\n\nb", NULL},
    };
    CHECK_ALL(cases, HTML_LINES_BREAK);
}

int main(void)
{
    RUN(test_tags);
    RUN(test_stray);
    RUN(test_references);
    RUN(test_auto_format);
    return check_end();
}
