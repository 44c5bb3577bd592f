/* The shape of UTF-8 sequences, for those parts of base that count or clean characters. What a character
 * means is the business of the room `text`. */
#ifndef TB_BASE_UTF8_H
#define TB_BASE_UTF8_H

#include <stddef.h>

/* Bytes of the well-formed sequence that begins at p[0..len), 1 to 4, by table 3-7 of the Unicode
 * Standard (no surrogates, nothing overlong, nothing above U+10FFFF); 0 where there is none. */
static inline size_t tb_utf8_len(const char *p, size_t len) {
    const unsigned char *b = (const unsigned char *)p;
    if (len == 0) return 0;
    if (b[0] < 0x80) return 1;
    if (b[0] < 0xC2 || b[0] > 0xF4) return 0;
    size_t n = b[0] < 0xE0 ? 2 : b[0] < 0xF0 ? 3 : 4;
    if (len < n) return 0;
    unsigned low = b[0] == 0xE0 ? 0xA0 : b[0] == 0xF0 ? 0x90 : 0x80;
    unsigned high = b[0] == 0xED ? 0x9F : b[0] == 0xF4 ? 0x8F : 0xBF;
    if (b[1] < low || b[1] > high) return 0;
    for (size_t i = 2; i < n; i++)
        if (b[i] < 0x80 || b[i] > 0xBF) return 0;
    return n;
}

#endif
