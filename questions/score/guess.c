#include "questions/score/guess.h"

#include <stdlib.h>

#define SPARSE      32 /* slots for an id, at least: so most have one of their own */
#define SLOTS_LEAST 64

bool guess_init(struct guess *guess, const struct ids *ids)
{
    const size_t count = ids->count <= UINT16_MAX ? ids->count : 0;
    size_t slots = SLOTS_LEAST;
    guess->shift = 64 - 6;
    while (slots < SPARSE * count) {
        slots *= 2;
        guess->shift--;
    }
    guess->slots = calloc(slots, sizeof *guess->slots);
    guess->ids = calloc(count + 1, sizeof *guess->ids);
    if (guess->slots == NULL || guess->ids == NULL) {
        return false;
    }
    /* Backwards, so that of ids that meet the first one is guessed: it stands on shorter papers too. */
    for (size_t i = count; i-- > 0;) {
        const struct id_key key = ids_key(ids->texts[i].bytes, ids->texts[i].length);
        if (key.length <= IDS_SLACK) {
            guess->ids[i] = (struct ids_words){key.low, key.high};
            guess->slots[guess_slot(guess, guess->ids[i])] = (uint16_t)i;
        }
    }
    return true;
}

void guess_fini(struct guess *guess)
{
    free(guess->slots);
    free(guess->ids);
    *guess = (struct guess){0};
}
