/* Places for nodes and blocks: Graphviz lays out each connected part by itself, as plain boxes; the parts are
 * packed on shelves. */
#include <math.h>
#include <stdlib.h>

#include "render/layout.h"

enum {
    PART_GAP = 34,    /* points between parts */
    STAR_MIN = 8,     /* neighbours from which a star gets columns */
    TRIES = 8,        /* layouts to choose among */
    JUDGE_UP_TO = 400 /* blocks of a part */
};

/* ---- blocks ---- */

typedef struct pair {
    uint32_t a, b, edge;
    bool turned; /* the edge goes from b to a */
} pair;

static int by_pair(const void *x, const void *y) {
    const pair *p = x, *q = y;
    if (p->a != q->a) return p->a < q->a ? -1 : 1;
    if (p->b != q->b) return p->b < q->b ? -1 : 1;
    if (p->turned != q->turned) return p->turned ? 1 : -1;
    return (p->edge > q->edge) - (p->edge < q->edge); /* edges are sorted by relation */
}

static tb_status make_blocks(const tb_view *view, tb_arena *arena, tb_layout *layout) {
    size_t n = view->n_edges;
    pair *pairs = TB_NEW_ARRAY(arena, n, pair);
    layout->order = TB_NEW_ARRAY(arena, n, uint32_t);
    layout->blocks = TB_NEW_ARRAY(arena, n, tb_block);
    if (!pairs || !layout->order || !layout->blocks) return TB_ENOMEM;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t from = view->edges[i].from, to = view->edges[i].to;
        pairs[i] = from <= to ? (pair){from, to, i, false} : (pair){to, from, i, true};
    }
    if (n) qsort(pairs, n, sizeof *pairs, by_pair);
    for (size_t i = 0; i < n; i++) {
        tb_block *b = layout->n_blocks ? &layout->blocks[layout->n_blocks - 1] : NULL;
        if (!b || b->a != pairs[i].a || b->b != pairs[i].b) {
            b = &layout->blocks[layout->n_blocks++];
            *b = (tb_block){.a = pairs[i].a, .b = pairs[i].b, .first = i};
        }
        tb_box label = layout->labels[pairs[i].edge];
        layout->order[i] = pairs[i].edge;
        if (label.w > b->box.w) b->box.w = label.w;
        b->box.h += label.h;
        b->n++;
    }
    return TB_OK;
}

double tb_block_margin(const tb_block *block) {
    return block->n == 1 ? 0 : 12 + TB_LANE * (double)block->n * 0.8;
}

/* ---- connected parts ---- */

typedef struct part {
    uint32_t *nodes, *blocks;
    size_t n_nodes, n_blocks;
    double left, right, bottom, top; /* when it is laid out */
} part;

static uint32_t root_of(uint32_t *up, uint32_t x) {
    while (up[x] != x) x = up[x] = up[up[x]];
    return x;
}

/* Nodes and blocks by part; parts in the order of their first node. */
static tb_status make_parts(const tb_view *view, const tb_layout *layout, tb_arena *arena, part **out,
                            size_t *n_out) {
    size_t n = view->n_nodes, n_parts = 0;
    uint32_t *up = TB_NEW_ARRAY(arena, n, uint32_t), *part_of = TB_NEW_ARRAY(arena, n, uint32_t);
    part *parts = TB_NEW_ARRAY(arena, n, part);
    uint32_t *nodes = TB_NEW_ARRAY(arena, n, uint32_t),
             *blocks = TB_NEW_ARRAY(arena, layout->n_blocks, uint32_t);
    if (!up || !part_of || !parts || !nodes || !blocks) return TB_ENOMEM;
    for (uint32_t i = 0; i < n; i++) up[i] = i;
    for (size_t i = 0; i < layout->n_blocks; i++) {
        uint32_t a = root_of(up, layout->blocks[i].a), b = root_of(up, layout->blocks[i].b);
        if (a < b)
            up[b] = a;
        else
            up[a] = b;
    }
    for (uint32_t i = 0; i < n; i++) { /* a root is the least of its part, so it comes first */
        uint32_t root = root_of(up, i);
        part_of[i] = root == i ? (uint32_t)n_parts++ : part_of[root];
        parts[part_of[i]].n_nodes++;
    }
    for (size_t i = 0; i < layout->n_blocks; i++) parts[part_of[layout->blocks[i].a]].n_blocks++;
    for (size_t i = 0; i < n_parts; i++) {
        parts[i].nodes = nodes;
        parts[i].blocks = blocks;
        nodes += parts[i].n_nodes;
        blocks += parts[i].n_blocks;
        parts[i].n_nodes = parts[i].n_blocks = 0;
    }
    for (uint32_t i = 0; i < n; i++) {
        part *p = &parts[part_of[i]];
        p->nodes[p->n_nodes++] = i;
    }
    for (uint32_t i = 0; i < layout->n_blocks; i++) {
        part *p = &parts[part_of[layout->blocks[i].a]];
        p->blocks[p->n_blocks++] = i;
    }
    *out = parts;
    *n_out = n_parts;
    return TB_OK;
}

/* ---- one part ---- */

static tb_status add_box(tb_picture *p, double w, double h) {
    tb_pic_node node = {0};
    tb_buf_printf(&p->scratch, "%zu", p->nodes.n);
    TB_TRY(tb_buf_status(&p->scratch));
    TB_TRY(tb_arena_copy(p->arena, tb_buf_slice(&p->scratch), &node.name));
    tb_buf_clear(&p->scratch);
    tb_put_hundredths(&p->scratch, lround(ceil(w * 100 / 72)));
    TB_TRY(tb_attr_take(p, &node.attrs, "width", false));
    tb_put_hundredths(&p->scratch, lround(ceil(h * 100 / 72)));
    TB_TRY(tb_attr_take(p, &node.attrs, "height", false));
    return tb_vec_push(p->arena, &p->nodes, node);
}

static tb_status add_line(tb_picture *p, uint32_t tail, uint32_t head) {
    return tb_vec_push(p->arena, &p->edges, ((tb_pic_edge){.tail = tail, .head = head}));
}

/* The part as boxes and lines; lying on its side with `turned`. index is a node's number in the part. */
static tb_status fill_boxes(tb_picture *p, const tb_layout *layout, const part *t, bool turned,
                            unsigned start, const uint32_t *index) {
    /* with thousands of boxes it may never end; 120 rounds have left no overlap among 8,000 */
    TB_TRY(tb_attr_add(p, &p->graph, "overlap", t->n_blocks > JUDGE_UP_TO ? "prism120" : "prism"));
    TB_TRY(tb_attr_add(p, &p->graph, "overlap_scaling", "-4"));
    TB_TRY(tb_attr_add(p, &p->graph, "sep", "+4"));
    TB_TRY(tb_attr_add(p, &p->graph, "splines", "none"));
    TB_TRY(tb_attr_printf(p, &p->graph, "start", "%u", start));
    TB_TRY(tb_attr_add(p, &p->graph, "K", "0.8"));
    TB_TRY(tb_attr_add(p, &p->node, "shape", "box"));
    TB_TRY(tb_attr_add(p, &p->node, "fixedsize", "true"));
    TB_TRY(tb_attr_add(p, &p->node, "label",
                       " ")); /* an empty default is not written, and then a node's name is its label */
    TB_TRY(tb_attr_add(p, &p->node, "fontsize", "1"));
    TB_TRY(tb_attr_add(p, &p->edge, "len", "0.7"));
    for (size_t i = 0; i < t->n_nodes; i++) {
        tb_box b = layout->nodes[t->nodes[i]];
        TB_TRY(add_box(p, turned ? b.h : b.w, turned ? b.w : b.h));
    }
    for (size_t i = 0; i < t->n_blocks; i++) {
        const tb_block *b = &layout->blocks[t->blocks[i]];
        double w = b->box.w + 2 * tb_block_margin(b), h = b->box.h;
        uint32_t at = (uint32_t)(t->n_nodes + i);
        TB_TRY(add_box(p, turned ? h : w, turned ? w : h));
        TB_TRY(add_line(p, index[b->a], at));
        if (b->b != b->a) TB_TRY(add_line(p, at, index[b->b]));
    }
    return TB_OK;
}

static tb_status run_engine(const tb_layout *layout, const part *t, const char *engine, bool turned,
                            unsigned start, const uint32_t *index, tb_box *out, tb_buf *messages,
                            tb_error *error) {
    tb_arena work = {0};
    tb_picture p = {.arena = &work};
    tb_buf dot = {0};
    size_t n = t->n_nodes + t->n_blocks;
    tb_status status = fill_boxes(&p, layout, t, turned, start, index);
    if (status == TB_OK) status = tb_dot_write(&p, "boxes", &dot);
    if (status == TB_OK) status = tb_draw_places(tb_buf_slice(&dot), engine, n, out, messages, error);
    for (size_t i = 0; turned && i < n; i++) out[i] = (tb_box){out[i].y, out[i].x, out[i].h, out[i].w};
    tb_buf_free(&dot);
    tb_picture_free(&p);
    tb_arena_free(&work);
    return status;
}

static void extent(const tb_box *boxes, size_t n, part *t) {
    t->left = t->bottom = HUGE_VAL;
    t->right = t->top = -HUGE_VAL;
    for (size_t i = 0; i < n; i++) {
        t->left = fmin(t->left, boxes[i].x - boxes[i].w / 2);
        t->right = fmax(t->right, boxes[i].x + boxes[i].w / 2);
        t->bottom = fmin(t->bottom, boxes[i].y - boxes[i].h / 2);
        t->top = fmax(t->top, boxes[i].y + boxes[i].h / 2);
    }
}

/* Several layouts are tried, from different beginnings, standing and lying; the best is taken. A big part is
 * laid out once: it takes long, and judging it longer. */
static tb_status place_by_engine(tb_layout *layout, part *t, const char *engine, uint32_t *index,
                                 tb_arena *arena, tb_buf *messages, tb_error *error) {
    size_t n = t->n_nodes + t->n_blocks, tries = t->n_blocks > JUDGE_UP_TO ? 1 : TRIES;
    tb_box *boxes = TB_NEW_ARRAY(arena, n, tb_box), *best = TB_NEW_ARRAY(arena, n, tb_box);
    uint32_t *ends = TB_NEW_ARRAY(arena, 2 * t->n_blocks, uint32_t);
    size_t *weights = TB_NEW_ARRAY(arena, t->n_blocks, size_t);
    double least = HUGE_VAL;
    if (!boxes || !best || !ends || !weights) return TB_ENOMEM;
    for (size_t i = 0; i < t->n_nodes; i++) index[t->nodes[i]] = (uint32_t)i;
    for (size_t i = 0; i < t->n_blocks; i++) {
        const tb_block *b = &layout->blocks[t->blocks[i]];
        ends[2 * i] = index[b->a];
        ends[2 * i + 1] = index[b->b];
        weights[i] = b->n;
    }
    for (size_t i = 0; i < tries; i++) {
        TB_TRY(
            run_engine(layout, t, engine, i % 2 == 1, (unsigned)(i / 2 + 1), index, boxes, messages, error));
        double cost = tries > 1 ? tb_layout_judge(boxes, t->n_nodes, t->n_blocks, ends, weights) : 0;
        if (cost < least) {
            least = cost;
            memcpy(best, boxes, n * sizeof *boxes);
        }
    }
    for (size_t i = 0; i < t->n_nodes; i++) {
        tb_box *to = &layout->nodes[t->nodes[i]];
        to->x = best[i].x;
        to->y = best[i].y;
    }
    for (size_t i = 0; i < t->n_blocks; i++) {
        tb_box *to = &layout->blocks[t->blocks[i]].box;
        to->x = best[t->n_nodes + i].x;
        to->y = best[t->n_nodes + i].y;
    }
    return TB_OK;
}

/* The node that all blocks of a part touch, or TB_NONE. */
static uint32_t hub_of(const tb_layout *layout, const part *t) {
    const tb_block *first = &layout->blocks[t->blocks[0]];
    uint32_t candidates[2] = {first->a, first->b};
    for (int c = 0; c < 2; c++) {
        bool all = true;
        for (size_t i = 0; i < t->n_blocks && all; i++) {
            const tb_block *b = &layout->blocks[t->blocks[i]];
            all = (b->a == candidates[c]) != (b->b == candidates[c]);
        }
        if (all) return candidates[c];
    }
    return TB_NONE;
}

static tb_status place_part(tb_layout *layout, part *t, const char *engine, uint32_t *index, tb_arena *arena,
                            tb_buf *messages, tb_error *error) {
    if (t->n_blocks == 0) {
        layout->nodes[t->nodes[0]].x = layout->nodes[t->nodes[0]].y = 0;
    } else {
        uint32_t hub = t->n_blocks >= STAR_MIN || t->n_blocks == 1 ? hub_of(layout, t) : TB_NONE;
        if (hub != TB_NONE)
            TB_TRY(tb_layout_star(layout, hub, t->blocks, t->n_blocks, arena));
        else
            TB_TRY(place_by_engine(layout, t, engine, index, arena, messages, error));
    }
    tb_box *all = TB_NEW_ARRAY(arena, t->n_nodes + t->n_blocks, tb_box);
    if (!all) return TB_ENOMEM;
    for (size_t i = 0; i < t->n_nodes; i++) all[i] = layout->nodes[t->nodes[i]];
    for (size_t i = 0; i < t->n_blocks; i++) all[t->n_nodes + i] = layout->blocks[t->blocks[i]].box;
    extent(all, t->n_nodes + t->n_blocks, t);
    return TB_OK;
}

/* ---- packing ---- */

static int by_height(const void *x, const void *y) {
    const part *a = x, *b = y;
    double ha = a->top - a->bottom, hb = b->top - b->bottom;
    if (ha != hb) return ha > hb ? -1 : 1;
    return (a->nodes[0] > b->nodes[0]) - (a->nodes[0] < b->nodes[0]);
}

static void move(tb_layout *layout, const part *t, double dx, double dy) {
    for (size_t i = 0; i < t->n_nodes; i++) {
        layout->nodes[t->nodes[i]].x += dx;
        layout->nodes[t->nodes[i]].y += dy;
    }
    for (size_t i = 0; i < t->n_blocks; i++) {
        layout->blocks[t->blocks[i]].box.x += dx;
        layout->blocks[t->blocks[i]].box.y += dy;
    }
}

/* Shelves from the top down, the highest parts first, about half as wide again as high. */
static void pack(tb_layout *layout, part *parts, size_t n) {
    double area = 0, width = 0, x = 0, y = 0, shelf = 0;
    for (size_t i = 0; i < n; i++) {
        double w = parts[i].right - parts[i].left + PART_GAP;
        area += w * (parts[i].top - parts[i].bottom + PART_GAP);
        width = fmax(width, w);
    }
    width = fmax(width, sqrt(area * 1.5));
    if (n) qsort(parts, n, sizeof *parts, by_height);
    for (size_t i = 0; i < n; i++) {
        const part *t = &parts[i];
        double w = t->right - t->left + PART_GAP;
        if (x > 0 && x + w > width + 1) {
            y -= shelf + PART_GAP;
            x = shelf = 0;
        }
        shelf = fmax(shelf, t->top - t->bottom);
        move(layout, t, x - t->left, y - t->top);
        x += w;
    }
}

/* ---- all ---- */

/* Each label to its row, the first at the top. */
static void place_labels(tb_layout *layout) {
    for (size_t i = 0; i < layout->n_blocks; i++) {
        const tb_block *b = &layout->blocks[i];
        double top = b->box.y + b->box.h / 2;
        for (size_t k = 0; k < b->n; k++) {
            tb_box *label = &layout->labels[layout->order[b->first + k]];
            label->x = b->box.x;
            label->y = top - label->h / 2;
            top -= label->h;
        }
    }
}

tb_status tb_layout_place(const tb_view *view, const char *engine, tb_arena *arena, tb_layout *layout,
                          tb_buf *messages, tb_error *error) {
    part *parts;
    size_t n;
    uint32_t *index = TB_NEW_ARRAY(arena, view->n_nodes, uint32_t);
    if (!index) return TB_ENOMEM;
    TB_TRY(make_blocks(view, arena, layout));
    TB_TRY(make_parts(view, layout, arena, &parts, &n));
    for (size_t i = 0; i < n; i++)
        TB_TRY(place_part(layout, &parts[i], engine, index, arena, messages, error));
    pack(layout, parts, n);
    place_labels(layout);
    return TB_OK;
}
