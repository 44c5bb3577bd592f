/* A grid over the plane; see space.h. */
#include "render/space.h"

#include <math.h>

enum {
    CELL = 48,
    CELLS_MAX = 1 << 18
}; /* points; so that a drawing as wide as the world is no memory's end */

typedef struct range {
    size_t c0, c1, r0, r1; /* columns and rows, both inclusive */
} range;

static size_t index_of(double x, double origin, double cell, size_t n) {
    double i = floor((x - origin) / cell);
    return i < 0 ? 0 : i >= (double)n ? n - 1 : (size_t)i;
}

static range cells_of(const tb_space *s, const tb_obstacle *o) {
    return (range){
        index_of(o->left, s->left, s->cell, s->columns), index_of(o->right, s->left, s->cell, s->columns),
        index_of(o->bottom, s->bottom, s->cell, s->rows), index_of(o->top, s->bottom, s->cell, s->rows)};
}

static void measure(tb_space *s, size_t n) {
    double right = 1, top = 1;
    s->left = s->bottom = 0;
    for (size_t i = 0; i < n; i++) {
        s->left = fmin(s->left, s->obstacles[i].left);
        s->bottom = fmin(s->bottom, s->obstacles[i].bottom);
        right = fmax(right, s->obstacles[i].right);
        top = fmax(top, s->obstacles[i].top);
    }
    double width = right - s->left, height = top - s->bottom;
    s->cell = fmax(CELL, sqrt(width * height / CELLS_MAX));
    s->cell = fmax(s->cell, fmax(width, height) / CELLS_MAX);
    s->columns = (size_t)ceil(width / s->cell);
    s->rows = (size_t)ceil(height / s->cell);
}

tb_status tb_space_new(const tb_obstacle *obstacles, size_t n, tb_arena *arena, tb_space *out) {
    tb_space *s = out;
    *s = (tb_space){.obstacles = obstacles};
    measure(s, n);
    size_t n_cells = s->columns * s->rows, total = 0;
    s->starts = TB_NEW_ARRAY(arena, n_cells + 2, uint32_t);
    if (!s->starts) return TB_ENOMEM;
    uint32_t *fill = s->starts + 1; /* counts, then places to write to, and at last the starts themselves */
    for (size_t i = 0; i < n; i++) {
        range r = cells_of(s, &obstacles[i]);
        for (size_t y = r.r0; y <= r.r1; y++)
            for (size_t x = r.c0; x <= r.c1; x++) fill[y * s->columns + x]++;
    }
    for (size_t i = 0; i < n_cells; i++) {
        size_t count = fill[i];
        fill[i] = (uint32_t)total;
        total += count;
    }
    s->items = TB_NEW_ARRAY(arena, total, uint32_t);
    if (!s->items) return TB_ENOMEM;
    for (uint32_t i = 0; i < n; i++) {
        range r = cells_of(s, &obstacles[i]);
        for (size_t y = r.r0; y <= r.r1; y++)
            for (size_t x = r.c0; x <= r.c1; x++) s->items[fill[y * s->columns + x]++] = i;
    }
    return TB_OK; /* fill[i] is now where cell i ends, which is starts[i + 1]; starts[0] is 0 */
}

const uint32_t *tb_space_at(const tb_space *s, tb_pt p, size_t *n) {
    size_t column = index_of(p.x, s->left, s->cell, s->columns),
           row = index_of(p.y, s->bottom, s->cell, s->rows);
    size_t cell = row * s->columns + column;
    *n = s->starts[cell + 1] - s->starts[cell];
    return s->items + s->starts[cell];
}
