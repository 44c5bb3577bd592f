/* The table of formats, and the work that they share. A new format is one file with a function and one row
 * here. */
#include <stdlib.h>

#include "render/draw.h"
#include "render/job.h"
#include "render/picture.h"
#include "render/scene.h"

enum { PNG_DPI = 144, PNG_DPI_LARGE = 72 };

static tb_status run_dot(tb_render *r, const tb_format *format, tb_error *error) {
    (void)format, (void)error;
    tb_arena work = {0};
    tb_picture p = {.arena = &work};
    tb_status status = tb_picture_of(r->view, &r->options, &work, &p);
    if (status == TB_OK) status = tb_dot_write(&p, "tiebook", tb_render_file(r, ".dot"));
    tb_picture_free(&p);
    tb_arena_free(&work);
    return status;
}

static tb_status run_drawn(tb_render *r, const tb_format *format, tb_error *error) {
    bool is_png = strcmp(format->name, "png") == 0, large = r->view->n_edges > TB_RENDER_READABLE;
    unsigned dpi = !is_png ? 0 : large ? PNG_DPI_LARGE : PNG_DPI;
    TB_TRY(tb_render_scene(r, error));
    return tb_draw_render(tb_buf_slice(&r->scene), r->draw_with, format->name, dpi,
                          tb_render_file(r, is_png ? ".png" : ".pdf"), &r->messages, error);
}

static const tb_format formats[] = {
    {"dot", "dot", "for Graphviz, gvpr and other tools", false, run_dot},
    {"svg", "svg", "for browsers, with the quotes as tooltips", true, tb_format_svg},
    {"png", "png", "a picture in pixels", true, run_drawn},
    {"pdf", "pdf", "for printing", true, run_drawn},
    {"table", "md", "the same in words: Markdown and CSV", false, tb_format_table},
};

const tb_format *tb_formats(size_t *n) {
    *n = sizeof formats / sizeof *formats;
    return formats;
}

const tb_format *tb_format_find(tb_slice name) {
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (tb_slice_eq(name, tb_slice_cstr(formats[i].name))) return &formats[i];
    return NULL;
}

static bool find(tb_slice name, const char *const *names, size_t n, size_t *out) {
    for (size_t i = 0; i < n; i++)
        if (tb_slice_eq(name, tb_slice_cstr(names[i]))) {
            *out = i;
            return true;
        }
    return false;
}

bool tb_theme_find(tb_slice name, tb_theme *out) {
    static const char *const names[] = {"light", "dark", "print"};
    size_t i;
    if (!find(name, names, 3, &i)) return false;
    *out = (tb_theme)i;
    return true;
}

bool tb_labels_find(tb_slice name, tb_labels *out) {
    static const char *const names[] = {"full", "numbers", "none"};
    size_t i;
    if (!find(name, names, 3, &i)) return false;
    *out = (tb_labels)i;
    return true;
}

tb_buf *tb_render_file(tb_render *r, const char *suffix) {
    tb_rendered *f = &r->files[r->n_files++];
    f->suffix = suffix;
    tb_buf_clear(&f->bytes);
    return &f->bytes;
}

tb_status tb_render_scene(tb_render *r, tb_error *error) {
    if (r->draw_with) return TB_OK;
    const char *draw_with;
    tb_buf_clear(&r->scene);
    TB_TRY(tb_scene_write(r->view, &r->options, &r->scene, &draw_with, &r->messages, error));
    r->draw_with = draw_with;
    return TB_OK;
}

tb_status tb_render_new(const tb_view *view, const tb_render_options *options, tb_render **out) {
    *out = calloc(1, sizeof **out);
    if (!*out) return TB_ENOMEM;
    (*out)->view = view;
    if (options) (*out)->options = *options;
    return TB_OK;
}

/* What Graphviz said, a line each with its name before it. */
static void put_messages(tb_buf *out, tb_slice messages) {
    bool at_start = true;
    for (size_t i = 0; i < messages.len; i++) {
        if (at_start && messages.p[i] != '\n') tb_buf_puts(out, "Graphviz: ");
        if (!at_start || messages.p[i] != '\n') tb_buf_putc(out, messages.p[i]);
        at_start = messages.p[i] == '\n';
    }
    if (!at_start) tb_buf_putc(out, '\n');
}

static tb_status make_remarks(tb_render *r, bool is_drawn) {
    tb_buf_clear(&r->remarks);
    if (is_drawn && r->view->n_edges > TB_RENDER_READABLE)
        tb_buf_printf(
            &r->remarks,
            "a drawing with %zu links is hard to read; cut it with --by source, relation, entity, component or community, or "
            "ask for a part: --around ENTITY --depth 1, --path FROM TO, --source ID\n",
            r->view->n_edges);
    put_messages(&r->remarks, tb_buf_slice(&r->messages));
    return tb_buf_status(&r->remarks);
}

tb_status tb_render_run(tb_render *r, const tb_format *format, const tb_rendered **files, size_t *n,
                        tb_error *error) {
    r->n_files = 0;
    TB_TRY(format->run(r, format, error));
    for (size_t i = 0; i < r->n_files; i++) TB_TRY(tb_buf_status(&r->files[i].bytes));
    *files = r->files;
    *n = r->n_files;
    return make_remarks(r, format->is_drawn);
}

tb_slice tb_render_remarks(const tb_render *r) {
    return tb_buf_slice(&r->remarks);
}

void tb_render_free(tb_render *r) {
    if (!r) return;
    tb_buf_free(&r->scene);
    tb_buf_free(&r->messages);
    tb_buf_free(&r->remarks);
    for (size_t i = 0; i < TB_FILES_MAX; i++) tb_buf_free(&r->files[i].bytes);
    free(r);
}
