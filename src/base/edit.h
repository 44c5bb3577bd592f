/* How far apart two words are: for "did you mean". */
#ifndef TB_BASE_EDIT_H
#define TB_BASE_EDIT_H

#include "base/slice.h"

/* Edits (insertion, deletion, replacement, exchange of neighbours) that lead from a to b, in code points;
 * more than max is max + 1. Damerau's distance with optimal string alignment. O(len a × len b). */
size_t tb_edit_distance(tb_slice a, tb_slice b, size_t max);
/* How far apart two words may be for one to be offered for the other. */
size_t tb_edit_allowance(tb_slice word);

#endif
