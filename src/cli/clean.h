/* Hostile strings made fit to be shown. A name or text may hold terminal escapes, line breaks and marks that
 * turn the direction of writing; people see <U+001B> instead. Machine formats have their own escapes. */
#ifndef TB_CLI_CLEAN_H
#define TB_CLI_CLEAN_H

#include <stdint.h>

#include "base/buf.h"

/* One character of a string as it is shown. */
typedef struct tb_shown {
    size_t len;    /* bytes of the string that it is */
    char text[12]; /* what is shown, NUL-ended */
    int width;     /* columns; of a tab 1 */
    bool is_blank; /* white space */
} tb_shown;

/* The character at s.p[at]; at < s.len. Tabs are handed through, bytes that are no UTF-8 are <FF>, controls,
 * directional overrides and noncharacters <U+202E>. */
tb_shown tb_shown_at(tb_slice s, size_t at);
/* Appends s as one line: each run of tabs and line breaks as one blank, the rest as tb_shown_at. */
void tb_clean_line(tb_buf *out, tb_slice s);
/* Columns of what tb_clean_line writes. */
size_t tb_clean_width(tb_slice s);

#endif
