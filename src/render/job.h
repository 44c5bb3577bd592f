/* What all formats work on. Internal to the room render. */
#ifndef TB_RENDER_JOB_H
#define TB_RENDER_JOB_H

#include "render/render.h"

enum { TB_FILES_MAX = 2 };

struct tb_render {
    const tb_view *view;
    tb_render_options options;
    tb_buf scene;          /* DOT with all places, once it is needed */
    const char *draw_with; /* NULL: there is no scene yet */
    tb_buf messages;       /* of Graphviz */
    tb_buf remarks;
    tb_rendered files[TB_FILES_MAX];
    size_t n_files;
};

/* A new file of the run; its bytes are empty. */
tb_buf *tb_render_file(tb_render *r, const char *suffix);
/* The scene, laid out on the first call. */
TB_MUST_USE tb_status tb_render_scene(tb_render *r, tb_error *error);

/* The formats: picture.c, draw through registry.c, svg.c, table.c. */
TB_MUST_USE tb_status tb_format_svg(tb_render *r, const tb_format *format, tb_error *error);
TB_MUST_USE tb_status tb_format_table(tb_render *r, const tb_format *format, tb_error *error);

#endif
