/* A growing buffer of bytes on the heap. Writers need not look at each call: the first failure sticks,
 * later writes do nothing, and tb_buf_status tells at the end. What is written must not lie in the buffer itself. */
#ifndef TB_BASE_BUF_H
#define TB_BASE_BUF_H

#include <stdarg.h>
#include <stdint.h>

#include "base/slice.h"
#include "base/status.h"

typedef struct tb_buf {
    char *p;
    size_t len; /* bytes written */
    size_t cap;
    tb_status status; /* TB_OK or TB_ENOMEM */
} tb_buf;

/* An empty buffer is all zeros: `tb_buf b = {0};`. */

TB_MUST_USE tb_status tb_buf_grow(tb_buf *b, size_t n); /* of tb_buf_reserve */
/* Room for n more bytes without growing; TB_ENOMEM. */
static inline TB_MUST_USE tb_status tb_buf_reserve(tb_buf *b, size_t n) {
    return b->status == TB_OK && b->cap - b->len >= n ? TB_OK : tb_buf_grow(b, n);
}
void tb_buf_put(tb_buf *b, tb_slice s);
void tb_buf_puts(tb_buf *b, const char *cstr);
void tb_buf_putc(tb_buf *b, char c);
void tb_buf_putu(tb_buf *b, uint64_t decimal);
void tb_buf_printf(tb_buf *b, const char *format, ...) TB_PRINTF(2, 3);
void tb_buf_vprintf(tb_buf *b, const char *format, va_list args) TB_PRINTF(2, 0);
static inline tb_slice tb_buf_slice(const tb_buf *b) {
    return (tb_slice){b->p, b->len};
}
static inline TB_MUST_USE tb_status tb_buf_status(const tb_buf *b) {
    return b->status;
}
/* Empty again; the memory is kept. */
static inline void tb_buf_clear(tb_buf *b) {
    b->len = 0;
}
void tb_buf_free(tb_buf *b);

#endif
