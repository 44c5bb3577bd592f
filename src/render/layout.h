/* Where everything in a drawing is. Internal to the room render.
 *
 * A link's label is given room like a node: all links of one pair of entities make a block, one row a link,
 * which the layout places as a box between the two. So labels cover neither each other nor an entity, and
 * parallel links stay apart. */
#ifndef TB_RENDER_LAYOUT_H
#define TB_RENDER_LAYOUT_H

#include "render/draw.h"
#include "render/picture.h"

/* The links between two entities. */
typedef struct tb_block {
    uint32_t a, b;   /* nodes, a <= b */
    size_t first, n; /* in tb_layout.order */
    tb_box box;      /* of the labels, without room for lines */
    bool ports;      /* lines enter at the sides, though it be one row */
} tb_block;

typedef struct tb_layout {
    tb_box *nodes;  /* by node of the view */
    tb_box *labels; /* by edge of the view */
    tb_block *blocks;
    size_t n_blocks;
    uint32_t *order; /* edges, block by block, each from its top row down */
} tb_layout;

/* Distance between lines of a bundle. */
#define TB_LANE 3.2

/* measure.c: sizes of nodes and labels, by Graphviz' own measure of text. */
TB_MUST_USE tb_status tb_layout_measure(const tb_view *view, const tb_render_options *options,
                                        tb_arena *arena, tb_layout *out, tb_buf *messages, tb_error *error);
/* place.c: the blocks, and places for everything. Deterministic. engine is Graphviz' name of one. */
TB_MUST_USE tb_status tb_layout_place(const tb_view *view, const char *engine, tb_arena *arena,
                                      tb_layout *layout, tb_buf *messages, tb_error *error);

/* star.c: part of a layout whose links all touch one node: two columns of neighbours beside it. blocks are
 * indexes into layout->blocks. Places are round (0, 0). */
TB_MUST_USE tb_status tb_layout_star(tb_layout *layout, uint32_t hub, const uint32_t *blocks, size_t n,
                                     tb_arena *arena);

/* judge.c: how good places are, for choosing among several: the less the better. The part as boxes, n_nodes
 * nodes and then n_blocks blocks; ends[2 * i] and ends[2 * i + 1] are the nodes of block i, weights[i] its
 * links. O((nodes + blocks)²). */
double tb_layout_judge(const tb_box *boxes, size_t n_nodes, size_t n_blocks, const uint32_t *ends,
                       const size_t *weights);

/* Room beside a block for the lines of its links, at each side. */
double tb_block_margin(const tb_block *block);

#endif
