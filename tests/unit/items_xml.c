/* See the header.  Texts are literals; only lists come from the bank's arena. */
#include "tests/unit/items_xml.h"

#include <string.h>

#include "engine/diag.h"
#include "tests/unit/check.h"

const char *const items_xml_texts[] = {
    "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"ec2:*\"}]}",
    "{\n  \"Principal\": \"*\",\n  \"Condition\": {}\n}",
    "x ]]> y ]]]]>> <![CDATA[ z",
    "</text></question><question type=\"essay\"> <!-- <?php --> &amp; &lt; &nbsp; &copy",
    "i-0abc <AccountId> <script>alert(1)</script>",
    "a reference &#60;b&#x3e; and &#no; and &#;",
    "quotes \" ' ` \xe2\x80\x9c\xe2\x80\x9d and C:\\new\\table",
    "%50% =right ~wrong -> there, 1/2 // $$x^2$$ [[link]] @@PLUGINFILE@@/x.png {mlang en}",
    "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d \xe2\x80\xae"
    "drow\xe2\x80\xac \xe2\x80\x8f",
    "emoji \xf0\x9f\x94\x91\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb, \xf0\x90\x8d\x88, "
    "no-break\xc2\xa0space",
    "controls \x01\x1b[31m\x7f\xc2\x9b \x0b end",
    "not characters \xef\xbf\xbe \xef\xbf\xbf, not UTF-8 \xff\xc3( \xed\xa0\x80",
    "two  spaces,\n   an indented line,\n\nan empty one",
    "=cmd|' /C calc'!A0",
    "\xe2\x80\xa8line separator\xe2\x80\xa9paragraph",
    "a\ttab",
    NULL,
};

static struct item *add(struct bank *bank, size_t options)
{
    struct item *item = bank_add(bank);
    if (item == NULL || (options > 0 && !item_options(item, &bank->arena, options))) {
        check_fail(__FILE__, __LINE__, "memory ran out");
        return NULL;
    }
    return item;
}

static void add_text(struct bank *bank, struct texts *texts, const char *text)
{
    CHECK(item_add_text(texts, &bank->arena, text));
}

static void sample_single(struct bank *bank)
{
    struct item *item = add(bank, 3);
    REQUIRE(item != NULL);
    item->id = "path-3f9a2c81";
    item->kind = "path";
    item->decision = "path";
    item->rule = "billing-code";
    item->stem = "The AMI is shared & encrypted.\n\nWhat now?";
    item->explanation = "Row 2 < row 3.";
    item->points = 1.5;
    item->difficulty = 0.4;
    add_text(bank, &item->source, "R23");
    add_text(bank, &item->source, "R24");
    add_text(bank, &item->tags, "unit 3");
    item->options[0].text = "Copy it";
    item->options[0].feedback = "No: it is \"encrypted\".";
    item->options[0].outcome = "copy-image";
    add_text(bank, &item->options[0].misconceptions, "snapshot-lock");
    item->options[1].text = "Launch it";
    item->options[1].correct = true;
    item->options[1].feedback = "Yes.";
    item->options[2].text = "Give up";
}

static void sample_several(struct bank *bank)
{
    struct item *item = add(bank, 5);
    REQUIRE(item != NULL);
    item->id = "grant-00000002";
    item->stem = "Choose two.";
    item->select = 2;
    for (size_t i = 0; i < 5; i++) {
        static const char *const texts[] = {"one", "two", "three", "four", "five"};
        item->options[i].text = texts[i];
        item->options[i].correct = i == 0 || i == 3;
    }
    item->options[4].feedback = "Not this.";
}

static void sample_true_false(struct bank *bank)
{
    struct item *item = add(bank, 2);
    REQUIRE(item != NULL);
    item->id = "statement-3";
    item->kind = "statement";
    item->stem = "Sharing changes no owner.";
    item->options[0].text = "True";
    item->options[0].correct = true;
    item->options[1].text = "False";
    item->options[1].feedback = "Who shares, keeps.";
}

void items_xml_sample(struct bank *bank)
{
    bank->head.title = "AMIs 1/2";
    bank->head.pack_id = "ami-lecture";
    bank->head.generator = "amiquiz 9.9";
    bank->head.seeded = true;
    bank->head.seed = 7;
    sample_single(bank);
    sample_several(bank);
    sample_true_false(bank);
}

/* Every text in every place, the options being the texts that follow. */
static void hostile_texts(struct bank *bank, size_t first, size_t count)
{
    struct item *item = add(bank, 4);
    REQUIRE(item != NULL);
    const char *const *t = items_xml_texts;
    item->stem = t[first];
    item->explanation = t[(first + 1) % count];
    item->id = t[(first + 2) % count];
    item->kind = t[(first + 3) % count];
    item->rule = t[(first + 4) % count];
    add_text(bank, &item->source, t[(first + 5) % count]);
    add_text(bank, &item->tags, t[(first + 6) % count]);
    for (size_t i = 0; i < 4; i++) {
        item->options[i].text = t[(first + i + 7) % count];
        item->options[i].feedback = t[(first + i) % count];
    }
    item->options[first % 4].correct = true;
}

/* `right` of `options` are right. */
static void hostile_count(struct bank *bank, size_t options, size_t right)
{
    static const char letters[] = "a\0b\0c\0d\0e\0f\0g\0h\0i\0j\0k\0l\0m\0n\0o\0p\0q\0r\0s\0t\0u\0"
                                  "v\0w\0x\0y\0z";
    struct item *item = add(bank, options);
    REQUIRE(item != NULL);
    item->stem = "Letters.";
    item->select = right;
    for (size_t i = 0; i < options; i++) {
        item->options[i].text = letters + 2 * i;
        item->options[i].correct = i < right;
    }
}

void items_xml_hostile(struct bank *bank)
{
    size_t count = 0;
    while (items_xml_texts[count] != NULL) {
        count++;
    }
    bank->head.title = items_xml_texts[3];
    bank->head.pack_id = items_xml_texts[2];
    bank->head.generator = items_xml_texts[10];
    for (size_t i = 0; i < count; i++) {
        hostile_texts(bank, i, count);
    }
    hostile_count(bank, 1, 1);
    hostile_count(bank, 2, 1);
    hostile_count(bank, 3, 2);
    hostile_count(bank, 26, 13);
    hostile_count(bank, 26, 20);
}

struct buffer items_xml_write(const struct format *format, const struct bank *bank,
                              const struct write_options *options)
{
    struct buffer whole = {0};
    struct buffer out = {0};
    struct writing w = {.out = &out, .head = &bank->head, .options = options};
    bool good = format->begin(&w);
    for (size_t i = 0; good && i < bank->item_count; i++) {
        buffer_add(&whole, out.bytes, out.length);
        buffer_clear(&out);
        w.number++;
        good = format->item(&w, &bank->items[i]);
    }
    buffer_add(&whole, out.bytes, out.length);
    buffer_clear(&out);
    good = format->end(&w) && good;
    buffer_add(&whole, out.bytes, out.length);
    whole.failed |= !good;
    buffer_fini(&out);
    return whole;
}

struct buffer items_xml_read(const struct format *format, const char *bytes, size_t length,
                             struct bank *bank)
{
    static const char *const severities[] = {"error", "warning", "note"};
    const struct source_text text = {"x.xml", bytes, length, 1};
    struct diags diags = {0};
    struct buffer said = {0};
    const bool good = format->read(&text, bank, &diags);
    CHECK(good == (diags.errors == 0));
    diags_sort(&diags);
    for (size_t i = 0; i < diags.count; i++) {
        const struct diag *d = &diags.items[i];
        buffer_addf(&said, "%zu:%zu: %s: %s%s%s\n", d->line, d->column, severities[d->severity],
                    d->text, d->hint != NULL ? "; " : "", d->hint != NULL ? d->hint : "");
    }
    diags_fini(&diags);
    return said;
}

struct buffer items_xml_losses(const struct format *format, const struct item *item)
{
    struct losses losses = {0};
    struct buffer said = {0};
    format->check(item, &losses);
    for (size_t i = 0; i < losses.count; i++) {
        buffer_addf(&said, "%s: %s\n", losses.items[i].kind == LOSS_DROPPED ? "dropped" : "spoiled",
                    losses.items[i].what);
    }
    losses_fini(&losses);
    return said;
}
