/* Positions of many offsets of one file: what tb_origin_position gives, without counting a long line from its
 * start each time. An article may be one line of many megabytes, and have thousands of findings. */
#ifndef TB_CLI_CURSOR_H
#define TB_CLI_CURSOR_H

#include "base/origin.h"

typedef struct tb_station {
    size_t offset, column;
} tb_station;

typedef struct tb_cursor {
    const tb_origin *origin;
    tb_station last;             /* the last that was asked for, at the start of a character */
    size_t line;                 /* of last; 0: nothing was asked yet */
    TB_VEC(tb_station) stations; /* in the line, by offset, on the heap: where counting may begin */
} tb_cursor;

static inline tb_cursor tb_cursor_on(const tb_origin *origin) {
    return (tb_cursor){.origin = origin};
}
/* The position of offset; cheap a little after the last one, and in a line where something further was asked
 * for. */
tb_position tb_cursor_at(tb_cursor *c, size_t offset);
void tb_cursor_free(tb_cursor *c);

/* A cursor for each of some files. All zeros is empty. */
typedef struct tb_locator {
    TB_VEC(tb_cursor) cursors; /* by index of the origin, on the heap */
} tb_locator;
tb_position tb_locate(tb_locator *l, const tb_origins *origins, uint32_t origin, size_t offset);
void tb_locator_free(tb_locator *l);

#endif
