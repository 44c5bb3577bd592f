/* Lines from entity to label to entity.
 *
 * All links of a pair share a block of labels. A single link goes through the middle of its label; the links
 * of a bundle come in at the left side of their rows and go out at the right, as a fan where the entity lies
 * beside the block, else in lanes down its side, the farthest row on the outermost lane, so that none crosses
 * another. Of some slightly bent ways the one is taken that runs through the fewest entities and labels. What
 * it still crosses is drawn over it: entities are filled, and for labels the line has a gap. */
#include "render/route.h"

#include <math.h>

#include "render/space.h"

static const double bends[] = {0, 0.1, -0.1, 0.22, -0.22, 0.38, -0.38};
enum {
    N_BENDS = sizeof bends / sizeof *bends,
    BENDS_UP_TO = 1500
}; /* links: above that lines are straight */

typedef struct router {
    const tb_view *view;
    const tb_layout *layout;
    tb_arena *arena;
    tb_space space;     /* nodes by index, then labels as n_nodes + edge */
    uint32_t *block_of; /* edge → block */
    size_t n_bends;
} router;

static tb_outline outline_of(const router *r, uint32_t node) {
    return tb_style_kind(r->view, TB_THEME_LIGHT, r->view->nodes[node].kind_index).outline;
}

/* ---- cost ---- */

/* What a path runs through: an entity is worse than a label, a longer way a little worse than a shorter one.
 */
static double cost_of(const router *r, const tb_path *path, const tb_block *block) {
    double cost = 0;
    uint32_t at = (uint32_t)(block - r->layout->blocks);
    for (int i = 0; i < path->n; i++) {
        const tb_cubic *c = &path->at[i];
        int steps = (int)(tb_distance(c->p[0], c->p[3]) / 6);
        steps = steps < 4 ? 4 : steps > 400 ? 400 : steps;
        for (int s = 0; s <= steps; s++) {
            tb_pt p = tb_cubic_at(c, (double)s / steps);
            size_t n;
            const uint32_t *items = tb_space_at(&r->space, p, &n);
            for (size_t k = 0; k < n; k++) {
                const tb_obstacle *o = &r->space.obstacles[items[k]];
                if (!tb_obstacle_has(o, p)) continue;
                if (o->owner < r->view->n_nodes)
                    cost += o->owner == block->a || o->owner == block->b ? 0 : 8;
                else
                    cost += r->block_of[o->owner - r->view->n_nodes] == at ? 0 : 1.2;
            }
        }
        cost += steps * 0.12;
    }
    return cost;
}

/* ---- shapes of half a line: from a node's middle to its row ---- */

/* A curve from a to b, bent aside, that comes in along tangent (a unit vector). */
static tb_cubic bent(tb_pt a, tb_pt b, tb_pt tangent, double bend) {
    double d = tb_distance(a, b);
    double ux = d > 0 ? (b.x - a.x) / d : 1, uy = d > 0 ? (b.y - a.y) / d : 0;
    double nx = -uy * bend * d, ny = ux * bend * d;
    return (tb_cubic){{a,
                       {a.x + ux * d * 0.35 + nx, a.y + uy * d * 0.35 + ny},
                       {b.x - tangent.x * d * 0.38 + nx * 0.6, b.y - tangent.y * d * 0.38 + ny * 0.6},
                       b}};
}

/* Half of a single link: to the middle of its label, and there cut at the label's edge. */
static tb_path single_half(const router *r, const tb_block *block, uint32_t node, uint32_t other,
                           double bend) {
    tb_box from = r->layout->nodes[node], to = r->layout->nodes[other];
    tb_box label = r->layout->labels[r->layout->order[block->first]];
    double d = hypot(to.x - from.x, to.y - from.y);
    tb_pt tangent = d > 0 ? (tb_pt){(to.x - from.x) / d, (to.y - from.y) / d} : (tb_pt){1, 0};
    tb_path path = {.n = 1};
    path.at[0] = bent((tb_pt){from.x, from.y}, (tb_pt){label.x, label.y}, tangent, bend);
    tb_path turned = tb_path_turn(&path);
    turned = tb_path_leave(&turned, label, TB_OUTLINE_BOX, 0);
    return tb_path_turn(&turned);
}

/* Half of a row that lies above, below or behind its entity: down a lane beside the block, then in at the
 * side. */
static tb_path lane_half(const router *r, const tb_block *block, size_t row, double side, uint32_t node) {
    tb_box from = r->layout->nodes[node], label = r->layout->labels[r->layout->order[block->first + row]];
    bool above = from.y > block->box.y;
    double rank = (double)(above ? row : block->n - 1 - row); /* rows further away take the outer lanes */
    double middle = ((double)block->n - 1) / 2, towards = above ? 1 : -1;
    double x = block->box.x + side * (block->box.w / 2 + 7 + TB_LANE * rank);
    double edge = block->box.y + towards * (block->box.h / 2 + 6); /* where the lanes begin */
    tb_pt start = {from.x + side * fmin(TB_LANE, from.w * 0.5 / (double)block->n) * (rank - middle), from.y};
    tb_pt port = {label.x + side * label.w / 2, label.y}, top = {x, edge};
    double fall = from.y - edge, depth = fabs(label.y - edge), radius = fmin(7, depth);
    tb_pt turn = {x, label.y + towards * radius};
    tb_path path = {.n = 0};
    path.at[path.n++] = (tb_cubic){{start, {start.x, from.y - fall * 0.45}, {x, edge + fall * 0.45}, top}};
    if (depth > radius + 0.5) path.at[path.n++] = tb_line_to(top, turn);
    path.at[path.n++] = (tb_cubic){{turn,
                                    {x, label.y + towards * radius * 0.4},
                                    {x - side * fmin(4, fabs(x - port.x) / 2), label.y},
                                    port}};
    return path;
}

/* Half of a row that lies beside its entity. Where the way is steep the lines begin side by side rather than
 * one above the other, in the order in which they will arrive. */
static tb_path fan_half(const router *r, const tb_block *block, size_t row, double side, uint32_t node,
                        double bend) {
    tb_box from = r->layout->nodes[node], label = r->layout->labels[r->layout->order[block->first + row]];
    double middle = ((double)block->n - 1) / 2, n = (double)block->n;
    tb_pt port = {label.x + side * label.w / 2, label.y};
    double dx = fabs(port.x - from.x), dy = fabs(block->box.y - from.y), steep = dy / (dx + dy + 1);
    double rank = (double)(from.y > block->box.y ? row : block->n - 1 - row);
    tb_pt start = {from.x + steep * side * fmin(TB_LANE, from.w * 0.5 / n) * (rank - middle),
                   from.y + (1 - steep) * (middle - (double)row) * fmin(TB_LANE, from.h * 0.6 / n)};
    tb_path path = {.n = 1};
    path.at[0] = bent(start, port, (tb_pt){-side, 0}, bend);
    return path;
}

/* The halves of all rows of a block towards one of its ends, each from outside the node to the label. */
static void choose_halves(const router *r, const tb_block *block, double side, uint32_t node, uint32_t other,
                          tb_path *out) {
    tb_box from = r->layout->nodes[node];
    bool single = block->n == 1 && !block->ports;
    double beside =
        (from.x - block->box.x) * side - block->box.w / 2; /* how far out of the block's shadow it lies */
    bool lanes = !single && beside < fmax(14, block->ports ? 0 : 0.3 * fabs(from.y - block->box.y));
    size_t n_bends = lanes || block->ports ? 1 : r->n_bends;
    double best = HUGE_VAL, chosen = 0;
    for (size_t i = 0; i < n_bends && n_bends > 1; i++) {
        double cost = fabs(bends[i]) * 14 * (double)block->n;
        for (size_t row = 0; row < block->n; row++) {
            tb_path p = single ? single_half(r, block, node, other, bends[i])
                               : fan_half(r, block, row, side, node, bends[i]);
            cost += cost_of(r, &p, block);
        }
        if (cost < best) best = cost, chosen = bends[i];
    }
    for (size_t row = 0; row < block->n; row++) {
        tb_path p = single  ? single_half(r, block, node, other, chosen)
                    : lanes ? lane_half(r, block, row, side, node)
                            : fan_half(r, block, row, side, node, chosen);
        out[row] = tb_path_leave(&p, from, outline_of(r, node), 1);
    }
}

/* ---- gaps ---- */

static bool is_covered(const router *r, tb_pt p, uint32_t edge) {
    size_t n;
    const uint32_t *items = tb_space_at(&r->space, p, &n);
    for (size_t k = 0; k < n; k++) {
        const tb_obstacle *o = &r->space.obstacles[items[k]];
        if (o->owner < r->view->n_nodes || o->owner - r->view->n_nodes == edge) continue;
        if (tb_obstacle_has(o, p)) return true;
    }
    return false;
}

typedef struct pen {
    const router *r;
    TB_VEC(tb_cubic) curves;
    TB_VEC(tb_stretch) stretches;
    size_t first; /* curve of the stretch that is being drawn */
    bool is_down;
} pen;

static tb_status lift(pen *p) {
    if (!p->is_down) return TB_OK;
    p->is_down = false;
    tb_stretch s = {.n = p->curves.n - p->first}; /* `at` is filled in at the end: the vector moves */
    p->first = p->curves.n;
    return tb_vec_push(p->r->arena, &p->stretches, s);
}

static tb_status draw(pen *p, const tb_cubic *c, double from, double to) {
    tb_cubic part = *c;
    if (to <= from) return TB_OK;
    if (from > 0) tb_cubic_split(&part, from, NULL, &part);
    if (to < 1) tb_cubic_split(&part, (to - from) / (1 - from), &part, NULL);
    p->is_down = true;
    return tb_vec_push(p->r->arena, &p->curves, part);
}

/* A curve with gaps where labels of other links are. */
static tb_status draw_with_gaps(pen *p, const tb_cubic *c, uint32_t edge) {
    int steps = (int)(tb_distance(c->p[0], c->p[3]) / 1.5);
    steps = steps < 12 ? 12 : steps > 2000 ? 2000 : steps;
    int begun = -1;
    for (int s = 0; s <= steps; s++) {
        bool covered = is_covered(p->r, tb_cubic_at(c, (double)s / steps), edge);
        if (!covered && begun < 0) begun = s;
        if (covered && begun >= 0) TB_TRY(draw(p, c, (double)begun / steps, (double)(s - 1) / steps));
        if (covered) {
            TB_TRY(lift(p));
            begun = -1;
        }
    }
    return begun >= 0 ? draw(p, c, (double)begun / steps, 1) : TB_OK;
}

/* The route of an edge from its two halves, both of which lead from a node to the label. */
static tb_status draw_route(const router *r, uint32_t edge, const tb_path *from, const tb_path *to,
                            tb_route *out) {
    pen p = {.r = r};
    tb_path back = tb_path_turn(to);
    for (int i = 0; i < from->n; i++) TB_TRY(draw_with_gaps(&p, &from->at[i], edge));
    TB_TRY(lift(&p));
    for (int i = 0; i < back.n; i++) TB_TRY(draw_with_gaps(&p, &back.at[i], edge));
    out->reaches = p.is_down;
    TB_TRY(lift(&p));
    if (p.stretches.n == 0) { /* all of it lies under labels: better a line through words than none */
        TB_TRY(draw(&p, &back.at[back.n - 1], 0, 1));
        TB_TRY(lift(&p));
        out->reaches = true;
    }
    const tb_cubic *at = p.curves.at;
    for (size_t i = 0; i < p.stretches.n; i++) {
        p.stretches.at[i].at = at;
        at += p.stretches.at[i].n;
    }
    out->stretches = p.stretches.at;
    out->n = p.stretches.n;
    return TB_OK;
}

/* ---- all ---- */

static tb_status route_block(const router *r, const tb_block *block, tb_path *left, tb_path *right,
                             tb_route *out) {
    const tb_box *nodes = r->layout->nodes;
    bool a_left = nodes[block->a].x <= nodes[block->b].x;
    uint32_t l = a_left ? block->a : block->b, g = a_left ? block->b : block->a;
    choose_halves(r, block, -1, l, g, left);
    choose_halves(r, block, 1, g, l, right);
    for (size_t row = 0; row < block->n; row++) {
        uint32_t edge = r->layout->order[block->first + row];
        bool from_left = r->view->edges[edge].from == l;
        TB_TRY(draw_route(r, edge, from_left ? &left[row] : &right[row], from_left ? &right[row] : &left[row],
                          &out[edge]));
    }
    return TB_OK;
}

static tb_status make_space(router *r) {
    size_t n_nodes = r->view->n_nodes, n = n_nodes + r->view->n_edges;
    tb_obstacle *o = TB_NEW_ARRAY(r->arena, n, tb_obstacle);
    if (!o) return TB_ENOMEM;
    for (uint32_t i = 0; i < n; i++) {
        bool is_node = i < n_nodes;
        tb_box b = is_node ? r->layout->nodes[i] : r->layout->labels[i - n_nodes];
        double pad = is_node ? 3 : 0.5;
        o[i] = (tb_obstacle){b.x - b.w / 2 - pad, b.x + b.w / 2 + pad, b.y - b.h / 2 - pad,
                             b.y + b.h / 2 + pad, i};
    }
    return tb_space_new(o, n, r->arena, &r->space);
}

tb_status tb_route_all(const tb_view *view, const tb_layout *layout, tb_arena *arena, const tb_route **out) {
    router r = {
        .view = view, .layout = layout, .arena = arena, .n_bends = view->n_edges > BENDS_UP_TO ? 1 : N_BENDS};
    tb_route *routes = TB_NEW_ARRAY(arena, view->n_edges, tb_route);
    size_t most = 0;
    r.block_of = TB_NEW_ARRAY(arena, view->n_edges, uint32_t);
    if (!routes || !r.block_of) return TB_ENOMEM;
    for (uint32_t i = 0; i < layout->n_blocks; i++) {
        const tb_block *b = &layout->blocks[i];
        if (b->n > most) most = b->n;
        for (size_t k = 0; k < b->n; k++) r.block_of[layout->order[b->first + k]] = i;
    }
    tb_path *halves = TB_NEW_ARRAY(arena, 2 * most, tb_path);
    if (!halves) return TB_ENOMEM;
    TB_TRY(make_space(&r));
    for (size_t i = 0; i < layout->n_blocks; i++)
        TB_TRY(route_block(&r, &layout->blocks[i], halves, halves + most, routes));
    *out = routes;
    return TB_OK;
}
