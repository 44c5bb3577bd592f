/* What stands in the way of lines: boxes in the plane, found by place. Internal to the room render. */
#ifndef TB_RENDER_SPACE_H
#define TB_RENDER_SPACE_H

#include <stdint.h>

#include "base/arena.h"
#include "render/curve.h"

typedef struct tb_obstacle {
    double left, right, bottom, top;
    uint32_t owner; /* what it is, to the caller */
} tb_obstacle;

/* A grid of square cells, each with the obstacles that reach into it. */
typedef struct tb_space {
    const tb_obstacle *obstacles;
    double left, bottom, cell;
    size_t columns, rows;
    uint32_t *starts; /* of each cell in items; one more than cells */
    uint32_t *items;
} tb_space;

/* obstacles are borrowed; memory in arena. TB_ENOMEM. */
TB_MUST_USE tb_status tb_space_new(const tb_obstacle *obstacles, size_t n, tb_arena *arena, tb_space *out);
/* The obstacles of the cell at p, *n indexes; each is then compared by the caller. */
const uint32_t *tb_space_at(const tb_space *s, tb_pt p, size_t *n);

static inline bool tb_obstacle_has(const tb_obstacle *o, tb_pt p) {
    return p.x > o->left && p.x < o->right && p.y > o->bottom && p.y < o->top;
}

#endif
