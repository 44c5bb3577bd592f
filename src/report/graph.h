/* The links of a view as a graph to be searched: who can be reached from whom in one step. Within the room only. */
#ifndef TB_REPORT_GRAPH_H
#define TB_REPORT_GRAPH_H

#include "view/view.h"

typedef struct tb_graph_arc {
    uint32_t to;
    uint64_t cost;  /* of the best link */
    size_t edges;   /* index into tb_graph.edges of the first link that goes this way */
    size_t n_edges; /* at least 1 */
} tb_graph_arc;

typedef struct tb_graph {
    size_t n_nodes;
    const tb_graph_arc *arcs; /* by node, then by `to`: one for each neighbour */
    const size_t *first;      /* the arcs of node i are [first[i], first[i + 1]) */
    const uint32_t *edges;    /* links of the view; those of an arc by cost, then in the order of the view */
} tb_graph;

typedef enum tb_graph_way { TB_GRAPH_BOTH, TB_GRAPH_ALONG, TB_GRAPH_AGAINST } tb_graph_way;

/* Makes the graph of a view's links; a link of an entity to itself is left out, a symmetric one goes both ways. In arena.
 * TB_ENOMEM. O(links × log links). */
TB_MUST_USE tb_status tb_graph_make(tb_arena *arena, const tb_view *view, tb_graph_way way,
                                    uint64_t (*cost)(const tb_view_edge *edge), tb_graph *out);

/* A queue of nodes, the lowest cost first, then the lowest node; a binary heap, on the heap (tb_vec_free). */
typedef struct tb_graph_item {
    uint64_t cost;
    uint32_t node;
} tb_graph_item;
typedef TB_VEC(tb_graph_item) tb_graph_queue;
TB_MUST_USE tb_status tb_graph_push(tb_graph_queue *q, uint64_t cost, uint32_t node);
tb_graph_item tb_graph_pop(tb_graph_queue *q); /* of a queue that is not empty */

#endif
