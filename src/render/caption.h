/* What stands below a drawing: its title, the numbered list of its sources, and a legend made from what is in
 * it. Internal to the room render. */
#ifndef TB_RENDER_CAPTION_H
#define TB_RENDER_CAPTION_H

#include "render/render.h"

/* Appends the caption as an HTML-like table of Graphviz, without the outer < >. It holds a line break, which
 * no clean word of a view does, so that cgraph cannot take it for one of them. */
void tb_put_caption(tb_buf *out, const tb_view *view, const tb_render_options *options);

/* "12 links between 7 entities, from 3 articles": plain text. */
void tb_put_counts(tb_buf *out, const tb_view *view);

#endif
