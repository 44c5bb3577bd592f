/* Cleans the words that renderers show; see clean.h. So no renderer has to think of line breaks in a name, of
 * NUL, or of a right-to-left override that turns the rest of a line round. */
#include "view/clean.h"

#include <stdint.h>

#include "base/utf8.h"

static uint32_t decode(const char *p, size_t n) {
    const unsigned char *b = (const unsigned char *)p;
    switch (n) {
    case 1:
        return b[0];
    case 2:
        return (b[0] & 0x1Fu) << 6 | (b[1] & 0x3Fu);
    case 3:
        return (b[0] & 0x0Fu) << 12 | (b[1] & 0x3Fu) << 6 | (b[2] & 0x3Fu);
    default:
        return (b[0] & 0x07u) << 18 | (b[1] & 0x3Fu) << 12 | (b[2] & 0x3Fu) << 6 | (b[3] & 0x3Fu);
    }
}

static bool is_blank(uint32_t c) { /* white space and controls */
    return c <= 0x20 || (c >= 0x7F && c <= 0xA0) || c == 0x2028 || c == 0x2029;
}

static bool turns_direction(uint32_t c) { /* embeddings, overrides, isolates */
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

tb_status tb_clean(tb_arena *arena, tb_buf *scratch, tb_slice s, tb_slice *out) {
    bool blank = false;
    tb_buf_clear(scratch);
    for (size_t at = 0; at < s.len;) {
        size_t n = tb_utf8_len(s.p + at, s.len - at);
        uint32_t c = n ? decode(s.p + at, n) : 0xFFFD;
        bool bad = n == 0 || c == 0xFFFE || c == 0xFFFF;
        if (n && is_blank(c)) {
            blank = scratch->len > 0;
        } else if (!turns_direction(c)) {
            if (blank) tb_buf_putc(scratch, ' ');
            blank = false;
            if (bad)
                tb_buf_puts(scratch, "\xEF\xBF\xBD");
            else
                tb_buf_put(scratch, (tb_slice){s.p + at, n});
        }
        at += n ? n : 1;
    }
    TB_TRY(tb_buf_status(scratch));
    return tb_arena_copy(arena, tb_buf_slice(scratch), out);
}
