/* Every character there is, in each of the four ways to write it; tags, attributes, numbers. */
#include "questions/text/xml_out.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "engine/utf8.h"
#include "questions/text/buffer.h"
#include "questions/text/xml_in.h"
#include "tests/unit/check.h"

static void test_tags(void)
{
    struct buffer b = {0};
    struct xml_out x = {.out = &b};
    xml_declaration(&x);
    xml_begin(&x, "a", XML_PAIRS("k", "<&\"'>\t\n\r", "none", NULL, "z", ""));
    xml_leaf(&x, "b", NULL, NULL);
    xml_leaf(&x, "b", "", XML_PAIRS("n", "1"));
    xml_begin(&x, "c", NULL);
    xml_leaf(&x, "d", "x", NULL);
    xml_end(&x, "c");
    xml_end(&x, "a");
    CHECK_STR(buffer_text(&b), "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                               "<a k=\"&lt;&amp;&quot;'&gt;&#9;&#10;&#13;\" z=\"\">\n"
                               "  <b/>\n"
                               "  <b n=\"1\"></b>\n"
                               "  <c>\n"
                               "    <d>x</d>\n"
                               "  </c>\n"
                               "</a>\n");
    CHECK_INT(x.depth, 0);
    buffer_fini(&b);
}

static void test_texts(void)
{
    static const struct {
        const char *text, *xml, *html, *xhtml;
    } cases[] = {
        {"", "<t></t>", "<t></t>", "<t></t>"},
        {"a<b>&c", "<t>a&lt;b&gt;&amp;c</t>", "<t>a&amp;lt;b&amp;gt;&amp;amp;c</t>",
         "<t>a&lt;b&gt;&amp;c</t>"},
        {"]]>", "<t>]]&gt;</t>", "<t>]]&amp;gt;</t>", "<t>]]&gt;</t>"},
        {"a\nb", "<t>a\nb</t>", "<t>a&lt;br /&gt;b</t>", "<t>a<br/>b</t>"},
        {"a\r\nb\rc", "<t>a&#13;\nb&#13;c</t>", "<t>a&lt;br /&gt;b&lt;br /&gt;c</t>",
         "<t>a<br/>b<br/>c</t>"},
        {"a   b", "<t>a   b</t>", "<t>a &amp;#160; b</t>", "<t>a &#160; b</t>"},
        {" a\n b", "<t> a\n b</t>", "<t>&amp;#160;a&lt;br /&gt;&amp;#160;b</t>",
         "<t>&#160;a<br/>&#160;b</t>"},
        {"a\tb", "<t>a\tb</t>", "<t>a&amp;#160; &amp;#160; b</t>", "<t>a&#160; &#160; b</t>"},
        {"\"'", "<t>\"'</t>", "<t>\"'</t>", "<t>\"'</t>"},
        {"\x01\x1b\xff", "<t>\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd</t>",
         "<t>\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd</t>",
         "<t>\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd</t>"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct buffer b = {0};
        struct xml_out x = {.out = &b};
        xml_leaf(&x, "t", cases[i].text, NULL);
        xml_leaf_html(&x, "t", cases[i].text, NULL);
        xml_leaf_xhtml(&x, "t", cases[i].text, NULL);
        struct buffer want = {0};
        buffer_addf(&want, "%s\n%s\n%s\n", cases[i].xml, cases[i].html, cases[i].xhtml);
        CHECK_STR(buffer_text(&b), buffer_text(&want));
        buffer_fini(&b);
        buffer_fini(&want);
    }
}

/* XML 1.0, production 2, said in another way than the code says it. */
static bool slow_is_char(uint32_t code)
{
    static const uint32_t ranges[][2] = {
        {0x9, 0xa}, {0xd, 0xd}, {0x20, 0xd7ff}, {0xe000, 0xfffd}, {0x10000, 0x10ffff}};
    for (size_t i = 0; i < 5; i++) {
        if (code >= ranges[i][0] && code <= ranges[i][1]) {
            return true;
        }
    }
    return false;
}

static bool keep_text(void *context, const struct xml_node *node)
{
    buffer_add_text(context, node->text);
    return true;
}

/* All characters in one document: what XML has goes through expat unchanged, all else is U+FFFD. */
static void test_every_character(void)
{
    struct buffer text = {0};
    struct buffer want = {0};
    struct buffer document = {0};
    struct buffer got = {0};
    for (uint32_t code = 1; code <= 0x10ffff; code++) {
        char bytes[5] = {0};
        if (code >= 0xd800 && code <= 0xdfff) {
            continue;
        }
        const size_t size = utf8_encode(code, bytes);
        buffer_add(&text, bytes, size);
        buffer_add_text(&want, slow_is_char(code) ? bytes : "\xef\xbf\xbd");
        CHECK(xml_holds(bytes) == slow_is_char(code));
    }
    struct xml_out x = {.out = &document};
    xml_begin(&x, "r", NULL);
    xml_leaf(&x, "t", buffer_text(&text), XML_PAIRS("a", buffer_text(&text)));
    xml_end(&x, "r");
    const struct source_text source = {"x", document.bytes, document.length, 1};
    struct diags diags = {0};
    const struct xml_reader reader = {&source, "r", SIZE_MAX, NULL, keep_text, &got, &diags};
    CHECK(xml_read(&reader));
    CHECK(strcmp(buffer_text(&got), buffer_text(&want)) == 0);
    diags_fini(&diags);
    buffer_fini(&text);
    buffer_fini(&want);
    buffer_fini(&document);
    buffer_fini(&got);
}

static void test_holds(void)
{
    CHECK(xml_holds(NULL));
    CHECK(xml_holds(""));
    CHECK(xml_holds("a\t\r\n\xf0\x9f\x94\x91"));
    CHECK(!xml_holds("a\x1b"));
    CHECK(!xml_holds("\xef\xbf\xbe"));
    CHECK(!xml_holds("\xed\xa0\x80"));
    CHECK(!xml_holds("cut \xc3"));
}

static void test_numbers(void)
{
    CHECK_STR(xml_number(1).text, "1");
    CHECK_STR(xml_number(1.5).text, "1.5");
    CHECK_STR(xml_number(0.1 + 0.2).text, "0.3");
    CHECK_STR(xml_number(-0.0).text, "0");
    CHECK_STR(xml_number(INFINITY).text, "0");
    CHECK_STR(xml_number(NAN).text, "0");
    CHECK_STR(xml_number(-1.23456789012345e-300).text, "-1.23456789012345e-300");
}

int main(void)
{
    RUN(test_tags);
    RUN(test_texts);
    RUN(test_every_character);
    RUN(test_holds);
    RUN(test_numbers);
    return check_end();
}
