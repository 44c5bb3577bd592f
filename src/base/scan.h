/* Bytes passed over at the speed of memory: to the next line break, to the next byte outside ASCII.
 *
 * A line ends at LF, CR, CRLF, NEL (U+0085), U+2028 and U+2029, see tb_line_break in origin.h. */
#ifndef TB_BASE_SCAN_H
#define TB_BASE_SCAN_H

#include <stdint.h>

#include "base/slice.h"

#define TB_BREAKS_PIECE 1024 /* bytes; a multiple of 64 */

/* A walk over the line breaks of a text. */
typedef struct tb_breaks {
    tb_slice text;
    size_t piece, next;  /* the piece of the text that was looked at last, and what follows it */
    size_t behind;       /* the end of the break given last */
    uint16_t i, n;       /* of found: the next one, all */
    uint16_t found[TB_BREAKS_PIECE + 2]; /* where in the piece a break may begin */
} tb_breaks;

static inline void tb_breaks_begin(tb_breaks *b, tb_slice text) {
    b->text = text;
    b->piece = b->next = b->behind = 0;
    b->i = b->n = 0;
}

size_t tb_breaks_slow(tb_breaks *b, size_t *len); /* of tb_breaks_next */

/* Where the next line break begins, or text.len; *len gets its length, 0 at the end. */
static inline size_t tb_breaks_next(tb_breaks *b, size_t *len) {
    if (b->i < b->n) {
        size_t at = b->piece + b->found[b->i];
        if (b->text.p[at] == '\n' && at >= b->behind) {
            b->i++;
            *len = 1;
            return at;
        }
    }
    return tb_breaks_slow(b, len);
}

/* How many bytes s begins with that are all below 0x80. */
size_t tb_ascii_len(tb_slice s);

#endif
