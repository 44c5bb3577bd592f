/* A star: one entity in the middle, its neighbours in a column at each side, their links as bundles of rows
 * between. No line crosses another, so a hub with a hundred links can be read like a list. */
#include <math.h>

#include "render/layout.h"

enum { GAP = 9, BUNDLE_GAP = 26 }; /* points between neighbours; from a node to the labels beside it */

static double row_height(const tb_layout *layout, const tb_block *block, uint32_t hub) {
    double node = layout->nodes[block->a == hub ? block->b : block->a].h;
    return (block->box.h > node ? block->box.h : node) + GAP;
}

/* Places blocks[0..n) in a column on one side (-1 left, 1 right), from top to bottom. */
static void place_side(tb_layout *layout, uint32_t hub, const uint32_t *blocks, size_t n, double side) {
    double total = 0, widest_label = 0, widest_node = 0;
    for (size_t i = 0; i < n; i++) {
        const tb_block *b = &layout->blocks[blocks[i]];
        double node = layout->nodes[b->a == hub ? b->b : b->a].w;
        total += row_height(layout, b, hub);
        if (b->box.w > widest_label) widest_label = b->box.w;
        if (node > widest_node) widest_node = node;
    }
    /* the higher the column, the more room its lines need to spread */
    double fan = total * 0.22 < 60 ? 60 : total * 0.22 > 240 ? 240 : total * 0.22;
    double label_x = layout->nodes[hub].w / 2 + fan + widest_label / 2;
    double node_x = label_x + widest_label / 2 + BUNDLE_GAP;
    double y = total / 2;
    for (size_t i = 0; i < n; i++) {
        tb_block *b = &layout->blocks[blocks[i]];
        tb_box *node = &layout->nodes[b->a == hub ? b->b : b->a];
        double height = row_height(layout, b, hub);
        b->box.x = side * label_x;
        node->x = side * (node_x + node->w / 2);
        b->box.y = node->y = y - height / 2;
        b->ports = true;
        y -= height;
    }
}

tb_status tb_layout_star(tb_layout *layout, uint32_t hub, const uint32_t *blocks, size_t n, tb_arena *arena) {
    uint32_t *order = TB_NEW_ARRAY(arena, n, uint32_t);
    if (!order) return TB_ENOMEM;
    double total = 0, left = 0;
    size_t n_left = 0;
    for (size_t i = 0; i < n; i++) total += row_height(layout, &layout->blocks[blocks[i]], hub);
    /* in the order of the ids, the first half left, the second right: it reads on like columns of a page */
    while (n_left < n) {
        double height = row_height(layout, &layout->blocks[blocks[n_left]], hub);
        if (n_left && left + height / 2 > total / 2) break;
        left += height;
        n_left++;
    }
    memcpy(order, blocks, n * sizeof *order);
    layout->nodes[hub].x = layout->nodes[hub].y = 0;
    place_side(layout, hub, order, n_left, -1);
    place_side(layout, hub, order + n_left, n - n_left, 1);
    return TB_OK;
}
