/* What a format cannot carry: a line for each kind, counted once a question, with the first ids. */
#include "questions/commands/losses_print.h"

#include <stdlib.h>

#include "tests/unit/check.h"

static struct item items[5] = {
    {.id = "a"}, {.id = "b"}, {.id = "c"}, {.id = "d\x1b[31m"}, {.id = "e"}};

/* What is printed of some losses. */
static const char *printed(const struct losses *losses)
{
    static char text[1024];
    const struct format format = {.name = "aiken"};
    struct context context = {0};
    FILE *file = tmpfile();
    if (file == NULL) {
        return NULL;
    }
    const struct screen_options options = {.colour = SCREEN_COLOUR_NEVER, .width = 100};
    screen_init(&context.err, file, &options);
    losses_print(&context, &format, losses);
    rewind(file);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    (void)fclose(file);
    return text;
}

static void test_nothing(void)
{
    const struct losses losses = {0};
    CHECK_STR(printed(&losses), "aiken carries all of it\n");
}

static void test_kinds_and_counts(void)
{
    struct losses losses = {0};
    for (size_t i = 0; i < 5; i++) {
        losses_add(&losses, LOSS_DROPPED, &items[i], "feedback");
        losses_add(&losses, LOSS_DROPPED, &items[i], "feedback"); /* of another option */
        if (i == 1) {
            losses_add(&losses, LOSS_SPOILED, &items[i], "line breaks");
        }
        if (i == 3) {
            losses_add(&losses, LOSS_DROPPED, &items[i], "line breaks");
        }
    }
    CHECK_STR(printed(&losses), "aiken cannot carry feedback: 5 questions (a, b, c, ...)\n"
                                "aiken would change line breaks: 1 question (b)\n"
                                "aiken cannot carry line breaks: 1 question (d\\u{1b}[31m)\n");
    losses_fini(&losses);
}

int main(void)
{
    RUN(test_nothing);
    RUN(test_kinds_and_counts);
    return check_end();
}
