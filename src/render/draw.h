/* Graphviz at work: DOT in, places or a picture out. Internal to the room render; draw.c alone knows gvc.
 *
 * Graphviz keeps its state in globals, so each call takes a lock of the process. What it wants to print goes
 * to messages. */
#ifndef TB_RENDER_DRAW_H
#define TB_RENDER_DRAW_H

#include "base/buf.h"

typedef struct tb_box {
    double x, y, w, h; /* centre and size, in points, y upwards */
} tb_box;

/* Lays out dot with an engine and gives place and size of the nodes, which are called "0" to "n-1". TB_EDATA
 * with error filled where Graphviz cannot. */
TB_MUST_USE tb_status tb_draw_places(tb_slice dot, const char *engine, size_t n, tb_box *out,
                                     tb_buf *messages, tb_error *error);
/* Lays out dot with an engine and draws it in a format of Graphviz ("svg", "png", "pdf"), appended to out.
 * dpi 0 is the format's own. */
TB_MUST_USE tb_status tb_draw_render(tb_slice dot, const char *engine, const char *format, unsigned dpi,
                                     tb_buf *out, tb_buf *messages, tb_error *error);

#endif
