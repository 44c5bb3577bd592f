/* Bytes passed over at the speed of memory: to the next line break that may end a paragraph, to the next byte outside
 * ASCII.
 *
 * A line ends at LF, CR, CRLF, NEL (U+0085), U+2028 and U+2029, see tb_line_break in origin.h. */
#ifndef TB_BASE_SCAN_H
#define TB_BASE_SCAN_H

#include <stdint.h>

#include "base/slice.h"

/* Which line breaks are looked for. */
typedef enum tb_breaks_kind {
    /* Where a blank line or U+2029 may be: all but LF, CR and CRLF before a visible byte of ASCII. */
    TB_BREAKS_BLANK,
    /* Those, and where a sentence may end: all but LF, CR and CRLF between a letter of ASCII and a visible byte. */
    TB_BREAKS_SENTENCE,
} tb_breaks_kind;

#define TB_BREAKS_BLOCK 64 /* bytes, a bit each */

/* Marks the last byte of each break in n blocks of text, at most 64, and gives the blocks that have one. Two bytes
 * before the first block and one behind the last are read. */
typedef uint64_t tb_breaks_function(const unsigned char *p, size_t n, tb_breaks_kind kind, uint64_t *masks);

/* A walk over the line breaks of a text, in pieces of 64 blocks. */
typedef struct tb_breaks {
    tb_slice text;
    tb_breaks_function *find;
    size_t piece, next; /* where the piece and what follows it begin */
    uint64_t blocks;    /* those of the piece that have a break which was not given yet, */
    uint64_t masks[64]; /* and the last bytes of these breaks */
} tb_breaks;

void tb_breaks_begin(tb_breaks *b, tb_slice text);
/* Looks for the next piece that has breaks of this kind; false where the text has none any more. */
bool tb_breaks_more(tb_breaks *b, tb_breaks_kind kind);

/* Where the line behind the next break of the piece begins; false where the piece has no more. */
static inline bool tb_breaks_next(tb_breaks *b, size_t *line) {
    if (b->blocks == 0) return false;
    unsigned i = (unsigned)__builtin_ctzll(b->blocks);
    uint64_t mask = b->masks[i];
    *line = b->piece + TB_BREAKS_BLOCK * i + (unsigned)__builtin_ctzll(mask) + 1;
    b->masks[i] = mask & (mask - 1);
    if (b->masks[i] == 0) b->blocks &= b->blocks - 1;
    return true;
}

/* The function for set i of instructions (from 0, the fastest first) that this machine has; NULL behind the last. All
 * give the same. */
tb_breaks_function *tb_breaks_at(unsigned i, const char **name);

/* How many bytes s begins with that are all below 0x80. */
size_t tb_ascii_len(tb_slice s);

#endif
