/* The hash of labels: the pieces by which names are kept in the table, see table.h. Made for words that are
 * hashed where they stand in a text: two loads, two multiplications, no loop up to sixteen bytes. A
 * stream of bytes (tb_hasher) comes to the same numbers. */
#ifndef TB_MATCH_HASH_H
#define TB_MATCH_HASH_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define TB_HASH_1 UINT64_C(0x9E3779B97F4A7C15)
#define TB_HASH_2 UINT64_C(0xC2B2AE3D27D4EB4F)
#define TB_HASH_3 UINT64_C(0xD6E8FEB86659FD93)

/* Small letters of every word byte: ASCII letters and digits alone, whose digits have the bit anyway. */
#define TB_HASH_FOLD UINT64_C(0x2020202020202020)

#if defined(__GNUC__)
#define TB_PREFETCH(p) __builtin_prefetch(p)
#else
#define TB_PREFETCH(p) ((void)(p))
#endif

static inline uint64_t tb_load8(const void *p) {
    uint64_t x;
    memcpy(&x, p, sizeof x);
    return x;
}

static inline uint64_t tb_hash_16(uint64_t a, uint64_t b) {
    uint64_t x = a * TB_HASH_1;
    uint64_t y = (b + TB_HASH_3) * TB_HASH_2;
    x ^= y ^ y >> 31;
    return (x ^ x >> 32) * TB_HASH_3;
}

static inline uint64_t tb_hash_step(uint64_t h, uint64_t piece) {
    h = (h ^ piece) * TB_HASH_1;
    return h ^ h >> 29;
}

/* Sixteen times all bits, then none: loads from here are masks of so many bytes, on any machine. */
extern const unsigned char tb_hash_ones[48];

/* The hash of a word at p of len bytes, 1 to 16, when 16 can be read; fold is TB_HASH_FOLD or 0. */
static inline uint64_t tb_hash_short(const unsigned char *p, size_t len, uint64_t fold) {
    const unsigned char *mask = tb_hash_ones + 16 - len;
    return tb_hash_16((tb_load8(p) | fold) & tb_load8(mask), (tb_load8(p + 8) | fold) & tb_load8(mask + 8));
}

/* For each length up to 63, the bytes of it among the first four: all bits or none. */
extern const unsigned char tb_hash_heads[64][4];

/* A hash of the first four bytes of a word of up to 63, or of what it has, by its upper bits; four bytes can be read. */
static inline uint64_t tb_hash_head(const void *p, size_t len, uint32_t fold) {
    uint32_t x, mask;
    memcpy(&x, p, sizeof x);
    memcpy(&mask, tb_hash_heads[len], sizeof mask);
    return ((x | fold) & mask) * TB_HASH_1;
}

/* The hash of any word; reads no byte behind it. */
uint64_t tb_hash_word(const unsigned char *p, size_t len, uint64_t fold);

/* The same, byte by byte. All zeros but head is none: use tb_hasher_clear. */
typedef struct tb_hasher {
    unsigned char head[16]; /* the first sixteen bytes, zeros behind them */
    unsigned char tail[8];  /* the last bytes of a longer word, zeros behind them */
    uint64_t h;             /* of all before the tail */
    size_t len;
} tb_hasher;

static inline void tb_hasher_clear(tb_hasher *w) {
    memset(w, 0, sizeof *w);
}
void tb_hasher_add(tb_hasher *w, const unsigned char *p, size_t len);
uint64_t tb_hasher_value(const tb_hasher *w);

/* A label is separators, then a word; either may be empty. This is the number of one. */
static inline uint64_t tb_hash_label(uint64_t separators, uint64_t word) {
    return word ^ (separators << 17 | separators >> 47);
}

/* Where a label is kept below a node: the upper half gives the place, the lower half the tag. */
static inline uint64_t tb_hash_edge(uint32_t node, uint64_t label) {
    uint64_t h = (label + (uint64_t)node * TB_HASH_2) * TB_HASH_1;
    h ^= h >> 32;
    h *= TB_HASH_3;
    return h ^ h >> 30;
}

#endif
