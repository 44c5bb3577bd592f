/* Sizes: every node and every label is laid out once, all in one spot, only to be measured. */
#include "render/layout.h"
#include "render/style.h"
#include "render/words.h"

static tb_status add(tb_picture *p, uint32_t number, tb_pic_node *node) {
    TB_TRY(tb_attr_add(p, &node->attrs, "pos", "0,0"));
    tb_buf_printf(&p->scratch, "%u", (unsigned)number);
    TB_TRY(tb_buf_status(&p->scratch));
    TB_TRY(tb_arena_copy(p->arena, tb_buf_slice(&p->scratch), &node->name));
    tb_buf_clear(&p->scratch);
    return tb_vec_push(p->arena, &p->nodes, *node);
}

static tb_status add_label(tb_picture *p, const tb_view *view, const tb_view_edge *edge,
                           const tb_render_options *o, uint32_t number) {
    tb_pic_node node = {0};
    tb_buf text = {0};
    tb_put_link_label(&text, view, edge, o->labels);
    if (tb_buf_status(&text) != TB_OK) p->scratch.status = TB_ENOMEM;
    tb_put_label(&p->scratch, tb_buf_slice(&text));
    tb_buf_free(&text);
    TB_TRY(tb_attr_take(p, &node.attrs, "label", false));
    TB_TRY(tb_attr_add(p, &node.attrs, "shape", "plaintext"));
    TB_TRY(tb_attr_add(p, &node.attrs, "fontsize", TB_LABEL_SIZE));
    TB_TRY(tb_attr_add(p, &node.attrs, "margin", "0.02,0"));
    TB_TRY(tb_attr_add(p, &node.attrs, "width", "0.08"));
    TB_TRY(tb_attr_add(p, &node.attrs, "height", "0.05"));
    return add(p, number, &node);
}

static tb_status fill(tb_picture *p, const tb_view *view, const tb_render_options *o) {
    TB_TRY(tb_picture_graph(p, view, o));
    p->graph = (tb_attrs){0}; /* no caption; the defaults of nodes are what is wanted */
    TB_TRY(tb_attr_add(p, &p->graph, "splines", "none"));
    for (uint32_t i = 0; i < view->n_nodes; i++) {
        tb_pic_node node = {0};
        TB_TRY(tb_picture_node(p, view, i, o, &node.attrs));
        TB_TRY(add(p, i, &node));
    }
    for (size_t i = 0; i < view->n_edges; i++)
        TB_TRY(add_label(p, view, &view->edges[i], o, (uint32_t)(view->n_nodes + i)));
    return TB_OK;
}

tb_status tb_layout_measure(const tb_view *view, const tb_render_options *o, tb_arena *arena, tb_layout *out,
                            tb_buf *messages, tb_error *error) {
    tb_arena work = {0};
    tb_picture p = {.arena = &work};
    tb_buf dot = {0};
    size_t n = view->n_nodes + view->n_edges;
    *out = (tb_layout){.nodes = TB_NEW_ARRAY(arena, n, tb_box)};
    tb_status status = out->nodes ? fill(&p, view, o) : TB_ENOMEM;
    if (status == TB_OK) status = tb_dot_write(&p, "measure", &dot);
    if (status == TB_OK && n)
        status = tb_draw_places(tb_buf_slice(&dot), "nop", n, out->nodes, messages, error);
    if (out->nodes) out->labels = out->nodes + view->n_nodes;
    tb_buf_free(&dot);
    tb_picture_free(&p);
    tb_arena_free(&work);
    return status;
}
