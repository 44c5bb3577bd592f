/* How good a layout is, by what a reader stumbles over: lines that cross, lines that run through entities and
 * labels, far ways, a ragged sheet. Each link counts as the two straight lines from its entities to its
 * label. */
#include <math.h>

#include "render/curve.h"
#include "render/layout.h"

typedef struct line {
    tb_pt a, b;
    size_t node, block; /* what it joins */
} line;

static line line_of(const tb_box *boxes, size_t n_nodes, const uint32_t *ends, size_t i) {
    const tb_box *node = &boxes[ends[i]], *block = &boxes[n_nodes + i / 2];
    return (line){{node->x, node->y}, {block->x, block->y}, ends[i], n_nodes + i / 2};
}

static double side(tb_pt a, tb_pt b, tb_pt p) {
    return (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x);
}

static bool cross(const line *p, const line *q) {
    if (p->node == q->node || p->block == q->block) return false;
    return side(p->a, p->b, q->a) * side(p->a, p->b, q->b) < 0 &&
           side(q->a, q->b, p->a) * side(q->a, q->b, p->b) < 0;
}

/* Whether a line runs through a box, by clipping it at the sides (Liang and Barsky, 1984). */
static bool runs_through(const line *l, const tb_box *box) {
    double dx = l->b.x - l->a.x, dy = l->b.y - l->a.y, in = 0, out = 1;
    double p[] = {-dx, dx, -dy, dy};
    double q[] = {l->a.x - (box->x - box->w / 2), box->x + box->w / 2 - l->a.x,
                  l->a.y - (box->y - box->h / 2), box->y + box->h / 2 - l->a.y};
    for (int i = 0; i < 4; i++) {
        if (p[i] == 0 && q[i] < 0) return false;
        if (p[i] == 0) continue;
        double t = q[i] / p[i];
        if (p[i] < 0)
            in = fmax(in, t);
        else
            out = fmin(out, t);
    }
    return in < out;
}

double tb_layout_judge(const tb_box *boxes, size_t n_nodes, size_t n_blocks, const uint32_t *ends,
                       const size_t *weights) {
    double cost = 0, left = HUGE_VAL, right = -HUGE_VAL, bottom = HUGE_VAL, top = -HUGE_VAL;
    for (size_t i = 0; i < n_nodes + n_blocks; i++) {
        left = fmin(left, boxes[i].x - boxes[i].w / 2);
        right = fmax(right, boxes[i].x + boxes[i].w / 2);
        bottom = fmin(bottom, boxes[i].y - boxes[i].h / 2);
        top = fmax(top, boxes[i].y + boxes[i].h / 2);
    }
    for (size_t i = 0; i < 2 * n_blocks; i++) {
        line l = line_of(boxes, n_nodes, ends, i);
        double w = sqrt((double)weights[i / 2]);
        cost += tb_distance(l.a, l.b) / 80;
        /* a bundle is best seen from the side */
        if (weights[i / 2] > 2 && fabs(l.b.x - l.a.x) < fabs(l.b.y - l.a.y)) cost += 2 * w;
        for (size_t k = i + 1; k < 2 * n_blocks; k++) {
            line m = line_of(boxes, n_nodes, ends, k);
            if (cross(&l, &m)) cost += w * sqrt((double)weights[k / 2]);
        }
        for (size_t k = 0; k < n_nodes + n_blocks; k++)
            if (k != l.node && k != l.block && runs_through(&l, &boxes[k]))
                cost += k < n_nodes ? 3 * w : 1.5 * w;
    }
    double wide = right - left, high = top - bottom;
    cost += (wide + high) / 40;
    if (high * 1.3 > wide) cost += (high * 1.3 - wide) / 20; /* sheets and screens lie on their side */
    return cost;
}
