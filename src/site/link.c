/* Links, entities and articles as they stand on every page. */
#include "render/render.h"
#include "site/page.h"

const char *tb_kind_class(uint32_t kind_index) {
    static const char *const classes[] = {"k0", "k1", "k2", "k3", "k4", "k5", "k6"};
    return classes[kind_index < 3 ? kind_index : 3 + (kind_index - 3) % 4];
}

void tb_put_entity(const tb_maker *m, tb_buf *out, uint32_t node, const char *up) {
    const tb_view_node *n = &m->view->nodes[node];
    tb_buf_printf(out, "<a class=\"entity %s\" href=\"%s%.*s\">", tb_kind_class(n->kind_index), up,
                  TB_FMT(m->node_pages[node]));
    tb_html_name(out, n->name);
    tb_buf_puts(out, "</a>");
}

void tb_put_article(const tb_maker *m, tb_buf *out, uint32_t source, const char *up) {
    const tb_view_source *s = &m->view->sources[source];
    tb_buf_printf(out, "<a class=\"article\" href=\"%s%.*s\"><span class=\"number\">[%u]</span> ", up,
                  TB_FMT(m->source_pages[source]), s->number);
    tb_html_name(out, s->title.len ? s->title : s->id);
    tb_buf_puts(out, "</a>");
}

void tb_put_statement(const tb_maker *m, tb_buf *out, uint32_t edge, const char *up) {
    const tb_view_edge *e = &m->view->edges[edge];
    tb_put_entity(m, out, e->from, up);
    tb_buf_puts(out, " <span class=\"relation\">");
    tb_html_name(out, e->relation);
    tb_buf_puts(out, "</span> ");
    tb_put_entity(m, out, e->to, up);
    if (e->line != TB_LINE_ASSERTED)
        tb_buf_printf(out, " <span class=\"line %s\">%s</span>", tb_line_name(e->line), tb_line_name(e->line));
}

void tb_put_place(tb_buf *out, uint32_t edge, uint32_t evidence) {
    tb_buf_printf(out, "e%lu-%lu", (unsigned long)edge, (unsigned long)evidence);
}

static void put_address(tb_buf *out, tb_slice url, const char *called) {
    if (url.len == 0) return;
    tb_buf_puts(out, " <a class=\"away\" rel=\"noopener noreferrer external\"");
    tb_html_url(out, "href", url);
    tb_buf_printf(out, ">%s</a>", called);
}

void tb_put_source_line(const tb_maker *m, tb_buf *out, uint32_t source, bool dated) {
    const tb_view_source *s = &m->view->sources[source];
    tb_slice parts[] = {s->publisher, s->author, dated ? s->date : (tb_slice){"", 0}};
    bool any = false;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (parts[i].len == 0) continue;
        if (any) tb_buf_puts(out, ", ");
        tb_html_name(out, parts[i]);
        any = true;
    }
    put_address(out, s->url, "article");
    put_address(out, s->archive, "archived copy");
}

/* The words of the evidence: the sentences that its quotes touch where the texts may be shown, else the quotes. */
static tb_status put_words(const tb_maker *m, tb_buf *out, uint32_t edge, uint32_t at, const char *up) {
    const tb_view_edge *e = &m->view->edges[edge];
    const tb_view_evidence *v = &e->evidence[at];
    uint32_t source = m->view->sources[v->source].source;
    const tb_verdict *verdict = &m->check->links[e->link].verdicts[v->index];
    const tb_source_state *state = &m->check->sources[source];
    size_t done = 0;
    bool any = false;
    if (!m->options->with_texts || !v->found || !state->is_read) {
        tb_buf_puts(out, "<blockquote><p><q>");
        tb_html_text(out, v->quote);
        tb_buf_puts(out, "</q></p></blockquote>");
        return TB_OK;
    }
    tb_arena work = {0};
    tb_paints paints = {0};
    tb_status status = tb_paints_find(m, &work, source, edge, &paints);
    tb_buf_puts(out, "<blockquote>");
    for (size_t i = 0; i < verdict->n_spans && status == TB_OK; i++) {
        tb_span span = verdict->spans[i];
        if (span.end <= span.start || state->sentences.n == 0) continue;
        size_t start = state->sentences.starts[tb_sentence_at(&state->sentences, span.start)];
        size_t end = state->sentences.starts[tb_sentence_at(&state->sentences, span.end - 1) + 1];
        if (any && start < done) start = done;
        if (start >= end) continue;
        tb_buf_puts(out, "<p dir=\"auto\">");
        status = tb_put_painted(m, out, state->article.text.text, start, end, &paints, false, up);
        tb_buf_puts(out, "</p>");
        done = end;
        any = true;
    }
    tb_buf_puts(out, "</blockquote>");
    tb_arena_free(&work);
    return status;
}

static void put_flags(tb_buf *out, const tb_view_evidence *v) {
    if (v->stance != TB_ASSERTED)
        tb_buf_printf(out, "<span class=\"line %s\">%s</span> ", tb_stance_name(v->stance), tb_stance_name(v->stance));
    if (!v->found)
        tb_buf_puts(out, "<span class=\"flag bad\">not found in the text</span> ");
    else if (v->support <= TB_SUPPORT_ARTICLE)
        tb_buf_printf(out, "<span class=\"flag\">support: %s</span> ", tb_support_name(v->support));
}

static void put_claimant(const tb_maker *m, tb_buf *out, const tb_view_evidence *v, const char *up) {
    if (v->by.len == 0) return;
    tb_buf_puts(out, "<span class=\"by\">says ");
    uint32_t node = TB_NONE;
    for (uint32_t low = 0, high = (uint32_t)m->view->n_nodes; v->by_id.len && low < high;) {
        uint32_t middle = low + (high - low) / 2;
        int c = tb_slice_cmp(m->view->nodes[middle].id, v->by_id);
        if (c == 0) node = middle;
        if (c < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (node == TB_NONE)
        tb_html_name(out, v->by);
    else
        tb_put_entity(m, out, node, up);
    tb_buf_puts(out, "</span>");
}

static tb_status put_piece(const tb_maker *m, tb_buf *out, uint32_t edge, uint32_t at, bool source, const char *up) {
    const tb_view_evidence *v = &m->view->edges[edge].evidence[at];
    tb_buf_printf(out, "<figure class=\"evidence\" data-at=\"%lu\">", (unsigned long)at);
    tb_status status = put_words(m, out, edge, at, up);
    tb_buf_puts(out, "<figcaption>");
    put_flags(out, v);
    put_claimant(m, out, v, up);
    if (v->when.len) {
        tb_buf_puts(out, "<span class=\"when\">held: ");
        tb_html_text(out, v->when);
        tb_buf_puts(out, "</span>");
    }
    if (source) {
        tb_buf_puts(out, "<span class=\"source\">");
        tb_put_article(m, out, v->source, up);
        tb_buf_puts(out, " <span class=\"line-of-source\">");
        tb_put_source_line(m, out, v->source, true);
        tb_buf_puts(out, "</span></span>");
    }
    if (v->note.len) {
        tb_buf_puts(out, "<span class=\"note\">");
        tb_html_name(out, v->note);
        tb_buf_puts(out, "</span>");
    }
    if (m->options->with_texts && v->found) {
        tb_buf_printf(out, "<a class=\"place\" href=\"%s%.*s#", up, TB_FMT(m->source_pages[v->source]));
        tb_put_place(out, edge, at);
        tb_buf_puts(out, "\">in the text</a>");
    }
    tb_buf_puts(out, "</figcaption></figure>");
    return status;
}

void tb_put_evidence(const tb_maker *m, tb_buf *out, uint32_t edge, uint32_t source, const char *up) {
    const tb_view_edge *e = &m->view->edges[edge];
    if (e->unsourced.len) {
        tb_buf_puts(out, "<p class=\"unsourced\">No source yet: ");
        tb_html_name(out, e->unsourced);
        tb_buf_puts(out, "</p>");
    }
    for (uint32_t i = 0; i < e->n_evidence; i++) {
        if (source != TB_NONE && e->evidence[i].source != source) continue;
        if (put_piece(m, out, edge, i, source == TB_NONE, up) != TB_OK) out->status = TB_ENOMEM;
    }
    if (e->note.len) {
        tb_buf_puts(out, "<p class=\"note\">");
        tb_html_name(out, e->note);
        tb_buf_puts(out, "</p>");
    }
}

void tb_put_link(const tb_maker *m, tb_buf *out, uint32_t edge, uint32_t source, int level, const char *up) {
    tb_buf_printf(out, "<article class=\"tie\"><h%d>", level);
    tb_put_statement(m, out, edge, up);
    tb_buf_printf(out, " <a class=\"show\" href=\"%sindex.html#sel=", up);
    tb_render_link_id(out, &m->view->edges[edge]);
    tb_buf_printf(out, "\">in the graph</a></h%d>", level);
    tb_put_evidence(m, out, edge, source, up);
    tb_buf_puts(out, "</article>\n");
}
