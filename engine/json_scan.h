/**
 * The strict scan that stands before cJSON (json_in.h): it refuses what is no JSON, or none that we
 * read, and notes where each value stands.  It builds nothing.
 */
#ifndef ENGINE_JSON_SCAN_H
#define ENGINE_JSON_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct diags;       /* engine/diag.h */
struct source_text; /* engine/diag.h */

/** Where a value stands, in bytes from the start; JSON_LARGE_MAX fits easily. */
struct json_spot {
    uint32_t offset, length;
    uint32_t key_offset, key_length; /* 0, 0: not a member of an object */
};

/** What a scan found out.  Zero-initialise; json_spots_fini() frees. */
struct json_spots {
    struct json_spot *items; /* of every value, in document order */
    size_t count, capacity;
    char *blanked; /* the text with the values of skipped members blanked; NULL: none were */
};

/**
 * Scan one value that fills a stretch of a text, at most JSON_LARGE_MAX bytes from the text's start.
 * @from   where it begins, in bytes; a byte order mark is passed over at the start of the text
 * @end    where it ends
 * @skip   members of the outermost object whose values get one spot and are blanked; may be NULL
 * @diags  receives one error on failure
 * @return false at the first fault, or when memory ran out.
 */
bool json_scan(const struct source_text *text, size_t from, size_t end, const char *const skip[],
               struct json_spots *spots, struct diags *diags);
void json_spots_fini(struct json_spots *spots);

#endif
