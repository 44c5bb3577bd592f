/* Bézier curves; see curve.h. Splitting is de Casteljau's; crossings are found by halving. */
#include "render/curve.h"

#include <math.h>

enum { STEPS = 40, HALVINGS = 20 };

static tb_pt between(tb_pt a, tb_pt b, double t) {
    return (tb_pt){a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t};
}

void tb_cubic_split(const tb_cubic *c, double t, tb_cubic *head, tb_cubic *tail) {
    tb_pt a = between(c->p[0], c->p[1], t), b = between(c->p[1], c->p[2], t),
          d = between(c->p[2], c->p[3], t);
    tb_pt e = between(a, b, t), f = between(b, d, t), g = between(e, f, t);
    tb_cubic first = {{c->p[0], a, e, g}}, second = {{g, f, d, c->p[3]}};
    if (head) *head = first;
    if (tail) *tail = second;
}

tb_pt tb_cubic_at(const tb_cubic *c, double t) {
    double u = 1 - t, k0 = u * u * u, k1 = 3 * u * u * t, k2 = 3 * u * t * t, k3 = t * t * t;
    return (tb_pt){k0 * c->p[0].x + k1 * c->p[1].x + k2 * c->p[2].x + k3 * c->p[3].x,
                   k0 * c->p[0].y + k1 * c->p[1].y + k2 * c->p[2].y + k3 * c->p[3].y};
}

tb_cubic tb_cubic_turn(const tb_cubic *c) {
    return (tb_cubic){{c->p[3], c->p[2], c->p[1], c->p[0]}};
}

tb_cubic tb_line_to(tb_pt a, tb_pt b) {
    return (tb_cubic){{a, between(a, b, 1 / 3.0), between(a, b, 2 / 3.0), b}};
}

tb_path tb_path_turn(const tb_path *p) {
    tb_path out = {.n = p->n};
    for (int i = 0; i < p->n; i++) out.at[i] = tb_cubic_turn(&p->at[p->n - 1 - i]);
    return out;
}

double tb_distance(tb_pt a, tb_pt b) {
    return hypot(a.x - b.x, a.y - b.y);
}

bool tb_inside(tb_box box, tb_outline outline, tb_pt p, double pad) {
    double dx = fabs(p.x - box.x) / (box.w / 2 + pad), dy = fabs(p.y - box.y) / (box.h / 2 + pad);
    switch (outline) {
    case TB_OUTLINE_ELLIPSE:
        return dx * dx + dy * dy <= 1;
    case TB_OUTLINE_HEXAGON:
        return dy <= 1 && dx <= 1 - 0.5 * dy; /* Graphviz cuts a quarter of the width at each side */
    case TB_OUTLINE_DIAMOND:
        return dx + dy <= 1;
    case TB_OUTLINE_TRIANGLE: /* tip up */
        return dy <= 1 && dx <= (1 - (p.y - box.y) / (box.h / 2 + pad)) / 2;
    case TB_OUTLINE_BOX:
        break;
    }
    return dx <= 1 && dy <= 1;
}

/* Where the curve, which begins inside, leaves; 1 where it does not. */
static double exit_of(const tb_cubic *c, tb_box box, tb_outline outline, double pad) {
    double in = 0, out = 1;
    int step = 1;
    while (step <= STEPS && tb_inside(box, outline, tb_cubic_at(c, (double)step / STEPS), pad)) step++;
    if (step > STEPS) return 1;
    in = (double)(step - 1) / STEPS;
    out = (double)step / STEPS;
    for (int i = 0; i < HALVINGS; i++) {
        double mid = (in + out) / 2;
        if (tb_inside(box, outline, tb_cubic_at(c, mid), pad))
            in = mid;
        else
            out = mid;
    }
    return out;
}

tb_path tb_path_leave(const tb_path *p, tb_box box, tb_outline outline, double pad) {
    for (int i = 0; i < p->n; i++) {
        double t = exit_of(&p->at[i], box, outline, pad);
        if (t >= 1) continue;
        tb_path out = {.n = p->n - i};
        tb_cubic_split(&p->at[i], t, NULL, &out.at[0]);
        for (int k = i + 1; k < p->n; k++) out.at[k - i] = p->at[k];
        return out;
    }
    return *p;
}

tb_cubic tb_cubic_shorten(const tb_cubic *c, double length) {
    double near = 1, far = 0;
    if (tb_distance(c->p[0], c->p[3]) <= length) return *c;
    for (int i = 0; i < HALVINGS; i++) {
        double mid = (near + far) / 2;
        if (tb_distance(tb_cubic_at(c, mid), c->p[3]) > length)
            far = mid;
        else
            near = mid;
    }
    tb_cubic out;
    tb_cubic_split(c, far, &out, NULL);
    return out;
}
