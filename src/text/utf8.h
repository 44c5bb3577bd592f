/* Decoding of UTF-8, for text and match: one code point at a time, never past the end.
 *
 * Text that reaches the matcher has been checked (tb_utf8_valid_len); a byte that is no UTF-8 all the
 * same counts as one U+FFFD, so that hostile bytes shift nothing and hide nothing. */
#ifndef TB_TEXT_UTF8_H
#define TB_TEXT_UTF8_H

#include <stdint.h>

#include "base/utf8.h"

/* The code point at p[*i], of len bytes in all (*i < len); *i is moved behind it. */
static inline uint32_t tb_utf8_next(const char *p, size_t len, size_t *i) {
    const unsigned char *b = (const unsigned char *)p + *i;
    if (b[0] < 0x80) {
        ++*i;
        return b[0];
    }
    size_t n = tb_utf8_len(p + *i, len - *i);
    switch (n) {
    case 2: *i += 2; return (b[0] & 0x1Fu) << 6 | (b[1] & 0x3Fu);
    case 3: *i += 3; return (b[0] & 0x0Fu) << 12 | (b[1] & 0x3Fu) << 6 | (b[2] & 0x3Fu);
    case 4:
        *i += 4;
        return (b[0] & 0x07u) << 18 | (b[1] & 0x3Fu) << 12 | (b[2] & 0x3Fu) << 6 | (b[3] & 0x3Fu);
    default: ++*i; return 0xFFFD;
    }
}

/* The code point that ends before p[*i], *i > 0; *i is moved to where it begins. Gives the code points that
 * tb_utf8_next gives, in the other direction. */
static inline uint32_t tb_utf8_before(const char *p, size_t *i) {
    size_t at = *i, start = at - 1;
    while (start > 0 && at - start < 4 && ((unsigned char)p[start] & 0xC0) == 0x80) start--;
    size_t end = start;
    uint32_t cp = tb_utf8_next(p, at, &end);
    if (end != at) {
        /* No UTF-8: its last byte is a character of its own. */
        start = at - 1;
        cp = 0xFFFD;
    }
    *i = start;
    return cp;
}

/* Writes cp to out (4 bytes of room); the number of bytes. */
static inline size_t tb_utf8_put(char *out, uint32_t cp) {
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    if (cp < 0x800) {
        out[0] = (char)(0xC0 | cp >> 6);
        out[1] = (char)(0x80 | (cp & 0x3F));
        return 2;
    }
    if (cp < 0x10000) {
        out[0] = (char)(0xE0 | cp >> 12);
        out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
        out[2] = (char)(0x80 | (cp & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | cp >> 18);
    out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
    out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
    out[3] = (char)(0x80 | (cp & 0x3F));
    return 4;
}

#endif
