/* A part of a view; see part.h. Indexes are renumbered, words stay. */
#include "report/part.h"

typedef struct numbering {
    uint32_t *nodes, *sources; /* of the view → of the part, or TB_NONE */
} numbering;

static tb_status keep_nodes(tb_arena *arena, const tb_view *v, const tb_part *part, numbering *to, tb_view *out) {
    bool *kept = TB_NEW_ARRAY(arena, v->n_nodes, bool);
    to->nodes = TB_NEW_ARRAY(arena, v->n_nodes, uint32_t);
    out->nodes = TB_NEW_ARRAY(arena, v->n_nodes, tb_view_node);
    if (!kept || !to->nodes || !out->nodes) return TB_ENOMEM;
    for (size_t i = 0; i < v->n_nodes; i++) kept[i] = part->nodes[i];
    for (size_t i = 0; i < v->n_edges; i++)
        if (part->edges[i]) kept[v->edges[i].from] = kept[v->edges[i].to] = true;
    for (size_t i = 0; i < v->n_nodes; i++) {
        to->nodes[i] = TB_NONE;
        if (!kept[i]) continue;
        to->nodes[i] = (uint32_t)out->n_nodes;
        tb_view_node *n = &out->nodes[out->n_nodes++];
        *n = v->nodes[i];
        n->degree = 0;
        if (part->node_changes) n->change = part->node_changes[i];
    }
    return TB_OK;
}

static tb_status keep_sources(tb_arena *arena, const tb_view *v, const tb_part *part, numbering *to, tb_view *out) {
    bool *cited = TB_NEW_ARRAY(arena, v->n_sources, bool);
    to->sources = TB_NEW_ARRAY(arena, v->n_sources, uint32_t);
    out->sources = TB_NEW_ARRAY(arena, v->n_sources, tb_view_source);
    if (!cited || !to->sources || !out->sources) return TB_ENOMEM;
    for (size_t i = 0; i < v->n_edges; i++)
        for (size_t s = 0; part->edges[i] && s < v->edges[i].n_sources; s++) cited[v->edges[i].sources[s]] = true;
    for (size_t i = 0; i < v->n_sources; i++) {
        to->sources[i] = TB_NONE;
        if (!cited[i]) continue;
        to->sources[i] = (uint32_t)out->n_sources;
        out->sources[out->n_sources] = v->sources[i];
        out->sources[out->n_sources++].n_links = 0;
    }
    return TB_OK;
}

static tb_status keep_edge(tb_arena *arena, const numbering *to, tb_view_edge *e, tb_view *out) {
    uint32_t *sources = TB_NEW_ARRAY(arena, e->n_sources, uint32_t);
    tb_view_evidence *evidence = TB_NEW_ARRAY(arena, e->n_evidence, tb_view_evidence);
    if (!sources || !evidence) return TB_ENOMEM;
    for (size_t i = 0; i < e->n_sources; i++) {
        sources[i] = to->sources[e->sources[i]];
        out->sources[sources[i]].n_links++;
    }
    for (size_t i = 0; i < e->n_evidence; i++) {
        evidence[i] = e->evidence[i];
        evidence[i].source = to->sources[evidence[i].source];
    }
    e->sources = sources;
    e->evidence = evidence;
    e->from = to->nodes[e->from];
    e->to = to->nodes[e->to];
    out->nodes[e->from].degree++;
    if (e->to != e->from) out->nodes[e->to].degree++;
    return TB_OK;
}

tb_status tb_part_make(tb_arena *arena, const tb_view *view, const tb_part *part, tb_view *out) {
    numbering to = {0};
    *out = *view;
    out->arena = (tb_arena){0};
    out->name = part->name;
    out->n_nodes = out->n_edges = out->n_sources = 0;
    TB_TRY(keep_nodes(arena, view, part, &to, out));
    TB_TRY(keep_sources(arena, view, part, &to, out));
    out->edges = TB_NEW_ARRAY(arena, view->n_edges, tb_view_edge);
    if (!out->edges) return TB_ENOMEM;
    for (size_t i = 0; i < view->n_edges; i++) {
        if (!part->edges[i]) continue;
        tb_view_edge *e = &out->edges[out->n_edges++];
        *e = view->edges[i];
        if (part->edge_changes) e->change = part->edge_changes[i];
        TB_TRY(keep_edge(arena, &to, e, out));
    }
    if (!part->title.len) return TB_OK;
    out->slice_title = part->title;
    const char *dash = view->title.len ? " \xE2\x80\x93 " : "";
    return tb_arena_printf(arena, &out->title, "%.*s%s%.*s", TB_FMT(view->title), dash, TB_FMT(part->title));
}
