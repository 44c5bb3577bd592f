/* The k best loopless chains by Yen's algorithm; see path.h.
 *
 * Every chain found so far divides what is left into parts: chains that share its first i hops and leave it there. The
 * best of each part waits in `waiting`; the best of all is the next chain, and its part is divided in turn (Lawler: only
 * from where it left the chain that it came from, so that no chain is found twice).
 *
 * The best chain of a part is unique, and found so: distances to the goal are worked out from the goal's side, and the
 * chain is then walked from its beginning, at each node to the neighbour with the lowest number among the best. Nodes are
 * numbered by their ids, so that ties are broken by ids. It knows nothing of the book. */
#include "report/path.h"

#include <assert.h>
#include <stdlib.h>

#include "report/graph.h"

#define FAR UINT64_MAX

typedef struct route {
    const uint32_t *nodes;
    size_t n;      /* nodes */
    size_t forked; /* index of the node at which it left the chain that it came from */
    uint64_t cost;
    bool taken;
} route;

typedef struct search {
    const tb_graph *graph;
    const tb_graph *back; /* the same with all arcs turned round */
    uint32_t goal;
    tb_arena *arena;
    uint64_t *distance;   /* to the goal, of each node */
    bool *closed;         /* nodes that may not be gone through */
    uint32_t *row;        /* room for the longest chain */
    tb_graph_queue queue;
    TB_VEC(route) found, waiting;
} search;

/* Distances to the goal round closed nodes (Dijkstra from the goal's side). */
static tb_status measure(search *s) {
    for (size_t i = 0; i < s->graph->n_nodes; i++) s->distance[i] = FAR;
    s->distance[s->goal] = 0;
    s->queue.n = 0;
    TB_TRY(tb_graph_push(&s->queue, 0, s->goal));
    while (s->queue.n) {
        tb_graph_item top = tb_graph_pop(&s->queue);
        if (top.cost > s->distance[top.node]) continue;
        for (size_t a = s->back->first[top.node]; a < s->back->first[top.node + 1]; a++) {
            uint32_t next = s->back->arcs[a].to;
            uint64_t cost = top.cost + s->back->arcs[a].cost;
            if (s->closed[next] || cost >= s->distance[next]) continue;
            s->distance[next] = cost;
            TB_TRY(tb_graph_push(&s->queue, cost, next));
        }
    }
    return TB_OK;
}

/* Whether an earlier chain goes from the end of the root (base->nodes[0..fork]) to next. */
static bool is_gone(const search *s, const route *base, size_t fork, uint32_t next) {
    for (size_t i = 0; i < s->found.n; i++) {
        const route *r = &s->found.at[i];
        if (r->n > fork + 1 && r->nodes[fork + 1] == next &&
            memcmp(r->nodes, base->nodes, (fork + 1) * sizeof *r->nodes) == 0)
            return true;
    }
    return false;
}

static uint64_t arc_cost(const tb_graph *g, uint32_t from, uint32_t to) {
    for (size_t a = g->first[from]; a < g->first[from + 1]; a++)
        if (g->arcs[a].to == to) return g->arcs[a].cost;
    return FAR;
}

/* Walks down the distances from `at`, whose own distance is `left`; appends what comes after it. */
static size_t walk(const search *s, uint32_t at, uint64_t left, uint32_t *nodes, size_t n) {
    while (at != s->goal) {
        for (size_t a = s->graph->first[at]; a < s->graph->first[at + 1]; a++) {
            const tb_graph_arc *arc = &s->graph->arcs[a];
            if (s->distance[arc->to] == FAR || s->distance[arc->to] + arc->cost != left) continue;
            at = arc->to;
            left = s->distance[at];
            break;
        }
        nodes[n++] = at;
    }
    return n;
}

/* The best chain that shares base->nodes[0..fork] and goes on in a new way, put among the waiting. */
static tb_status fork_at(search *s, const route *base, size_t fork) {
    uint32_t from = base->nodes[fork], best = TB_NONE;
    uint64_t least = FAR, cost = 0;
    for (size_t i = 0; i <= fork; i++) s->closed[base->nodes[i]] = true;
    tb_status status = measure(s);
    for (size_t a = s->graph->first[from]; status == TB_OK && a < s->graph->first[from + 1]; a++) {
        const tb_graph_arc *arc = &s->graph->arcs[a];
        if (s->closed[arc->to] || s->distance[arc->to] == FAR || is_gone(s, base, fork, arc->to)) continue;
        if (s->distance[arc->to] + arc->cost >= least) continue;
        least = s->distance[arc->to] + arc->cost;
        best = arc->to;
    }
    for (size_t i = 0; i <= fork; i++) s->closed[base->nodes[i]] = false;
    if (status != TB_OK || best == TB_NONE) return status;
    for (size_t i = 0; i <= fork; i++) {
        s->row[i] = base->nodes[i];
        if (i > 0) cost += arc_cost(s->graph, s->row[i - 1], s->row[i]);
    }
    s->row[fork + 1] = best;
    route r = {.forked = fork, .cost = cost + least};
    r.n = walk(s, best, s->distance[best], s->row, fork + 2);
    uint32_t *nodes = TB_NEW_ARRAY(s->arena, r.n, uint32_t);
    if (!nodes) return TB_ENOMEM;
    memcpy(nodes, s->row, r.n * sizeof *nodes);
    r.nodes = nodes;
    return tb_vec_push(s->arena, &s->waiting, r);
}

static int compare(const route *a, const route *b) {
    if (a->cost != b->cost) return a->cost < b->cost ? -1 : 1;
    size_t n = a->n < b->n ? a->n : b->n;
    for (size_t i = 0; i < n; i++)
        if (a->nodes[i] != b->nodes[i]) return a->nodes[i] < b->nodes[i] ? -1 : 1;
    return 0;
}

static tb_status search_all(search *s, uint32_t from, size_t k) {
    route start = {.nodes = &from, .n = 1};
    TB_TRY(fork_at(s, &start, 0));
    while (s->found.n < k) {
        route *best = NULL;
        for (size_t i = 0; i < s->waiting.n; i++)
            if (!s->waiting.at[i].taken && (!best || compare(&s->waiting.at[i], best) < 0)) best = &s->waiting.at[i];
        if (!best) break;
        best->taken = true;
        route r = *best; /* `waiting` may move */
        TB_TRY(tb_vec_push(s->arena, &s->found, r));
        if (s->found.n == k) break;
        for (size_t i = r.forked; i + 1 < r.n; i++) TB_TRY(fork_at(s, &r, i));
    }
    return TB_OK;
}

/* ---- what the caller sees ---- */

/* All links that a hop may go along: those of its arc, which are in the order wanted. */
static tb_status fill_hop(tb_arena *arena, const tb_graph *g, uint32_t from, uint32_t to, tb_hop *out) {
    const tb_graph_arc *arc = &g->arcs[g->first[from]];
    while (arc->to != to) arc++;
    uint32_t *edges = TB_NEW_ARRAY(arena, arc->n_edges, uint32_t);
    if (!edges) return TB_ENOMEM;
    memcpy(edges, g->edges + arc->edges, arc->n_edges * sizeof *edges);
    *out = (tb_hop){from, to, edges, arc->n_edges};
    return TB_OK;
}

static tb_status fill(tb_paths *p, const tb_view *v, const search *s) {
    tb_chain *chains = TB_NEW_ARRAY(&p->arena, s->found.n, tb_chain);
    if (!chains) return TB_ENOMEM;
    for (size_t i = 0; i < s->found.n; i++) {
        const route *r = &s->found.at[i];
        tb_hop *hops = TB_NEW_ARRAY(&p->arena, r->n - 1, tb_hop);
        if (!hops) return TB_ENOMEM;
        chains[i] = (tb_chain){.hops = hops, .n_hops = r->n - 1, .weakest = TB_SUPPORT_QUOTE};
        for (size_t h = 0; h + 1 < r->n; h++) {
            TB_TRY(fill_hop(&p->arena, s->graph, r->nodes[h], r->nodes[h + 1], &hops[h]));
            const tb_view_edge *best = &v->edges[hops[h].edges[0]];
            tb_support support = TB_SUPPORT_UNCHECKED;
            for (size_t e = 0; e < hops[h].n_edges; e++)
                if (v->edges[hops[h].edges[e]].support > support) support = v->edges[hops[h].edges[e]].support;
            chains[i].doubt += tb_edge_doubt(best);
            if (support < chains[i].weakest) chains[i].weakest = support;
        }
    }
    p->chains = chains;
    p->n_chains = s->found.n;
    return TB_OK;
}

unsigned tb_edge_doubt(const tb_view_edge *edge) {
    static const unsigned lines[] = {
        [TB_LINE_ASSERTED] = 0,  [TB_LINE_ALLEGED] = 2, [TB_LINE_CONTESTED] = 3,
        [TB_LINE_PLANNED] = 4,   [TB_LINE_DENIED] = 6,  [TB_LINE_UNSOURCED] = 6,
    };
    unsigned weak = edge->support < TB_SUPPORT_PARAGRAPH;
    return lines[edge->line] * 4 + (edge->independent < 2) * 2 + weak;
}

/* A hop more is worse than any doubt. */
static uint64_t cost_of(const tb_view_edge *edge) {
    return ((uint64_t)1 << 32) + tb_edge_doubt(edge);
}

static tb_status find(const tb_view *v, uint32_t from, size_t k, search *s, tb_graph *graph, tb_graph *back,
                      bool directed, tb_paths *out) {
    TB_TRY(tb_graph_make(s->arena, v, directed ? TB_GRAPH_ALONG : TB_GRAPH_BOTH, cost_of, graph));
    TB_TRY(tb_graph_make(s->arena, v, directed ? TB_GRAPH_AGAINST : TB_GRAPH_BOTH, cost_of, back));
    s->distance = TB_NEW_ARRAY(s->arena, v->n_nodes, uint64_t);
    s->closed = TB_NEW_ARRAY(s->arena, v->n_nodes, bool);
    s->row = TB_NEW_ARRAY(s->arena, v->n_nodes, uint32_t);
    if (!s->distance || !s->closed || !s->row) return TB_ENOMEM;
    TB_TRY(search_all(s, from, k));
    return fill(out, v, s);
}

tb_status tb_paths_find(const tb_view *view, uint32_t from, uint32_t to, size_t k, bool directed, tb_paths *out) {
    assert(from < view->n_nodes && to < view->n_nodes && from != to && k <= TB_PATHS_MAX);
    *out = (tb_paths){0};
    tb_arena work = {0};
    tb_graph graph, back;
    search s = {.graph = &graph, .back = &back, .goal = to, .arena = &work};
    tb_status status = find(view, from, k, &s, &graph, &back, directed, out);
    tb_vec_free(&s.queue);
    tb_arena_free(&work);
    if (status != TB_OK) tb_paths_free(out);
    return status;
}

void tb_paths_free(tb_paths *p) {
    tb_arena_free(&p->arena);
    *p = (tb_paths){0};
}

tb_status tb_paths_union(tb_paths *p, const tb_view *view, bool **nodes, bool **edges) {
    *nodes = TB_NEW_ARRAY(&p->arena, view->n_nodes, bool);
    *edges = TB_NEW_ARRAY(&p->arena, view->n_edges, bool);
    if (!*nodes || !*edges) return TB_ENOMEM;
    for (size_t c = 0; c < p->n_chains; c++)
        for (size_t h = 0; h < p->chains[c].n_hops; h++) {
            const tb_hop *hop = &p->chains[c].hops[h];
            (*nodes)[hop->from] = (*nodes)[hop->to] = true;
            for (size_t e = 0; e < hop->n_edges; e++) (*edges)[hop->edges[e]] = true;
        }
    return TB_OK;
}
