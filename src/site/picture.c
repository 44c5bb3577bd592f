/* The drawing as an element of the page. It takes the shapes of every entity and link from the SVG that the room render
 * makes, and leaves the rest: titles, links and colours are the page's own. So an entity is one <a> that leads to its
 * page, a link one <a> that leads to its row in the table.
 *
 * The SVG is our own and well formed: one element after the other, attributes in double quotes. */
#include "render/render.h"
#include "site/page.h"

/* How far the lines of an entity's text have shown its name. */
typedef struct shown_name {
    tb_slice left;
    bool differs; /* they show something else */
} shown_name;

typedef struct reader {
    const tb_maker *m;
    tb_slice in;
    size_t at;
    tb_buf *out;
    tb_map ids; /* of elements → node, or n_nodes + edge */
    tb_arena arena;
    tb_slice path; /* the tag of a <path> that is not closed yet, or "" */
    shown_name name; /* of the entity whose group this is, or "" */
} reader;

static tb_status add_id(reader *r, tb_buf *scratch, uint32_t value) {
    tb_slice id;
    TB_TRY(tb_buf_status(scratch));
    TB_TRY(tb_arena_copy(&r->arena, tb_buf_slice(scratch), &id));
    tb_buf_clear(scratch);
    return tb_map_set(&r->ids, id, value);
}

static tb_status index_ids(reader *r) {
    const tb_view *v = r->m->view;
    tb_buf scratch = {0};
    tb_status status = TB_OK;
    for (uint32_t i = 0; i < v->n_nodes && status == TB_OK; i++) {
        tb_render_node_id(&scratch, &v->nodes[i]);
        status = add_id(r, &scratch, i);
    }
    for (uint32_t i = 0; i < v->n_edges && status == TB_OK; i++) {
        tb_render_link_id(&scratch, &v->edges[i]);
        status = add_id(r, &scratch, (uint32_t)v->n_nodes + i);
    }
    tb_buf_free(&scratch);
    return status;
}

/* The next element's tag, from "<" to ">"; false at the end. */
static bool next_tag(reader *r, tb_slice *tag) {
    const char *open = r->at < r->in.len ? memchr(r->in.p + r->at, '<', r->in.len - r->at) : NULL;
    if (!open) return false;
    size_t start = (size_t)(open - r->in.p);
    const char *close = memchr(open, '>', r->in.len - start);
    if (!close) return false;
    r->at = (size_t)(close - r->in.p) + 1;
    *tag = (tb_slice){open, r->at - start};
    return true;
}

/* The value of an attribute, "" where the tag has none. name is with a blank before and =" behind. */
static tb_slice value_of(tb_slice tag, const char *name) {
    size_t n = strlen(name);
    for (size_t i = 0; i + n <= tag.len; i++) {
        if (memcmp(tag.p + i, name, n) != 0) continue;
        const char *end = memchr(tag.p + i + n, '"', tag.len - i - n);
        return end ? (tb_slice){tag.p + i + n, (size_t)(end - tag.p) - i - n} : (tb_slice){"", 0};
    }
    return (tb_slice){"", 0};
}

static void put_value(tb_buf *out, const char *name, tb_slice value) {
    if (value.len == 0) return;
    tb_buf_putc(out, ' ');
    tb_buf_puts(out, name);
    tb_buf_puts(out, "=\"");
    tb_buf_put(out, value);
    tb_buf_putc(out, '"');
}

static void copy_value(reader *r, tb_slice tag, const char *name) {
    char key[32] = " ";
    size_t n = strlen(name);
    if (n + 4 > sizeof key) return;
    memcpy(key + 1, name, n);
    memcpy(key + 1 + n, "=\"", 3);
    put_value(r->out, name, value_of(tag, key));
}

static const char *colour_class(const tb_maker *m, const tb_view_edge *e) {
    static const char *const classes[] = {"c1", "c2", "c3", "c4", "c5", "c6"};
    const tb_view *v = m->view;
    if (e->n_sources == 0) return "c0";
    if (e->n_sources > 1 || v->sources[v->n_sources - 1].number > 6) return "cn";
    return classes[v->sources[e->sources[0]].number - 1];
}

/* One character of XML at the start of s: its bytes, and how many bytes of s it takes; 0 for an unknown reference. */
static size_t character(tb_slice s, tb_slice *out) {
    static const struct {
        const char *written, *meant;
    } references[] = {{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&#45;", "-"}};
    *out = tb_slice_sub(s, 0, 1);
    if (s.p[0] != '&') return 1;
    for (size_t i = 0; i < sizeof references / sizeof *references; i++) {
        tb_slice written = tb_slice_cstr(references[i].written);
        *out = tb_slice_cstr(references[i].meant);
        if (tb_slice_starts(s, written)) return written.len;
    }
    return 0;
}

/* Whether a line of an entity's text begins within a word of its name, which was too long for a line. Takes the line from
 * what is left of the name. */
static bool within_word(shown_name *name, tb_slice line) {
    tb_slice *left = &name->left;
    bool within = left->len && left->p[0] != ' ';
    if (left->len && !within) *left = tb_slice_sub(*left, 1, left->len);
    for (tb_slice c; line.len; left->p++, left->len--) {
        size_t n = character(line, &c);
        if (n == 0 || left->len == 0 || c.p[0] != left->p[0]) { /* cut, or something else than the name */
            *name = (shown_name){{"", 0}, true};
            break;
        }
        line = tb_slice_sub(line, n, line.len);
    }
    return within;
}

/* Appends the words that are seen in the group that begins here: who speaks to the machine says what is seen. */
static void put_seen(reader *r, shown_name *name) {
    reader ahead = {.in = r->in, .at = r->at};
    tb_slice tag;
    for (bool first = true; next_tag(&ahead, &tag);) {
        if (tb_slice_starts(tag, TB_S("<g id=\"")) && tb_map_get(&r->ids, value_of(tag, " id=\"")) != TB_MAP_NONE) return;
        if (!tb_slice_starts(tag, TB_S("<text "))) continue;
        const char *end = memchr(r->in.p + ahead.at, '<', r->in.len - ahead.at);
        tb_slice words = tb_slice_sub(r->in, ahead.at, end ? (size_t)(end - r->in.p) : r->in.len);
        if (!within_word(name, words) && !first) tb_buf_putc(r->out, ' ');
        tb_buf_put(r->out, words); /* escaped already */
        first = false;
    }
}

static void open_node(reader *r, tb_slice id, uint32_t node) {
    const tb_view_node *n = &r->m->view->nodes[node];
    tb_buf_printf(r->out, "<a id=\"%.*s\" class=\"node %s\" data-i=\"%lu\" href=\"%.*s\"", TB_FMT(id),
                  tb_kind_class(n->kind_index), (unsigned long)node, TB_FMT(r->m->node_pages[node]));
    tb_buf_puts(r->out, " aria-label=\"");
    size_t before = r->out->len;
    r->name = (shown_name){n->name, false};
    put_seen(r, &r->name);
    if (r->name.differs || r->name.left.len)
        tb_buf_puts(r->out, ": "); /* cut short: then the name in full as well */
    else if (tb_buf_status(r->out) == TB_OK)
        r->out->len = before;
    r->name = (shown_name){n->name, false};
    tb_html_text(r->out, n->name);
    tb_buf_puts(r->out, " (");
    tb_html_text(r->out, n->kind);
    tb_buf_puts(r->out, ")\">");
}

static void open_edge(reader *r, tb_slice id, uint32_t edge) {
    const tb_view *v = r->m->view;
    const tb_view_edge *e = &v->edges[edge];
    tb_buf_printf(r->out, "<a id=\"%.*s\" class=\"edge %s %s\" data-i=\"%lu\" href=\"#row-%lu\" aria-label=\"",
                  TB_FMT(id), tb_line_name(e->line), colour_class(r->m, e), (unsigned long)edge, (unsigned long)edge);
    r->name = (shown_name){{"", 0}, false};
    tb_html_text(r->out, v->nodes[e->from].name);
    tb_buf_putc(r->out, ' ');
    size_t before = r->out->len;
    put_seen(r, &r->name);
    bool seen = r->out->len > before;
    if (!seen) tb_html_text(r->out, e->relation); /* a drawing without labels */
    tb_buf_putc(r->out, ' ');
    tb_html_text(r->out, v->nodes[e->to].name);
    if (e->line != TB_LINE_ASSERTED && !(seen && e->line == TB_LINE_UNSOURCED))
        tb_buf_printf(r->out, " (%s)", tb_line_name(e->line));
    tb_buf_puts(r->out, "\">");
}

/* Strokes and fills are the style sheet's, but for what tells a line from an open arrow or the gap in a double line. */
static void put_paint(reader *r, tb_slice tag) {
    tb_slice fill = value_of(tag, " fill=\""), stroke = value_of(tag, " stroke=\"");
    if (tb_slice_eq(fill, TB_S("none"))) tb_buf_puts(r->out, " fill=\"none\"");
    if (tb_slice_eq(stroke, TB_S("white"))) tb_buf_puts(r->out, " class=\"gap\"");
    copy_value(r, tag, "stroke-width");
    copy_value(r, tag, "stroke-dasharray");
}

static void put_text(reader *r, tb_slice tag) {
    const char *end = memchr(r->in.p + r->at, '<', r->in.len - r->at);
    size_t stop = end ? (size_t)(end - r->in.p) : r->in.len;
    tb_slice words = tb_slice_sub(r->in, r->at, stop);
    /* a blank parts the lines of a name for those who hear it */
    tb_buf_puts(r->out, within_word(&r->name, words) ? "<text" : " <text");
    copy_value(r, tag, "x");
    copy_value(r, tag, "y");
    copy_value(r, tag, "font-size");
    copy_value(r, tag, "font-weight");
    tb_buf_putc(r->out, '>');
    tb_buf_put(r->out, words); /* escaped already */
    tb_buf_puts(r->out, "</text>");
    r->at = stop;
}

/* A line is drawn in stretches, between labels and crossings. Those that look alike make one element: thousands of links
 * have tens of thousands of them. */
static bool continues(const reader *r, tb_slice tag) {
    static const char *const looks[] = {" stroke=\"", " stroke-width=\"", " stroke-dasharray=\"", " fill=\""};
    if (r->path.len == 0) return false;
    for (size_t i = 0; i < sizeof looks / sizeof *looks; i++)
        if (!tb_slice_eq(value_of(tag, looks[i]), value_of(r->path, looks[i]))) return false;
    return true;
}

static void close_path(reader *r) {
    if (r->path.len) tb_buf_puts(r->out, "\"/>");
    r->path = (tb_slice){"", 0};
}

static void put_path(reader *r, tb_slice tag) {
    if (!continues(r, tag)) {
        close_path(r);
        tb_buf_puts(r->out, "<path");
        put_paint(r, tag);
        tb_buf_puts(r->out, " d=\"");
    }
    tb_buf_put(r->out, value_of(tag, " d=\""));
    r->path = tag;
}

static void put_shape(reader *r, tb_slice tag) {
    static const struct {
        const char *tag, *name;
        const char *attributes[4];
    } shapes[] = {
        {"<polygon ", "polygon", {"points"}},
        {"<polyline ", "polyline", {"points"}},
        {"<ellipse ", "ellipse", {"cx", "cy", "rx", "ry"}},
    };
    if (tb_slice_starts(tag, TB_S("<path "))) {
        put_path(r, tag);
        return;
    }
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        if (!tb_slice_starts(tag, tb_slice_cstr(shapes[i].tag))) continue;
        close_path(r);
        tb_buf_printf(r->out, "<%s", shapes[i].name);
        put_paint(r, tag);
        for (int k = 0; k < 4 && shapes[i].attributes[k]; k++) copy_value(r, tag, shapes[i].attributes[k]);
        tb_buf_puts(r->out, "/>");
        return;
    }
    if (tb_slice_starts(tag, TB_S("<text "))) {
        close_path(r);
        put_text(r, tag);
    }
}

/* One pass: a group whose id is known opens an element; all shapes until the next one are its own. */
static void rewrite(reader *r) {
    bool open = false;
    tb_slice tag;
    while (next_tag(r, &tag) && tb_buf_status(r->out) == TB_OK) {
        if (tb_slice_starts(tag, TB_S("<svg"))) {
            put_value(r->out, "viewBox", value_of(tag, " viewBox=\""));
            tb_buf_puts(r->out, " role=\"group\" aria-label=\"Graph of entities and links\">");
        } else if (tb_slice_starts(tag, TB_S("<g id=\"graph0\""))) {
            tb_buf_puts(r->out, "<g");
            copy_value(r, tag, "transform");
            tb_buf_puts(r->out, ">\n");
        } else if (tb_slice_starts(tag, TB_S("<g id=\""))) {
            tb_slice id = value_of(tag, " id=\"");
            uint32_t what = tb_map_get(&r->ids, id);
            if (what == TB_MAP_NONE) continue;
            close_path(r);
            if (open) tb_buf_puts(r->out, "</a>\n");
            open = true;
            if (what < r->m->view->n_nodes)
                open_node(r, id, what);
            else
                open_edge(r, id, what - (uint32_t)r->m->view->n_nodes);
        } else if (open) {
            put_shape(r, tag);
        }
    }
    close_path(r);
    if (open) tb_buf_puts(r->out, "</a>\n");
    tb_buf_puts(r->out, "</g></svg>\n");
}

tb_status tb_put_picture(tb_maker *m, tb_buf *out) {
    const tb_render_options options = {.bare = true};
    tb_render *render = NULL;
    const tb_rendered *files;
    size_t n = 0;
    TB_TRY(tb_render_new(m->view, &options, &render));
    reader r = {.m = m, .out = out};
    tb_status status = tb_render_run(render, tb_format_find(TB_S("svg")), &files, &n, m->error);
    if (status == TB_OK) status = index_ids(&r);
    if (status == TB_OK && n) {
        r.in = tb_buf_slice(&files[0].bytes);
        tb_buf_puts(out, "<svg id=\"drawing\"");
        rewrite(&r);
    }
    tb_map_free(&r.ids);
    tb_arena_free(&r.arena);
    tb_render_free(render);
    return status;
}
