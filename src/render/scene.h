/* The picture that is drawn: that of picture.c with every place and line worked out, so that Graphviz has
 * only to draw. Internal to the room render. */
#ifndef TB_RENDER_SCENE_H
#define TB_RENDER_SCENE_H

#include "render/render.h"

/* Appends DOT for Graphviz' engine *draw_with. TB_ENOMEM; TB_EDATA with error filled. */
TB_MUST_USE tb_status tb_scene_write(const tb_view *view, const tb_render_options *options, tb_buf *out,
                                     const char **draw_with, tb_buf *messages, tb_error *error);

#endif
