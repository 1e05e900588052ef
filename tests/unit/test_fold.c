/* Texts that people take for the same become the same. */
#include "questions/score/fold.h"

#include "questions/text/buffer.h"
#include "tests/unit/check.h"

static void check_fold(const char *text, const char *want)
{
    struct buffer out = {0};
    fold_text(&out, text, strlen(text));
    CHECK_STR(buffer_text(&out), want);
    buffer_fini(&out);
}

static void test_space_and_case(void)
{
    check_fold("", "");
    check_fold("  \t\r\n ", "");
    check_fold("  Copy \n\t the\xc2\xa0 AMI ", "copy the ami");
    check_fold("\xc3\x84RGER \xce\xa3", "\xc3\xa4rger \xcf\x83");
    check_fold("bad \xff\xc3 bytes", "bad \xff\xc3 bytes");
}

static void test_references(void)
{
    check_fold("a &lt;b&gt; &quot;c&quot; &apos;d&apos;", "a <b> \"c\" 'd'");
    check_fold("&#39;&#x27;&#X41;", "''a");
    check_fold("&nbsp;a&nbsp;&nbsp;b&#160;", "a b");
    check_fold("a &amp; b &amp;amp; c", "a & b & c");
    check_fold("&amp;lt;i&amp;amp;gt;", "<i>");
    check_fold("&amp;#60;", "<");
    /* What is no reference stays as it stands. */
    check_fold("& &; &x &lt &amp &#; &#x; &#0; &#xd800; &#1114112; &unknown;",
               "& &; &x &lt &amp &#; &#x; &#0; &#xd800; &#1114112; &unknown;");
    check_fold("&", "&");
    check_fold("&amp;", "&");
}

int main(void)
{
    RUN(test_space_and_case);
    RUN(test_references);
    return check_end();
}
