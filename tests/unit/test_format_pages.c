/* Anki, Markdown and AMC, which are only written: exact bytes, escapes and losses. */
#include "questions/bank/formats.h"

#include "tests/unit/bank_samples.h"
#include "tests/unit/check.h"

static const char *written(const struct format *format, const struct bank *bank,
                           const struct write_options *options)
{
    static struct buffer out;
    buffer_clear(&out);
    write_bank(&out, format, bank, options);
    return buffer_text(&out);
}

/* One question whose stem is `stem`, written. */
static const char *one(const struct format *format, const char *stem, const char *option)
{
    static struct bank bank;
    const char *const texts[] = {option, "b", NULL};
    bank_fini(&bank);
    struct item *item = add_question(&bank, "i", stem, texts, 0);
    return item != NULL ? written(format, &bank, NULL) : "";
}

static const char *losses_of_sample(const struct format *format)
{
    static struct buffer out;
    struct bank bank = {0};
    buffer_clear(&out);
    if (sample_bank(&bank)) {
        add_losses(&out, format, &bank);
    }
    bank_fini(&bank);
    return buffer_text(&out);
}

/* ---- Anki ------------------------------------------------------------------------------------ */

static const char anki[] =
    "#separator:tab\n#html:true\n#notetype:Basic\n#deck:Sharing AMIs\n#guid column:1\n"
    "#tags column:4\n"
    "path-3f9a2c81\tAccount 111122223333 shared an AMI with you. It carries a billing product "
    "code.<br><br>What is the most direct way to an AMI of your own?<br><br>A. Copy the image<br>B. "
    "Copy its snapshot and register it<br>C. Launch it and make an image of the instance<br>D. It "
    "is not possible\t<b>C. Launch it and make an image of the instance</b><br><br>With a product "
    "code only launching is left.<br><br>A: A product code forbids the copy.<br>B: You may not read "
    "its snapshots.<br>C: Yes: an instance is yours, and so is its image.\tami product_code\n"
    "statement-00aa11bb\tWhoever copies an AMI owns the copy.<br><br>A. True<br>B. False\t<b>A. "
    "True</b><br><br>Sharing changes no owner, copying makes a new one.<br><br>A: Right: a copy "
    "belongs to who made it.<br>B: Think of who pays for its storage.\t\n"
    "statement-00aa11bc\tSharing an AMI makes you its owner.<br><br>A. True<br>B. False\t<b>B. "
    "False</b>\t\n"
    "grant-77aa01ff\tWhat must the owner grant so that you can copy it? Choose two.<br><br>A. "
    "Launch permission<br>B. Read on every snapshot<br>C. A new key pair<br>D. Use of the key<br>E. "
    "A quota for images\t<b>B. Read on every snapshot</b><br><b>D. Use of the key</b><br><br>"
    "Snapshot and key: the rest is yours already.<br><br>C: Nobody needs your key pair.\t\n";

static void test_anki_exact(void)
{
    struct bank bank = {0};
    const struct write_options no_key = {.no_key = true};
    REQUIRE(sample_bank(&bank));
    CHECK_STR(written(&format_anki, &bank, NULL), anki);
    bank.item_count = 1;
    CHECK_STR(strstr(written(&format_anki, &bank, &no_key), "D. It is"),
              "D. It is not possible\t\t\n");
    bank_fini(&bank);
    CHECK_STR(losses_of_sample(&format_anki), "path-3f9a2c81: spoiled: spaces in a tag\n"
                                              "grant-77aa01ff: dropped: points\n");
}

static void test_anki_escapes(void)
{
    CHECK_STR(strstr(one(&format_anki, "<b>&\"'\t[sound:x]{{c1::x}}\\(x\\[y", "a\n  b   c"), "i\t"),
              "i\t&lt;b&gt;&amp;&quot;&#39;&#9;&#91;sound:x]&#123;&#123;c1::x}}"
              "\\<span></span>(x\\<span></span>&#91;y"
              "<br><br>A. a<br>&nbsp;&nbsp;b &nbsp;&nbsp;c<br>B. b\t<b>A. a<br>&nbsp;&nbsp;b "
              "&nbsp;&nbsp;c</b>\t\n");
}

static void test_anki_guid(void)
{
    struct bank bank = {0};
    const char *const texts[] = {"a", "b", NULL};
    REQUIRE(add_question(&bank, "#a\"b", "s", texts, 0) != NULL);
    REQUIRE(add_question(&bank, NULL, "s", texts, 0) != NULL);
    bank.items[1].select = 2;
    CHECK_STR(written(&format_anki, &bank, NULL),
              "#separator:tab\n#html:true\n#notetype:Basic\n#guid column:1\n#tags column:4\n"
              "\"#a\"\"b\"\ts<br><br>A. a<br>B. b\t<b>A. a</b>\t\n"
              "q-043a718774c572bd\ts<br>(choose 2)<br><br>A. a<br>B. b\t<b>A. a</b>\t\n");
    bank_fini(&bank);
}

/* However hostile: a line a note, three tabs in it, and no tags but ours. */
static void test_anki_hostile(void)
{
    struct bank bank = {0};
    REQUIRE(hostile_bank(&bank));
    const char *text = written(&format_anki, &bank, NULL);
    size_t lines = 0;
    size_t tabs = 0;
    for (const char *c = text; *c != '\0'; c++) {
        lines += *c == '\n';
        tabs += *c == '\t';
        CHECK(*c == '\n' || *c == '\t' || (unsigned char)*c >= ' ');
        if (tabs % 3 == 0) {
            continue; /* guid or tags, which are no HTML */
        }
        CHECK(*c != '<' || strncmp(c, "<br>", 4) == 0 || strncmp(c, "<b>", 3) == 0 ||
              strncmp(c, "</b>", 4) == 0 || strncmp(c, "<span></span>", 13) == 0 ||
              strncmp(c, "</span>", 7) == 0);
    }
    CHECK_INT(lines, 6 + bank.item_count);
    CHECK_INT(tabs, 3 * bank.item_count);
    bank_fini(&bank);
}

/* ---- Markdown -------------------------------------------------------------------------------- */

static const char markdown[] =
    "# Sharing AMIs\n\n"
    "## 1\n\n"
    "Account 111122223333 shared an AMI with you. It carries a billing product code.\n\n"
    "What is the most direct way to an AMI of your own?\n\n"
    "- A) Copy the image\n"
    "- B) Copy its snapshot and register it\n"
    "- C) Launch it and make an image of the instance\n"
    "- D) It is not possible\n\n"
    "## 2\n\nWhoever copies an AMI owns the copy.\n\n- A) True\n- B) False\n\n"
    "## 3\n\nSharing an AMI makes you its owner.\n\n- A) True\n- B) False\n\n"
    "## 4\n\nWhat must the owner grant so that you can copy it? Choose two.\n\n(Points: 2)\n\n"
    "- A) Launch permission\n- B) Read on every snapshot\n- C) A new key pair\n"
    "- D) Use of the key\n- E) A quota for images\n\n";

static const char markdown_answers[] =
    "# Answers\n\n"
    "## 1: C (path-3f9a2c81)\n\nWith a product code only launching is left.\n\n"
    "- A) A product code forbids the copy.\n"
    "- B) You may not read its snapshots.\n"
    "- C) Yes: an instance is yours, and so is its image.\n\n"
    "## 2: A (statement-00aa11bb)\n\nSharing changes no owner, copying makes a new one.\n\n"
    "- A) Right: a copy belongs to who made it.\n"
    "- B) Think of who pays for its storage.\n\n"
    "## 3: B (statement-00aa11bc)\n\n"
    "## 4: B, D (grant-77aa01ff)\n\nSnapshot and key: the rest is yours already.\n\n"
    "- C) Nobody needs your key pair.\n\n";

static void test_markdown_exact(void)
{
    struct bank bank = {0};
    struct paper paper = {.form = "031"};
    const struct write_options no_key = {.no_key = true};
    const struct write_options form = {.no_key = true, .paper = &paper};
    REQUIRE(sample_bank(&bank));
    const char *text = written(&format_markdown, &bank, NULL);
    CHECK(strncmp(text, markdown, sizeof markdown - 1) == 0);
    CHECK_STR(strstr(text, "# Answers"), markdown_answers);
    CHECK_STR(written(&format_markdown, &bank, &no_key), markdown);
    bank.item_count = 0;
    CHECK_STR(written(&format_markdown, &bank, &form), "# Sharing AMIs\n\nForm 031\n\n");
    bank_fini(&bank);
    CHECK_STR(losses_of_sample(&format_markdown), "path-3f9a2c81: dropped: tags\n");
}

/* What a stem becomes. */
static void check_markdown(const char *stem, const char *want)
{
    struct buffer all = {0};
    buffer_addf(&all, "# Questions\n\n## 1\n\n%s\n\n- A) a\n- B) b\n\n# Answers\n\n## 1: A (i)\n\n",
                want);
    CHECK_STR(one(&format_markdown, stem, "a"), buffer_text(&all));
    buffer_fini(&all);
}

static void test_markdown_escapes(void)
{
    check_markdown("\\ ` * _ [ ] < > & ~ | $ ^ @",
                   "\\\\ \\` \\* \\_ \\[ \\] \\< \\> \\& \\~ \\| \\$ \\^ \\@");
    check_markdown("{\"a\": \"b#c\"} - 1. + =", "{\"a\": \"b#c\"} - 1. + =");
    check_markdown("http://x.org www.x.org arn:aws:ec2", "http\\://x.org www\\.x.org arn:aws:ec2");
    check_markdown(
        "# a\n- b\n+ c\n== d\n: e\n12. f\n3) g\n4 h\n5a. i",
        "\\# a  \n\\- b  \n\\+ c  \n\\== d  \n\\: e  \n12\\. f  \n3\\) g  \n4 h  \n5a. i");
    check_markdown("a\n\n\n  b\n\tc  d", "a\n\n\xc2\xa0\xc2\xa0"
                                         "b  \n\xc2\xa0"
                                         "c \xc2\xa0"
                                         "d");
    check_markdown("", "\\-");
}

static void test_markdown_lists(void)
{
    CHECK(strstr(one(&format_markdown, "s", "# a\n- b\n\nc"),
                 "- A) \\# a  \n  \\- b\n\n  c\n- B) b\n") != NULL);
}

/* ---- AMC ------------------------------------------------------------------------------------- */

#define AMC_HEADER "Lang: EN\nDisable: verbatim local_latex images embf title\nCompleteMulti: 0\n"

static const char amc[] = AMC_HEADER
    "Title: Sharing AMIs\n\n"
    "*[id=path-3f9a2c81] Account 111122223333 shared an AMI with you. It carries a billing product "
    "code.\n\nWhat is the most direct way to an AMI of your own?\n"
    "- Copy the image\n- Copy its snapshot and register it\n"
    "+ Launch it and make an image of the instance\n- It is not possible\n\n"
    "*[id=statement-00aa11bb] Whoever copies an AMI owns the copy.\n+ True\n- False\n\n"
    "*[id=statement-00aa11bc] Sharing an AMI makes you its owner.\n- True\n+ False\n\n"
    "**[id=grant-77aa01ff]{mz=2} What must the owner grant so that you can copy it? Choose two.\n"
    "- Launch permission\n+ Read on every snapshot\n- A new key pair\n+ Use of the key\n"
    "- A quota for images\n\n";

static void test_amc_exact(void)
{
    struct bank bank = {0};
    struct paper paper = {.form = "031"};
    const struct write_options form = {.paper = &paper};
    const struct write_options no_key = {.no_key = true};
    REQUIRE(sample_bank(&bank));
    CHECK_STR(written(&format_amc, &bank, NULL), amc);
    CHECK(strstr(written(&format_amc, &bank, &no_key), "\n+") == NULL);
    bank.item_count = 1;
    CHECK(strncmp(written(&format_amc, &bank, &form),
                  AMC_HEADER "ShuffleQuestions: 0\nTitle: Sharing AMIs (form 031)\n\n"
                             "*[ordered,id=path-3f9a2c81] Account",
                  strlen(AMC_HEADER) + 87) == 0);
    bank_fini(&bank);
    CHECK_STR(losses_of_sample(&format_amc), "path-3f9a2c81: dropped: tags\n"
                                             "path-3f9a2c81: dropped: feedback\n"
                                             "path-3f9a2c81: dropped: explanation\n"
                                             "statement-00aa11bb: dropped: feedback\n"
                                             "statement-00aa11bb: dropped: explanation\n"
                                             "grant-77aa01ff: dropped: feedback\n"
                                             "grant-77aa01ff: dropped: explanation\n");
}

static void check_amc(const char *stem, const char *want)
{
    struct buffer all = {0};
    buffer_addf(&all, AMC_HEADER "Title: Questions\n\n*[id=i] %s\n+ a b\n- b\n\n", want);
    CHECK_STR(one(&format_amc, stem, "a\n\n b"), buffer_text(&all));
    buffer_fini(&all);
}

static void test_amc_lines(void)
{
    check_amc("a\nb\n\n c", "a\n\nb\n\nc");
    check_amc("# a\n# b\n* c\n+ d\n- e\nf", "# a # b * c + d - e\n\nf");
    check_amc("a\nTitle: x\nx-1: y\nx y: z", "a Title: x x-1: y\n\nx y: z");
    check_amc("a\n\xc2\xa0# b", "a # b");
    check_amc("a\n\n", "a");
    check_amc("{b=3} [x]", "{b=3} [x]");
}

static void test_amc_scoring(void)
{
    struct bank bank = {0};
    const char *const texts[] = {"a", "b", NULL};
    struct item *item = add_question(&bank, "a_b,c]", "s", texts, 0);
    REQUIRE(item != NULL);
    item->points = 0.5;
    CHECK_STR(strstr(written(&format_amc, &bank, NULL), "*"),
              "*[id=a-b-c-]{b=0.5} s\n+ a\n- b\n\n");
    item->options[0].correct = false;
    item->id = NULL;
    CHECK_STR(strstr(written(&format_amc, &bank, NULL), "*"), "**{mz=0.5} s\n- a\n- b\n\n");
    item->option_count = 1;
    CHECK(strstr(written(&format_amc, &bank, NULL), "*") == NULL);
    bank_fini(&bank);
}

static void test_amc_losses(void)
{
    struct bank bank = {0};
    struct buffer out = {0};
    const char *const texts[] = {"a\nb", "b", NULL};
    const char *const only[] = {"a", NULL};
    REQUIRE(add_question(&bank, "a_b", "s\n# x", texts, 0) != NULL);
    REQUIRE(add_question(&bank, "c", "s", only, 0) != NULL);
    add_losses(&out, &format_amc, &bank);
    CHECK_STR(buffer_text(&out),
              "a_b: spoiled: line breaks of an option or of what is said about it\n"
              "a_b: spoiled: characters of the id\n"
              "a_b: spoiled: line breaks of the stem\n"
              "c: dropped: the question (it has fewer than two options)\n");
    buffer_fini(&out);
    bank_fini(&bank);
}

int main(void)
{
    RUN(test_anki_exact);
    RUN(test_anki_escapes);
    RUN(test_anki_guid);
    RUN(test_anki_hostile);
    RUN(test_markdown_exact);
    RUN(test_markdown_escapes);
    RUN(test_markdown_lists);
    RUN(test_amc_exact);
    RUN(test_amc_lines);
    RUN(test_amc_scoring);
    RUN(test_amc_losses);
    return check_end();
}
