/* Eight bytes of text in a word of 64 bits. */
#ifndef TB_MATCH_ASCII_H
#define TB_MATCH_ASCII_H

#include "base/eight.h"
#include "match/hash.h"

/* Eight bytes, the first in the lowest place. */
static inline uint64_t tb_load8_in_order(const void *p) {
    uint64_t x = tb_load8(p);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    x = __builtin_bswap64(x);
#endif
    return x;
}

/* 0x80 for each of eight bytes that is a letter or digit of ASCII. The sums do not carry, since no byte of them is above 0x7F. */
static inline uint64_t tb_word_bytes_8(uint64_t x) {
    uint64_t low = x & TB_ALL(0x7F), small = low | TB_ALL(0x20);
    uint64_t letter = (small + TB_ALL(0x80 - 'a')) & ~(small + TB_ALL(0x7F - 'z'));
    uint64_t digit = (low + TB_ALL(0x80 - '0')) & ~(low + TB_ALL(0x7F - '9'));
    return (letter | digit) & ~x & TB_ALL(0x80);
}

/* With how many letters and digits of ASCII the eight bytes at p begin. */
static inline size_t tb_word_run_8(const void *p) {
    uint64_t other = tb_word_bytes_8(tb_load8_in_order(p)) ^ TB_ALL(0x80);
    return other ? (size_t)__builtin_ctzll(other) / 8 : 8;
}

#endif
