/* See the header. */
#include "tests/unit/subjects.h"

#include <stdio.h>
#include <string.h>

#include "tests/unit/check.h"
#include "tests/unit/pack_file.h"

const char *const subject_ids[SUBJECTS] = {"ami-lecture", "ami-current"};

static struct pack *pack_named(const char *id)
{
    char name[128];
    (void)snprintf(name, sizeof name, "data/packs/%s.json", id);
    return pack_of_file(name);
}

struct subject *subject_of(const char *id)
{
    struct pack *pack = pack_named(id);
    struct pack *other = pack != NULL ? pack_named(pack->sibling_pack) : NULL;
    struct subject *subject =
        pack != NULL ? subject_new(pack, other != NULL ? subject_new(other, NULL) : NULL) : NULL;
    if (subject == NULL || subject->sibling == NULL) {
        check_fail(__FILE__, __LINE__, "a pack and its sibling should be ready for use");
    }
    return subject;
}

struct subject *subject_of_text(const char *text)
{
    struct pack *pack = pack_of_text(text);
    return pack != NULL ? subject_new(pack, NULL) : NULL;
}

void subject_print_case(const struct subject *subject, size_t decision, uint32_t whole,
                        size_t telling)
{
    const struct pack *pack = subject->pack;
    printf("#   %s %s:", pack->id, pack->decisions[decision].id);
    for (size_t i = 0; i < pack->fact_count; i++) {
        if ((whole & fact_bit(i)) != 0) {
            printf(" %s", pack->facts[i].id);
        }
    }
    printf(" (telling %s)\n", telling < pack->telling_count ? pack->tellings[telling].id : "-");
}

const char *text_fault(const char *text, const char *ends)
{
    const size_t length = strlen(text);
    if (length == 0) {
        return "it is empty";
    }
    if (strpbrk(text, "{}") != NULL) {
        return "it has a brace";
    }
    if (strstr(text, "  ") != NULL || text[0] == ' ' || text[length - 1] == ' ') {
        return "it has a space too many";
    }
    if (strstr(text, " .") != NULL || strstr(text, " ,") != NULL || strstr(text, "..") != NULL ||
        strstr(text, ",.") != NULL || strstr(text, ".,") != NULL) {
        return "its points and commas are wrong";
    }
    /* A quotation or an aside may end it. */
    const size_t last = length - 1 - (length > 1 && strchr("\")", text[length - 1]) != NULL);
    if (ends != NULL && strchr(ends, text[last]) == NULL) {
        return "it does not end as a sentence";
    }
    return NULL;
}
