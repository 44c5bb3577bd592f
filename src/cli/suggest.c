/* Edit distance of short words (optimal string alignment), for the hints of the command line. Bytes, not
 * characters: commands, options and codes are ASCII. */
#include "cli/suggest.h"

#include <stdint.h>

#define LONGEST 64

static size_t least(size_t a, size_t b, size_t c) {
    size_t m = a < b ? a : b;
    return m < c ? m : c;
}

size_t tb_suggest_distance(tb_slice a, tb_slice b) {
    if (a.len > LONGEST || b.len > LONGEST) return SIZE_MAX;
    size_t rows[3][LONGEST + 1]; /* of a's prefixes: the one before last, the last, this one */
    size_t *before = rows[0], *last = rows[1], *now = rows[2];
    for (size_t j = 0; j <= b.len; j++) last[j] = j;
    for (size_t i = 1; i <= a.len; i++) {
        now[0] = i;
        for (size_t j = 1; j <= b.len; j++) {
            bool same = a.p[i - 1] == b.p[j - 1];
            now[j] = least(last[j] + 1, now[j - 1] + 1, last[j - 1] + !same);
            bool swapped = i > 1 && j > 1 && a.p[i - 1] == b.p[j - 2] && a.p[i - 2] == b.p[j - 1];
            if (swapped && before[j - 2] + 1 < now[j]) now[j] = before[j - 2] + 1;
        }
        size_t *spare = before;
        before = last, last = now, now = spare;
    }
    return last[b.len];
}

tb_suggest tb_suggest_for(tb_slice typed) {
    return (tb_suggest){.typed = typed, .distance = SIZE_MAX};
}

void tb_suggest_offer(tb_suggest *s, tb_slice word) {
    /* A third of the letters wrong, one in short words: more is no slip of the fingers. */
    size_t allowed = s->typed.len < 4 ? 1 : (s->typed.len + 2) / 3;
    size_t d = tb_suggest_distance(s->typed, word);
    if (s->typed.len >= 3 && tb_slice_starts(word, s->typed)) d = 1; /* begun and not finished */
    if (d <= allowed && d < s->distance && d < word.len) {
        s->best = word;
        s->distance = d;
    }
}
