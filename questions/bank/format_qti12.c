/*
 * QTI 1.2 in a content package, as Canvas reads it (Sakai and ILIAS do, too): imsmanifest.xml and one
 * assessment, which must be kept whole in memory because a zip entry begins with its checksum.
 *
 * Questions and all that has line ends, doubled spaces, `<` or `&` go out as HTML escaped once more;
 * the rest as text/plain, which Canvas keeps as it is for its exports.  Options have numbers as
 * names, as Canvas itself writes them: its importer ties feedback to numbers.  Several right answers
 * are one condition, every right option and no wrong one: all or nothing.  Elements stand in the
 * order of the DTD.
 *
 * Source: IMS QTI 1.2.1 ASI XML binding (ims_qtiasiv1p2.dtd); gems/plugins/qti_exporter of
 * instructure/canvas-lms, read 2026-11-25.
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

#define SCHEMA_INSTANCE "http://www.w3.org/2001/XMLSchema-instance"
#define QTI_NAMESPACE   "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
#define QTI_LOCATION                                                                               \
    "http://www.imsglobal.org/xsd/ims_qtiasiv1p2 http://www.imsglobal.org/xsd/ims_qtiasiv1p2p1.xsd"
#define PACKAGE_NAMESPACE "http://www.imsglobal.org/xsd/imscp_v1p1"
#define RESPONSE          "response1"
#define FIRST_OPTION      1001 /* Canvas's own numbers have four digits */

struct qti12 {
    struct buffer items; /* the assessment, from its section on */
    struct zip_out zip;
};

static bool has_text(const char *text)
{
    return text != NULL && *text != '\0';
}

/* ---- Small parts --------------------------------------------------------------------------- */

/* A value, so that it needs no freeing: option_name(3).text. */
struct option_name {
    char text[24];
};

static struct option_name option_name(size_t option, const char *ending)
{
    struct option_name name;
    snprintf(name.text, sizeof name.text, "%zu%s", FIRST_OPTION + option, ending);
    return name;
}

static bool needs_html(const char *text)
{
    return strpbrk(text, "<&\n\r\t") != NULL || strstr(text, "  ") != NULL || *text == ' ';
}

static void add_material(struct xml_out *x, const char *text, bool always_html)
{
    xml_begin(x, "material", NULL);
    if (always_html || needs_html(text)) {
        xml_leaf_html(x, "mattext", text, XML_PAIRS("texttype", "text/html"));
    } else {
        xml_leaf(x, "mattext", text, XML_PAIRS("texttype", "text/plain"));
    }
    xml_end(x, "material");
}

static void add_field(struct xml_out *x, const char *label, const char *entry)
{
    xml_begin(x, "qtimetadatafield", NULL);
    xml_leaf(x, "fieldlabel", label, NULL);
    xml_leaf(x, "fieldentry", entry, NULL);
    xml_end(x, "qtimetadatafield");
}

static void add_metadata(struct xml_out *x, const struct item *item)
{
    xml_begin(x, "itemmetadata", NULL);
    xml_begin(x, "qtimetadata", NULL);
    add_field(x, "question_type",
              platform_many(item)         ? "multiple_answers_question"
              : platform_true_false(item) ? "true_false_question"
                                          : "multiple_choice_question");
    add_field(x, "points_possible", xml_number(item->points).text);
    xml_end(x, "qtimetadata");
    xml_end(x, "itemmetadata");
}

static void add_presentation(struct xml_out *x, const struct writing *w, const struct item *item)
{
    xml_begin(x, "presentation", NULL);
    add_material(x, item->stem != NULL ? item->stem : "", true);
    xml_begin(
        x, "response_lid",
        XML_PAIRS("ident", RESPONSE, "rcardinality", platform_many(item) ? "Multiple" : "Single"));
    xml_begin(x, "render_choice", XML_PAIRS("shuffle", platform_shuffle(w, item) ? "Yes" : "No"));
    for (size_t i = 0; i < item->option_count; i++) {
        xml_begin(x, "response_label", XML_PAIRS("ident", option_name(i, "").text));
        add_material(x, item->options[i].text, false);
        xml_end(x, "response_label");
    }
    xml_end(x, "render_choice");
    xml_end(x, "response_lid");
    xml_end(x, "presentation");
}

/* ---- The key ------------------------------------------------------------------------------- */

static void add_chosen(struct xml_out *x, size_t option)
{
    xml_leaf(x, "varequal", option_name(option, "").text, XML_PAIRS("respident", RESPONSE));
}

/* A condition that only shows a comment: that of one option, or with SIZE_MAX the general one. */
static void add_comment_condition(struct xml_out *x, size_t option)
{
    xml_begin(x, "respcondition", XML_PAIRS("continue", "Yes"));
    xml_begin(x, "conditionvar", NULL);
    if (option == SIZE_MAX) {
        xml_leaf(x, "other", NULL, NULL);
    } else {
        add_chosen(x, option);
    }
    xml_end(x, "conditionvar");
    xml_leaf(x, "displayfeedback", NULL,
             XML_PAIRS("feedbacktype", "Response", "linkrefid",
                       option == SIZE_MAX ? "general_fb" : option_name(option, "_fb").text));
    xml_end(x, "respcondition");
}

/* The one right option, or all right ones and none of the others. */
static void add_right(struct xml_out *x, const struct item *item)
{
    const bool many = platform_many(item);
    if (many) {
        xml_begin(x, "and", NULL);
    }
    for (size_t i = 0; i < item->option_count; i++) {
        if (item->options[i].correct) {
            add_chosen(x, i);
        } else if (many) {
            xml_begin(x, "not", NULL);
            add_chosen(x, i);
            xml_end(x, "not");
        }
    }
    if (many) {
        xml_end(x, "and");
    }
}

static void add_processing(struct xml_out *x, const struct item *item)
{
    xml_begin(x, "resprocessing", NULL);
    xml_begin(x, "outcomes", NULL);
    xml_leaf(
        x, "decvar", NULL,
        XML_PAIRS("maxvalue", "100", "minvalue", "0", "varname", "SCORE", "vartype", "Decimal"));
    xml_end(x, "outcomes");
    if (has_text(item->explanation)) {
        add_comment_condition(x, SIZE_MAX);
    }
    for (size_t i = 0; i < item->option_count; i++) {
        if (has_text(item->options[i].feedback)) {
            add_comment_condition(x, i);
        }
    }
    if (item_right_count(item) > 0) {
        xml_begin(x, "respcondition", XML_PAIRS("continue", "No"));
        xml_begin(x, "conditionvar", NULL);
        add_right(x, item);
        xml_end(x, "conditionvar");
        xml_leaf(x, "setvar", "100", XML_PAIRS("action", "Set", "varname", "SCORE"));
        xml_end(x, "respcondition");
    }
    xml_end(x, "resprocessing");
}

static void add_comment(struct xml_out *x, const char *ident, const char *text)
{
    if (has_text(text)) {
        xml_begin(x, "itemfeedback", XML_PAIRS("ident", ident));
        xml_begin(x, "flow_mat", NULL);
        add_material(x, text, false);
        xml_end(x, "flow_mat");
        xml_end(x, "itemfeedback");
    }
}

static void add_key(struct xml_out *x, const struct item *item)
{
    add_processing(x, item);
    add_comment(x, "general_fb", item->explanation);
    for (size_t i = 0; i < item->option_count; i++) {
        add_comment(x, option_name(i, "_fb").text, item->options[i].feedback);
    }
}

/* ---- The package --------------------------------------------------------------------------- */

static bool qti12_begin(struct writing *w)
{
    struct qti12 *q = calloc(1, sizeof *q);
    w->state = q;
    if (q != NULL) {
        q->zip.out = w->out;
    }
    return q != NULL;
}

static bool qti12_item(struct writing *w, const struct item *item)
{
    struct qti12 *q = w->state;
    struct xml_out x = {.out = &q->items, .depth = 3};
    struct buffer ident = {0};
    struct buffer name = {0};
    platform_ident(&ident, w, item);
    platform_name(&name, w, item);
    xml_begin(&x, "item", XML_PAIRS("ident", buffer_text(&ident), "title", buffer_text(&name)));
    add_metadata(&x, item);
    add_presentation(&x, w, item);
    if (!w->options->no_key) {
        add_key(&x, item);
    }
    xml_end(&x, "item");
    q->items.failed |= ident.failed || name.failed;
    buffer_fini(&ident);
    buffer_fini(&name);
    return !q->items.failed;
}

/* An importer takes an assessment of the same name for the same one, so the name is that of its
 * content. */
static void name_assessment(const struct buffer *title, const struct buffer *items,
                            struct buffer *ident)
{
    char digest[SHA256_HEX_SIZE];
    struct buffer all = {0};
    buffer_add(&all, title->bytes, title->length);
    buffer_add(&all, items->bytes, items->length);
    sha256_hex(buffer_text(&all), all.length, digest);
    buffer_addf(ident, "amiquiz-%.32s", digest);
    ident->failed |= all.failed;
    buffer_fini(&all);
}

static void add_assessment(struct qti12 *q, const char *ident, const char *title)
{
    struct buffer text = {0};
    struct xml_out x = {.out = &text};
    xml_declaration(&x);
    xml_begin(&x, "questestinterop",
              XML_PAIRS("xmlns", QTI_NAMESPACE, "xmlns:xsi", SCHEMA_INSTANCE, "xsi:schemaLocation",
                        QTI_LOCATION));
    xml_begin(&x, "assessment", XML_PAIRS("ident", ident, "title", title));
    xml_begin(&x, "section", XML_PAIRS("ident", "root_section"));
    buffer_add(&text, q->items.bytes, q->items.length);
    xml_end(&x, "section");
    xml_end(&x, "assessment");
    xml_end(&x, "questestinterop");
    zip_add(&q->zip, "assessment.xml", buffer_text(&text), text.length);
    q->zip.out->failed |= text.failed;
    buffer_fini(&text);
}

static void add_manifest(struct qti12 *q, const char *ident)
{
    struct buffer text = {0};
    struct xml_out x = {.out = &text};
    xml_declaration(&x);
    xml_begin(&x, "manifest", XML_PAIRS("identifier", "manifest", "xmlns", PACKAGE_NAMESPACE));
    xml_begin(&x, "metadata", NULL);
    xml_leaf(&x, "schema", "IMS Content", NULL);
    xml_leaf(&x, "schemaversion", "1.1.3", NULL);
    xml_end(&x, "metadata");
    xml_leaf(&x, "organizations", NULL, NULL);
    xml_begin(&x, "resources", NULL);
    xml_begin(&x, "resource",
              XML_PAIRS("identifier", ident, "type", "imsqti_xmlv1p2", "href", "assessment.xml"));
    xml_leaf(&x, "file", NULL, XML_PAIRS("href", "assessment.xml"));
    xml_end(&x, "resource");
    xml_end(&x, "resources");
    xml_end(&x, "manifest");
    zip_add(&q->zip, "imsmanifest.xml", buffer_text(&text), text.length);
    q->zip.out->failed |= text.failed;
    buffer_fini(&text);
}

static bool qti12_end(struct writing *w)
{
    struct qti12 *q = w->state;
    if (q == NULL) {
        return false;
    }
    struct buffer title = {0};
    struct buffer ident = {0};
    platform_title(&title, w);
    name_assessment(&title, &q->items, &ident);
    add_manifest(q, buffer_text(&ident));
    add_assessment(q, buffer_text(&ident), buffer_text(&title));
    zip_end(&q->zip);
    w->out->failed |= title.failed || ident.failed || q->items.failed;
    buffer_fini(&title);
    buffer_fini(&ident);
    buffer_fini(&q->items);
    zip_fini(&q->zip);
    free(q);
    w->state = NULL;
    return !w->out->failed;
}

static void qti12_check(const struct item *item, struct losses *losses)
{
    const size_t right = item_right_count(item);
    platform_check_qti(item, losses);
    if (item->select != (right > 0 ? right : 1)) {
        losses_add(losses, LOSS_DROPPED, item, "how many options are to be chosen");
    }
}

const struct format format_qti12 = {
    .name = "qti12",
    .suffix = ".zip",
    .says = "QTI 1.2 for Canvas, Sakai, ILIAS; without key Canvas asks for each right answer",
    .begin = qti12_begin,
    .item = qti12_item,
    .end = qti12_end,
    .check = qti12_check,
};
