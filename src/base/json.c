/* The writer of JSON. Owns commas, escapes and line breaks; knows nothing of what is written.
 * Invariant: depth is below TB_JSON_DEPTH; deeper nesting is a fault of the caller. */
#include "base/json.h"

#include <assert.h>

#include "base/eight.h"
#include "base/utf8.h"

/* Whether eight bytes are ASCII that stands for itself: where a byte is below 0x20, taking that away sets its top
 * bit or that of a byte behind another such one. */
static inline bool is_plain(uint64_t x) {
    return ((x | (x - TB_ALL(0x20)) | tb_any_zero(x ^ TB_ALL('"')) | tb_any_zero(x ^ TB_ALL('\\'))) & TB_ALL(0x80)) == 0;
}

/* Copies four to seven bytes to o where all of them stand for themselves. */
static bool copy_short(char *o, tb_slice s) {
    uint32_t first, last; /* which have bytes in common where there are fewer than eight */
    memcpy(&first, s.p, sizeof first);
    memcpy(&last, s.p + s.len - sizeof last, sizeof last);
    if (!is_plain((uint64_t)first << 32 | last)) return false;
    memcpy(o, &first, sizeof first);
    memcpy(o + s.len - sizeof last, &last, sizeof last);
    return true;
}

/* Copies bytes that stand for themselves to o until there comes another one; how many. */
static size_t copy_plain(char *o, tb_slice s) {
    size_t at = 0;
    for (uint64_t x; s.len - at > 0 && s.len >= sizeof x; at += sizeof x) {
        if (s.len - at < sizeof x) at = s.len - sizeof x; /* the last eight, some of them once more */
        memcpy(&x, s.p + at, sizeof x);
        if (!is_plain(x)) break;
        memcpy(o + at, &x, sizeof x);
    }
    if (s.len >= sizeof(uint32_t) && s.len < sizeof(uint64_t) && copy_short(o, s)) return s.len;
    for (; at < s.len; at++) {
        unsigned char c = (unsigned char)s.p[at];
        if (c < 0x20 || c >= 0x80 || c == '"' || c == '\\') break;
        o[at] = (char)c;
    }
    return at;
}

void tb_json_escape(tb_buf *out, tb_slice s) {
    static const char hex[] = "0123456789abcdef";
    if (tb_buf_reserve(out, s.len + 2) != TB_OK) return;
    out->p[out->len++] = '"';
    size_t at = copy_plain(out->p + out->len, s), plain = at; /* [plain, at) is still to be copied as it is */
    out->len += at;
    if (at == s.len) {
        out->p[out->len++] = '"';
        return;
    }
    while (at < s.len) {
        unsigned char c = (unsigned char)s.p[at];
        size_t n = tb_utf8_len(s.p + at, s.len - at);
        if (n && c >= 0x20 && c != '"' && c != '\\') {
            at += n;
            continue;
        }
        tb_buf_put(out, tb_slice_sub(s, plain, at));
        plain = ++at;
        if (n == 0) {
            tb_buf_puts(out, "\xEF\xBF\xBD");
        } else if (c == '"' || c == '\\') {
            tb_buf_put(out, (tb_slice){(char[]){'\\', (char)c}, 2});
        } else {
            const char *name = c == '\n' ? "\\n" : c == '\t' ? "\\t" : c == '\r' ? "\\r" : c == '\b' ? "\\b"
                             : c == '\f' ? "\\f" : NULL;
            if (name)
                tb_buf_puts(out, name);
            else
                tb_buf_put(out, (tb_slice){(char[]){'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]}, 6});
        }
    }
    tb_buf_put(out, tb_slice_sub(s, plain, at));
    tb_buf_putc(out, '"');
}

static void line(tb_json *j) {
    if (j->indent == 0) return;
    tb_buf_putc(j->out, '\n');
    for (int i = 0; i < j->depth * j->indent; i++) tb_buf_putc(j->out, ' ');
}

/* What stands before a key, or before a value that has none. Values at depth 0 stand alone. */
static void before(tb_json *j) {
    if (j->after_key || j->depth == 0) {
        j->after_key = false;
        return;
    }
    if (j->comma[j->depth]) tb_buf_putc(j->out, ',');
    j->comma[j->depth] = true;
    line(j);
}

static void open_bracket(tb_json *j, char bracket) {
    before(j);
    tb_buf_putc(j->out, bracket);
    assert(j->depth + 1 < TB_JSON_DEPTH);
    j->comma[++j->depth] = false;
}

static void close_bracket(tb_json *j, char bracket) {
    assert(j->depth > 0 && !j->after_key);
    bool members = j->comma[j->depth--];
    if (members) line(j);
    tb_buf_putc(j->out, bracket);
}

void tb_json_object(tb_json *j) {
    open_bracket(j, '{');
}

void tb_json_array(tb_json *j) {
    open_bracket(j, '[');
}

void tb_json_end_object(tb_json *j) {
    close_bracket(j, '}');
}

void tb_json_end_array(tb_json *j) {
    close_bracket(j, ']');
}

void tb_json_key_slice(tb_json *j, tb_slice key) {
    assert(j->depth > 0 && !j->after_key);
    before(j);
    tb_json_escape(j->out, key);
    tb_buf_puts(j->out, j->indent ? ": " : ":");
    j->after_key = true;
}

void tb_json_key(tb_json *j, const char *key) {
    tb_json_key_slice(j, tb_slice_cstr(key));
}

void tb_json_string(tb_json *j, tb_slice s) {
    before(j);
    tb_json_escape(j->out, s);
}

void tb_json_cstr(tb_json *j, const char *s) {
    if (s)
        tb_json_string(j, tb_slice_cstr(s));
    else
        tb_json_null(j);
}

void tb_json_uint(tb_json *j, uint64_t n) {
    before(j);
    tb_buf_putu(j->out, n);
}

void tb_json_bool(tb_json *j, bool b) {
    before(j);
    tb_buf_puts(j->out, b ? "true" : "false");
}

void tb_json_null(tb_json *j) {
    before(j);
    tb_buf_puts(j->out, "null");
}
