/* Entities × articles: how often each article names each entity. */
#include "site/page.h"

/* The shade of a count: the more the darker, in four steps. */
static int shade(size_t n) {
    return n == 0 ? 0 : n == 1 ? 1 : n < 4 ? 2 : n < 10 ? 3 : 4;
}

tb_status tb_site_matrix(tb_maker *m) {
    tb_buf *out;
    TB_TRY(tb_page_begin(m, TB_S("matrix.html"), TB_TAB_MATRIX, TB_S("Matrix"), &out));
    tb_buf_puts(out, "<h1>Who is named where</h1>\n<p class=\"lead\">How often each article names each entity.</p>\n"
                     "<div class=\"wide\" role=\"region\" aria-label=\"Matrix of entities and articles\" tabindex=\"0\">"
                     "<table class=\"sortable matrix\"><thead><tr><th scope=\"col\">Entity</th>");
    for (uint32_t s = 0; s < m->view->n_sources; s++) {
        tb_buf_printf(out, "<th scope=\"col\" class=\"num\"");
        tb_html_attr(out, "title", m->view->sources[s].title.len ? m->view->sources[s].title : m->view->sources[s].id);
        tb_buf_printf(out, ">[%u]</th>", m->view->sources[s].number);
    }
    tb_buf_puts(out, "<th scope=\"col\" class=\"num\">All</th></tr></thead>\n<tbody>\n");
    for (size_t k = 0; k < m->view->n_nodes; k++) {
        uint32_t i = m->by_name[k];
        const tb_view_node *n = &m->view->nodes[i];
        size_t all = 0;
        tb_buf_puts(out, "<tr><th scope=\"row\">");
        tb_put_entity(m, out, i, "");
        tb_buf_puts(out, "</th>");
        for (uint32_t s = 0; s < m->view->n_sources; s++) {
            size_t count = m->check->mentions
                               ? m->check->mentions[n->entity * m->book->n_sources + m->view->sources[s].source]
                               : 0;
            all += count;
            if (count)
                tb_buf_printf(out, "<td class=\"num d%d\">%zu</td>", shade(count), count);
            else
                tb_buf_puts(out, "<td class=\"num none\" data-sort=\"0\">·</td>");
        }
        tb_buf_printf(out, "<td class=\"num\">%zu</td></tr>\n", all);
    }
    tb_buf_puts(out, "</tbody></table></div>\n<h2>Articles</h2>\n<ol class=\"sources plain\">");
    for (uint32_t s = 0; s < m->view->n_sources; s++) {
        tb_buf_puts(out, "<li>");
        tb_put_article(m, out, s, "");
        tb_buf_puts(out, "</li>");
    }
    tb_buf_puts(out, "</ol>\n");
    tb_page_end(m, out, "");
    return TB_OK;
}
