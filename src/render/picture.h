/* A picture: nodes and edges with attributes of Graphviz, as plain data. What a view looks like is decided
 * where pictures are made (picture.c, scene.c); dot.c turns one into DOT and knows nothing else.
 *
 * Attribute values are as Graphviz wants to read them; words.h has the escapes. Internal to the room render.
 */
#ifndef TB_RENDER_PICTURE_H
#define TB_RENDER_PICTURE_H

#include "render/render.h"

typedef struct tb_attr {
    const char *name;
    tb_slice value;
    bool html; /* an HTML-like label, without its outer < >; must hold a line break, see dot.c */
} tb_attr;

typedef TB_VEC(tb_attr) tb_attrs;

typedef struct tb_pic_node {
    tb_slice name; /* unique */
    tb_attrs attrs;
} tb_pic_node;

typedef struct tb_pic_edge {
    uint32_t tail, head;
    tb_attrs attrs;
} tb_pic_edge;

typedef struct tb_picture {
    tb_arena *arena;
    tb_buf scratch;             /* for whoever adds attributes; freed by tb_picture_free */
    tb_attrs graph, node, edge; /* of the graph; defaults */
    TB_VEC(tb_pic_node) nodes;
    TB_VEC(tb_pic_edge) edges;
} tb_picture;

void tb_picture_free(tb_picture *p); /* the scratch alone: the rest is the arena's */

/* Adds an attribute with a fixed value, a printed one, or the scratch's. */
TB_MUST_USE tb_status tb_attr_add(tb_picture *p, tb_attrs *to, const char *name, const char *value);
TB_MUST_USE tb_status tb_attr_printf(tb_picture *p, tb_attrs *to, const char *name, const char *format, ...)
    TB_PRINTF(4, 5);
TB_MUST_USE tb_status tb_attr_take(tb_picture *p, tb_attrs *to, const char *name, bool html);

/* Hundredths as a decimal number: 150 is "1.50". Doubles are never printed: locales and libraries differ. */
void tb_put_hundredths(tb_buf *out, long hundredths);

/* The picture of a view that is published as DOT: every entity a node, every link an edge, nothing else. in
 * arena. */
TB_MUST_USE tb_status tb_picture_of(const tb_view *view, const tb_render_options *options, tb_arena *arena,
                                    tb_picture *out);
/* Its parts, for scenes: what the graph, a node, an edge look like. */
TB_MUST_USE tb_status tb_picture_graph(tb_picture *p, const tb_view *view, const tb_render_options *options);
TB_MUST_USE tb_status tb_picture_node(tb_picture *p, const tb_view *view, uint32_t node,
                                      const tb_render_options *options, tb_attrs *out);
TB_MUST_USE tb_status tb_picture_edge(tb_picture *p, const tb_view *view, uint32_t edge,
                                      const tb_render_options *options, tb_attrs *out);

/* The name of a view's node in a picture. */
TB_MUST_USE tb_status tb_picture_name(tb_picture *p, const tb_view_node *node, tb_slice *out);

/* dot.c: the picture as DOT, directed, appended to *out. TB_ENOMEM. */
TB_MUST_USE tb_status tb_dot_write(const tb_picture *p, const char *name, tb_buf *out);

#endif
