/* The difference between two versions as one view; see diff.h. Nodes, links and sources of both sides are brought together under
 * their ids, in the orders of a view. */
#include <stdlib.h>

#include "report/diff.h"

typedef struct merging {
    tb_arena *arena;
    const tb_version *old, *now;
    tb_view *out;
    uint32_t *old_sources, *now_sources;
} merging;

static int by_id(const void *x, const void *y) {
    const tb_view_node *a = x, *b = y;
    return tb_slice_cmp(a->id, b->id);
}

static int by_ends(const void *x, const void *y) {
    const tb_view_edge *a = x, *b = y;
    if (a->from != b->from) return a->from < b->from ? -1 : 1;
    int order = tb_slice_cmp(a->relation, b->relation);
    if (order) return order;
    if (a->to != b->to) return a->to < b->to ? -1 : 1;
    order = tb_slice_cmp(a->id, b->id);
    return order ? order : (int)a->change - (int)b->change;
}

static uint32_t node_by_id(const tb_view *v, tb_slice id) {
    tb_view_node key = {.id = id};
    const tb_view_node *n = v->n_nodes ? bsearch(&key, v->nodes, v->n_nodes, sizeof *v->nodes, by_id) : NULL;
    return n ? (uint32_t)(n - v->nodes) : TB_NONE;
}

/* Takes in the nodes of the differences, and the ends of their links; one that both sides have as it is now. */
static tb_status merge_nodes(merging *m, const tb_diff *d) {
    const tb_view *old = m->old->view, *now = m->now->view;
    bool *keep_old = TB_NEW_ARRAY(m->arena, old->n_nodes, bool), *keep_now = TB_NEW_ARRAY(m->arena, now->n_nodes, bool);
    tb_change *old_change = TB_NEW_ARRAY(m->arena, old->n_nodes, tb_change);
    tb_change *now_change = TB_NEW_ARRAY(m->arena, now->n_nodes, tb_change);
    m->out->nodes = TB_NEW_ARRAY(m->arena, old->n_nodes + now->n_nodes, tb_view_node);
    if (!keep_old || !keep_now || !old_change || !now_change || !m->out->nodes) return TB_ENOMEM;
    for (size_t i = 0; i < d->entities.n; i++) {
        const tb_difference *x = &d->entities.at[i];
        if (x->change == TB_CHANGE_GONE) keep_old[x->old] = true, old_change[x->old] = x->change;
        else if (x->change == TB_CHANGE_NEW) keep_now[x->now] = true, now_change[x->now] = x->change;
    }
    for (size_t i = 0; i < d->links.n; i++) {
        const tb_difference *x = &d->links.at[i];
        const tb_view_edge *e = x->now == TB_NONE ? &old->edges[x->old] : &now->edges[x->now];
        bool *keep = x->now == TB_NONE ? keep_old : keep_now;
        keep[e->from] = keep[e->to] = true;
    }
    for (size_t i = 0; i < old->n_nodes; i++)
        if (keep_old[i] && d->node_now[i] != TB_NONE) keep_now[d->node_now[i]] = true;
    for (uint32_t i = 0; i < now->n_nodes; i++) {
        if (!keep_now[i]) continue;
        m->out->nodes[m->out->n_nodes] = now->nodes[i];
        m->out->nodes[m->out->n_nodes++].change = now_change[i];
    }
    for (uint32_t i = 0; i < old->n_nodes; i++) {
        if (!keep_old[i] || d->node_now[i] != TB_NONE) continue;
        m->out->nodes[m->out->n_nodes] = old->nodes[i];
        m->out->nodes[m->out->n_nodes++].change = old_change[i];
    }
    if (m->out->n_nodes) qsort(m->out->nodes, m->out->n_nodes, sizeof *m->out->nodes, by_id);
    for (size_t i = 0; i < m->out->n_nodes; i++) m->out->nodes[i].degree = 0;
    return TB_OK;
}

static void flag_cited(const merging *m, const tb_diff *d, bool old, bool *cited) {
    for (size_t i = 0; i < d->links.n; i++) {
        const tb_difference *x = &d->links.at[i];
        if ((x->now == TB_NONE) != old) continue;
        const tb_view_edge *e = old ? &m->old->view->edges[x->old] : &m->now->view->edges[x->now];
        for (size_t s = 0; s < e->n_sources; s++) cited[e->sources[s]] = true;
    }
}

static tb_status merge_sources(merging *m, const tb_diff *d) {
    const tb_view *old = m->old->view, *now = m->now->view;
    bool *from_old = TB_NEW_ARRAY(m->arena, old->n_sources, bool), *from_now = TB_NEW_ARRAY(m->arena, now->n_sources, bool);
    m->old_sources = TB_NEW_ARRAY(m->arena, old->n_sources, uint32_t);
    m->now_sources = TB_NEW_ARRAY(m->arena, now->n_sources, uint32_t);
    m->out->sources = TB_NEW_ARRAY(m->arena, old->n_sources + now->n_sources, tb_view_source);
    if (!from_old || !from_now || !m->old_sources || !m->now_sources || !m->out->sources) return TB_ENOMEM;
    flag_cited(m, d, true, from_old);
    flag_cited(m, d, false, from_now);
    for (uint32_t i = 0; i < now->n_sources; i++) {
        bool cited = from_now[i];
        for (size_t k = 0; k < old->n_sources && !cited; k++)
            cited = from_old[k] && tb_slice_eq(old->sources[k].id, now->sources[i].id);
        m->now_sources[i] = (uint32_t)m->out->n_sources;
        if (cited) m->out->sources[m->out->n_sources++] = now->sources[i];
    }
    for (uint32_t i = 0; i < old->n_sources; i++) {
        uint32_t k = 0;
        if (!from_old[i]) continue;
        while (k < m->out->n_sources && !tb_slice_eq(m->out->sources[k].id, old->sources[i].id)) k++;
        m->old_sources[i] = k;
        if (k == m->out->n_sources) m->out->sources[m->out->n_sources++] = old->sources[i];
    }
    for (size_t i = 0; i < m->out->n_sources; i++) {
        m->out->sources[i].number = (unsigned)i + 1;
        m->out->sources[i].n_links = 0;
    }
    return TB_OK;
}

/* The node of the picture that an end of a link is: an entity that was renamed is there under its new id. */
static uint32_t end_of(const merging *m, const tb_diff *d, bool gone, uint32_t node) {
    uint32_t now = gone ? d->node_now[node] : node;
    return node_by_id(m->out, now == TB_NONE ? m->old->view->nodes[node].id : m->now->view->nodes[now].id);
}

static tb_status merge_edge(merging *m, const tb_diff *d, const tb_difference *x) {
    bool gone = x->now == TB_NONE;
    const tb_view *from = gone ? m->old->view : m->now->view;
    const uint32_t *renumbered = gone ? m->old_sources : m->now_sources;
    tb_view_edge e = gone ? from->edges[x->old] : from->edges[x->now];
    uint32_t *sources = TB_NEW_ARRAY(m->arena, e.n_sources, uint32_t);
    tb_view_evidence *evidence = TB_NEW_ARRAY(m->arena, e.n_evidence, tb_view_evidence);
    if (!sources || !evidence) return TB_ENOMEM;
    for (size_t i = 0; i < e.n_sources; i++) {
        size_t k = i; /* insertion: old ones may come in another order */
        uint32_t s = renumbered[e.sources[i]];
        for (; k > 0 && sources[k - 1] > s; k--) sources[k] = sources[k - 1];
        sources[k] = s;
        m->out->sources[s].n_links++;
    }
    for (size_t i = 0; i < e.n_evidence; i++) {
        evidence[i] = e.evidence[i];
        evidence[i].source = renumbered[evidence[i].source];
    }
    e.from = end_of(m, d, gone, e.from);
    e.to = end_of(m, d, gone, e.to);
    e.sources = sources;
    e.evidence = evidence;
    e.change = x->change;
    m->out->nodes[e.from].degree++;
    if (e.to != e.from) m->out->nodes[e.to].degree++;
    m->out->edges[m->out->n_edges++] = e;
    return TB_OK;
}

/* A link that went may have the id of one that came (with other ends): ids of a view are unique. */
static tb_status keep_ids_apart(merging *m) {
    tb_map ids = {0};
    tb_status status = TB_OK;
    for (uint32_t i = 0; i < m->out->n_edges && status == TB_OK; i++)
        if (m->out->edges[i].change != TB_CHANGE_GONE) status = tb_map_set(&ids, m->out->edges[i].id, i);
    for (size_t i = 0; i < m->out->n_edges && status == TB_OK; i++) {
        tb_view_edge *e = &m->out->edges[i];
        if (e->change == TB_CHANGE_GONE && tb_map_get(&ids, e->id) != TB_MAP_NONE)
            status = tb_arena_printf(m->arena, &e->id, "%.*s (gone)", TB_FMT(e->id));
    }
    tb_map_free(&ids);
    return status;
}

tb_status tb_diff_picture(tb_diff *d, const tb_version *old, const tb_version *now, tb_view *out) {
    *out = *now->view;
    out->arena = (tb_arena){0};
    out->n_nodes = out->n_edges = out->n_sources = 0;
    out->name = TB_S("diff");
    out->slice_title = TB_S("What changed");
    const char *dash = now->view->title.len ? " \xE2\x80\x93 " : "";
    TB_TRY(tb_arena_printf(&d->arena, &out->title, "%.*s%sWhat changed", TB_FMT(now->view->title), dash));
    merging m = {.arena = &d->arena, .old = old, .now = now, .out = out};
    TB_TRY(merge_nodes(&m, d));
    TB_TRY(merge_sources(&m, d));
    out->edges = TB_NEW_ARRAY(&d->arena, d->links.n, tb_view_edge);
    if (!out->edges) return TB_ENOMEM;
    for (size_t i = 0; i < d->links.n; i++) TB_TRY(merge_edge(&m, d, &d->links.at[i]));
    TB_TRY(keep_ids_apart(&m));
    if (out->n_edges) qsort(out->edges, out->n_edges, sizeof *out->edges, by_ends);
    return TB_OK;
}
