/* Control characters and their like made visible; see clean.h. */
#include "cli/clean.h"

#include <stdio.h>

#include "base/utf8.h"
#include "text/width.h"

static uint32_t decode(const char *p, size_t n) {
    const unsigned char *b = (const unsigned char *)p;
    if (n == 1) return b[0];
    uint32_t c = b[0] & (0xFFu >> (n + 1));
    for (size_t i = 1; i < n; i++) c = c << 6 | (b[i] & 0x3F);
    return c;
}

/* What would act on the terminal or on the order of the line instead of being shown. */
static bool is_active(uint32_t c) {
    if (c < 0x20) return c != '\t';
    if (c >= 0x7F && c < 0xA0) return true;
    if (c >= 0x202A && c <= 0x202E) return true; /* embeddings and overrides */
    if (c >= 0x2066 && c <= 0x2069) return true; /* isolates */
    if (c == 0x2028 || c == 0x2029 || c == 0xFEFF) return true;
    if (c >= 0xFFF9 && c <= 0xFFFB) return true;                   /* annotations */
    if (c >= 0xE0000 && c <= 0xE007F) return true;                 /* tags: text that nobody sees */
    return (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE; /* noncharacters */
}

tb_shown tb_shown_at(tb_slice s, size_t at) {
    tb_shown shown = {.len = tb_utf8_len(s.p + at, s.len - at)};
    if (shown.len == 0) {
        shown.len = 1;
        shown.width = snprintf(shown.text, sizeof shown.text, "<%02X>", (unsigned)(unsigned char)s.p[at]);
        return shown;
    }
    uint32_t c = decode(s.p + at, shown.len);
    if (is_active(c)) {
        shown.is_blank = c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029;
        shown.width = snprintf(shown.text, sizeof shown.text, "<U+%04X>", (unsigned)c);
        return shown;
    }
    memcpy(shown.text, s.p + at, shown.len);
    shown.is_blank = c == ' ' || c == '\t';
    shown.width = tb_char_width(c);
    return shown;
}

/* Walks s as one line; the width of it all. out may be NULL. */
static size_t walk(tb_buf *out, tb_slice s) {
    size_t width = 0;
    bool pending = false; /* a blank that stands for tabs or line breaks was written last */
    for (size_t at = 0; at < s.len;) {
        tb_shown c = tb_shown_at(s, at);
        bool breaks = c.is_blank && c.text[0] != ' ';
        at += c.len;
        if (breaks && pending) continue;
        if (out) tb_buf_puts(out, breaks ? " " : c.text);
        width += breaks ? 1 : (size_t)c.width;
        pending = breaks;
    }
    return width;
}

void tb_clean_line(tb_buf *out, tb_slice s) {
    (void)walk(out, s);
}

size_t tb_clean_width(tb_slice s) {
    return walk(NULL, s);
}
