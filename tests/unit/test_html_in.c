/* HTML as platforms write it, and what is none. */
#include "questions/text/html_in.h"

#include "questions/text/buffer.h"
#include "tests/unit/check.h"

static struct buffer out;

static const char *text(const char *html)
{
    buffer_clear(&out);
    html_in(&out, html, strlen(html));
    return buffer_text(&out);
}

static void test_tags(void)
{
    CHECK_STR(text("<p>one</p>"), "one");
    CHECK_STR(text("<p dir=\"ltr\">one <b>two</b></p>\n<P>three</P>"), "one two\n\nthree");
    CHECK_STR(text("one<br>two<br/>three<BR />four"), "one\ntwo\nthree\nfour");
    CHECK_STR(text("<ul>\n<li>one</li>\n<li>two</li>\n</ul>end"), "one\ntwo\nend");
    CHECK_STR(text("a<span title=\"x > y\">b</span>c<!-- d > e -->f"), "abcf");
    CHECK_STR(text("<!DOCTYPE html><?xml?>x"), "x");
    CHECK_STR(text("a<script>alert('<b>')</script>b<style>p {}</style>c"), "abc");
    CHECK_STR(text("<div>a</div><div>b</div>"), "a\nb");
}

static void test_white_space(void)
{
    CHECK_STR(text("  one \n\t two  "), "one two");
    CHECK_STR(text("<p> one </p> <p> two </p>"), "one\n\ntwo");
    CHECK_STR(text("a<pre>one\n  two\n</pre>b"), "a\n\none\n  two\n\nb");
    CHECK_STR(text("one&nbsp;two"), "one two");
    CHECK_STR(text(""), "");
    CHECK_STR(text(" <p> </p> "), "");
}

static void test_references(void)
{
    CHECK_STR(text("&lt;b&gt; &amp;amp; &quot;&apos;&#39;&#x41;&#X42;"), "<b> &amp; \"''AB");
    CHECK_STR(text("&ndash;&hellip;&#8594;&#x1F680;"),
              "\xe2\x80\x93\xe2\x80\xa6\xe2\x86\x92\xf0\x9f\x9a\x80");
    CHECK_STR(text("&unknown; & &; &# &#; &#x; &#xZ; &#0; &#xD800; &#x110000; &#99999999999; &amp"),
              "&unknown; & &; &# &#; &#x; &#xZ; &#0; &#xD800; &#x110000; &#99999999999; &amp");
}

static void test_no_tags(void)
{
    CHECK_STR(text("1 < 2 and 3 <4> <>"), "1 < 2 and 3 <4> <>");
    CHECK_STR(text("a <"), "a <");
    CHECK_STR(text("a </"), "a </");
    CHECK_STR(text("a <b"), "a");
    CHECK_STR(text("a <!-- never closed"), "a");
    CHECK_STR(text("a <script>never closed"), "a");
    CHECK_STR(text("a <b title=\"never closed> x"), "a");
}

/* What is in the buffer before stays, and begins no break. */
static void test_appends(void)
{
    buffer_clear(&out);
    buffer_add_text(&out, "x");
    html_in(&out, "<p>y</p>", 8);
    CHECK_STR(buffer_text(&out), "xy");
}

int main(void)
{
    RUN(test_tags);
    RUN(test_white_space);
    RUN(test_references);
    RUN(test_no_tags);
    RUN(test_appends);
    buffer_fini(&out);
    return check_end();
}
