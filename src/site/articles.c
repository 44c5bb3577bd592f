/* The list of articles, and a page for each: with the texts the text, its names and quotes marked, and beside each
 * paragraph the links that it states; without them the links with their quotes alone. */
#include "site/page.h"

static tb_status put_list(tb_maker *m) {
    tb_buf *out;
    TB_TRY(tb_page_begin(m, TB_S("articles.html"), TB_TAB_ARTICLES, TB_S("Articles"), &out));
    tb_buf_puts(out, "<h1>Articles</h1>\n<div class=\"wide\" role=\"region\" aria-label=\"Table of articles\" tabindex=\"0\">"
                     "<table class=\"sortable articles\"><thead><tr><th scope=\"col\" class=\"num\">No.</th><th scope=\"col\">Title</th>"
                     "<th scope=\"col\">Published</th><th scope=\"col\">Date</th><th scope=\"col\" class=\"num\">Links</th>"
                     "</tr></thead>\n<tbody>\n");
    for (uint32_t i = 0; i < m->view->n_sources; i++) {
        const tb_view_source *s = &m->view->sources[i];
        tb_buf_printf(out, "<tr><td class=\"num\">%u</td><td>", s->number);
        tb_put_article(m, out, i, "");
        tb_buf_puts(out, "</td><td>");
        tb_put_source_line(m, out, i, false);
        tb_buf_puts(out, "</td><td class=\"when\">");
        tb_html_text(out, s->date);
        tb_buf_printf(out, "</td><td class=\"num\">%u</td></tr>\n", s->n_links);
    }
    tb_buf_puts(out, "</tbody></table></div>\n");
    tb_page_end(m, out, "");
    return TB_OK;
}

static void put_head(const tb_maker *m, tb_buf *out, uint32_t i) {
    const tb_view_source *s = &m->view->sources[i];
    const tb_source *b = &m->book->sources[s->source];
    bool shown = b->reprint_of != TB_NONE && !(m->options->filter->is_public && m->book->sources[b->reprint_of].is_private);
    tb_buf_printf(out, "<p class=\"kicker\">Article %u</p>\n<h1>", s->number);
    tb_html_name(out, s->title.len ? s->title : s->id);
    tb_buf_puts(out, "</h1>\n<p class=\"lead\">");
    tb_put_source_line(m, out, i, true);
    if (b->reliability) tb_buf_printf(out, " <span class=\"flag\">reliability %c</span>", b->reliability);
    if (shown) {
        tb_buf_puts(out, " <span class=\"flag\">reprint of ");
        tb_html_name(out, m->book->sources[b->reprint_of].title.len ? m->book->sources[b->reprint_of].title
                                                                     : m->book->sources[b->reprint_of].id);
        tb_buf_puts(out, "</span>");
    }
    tb_buf_puts(out, "</p>\n");
}

/* The links whose first quote begins in a paragraph. *n counts how many were put. */
static void put_margin(const tb_maker *m, tb_buf *out, uint32_t i, size_t start, size_t end) {
    bool any = false;
    for (uint32_t k = m->source_edges.start[i]; k < m->source_edges.start[i + 1]; k++) {
        uint32_t edge = m->source_edges.at[k];
        const tb_view_edge *e = &m->view->edges[edge];
        for (uint32_t v = 0; v < e->n_evidence; v++) {
            const tb_verdict *verdict = &m->check->links[e->link].verdicts[e->evidence[v].index];
            if (e->evidence[v].source != i || !e->evidence[v].found || verdict->n_spans == 0) continue;
            if (verdict->spans[0].start < start || verdict->spans[0].start >= end) continue;
            tb_buf_puts(out, any ? "<li>" : "<ul class=\"margin\"><li>");
            any = true;
            tb_put_statement(m, out, edge, "../");
            tb_buf_puts(out, " <a class=\"place\" href=\"#");
            tb_put_place(out, edge, v);
            tb_buf_puts(out, "\" aria-label=\"the words that say so\">¶</a></li>");
        }
    }
    if (any) tb_buf_puts(out, "</ul>");
}

static tb_status put_text(tb_maker *m, tb_buf *out, uint32_t i) {
    uint32_t source = m->view->sources[i].source;
    const tb_text *t = &m->check->sources[source].article.text;
    tb_paints paints = {0};
    TB_TRY(tb_paints_find(m, &m->arena, source, TB_NONE, &paints));
    tb_buf_puts(out, "<div class=\"text\">\n");
    for (size_t p = 0; p + 1 < t->n_breaks; p++) {
        size_t start = t->breaks[p], end = t->breaks[p + 1];
        size_t first = start;
        while (first < end && strchr(" \t\r\n", t->text.p[first])) first++;
        if (first == end) continue;
        tb_buf_puts(out, "<div class=\"para\"><p dir=\"auto\">");
        TB_TRY(tb_put_painted(m, out, t->text, start, end, &paints, true, "../"));
        tb_buf_puts(out, "</p>");
        put_margin(m, out, i, start, end);
        tb_buf_puts(out, "</div>\n");
    }
    tb_buf_puts(out, "</div>\n");
    return TB_OK;
}

static tb_status put_page(tb_maker *m, uint32_t i) {
    const tb_view_source *s = &m->view->sources[i];
    bool text = m->options->with_texts && m->check->sources[s->source].is_read &&
                m->check->sources[s->source].article.readable;
    tb_buf *out;
    TB_TRY(tb_page_begin(m, m->source_pages[i], TB_TAB_NONE, s->title.len ? s->title : s->id, &out));
    put_head(m, out, i);
    if (text) {
        tb_buf_puts(out, "<h2>The text</h2>\n<p class=\"hint\">Marked: the words that a link rests on. Underlined: names of "
                         "the book's entities. Beside a paragraph: what it states.</p>\n");
        TB_TRY(put_text(m, out, i));
    }
    tb_buf_puts(out, "<h2>What it states</h2>\n");
    for (uint32_t k = m->source_edges.start[i]; k < m->source_edges.start[i + 1]; k++)
        tb_put_link(m, out, m->source_edges.at[k], i, 3, "../");
    tb_page_end(m, out, "../");
    return TB_OK;
}

tb_status tb_site_articles(tb_maker *m) {
    TB_TRY(put_list(m));
    for (uint32_t i = 0; i < m->view->n_sources; i++) TB_TRY(put_page(m, i));
    return TB_OK;
}
