/* The list of entities, and a page for each: who it is, what it is called, its links, and the articles that name it. */
#include "site/page.h"

static size_t mentions_in(const tb_maker *m, uint32_t node, uint32_t source) {
    if (!m->check->mentions) return 0;
    return m->check->mentions[m->view->nodes[node].entity * m->book->n_sources + m->view->sources[source].source];
}

static void put_forms(tb_buf *out, const tb_view_node *n) {
    for (size_t i = 0; i < n->aliases.n; i++) {
        if (i) tb_buf_puts(out, ", ");
        tb_html_name(out, n->aliases.at[i]);
    }
}

static void put_list(const tb_maker *m, tb_buf *out) {
    tb_buf_puts(out, "<h1>Entities</h1>\n<div class=\"wide\" role=\"region\" aria-label=\"Table of entities\" tabindex=\"0\">"
                     "<table class=\"sortable\"><thead><tr><th scope=\"col\">Name</th><th scope=\"col\">Kind</th>"
                     "<th scope=\"col\">Also called</th><th scope=\"col\" class=\"num\">Links</th>"
                     "<th scope=\"col\" class=\"num\">Named</th></tr></thead>\n<tbody>\n");
    for (size_t k = 0; k < m->view->n_nodes; k++) {
        uint32_t i = m->by_name[k];
        const tb_view_node *n = &m->view->nodes[i];
        tb_buf_puts(out, "<tr><td>");
        tb_put_entity(m, out, i, "");
        tb_buf_puts(out, "</td><td>");
        tb_html_name(out, n->kind);
        tb_buf_puts(out, "</td><td>");
        put_forms(out, n);
        tb_buf_printf(out, "</td><td class=\"num\">%u</td><td class=\"num\">%zu</td></tr>\n", n->degree, n->mentions);
    }
    tb_buf_puts(out, "</tbody></table></div>\n");
}

static void put_row(tb_buf *out, const char *term, tb_slice value) {
    if (value.len == 0) return;
    tb_buf_printf(out, "<dt>%s</dt><dd>", term);
    tb_html_name(out, value);
    tb_buf_puts(out, "</dd>");
}

void tb_put_card(const tb_maker *m, tb_buf *out, uint32_t node) {
    const tb_view_node *n = &m->view->nodes[node];
    tb_buf_puts(out, "<dl class=\"card\">");
    if (n->aliases.n) {
        tb_buf_puts(out, "<dt>Also</dt><dd>");
        put_forms(out, n);
        tb_buf_puts(out, "</dd>");
    }
    put_row(out, "Note", n->note);
    for (size_t i = 0; i < n->tags.n; i++) put_row(out, "Tag", n->tags.at[i]);
    if (n->url.len) {
        tb_buf_puts(out, "<dt>Page</dt><dd><a rel=\"noopener noreferrer external\"");
        tb_html_url(out, "href", n->url);
        tb_buf_puts(out, ">");
        tb_html_name(out, n->url);
        tb_buf_puts(out, "</a></dd>");
    }
    if (n->wikidata.len) {
        tb_buf_puts(out, "<dt>Wikidata</dt><dd><a rel=\"noopener noreferrer external\" href=\"https://www.wikidata.org/wiki/");
        tb_html_text(out, n->wikidata);
        tb_buf_puts(out, "\">");
        tb_html_name(out, n->wikidata);
        tb_buf_puts(out, "</a></dd>");
    }
    tb_buf_puts(out, "</dl>\n");
}

static void put_articles(const tb_maker *m, tb_buf *out, uint32_t node, const char *up) {
    bool any = false;
    for (uint32_t s = 0; s < m->view->n_sources; s++) {
        size_t n = mentions_in(m, node, s);
        if (n == 0) continue;
        tb_buf_puts(out, any ? "<li>" : "<p class=\"hint\">Named in</p><ul class=\"plain\"><li>");
        any = true;
        tb_put_article(m, out, s, up);
        tb_buf_puts(out, " <span class=\"n\">");
        tb_html_count(out, n, "time", "times");
        tb_buf_puts(out, "</span></li>");
    }
    if (any) tb_buf_puts(out, "</ul>\n");
}

void tb_put_cards(const tb_maker *m, tb_buf *out) {
    tb_buf_puts(out, "<div id=\"cards\" hidden>\n");
    for (uint32_t i = 0; i < m->view->n_nodes; i++) {
        tb_buf_printf(out, "<div id=\"card-%lu\">", (unsigned long)i);
        tb_put_card(m, out, i);
        put_articles(m, out, i, "");
        tb_buf_puts(out, "</div>\n");
    }
    tb_buf_puts(out, "</div>\n");
}

static tb_status put_page(tb_maker *m, uint32_t node) {
    const tb_view_node *n = &m->view->nodes[node];
    tb_buf *out;
    TB_TRY(tb_page_begin(m, m->node_pages[node], TB_TAB_NONE, n->name, &out));
    tb_buf_printf(out, "<p class=\"kicker\"><span class=\"swatch %s\"></span>", tb_kind_class(n->kind_index));
    tb_html_name(out, n->kind);
    tb_buf_puts(out, "</p>\n<h1>");
    tb_html_name(out, n->name);
    tb_buf_puts(out, "</h1>\n<p class=\"lead\">");
    tb_html_count(out, n->degree, "link", "links");
    tb_buf_puts(out, ", named ");
    tb_html_count(out, n->mentions, "time", "times");
    tb_buf_puts(out, ". <a class=\"show\" href=\"../index.html#sel=");
    tb_buf_puts(out, "node-");
    tb_id_encode(out, n->id);
    tb_buf_puts(out, "\">Show it in the graph</a></p>\n");
    tb_put_card(m, out, node);
    put_articles(m, out, node, "../");
    if (n->degree) tb_buf_puts(out, "<h2>Links</h2>\n");
    for (uint32_t k = m->node_edges.start[node]; k < m->node_edges.start[node + 1]; k++)
        tb_put_link(m, out, m->node_edges.at[k], TB_NONE, 3, "../");
    tb_page_end(m, out, "../");
    return TB_OK;
}

tb_status tb_site_entities(tb_maker *m) {
    tb_buf *out;
    TB_TRY(tb_page_begin(m, TB_S("entities.html"), TB_TAB_ENTITIES, TB_S("Entities"), &out));
    put_list(m, out);
    tb_page_end(m, out, "");
    for (uint32_t i = 0; i < m->view->n_nodes; i++) TB_TRY(put_page(m, i));
    return TB_OK;
}
