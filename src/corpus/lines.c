/* Lines as a curator names them: front matter and ignored lines. Must not know file formats. */
#include "corpus/lines.h"

#include "base/origin.h"
#include "text/chars.h"
#include "text/utf8.h"

size_t tb_line_len(const char *p, size_t len, size_t *with_break) {
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)p[i];
        if (c != '\n' && c != '\r' && c != 0xC2 && c != 0xE2) continue;
        size_t n = tb_line_break(p + i, len - i);
        if (n == 0) continue;
        *with_break = i + n;
        return i;
    }
    *with_break = len;
    return len;
}

size_t tb_space_len(tb_slice s) {
    size_t n = 0;
    if (s.len == 0) return 0;
    return tb_char_of(tb_utf8_next(s.p, s.len, &n))->flags & TB_CH_SPACE ? n : 0;
}

/* Bytes of the white space that s ends with, one character. */
static size_t space_at_end(tb_slice s) {
    size_t n = s.len ? 1 : 0;
    while (n && n < s.len && n < 4 && ((unsigned char)s.p[s.len - n] & 0xC0) == 0x80) n++;
    return tb_space_len(tb_slice_sub(s, s.len - n, s.len)) == n ? n : 0;
}

tb_slice tb_trim(tb_slice s) {
    for (size_t n = tb_space_len(s); n; n = tb_space_len(s)) s = tb_slice_sub(s, n, s.len);
    for (size_t n = space_at_end(s); n; n = space_at_end(s)) s.len -= n;
    return s;
}

/* Whether line is three times c with nothing but blanks after it. */
static bool is_fence(tb_slice line, char c) {
    if (line.len < 3 || line.p[0] != c || line.p[1] != c || line.p[2] != c) return false;
    for (size_t i = 3; i < line.len; i++)
        if (line.p[i] != ' ' && line.p[i] != '\t') return false;
    return true;
}

tb_front_matter tb_front_matter_find(tb_slice bytes, size_t from) {
    tb_front_matter out = {.start = from, .end = from, .body = from};
    size_t whole, len;
    if (from >= bytes.len || bytes.p[from] != '-') return out;
    len = tb_line_len(bytes.p + from, bytes.len - from, &whole);
    if (!is_fence((tb_slice){bytes.p + from, len}, '-')) return out;
    size_t first = from + whole;
    for (size_t at = first; at < bytes.len; at += whole) {
        size_t n = tb_line_len(bytes.p + at, bytes.len - at, &whole);
        tb_slice line = {bytes.p + at, n};
        if (!is_fence(line, '-') && !is_fence(line, '.')) continue;
        return (tb_front_matter){.start = first, .end = at, .body = at + whole};
    }
    out.open_len = len;
    return out;
}

tb_status tb_ignore_make(tb_arena *arena, const tb_slice *lines, size_t n, tb_ignore *out) {
    *out = (tb_ignore){0};
    if (n == 0) return TB_OK;
    tb_slice *trimmed = TB_NEW_ARRAY(arena, n, tb_slice);
    if (!trimmed) return TB_ENOMEM;
    for (size_t i = 0; i < n; i++) {
        tb_slice line = tb_trim(lines[i]);
        if (line.len == 0) continue;
        trimmed[out->n++] = line;
        if (line.len > out->max_len) out->max_len = line.len;
    }
    out->lines = trimmed;
    return TB_OK;
}

bool tb_ignore_has(const tb_ignore *ignore, tb_slice line) {
    if (ignore->n == 0) return false;
    line = tb_trim(line);
    if (line.len == 0 || line.len > ignore->max_len) return false;
    for (size_t i = 0; i < ignore->n; i++)
        if (tb_slice_eq(ignore->lines[i], line)) return true;
    return false;
}

/* Whether a and b are the same but for the length and kind of the white space inside them. */
static bool equal_collapsed(tb_slice a, tb_slice b) {
    size_t i = 0, k = 0;
    while (i < a.len && k < b.len) {
        size_t x = tb_space_len(tb_slice_sub(a, i, a.len)), y = tb_space_len(tb_slice_sub(b, k, b.len));
        if (!x != !y) return false;
        if (!x) {
            if (a.p[i++] != b.p[k++]) return false;
            continue;
        }
        for (; x; x = tb_space_len(tb_slice_sub(a, i, a.len))) i += x;
        for (; y; y = tb_space_len(tb_slice_sub(b, k, b.len))) k += y;
    }
    return i == a.len && k == b.len;
}

bool tb_ignore_has_collapsed(const tb_ignore *ignore, tb_slice line) {
    if (ignore->n == 0) return false;
    line = tb_trim(line);
    if (line.len == 0) return false;
    for (size_t i = 0; i < ignore->n; i++)
        if (equal_collapsed(ignore->lines[i], line)) return true;
    return false;
}
