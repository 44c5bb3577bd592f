/* What falls when evidence is withdrawn; see impact.h. Works on the evidence that the view has let through, so that the
 * filters of the view hold here too. */
#include "report/impact.h"

#include "report/part.h"
#include "report/sources.h"

typedef struct weighing {
    const tb_book *book;
    const tb_view *view;
    const tb_withdrawal *what;
    bool *sources;
    tb_impact *out;
    tb_buf key; /* scratch */
    tb_slice *names; /* keys of what->names */
    uint32_t *original; /* of each source of the book */
} weighing;

const char *tb_fate_name(tb_fate fate) {
    static const char *const names[] = {"falls", "copied", "denied", "single", "weaker"};
    return names[fate];
}

/* ---- what is withdrawn ---- */

static bool is_withdrawn(const tb_withdrawal *what, uint32_t source) {
    for (size_t i = 0; i < what->n_sources; i++)
        if (what->sources[i] == source) return true;
    return false;
}

/* Withdraws the sources, and lists the reprints of each: of whatever it is a copy, at any remove. */
static tb_status mark_sources(weighing *w) {
    const tb_book *book = w->book;
    TB_VEC(tb_impact_reprint) reprints = {0};
    for (size_t i = 0; i < book->n_sources; i++) w->sources[i] = is_withdrawn(w->what, (uint32_t)i);
    for (uint32_t original = 0; original < book->n_sources; original++) {
        if (!is_withdrawn(w->what, original)) continue;
        for (uint32_t s = 0; s < book->n_sources; s++) {
            if (s == original || !tb_source_copies(book, s, original)) continue;
            if (w->what->reprints) w->sources[s] = true;
            tb_impact_reprint r = {.source = s, .original = original};
            TB_TRY(tb_vec_push(&w->out->arena, &reprints, r));
        }
    }
    for (size_t i = 0; i < reprints.n; i++) reprints.at[i].withdrawn = w->sources[reprints.at[i].source];
    w->out->sources = w->sources;
    w->out->reprints = reprints.at;
    w->out->n_reprints = reprints.n;
    return TB_OK;
}

static tb_status fold_names(weighing *w) {
    w->names = TB_NEW_ARRAY(&w->out->arena, w->what->n_names, tb_slice);
    if (!w->names) return TB_ENOMEM;
    for (size_t i = 0; i < w->what->n_names; i++) {
        tb_buf_clear(&w->key);
        tb_fold_key(&w->key, w->what->names[i]);
        TB_TRY(tb_buf_status(&w->key));
        TB_TRY(tb_arena_copy(&w->out->arena, tb_buf_slice(&w->key), &w->names[i]));
    }
    return TB_OK;
}

/* Whether the claimant of a piece of evidence is withdrawn. */
static tb_status is_claimed(weighing *w, const tb_evidence *e, bool *out) {
    *out = false;
    for (size_t i = 0; i < w->what->n_claimants && !*out; i++) *out = e->by == w->what->claimants[i];
    if (*out || w->what->n_names == 0 || e->by_name.len == 0) return TB_OK;
    tb_buf_clear(&w->key);
    tb_fold_key(&w->key, e->by_name);
    for (size_t i = 0; i < w->what->n_names && !*out; i++) *out = tb_slice_eq(tb_buf_slice(&w->key), w->names[i]);
    return tb_buf_status(&w->key);
}

/* ---- what is left ---- */

static tb_line line_of(const bool has[TB_DENIED + 1]) {
    bool claimed = has[TB_ASSERTED] || has[TB_ALLEGED] || has[TB_PLANNED];
    if (has[TB_DENIED]) return claimed ? TB_LINE_CONTESTED : TB_LINE_DENIED;
    return has[TB_ASSERTED] ? TB_LINE_ASSERTED : has[TB_ALLEGED] ? TB_LINE_ALLEGED : TB_LINE_PLANNED;
}

/* Counts what is left of a link, source by source. */
static void count_sources(const weighing *w, const bool *left, const tb_view_edge *edge, uint32_t *list,
                          tb_impact_link *out, bool *copied) {
    *copied = out->n_evidence > 0;
    for (size_t s = 0; s < edge->n_sources; s++) {
        uint32_t at = edge->sources[s], source = w->view->sources[at].source;
        bool stays = false, again = false;
        for (size_t i = 0; i < edge->n_evidence && !stays; i++) stays = left[i] && edge->evidence[i].source == at;
        if (!stays) continue;
        for (size_t i = 0; i < out->n_sources && !again; i++)
            again = w->original[w->view->sources[list[i]].source] == w->original[source];
        out->independent += !again;
        *copied &= tb_source_copies_any(w->book, source, w->sources);
        list[out->n_sources++] = at;
    }
    out->sources = list;
}

static tb_fate fate_of(const tb_view_edge *before, const tb_impact_link *after, bool copied) {
    if (after->n_evidence == 0) return TB_FATE_FALLS;
    if (copied) return TB_FATE_COPIED;
    if (after->line == TB_LINE_DENIED && before->line != TB_LINE_DENIED) return TB_FATE_DENIED;
    if (after->independent == 1 && before->independent > 1) return TB_FATE_SINGLE;
    return TB_FATE_WEAKER;
}

/* Whether anything that a reader sees of a link has changed for the worse. */
static bool is_weaker(const tb_view_edge *before, const tb_impact_link *after) {
    return after->n_sources < before->n_sources || after->support < before->support || after->line != before->line;
}

static tb_status weigh_edge(weighing *w, uint32_t at, tb_impact_link *out, bool *changed) {
    const tb_view_edge *edge = &w->view->edges[at];
    const tb_link *link = &w->book->links[edge->link];
    bool has[TB_DENIED + 1] = {false}, copied;
    *out = (tb_impact_link){.edge = at, .line = edge->line, .support = TB_SUPPORT_UNCHECKED};
    bool *left = TB_NEW_ARRAY(&w->out->arena, edge->n_evidence, bool);
    uint32_t *list = TB_NEW_ARRAY(&w->out->arena, edge->n_sources, uint32_t);
    if (!left || !list) return TB_ENOMEM;
    for (size_t i = 0; i < edge->n_evidence; i++) {
        const tb_view_evidence *v = &edge->evidence[i];
        const tb_evidence *e = &link->evidence[v->index];
        bool claimed;
        TB_TRY(is_claimed(w, e, &claimed));
        w->out->n_claims += claimed;
        left[i] = !claimed && !w->sources[e->source];
        if (!left[i]) continue;
        out->n_evidence++;
        has[v->stance] = true;
        if (v->support > out->support) out->support = v->support;
    }
    w->out->n_evidence_before += edge->n_evidence;
    w->out->n_evidence += edge->n_evidence - out->n_evidence;
    if (out->n_evidence) out->line = line_of(has);
    else out->support = edge->support;
    count_sources(w, left, edge, list, out, &copied);
    out->fate = fate_of(edge, out, copied);
    *changed = out->n_evidence < edge->n_evidence && (out->fate != TB_FATE_WEAKER || is_weaker(edge, out));
    return TB_OK;
}

/* ---- the picture ---- */

static uint32_t root_of(uint32_t *parent, uint32_t x) {
    while (parent[x] != x) x = parent[x] = parent[parent[x]];
    return x;
}

/* Parts of the picture when the links flagged as gone are left out; touched are the nodes that keep a link. */
static tb_status count_parts(tb_impact *out, const tb_view *v, const bool *gone, bool *touched, size_t *parts) {
    uint32_t *parent = TB_NEW_ARRAY(&out->arena, v->n_nodes, uint32_t);
    if (!parent) return TB_ENOMEM;
    *parts = 0;
    for (uint32_t i = 0; i < v->n_nodes; i++) parent[i] = i;
    for (size_t e = 0; e < v->n_edges; e++) {
        if (gone && gone[e]) continue;
        touched[v->edges[e].from] = touched[v->edges[e].to] = true;
        parent[root_of(parent, v->edges[e].from)] = root_of(parent, v->edges[e].to);
    }
    for (uint32_t i = 0; i < v->n_nodes; i++) *parts += touched[i] && parent[i] == i;
    return TB_OK;
}

static tb_status cut_off(tb_impact *out, const tb_view *v, const bool *gone) {
    bool *before = TB_NEW_ARRAY(&out->arena, v->n_nodes, bool);
    bool *after = TB_NEW_ARRAY(&out->arena, v->n_nodes, bool);
    uint32_t *list = TB_NEW_ARRAY(&out->arena, v->n_nodes, uint32_t);
    if (!before || !after || !list) return TB_ENOMEM;
    TB_TRY(count_parts(out, v, NULL, before, &out->parts_before));
    TB_TRY(count_parts(out, v, gone, after, &out->parts));
    for (uint32_t i = 0; i < v->n_nodes; i++)
        if (before[i] && !after[i]) list[out->n_cut_off++] = i;
    out->cut_off = list;
    return TB_OK;
}

/* Puts the changed links in the order of their fates; those of one fate stay in the order of the view. */
static tb_status order(tb_impact *out, const tb_impact_link *found, size_t n) {
    tb_impact_link *links = TB_NEW_ARRAY(&out->arena, n, tb_impact_link);
    if (!links) return TB_ENOMEM;
    for (tb_fate fate = TB_FATE_FALLS; fate <= TB_FATE_WEAKER; fate++)
        for (size_t i = 0; i < n; i++) {
            if (found[i].fate != fate) continue;
            links[out->n_links++] = found[i];
            out->n_by_fate[fate]++;
        }
    out->links = links;
    return TB_OK;
}

static tb_status weigh(weighing *w) {
    tb_arena *arena = &w->out->arena;
    w->sources = TB_NEW_ARRAY(arena, w->book->n_sources, bool);
    w->original = TB_NEW_ARRAY(arena, w->book->n_sources, uint32_t);
    bool *gone = TB_NEW_ARRAY(arena, w->view->n_edges, bool);
    tb_impact_link *found = TB_NEW_ARRAY(arena, w->view->n_edges, tb_impact_link);
    if (!w->sources || !w->original || !gone || !found) return TB_ENOMEM;
    for (uint32_t s = 0; s < w->book->n_sources; s++) w->original[s] = tb_source_original(w->book, s);
    TB_TRY(mark_sources(w));
    TB_TRY(fold_names(w));
    size_t n = 0;
    for (uint32_t i = 0; i < w->view->n_edges; i++) {
        bool changed;
        TB_TRY(weigh_edge(w, i, &found[n], &changed));
        if (!changed) continue;
        gone[i] = found[n].fate == TB_FATE_FALLS;
        n++;
    }
    TB_TRY(order(w->out, found, n));
    return cut_off(w->out, w->view, gone);
}

tb_status tb_impact_find(const tb_check *check, const tb_view *view, const tb_withdrawal *what, tb_impact *out) {
    *out = (tb_impact){0};
    weighing w = {.book = check->book, .view = view, .what = what, .out = out};
    tb_status status = weigh(&w);
    tb_buf_free(&w.key);
    if (status != TB_OK) tb_impact_free(out);
    return status;
}

void tb_impact_free(tb_impact *i) {
    tb_arena_free(&i->arena);
    *i = (tb_impact){0};
}

tb_status tb_impact_picture(tb_impact *i, const tb_view *view, tb_view *out) {
    bool *nodes = TB_NEW_ARRAY(&i->arena, view->n_nodes, bool);
    bool *edges = TB_NEW_ARRAY(&i->arena, view->n_edges, bool);
    tb_change *node_changes = TB_NEW_ARRAY(&i->arena, view->n_nodes, tb_change);
    tb_change *edge_changes = TB_NEW_ARRAY(&i->arena, view->n_edges, tb_change);
    if (!nodes || !edges || !node_changes || !edge_changes) return TB_ENOMEM;
    for (size_t k = 0; k < i->n_links; k++) {
        const tb_impact_link *l = &i->links[k];
        edges[l->edge] = true;
        edge_changes[l->edge] = l->fate == TB_FATE_FALLS ? TB_CHANGE_GONE : TB_CHANGE_WEAKER;
    }
    for (size_t k = 0; k < i->n_cut_off; k++) node_changes[i->cut_off[k]] = TB_CHANGE_GONE;
    tb_part part = {.nodes = nodes, .edges = edges, .node_changes = node_changes, .edge_changes = edge_changes,
                    .name = TB_S("impact"), .title = TB_S("What falls")};
    return tb_part_make(&i->arena, view, &part, out);
}
