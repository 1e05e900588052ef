/* Trees, places, and every refusal with its exact words. */
#include "questions/text/xml_in.h"

#include <stdint.h>
#include <stdlib.h>

#include "questions/text/buffer.h"
#include "tests/unit/check.h"

/* A node as one line: name[attributes]"text"(children). */
static void describe(struct buffer *out, const struct xml_node *node)
{
    buffer_add_text(out, node->name);
    for (size_t i = 0; i < node->attribute_count; i++) {
        buffer_addf(out, "[%s=%s]", node->attributes[i].name, node->attributes[i].value);
    }
    buffer_addf(out, "\"%s\"", node->text);
    if (node->child != NULL) {
        buffer_add_char(out, '(');
        for (const struct xml_node *n = node->child; n != NULL; n = n->next) {
            describe(out, n);
        }
        buffer_add_char(out, ')');
    }
}

static bool note_record(void *context, const struct xml_node *node)
{
    describe(context, node);
    buffer_addf(context, "@%zu+%zu;", node->place.offset, node->place.length);
    return true;
}

/* Read and give back records, then messages. */
static struct buffer read_bytes(const char *bytes, size_t length, size_t size_max)
{
    const struct source_text text = {"x.xml", bytes, length, 1};
    struct buffer said = {0};
    struct diags diags = {0};
    const struct xml_reader reader = {&text, "r", size_max, "a hint", note_record, &said, &diags};
    const bool good = xml_read(&reader);
    CHECK(good == (diags.errors == 0));
    for (size_t i = 0; i < diags.count; i++) {
        const struct diag *d = &diags.items[i];
        buffer_addf(&said, "%s:%zu:%zu: %s%s%s\n", d->file, d->line, d->column, d->text,
                    d->hint != NULL ? "; " : "", d->hint != NULL ? d->hint : "");
    }
    diags_fini(&diags);
    return said;
}

static void check_read(const char *bytes, size_t length, const char *want)
{
    struct buffer said = read_bytes(bytes, length, SIZE_MAX);
    CHECK_STR(buffer_text(&said), want);
    buffer_fini(&said);
}
#define CHECK_READ(bytes, want) check_read((bytes), strlen(bytes), (want))

static void test_trees(void)
{
    CHECK_READ("<r/>", "");
    CHECK_READ("<r>text<!-- c --><?pi?></r>", "");
    CHECK_READ("<r><a/></r>", "a\"\"@3+2;");
    CHECK_READ("<r><a k='1' l=\"&lt;&#65;\">x<b>y</b>z<c/><c n=''/></a><d>]]&gt;</d></r>",
               "a[k=1][l=<A]\"xz\"(b\"y\"c\"\"c[n=]\"\")@3+2;d\"]]>\"@53+2;");
    CHECK_READ("<r><a><![CDATA[<&]]]]><![CDATA[>]]></a></r>", "a\"<&]]>\"@3+2;");
    CHECK_READ("<r><a>x\r\ny\rz&#13;</a></r>", "a\"x\ny\nz\r\"@3+2;");
    CHECK_READ("\xef\xbb\xbf<?xml version='1.0' encoding='utf-8'?>\n<r><a/></r>", "a\"\"@45+2;");
    CHECK_READ("<?xml version='1.0' encoding='US-ASCII'?><r><a/></r>", "a\"\"@44+2;");
}

static void test_look_up(void)
{
    struct xml_attribute attributes[] = {{"k", "1"}, {"l", "2"}};
    struct xml_node third = {.name = "b", .text = "3"};
    struct xml_node second = {.name = "c", .text = "2", .next = &third};
    struct xml_node first = {.name = "b", .text = "1", .next = &second};
    const struct xml_node node = {"a", "", attributes, 2, &first, NULL, {NULL, 0, 0}};
    CHECK(xml_child(&node, "b") == &first);
    CHECK(xml_child(&node, "c") == &second);
    CHECK(xml_child(&node, "d") == NULL);
    CHECK(xml_child(NULL, "b") == NULL);
    CHECK(xml_again(&first) == &third);
    CHECK(xml_again(&second) == NULL);
    CHECK_STR(xml_attribute(&node, "l"), "2");
    CHECK_STR(xml_attribute(&node, "m"), NULL);
    CHECK_STR(xml_attribute(NULL, "k"), NULL);
    CHECK(xml_library_version()[0] >= '2' && xml_library_version()[0] <= '9');
}

static void test_not_xml(void)
{
    CHECK_READ("", "x.xml:1:1: not XML: no element found\n");
    CHECK_READ("hello", "x.xml:1:1: not XML: syntax error\n");
    CHECK_READ("<r>\n<a></r>", "x.xml:2:6: not XML: mismatched tag\n");
    CHECK_READ("<r><a>", "x.xml:1:7: not XML: no element found\n");
    CHECK_READ("<r/><r/>", "x.xml:1:5: not XML: junk after document element\n");
    CHECK_READ("<r a='1' a='2'/>", "x.xml:1:10: not XML: duplicate attribute\n");
    CHECK_READ("<r>\xc3\xa4&nbsp;</r>",
               "x.xml:1:5: not XML: undefined entity; XML knows &amp; &lt; &gt; &quot; &apos; and "
               "numbers such as &#160;\n");
    CHECK_READ("<r>&#27;</r>", "x.xml:1:4: not XML: reference to invalid character number\n");
    CHECK_READ("<r>a ]]> b</r>", "x.xml:1:8: not XML: not well-formed (invalid token)\n");
    CHECK_READ("<r>\x1b</r>", "x.xml:1:4: not XML: not well-formed (invalid token)\n");
    CHECK_READ("<r>\xff</r>", "x.xml:1:4: not XML: not well-formed (invalid token)\n");
    check_read("<r>\0</r>", 8, "x.xml:1:4: not XML: not well-formed (invalid token)\n");
    check_read(NULL, 0, "x.xml:0:0: not XML: no element found\n");
}

static void test_refused(void)
{
    CHECK_READ("<q><a/></q>", "x.xml:1:1: the outermost element is \"q\", not \"r\"; a hint\n");
    CHECK_READ("<?xml version='1.0' encoding='ISO-8859-1'?><r/>",
               "x.xml:1:1: the encoding is \"ISO-8859-1\"; only UTF-8 is read; save the file as "
               "UTF-8\n");
    check_read("\xff\xfe<\0r\0", 6,
               "x.xml:0:0: the encoding is UTF-16; only UTF-8 is read; save the file as UTF-8\n");
    check_read("\xfe\xff\0<\0r", 6,
               "x.xml:0:0: the encoding is UTF-16; only UTF-8 is read; save the file as UTF-8\n");
}

static void test_doctype(void)
{
    static const char said[] = "x.xml:2:1: a DOCTYPE is not read: it could declare entities; take "
                               "the DOCTYPE out\n";
    CHECK_READ("<?xml version='1.0'?>\n<!DOCTYPE r><r><a/></r>", said);
    CHECK_READ("<?xml version='1.0'?>\n<!DOCTYPE r SYSTEM 'file:///etc/passwd'><r><a/></r>", said);
    CHECK_READ("<?xml version='1.0'?>\n<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
               "<r><a>&x;</a></r>",
               said);
    CHECK_READ("<?xml version='1.0'?>\n<!DOCTYPE r [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;'>"
               "<!ENTITY c '&b;&b;&b;&b;&b;'><!ENTITY d '&c;&c;&c;&c;&c;'>]><r><a>&d;</a></r>",
               said);
}

static void test_limits(void)
{
    struct buffer deep = {0};
    buffer_add_text(&deep, "<r>");
    for (size_t i = 0; i < XML_DEPTH_MAX - 1; i++) {
        buffer_add_text(&deep, "<a>");
    }
    for (size_t i = 0; i < XML_DEPTH_MAX - 1; i++) {
        buffer_add_text(&deep, "</a>");
    }
    buffer_add_text(&deep, "</r>");
    struct buffer said = read_bytes(deep.bytes, deep.length, SIZE_MAX);
    CHECK(strstr(buffer_text(&said), "deep") == NULL);
    buffer_fini(&said);
    buffer_clear(&deep);
    for (size_t i = 0; i < 100000; i++) {
        buffer_add_text(&deep, i == 0 ? "<r>" : "<a>");
    }
    check_read(deep.bytes, deep.length,
               "x.xml:1:97: elements stand more than 32 deep inside each other\n");
    buffer_fini(&deep);
    said = read_bytes("<r><a/></r>", 11, 10);
    CHECK_STR(buffer_text(&said), "x.xml:0:0: the file has more than 10 bytes\n");
    buffer_fini(&said);
    said = read_bytes("<r><a/></r>", 11, 11);
    CHECK_STR(buffer_text(&said), "a\"\"@3+2;");
    buffer_fini(&said);
}

/* Larger than what expat gets at once: offsets and texts go on across the border. */
static void test_long(void)
{
    struct buffer document = {0};
    buffer_add_text(&document, "<r><a>");
    for (size_t i = 0; i < 3 << 20; i++) {
        buffer_add_char(&document, "0123456789"[i % 10]);
    }
    buffer_add_text(&document, "</a><b/></r>");
    struct buffer said = read_bytes(document.bytes, document.length, SIZE_MAX);
    CHECK_INT(said.length, (3 << 20) + strlen("a\"\"@3+2;b\"\"@3145738+2;"));
    CHECK(memcmp(said.bytes + 2, document.bytes + 6, 3 << 20) == 0);
    CHECK_STR(said.bytes + 2 + (3 << 20), "\"@3+2;b\"\"@3145738+2;");
    buffer_fini(&said);
    buffer_fini(&document);
}

int main(void)
{
    RUN(test_trees);
    RUN(test_look_up);
    RUN(test_not_xml);
    RUN(test_refused);
    RUN(test_doctype);
    RUN(test_limits);
    RUN(test_long);
    return check_end();
}
