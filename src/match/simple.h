/* The simple engine: each paragraph folded as a whole, each place tried against a trie of characters. Slow
 * and plain; it is the path that the fast engine is compared with, and it answers for what that leaves out. */
#ifndef TB_MATCH_SIMPLE_H
#define TB_MATCH_SIMPLE_H

#include "match/variant.h"

typedef struct tb_simple tb_simple; /* immutable after it is built */

/* Builds the engine over variants, which are borrowed and must outlive it. TB_ENOMEM. */
TB_MUST_USE tb_status tb_simple_new(tb_simple **out, const tb_variants *variants, bool quotes);
void tb_simple_free(tb_simple *s); /* NULL is fine */

/* Appends every hit in text, in no order, some perhaps twice. TB_ENOMEM. */
TB_MUST_USE tb_status tb_simple_scan(const tb_simple *s, const tb_text *text, tb_hits *hits);

#endif
