/* See the header. */
#include "questions/commands/bank_words.h"

#include "engine/short_text.h"
#include "questions/item/subject.h"
#include "questions/text/buffer.h"

uint32_t bank_key(const struct item *item)
{
    uint32_t key = 0;
    for (size_t i = 0; i < item->option_count; i++) {
        key |= item->options[i].correct ? (uint32_t)1 << i : 0;
    }
    return key;
}

void bank_write_options(struct buffer *out, const struct item *item, uint32_t options)
{
    size_t left = 0;
    for (size_t i = 0; i < item->option_count; i++) {
        left += options >> i & 1;
    }
    if (left == 0) {
        buffer_add_text(out, "no option");
    }
    for (size_t i = 0; i < item->option_count; i++) {
        if ((options >> i & 1) != 0) {
            left--;
            buffer_add_text(out, short_text(item->options[i].id).text);
            buffer_add_text(out, left == 0 ? "" : left == 1 ? " and " : ", ");
        }
    }
}

static void write_no_meaning(struct buffer *out, const struct subject *subject,
                             const struct item *item, const struct proof_finding *finding)
{
    const struct item_option *option = &item->options[finding->option];
    const char *claim = option->means != NULL ? option->means : option->outcome;
    if (claim == NULL) {
        buffer_addf(out, "option %s is right by the bank, but does not say which outcome it is",
                    short_text(option->id).text);
    } else {
        buffer_addf(out, "the pack \"%s\" does not say whether \"%s\" (option %s) holds here",
                    subject->pack->id, short_text(claim).text, short_text(option->id).text);
    }
}

void bank_write_finding(struct buffer *out, const struct subject *subject, const struct item *item,
                        const struct proof_finding *finding)
{
    const char *pack = subject->pack->id;
    const char *name = finding->name != NULL ? finding->name : "";
    switch (finding->kind) {
    case PROOF_KEY:
        buffer_add_text(out, "the key is ");
        bank_write_options(out, item, bank_key(item));
        buffer_addf(out, ", but the pack \"%s\" answers ", pack);
        bank_write_options(out, item, finding->right);
        break;
    case PROOF_NO_KIND:
        buffer_addf(out, "the pack \"%s\" has no questions of the kind \"%s\"", pack,
                    short_text(name).text);
        break;
    case PROOF_NO_DECISION:
        buffer_addf(out, "the pack \"%s\" has no decision \"%s\" for this kind of question", pack,
                    short_text(name).text);
        break;
    case PROOF_NO_FACT:
        buffer_addf(out, "the pack \"%s\" has no fact \"%s\"", pack, short_text(name).text);
        break;
    case PROOF_LACKS_FACT:
        buffer_addf(out, "the fact \"%s\" of the pack \"%s\" is not given", name, pack);
        break;
    case PROOF_IMPOSSIBLE:
        buffer_addf(out, "its facts cannot hold together in the pack \"%s\"", pack);
        break;
    case PROOF_NO_MEANING:
        write_no_meaning(out, subject, item, finding);
        break;
    }
}

const char *bank_finding_id(enum proof_kind kind)
{
    static const char *const ids[] = {[PROOF_KEY] = "wrong-key",
                                      [PROOF_NO_KIND] = "unknown-kind",
                                      [PROOF_NO_DECISION] = "unknown-decision",
                                      [PROOF_NO_FACT] = "unknown-fact",
                                      [PROOF_LACKS_FACT] = "fact-missing",
                                      [PROOF_IMPOSSIBLE] = "impossible-case",
                                      [PROOF_NO_MEANING] = "not-settled"};
    return ids[kind];
}
