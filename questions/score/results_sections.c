/* Students of each section, their totals added up in whole numbers. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "questions/score/names.h"
#include "questions/score/results_private.h"

/* A section's totals, each less the centre. */
struct section_sums {
    units_sum sum, squares;
};

static int compare(const void *a, const void *b)
{
    const struct section_result *left = a, *right = b;
    if (left->section == NULL || right->section == NULL) {
        return (left->section == NULL) - (right->section == NULL);
    }
    return strcmp(left->section, right->section);
}

/* The names, in the order of the sheet.  False when memory ran out. */
static bool find_sections(const struct scoring *s, struct names *names)
{
    bool fine = true;
    for (size_t i = 0; fine && i < s->students; i++) {
        const char *section = sheet_student(s->sheet, i).section;
        if (section != NULL && names_exactly(names, section, strlen(section)) == NAMES_NONE) {
            fine = names_add(names, section, strlen(section));
        }
    }
    return fine;
}

/* The last entry is for those who have none. */
static void add_students(const struct scoring *s, const struct names *names,
                         struct section_result sections[], struct section_sums sums[])
{
    for (size_t i = 0; i < s->students; i++) {
        const char *name = sheet_student(s->sheet, i).section;
        const size_t section =
            name != NULL ? names_exactly(names, name, strlen(name)) : names->count;
        const units_sum above = s->totals[i] - s->centre;
        sections[section].section = name;
        sections[section].students++;
        sections[section].passed += s->results->students[i].passed;
        sums[section].sum += above;
        sums[section].squares += above * above;
    }
}

static void set_figures(const struct scoring *s, const struct section_sums *sums,
                        struct section_result *section)
{
    const double n = (double)section->students;
    const units_sum total = sums->sum + (units_sum)s->centre * (units_sum)section->students;
    const double squares = (double)sums->squares - (double)sums->sum * (double)sums->sum / n;
    section->mean = (double)total / (n * s->units.per_point);
    section->sd = n > 1 ? sqrt(fmax(0, squares) / (n - 1)) / s->units.per_point : NAN;
}

bool results_count_sections(struct scoring *s)
{
    struct results *r = s->results;
    struct names names = {0};
    bool fine = find_sections(s, &names);
    if (fine && names.count > 0) {
        struct section_sums *sums = calloc(names.count + 1, sizeof *sums);
        r->sections = calloc(names.count + 1, sizeof *r->sections);
        fine = sums != NULL && r->sections != NULL;
        if (fine) {
            add_students(s, &names, r->sections, sums);
            r->section_count = names.count + (r->sections[names.count].students > 0 ? 1 : 0);
            for (size_t i = 0; i < r->section_count; i++) {
                set_figures(s, &sums[i], &r->sections[i]);
            }
            qsort(r->sections, r->section_count, sizeof *r->sections, compare);
        }
        free(sums);
    }
    names_fini(&names);
    return fine;
}
