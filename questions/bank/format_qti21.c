/*
 * QTI 2.1 in a content package (OpenOlat, OPAL, TAO): one file a question, a test that holds them in
 * order, and imsmanifest.xml.  Questions go out as they come; only what the manifest and the test say
 * of each is kept until the end.
 *
 * A question is all or nothing: its score is its points when the choice matches the key.  The options
 * are the letters of the bank; what is chosen is copied to FEEDBACK, which shows the comments of the
 * chosen options, and EXPLAINED shows the explanation once something was handed in.
 *
 * Source: IMS QTI 2.1 (2012), Assessment Test, Section and Item information model, 5 to 8; its
 * examples choice.xml and feedback.xml for the response processing; IMS Content Packaging 1.2.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "questions/bank/formats.h"
#include "questions/bank/platform.h"
#include "questions/text/buffer.h"
#include "questions/text/sha256.h"
#include "questions/text/xml_out.h"
#include "questions/text/zip_out.h"

#define SCHEMA_INSTANCE   "http://www.w3.org/2001/XMLSchema-instance"
#define QTI_NAMESPACE     "http://www.imsglobal.org/xsd/imsqti_v2p1"
#define PACKAGE_NAMESPACE "http://www.imsglobal.org/xsd/imscp_v1p1"
#define TEST_FILE         "assessment.xml"

/* The namespace and where its schema lies, as xsi:schemaLocation wants them. */
static const char qti_location[] = "http://www.imsglobal.org/xsd/imsqti_v2p1 "
                                   "http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd";

struct qti21 {
    struct buffer references;   /* of the test to the questions */
    struct buffer resources;    /* of the manifest */
    struct buffer dependencies; /* of the test's resource on the others */
    struct zip_out zip;
};

static bool has_text(const char *text)
{
    return text != NULL && *text != '\0';
}

/* ---- A question ---------------------------------------------------------------------------- */

static void add_response(struct xml_out *x, const struct writing *w, const struct item *item)
{
    const char *cardinality = platform_many(item) ? "multiple" : "single";
    const bool key = !w->options->no_key && item_right_count(item) > 0;
    if (!key) {
        xml_leaf(x, "responseDeclaration", NULL,
                 XML_PAIRS("identifier", "RESPONSE", "cardinality", cardinality, "baseType",
                           "identifier"));
        return;
    }
    xml_begin(
        x, "responseDeclaration",
        XML_PAIRS("identifier", "RESPONSE", "cardinality", cardinality, "baseType", "identifier"));
    xml_begin(x, "correctResponse", NULL);
    for (size_t i = 0; i < item->option_count; i++) {
        if (item->options[i].correct) {
            xml_leaf(x, "value", (char[]){item_letter(i), '\0'}, NULL);
        }
    }
    xml_end(x, "correctResponse");
    xml_end(x, "responseDeclaration");
}

static void add_number_outcome(struct xml_out *x, const char *identifier, double value)
{
    xml_begin(x, "outcomeDeclaration",
              XML_PAIRS("identifier", identifier, "cardinality", "single", "baseType", "float"));
    xml_begin(x, "defaultValue", NULL);
    xml_leaf(x, "value", xml_number(value).text, NULL);
    xml_end(x, "defaultValue");
    xml_end(x, "outcomeDeclaration");
}

static void add_outcomes(struct xml_out *x, const struct writing *w, const struct item *item)
{
    add_number_outcome(x, "SCORE", 0);
    add_number_outcome(x, "MAXSCORE", item->points);
    if (!w->options->no_key) {
        xml_leaf(x, "outcomeDeclaration", NULL,
                 XML_PAIRS("identifier", "FEEDBACK", "cardinality",
                           platform_many(item) ? "multiple" : "single", "baseType", "identifier"));
        xml_leaf(x, "outcomeDeclaration", NULL,
                 XML_PAIRS("identifier", "EXPLAINED", "cardinality", "single", "baseType",
                           "identifier"));
    }
}

/* How many may be chosen; 0: any number. */
static size_t most_choices(const struct item *item)
{
    return !platform_many(item) ? 1 : item->select > 1 ? item->select : 0;
}

static void add_body(struct xml_out *x, const struct writing *w, const struct item *item)
{
    char most[24];
    snprintf(most, sizeof most, "%zu", most_choices(item));
    xml_begin(x, "itemBody", NULL);
    xml_leaf_xhtml(x, "p", item->stem != NULL ? item->stem : "", NULL);
    xml_begin(x, "choiceInteraction",
              XML_PAIRS("responseIdentifier", "RESPONSE", "shuffle",
                        platform_shuffle(w, item) ? "true" : "false", "maxChoices", most));
    for (size_t i = 0; i < item->option_count; i++) {
        xml_leaf_xhtml(x, "simpleChoice", item->options[i].text,
                       XML_PAIRS("identifier", (char[]){item_letter(i), '\0'}));
    }
    xml_end(x, "choiceInteraction");
    xml_end(x, "itemBody");
}

static void add_processing(struct xml_out *x)
{
    xml_begin(x, "responseProcessing", NULL);
    xml_begin(x, "responseCondition", NULL);
    xml_begin(x, "responseIf", NULL);
    xml_begin(x, "match", NULL);
    xml_leaf(x, "variable", NULL, XML_PAIRS("identifier", "RESPONSE"));
    xml_leaf(x, "correct", NULL, XML_PAIRS("identifier", "RESPONSE"));
    xml_end(x, "match");
    xml_begin(x, "setOutcomeValue", XML_PAIRS("identifier", "SCORE"));
    xml_leaf(x, "variable", NULL, XML_PAIRS("identifier", "MAXSCORE"));
    xml_end(x, "setOutcomeValue");
    xml_end(x, "responseIf");
    xml_end(x, "responseCondition");
    xml_begin(x, "setOutcomeValue", XML_PAIRS("identifier", "FEEDBACK"));
    xml_leaf(x, "variable", NULL, XML_PAIRS("identifier", "RESPONSE"));
    xml_end(x, "setOutcomeValue");
    xml_begin(x, "setOutcomeValue", XML_PAIRS("identifier", "EXPLAINED"));
    xml_leaf(x, "baseValue", "general_fb", XML_PAIRS("baseType", "identifier"));
    xml_end(x, "setOutcomeValue");
    xml_end(x, "responseProcessing");
}

static void add_comments(struct xml_out *x, const struct item *item)
{
    for (size_t i = 0; i < item->option_count; i++) {
        if (has_text(item->options[i].feedback)) {
            xml_leaf_xhtml(x, "modalFeedback", item->options[i].feedback,
                           XML_PAIRS("outcomeIdentifier", "FEEDBACK", "identifier",
                                     (char[]){item_letter(i), '\0'}, "showHide", "show"));
        }
    }
    if (has_text(item->explanation)) {
        xml_leaf_xhtml(x, "modalFeedback", item->explanation,
                       XML_PAIRS("outcomeIdentifier", "EXPLAINED", "identifier", "general_fb",
                                 "showHide", "show"));
    }
}

static void add_item(struct xml_out *x, const struct writing *w, const struct item *item,
                     const char *ident)
{
    struct buffer name = {0};
    platform_name(&name, w, item);
    xml_declaration(x);
    xml_begin(x, "assessmentItem",
              XML_PAIRS("xmlns", QTI_NAMESPACE, "xmlns:xsi", SCHEMA_INSTANCE, "xsi:schemaLocation",
                        qti_location, "identifier", ident, "title", buffer_text(&name), "adaptive",
                        "false", "timeDependent", "false"));
    add_response(x, w, item);
    add_outcomes(x, w, item);
    add_body(x, w, item);
    if (!w->options->no_key) {
        if (item_right_count(item) > 0) {
            add_processing(x);
        }
        add_comments(x, item);
    }
    xml_end(x, "assessmentItem");
    x->out->failed |= name.failed;
    buffer_fini(&name);
}

/* What the test and the manifest will say of a question.  The test knows it by its number: a dot,
 * which a content id may have, would there part a question from its variable. */
static void note_item(struct qti21 *q, const char *resource, const char *file)
{
    struct xml_out references = {.out = &q->references, .depth = 3};
    struct xml_out resources = {.out = &q->resources, .depth = 2};
    struct xml_out dependencies = {.out = &q->dependencies, .depth = 3};
    xml_leaf(&references, "assessmentItemRef", NULL,
             XML_PAIRS("identifier", resource, "href", file));
    xml_begin(&resources, "resource",
              XML_PAIRS("identifier", resource, "type", "imsqti_item_xmlv2p1", "href", file));
    xml_leaf(&resources, "file", NULL, XML_PAIRS("href", file));
    xml_end(&resources, "resource");
    xml_leaf(&dependencies, "dependency", NULL, XML_PAIRS("identifierref", resource));
}

/* ---- The package --------------------------------------------------------------------------- */

static bool qti21_begin(struct writing *w)
{
    struct qti21 *q = calloc(1, sizeof *q);
    w->state = q;
    if (q != NULL) {
        q->zip.out = w->out;
    }
    return q != NULL;
}

static bool qti21_item(struct writing *w, const struct item *item)
{
    struct qti21 *q = w->state;
    char file[48];
    char resource[32];
    struct buffer ident = {0};
    struct buffer text = {0};
    struct xml_out x = {.out = &text};
    snprintf(resource, sizeof resource, "item-%05zu", w->number);
    snprintf(file, sizeof file, "items/%05zu.xml", w->number);
    platform_ident(&ident, w, item);
    add_item(&x, w, item, buffer_text(&ident));
    note_item(q, resource, file);
    zip_add(&q->zip, file, buffer_text(&text), text.length);
    w->out->failed |= ident.failed || text.failed || q->references.failed || q->resources.failed ||
                      q->dependencies.failed;
    buffer_fini(&ident);
    buffer_fini(&text);
    return !w->out->failed;
}

/* The sum of the questions' scores is the test's. */
static void add_test_processing(struct xml_out *x)
{
    xml_begin(x, "outcomeProcessing", NULL);
    xml_begin(x, "setOutcomeValue", XML_PAIRS("identifier", "SCORE"));
    xml_begin(x, "sum", NULL);
    xml_leaf(x, "testVariables", NULL, XML_PAIRS("variableIdentifier", "SCORE"));
    xml_end(x, "sum");
    xml_end(x, "setOutcomeValue");
    xml_end(x, "outcomeProcessing");
}

static void add_test(struct qti21 *q, const char *ident, const char *title)
{
    struct buffer text = {0};
    struct xml_out x = {.out = &text};
    xml_declaration(&x);
    xml_begin(&x, "assessmentTest",
              XML_PAIRS("xmlns", QTI_NAMESPACE, "xmlns:xsi", SCHEMA_INSTANCE, "xsi:schemaLocation",
                        qti_location, "identifier", ident, "title", title));
    add_number_outcome(&x, "SCORE", 0);
    xml_begin(&x, "testPart",
              XML_PAIRS("identifier", "part", "navigationMode", "nonlinear", "submissionMode",
                        "individual"));
    xml_begin(&x, "assessmentSection",
              XML_PAIRS("identifier", "section", "title", title, "visible", "true"));
    buffer_add(&text, q->references.bytes, q->references.length);
    xml_end(&x, "assessmentSection");
    xml_end(&x, "testPart");
    add_test_processing(&x);
    xml_end(&x, "assessmentTest");
    zip_add(&q->zip, TEST_FILE, buffer_text(&text), text.length);
    q->zip.out->failed |= text.failed;
    buffer_fini(&text);
}

static void add_manifest(struct qti21 *q, const char *ident)
{
    struct buffer text = {0};
    struct xml_out x = {.out = &text};
    xml_declaration(&x);
    xml_begin(&x, "manifest", XML_PAIRS("identifier", "manifest", "xmlns", PACKAGE_NAMESPACE));
    xml_begin(&x, "metadata", NULL);
    xml_leaf(&x, "schema", "QTIv2.1 Package", NULL);
    xml_leaf(&x, "schemaversion", "1.0.0", NULL);
    xml_end(&x, "metadata");
    xml_leaf(&x, "organizations", NULL, NULL);
    xml_begin(&x, "resources", NULL);
    xml_begin(&x, "resource",
              XML_PAIRS("identifier", ident, "type", "imsqti_test_xmlv2p1", "href", TEST_FILE));
    xml_leaf(&x, "file", NULL, XML_PAIRS("href", TEST_FILE));
    buffer_add(&text, q->dependencies.bytes, q->dependencies.length);
    xml_end(&x, "resource");
    buffer_add(&text, q->resources.bytes, q->resources.length);
    xml_end(&x, "resources");
    xml_end(&x, "manifest");
    zip_add(&q->zip, "imsmanifest.xml", buffer_text(&text), text.length);
    q->zip.out->failed |= text.failed;
    buffer_fini(&text);
}

static bool qti21_end(struct writing *w)
{
    struct qti21 *q = w->state;
    if (q == NULL) {
        return false;
    }
    char digest[SHA256_HEX_SIZE];
    struct buffer title = {0};
    struct buffer ident = {0};
    platform_title(&title, w);
    /* The directory holds every question's checksum: the name of the test is that of its content. */
    sha256_hex(buffer_text(&q->zip.directory), q->zip.directory.length, digest);
    buffer_addf(&ident, "amiquiz-%.32s", digest);
    add_test(q, buffer_text(&ident), buffer_text(&title));
    add_manifest(q, buffer_text(&ident));
    zip_end(&q->zip);
    w->out->failed |= title.failed || ident.failed || q->references.failed || q->resources.failed ||
                      q->dependencies.failed;
    buffer_fini(&title);
    buffer_fini(&ident);
    buffer_fini(&q->references);
    buffer_fini(&q->resources);
    buffer_fini(&q->dependencies);
    zip_fini(&q->zip);
    free(q);
    w->state = NULL;
    return !w->out->failed;
}

const struct format format_qti21 = {
    .name = "qti21",
    .suffix = ".zip",
    .says = "QTI 2.1 for OpenOlat, OPAL, TAO; without key every answer scores 0",
    .begin = qti21_begin,
    .item = qti21_item,
    .end = qti21_end,
    .check = platform_check_qti,
};
