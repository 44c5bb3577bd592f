/* How far apart two words are, for "did you mean". Damerau's distance in the form of optimal string
 * alignment (no part is edited twice), with rows that end early. */
#include "base/edit.h"

#include <stdint.h>

#define LONGEST 64 /* code points; longer texts are no slips of the finger */

/* Code points of s (a byte that is no UTF-8 counts as one); LONGEST + 1 when there are more. */
static size_t decode(tb_slice s, uint32_t *out) {
    size_t n = 0;
    for (size_t i = 0; i < s.len;) {
        unsigned char c = (unsigned char)s.p[i++];
        uint32_t value = c;
        while (c >= 0xC0 && i < s.len && ((unsigned char)s.p[i] & 0xC0) == 0x80)
            value = value << 6 | ((unsigned char)s.p[i++] & 0x3F);
        if (n == LONGEST) return LONGEST + 1;
        out[n++] = value;
    }
    return n;
}

static size_t least(size_t a, size_t b) {
    return a < b ? a : b;
}

size_t tb_edit_distance(tb_slice a, tb_slice b, size_t max) {
    uint32_t from[LONGEST], to[LONGEST];
    if (tb_slice_eq(a, b)) return 0;
    if (a.len > LONGEST * 4 || b.len > LONGEST * 4) return max + 1;
    size_t n = decode(a, from), m = decode(b, to);
    if (n > LONGEST || m > LONGEST || (n > m ? n - m : m - n) > max) return max + 1;
    size_t rows[3][LONGEST + 1];
    for (size_t j = 0; j <= m; j++) rows[0][j] = j;
    for (size_t i = 1; i <= n; i++) {
        size_t *row = rows[i % 3], *above = rows[(i + 2) % 3], *above2 = rows[(i + 1) % 3];
        size_t best = row[0] = i;
        for (size_t j = 1; j <= m; j++) {
            size_t d = above[j - 1] + (from[i - 1] != to[j - 1]);
            d = least(d, least(above[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1]) d = least(d, above2[j - 2] + 1);
            row[j] = d;
            best = least(best, d);
        }
        if (best > max) return max + 1;
    }
    return least(rows[n % 3][m], max + 1);
}

size_t tb_edit_allowance(tb_slice word) {
    size_t n = 0;
    for (size_t i = 0; i < word.len && n < 9; i++) n += ((unsigned char)word.p[i] & 0xC0) != 0x80;
    return n <= 3 ? 1 : n <= 7 ? 2 : 3;
}
