/* The fast engine: a scan that looks only where a word begins, and at most words only once.
 *
 * Plain ASCII is read where it stands. Wherever something else is met (bytes from 0x80 near a candidate, a
 * hyphen at the end of a line) the walk of walk.h answers for that place, so that the scan itself need
 * know no Unicode and is exact all the same. */
#ifndef TB_MATCH_FAST_H
#define TB_MATCH_FAST_H

#include "match/kernel.h"
#include "match/table.h"
#include "match/walk.h"

typedef struct tb_fast {
    tb_table table;
    tb_first_bytes first;
    unsigned char gap[256]; /* tb_gap of a byte behind a first word */
    tb_kernel_function *kernel;
    size_t chunk; /* bytes looked at in one piece: a multiple of 64 up to TB_CHUNK */
} tb_fast;

typedef struct tb_fast_scratch tb_fast_scratch;
TB_MUST_USE tb_status tb_fast_scratch_new(tb_fast_scratch **out);
void tb_fast_scratch_free(tb_fast_scratch *s); /* NULL is fine */

/* Makes f ready when its table is built. */
void tb_fast_init(tb_fast *f, tb_kernel_function *kernel, size_t chunk);

/* Appends every hit in text, sorted by start; those of one start in no order, some perhaps twice. TB_ENOMEM. */
TB_MUST_USE tb_status tb_fast_scan(const tb_fast *f, tb_fast_scratch *s, const tb_text *text, tb_hits *hits);

#endif
