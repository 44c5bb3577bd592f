/* What the filters and the search need to know of each link and entity, as JSON in the page. Words that are shown are
 * taken from the page itself, so none is here but those that are chosen from and searched. */
#include "render/render.h"
#include "site/page.h"

static void put_strings(tb_buf *out, const tb_slice *at, size_t n) {
    tb_buf_putc(out, '[');
    for (size_t i = 0; i < n; i++) {
        if (i) tb_buf_putc(out, ',');
        tb_html_json(out, at[i]);
    }
    tb_buf_putc(out, ']');
}

static void put_date(tb_buf *out, tb_date d) {
    tb_buf_putc(out, '"');
    if (d.year) tb_buf_printf(out, "%04d", d.year);
    if (d.year && d.month) tb_buf_printf(out, "-%02d", d.month);
    if (d.year && d.month && d.day) tb_buf_printf(out, "-%02d", d.day);
    tb_buf_putc(out, '"');
}

static void put_evidence(const tb_maker *m, tb_buf *out, const tb_view_edge *e) {
    for (size_t i = 0; i < e->n_evidence; i++) {
        const tb_view_evidence *v = &e->evidence[i];
        const tb_evidence *book = &m->book->links[e->link].evidence[v->index];
        tb_buf_printf(out, "%s[%lu,\"%s\",", i ? "," : "", (unsigned long)v->source, tb_stance_name(v->stance));
        tb_html_json(out, v->by);
        tb_buf_putc(out, ',');
        put_date(out, book->when.from);
        tb_buf_putc(out, ',');
        put_date(out, book->when.to);
        tb_buf_putc(out, ']');
    }
}

static void put_nodes(const tb_maker *m, tb_buf *out) {
    tb_buf scratch = {0};
    for (size_t i = 0; i < m->view->n_nodes; i++) {
        const tb_view_node *n = &m->view->nodes[i];
        tb_buf_clear(&scratch);
        tb_render_node_id(&scratch, n);
        tb_buf_puts(out, i ? ",\n[" : "\n[");
        tb_html_json(out, tb_buf_slice(&scratch));
        tb_buf_putc(out, ',');
        tb_html_json(out, n->name);
        tb_buf_printf(out, ",%lu,", (unsigned long)n->kind_index);
        put_strings(out, n->aliases.at, n->aliases.n);
        tb_buf_putc(out, ']');
    }
    if (tb_buf_status(&scratch) != TB_OK) out->status = TB_ENOMEM;
    tb_buf_free(&scratch);
}

static void put_edges(const tb_maker *m, tb_buf *out) {
    tb_buf scratch = {0};
    for (size_t i = 0; i < m->view->n_edges; i++) {
        const tb_view_edge *e = &m->view->edges[i];
        tb_buf_clear(&scratch);
        tb_render_link_id(&scratch, e);
        tb_buf_puts(out, i ? ",\n[" : "\n[");
        tb_html_json(out, tb_buf_slice(&scratch));
        tb_buf_printf(out, ",%lu,%lu,", (unsigned long)e->from, (unsigned long)e->to);
        tb_html_json(out, e->relation);
        tb_buf_puts(out, ",[");
        put_evidence(m, out, e);
        tb_buf_puts(out, "]]");
    }
    if (tb_buf_status(&scratch) != TB_OK) out->status = TB_ENOMEM;
    tb_buf_free(&scratch);
}

/* The kinds that are seen: a kind that only private entities have is none of them. */
static void put_kinds(const tb_maker *m, tb_buf *out) {
    for (uint32_t i = 0; i < m->view->kinds.n; i++) {
        bool seen = false;
        for (size_t k = 0; k < m->view->n_nodes && !seen; k++) seen = m->view->nodes[k].kind_index == i;
        if (i) tb_buf_putc(out, ',');
        if (seen)
            tb_html_json(out, m->view->kinds.at[i]);
        else
            tb_buf_puts(out, "null");
    }
}

void tb_put_data(const tb_maker *m, tb_buf *out) {
    tb_buf_puts(out, "<script type=\"application/json\" id=\"data\">{\"kinds\":[");
    put_kinds(m, out);
    tb_buf_puts(out, "],\n\"sources\":[");
    for (size_t i = 0; i < m->view->n_sources; i++) {
        const tb_view_source *s = &m->view->sources[i];
        tb_buf_printf(out, "%s[%u,", i ? "," : "", s->number);
        tb_html_json(out, s->id);
        tb_buf_putc(out, ',');
        tb_html_json(out, s->title.len ? s->title : s->id);
        tb_buf_putc(out, ']');
    }
    tb_buf_puts(out, "],\n\"nodes\":[");
    put_nodes(m, out);
    tb_buf_puts(out, "],\n\"edges\":[");
    put_edges(m, out);
    tb_buf_puts(out, "]}</script>\n");
}
