/*
 * Every allocation of reading answers fails in turn, once and for ever, with files of every shape: no
 * crash, nothing leaked, and either a failure that is said or every answer read.
 */
#include "tests/fault/fail_each.h"

#include "questions/score/answers.h"
#include "questions/score/roster.h"

static struct item_option options[2][3] = {
    {{.id = "A", .text = "Copy it", .correct = true, .outcome = "copy"},
     {.id = "B", .text = "Launch it", .outcome = "launch"},
     {.id = "C", .text = "Copy it; launch it"}},
    {{.id = "i", .text = "one"},
     {.id = "ii", .text = "two", .correct = true},
     {.id = "iii", .text = "x"}}};
static struct item items[2] = {{.id = "q1",
                                .stem = "What?",
                                .select = 1,
                                .options = options[0],
                                .option_count = 3,
                                .points = 1},
                               {.id = "q2",
                                .stem = "Who?",
                                .select = 1,
                                .options = options[1],
                                .option_count = 3,
                                .points = 1}};
static struct bank bank = {.items = items, .item_count = 2};

struct sample {
    const char *path, *text;
    const struct fixed_layout *layout;
    unsigned long long read, rejected;
    const struct score_key *key;
};

static bool hear(void *context, const struct reject *reject)
{
    *(unsigned long long *)context += reject->responses;
    return true;
}

static void pass_over(void *context, const char *file, const char *text)
{
    (void)context;
    CHECK(file[0] != '\0' && text[0] != '\0');
}

static bool read_sample(const void *context)
{
    const struct sample *s = context;
    unsigned long long rejected = 0;
    const struct answers_options how = {.fixed = s->layout, .threads = 1, .digest = true};
    const struct answers_listener listener = {
        .reject = hear, .note = pass_over, .context = &rejected};
    struct answers *answers = answers_new(s->key, &how, &listener);
    if (answers == NULL) {
        return false;
    }
    const char *problem = NULL;
    const enum answers_end end = answers_read(answers, s->path, &problem);
    if (end == ANSWERS_READ) {
        const struct sheet_counts counts = sheet_counts(answers_sheet(answers));
        CHECK_INT(counts.read, s->read);
        CHECK_INT(counts.rejected, s->rejected);
        CHECK_INT(rejected, s->rejected);
    } else {
        CHECK_INT(end, ANSWERS_FAILED);
        CHECK(problem != NULL && problem[0] != '\0');
    }
    answers_free(answers);
    return end == ANSWERS_READ;
}

static void check_sample(const struct sample *sample)
{
    FILE *file = fopen(sample->path, "wb");
    REQUIRE(file != NULL && fputs(sample->text, file) >= 0 && fclose(file) == 0);
    fail_each(read_sample, sample, true);
    if (check_state.bad) {
        printf("# %s\n", sample->path);
    }
}

static void test_shapes(void)
{
    REQUIRE_FAILING_MEMORY();
    static const struct fixed_layout layout = {{0, 2}, {0, 0}, {2, 2}};
    struct score_key key = {0};
    REQUIRE(key_of_bank(&key, &bank, NULL, NULL));
    const struct sample samples[] = {
        {"long.csv",
         "student,question,answer,when\ns1,q1,A,1\ns1,q2,\"ii\",1\ns2,q1,\"A;B\",1\ns2,q1,C\n"
         "s3,q1,\"[\"\"A\"\",\"\"B\"\"]\",1\ns4,q9,A,1\ns4,q1,cop,1\ns4,q1,launch,\"a\nb\"\n"
         "s1,q1,B,1\n",
         NULL, 9, 4, &key},
        {"wide.csv", "student,q1,q2,name\n\"s1\",A,two,Ann\ns2,Copy it,,\ns3,E,x,\n,A,i,\n", NULL,
         8, 3, &key},
        {"moodle.csv",
         "Last name,First name,ID number,Email address,State,Question 1,Response 1,Response 2\n"
         "Smith,Ann,s1,a@b,Finished,What?,Copy it,two\nX,Y,,c@d,Finished,Why?,Copy it,one\n"
         "X,Y,s3,c@d,In progress,What?,Copy it,one\nOverall average,,,,,,,\n",
         NULL, 6, 3, &key},
        {"canvas.csv",
         "name,id,section,\"7: Who?\",1.0,\"8: What?\",1.0,n correct,n incorrect,score\n"
         "Ann,s1,a,one,1,\"Copy it,Launch it\",0,1,1,1\nBob,s2,b,\"one,two\",1,,0,0,2,0\n",
         NULL, 4, 0, &key},
        {"answers.ndjson",
         "{\"student\":\"s1\",\"question\":\"q1\",\"answer\":\"A\"}\n"
         "{\"student\":\"s1\",\"question\":\"q2\",\"answer\":[\"i\",\"ii\"]}\n{\"student\":1}\nx\n"
         "{\"student\":\"s2\",\"question\":\"q1\",\"answer\":\"B\"}\n",
         NULL, 5, 2, &key},
        {"fixed.txt", "s11*\ns222\ns39 \n  11\n", &layout, 8, 3, &key},
    };
    for (size_t i = 0; i < sizeof samples / sizeof *samples && !check_state.bad; i++) {
        check_sample(&samples[i]);
    }
    key_fini(&key);
}

/* A roster. */
static bool read_roster(const void *context)
{
    struct diags diags = {0};
    struct score_roster *roster = score_roster_read(context, NULL, &diags);
    const bool good = roster != NULL;
    CHECK(good || diags.errors > 0);
    CHECK(!good || score_roster_count(roster) == 2);
    score_roster_free(roster);
    diags_fini(&diags);
    return good;
}

static void test_roster(void)
{
    REQUIRE_FAILING_MEMORY();
    static const char bytes[] = "student,section,name\ns1,7a,Ann\ns2,,\"B, Bob\"\n";
    const struct source_text text = {"roster.csv", bytes, strlen(bytes), 1};
    fail_each(read_roster, &text, true); /* the C library may do without a buffer */
}

int main(void)
{
    RUN(test_shapes);
    RUN(test_roster);
    return check_end();
}
