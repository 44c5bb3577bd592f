/* The growing buffer. Invariants: len <= cap; after the first failure status stays TB_ENOMEM and the bytes
 * stay as they are, so that a writer may look at the status once, at the end. */
#include "base/buf.h"

#include <stdio.h>
#include <stdlib.h>

tb_status tb_buf_grow(tb_buf *b, size_t n) {
    if (b->status != TB_OK) return b->status;
    size_t cap = b->cap < 64 ? 64 : b->cap;
    if (n > SIZE_MAX - b->len) return b->status = TB_ENOMEM;
    size_t needed = b->len + n;
    /* Doubling keeps the cost of a byte constant; near the end of the address space take what is needed. */
    while (cap < needed) cap = cap > SIZE_MAX / 2 ? needed : cap * 2;
    char *p = realloc(b->p, cap);
    if (!p) return b->status = TB_ENOMEM;
    b->p = p;
    b->cap = cap;
    return TB_OK;
}

void tb_buf_put(tb_buf *b, tb_slice s) {
    if (s.len == 0 || tb_buf_reserve(b, s.len) != TB_OK) return;
    memcpy(b->p + b->len, s.p, s.len);
    b->len += s.len;
}

void tb_buf_puts(tb_buf *b, const char *cstr) {
    tb_buf_put(b, tb_slice_cstr(cstr));
}

void tb_buf_putc(tb_buf *b, char c) {
    if (tb_buf_reserve(b, 1) != TB_OK) return;
    b->p[b->len++] = c;
}

void tb_buf_putu(tb_buf *b, uint64_t decimal) {
    char digits[20];
    size_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + decimal % 10);
        decimal /= 10;
    } while (decimal);
    tb_buf_put(b, (tb_slice){digits + at, sizeof digits - at});
}

void tb_buf_vprintf(tb_buf *b, const char *format, va_list args) {
    if (b->status != TB_OK) return;
    va_list again;
    va_copy(again, args);
    size_t room = b->cap - b->len;
    int n = vsnprintf(room ? b->p + b->len : NULL, room, format, args);
    if (n < 0) {
        b->status = TB_ENOMEM;
    } else if ((size_t)n < room) {
        b->len += (size_t)n;
    } else if (tb_buf_reserve(b, (size_t)n + 1) == TB_OK) { /* printf writes a NUL that is not counted */
        (void)vsnprintf(b->p + b->len, (size_t)n + 1, format, again);
        b->len += (size_t)n;
    }
    va_end(again);
}

void tb_buf_printf(tb_buf *b, const char *format, ...) {
    va_list args;
    va_start(args, format);
    tb_buf_vprintf(b, format, args);
    va_end(args);
}

void tb_buf_free(tb_buf *b) {
    free(b->p);
    *b = (tb_buf){0};
}
