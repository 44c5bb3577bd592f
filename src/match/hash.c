/* The hash of labels, for words of any length and for streams. */
#include "match/hash.h"

const unsigned char tb_hash_ones[48] = {0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
                                        0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF};

#define ALL {0xFF, 0xFF, 0xFF, 0xFF}
#define ALL_4 ALL, ALL, ALL, ALL
#define ALL_20 ALL_4, ALL_4, ALL_4, ALL_4, ALL_4
const unsigned char tb_hash_heads[64][4] = {{0}, {0xFF}, {0xFF, 0xFF}, {0xFF, 0xFF, 0xFF}, ALL_20, ALL_20, ALL_20};

/* Up to n bytes with zeros behind them. */
static uint64_t load_some(const unsigned char *p, size_t n, uint64_t fold) {
    unsigned char bytes[8] = {0};
    memcpy(bytes, p, n);
    return (tb_load8(bytes) | fold) & tb_load8(tb_hash_ones + 16 - n);
}

uint64_t tb_hash_word(const unsigned char *p, size_t len, uint64_t fold) {
    if (len == 0) return 0;
    if (len <= 8) return tb_hash_16(load_some(p, len, fold), 0);
    if (len <= 16) return tb_hash_16(tb_load8(p) | fold, load_some(p + 8, len - 8, fold));
    uint64_t h = tb_hash_16(tb_load8(p) | fold, tb_load8(p + 8) | fold);
    size_t i = 16;
    for (; len - i >= 8; i += 8) h = tb_hash_step(h, tb_load8(p + i) | fold);
    return i < len ? tb_hash_step(h, load_some(p + i, len - i, fold)) : h;
}

void tb_hasher_add(tb_hasher *w, const unsigned char *p, size_t len) {
    for (size_t i = 0; i < len; i++) {
        size_t at = w->len++;
        if (at < 16) {
            w->head[at] = p[i];
            continue;
        }
        if (at == 16) w->h = tb_hash_16(tb_load8(w->head), tb_load8(w->head + 8));
        w->tail[at % 8] = p[i];
        if (at % 8 == 7) {
            w->h = tb_hash_step(w->h, tb_load8(w->tail));
            memset(w->tail, 0, sizeof w->tail);
        }
    }
}

uint64_t tb_hasher_value(const tb_hasher *w) {
    if (w->len == 0) return 0;
    if (w->len <= 16) return tb_hash_16(tb_load8(w->head), tb_load8(w->head + 8));
    return w->len % 8 ? tb_hash_step(w->h, tb_load8(w->tail)) : w->h;
}
