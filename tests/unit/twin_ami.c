/* The decision lists as plain if and else; see the header. */
#include "tests/unit/twin_ami.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

const char *const ami_fact_ids[AMI_FACTS] = {"owned",          "shared",       "public",
                                             "encrypted",      "customer_key", "key_access",
                                             "product_code",   "marketplace",  "snapshot_access",
                                             "instance_store", "other_region"};

struct ami ami_of_bits(unsigned bits)
{
    return (struct ami){
        .owned = (bits & 1u << 0) != 0,
        .shared = (bits & 1u << 1) != 0,
        .is_public = (bits & 1u << 2) != 0,
        .encrypted = (bits & 1u << 3) != 0,
        .customer_key = (bits & 1u << 4) != 0,
        .key_access = (bits & 1u << 5) != 0,
        .product_code = (bits & 1u << 6) != 0,
        .marketplace = (bits & 1u << 7) != 0,
        .snapshot_access = (bits & 1u << 8) != 0,
        .instance_store = (bits & 1u << 9) != 0,
        .other_region = (bits & 1u << 10) != 0,
    };
}

bool ami_possible(const struct ami *a)
{
    if (a->owned) {
        if (a->shared || !a->snapshot_access) {
            return false;
        }
        if (a->encrypted && !a->key_access) {
            return false;
        }
    }
    if (a->is_public) {
        if (!a->shared || a->encrypted || a->marketplace) {
            return false;
        }
    }
    if (!a->encrypted) {
        if (a->customer_key || a->key_access) {
            return false;
        }
    } else {
        if (a->instance_store) {
            return false;
        }
        if (!a->owned && !a->customer_key) { /* under the AWS managed key nothing can be given */
            if (a->shared || a->snapshot_access || a->key_access) {
                return false;
            }
        }
    }
    if (a->marketplace && !a->product_code) {
        return false;
    }
    return true;
}

/* Section 3.1. */
static const char *lecture_path(const struct ami *a)
{
    if (a->owned) {
        return "copy-image"; /* L1 to L4 */
    }
    if (!a->shared) {
        if (!a->instance_store && !a->product_code && a->snapshot_access) {
            if (!a->encrypted) {
                return "copy-snapshot-register"; /* L5 */
            }
            if (a->key_access) {
                return "copy-snapshot-register"; /* L6 */
            }
        }
        return "not-possible"; /* L7 */
    }
    if (a->instance_store) {
        if (a->product_code) {
            return "launch-create"; /* L19 */
        }
        return a->snapshot_access ? "copy-image" : "launch-create"; /* L17, L18 */
    }
    if (!a->encrypted) {
        if (a->product_code) {
            return "launch-create"; /* L10 */
        }
        return a->snapshot_access ? "copy-image" : "launch-create"; /* L8, L9 */
    }
    if (!a->key_access) {
        return "not-possible"; /* L12 */
    }
    if (a->product_code) {
        return "unsettled"; /* L14 */
    }
    return a->snapshot_access ? "copy-snapshot-register" : "unsettled"; /* L11, L13 */
}

/* Section 3.2, without C4 and C5, whose predicates are no facts of ours. */
static const char *current_path(const struct ami *a)
{
    if (a->owned) {
        return "copy-image"; /* C1 to C3 */
    }
    if (!a->shared) {
        if (!a->instance_store && !a->product_code && a->snapshot_access &&
            (!a->encrypted || a->key_access)) {
            return "copy-snapshot-register"; /* C6 */
        }
        return "not-possible"; /* C7 */
    }
    if (a->instance_store) {
        if (a->marketplace) {
            return "launch-create"; /* C20 */
        }
        return a->snapshot_access ? "copy-image" : "launch-create"; /* C18, C19 */
    }
    if (a->encrypted && !a->key_access) {
        return "not-possible"; /* C15 */
    }
    if (a->marketplace) {
        return "launch-create"; /* C12 */
    }
    if (a->encrypted) {
        return a->snapshot_access ? "copy-image" : "launch-create"; /* C13, C14 */
    }
    if (a->product_code) {
        return a->snapshot_access ? "copy-image" : "launch-create"; /* C10, C11 */
    }
    return a->snapshot_access ? "copy-image" : "launch-create"; /* C8, C9 */
}

static const char *path(enum ami_edition edition, const struct ami *a)
{
    return edition == AMI_LECTURE ? lecture_path(a) : current_path(a);
}

/* The rest is section 3.5. */
static const char *launch(enum ami_edition edition, const struct ami *a)
{
    if (a->owned) {
        return "yes";
    }
    if (!a->shared) {
        return "no";
    }
    if (a->encrypted && !a->key_access) {
        return "no";
    }
    if (a->encrypted && edition == AMI_LECTURE) {
        return "unsettled";
    }
    return "yes";
}

static const char *run_there(enum ami_edition edition, const struct ami *a)
{
    const char *route = path(edition, a);
    if (a->other_region) {
        return strcmp(route, "launch-create") == 0 ? "launch-create-copy" : route;
    }
    const char *here = launch(edition, a);
    if (strcmp(here, "yes") == 0) {
        return "launch";
    }
    return strcmp(here, "unsettled") == 0 ? "unsettled" : route;
}

static const char *share(enum ami_edition edition, const struct ami *a)
{
    if (!a->encrypted) {
        return "yes";
    }
    if (!a->customer_key) {
        return "no";
    }
    return edition == AMI_LECTURE ? "unsettled" : "yes";
}

const char *ami_decide(enum ami_edition edition, const char *decision, const struct ami *a)
{
    if (strcmp(decision, "path") == 0) {
        return path(edition, a);
    }
    if (strcmp(decision, "launch") == 0) {
        return launch(edition, a);
    }
    if (strcmp(decision, "run-there") == 0) {
        return run_there(edition, a);
    }
    if (strcmp(decision, "share") == 0) {
        return share(edition, a);
    }
    if (strcmp(decision, "make-public") == 0) {
        return a->encrypted || a->marketplace ? "no" : "yes";
    }
    return NULL;
}

/* The lists of `path` in interface.md, by the names that the packs give their lines. */
static const char *path_rule(enum ami_edition edition, const struct ami *a)
{
    if (a->owned) {
        return "own";
    }
    if (!a->shared) {
        if (!a->snapshot_access || a->instance_store || a->product_code) {
            return "unseen";
        }
        if (!a->encrypted) {
            return "snapshot-only";
        }
        return a->key_access ? "snapshot-only-key" : "unseen";
    }
    if (a->encrypted && !a->key_access) {
        return "no-key";
    }
    if (edition == AMI_LECTURE && a->encrypted) {
        if (a->product_code) {
            return "encrypted-code";
        }
        return a->snapshot_access ? "encrypted" : "encrypted-closed";
    }
    if (edition == AMI_LECTURE && a->product_code) {
        return "billing-code";
    }
    if (edition == AMI_CURRENT && a->marketplace) {
        return "marketplace";
    }
    return a->snapshot_access ? "readable" : "launch-only";
}

static const char *launch_rule(enum ami_edition edition, const struct ami *a)
{
    if (a->owned) {
        return "own";
    }
    if (!a->shared) {
        return "unseen";
    }
    if (a->encrypted && !a->key_access) {
        return "no-key";
    }
    return a->encrypted && edition == AMI_LECTURE ? "encrypted" : "shared";
}

/* Here, where launching answers; else as `path`. */
static const char *there_rule(enum ami_edition edition, const struct ami *a)
{
    if (!a->other_region && a->owned) {
        return "own-here";
    }
    if (!a->other_region && a->shared && (!a->encrypted || a->key_access)) {
        return a->encrypted && edition == AMI_LECTURE ? "encrypted-here" : "here";
    }
    return path_rule(edition, a);
}

void ami_rule(enum ami_edition edition, const char *decision, const struct ami *a, char id[40])
{
    const char *prefix = "", *rest = "";
    if (strcmp(decision, "path") == 0) {
        rest = path_rule(edition, a);
    } else if (strcmp(decision, "launch") == 0) {
        prefix = "launch-";
        rest = launch_rule(edition, a);
    } else if (strcmp(decision, "run-there") == 0) {
        prefix = "there-";
        rest = there_rule(edition, a);
    } else if (strcmp(decision, "share") == 0) {
        prefix = "share-";
        rest = !a->encrypted ? "plain" : !a->customer_key ? "default-key" : "encrypted";
    } else if (strcmp(decision, "make-public") == 0) {
        prefix = "public-";
        rest = a->encrypted ? "encrypted" : a->marketplace ? "marketplace" : "plain";
    }
    (void)snprintf(id, 40, "%s%s", prefix, rest);
}
