/* The table twin of a drawing: its links in words, for those who cannot use a picture. Markdown to read, CSV
 * (RFC 4180) to work with; one row a piece of evidence in CSV. */
#include "render/caption.h"
#include "render/job.h"
#include "render/words.h"

/* Words inside a cell of a Markdown table: what could be markup is written as a reference. */
static void put_md(tb_buf *out, tb_slice s) {
    for (size_t i = 0; i < s.len; i++) {
        char c = s.p[i];
        if (c != '\0' && strchr("\\`*_{}[]<>()#+!|~&", c))
            tb_buf_printf(out, "&#%d;", c);
        else
            tb_buf_putc(out, c);
    }
}

static void put_md_source(tb_buf *out, const tb_view_source *s) {
    tb_slice url = s->url.len ? s->url : s->archive;
    tb_buf_printf(out, "%u. ", s->number);
    tb_buf_putc(out, '[');
    put_md(out, s->title.len ? s->title : s->id);
    tb_buf_putc(out, ']');
    if (url.len) {
        tb_buf_puts(out, "(<");
        tb_put_url(out, url);
        tb_buf_puts(out, ">)");
    }
    tb_slice more[] = {s->author, s->publisher, s->date};
    for (size_t i = 0; i < 3; i++) {
        if (more[i].len == 0) continue;
        tb_buf_puts(out, ", ");
        put_md(out, more[i]);
    }
    tb_buf_putc(out, '\n');
}

static void put_md_evidence(tb_buf *out, const tb_view *view, const tb_view_edge *e) {
    for (size_t i = 0; i < e->n_evidence; i++) {
        const tb_view_evidence *v = &e->evidence[i];
        if (i) tb_buf_puts(out, "<br>");
        tb_buf_puts(out, "\xE2\x80\x9C");
        put_md(out, v->quote);
        tb_buf_printf(out, "\xE2\x80\x9D [%u]", view->sources[v->source].number);
        if (v->stance != TB_ASSERTED) tb_buf_printf(out, ", %s", tb_stance_name(v->stance));
        if (v->by.len) {
            tb_buf_puts(out, ", says ");
            put_md(out, v->by);
        }
        if (v->when.len) {
            tb_buf_puts(out, ", held ");
            put_md(out, v->when);
        }
        if (v->support <= TB_SUPPORT_NONE) tb_buf_printf(out, ", support: %s", tb_support_name(v->support));
    }
    put_md(out, e->unsourced);
}

static void put_markdown(tb_buf *out, const tb_view *view) {
    tb_buf_puts(out, "# ");
    put_md(out, view->title.len ? view->title : TB_S("Who is tied to whom"));
    tb_buf_puts(out, "\n\n");
    tb_put_counts(out, view);
    if (view->remark.len) tb_buf_puts(out, ". ");
    put_md(out, view->remark);
    tb_buf_puts(out, ".\n\n| From | Relation | To | Line | Evidence |\n| --- | --- | --- | --- | --- |\n");
    for (size_t i = 0; i < view->n_edges; i++) {
        const tb_view_edge *e = &view->edges[i];
        tb_buf_puts(out, "| ");
        put_md(out, view->nodes[e->from].name);
        tb_buf_puts(out, " | ");
        put_md(out, e->relation);
        tb_buf_puts(out, " | ");
        put_md(out, view->nodes[e->to].name);
        tb_buf_printf(out, " | %s | ", tb_line_name(e->line));
        put_md_evidence(out, view, e);
        tb_buf_puts(out, " |\n");
    }
    if (view->n_sources) tb_buf_puts(out, "\n## Sources\n\n");
    for (size_t i = 0; i < view->n_sources; i++) put_md_source(out, &view->sources[i]);
}

/* A field that a spreadsheet would take for a formula gets an apostrophe before it. */
static void put_field(tb_buf *out, tb_slice s, bool last) {
    bool formula = s.len && strchr("=+-@", s.p[0]);
    tb_buf_putc(out, '"');
    if (formula) tb_buf_putc(out, '\'');
    for (size_t i = 0; i < s.len; i++) {
        if (s.p[i] == '"') tb_buf_putc(out, '"');
        tb_buf_putc(out, s.p[i]);
    }
    tb_buf_puts(out, last ? "\"\r\n" : "\",");
}

static void put_csv_row(tb_buf *out, const tb_view *view, const tb_view_edge *e, const tb_view_evidence *v) {
    static const tb_view_evidence none;
    static const tb_view_source nowhere;
    const tb_view_source *s = v ? &view->sources[v->source] : &nowhere;
    tb_slice url = s->url.len ? s->url : s->archive;
    tb_slice fields[] = {e->id,
                         view->nodes[e->from].id,
                         view->nodes[e->from].name,
                         e->relation,
                         view->nodes[e->to].id,
                         view->nodes[e->to].name,
                         tb_slice_cstr(tb_line_name(e->line)),
                         tb_slice_cstr(v ? tb_stance_name(v->stance) : ""),
                         tb_slice_cstr(v ? tb_support_name(v->support) : ""),
                         s->id,
                         s->title,
                         s->date,
                         url,
                         v ? v->quote : none.quote,
                         v ? v->by : none.by,
                         v ? v->when : none.when,
                         e->unsourced};
    size_t n = sizeof fields / sizeof *fields;
    for (size_t i = 0; i < n; i++) put_field(out, fields[i], i + 1 == n);
}

static void put_csv(tb_buf *out, const tb_view *view) {
    tb_buf_puts(
        out,
        "link,from,from_name,relation,to,to_name,line,stance,support,source,title,date,url,quote,by,when,"
        "unsourced\r\n");
    for (size_t i = 0; i < view->n_edges; i++) {
        const tb_view_edge *e = &view->edges[i];
        if (e->n_evidence == 0) put_csv_row(out, view, e, NULL);
        for (size_t k = 0; k < e->n_evidence; k++) put_csv_row(out, view, e, &e->evidence[k]);
    }
}

tb_status tb_format_table(tb_render *r, const tb_format *format, tb_error *error) {
    (void)format, (void)error;
    put_markdown(tb_render_file(r, ".md"), r->view);
    put_csv(tb_render_file(r, ".csv"), r->view);
    return TB_OK;
}
