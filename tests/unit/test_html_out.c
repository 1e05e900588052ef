/* HTML piece by piece, byte by byte. */
#include "questions/text/html_out.h"

#include <stdlib.h>
#include <string.h>

#include "questions/text/buffer.h"
#include "questions/text/sha256.h"
#include "tests/unit/check.h"

static struct buffer out;

#define CHECK_OUT(want)                                                                            \
    do {                                                                                           \
        CHECK(!out.failed);                                                                        \
        CHECK_STR(buffer_text(&out), (want));                                                      \
        buffer_clear(&out);                                                                        \
    } while (0)

static void test_text(void)
{
    html_text(&out, "plain, caf\xc3\xa9, \xf0\x9f\x90\xb4");
    CHECK_OUT("plain, caf\xc3\xa9, \xf0\x9f\x90\xb4");
    html_text(&out, "<b a=\"1\" c='2'>&amp;</b> ]]> -->");
    CHECK_OUT("&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;amp;&lt;/b&gt; ]]&gt; --&gt;");
    html_text(&out, "");
    CHECK_OUT("");
    html_text_n(&out, "a&b", 2);
    CHECK_OUT("a&amp;");
}

static void test_line_breaks_in_text(void)
{
    html_text(&out, "a\tb\nc\r\nd\re\n\rf");
    CHECK_OUT("a\tb\nc\nd\ne\n\nf");
}

static void test_what_html_cannot_hold(void)
{
    html_text(&out, "\x1b[31m\x01\x0c\x7f");
    CHECK_OUT("\\u{1b}[31m\\u{1}\\u{c}\\u{7f}");
    html_text(&out, "\xc2\x80\xc2\x9f\xc2\xa0");
    CHECK_OUT("\\u{80}\\u{9f}\xc2\xa0");
    html_text(&out, "\xef\xb7\x90\xef\xb7\xaf\xef\xb7\xb0"); /* U+FDD0, U+FDEF, U+FDF0 */
    CHECK_OUT("\\u{fdd0}\\u{fdef}\xef\xb7\xb0");
    html_text(&out, "\xef\xbf\xbd\xef\xbf\xbe\xef\xbf\xbf"); /* U+FFFD, U+FFFE, U+FFFF */
    CHECK_OUT("\xef\xbf\xbd\\u{fffe}\\u{ffff}");
    html_text(&out, "\xf0\x9f\xbf\xbe\xf4\x8f\xbf\xbf"); /* U+1FFFE, U+10FFFF */
    CHECK_OUT("\\u{1fffe}\\u{10ffff}");
    html_text(&out, "\xff\xc3(\xed\xa0\x80"); /* a stray byte, a lone lead, a surrogate */
    CHECK_OUT("\\xff\\xc3(\\xed\\xa0\\x80");
    html_text_n(&out, "a\0b", 3);
    CHECK_OUT("a\\u{0}b");
}

static void test_what_a_terminal_must_not_get(void)
{
    html_text(&out, "\xe2\x80\xaegnp\xe2\x80\xac \xe2\x80\x8f \xe2\x81\xa6\xd8\x9c");
    CHECK_OUT("&#x202e;gnp&#x202c; &#x200f; &#x2066;&#x61c;");
    html_text(&out, "\xef\xbb\xbf\xe2\x80\xa8\xe2\x80\xa9");
    CHECK_OUT("&#xfeff;&#x2028;&#x2029;");
}

static void test_holds(void)
{
    CHECK(html_holds(""));
    CHECK(html_holds("a\tb\r\nc \xe2\x80\xae \xef\xbb\xbf <&>'\" \xc3\xa9"));
    CHECK(!html_holds("a\x1b"));
    CHECK(!html_holds("\x7f"));
    CHECK(!html_holds("\xc2\x85"));
    CHECK(!html_holds("\xef\xbf\xbe"));
    CHECK(!html_holds("\xf0\xaf\xbf\xbf"));
    CHECK(!html_holds("\xff"));
    CHECK(!html_holds("caf\xc3"));
}

static void test_attribute(void)
{
    html_attribute(&out, "content", "a \"b\" 'c' <d>\n&e");
    CHECK_OUT(" content=\"a &quot;b&quot; &#39;c&#39; &lt;d&gt;\n&amp;e\"");
}

static void test_lines(void)
{
    html_lines(&out, "a\nb\r\nc\rd\n\ne\n");
    CHECK_OUT("a<br>b<br>c<br>d<br><br>e<br>");
    html_lines(&out, "<br>");
    CHECK_OUT("&lt;br&gt;");
    html_lines(&out, "");
    CHECK_OUT("");
}

static void test_paragraphs(void)
{
    html_paragraphs(&out, "");
    CHECK_OUT("");
    html_paragraphs(&out, "one");
    CHECK_OUT("<p>one</p>\n");
    html_paragraphs(&out, "one\n  two\n\nthree\r\n\r\nfour\r\rfive");
    CHECK_OUT("<p>one<br>  two</p>\n<p>three</p>\n<p>four</p>\n<p>five</p>\n");
    html_paragraphs(&out, "a\n\n\nb\n\n\n\nc");
    CHECK_OUT("<p>a</p>\n<p><br>b</p>\n<p></p>\n<p>c</p>\n");
    html_paragraphs(&out, "\na\n");
    CHECK_OUT("<p><br>a<br></p>\n");
    html_paragraphs(&out, "a < b");
    CHECK_OUT("<p>a &lt; b</p>\n");
}

static void test_link(void)
{
    html_link(&out, "https://example.org/?a=1&b=\"2\"", "A & B");
    CHECK_OUT("<a href=\"https://example.org/?a=1&amp;b=&quot;2&quot;\" rel=\"noreferrer\">"
              "A &amp; B</a>");
    html_link(&out, "http://example.org/", "two\nlines");
    CHECK_OUT("<a href=\"http://example.org/\" rel=\"noreferrer\">two<br>lines</a>");
    static const char *const nowhere[] = {
        NULL,          "",       "javascript:alert(1)", "JAVASCRIPT:alert(1)", " https://x", "//x",
        "data:text/x", "https:", "file:///etc/passwd",  "\x01javascript:x",    "httpsx://x", "S1"};
    for (size_t i = 0; i < sizeof nowhere / sizeof nowhere[0]; i++) {
        html_link(&out, nowhere[i], "words");
        CHECK_OUT("words");
    }
}

static void test_number(void)
{
    html_number(&out, 1);
    CHECK_OUT("1");
    html_number(&out, 2.5);
    CHECK_OUT("2.5");
    html_number(&out, 0.1 + 0.2);
    CHECK_OUT("0.3");
}

static void test_css_string(void)
{
    html_css_string(&out, "Form 031");
    CHECK_OUT("\"Form 031\"");
    html_css_string(&out, "a\"}</style>\\");
    CHECK_OUT("\"a\\22 \\7d \\3c \\2f style\\3e \\5c \"");
    html_css_string(&out, "caf\xc3\xa9 \xf0\x9f\x90\xb4");
    CHECK_OUT("\"caf\\e9  \\1f434 \"");
    html_css_string(&out, "\x1b\n\xe2\x80\xae");
    CHECK_OUT("\"\\5c u\\7b 1b\\7d \\5c u\\7b a\\7d \\5c u\\7b 202e\\7d \"");
}

/* The value between two marks of a page; "" when one is missing. */
static const char *between(const char *page, const char *before, const char *after)
{
    static char value[20000];
    const char *start = strstr(page, before);
    const char *end = start != NULL ? strstr(start + strlen(before), after) : NULL;
    value[0] = '\0';
    if (end != NULL && (size_t)(end - start) < sizeof value) {
        start += strlen(before);
        memcpy(value, start, (size_t)(end - start));
        value[end - start] = '\0';
    }
    return value;
}

/* The bits of base64 as hexadecimal digits, by its definition (RFC 4648). */
static void hex_of_base64(const char *base64, char hex[SHA256_HEX_SIZE])
{
    static const char signs[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    unsigned bits = 0;
    unsigned count = 0;
    size_t written = 0;
    for (const char *at = base64; *at != '\0' && *at != '='; at++) {
        const char *sign = strchr(signs, *at);
        bits = bits << 6 | (unsigned)(sign != NULL ? sign - signs : 0);
        count += 6;
        while (count >= 4 && written < SHA256_HEX_SIZE - 1) {
            count -= 4;
            hex[written++] = "0123456789abcdef"[bits >> count & 15];
        }
    }
    hex[written] = '\0';
}

static void test_page(void)
{
    static const char *const styles[] = {"i{color:red}\n", "u{color:blue}\n", NULL};
    html_page_begin(&out, &(struct html_page){.title = "A <b> & c",
                                              .generator = "\"me\"",
                                              .styles = styles,
                                              .rules = "s{color:green}\n"});
    html_page_end(&out);
    const char *page = buffer_text(&out);
    static const char start[] = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
                                "<meta charset=\"utf-8\">\n"
                                "<meta http-equiv=\"Content-Security-Policy\" content=\"";
    static const char end[] = "i{color:red}\nu{color:blue}\ns{color:green}\n</style>\n</head>\n"
                              "<body>\n</body>\n</html>\n";
    CHECK(strncmp(page, start, strlen(start)) == 0);
    CHECK_STR(page + out.length - strlen(end), end);
    CHECK_STR(between(page, "referrer\" content=\"no-referrer\">\n", "<style>"),
              "<meta name=\"generator\" content=\"&quot;me&quot;\">\n"
              "<title>A &lt;b&gt; &amp; c</title>\n");
    CHECK_STR(between(page, "color-scheme\" content=\"", "\""), "light");
    CHECK(strstr(page, "prefers-color-scheme") == NULL);
    char policy[SHA256_HEX_SIZE];
    char style[SHA256_HEX_SIZE];
    hex_of_base64(between(page, "sha256-", "'"), policy);
    CHECK_INT(strlen(between(page, "sha256-", "'")), 44);
    const char *text = between(page, "<style>", "</style>");
    sha256_hex(text, strlen(text), style);
    CHECK_STR(policy, style);
    CHECK_STR(between(page, "content=\"default-src ", "sha256-"), "'none'; style-src '");
    buffer_clear(&out);
}

static void test_dark_page(void)
{
    static const char *const styles[] = {NULL};
    html_page_begin(&out, &(struct html_page){.title = "t", .styles = styles, .dark = true});
    CHECK_STR(between(buffer_text(&out), "color-scheme\" content=\"", "\""), "light dark");
    CHECK(strstr(buffer_text(&out), "@media screen and (prefers-color-scheme:dark)") != NULL);
    CHECK(strstr(buffer_text(&out), "generator") == NULL);
    buffer_clear(&out);
}

/* A script is allowed by its digest alone, and stands behind everything else. */
static void test_script(void)
{
    static const char *const styles[] = {NULL};
    static const char script[] = "document.title='b'";
    html_page_begin(&out, &(struct html_page){.title = "t", .styles = styles, .script = script});
    html_page_end_script(&out, script);
    char policy[SHA256_HEX_SIZE];
    char digest[SHA256_HEX_SIZE];
    hex_of_base64(between(buffer_text(&out), "script-src 'sha256-", "'; base-uri"), policy);
    sha256_hex(script, strlen(script), digest);
    CHECK_STR(policy, digest);
    static const char end[] = "<script>document.title='b'</script>\n</body>\n</html>\n";
    CHECK_STR(buffer_text(&out) + out.length - strlen(end), end);
    buffer_clear(&out);
    html_page_begin(&out, &(struct html_page){.title = "t", .styles = styles});
    CHECK(strstr(buffer_text(&out), "script") == NULL);
    buffer_clear(&out);
}

/* Every character of ASCII that prints, alone and between others. */
static void test_ascii(void)
{
    static const struct {
        char c;
        const char *html;
    } special[] = {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}, {'\'', "&#39;"}};
    for (char c = ' '; c < 0x7f; c++) {
        const char text[] = {'a', c, 'b', c, '\0'};
        const char plain[] = {c, '\0'};
        const char *html = plain;
        for (size_t i = 0; i < sizeof special / sizeof special[0]; i++) {
            html = special[i].c == c ? special[i].html : html;
        }
        struct buffer got = {0}, want = {0};
        html_text(&got, text);
        buffer_addf(&want, "a%sb%s", html, html);
        CHECK_STR(buffer_text(&got), buffer_text(&want));
        buffer_fini(&got);
        buffer_fini(&want);
    }
}

int main(void)
{
    RUN(test_text);
    RUN(test_line_breaks_in_text);
    RUN(test_what_html_cannot_hold);
    RUN(test_what_a_terminal_must_not_get);
    RUN(test_holds);
    RUN(test_attribute);
    RUN(test_lines);
    RUN(test_paragraphs);
    RUN(test_link);
    RUN(test_number);
    RUN(test_css_string);
    RUN(test_page);
    RUN(test_dark_page);
    RUN(test_script);
    buffer_fini(&out);
    RUN(test_ascii);
    return check_end();
}
