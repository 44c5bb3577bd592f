/* The picture that is drawn; see scene.h. */
#include "render/scene.h"

#include <math.h>

#include "render/picture.h"
#include "render/route.h"
#include "render/words.h"

static void put_points(tb_buf *out, tb_pt p) {
    tb_put_hundredths(out, lround(p.x * 100));
    tb_buf_putc(out, ',');
    tb_put_hundredths(out, lround(p.y * 100));
}

/* A stretch in Graphviz' notation; the last one leaves room for the head, whose tip is noted first. */
static void put_stretch(tb_buf *out, const tb_stretch *s, double head) {
    tb_cubic last = s->at[s->n - 1];
    if (head > 0) {
        tb_buf_puts(out, "e,");
        put_points(out, last.p[3]);
        tb_buf_putc(out, ' ');
        last = tb_cubic_shorten(&last, head);
    }
    put_points(out, s->at[0].p[0]);
    for (size_t i = 0; i < s->n; i++) {
        const tb_cubic *c = i + 1 < s->n ? &s->at[i] : &last;
        for (int k = 1; k < 4; k++) {
            tb_buf_putc(out, ' ');
            put_points(out, c->p[k]);
        }
    }
}

static tb_status add_route(tb_picture *p, const tb_view_edge *edge, const tb_route *route, tb_attrs *to) {
    double head =
        edge->symmetric || !route->reaches ? 0 : TB_ARROW + 0.01 * (double)(tb_style_width(edge) - 90);
    for (size_t i = 0; i < route->n; i++) {
        if (i) tb_buf_putc(&p->scratch, ';');
        put_stretch(&p->scratch, &route->stretches[i], i + 1 < route->n ? 0 : head);
    }
    return tb_attr_take(p, to, "pos", false);
}

static tb_status add_node(tb_picture *p, const tb_view *view, uint32_t i, const tb_render_options *o,
                          const tb_layout *layout) {
    tb_pic_node node = {0};
    TB_TRY(tb_picture_node(p, view, i, o, &node.attrs));
    put_points(&p->scratch, (tb_pt){layout->nodes[i].x, layout->nodes[i].y});
    TB_TRY(tb_attr_take(p, &node.attrs, "pos", false));
    TB_TRY(tb_picture_name(p, &view->nodes[i], &node.name));
    return tb_vec_push(p->arena, &p->nodes, node);
}

static tb_status add_edge(tb_picture *p, const tb_view *view, uint32_t i, const tb_render_options *o,
                          const tb_layout *layout, const tb_route *routes) {
    const tb_view_edge *e = &view->edges[i];
    tb_pic_edge edge = {.tail = e->from, .head = e->to};
    TB_TRY(tb_picture_edge(p, view, i, o, &edge.attrs));
    TB_TRY(add_route(p, e, &routes[i], &edge.attrs));
    if (o->labels != TB_LABELS_NONE) {
        put_points(&p->scratch, (tb_pt){layout->labels[i].x, layout->labels[i].y});
        TB_TRY(tb_attr_take(p, &edge.attrs, "lp", false));
        tb_put_link_meaning(&p->scratch, view, e, tb_put_tooltip,
                            "\\n"); /* else the label's own words are it */
        TB_TRY(tb_attr_take(p, &edge.attrs, "labeltooltip", false));
    }
    return tb_vec_push(p->arena, &p->edges, edge);
}

static void step(const tb_render_options *o, const char *what) {
    if (o->step) o->step(o->context, what);
}

static tb_status fill(tb_picture *p, const tb_view *view, const tb_render_options *o, tb_buf *messages,
                      tb_error *error) {
    tb_layout layout;
    const tb_route *routes;
    step(o, "measuring names");
    TB_TRY(tb_layout_measure(view, o, p->arena, &layout, messages, error));
    step(o, "laying out");
    TB_TRY(tb_layout_place(view, o->engine ? o->engine : "sfdp", p->arena, &layout, messages, error));
    step(o, "leading the lines");
    TB_TRY(tb_route_all(view, &layout, p->arena, &routes));
    step(o, "drawing");
    TB_TRY(tb_picture_graph(p, view, o));
    for (uint32_t i = 0; i < view->n_nodes; i++) TB_TRY(add_node(p, view, i, o, &layout));
    for (uint32_t i = 0; i < view->n_edges; i++) TB_TRY(add_edge(p, view, i, o, &layout, routes));
    return TB_OK;
}

/* dot places labels itself, so where it is asked for the published picture is what it draws. */
static tb_status write_layered(const tb_view *view, const tb_render_options *o, tb_arena *arena,
                               tb_picture *p) {
    return tb_picture_of(view, o, arena, p);
}

tb_status tb_scene_write(const tb_view *view, const tb_render_options *o, tb_buf *out, const char **draw_with,
                         tb_buf *messages, tb_error *error) {
    tb_arena work = {0};
    tb_picture p = {.arena = &work};
    bool layered = o->engine && strcmp(o->engine, "dot") == 0;
    tb_status status = layered ? write_layered(view, o, &work, &p) : fill(&p, view, o, messages, error);
    *draw_with = layered ? "dot" : "nop2";
    if (status == TB_OK) status = tb_dot_write(&p, "tiebook", out);
    tb_picture_free(&p);
    tb_arena_free(&work);
    return status;
}
