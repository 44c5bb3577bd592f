/* Positions of many offsets of one file, asked for in ascending order: what tb_origin_position gives, without counting a
 * long line from its start each time. */
#ifndef TB_CLI_CURSOR_H
#define TB_CLI_CURSOR_H

#include "base/origin.h"

typedef struct tb_cursor {
    const tb_origin *origin;
    size_t offset;
    tb_position position; /* of offset; line 0: nothing asked yet */
} tb_cursor;

static inline tb_cursor tb_cursor_on(const tb_origin *origin) {
    return (tb_cursor){.origin = origin};
}
/* The position of offset; cheap when it lies a little after the last one. */
tb_position tb_cursor_at(tb_cursor *c, size_t offset);

#endif
