/* A part of a view as a view of its own, so that what a report found can be drawn like anything else. */
#ifndef TB_REPORT_PART_H
#define TB_REPORT_PART_H

#include "view/view.h"

typedef struct tb_part {
    const bool *nodes, *edges;           /* flags over those of the view: what is kept; the ends of a kept edge are */
    const tb_change *node_changes, *edge_changes; /* over those of the view, or NULL */
    tb_slice name;                       /* of the part */
    tb_slice title;                      /* added to the view's after an en dash; "" for none */
} tb_part;

/* Makes the part of a view, in the same orders and with the same numbers of sources. Strings are borrowed from the view,
 * arrays stand in arena; *out->arena stays empty. TB_ENOMEM. */
TB_MUST_USE tb_status tb_part_make(tb_arena *arena, const tb_view *view, const tb_part *part, tb_view *out);

#endif
