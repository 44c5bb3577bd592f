/* What a view looks like as a graph of Graphviz; see picture.h. The published DOT is this picture: every
 * entity a node, every link an edge with its label, and attributes of our own for gvpr and other tools. */
#include "render/picture.h"

#include "render/caption.h"
#include "render/style.h"
#include "render/words.h"

void tb_picture_free(tb_picture *p) {
    tb_buf_free(&p->scratch);
}

tb_status tb_attr_add(tb_picture *p, tb_attrs *to, const char *name, const char *value) {
    return tb_vec_push(p->arena, to, ((tb_attr){name, tb_slice_cstr(value), false}));
}

tb_status tb_attr_take(tb_picture *p, tb_attrs *to, const char *name, bool html) {
    tb_slice value;
    TB_TRY(tb_buf_status(&p->scratch));
    TB_TRY(tb_arena_copy(p->arena, tb_buf_slice(&p->scratch), &value));
    tb_buf_clear(&p->scratch);
    return tb_vec_push(p->arena, to, ((tb_attr){name, value, html}));
}

tb_status tb_attr_printf(tb_picture *p, tb_attrs *to, const char *name, const char *format, ...) {
    va_list args;
    va_start(args, format);
    tb_buf_vprintf(&p->scratch, format, args);
    va_end(args);
    return tb_attr_take(p, to, name, false);
}

void tb_put_hundredths(tb_buf *out, long hundredths) {
    long n = hundredths < 0 ? -hundredths : hundredths;
    tb_buf_printf(out, "%s%ld.%02ld", hundredths < 0 ? "-" : "", n / 100, n % 100);
}

static tb_status hundredths(tb_picture *p, tb_attrs *to, const char *name, long value) {
    tb_put_hundredths(&p->scratch, value);
    return tb_attr_take(p, to, name, false);
}

static tb_status plain(tb_picture *p, tb_attrs *to, const char *name, tb_slice value) {
    if (value.len == 0) return TB_OK;
    tb_put_plain(&p->scratch, value);
    return tb_attr_take(p, to, name, false);
}

tb_status tb_picture_graph(tb_picture *p, const tb_view *view, const tb_render_options *o) {
    const tb_palette *palette = tb_style_palette(o->theme);
    TB_TRY(tb_attr_add(p, &p->graph, "charset", "UTF-8"));
    TB_TRY(tb_attr_add(p, &p->graph, "bgcolor", palette->paper));
    TB_TRY(tb_attr_add(p, &p->graph, "fontname", "Arial"));
    TB_TRY(tb_attr_add(p, &p->graph, "fontsize", "10"));
    TB_TRY(tb_attr_add(p, &p->graph, "fontcolor", palette->ink));
    TB_TRY(tb_attr_add(p, &p->graph, "labelloc", "b"));
    TB_TRY(tb_attr_add(p, &p->graph, "labeljust", "l"));
    TB_TRY(tb_attr_add(p, &p->graph, "outputorder", "edgesfirst"));
    if (!o->bare) {
        tb_put_caption(&p->scratch, view, o);
        TB_TRY(tb_attr_take(p, &p->graph, "label", true));
    }
    TB_TRY(tb_attr_add(p, &p->node, "fontname", "Arial"));
    TB_TRY(tb_attr_add(p, &p->node, "fontcolor", palette->ink));
    TB_TRY(tb_attr_add(p, &p->node, "style", "filled"));
    TB_TRY(tb_attr_add(p, &p->node, "penwidth", "1.1"));
    TB_TRY(tb_attr_add(p, &p->node, "height", "0.2"));
    TB_TRY(tb_attr_add(p, &p->node, "width", "0.3"));
    TB_TRY(tb_attr_add(p, &p->edge, "fontname", "Arial"));
    TB_TRY(tb_attr_add(p, &p->edge, "fontsize", TB_LABEL_SIZE));
    TB_TRY(tb_attr_add(p, &p->edge, "fontcolor", palette->ink));
    return tb_attr_add(p, &p->edge, "arrowsize", TB_ARROW_SIZE);
}

/* The page of an entity: its own, else that of Wikidata. */
static tb_status node_url(tb_picture *p, const tb_view_node *n, tb_attrs *out) {
    if (n->url.len)
        tb_put_url(&p->scratch, n->url);
    else if (n->wikidata.len) {
        tb_buf_puts(&p->scratch, "https://www.wikidata.org/wiki/");
        tb_put_url(&p->scratch, n->wikidata);
    } else
        return TB_OK;
    return tb_attr_take(p, out, "URL", false);
}

tb_status tb_picture_node(tb_picture *p, const tb_view *view, uint32_t node, const tb_render_options *o,
                          tb_attrs *out) {
    const tb_view_node *n = &view->nodes[node];
    tb_kind_style style = tb_style_kind(view, o->theme, n->kind_index);
    const tb_change_style *change = tb_style_change(o->theme, n->change);
    tb_buf_puts(&p->scratch, change->sign);
    tb_put_name(&p->scratch, n->name);
    TB_TRY(tb_attr_take(p, out, "label", false));
    TB_TRY(tb_attr_add(p, out, "shape", style.shape));
    TB_TRY(tb_attr_printf(p, out, "fillcolor", "%s",
                          change->faded ? tb_style_palette(o->theme)->paper : style.fill));
    TB_TRY(tb_attr_printf(p, out, "color", "%s", change->colour ? change->colour : style.line));
    if (change->faded)
        TB_TRY(tb_attr_add(p, out, "style", "filled,dashed"));
    else if (style.rounded)
        TB_TRY(tb_attr_add(p, out, "style", "filled,rounded"));
    if (change->colour) TB_TRY(tb_attr_add(p, out, "fontcolor", change->colour));
    TB_TRY(tb_attr_add(p, out, "margin", style.outline == TB_OUTLINE_BOX ? "0.07,0.03" : "0,0"));
    TB_TRY(hundredths(p, out, "fontsize", tb_style_font_size(n->degree, view->n_edges)));
    if (tb_style_bold(n->degree)) TB_TRY(tb_attr_add(p, out, "fontname", "Arial Bold"));
    tb_render_node_id(&p->scratch, n);
    TB_TRY(tb_attr_take(p, out, "id", false));
    tb_buf_puts(&p->scratch, "kind-");
    tb_id_encode(&p->scratch, n->kind);
    if (n->change) tb_buf_printf(&p->scratch, " %s", tb_change_name(n->change));
    TB_TRY(tb_attr_take(p, out, "class", false));
    tb_put_node_meaning(&p->scratch, n, tb_put_tooltip, "\\n");
    TB_TRY(tb_attr_take(p, out, "tooltip", false));
    return node_url(p, n, out);
}

/* The id as it is; one that DOT's readers could not read as it is in SVG. */
tb_status tb_picture_name(tb_picture *p, const tb_view_node *n, tb_slice *out) {
    if (n->id.len > 1000)
        tb_render_node_id(&p->scratch, n);
    else
        tb_put_plain(&p->scratch, n->id);
    TB_TRY(tb_buf_status(&p->scratch));
    TB_TRY(tb_arena_copy(p->arena, tb_buf_slice(&p->scratch), out));
    tb_buf_clear(&p->scratch);
    return TB_OK;
}

/* What tools want to know of an entity. */
static tb_status node_data(tb_picture *p, const tb_view_node *n, tb_attrs *out) {
    TB_TRY(plain(p, out, "name", n->name));
    TB_TRY(plain(p, out, "kind", n->kind));
    TB_TRY(plain(p, out, "wikidata", n->wikidata));
    TB_TRY(plain(p, out, "change", tb_slice_cstr(tb_change_name(n->change))));
    return tb_attr_printf(p, out, "mentions", "%zu", n->mentions);
}

static tb_status edge_colour(tb_picture *p, const tb_view *view, const tb_view_edge *e,
                             const tb_render_options *o, tb_attrs *out) {
    const char *colour = tb_style_edge_colour(view, e, o->theme);
    if (!tb_style_line(o->theme, e->line)->twofold) return tb_attr_add(p, out, "color", colour);
    return tb_attr_printf(p, out, "color", "%s:%s:%s", colour, tb_style_palette(o->theme)->paper, colour);
}

/* "alleged support-quote relation-funds source-2 source-5": what style sheets and scripts can pick edges by.
 */
static tb_status edge_class(tb_picture *p, const tb_view *view, const tb_view_edge *e, tb_attrs *out) {
    tb_buf_printf(&p->scratch, "%s support-%s relation-", tb_line_name(e->line), tb_support_name(e->support));
    tb_id_encode(&p->scratch, e->relation);
    for (size_t i = 0; i < e->n_sources; i++)
        tb_buf_printf(&p->scratch, " source-%u", view->sources[e->sources[i]].number);
    if (e->change) tb_buf_printf(&p->scratch, " %s", tb_change_name(e->change));
    return tb_attr_take(p, out, "class", false);
}

/* The article of the first piece of evidence that has an address. */
static tb_status edge_url(tb_picture *p, const tb_view *view, const tb_view_edge *e, tb_attrs *out) {
    for (size_t i = 0; i < e->n_evidence; i++) {
        const tb_view_source *s = &view->sources[e->evidence[i].source];
        if (s->url.len == 0 && s->archive.len == 0) continue;
        tb_put_url(&p->scratch, s->url.len ? s->url : s->archive);
        return tb_attr_take(p, out, "URL", false);
    }
    return TB_OK;
}

tb_status tb_picture_edge(tb_picture *p, const tb_view *view, uint32_t edge, const tb_render_options *o,
                          tb_attrs *out) {
    const tb_view_edge *e = &view->edges[edge];
    const tb_line_style *style = tb_style_line(o->theme, e->line);
    tb_buf label = {0};
    tb_put_link_label(&label, view, e, o->labels);
    if (tb_buf_status(&label) != TB_OK) p->scratch.status = TB_ENOMEM;
    tb_put_label(&p->scratch, tb_buf_slice(&label));
    tb_buf_free(&label);
    TB_TRY(tb_attr_take(p, out, "label", false));
    TB_TRY(tb_attr_add(p, out, "style", style->style));
    TB_TRY(edge_colour(p, view, e, o, out));
    TB_TRY(hundredths(p, out, "penwidth", tb_style_width(e)));
    TB_TRY(tb_attr_add(p, out, "arrowhead", e->symmetric ? "none" : style->head));
    tb_render_link_id(&p->scratch, e);
    TB_TRY(tb_attr_take(p, out, "id", false));
    TB_TRY(edge_class(p, view, e, out));
    tb_put_link_meaning(&p->scratch, view, e, tb_put_tooltip, "\\n");
    TB_TRY(tb_attr_take(p, out, "tooltip", false));
    return edge_url(p, view, e, out);
}

/* The attribute `name` of an edge that is a list: its sources' ids with commas, else a piece of its evidence
 * each with bars. Nothing where all are empty. */
static tb_status joined(tb_picture *p, const tb_view *view, const tb_view_edge *e, const char *name, size_t n,
                        tb_attrs *out) {
    tb_buf all = {0};
    bool any = false;
    for (size_t i = 0; i < n; i++) {
        tb_slice word = name[0] == 's'   ? view->sources[e->sources[i]].id
                        : name[0] == 'q' ? e->evidence[i].quote
                                         : e->evidence[i].by;
        if (i) tb_buf_puts(&all, name[0] == 's' ? "," : " | ");
        tb_buf_put(&all, word);
        any |= word.len > 0;
    }
    tb_status status = tb_buf_status(&all);
    if (status == TB_OK && any) status = plain(p, out, name, tb_buf_slice(&all));
    tb_buf_free(&all);
    return status;
}

/* What tools want to know of a link: gvpr 'E[$.stance == "alleged"]' and the like. */
static tb_status edge_data(tb_picture *p, const tb_view *view, const tb_view_edge *e, tb_attrs *out) {
    TB_TRY(plain(p, out, "link", e->id));
    TB_TRY(plain(p, out, "relation", e->relation));
    TB_TRY(tb_attr_add(p, out, "stance", tb_line_name(e->line)));
    TB_TRY(tb_attr_add(p, out, "support", tb_support_name(e->support)));
    TB_TRY(tb_attr_printf(p, out, "independent", "%u", e->independent));
    TB_TRY(plain(p, out, "change", tb_slice_cstr(tb_change_name(e->change))));
    TB_TRY(tb_attr_add(p, out, "symmetric", e->symmetric ? "true" : ""));
    TB_TRY(joined(p, view, e, "sources", e->n_sources, out));
    TB_TRY(joined(p, view, e, "quote", e->n_evidence, out));
    return joined(p, view, e, "by", e->n_evidence, out);
}

/* How a plain `dot` lays the published file out; our own drawings are laid out by scene.c. */
static tb_status layout_hints(tb_picture *p) {
    TB_TRY(tb_attr_add(p, &p->graph, "linelength", "0")); /* else cgraph folds long strings */
    TB_TRY(tb_attr_add(p, &p->graph, "nodesep", "0.12"));
    TB_TRY(tb_attr_add(p, &p->graph, "ranksep", "0.6"));
    TB_TRY(tb_attr_add(p, &p->graph, "overlap", "prism"));
    return tb_attr_add(p, &p->graph, "splines", "true");
}

tb_status tb_picture_of(const tb_view *view, const tb_render_options *o, tb_arena *arena, tb_picture *p) {
    *p = (tb_picture){.arena = arena};
    TB_TRY(tb_picture_graph(p, view, o));
    TB_TRY(layout_hints(p));
    for (uint32_t i = 0; i < view->n_nodes; i++) {
        tb_pic_node node = {0};
        TB_TRY(tb_picture_name(p, &view->nodes[i], &node.name));
        TB_TRY(tb_picture_node(p, view, i, o, &node.attrs));
        TB_TRY(node_data(p, &view->nodes[i], &node.attrs));
        TB_TRY(tb_vec_push(arena, &p->nodes, node));
    }
    for (uint32_t i = 0; i < view->n_edges; i++) {
        tb_pic_edge edge = {.tail = view->edges[i].from, .head = view->edges[i].to};
        TB_TRY(tb_picture_edge(p, view, i, o, &edge.attrs));
        TB_TRY(edge_data(p, view, &view->edges[i], &edge.attrs));
        TB_TRY(tb_vec_push(arena, &p->edges, edge));
    }
    return TB_OK;
}
