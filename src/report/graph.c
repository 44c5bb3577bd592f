/* The links of a view as lists of neighbours, and the queue that searches go by; see graph.h. */
#include "report/graph.h"

#include <stdlib.h>

typedef struct entry {
    uint32_t from, to, edge;
    uint64_t cost;
} entry;

static int by_ends(const void *x, const void *y) {
    const entry *a = x, *b = y;
    if (a->from != b->from) return a->from < b->from ? -1 : 1;
    if (a->to != b->to) return a->to < b->to ? -1 : 1;
    if (a->cost != b->cost) return a->cost < b->cost ? -1 : 1;
    return (a->edge > b->edge) - (a->edge < b->edge);
}

static size_t list(const tb_view *v, tb_graph_way way, uint64_t (*cost)(const tb_view_edge *), entry *out) {
    size_t n = 0;
    for (uint32_t e = 0; e < v->n_edges; e++) {
        const tb_view_edge *edge = &v->edges[e];
        if (edge->from == edge->to) continue;
        bool both = way == TB_GRAPH_BOTH || edge->symmetric;
        if (both || way == TB_GRAPH_ALONG) out[n++] = (entry){edge->from, edge->to, e, cost(edge)};
        if (both || way == TB_GRAPH_AGAINST) out[n++] = (entry){edge->to, edge->from, e, cost(edge)};
    }
    if (n) qsort(out, n, sizeof *out, by_ends);
    return n;
}

tb_status tb_graph_make(tb_arena *arena, const tb_view *view, tb_graph_way way, uint64_t (*cost)(const tb_view_edge *),
                        tb_graph *out) {
    entry *entries = TB_NEW_ARRAY(arena, 2 * view->n_edges, entry);
    tb_graph_arc *arcs = TB_NEW_ARRAY(arena, 2 * view->n_edges, tb_graph_arc);
    uint32_t *edges = TB_NEW_ARRAY(arena, 2 * view->n_edges, uint32_t);
    size_t *first = TB_NEW_ARRAY(arena, view->n_nodes + 1, size_t);
    if (!entries || !arcs || !edges || !first) return TB_ENOMEM;
    size_t n = list(view, way, cost, entries), n_arcs = 0, node = 0;
    for (size_t i = 0; i < n; i++) {
        const entry *e = &entries[i];
        edges[i] = e->edge;
        while (node <= e->from) first[node++] = n_arcs;
        if (n_arcs > first[e->from] && arcs[n_arcs - 1].to == e->to) arcs[n_arcs - 1].n_edges++;
        else arcs[n_arcs++] = (tb_graph_arc){e->to, e->cost, i, 1};
    }
    while (node <= view->n_nodes) first[node++] = n_arcs;
    *out = (tb_graph){.n_nodes = view->n_nodes, .arcs = arcs, .first = first, .edges = edges};
    return TB_OK;
}

static bool before(tb_graph_item a, tb_graph_item b) {
    return a.cost != b.cost ? a.cost < b.cost : a.node < b.node;
}

tb_status tb_graph_push(tb_graph_queue *q, uint64_t cost, uint32_t node) {
    tb_graph_item item = {cost, node};
    TB_TRY(tb_vec_push(NULL, q, item));
    size_t i = q->n - 1;
    for (; i > 0 && before(item, q->at[(i - 1) / 2]); i = (i - 1) / 2) q->at[i] = q->at[(i - 1) / 2];
    q->at[i] = item;
    return TB_OK;
}

tb_graph_item tb_graph_pop(tb_graph_queue *q) {
    tb_graph_item top = q->at[0], last = q->at[--q->n];
    size_t i = 0;
    for (size_t child = 1; child < q->n; child = 2 * i + 1) {
        if (child + 1 < q->n && before(q->at[child + 1], q->at[child])) child++;
        if (!before(q->at[child], last)) break;
        q->at[i] = q->at[child];
        i = child;
    }
    if (q->n) q->at[i] = last;
    return top;
}
