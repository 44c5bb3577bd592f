/* The lines of a drawing, from entity to label to entity. Internal to the room render. */
#ifndef TB_RENDER_ROUTE_H
#define TB_RENDER_ROUTE_H

#include "render/curve.h"
#include "render/layout.h"

/* A stretch of line between two gaps. */
typedef struct tb_stretch {
    const tb_cubic *at;
    size_t n;
} tb_stretch;

/* A link's line, from its `from` to its `to`. Where it would run through a label it has a gap. */
typedef struct tb_route {
    const tb_stretch *stretches;
    size_t n;
    bool reaches; /* the last stretch ends at the node: an arrow head fits there */
} tb_route;

/* One route an edge of the view, in arena. TB_ENOMEM. */
TB_MUST_USE tb_status tb_route_all(const tb_view *view, const tb_layout *layout, tb_arena *arena,
                                   const tb_route **out);

#endif
