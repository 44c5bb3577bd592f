/* Dated evidence in the order of its dates, year by year. */
#include <stdlib.h>

#include "site/page.h"

typedef struct event {
    tb_date at;
    uint32_t edge, evidence;
} event;

/* Unknown months and days come first. */
static int number(tb_date d) {
    return d.year * 10000 + d.month * 100 + d.day;
}

static int by_date(const void *x, const void *y) {
    const event *a = x, *b = y;
    int c = (number(a->at) > number(b->at)) - (number(a->at) < number(b->at));
    if (c) return c;
    if (a->edge != b->edge) return a->edge < b->edge ? -1 : 1;
    return (a->evidence > b->evidence) - (a->evidence < b->evidence);
}

static tb_status put_event(const tb_maker *m, tb_buf *out, const event *e) {
    const tb_view_evidence *v = &m->view->edges[e->edge].evidence[e->evidence];
    tb_buf_puts(out, "<li><p class=\"date\">");
    tb_html_text(out, v->when);
    tb_buf_puts(out, "</p><div><p class=\"statement\">");
    tb_put_statement(m, out, e->edge, "");
    tb_buf_puts(out, "</p><p><q>");
    tb_html_text(out, v->quote);
    tb_buf_puts(out, "</q> <span class=\"from\">");
    tb_put_article(m, out, v->source, "");
    tb_buf_puts(out, "</span></p></div></li>\n");
    return TB_OK;
}

static tb_status find(tb_maker *m, event **events, size_t *n_out, size_t *undated) {
    size_t n = 0, max = 0;
    for (size_t i = 0; i < m->view->n_edges; i++) max += m->view->edges[i].n_evidence;
    event *all = TB_NEW_ARRAY(&m->arena, max, event);
    if (!all) return TB_ENOMEM;
    for (uint32_t i = 0; i < m->view->n_edges; i++)
        for (uint32_t k = 0; k < m->view->edges[i].n_evidence; k++) {
            const tb_view_edge *e = &m->view->edges[i];
            tb_period when = m->book->links[e->link].evidence[e->evidence[k].index].when;
            tb_date at = when.from.year ? when.from : when.to;
            if (at.year)
                all[n++] = (event){at, i, k};
            else
                ++*undated;
        }
    if (n) qsort(all, n, sizeof *all, by_date);
    *events = all;
    *n_out = n;
    return TB_OK;
}

tb_status tb_site_timeline(tb_maker *m) {
    tb_buf *out;
    event *events;
    size_t n = 0, undated = 0;
    TB_TRY(find(m, &events, &n, &undated));
    TB_TRY(tb_page_begin(m, TB_S("timeline.html"), TB_TAB_TIMELINE, TB_S("Timeline"), &out));
    tb_buf_puts(out, "<h1>Timeline</h1>\n<p class=\"lead\">");
    tb_html_count(out, n, "piece of evidence is", "pieces of evidence are");
    tb_buf_puts(out, " dated; ");
    tb_html_count(out, undated, "is", "are");
    tb_buf_puts(out, " not.</p>\n");
    for (size_t i = 0; i < n; i++) {
        bool first = i == 0 || events[i].at.year != events[i - 1].at.year;
        if (first) tb_buf_printf(out, "%s<h2>%d</h2>\n<ol class=\"timeline\">\n", i ? "</ol>\n" : "", events[i].at.year);
        TB_TRY(put_event(m, out, &events[i]));
    }
    if (n) tb_buf_puts(out, "</ol>\n");
    tb_page_end(m, out, "");
    return TB_OK;
}
