/* The walk: every form of a table that stands at one place of a text, whatever the text is made of. The fast
 * scan calls it where it meets more than plain ASCII; it is exact by itself. */
#ifndef TB_MATCH_WALK_H
#define TB_MATCH_WALK_H

#include "match/table.h"

typedef struct tb_walker tb_walker;

TB_MUST_USE tb_status tb_walker_new(tb_walker **out);
void tb_walker_free(tb_walker *w); /* NULL is fine */

/* Appends the hits that begin in bytes [from, to) of a paragraph, which itself begins at byte base of the text.
 * A character begins at from; one that may not begin a match is no matter. Hits come by start, in no order
 * and perhaps twice for one start. TB_ENOMEM. */
TB_MUST_USE tb_status tb_walk(tb_walker *w, const tb_table *t, tb_slice paragraph, size_t base, size_t from, size_t to,
                              tb_hits *hits);

#endif
