/* JSON string literals (RFC 8259, section 7): where they end, and what they stand for. Must not know documents. */
#include "corpus/jsonl_string.h"

#include <stdint.h>

#include "text/utf8.h"

#define EACH_BYTE(x) (UINT64_C(0x0101010101010101) * (x))

/* Whether one of eight bytes is a quotation mark, a backslash or a control character; may be wrong only in saying yes. */
static bool has_special(uint64_t word) {
    uint64_t quote = word ^ EACH_BYTE('"'), backslash = word ^ EACH_BYTE('\\');
    uint64_t hit = (quote - EACH_BYTE(1)) & ~quote;
    hit |= (backslash - EACH_BYTE(1)) & ~backslash;
    hit |= (word - EACH_BYTE(0x20)) & ~word;
    return (hit & EACH_BYTE(0x80)) != 0;
}

/* The first place from i on that is a quotation mark, a backslash or a control character, or s.len. */
static size_t next_special(tb_slice s, size_t i) {
    uint64_t word;
    while (s.len - i >= sizeof word) {
        memcpy(&word, s.p + i, sizeof word);
        if (has_special(word)) break;
        i += sizeof word;
    }
    while (i < s.len && s.p[i] != '"' && s.p[i] != '\\' && (unsigned char)s.p[i] >= 0x20) i++;
    return i;
}

static int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* The code unit of the \uXXXX at s.p[i], or -1. */
static int32_t code_unit(tb_slice s, size_t i) {
    int32_t unit = 0;
    if (s.len - i < 6 || s.p[i] != '\\' || s.p[i + 1] != 'u') return -1;
    for (size_t k = 2; k < 6; k++) {
        int digit = hex_digit(s.p[i + k]);
        if (digit < 0) return -1;
        unit = unit << 4 | digit;
    }
    return unit;
}

/* The code point of the escape at s.p[i], or -1; *len gets its bytes. */
static int32_t escape(tb_slice s, size_t i, size_t *len) {
    static const char names[] = "\"\\/bfnrt", values[] = "\"\\/\b\f\n\r\t";
    if (s.len - i < 2) return -1;
    *len = 2;
    if (s.p[i + 1] != 'u') {
        const char *name = s.p[i + 1] ? strchr(names, s.p[i + 1]) : NULL;
        return name ? values[name - names] : -1;
    }
    int32_t high = code_unit(s, i);
    *len = 6;
    if (high < 0xD800 || high > 0xDFFF) return high;
    int32_t low = high <= 0xDBFF ? code_unit(s, i + 6) : -1;
    *len = 12;
    return low >= 0xDC00 && low <= 0xDFFF ? 0x10000 + (high - 0xD800) * 0x400 + (low - 0xDC00) : -1;
}

size_t tb_jsonl_string_end(tb_slice s, size_t i) {
    i++;
    for (size_t len; (i = next_special(s, i)) < s.len; i += len) {
        if (s.p[i] == '"') return i + 1;
        if (s.p[i] != '\\' || escape(s, i, &len) < 0) return 0;
    }
    return 0;
}

size_t tb_jsonl_unescape(tb_slice literal, char *out) {
    size_t n = 0, i = 1;
    for (;;) {
        size_t end = next_special(literal, i), len = 0;
        memcpy(out + n, literal.p + i, end - i);
        n += end - i;
        if (end >= literal.len || literal.p[end] != '\\') return n;
        n += tb_utf8_put(out + n, (uint32_t)escape(literal, end, &len));
        i = end + len;
    }
}
