/* QTI 1.2 and 2.1: files of a package to the byte, the key and its absence, hostile ids, losses. */
#include "questions/bank/formats.h"

#include <stdlib.h>

#include "questions/text/sha256.h"
#include "questions/text/xml_in.h"
#include "tests/unit/check.h"
#include "tests/unit/items_xml.h"

static const struct write_options all = {0};
static const struct write_options no_key = {.no_key = true};

/* ---- A package taken apart ----------------------------------------------------------------- */

static size_t number_at(const struct buffer *zip, size_t at, size_t size)
{
    size_t number = 0;
    for (size_t i = size; i > 0; i--) {
        number = number << 8 | (unsigned char)zip->bytes[at + i - 1];
    }
    return number;
}

/* The file that follows `*at`: its name and content, or false at the directory.  Stored files follow
 * one another, so the local headers are enough. */
static bool next_file(const struct buffer *zip, size_t *at, struct buffer *name,
                      struct buffer *content)
{
    if (*at + 30 > zip->length || memcmp(zip->bytes + *at, "PK\x03\x04", 4) != 0) {
        return false;
    }
    const size_t length = number_at(zip, *at + 22, 4);
    const size_t name_length = number_at(zip, *at + 26, 2);
    buffer_clear(name);
    buffer_clear(content);
    buffer_add(name, zip->bytes + *at + 30, name_length);
    buffer_add(content, zip->bytes + *at + 30 + name_length, length);
    *at += 30 + name_length + length;
    return true;
}

/* The content of a file; empty when there is none. */
static struct buffer file_of(const struct buffer *zip, const char *wanted)
{
    struct buffer name = {0};
    struct buffer content = {0};
    size_t at = 0;
    bool found = false;
    while (!found && next_file(zip, &at, &name, &content)) {
        found = strcmp(buffer_text(&name), wanted) == 0;
    }
    if (!found) {
        buffer_clear(&content);
    }
    buffer_fini(&name);
    return content;
}

static void check_file(const struct buffer *zip, const char *name, const char *want)
{
    struct buffer content = file_of(zip, name);
    CHECK_STR(buffer_text(&content), want);
    buffer_fini(&content);
}

static void check_holds(const struct buffer *zip, const char *name, const char *part, bool holds)
{
    struct buffer content = file_of(zip, name);
    CHECK(content.length > 0);
    if ((strstr(buffer_text(&content), part) != NULL) != holds) {
        check_fail(__FILE__, __LINE__, holds ? "a part is missing:" : "a part is too many:");
        check_print_string("part", part);
    }
    buffer_fini(&content);
}

static void check_digest(const struct buffer *zip, const char *want)
{
    char digest[SHA256_HEX_SIZE];
    sha256_hex(zip->bytes, zip->length, digest);
    CHECK_STR(digest, want);
}

static struct buffer write_sample(const struct format *format, const struct write_options *options)
{
    struct bank bank = {0};
    items_xml_sample(&bank);
    struct buffer zip = items_xml_write(format, &bank, options);
    CHECK(!zip.failed);
    bank_fini(&bank);
    return zip;
}

/* ---- QTI 1.2 ------------------------------------------------------------------------------- */

static const char manifest_12[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<manifest identifier=\"manifest\" xmlns=\"http://www.imsglobal.org/xsd/imscp_v1p1\">\n"
    "  <metadata>\n"
    "    <schema>IMS Content</schema>\n"
    "    <schemaversion>1.1.3</schemaversion>\n"
    "  </metadata>\n"
    "  <organizations/>\n"
    "  <resources>\n"
    "    <resource identifier=\"amiquiz-dfbe4e290f0da3f9df42c8acf87009cd\" type=\"imsqti_xmlv1p2\" href=\"assessment.xml\">\n"
    "      <file href=\"assessment.xml\"/>\n"
    "    </resource>\n"
    "  </resources>\n"
    "</manifest>\n";

/* The first question of the sample. */
static const char item_12[] =
    "      <item ident=\"path-3f9a2c81\" title=\"path-3f9a2c81\">\n"
    "        <itemmetadata>\n"
    "          <qtimetadata>\n"
    "            <qtimetadatafield>\n"
    "              <fieldlabel>question_type</fieldlabel>\n"
    "              <fieldentry>multiple_choice_question</fieldentry>\n"
    "            </qtimetadatafield>\n"
    "            <qtimetadatafield>\n"
    "              <fieldlabel>points_possible</fieldlabel>\n"
    "              <fieldentry>1.5</fieldentry>\n"
    "            </qtimetadatafield>\n"
    "          </qtimetadata>\n"
    "        </itemmetadata>\n"
    "        <presentation>\n"
    "          <material>\n"
    "            <mattext texttype=\"text/html\">The AMI is shared &amp;amp; encrypted.&lt;br /&gt;&lt;br /&gt;What now?</mattext>\n"
    "          </material>\n"
    "          <response_lid ident=\"response1\" rcardinality=\"Single\">\n"
    "            <render_choice shuffle=\"Yes\">\n"
    "              <response_label ident=\"1001\">\n"
    "                <material>\n"
    "                  <mattext texttype=\"text/plain\">Copy it</mattext>\n"
    "                </material>\n"
    "              </response_label>\n"
    "              <response_label ident=\"1002\">\n"
    "                <material>\n"
    "                  <mattext texttype=\"text/plain\">Launch it</mattext>\n"
    "                </material>\n"
    "              </response_label>\n"
    "              <response_label ident=\"1003\">\n"
    "                <material>\n"
    "                  <mattext texttype=\"text/plain\">Give up</mattext>\n"
    "                </material>\n"
    "              </response_label>\n"
    "            </render_choice>\n"
    "          </response_lid>\n"
    "        </presentation>\n"
    "        <resprocessing>\n"
    "          <outcomes>\n"
    "            <decvar maxvalue=\"100\" minvalue=\"0\" varname=\"SCORE\" vartype=\"Decimal\"/>\n"
    "          </outcomes>\n"
    "          <respcondition continue=\"Yes\">\n"
    "            <conditionvar>\n"
    "              <other/>\n"
    "            </conditionvar>\n"
    "            <displayfeedback feedbacktype=\"Response\" linkrefid=\"general_fb\"/>\n"
    "          </respcondition>\n"
    "          <respcondition continue=\"Yes\">\n"
    "            <conditionvar>\n"
    "              <varequal respident=\"response1\">1001</varequal>\n"
    "            </conditionvar>\n"
    "            <displayfeedback feedbacktype=\"Response\" linkrefid=\"1001_fb\"/>\n"
    "          </respcondition>\n"
    "          <respcondition continue=\"Yes\">\n"
    "            <conditionvar>\n"
    "              <varequal respident=\"response1\">1002</varequal>\n"
    "            </conditionvar>\n"
    "            <displayfeedback feedbacktype=\"Response\" linkrefid=\"1002_fb\"/>\n"
    "          </respcondition>\n"
    "          <respcondition continue=\"No\">\n"
    "            <conditionvar>\n"
    "              <varequal respident=\"response1\">1002</varequal>\n"
    "            </conditionvar>\n"
    "            <setvar action=\"Set\" varname=\"SCORE\">100</setvar>\n"
    "          </respcondition>\n"
    "        </resprocessing>\n"
    "        <itemfeedback ident=\"general_fb\">\n"
    "          <flow_mat>\n"
    "            <material>\n"
    "              <mattext texttype=\"text/html\">Row 2 &amp;lt; row 3.</mattext>\n"
    "            </material>\n"
    "          </flow_mat>\n"
    "        </itemfeedback>\n"
    "        <itemfeedback ident=\"1001_fb\">\n"
    "          <flow_mat>\n"
    "            <material>\n"
    "              <mattext texttype=\"text/plain\">No: it is \"encrypted\".</mattext>\n"
    "            </material>\n"
    "          </flow_mat>\n"
    "        </itemfeedback>\n"
    "        <itemfeedback ident=\"1002_fb\">\n"
    "          <flow_mat>\n"
    "            <material>\n"
    "              <mattext texttype=\"text/plain\">Yes.</mattext>\n"
    "            </material>\n"
    "          </flow_mat>\n"
    "        </itemfeedback>\n"
    "      </item>\n";

/* Where its second question has more than one right option: all of them, and no other. */
static const char several_12[] =
    "            <conditionvar>\n"
    "              <and>\n"
    "                <varequal respident=\"response1\">1001</varequal>\n"
    "                <not>\n"
    "                  <varequal respident=\"response1\">1002</varequal>\n"
    "                </not>\n"
    "                <not>\n"
    "                  <varequal respident=\"response1\">1003</varequal>\n"
    "                </not>\n"
    "                <varequal respident=\"response1\">1004</varequal>\n"
    "                <not>\n"
    "                  <varequal respident=\"response1\">1005</varequal>\n"
    "                </not>\n"
    "              </and>\n";

static void test_12_bytes(void)
{
    struct buffer zip = write_sample(&format_qti12, &all);
    check_file(&zip, "imsmanifest.xml", manifest_12);
    check_holds(&zip, "assessment.xml", item_12, true);
    check_holds(&zip, "assessment.xml", several_12, true);
    check_holds(&zip, "assessment.xml", "<fieldentry>true_false_question</fieldentry>", true);
    /* The whole, so that no byte changes unseen: a later version must make the same package. */
    check_digest(&zip, "532a1a68324b3285d04ead14cf0d3f51031203e391900e00072f5f9142a0741a");
    buffer_fini(&zip);
}

static void test_12_no_key(void)
{
    static const char *const secrets[] = {"resprocessing", "itemfeedback", "setvar", "Row 2",
                                          "Who shares",    "billing-code", "No: it"};
    struct buffer zip = write_sample(&format_qti12, &no_key);
    for (size_t i = 0; i < sizeof secrets / sizeof secrets[0]; i++) {
        check_holds(&zip, "assessment.xml", secrets[i], false);
    }
    check_holds(&zip, "assessment.xml", "multiple_answers_question", true);
    check_holds(&zip, "assessment.xml", "Launch it", true);
    buffer_fini(&zip);
}

/* ---- QTI 2.1 ------------------------------------------------------------------------------- */

/* The first question of the sample. */
static const char item_21[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<assessmentItem xmlns=\"http://www.imsglobal.org/xsd/imsqti_v2p1\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"http://www.imsglobal.org/xsd/imsqti_v2p1 http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd\" identifier=\"path-3f9a2c81\" title=\"path-3f9a2c81\" adaptive=\"false\" timeDependent=\"false\">\n"
    "  <responseDeclaration identifier=\"RESPONSE\" cardinality=\"single\" baseType=\"identifier\">\n"
    "    <correctResponse>\n"
    "      <value>B</value>\n"
    "    </correctResponse>\n"
    "  </responseDeclaration>\n"
    "  <outcomeDeclaration identifier=\"SCORE\" cardinality=\"single\" baseType=\"float\">\n"
    "    <defaultValue>\n"
    "      <value>0</value>\n"
    "    </defaultValue>\n"
    "  </outcomeDeclaration>\n"
    "  <outcomeDeclaration identifier=\"MAXSCORE\" cardinality=\"single\" baseType=\"float\">\n"
    "    <defaultValue>\n"
    "      <value>1.5</value>\n"
    "    </defaultValue>\n"
    "  </outcomeDeclaration>\n"
    "  <outcomeDeclaration identifier=\"FEEDBACK\" cardinality=\"single\" baseType=\"identifier\"/>\n"
    "  <outcomeDeclaration identifier=\"EXPLAINED\" cardinality=\"single\" baseType=\"identifier\"/>\n"
    "  <itemBody>\n"
    "    <p>The AMI is shared &amp; encrypted.<br/><br/>What now?</p>\n"
    "    <choiceInteraction responseIdentifier=\"RESPONSE\" shuffle=\"true\" maxChoices=\"1\">\n"
    "      <simpleChoice identifier=\"A\">Copy it</simpleChoice>\n"
    "      <simpleChoice identifier=\"B\">Launch it</simpleChoice>\n"
    "      <simpleChoice identifier=\"C\">Give up</simpleChoice>\n"
    "    </choiceInteraction>\n"
    "  </itemBody>\n"
    "  <responseProcessing>\n"
    "    <responseCondition>\n"
    "      <responseIf>\n"
    "        <match>\n"
    "          <variable identifier=\"RESPONSE\"/>\n"
    "          <correct identifier=\"RESPONSE\"/>\n"
    "        </match>\n"
    "        <setOutcomeValue identifier=\"SCORE\">\n"
    "          <variable identifier=\"MAXSCORE\"/>\n"
    "        </setOutcomeValue>\n"
    "      </responseIf>\n"
    "    </responseCondition>\n"
    "    <setOutcomeValue identifier=\"FEEDBACK\">\n"
    "      <variable identifier=\"RESPONSE\"/>\n"
    "    </setOutcomeValue>\n"
    "    <setOutcomeValue identifier=\"EXPLAINED\">\n"
    "      <baseValue baseType=\"identifier\">general_fb</baseValue>\n"
    "    </setOutcomeValue>\n"
    "  </responseProcessing>\n"
    "  <modalFeedback outcomeIdentifier=\"FEEDBACK\" identifier=\"A\" showHide=\"show\">No: it is \"encrypted\".</modalFeedback>\n"
    "  <modalFeedback outcomeIdentifier=\"FEEDBACK\" identifier=\"B\" showHide=\"show\">Yes.</modalFeedback>\n"
    "  <modalFeedback outcomeIdentifier=\"EXPLAINED\" identifier=\"general_fb\" showHide=\"show\">Row 2 &lt; row 3.</modalFeedback>\n"
    "</assessmentItem>\n";

static const char assessment_21[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<assessmentTest xmlns=\"http://www.imsglobal.org/xsd/imsqti_v2p1\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"http://www.imsglobal.org/xsd/imsqti_v2p1 http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd\" identifier=\"amiquiz-f8ed2fb016bfa4a43f7426dc9c92c3f5\" title=\"AMIs 1/2\">\n"
    "  <outcomeDeclaration identifier=\"SCORE\" cardinality=\"single\" baseType=\"float\">\n"
    "    <defaultValue>\n"
    "      <value>0</value>\n"
    "    </defaultValue>\n"
    "  </outcomeDeclaration>\n"
    "  <testPart identifier=\"part\" navigationMode=\"nonlinear\" submissionMode=\"individual\">\n"
    "    <assessmentSection identifier=\"section\" title=\"AMIs 1/2\" visible=\"true\">\n"
    "      <assessmentItemRef identifier=\"item-00001\" href=\"items/00001.xml\"/>\n"
    "      <assessmentItemRef identifier=\"item-00002\" href=\"items/00002.xml\"/>\n"
    "      <assessmentItemRef identifier=\"item-00003\" href=\"items/00003.xml\"/>\n"
    "    </assessmentSection>\n"
    "  </testPart>\n"
    "  <outcomeProcessing>\n"
    "    <setOutcomeValue identifier=\"SCORE\">\n"
    "      <sum>\n"
    "        <testVariables variableIdentifier=\"SCORE\"/>\n"
    "      </sum>\n"
    "    </setOutcomeValue>\n"
    "  </outcomeProcessing>\n"
    "</assessmentTest>\n";

static const char manifest_21[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<manifest identifier=\"manifest\" xmlns=\"http://www.imsglobal.org/xsd/imscp_v1p1\">\n"
    "  <metadata>\n"
    "    <schema>QTIv2.1 Package</schema>\n"
    "    <schemaversion>1.0.0</schemaversion>\n"
    "  </metadata>\n"
    "  <organizations/>\n"
    "  <resources>\n"
    "    <resource identifier=\"amiquiz-f8ed2fb016bfa4a43f7426dc9c92c3f5\" type=\"imsqti_test_xmlv2p1\" href=\"assessment.xml\">\n"
    "      <file href=\"assessment.xml\"/>\n"
    "      <dependency identifierref=\"item-00001\"/>\n"
    "      <dependency identifierref=\"item-00002\"/>\n"
    "      <dependency identifierref=\"item-00003\"/>\n"
    "    </resource>\n"
    "    <resource identifier=\"item-00001\" type=\"imsqti_item_xmlv2p1\" href=\"items/00001.xml\">\n"
    "      <file href=\"items/00001.xml\"/>\n"
    "    </resource>\n"
    "    <resource identifier=\"item-00002\" type=\"imsqti_item_xmlv2p1\" href=\"items/00002.xml\">\n"
    "      <file href=\"items/00002.xml\"/>\n"
    "    </resource>\n"
    "    <resource identifier=\"item-00003\" type=\"imsqti_item_xmlv2p1\" href=\"items/00003.xml\">\n"
    "      <file href=\"items/00003.xml\"/>\n"
    "    </resource>\n"
    "  </resources>\n"
    "</manifest>\n";

static void test_21_bytes(void)
{
    struct buffer zip = write_sample(&format_qti21, &all);
    check_file(&zip, "items/00001.xml", item_21);
    check_file(&zip, "assessment.xml", assessment_21);
    check_file(&zip, "imsmanifest.xml", manifest_21);
    check_holds(&zip, "items/00002.xml", "maxChoices=\"2\"", true);
    check_holds(&zip, "items/00002.xml", "cardinality=\"multiple\" baseType=\"identifier\"", true);
    check_digest(&zip, "f8a9358c12259957951c5e2d430b60b7b45f2c73a0be8bd6d50007d6ed6c1bcc");
    buffer_fini(&zip);
}

static void test_21_no_key(void)
{
    static const char *const secrets[] = {
        "correct", "responseProcessing", "modalFeedback", "Row 2", "No: it", "FEEDBACK"};
    struct buffer zip = write_sample(&format_qti21, &no_key);
    for (size_t i = 0; i < sizeof secrets / sizeof secrets[0]; i++) {
        check_holds(&zip, "items/00001.xml", secrets[i], false);
    }
    check_holds(&zip, "items/00001.xml", "<simpleChoice identifier=\"B\">Launch it<", true);
    buffer_fini(&zip);
}

/* ---- Both ---------------------------------------------------------------------------------- */

/* Ids that are no NCName, or could be taken for ours, give way to the number; all differ. */
static void test_idents(void)
{
    static const struct {
        const char *id, *ident;
    } cases[] = {{"a-b.c_1", "\"a-b.c_1\""},    {"_", "\"_\""},
                 {"1a", "\"amiquiz-3\""},       {"a:b", "\"amiquiz-4\""},
                 {"a b", "\"amiquiz-5\""},      {NULL, "\"amiquiz-6\""},
                 {"", "\"amiquiz-7\""},         {"\xc3\xa4", "\"amiquiz-8\""},
                 {"amiquiz-3", "\"amiquiz-9\""}};
    const size_t count = sizeof cases / sizeof cases[0];
    struct bank bank = {0};
    for (size_t i = 0; i < count; i++) {
        struct item *item = bank_add(&bank);
        REQUIRE(item != NULL && item_options(item, &bank.arena, 1));
        item->id = cases[i].id;
        item->options[0].text = "x";
    }
    struct buffer zip12 = items_xml_write(&format_qti12, &bank, &all);
    struct buffer zip21 = items_xml_write(&format_qti21, &bank, &all);
    for (size_t i = 0; i < count; i++) {
        char part[64];
        char name[32];
        snprintf(part, sizeof part, "<item ident=%s", cases[i].ident);
        check_holds(&zip12, "assessment.xml", part, true);
        snprintf(part, sizeof part, " identifier=%s title=", cases[i].ident);
        snprintf(name, sizeof name, "items/%05zu.xml", i + 1);
        check_holds(&zip21, name, part, true);
    }
    buffer_fini(&zip12);
    buffer_fini(&zip21);
    bank_fini(&bank);
}

static bool ignore_record(void *context, const struct xml_node *node)
{
    (void)context;
    (void)node;
    return true;
}

/* Every file of a package of hostile texts is XML to expat, and its root what it should be. */
static void check_well_formed(const struct buffer *name, const struct buffer *content,
                              const char *assessment_root, size_t *count)
{
    const struct source_text text = {buffer_text(name), content->bytes, content->length, 1};
    struct diags diags = {0};
    const char *root = strcmp(buffer_text(name), "imsmanifest.xml") == 0  ? "manifest"
                       : strcmp(buffer_text(name), "assessment.xml") == 0 ? assessment_root
                                                                          : "assessmentItem";
    const struct xml_reader reader = {&text, root, SIZE_MAX, NULL, ignore_record, NULL, &diags};
    CHECK(xml_read(&reader));
    CHECK_STR(diags.count > 0 ? diags.items[0].text : "", "");
    diags_fini(&diags);
    (*count)++;
}

static void check_hostile(const struct format *format, const struct write_options *options,
                          const char *assessment_root, size_t files)
{
    struct bank bank = {0};
    struct buffer name = {0};
    struct buffer content = {0};
    size_t at = 0;
    size_t count = 0;
    items_xml_hostile(&bank);
    struct buffer zip = items_xml_write(format, &bank, options);
    CHECK(!zip.failed);
    while (next_file(&zip, &at, &name, &content)) {
        check_well_formed(&name, &content, assessment_root, &count);
    }
    CHECK_INT(count, files != 0 ? files : bank.item_count + 2);
    buffer_fini(&name);
    buffer_fini(&content);
    buffer_fini(&zip);
    bank_fini(&bank);
}

static void test_hostile(void)
{
    check_hostile(&format_qti12, &all, "questestinterop", 2);
    check_hostile(&format_qti12, &no_key, "questestinterop", 2);
    check_hostile(&format_qti21, &all, "assessmentTest", 0);
    check_hostile(&format_qti21, &no_key, "assessmentTest", 0);
}

static void test_empty(void)
{
    struct bank bank = {0};
    struct buffer zip12 = items_xml_write(&format_qti12, &bank, &all);
    struct buffer zip21 = items_xml_write(&format_qti21, &bank, &all);
    check_holds(&zip12, "assessment.xml", "title=\"amiquiz\"", true);
    check_holds(&zip21, "assessment.xml", "title=\"amiquiz\"", true);
    buffer_fini(&zip12);
    buffer_fini(&zip21);
}

/* A paper's options stay in its order, and its form shows. */
static void test_paper(void)
{
    const struct paper paper = {.form = "031"};
    const struct write_options options = {.paper = &paper};
    struct buffer zip12 = write_sample(&format_qti12, &options);
    struct buffer zip21 = write_sample(&format_qti21, &options);
    check_holds(&zip12, "assessment.xml", "title=\"AMIs 1/2 (form 031)\"", true);
    check_holds(&zip12, "assessment.xml", "shuffle=\"Yes\"", false);
    check_holds(&zip21, "items/00001.xml", "shuffle=\"true\"", false);
    buffer_fini(&zip12);
    buffer_fini(&zip21);
}

/* Another content is another assessment to an importer; the same one is the same. */
static void test_assessment_name(void)
{
    struct bank bank = {0};
    items_xml_sample(&bank);
    for (size_t i = 0; i < 2; i++) {
        const struct format *format = i == 0 ? &format_qti12 : &format_qti21;
        bank.items[0].stem = "one";
        struct buffer one = items_xml_write(format, &bank, &all);
        struct buffer same = items_xml_write(format, &bank, &all);
        bank.items[0].stem = "two";
        struct buffer other = items_xml_write(format, &bank, &all);
        struct buffer a = file_of(&one, "imsmanifest.xml");
        struct buffer b = file_of(&other, "imsmanifest.xml");
        CHECK(one.length == same.length && memcmp(one.bytes, same.bytes, one.length) == 0);
        CHECK(a.length > 0 && strcmp(buffer_text(&a), buffer_text(&b)) != 0);
        buffer_fini(&one);
        buffer_fini(&same);
        buffer_fini(&other);
        buffer_fini(&a);
        buffer_fini(&b);
    }
    bank_fini(&bank);
}

static void check_losses(const struct format *format, const struct item *item, const char *want)
{
    struct buffer said = items_xml_losses(format, item);
    CHECK_STR(buffer_text(&said), want);
    buffer_fini(&said);
}

static void test_losses(void)
{
    static const char common[] = "dropped: what the options stand for\n"
                                 "dropped: the misconceptions behind the options\n"
                                 "spoiled: characters that XML forbids\n"
                                 "dropped: kind, decision, rule and sources\n"
                                 "dropped: the difficulty\n"
                                 "dropped: the tags\n"
                                 "spoiled: tabs, which become spaces\n";
    struct bank bank = {0};
    struct buffer want = {0};
    items_xml_sample(&bank);
    check_losses(&format_qti12, &bank.items[1], "");
    check_losses(&format_qti21, &bank.items[1], "");
    bank.items[0].stem = "\t\x7f \x01";
    bank.items[0].select = 2;
    check_losses(&format_qti21, &bank.items[0], common);
    buffer_addf(&want, "%sdropped: how many options are to be chosen\n", common);
    check_losses(&format_qti12, &bank.items[0], buffer_text(&want));
    buffer_fini(&want);
    bank_fini(&bank);
}

int main(void)
{
    RUN(test_12_bytes);
    RUN(test_12_no_key);
    RUN(test_21_bytes);
    RUN(test_21_no_key);
    RUN(test_idents);
    RUN(test_hostile);
    RUN(test_empty);
    RUN(test_paper);
    RUN(test_assessment_name);
    RUN(test_losses);
    return check_end();
}
