/* The first page: the drawing, and below it, or instead of it, tables of all links and entities. Scripts take the words
 * for their panel from the tables, so that a page without scripts has them all. */
#include "site/page.h"

/* Above this the scripts paint the drawing upon a canvas: as elements, thousands of links are slow. See docs/page.md. */
enum { MANY_LINKS = 1500 };

static void put_intro(const tb_maker *m, tb_buf *out) {
    tb_buf_puts(out, "<aside id=\"panel\" aria-label=\"Details\" tabindex=\"-1\">");
    if (m->options->live) tb_buf_puts(out, TB_SITE_NOTICE);
    tb_buf_puts(out, "<div id=\"about\">\n<h1>");
    tb_html_name(out, m->view->title.len ? m->view->title : TB_S("Who is tied to whom"));
    tb_buf_puts(out, "</h1>\n<p class=\"lead\">");
    tb_html_count(out, m->view->n_edges, "link", "links");
    tb_buf_puts(out, " between ");
    tb_html_count(out, m->view->n_nodes, "entity", "entities");
    tb_buf_puts(out, ", stated by ");
    tb_html_count(out, m->view->n_sources, "article", "articles");
    tb_buf_puts(out, ". Every link shows the words that state it.</p>\n");
    if (m->view->remark.len) {
        tb_buf_puts(out, "<p class=\"hint\">");
        tb_html_name(out, m->view->remark);
        tb_buf_puts(out, ".</p>\n");
    }
}

static void put_legend(const tb_maker *m, tb_buf *out) {
    static const char *const lines[] = {"asserted", "alleged", "planned", "denied", "contested", "unsourced"};
    static const char *const meanings[] = {"said outright", "a claim or suspicion", "still to come", "denied",
                                           "claimed and denied", "no source yet"};
    bool lines_seen[6] = {false};
    tb_buf_puts(out, "<h2>Legend</h2>\n<ul class=\"legend\">");
    for (uint32_t i = 0; i < m->view->kinds.n; i++) {
        size_t n = 0;
        for (size_t k = 0; k < m->view->n_nodes; k++) n += m->view->nodes[k].kind_index == i;
        if (n == 0) continue;
        tb_buf_printf(out, "<li><span class=\"swatch %s\"></span>", tb_kind_class(i));
        tb_html_name(out, m->view->kinds.at[i]);
        tb_buf_printf(out, " <span class=\"n\">%zu</span></li>", n);
    }
    for (size_t i = 0; i < m->view->n_edges; i++) lines_seen[m->view->edges[i].line] = true;
    for (int i = 0; i < 6; i++)
        if (lines_seen[i])
            tb_buf_printf(out, "<li><span class=\"dash %s\"></span>%s <span class=\"n\">%s</span></li>", lines[i],
                          lines[i], meanings[i]);
    tb_buf_puts(out, "</ul>\n<h2>Articles</h2>\n<ol class=\"sources\">");
    bool coloured = m->view->n_sources && m->view->sources[m->view->n_sources - 1].number <= 6;
    for (uint32_t i = 0; i < m->view->n_sources; i++) {
        tb_buf_printf(out, "<li class=\"c%u\">", coloured ? m->view->sources[i].number : 0);
        tb_put_article(m, out, i, "");
        tb_buf_puts(out, "<span class=\"line-of-source\">");
        tb_put_source_line(m, out, i, true);
        tb_buf_puts(out, "</span></li>");
    }
    tb_buf_puts(out, "</ol>\n"
                     "<p class=\"keys\" hidden>Click an entity or a link. Keys: <kbd>/</kbd> search, <kbd>Tab</kbd> into the graph, "
                     "<kbd>←</kbd> <kbd>↑</kbd> <kbd>→</kbd> <kbd>↓</kbd> from entity to entity, <kbd>Shift</kbd> with an arrow through "
                     "its links, <kbd>Enter</kbd> to open, <kbd>Esc</kbd> to close, <kbd>+</kbd> <kbd>−</kbd> <kbd>0</kbd> zoom.</p>\n"
                     "</div></aside>\n");
}

static void put_link_row(const tb_maker *m, tb_buf *out, uint32_t i) {
    const tb_view_edge *e = &m->view->edges[i];
    tb_buf_printf(out, "<tr id=\"row-%lu\"><td>", (unsigned long)i);
    tb_put_entity(m, out, e->from, "");
    tb_buf_puts(out, "</td><td class=\"relation\">");
    tb_html_name(out, e->relation);
    tb_buf_puts(out, "</td><td>");
    tb_put_entity(m, out, e->to, "");
    tb_buf_printf(out, "</td><td><span class=\"line %s\">%s</span></td><td data-sort=\"%d\">%s</td><td data-sort=\"%u\">",
                  tb_line_name(e->line), tb_line_name(e->line), (int)e->support, tb_support_name(e->support),
                  e->independent);
    for (size_t k = 0; k < e->n_sources; k++) {
        const tb_view_source *s = &m->view->sources[e->sources[k]];
        tb_buf_printf(out, "%s<a href=\"%.*s\" aria-label=\"Article %u\">[%u]</a>", k ? " " : "",
                      TB_FMT(m->source_pages[e->sources[k]]), s->number, s->number);
    }
    tb_buf_puts(out, "</td><td class=\"words\">");
    tb_put_evidence(m, out, i, TB_NONE, "");
    tb_buf_puts(out, "</td></tr>\n");
}

static void put_links(const tb_maker *m, tb_buf *out) {
    tb_buf_printf(out, "<section id=\"links\"%s", m->view->n_edges > MANY_LINKS ? " class=\"cards\"" : "");
    tb_buf_puts(out,
                " aria-labelledby=\"links-title\"><h2 id=\"links-title\">All links</h2>\n"
                "<div class=\"wide\" role=\"region\" aria-labelledby=\"links-title\" tabindex=\"0\"><table class=\"sortable\" id=\"link-table\">"
                "<thead><tr><th scope=\"col\">From</th><th scope=\"col\">Relation</th><th scope=\"col\">To</th>"
                "<th scope=\"col\">Stance</th><th scope=\"col\">Both named in</th><th scope=\"col\">Articles</th>"
                "<th scope=\"col\">In which words</th></tr></thead>\n<tbody>\n");
    for (uint32_t i = 0; i < m->view->n_edges; i++) put_link_row(m, out, i);
    tb_buf_puts(out, "</tbody></table></div></section>\n");
}

tb_status tb_site_index(tb_maker *m) {
    tb_buf *out;
    TB_TRY(tb_page_begin(m, TB_S("index.html"), TB_TAB_GRAPH, (tb_slice){"", 0}, &out));
    tb_buf_printf(out, "<div id=\"tools\" hidden></div>\n<div class=\"stage\">\n<div id=\"graph\"%s>",
                  m->view->n_edges > MANY_LINKS ? " class=\"many\"" : "");
    TB_TRY(tb_put_picture(m, out));
    tb_buf_puts(out, "</div>\n");
    put_intro(m, out);
    put_legend(m, out);
    tb_buf_puts(out, "</div>\n");
    put_links(m, out);
    tb_put_cards(m, out);
    tb_put_data(m, out);
    tb_page_end(m, out, "");
    return TB_OK;
}
