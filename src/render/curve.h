/* Bézier curves and boxes in the plane: the little geometry that routing needs. Points, y upwards. Internal
 * to the room render. */
#ifndef TB_RENDER_CURVE_H
#define TB_RENDER_CURVE_H

#include <stdbool.h>
#include <stddef.h>

#include "render/draw.h"
#include "render/style.h"

typedef struct tb_pt {
    double x, y;
} tb_pt;

typedef struct tb_cubic {
    tb_pt p[4];
} tb_cubic;

enum { TB_PATH_MAX = 4 };
typedef struct tb_path { /* curves end to end */
    tb_cubic at[TB_PATH_MAX];
    int n;
} tb_path;

tb_pt tb_cubic_at(const tb_cubic *c, double t);
/* The parts before and after t; either may be NULL. */
void tb_cubic_split(const tb_cubic *c, double t, tb_cubic *head, tb_cubic *tail);
tb_cubic tb_cubic_turn(const tb_cubic *c); /* from end to start */
tb_cubic tb_line_to(tb_pt a, tb_pt b);
tb_path tb_path_turn(const tb_path *p);
double tb_distance(tb_pt a, tb_pt b);

/* Whether p is inside a node's outline, grown by pad. */
bool tb_inside(tb_box box, tb_outline outline, tb_pt p, double pad);
/* The part of a path that begins inside a node that is outside of it; the whole path where it never leaves.
 */
tb_path tb_path_leave(const tb_path *p, tb_box box, tb_outline outline, double pad);
/* Cuts a curve at the last point from its end that is `length` from the end, for an arrow head. */
tb_cubic tb_cubic_shorten(const tb_cubic *c, double length);

#endif
