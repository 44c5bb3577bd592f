/* Pairs of entities that stand in one sentence and have no link. Within the room only. */
#ifndef TB_REPORT_PAIRS_H
#define TB_REPORT_PAIRS_H

#include "report/gaps.h"

/* The pairs of tb_gaps, in arena. TB_ENOMEM. O(sentences × entities in a sentence squared); of a sentence that names more
 * than 64 entities, a list, the first 64 are paired. */
TB_MUST_USE tb_status tb_pairs_find(const tb_check *check, tb_arena *arena, const tb_gap_pair **out, size_t *n);

#endif
