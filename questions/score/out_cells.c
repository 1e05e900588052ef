/* Cells of CSV tables. */
#include "questions/score/out.h"

#include <math.h>
#include <string.h>

#include "questions/text/buffer.h"
#include "questions/text/csv_out.h"
#include "questions/text/json_out.h"

void out_whole(struct buffer *out, uint64_t number)
{
    char digits[20];
    size_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    buffer_add(out, digits + at, sizeof digits - at);
}

void out_cell(struct out *out, const char *text, size_t length)
{
    csv_add_cell(out->buffer, text, length, ',', !out->raw);
}

void out_student(struct out *out, const struct scored *scored, size_t student)
{
    char space[SCORED_ID_SPACE];
    size_t length = 0;
    const char *id = scored_student(scored, student, space, &length);
    out_cell(out, id, length);
}

/* The digits of a number, as JSON writes it. */
static size_t write_digits(char *text, size_t most, double value)
{
    struct buffer digits = {0};
    struct json_out json = {.out = &digits};
    json_number(&json, value);
    const size_t length = digits.failed || digits.length > most ? 0 : digits.length;
    memcpy(text, buffer_text(&digits), length);
    buffer_fini(&digits);
    return length;
}

void out_number(struct buffer *out, struct out_numbers *numbers, double value)
{
    if (!isfinite(value)) {
        return;
    }
    if (value >= 0 && value < 1e15 && floor(value) >= value) {
        out_whole(out, (uint64_t)value); /* -0 as well: it is 0 */
        return;
    }
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    const size_t slot = (size_t)((bits * UINT64_C(0x9e3779b97f4a7c15)) >> 55);
    if (numbers->slots[slot].length == 0 || numbers->slots[slot].bits != bits) {
        const size_t length =
            write_digits(numbers->slots[slot].text, sizeof numbers->slots[slot].text, value);
        numbers->slots[slot].bits = bits;
        numbers->slots[slot].length = (unsigned char)length;
        out->failed = out->failed || length == 0;
    }
    buffer_add(out, numbers->slots[slot].text, numbers->slots[slot].length);
}
