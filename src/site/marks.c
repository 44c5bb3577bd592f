/* Text with its quotes and names marked. Marks may overlap; the text is cut wherever one begins or ends, and each piece
 * carries what holds there. */
#include <stdlib.h>

#include "site/page.h"

static int by_place(const void *x, const void *y) {
    const tb_paint *a = x, *b = y;
    if (a->start != b->start) return a->start < b->start ? -1 : 1;
    if (a->end != b->end) return a->end > b->end ? -1 : 1;
    if (a->edge != b->edge) return a->edge < b->edge ? -1 : 1;
    if (a->evidence != b->evidence) return a->evidence < b->evidence ? -1 : 1;
    return (a->node > b->node) - (a->node < b->node);
}

static tb_status add_quotes(const tb_maker *m, tb_arena *arena, uint32_t source, uint32_t edge, tb_paints *out) {
    const tb_view_edge *e = &m->view->edges[edge];
    for (uint32_t i = 0; i < e->n_evidence; i++) {
        if (m->view->sources[e->evidence[i].source].source != source || !e->evidence[i].found) continue;
        const tb_verdict *v = &m->check->links[e->link].verdicts[e->evidence[i].index];
        for (size_t k = 0; k < v->n_spans; k++) {
            tb_paint p = {v->spans[k].start, v->spans[k].end, edge, i, TB_NONE};
            if (p.start < p.end) TB_TRY(tb_vec_push(arena, out, p));
        }
    }
    return TB_OK;
}

static tb_status add_names(const tb_maker *m, tb_arena *arena, uint32_t source, uint32_t edge, tb_paints *out) {
    const tb_mentions *all = &m->check->sources[source].mentions;
    for (size_t i = 0; i < all->n; i++) {
        uint32_t node = m->node_of[all->at[i].entity];
        if (all->at[i].nested || node == TB_NONE) continue;
        if (edge != TB_NONE && node != m->view->edges[edge].from && node != m->view->edges[edge].to) continue;
        tb_paint p = {all->at[i].start, all->at[i].end, TB_NONE, 0, node};
        TB_TRY(tb_vec_push(arena, out, p));
    }
    return TB_OK;
}

tb_status tb_paints_find(const tb_maker *m, tb_arena *arena, uint32_t source, uint32_t edge, tb_paints *out) {
    if (edge != TB_NONE) {
        TB_TRY(add_quotes(m, arena, source, edge, out));
    } else {
        for (uint32_t i = 0; i < m->view->n_sources; i++) {
            if (m->view->sources[i].source != source) continue;
            for (uint32_t k = m->source_edges.start[i]; k < m->source_edges.start[i + 1]; k++)
                TB_TRY(add_quotes(m, arena, source, m->source_edges.at[k], out));
        }
    }
    TB_TRY(add_names(m, arena, source, edge, out));
    if (out->n) qsort(out->at, out->n, sizeof *out->at, by_place);
    return TB_OK;
}

/* Where the piece that begins at `at` ends: at the next mark's begin or end. live are the marks that hold at `at`. */
static size_t piece_end(const tb_paints *paints, const size_t *live, size_t n_live, size_t next, size_t end) {
    for (size_t i = 0; i < n_live; i++)
        if (paints->at[live[i]].end < end) end = paints->at[live[i]].end;
    if (next < paints->n && paints->at[next].start < end) end = paints->at[next].start;
    return end;
}

static void put_piece(const tb_maker *m, tb_buf *out, tb_slice text, const tb_paints *paints, const size_t *live,
                      size_t n_live, const char *up) {
    const tb_paint *quote = NULL, *name = NULL;
    for (size_t i = 0; i < n_live; i++) {
        const tb_paint *p = &paints->at[live[i]];
        if (p->edge != TB_NONE && !quote) quote = p;
        if (p->node != TB_NONE && !name) name = p;
    }
    if (quote) tb_buf_puts(out, "<mark>");
    if (name)
        tb_buf_printf(out, "<a class=\"mention %s\" href=\"%s%.*s\">",
                      tb_kind_class(m->view->nodes[name->node].kind_index), up, TB_FMT(m->node_pages[name->node]));
    tb_html_text(out, text);
    if (name) tb_buf_puts(out, "</a>");
    if (quote) tb_buf_puts(out, "</mark>");
}

/* The places of the quotes that begin at `at`, empty elements to which links lead. */
static void put_ids(tb_buf *out, const tb_paints *paints, size_t from, size_t to) {
    for (size_t i = from; i < to; i++) {
        const tb_paint *p = &paints->at[i];
        bool again = p->edge == TB_NONE;
        for (size_t k = 0; k < i && !again; k++)
            again = paints->at[k].edge == p->edge && paints->at[k].evidence == p->evidence;
        if (again) continue;
        tb_buf_puts(out, "<span class=\"spot\" id=\"");
        tb_put_place(out, p->edge, p->evidence);
        tb_buf_puts(out, "\"></span>");
    }
}

tb_status tb_put_painted(const tb_maker *m, tb_buf *out, tb_slice text, size_t start, size_t end,
                         const tb_paints *paints, bool ids, const char *up) {
    size_t *live = malloc((paints->n + 1) * sizeof *live);
    size_t n_live = 0, next = 0;
    if (!live) return TB_ENOMEM;
    while (start < end && strchr(" \t\r\n", text.p[start])) start++;
    while (end > start && strchr(" \t\r\n", text.p[end - 1])) end--;
    for (size_t at = start; at < end;) {
        size_t before = next, kept = 0;
        for (size_t i = 0; i < n_live; i++)
            if (paints->at[live[i]].end > at) live[kept++] = live[i];
        n_live = kept;
        for (; next < paints->n && paints->at[next].start <= at; next++)
            if (paints->at[next].end > at) live[n_live++] = next;
        if (ids) put_ids(out, paints, before, next);
        size_t stop = piece_end(paints, live, n_live, next, end);
        put_piece(m, out, tb_slice_sub(text, at, stop), paints, live, n_live, up);
        at = stop;
    }
    free(live);
    return TB_OK;
}
