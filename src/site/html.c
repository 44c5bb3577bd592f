/* Escapes; see html.h. */
#include "site/html.h"

#include <stdint.h>

#include "base/json.h"
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

static bool turns_direction(uint32_t c) { /* embeddings, overrides, isolates */
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

static void put_char(tb_buf *out, uint32_t c, tb_slice bytes) {
    switch (c) {
    case '&':
        tb_buf_puts(out, "&amp;");
        return;
    case '<':
        tb_buf_puts(out, "&lt;");
        return;
    case '>':
        tb_buf_puts(out, "&gt;");
        return;
    case '"':
        tb_buf_puts(out, "&quot;");
        return;
    case '\'':
        tb_buf_puts(out, "&#39;");
        return;
    default:
        break;
    }
    if (c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029)
        tb_buf_putc(out, ' ');
    else if (c == 0xFFFE || c == 0xFFFF)
        tb_buf_puts(out, "\xEF\xBF\xBD");
    else if (!turns_direction(c))
        tb_buf_put(out, bytes);
}

void tb_html_text(tb_buf *out, tb_slice s) {
    for (size_t at = 0; at < s.len;) {
        size_t n = tb_utf8_len(s.p + at, s.len - at);
        if (n)
            put_char(out, decode(s.p + at, n), (tb_slice){s.p + at, n});
        else
            tb_buf_puts(out, "\xEF\xBF\xBD");
        at += n ? n : 1;
    }
}

void tb_html_name(tb_buf *out, tb_slice s) {
    tb_buf_puts(out, "<bdi>");
    tb_html_text(out, s);
    tb_buf_puts(out, "</bdi>");
}

void tb_html_attr(tb_buf *out, const char *name, tb_slice s) {
    tb_buf_printf(out, " %s=\"", name);
    tb_html_text(out, s);
    tb_buf_putc(out, '"');
}

void tb_html_url(tb_buf *out, const char *name, tb_slice url) {
    tb_buf_printf(out, " %s=\"", name);
    for (size_t i = 0; i < url.len; i++) {
        unsigned char c = (unsigned char)url.p[i];
        if (c == '&')
            tb_buf_puts(out, "&amp;");
        else if (c <= 0x20 || c >= 0x7F || strchr("\"<>\\^`{|}'", c))
            tb_buf_printf(out, "%%%02X", (unsigned)c);
        else
            tb_buf_putc(out, (char)c);
    }
    tb_buf_putc(out, '"');
}

void tb_html_json(tb_buf *out, tb_slice s) {
    tb_buf plain = {0};
    tb_json_escape(&plain, s);
    if (tb_buf_status(&plain) != TB_OK) out->status = TB_ENOMEM;
    for (size_t i = 0; i < plain.len; i++) {
        unsigned char c = (unsigned char)plain.p[i];
        bool separator = c == 0xE2 && i + 2 < plain.len && (unsigned char)plain.p[i + 1] == 0x80 &&
                         ((unsigned char)plain.p[i + 2] & 0xFE) == 0xA8;
        if (c == '<' || c == '>' || c == '&') {
            tb_buf_printf(out, "\\u%04x", (unsigned)c);
        } else if (separator) {
            tb_buf_printf(out, "\\u20%02x", (unsigned)((unsigned char)plain.p[i + 2] - 0x80u));
            i += 2;
        } else {
            tb_buf_putc(out, (char)c);
        }
    }
    tb_buf_free(&plain);
}

void tb_html_count(tb_buf *out, size_t n, const char *one, const char *many) {
    tb_buf_putu(out, n);
    tb_buf_putc(out, ' ');
    tb_buf_puts(out, n == 1 ? one : many);
}
