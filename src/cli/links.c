/* Links of a view in words, JSON and pictures; see links.h. */
#include "cli/links.h"

#include "cli/clean.h"
#include "render/render.h"

void tb_links_sentence(tb_buf *out, const tb_view *v, const tb_view_edge *e) {
    tb_clean_line(out, v->nodes[e->from].name);
    tb_buf_putc(out, ' ');
    tb_clean_line(out, e->relation);
    tb_buf_putc(out, ' ');
    tb_clean_line(out, v->nodes[e->to].name);
}

void tb_links_claim(tb_buf *out, const tb_view *v, const tb_view_edge *e) {
    tb_buf_puts(out, tb_line_name(e->line));
    if (e->n_evidence == 0) {
        if (e->unsourced.len) {
            tb_buf_puts(out, ": ");
            tb_clean_line(out, e->unsourced);
        }
        return;
    }
    tb_buf_printf(out, ", support: %s, ", tb_support_name(e->support));
    if (e->independent > 1) tb_buf_printf(out, "%u independent sources ", e->independent);
    else tb_buf_puts(out, e->n_sources > 1 ? "one independent source " : "one source ");
    for (size_t i = 0; i < e->n_sources; i++)
        tb_buf_printf(out, "%s%u", i ? ", " : "[", v->sources[e->sources[i]].number);
    tb_buf_putc(out, ']');
}

void tb_links_flag(const tb_view_edge *e, bool *flags) {
    for (size_t i = 0; i < e->n_sources; i++) flags[e->sources[i]] = true;
}

void tb_links_sources(tb_buf *out, const tb_view *v, const bool *flags) {
    bool any = false;
    for (size_t i = 0; i < v->n_sources; i++) {
        const tb_view_source *s = &v->sources[i];
        if (!flags[i]) continue;
        tb_buf_puts(out, any ? "" : "\nSources:\n");
        any = true;
        tb_buf_printf(out, "  [%u] ", s->number);
        tb_clean_line(out, s->id);
        const tb_slice parts[] = {s->title, s->publisher, s->date};
        for (size_t p = 0; p < sizeof parts / sizeof *parts; p++) {
            if (!parts[p].len) continue;
            tb_buf_puts(out, p == 0 ? ": " : ", ");
            tb_clean_line(out, parts[p]);
        }
        tb_buf_putc(out, '\n');
    }
}

/* ---- JSON ---- */

static void text(tb_json *j, const char *key, tb_slice s) {
    tb_json_key(j, key);
    tb_json_string(j, s);
}

static void given(tb_json *j, const char *key, tb_slice s) {
    if (s.len) text(j, key, s);
}

void tb_links_json(tb_json *j, const tb_view *v, const tb_view_edge *e) {
    text(j, "id", e->id);
    text(j, "from", v->nodes[e->from].id);
    text(j, "relation", e->relation);
    text(j, "to", v->nodes[e->to].id);
    tb_json_key(j, "symmetric");
    tb_json_bool(j, e->symmetric);
    text(j, "stance", tb_slice_cstr(tb_line_name(e->line)));
    text(j, "support", tb_slice_cstr(tb_support_name(e->support)));
    tb_json_key(j, "independent");
    tb_json_uint(j, e->independent);
    tb_json_key(j, "sources");
    tb_json_array(j);
    for (size_t i = 0; i < e->n_sources; i++) tb_json_string(j, v->sources[e->sources[i]].id);
    tb_json_end_array(j);
    given(j, "unsourced", e->unsourced);
}

void tb_links_json_entity(tb_json *j, const char *key, const tb_view_node *n) {
    if (key) tb_json_key(j, key);
    tb_json_object(j);
    text(j, "id", n->id);
    text(j, "kind", n->kind);
    text(j, "name", n->name);
    tb_json_end_object(j);
}

void tb_links_json_sources(tb_json *j, const tb_view *v, const bool *flags) {
    tb_json_key(j, "sources");
    tb_json_array(j);
    for (size_t i = 0; i < v->n_sources; i++) {
        const tb_view_source *s = &v->sources[i];
        if (!flags[i]) continue;
        tb_json_object(j);
        text(j, "id", s->id);
        tb_json_key(j, "number");
        tb_json_uint(j, s->number);
        given(j, "title", s->title);
        given(j, "publisher", s->publisher);
        given(j, "author", s->author);
        given(j, "date", s->date);
        given(j, "url", s->url);
        given(j, "archive", s->archive);
        tb_json_end_object(j);
    }
    tb_json_end_array(j);
}

/* ---- pictures ---- */

int tb_links_draw(tb_cli *cli, const tb_view *v, const char *format) {
    tb_render *r;
    const tb_rendered *files;
    size_t n;
    tb_error error = {.sys = 0};
    const tb_format *f = tb_format_find(tb_slice_cstr(format));
    if (!f) return tb_cli_misused(cli, "there is no such format", "");
    tb_status status = tb_render_new(v, NULL, &r);
    if (status != TB_OK) return tb_cli_failed(cli, status, NULL);
    status = tb_render_run(r, f, &files, &n, &error);
    for (size_t i = 0; i < n && status == TB_OK; i++) tb_buf_put(&cli->out.buf, tb_buf_slice(&files[i].bytes));
    tb_render_free(r);
    return status == TB_OK ? 0 : tb_cli_failed(cli, status, &error);
}

uint32_t tb_links_node(const tb_view *v, uint32_t entity) {
    for (uint32_t i = 0; i < v->n_nodes; i++)
        if (v->nodes[i].entity == entity) return i;
    return TB_NONE;
}
