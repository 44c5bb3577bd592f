/* Slices: a borrowed view of bytes. A slice owns nothing and is never assumed to end in NUL. */
#ifndef TB_BASE_SLICE_H
#define TB_BASE_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

typedef struct tb_slice {
    const char *p; /* may be NULL when len is 0 */
    size_t len;    /* bytes */
} tb_slice;

/* A slice of a string literal. */
#define TB_S(literal) ((tb_slice){"" literal, sizeof(literal) - 1})
/* For printf: "%.*s", TB_FMT(slice). */
#define TB_FMT(s) (int)((s).len < 0x7fffffff ? (s).len : 0x7fffffff), (s).p ? (s).p : ""

static inline tb_slice tb_slice_cstr(const char *s) {
    return (tb_slice){s, s ? strlen(s) : 0};
}

static inline bool tb_slice_eq(tb_slice a, tb_slice b) {
    return a.len == b.len && (a.len == 0 || memcmp(a.p, b.p, a.len) == 0);
}

/* Order of bytes, which in UTF-8 is the order of code points; a prefix comes first. */
static inline int tb_slice_cmp(tb_slice a, tb_slice b) {
    size_t n = a.len < b.len ? a.len : b.len;
    int c = n ? memcmp(a.p, b.p, n) : 0;
    return c ? c : (a.len > b.len) - (a.len < b.len);
}

static inline bool tb_slice_starts(tb_slice s, tb_slice prefix) {
    return s.len >= prefix.len && (prefix.len == 0 || memcmp(s.p, prefix.p, prefix.len) == 0);
}

static inline bool tb_slice_ends(tb_slice s, tb_slice suffix) {
    return s.len >= suffix.len &&
           (suffix.len == 0 || memcmp(s.p + s.len - suffix.len, suffix.p, suffix.len) == 0);
}

/* Bytes [from, to) of s; both are clamped to the slice. */
static inline tb_slice tb_slice_sub(tb_slice s, size_t from, size_t to) {
    if (to > s.len) to = s.len;
    if (from > to) from = to;
    return (tb_slice){s.p ? s.p + from : NULL, to - from};
}

#endif
